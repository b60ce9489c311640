//! Short records: written down, listed, closed.

use gov_ca_registry::Id;
use gov_ca_registry::entries::{Certificate, Device, ShortRecord};
use gov_ca_registry::steps::{self, StepError};
use gov_ca_registry::store::{Record as _, Stored, Value as Column, View};
use serde_json::{Value, json};

use super::Desk;
use super::bodies::words;
use super::requests::numbered;
use crate::args::{RecordAdd, RecordClose, RecordCommand, RecordList};
use crate::exit::{Exit, Outcome};
use crate::text::Text;

pub(super) fn run(desk: &Desk<'_>, command: &RecordCommand) -> Outcome {
    match command {
        RecordCommand::Add(args) => add(desk, args),
        RecordCommand::List(args) => list(desk, args),
        RecordCommand::Close(args) => close(desk, args),
    }
}

fn add(desk: &Desk<'_>, args: &RecordAdd) -> Outcome {
    let device = args.device.as_deref();
    let device =
        device.map(|number| numbered::<Device>(desk, number, &Text::new("thiết bị", "device")));
    let certificate = args.certificate.as_deref().map(|number| {
        numbered::<Certificate>(desk, number, &Text::new("chứng thư", "certificate"))
    });
    let record = ShortRecord {
        until: args.until,
        body: args.organisation.map(Id::new),
        person: args.person.map(Id::new),
        device: device.transpose()?,
        certificate: certificate.transpose()?,
        within: args.application.map(Id::new),
        paper: desk.paper("Văn bản", args.paper.as_deref()),
        ..ShortRecord::of(args.kind, desk.on, args.text.clone())
    };
    let office = desk.office();
    let id = desk.change(|change| Ok(steps::note_short(change, record, &office)?.number()))?;
    said(desk, id, &Text::new("đã ghi", "written down"))
}

fn close(desk: &Desk<'_>, args: &RecordClose) -> Outcome {
    let id = Id::<ShortRecord>::new(args.record);
    desk.change(|change| steps::close_short(change, id, desk.on))?;
    said(desk, args.record, &Text::new("đã đóng", "closed"))
}

fn said(desk: &Desk<'_>, id: i64, what: &Text) -> Outcome {
    match desk.job.json {
        true => desk
            .job
            .value(&json!({ "table": ShortRecord::TABLE, "id": id })),
        false => desk.job.say(&Text::new(
            format!("Việc số {id}: {}.", what.vi),
            format!("Record {id}: {}.", what.en),
        )),
    }
    Ok(Exit::Passed)
}

fn list(desk: &Desk<'_>, args: &RecordList) -> Outcome {
    let rows = desk.read(|view| {
        let (tail, values): (_, Vec<Column>) = match args.kind {
            Some(kind) => (
                "WHERE kind = $1 ORDER BY on_day, id",
                vec![kind.word().into()],
            ),
            None => ("ORDER BY on_day, id", Vec::new()),
        };
        let mut rows = Vec::new();
        for stored in view.find::<ShortRecord>(tail, &values)? {
            if !args.open || stored.record().holds_on(desk.on) {
                rows.push((line(view, &stored, desk)?, as_json(&stored)));
            }
        }
        Ok(rows)
    })?;
    for (line, value) in rows {
        match desk.job.json {
            true => desk.job.value(&value),
            false => desk.job.line(&line),
        }
    }
    Ok(Exit::Passed)
}

/// Number, days, kind, text, and what it is about.
pub(super) fn line(
    view: &mut View<'_>,
    stored: &Stored<ShortRecord>,
    desk: &Desk<'_>,
) -> Result<String, StepError> {
    let (id, record) = (stored.id(), stored.record());
    let ends = record.closed_on.or(record.until);
    let until = ends.map_or_else(String::new, |day| format!(" – {}", day.vietnamese()));
    let mut line = format!(
        "{id:>6}  {}{until}  {}",
        record.on.vietnamese(),
        words(view, record, desk)?
    );
    if let Some(body) = record.body {
        line = format!("{line}  {}", super::records::body_name(view, body, desk)?);
    }
    if let Some(device) = record.device {
        let device = view.get::<Device>(device.number())?;
        line.extend(device.map(|one| format!("  {}", one.into_record().number)));
    }
    if let Some(certificate) = record.certificate {
        let certificate = view.get::<Certificate>(certificate.number())?;
        line.extend(certificate.map(|one| format!("  {}", one.into_record().number)));
    }
    if let Some(within) = record.within {
        let within = view.get::<ShortRecord>(within.number())?;
        line.extend(within.map(|one| format!("  @ {}", one.into_record().text)));
    }
    Ok(line)
}

fn as_json(stored: &Stored<ShortRecord>) -> Value {
    let mut value = serde_json::to_value(stored.record()).unwrap_or_default();
    value["id"] = stored.id().into();
    value
}
