//! What is told of a file and decides nothing: what keeps a signature from the baseline, digests nobody checks, a code of integrity that is
//! not checked, usage rights.
#![allow(clippy::unwrap_used)]

mod common;

use common::formats::{FORMATS, Format, made};
use common::{base, report, sign};
use pades_verify::{DocumentReport, SignatureReport, Verdict};

fn text<'r>(one: &'r SignatureReport, code: &str) -> Option<&'r str> {
    let finding = one.findings.iter().find(|finding| finding.code == code)?;
    Some(finding.text.as_str())
}

fn anomaly(report: &DocumentReport, code: &str) -> bool {
    report.anomalies.iter().any(|anomaly| anomaly.code == code)
}

/// The container of our own signer under this SubFilter, with these entries beside it.
fn of(sub_filter: &'static str, entries: fn() -> String) -> DocumentReport {
    let formats = FORMATS.iter();
    let mut formats = formats.filter(|one| one.sub_filter == sub_filter && one.rights.is_none());
    let format = Format {
        entries,
        ..*formats.next().unwrap()
    };
    report(&made(&format, |_| {})).unwrap()
}

#[test]
fn what_keeps_a_signature_from_the_baseline_is_named() {
    let ours = report(&sign(&base(), None)).unwrap();
    assert_eq!(text(&ours.signatures[0], "not-baseline"), None);
    let pades = "ETSI.CAdES.detached";
    // openssl always writes the attribute.
    let plain = of(pades, String::new);
    let told = text(&plain.signatures[0], "not-baseline").unwrap();
    assert!(
        told.ends_with(": a signing-time attribute in the container"),
        "{told}"
    );
    let certified = of(pades, || "/Cert <3000>".to_owned());
    let told = text(&certified.signatures[0], "not-baseline").unwrap();
    assert!(told.contains("/Cert"), "{told}");
    assert_eq!(certified.verdict(), plain.verdict());
    // Legacy PKCS#7 never claimed it.
    let legacy = of("adbe.pkcs7.detached", || "/Cert <3000>".to_owned());
    assert_eq!(text(&legacy.signatures[0], "not-baseline"), None);
}

#[test]
fn digests_of_objects_are_told_and_not_believed() {
    let with = of("adbe.pkcs7.detached", || {
        "/Reference[<</TransformMethod/FieldMDP/DigestMethod/MD5/DigestValue<00>>>]".to_owned()
    });
    let one = &with.signatures[0];
    assert!(text(one, "signature-reference-digest").is_some());
    assert!(one.integrity.proven().is_some());
    // A method alone is what Acrobat writes.
    let method = of("adbe.pkcs7.detached", || {
        "/Reference[<</TransformMethod/FieldMDP/DigestMethod/MD5>>]".to_owned()
    });
    let one = &method.signatures[0];
    assert_eq!(text(one, "signature-reference-digest"), None);
}

#[test]
fn an_integrity_code_of_the_file_is_told_not_to_be_checked() {
    let plain = String::from_utf8(base()).unwrap();
    let coded = plain.replace(
        "trailer\n<<",
        "trailer\n<</AuthCode<</MACLocation/Standalone/MAC<00>>>",
    );
    assert!(!anomaly(
        &report(&sign(plain.as_bytes(), None)).unwrap(),
        "mac-not-checked"
    ));
    assert!(anomaly(
        &report(&sign(coded.as_bytes(), None)).unwrap(),
        "mac-not-checked"
    ));
}

#[test]
fn entries_of_the_permissions_that_nobody_knows_are_told() {
    let plain = String::from_utf8(base()).unwrap();
    let odd = plain.replace("/Pages 2 0 R/Acro", "/Perms<</X 1>>/Pages 2 0 R/Acro");
    let odd = reoffset(&odd);
    let report = report(&sign(&odd, None)).unwrap();
    assert!(anomaly(&report, "permissions-unknown-entry"));
    assert_eq!(report.verdict(), Verdict::Passed);
}

/// Usage rights sign nothing for a person: alone they leave a document unsigned, intact or not.
#[test]
fn usage_rights_are_no_signature_of_a_person() {
    for format in FORMATS.iter().filter(|format| format.rights.is_some()) {
        let honest = made(format, |_| {});
        let signed = sign(&honest, None);
        let report = report(&signed).unwrap();
        assert_eq!(report.signatures.len(), 2, "{format:?}");
        assert_eq!(report.verdict(), Verdict::Passed, "{format:?}");
    }
}

/// The cross-reference table again, after the text changed its length.
fn reoffset(text: &str) -> Vec<u8> {
    let start = text.find("xref\n").unwrap();
    let mut table = String::from("xref\n0 7\n0000000000 65535 f \n");
    for number in 1..7 {
        let at = text.find(&format!("\n{number} 0 obj")).unwrap() + 1;
        table.push_str(&format!("{at:010} 00000 n \n"));
    }
    let body = &text[..start];
    format!("{body}{table}trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n")
        .into_bytes()
}

fn prepared(bytes: &[u8]) -> Vec<&'static str> {
    let codes = [
        "dangling-reference",
        "field-outside-the-form",
        "hidden-page",
    ];
    let report = report(bytes).unwrap();
    let told = report.anomalies.iter().map(|anomaly| anomaly.code);
    told.filter(|code| codes.contains(code)).collect()
}

/// The page of these tests names an object 99 that it does not have.
#[test]
fn what_is_prepared_for_later_is_told_before_and_after_signing() {
    let whole = reoffset(&String::from_utf8(base()).unwrap().replace("/X 99 0 R", ""));
    let at = |bytes: &[u8]| (prepared(bytes), prepared(&sign(bytes, None)));
    let both = |code| (vec![code], vec![code]);
    assert_eq!(at(&whole), (vec![], vec![]));
    assert_eq!(at(&base()), both("dangling-reference"));
    let text = String::from_utf8(whole).unwrap();
    let field = "/Fields[6 0 R]";
    let outside = text
        .replace(field, "/Fields[]")
        .replace("/F 4>>", "/F 4/AP<</N 4 0 R>>>>");
    assert_eq!(at(&reoffset(&outside)), both("field-outside-the-form"));
    // The page tree shows a copy of the page; the page itself waits.
    let hidden = text
        .replace("/Kids[3 0 R]", "/Kids[6 0 R]")
        .replace("/Annots[6 0 R]", "")
        .replace(field, "/Fields[]")
        .replace(
            "<</FT/Tx/T(HoTen)/Type/Annot/Subtype/Widget/Rect[20 100 120 120]/P 3 0 R/F 4>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Annots[]>>",
        );
    assert_eq!(prepared(&reoffset(&hidden)), ["hidden-page"]);
    // A later revision that brings what was missing does not take the warning away.
    let signed = sign(&base(), None);
    let brought = common::update(&signed, |_, update| {
        update.put_raw(pdf_revisions::Reference::new(99, 0), b"<<>>".to_vec());
    });
    assert_eq!(prepared(&brought), ["dangling-reference"]);
}
