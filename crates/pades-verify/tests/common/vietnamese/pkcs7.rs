//! The signature container of today's practice: content-type and message-digest alone are signed, the leaf certificate alone goes with it, a
//! time-stamp is unsigned (RFC 5652 §5, RFC 3161 appendix A).

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use cert_path::Certificate;
use demo_pki::Issued;

use crate::common::token::{
    CONTENT_TYPE, ECDSA_SHA_256, MESSAGE_DIGEST, SHA_256, SIGNED_DATA, Stamp, algorithm, attribute,
    sequence, sha256, tlv,
};

const DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
const SIGNATURE_TIME_STAMP: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0e";

/// Bytes kept for the container.
pub const RESERVE: usize = 8_192;

/// Puts the signature over everything else into the newest hole, and the range beside it.
pub fn fill(mut bytes: Vec<u8>, from: usize, signer: &Issued, stamp: &Stamp) -> Vec<u8> {
    let start = from + find(&bytes[from..], b"/Contents <").unwrap() + 10;
    let end = start + find(&bytes[start..], b">").unwrap() + 1;
    let numbers = format!("{start} {end} {}", bytes.len() - end);
    let at = from + find(&bytes[from..], b"/ByteRange[0 ").unwrap() + 13;
    bytes[at..at + numbers.len()].copy_from_slice(numbers.as_bytes());
    let covered = [&bytes[..start], &bytes[end..]].concat();
    let digits: String = container(&covered, signer, stamp)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let hole = &mut bytes[start + 1..end - 1];
    hole[..digits.len()].copy_from_slice(digits.as_bytes());
    bytes
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut windows = bytes.windows(wanted.len());
    windows.position(|window| window == wanted)
}

fn container(covered: &[u8], signer: &Issued, stamp: &Stamp) -> Vec<u8> {
    let certificate = Certificate::from_der(&signer.certificate_der).unwrap();
    let mut attributes = [
        attribute(CONTENT_TYPE, &tlv(6, DATA)),
        attribute(MESSAGE_DIGEST, &tlv(4, &sha256(covered))),
    ];
    attributes.sort();
    let attributes = attributes.concat();
    let key = &signer.private_key_pkcs8_der;
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key).unwrap();
    let value = key
        .sign(&SystemRandom::new(), &tlv(0x31, &attributes))
        .unwrap();
    let serial = tlv(2, certificate.serial().as_bytes());
    let signer = sequence(&[
        tlv(2, &[1]),
        sequence(&[certificate.issuer_der().to_vec(), serial]),
        algorithm(SHA_256),
        tlv(0xa0, &attributes),
        algorithm(ECDSA_SHA_256),
        tlv(4, value.as_ref()),
        tlv(
            0xa1,
            &attribute(SIGNATURE_TIME_STAMP, &stamp.over(value.as_ref())),
        ),
    ]);
    let signed_data = sequence(&[
        tlv(2, &[1]),
        tlv(0x31, &algorithm(SHA_256)),
        sequence(&[tlv(6, DATA)]),
        tlv(0xa0, certificate.der()),
        tlv(0x31, &signer),
    ]);
    sequence(&[tlv(6, SIGNED_DATA), tlv(0xa0, &signed_data)])
}
