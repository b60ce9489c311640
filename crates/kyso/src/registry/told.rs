//! What is said of steps, work lists and audits.

use gov_ca_registry::entries::{Certificate, Device, Notice, Request, ShortRecord};
use gov_ca_registry::steps::{StepError, existing};
use gov_ca_registry::store::{AuditReport, BackupSummary, Finding as AuditFinding, View};
use gov_ca_registry::{Due, Judged, Task, due as work_list};
use regulation_rules::Finding;
use serde_json::{Value, json};

use super::failed::what;
use super::records::holder_name;
use super::{Desk, Place};
use crate::exit::{Exit, Failure, Outcome};
use crate::job::Job;
use crate::text::{Lang, Text};

/// What the rules say beside: breaches by others, warnings; while it is ours to act, what a person has still to say.
pub(super) fn beside(judged: &Judged, is_ours: bool, job: &Job) {
    let lang = job.lang.into();
    let told = |what: Text, finding: &Finding| {
        let place = finding.ground(lang);
        let line = format!(
            "{}: {} ({place})",
            what.in_lang(job.lang),
            finding.headline(lang)
        );
        job.note(&Text::new(line.clone(), line));
    };
    for finding in judged.breaches() {
        told(Text::new("Trái quy định", "Against the law"), finding);
    }
    for finding in judged.warnings() {
        told(Text::new("Lưu ý", "Note"), finding);
    }
    for finding in judged.open().filter(|_| is_ours) {
        told(Text::new("Cần xác nhận", "To be confirmed"), finding);
    }
}

/// The same as data.
pub(super) fn findings(judged: &Judged, job: &Job) -> Value {
    let lang = job.lang.into();
    let all = judged
        .breaches()
        .chain(judged.warnings())
        .chain(judged.open());
    let all = all.map(|finding| serde_json::to_value(finding.data(lang)));
    all.collect::<Result<_, _>>().unwrap_or_default()
}

/// `kyso registry due`.
pub(super) fn due(desk: &Desk<'_>, within: i32) -> Outcome {
    let office = desk.office();
    let all = desk.read(|view| {
        let all = work_list(view, desk.on, within, &office)?;
        let all = all.into_iter().map(|due| {
            Ok::<_, StepError>((
                number(view, &due)?,
                about(view, &due, (desk, desk.job.lang))?,
                due,
            ))
        });
        all.collect::<Result<Vec<_>, _>>()
    })?;
    for (number, about, due) in &all {
        match desk.job.json {
            true => desk.job.value(&due_json(due, number, about, desk.job)),
            false => desk.job.line(&due_line(due, number, about, desk.job)),
        }
    }
    if all.is_empty() {
        desk.job.say(&Text::new(
            "Không có việc cần làm.",
            "Nothing is to be done.",
        ));
    }
    Ok(Exit::Passed)
}

/// The number people know a record by.
pub(super) fn number(view: &mut View<'_>, due: &Due) -> Result<String, StepError> {
    let certificate = match due.of::<Certificate>() {
        Some(id) => view.get::<Certificate>(id.number())?,
        None => None,
    };
    let device = match due.of::<Device>() {
        Some(id) => view.get::<Device>(id.number())?,
        None => None,
    };
    let known = certificate.map(|one| one.into_record().number);
    let known = known.or_else(|| device.map(|one| one.into_record().number));
    Ok(known.unwrap_or_else(|| due.id.to_string()))
}

/// Whom or what it is about, where its number does not say it.
pub(super) fn about(
    view: &mut View<'_>,
    due: &Due,
    (desk, lang): (&Desk<'_>, Lang),
) -> Result<String, StepError> {
    if let Some(id) = due.of::<Request>() {
        let request = existing(view, id)?.into_record();
        let subscriber = existing(view, request.subscriber)?.into_record();
        let kind = request.history.of();
        let kind = match lang {
            Lang::Vi => kind.vietnamese(),
            Lang::En => kind.word(),
        };
        let holder = holder_name(view, &subscriber.holder, desk)?;
        return Ok(format!("{kind}: {holder}"));
    }
    if let Some(id) = due.of::<Notice>() {
        let notice = existing(view, id)?.into_record();
        let device = existing(view, notice.device)?.into_record();
        let event = notice.event.text().in_language(lang.into());
        return Ok(format!("{}: {event}", device.number));
    }
    match due.of::<ShortRecord>() {
        Some(id) => Ok(existing(view, id)?.into_record().text),
        None => Ok(String::new()),
    }
}

pub(super) fn task(task: Task) -> Text {
    match task {
        Task::AnswerRequest => Text::new("chờ kết quả yêu cầu", "await the answer to request"),
        Task::SendRequest => Text::new("hoàn thiện, gửi yêu cầu", "complete and send request"),
        Task::RenewCertificate => Text::new("gia hạn chứng thư", "renew certificate"),
        Task::CorrectCertificate => Text::new(
            "thay đổi thông tin hoặc thu hồi chứng thư",
            "change or revoke certificate",
        ),
        Task::ReturnDevice => Text::new("thu lại, trả thiết bị", "collect and return device"),
        Task::TellOfDevice => Text::new("báo theo thông báo số", "tell of notice"),
        Task::FollowUp => Text::new("theo dõi việc số", "follow up record"),
        Task::BringDeviceBack => Text::new("mang về trụ sở thiết bị", "bring back device"),
        Task::RevokeCertificate => Text::new(
            "gửi đề nghị thu hồi chứng thư không còn dùng được",
            "ask for revocation of the certificate nobody can use any more",
        ),
        _ => Text::new("việc khác", "something else"),
    }
}

fn word(task: Task) -> &'static str {
    match task {
        Task::AnswerRequest => "answer-request",
        Task::SendRequest => "send-request",
        Task::RenewCertificate => "renew-certificate",
        Task::CorrectCertificate => "correct-certificate",
        Task::ReturnDevice => "return-device",
        Task::TellOfDevice => "tell-of-device",
        Task::FollowUp => "follow-up",
        Task::BringDeviceBack => "bring-device-back",
        Task::RevokeCertificate => "revoke-certificate",
        _ => "other",
    }
}

