//! The signed attributes we write.

use cert_path::{Certificate, Digest, SignatureAlgorithm};
use der::asn1::{Any, ObjectIdentifier, OctetStringRef};
use der::{Encode, Sequence};
use spki::AlgorithmIdentifierOwned;

use crate::error::{CadesError, CadesErrorKind, Unsupported};
use crate::statements::Statements;
use crate::{ber, oids};

/// What the signed attributes are made from.
#[derive(Clone, Copy, Debug)]
pub struct SignedAttributesRequest<'a> {
    /// Digest of the content; its algorithm becomes `digestAlgorithm`.
    pub message_digest: &'a Digest,
    /// The certificate that the signature is bound to.
    pub signer: &'a Certificate,
    /// How the attributes will be signed.
    pub algorithm: SignatureAlgorithm,
    /// What the signer states beside.
    pub statements: &'a Statements,
}

impl SignedAttributesRequest<'_> {
    /// DER `SET OF Attribute`: content-type, message-digest, signing-certificate-v2, CMSAlgorithmProtection, and what is stated.
    pub(crate) fn to_der(self) -> Result<Vec<u8>, CadesError> {
        let algorithm = signature_algorithm_identifier(self.algorithm)?;
        let digest_algorithm = digest_algorithm_identifier(self.message_digest);
        let mut attributes = vec![
            attribute(oids::CONTENT_TYPE, &oids::DATA)?,
            attribute(
                oids::MESSAGE_DIGEST,
                &OctetStringRef::new(self.message_digest.as_bytes()).map_err(unencodable)?,
            )?,
            attribute(
                oids::SIGNING_CERTIFICATE_V2,
                &signing_certificate_v2(self.signer)?,
            )?,
            attribute(
                oids::ALGORITHM_PROTECTION,
                &AlgorithmProtection {
                    digest_algorithm,
                    signature_algorithm: Some(algorithm),
                    mac_algorithm: None,
                },
            )?,
        ];
        attributes.extend(self.statements.attributes()?);
        // RFC 5652 §5.4: what is signed is the DER encoding of the SET OF, hence sorted.
        Ok(ber::set_of(ber::SET, attributes))
    }
}

fn unencodable(_: der::Error) -> CadesError {
    CadesErrorKind::Encoding("signed attributes").into()
}

/// RFC 5754 §2: parameters SHOULD be absent.
pub(crate) fn digest_algorithm_identifier(digest: &Digest) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid: digest.algorithm().oid(),
        parameters: None,
    }
}

pub(crate) fn signature_algorithm_identifier(
    algorithm: SignatureAlgorithm,
) -> Result<AlgorithmIdentifierOwned, CadesError> {
    algorithm
        .to_identifier()
        .map_err(|error| CadesErrorKind::Unsupported(Unsupported::Algorithm(error)).into())
}

/// `Attribute ::= SEQUENCE { attrType OBJECT IDENTIFIER, attrValues SET OF AttributeValue }`, RFC 5652 §5.3; one value.
pub(crate) fn attribute<T: Encode + der::Tagged>(
    oid: ObjectIdentifier,
    value: &T,
) -> Result<Vec<u8>, CadesError> {
    attribute_with(oid, &value.to_der().map_err(unencodable)?)
}

/// An attribute whose only value is given in DER.
pub(crate) fn attribute_with(
    oid: ObjectIdentifier,
    value_der: &[u8],
) -> Result<Vec<u8>, CadesError> {
    let mut content = oid.to_der().map_err(unencodable)?;
    ber::write_tlv(&mut content, ber::SET, value_der);
    let mut out = Vec::new();
    ber::write_tlv(&mut out, ber::SEQUENCE, &content);
    Ok(out)
}

