//! The three forms of An Giang (QĐ 39/2014/QĐ-UBND): their text was read and is followed.

mod values;

use regulation_rules::capital;

use crate::forms::form::{Block, Field, Form, Known, Part, Signature, Value, field};
use crate::forms::table::{Column, Table, centred, column, within};
use crate::forms::values::{
    Letterhead, Signer, counted, long_day, or, or_dots, short_day, stacked,
};

pub use values::{AgencyEntry, AgencyList, AgencyRequest, AgencyRevocation, Manager, Sex};

const BY: &str =
    "Ban hành theo Quyết định số 39/2014/QĐ-UBND ngày 20 tháng 10 năm 2014 của UBND tỉnh An Giang";
const DEPARTMENT: &str = "Sở Thông tin và Truyền thông.";

/// Mẫu số 01: an agency asks for a certificate (QĐ 39/2014/QĐ-UBND An Giang, Điều 10).
pub static AN_GIANG_01: Form<AgencyRequest> = Form {
    id: "an-giang-01",
    title: "Giấy đề nghị cấp chứng thư số cho cơ quan, đơn vị",
    known: Known::Read,
    source: "Mẫu số 01, Quyết định số 39/2014/QĐ-UBND ngày 20/10/2014 của UBND tỉnh An Giang",
    lying: false,
    size: 12.0,
    parts: &[
        Part::Issued("MẪU SỐ 01", BY),
        Part::Country,
        Part::Title(&["GIẤY ĐỀ NGHỊ CẤP CHỨNG THƯ SỐ", "CHO CƠ QUAN, ĐƠN VỊ"]),
        Part::Addressee(|v| or(&v.to, DEPARTMENT)),
        Part::Heading("I. Thông tin của người quản lý chứng thư số:"),
        Part::Fields(&[
            field("Họ và tên (chữ in hoa):", 62, |v| {
                v.manager.name.to_uppercase()
            }),
            Field {
                label: "Giới tính:",
                value: Value::Boxes(&[
                    ("Nam", |v| v.manager.sex == Some(Sex::Male)),
                    ("Nữ", |v| v.manager.sex == Some(Sex::Female)),
                ]),
                share: 38,
            },
        ]),
        Part::Fields(&[
            field("Ngày sinh:", 40, |v| short_day(v.manager.born_on)),
            field("Nơi sinh:", 60, |v| v.manager.born_at.clone()),
        ]),
        Part::Fields(&[
            field("Số CMTND/Hộ chiếu:", 42, |v| {
                v.manager.identity_number.clone()
            }),
            field("Ngày cấp:", 26, |v| short_day(v.manager.issued_on)),
            field("Nơi cấp:", 32, |v| v.manager.issued_at.clone()),
        ]),
        Part::Fields(&[field("Địa chỉ thư điện tử (2):", 1, |v| {
            v.manager.mail.clone()
        })]),
        Part::Fields(&[field("Cơ quan, đơn vị công tác (1):", 1, |v| {
            v.manager.workplace.clone()
        })]),
        Part::Fields(&[field("Chức vụ:", 1, |v| v.manager.position.clone())]),
        Part::Fields(&[field("Địa chỉ:", 1, |v| v.manager.address.clone())]),
        Part::Fields(&[
            field("Điện thoại:", 50, |v| v.manager.telephone.clone()),
            field("Fax:", 50, |v| v.manager.fax.clone()),
        ]),
        Part::Heading("II. Thông tin đăng ký chứng thư số:"),
        Part::Fields(&[field(
            "Tên cơ quan, đơn vị được cấp chứng thư số (1):",
            1,
            |v| v.agency.clone(),
        )]),
        Part::Fields(&[field("Địa chỉ:", 1, |v| v.address.clone())]),
        Part::Fields(&[field(
            "Địa chỉ thư điện tử cơ quan (2):",
            1,
            |v| v.mail.clone(),
        )]),
        Part::Fields(&[
            field("Số chứng thư số cũ (nếu có):", 48, |v| {
                v.old_certificate.clone()
            }),
            field("Ngày cấp:", 25, |v| short_day(v.old_issued_on)),
            field("Ngày hết hạn:", 27, |v| short_day(v.old_expires_on)),
        ]),
        Part::Fields(&[field(
            "Thời hạn hiệu lực của chứng thư số (tối đa là 05 năm tính từ ngày cấp chứng thư số):",
            1,
            |v| {
                let years = v
                    .years
                    .map_or_else(String::new, |years| counted(years.into()));
                format!("{} năm", or_dots(&years, 2))
            },
        )]),
        Part::Line("Tài liệu kèm theo:"),
        Part::Text(
            "- Bản sao chụp giấy chứng nhận đã đăng ký mẫu con dấu của cơ quan, tổ chức đã được cấp theo quy định của pháp luật về quản lý và sử dụng con dấu;",
        ),
        Part::Text(
            "- Bản sao chụp văn bản xác nhận chức danh người quản lý chứng thư số của cơ quan, tổ chức.",
        ),
        Part::Text(
            "- Tôi cam đoan những thông tin khai trên là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm trước pháp luật;",
        ),
        Part::Text(
            "- Nếu được chấp thuận cấp chứng thư số, tôi cam đoan chấp hành nghiêm chỉnh mọi quy định về quản lý, sử dụng chữ ký số, chứng thư số và dịch vụ chứng thực chữ ký số.",
        ),
        Part::Signatures(&[
            Block::Signature(Signature {
                place: "co-quan",
                dated: None,
                caption: "Xác nhận của cơ quan, đơn vị đăng ký",
                title: "",
                note: "(Ký, đóng dấu và ghi rõ họ tên)",
                signer: |v| v.head.clone(),
            }),
            Block::Signature(Signature {
                place: "nguoi-quan-ly",
                dated: Some(|v| capital(&long_day(v.day))),
                caption: "Người quản lý chứng thư số",
                title: "",
                note: "(Ký và ghi rõ họ tên)",
                signer: |v| Signer {
                    title: String::new(),
                    name: v.manager.name.clone(),
                },
            }),
        ]),
        Part::Notes(&[
            "Chú thích:",
            "(1) Điền đầy đủ thông tin của các cơ quan;",
            "(2) Địa chỉ thư điện tử tỉnh An Giang.",
        ]),
    ],
};

