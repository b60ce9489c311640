//! How it is told: for a person, and for a program.

use regulation_rules::capital;
use serde_json::{Value, json};
use token_pkcs11::ModuleInfo;

use super::super::words::{certificate_json, key_match, token_json, token_line};
use super::examine::{Examined, OnToken, Slot};
use super::finding::Finding;
use crate::job::Job;
use crate::present::{self, codes, lay};
use crate::text::{Lang, Text, harmless, words};

/// One library.
pub(super) fn show(examined: &Examined, job: &Job) {
    if job.json {
        job.value(&value(examined, job.lang));
        return;
    }
    let candidate = &examined.candidate;
    let name = candidate
        .known_as
        .map(|name| format!(" ({name})"))
        .unwrap_or_default();
    job.line(&format!("{}{name}", candidate.path.display()));
    if let Some(file) = &candidate.registered_by {
        let label = words("đăng ký trong", "registered in").in_lang(job.lang);
        job.line(&format!("  {label} {}", file.display()));
    }
    if let Some((module, _)) = &examined.listing {
        job.line(&format!("  {}", module_line(module)));
    }
    tell("  ", &examined.findings, job);
    for slot in examined.slots() {
        slot_told(slot, job);
    }
}

fn module_line(module: &ModuleInfo) -> String {
    let (description, version) = (&module.description, &module.version);
    harmless(&format!(
        "{description} {version} (PKCS#11 {})",
        module.pkcs11_version
    ))
}

fn slot_told(slot: &Slot, job: &Job) {
    let (id, description) = (slot.info.id, harmless(&slot.info.description));
    match &slot.info.token {
        Some(token) if token.initialised => {
            let line = harmless(&token_line(token, job.lang));
            job.line(&format!("  [{id}] {line}"));
        }
        _ => job.line(&format!("  [{id}] {description}")),
    }
    tell("    ", &slot.findings, job);
    for one in &slot.certificates {
        certificate_told(one, job);
    }
    if slot.issuers > 0 {
        let label = words("chứng thư của nơi cấp", "certificates of issuers").in_lang(job.lang);
        job.line(&format!("    {label}: {}", slot.issuers));
    }
}

fn certificate_told(one: &OnToken, job: &Job) {
    let certificate = &one.entry.certificate;
    job.line(&format!("    {}", harmless(&one.entry.summary())));
    let days = Text::new(
        format!("còn {} ngày", one.days_left.max(0)),
        format!("{} days left", one.days_left.max(0)),
    );
    job.line(&format!(
        "      {}: {} – {}, {}; {}",
        words("thời hạn", "validity").in_lang(job.lang),
        present::day(certificate.not_before()),
        present::day(certificate.not_after()),
        days.in_lang(job.lang),
        key_match(one.entry.public_key, job.lang)
    ));
    let label = words("đường dẫn", "chain").in_lang(job.lang);
    let chain = one.chain.subjects.join(" → ");
    let more = if one.chain.is_complete {
        ""
    } else {
        " → …"
    };
    for line in lay::hang(
        &format!("      {label}: "),
        &harmless(&format!("{chain}{more}")),
    ) {
        job.line(&line);
    }
    tell("      ", &one.findings, job);
}

/// The fact, then what to do.
fn tell(indent: &str, findings: &[Finding], job: &Job) {
    for finding in findings {
        let title = codes::title("device", finding.code, job.lang).unwrap_or(finding.code);
        let detail = finding
            .detail
            .as_ref()
            .map(|text| format!(": {}", harmless(text.in_lang(job.lang))))
            .unwrap_or_default();
        let lead = format!("{indent}{} ", finding.weight().mark());
        let fact = format!("{}{detail} [{}]", capital(title), finding.code);
        let what = codes::what_to_do("device", finding.code, job.lang).unwrap_or_default();
        let lines = lay::hang(&lead, &fact).into_iter();
        for line in lines.chain(lay::hang(&format!("{indent}  → "), what)) {
            job.line(&line);
        }
    }
}

/// The last line: how much there was.
pub(super) fn summary(all: &[Examined], job: &Job) {
    let loaded = all.iter().filter(|one| one.listing.is_some()).count();
    let devices = all.iter().flat_map(Examined::devices).count();
    let findings = all.iter().flat_map(Examined::all_findings).count();
    if job.json {
        job.value(&json!({ "summary": { "modules": all.len(), "loaded": loaded, "devices": devices, "findings": findings } }));
        return;
    }
    let modules = all.len();
    job.say(&Text::new(
        format!("Đã xem {modules} thư viện, {loaded} dùng được; {devices} thiết bị; {findings} điều cần lưu ý. Không nhập mật khẩu lần nào."),
        format!("Looked at {modules} libraries, {loaded} of use; {devices} devices; {findings} findings. No PIN was entered."),
    ));
}

/// These keys are a public interface; more may be added.
fn value(examined: &Examined, lang: Lang) -> Value {
    let candidate = &examined.candidate;
    let module = examined.listing.as_ref().map(|(module, _)| module);
    let slots: Vec<_> = examined
        .slots()
        .map(|slot| slot_value(slot, lang))
        .collect();
    json!({
        "module": candidate.path.display().to_string(),
        "known_as": candidate.known_as,
        "registered_by": candidate.registered_by.as_ref().map(|file| file.display().to_string()),
        "loaded": module.is_some(),
        "description": module.map(|one| &one.description),
        "version": module.map(|one| &one.version),
        "pkcs11_version": module.map(|one| &one.pkcs11_version),
        "findings": findings(&examined.findings, lang),
        "slots": slots,
    })
}

fn slot_value(slot: &Slot, lang: Lang) -> Value {
    let certificates: Vec<_> = slot
        .certificates
        .iter()
        .map(|one| {
            let mut value = certificate_json(&one.entry);
            value["days_left"] = json!(one.days_left);
            value["chain"] =
                json!({ "complete": one.chain.is_complete, "subjects": one.chain.subjects });
            value["findings"] = findings(&one.findings, lang);
            value
        })
        .collect();
    json!({
        "slot": slot.info.id,
        "description": slot.info.description,
        "token": slot.info.token.as_ref().map(token_json),
        "findings": findings(&slot.findings, lang),
        "certificates": certificates,
        "issuer_certificates": slot.issuers,
    })
}

fn findings(findings: &[Finding], lang: Lang) -> Value {
    let of = |finding: &Finding| {
        json!({
            "code": finding.code,
            "weight": finding.weight().word(),
            "text": codes::title("device", finding.code, lang),
            "detail": finding.detail.as_ref().map(|text| text.in_lang(lang)),
            "what_to_do": codes::what_to_do("device", finding.code, lang),
        })
    };
    findings.iter().map(of).collect()
}
