//! `SignedData` by one signer (RFC 5652 §5), made byte by byte with a P-256 key, so that a test can say what is wrong in it.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use cert_path::{Certificate, CryptoProvider, DigestAlgorithm};
use demo_pki::Issued;

// Contents of object identifiers.
/// id-data (RFC 5652 §4).
pub const DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
const SIGNED_DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
const CONTENT_TYPE: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03";
const MESSAGE_DIGEST: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04";
pub const SHA_256: &[u8] = b"\x60\x86\x48\x01\x65\x03\x04\x02\x01";
const ECDSA_SHA_256: &[u8] = b"\x2a\x86\x48\xce\x3d\x04\x03\x02";

/// Signed is `content` of the type `kind`: [`DATA`] stands elsewhere, all else in the container.
///
/// `signed` joins the two attributes that must be there; `unsigned` makes attributes, one behind the other, of the signature value; `chain`
/// goes with the signer's certificate.
pub fn signed_data(
    signer: &Issued,
    (kind, content): (&[u8], &[u8]),
    signed: Vec<Vec<u8>>,
    unsigned: impl FnOnce(&[u8]) -> Vec<u8>,
    chain: &[&Issued],
) -> Vec<u8> {
    let certificate = Certificate::from_der(&signer.certificate_der).unwrap();
    let mut attributes = signed;
    attributes.push(attribute(CONTENT_TYPE, &tlv(6, kind)));
    attributes.push(attribute(MESSAGE_DIGEST, &tlv(4, &sha256(content))));
    attributes.sort();
    let attributes = attributes.concat();
    let key = &signer.private_key_pkcs8_der;
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key).unwrap();
    let value = key
        .sign(&SystemRandom::new(), &tlv(0x31, &attributes))
        .unwrap();
    let serial = tlv(2, certificate.serial().as_bytes());
    let unsigned = unsigned(value.as_ref());
    let info = sequence(&[
        tlv(2, &[1]),
        sequence(&[certificate.issuer_der().to_vec(), serial]),
        algorithm(SHA_256),
        tlv(0xa0, &attributes),
        algorithm(ECDSA_SHA_256),
        tlv(4, value.as_ref()),
        optional(0xa1, &unsigned),
    ]);
    let (version, inside) = match kind {
        DATA => (1, Vec::new()),
        _ => (3, tlv(4, content)),
    };
    let chain = chain.iter().map(|issued| issued.certificate_der.as_slice());
    let certificates: Vec<&[u8]> = [certificate.der()].into_iter().chain(chain).collect();
    let signed_data = sequence(&[
        tlv(2, &[version]),
        tlv(0x31, &algorithm(SHA_256)),
        sequence(&[tlv(6, kind), optional(0xa0, &inside)]),
        tlv(0xa0, &certificates.concat()),
        tlv(0x31, &info),
    ]);
    sequence(&[tlv(6, SIGNED_DATA), tlv(0xa0, &signed_data)])
}

pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    let provider = CryptoProvider::aws_lc();
    let digest = provider.digest(DigestAlgorithm::Sha256, bytes).unwrap();
    digest.as_bytes().to_vec()
}

pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match u16::try_from(content.len()).unwrap().to_be_bytes() {
        [0, short @ 0..=0x7f] => out.push(short),
        [0, long] => out.extend([0x81, long]),
        [high, low] => out.extend([0x82, high, low]),
    }
    out.extend_from_slice(content);
    out
}

/// Nothing of nothing.
pub fn optional(tag: u8, content: &[u8]) -> Vec<u8> {
    if content.is_empty() {
        return Vec::new();
    }
    tlv(tag, content)
}

pub fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

pub fn algorithm(oid: &[u8]) -> Vec<u8> {
    sequence(&[tlv(6, oid)])
}

pub fn attribute(oid: &[u8], value: &[u8]) -> Vec<u8> {
    sequence(&[tlv(6, oid), tlv(0x31, value)])
}
