//! Step 1 of 2: the data to be signed (EN 319 102-1; dữ liệu cần ký).

use cert_path::{
    Certificate, CryptoProvider, Digest, DigestAlgorithm, PublicKeyKind, SignatureAlgorithm,
    VerifyError,
};
use der::{Decode, Encode};
use serde::{Deserialize, Serialize};
use spki::AlgorithmIdentifierRef;

use crate::attributes::{SignedAttributesRequest, signature_algorithm_identifier};
use crate::container::SignedContainer;
use crate::error::{CadesError, CadesErrorKind, Unsupported};
use crate::hex;
use crate::signer::SignatureValue;
use crate::statements::Statements;

/// The signed attributes of one signature, ready for a key.
///
/// Not the document, and not its digest: the key signs a DER `SET OF Attribute` (RFC 5652 §5.4) that holds the digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToBeSigned {
    der: Vec<u8>,
    message_digest: Digest,
    algorithm: SignatureAlgorithm,
    signer: Certificate,
}

impl ToBeSigned {
    /// Attributes binding `message_digest` to `signer`: content-type, message-digest, signing-certificate-v2,
    /// CMSAlgorithmProtection. The digest's algorithm becomes `digestAlgorithm`.
    ///
    /// # Errors
    /// When the algorithms contradict each other (RFC 8933 §3), the key cannot sign this way, or CMS has no identifier for it.
    pub fn new(
        message_digest: &Digest,
        signer: &Certificate,
        algorithm: SignatureAlgorithm,
    ) -> Result<Self, CadesError> {
        Self::stating(message_digest, signer, algorithm, &Statements::default())
    }

    /// The same with what the signer states beside.
    ///
    /// # Errors
    /// As [`ToBeSigned::new`]; a year that is not of four digits, an address with other letters than printable ASCII.
    pub fn stating(
        message_digest: &Digest,
        signer: &Certificate,
        algorithm: SignatureAlgorithm,
        statements: &Statements,
    ) -> Result<Self, CadesError> {
        check_digest(message_digest.algorithm(), algorithm)?;
        check_key(signer, algorithm)?;
        let request = SignedAttributesRequest {
            message_digest,
            signer,
            algorithm,
            statements,
        };
        Ok(Self {
            der: request.to_der()?,
            message_digest: *message_digest,
            algorithm,
            signer: signer.clone(),
        })
    }

    /// What the key signs: the signed attributes as DER `SET OF`, tag 0x31 (RFC 5652 §5.4).
    #[must_use]
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// The digest of the content.
    #[must_use]
    pub fn message_digest(&self) -> &Digest {
        &self.message_digest
    }

    /// The algorithm of [`ToBeSigned::message_digest`].
    #[must_use]
    pub fn digest_algorithm(&self) -> DigestAlgorithm {
        self.message_digest.algorithm()
    }

    /// How the key must sign.
    #[must_use]
    pub fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    /// The certificate the signature will be bound to.
    #[must_use]
    pub fn signer_certificate(&self) -> &Certificate {
        &self.signer
    }

    /// Step 2 of 2. The value is verified under the certificate before anything is built, so that a wrong key, a wrong PIN slot or
    /// a device that hashes twice is noticed here and not by the first reader of the file.
    ///
    /// # Errors
    /// `SignatureValueRefused` when the value is not a signature of these attributes.
    pub fn assemble(
        self,
        value: SignatureValue,
        chain: &[Certificate],
        provider: &CryptoProvider,
    ) -> Result<SignedContainer, CadesError> {
        provider
            .verify(
                &self.algorithm,
                self.signer.spki_der(),
                &self.der,
                value.as_bytes(),
            )
            .map_err(|error| match error {
                VerifyError::Unsupported(which) => {
                    CadesErrorKind::Unsupported(Unsupported::Algorithm(which))
                }
                VerifyError::BadKey => CadesErrorKind::KeyDoesNotFitAlgorithm,
                _ => CadesErrorKind::SignatureValueRefused,
            })?;
        SignedContainer::build(&self, value, chain)
    }

    /// What must be kept to resume after a restart.
    ///
    /// # Errors
    /// Never for a value made by [`ToBeSigned::new`], which has encoded the same identifier.
    pub fn to_parts(&self) -> Result<ToBeSignedParts, CadesError> {
        let identifier = signature_algorithm_identifier(self.algorithm)?;
        let identifier = identifier
            .to_der()
            .map_err(|_| CadesErrorKind::Encoding("signature algorithm"))?;
        Ok(ToBeSignedParts {
            signed_attributes: hex::encode(&self.der),
            message_digest: hex::encode(self.message_digest.as_bytes()),
            digest_algorithm: self.digest_algorithm().oid().to_string(),
            signature_algorithm: hex::encode(&identifier),
            signer_certificate: hex::encode(self.signer.der()),
        })
    }

