//! Whole documents: from stated and observed facts to what a reader is told.
#![allow(clippy::unwrap_used, missing_docs)]

use gov_ca_model::{SubscriberClass, VietnamDay};
use jiff::Timestamp;
use regulation_rules::facts::{
    CallerFacts, CertificateStatus, Digest, IssueKind, KeyAlgorithm, Role, RsaScheme, Sheets,
    SignedFacts, TimeProof,
};
use regulation_rules::{
    ComplianceReport, Finding, Lang, Severity, Verdict, Worst, assess_document,
};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// What our verifier observes of a good signature; nothing that only people can say.
fn observed(signed_at: &str) -> SignedFacts {
    let mut signed = SignedFacts {
        field: "Signature1".to_owned(),
        ..SignedFacts::default()
    };
    let signature = &mut signed.signature;
    signature.signing_time = Some(at(signed_at));
    signature.signing_time_proof = Some(TimeProof::SignatureTimestamp);
    signature.checked_at = Some(at("2026-11-21T00:00:00Z"));
    signature.not_before = Some(at("2022-01-01T00:00:00Z"));
    signature.not_after = Some(at("2026-12-31T00:00:00Z"));
    signature.verifies_with_key = Some(true);
    signature.covers_entire_revision = Some(true);
    signature.digest_resists_collisions = Some(true);
    signature.status = Some(CertificateStatus::Active);
    signature.path_trusted = Some(true);
    signature.path_active = Some(true);
    signature.usage_allows_signing = Some(true);
    signature.timestamp_matches = Some(true);
    signature.has_timestamp = Some(true);
    signature.timestamp_signed = Some(true);
    signature.information_shown = Some(true);
    signature.key_algorithm = Some(KeyAlgorithm::Rsa);
    signature.key_bits = Some(3072);
    signature.digest = Some(Digest::Sha256);
    signature.rsa_scheme = Some(RsaScheme::Pkcs1);
    signature.pades_profile = Some(true);
    signature.certificate_issued_on = Some(VietnamDay::new(2022, 1, 1));
    signed.certificate.not_before = signature.not_before;
    signed.certificate.not_after = signature.not_after;
    let certificate = &mut signed.certificate;
    certificate.is_ca = Some(false);
    certificate.names_issuer = Some(true);
    certificate.names_subscriber = Some(true);
    certificate.has_serial_number = Some(true);
    certificate.has_validity_period = Some(true);
    certificate.has_public_key = Some(true);
    certificate.signed_by_issuer = Some(true);
    certificate.states_limits_of_use = Some(true);
    signed
}

fn government() -> CallerFacts {
    let text = "by = \"Trần Thị Mẫu\"\n[every_signature]\ncertificate_kind = \"government\"\nissuer = \"government-ca\"";
    CallerFacts::from_toml(text).unwrap()
}

fn judged(mut signed: SignedFacts, caller: &CallerFacts) -> ComplianceReport {
    caller.apply(&mut signed);
    assess_document(&Sheets {
        signatures: vec![signed],
        ..Sheets::default()
    })
}

fn words(report: &ComplianceReport, instrument: &str) -> Vec<&'static str> {
    let of = report
        .findings()
        .filter(|finding| finding.meta.instrument().id == instrument);
    of.map(|finding| finding.verdict.word()).collect()
}

