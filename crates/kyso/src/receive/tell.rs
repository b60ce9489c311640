//! What a reception came to, for a person and for a program.
//!
//! The line of JSON is that of `kyso verify --package --json` (what is proposed), with `arrival` beside: `id`, `number`, `check`, `folder`,
//! `decision`, `proposal`, `why`, `reasons`, `exchange_status`, `reply`, `files`, `missing_fields`, `unread_fields`, `notices_due`,
//! `register_broken`.

use std::path::PathBuf;

use jiff::Timestamp;
use serde_json::{Value, json};
use signing_workflow::records::{
    Decision, Field, FieldState, Record, RecordsFolder, Register, Standing,
};

use super::case::Case;
use super::keep::Made;
use crate::job::Job;
use crate::package;
use crate::present::{moment, moment_en};
use crate::text::{Lang, Text, Words, words};

/// What was kept.
pub(super) struct Kept {
    record: Record,
    line: Value,
    folder: PathBuf,
    sentence: String,
    files: Vec<&'static str>,
}

impl Kept {
    pub(super) fn of(
        folder: &RecordsFolder,
        made: &Made,
        case: &Case,
        (name, lang): (&str, Lang),
    ) -> Self {
        let check = format!("check-{}", made.record.check);
        Self {
            line: package::value(name, &case.report, &case.looked, lang),
            folder: folder.arrival(made.record.id).join(check),
            sentence: made.answer.sentence.clone(),
            files: made.answer.files.iter().map(|(name, _)| *name).collect(),
            record: made.record.clone(),
        }
    }

    pub(super) fn tell(&self, register: &Register, job: &Job) {
        say_broken(register, job);
        if job.json {
            return job.value(&self.data(register));
        }
        let (id, decided) = (self.record.id, &self.record.decided);
        let word = decision(decided.decision);
        job.say(&Text::new(
            format!("Đã lưu văn bản đến số {} ({id}): {}.", id.number(), word.vi),
            format!("Kept as arrival no. {} ({id}): {}.", id.number(), word.en),
        ));
        if !decided.reasons.is_empty() {
            let codes = decided.reasons.join(", ");
            job.say(&Text::new(
                format!("Lý do: {codes}."),
                format!("Reasons: {codes}."),
            ));
        }
        job.say(&Text::new(
            format!("Câu gửi cơ quan gửi văn bản: {}", self.sentence),
            format!("Sentence for the sender: {}", self.sentence),
        ));
        self.say_again(job);
        let (files, folder) = (self.files.join(", "), self.folder.display());
        job.say(&Text::new(
            format!("Hồ sơ: {folder}. Văn bản trả lời (dự thảo, chưa ký số): {files}."),
            format!("Record: {folder}. Answer (a draft, not signed): {files}."),
        ));
        say_fields(&self.record.fields, job);
        let due = register.due(id.day()).len();
        if due > 0 {
            job.say(&due_today(&id.day().vietnamese(), due));
        }
    }

    /// Message 13 of `office-practice` §3.3: when to look again at what is held.
    fn say_again(&self, job: &Job) {
        let again = self.record.conclusion.reception["check_again"]["at"].as_str();
        let again = again.and_then(|at| at.parse::<Timestamp>().ok());
        let Some(at) = again.filter(|_| self.record.decided.decision == Decision::Hold) else {
            return;
        };
        let id = self.record.id;
        job.say(&Text::new(
            format!(
                "Văn bản ở trạng thái chờ kiểm tra lại; lần tiếp theo: {} (kyso receive again {id}).",
                moment(at)
            ),
            format!(
                "Held; to be checked again at {} (kyso receive again {id}).",
                moment_en(at)
            ),
        ));
    }

    fn data(&self, register: &Register) -> Value {
        let record = &self.record;
        let mut line = self.line.clone();
        line["arrival"] = json!({
            "id": record.id,
            "number": record.id.number(),
            "check": record.check,
            "folder": self.folder.display().to_string(),
            "decision": record.decided.decision,
            "proposal": record.decided.proposal,
            "why": record.decided.why,
            "reasons": record.decided.reasons,
            "exchange_status": record.decided.exchange_status,
            "reply": self.sentence,
            "files": self.files,
            "missing_fields": with(&record.fields, Standing::Missing),
            "unread_fields": with(&record.fields, Standing::Unread),
            "notices_due": register.due(record.id.day()).len(),
            "register_broken": register.broken(),
        });
        line
    }
}

fn with(fields: &[FieldState], standing: Standing) -> Value {
    let fields = fields.iter().filter(|one| one.standing == standing);
    fields.map(|one| json!(one.field)).collect()
}