fn due_line(due: &Due, number: &str, about: &str, job: &Job) -> String {
    let by = due
        .by
        .map_or_else(|| "          ".to_owned(), |day| day.vietnamese());
    let what = task(due.what);
    let why = due.rule.as_ref().map(|rule| rule.ground(job.lang.into()));
    let ours = Text::new("nhắc việc của chương trình", "this program's reminder");
    let why = why.unwrap_or_else(|| ours.in_lang(job.lang).to_owned());
    let about = match about {
        "" => String::new(),
        about => format!(" – {about}"),
    };
    format!("{by}  {} {number}{about}  ({why})", what.in_lang(job.lang))
}

fn due_json(due: &Due, number: &str, about: &str, job: &Job) -> Value {
    let rule = due.rule.as_ref();
    json!({
        "task": word(due.what),
        "table": due.table,
        "id": due.id,
        "number": number,
        "about": about,
        "by": due.by.map(|day| day.to_string()),
        "rule": rule.map(Finding::code),
        "ground": rule.map(|rule| rule.ground(job.lang.into())),
    })
}

/// `kyso registry audit`.
pub(super) fn audit(report: &AuditReport, place: &Place, job: &Job) -> Outcome {
    let file = place;
    let places: Vec<Text> = report.findings.iter().map(place_of).collect();
    if job.json {
        let findings: Vec<&str> = places.iter().map(|place| place.in_lang(job.lang)).collect();
        job.value(&json!({
            "register": file.to_string(),
            "clean": report.is_clean(),
            "events": report.events,
            "records": report.records,
            "found": report.found,
            "findings": findings,
        }));
    }
    if report.is_clean() {
        let (events, records) = (report.events, report.records);
        job.say(&Text::new(
            format!("Sổ đăng ký “{file}” nguyên vẹn: {records} bản ghi, {events} sự kiện."),
            format!("Register “{file}” is intact: {records} records, {events} events."),
        ));
        return Ok(Exit::Passed);
    }
    for place in &places {
        job.say(place);
    }
    if job.json {
        return Ok(Exit::Negative);
    }
    Err(Failure::new(
        Exit::Negative,
        "register-altered",
        Text::new(
            format!(
                "Sổ đăng ký “{file}” đã bị sửa ngoài chương trình: {} chỗ.",
                report.found
            ),
            format!(
                "Register “{file}” was altered behind this program: {} places.",
                report.found
            ),
        ),
    ))
}

/// What a backup holds.
pub(super) fn kept(file: &str, summary: &BackupSummary, job: &Job) {
    let (records, events) = (summary.records, summary.events);
    match job.json {
        true => job.value(&json!({ "file": file, "records": records, "events": events })),
        false => job.say(&Text::new(
            format!("“{file}”: {records} bản ghi, {events} sự kiện."),
            format!("“{file}”: {records} records, {events} events."),
        )),
    }
}

fn place_of(finding: &AuditFinding) -> Text {
    let record = |table: &str, id: &i64, vi: &str, en: &str| {
        Text::new(
            format!("{} số {id}: {vi}", what(table)),
            format!("{table} {id}: {en}"),
        )
    };
    match finding {
        AuditFinding::ColumnsAltered { table, id } => record(
            table,
            id,
            "cột tra cứu không khớp nội dung",
            "columns do not follow from the body",
        ),
        AuditFinding::EventAltered { seq } => Text::new(
            format!("sự kiện {seq}: bị sửa"),
            format!("event {seq}: altered"),
        ),
        AuditFinding::EventMissing { seq } => Text::new(
            format!("sự kiện {seq}: bị thiếu"),
            format!("event {seq}: missing"),
        ),
        AuditFinding::EventUnlinked { seq } => Text::new(
            format!("sự kiện {seq}: không nối với sự kiện trước"),
            format!("event {seq}: not linked to the one before"),
        ),
        AuditFinding::HeadAltered => Text::new(
            "điểm cuối của chuỗi bị sửa",
            "the end of the chain was altered",
        ),
        AuditFinding::RecordAltered { table, id } => record(table, id, "bị sửa", "altered"),
        AuditFinding::RecordMissing { table, id } => record(table, id, "bị xóa", "missing"),
        AuditFinding::RecordWithoutEvent { table, id } => {
            record(table, id, "không có sự kiện", "without an event")
        }
        AuditFinding::VersionsBroken { table, id } => record(
            table,
            id,
            "các lần thay đổi không liên tục",
            "versions are not numbered through",
        ),
        other => Text::new("tệp bị hỏng", format!("{other:?}")),
    }
}
