//! Identities, and a builder for containers that no honest signer makes.
#![allow(dead_code, missing_docs, unreachable_pub)]
#![allow(clippy::unwrap_used, clippy::cast_possible_truncation)]

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use cades::{ExternalSigner, SoftwareSigner, ToBeSigned, expected_digest};
use cert_path::{Certificate, CryptoProvider, Digest, DigestAlgorithm};
use demo_pki::{DemoHierarchy, Issued, KeyKind, Profile};
use std::sync::OnceLock;

pub const CONTENT: &[u8] = "Kính gửi: Ủy ban nhân dân".as_bytes();

pub fn provider() -> &'static CryptoProvider {
    CryptoProvider::aws_lc()
}

pub fn hierarchy() -> &'static DemoHierarchy {
    static HIERARCHY: OnceLock<DemoHierarchy> = OnceLock::new();
    HIERARCHY.get_or_init(|| {
        let from = "2026-01-01T00:00:00Z".parse().unwrap();
        DemoHierarchy::new(from, "2030-01-01T00:00:00Z".parse().unwrap()).unwrap()
    })
}

pub fn issue(key: KeyKind) -> Issued {
    let profile = Profile {
        key,
        ..hierarchy().leader()
    };
    hierarchy().issue(&profile).unwrap()
}

/// One identity with a P-256 key, for the tests that need just any.
pub fn anyone() -> &'static Issued {
    static ISSUED: OnceLock<Issued> = OnceLock::new();
    ISSUED.get_or_init(|| issue(KeyKind::P256))
}

pub fn certificate(issued: &Issued) -> Certificate {
    Certificate::from_der(&issued.certificate_der).unwrap()
}

pub fn chain() -> Vec<Certificate> {
    vec![
        certificate(&hierarchy().sub_ca),
        certificate(&hierarchy().root),
    ]
}

pub fn signer(issued: &Issued) -> SoftwareSigner {
    let key = &issued.private_key_pkcs8_der;
    SoftwareSigner::from_pkcs8(key, certificate(issued), chain()).unwrap()
}

pub fn digest(algorithm: DigestAlgorithm, content: &[u8]) -> Digest {
    provider().digest(algorithm, content).unwrap()
}

pub fn sha256(content: &[u8]) -> Digest {
    digest(DigestAlgorithm::Sha256, content)
}

/// A container over `content`, made the ordinary way.
pub fn sign(signer: &dyn ExternalSigner, content: &[u8]) -> Vec<u8> {
    let algorithm = expected_digest(signer.algorithm()).unwrap();
    let message_digest = digest(algorithm, content);
    let to_be_signed =
        ToBeSigned::new(&message_digest, signer.certificate(), signer.algorithm()).unwrap();
    let value = signer.sign(&to_be_signed).unwrap();
    let container = to_be_signed.assemble(value, signer.chain(), provider());
    container.unwrap().into_der()
}

pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match content.len() {
        length @ 0..=0x7f => out.push(length as u8),
        length @ 0x80..=0xff => out.extend([0x81, length as u8]),
        length => out.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    out.extend_from_slice(content);
    out
}

pub fn oid(text: &str) -> Vec<u8> {
    let oid = der::asn1::ObjectIdentifier::new_unwrap(text);
    tlv(6, oid.as_bytes())
}

pub const DATA: &str = "1.2.840.113549.1.7.1";
pub const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
pub const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
pub const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
pub const SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
pub const PROTECTION: &str = "1.2.840.113549.1.9.52";
pub const TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";
pub const SIGNING_CERTIFICATE: &str = "1.2.840.113549.1.9.16.2.12";
pub const SIGNING_CERTIFICATE_V2: &str = "1.2.840.113549.1.9.16.2.47";
pub const SHA_256: &str = "2.16.840.1.101.3.4.2.1";
pub const SHA_384: &str = "2.16.840.1.101.3.4.2.2";
pub const ECDSA_SHA_256: &str = "1.2.840.10045.4.3.2";

pub fn algorithm(name: &str) -> Vec<u8> {
    tlv(0x30, &oid(name))
}

pub fn attribute(name: &str, values: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &[oid(name), tlv(0x31, &values.concat())].concat())
}