    /// Resumes. Nothing stored is trusted: the attributes are derived anew from the digest that the caller computed again and
    /// from the certificate that the caller checked again, and must equal what was stored.
    ///
    /// # Errors
    /// `DeferredStateAltered` naming the part that differs.
    pub fn from_parts(
        parts: &ToBeSignedParts,
        message_digest: &Digest,
        signer: &Certificate,
    ) -> Result<Self, CadesError> {
        let altered = |what| CadesError::from(CadesErrorKind::DeferredStateAltered(what));
        let equal = |stored: &str, derived: &[u8], what| {
            let same = hex::decode(stored).is_some_and(|stored| stored == derived);
            if same { Ok(()) } else { Err(altered(what)) }
        };
        let digest_algorithm = message_digest.algorithm();
        if parts.digest_algorithm != digest_algorithm.oid().to_string() {
            return Err(altered("digest algorithm"));
        }
        equal(
            &parts.message_digest,
            message_digest.as_bytes(),
            "message digest",
        )?;
        equal(
            &parts.signer_certificate,
            signer.der(),
            "signer certificate",
        )?;
        let algorithm = stored_algorithm(&parts.signature_algorithm, digest_algorithm)
            .ok_or(altered("signature algorithm"))?;
        let derived = Self::new(message_digest, signer, algorithm)?;
        equal(&parts.signed_attributes, &derived.der, "signed attributes")?;
        Ok(derived)
    }
}

fn stored_algorithm(text: &str, digest: DigestAlgorithm) -> Option<SignatureAlgorithm> {
    let der = hex::decode(text)?;
    let identifier = AlgorithmIdentifierRef::from_der(&der).ok()?;
    SignatureAlgorithm::from_identifier(identifier, Some(digest)).ok()
}

/// RFC 8933 §3: one digest algorithm for message digest and signature; RFC 8419 §3.1: Ed25519 goes with SHA-512, Ed448 with SHAKE256.
fn check_digest(digest: DigestAlgorithm, algorithm: SignatureAlgorithm) -> Result<(), CadesError> {
    match expected_digest(algorithm) {
        Some(expected) if expected != digest => Err(CadesErrorKind::DigestMismatchesSignature {
            digest,
            signature: algorithm,
        }
        .into()),
        _ => Ok(()),
    }
}

impl ToBeSignedParts {
    /// The signer's certificate as stored. Unchecked: whoever resumes checks it anew.
    ///
    /// # Errors
    /// `DeferredStateAltered`: what is stored is no certificate.
    pub fn stored_certificate(&self) -> Result<Certificate, CadesError> {
        let certificate =
            hex::decode(&self.signer_certificate).and_then(|der| Certificate::from_der(&der).ok());
        certificate.ok_or_else(|| CadesErrorKind::DeferredStateAltered("signer certificate").into())
    }

    /// The signature algorithm as stored. Unchecked.
    ///
    /// # Errors
    /// `DeferredStateAltered`: what is stored is no algorithm that is known.
    pub fn stored_algorithm(&self) -> Result<SignatureAlgorithm, CadesError> {
        let digest = der::asn1::ObjectIdentifier::new(&self.digest_algorithm)
            .ok()
            .and_then(|oid| DigestAlgorithm::from_oid(&oid));
        let algorithm =
            digest.and_then(|digest| stored_algorithm(&self.signature_algorithm, digest));
        algorithm.ok_or_else(|| CadesErrorKind::DeferredStateAltered("signature algorithm").into())
    }
}

/// The digest algorithm that a signature algorithm asks CMS to use with signed attributes, when it asks for one.
#[must_use]
pub fn expected_digest(algorithm: SignatureAlgorithm) -> Option<DigestAlgorithm> {
    match algorithm {
        SignatureAlgorithm::Ed25519 => Some(DigestAlgorithm::Sha512), // RFC 8419 §3.1
        SignatureAlgorithm::Ed448 => Some(DigestAlgorithm::Shake256), // RFC 8419 §3.1
        other => other.digest(),
    }
}

fn check_key(signer: &Certificate, algorithm: SignatureAlgorithm) -> Result<(), CadesError> {
    let fits = match (signer.public_key_kind(), algorithm) {
        (
            PublicKeyKind::Rsa { .. },
            SignatureAlgorithm::RsaPkcs1(_) | SignatureAlgorithm::RsaPss { .. },
        )
        | (PublicKeyKind::Ec { .. }, SignatureAlgorithm::Ecdsa(_))
        | (PublicKeyKind::Ed25519, SignatureAlgorithm::Ed25519)
        | (PublicKeyKind::Ed448, SignatureAlgorithm::Ed448) => true,
        (
            PublicKeyKind::Rsa { .. }
            | PublicKeyKind::Ec { .. }
            | PublicKeyKind::Ed25519
            | PublicKeyKind::Ed448,
            _,
        ) => false,
        // A kind that cert-path has no name for: the check in `assemble` decides.
        _ => true,
    };
    if fits {
        Ok(())
    } else {
        Err(CadesErrorKind::KeyDoesNotFitAlgorithm.into())
    }
}

/// A [`ToBeSigned`] at rest: lower-case hexadecimal texts, so that any format carries it. No secret is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToBeSignedParts {
    /// DER `SET OF Attribute`.
    pub signed_attributes: String,
    /// Digest of the content.
    pub message_digest: String,
    /// Dotted object identifier.
    pub digest_algorithm: String,
    /// DER `AlgorithmIdentifier`.
    pub signature_algorithm: String,
    /// DER certificate.
    pub signer_certificate: String,
}
