//! Message digest and signature → [`Intact`].

use cert_path::{
    Certificate, CryptoProvider, Digest, DigestAlgorithm, SignatureAlgorithm, VerifyError,
};
use der::Decode;
use der::asn1::{ObjectIdentifier, OctetStringRef};

use crate::attribute_set::{AttributeSet, NotSingle};
use crate::attributes::AlgorithmProtection;
use crate::binding::SigningCertificateBinding;
use crate::integrity_failure::{IntegrityFailure, ProtectionFailure};
use crate::oids;
use crate::parsed::ParsedContainer;
use crate::to_be_signed::expected_digest;
use crate::tolerance::Tolerance;

/// Proof that the content is what was signed with the key of the signer's certificate (toàn vẹn).
///
/// It says nothing about the certificate: whether it is trusted, in force, or meant for signing is `cert-path`'s question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intact {
    signer: Certificate,
    message_digest: Digest,
    algorithm: SignatureAlgorithm,
    binding: SigningCertificateBinding,
    tolerances: Vec<Tolerance>,
}

impl Intact {
    pub(crate) const fn without_attributes(
        signer: Certificate,
        message_digest: Digest,
        algorithm: SignatureAlgorithm,
        binding: SigningCertificateBinding,
    ) -> Self {
        Self {
            signer,
            message_digest,
            algorithm,
            binding,
            tolerances: Vec::new(),
        }
    }

    /// The certificate whose key signed.
    #[must_use]
    pub fn signer_certificate(&self) -> &Certificate {
        &self.signer
    }

    /// The digest of the content.
    #[must_use]
    pub fn message_digest(&self) -> &Digest {
        &self.message_digest
    }

    /// The digest algorithm of the content.
    #[must_use]
    pub fn digest_algorithm(&self) -> DigestAlgorithm {
        self.message_digest.algorithm()
    }

    /// How it was signed.
    #[must_use]
    pub fn signature_algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    /// `Absent`, `V1` or `V2`.
    #[must_use]
    pub fn binding(&self) -> &SigningCertificateBinding {
        &self.binding
    }

    /// What was forgiven while reading and verifying.
    #[must_use]
    pub fn tolerances(&self) -> &[Tolerance] {
        &self.tolerances
    }
}

impl ParsedContainer {
    /// Whether the covered content, given by its digest, is what the signer signed.
    ///
    /// `content_digest` is made with [`ParsedContainer::digest_algorithm`] over the content: the bytes of the ByteRange, or
    /// [`ParsedContainer::encapsulated_content`].
    ///
    /// # Errors
    /// The first reason found, in the order: algorithms, certificate, attributes, digest, binding, signature.
    pub fn verify(
        &self,
        content_digest: &Digest,
        provider: &CryptoProvider,
    ) -> Result<Intact, IntegrityFailure> {
        self.verify_with(content_digest, &[], provider)
    }

    /// [`ParsedContainer::verify`], with further certificates among which the signer's may be.
    ///
    /// # Errors
    /// As [`ParsedContainer::verify`].
    pub fn verify_with(
        &self,
        content_digest: &Digest,
        further: &[Certificate],
        provider: &CryptoProvider,
    ) -> Result<Intact, IntegrityFailure> {
        let (digest, algorithm) = self.consistent_algorithms()?;
        if content_digest.algorithm() != digest {
            return Err(IntegrityFailure::OtherDigestGiven {
                expected: digest,
                found: content_digest.algorithm(),
            });
        }
        let signer = self
            .signer_certificate_among(further)
            .ok_or(IntegrityFailure::NoSignerCertificate)?;
        let mut tolerances = self.tolerances.clone();
        tolerances.extend(self.algorithm_tolerances(algorithm));
        let binding = match &self.signer.signed_attributes {
            Some(attributes) => {
                self.check_attributes(attributes, content_digest)?;
                let binding = self.checked_binding(signer, provider)?;
                let only_as_sent = signed_bytes(attributes, |bytes| {
                    let value = self.signature_value();
                    provider.verify(&algorithm, signer.spki_der(), bytes, value)
                })?;
                tolerances.extend(only_as_sent);
                binding
            }
            None => {
                self.verify_without_attributes(content_digest, algorithm, signer, provider)?;
                SigningCertificateBinding::Absent
            }
        };
        tolerances.sort();
        tolerances.dedup();
        Ok(Intact {
            signer: signer.clone(),
            message_digest: *content_digest,
            algorithm,
            binding,
            tolerances,
        })
    }

