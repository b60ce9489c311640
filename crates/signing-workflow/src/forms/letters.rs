//! The letters that answer requests: returned, refused, reminded, revoked. Letters in the layout of NĐ 30/2020 Phụ lục I.

use gov_ca_model::VietnamDay;
use serde::{Deserialize, Serialize};

use super::form::{Form, Known, Part, head_signs, recipients};
use super::table::{Column, Table, column};
use super::values::{Letterhead, Signer, counted, or_dots, short_day};

/// Values of [`RETURNED`] and [`REFUSAL`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reply {
    /// Who answers.
    pub from: Letterhead,
    /// Who answers, as a sentence names it: `Sở Khoa học và Công nghệ`.
    pub office: String,
    /// To whom.
    pub to: String,
    /// The document that asked: `văn bản số 12/SNV-VP ngày 05/01/2026`.
    pub document: String,
    /// What was asked for: `cấp mới chứng thư chữ ký số cho 03 cá nhân`.
    pub subject: String,
    /// Why not, one each.
    pub reasons: Vec<String>,
    /// What is to be added or done, one each.
    pub wanted: Vec<String>,
    /// On what it rests: `khoản 1 Điều 11 Nghị định số 68/2024/NĐ-CP`.
    pub grounds: Vec<String>,
    /// Who signs.
    pub head: Signer,
    /// To whom it goes besides.
    pub recipients: Vec<String>,
}

/// Values of [`REMINDER`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reminder {
    /// Who reminds.
    pub from: Letterhead,
    /// Whom.
    pub to: String,
    /// Of what: `nộp báo cáo sử dụng chữ ký số 06 tháng đầu năm 2026`.
    pub subject: String,
    /// When it was due.
    pub due_on: Option<VietnamDay>,
    /// What is open, one each.
    pub open: Vec<String>,
    /// By when now.
    pub until: Option<VietnamDay>,
    /// On what it rests.
    pub grounds: Vec<String>,
    /// Who signs.
    pub head: Signer,
    /// To whom it goes besides.
    pub recipients: Vec<String>,
}

/// Values of [`REVOCATION_NOTICE`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevocationNotice {
    /// Who tells.
    pub from: Letterhead,
    /// Who tells, as a sentence names it: `Sở Khoa học và Công nghệ`.
    pub office: String,
    /// Whom.
    pub to: String,
    /// What was revoked.
    pub certificates: Vec<Revoked>,
    /// By when the devices are to be handed back, in words of the rule; empty for none.
    pub devices: String,
    /// On what it rests.
    pub grounds: Vec<String>,
    /// Who signs.
    pub head: Signer,
    /// To whom it goes besides.
    pub recipients: Vec<String>,
}

/// A certificate of [`RevocationNotice`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Revoked {
    /// The name in the certificate.
    pub name: String,
    /// Its number.
    pub certificate: String,
    /// The number of the device.
    pub device: String,
    /// From when: `15 giờ 30, ngày 12/01/2026`.
    pub revoked_at: String,
    /// Why.
    pub reason: String,
}

fn each(texts: &[String]) -> impl Iterator<Item = String> + '_ {
    let last = texts.len().saturating_sub(1);
    texts.iter().enumerate().map(move |(index, text)| {
        let text = text.trim().trim_end_matches(['.', ';']);
        let end = if index == last { '.' } else { ';' };
        format!("- {text}{end}")
    })
}

/// “Căn cứ: …” stands last (the smallest unit first).
fn grounds(grounds: &[String]) -> Option<String> {
    (!grounds.is_empty()).then(|| format!("Căn cứ: {}.", grounds.join("; ")))
}

/// “./.” closes a letter.
fn closed(mut said: Vec<String>) -> Vec<String> {
    if let Some(last) = said.last_mut() {
        let bare = last.trim_end_matches(['.', ';']).len();
        last.truncate(bare);
        last.push_str("./.");
    }
    said
}

fn answer(v: &Reply, verdict: &str, why: &str) -> Vec<String> {
    let office = or_dots(&v.office, 12);
    let (document, subject) = (or_dots(&v.document, 16), or_dots(&v.subject, 24));
    let mut said = vec![
        format!("{office} nhận được {document} đề nghị {subject}."),
        verdict.to_owned(),
        why.to_owned(),
    ];
    said.extend(each(&or_blank(&v.reasons)));
    if !v.wanted.is_empty() {
        said.push("Đề nghị quý cơ quan:".to_owned());
        said.extend(each(&v.wanted));
    }
    said.extend(grounds(&v.grounds));
    closed(said)
}

/// A dotted line where nothing is given.
fn or_blank(texts: &[String]) -> Vec<String> {
    match texts {
        [] => vec![or_dots("", 25)],
        texts => texts.to_vec(),
    }
}

