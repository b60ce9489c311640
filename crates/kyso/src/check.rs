//! `kyso check`: the signatures verified, and every one judged by the rules in force on its day.

use std::path::Path;

use cert_path::Evidence;
use pades_sign::SigningRecord;
use pades_verify::DocumentReport;
use regulation_rules::facts::{CallerFacts, document_facts};
use regulation_rules::{ComplianceReport, LawBook, Worst, assess_sheets, instruments};
use signing_workflow::state_from_record;

use crate::args::Check;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::fetch;
use crate::job::Job;
use crate::present;
use crate::roles;
use crate::text::Text;
use crate::verify::{Seen, Verifier, exit_of};

/// `kyso check`.
pub(crate) fn check(args: &Check, job: &Job) -> Outcome {
    let facts = caller_facts(args, job)?;
    let verifier = Verifier::new(&args.judging, job)?;
    let mut used = Evidence::new();
    let mut worst = Exit::Passed;
    for file in &args.files {
        let name = file.display().to_string();
        let exit = match verifier.report(file) {
            Ok(seen) => {
                let roles = roles::told(&seen.report, &seen.look, &facts);
                let judged = judge(&seen.report, &roles.facts, seen.at, &job.law);
                show(&name, &seen, &judged, &roles, args, &verifier, job);
                let exit = exit_of(&seen.report).max(exit_of_law(&judged, args.strict));
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

/// Judges one report.
pub(crate) fn judge(
    report: &DocumentReport,
    facts: &CallerFacts,
    at: jiff::Timestamp,
    law: &LawBook,
) -> ComplianceReport {
    assess_sheets(&document_facts(report, facts, at), law)
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

fn show(
    name: &str,
    seen: &Seen,
    judged: &ComplianceReport,
    roles: &roles::Told,
    args: &Check,
    verifier: &Verifier,
    job: &Job,
) {
    let report = &seen.report;
    if job.json {
        let line = present::json::judged(name, report, judged, roles, args.explain, job.lang);
        let line = present::json::with_needs(line, &seen.needs);
        let ground = &verifier.ground;
        job.value(&present::json::with_profiles(
            line, ground, &seen.told, job.lang,
        ));
    } else {
        job.line(&present::text::report(name, report, roles, job.lang));
        fetch::say(&seen.told, job);
        job.line(&present::law::judged(judged, args.explain, job.lang));
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
