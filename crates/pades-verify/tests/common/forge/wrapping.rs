//! Signature wrapping (SWA): what was signed is kept and moved, and something is put into the place it leaves.

use super::prepared::{FORGED, startxref, stream};
use super::{Variant, hole, next};
use crate::common::{base, sign};

const GAP: &[&str] = &[
    "coverage-gap-is-not-contents",
    "coverage-gap-holds-other-bytes",
    "coverage-contents-not-hexadecimal",
    "coverage-contents-elsewhere",
    "coverage-duplicate-key",
    "coverage-out-of-bounds",
    "coverage-ends-inside-revision",
    "coverage-byte-range-malformed",
    "integrity-digest-mismatch",
    "integrity-signature",
];

/// All variants.
pub fn variants() -> Vec<Variant> {
    let signed = sign(&base(), None);
    let object = format!("4 0 obj\n{}\nendobj\n", stream("", FORGED));
    let mut all = Vec::new();
    for (what, inside) in [
        ("blanks", " ".repeat(64)),
        ("a comment", "% nothing to see\n".to_owned()),
        ("an object", object.clone()),
        ("another /ByteRange", "/ByteRange[0 10 20 30]".to_owned()),
        ("another /Contents", "/Contents<00>".to_owned()),
        (
            "the end of the dictionary and an object",
            format!(">>\nendobj\n{object}9 0 obj\n<<"),
        ),
    ] {
        // A dictionary that goes on after an object in its middle is none.
        let told = if what == "an object" {
            &["malformed"]
        } else {
            GAP
        };
        let room = in_the_room_left(&signed, &inside);
        all.push(Variant::new(
            format!("{what} in the room the container left"),
            &signed,
            room,
            told,
        ));
        for range in [false, true] {
            let name =
                format!("{what} before the second part, which is moved; new /ByteRange: {range}");
            all.push(Variant::new(
                name,
                &signed,
                moved(&signed, &inside, range),
                told,
            ));
        }
    }
    all
}

/// The container is written without its padding; the forgery takes the room. No offset moves.
fn in_the_room_left(signed: &[u8], inside: &str) -> Vec<u8> {
    let (start, end) = hole(signed);
    let short = start + 1 + used(&signed[start + 1..end - 1]);
    let mut forged = signed.to_vec();
    forged[short] = b'>';
    let room = &mut forged[short + 1..end];
    assert!(inside.len() < room.len(), "room for {inside}");
    room.fill(b' ');
    room[..inside.len()].copy_from_slice(inside.as_bytes());
    forged
}

/// The container ends where its bytes end, the forgery and copies of what stood behind follow, and the second signed part comes later. Where
/// its `startxref` points now stands a table of the attacker's: the file reads without any repair.
fn moved(signed: &[u8], inside: &str, range: bool) -> Vec<u8> {
    let ((start, end), table_at) = (hole(signed), startxref(signed));
    let mut forged = signed[..=start + used(&signed[start + 1..end - 1])].to_vec();
    let (to, second) = (table_at + TABLE, &signed[end..]);
    forged.push(b'>');
    if range {
        forged.extend(format!("/ByteRange[0 {start} {to} {}]", second.len()).bytes());
    }
    forged.extend(inside.bytes());
    let behind = &signed[end..table_at];
    forged.extend(behind);
    assert!(forged.len() < table_at, "room for {inside}");
    forged.resize(table_at, b' ');
    forged.extend(table(&forged, signed).bytes());
    assert!(forged.len() < to, "room for the table");
    forged.resize(to, b' ');
    forged.extend(second);
    forged
}

/// Bytes kept for the attacker's table.
const TABLE: usize = 512;

/// A table of every object of the signing revision.
fn table(forged: &[u8], signed: &[u8]) -> String {
    let first = next(signed, 0, b"%%EOF");
    let previous = startxref(&signed[..first]);
    let text = String::from_utf8_lossy(forged);
    let mut rows = String::new();
    for (at, _) in text.match_indices(" 0 obj").filter(|(at, _)| *at > first) {
        let begin = text[..at]
            .rfind(|sign: char| !sign.is_ascii_digit())
            .unwrap()
            + 1;
        rows += &format!("{} 1\n{begin:010} 00000 n \n", &text[begin..at]);
    }
    format!(
        "xref\n{rows}trailer\n<</Size 200/Root 1 0 R/Prev {previous}>>\nstartxref\n{}\n%%EOF\n",
        startxref(signed)
    )
}

/// Hexadecimal digits that hold the container; zeros follow.
fn used(digits: &[u8]) -> usize {
    let last = digits.iter().rposition(|digit| *digit != b'0').unwrap();
    (last + 2) & !1
}