const MANAGER: &str = "Thông tin người quản lý chứng thư số";
const CERTIFICATE: &str = "Thông tin đăng ký chứng thư số";

static AGENCIES: &[Column<AgencyEntry>] = &[
    within(MANAGER, column("Họ tên", 12, |row| row.manager.clone())),
    centred(within(
        MANAGER,
        column("Ngày sinh", 10, |row| short_day(row.born_on)),
    )),
    within(
        MANAGER,
        column("Số CMTND/ Ngày cấp/ Nơi cấp", 13, |row| {
            let day = short_day(row.issued_on);
            stacked([&row.identity_number, &day, &row.issued_at])
        }),
    ),
    within(
        MANAGER,
        column("Cơ quan, đơn vị công tác (*)", 14, |row| {
            row.workplace.clone()
        }),
    ),
    within(
        MANAGER,
        column("Địa chỉ thư điện tử", 14, |row| {
            row.manager_mail.clone()
        }),
    ),
    within(
        CERTIFICATE,
        column("Tên cơ quan, đơn vị (*)", 14, |row| {
            row.agency.clone()
        }),
    ),
    within(
        CERTIFICATE,
        column("Tỉnh/ Thành phố", 8, |row| row.province.clone()),
    ),
    within(
        CERTIFICATE,
        column("Địa chỉ thư điện tử", 14, |row| row.mail.clone()),
    ),
    column("Số chứng thư số cũ (nếu có)", 11, |row| {
        row.old_certificate.clone()
    }),
];

