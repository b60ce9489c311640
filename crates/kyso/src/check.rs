//! `kyso check`: the signatures verified, and every one judged by the rules in force on its day.

use std::path::Path;

use cert_path::Evidence;
use pades_sign::SigningRecord;
use pades_verify::DocumentReport;
use regulation_rules::facts::{CallerFacts, DocumentFacts, Sheets, document_facts};
use regulation_rules::{
    ComplianceReport, LawBook, SheetFindings, Worst, assess_sheets, instruments,
};
use serde_json::Value;
use signing_workflow::state_from_record;

use crate::args::Check;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::fetch;
use crate::job::Job;
use crate::present;
use crate::roles;
use crate::text::{Lang, Text};
use crate::verify::{Seen, Verifier, exit_of};

/// `kyso check`.
pub(crate) fn check(args: &Check, job: &Job) -> Outcome {
    let facts = caller_facts(args, job)?;
    let mut verifier = Verifier::new(&args.judging, job)?;
    verifier.measures = true;
    let mut used = Evidence::new();
    let mut worst = Exit::Passed;
    for file in &args.files {
        let name = file.display().to_string();
        let exit = match verifier.report(file) {
            Ok(seen) => {
                let roles = roles::told(&seen.report, &seen.look, &facts);
                let judged = weigh(&seen, &roles, &job.law);
                show(&name, &seen, &judged, &roles, args, &verifier, job);
                let exit = exit_of(&seen.report).max(exit_of_law(&judged.law, args.strict));
                used.merge(seen.report.evidence);
                exit
            }
            Err(failure) => job.fail_file(&name, &failure),
        };
        worst = worst.max(exit);
    }
    if let Some(file) = &args.judging.evidence_out {
        verifier.save(used, file)?;
    }
    Ok(worst)
}

/// What the law says of one file.
struct Judged {
    /// Of its signatures, and of the sheets that the caller began.
    law: ComplianceReport,
    /// Of the layout, where nobody began a sheet about the file: notes, which decide nothing.
    notes: Vec<SheetFindings>,
}

/// Judges one report.
pub(crate) fn judge(
    report: &DocumentReport,
    facts: &CallerFacts,
    at: jiff::Timestamp,
    law: &LawBook,
) -> ComplianceReport {
    assess_sheets(&document_facts(report, facts, at), law)
}

/// Judges one report. What was measured of the file is written into the caller's sheet about it, where that states nothing.
fn weigh(seen: &Seen, roles: &roles::Told, law: &LawBook) -> Judged {
    let mut sheets = document_facts(&seen.report, &roles.facts, seen.at);
    let mut notes = Vec::new();
    if let Some(layout) = &seen.layout {
        for sheet in &mut sheets.documents {
            layout.fill(sheet, &roles.roles);
        }
        if sheets.documents.is_empty() {
            notes = noted(layout.sheets(&roles.roles), roles, law);
        }
    }
    Judged {
        law: assess_sheets(&sheets, law),
        notes,
    }
}

/// What the rules say of facts that were measured alone.
fn noted(documents: Vec<DocumentFacts>, roles: &roles::Told, law: &LawBook) -> Vec<SheetFindings> {
    let mut sheets = Sheets {
        documents,
        ..Sheets::default()
    };
    if let Some(province) = &roles.facts.province {
        sheets.in_province(province);
    }
    assess_sheets(&sheets, law).others
}

/// What the caller states: `--facts`, then `--record`, `--province`, `--role` and `--attest` on top.
fn caller_facts(args: &Check, job: &Job) -> Result<CallerFacts, Failure> {
    let mut facts = match &args.facts {
        Some(path) => from_file(path)?,
        None => CallerFacts::default(),
    };
    let province = args
        .province
        .clone()
        .or_else(|| facts.province.take())
        .or_else(|| job.config.province.clone());
    facts.province = known(province)?;
    for path in &args.records {
        state_from_record(&record(path)?, &mut facts);
    }
    roles::state(&args.judging.roles, &mut facts)?;
    for attestation in &args.attestations {
        facts.attest(attestation).map_err(|error| {
            Failure::usage(
                "attest",
                Text::new(
                    format!("--attest {attestation}: {error}"),
                    format!("--attest {attestation}: {error}"),
                ),
            )
        })?;
    }
    Ok(facts)
}

