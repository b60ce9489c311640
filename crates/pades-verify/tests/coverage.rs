//! Which bytes a signature covers, and each way in which it covers neither the file nor a revision.
#![allow(clippy::unwrap_used)]

mod common;

use common::{base, edit, report, sign, update};
use pades_verify::{Axis, Coverage, CoverageFailure};

fn coverage(bytes: &[u8]) -> Axis<Coverage, CoverageFailure> {
    report(bytes).unwrap().signatures.remove(0).coverage
}

fn failure(bytes: &[u8]) -> CoverageFailure {
    match coverage(bytes) {
        Axis::Refuted(failure) => failure,
        other => unreachable!("{other:?}"),
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> usize {
    let mut windows = bytes.windows(wanted.len());
    windows.position(|window| window == wanted).unwrap()
}

/// Where the hole begins and ends.
fn hole(bytes: &[u8]) -> (usize, usize) {
    let start = find(bytes, b"/Contents <") + 10;
    (start, start + find(&bytes[start..], b">") + 1)
}

/// The same with other bytes in some place.
fn with(bytes: &[u8], at: usize, other: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at..at + other.len()].copy_from_slice(other);
    bytes
}

/// The same with another `/ByteRange`, in the room it has.
fn ranged(bytes: &[u8], range: &str) -> Vec<u8> {
    let at = find(bytes, b"/ByteRange") + 10;
    with(bytes, at, format!(" {range:<40}").as_bytes())
}

#[test]
fn the_whole_file_or_a_revision_is_covered() {
    let signed = sign(&base(), None);
    let (start, end) = hole(&signed);
    let of = |bytes: &[u8]| coverage(bytes).proven().unwrap().clone();
    let whole = of(&signed);
    let length = u64::try_from(signed.len()).unwrap();
    assert!(whole.covers_entire_file());
    assert_eq!((whole.revision(), whole.end()), (1, length));
    assert_eq!(
        *whole.gap(),
        u64::try_from(start).unwrap()..u64::try_from(end).unwrap()
    );
    assert!(of(&[&signed[..], b"\n\n"].concat()).covers_entire_file());
    assert!(!of(&[&signed[..], b"\n%more"].concat()).covers_entire_file());
    let later = update(&signed, |file, update| edit(file, update, 6, |_| {}));
    let revision = of(&later);
    assert!(!revision.covers_entire_file());
    assert_eq!((revision.revision(), revision.end()), (1, length));
}

#[test]
fn ranges_are_two_from_the_start_to_the_end_of_a_revision() {
    let signed = sign(&base(), None);
    let (start, end) = hole(&signed);
    let (length, rest) = (signed.len(), signed.len() - end);
    let wide = |number: usize| u64::try_from(number).unwrap();
    for (range, expected) in [
        (
            format!("[1 {} {end} {rest}]", start - 1),
            CoverageFailure::NotFromStart { start: 1 },
        ),
        (
            format!("[0 {end} {start} {rest}]"),
            CoverageFailure::Disordered {
                first: wide(end),
                second: wide(start),
            },
        ),
        (
            format!("[0 {start} {start} {}]", length - start),
            CoverageFailure::GapIsNotContents {
                gap: wide(start)..wide(start),
                contents: wide(start)..wide(end),
            },
        ),
        (
            format!("[0 {} {end} {rest}]", start - 1),
            CoverageFailure::GapIsNotContents {
                gap: wide(start - 1)..wide(end),
                contents: wide(start)..wide(end),
            },
        ),
        (
            format!("[0 {start} {end} {}]", rest + 1),
            CoverageFailure::OutOfBounds {
                end: wide(length + 1),
                length: wide(length),
            },
        ),
        (
            format!("[0 {start} {end} {}]", rest - 9),
            CoverageFailure::EndsInsideRevision {
                end: wide(length - 9),
            },
        ),
        (
            format!("[0 {start} {end}]"),
            CoverageFailure::NotTwoRanges { count: 3 },
        ),
        (
            format!("[0 -1 {end} {rest}]"),
            CoverageFailure::Negative { value: -1 },
        ),
        (
            format!("[0 {start} {end} /A]"),
            CoverageFailure::ByteRangeMalformed,
        ),
        ("5".to_owned(), CoverageFailure::ByteRangeMalformed),
        ("null".to_owned(), CoverageFailure::ByteRangeMissing),
    ] {
        assert_eq!(failure(&ranged(&signed, &range)), expected, "{range}");
    }
}

#[test]
fn the_hole_is_the_string_of_the_dictionary_itself() {
    let signed = sign(&base(), None);
    let (start, end) = hole(&signed);
    let literal = with(&with(&signed, start, b"("), end - 1, b")");
    assert_eq!(failure(&literal), CoverageFailure::ContentsNotHexadecimal);
    let filter = find(&signed, b"/Filter /Adobe.PPKLite");
    for (key, twice) in [
        ("ByteRange", "/ByteRange [0 0 0 0]  "),
        ("Contents", "/Contents <00000000>  "),
    ] {
        let twice = with(&signed, filter, twice.as_bytes());
        assert_eq!(failure(&twice), CoverageFailure::DuplicateKey { key });
    }
    let other = with(&signed, filter, b"/M 1                  ");
    assert!(coverage(&other).proven().is_some());
}

/// Signature wrapping: the string is an object of its own, before or after the dictionary.
#[test]
fn a_string_that_stands_elsewhere_is_not_covered_by() {
    for after in [true, false] {
        let bytes = update(&base(), |file, update| {
            let [one, other] = [(); 2].map(|()| update.allocate().unwrap());
            let (value, string) = if after { (one, other) } else { (other, one) };
            let field = update.allocate().unwrap();
            let entries = "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached";
            let body = format!(
                "<<{entries}/ByteRange[{:40}]/Contents {} 0 R>>",
                "", string.number
            );
            update.put_raw(value, body.into_bytes());
            update.put_raw(string, b"<3000>".to_vec());
            let body = format!(
                "<</FT/Sig/T(S)/V {} 0 R/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/P 3 0 R>>",
                value.number
            );
            update.put_raw(field, body.into_bytes());
            edit(file, update, 1, |catalog| {
                let mut form = catalog.dict(b"AcroForm").unwrap().clone();
                form.insert("Fields", vec![field.into()]);
                catalog.insert("AcroForm", form);
            });
        });
        let start = find(&bytes, b"<3000>");
        let range = format!("0 {start} {} {}", start + 6, bytes.len() - start - 6);
        let at = find(&bytes, b"/ByteRange[") + 11;
        assert_eq!(
            failure(&with(&bytes, at, range.as_bytes())),
            CoverageFailure::ContentsElsewhere
        );
    }
}
