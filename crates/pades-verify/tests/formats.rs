//! Every kind of signature dictionary (ISO 32000-1 Table 257, ISO 32000-2 Table 260): made by OpenSSL in a hole of ours, each proven, and
//! each refuted when a covered byte or the container is changed. These tests need the program `openssl` and fail without it.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use common::formats::{FORMATS, Format, NO_ENTRIES, SIGNER, hexadecimal, made};
use common::signed::{codes, day, lists, told_of};
use common::{hierarchy, report};
use pades_verify::{Axis, Level, SignatureKind, Verdict};

#[test]
fn every_kind_is_proven() {
    for format in &FORMATS {
        let report = report(&made(format, |_| {})).unwrap();
        let [one] = report.signatures.as_slice() else {
            panic!("{format:?}: {} signatures", report.signatures.len())
        };
        assert!(
            matches!(one.integrity, Axis::Proven(_)),
            "{format:?}: {:?} {:?}",
            one.integrity,
            one.findings
        );
        let coverage = one.coverage.proven().unwrap();
        assert!(coverage.covers_entire_file(), "{format:?}");
        assert_eq!(one.level, format.level, "{format:?}");
        // SHA-1 over the document proves nothing today, nor does it refute anything.
        let weak = one.weakness.is_some();
        assert_eq!(weak, format.weak, "{format:?}: {:?}", one.findings);
        let verdict = match (format.rights, weak) {
            // A document that only has usage rights is signed by nobody.
            (Some(_), _) => Verdict::Unsigned,
            (None, true) => Verdict::Indeterminate,
            (None, false) => Verdict::Passed,
        };
        assert_eq!(report.verdict(), verdict, "{format:?}: {:?}", one.findings);
        let kind = match format.rights {
            Some(_) => SignatureKind::UsageRights,
            None => SignatureKind::Signature,
        };
        assert_eq!(one.kind, kind, "{format:?}");
        let signer = one.signer.as_ref().unwrap();
        assert_eq!(signer.der(), SIGNER.certificate_der, "{format:?}");
        let baseline = format.level == Some(Level::BB);
        let legacy = one
            .missing
            .iter()
            .any(|one| one.code() == "signing-certificate-v2");
        assert_eq!(legacy, format.level.is_some() && !baseline, "{format:?}");
    }
}

#[test]
fn a_changed_byte_or_a_changed_container_is_refuted() {
    for format in &FORMATS {
        let honest = made(format, |_| {});
        // Inside the page's text, which every signature covers.
        let at = honest
            .windows(4)
            .position(|window| window == b"Cong")
            .unwrap();
        let mut changed = honest.clone();
        changed[at] ^= 1;
        let broken = report(&changed).unwrap();
        assert!(
            matches!(broken.signatures[0].integrity, Axis::Refuted(_)),
            "{format:?}"
        );
        let indication = broken.signatures[0].indication();
        assert!(indication.is_failed(), "{format:?}");
        let verdict = match format.rights {
            Some(_) => Verdict::Unsigned,
            None => Verdict::Failed,
        };
        assert_eq!(broken.verdict(), verdict, "{format:?}");
        // The last byte is one of the signature value.
        let broken = report(&made(format, |container| {
            *container.last_mut().unwrap() ^= 1
        }))
        .unwrap();
        assert!(
            matches!(broken.signatures[0].integrity, Axis::Refuted(_)),
            "{format:?}"
        );
    }
}

/// What stands after the value must be padding, and the certificate beside it must be one.
#[test]
fn a_bare_value_is_read_narrowly() {
    let format = &FORMATS[5];
    let trailing = made(format, |container| container.push(7));
    let no_octets = made(format, |container| container[0] = 0x30);
    let no_certificate = Format {
        entries: || "/Cert <3000>".to_owned(),
        ..*format
    };
    let without = Format {
        entries: NO_ENTRIES,
        ..*format
    };
    let other = Format {
        entries: || {
            format!(
                "/Cert <{}>",
                hexadecimal(&hierarchy().sub_ca.certificate_der)
            )
        },
        ..*format
    };
    let cases = [
        (trailing, "FORMAT_FAILURE"),
        (no_octets, "FORMAT_FAILURE"),
        (made(&no_certificate, |_| {}), "FORMAT_FAILURE"),
        (made(&without, |_| {}), "NO_SIGNING_CERTIFICATE_FOUND"),
        (made(&other, |_| {}), "SIG_CRYPTO_FAILURE"),
    ];
    for (number, (bytes, sub)) in cases.into_iter().enumerate() {
        let report = report(&bytes).unwrap();
        let one = told_of(&report, 0);
        assert_eq!(
            one.sub_indication,
            Some(sub),
            "case {number}: {:?}",
            codes(&one)
        );
    }
}

/// A hash that is refused today, for a time that nobody proves: open, not wrong.
#[test]
fn sha_1_is_intact_and_weak() {
    let format = Format {
        entries: FORMATS[6].entries,
        ..FORMATS[5]
    };
    let bytes = made(&format, |_| {});
    let one = told_of(&common::signed::judged(&bytes, &lists(vec![], vec![])), 0);
    assert_eq!(one.integrity, "intact");
    assert_eq!(one.indication, "INDETERMINATE");
    assert_eq!(
        one.sub_indication,
        Some("CRYPTO_CONSTRAINTS_FAILURE_NO_POE")
    );
    assert_eq!(one.signing_time.value, Some(day("05-20").to_string()));
}
