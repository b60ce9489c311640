//! A container as it was found: read, not yet believed.

use cert_path::{
    Certificate, DigestAlgorithm, DistinguishedName, SignatureAlgorithm, UnsupportedAlgorithm,
};
use der::Decode;
use der::asn1::ObjectIdentifier;
use jiff::Timestamp;
use spki::AlgorithmIdentifierRef;

use crate::attribute_set::AttributeSet;
use crate::error::CadesError;
use crate::limits::Limits;
use crate::tolerance::Tolerance;
use crate::{oids, reading, revocation_info, time};

/// CMS SignedData with exactly one signer (ISO 32000-2 §12.8.3.3.1), DER or BER.
///
/// A value of this type says that the structure is readable, not that anything in it is true: see [`ParsedContainer::verify`].
#[derive(Clone, Debug)]
pub struct ParsedContainer {
    pub(crate) encoded: Vec<u8>,
    pub(crate) content_type: ObjectIdentifier,
    pub(crate) content: Option<Vec<u8>>,
    pub(crate) certificates: Vec<Certificate>,
    pub(crate) unreadable_certificates: Vec<UnreadableCertificate>,
    pub(crate) revocation: Vec<Vec<u8>>,
    pub(crate) signer: SignerInfo,
    pub(crate) tolerances: Vec<Tolerance>,
}

/// SignerInfo, RFC 5652 §5.3.
#[derive(Clone, Debug)]
pub(crate) struct SignerInfo {
    pub(crate) identifier: SignerIdentifier,
    /// DER `AlgorithmIdentifier`.
    pub(crate) digest_algorithm: Vec<u8>,
    pub(crate) signed_attributes: Option<AttributeSet>,
    /// DER `AlgorithmIdentifier`.
    pub(crate) signature_algorithm: Vec<u8>,
    pub(crate) signature: Vec<u8>,
    pub(crate) unsigned_attributes: AttributeSet,
}

/// How the signer names its certificate (RFC 5652 §5.3).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignerIdentifier {
    /// `issuerAndSerialNumber`.
    IssuerAndSerial {
        /// DER of the issuer's Name.
        issuer: Vec<u8>,
        /// Contents of the INTEGER.
        serial: Vec<u8>,
    },
    /// `subjectKeyIdentifier`: the octets.
    SubjectKeyIdentifier(Vec<u8>),
}

/// An element of `certificates` that is not a certificate we can read: damaged, or of another kind (RFC 5652 §10.2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableCertificate {
    /// Offset in the container.
    pub position: usize,
    /// The element as found.
    pub der: Vec<u8>,
}

impl ParsedContainer {
    /// Reads a container that may be followed by zero padding, as in `/Contents` (ISO 32000-2 §12.8.3.3.1).
    ///
    /// # Errors
    /// What is malformed and where; several signers; content that is not SignedData.
    pub fn parse(input: &[u8]) -> Result<Self, CadesError> {
        Self::parse_with(input, &Limits::default())
    }

    /// [`ParsedContainer::parse`] with other bounds.
    ///
    /// # Errors
    /// As [`ParsedContainer::parse`].
    pub fn parse_with(input: &[u8], limits: &Limits) -> Result<Self, CadesError> {
        reading::container(input, limits)
    }

    /// Bytes of the container itself, without the padding that may follow it.
    #[must_use]
    pub fn encoded_length(&self) -> usize {
        self.encoded.len()
    }

    /// The container as found, without padding.
    #[must_use]
    pub fn encoded(&self) -> &[u8] {
        &self.encoded
    }

    /// eContentType: id-data for signatures, id-ct-TSTInfo for time-stamp tokens.
    #[must_use]
    pub fn content_type(&self) -> ObjectIdentifier {
        self.content_type
    }

    /// The encapsulated content's octets: absent when detached, a SHA-1 digest in `adbe.pkcs7.sha1`, TSTInfo in tokens.
    #[must_use]
    pub fn encapsulated_content(&self) -> Option<&[u8]> {
        self.content.as_deref()
    }

