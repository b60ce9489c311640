//! Whether the covered bytes are the signed ones (RFC 5652 §5.6, RFC 3161 §2.4.2; ISO 32000-2 §12.8.3).

use cades::{
    CadesError, CadesErrorKind, Intact, IntactTimestamp, ParsedContainer,
    SigningCertificateBinding, TimestampFailure, TimestampToken, Tolerance,
};
use cert_path::{
    Certificate, CryptoProvider, Digest, DigestAlgorithm, SignatureAlgorithm, UnsupportedAlgorithm,
};

use crate::embedded::EmbeddedSignature;
use crate::indication::SubIndication;
use crate::report::{Axis, StepName};

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
        // RFC 6211 and RFC 8933 forbid the combination; the mathematics were not asked.
        F::AlgorithmMismatch { .. } | F::AlgorithmProtection(_) => {
            SubIndication::SigConstraintsFailure
        }
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

/// The container of a signature, read and not yet believed.
#[derive(Clone, Debug)]
pub(crate) enum Container {
    /// CMS over the covered bytes.
    Detached(Box<ParsedContainer>),
    /// CMS over the SHA-1 of the covered bytes (ISO 32000-1 §12.8.3.3.1, `adbe.pkcs7.sha1`).
    Sha1(Box<ParsedContainer>),
    /// A time-stamp token over the covered bytes.
    Timestamp(Box<TimestampToken>),
}

/// Why there is no container to verify.
#[derive(Clone, Debug)]
pub(crate) enum NoContainer {
    Failure(IntegrityFailure),
    /// Not offered: the name of what is asked for.
    Unsupported(String),
}

impl Container {
    /// ISO 32000-2 Table 260: the SubFilter decides what `/Contents` is.
    pub(crate) fn read(signature: &EmbeddedSignature) -> Result<Self, NoContainer> {
        let contents = signature
            .contents
            .as_ref()
            .map_or(&[][..], |contents| contents.bytes.as_slice());
        let read = match signature.sub_filter.as_str() {
            // PBAD.PAdES: the Brazilian profile (DOC-ICP-15.03), the same container under a name of its own.
            "ETSI.CAdES.detached" | "adbe.pkcs7.detached" | "PBAD.PAdES" => {
                ParsedContainer::parse(contents)
                    .map(Box::new)
                    .map(Self::Detached)
            }
            "adbe.pkcs7.sha1" => ParsedContainer::parse(contents)
                .map(Box::new)
                .map(Self::Sha1),
            "ETSI.RFC3161" => TimestampToken::parse(contents)
                .map(Box::new)
                .map(Self::Timestamp),
            other => {
                return Err(NoContainer::Unsupported(format!(
                    "signature format {other:?}"
                )));
            }
        };
        read.map_err(|error| match error.kind {
            CadesErrorKind::Unsupported(what) => NoContainer::Unsupported(what.to_string()),
            _ => NoContainer::Failure(IntegrityFailure::Container(error)),
        })
    }

    /// The SignedData.
    pub(crate) fn signed_data(&self) -> &ParsedContainer {
        match self {
            Self::Detached(container) | Self::Sha1(container) => container,
            Self::Timestamp(token) => token.container(),
        }
    }

    /// What the covered bytes are to be hashed with.
    pub(crate) fn digest_algorithm(&self) -> Result<DigestAlgorithm, UnsupportedAlgorithm> {
        match self {
            Self::Detached(container) => container.digest_algorithm(),
            Self::Sha1(_) => Ok(DigestAlgorithm::Sha1),
            Self::Timestamp(token) => token.imprint_algorithm(),
        }
    }

    /// Holds the covered bytes, given by their digest, against the container.
    pub(crate) fn prove(&self, covered: &Digest, provider: &CryptoProvider) -> Proved {
        match self {
            Self::Detached(container) => detached(container, covered, provider),
            Self::Sha1(container) => sha1(container, covered, provider),
            Self::Timestamp(token) => match token.verify(covered, provider) {
                Ok(intact) => Proved::intact(IntactSignature::DocumentTimestamp(Box::new(intact))),
                Err(
                    TimestampFailure::UnsupportedAlgorithm(which)
                    | TimestampFailure::Integrity(cades::IntegrityFailure::UnsupportedAlgorithm(
                        which,
                    )),
                ) => Proved::unsupported(which.to_string()),
                Err(failure) => Proved::refuted(IntegrityFailure::Timestamp(failure)),
            },
        }
    }
}

/// The integrity axis, and what was not offered when that stopped it.
#[derive(Clone, Debug)]
pub(crate) struct Proved {
    pub(crate) axis: Axis<IntactSignature, IntegrityFailure>,
    pub(crate) unsupported: Option<String>,
}

impl Proved {
    const fn intact(proof: IntactSignature) -> Self {
        Self {
            axis: Axis::Proven(proof),
            unsupported: None,
        }
    }

    pub(crate) const fn refuted(failure: IntegrityFailure) -> Self {
        Self {
            axis: Axis::Refuted(failure),
            unsupported: None,
        }
    }

    pub(crate) const fn unsupported(what: String) -> Self {
        Self {
            axis: Axis::NotReached(StepName::Support),
            unsupported: Some(what),
        }
    }
}

fn detached(container: &ParsedContainer, covered: &Digest, provider: &CryptoProvider) -> Proved {
    if container.encapsulated_content().is_some() {
        return Proved::refuted(IntegrityFailure::EncapsulatedContent);
    }
    of_cms(container.verify(covered, provider))
}

fn sha1(container: &ParsedContainer, covered: &Digest, provider: &CryptoProvider) -> Proved {
    let Some(content) = container.encapsulated_content() else {
        return Proved::refuted(IntegrityFailure::EncapsulatedDigestMissing);
    };
    if content != covered.as_bytes() {
        return Proved::refuted(IntegrityFailure::ContentDigestMismatch);
    }
    let digest = container
        .digest_algorithm()
        .and_then(|algorithm| provider.digest(algorithm, content));
    match digest {
        Ok(digest) => of_cms(container.verify(&digest, provider)),
        Err(which) => Proved::unsupported(which.to_string()),
    }
}

fn of_cms(result: Result<Intact, cades::IntegrityFailure>) -> Proved {
    match result {
        Ok(intact) => Proved::intact(IntactSignature::Signature(Box::new(intact))),
        Err(cades::IntegrityFailure::UnsupportedAlgorithm(which)) => {
            Proved::unsupported(which.to_string())
        }
        Err(failure) => Proved::refuted(IntegrityFailure::Signature(failure)),
    }
}