/// A province without rules of its own is told, not passed over.
pub(crate) fn known(province: Option<String>) -> Result<Option<String>, Failure> {
    let known = instruments::provinces();
    match province {
        Some(named) if !known.contains(&named.as_str()) => Err(Failure::usage(
            "province",
            Text::new(
                format!(
                    "Chưa có quy chế của tỉnh, thành phố “{named}” (đang có: {}).",
                    known.join(", ")
                ),
                format!(
                    "No regulation of “{named}” is known here (known: {}).",
                    known.join(", ")
                ),
            ),
        )),
        province => Ok(province),
    }
}

fn record(path: &Path) -> Result<SigningRecord, Failure> {
    let name = path.display().to_string();
    let text = std::fs::read(path).map_err(|error| failures::io(&name, &error))?;
    serde_json::from_slice(&text).map_err(|error| {
        Failure::usage(
            "record",
            Text::new(
                format!("Bản ghi “{name}” không đọc được: {error}"),
                format!("Record “{name}” cannot be read: {error}"),
            ),
        )
    })
}

fn from_file(path: &Path) -> Result<CallerFacts, Failure> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| failures::io(&name, &error))?;
    CallerFacts::from_toml(&text).map_err(|error| {
        Failure::usage(
            "facts",
            Text::new(
                format!("Tệp dữ kiện “{name}” không đọc được: {error}"),
                format!("Facts file “{name}” cannot be read: {error}"),
            ),
        )
    })
}

/// What programs are told of a file that was verified.
pub(crate) fn json_line(
    name: &str,
    seen: &Seen,
    facts: &CallerFacts,
    verifier: &Verifier,
    (explain, lang): (bool, Lang),
) -> String {
    let roles = roles::told(&seen.report, &seen.look, facts);
    let judged = weigh(seen, &roles, &verifier.law);
    let telling = Telling {
        explain,
        strict: false,
        lang,
    };
    data(name, seen, &judged, &roles, verifier, telling).to_string()
}

/// How the line is told.
#[derive(Clone, Copy)]
struct Telling {
    explain: bool,
    strict: bool,
    lang: Lang,
}

fn data(
    name: &str,
    seen: &Seen,
    judged: &Judged,
    roles: &roles::Told,
    verifier: &Verifier,
    telling: Telling,
) -> Value {
    let Telling {
        explain,
        strict,
        lang,
    } = telling;
    let mut line = present::json::judged(name, &seen.report, &judged.law, roles, explain, lang);
    line["result"] = worst_word(judged.law.worst(strict)).into();
    let line = present::layout::beside(line, seen.layout.as_ref(), &judged.notes, lang);
    let line = present::json::with_needs(line, &seen.needs);
    let line = present::aftermath::beside(line, seen.aftermath.as_ref());
    present::json::with_profiles(line, &verifier.ground, &seen.told, lang)
}

fn show(
    name: &str,
    seen: &Seen,
    judged: &Judged,
    roles: &roles::Told,
    args: &Check,
    verifier: &Verifier,
    job: &Job,
) {
    let report = &seen.report;
    if job.json {
        let telling = Telling {
            explain: args.explain,
            strict: args.strict,
            lang: job.lang,
        };
        job.value(&data(name, seen, judged, roles, verifier, telling));
    } else {
        job.line(&present::text::report(name, report, roles, job.lang));
        if let Some(told) = &seen.aftermath {
            job.line(&present::aftermath::told(told, job.lang));
        }
        fetch::say(&seen.told, job);
        job.line(&present::law::judged(&judged.law, args.explain, job.lang));
        if let Some(notes) = present::layout::notes(&judged.notes, args.explain, job.lang) {
            job.line(&notes);
        }
    }
}

/// The overall result as a word in data.
pub(crate) const fn worst_word(worst: Worst) -> &'static str {
    match worst {
        Worst::Passed => "passed",
        Worst::CannotDecide => "cannot-decide",
        Worst::Violated => "violated",
    }
}

pub(crate) fn exit_of_law(judged: &ComplianceReport, strict: bool) -> Exit {
    match judged.worst(strict) {
        Worst::Passed => Exit::Passed,
        Worst::CannotDecide => Exit::Undecided,
        Worst::Violated => Exit::Negative,
    }
}
