//! The requests of NĐ 68/2024 (forms 01, 02, 04, 05, 06 of its appendix): fields as a commune's transcription has them, layout ours.

use super::form::{Field, Form, Known, Part, field, head_signs, recipients, without_subject};
use super::requests::{
    BodyEntry, BodyRequest, ChangeEntry, ChangeRequest, PersonEntry, PersonRequest, RecoveryEntry,
    RecoveryRequest, RevocationEntry, RevocationRequest,
};
use super::table::{Column, Table, centred, column, within};
use super::values::{Contact, counted, or, short_day, stacked};

/// Who is asked where the values name nobody (NĐ 68/2024 Điều 3; its address is that of the regulation of Tây Ninh Điều 7).
const AUTHORITY: &str = "Cục Chứng thực số và Bảo mật thông tin, Ban Cơ yếu Chính phủ";
const HEAD: &str = "THỦ TRƯỞNG CƠ QUAN, TỔ CHỨC\nQUẢN LÝ TRỰC TIẾP";
/// Who has to sign (the transcription's notes).
const NOTE: &str = "(Ký, đóng dấu, ghi rõ họ tên)";
const MAIL: &str = "- Địa chỉ thư điện tử công vụ là địa chỉ do cơ quan nhà nước cấp; không dùng gmail, yahoo, hotmail.";

/// Values with somebody to talk to.
trait Contacted {
    fn contact(&self) -> &Contact;
}

macro_rules! contacted {
    ($($request:ident),*) => {
        $(impl Contacted for $request {
            fn contact(&self) -> &Contact {
                &self.contact
            }
        })*
    };
}

contacted!(
    PersonRequest,
    BodyRequest,
    ChangeRequest,
    RevocationRequest,
    RecoveryRequest
);

const fn who<D: Contacted>() -> [Field<D>; 3] {
    [
        field("Họ và tên:", 38, |v| v.contact().name.clone()),
        field("Chức vụ:", 34, |v| v.contact().position.clone()),
        field("Điện thoại di động:", 28, |v| {
            v.contact().mobile.clone()
        }),
    ]
}

const fn identity<D: Contacted>() -> [Field<D>; 3] {
    [
        field("Số định danh cá nhân:", 38, |v| {
            v.contact().citizen_number.clone()
        }),
        field("Ngày cấp:", 20, |v| short_day(v.contact().issued_on)),
        field("Nơi cấp:", 42, |v| v.contact().issued_at.clone()),
    ]
}

const fn reached<D: Contacted>() -> [Field<D>; 2] {
    [
        field("Thư điện tử công vụ:", 42, |v| {
            v.contact().mail.clone()
        }),
        field("Địa chỉ tiếp nhận:", 58, |v| {
            v.contact().address.clone()
        }),
    ]
}

const SUBSCRIBER: &str = "Thông tin thuê bao";

fn ticked(is_ticked: bool) -> String {
    if is_ticked { "x" } else { "" }.to_owned()
}

/// How many, once it is known.
fn many(count: usize) -> String {
    match count {
        0 => String::new(),
        count => counted(count),
    }
}

static PERSONS: &[Column<PersonEntry>] = &[
    column("Họ và tên", 13, |row| row.name.clone()),
    centred(column("Ngày sinh", 9, |row| short_day(row.born_on))),
    column(
        "Số định danh cá nhân, ngày cấp, nơi cấp",
        14,
        |row| {
            stacked([
                &row.citizen_number,
                &short_day(row.issued_on),
                &row.issued_at,
            ])
        },
    ),
    column("Thư điện tử\ncông vụ", 15, |row| row.mail.clone()),
    column("Cơ quan, tổ chức\ncông tác", 14, |row| {
        row.employer.clone()
    }),
    column("Tỉnh, thành phố", 8, |row| row.province.clone()),
    column("Chức vụ", 10, |row| row.position.clone()),
    centred(column("Điện thoại di động", 10, |row| {
        row.mobile.clone()
    })),
    column("Số hiệu chứng thư cũ (nếu có)", 11, |row| {
        row.old_certificate.clone()
    }),
    centred(column("SIM PKI", 8, |row| row.sim.clone())),
];