    fn consistent_algorithms(
        &self,
    ) -> Result<(DigestAlgorithm, SignatureAlgorithm), IntegrityFailure> {
        let digest = self.digest_algorithm()?;
        let signature = self.signature_algorithm()?;
        // RFC 8933 §3: the same digest algorithm for message digest and signature; RFC 4056 §3 for PSS.
        match expected_digest(signature) {
            Some(expected) if expected != digest => {
                Err(IntegrityFailure::AlgorithmMismatch { digest, signature })
            }
            _ => Ok((digest, signature)),
        }
    }

    fn algorithm_tolerances(&self, algorithm: SignatureAlgorithm) -> Vec<Tolerance> {
        /// id-ecPublicKey, RFC 5480 §2.1.1.
        const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
        let mut out = Vec::new();
        if self.signature_algorithm_oid() == EC_PUBLIC_KEY {
            out.push(Tolerance::KeyTypeAsSignatureAlgorithm);
        }
        if let SignatureAlgorithm::RsaPss {
            digest, mgf_digest, ..
        } = algorithm
            && digest != mgf_digest
        {
            out.push(Tolerance::MaskDigestDiffers);
        }
        out
    }

    /// RFC 5652 §5.4: without signed attributes the signature is over the content itself.
    fn verify_without_attributes(
        &self,
        content_digest: &Digest,
        algorithm: SignatureAlgorithm,
        signer: &Certificate,
        provider: &CryptoProvider,
    ) -> Result<(), IntegrityFailure> {
        // RFC 5652 §5.3: they may be left out for id-data only.
        if self.content_type != oids::DATA {
            return Err(IntegrityFailure::SignedAttributesMissing);
        }
        self.check_unsigned()?;
        let value = self.signature_value();
        provider
            .verify_digest(&algorithm, signer.spki_der(), content_digest, value)
            .map_err(failure)
    }

    fn check_attributes(
        &self,
        attributes: &AttributeSet,
        content_digest: &Digest,
    ) -> Result<(), IntegrityFailure> {
        let content_type = mandatory(attributes, oids::CONTENT_TYPE)?;
        let content_type = ObjectIdentifier::from_der(content_type)
            .map_err(|_| IntegrityFailure::AttributeMalformed(oids::CONTENT_TYPE))?;
        // RFC 5652 §11.1
        if content_type != self.content_type {
            return Err(IntegrityFailure::ContentTypeMismatch);
        }
        let claimed = mandatory(attributes, oids::MESSAGE_DIGEST)?;
        let claimed = <&OctetStringRef>::from_der(claimed)
            .map_err(|_| IntegrityFailure::AttributeMalformed(oids::MESSAGE_DIGEST))?;
        // RFC 5652 §11.3 gives signing-time the same rule.
        if let Err(problem) = attributes.single(oids::SIGNING_TIME) {
            return Err(not_single(problem, oids::SIGNING_TIME));
        }
        self.check_protection(attributes)?;
        // RFC 5652 §5.6
        if claimed.as_bytes() != content_digest.as_bytes() {
            return Err(IntegrityFailure::DigestMismatch);
        }
        Ok(())
    }

    /// RFC 6211 §2: the attribute must not be unsigned.
    fn check_unsigned(&self) -> Result<(), IntegrityFailure> {
        if self
            .signer
            .unsigned_attributes
            .contains(oids::ALGORITHM_PROTECTION)
        {
            return Err(IntegrityFailure::AlgorithmProtection(
                ProtectionFailure::Unsigned,
            ));
        }
        Ok(())
    }

