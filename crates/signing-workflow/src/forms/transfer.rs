//! Records of devices that change hands or are lost (NĐ 68/2024, forms 07 to 09 of its appendix): nobody here read these forms; fields and
//! layout are ours.

use gov_ca_model::VietnamDay;
use serde::{Deserialize, Serialize};

use super::form::{
    Block, Form, Known, Part, Signature, field, head_signs, long, recipients, without_subject,
};
use super::table::{Column, Table, centred, column};
use super::values::{Letterhead, Signer, long_day, or_dots, short_day, stacked};

/// One side of a record, and who acts for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Side {
    /// The body.
    pub agency: String,
    /// Its address.
    pub address: String,
    /// Who acts for it.
    pub name: String,
    /// Their position.
    pub position: String,
    /// Their telephone.
    pub telephone: String,
}

/// A device that changes hands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandedDevice {
    /// The subscriber: the name in the certificate.
    pub subscriber: String,
    /// Where the subscriber works.
    pub employer: String,
    /// The kind of device: PKI Token, SIM PKI.
    pub kind: String,
    /// The number of the device.
    pub device: String,
    /// The number of the certificate.
    pub certificate: String,
    /// Its first day.
    pub valid_from: Option<VietnamDay>,
    /// Its last day.
    pub valid_until: Option<VietnamDay>,
    /// Its condition, or why it comes back.
    pub remark: String,
}

/// Values of [`HAND_OVER`] and [`RETURN`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandOver {
    /// Who makes the record.
    pub from: Letterhead,
    /// On what it rests; a paragraph each.
    pub grounds: Vec<String>,
    /// Where it is done.
    pub at: String,
    /// Who gives.
    pub giver: Side,
    /// Who takes.
    pub taker: Side,
    /// What.
    pub devices: Vec<HandedDevice>,
    /// What is to be said besides.
    pub remarks: String,
}

/// Values of [`LOST_DEVICE`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LostDevice {
    /// The directly managing body.
    pub from: Letterhead,
    /// On what it rests; a paragraph each.
    pub grounds: Vec<String>,
    /// Who held the device.
    pub holder: Side,
    /// The kind of device: PKI Token, SIM PKI.
    pub kind: String,
    /// The number of the device.
    pub device: String,
    /// The name in the certificate.
    pub certificate_of: String,
    /// The number of the certificate.
    pub certificate: String,
    /// Its first day.
    pub valid_from: Option<VietnamDay>,
    /// Its last day.
    pub valid_until: Option<VietnamDay>,
    /// When it was found missing: `08 giờ 15, ngày 03/11/2026`.
    pub missed_at: String,
    /// Where.
    pub missed_where: String,
    /// When it was certainly used last.
    pub last_used: String,
    /// What happened.
    pub account: String,
    /// What was done: who was told and when, what was blocked.
    pub measures: String,
    /// The head of the managing body.
    pub head: Signer,
    /// To whom it goes.
    pub recipients: Vec<String>,
}

static DEVICES: &[Column<HandedDevice>] = &[
    column("Thuê bao", 21, |row| {
        stacked([&row.subscriber, &row.employer])
    }),
    column("Thiết bị: loại, số hiệu", 22, |row| {
        stacked([&row.kind, &row.device])
    }),
    column("Số hiệu chứng thư", 20, |row| {
        row.certificate.clone()
    }),
    centred(column(
        "Có hiệu lực từ ngày, đến ngày",
        14,
        |row| stacked([&short_day(row.valid_from), &short_day(row.valid_until)]),
    )),
    column("Tình trạng, ghi chú", 19, |row| row.remark.clone()),
];

fn opening(v: &HandOver) -> Vec<String> {
    let (day, at) = (long_day(v.from.day), or_dots(&v.at, 20));
    let mut said = v.grounds.clone();
    said.push(format!("Hôm nay, {day}, tại {at}, chúng tôi gồm:"));
    said
}

