//! Rows of the corpus manifest that name a time and an anchor: what `verify` says under that anchor alone, with the CRLs of the
//! test hierarchy as evidence. And the rows of other folders whose word is about trust: without an anchor they stay open.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

mod common;

use std::path::Path;

use cert_path::{Certificate, Crl, Evidence, Origin, TrustAnchor};
use common::corpus::{self, Row};
use common::signed::told;
use pades_verify::{DocumentReport, SignatureKind};

/// The CRLs beside the anchor, as an operator without a network would import them.
fn crls_beside(anchor: &Path) -> Evidence {
    let mut evidence = Evidence::new();
    for entry in std::fs::read_dir(anchor.parent().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "crl") {
            let (crls, _) = Crl::read_any(&std::fs::read(&path).unwrap()).unwrap();
            for crl in crls {
                evidence.add_crl(crl, Origin::File(path.display().to_string()));
            }
        }
    }
    evidence
}

/// Why the row is not as its word says.
fn objection(row: &Row, report: &DocumentReport) -> Option<String> {
    let shape = told(report);
    let signatures = shape.signatures.iter();
    let people: Vec<_> = signatures.filter(|one| one.kind == "signature").collect();
    let seen: Vec<String> = people
        .iter()
        .map(|one| {
            let sub = one.sub_indication.unwrap_or("-");
            format!(
                "{} {} {sub} by {}",
                one.trust, one.indication, one.signing_time.proof
            )
        })
        .collect();
    let every = |trust: &str, subs: &[&str]| {
        !people.is_empty()
            && people
                .iter()
                .all(|one| one.trust == trust && subs.contains(&one.sub_indication.unwrap_or("-")))
    };
    let passed = shape.verdict == "passed";
    let proven = report
        .signatures
        .iter()
        .filter(|one| one.kind == SignatureKind::Signature)
        .all(|one| one.time.proven().is_some());
    let holds = match row.word() {
        "VALID" => passed,
        "VALID_WITH_POE" => passed && proven,
        "REVOKED" => every("revoked", &["REVOKED", "REVOKED_NO_POE"]),
        "EXPIRED" => every("expired", &["EXPIRED", "OUT_OF_BOUNDS_NO_POE"]),
        "NOT_YET_VALID" => every("not-yet-valid", &["NOT_YET_VALID", "OUT_OF_BOUNDS_NO_POE"]),
        "UNTRUSTED" => every(
            "untrusted",
            &[
                "NO_CERTIFICATE_CHAIN_FOUND",
                "CERTIFICATE_CHAIN_GENERAL_FAILURE",
            ],
        ),
        "POLICY_KEY_USAGE" => every("untrusted", &["CHAIN_CONSTRAINTS_FAILURE"]),
        "INDETERMINATE_NO_REVOCATION" => every("unknown", &["TRY_LATER"]),
        word if word.starts_with("INDETERMINATE") => shape.verdict == "indeterminate",
        "TAMPERED" | "MODIFIED_DISALLOWED" | "ATTACK" | "COVERAGE_ANOMALY" | "CRYPTO_FAIL" => {
            !passed
        }
        // Words about integrity: what they say of trust is that nothing fails for it.
        "INTACT" | "INTACT_EXT" | "CHANGES_ALLOWED" => people
            .iter()
            .all(|one| !matches!(one.trust, "revoked" | "expired" | "not-yet-valid")),
        _ => true,
    };
    (!holds).then(|| {
        let findings = shape.signatures.iter().flat_map(|one| &one.findings);
        let texts: Vec<&str> = findings.map(|finding| finding.text.as_str()).collect();
        format!(
            "{}: {} but {} ({}): {}",
            row.name,
            row.expected,
            shape.verdict,
            seen.join(", "),
            texts.join("; ")
        )
    })
}

#[test]
fn rows_with_an_anchor_get_their_verdicts() {
    let Some(rows) = corpus::rows("rows with a time or an anchor were") else {
        return;
    };
    let mut failures = Vec::new();
    let mut judged = 0;
    for row in rows {
        let (Some(at), Some(anchor)) = (&row.at, &row.trust) else {
            continue;
        };
        judged += 1;
        let (root, _) = Certificate::read_any(&std::fs::read(anchor).unwrap()).unwrap();
        let anchors: Vec<TrustAnchor> = root.into_iter().map(TrustAnchor::new).collect();
        match row.judged_at(at, &crls_beside(anchor), &anchors) {
            Ok(report) => failures.extend(objection(&row, &report)),
            Err(_) if matches!(row.word(), "TAMPERED" | "ATTACK" | "COVERAGE_ANOMALY") => {}
            Err(error) => failures.push(format!("{}: {error}", row.name)),
        }
    }
    println!("{judged} rows with an anchor judged");
    assert!(judged > 60, "only {judged} rows have an anchor");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn without_an_anchor_nothing_is_trusted_and_nothing_fails_for_it() {
    let Some(rows) = corpus::rows("rows with a time or an anchor were") else {
        return;
    };
    let words = [
        "UNTRUSTED",
        "INVALID",
        "INVALID_NO_LTV",
        "VALID_WITH_ITS_ROOT",
        "DSS_BROKEN_CERT",
    ];
    let mut judged = 0;
    for row in rows {
        if row.trust.is_some() || !words.contains(&row.word()) {
            continue;
        }
        judged += 1;
        let report = row.judged_alone().unwrap();
        let shape = told(&report);
        for one in &shape.signatures {
            assert_ne!(one.trust, "trusted", "{}", row.name);
            assert_ne!(one.indication, "TOTAL-PASSED", "{}", row.name);
        }
        assert_ne!(shape.verdict, "passed", "{}", row.name);
    }
    assert!(judged >= 5, "only {judged} rows are about trust");
}
