//! The report for a person: first the result, then the reason, then what was not decided.

use std::fmt::Write as _;

use cert_path::Evidence;
use pades_verify::codes::Detailed as _;
use pades_verify::{
    ChangeVerdict, DocumentReport, Indication, MissingForLevel, Severity, SignatureKind,
    SignatureReport, Verdict,
};
use regulation_rules::facts::Role;
use signing_workflow::roles::ToldRole;

use super::{axes, codes, day, display_name, lay, path, role, trust, vietnamese};
use crate::roles::Told;
use crate::text::{Lang, Words, words};

/// One file's report.
pub(crate) fn report(file: &str, report: &DocumentReport, roles: &Told, lang: Lang) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{file}: {}", verdict(report.verdict()).in_lang(lang));
    let policy = words("chính sách về thay đổi sau ký", "policy for later changes").in_lang(lang);
    let _ = writeln!(out, "  {policy}: {}", report.policy);
    for anomaly in &report.anomalies {
        let place = anomaly.offset.map(|offset| format!(" @{offset}"));
        let text = told(anomaly.code, &anomaly.text, lang);
        let place = place.unwrap_or_default();
        let _ = writeln!(
            out,
            "  {} {text} ({}){place}",
            mark(anomaly.severity),
            anomaly.code
        );
    }
    for (index, signature) in report.signatures.iter().enumerate() {
        let role = roles.roles.get(index);
        out.push_str(&signature_block(index + 1, signature, role, lang));
        out.push_str(&reported(signature, &report.evidence, lang));
    }
    out
}

/// One file of a batch in one line.
pub(crate) fn short(name: &str, report: &DocumentReport, lang: Lang) -> String {
    let (mark, verdict) = match report.verdict() {
        Verdict::Passed => ("✓", words("chữ ký số hợp lệ", "signatures valid")),
        Verdict::Failed => ("✗", words("chữ ký số không hợp lệ", "signatures not valid")),
        Verdict::Indeterminate => ("?", words("chưa đủ căn cứ để kết luận", "undecided")),
        Verdict::Unsigned => ("-", words("không có chữ ký số", "no signature")),
    };
    let mut subs: Vec<&str> = report
        .signatures
        .iter()
        .filter_map(|one| Some(one.indication().sub_indication()?.as_str()))
        .collect();
    subs.dedup();
    let why = match subs.is_empty() {
        true => String::new(),
        false => format!(" ({})", subs.join(", ")),
    };
    format!("{mark} {name}: {}{why}", verdict.in_lang(lang))
}

/// Messages 1–4 of `office-practice` §3.3.
fn verdict(verdict: Verdict) -> Words {
    match verdict {
        Verdict::Passed => words("Chữ ký số hợp lệ.", "signatures valid"),
        Verdict::Failed => words("Chữ ký số không hợp lệ.", "signatures not valid"),
        Verdict::Indeterminate => words(
            "Chưa đủ căn cứ để kết luận. Kết quả này không có nghĩa là chữ ký số không hợp lệ.",
            "not enough evidence to decide; not the same as invalid",
        ),
        Verdict::Unsigned => words("Văn bản không có chữ ký số.", "no signature"),
    }
}

fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✗",
        Severity::Warning => "!",
        Severity::Info => "·",
    }
}

/// Findings that say again what an axis says.
const AXES: [&str; 5] = [
    "coverage-broken",
    "integrity-broken",
    "change-not-allowed",
    "revocation-not-checked",
    "reported-locally",
];

/// What the house reported of the signer's certificate: shown, and decides nothing.
fn reported(signature: &SignatureReport, evidence: &Evidence, lang: Lang) -> String {
    let Some(signer) = &signature.signer else {
        return String::new();
    };
    let reports = evidence.local_reports().iter();
    reports
        .filter(|report| report.concerns(signer))
        .map(|report| format!("      ! {}\n", path::reported(report, lang)))
        .collect()
}