fn closing(v: &HandOver) -> Vec<String> {
    let mut said = Vec::new();
    if !v.remarks.trim().is_empty() {
        said.push(format!("Nội dung khác: {}", v.remarks.trim()));
    }
    said.push(
        "Hai bên đã kiểm tra, thống nhất số lượng, số hiệu, tình trạng thiết bị nêu trên. Biên bản được lập thành hai bản có giá trị như nhau, mỗi bên giữ một bản."
            .to_owned(),
    );
    said
}

fn devices_of(v: &HandOver) -> Table {
    Table::of(DEVICES, &v.devices, 3)
}

macro_rules! record {
    ($id:literal, $title:literal, $known:literal, $lines:expr, $list:literal, $taker:literal) => {
        Form {
            id: $id,
            title: $title,
            known: Known::Ours,
            source: $known,
            lying: false,
            size: 13.0,
            parts: &[
                without_subject(|v| v.from.clone()),
                Part::Title($lines),
                Part::Said(opening),
                Part::Heading("I. Bên giao"),
                Part::Fields(&[field("Cơ quan, tổ chức:", 1, |v| {
                    v.giver.agency.clone()
                })]),
                Part::Fields(&[field("Địa chỉ:", 1, |v| v.giver.address.clone())]),
                Part::Fields(&[field("Đại diện:", 1, |v| v.giver.name.clone())]),
                Part::Fields(&[
                    field("Chức vụ:", 60, |v| v.giver.position.clone()),
                    field("Điện thoại:", 40, |v| v.giver.telephone.clone()),
                ]),
                Part::Heading("II. Bên nhận"),
                Part::Fields(&[field($taker, 1, |v| v.taker.agency.clone())]),
                Part::Fields(&[field("Địa chỉ:", 1, |v| v.taker.address.clone())]),
                Part::Fields(&[field("Họ và tên người nhận:", 1, |v| {
                    v.taker.name.clone()
                })]),
                Part::Fields(&[
                    field("Chức vụ:", 60, |v| v.taker.position.clone()),
                    field("Điện thoại:", 40, |v| v.taker.telephone.clone()),
                ]),
                Part::Heading($list),
                Part::Table(devices_of),
                Part::Said(closing),
                Part::Signatures(&[
                    Block::Signature(Signature {
                        place: "ben-giao",
                        dated: None,
                        caption: "ĐẠI DIỆN BÊN GIAO",
                        title: "",
                        note: "(Ký, ghi rõ họ tên)",
                        signer: |v| Signer {
                            title: String::new(),
                            name: v.giver.name.clone(),
                        },
                    }),
                    Block::Signature(Signature {
                        place: "ben-nhan",
                        dated: None,
                        caption: "ĐẠI DIỆN BÊN NHẬN",
                        title: "",
                        note: "(Ký, ghi rõ họ tên)",
                        signer: |v| Signer {
                            title: String::new(),
                            name: v.taker.name.clone(),
                        },
                    }),
                ]),
            ],
        }
    };
}

/// Mẫu số 07: devices are handed to subscribers (NĐ 68/2024 Điều 11; second-hand that it is this form).
pub static HAND_OVER: Form<HandOver> = record!(
    "nd68-07",
    "Biên bản bàn giao thiết bị lưu khóa bí mật",
    "Mẫu số 07, Phụ lục Nghị định số 68/2024/NĐ-CP",
    &["BIÊN BẢN", "Bàn giao thiết bị lưu khóa bí mật"],
    "III. Thiết bị lưu khóa bí mật bàn giao",
    "Cơ quan, tổ chức (thuê bao):"
);

/// Mẫu số 08: devices come back after expiry or revocation (NĐ 68/2024 Điều 20, second-hand).
pub static RETURN: Form<HandOver> = record!(
    "nd68-08",
    "Biên bản giao, nhận thiết bị lưu khóa bí mật bị thu hồi",
    "Mẫu số 08, Phụ lục Nghị định số 68/2024/NĐ-CP",
    &["BIÊN BẢN", "Giao, nhận thiết bị lưu khóa bí mật bị thu hồi"],
    "III. Thiết bị lưu khóa bí mật giao lại",
    "Cơ quan, tổ chức:"
);