/// Mẫu số 01: certificates for persons (NĐ 68/2024 Điều 11).
pub static ND68_01: Form<PersonRequest> = Form {
    id: "nd68-01",
    title: "Văn bản đề nghị cấp mới chứng thư chữ ký số chuyên dùng công vụ cho cá nhân",
    known: Known::Secondary,
    source: "Mẫu số 01, Phụ lục Nghị định số 68/2024/NĐ-CP",
    lying: true,
    size: 13.0,
    parts: &[
        without_subject(|v| v.from.clone()),
        Part::Title(&[
            "ĐỀ NGHỊ CẤP MỚI CHỨNG THƯ CHỮ KÝ SỐ",
            "CHUYÊN DÙNG CÔNG VỤ CHO CÁ NHÂN",
        ]),
        Part::Addressee(|v| or(&v.to, AUTHORITY)),
        Part::Heading("I. Người tiếp nhận thiết bị lưu khóa bí mật"),
        Part::Fields(&who()),
        Part::Fields(&identity()),
        Part::Fields(&reached()),
        Part::Heading("II. Danh sách cá nhân đề nghị cấp mới"),
        Part::Fields(&[field("Số lượng:", 1, |v| many(v.persons.len()))]),
        Part::Table(|v| Table::of(PERSONS, &v.persons, 4)),
        Part::Signatures(&[
            recipients(
                &[
                    "Ghi chú:",
                    MAIL,
                    "- Cột SIM PKI: ghi tên nhà mạng; thêm “/cs” nếu chuyển số thuê bao đang dùng; để trống nếu không đề nghị.",
                ],
                |v| v.recipients.clone(),
            ),
            head_signs(HEAD, NOTE, |v| v.head.clone()),
        ]),
    ],
};

static BODIES: &[Column<BodyEntry>] = &[
    column("Tên cơ quan, tổ chức", 24, |row| row.name.clone()),
    column("Địa chỉ", 24, |row| row.address.clone()),
    centred(column("Mã số thuế", 12, |row| row.tax_code.clone())),
    centred(column("Mã quan hệ ngân sách", 11, |row| {
        row.budget_code.clone()
    })),
    column("Tỉnh, thành phố", 11, |row| row.province.clone()),
    column("Thư điện tử công vụ", 20, |row| row.mail.clone()),
];

/// Mẫu số 02: certificates for bodies (NĐ 68/2024 Điều 11).
pub static ND68_02: Form<BodyRequest> = Form {
    id: "nd68-02",
    title: "Văn bản đề nghị cấp mới chứng thư chữ ký số chuyên dùng công vụ cho cơ quan, tổ chức",
    known: Known::Secondary,
    source: "Mẫu số 02, Phụ lục Nghị định số 68/2024/NĐ-CP",
    lying: true,
    size: 13.0,
    parts: &[
        without_subject(|v| v.from.clone()),
        Part::Title(&[
            "ĐỀ NGHỊ CẤP MỚI CHỨNG THƯ CHỮ KÝ SỐ",
            "CHUYÊN DÙNG CÔNG VỤ CHO CƠ QUAN, TỔ CHỨC",
        ]),
        Part::Addressee(|v| or(&v.to, AUTHORITY)),
        Part::Heading("I. Người tiếp nhận thiết bị lưu khóa bí mật"),
        Part::Fields(&who()),
        Part::Fields(&identity()),
        Part::Fields(&reached()),
        Part::Heading("II. Danh sách cơ quan, tổ chức đề nghị cấp mới"),
        Part::Fields(&[field("Số lượng:", 1, |v| many(v.bodies.len()))]),
        Part::Table(|v| Table::of(BODIES, &v.bodies, 4)),
        Part::Signatures(&[
            recipients(&["Ghi chú:", MAIL], |v| v.recipients.clone()),
            head_signs(HEAD, NOTE, |v| v.head.clone()),
        ]),
    ],
};

static CHANGES: &[Column<ChangeEntry>] = &[
    column("Tên chứng thư", 17, |row| row.name.clone()),
    column(
        "Số hiệu chứng thư (số điện thoại ký số nếu là SIM PKI)",
        20,
        |row| stacked([&row.certificate, &row.sim_number]),
    ),
    column(
        "Thư điện tử công vụ\nđăng ký khi cấp",
        17,
        |row| row.mail.clone(),
    ),
    column("Thông tin cần thay đổi", 19, |row| row.old.clone()),
    column("Thông tin mới", 19, |row| row.new.clone()),
    centred(column("Gia hạn", 7, |row| ticked(row.renew))),
    centred(column("TĐTT", 7, |row| ticked(row.change))),
];

/// Mẫu số 04: renewal, change of information, or both (NĐ 68/2024 Điều 13, 16).
pub static ND68_04: Form<ChangeRequest> = Form {
    id: "nd68-04",
    title: "Văn bản đề nghị gia hạn, thay đổi nội dung thông tin chứng thư chữ ký số chuyên dùng công vụ",
    known: Known::Secondary,
    source: "Mẫu số 04, Phụ lục Nghị định số 68/2024/NĐ-CP",
    lying: true,
    size: 13.0,
    parts: &[
        without_subject(|v| v.from.clone()),
        Part::Title(&[
            "ĐỀ NGHỊ GIA HẠN, THAY ĐỔI NỘI DUNG THÔNG TIN",
            "CHỨNG THƯ CHỮ KÝ SỐ CHUYÊN DÙNG CÔNG VỤ",
        ]),
        Part::Addressee(|v| or(&v.to, AUTHORITY)),
        Part::Heading("I. Người liên hệ"),
        Part::Fields(&who()),
        Part::Fields(&identity()),
        Part::Fields(&reached()),
        Part::Heading("II. Danh sách chứng thư chữ ký số"),
        Part::Fields(&[field("Số lượng:", 1, |v| many(v.certificates.len()))]),
        Part::Table(|v| Table::of(CHANGES, &v.certificates, 4)),
        Part::Signatures(&[
            recipients(
                &[
                    "Ghi chú:",
                    "- Đánh dấu “x” vào cột “Gia hạn”, cột “TĐTT” (thay đổi thông tin) hoặc cả hai cột.",
                ],
                |v| v.recipients.clone(),
            ),
            head_signs(HEAD, NOTE, |v| v.head.clone()),
        ]),
    ],
};

