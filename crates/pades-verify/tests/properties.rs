//! Any byte flipped inside the covered ranges is never accepted; anything appended is always reported: for every kind of signature and for
//! files of many signatures. Some of the files are made by the program `openssl`; without it these tests fail.
#![allow(clippy::unwrap_used)]

mod common;

use std::ops::Range;
use std::sync::LazyLock;

use common::formats::{FORMATS, made};
use common::signed::{authority, day, lists, person, signed, signed_on, stamped, with_store};
use common::token::Stamp;
use common::vietnamese;
use common::{ENCRYPTED, accepted, base, hierarchy, report, sign};
use pades_verify::{Permissions, Verdict};
use proptest::prelude::*;

static SIGNED: LazyLock<Vec<u8>> = LazyLock::new(|| sign(&base(), None));

/// A file, and the hole of the signature that covers it to the end: all else is covered.
struct File {
    name: String,
    bytes: Vec<u8>,
    gap: Range<usize>,
}

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let mut files = vec![("ours".to_owned(), SIGNED.clone())];
    let certified = sign(&base(), Some(pades_sign::Permissions::FormFilling));
    files.push(("certified, then signed".to_owned(), sign(&certified, None)));
    // An official's initials certify with P = 2; leader, number, day, month and seal come after.
    files.push(("a ministry's letter".to_owned(), vietnamese::issued()));
    files.push(("encrypted, signed twice".to_owned(), ENCRYPTED.to_vec()));
    for format in &FORMATS {
        files.push((format!("{format:?}"), made(format, |_| {})));
    }
    let stamp = |on| Stamp::new(&authority(|_| {}), day(on));
    let mut long_term = signed(&person(|_| {}), day("05-20"), Some(&stamp("05-20")));
    files.push(("time-stamped".to_owned(), long_term.clone()));
    for on in ["05-21", "05-22"] {
        let signer = person(|_| {});
        let chain = [&hierarchy().sub_ca];
        long_term = signed_on(&long_term, &signer, &chain, day(on), Some(&stamp(on)));
    }
    files.push(("three signatures".to_owned(), long_term.clone()));
    let with_lists = with_store(&long_term, &lists(vec![], vec![]));
    let archived = stamped(&with_lists, &stamp("05-23"));
    files.push(("three signatures, archived".to_owned(), archived));
    let file = |(name, bytes): (String, Vec<u8>)| {
        let gap = newest_gap(&name, &bytes);
        File { name, bytes, gap }
    };
    files.into_iter().map(file).collect()
});

fn newest_gap(name: &str, bytes: &[u8]) -> Range<usize> {
    let report = report(bytes).unwrap();
    let covering = report
        .signatures
        .iter()
        .filter_map(|one| one.coverage.proven());
    let mut covering = covering.filter(|coverage| coverage.covers_entire_file());
    let gap = covering.next().unwrap_or_else(|| panic!("{name}")).gap();
    let at = |offset: u64| usize::try_from(offset).unwrap();
    at(gap.start)..at(gap.end)
}

#[test]
fn every_file_is_accepted_as_it_was_made() {
    for file in FILES.iter() {
        assert!(accepted(&file.bytes), "{}", file.name);
    }
}

/// The kinds that the property is most needed for are among the files: each of them reaches the properties below.
#[test]
fn a_certified_letter_and_an_encrypted_file_are_among_them() {
    let of = |name: &str| {
        let file = FILES.iter().find(|file| file.name == name).unwrap();
        report(&file.bytes).unwrap()
    };
    let letter = of("a ministry's letter");
    assert_eq!(
        letter.signatures[0].certifies,
        Some(Permissions::FormFilling)
    );
    assert_eq!(letter.signatures.len(), 6);
    let encrypted = of("encrypted, signed twice");
    assert_eq!(encrypted.encryption.unwrap().method(), "aes-256");
    assert_eq!(encrypted.signatures.len(), 2);
}

#[test]
fn what_our_signer_writes_passes() {
    let report = report(&SIGNED).unwrap();
    assert!(accepted(&SIGNED));
    assert_eq!(
        report.verdict(),
        Verdict::Passed,
        "{:?}",
        report.signatures[0].findings
    );
    assert!(
        report.signatures[0]
            .coverage
            .proven()
            .unwrap()
            .covers_entire_file()
    );
}

/// Refused; or told, where it is nothing but white space (ISO 32000-2 Table 1).
fn reported(bytes: &[u8], tail: &[u8]) -> bool {
    let blank = tail
        .iter()
        .all(|byte| matches!(byte, b'\0' | b'\t' | b'\n' | 0x0c | b'\r' | b' '));
    if !blank {
        return !accepted(bytes);
    }
    let report = report(bytes).unwrap();
    let mut told = report.anomalies.iter();
    told.any(|anomaly| anomaly.code == "uncovered-white-space")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_flipped_byte_inside_the_covered_ranges_is_never_accepted(which: prop::sample::Index, at: prop::sample::Index, bit in 0_u8..8) {
        let file = which.get(&FILES);
        let mut bytes = file.bytes.clone();
        let at = at.index(bytes.len() - file.gap.len());
        let at = if at < file.gap.start { at } else { at + file.gap.len() };
        bytes[at] ^= 1 << bit;
        prop_assert!(!accepted(&bytes), "{}: bit {bit} of byte {at}", file.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn appended_bytes_are_always_reported(which: prop::sample::Index, tail in proptest::collection::vec(any::<u8>(), 1..200)) {
        let file = which.get(&FILES);
        let bytes = [file.bytes.as_slice(), &tail].concat();
        prop_assert!(reported(&bytes, &tail), "{}", file.name);
    }

    /// White space shows nothing, and is told all the same.
    #[test]
    fn appended_white_space_is_always_told(which: prop::sample::Index, tail in "[\\x00\\t\\n\\x0c\\r ]{1,40}") {
        let file = which.get(&FILES);
        let bytes = [file.bytes.as_slice(), tail.as_bytes()].concat();
        prop_assert!(reported(&bytes, tail.as_bytes()), "{}: {tail:?}", file.name);
    }

    /// What looks like the end of a file, or like an update, is no better.
    #[test]
    fn appended_pieces_of_the_file_are_always_reported(which: prop::sample::Index, from: prop::sample::Index, length in 1_usize..4_000) {
        let file = which.get(&FILES);
        let from = from.index(file.bytes.len());
        let end = (from + length).min(file.bytes.len());
        let tail = &file.bytes[from..end];
        let bytes = [file.bytes.as_slice(), tail].concat();
        prop_assert!(reported(&bytes, tail), "{}: {from}..{end}", file.name);
    }

    #[test]
    fn no_bytes_make_it_panic(at in 0_usize..100_000, junk in proptest::collection::vec(any::<u8>(), 1..64)) {
        let mut bytes = SIGNED.clone();
        let at = at % bytes.len();
        let end = (at + junk.len()).min(bytes.len());
        bytes[at..end].copy_from_slice(&junk[..end - at]);
        let _ = report(&bytes);
    }
}