/// Mẫu số 09: the managing body confirms that a device is lost (NĐ 68/2024 Điều 20, second-hand).
pub static LOST_DEVICE: Form<LostDevice> = Form {
    id: "nd68-09",
    title: "Biên bản xác nhận thiết bị lưu khóa bí mật bị thất lạc",
    known: Known::Ours,
    source: "Mẫu số 09, Phụ lục Nghị định số 68/2024/NĐ-CP",
    lying: false,
    size: 13.0,
    parts: &[
        without_subject(|v| v.from.clone()),
        Part::Title(&["BIÊN BẢN", "Xác nhận thiết bị lưu khóa bí mật bị thất lạc"]),
        Part::Said(|v| v.grounds.clone()),
        Part::Heading("I. Người quản lý, sử dụng thiết bị"),
        Part::Fields(&[field("Họ và tên:", 1, |v| v.holder.name.clone())]),
        Part::Fields(&[
            field("Chức vụ:", 60, |v| v.holder.position.clone()),
            field("Điện thoại:", 40, |v| v.holder.telephone.clone()),
        ]),
        Part::Fields(&[field("Cơ quan, tổ chức công tác:", 1, |v| {
            v.holder.agency.clone()
        })]),
        Part::Fields(&[field("Địa chỉ:", 1, |v| v.holder.address.clone())]),
        Part::Heading("II. Thiết bị, chứng thư chữ ký số"),
        Part::Fields(&[
            field("Loại thiết bị:", 50, |v| v.kind.clone()),
            field("Số hiệu thiết bị:", 50, |v| v.device.clone()),
        ]),
        Part::Fields(&[field("Tên chứng thư:", 1, |v| v.certificate_of.clone())]),
        Part::Fields(&[field("Số hiệu chứng thư:", 1, |v| {
            v.certificate.clone()
        })]),
        Part::Fields(&[
            field("Có hiệu lực từ ngày:", 50, |v| {
                short_day(v.valid_from)
            }),
            field("đến ngày:", 50, |v| short_day(v.valid_until)),
        ]),
        Part::Heading("III. Việc thất lạc"),
        Part::Fields(&[field("Thời điểm phát hiện:", 1, |v| {
            v.missed_at.clone()
        })]),
        Part::Fields(&[field("Nơi thất lạc:", 1, |v| v.missed_where.clone())]),
        Part::Fields(&[field(
            "Lần sử dụng chắc chắn gần nhất:",
            1,
            |v| v.last_used.clone(),
        )]),
        Part::Fields(&[long("Diễn biến:", 3, |v| v.account.clone())]),
        Part::Fields(&[long("Biện pháp đã thực hiện:", 3, |v| {
            v.measures.clone()
        })]),
        Part::Text(
            "Cơ quan, tổ chức quản lý trực tiếp xác nhận thiết bị lưu khóa bí mật nêu trên bị thất lạc và chịu trách nhiệm về nội dung xác nhận.",
        ),
        Part::Signatures(&[
            Block::Signature(Signature {
                place: "nguoi-quan-ly",
                dated: None,
                caption: "NGƯỜI QUẢN LÝ, SỬ DỤNG THIẾT BỊ",
                title: "",
                note: "(Ký, ghi rõ họ tên)",
                signer: |v| Signer {
                    title: String::new(),
                    name: v.holder.name.clone(),
                },
            }),
            head_signs(
                "THỦ TRƯỞNG CƠ QUAN, TỔ CHỨC\nQUẢN LÝ TRỰC TIẾP",
                "(Ký, đóng dấu, ghi rõ họ tên)",
                |v| v.head.clone(),
            ),
        ]),
        Part::Signatures(&[recipients(&[], |v| v.recipients.clone())]),
    ],
};
