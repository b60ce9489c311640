//! The answer to the sender: as text, as a letter to be signed, and as a status for the exchange axis.

use gov_ca_model::VietnamDay;
use jiff::tz::Offset;
use signature_appearance::Fonts;
use signing_workflow::letter::{self, Letter};
use signing_workflow::package::{Organisation, ResponseFor, StatusMessage, write_status};
use signing_workflow::records::{Decided, Record};

use crate::exit::{Exit, Failure};
use crate::present::clerk::{Page, Reply, reply};
use crate::present::lay::clean;
use crate::present::moment;
use crate::text::{Lang, Text};

/// The files that go to the sender; all in Vietnamese.
pub(super) struct Answer {
    pub(super) files: Vec<(&'static str, Vec<u8>)>,
    /// The sentence, for whoever looks on.
    pub(super) sentence: String,
}

/// The office that answers.
pub(super) struct Office<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) code: Option<&'a str>,
}

/// Where something is to be filled in by hand.
const TO_FILL_IN: &str = "……………………………";

/// Names of bodies are shorter. Ours.
const LONGEST_NAME: usize = 200;

/// What the sender is answered. `page.reception` is what was decided.
pub(super) fn of(page: &Page<'_>, record: &Record, office: &Office<'_>) -> Result<Answer, Failure> {
    let reply = reply(page, Lang::Vi);
    let mut files = vec![
        ("reply.txt", text(&reply, record, office).into_bytes()),
        ("reply.pdf", pdf(&reply, record, office)?),
    ];
    if let Some(status) = status(&reply, record, office) {
        let mut bytes = Vec::new();
        write_status(&status, &mut bytes).map_err(|error| not_made("status.edxml", &error))?;
        files.push(("status.edxml", bytes));
    }
    Ok(Answer {
        files,
        sentence: reply.sentence,
    })
}

fn text(reply: &Reply, record: &Record, office: &Office<'_>) -> String {
    let mut lines = vec![
        office.name.unwrap_or(TO_FILL_IN).to_owned(),
        format!("V/v {}", reply.about),
        String::new(),
        addressee(record),
        String::new(),
    ];
    lines.extend(paragraphs(reply, record));
    lines.push(String::new());
    lines.join("\n")
}

fn addressee(record: &Record) -> String {
    let sender = record.from.name.as_deref().or(record.from.code.as_deref());
    let sender = sender.map(|sender| clean(sender, LONGEST_NAME));
    format!("Kính gửi: {}", sender.as_deref().unwrap_or(TO_FILL_IN))
}

fn paragraphs(reply: &Reply, record: &Record) -> Vec<String> {
    let mut paragraphs = vec![reply.sentence.clone()];
    paragraphs.extend(reply.reasons.iter().map(|reason| format!("- {reason}")));
    paragraphs.push(format!(
        "Thời điểm nhận: {}; số đến: {}.",
        moment(record.received_at),
        record.id.number()
    ));
    paragraphs
}

/// A draft: number, day and signature are the office's (NĐ 30/2020 Điều 13(7) for the last).
fn pdf(reply: &Reply, record: &Record, office: &Office<'_>) -> Result<Vec<u8>, Failure> {
    let letter = Letter {
        mark: "DỰ THẢO".to_owned(),
        agency: office.name.unwrap_or(TO_FILL_IN).to_uppercase(),
        number: "Số:               /".to_owned(),
        about: format!("V/v {}", reply.about),
        place_and_date: format!(
            "…………, ngày      tháng      năm {}",
            VietnamDay::of(record.checked_at).date().year()
        ),
        addressee: addressee(record),
        paragraphs: paragraphs(reply, record),
        signer: ["[CHỨC VỤ NGƯỜI KÝ]".to_owned(), "[Họ và tên]".to_owned()],
        recipients: vec![
            "Nơi nhận:".to_owned(),
            "- Như trên;".to_owned(),
            "- Lưu: VT.".to_owned(),
        ],
        title: format!("V/v {}", reply.about),
    };
    letter::typeset(&letter, &Fonts::liberation()).map_err(|error| not_made("reply.pdf", &error))
}

/// The status, where the exchange knows the document and a code for what was decided (second-hand).
fn status(reply: &Reply, record: &Record, office: &Office<'_>) -> Option<StatusMessage> {
    let decided = &record.decided;
    let code = decided.exchange_status.clone()?;
    let day = record.document.date;
    let response_for = ResponseFor {
        organisation: record.from.code.clone(),
        code: record.document.code(),
        date_as_written: day.map(|day| day.to_string().replace('-', "/")),
        document_id: record.document.id.clone(),
    };
    if response_for == ResponseFor::default() {
        return None;
    }
    let at = Offset::constant(7).to_datetime(record.checked_at);
    Some(StatusMessage {
        response_for,
        from: Organisation {
            code: office.code.map(str::to_owned),
            name: office.name.map(str::to_owned),
        },
        code,
        description: Some(description(reply, decided)),
        timestamp: Some(at.strftime("%Y/%m/%d %H:%M:%S").to_string()),
        staff: record.received_by.clone(),
    })
}

fn description(reply: &Reply, decided: &Decided) -> String {
    match reply.reasons.is_empty() {
        true => decided
            .decision
            .exchange_status()
            .map_or_else(String::new, |status| status.meaning.to_owned()),
        false => reply.reasons.join(" "),
    }
}

fn not_made(name: &str, error: &dyn std::error::Error) -> Failure {
    Failure::new(
        Exit::Defect,
        "answer-not-made",
        Text::new(
            format!("Không lập được “{name}”: {error}. Không có gì được ghi."),
            format!("“{name}” could not be made: {error}. Nothing was written."),
        ),
    )
}
