//! Which certificate the signer says is its own: SigningCertificate, SigningCertificateV2 (RFC 5035).

use cert_path::{Certificate, CryptoProvider, DigestAlgorithm, UnsupportedAlgorithm};
use der::{Decode, Encode};

use crate::attribute_set::{AttributeSet, NotSingle};
use crate::attributes::{
    DIRECTORY_NAME, EssCertIdV2, IssuerSerial, SigningCertificateV1, SigningCertificateV2,
};
use crate::oids;
use crate::parsed::{ParsedContainer, same_name};

/// What the signed attributes say about the signer's certificate.
///
/// Without it another certificate over the same key could be put in the signer's place (RFC 5035 §1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SigningCertificateBinding {
    /// No such attribute: the identity is bound by the key alone. Most Vietnamese government signatures are so; never PAdES.
    Absent,
    /// The attribute names another certificate, or cannot be read.
    Mismatch(BindingMismatch),
    /// Cannot be checked: the hash algorithm is not offered.
    Unsupported(UnsupportedAlgorithm),
    /// signing-certificate, whose hash is SHA-1 (RFC 5035 §5.4).
    V1,
    /// signing-certificate-v2 (alone, or beside a version 1 that agrees).
    V2,
}

/// Why a signing-certificate attribute does not fit the signer's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BindingMismatch {
    /// The attribute occurs several times or has several values (RFC 5035 §3).
    #[error("the attribute does not occur once with one value")]
    Duplicate,
    /// The hash is that of another certificate.
    #[error("the certificate hash differs")]
    Hash,
    /// Issuer or serial number are those of another certificate.
    #[error("the issuer or the serial number differs")]
    IssuerSerial,
    /// The attribute cannot be read.
    #[error("the attribute is malformed")]
    Malformed,
}

/// Hash and issuer of the first ESSCertID: the signer's (RFC 5035 §3, §5.4.1).
struct Reference {
    digest: Result<DigestAlgorithm, UnsupportedAlgorithm>,
    hash: Vec<u8>,
    issuer_serial: Option<IssuerSerial>,
}

impl ParsedContainer {
    /// Compares the signing-certificate attributes with a certificate, usually [`ParsedContainer::signer_certificate`].
    #[must_use]
    pub fn binding_to(
        &self,
        certificate: &Certificate,
        provider: &CryptoProvider,
    ) -> SigningCertificateBinding {
        let Some(attributes) = &self.signer.signed_attributes else {
            return SigningCertificateBinding::Absent;
        };
        let check = |reference: Result<Option<Reference>, BindingMismatch>| match reference {
            Ok(None) => Ok(false),
            Ok(Some(reference)) => reference.check(certificate, provider).map(|()| true),
            Err(mismatch) => Err(SigningCertificateBinding::Mismatch(mismatch)),
        };
        match (check(v2(attributes)), check(v1(attributes))) {
            (Err(failure), _) | (_, Err(failure)) => failure,
            (Ok(true), _) => SigningCertificateBinding::V2,
            (_, Ok(true)) => SigningCertificateBinding::V1,
            _ => SigningCertificateBinding::Absent,
        }
    }

    /// Whether a version 2 attribute names exactly this certificate: chooses among certificates with equal issuer and serial.
    pub(crate) fn names_by_hash(&self, certificate: &Certificate) -> bool {
        let attributes = self.signer.signed_attributes.as_ref();
        attributes
            .and_then(|attributes| v2(attributes).ok().flatten())
            .is_some_and(|reference| {
                reference.digest == Ok(DigestAlgorithm::Sha256)
                    && reference.hash == certificate.fingerprint()
            })
    }
}

impl Reference {
    fn check(
        &self,
        certificate: &Certificate,
        provider: &CryptoProvider,
    ) -> Result<(), SigningCertificateBinding> {
        let unsupported = SigningCertificateBinding::Unsupported;
        let algorithm = self.digest.clone().map_err(unsupported)?;
        let hash = provider
            .digest(algorithm, certificate.der())
            .map_err(unsupported)?;
        if hash.as_bytes() != self.hash {
            return Err(SigningCertificateBinding::Mismatch(BindingMismatch::Hash));
        }
        match &self.issuer_serial {
            Some(issuer_serial) if !names(issuer_serial, certificate) => {
                let mismatch = BindingMismatch::IssuerSerial;
                Err(SigningCertificateBinding::Mismatch(mismatch))
            }
            _ => Ok(()),
        }
    }
}

/// RFC 5035 §5: serial number and, as the only directoryName, the issuer.
fn names(issuer_serial: &IssuerSerial, certificate: &Certificate) -> bool {
    let [issuer] = issuer_serial.issuer.as_slice() else {
        return false;
    };
    let is_directory_name =
        issuer.to_der().ok().and_then(|der| der.first().copied()) == Some(DIRECTORY_NAME);
    is_directory_name
        && same_name(issuer.value(), certificate)
        && issuer_serial.serial_number.value() == certificate.serial().as_bytes()
}

fn value(
    attributes: &AttributeSet,
    oid: der::asn1::ObjectIdentifier,
) -> Result<Option<&[u8]>, BindingMismatch> {
    attributes.single(oid).map_err(|problem| match problem {
        NotSingle::Duplicate | NotSingle::Values => BindingMismatch::Duplicate,
    })
}

fn v2(attributes: &AttributeSet) -> Result<Option<Reference>, BindingMismatch> {
    let Some(der) = value(attributes, oids::SIGNING_CERTIFICATE_V2)? else {
        return Ok(None);
    };
    let attribute = SigningCertificateV2::from_der(der).map_err(|_| BindingMismatch::Malformed)?;
    let first = attribute.certs.into_iter().next();
    let first = first.ok_or(BindingMismatch::Malformed)?;
    Ok(Some(Reference {
        digest: hash_algorithm(&first),
        hash: first.cert_hash.as_bytes().to_vec(),
        issuer_serial: first.issuer_serial,
    }))
}

/// RFC 5035 §4: SHA-256 when left out.
fn hash_algorithm(id: &EssCertIdV2) -> Result<DigestAlgorithm, UnsupportedAlgorithm> {
    let Some(algorithm) = &id.hash_algorithm else {
        return Ok(DigestAlgorithm::Sha256);
    };
    DigestAlgorithm::from_oid(&algorithm.oid).ok_or(UnsupportedAlgorithm {
        name: algorithm.oid.to_string(),
    })
}

fn v1(attributes: &AttributeSet) -> Result<Option<Reference>, BindingMismatch> {
    let Some(der) = value(attributes, oids::SIGNING_CERTIFICATE)? else {
        return Ok(None);
    };
    let attribute = SigningCertificateV1::from_der(der).map_err(|_| BindingMismatch::Malformed)?;
    let first = attribute.certs.into_iter().next();
    let first = first.ok_or(BindingMismatch::Malformed)?;
    Ok(Some(Reference {
        digest: Ok(DigestAlgorithm::Sha1), // RFC 5035 §5.4
        hash: first.cert_hash.as_bytes().to_vec(),
        issuer_serial: first.issuer_serial,
    }))
}
