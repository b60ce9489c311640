//! Rows of the corpus manifest that name a time and an anchor: what `verify` says under that anchor alone, with the CRLs of the
//! test hierarchy as evidence. And the rows of other folders whose word is about trust: without an anchor they stay open.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use cert_path::{Certificate, Crl, Evidence, Origin, TrustAnchor};
use pades_verify::{DocumentReport, Policy, SignatureKind, VerifyError, json, verify};
use pdf_revisions::{FileSource, PdfFile};

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("KYSO_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        println!("NOT RUN: KYSO_CORPUS is not set, the trust rows of the corpus were not checked");
    }
    folder
}

struct Row {
    path: String,
    /// The first word of `expected`, without what it names after a colon.
    word: String,
    expected: String,
    at: Option<String>,
    trust: Option<String>,
}

fn rows(corpus: &Path) -> Vec<Row> {
    let manifest = std::fs::read_to_string(corpus.join("pdf.tsv")).unwrap();
    let row = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let filled = |index: usize| {
            let text = columns.get(index).copied().unwrap_or_default();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let expected = filled(1).unwrap();
        Row {
            path: filled(0).unwrap(),
            word: expected.split([';', ':']).next().unwrap().to_owned(),
            expected,
            at: filled(2),
            trust: filled(3),
        }
    };
    manifest.lines().skip(1).map(row).collect()
}

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

fn report(
    file: &Path,
    evidence: &Evidence,
    anchors: &[TrustAnchor],
    at: &str,
) -> Result<DocumentReport, VerifyError> {
    let file = PdfFile::open(Arc::new(FileSource::open(file)?))?;
    verify(
        &file,
        evidence,
        anchors,
        &Policy::default(),
        at.parse().unwrap(),
    )
}

/// Why the row is not as its word says.
fn objection(row: &Row, report: &DocumentReport) -> Option<String> {
    let shape = json::file("", report, &|_| json::Role::default());
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
    let holds = match row.word.as_str() {
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
        let told: Vec<&str> = findings.map(|finding| finding.text.as_str()).collect();
        format!(
            "{}: {} but {} ({}): {}",
            row.path,
            row.expected,
            shape.verdict,
            seen.join(", "),
            told.join("; ")
        )
    })
}

#[test]
fn rows_with_an_anchor_get_their_verdicts() {
    let Some(corpus) = corpus() else { return };
    let mut failures = Vec::new();
    let mut judged = 0;
    for row in rows(&corpus) {
        let (Some(at), Some(trust)) = (&row.at, &row.trust) else {
            continue;
        };
        judged += 1;
        let anchor = corpus.join(trust);
        let (root, _) = Certificate::read_any(&std::fs::read(&anchor).unwrap()).unwrap();
        let anchors: Vec<TrustAnchor> = root.into_iter().map(TrustAnchor::new).collect();
        match report(&corpus.join(&row.path), &crls_beside(&anchor), &anchors, at) {
            Ok(report) => failures.extend(objection(&row, &report)),
            Err(_)
                if matches!(
                    row.word.as_str(),
                    "TAMPERED" | "ATTACK" | "COVERAGE_ANOMALY"
                ) => {}
            Err(error) => failures.push(format!("{}: {error}", row.path)),
        }
    }
    println!("{judged} rows with an anchor judged");
    assert!(judged > 60, "only {judged} rows have an anchor");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn without_an_anchor_nothing_is_trusted_and_nothing_fails_for_it() {
    let Some(corpus) = corpus() else { return };
    let words = [
        "UNTRUSTED",
        "INVALID",
        "INVALID_NO_LTV",
        "VALID_WITH_ITS_ROOT",
        "DSS_BROKEN_CERT",
    ];
    let mut judged = 0;
    for row in rows(&corpus) {
        if row.trust.is_some() || !words.contains(&row.word.as_str()) {
            continue;
        }
        judged += 1;
        let now = "2026-11-21T00:00:00Z";
        let report = report(&corpus.join(&row.path), &Evidence::new(), &[], now).unwrap();
        let shape = json::file("", &report, &|_| json::Role::default());
        for one in &shape.signatures {
            assert_ne!(one.trust, "trusted", "{}", row.path);
            assert_ne!(one.indication, "TOTAL-PASSED", "{}", row.path);
        }
        assert_ne!(shape.verdict, "passed", "{}", row.path);
    }
    assert!(judged >= 5, "only {judged} rows are about trust");
}
