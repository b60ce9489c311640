//! Rows of the corpus manifest that are neither good nor bad: what their word asks the report to say, by the README's table. And further words of
//! good rows. Exceptions stand in `corpora-exceptions.toml`; one that is met no more must leave the list.
#![allow(clippy::unwrap_used, clippy::disallowed_macros)]

mod common;

use std::cell::LazyCell;
use std::collections::BTreeMap;

use cert_path::Evidence;
use common::corpus::{self, TODAY};
use common::signed::told;
use pades_verify::{Policy, SignatureKind, Verdict, VerifyError, json, verify};
use pdf_revisions::{PdfError, PdfErrorKind, PdfFile, SharedSource};

/// What those who made the encrypted files of the corpus write in their own tests.
const PASSWORDS: [&str; 2] = ["ownersecret", "usersecret"];

struct Row {
    source: SharedSource,
    /// Without a password.
    opened: Result<Seen, PdfError>,
}

struct Seen {
    shape: json::File,
    verdict: Verdict,
    kinds: Vec<SignatureKind>,
}

impl Row {
    fn read(row: &corpus::Row) -> Self {
        let source = row.source().unwrap();
        let opened = PdfFile::open(source.clone()).and_then(|file| seen(&file));
        Self { source, opened }
    }

    fn with_a_password(&self) -> Option<Seen> {
        let open = |password: &&str| {
            let file =
                PdfFile::open_with_password(self.source.clone(), password.as_bytes()).ok()?;
            seen(&file).ok()
        };
        PASSWORDS.iter().find_map(open)
    }

    fn codes(&self) -> Vec<(&'static str, &'static str)> {
        match &self.opened {
            Ok(seen) => seen.codes(),
            Err(error) => match &error.kind {
                PdfErrorKind::PasswordNeeded(locked) => locked
                    .anomalies
                    .iter()
                    .map(|anomaly| (anomaly.kind.code(), "warning"))
                    .collect(),
                _ => Vec::new(),
            },
        }
    }

    fn says(&self, wanted: &[&str]) -> bool {
        let codes = self.codes();
        codes.iter().any(|(code, _)| wanted.contains(code))
    }

    fn verdict(&self) -> Option<Verdict> {
        self.opened.as_ref().ok().map(|seen| seen.verdict)
    }

    fn signatures(&self) -> &[json::Signature] {
        self.opened
            .as_ref()
            .map_or(&[], |seen| seen.shape.signatures.as_slice())
    }

    fn any(&self, holds: impl Fn(&json::Signature) -> bool) -> bool {
        self.signatures().iter().any(holds)
    }

    /// Refused with a place and a reason, or by a report that says so.
    fn is_refused(&self) -> bool {
        let wrong = |seen: &Seen| {
            let mut codes = seen.codes().into_iter();
            seen.verdict == Verdict::Failed || codes.any(|(_, severity)| severity == "error")
        };
        match &self.opened {
            Ok(seen) => wrong(seen),
            Err(error) => !error.to_string().is_empty() && error.offset.is_some(),
        }
    }
}

impl Seen {
    fn codes(&self) -> Vec<(&'static str, &'static str)> {
        let anomalies = self.shape.anomalies.iter();
        let mut codes: Vec<_> = anomalies.map(|one| (one.code, one.severity)).collect();
        for signature in &self.shape.signatures {
            for finding in &signature.findings {
                codes.push((finding.code, finding.severity));
                codes.extend(finding.detail.map(|detail| (detail, finding.severity)));
            }
        }
        codes
    }
}

fn seen(file: &PdfFile) -> Result<Seen, PdfError> {
    let now = TODAY.parse().unwrap();
    let report = match verify(file, &Evidence::new(), &[], &Policy::default(), now) {
        Ok(report) => report,
        Err(VerifyError::Pdf(error)) => return Err(error),
        Err(error) => panic!("{error}"),
    };
    Ok(Seen {
        shape: told(&report),
        verdict: report.verdict(),
        kinds: report.signatures.iter().map(|one| one.kind).collect(),
    })
}

