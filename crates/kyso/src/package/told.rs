//! A package as a line of JSON, or for a person.
//!
//! The line is a public interface: `package` (its path); `outcome`, `check_again`, `held_because`, `reasons`, `notes`, `grounds`,
//! `notice_due`, `exchange_status` of the whole; `main` and each of `attachments` with `file`, `part`, `sha256`, the same eight keys
//! for the part alone, and `report` (the line of `kyso verify --json` for the file, or `error`); `metadata` as stated, or null;
//! with `--report clerk` `words`, as of one file.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::{Value, json};
use signing_workflow::package::{Metadata, PackageReport, PartReport};
use signing_workflow::receive::{Outcome, Reception};

use super::{Looked, SIGNATURE};
use crate::args::ReportFor;
use crate::job::Job;
use crate::present;
use crate::present::clerk::{Document, Page, Part};
use crate::text::{Lang, Words, words};

pub(crate) fn tell(asked: &Told<'_>, report: &PackageReport, looked: &[Looked], job: &Job) {
    if job.json {
        let mut line = value(asked.name, report, looked, job.lang);
        if asked.in_words {
            let page = page(asked, report, &report.reception, looked);
            line["words"] = present::clerk::data(&page, job.lang);
        }
        return job.value(&line);
    }
    let text = match asked.report_for {
        ReportFor::Clerk => {
            let page = page(asked, report, &report.reception, looked);
            present::clerk::page(&page, job.lang)
        }
        _ => detailed(asked.name, report, looked, job.lang),
    };
    job.line(&text);
}

/// How it is told.
pub(crate) struct Told<'a> {
    pub(crate) name: &'a str,
    pub(crate) at: Timestamp,
    pub(crate) offline: bool,
    pub(crate) report_for: ReportFor,
    /// With `--json`: the clerk's words too.
    pub(crate) in_words: bool,
}

/// What the receiving clerk reads: one page for all of it. `reception` is what was proposed, or what was decided.
pub(crate) fn page<'a>(
    asked: &Told<'a>,
    report: &'a PackageReport,
    reception: &'a Reception,
    looked: &'a [Looked],
) -> Page<'a> {
    let parts = report.main.iter().chain(&report.attachments);
    let parts = parts
        .filter_map(|part| find(part, looked))
        .filter(|part| part.other_kind != Some(SIGNATURE))
        .map(|part| Part {
            name: &part.name,
            report: part.seen.as_ref().ok().map(|seen| &seen.report),
            roles: &part.roles,
            aftermath: (part.seen.as_ref().ok()).and_then(|seen| seen.aftermath.as_ref()),
        });
    Page {
        name: asked.name,
        at: asked.at,
        offline: asked.offline,
        parts: parts.collect(),
        reception,
        document: report
            .metadata
            .as_ref()
            .map_or_else(Document::default, document),
    }
}

fn document(stated: &Metadata) -> Document {
    let number = match (stated.number.as_deref(), stated.symbol.as_deref()) {
        (Some(number), Some(symbol)) => Some(format!("{number}/{symbol}")),
        (number, symbol) => number.or(symbol).map(str::to_owned),
    };
    Document {
        number,
        day: stated.date.map(gov_ca_model::VietnamDay::vietnamese),
        agency: stated.from.name.clone(),
    }
}

/// The line of JSON.
pub(crate) fn value(name: &str, report: &PackageReport, looked: &[Looked], lang: Lang) -> Value {
    let mut line = json!(report);
    line["package"] = json!(name);
    if let Some(main) = &report.main {
        line["main"]["report"] = of_part(main, looked, lang);
    }
    for (index, part) in report.attachments.iter().enumerate() {
        line["attachments"][index]["report"] = of_part(part, looked, lang);
    }
    line
}

fn of_part(part: &PartReport, looked: &[Looked], lang: Lang) -> Value {
    // the report on a signature in a file of its own is that on the file it signs
    let Some(seen) = find(part, looked).filter(|one| one.other_kind != Some(SIGNATURE)) else {
        return Value::Null;
    };
    match &seen.seen {
        Ok(one) => present::aftermath::beside(
            present::json::verified(&seen.name, &one.report, &seen.told),
            one.aftermath.as_ref(),
        ),
        Err(failure) => present::json::failed(&seen.name, failure, lang),
    }
}

fn find<'a>(part: &PartReport, looked: &'a [Looked]) -> Option<&'a Looked> {
    looked
        .iter()
        .find(|one| one.name == part.file && one.sha256 == part.sha256)
}

fn detailed(name: &str, report: &PackageReport, looked: &[Looked], lang: Lang) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{name}: {}", outcome(&report.reception, lang));
    for part in report.main.iter().chain(&report.attachments) {
        let _ = writeln!(out, "  {}: {}", part.file, outcome(&part.reception, lang));
    }
    for part in report.main.iter().chain(&report.attachments) {
        let Some(Looked {
            seen: Ok(seen),
            told,
            name,
            ..
        }) = find(part, looked)
        else {
            continue;
        };
        let _ = writeln!(
            out,
            "\n{}",
            present::text::report(name, &seen.report, told, lang)
        );
    }
    out
}

fn outcome(reception: &Reception, lang: Lang) -> String {
    let told: Words = match &reception.outcome {
        Outcome::Accept => words("tiếp nhận", "accept"),
        Outcome::Hold(_) => words("chờ kiểm tra lại", "hold and check again"),
        Outcome::Refuse => words("từ chối tiếp nhận", "refuse"),
        Outcome::Return => words("trả lại nơi gửi", "return to the sender"),
        Outcome::Report => words(
            "báo người có trách nhiệm",
            "report to the responsible person",
        ),
    };
    let codes: Vec<&str> = reception
        .reasons
        .iter()
        .map(|reason| reason.code.code())
        .collect();
    let held = reception.outcome.hold().map_or_else(Vec::new, |hold| {
        hold.why.iter().map(|open| open.why.word()).collect()
    });
    let why = [codes, held].concat();
    match why.as_slice() {
        [] => told.in_lang(lang).to_owned(),
        why => format!("{} ({})", told.in_lang(lang), why.join(", ")),
    }
}
