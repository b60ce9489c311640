//! One line per file for programs. The shape of a report is `pades_verify::json`, a public interface.

use cert_path::Need;
use gov_ca_model::TrustProfile;
use pades_sign::SigningRecord;
use pades_verify::json::{Role, file};
use pades_verify::{DocumentReport, SignatureReport};
use pdf_revisions::{Anomaly, Severity};
use regulation_rules::ComplianceReport;
use regulation_rules::facts::CallerFacts;
use serde_json::{Value, json};
use signing_workflow::DetachedRecord;
use signing_workflow::receive::Reception;

use super::{codes, path_json};
use crate::exit::Failure;
use crate::fetch::Told as Fetched;
use crate::roles::{self, Told};
use crate::text::Lang;
use crate::trust::Ground;

/// The report on one file, with the role of every signature and what says so, and the path of every signer.
pub(crate) fn verified(name: &str, report: &DocumentReport, roles: &Told) -> Value {
    let role = |signature: &SignatureReport| {
        let told = roles.of(&signature.field);
        told.map_or_else(Role::default, |told| Role {
            role: told.role.word().to_owned(),
            evidence: roles::evidence(told).map(str::to_owned),
        })
    };
    let mut line = json!(file(name, report, &role));
    for (index, signature) in report.signatures.iter().enumerate() {
        let facts = roles.roles.get(index).map(|told| &told.evidence);
        line["signatures"][index]["role_facts"] = json!(facts);
        line["signatures"][index]["path"] = path_json::of_signature(signature, &report.evidence);
        let changes = line["signatures"][index]["changes"].as_array_mut();
        changes.into_iter().flatten().for_each(with_page);
    }
    line
}

/// Where the reason of a refused change is explained, as the detailed report names it.
fn with_page(change: &mut Value) {
    if let Some(code) = change["reason"].as_str() {
        change["code_page"] = json!(codes::page("detail", code));
    }
}

/// The built-in trust profiles that were on, and what was fetched, beside a report.
pub(crate) fn with_profiles(line: Value, ground: &Ground, told: &Fetched, lang: Lang) -> Value {
    told.beside(with_built_in(line, &ground.built_in), lang)
}

/// The array `needs` beside a report: what is missing for a better one, and where it may be had.
pub(crate) fn with_needs(mut line: Value, needs: &[Need]) -> Value {
    line["needs"] = needs.iter().map(path_json::need).collect();
    line
}

/// What the receiving clerk does with the document: `outcome`, and beside it `reception` with reasons, grounds and the rest; where
/// the pages of the codes are.
pub(crate) fn with_reception(mut line: Value, reception: &Reception) -> Value {
    line["outcome"] = json!(reception.outcome.word());
    line["reception"] = json!(reception);
    line["codes"] = json!("docs/codes/README.md");
    line
}

/// The built-in trust profiles that were on, with what to compare.
pub(crate) fn with_built_in(mut line: Value, on: &[&TrustProfile]) -> Value {
    if !on.is_empty() {
        line["trust_profiles"] = path_json::profiles(on);
    }
    line
}

/// The report, and beside it what the law in force says: `compliance`, one entry per signature.
pub(crate) fn judged(
    name: &str,
    report: &DocumentReport,
    judged: &ComplianceReport,
    roles: &Told,
    explain: bool,
    lang: Lang,
) -> Value {
    let mut line = verified(name, report, roles);
    line["compliance"] = json!(judged.data(lang.into(), explain));
    let sheets = judged.others.iter();
    let sheets: Vec<_> = sheets
        .map(|sheet| sheet.data(lang.into(), explain))
        .collect();
    if !sheets.is_empty() {
        line["sheets"] = json!(sheets);
    }
    line
}

/// A file without a report (design.md 4).
pub(crate) fn failed(name: &str, failure: &Failure, lang: Lang) -> Value {
    let mut line = self::failure(failure, lang);
    line["file"] = json!(name);
    line["verdict"] = json!(failure.verdict);
    if !failure.noticed.is_empty() {
        line["anomalies"] = failure.noticed.iter().map(noticed).collect();
    }
    line
}

/// As anomalies of a report are written.
fn noticed(anomaly: &Anomaly) -> Value {
    let severity = match anomaly.kind.severity() {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    json!({
        "code": anomaly.kind.code(), "severity": severity, "text": anomaly.to_string(), "offset": anomaly.offset,
    })
}

/// A failure of the whole run.
pub(crate) fn failure(failure: &Failure, lang: Lang) -> Value {
    json!({ "error": { "code": failure.code, "text": failure.text.in_lang(lang), "offset": failure.offset } })
}

/// A signed file: what was checked before the key was used, and what our verifier says of the result.
pub(crate) fn signed(name: &str, record: &SigningRecord, report: &DocumentReport) -> Value {
    with_record(name, &json!(record), report)
}

/// The same for a signature in a file of its own.
pub(crate) fn signed_detached(
    name: &str,
    record: &DetachedRecord,
    report: &DocumentReport,
) -> Value {
    with_record(name, &json!(record), report)
}

fn with_record(name: &str, record: &Value, report: &DocumentReport) -> Value {
    let roles = roles::stated(report, &CallerFacts::default());
    json!({ "file": name, "signed": true, "record": record, "report": verified(name, report, &roles) })
}
