//! Any byte flipped inside the covered ranges is never accepted; anything appended is always reported.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::LazyLock;

use common::{accepted, base, report, sign};
use pades_verify::{Axis, Verdict};
use proptest::prelude::*;

static SIGNED: LazyLock<Vec<u8>> = LazyLock::new(|| sign(&base(), None));

fn gap() -> std::ops::Range<usize> {
    let report = report(&SIGNED).unwrap();
    let Axis::Proven(coverage) = &report.signatures[0].coverage else {
        panic!("covered")
    };
    let at = |offset: u64| usize::try_from(offset).unwrap();
    at(coverage.gap().start)..at(coverage.gap().end)
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_flipped_byte_inside_the_covered_ranges_is_never_accepted(at in 0_usize..100_000, bit in 0_u8..8) {
        let mut bytes = SIGNED.clone();
        let gap = gap();
        let covered = bytes.len() - gap.len();
        let at = at % covered;
        let at = if at < gap.start { at } else { at + gap.len() };
        bytes[at] ^= 1 << bit;
        prop_assert!(!accepted(&bytes), "bit {bit} of byte {at}");
    }

    #[test]
    fn appended_bytes_are_always_reported(tail in proptest::collection::vec(any::<u8>(), 1..200)) {
        prop_assume!(!tail.iter().all(|byte| matches!(byte, b'\r' | b'\n' | b' ' | b'\t' | 0 | 0x0c)));
        let bytes = [SIGNED.as_slice(), &tail].concat();
        prop_assert!(!accepted(&bytes));
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