/// Mẫu số 02: the department's list to the certification authority (QĐ 39/2014/QĐ-UBND An Giang, Điều 10).
pub static AN_GIANG_02: Form<AgencyList> = Form {
    id: "an-giang-02",
    title: "Danh sách đề nghị cấp chứng thư số cho cơ quan, đơn vị",
    known: Known::Read,
    source: "Mẫu số 02, Quyết định số 39/2014/QĐ-UBND ngày 20/10/2014 của UBND tỉnh An Giang",
    lying: true,
    size: 13.0,
    parts: &[
        Part::Issued("MẪU SỐ 02", BY),
        Part::Head {
            from: |v| Letterhead {
                superior: or(&v.from.superior, "UBND TỈNH AN GIANG"),
                agency: or(&v.from.agency, "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"),
                ..v.from.clone()
            },
            about: |_| String::new(),
            dated: false,
        },
        Part::Title(&["DANH SÁCH ĐỀ NGHỊ CẤP CHỨNG THƯ SỐ CHO CƠ QUAN, ĐƠN VỊ"]),
        Part::Addressee(|v| or(&v.to, "Ban Cơ yếu Chính phủ.")),
        Part::Fields(&[field("Số lượng đăng ký:", 1, |v| {
            match v.agencies.len() {
                0 => String::new(),
                count => counted(count),
            }
        })]),
        Part::Line("Danh sách đăng ký:"),
        Part::Table(|v| Table::of(AGENCIES, &v.agencies, 4)),
        Part::Signatures(&[
            Block::Signature(Signature {
                place: "nguoi-lap",
                dated: None,
                caption: "Người lập",
                title: "",
                note: "(ký, ghi rõ họ tên)",
                signer: |v| v.maker.clone(),
            }),
            Block::Signature(Signature {
                place: "giam-doc",
                dated: Some(|v| v.from.place_and_day()),
                caption: "",
                title: "GIÁM ĐỐC",
                note: "(ký tên, ghi rõ họ tên, đóng dấu)",
                signer: |v| v.director.clone(),
            }),
        ]),
        Part::Notes(&[
            "Ghi chú: Trường hợp người quản lý thuê bao đã được Tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng phục vụ các cơ quan thuộc hệ thống chính trị cấp chứng thư số thì sử dụng dịch vụ chữ ký số để gửi đề nghị.",
            "- Các bản sao giấy chứng nhận và đăng ký mẫu dấu của cơ quan, đơn vị phải được gửi kèm theo danh sách này.",
            "(*) Đề nghị cung cấp đầy đủ thông tin của các cơ quan.",
        ]),
    ],
};

/// Mẫu số 03: an agency asks for revocation (QĐ 39/2014/QĐ-UBND An Giang, Điều 11).
pub static AN_GIANG_03: Form<AgencyRevocation> = Form {
    id: "an-giang-03",
    title: "Giấy đề nghị thu hồi chứng thư số",
    known: Known::Read,
    source: "Mẫu số 03, Quyết định số 39/2014/QĐ-UBND ngày 20/10/2014 của UBND tỉnh An Giang",
    lying: false,
    size: 13.0,
    parts: &[
        Part::Issued("MẪU SỐ 03", BY),
        Part::Country,
        Part::Title(&["GIẤY ĐỀ NGHỊ THU HỒI CHỨNG THƯ SỐ"]),
        Part::Addressee(|v| or(&v.to, DEPARTMENT)),
        Part::Fields(&[field("Tên tổ chức (chữ in hoa):", 1, |v| {
            v.agency.to_uppercase()
        })]),
        Part::Fields(&[field("Quyết định thành lập:", 1, |v| {
            v.founded_by.clone()
        })]),
        Part::Fields(&[field("Địa chỉ:", 1, |v| v.address.clone())]),
        Part::Fields(&[
            field("Điện thoại:", 50, |v| v.telephone.clone()),
            field("Fax:", 50, |v| v.fax.clone()),
        ]),
        Part::Fields(&[field(
            "Địa chỉ thư điện tử (An Giang):",
            1,
            |v| v.mail.clone(),
        )]),
        Part::Fields(&[field(
            "Quyết định chia tách, sáp nhập, giải thể, kết thúc nhiệm vụ (nếu có):",
            1,
            |v| v.ended_by.clone(),
        )]),
        Part::Heading("Đề nghị thu hồi chứng thư số:"),
        Part::Fields(&[
            field("Số chứng thư số:", 42, |v| v.certificate.clone()),
            field("Ngày cấp", 27, |v| short_day(v.issued_on)),
            field("Ngày hết hạn", 31, |v| short_day(v.expires_on)),
        ]),
        Part::Fields(&[field("Lý do thu hồi:", 1, |v| v.reason.clone())]),
        Part::Signatures(&[Block::Signature(Signature {
            place: "thu-truong",
            dated: Some(|v| capital(&long_day(v.day))),
            caption: "Thủ trưởng đơn vị",
            title: "",
            note: "(Ký, đóng dấu và ghi rõ họ, tên)",
            signer: |v| v.head.clone(),
        })]),
    ],
};
