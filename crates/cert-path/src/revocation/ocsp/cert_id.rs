//! Which certificate an answer is about (RFC 6960 §4.1.1).

use der::asn1::ObjectIdentifier;

use crate::algorithms::{Digest, DigestAlgorithm};
use crate::asn1::{self, Element};
use crate::certificate::{Certificate, SerialNumber};
use crate::error::{CertificateError, UnsupportedAlgorithm};
use crate::provider::CryptoProvider;

/// A certificate by its issuer's name and key, hashed, and its serial number:
///
/// ```text
/// CertID ::= SEQUENCE {
///     hashAlgorithm   AlgorithmIdentifier,
///     issuerNameHash  OCTET STRING,
///     issuerKeyHash   OCTET STRING,
///     serialNumber    CertificateSerialNumber }
/// ```
///
/// The key is in it because names are not unique (RFC 6960 §4.1.1): a serial number used again by another CA, even of
/// the same name, is another certificate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CertId {
    /// `hashAlgorithm`; SHA-1 is met most (RFC 5019 §2.1.1 demanded it) and does no harm here: the response is signed.
    pub hash_algorithm: ObjectIdentifier,
    /// `issuerNameHash`: of the DER of the issuer's name.
    pub issuer_name_hash: Vec<u8>,
    /// `issuerKeyHash`: of the octets of the issuer's public key, without tag, length and count of unused bits.
    pub issuer_key_hash: Vec<u8>,
    /// `serialNumber`.
    pub serial: SerialNumber,
}

impl CertId {
    pub(super) fn read(element: &Element<'_>) -> Result<Self, CertificateError> {
        let mut fields = element.children();
        let hash_algorithm = fields
            .expect(asn1::SEQUENCE)?
            .children()
            .any()?
            .object_identifier()?;
        let issuer_name_hash = fields.expect(asn1::OCTET_STRING)?.content.to_vec();
        let issuer_key_hash = fields.expect(asn1::OCTET_STRING)?.content.to_vec();
        let serial = SerialNumber::read_lenient(&fields.any()?)?;
        fields.finish()?;
        Ok(Self {
            hash_algorithm,
            issuer_name_hash,
            issuer_key_hash,
            serial,
        })
    }

    /// The identifier of a certificate.
    ///
    /// # Errors
    /// The provider does not have the hash.
    pub fn new(
        certificate: &Certificate,
        issuer: &Certificate,
        hash: DigestAlgorithm,
        provider: &CryptoProvider,
    ) -> Result<Self, UnsupportedAlgorithm> {
        let name = provider.digest(hash, certificate.issuer_der())?;
        let key = provider.digest(hash, key_octets(issuer))?;
        Ok(Self {
            hash_algorithm: hash.oid(),
            issuer_name_hash: name.as_bytes().to_vec(),
            issuer_key_hash: key.as_bytes().to_vec(),
            serial: certificate.serial().clone(),
        })
    }
}

/// The octets of the BIT STRING `subjectPublicKey` (RFC 6960 §4.1.1: "excluding tag and length").
pub(super) fn key_octets(certificate: &Certificate) -> &[u8] {
    let read = || {
        let spki = Element::only(certificate.spki_der(), 0)?;
        let mut fields = spki.children();
        fields.any()?;
        Ok::<_, CertificateError>(fields.any()?.bit_string()?.1)
    };
    read().expect("a parsed certificate has a subjectPublicKey")
}

/// One certificate, compared with the [`CertId`]s of many answers: each hash is computed once.
pub(super) struct Wanted<'a> {
    certificate: &'a Certificate,
    issuer: &'a Certificate,
    provider: &'a CryptoProvider,
    known: Vec<(DigestAlgorithm, Hashes)>,
}

#[derive(Clone, Copy)]
struct Hashes {
    /// The issuer's name as the certificate has it (RFC 6960 §4.1.1).
    name: Digest,
    /// As the issuer has it: the same name, perhaps in other string types; some responders hash this one.
    own_name: Digest,
    key: Digest,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(
        certificate: &'a Certificate,
        issuer: &'a Certificate,
        provider: &'a CryptoProvider,
    ) -> Self {
        Self {
            certificate,
            issuer,
            provider,
            known: Vec::new(),
        }
    }

    /// Whether this is the identifier of the certificate. One with a hash that is not offered names nothing we know.
    pub(super) fn is(&mut self, id: &CertId) -> bool {
        if id.serial != *self.certificate.serial() {
            return false;
        }
        let hashes =
            DigestAlgorithm::from_oid(&id.hash_algorithm).and_then(|hash| self.hashes(hash));
        hashes.is_some_and(|hashes| {
            hashes.key.as_bytes() == id.issuer_key_hash
                && [hashes.name, hashes.own_name]
                    .iter()
                    .any(|name| name.as_bytes() == id.issuer_name_hash)
        })
    }

    fn hashes(&mut self, hash: DigestAlgorithm) -> Option<Hashes> {
        if let Some((_, hashes)) = self.known.iter().find(|row| row.0 == hash) {
            return Some(*hashes);
        }
        let (name, own_name) = (self.certificate.issuer_der(), self.issuer.subject_der());
        let digest = |octets| self.provider.digest(hash, octets).ok();
        let name_hash = digest(name)?;
        let hashes = Hashes {
            name: name_hash,
            own_name: if name == own_name {
                name_hash
            } else {
                digest(own_name)?
            },
            key: digest(key_octets(self.issuer))?,
        };
        self.known.push((hash, hashes));
        Some(hashes)
    }
}