fn signature_block(
    number: usize,
    signature: &SignatureReport,
    role: Option<&ToldRole>,
    lang: Lang,
) -> String {
    let indication = signature.indication();
    let mut out = format!(
        "  {} {number}. {} — {}\n",
        sign_of(&indication),
        kind(signature).in_lang(lang),
        who(signature, lang)
    );
    for (label, value) in lines(signature, &indication, role, lang) {
        let _ = writeln!(out, "      {:<22} {value}", label.in_lang(lang));
    }
    out.push_str(&checks(signature, lang));
    out.push_str(&changes(signature, lang));
    out.push_str(&missing(signature, lang));
    let findings = signature.findings.iter();
    for finding in findings.filter(|finding| !AXES.contains(&finding.code)) {
        let text = told(finding.code, &finding.text, lang);
        let _ = writeln!(
            out,
            "      {} {text} ({})",
            mark(finding.severity),
            finding.code
        );
    }
    out
}

/// The checks of EN 319 102-1 in their order, each with its clause.
fn checks(signature: &SignatureReport, lang: Lang) -> String {
    let mut out = String::new();
    for check in signature.checked() {
        let (name, clause) = match check.name {
            "format" => (
                words("định dạng, phạm vi ký", "format, coverage"),
                "EN 319 102-1 §5.2.2",
            ),
            "integrity" => (words("toàn vẹn", "integrity"), "EN 319 102-1 §5.2.7"),
            "modifications" => (
                words("thay đổi sau ký", "later changes"),
                "ISO 32000-2 §12.8.2",
            ),
            "trust" => (
                words("đường dẫn chứng thực", "certification path"),
                "EN 319 102-1 §5.2.6",
            ),
            _ => (words("thuật toán", "algorithms"), "EN 319 102-1 §5.2.8"),
        };
        let mark = if check.failed.is_none() { "✓" } else { "✗" };
        let why = check.failed.map(|sub| format!(": {}", sub.as_str()));
        let name = name.in_lang(lang);
        let _ = writeln!(
            out,
            "      {mark} {name} — {clause}{}",
            why.unwrap_or_default()
        );
    }
    out
}

/// Every later change with its place, its values, and the rule or reason that decided.
fn changes(signature: &SignatureReport, lang: Lang) -> String {
    let mut out = String::new();
    for change in &signature.changes {
        let (mark, why) = match &change.verdict {
            ChangeVerdict::Allowed { rule, .. } => (
                "·",
                format!("{} {rule}", words("quy tắc", "rule").in_lang(lang)),
            ),
            ChangeVerdict::Disallowed(reason) => {
                let title = codes::observed(reason.code(), lang).unwrap_or_default();
                (
                    "✗",
                    format!("{title} ({})", codes::page("detail", reason.code())),
                )
            }
        };
        let object = change
            .reference
            .map(|one| format!(" [{} {}]", one.number, one.generation));
        let page = change.place.map(|place| {
            format!(
                ", {} {}",
                words("trang", "page").in_lang(lang),
                place.page + 1
            )
        });
        let lead = words("lần cập nhật", "revision").in_lang(lang);
        let _ = writeln!(
            out,
            "      {mark} {lead} {}: {}{} ({}){}: {why}",
            change.revision + 1,
            change.path,
            object.unwrap_or_default(),
            change.how.as_str(),
            page.unwrap_or_default()
        );
        if !change.verdict.is_allowed() {
            let none = words("không có", "none").in_lang(lang);
            let value = |value: &Option<String>| lay::clean(value.as_deref().unwrap_or(none), 160);
            let _ = writeln!(
                out,
                "          {} → {}",
                value(&change.before),
                value(&change.after)
            );
        }
    }
    let more = signature.changes.more();
    if more > 0 {
        let _ = writeln!(out, "      … {more}");
    }
    out
}

/// What levels need, in one line.
pub(crate) fn missing_list(missing: &[MissingForLevel], lang: Lang) -> String {
    let each = missing.iter().map(|one| lacking(one, lang));
    each.collect::<Vec<_>>().join("; ")
}

fn lacking(one: &MissingForLevel, lang: Lang) -> String {
    let title = codes::title("missing", one.code(), lang).unwrap_or(one.code());
    let whose = one.certificate.as_ref();
    let whose = whose.map(|whose| format!(" (“{}”)", display_name(whose)));
    let level = one.level.as_str();
    format!("{level}: {title}{}", whose.unwrap_or_default())
}

/// What the next level needs.
fn missing(signature: &SignatureReport, lang: Lang) -> String {
    let mut out = String::new();
    let label = words("còn thiếu cho mức", "missing for level").in_lang(lang);
    for one in &signature.missing {
        let _ = writeln!(out, "      · {label} {}", lacking(one, lang));
    }
    out
}