/// ```text
/// CMSAlgorithmProtection ::= SEQUENCE {                      -- RFC 6211 §2
///     digestAlgorithm     DigestAlgorithmIdentifier,
///     signatureAlgorithm  [1] SignatureAlgorithmIdentifier OPTIONAL,
///     macAlgorithm        [2] MessageAuthenticationCodeAlgorithm OPTIONAL }
/// ```
#[derive(Clone, Debug, Sequence)]
pub(crate) struct AlgorithmProtection {
    pub(crate) digest_algorithm: AlgorithmIdentifierOwned,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub(crate) signature_algorithm: Option<AlgorithmIdentifierOwned>,
    #[asn1(context_specific = "2", tag_mode = "IMPLICIT", optional = "true")]
    pub(crate) mac_algorithm: Option<AlgorithmIdentifierOwned>,
}

/// ```text
/// SigningCertificateV2 ::= SEQUENCE {                        -- RFC 5035 §3
///     certs    SEQUENCE OF ESSCertIDv2,
///     policies SEQUENCE OF PolicyInformation OPTIONAL }
/// ```
#[derive(Clone, Debug, Sequence)]
pub(crate) struct SigningCertificateV2 {
    pub(crate) certs: Vec<EssCertIdV2>,
    #[asn1(optional = "true")]
    pub(crate) policies: Option<Any>,
}

/// ```text
/// ESSCertIDv2 ::= SEQUENCE {                                 -- RFC 5035 §4
///     hashAlgorithm AlgorithmIdentifier DEFAULT {algorithm id-sha256},
///     certHash      OCTET STRING,
///     issuerSerial  IssuerSerial OPTIONAL }
/// ```
#[derive(Clone, Debug, Sequence)]
pub(crate) struct EssCertIdV2 {
    #[asn1(optional = "true")]
    pub(crate) hash_algorithm: Option<AlgorithmIdentifierOwned>,
    pub(crate) cert_hash: der::asn1::OctetString,
    #[asn1(optional = "true")]
    pub(crate) issuer_serial: Option<IssuerSerial>,
}

/// ```text
/// SigningCertificate ::= SEQUENCE {                          -- RFC 5035 §5.4.1 (RFC 2634 §5.4)
///     certs    SEQUENCE OF ESSCertID,
///     policies SEQUENCE OF PolicyInformation OPTIONAL }
/// ```
#[derive(Clone, Debug, Sequence)]
pub(crate) struct SigningCertificateV1 {
    pub(crate) certs: Vec<EssCertIdV1>,
    #[asn1(optional = "true")]
    pub(crate) policies: Option<Any>,
}

/// `ESSCertID ::= SEQUENCE { certHash OCTET STRING -- SHA-1, issuerSerial IssuerSerial OPTIONAL }`, RFC 5035 §5.4.1.
#[derive(Clone, Debug, Sequence)]
pub(crate) struct EssCertIdV1 {
    pub(crate) cert_hash: der::asn1::OctetString,
    #[asn1(optional = "true")]
    pub(crate) issuer_serial: Option<IssuerSerial>,
}

/// `IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber CertificateSerialNumber }`, RFC 5035 §4.
#[derive(Clone, Debug, Sequence)]
pub(crate) struct IssuerSerial {
    pub(crate) issuer: Vec<Any>,
    pub(crate) serial_number: Any,
}

/// `GeneralName.directoryName [4]`, RFC 5280 §4.2.1.6; explicit, because Name is a CHOICE.
pub(crate) const DIRECTORY_NAME: u8 = 0xa4;

/// SHA-256 throughout, so that the hash algorithm is the DEFAULT and is left out (X.690 §11.5).
fn signing_certificate_v2(signer: &Certificate) -> Result<SigningCertificateV2, CadesError> {
    let mut directory_name = Vec::new();
    ber::write_tlv(&mut directory_name, DIRECTORY_NAME, signer.issuer_der());
    let issuer_serial = IssuerSerial {
        issuer: vec![der::Decode::from_der(&directory_name).map_err(unencodable)?],
        serial_number: Any::new(der::Tag::Integer, signer.serial().as_bytes())
            .map_err(unencodable)?,
    };
    Ok(SigningCertificateV2 {
        certs: vec![EssCertIdV2 {
            hash_algorithm: None,
            cert_hash: der::asn1::OctetString::new(signer.fingerprint()).map_err(unencodable)?,
            issuer_serial: Some(issuer_serial),
        }],
        policies: None,
    })
}
