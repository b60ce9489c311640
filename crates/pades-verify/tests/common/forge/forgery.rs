//! Universal signature forgery (USF): the signature's own entries are bent so that a validator shows a signature it did not check.

use super::{Variant, hole, last, next, overwritten};
use crate::common::{base, sign};

const NO_RANGE: &[&str] = &[
    "coverage-byte-range-missing",
    "coverage-byte-range-malformed",
];
const BAD_RANGE: &[&str] = &[
    "coverage-byte-range-malformed",
    "coverage-not-two-ranges",
    "coverage-negative-number",
    "coverage-disordered",
    "coverage-out-of-bounds",
    "coverage-not-from-start",
    "coverage-ends-inside-revision",
    "coverage-gap-is-not-contents",
    "coverage-gap-holds-other-bytes",
];
const NO_CONTENTS: &[&str] = &[
    "coverage-contents-missing",
    "coverage-contents-not-hexadecimal",
    "coverage-gap-is-not-contents",
    "coverage-gap-holds-other-bytes",
    "signature-placeholder",
];
const BAD_CONTENTS: &[&str] = &[
    "integrity-container-unreadable",
    "integrity-signature",
    "integrity-digest-mismatch",
    "coverage-contents-missing",
    "signature-placeholder",
];

/// All variants.
pub fn variants() -> Vec<Variant> {
    let signed = sign(&base(), None);
    let mut all = Vec::new();
    ranges(&signed, &mut all);
    contents(&signed, &mut all);
    all
}

fn ranges(signed: &[u8], all: &mut Vec<Variant>) {
    let key = last(signed, b"/ByteRange");
    let (open, close) = (next(signed, key, b"["), next(signed, key, b"]") + 1);
    let removed = overwritten(signed, key, close, b"");
    all.push(Variant::new("no /ByteRange", signed, removed, NO_RANGE));
    let (start, end) = hole(signed);
    let size = signed.len();
    let values = [
        "null".to_owned(),
        "0".to_owned(),
        "[]".to_owned(),
        "[0 0 0 0]".to_owned(),
        "[0 0]".to_owned(),
        format!("[0 {start} {end}]"),
        format!("[0 {start} {end} -1]"),
        format!("[-1 {start} {end} 1]"),
        format!("[0 {start} {start} 1]"),
        format!("[0 {end} {start} 1]"),
        format!("[0 {size} 0 0]"),
        format!("[0 {size} {size} 0]"),
        format!("[1 {start} {end} 1]"),
        format!("[0 1 {size} 9]"),
        format!("[0 {start}.5 {end} 1]"),
        "[0 99999999999 9 9]".to_owned(),
        "[(0)(1)(2)(3)]".to_owned(),
    ];
    for value in values {
        if value.len() > close - open {
            continue; // no room in this file's numbers
        }
        let forged = overwritten(signed, open, close, value.as_bytes());
        let told = if value == "null" { NO_RANGE } else { BAD_RANGE };
        all.push(Variant::new(
            format!("/ByteRange {value}"),
            signed,
            forged,
            told,
        ));
    }
}

fn contents(signed: &[u8], all: &mut Vec<Variant>) {
    let key = last(signed, b"/Contents");
    let (start, end) = hole(signed);
    for value in ["null", "0", "<>", "<00>", "()", "<30>", "[<00>]"] {
        let forged = overwritten(signed, start, end, value.as_bytes());
        let told = if value == "<>" || value == "<00>" || value == "<30>" || value == "()" {
            // The hole itself stays where it was: what is left in it is no container.
            &[
                "coverage-gap-holds-other-bytes",
                "coverage-gap-is-not-contents",
                "coverage-contents-not-hexadecimal",
                "coverage-contents-missing",
                "integrity-container-unreadable",
                "signature-placeholder",
            ]
        } else {
            NO_CONTENTS
        };
        all.push(Variant::new(
            format!("/Contents {value}"),
            signed,
            forged,
            told,
        ));
    }
    let removed = overwritten(signed, key, end, b"");
    all.push(Variant::new("no /Contents", signed, removed, NO_CONTENTS));
    let mut zeros = signed.to_vec();
    zeros[start + 1..end - 1].fill(b'0');
    all.push(Variant::new(
        "zeros in the hole",
        signed,
        zeros,
        BAD_CONTENTS,
    ));
    // A container that is good, of another document.
    let other = sign(&sign(&base(), None), None);
    let (from, until) = hole(&other);
    let mut foreign = signed.to_vec();
    let length = (until - from).min(end - start) - 2;
    foreign[start + 1..start + 1 + length].copy_from_slice(&other[from + 1..from + 1 + length]);
    all.push(Variant::new(
        "container of another document",
        signed,
        foreign,
        &["integrity-digest-mismatch"],
    ));
}
