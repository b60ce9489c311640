//! `kyso rules check`: sheets of facts from a file, judged by the law in force on the day that counts for each.

use std::path::Path;

use regulation_rules::facts::{Sheets, SheetsError};
use regulation_rules::{ComplianceReport, assess_sheets};

use crate::args::RulesCheck;
use crate::check::{exit_of_law, worst_word};
use crate::exit::{Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::present;
use crate::text::Text;

/// `kyso rules check`.
pub(crate) fn check(args: &RulesCheck, job: &Job) -> Outcome {
    let sheets = sheets(&args.sheets, job)?;
    let judged = assess_sheets(&sheets, &job.law);
    if job.json {
        job.value(&data(&judged, args, job));
    } else {
        job.line(&present::law::judged(&judged, args.explain, job.lang));
    }
    Ok(exit_of_law(&judged, args.strict))
}

fn data(judged: &ComplianceReport, args: &RulesCheck, job: &Job) -> serde_json::Value {
    let lang = job.lang.into();
    let others: Vec<_> = judged
        .others
        .iter()
        .map(|sheet| sheet.data(lang, args.explain))
        .collect();
    serde_json::json!({
        "compliance": judged.data(lang, args.explain),
        "sheets": others,
        "result": worst_word(judged.worst(args.strict)),
    })
}

/// The sheets of the file; where one names no province, the configured one counts.
fn sheets(path: &Path, job: &Job) -> Result<Sheets, Failure> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| failures::io(&name, &error))?;
    let mut sheets = Sheets::from_toml(&text).map_err(|error| unreadable(&name, &error))?;
    if let Some(province) = &job.config.province {
        sheets.in_province(province);
    }
    Ok(sheets)
}

fn unreadable(name: &str, error: &SheetsError) -> Failure {
    Failure::usage(
        "facts",
        Text::new(
            format!("Tệp dữ kiện “{name}” không đọc được: {error}"),
            format!("Facts file “{name}” cannot be read: {error}"),
        ),
    )
}