#[test]
fn one_day_apart_two_decrees_apply() {
    let before = judged(observed("2024-08-14T16:59:59Z"), &government());
    let after = judged(observed("2024-08-14T17:00:00Z"), &government());
    assert_eq!(
        words(&before, "nd-130-2018"),
        ["satisfied", "satisfied", "review", "undetermined"]
    );
    assert!(
        words(&before, "nd-68-2024")[..10]
            .iter()
            .all(|word| *word == "not-in-force")
    );
    assert_eq!(words(&after, "nd-130-2018"), ["overridden"; 4]);
    let expected = [
        "undetermined",
        "undetermined",
        "satisfied",
        "undetermined",
        "satisfied",
        "review",
        "satisfied",
        "satisfied",
        "satisfied",
        "satisfied",
    ];
    let of_the_decree = words(&after, "nd-68-2024");
    assert_eq!(of_the_decree[..10], expected);
    assert_eq!(
        of_the_decree[10..],
        ["not-in-force"; 6],
        "by the day of issue"
    );
    let of_the_law = [
        "satisfied",
        "satisfied",
        "review",
        "review",
        "review",
        "review",
        "undetermined",
    ];
    assert_eq!(words(&after, "luat-20-2023"), of_the_law);
    assert_eq!(words(&after, "tay-ninh-2025"), ["not-applicable"; 4]);
}

#[test]
fn attestations_nobody_gave_decide_nothing_unless_strict() {
    let report = judged(observed("2024-09-01T00:00:00Z"), &government());
    assert_eq!(
        (report.worst(false), report.worst(true)),
        (Worst::Passed, Worst::CannotDecide)
    );
    let mut caller = government();
    for name in [
        "certificate-checked-first=yes",
        "path-checked-first=yes",
        "timestamp-required=no",
        "within-scope=yes",
        "approval-confirmed=yes",
        "creation-data-of-content-only=yes",
        "creation-means-safe=yes",
        "sole-control=yes",
        "timestamp-time-of-receipt=yes",
    ] {
        caller.attest(name).unwrap();
    }
    caller.every_signature.role = Some(Role::AuthorisedPerson);
    caller.every_signature.signer_class = Some(SubscriberClass::Individual);
    let report = judged(observed("2024-09-01T00:00:00Z"), &caller);
    assert_eq!(report.worst(true), Worst::Passed);
}

#[test]
fn without_the_kind_nothing_is_passed() {
    let report = judged(observed("2024-09-01T00:00:00Z"), &CallerFacts::default());
    assert_eq!(report.worst(false), Worst::CannotDecide);
    assert_eq!(report.worst(false).exit_code(), 2);
    let open = report
        .findings()
        .filter(|finding| matches!(finding.verdict, Verdict::Undetermined(_)))
        .count();
    assert_eq!(
        open, 19,
        "of two decrees, the law and the circular, signature and certificate together"
    );
}

#[test]
fn a_violated_duty_decides() {
    let mut signed = observed("2024-09-01T00:00:00Z");
    signed.signature.not_after = Some(at("2024-08-31T00:00:00Z"));
    signed.signature.status = None;
    let report = judged(signed, &government());
    assert_eq!(
        (report.worst(false), report.worst(false).exit_code()),
        (Worst::Violated, 1)
    );
    let finding = report
        .findings()
        .find(|finding| finding.severity() == Severity::Error)
        .unwrap();
    assert_eq!(finding.code(), "nd-68-2024/signed-outside-validity");
}

#[test]
fn a_document_without_signature_is_left_open() {
    let report = assess_document(&Sheets::default());
    assert_eq!(
        (report.worst(false), report.findings().count()),
        (Worst::CannotDecide, 0)
    );
    assert_eq!(Worst::Passed.exit_code(), 0);
}

#[test]
fn a_finding_tells_verdict_ground_facts_and_day() {
    let mut signed = observed("2024-09-01T00:00:00Z");
    signed.signature.not_after = Some(at("2024-08-31T00:00:00Z"));
    let report = judged(signed, &government());
    let finding = report
        .findings()
        .find(|finding| finding.code() == "nd-68-2024/signed-outside-validity")
        .unwrap();
    let expected = "\
✗ nd-68-2024/signed-outside-validity  Thời điểm ký số nằm ngoài thời hạn của chứng thư chữ ký số
  căn cứ  điểm a khoản 1 Điều 31 Nghị định số 68/2024/NĐ-CP, hiệu lực từ 15/08/2024 (điều kiện; văn bản đọc ngày 21/11/2026)
  vì      thời điểm ký số: 07:00:00 ngày 01/09/2024
  vì      căn cứ của thời điểm ký số: dấu thời gian của chữ ký số
  vì      ngày bắt đầu thời hạn chứng thư chữ ký số (notBefore): 07:00:00 ngày 01/01/2022
  vì      ngày kết thúc thời hạn chứng thư chữ ký số (notAfter): 07:00:00 ngày 31/08/2024
  ngày    xét theo ngày ký số 01/09/2024 (dấu thời gian của chữ ký số xác nhận)";
    assert_eq!(finding.told(Lang::Vi), expected);
    assert!(finding.told(Lang::En).contains("point a of clause 1 of Article 31, Decree No. 68/2024/NĐ-CP, in force since 2024-08-15 (condition; text read on 2026-11-21)"));
}

