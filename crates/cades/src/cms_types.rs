//! What is written: the types of the crate `cms` where they keep bytes as given, our own where they do not.
//!
//! The only module that names `cms::`, so that its 0.3.0 becomes a change of one file. Certificates, names and signed attributes
//! are carried as [`Any`]: decoding and encoding them again is not byte-preserving (2 of 405 PKITS certificates change).

use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{DigestAlgorithmIdentifiers, EncapsulatedContentInfo};
use der::asn1::{Any, OctetString, SetOfVec};
use der::{Decode, Encode, Sequence, ValueOrd};
use spki::AlgorithmIdentifierOwned;

use crate::ber;
use crate::error::{CadesError, CadesErrorKind};
use crate::oids;

/// ```text
/// SignedData ::= SEQUENCE {                                  -- RFC 5652 §5.1
///     version CMSVersion,
///     digestAlgorithms DigestAlgorithmIdentifiers,
///     encapContentInfo EncapsulatedContentInfo,
///     certificates [0] IMPLICIT CertificateSet OPTIONAL,
///     crls [1] IMPLICIT RevocationInfoChoices OPTIONAL,
///     signerInfos SignerInfos }
/// ```
#[derive(Sequence)]
struct SignedData {
    version: CmsVersion,
    digest_algorithms: DigestAlgorithmIdentifiers,
    encap_content_info: EncapsulatedContentInfo,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    certificates: Option<SetOfVec<Any>>,
    signer_infos: SetOfVec<SignerInfo>,
}

/// ```text
/// SignerInfo ::= SEQUENCE {                                  -- RFC 5652 §5.3
///     version CMSVersion,
///     sid SignerIdentifier,
///     digestAlgorithm DigestAlgorithmIdentifier,
///     signedAttrs [0] IMPLICIT SignedAttributes OPTIONAL,
///     signatureAlgorithm SignatureAlgorithmIdentifier,
///     signature SignatureValue,
///     unsignedAttrs [1] IMPLICIT UnsignedAttributes OPTIONAL }
/// ```
#[derive(Clone, Sequence, ValueOrd)]
struct SignerInfo {
    version: CmsVersion,
    sid: Any,
    digest_algorithm: AlgorithmIdentifierOwned,
    #[asn1(
        context_specific = "0",
        tag_mode = "IMPLICIT",
        constructed = "true",
        optional = "true"
    )]
    signed_attributes: Option<SetOfVec<Any>>,
    signature_algorithm: AlgorithmIdentifierOwned,
    signature: OctetString,
    #[asn1(
        context_specific = "1",
        tag_mode = "IMPLICIT",
        constructed = "true",
        optional = "true"
    )]
    unsigned_attributes: Option<SetOfVec<Any>>,
}

/// The parts of a container with one signer and no content.
pub(crate) struct DetachedParts<'a> {
    /// `IssuerAndSerialNumber` in DER.
    pub(crate) issuer_and_serial: Vec<u8>,
    pub(crate) digest_algorithm: AlgorithmIdentifierOwned,
    /// DER `SET OF Attribute`.
    pub(crate) signed_attributes: &'a [u8],
    pub(crate) signature_algorithm: AlgorithmIdentifierOwned,
    pub(crate) signature: &'a [u8],
    /// DER `SET OF Attribute`.
    pub(crate) unsigned_attributes: Option<&'a [u8]>,
    /// Certificates in DER, without duplicates.
    pub(crate) certificates: Vec<&'a [u8]>,
}

/// `ContentInfo` with `SignedData` in strict DER.
pub(crate) fn encode(parts: &DetachedParts<'_>) -> Result<Vec<u8>, CadesError> {
    write(parts).map_err(|_| CadesErrorKind::Encoding("SignedData").into())
}

fn write(parts: &DetachedParts<'_>) -> der::Result<Vec<u8>> {
    let certificates: Vec<Any> = parts
        .certificates
        .iter()
        .map(|der| Any::from_der(der))
        .collect::<der::Result<_>>()?;
    let signed_data = SignedData {
        // RFC 5652 §5.1: version 1: id-data, no attribute certificates, issuerAndSerialNumber.
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![parts.digest_algorithm.clone()])?,
        // RFC 5652 §5.2: a detached ("external") signature has no eContent.
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: oids::DATA,
            econtent: None,
        },
        certificates: Some(SetOfVec::try_from(certificates)?),
        signer_infos: SetOfVec::try_from(vec![signer_info(parts)?])?,
    };
    ContentInfo {
        content_type: oids::SIGNED_DATA,
        content: Any::encode_from(&signed_data)?,
    }
    .to_der()
}

fn signer_info(parts: &DetachedParts<'_>) -> der::Result<SignerInfo> {
    Ok(SignerInfo {
        // RFC 5652 §5.3: version 1 with issuerAndSerialNumber.
        version: CmsVersion::V1,
        sid: Any::from_der(&parts.issuer_and_serial)?,
        digest_algorithm: parts.digest_algorithm.clone(),
        signed_attributes: Some(SetOfVec::from_der(parts.signed_attributes)?),
        signature_algorithm: parts.signature_algorithm.clone(),
        signature: OctetString::new(parts.signature)?,
        unsigned_attributes: parts
            .unsigned_attributes
            .map(SetOfVec::from_der)
            .transpose()?,
    })
}

/// `IssuerAndSerialNumber ::= SEQUENCE { issuer Name, serialNumber CertificateSerialNumber }`, RFC 5652 §10.2.4.
///
/// `serial` is the contents of the INTEGER as the certificate has it.
pub(crate) fn issuer_and_serial(issuer_der: &[u8], serial: &[u8]) -> Vec<u8> {
    let mut content = issuer_der.to_vec();
    ber::write_tlv(&mut content, ber::INTEGER, serial);
    let mut out = Vec::new();
    ber::write_tlv(&mut out, ber::SEQUENCE, &content);
    out
}