/// Whether the report says what this word of the manifest asks; `None`: another test asks for it.
fn holds(word: &str, argument: &str, row: &Row) -> Option<bool> {
    let indeterminate = |sub: &str| {
        row.any(|one| {
            one.indication == "INDETERMINATE"
                && one.sub_indication.is_some_and(|said| said.starts_with(sub))
        })
    };
    Some(match word {
        "UNSIGNED" | "NO_SIGNATURE" => match row.verdict() {
            Some(verdict) => verdict == Verdict::Unsigned,
            None => PdfFile::shows_a_signature(row.source.clone()) == Some(false),
        },
        "MALFORMED" => row.is_refused(),
        "TOLERATED" => tolerated(row),
        "SUSPICIOUS" => {
            let mut codes = row.codes().into_iter();
            codes.any(|(_, severity)| severity != "info")
        }
        "SHADOW_PREPARED" => row.says(&[
            "dangling-reference",
            "hidden-page",
            "field-outside-the-form",
        ]),
        // Nothing vouches for it: no anchor is given here.
        "UNTRUSTED" | "INVALID" | "INVALID_NO_LTV" | "INVALID_NO_REVOCATION" | "MIXED" => {
            row.verdict()
                .is_some_and(|verdict| verdict != Verdict::Passed)
                && row.any(|one| one.integrity == "intact")
        }
        "INVALID_TIMESTAMP" => row.any(|one| {
            let mut findings = one.findings.iter();
            findings.any(|finding| finding.code == "signature-timestamp-broken")
                && one.signing_time.proof == "claimed"
                && matches!(one.level, Some("B-B" | "pkcs7"))
        }),
        "CRYPTO_POLICY_FAIL" => indeterminate("CRYPTO_CONSTRAINTS_FAILURE"),
        "ALGORITHM_MISMATCH" => row.says(&["integrity-algorithm-mismatch"]),
        "EDITED_BY_HAND" => row.is_refused(),
        "LEGACY" => row.any(|one| {
            one.sub_filter == argument && one.level.is_some_and(|level| level.starts_with("pkcs7"))
        }),
        "NOT_BASELINE" => {
            row.says(&["not-baseline"])
                || row.any(|one| one.level.is_some_and(|level| level.starts_with("pkcs7")))
        }
        "USAGE_RIGHTS" => {
            let kinds = row.opened.as_ref().map(|seen| seen.kinds.clone());
            row.verdict() == Some(Verdict::Unsigned)
                && kinds.is_ok_and(|kinds| kinds.contains(&SignatureKind::UsageRights))
        }
        "COVERAGE" => {
            let whole = row.any(|one| one.coverage == "entire-file");
            whole == (argument == "WHOLE")
        }
        "PDFA_SIG_FAIL" => row.says(&["signature-reference-digest", "permissions-unknown-entry"]),
        "PDFA_SIG_PASS" => !row.says(&["signature-reference-digest", "permissions-unknown-entry"]),
        "UNSUPPORTED" => matches!(
            row.opened.as_ref().map_err(|error| &error.kind),
            Err(PdfErrorKind::Unsupported(_) | PdfErrorKind::PasswordNeeded(_))
        ),
        "MAC_INVALID" => row.says(&["mac-not-checked"]),
        "DSS_BROKEN_CERT" => row.says(&["dss-entry-unreadable"]),
        "CHANGES" => row.any(|one| one.modifications == "form-filling"),
        "TST_INVALID" => row.says(&[
            "signature-timestamp-broken",
            "signature-timestamp-untrusted",
        ]),
        "MDP_OK" => row.any(|one| one.modifications != "disallowed"),
        "LTV" => row.any(|one| matches!(one.level, Some("B-LT" | "B-LTA"))),
        _ => return None,
    })
}

/// Read, and what was forgiven has a name; by a password that its makers name, where it has one.
fn tolerated(row: &Row) -> bool {
    let named = |codes: Vec<(&str, &str)>| codes.iter().any(|(_, severity)| *severity == "warning");
    match &row.opened {
        Ok(seen) => named(seen.codes()),
        Err(_) => {
            named(row.codes())
                && row
                    .with_a_password()
                    .is_some_and(|seen| named(seen.codes()))
        }
    }
}

#[test]
fn every_word_of_the_manifest_is_told() {
    let Some(rows) = corpus::rows("other rows were") else {
        return;
    };
    let exceptions = corpus::exceptions().other;
    let mut failures = Vec::new();
    let (mut judged, mut met) = (BTreeMap::<String, usize>::new(), 0);
    for listed in &rows {
        let (path, expected) = (&listed.name, &listed.expected);
        let row = LazyCell::new(|| Row::read(listed));
        for one in expected.split(';') {
            let (word, argument) = one.split_once(':').unwrap_or((one, ""));
            if one.ends_with('?') || !ours(word) {
                continue;
            }
            let Some(holds) = holds(word, argument, &row) else {
                continue;
            };
            *judged.entry(word.to_owned()).or_default() += 1;
            let mut listed = exceptions.iter();
            let listed = listed.find(|other| other.path == *path && other.word == one);
            met += usize::from(listed.is_some());
            match (holds, listed) {
                (false, None) => failures.push(format!(
                    "{path}: {one}: {:?} {:?}",
                    row.verdict(),
                    row.codes()
                )),
                (true, Some(_)) => failures.push(format!("{path}: {one}: as it should be now")),
                (false, Some(listed)) if listed.reason.is_empty() => {
                    failures.push(format!("{path}: without a reason"));
                }
                _ => {}
            }
        }
    }
    println!("{judged:?}");
    assert!(judged.values().sum::<usize>() > 90, "{judged:?}");
    assert_eq!(met, exceptions.len(), "one of a file that is not there");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Words that [`holds`] knows, before a file is read for them.
fn ours(word: &str) -> bool {
    !matches!(
        word,
        "INTACT"
            | "INTACT_EXT"
            | "VALID"
            | "CHANGES_ALLOWED"
            | "LEVEL"
            | "ATTACK"
            | "TAMPERED"
            | "MODIFIED_DISALLOWED"
            | "COVERAGE_ANOMALY"
            | "CRYPTO_FAIL"
    )
}
