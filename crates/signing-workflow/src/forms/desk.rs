//! Papers of the office itself: the permission to take a device outside, and the department's decision on a list of requests.

use gov_ca_model::VietnamDay;
use serde::{Deserialize, Serialize};

use super::form::{
    Block, Form, Known, Part, Signature, field, head_signs, recipients, without_subject,
};
use super::table::{Column, Table, column};
use super::values::{Letterhead, Signer, counted, short_day, stacked};

/// Values of [`PERMISSION`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Permission {
    /// The agency.
    pub from: Letterhead,
    /// On what it rests: a regulation that asks for it (An Giang: khoản 3 Điều 13), a paragraph each.
    pub grounds: Vec<String>,
    /// Who takes the device.
    pub bearer: String,
    /// Their position.
    pub position: String,
    /// The number of the device.
    pub device: String,
    /// The name in the certificate.
    pub certificate_of: String,
    /// For what.
    pub purpose: String,
    /// Where to.
    pub place: String,
    /// From when: `08 giờ 00, ngày 12/01/2026`.
    pub leaves: String,
    /// Back when.
    pub returns: String,
    /// The head of the agency.
    pub head: Signer,
    /// To whom it goes.
    pub recipients: Vec<String>,
}

/// Values of [`APPROVAL`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Approval {
    /// The department.
    pub from: Letterhead,
    /// On what it rests; a paragraph each.
    pub grounds: Vec<String>,
    /// The requests, decided.
    pub requests: Vec<Decided>,
    /// Who made the list.
    pub maker: Signer,
    /// Who decides.
    pub head: Signer,
    /// To whom it goes.
    pub recipients: Vec<String>,
}

/// A request of [`Approval`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// What the register calls it.
    pub request: String,
    /// The day it came.
    pub received_on: Option<VietnamDay>,
    /// The managing body that asks.
    pub agency: String,
    /// For whom.
    pub subscriber: String,
    /// What is asked for: `Gia hạn`.
    pub kind: String,
    /// What was decided.
    pub decision: Decision,
    /// Why, where it is no.
    pub reason: String,
}

/// What the department says to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// Chấp thuận.
    Approved,
    /// Không chấp thuận.
    Refused,
    /// Trả lại hồ sơ.
    Returned,
}

impl Decision {
    const ALL: [Self; 3] = [Self::Approved, Self::Returned, Self::Refused];

    const fn words(self) -> &'static str {
        match self {
            Self::Approved => "Chấp thuận",
            Self::Refused => "Không chấp thuận",
            Self::Returned => "Trả lại hồ sơ",
        }
    }
}

/// The head lets a device leave the premises (An Giang QĐ 39/2014/QĐ-UBND, khoản 3 Điều 13); no regulation read here has a form for it.
pub static PERMISSION: Form<Permission> = Form {
    id: "giay-cho-phep",
    title: "Giấy cho phép mang thiết bị lưu khóa bí mật ra ngoài trụ sở",
    known: Known::Ours,
    source: "",
    lying: false,
    size: 13.0,
    parts: &[
        without_subject(|v| v.from.clone()),
        Part::Title(&[
            "GIẤY CHO PHÉP",
            "Mang thiết bị lưu khóa bí mật ra ngoài trụ sở cơ quan, tổ chức",
        ]),
        Part::Said(|v| v.grounds.clone()),
        Part::Fields(&[field("Cho phép ông (bà):", 1, |v| v.bearer.clone())]),
        Part::Fields(&[field("Chức vụ:", 1, |v| v.position.clone())]),
        Part::Fields(&[field(
            "Được mang thiết bị lưu khóa bí mật số hiệu:",
            1,
            |v| v.device.clone(),
        )]),
        Part::Fields(&[field("Chứng thư chữ ký số của:", 1, |v| {
            v.certificate_of.clone()
        })]),
        Part::Fields(&[field("Để giải quyết công việc:", 1, |v| {
            v.purpose.clone()
        })]),
        Part::Fields(&[field("Nơi sử dụng:", 1, |v| v.place.clone())]),
        Part::Fields(&[field("Từ:", 1, |v| v.leaves.clone())]),
        Part::Fields(&[field("Phải mang về trụ sở trước:", 1, |v| {
            v.returns.clone()
        })]),
        Part::Text(
            "Người mang thiết bị lưu khóa bí mật ra khỏi cơ quan phải chịu trách nhiệm về hành vi của mình khi có xảy ra sự cố; báo ngay cho cơ quan khi thiết bị bị mất, hỏng hoặc nghi bị lộ khóa.",
        ),
        Part::Signatures(&[
            recipients(&[], |v| v.recipients.clone()),
            head_signs(
                "THỦ TRƯỞNG CƠ QUAN, TỔ CHỨC",
                "(Ký, đóng dấu, ghi rõ họ tên)",
                |v| v.head.clone(),
            ),
        ]),
    ],
};

static REQUESTS: &[Column<Decided>] = &[
    column("Mã yêu cầu, ngày nhận", 16, |row| {
        stacked([&row.request, &short_day(row.received_on)])
    }),
    column("Cơ quan, tổ chức đề nghị", 24, |row| {
        row.agency.clone()
    }),
    column("Thuê bao", 20, |row| row.subscriber.clone()),
    column("Yêu cầu", 16, |row| row.kind.clone()),
    column("Kết quả", 13, |row| row.decision.words().to_owned()),
    column("Lý do", 30, |row| row.reason.clone()),
];

/// The department's decision on a list of requests, row by row.
pub static APPROVAL: Form<Approval> = Form {
    id: "danh-sach-phe-duyet",
    title: "Danh sách phê duyệt yêu cầu chứng thực",
    known: Known::Ours,
    source: "",
    lying: true,
    size: 13.0,
    parts: &[
        without_subject(|v| v.from.clone()),
        Part::Title(&[
            "DANH SÁCH PHÊ DUYỆT",
            "Yêu cầu chứng thực chữ ký số chuyên dùng công vụ",
        ]),
        Part::Said(|v| v.grounds.clone()),
        Part::Table(|v| Table::of(REQUESTS, &v.requests, 5)),
        Part::Said(|v| vec![totals(&v.requests)]),
        Part::Signatures(&[
            recipients(&[], |v| v.recipients.clone()),
            Block::Signature(Signature {
                place: "nguoi-lap",
                dated: None,
                caption: "NGƯỜI LẬP",
                title: "",
                note: "(Ký, ghi rõ họ tên)",
                signer: |v| v.maker.clone(),
            }),
            head_signs(
                "GIÁM ĐỐC",
                "(Ký, đóng dấu, ghi rõ họ tên)",
                |v| v.head.clone(),
            ),
        ]),
    ],
};

fn totals(requests: &[Decided]) -> String {
    if requests.is_empty() {
        return String::new();
    }
    let of = |decision: Decision| {
        let count = requests
            .iter()
            .filter(|one| one.decision == decision)
            .count();
        format!("{} {}", decision.words().to_lowercase(), counted(count))
    };
    let parts = Decision::ALL.map(of).join("; ");
    format!(
        "Tổng số: {} yêu cầu; trong đó {parts}.",
        counted(requests.len())
    )
}