fn lines(
    signature: &SignatureReport,
    indication: &Indication,
    role: Option<&ToldRole>,
    lang: Lang,
) -> Vec<(Words, String)> {
    let mut lines = vec![(
        words("kết luận", "conclusion"),
        conclusion(indication, lang),
    )];
    lines.extend(of_role(role, lang));
    lines.push((
        words("trường, định dạng", "field, format"),
        format(signature),
    ));
    if let Some(signer) = &signature.signer {
        let validity = format!("{} – {}", day(signer.not_before()), day(signer.not_after()));
        lines.extend([
            (
                words("nơi cấp chứng thư", "issuer"),
                signer.issuer().to_string(),
            ),
            (
                words("số chứng thư", "serial number"),
                signer.serial().to_string(),
            ),
            (
                words("thời hạn chứng thư", "certificate validity"),
                validity,
            ),
        ]);
    }
    lines.extend([
        (
            words("thời gian ký", "signing time"),
            axes::time(signature, lang),
        ),
        (
            words("phạm vi ký", "coverage"),
            axes::coverage(signature, lang),
        ),
        (
            words("toàn vẹn", "integrity"),
            axes::integrity(signature, lang),
        ),
        (words("chứng thư", "trust"), trust::path(signature, lang)),
        (
            words("trạng thái chứng thư", "revocation"),
            trust::status(signature, lang),
        ),
        (
            words("thay đổi sau ký", "later changes"),
            axes::modifications(signature, lang),
        ),
    ]);
    lines
}

/// The role, and what was found for it or against it.
fn of_role(told: Option<&ToldRole>, lang: Lang) -> Vec<(Words, String)> {
    let name = told.map_or(Role::Unknown, |told| told.role).text();
    let name = name.in_language(lang.into()).to_owned();
    let mut lines = vec![(words("vai trò", "role"), name)];
    let facts = told.map_or(&[][..], |told| &told.evidence);
    let facts: Vec<String> = facts.iter().map(|fact| role::told(fact, lang)).collect();
    if !facts.is_empty() {
        lines.push((words("căn cứ vai trò", "role shown by"), facts.join("; ")));
    }
    lines
}

/// A note in the reader's language.
fn told<'a>(code: &str, english: &'a str, lang: Lang) -> &'a str {
    match lang {
        Lang::Vi => vietnamese::note(code)
            .or_else(|| codes::observed(code, lang))
            .unwrap_or(english),
        Lang::En => english,
    }
}

fn sign_of(indication: &Indication) -> &'static str {
    match indication {
        Indication::TotalPassed => "✓",
        Indication::Indeterminate(_) => "?",
        Indication::TotalFailed(_) => "✗",
    }
}

fn kind(signature: &SignatureReport) -> Words {
    match signature.kind {
        SignatureKind::DocumentTimestamp => words("Dấu thời gian tài liệu", "Document time-stamp"),
        SignatureKind::UsageRights => words("Chữ ký quyền sử dụng", "Usage rights signature"),
        _ => words("Chữ ký số", "Signature"),
    }
}

fn who(signature: &SignatureReport, lang: Lang) -> String {
    let absent = words("không có chứng thư người ký", "signer certificate absent");
    let signer = signature.signer.as_ref().map(display_name);
    signer.unwrap_or_else(|| absent.in_lang(lang).to_owned())
}

fn format(signature: &SignatureReport) -> String {
    let level = signature.level.map(|level| format!(", {}", level.as_str()));
    let level = level.unwrap_or_default();
    format!("{}, {}{level}", signature.field, signature.sub_filter)
}

/// The words of the indication (glossary of design.md 7, corrected by `office-practice` §3.2).
fn conclusion(indication: &Indication, lang: Lang) -> String {
    let (word, sub) = match indication {
        Indication::TotalPassed => (words("hợp lệ", "passed"), None),
        Indication::Indeterminate(sub) => (
            words("chưa đủ căn cứ để kết luận", "indeterminate"),
            Some(sub),
        ),
        Indication::TotalFailed(sub) => (words("không hợp lệ", "failed"), Some(sub)),
    };
    match sub {
        Some(sub) => format!("{} ({})", word.in_lang(lang), sub.as_str()),
        None => word.in_lang(lang).to_owned(),
    }
}