static REVOCATIONS: &[Column<RevocationEntry>] = &[
    column("Tên chứng thư", 17, |row| row.name.clone()),
    column(
        "Số định danh cá nhân; mã số thuế, mã quan hệ ngân sách của cơ quan, tổ chức",
        20,
        |row| stacked([&row.citizen_number, &row.tax_code, &row.budget_code]),
    ),
    column("Thư điện tử công vụ", 17, |row| row.mail.clone()),
    column("Số hiệu chứng thư", 18, |row| {
        row.certificate.clone()
    }),
    column("Số hiệu thiết bị", 14, |row| row.device.clone()),
    column("Lý do thu hồi", 21, |row| row.reason.clone()),
];

/// Mẫu số 05: revocation (NĐ 68/2024 Điều 19).
pub static ND68_05: Form<RevocationRequest> = Form {
    id: "nd68-05",
    title: "Văn bản đề nghị thu hồi chứng thư chữ ký số chuyên dùng công vụ",
    known: Known::Secondary,
    source: "Mẫu số 05, Phụ lục Nghị định số 68/2024/NĐ-CP",
    lying: true,
    size: 13.0,
    parts: &[
        without_subject(|v| v.from.clone()),
        Part::Title(&["ĐỀ NGHỊ THU HỒI CHỨNG THƯ CHỮ KÝ SỐ", "CHUYÊN DÙNG CÔNG VỤ"]),
        Part::Addressee(|v| or(&v.to, AUTHORITY)),
        Part::Heading("I. Người liên hệ"),
        Part::Fields(&who()),
        Part::Fields(&identity()),
        Part::Fields(&reached()),
        Part::Heading("II. Danh sách chứng thư chữ ký số đề nghị thu hồi"),
        Part::Fields(&[field("Số lượng:", 1, |v| many(v.certificates.len()))]),
        Part::Table(|v| Table::of(REVOCATIONS, &v.certificates, 4)),
        Part::Signatures(&[
            recipients(&[], |v| v.recipients.clone()),
            head_signs(HEAD, NOTE, |v| v.head.clone()),
        ]),
    ],
};

static RECOVERIES: &[Column<RecoveryEntry>] = &[
    column("Số hiệu thiết bị", 18, |row| row.device.clone()),
    within(
        SUBSCRIBER,
        column("Tên chứng thư", 25, |row| row.name.clone()),
    ),
    within(
        SUBSCRIBER,
        column("Cơ quan, tổ chức công tác", 30, |row| {
            row.employer.clone()
        }),
    ),
    within(
        SUBSCRIBER,
        column("Thư điện tử công vụ", 27, |row| row.mail.clone()),
    ),
];

/// Mẫu số 06: recovery of devices (NĐ 68/2024 Điều 22).
pub static ND68_06: Form<RecoveryRequest> = Form {
    id: "nd68-06",
    title: "Văn bản đề nghị khôi phục thiết bị lưu khóa bí mật",
    known: Known::Secondary,
    source: "Mẫu số 06, Phụ lục Nghị định số 68/2024/NĐ-CP",
    lying: true,
    size: 13.0,
    parts: &[
        without_subject(|v| v.from.clone()),
        Part::Title(&["ĐỀ NGHỊ KHÔI PHỤC THIẾT BỊ LƯU KHÓA BÍ MẬT"]),
        Part::Addressee(|v| or(&v.to, AUTHORITY)),
        Part::Heading("I. Người thực hiện khôi phục thiết bị"),
        Part::Fields(&who()),
        Part::Fields(&identity()),
        Part::Fields(&reached()),
        Part::Heading("II. Danh sách thiết bị lưu khóa bí mật đề nghị khôi phục"),
        Part::Fields(&[field("Số lượng:", 1, |v| many(v.devices.len()))]),
        Part::Table(|v| Table::of(RECOVERIES, &v.devices, 4)),
        Part::Signatures(&[
            recipients(&[], |v| v.recipients.clone()),
            head_signs(HEAD, NOTE, |v| v.head.clone()),
        ]),
    ],
};
