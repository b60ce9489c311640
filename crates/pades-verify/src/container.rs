//! What a signature dictionary holds: CMS, a time-stamp token, a bare signature value; and whether it stands over the covered bytes.

use cades::{
    CadesError, CadesErrorKind, Intact, ParsedContainer, Pkcs1Signature, TimestampFailure,
    TimestampToken,
};
use cert_path::{Certificate, CryptoProvider, Digest, DigestAlgorithm, UnsupportedAlgorithm};

use crate::embedded::EmbeddedSignature;
use crate::integrity::{IntactSignature, IntegrityFailure};
use crate::report::{Axis, StepName};

/// The container of a signature, read and not yet believed.
#[derive(Clone, Debug)]
pub(crate) enum Container {
    /// CMS over the covered bytes.
    Detached(Box<ParsedContainer>),
    /// CMS over the SHA-1 of the covered bytes (ISO 32000-1 §12.8.3.3.1, `adbe.pkcs7.sha1`).
    Sha1(Box<ParsedContainer>),
    /// A bare signature value over the covered bytes (ISO 32000-1 §12.8.3.2, `adbe.x509.rsa_sha1`).
    Pkcs1(Box<Pkcs1Signature>),
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

impl NoContainer {
    fn of(error: CadesError) -> Self {
        match error.kind {
            CadesErrorKind::Unsupported(what) => Self::Unsupported(what.to_string()),
            _ => Self::Failure(IntegrityFailure::Container(error)),
        }
    }
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
            "adbe.x509.rsa_sha1" => {
                let certificates: Vec<&[u8]> =
                    signature.certificates.iter().map(Vec::as_slice).collect();
                Pkcs1Signature::parse(contents, &certificates)
                    .map(Box::new)
                    .map(Self::Pkcs1)
            }
            "ETSI.RFC3161" => TimestampToken::parse(contents)
                .map(Box::new)
                .map(Self::Timestamp),
            other => {
                return Err(NoContainer::Unsupported(format!(
                    "signature format {other:?}"
                )));
            }
        };
        read.map_err(NoContainer::of)
    }

    /// A container in a file of its own (RFC 5652 §5.2: external signature).
    pub(crate) fn separate(bytes: &[u8]) -> Result<Self, NoContainer> {
        let read = ParsedContainer::parse(bytes).map(Box::new);
        read.map(Self::Detached).map_err(NoContainer::of)
    }

    /// The SignedData, where it is one.
    pub(crate) fn signed_data(&self) -> Option<&ParsedContainer> {
        match self {
            Self::Detached(container) | Self::Sha1(container) => Some(container),
            Self::Pkcs1(_) => None,
            Self::Timestamp(token) => Some(token.container()),
        }
    }

    /// The certificate it names and carries, believed or not.
    pub(crate) fn signer_certificate(&self) -> Option<&Certificate> {
        match self {
            Self::Pkcs1(signature) => signature.signer_certificate(),
            _ => self.signed_data()?.signer_certificate(),
        }
    }

    pub(crate) fn signature_value(&self) -> &[u8] {
        match self {
            Self::Detached(container) | Self::Sha1(container) => container.signature_value(),
            Self::Pkcs1(signature) => signature.value(),
            Self::Timestamp(token) => token.container().signature_value(),
        }
    }

    /// What the covered bytes are to be hashed with.
    pub(crate) fn digest_algorithm(&self) -> Result<DigestAlgorithm, UnsupportedAlgorithm> {
        match self {
            Self::Detached(container) => container.digest_algorithm(),
            Self::Sha1(_) | Self::Pkcs1(_) => Ok(DigestAlgorithm::Sha1),
            Self::Timestamp(token) => token.imprint_algorithm(),
        }
    }

    /// With what else they may have been hashed: nothing but the signature itself tells.
    pub(crate) fn other_digests(&self) -> &'static [DigestAlgorithm] {
        match self {
            Self::Pkcs1(_) => Pkcs1Signature::DIGESTS.get(1..).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Holds the covered bytes, given by their digest, against the container. `further` are certificates among which the signer's may be,
    /// when the container does not carry it.
    pub(crate) fn prove(
        &self,
        covered: &Digest,
        further: &[Certificate],
        provider: &CryptoProvider,
    ) -> Proved {
        match self {
            Self::Detached(container) => detached(container, covered, further, provider),
            Self::Sha1(container) => sha1(container, covered, further, provider),
            Self::Pkcs1(signature) => of_cms(signature.verify(covered, provider)),
            Self::Timestamp(token) => match token.verify_with(covered, further, provider) {
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
    pub(crate) fn is_intact(&self) -> bool {
        self.axis.proven().is_some()
    }

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

fn detached(
    container: &ParsedContainer,
    covered: &Digest,
    further: &[Certificate],
    provider: &CryptoProvider,
) -> Proved {
    if container.encapsulated_content().is_some() {
        return Proved::refuted(IntegrityFailure::EncapsulatedContent);
    }
    of_cms(container.verify_with(covered, further, provider))
}

fn sha1(
    container: &ParsedContainer,
    covered: &Digest,
    further: &[Certificate],
    provider: &CryptoProvider,
) -> Proved {
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
        Ok(digest) => of_cms(container.verify_with(&digest, further, provider)),
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
