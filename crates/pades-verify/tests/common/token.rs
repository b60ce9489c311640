//! Time-stamp tokens (RFC 3161 §2.4.2), made byte by byte with a P-256 key, so that a test can say what is wrong in them.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use cert_path::{Certificate, CryptoProvider, DigestAlgorithm};
use demo_pki::Issued;
use jiff::Timestamp;

// Contents of object identifiers.
pub const SIGNED_DATA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
pub const CONTENT_TYPE: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03";
pub const MESSAGE_DIGEST: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04";
const TST_INFO: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04";
const SIGNING_CERTIFICATE_V2: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f";
pub const SHA_256: &[u8] = b"\x60\x86\x48\x01\x65\x03\x04\x02\x01";
pub const ECDSA_SHA_256: &[u8] = b"\x2a\x86\x48\xce\x3d\x04\x03\x02";
/// 1.3.6.1.4.1.32473.704.2, below the arc of RFC 5612.
const POLICY: &[u8] = b"\x2b\x06\x01\x04\x01\x81\xfd\x59\x85\x40\x02";

/// A token to be made.
#[derive(Clone, Debug)]
pub struct Stamp {
    pub authority: Issued,
    /// genTime, in whole seconds.
    pub time: Timestamp,
    /// In seconds, below 128.
    pub accuracy: Option<u8>,
    /// The imprint is made of these bytes, whatever is to be stamped.
    pub instead: Option<Vec<u8>>,
    /// Whether the signed attributes name the authority's certificate.
    pub names_its_certificate: bool,
    /// One bit of the signature is wrong.
    pub damaged: bool,
}

impl Stamp {
    /// An honest one.
    pub fn new(authority: &Issued, time: Timestamp) -> Self {
        Self {
            authority: authority.clone(),
            time,
            accuracy: None,
            instead: None,
            names_its_certificate: true,
            damaged: false,
        }
    }

    /// The token for these bytes.
    pub fn over(&self, bytes: &[u8]) -> Vec<u8> {
        let certificate = Certificate::from_der(&self.authority.certificate_der).unwrap();
        let info = self.info(self.instead.as_deref().unwrap_or(bytes));
        let mut attributes = vec![
            attribute(CONTENT_TYPE, &tlv(6, TST_INFO)),
            attribute(MESSAGE_DIGEST, &tlv(4, &sha256(&info))),
        ];
        if self.names_its_certificate {
            let id = sequence(&[tlv(4, &sha256(certificate.der()))]);
            let ids = sequence(&[sequence(&[id])]);
            attributes.push(attribute(SIGNING_CERTIFICATE_V2, &ids));
        }
        attributes.sort();
        let attributes = attributes.concat();
        let serial = tlv(2, certificate.serial().as_bytes());
        let signer = sequence(&[
            tlv(2, &[1]),
            sequence(&[certificate.issuer_der().to_vec(), serial]),
            algorithm(SHA_256),
            tlv(0xa0, &attributes),
            algorithm(ECDSA_SHA_256),
            tlv(4, &self.sign(&tlv(0x31, &attributes))),
        ]);
        let signed_data = sequence(&[
            tlv(2, &[3]),
            tlv(0x31, &algorithm(SHA_256)),
            sequence(&[tlv(6, TST_INFO), tlv(0xa0, &tlv(4, &info))]),
            tlv(0xa0, certificate.der()),
            tlv(0x31, &signer),
        ]);
        sequence(&[tlv(6, SIGNED_DATA), tlv(0xa0, &signed_data)])
    }

    fn info(&self, stamped: &[u8]) -> Vec<u8> {
        let time = self.time.strftime("%Y%m%d%H%M%SZ").to_string();
        let accuracy = self.accuracy.map(|seconds| sequence(&[tlv(2, &[seconds])]));
        sequence(&[
            tlv(2, &[1]),
            tlv(6, POLICY),
            sequence(&[algorithm(SHA_256), tlv(4, &sha256(stamped))]),
            tlv(2, &[7]),
            tlv(0x18, time.as_bytes()),
            accuracy.unwrap_or_default(),
        ])
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let key = &self.authority.private_key_pkcs8_der;
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key).unwrap();
        let value = key.sign(&SystemRandom::new(), message).unwrap();
        let mut value = value.as_ref().to_vec();
        if self.damaged {
            *value.last_mut().unwrap() ^= 1;
        }
        value
    }
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

pub fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

pub fn algorithm(oid: &[u8]) -> Vec<u8> {
    sequence(&[tlv(6, oid)])
}

pub fn attribute(oid: &[u8], value: &[u8]) -> Vec<u8> {
    sequence(&[tlv(6, oid), tlv(0x31, value)])
}