    /// RFC 6211 §3: when present, both algorithms must be those of the SignerInfo, and macAlgorithm must be absent.
    fn check_protection(&self, attributes: &AttributeSet) -> Result<(), IntegrityFailure> {
        let wrong = IntegrityFailure::AlgorithmProtection;
        self.check_unsigned()?;
        let value = attributes
            .single(oids::ALGORITHM_PROTECTION)
            .map_err(|_| wrong(ProtectionFailure::Duplicate))?;
        let Some(value) = value else {
            return Ok(());
        };
        let protection = AlgorithmProtection::from_der(value)
            .map_err(|_| wrong(ProtectionFailure::Malformed))?;
        if protection.mac_algorithm.is_some() {
            return Err(wrong(ProtectionFailure::Malformed));
        }
        let signature = protection
            .signature_algorithm
            .ok_or(wrong(ProtectionFailure::Malformed))?;
        let same = same_algorithm(&protection.digest_algorithm, &self.signer.digest_algorithm)
            && same_algorithm(&signature, &self.signer.signature_algorithm);
        if same {
            Ok(())
        } else {
            Err(wrong(ProtectionFailure::Mismatch))
        }
    }

    fn checked_binding(
        &self,
        signer: &Certificate,
        provider: &CryptoProvider,
    ) -> Result<SigningCertificateBinding, IntegrityFailure> {
        match self.binding_to(signer, provider) {
            SigningCertificateBinding::Mismatch(mismatch) => {
                Err(IntegrityFailure::BindingMismatch(mismatch))
            }
            SigningCertificateBinding::Unsupported(which) => Err(which.into()),
            bound => Ok(bound),
        }
    }
}

/// The DER form first (RFC 5652 §5.4); the bytes as sent only as a named tolerance.
fn signed_bytes(
    attributes: &AttributeSet,
    verify: impl Fn(&[u8]) -> Result<(), VerifyError>,
) -> Result<Option<Tolerance>, IntegrityFailure> {
    match (verify(attributes.der()), attributes.as_sent()) {
        (Ok(()), _) => Ok(None),
        (Err(VerifyError::BadSignature), Some(as_sent)) => {
            verify(as_sent).map_err(failure)?;
            Ok(Some(Tolerance::SignedAttributesNotDerWhenSigned))
        }
        (Err(error), _) => Err(failure(error)),
    }
}

fn failure(error: VerifyError) -> IntegrityFailure {
    match error {
        VerifyError::Unsupported(which) => IntegrityFailure::UnsupportedAlgorithm(which),
        VerifyError::BadKey => IntegrityFailure::BadKey,
        _ => IntegrityFailure::SignatureMismatch,
    }
}

fn mandatory(attributes: &AttributeSet, oid: ObjectIdentifier) -> Result<&[u8], IntegrityFailure> {
    match attributes.single(oid) {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err(IntegrityFailure::AttributeMissing(oid)),
        Err(problem) => Err(not_single(problem, oid)),
    }
}

fn not_single(problem: NotSingle, oid: ObjectIdentifier) -> IntegrityFailure {
    match problem {
        NotSingle::Duplicate => IntegrityFailure::AttributeDuplicate(oid),
        NotSingle::Values => IntegrityFailure::AttributeNotSingleValued(oid),
    }
}

/// RFC 6211 §3: the same algorithm and parameters; absent and NULL parameters are the same thing here (RFC 5754 §2).
fn same_algorithm(protected: &spki::AlgorithmIdentifierOwned, outer: &[u8]) -> bool {
    let Ok(outer) = spki::AlgorithmIdentifierOwned::from_der(outer) else {
        return false;
    };
    let parameters = |identifier: &spki::AlgorithmIdentifierOwned| {
        identifier
            .parameters
            .clone()
            .filter(|parameters| !parameters.is_null())
    };
    protected.oid == outer.oid && parameters(protected) == parameters(&outer)
}
