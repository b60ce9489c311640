//! One request: what it asks, for whom, about what, and what happened to it.

use gov_ca_registry::Id;
use gov_ca_registry::entries::Request;
use gov_ca_registry::steps::{StepError, existing};
use gov_ca_registry::store::{Stored, View};
use serde_json::{Value, json};

use crate::exit::{Exit, Outcome};
use crate::present::moment_in;
use crate::registry::records::body_name;
use crate::registry::{Desk, show as shown};
use crate::text::Text;

/// What a request asks, for whom, and every event of it: when, who, what, under which rule.
pub(in crate::registry) fn show(desk: &Desk<'_>, number: i64) -> Outcome {
    let (request, lines, events) = desk.read(|view| {
        let stored = existing::<Request>(view, Id::new(number))?;
        let lines = lines(view, &stored, desk)?;
        Ok((
            stored.into_record(),
            lines,
            view.history::<Request>(number)?,
        ))
    })?;
    if desk.job.json {
        let events: Vec<Value> = events
            .iter()
            .map(|event| json!({ "at": event.at, "who": event.who, "step": event.step, "under": event.under }))
            .collect();
        desk.job
            .value(&json!({ "id": number, "request": request, "events": events }));
        return Ok(Exit::Passed);
    }
    lines.iter().for_each(|line| desk.job.line(line));
    for event in &events {
        let at = event.at.parse();
        let at = at.map_or_else(|_| event.at.clone(), |at| moment_in(at, desk.job.lang));
        let who = &event.who;
        desk.job
            .line(&format!("{at}  {who}  {}  ({})", event.step, event.under));
    }
    Ok(Exit::Passed)
}

/// The request, its subscriber, the body that makes it, its certificate and device, its letter and addressee, reasons and notes.
fn lines(
    view: &mut View<'_>,
    stored: &Stored<Request>,
    desk: &Desk<'_>,
) -> Result<Vec<String>, StepError> {
    let request = stored.record();
    let mut lines = vec![shown::of_request(stored, desk)];
    let subscriber = existing(view, request.subscriber)?;
    lines.push(shown::of_subscriber(view, &subscriber, desk)?);
    if let Some(id) = request.certificate {
        lines.push(shown::of_certificate(&existing(view, id)?, desk));
    }
    if let Some(id) = request.device {
        let device = existing(view, id)?;
        lines.push(shown::of_device(view, &device, desk)?);
    }
    let made_by = body_name(view, request.made_by, desk)?;
    lines.extend(
        said(request, made_by)
            .iter()
            .map(|text| text.in_lang(desk.job.lang).to_owned()),
    );
    Ok(lines)
}

/// What was said about it, as far as it was.
fn said(request: &Request, made_by: String) -> Vec<Text> {
    let told = |vi: &str, en: &str, what: String| {
        Text::new(format!("{vi}: {what}"), format!("{en}: {what}"))
    };
    let mut all = vec![told("Cơ quan đề nghị", "Made by", made_by)];
    if let Some(reason) = request.reason {
        let reason = reason.text();
        all.push(Text::new(
            format!("Lý do: {}", reason.vi),
            format!("Reason: {}", reason.en),
        ));
    }
    let changes = request.changes.iter();
    all.extend(changes.map(|one| {
        told(
            "Thay đổi",
            "Change",
            format!("{}: {} → {}", one.what, one.from, one.to),
        )
    }));
    all.extend(
        request
            .list
            .clone()
            .map(|letter| told("Văn bản", "Letter", letter)),
    );
    if let Some(sending) = &request.sending {
        let to = sending.to.text();
        all.push(Text::new(
            format!("Gửi đến: {}", to.vi),
            format!("Sent to: {}", to.en),
        ));
    }
    all.extend(
        request
            .remark
            .clone()
            .map(|remark| told("Ghi chú", "Remark", remark)),
    );
    let notes = request.notes.iter();
    all.extend(notes.map(|note| {
        let day = note.on;
        Text::new(
            format!("{}: {}", day.vietnamese(), note.text),
            format!("{day}: {}", note.text),
        )
    }));
    all
}