/// Missing ones are named as missing, and those nobody has read as unread.
fn say_fields(fields: &[FieldState], job: &Job) {
    let names = |standing, lang| {
        let fields = fields.iter().filter(|one| one.standing == standing);
        let names = fields.map(|one| field(one.field).in_lang(lang));
        names.collect::<Vec<_>>().join("; ")
    };
    let has = |standing| fields.iter().any(|one| one.standing == standing);
    if has(Standing::Missing) {
        let names = |lang| names(Standing::Missing, lang);
        job.say(&Text::new(
            format!("Thông tin còn thiếu trong hồ sơ: {}.", names(Lang::Vi)),
            format!("The record lacks: {}.", names(Lang::En)),
        ));
    }
    if has(Standing::Unread) {
        let names = |lang| names(Standing::Unread, lang);
        job.say(&Text::new(
            format!(
                "Yêu cầu chưa được đọc nguyên văn, không kết luận: {}.",
                names(Lang::Vi)
            ),
            format!("Not read in full, so nothing is said: {}.", names(Lang::En)),
        ));
    }
}

/// A field of a record in words.
const fn field(field: Field) -> Words {
    match field {
        Field::ReceivedAt => words("thời điểm nhận", "when it was received"),
        Field::ReceivedBy => words("người tiếp nhận", "who received it"),
        Field::Sender => words("cơ quan gửi", "the sender"),
        Field::DocumentNumber => words(
            "số, ký hiệu, ngày của văn bản",
            "number, symbol and day of the document",
        ),
        Field::SignerCertificate => words("chứng thư của người ký", "the signers' certificates"),
        Field::RevocationData => words(
            "danh sách thu hồi, câu trả lời OCSP tại thời điểm ký",
            "CRL or OCSP response at signing",
        ),
        Field::StatusResult => words(
            "kết quả kiểm tra trạng thái chứng thư",
            "the result of the status check",
        ),
        Field::Issuer => words("nơi cấp chứng thư", "the issuer"),
        Field::Signer => words("người ký", "the signer"),
        Field::ManagingUnit => words("đơn vị quản lý chứng thư", "the managing unit"),
        Field::SigningTime => words("thời gian ký", "the time of signing"),
        Field::Integrity => words("kết quả kiểm tra toàn vẹn", "integrity"),
        Field::ValidityAtSigning => words("hiệu lực khi ký", "validity at signing"),
        Field::CertificateValidity => words("thời hạn chứng thư", "validity of the certificate"),
        Field::Timestamp => words("dấu thời gian hợp lệ", "a valid time-stamp"),
        Field::IncomingList => words(
            "danh mục đối với văn bản đến của Thông tư số 41/2017/TT-BTTTT",
            "the list for incoming documents of Circular 41/2017/TT-BTTTT",
        ),
        Field::RegisterColumns => words(
            "các cột của sổ đăng ký văn bản đến",
            "the columns of the register of incoming documents",
        ),
    }
}

/// Message 24 of `office-practice` §3.3.
pub(super) fn due_today(day: &str, count: usize) -> Text {
    Text::new(
        format!(
            "Đề nghị thông báo cho cơ quan gửi việc đã nhận văn bản trong ngày {day}; còn {count} văn bản chưa thông báo. Căn cứ: điểm c \
             khoản 2 Điều 21 Nghị định số 30/2020/NĐ-CP."
        ),
        format!(
            "Tell the senders within {day} that their documents arrived; {count} not told yet. Ground: Article 21(2)(c) of Decree \
             30/2020/NĐ-CP."
        ),
    )
}

/// A register that somebody changed is told with every answer that rests on it.
pub(super) fn say_broken(register: &Register, job: &Job) {
    for line in register.broken() {
        job.note(&Text::new(
            format!("Sổ đăng ký văn bản đến: dòng {line} không nối tiếp dòng trước; sổ đã bị thay đổi."),
            format!("Register of incoming documents: line {line} does not follow the one before; somebody changed it."),
        ));
    }
    for stray in register.strays() {
        job.note(&Text::new(
            format!("“{stray}” có tên của một văn bản đến nhưng không có hồ sơ đọc được; số này không dùng lại."),
            format!("“{stray}” is named like an arrival and holds no record that can be read; its number is not used again."),
        ));
    }
}

/// A decision in words.
pub(super) const fn decision(decision: Decision) -> Words {
    match decision {
        Decision::Accept => words("tiếp nhận", "accepted"),
        Decision::Hold => words("chờ kiểm tra lại", "held, to be checked again"),
        Decision::Refuse => words("từ chối tiếp nhận", "refused"),
        Decision::Return => words("trả lại", "returned to the sender"),
        Decision::Report => words(
            "báo người có trách nhiệm",
            "reported to the responsible person",
        ),
    }
}
