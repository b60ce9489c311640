//! For every input: no panic; for every flipped byte: not intact.
#![allow(clippy::unwrap_used)]

mod common;

use cades::{ParsedContainer, TimestampToken};
use common::{CONTENT, anyone, provider, sha256, sign, signer};
use proptest::prelude::*;
use std::sync::OnceLock;

fn container() -> &'static [u8] {
    static DER: OnceLock<Vec<u8>> = OnceLock::new();
    DER.get_or_init(|| sign(&signer(anyone()), CONTENT))
}

fn range_of(part: &[u8]) -> std::ops::Range<usize> {
    let start = container()
        .windows(part.len())
        .position(|window| window == part)
        .unwrap();
    start..start + part.len()
}

fn is_intact(input: &[u8], content: &[u8]) -> bool {
    ParsedContainer::parse(input)
        .is_ok_and(|parsed| parsed.verify(&sha256(content), provider()).is_ok())
}

/// The contents of the signed attributes: everything between the signer's digest algorithm and its signature algorithm.
fn signed_attributes() -> std::ops::Range<usize> {
    let parsed = ParsedContainer::parse(container()).unwrap();
    let content_type = range_of(&common::attribute(
        common::CONTENT_TYPE,
        &[common::oid(common::DATA)],
    ));
    let value = range_of(parsed.signature_value());
    let ecdsa = common::algorithm(common::ECDSA_SHA_256);
    // signatureAlgorithm and the header of the OCTET STRING stand between the attributes and the value.
    content_type.start..value.start - 2 - ecdsa.len()
}

#[test]
fn the_container_itself_is_intact() {
    assert!(is_intact(container(), CONTENT));
}

#[test]
fn no_flipped_bit_of_attributes_or_value_is_intact() {
    let parsed = ParsedContainer::parse(container()).unwrap();
    let value = range_of(parsed.signature_value());
    for index in signed_attributes().chain(value) {
        for bit in 0..8 {
            let mut changed = container().to_vec();
            changed[index] ^= 1 << bit;
            assert!(!is_intact(&changed, CONTENT), "byte {index}, bit {bit}");
        }
    }
}

#[test]
fn no_flipped_bit_of_the_content_is_intact() {
    for index in 0..CONTENT.len() {
        for bit in 0..8 {
            let mut changed = CONTENT.to_vec();
            changed[index] ^= 1 << bit;
            assert!(!is_intact(container(), &changed), "byte {index}, bit {bit}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn mutated_containers_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut input = container().to_vec();
        for (index, byte) in changes {
            let at = index.index(input.len());
            input[at] = byte;
        }
        if let Some(cut) = cut {
            input.truncate(cut.index(input.len()));
        }
        if let Ok(parsed) = ParsedContainer::parse(&input) {
            let _ = parsed.verify(&sha256(CONTENT), provider());
            let _ = (parsed.signing_time(), parsed.message_digest(), parsed.signature_algorithm());
            let _ = (parsed.crls(), parsed.ocsp_responses(), parsed.timestamp_tokens());
            let _ = (parsed.signed_attribute_types(), parsed.unsigned_attribute_types());
        }
        let _ = TimestampToken::parse(&input);
    }

    #[test]
    fn any_bytes_never_panic(input in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = ParsedContainer::parse(&input);
        let _ = TimestampToken::parse(&input);
    }

    /// Bytes that look like nested BER, with indefinite lengths and ends in wrong places.
    #[test]
    fn ber_shaped_bytes_never_panic(
        input in prop::collection::vec(prop::sample::select(vec![
            0x30, 0x80, 0x31, 0xa0, 0xa1, 0x24, 0x04, 0x06, 0x02, 0x00, 0x01, 0x03, 0x81, 0x82, 0x84, 0xff, 0x17, 0x18,
        ]), 0..400)
    ) {
        let mut wrapped = common::oid(common::SIGNED_DATA);
        wrapped.extend([0xa0, 0x80, 0x30, 0x80]);
        wrapped.extend(&input);
        wrapped.extend([0, 0, 0, 0]);
        let mut indefinite = vec![0x30, 0x80];
        indefinite.extend(&wrapped);
        indefinite.extend([0, 0]);
        let _ = ParsedContainer::parse(&indefinite);
        let _ = ParsedContainer::parse(&input);
    }
}
