//! Whether the covered bytes are the signed ones (RFC 5652 §5.6, RFC 3161 §2.4.2; ISO 32000-2 §12.8.3).

use cades::{
    CadesError, Intact, IntactTimestamp, SigningCertificateBinding, TimestampFailure, Tolerance,
};
use cert_path::{Certificate, Digest, DigestAlgorithm, SignatureAlgorithm};

use crate::indication::SubIndication;

/// Proof that the covered bytes are the signed ones; holds the proof of `cades`, which alone can make one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum IntactSignature {
    /// A document time-stamp.
    DocumentTimestamp(Box<IntactTimestamp>),
    /// A signature.
    Signature(Box<Intact>),
}

impl IntactSignature {
    fn inner(&self) -> &Intact {
        match self {
            Self::DocumentTimestamp(timestamp) => timestamp.intact(),
            Self::Signature(intact) => intact,
        }
    }

    /// The certificate whose key signed.
    #[must_use]
    pub fn signer_certificate(&self) -> &Certificate {
        self.inner().signer_certificate()
    }

    /// The digest algorithm.
    #[must_use]
    pub fn digest_algorithm(&self) -> DigestAlgorithm {
        self.inner().digest_algorithm()
    }

    /// The digest of the signed content: of the covered bytes in a detached signature, of what stands in the container otherwise.
    #[must_use]
    pub fn signed_digest(&self) -> &Digest {
        self.inner().message_digest()
    }

    /// How it was signed.
    #[must_use]
    pub fn signature_algorithm(&self) -> SignatureAlgorithm {
        self.inner().signature_algorithm()
    }

    /// Whether and how the signed attributes name the certificate.
    #[must_use]
    pub fn binding(&self) -> &SigningCertificateBinding {
        self.inner().binding()
    }

    /// What was forgiven while reading.
    #[must_use]
    pub fn tolerances(&self) -> &[Tolerance] {
        self.inner().tolerances()
    }
}

/// Why the covered bytes are not shown to be the signed ones.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IntegrityFailure {
    /// The container cannot be read.
    #[error("the signature container cannot be read: {0}")]
    Container(CadesError),
    /// The digest in the container is not the one of the covered bytes (`adbe.pkcs7.sha1`).
    #[error("the covered bytes have another digest than the signed one")]
    ContentDigestMismatch,
    /// A detached signature that carries content of its own (ISO 32000-2 §12.8.3.3.1: no data shall be encapsulated).
    #[error("a detached signature carries content of its own")]
    EncapsulatedContent,
    /// There is no encapsulated digest where the format needs one (`adbe.pkcs7.sha1`).
    #[error("the signature container carries no digest of the document")]
    EncapsulatedDigestMissing,
    /// The CMS signature does not hold.
    #[error(transparent)]
    Signature(cades::IntegrityFailure),
    /// The document time-stamp does not hold.
    #[error(transparent)]
    Timestamp(TimestampFailure),
}

impl IntegrityFailure {
    /// The sub-indication of EN 319 102-1 that says the same.
    #[must_use]
    pub const fn sub_indication(&self) -> SubIndication {
        match self {
            Self::Container(_) | Self::EncapsulatedContent | Self::EncapsulatedDigestMissing => {
                SubIndication::FormatFailure
            }
            Self::ContentDigestMismatch => SubIndication::HashFailure,
            Self::Signature(failure) => of_signature(failure),
            Self::Timestamp(failure) => of_timestamp(failure),
        }
    }
}

const fn of_signature(failure: &cades::IntegrityFailure) -> SubIndication {
    use cades::IntegrityFailure as F;
    match failure {
        // EN 319 102-1 §5.2.7.4
        F::DigestMismatch => SubIndication::HashFailure,
        F::SignatureMismatch | F::BadKey => SubIndication::SigCryptoFailure,
        // EN 319 102-1 §5.2.3.4
        F::NoSignerCertificate | F::BindingMismatch(_) => SubIndication::NoSigningCertificateFound,
        // EN 319 102-1 §5.2.2: mandatory parts missing or twice.
        F::AttributeDuplicate(_)
        | F::AttributeMalformed(_)
        | F::AttributeMissing(_)
        | F::AttributeNotSingleValued(_)
        | F::ContentTypeMismatch
        | F::SignedAttributesMissing => SubIndication::FormatFailure,
        // RFC 8419 §3 and RFC 8933 forbid the combination of algorithms; the mathematics were not asked (EN 319 102-1 §5.2.8.4.1).
        F::AlgorithmMismatch { .. } => SubIndication::CryptoConstraintsFailure,
        // RFC 6211: a signed attribute disagrees.
        F::AlgorithmProtection(_) => SubIndication::SigConstraintsFailure,
        _ => SubIndication::Generic,
    }
}

const fn of_timestamp(failure: &TimestampFailure) -> SubIndication {
    match failure {
        TimestampFailure::ImprintMismatch => SubIndication::HashFailure,
        TimestampFailure::Integrity(failure) => of_signature(failure),
        TimestampFailure::BindingAbsent | TimestampFailure::UnknownCriticalExtension(_) => {
            SubIndication::SigConstraintsFailure
        }
        _ => SubIndication::Generic,
    }
}