fn returned(v: &Reply) -> Vec<String> {
    answer(
        v,
        "Qua kiểm tra, hồ sơ chưa hợp lệ. Hồ sơ được trả lại để bổ sung, hoàn chỉnh.",
        "Thành phần thiếu hoặc không khớp:",
    )
}

fn refused(v: &Reply) -> Vec<String> {
    answer(v, "Đề nghị nêu trên không được chấp thuận.", "Lý do:")
}

fn reminded(v: &Reminder) -> Vec<String> {
    let (subject, to) = (or_dots(&v.subject, 24), or_dots(&v.to, 16));
    let due = match v.due_on {
        Some(day) => format!(" (hạn: ngày {})", short_day(Some(day))),
        None => String::new(),
    };
    let mut said = vec![format!(
        "Đến nay {to} chưa hoàn thành việc {subject}{due}. Nội dung chưa thực hiện:"
    )];
    said.extend(each(&or_blank(&v.open)));
    let until = or_dots(&short_day(v.until), 8);
    said.push(format!(
        "Đề nghị quý cơ quan thực hiện và gửi kết quả trước ngày {until}; trường hợp có khó khăn, vướng mắc, đề nghị phản ánh bằng văn bản."
    ));
    said.extend(grounds(&v.grounds));
    closed(said)
}

fn told(v: &RevocationNotice) -> Vec<String> {
    let count = match v.certificates.len() {
        0 => or_dots("", 3),
        count => counted(count),
    };
    let office = or_dots(&v.office, 12);
    vec![format!(
        "{office} thông báo {count} chứng thư chữ ký số chuyên dùng công vụ sau đây đã bị thu hồi, không được sử dụng để ký số kể từ thời điểm thu hồi:"
    )]
}

fn after_list(v: &RevocationNotice) -> Vec<String> {
    let mut said = Vec::new();
    if !v.devices.trim().is_empty() {
        said.push(v.devices.trim().to_owned());
    }
    said.push(
        "Đề nghị quý cơ quan thông báo cho thuê bao và các hệ thống thông tin đã đăng ký chứng thư."
            .to_owned(),
    );
    said.extend(grounds(&v.grounds));
    closed(said)
}

static REVOKED: &[Column<Revoked>] = &[
    column("Tên chứng thư", 22, |row| row.name.clone()),
    column("Số hiệu chứng thư", 24, |row| {
        row.certificate.clone()
    }),
    column("Số hiệu thiết bị", 20, |row| row.device.clone()),
    column("Thời điểm thu hồi", 15, |row| row.revoked_at.clone()),
    column("Lý do", 18, |row| row.reason.clone()),
];

macro_rules! letter {
    ($id:literal, $title:literal, $about:expr, [$($part:expr),*]) => {
        Form {
            id: $id,
            title: $title,
            known: Known::Letter,
            source: "",
            lying: false,
            size: 13.0,
            parts: &[
                Part::Head {
                    from: |v| v.from.clone(),
                    about: $about,
                    dated: true,
                },
                Part::Addressee(|v| v.to.clone()),
                $($part,)*
                Part::Signatures(&[
                    recipients(&[], |v| v.recipients.clone()),
                    head_signs("THỦ TRƯỞNG CƠ QUAN, TỔ CHỨC", "", |v| v.head.clone()),
                ]),
            ],
        }
    };
}

/// A dossier goes back with what is missing.
pub static RETURNED: Form<Reply> = letter!(
    "cong-van-tra-lai",
    "Trả lại hồ sơ yêu cầu chứng thực",
    |_| "V/v trả lại hồ sơ yêu cầu chứng thực".to_owned(),
    [Part::Said(returned)]
);

/// A request is refused with its reasons.
pub static REFUSAL: Form<Reply> = letter!(
    "cong-van-khong-chap-thuan",
    "Không chấp thuận yêu cầu chứng thực",
    |_| "V/v không chấp thuận yêu cầu chứng thực".to_owned(),
    [Part::Said(refused)]
);

/// Something is overdue (đôn đốc).
pub static REMINDER: Form<Reminder> = letter!(
    "cong-van-don-doc",
    "Đôn đốc thực hiện",
    |v| format!("V/v đôn đốc {}", or_dots(&v.subject, 10)),
    [Part::Said(reminded)]
);

/// Certificates were revoked.
pub static REVOCATION_NOTICE: Form<RevocationNotice> = letter!(
    "thong-bao-thu-hoi",
    "Thông báo thu hồi chứng thư chữ ký số chuyên dùng công vụ",
    |_| "V/v thông báo thu hồi chứng thư chữ ký số chuyên dùng công vụ".to_owned(),
    [
        Part::Said(told),
        Part::Table(|v| Table::of(REVOKED, &v.certificates, 3)),
        Part::Said(after_list)
    ]
);