/// Every part of a container, to be spoiled one at a time; signed with P-256 when built.
#[derive(Clone)]
pub struct Recipe {
    pub identity: Issued,
    pub content_type: &'static str,
    pub content: Option<Vec<u8>>,
    pub digest_algorithm: Vec<u8>,
    pub signature_algorithm: Vec<u8>,
    /// In the order they are sent.
    pub signed_attributes: Option<Vec<Vec<u8>>>,
    pub unsigned_attributes: Vec<Vec<u8>>,
    pub certificates: Vec<Vec<u8>>,
    /// Sign the attributes as sent instead of sorted.
    pub sign_as_sent: bool,
    pub signers: usize,
    /// Name the signer by this identifier instead of issuer and serial number.
    pub key_identifier: Option<Vec<u8>>,
}

impl Recipe {
    /// Conforms; every attribute but the mandatory two left out.
    pub fn new() -> Self {
        let identity = anyone().clone();
        Self {
            content_type: DATA,
            content: None,
            digest_algorithm: algorithm(SHA_256),
            signature_algorithm: algorithm(ECDSA_SHA_256),
            signed_attributes: Some(vec![
                attribute(CONTENT_TYPE, &[oid(DATA)]),
                attribute(MESSAGE_DIGEST, &[tlv(4, sha256(CONTENT).as_bytes())]),
            ]),
            unsigned_attributes: Vec::new(),
            certificates: vec![identity.certificate_der.clone()],
            sign_as_sent: false,
            signers: 1,
            key_identifier: None,
            identity,
        }
    }

    pub fn with_attribute(mut self, attribute: Vec<u8>) -> Self {
        self.signed_attributes.as_mut().unwrap().push(attribute);
        self
    }

    pub fn sorted(mut self) -> Self {
        if let Some(attributes) = &mut self.signed_attributes {
            attributes.sort();
        }
        self
    }

    pub fn build(&self) -> Vec<u8> {
        let certificate = certificate(&self.identity);
        let serial = tlv(2, certificate.serial().as_bytes());
        let mut signer = match &self.key_identifier {
            Some(identifier) => [tlv(2, &[3]), tlv(0x80, identifier)].concat(),
            None => {
                let name = [certificate.issuer_der(), &serial].concat();
                [tlv(2, &[1]), tlv(0x30, &name)].concat()
            }
        };
        signer.extend(&self.digest_algorithm);
        if let Some(attributes) = &self.signed_attributes {
            signer.extend(tlv(0xa0, &attributes.concat()));
        }
        signer.extend(&self.signature_algorithm);
        signer.extend(tlv(4, &self.signature()));
        if !self.unsigned_attributes.is_empty() {
            signer.extend(tlv(0xa1, &self.unsigned_attributes.concat()));
        }
        let signer = tlv(0x30, &signer);
        let mut encapsulated = oid(self.content_type);
        if let Some(content) = &self.content {
            encapsulated.extend(tlv(0xa0, &tlv(4, content)));
        }
        let plain = self.content_type == DATA && self.key_identifier.is_none();
        let version = if plain { 1 } else { 3 };
        let signed_data = [
            tlv(2, &[version]),
            tlv(0x31, &self.digest_algorithm),
            tlv(0x30, &encapsulated),
            tlv(0xa0, &self.certificates.concat()),
            tlv(0x31, &signer.repeat(self.signers)),
        ];
        let signed_data = tlv(0x30, &signed_data.concat());
        tlv(0x30, &[oid(SIGNED_DATA), tlv(0xa0, &signed_data)].concat())
    }

    fn signature(&self) -> Vec<u8> {
        let message = match &self.signed_attributes {
            None => CONTENT.to_vec(),
            Some(attributes) => {
                let mut attributes = attributes.clone();
                if !self.sign_as_sent {
                    attributes.sort();
                }
                tlv(0x31, &attributes.concat())
            }
        };
        let key = &self.identity.private_key_pkcs8_der;
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key).unwrap();
        let value = key.sign(&SystemRandom::new(), &message).unwrap();
        value.as_ref().to_vec()
    }
}
