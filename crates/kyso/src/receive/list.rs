//! The register of incoming documents: shown, the notices due, and a notice noted.

use gov_ca_model::VietnamDay;
use serde_json::json;
use signing_workflow::records::{Arrival, Entry, RecordsFolder, Register, Told};

use super::{refused, tell};
use crate::args::{ReceiveDue, ReceiveRegister, ReceiveTold};
use crate::exit::{Exit, Outcome};
use crate::job::Job;
use crate::present::lay::clean;
use crate::present::{moment, moment_in};
use crate::text::{Text, words};

/// A subject takes this much of a line. Ours.
const LONGEST: usize = 60;

/// `kyso receive list`.
pub(super) fn register(args: &ReceiveRegister, job: &Job) -> Outcome {
    let register = read(&args.records)?;
    tell::say_broken(&register, job);
    let of_year = |one: &Arrival| args.year.is_none_or(|year| one.arrived.id.year() == year);
    for one in register.arrivals().iter().filter(|one| of_year(one)) {
        show(one, None, job);
    }
    Ok(Exit::Passed)
}

/// `kyso receive due`: NĐ 30/2020 Điều 21(2)(c). Notices that are due are no failure; overdue ones are a duty that was missed.
pub(super) fn due(args: &ReceiveDue, job: &Job) -> Outcome {
    let register = read(&args.records)?;
    tell::say_broken(&register, job);
    let day = args.on.unwrap_or_else(|| VietnamDay::of(job.now));
    let due = register.due(day);
    for one in &due {
        show(one, Some(day), job);
    }
    if due.is_empty() {
        job.say(&Text::new(
            format!(
                "Không còn văn bản đến nào chưa thông báo cho cơ quan gửi đến hết ngày {}.",
                day.vietnamese()
            ),
            format!("Every sender of what arrived until {day} has been told."),
        ));
    } else {
        job.say(&tell::due_today(&day.vietnamese(), due.len()));
    }
    let overdue = due.iter().any(|one| one.arrived.id.day() < day);
    Ok(match overdue {
        true => Exit::Negative,
        false => Exit::Passed,
    })
}

/// `kyso receive told`.
pub(super) fn told(args: &ReceiveTold, job: &Job) -> Outcome {
    let id = args.which.id;
    let folder =
        RecordsFolder::open(&args.which.records).map_err(|error| refused::records(&error))?;
    let mut desk = folder.lock().map_err(|error| refused::records(&error))?;
    let arrivals = desk.register().arrivals();
    let arrival = arrivals.iter().find(|one| one.arrived.id == id);
    let arrival = arrival.ok_or_else(|| {
        refused::records(&signing_workflow::records::RecordsError::NotThere {
            id,
            path: args.which.records.clone(),
        })
    })?;
    if let Some(told) = &arrival.told {
        return Err(refused::told_already(id, &moment(told.at)));
    }
    let told = Told {
        id,
        at: args.at.unwrap_or(job.now),
        by: args.by.clone(),
        how: args.how.clone(),
    };
    desk.append(Entry::Told(told.clone()))
        .map_err(|error| refused::records(&error))?;
    if job.json {
        job.value(&json!({ "told": told }));
    }
    job.say(&Text::new(
        format!(
            "Đã ghi nhận: cơ quan gửi văn bản đến “{id}” được thông báo lúc {}.",
            moment(told.at)
        ),
        format!(
            "Noted: the sender of “{id}” was told at {}.",
            crate::present::moment_en(told.at)
        ),
    ));
    Ok(Exit::Passed)
}

fn read(records: &std::path::Path) -> Result<Register, crate::exit::Failure> {
    let register = RecordsFolder::open(records).and_then(|folder| folder.register());
    register.map_err(|error| refused::records(&error))
}

/// One arrival on one line.
fn show(one: &Arrival, due_on: Option<VietnamDay>, job: &Job) {
    let overdue = due_on.is_some_and(|day| one.arrived.id.day() < day);
    if job.json {
        let mut line = json!(one);
        if due_on.is_some() {
            line["overdue"] = json!(overdue);
        }
        return job.value(&line);
    }
    let lang = job.lang;
    let arrived = &one.arrived;
    let none = words("(không rõ)", "(not known)").in_lang(lang);
    let or_none =
        |text: Option<&str>| text.map_or_else(|| none.to_owned(), |text| clean(text, LONGEST));
    let sender = arrived
        .from
        .name
        .as_deref()
        .or(arrived.from.code.as_deref());
    let code = arrived.document.code();
    let mut line = format!(
        "{:>5}  {}  {}  {}  {}",
        one.number,
        moment_in(arrived.received_at, lang),
        or_none(code.as_deref()),
        or_none(sender),
        tell::decision(arrived.decision).in_lang(lang),
    );
    if !arrived.reasons.is_empty() {
        line.push_str(&format!(" ({})", arrived.reasons.join(", ")));
    }
    let remark = match (&one.told, overdue) {
        (Some(_), _) => words("; đã thông báo", "; sender told"),
        (None, true) => words("; QUÁ HẠN thông báo", "; notice OVERDUE"),
        (None, false) => words("; chưa thông báo", "; sender not told"),
    };
    line.push_str(remark.in_lang(lang));
    line.push_str(&format!("  [{}]", arrived.id));
    job.line(&line);
}