#[test]
fn what_was_stated_is_told_as_stated() {
    let report = judged(observed("2024-09-01T00:00:00Z"), &government());
    let finding = report
        .findings()
        .find(|finding| finding.code() == "luat-20-2023/certificate-of-wrong-issuer")
        .unwrap();
    let reasons = finding.reasons(Lang::Vi);
    assert!(
        reasons[0].contains("quy định:") && reasons[0].contains("(luật định)"),
        "{reasons:?}"
    );
    assert!(
        reasons[0].ends_with("(theo khai báo của Trần Thị Mẫu)"),
        "{reasons:?}"
    );
    let data = finding.data(Lang::En);
    let json = serde_json::to_value(&data).unwrap();
    assert_eq!(json["facts"][0]["fact"], "issuer");
    assert_eq!(json["facts"][0]["limit_set_by"], "law");
    assert_eq!(
        (&json["facts"][0]["source"], &json["facts"][0]["by"]),
        (&"person".into(), &"Trần Thị Mẫu".into())
    );
    assert_eq!(
        (&json["code"], &json["severity"], &json["verdict"]),
        (
            &"luat-20-2023/certificate-of-wrong-issuer".into(),
            &"info".into(),
            &"satisfied".into()
        )
    );
    assert_eq!(
        (&json["day"], &json["day_because"]),
        (&"2024-09-01".into(), &"signature-timestamp".into())
    );
    assert_eq!(
        json["citations"][0]["vi"],
        "điểm đ khoản 3 Điều 22 Luật Giao dịch điện tử số 20/2023/QH15"
    );
    assert_eq!(json["citations"][0]["force_from"], "2024-07-01");
}

#[test]
fn ours_is_never_told_as_law() {
    let report = judged(observed("2024-09-01T00:00:00Z"), &government());
    let finding = report
        .findings()
        .find(|finding| finding.code() == "luat-20-2023/later-change-undetectable")
        .unwrap();
    assert!(
        finding
            .reasons(Lang::Vi)
            .iter()
            .all(|reason| reason.contains("(cách kiểm tra của chương trình)"))
    );
    assert!(
        finding
            .data(Lang::Vi)
            .facts
            .iter()
            .all(|used| used.limit_set_by == Some("ours"))
    );
}

#[test]
fn what_is_missing_is_named_and_what_gave_way_says_to_whom() {
    let report = judged(observed("2024-09-01T00:00:00Z"), &government());
    let find = |code: &str| {
        report
            .findings()
            .find(|finding| finding.code() == code)
            .unwrap()
    };
    let open = find("nd-68-2024/path-unchecked-before-signing");
    assert_eq!(
        (open.mark(), open.data(Lang::Vi).missing),
        ('?', Some("path_checked_first"))
    );
    let headline = open.headline(Lang::Vi);
    assert!(
        headline.contains(
            "Chưa đủ căn cứ để kết luận; còn thiếu thông tin: đã kiểm tra đường dẫn chứng thực trước khi ký số"
        ),
        "{headline}"
    );
    let older = find("nd-130-2018/key-not-under-sole-control");
    assert_eq!(
        (older.mark(), older.data(Lang::Vi).overridden_by),
        ('-', Some("nd-68-2024"))
    );
    assert!(older.reasons(Lang::Vi)[0].starts_with("áp dụng Nghị định số 68/2024/NĐ-CP: "));
    assert!(
        older
            .ground(Lang::Vi)
            .contains("hiệu lực từ 15/11/2018 đến hết 09/04/2025")
    );
    let elsewhere = find("tay-ninh-2025/key-not-under-sole-control");
    assert_eq!(
        elsewhere.reasons(Lang::Vi),
        ["chỉ áp dụng trên địa bàn tỉnh Tây Ninh"]
    );
    assert_eq!(find("nd-68-2024/signed-outside-validity").mark(), '✓');
}