    /// The certificates that could be read, in the order found. The order carries no meaning (RFC 5652 §10.2.3).
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// What else lay among the certificates.
    #[must_use]
    pub fn unreadable_certificates(&self) -> &[UnreadableCertificate] {
        &self.unreadable_certificates
    }

    /// How the signer names its certificate.
    #[must_use]
    pub fn signer_identifier(&self) -> &SignerIdentifier {
        &self.signer.identifier
    }

    /// The certificate that [`ParsedContainer::signer_identifier`] names, when it is among the certificates.
    #[must_use]
    pub fn signer_certificate(&self) -> Option<&Certificate> {
        self.signer_certificate_among(&[])
    }

    /// The same, looked for in the container first and then among `further`: the certificates of a PDF's document security store.
    #[must_use]
    pub fn signer_certificate_among<'c>(
        &'c self,
        further: &'c [Certificate],
    ) -> Option<&'c Certificate> {
        let all = || self.certificates.iter().chain(further);
        let named = |certificate: &&Certificate| self.signer.identifier.names(certificate);
        // Two certificates may share issuer and serial number: a mistake of the CA, or an attack. The signed hash decides.
        let by_hash = all().filter(named).find(|one| self.names_by_hash(one));
        by_hash.or_else(|| all().find(named))
    }

    /// `digestAlgorithm`: what the covered bytes are to be hashed with.
    ///
    /// # Errors
    /// One we have no name for.
    pub fn digest_algorithm(&self) -> Result<DigestAlgorithm, UnsupportedAlgorithm> {
        let oid = oid_of(&self.signer.digest_algorithm);
        DigestAlgorithm::from_oid(&oid).ok_or(UnsupportedAlgorithm {
            name: oid.to_string(),
        })
    }

    /// The object identifier of `digestAlgorithm`, known or not.
    #[must_use]
    pub fn digest_algorithm_oid(&self) -> ObjectIdentifier {
        oid_of(&self.signer.digest_algorithm)
    }

    /// `signatureAlgorithm`, completed by `digestAlgorithm` where it names no hash (`rsaEncryption`, RFC 5754 §3.2).
    ///
    /// # Errors
    /// One, or parameters of one, that we have no name for.
    pub fn signature_algorithm(&self) -> Result<SignatureAlgorithm, UnsupportedAlgorithm> {
        let identifier = AlgorithmIdentifierRef::from_der(&self.signer.signature_algorithm)
            .expect("checked while reading");
        SignatureAlgorithm::from_identifier(identifier, self.digest_algorithm().ok())
    }

    /// The object identifier of `signatureAlgorithm`, known or not.
    #[must_use]
    pub fn signature_algorithm_oid(&self) -> ObjectIdentifier {
        oid_of(&self.signer.signature_algorithm)
    }

    /// The signature value: the contents of the OCTET STRING, which a signature time-stamp is made over.
    #[must_use]
    pub fn signature_value(&self) -> &[u8] {
        &self.signer.signature
    }

    /// Whether there are signed attributes at all; `adbe.pkcs7.detached` may lack them.
    #[must_use]
    pub fn has_signed_attributes(&self) -> bool {
        self.signer.signed_attributes.is_some()
    }

    /// The claimed digest of the content, when the attribute occurs once with one value.
    #[must_use]
    pub fn message_digest(&self) -> Option<Vec<u8>> {
        let value = self.signed(oids::MESSAGE_DIGEST)?;
        let octets = <&der::asn1::OctetStringRef>::from_der(value).ok()?;
        Some(octets.as_bytes().to_vec())
    }

    /// The claimed signing time (RFC 5652 §11.3). PAdES forbids it (EN 319 142-1 §6.3); legacy signatures carry it. A claim only.
    #[must_use]
    pub fn signing_time(&self) -> Option<Timestamp> {
        time::read(self.signed(oids::SIGNING_TIME)?)
    }

    /// Object identifiers of the signed attributes that can be named, in the order sent.
    #[must_use]
    pub fn signed_attribute_types(&self) -> Vec<ObjectIdentifier> {
        named(self.signer.signed_attributes.as_ref())
    }

    /// Object identifiers of the unsigned attributes that can be named, in the order sent.
    #[must_use]
    pub fn unsigned_attribute_types(&self) -> Vec<ObjectIdentifier> {
        named(Some(&self.signer.unsigned_attributes))
    }

    /// Values, in DER, of the signed attributes of this type.
    #[must_use]
    pub fn signed_attribute(&self, oid: ObjectIdentifier) -> Vec<&[u8]> {
        match &self.signer.signed_attributes {
            Some(attributes) => attributes.values(oid).collect(),
            None => Vec::new(),
        }
    }

    /// Signature time-stamps (EN 319 122-1 §5.3), in DER, in the order found.
    #[must_use]
    pub fn timestamp_tokens(&self) -> Vec<&[u8]> {
        self.signer
            .unsigned_attributes
            .values(oids::SIGNATURE_TIME_STAMP)
            .collect()
    }

    /// Content time-stamps (EN 319 122-1 §5.2.8), in DER, in the order found: signed attributes, so the signature is younger.
    #[must_use]
    pub fn content_timestamp_tokens(&self) -> Vec<&[u8]> {
        self.signed_attribute(oids::CONTENT_TIME_STAMP)
    }

    /// CRLs in DER, from `crls` (RFC 5652 §10.2.1).
    #[must_use]
    pub fn crls(&self) -> Vec<Vec<u8>> {
        revocation_info::crls(&self.revocation)
    }

    /// OCSP responses in DER, from `crls` (RFC 5940 §2.1).
    #[must_use]
    pub fn ocsp_responses(&self) -> Vec<Vec<u8>> {
        revocation_info::ocsp_responses(&self.revocation)
    }

    /// CRLs in DER, from Adobe's signed attribute (ISO 32000-2 §12.8.3.3.2): they are as old as the signature at least.
    #[must_use]
    pub fn signed_crls(&self) -> Vec<Vec<u8>> {
        revocation_info::adobe_crls(self.adobe_revocation())
    }

    /// OCSP responses in DER, from Adobe's signed attribute, as [`Self::signed_crls`].
    #[must_use]
    pub fn signed_ocsp_responses(&self) -> Vec<Vec<u8>> {
        revocation_info::adobe_ocsp_responses(self.adobe_revocation())
    }

    /// Departures from the standards that reading forgave, each with a name.
    #[must_use]
    pub fn tolerances(&self) -> &[Tolerance] {
        &self.tolerances
    }

    fn adobe_revocation(&self) -> Option<&[u8]> {
        self.signed(oids::REVOCATION_INFO_ARCHIVAL)
    }

    /// The value of a signed attribute that occurs once with one value.
    fn signed(&self, oid: ObjectIdentifier) -> Option<&[u8]> {
        let attributes = self.signer.signed_attributes.as_ref()?;
        attributes.single(oid).ok().flatten()
    }
}

impl SignerIdentifier {
    fn names(&self, certificate: &Certificate) -> bool {
        match self {
            Self::IssuerAndSerial { issuer, serial } => {
                serial == certificate.serial().as_bytes() && same_name(issuer, certificate)
            }
            Self::SubjectKeyIdentifier(identifier) => {
                certificate.subject_key_identifier() == Some(identifier.as_slice())
            }
        }
    }
}

/// RFC 5280 §7.1: names compare after preparation, so that PrintableString and UTF8String forms of one name are equal.
pub(crate) fn same_name(issuer_der: &[u8], certificate: &Certificate) -> bool {
    issuer_der == certificate.issuer_der()
        || DistinguishedName::from_der(issuer_der).is_ok_and(|name| name == *certificate.issuer())
}

fn oid_of(algorithm: &[u8]) -> ObjectIdentifier {
    AlgorithmIdentifierRef::from_der(algorithm)
        .expect("checked while reading")
        .oid
}

fn named(attributes: Option<&AttributeSet>) -> Vec<ObjectIdentifier> {
    attributes
        .into_iter()
        .flat_map(AttributeSet::oids)
        .filter_map(|octets| ObjectIdentifier::from_bytes(octets).ok())
        .collect()
}
