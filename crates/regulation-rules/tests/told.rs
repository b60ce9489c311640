//! What a finding says of itself: why a rule did not speak, or spoke as it did.
#![allow(clippy::unwrap_used, missing_docs)]

use regulation_rules::facts::Sheets;
use regulation_rules::{ComplianceReport, Finding, Lang, LawBook, Worst, assess_sheets};

fn finding(sheet: &str, code: &str) -> Finding {
    let report = assess_sheets(&Sheets::from_toml(sheet).unwrap(), &LawBook::as_read());
    let found = report.findings().find(|finding| finding.code() == code);
    found.unwrap().clone()
}

fn reasons(sheet: &str, code: &str) -> (&'static str, String) {
    let finding = finding(sheet, code);
    (finding.verdict.word(), finding.reasons(Lang::Vi).join("; "))
}

const LOST: &str = "[[device]]\nprovince = \"an-giang\"\ndevice_event = \"lost\"\ndiscovered_at = \"2015-06-15T02:00:00Z\"\n\
                    told_department_at = \"2015-06-15T05:00:00Z\"\nevent_on = \"2015-06-15\"\n";

#[test]
fn what_a_person_has_to_judge_is_said() {
    let (word, why) = reasons(LOST, "an-giang-39-2014/loss-not-told-in-time");
    assert_eq!(word, "review");
    assert!(why.ends_with("không ấn định thời gian"), "{why}");
}

#[test]
fn why_a_rule_does_not_concern_a_case_is_said() {
    let in_use = LOST.replace("\"lost\"", "\"in-use\"");
    assert_eq!(
        reasons(&in_use, "an-giang-39-2014/loss-not-told-in-time"),
        ("not-applicable", "không phải sự việc này".to_owned())
    );
    let elsewhere = LOST.replace("\"an-giang\"", "\"ha-noi\"");
    let (word, why) = reasons(&elsewhere, "an-giang-39-2014/loss-not-told-in-time");
    assert_eq!(
        (word, why.as_str()),
        ("not-applicable", "chỉ áp dụng trên địa bàn tỉnh An Giang")
    );
    let (word, why) = reasons(LOST, "unnamed-fragment/exposure-not-told-within-24-hours");
    assert_eq!(word, "not-applicable");
    assert!(
        why.contains("chưa được cơ quan nào khai báo áp dụng"),
        "{why}"
    );
}

/// From 15/08/2024 the decree's own duty on revocation stands in place of the province's.
#[test]
fn the_rule_that_governs_instead_is_named() {
    let request = "[[request]]\nprovince = \"an-giang\"\nasked_for = \"revoke\"\nsender = \"subscriber\"\nwritten = true\n\
                   confirmed_by_managing_body = true\nconfirmed_by_subscriber_manager = true\nrevocation_reason = \"device-lost\"\n\
                   sent_on = \"2024-09-02\"\n";
    let code = "an-giang-39-2014/subscriber-revocation-unconfirmed";
    let governing = "nd-68-2024/subscriber-revocation-unconfirmed";
    assert_eq!(
        reasons(request, code),
        ("overridden", format!("áp dụng {governing}"))
    );
    assert_eq!(
        finding(request, code).data(Lang::Vi).overridden_by,
        Some(governing)
    );
    let earlier = request.replace("2024-09-02", "2024-08-14");
    assert_eq!(reasons(&earlier, code).0, "satisfied");
}

fn judged(sheet: &str) -> ComplianceReport {
    assess_sheets(&Sheets::from_toml(sheet).unwrap(), &LawBook::as_read())
}

/// Before there was any law of it, nothing is said, and silence is not a pass.
#[test]
fn silence_is_not_a_pass() {
    let device =
        "[[device]]\nprovince = \"ha-noi\"\ndevice_event = \"in-use\"\nevent_on = \"1990-01-02\"\n";
    let signature = "[[signature]]\nfield = \"A\"\n[signature.signature]\nprovince = \"ha-noi\"\ncertificate_kind = \"government\"\n\
                     signing_time = \"1990-01-02T02:00:00Z\"\nsigning_time_proof = \"signature-timestamp\"\n\
                     [signature.certificate]\nprovince = \"ha-noi\"\ncertificate_kind = \"government\"\nnot_before = \"1989-01-02T02:00:00Z\"\nconsidered_on = \"1990-01-02\"\n";
    let report = judged(device);
    assert_eq!(
        (report.others[0].shown(false).count(), report.worst(false)),
        (0, Worst::CannotDecide)
    );
    assert!(
        report.others[0].shown(true).count() > 5,
        "what did not apply is told on request"
    );
    let report = judged(signature);
    assert_eq!(
        report.signatures[0].shown(false).count(),
        0,
        "{:?}",
        report.signatures[0]
            .shown(false)
            .map(|f| f.code())
            .collect::<Vec<_>>()
    );
    assert_eq!(report.worst(false), Worst::CannotDecide);
}

/// NĐ 23/2025 has not been read; it says itself that it does not govern government signatures.
#[test]
fn an_unread_decree_counts_for_the_signatures_it_governs() {
    let signature = |kind: &str| {
        judged(&format!(
            "[[signature]]\nfield = \"A\"\n[signature.signature]\n{kind}\
             signing_time = \"2025-05-05T02:00:00Z\"\nsigning_time_proof = \"signature-timestamp\"\n"
        ))
    };
    let unread = |kind: &str| {
        let report = signature(kind);
        let found = report.signatures[0]
            .unread
            .iter()
            .find(|unread| unread.instrument.id == "nd-23-2025");
        found.map(|unread| unread.certain)
    };
    assert_eq!(unread("certificate_kind = \"public\"\n"), Some(true));
    assert_eq!(unread("certificate_kind = \"government\"\n"), None);
    assert_eq!(unread(""), Some(false));
}