#[test]
fn a_regulation_nobody_read_is_named() {
    let mut caller = government();
    caller.province = Some("tay-ninh".to_owned());
    let before = judged(observed("2025-11-30T16:59:59Z"), &caller);
    assert_eq!(before.signatures[0].unread.len(), 1);
    let told = before.signatures[0].unread[0].told(Lang::Vi);
    assert!(
        told.starts_with(
            "Quyết định số 07/2016/QĐ-UBND của Ủy ban nhân dân tỉnh Tây Ninh có thể có hiệu lực"
        ),
        "{told}"
    );
    assert_eq!(
        (before.worst(false), before.worst(true)),
        (Worst::Passed, Worst::CannotDecide)
    );
    let after = judged(observed("2025-11-30T17:00:00Z"), &caller);
    assert!(after.signatures[0].unread.is_empty());
    assert_eq!(
        words(&after, "tay-ninh-2025"),
        ["satisfied", "satisfied", "review", "review"]
    );
    let earlier = judged(observed("2016-03-08T00:00:00Z"), &caller);
    assert!(
        earlier.signatures[0]
            .unread
            .iter()
            .all(|unread| unread.instrument.territory.is_none())
    );
}

/// Nothing against a document of 2015 is no praise: the law of its day has not been read.
#[test]
fn where_no_rule_speaks_nothing_is_passed() {
    let old = |signed_at: &str| {
        let mut signed = observed(signed_at);
        signed.signature.not_before = Some(at("2014-01-01T00:00:00Z"));
        judged(signed, &government())
    };
    for signed_at in ["2015-06-01T00:00:00Z", "2018-11-14T16:59:59Z"] {
        let report = old(signed_at);
        let said: Vec<&str> = report.signatures[0]
            .shown(false)
            .map(Finding::code)
            .collect();
        assert!(
            said.iter()
                .all(|code| code.starts_with("luat-51-2005/") || code.starts_with("tt-41-2017/")),
            "{said:?}"
        );
        assert_eq!(report.worst(false), Worst::CannotDecide, "{signed_at}");
        let unread: Vec<&str> = report.signatures[0]
            .unread
            .iter()
            .map(|unread| unread.instrument.id)
            .collect();
        assert_eq!(unread, ["nd-26-2007"], "{signed_at}");
    }
    let first = old("2018-11-14T17:00:00Z");
    assert_eq!(first.worst(false), Worst::Passed);
    assert!(first.signatures[0].unread.is_empty());
    // NĐ 48/2024 amended NĐ 130/2018 from 09/05/2024 and has not been read
    assert!(old("2024-05-08T16:59:59Z").signatures[0].unread.is_empty());
    let last = old("2024-05-08T17:00:00Z");
    assert_eq!(last.signatures[0].unread[0].instrument.id, "nd-48-2024");
    assert!(old("2024-08-14T17:00:00Z").signatures[0].unread.is_empty());
}

