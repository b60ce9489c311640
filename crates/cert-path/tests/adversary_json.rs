//! Hostile evidence documents (feature `serde`).
#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used)]

mod support;

use cert_path::{Certificate, EvidenceFile, Origin};
use demo_pki::{Authority, Profile};
use support::{begin, end};

fn document() -> String {
    let ca = Authority::self_signed(&Profile::authority("CA", begin(), end())).unwrap();
    let certificate = Certificate::from_der(&ca.issued().certificate_der).unwrap();
    let mut file = EvidenceFile::default();
    file.evidence.add_certificate(certificate, Origin::Document);
    let mut out = Vec::new();
    file.write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn refused(text: &str) -> bool {
    EvidenceFile::read(text.as_bytes()).is_err()
}

#[test]
fn altered_documents_are_refused() {
    let genuine = document();
    assert!(!refused(&genuine));
    let der = genuine.split("\"der\":\"").nth(1).unwrap();
    let der = der.split('"').next().unwrap().to_owned();
    let changed = [
        (
            "a digit of the hash",
            genuine.replacen("\"sha256\":\"", "\"sha256\":\"0", 1),
        ),
        ("no base64", genuine.replacen(&der, &format!("*{der}"), 1)),
        (
            "one octet more",
            genuine.replacen(&der, &format!("{der}AAAA"), 1),
        ),
        (
            "half of it",
            genuine.replacen(&der, &der[..der.len() / 2], 1),
        ),
        ("empty", genuine.replacen(&der, "", 1)),
        (
            "a list twice",
            genuine.replacen("\"crls\":[]", "\"crls\":[],\"crls\":[]", 1),
        ),
        (
            "an unknown list",
            genuine.replacen("\"crls\":[]", "\"crls\":[],\"keys\":[]", 1),
        ),
        (
            "a number for a list",
            genuine.replacen("\"crls\":[]", "\"crls\":7", 1),
        ),
        (
            "another version",
            genuine.replacen("\"version\":1", "\"version\":2", 1),
        ),
        ("no version", genuine.replacen("\"version\":1,", "", 1)),
        ("more behind it", format!("{genuine}{genuine}")),
        ("cut short", genuine[..genuine.len() - 4].to_owned()),
        ("an array", format!("[{genuine}]")),
        ("nothing", String::new()),
    ];
    for (what, text) in changed {
        assert_ne!(text, genuine, "{what}: not changed");
        assert!(refused(&text), "{what}");
    }
}

/// Deep nesting and long numbers end in an error, not in a stack that overflows.
#[test]
fn absurd_documents_end_in_an_error() {
    for text in [
        "[".repeat(1 << 20),
        "{\"a\":".repeat(1 << 18),
        format!("{{\"version\":{}}}", "9".repeat(1 << 20)),
        format!("{{\"format\":\"{}\"}}", "\\u0000".repeat(1 << 18)),
        "\u{feff}{}".to_owned(),
    ] {
        assert!(refused(&text));
    }
    assert!(EvidenceFile::read(&[0xff; 64]).is_err());
}