/// NĐ 68/2024 Điều 32 was cut off in the copy read: what was read of it binds, and the finding says so.
#[test]
fn an_article_read_in_part_binds_as_far_as_it_was_read() {
    let mut signed = observed("2024-09-01T00:00:00Z");
    signed.signature.path_trusted = Some(false);
    let report = judged(signed, &government());
    let finding = report
        .findings()
        .find(|finding| finding.code() == "nd-68-2024/path-certificate-not-effective")
        .unwrap();
    assert_eq!(
        (finding.verdict.word(), finding.severity()),
        ("violated", Severity::Error)
    );
    assert_eq!(report.worst(false), Worst::Violated);
    assert!(
        finding
            .ground(Lang::Vi)
            .ends_with("(phải; văn bản đọc một phần ngày 21/11/2026)"),
        "{}",
        finding.ground(Lang::Vi)
    );
    let data = finding.data(Lang::En);
    assert_eq!(
        (data.reading, data.facts[0].limit_set_by),
        ("part", Some("ours")),
        "which anchors are accepted is not set by law"
    );
}

/// «05 năm» is law; that it ends with the same calendar day is our count.
#[test]
fn the_count_of_days_is_not_told_as_law() {
    let mut caller = government();
    caller.every_signature.issue_kind = Some(IssueKind::New);
    let mut signed = observed("2025-09-01T00:00:00Z");
    signed.certificate.not_before = Some(at("2025-01-01T01:00:00Z"));
    signed.certificate.not_after = Some(at("2030-01-02T01:00:00Z"));
    let report = judged(signed, &caller);
    let finding = report
        .findings()
        .find(|finding| finding.code() == "nd-68-2024/certificate-outlives-five-years")
        .unwrap();
    let reasons = finding.reasons(Lang::Vi);
    assert!(
        reasons[1].ends_with(
            "giới hạn 01/01/2030 (số năm do luật định; cách tính ngày theo chương trình)"
        ),
        "{reasons:?}"
    );
    assert_eq!(
        finding.data(Lang::Vi).facts[1].limit_set_by,
        Some("law-counted-by-us")
    );
}

#[test]
fn a_claimed_day_still_to_come_picks_no_law() {
    let mut signed = observed("2026-11-22T00:00:00Z");
    let proven = judged(signed.clone(), &government());
    assert!(proven.signatures[0].signed_on.is_some());
    signed.signature.signing_time_proof = Some(TimeProof::Claimed);
    let claimed = judged(signed.clone(), &government());
    assert!(claimed.signatures[0].signed_on.is_none());
    assert_eq!(claimed.worst(false), Worst::CannotDecide);
    assert_eq!(words(&claimed, "nd-68-2024")[..8], ["undetermined"; 8]);
    signed.signature.signing_time = Some(at("2026-11-21T16:59:59Z"));
    let same_day = judged(signed, &government());
    assert!(
        same_day.signatures[0].signed_on.is_some(),
        "later on the same day"
    );
}

#[test]
fn a_reader_sees_what_was_answered_and_on_demand_the_rest() {
    let report = judged(observed("2024-09-01T00:00:00Z"), &government());
    let signature = &report.signatures[0];
    assert_eq!(signature.shown(true).count(), 41);
    assert!(signature.shown(false).all(|finding| !matches!(
        finding.verdict.word(),
        "overridden" | "not-applicable" | "not-in-force"
    )));
    let data = report.data(Lang::Vi, false);
    assert_eq!(data[0].findings.len(), signature.shown(false).count());
    assert_eq!(
        (data[0].field.as_str(), data[0].signed_on.as_deref()),
        ("Signature1", Some("2024-09-01"))
    );
}

#[test]
fn a_claimed_day_picks_the_law_and_is_told_as_claimed() {
    let mut signed = observed("2024-08-14T16:59:59Z");
    signed.signature.signing_time_proof = Some(TimeProof::Claimed);
    let report = judged(signed, &government());
    assert_eq!(words(&report, "nd-130-2018")[0], "satisfied");
    let day = report
        .findings()
        .next()
        .unwrap()
        .day_told(Lang::Vi)
        .unwrap();
    assert_eq!(
        day,
        "xét theo ngày ký số 14/08/2024 (do máy của người ký ghi, không có dấu thời gian xác nhận)"
    );
}
