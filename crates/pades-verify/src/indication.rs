//! The verdict of EN 319 102-1 §5.1.3, derived from the five axes; nothing is decided here that an axis does not say.

use crate::report::{Axis, SignatureReport, StepName};
use crate::standing;

/// Main status indication (EN 319 102-1 Table 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Indication {
    /// The signature passed every check asked for.
    TotalPassed,
    /// What is known does not suffice to decide.
    Indeterminate(SubIndication),
    /// The signature is wrong.
    TotalFailed(SubIndication),
}

/// Sub-indication (EN 319 102-1 Table 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SubIndication {
    /// No path to an anchor passed, for a reason that has no name of its own.
    CertificateChainGeneralFailure,
    /// A path breaks constraints: key usage, path length, names, policies.
    ChainConstraintsFailure,
    /// An algorithm or key is too weak.
    CryptoConstraintsFailure,
    /// The same, with nothing proving that the object existed while it was strong enough.
    CryptoConstraintsFailureNoPoe,
    /// Expired, and the signature is proven to be later.
    Expired,
    /// The file does not have the form a signature needs, or was changed afterwards.
    FormatFailure,
    /// Another reason; used for what this version does not offer.
    Generic,
    /// The digest of the covered bytes is not the signed one.
    HashFailure,
    /// No path to a trust anchor.
    NoCertificateChainFound,
    /// Nothing proves that an object existed while it could be trusted.
    NoPoe,
    /// The signer's certificate is not known.
    NoSigningCertificateFound,
    /// Not yet valid, and the signature is proven to be earlier.
    NotYetValid,
    /// Outside its validity, and nothing proves an earlier time.
    OutOfBoundsNoPoe,
    /// A revocation datum outside its window, and nothing proves that it existed inside.
    RevocationOutOfBoundsNoPoe,
    /// Revoked, and the signature is proven to be later.
    Revoked,
    /// A certification authority of the path is revoked, and nothing proves an earlier time.
    RevokedCaNoPoe,
    /// Revoked, and nothing proves an earlier time.
    RevokedNoPoe,
    /// The signature breaks constraints on signatures: attributes missing or disagreeing.
    SigConstraintsFailure,
    /// The signature value does not verify.
    SigCryptoFailure,
    /// Evidence is missing that a later moment may bring.
    TryLater,
}

impl SubIndication {
    /// All of them, for tables and tests.
    pub const ALL: [Self; 20] = [
        Self::CertificateChainGeneralFailure,
        Self::ChainConstraintsFailure,
        Self::CryptoConstraintsFailure,
        Self::CryptoConstraintsFailureNoPoe,
        Self::Expired,
        Self::FormatFailure,
        Self::Generic,
        Self::HashFailure,
        Self::NoCertificateChainFound,
        Self::NoPoe,
        Self::NoSigningCertificateFound,
        Self::NotYetValid,
        Self::OutOfBoundsNoPoe,
        Self::RevocationOutOfBoundsNoPoe,
        Self::Revoked,
        Self::RevokedCaNoPoe,
        Self::RevokedNoPoe,
        Self::SigConstraintsFailure,
        Self::SigCryptoFailure,
        Self::TryLater,
    ];

    /// The word of the standard.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CertificateChainGeneralFailure => "CERTIFICATE_CHAIN_GENERAL_FAILURE",
            Self::ChainConstraintsFailure => "CHAIN_CONSTRAINTS_FAILURE",
            Self::CryptoConstraintsFailure => "CRYPTO_CONSTRAINTS_FAILURE",
            Self::CryptoConstraintsFailureNoPoe => "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
            Self::Expired => "EXPIRED",
            Self::FormatFailure => "FORMAT_FAILURE",
            Self::Generic => "GENERIC",
            Self::HashFailure => "HASH_FAILURE",
            Self::NoCertificateChainFound => "NO_CERTIFICATE_CHAIN_FOUND",
            Self::NoPoe => "NO_POE",
            Self::NoSigningCertificateFound => "NO_SIGNING_CERTIFICATE_FOUND",
            Self::NotYetValid => "NOT_YET_VALID",
            Self::OutOfBoundsNoPoe => "OUT_OF_BOUNDS_NO_POE",
            Self::RevocationOutOfBoundsNoPoe => "REVOCATION_OUT_OF_BOUNDS_NO_POE",
            Self::Revoked => "REVOKED",
            Self::RevokedCaNoPoe => "REVOKED_CA_NO_POE",
            Self::RevokedNoPoe => "REVOKED_NO_POE",
            Self::SigConstraintsFailure => "SIG_CONSTRAINTS_FAILURE",
            Self::SigCryptoFailure => "SIG_CRYPTO_FAILURE",
            Self::TryLater => "TRY_LATER",
        }
    }

    /// The main indication it belongs to (EN 319 102-1 Table 6: six of them fail, all others leave the question open).
    #[must_use]
    pub const fn indication(self) -> Indication {
        match self {
            Self::Expired
            | Self::FormatFailure
            | Self::HashFailure
            | Self::NotYetValid
            | Self::Revoked
            | Self::SigCryptoFailure => Indication::TotalFailed(self),
            _ => Indication::Indeterminate(self),
        }
    }
}

impl core::fmt::Display for Indication {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())?;
        match self.sub_indication() {
            Some(sub) => write!(f, " / {}", sub.as_str()),
            None => Ok(()),
        }
    }
}

impl Indication {
    /// From the axes, in the order of EN 319 102-1 §5.3: format, cryptography, later changes, trust, algorithms.
    pub(crate) fn derive(report: &SignatureReport) -> Self {
        let failed = of_format(report)
            .or_else(|| of_integrity(report))
            .or_else(|| of_modifications(report))
            .or_else(|| of_trust(report))
            .or_else(|| of_algorithms(report));
        failed.map_or(Self::TotalPassed, SubIndication::indication)
    }

    /// The word of the standard.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::TotalPassed => "TOTAL-PASSED",
            Self::Indeterminate(_) => "INDETERMINATE",
            Self::TotalFailed(_) => "TOTAL-FAILED",
        }
    }

    /// The sub-indication, which everything but a pass has.
    #[must_use]
    pub const fn sub_indication(&self) -> Option<SubIndication> {
        match self {
            Self::TotalPassed => None,
            Self::Indeterminate(sub) | Self::TotalFailed(sub) => Some(*sub),
        }
    }

    /// Whether it is TOTAL-PASSED.
    #[must_use]
    pub const fn is_passed(&self) -> bool {
        matches!(self, Self::TotalPassed)
    }

    /// Whether it is TOTAL-FAILED.
    #[must_use]
    pub const fn is_failed(&self) -> bool {
        matches!(self, Self::TotalFailed(_))
    }
}

/// One check, and how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// `format`, `integrity`, `modifications`, `trust`, `algorithms`.
    pub name: &'static str,
    /// Why it failed; `None` when it passed.
    pub failed: Option<SubIndication>,
}

impl SignatureReport {
    /// The checks of EN 319 102-1 §5.3 in their order, as far as they were reached.
    #[must_use]
    pub fn checked(&self) -> Vec<Checked> {
        let reached = [
            (true, "format", of_format(self)),
            (
                !is_unreached(&self.integrity),
                "integrity",
                of_integrity(self),
            ),
            (
                !is_unreached(&self.modifications),
                "modifications",
                of_modifications(self),
            ),
            (!is_unreached(&self.trust), "trust", of_trust(self)),
            (
                self.integrity.proven().is_some(),
                "algorithms",
                of_algorithms(self),
            ),
        ];
        let reached = reached.into_iter().filter(|(reached, ..)| *reached);
        reached
            .map(|(_, name, failed)| Checked { name, failed })
            .collect()
    }
}

const fn is_unreached<T, F>(axis: &Axis<T, F>) -> bool {
    matches!(axis, Axis::NotReached(_))
}

fn of_format(report: &SignatureReport) -> Option<SubIndication> {
    report
        .coverage
        .refuted()
        .map(|failure| failure.sub_indication())
}

fn of_integrity(report: &SignatureReport) -> Option<SubIndication> {
    match &report.integrity {
        Axis::Proven(_) => None,
        Axis::Refuted(failure) => Some(failure.sub_indication()),
        Axis::NotReached(step) => Some(of_step(*step)),
    }
}

fn of_modifications(report: &SignatureReport) -> Option<SubIndication> {
    match &report.modifications {
        Axis::Proven(_) => None,
        Axis::Refuted(disallowed) => Some(disallowed.sub_indication()),
        Axis::NotReached(step) => Some(of_step(*step)),
    }
}

fn of_trust(report: &SignatureReport) -> Option<SubIndication> {
    match &report.trust {
        Axis::Proven(_) => None,
        Axis::Refuted(failure) => Some(standing::sub_indication(failure, &report.time)),
        Axis::NotReached(step) => Some(of_step(*step)),
    }
}

fn of_algorithms(report: &SignatureReport) -> Option<SubIndication> {
    let weakness = report.weakness.as_ref();
    weakness.map(|weakness| standing::of_weakness(weakness, &report.time))
}

const fn of_step(step: StepName) -> SubIndication {
    match step {
        StepName::Coverage => SubIndication::FormatFailure,
        _ => SubIndication::Generic,
    }
}

#[cfg(test)]
mod tests {
    use cades::{BindingMismatch, IntegrityFailure as Cms, ProtectionFailure, TimestampFailure};
    use cert_path::UnsupportedAlgorithm;

    use super::*;
    use crate::coverage::CoverageFailure;
    use crate::integrity::IntegrityFailure;
    use crate::modifications::Disallowed;

    #[test]
    fn every_sub_indication_has_its_word_and_its_main_indication() {
        let mut words: Vec<&str> = SubIndication::ALL.iter().map(|sub| sub.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), SubIndication::ALL.len());
        let failed: Vec<&str> = SubIndication::ALL
            .iter()
            .filter(|sub| sub.indication().is_failed())
            .map(|sub| sub.as_str())
            .collect();
        let expected = [
            "EXPIRED",
            "FORMAT_FAILURE",
            "HASH_FAILURE",
            "NOT_YET_VALID",
            "REVOKED",
            "SIG_CRYPTO_FAILURE",
        ];
        assert_eq!(failed, expected);
    }

    #[test]
    fn a_broken_form_and_changes_are_format_failures() {
        let failures = [
            CoverageFailure::ByteRangeMalformed,
            CoverageFailure::ByteRangeMissing,
            CoverageFailure::ContentsMissing,
            CoverageFailure::ContentsNotHexadecimal,
            CoverageFailure::Disordered {
                first: 2,
                second: 1,
            },
            CoverageFailure::DuplicateKey { key: "Contents" },
            CoverageFailure::EndsInsideRevision { end: 1 },
            CoverageFailure::GapHoldsOtherBytes { offset: 1 },
            CoverageFailure::GapIsNotContents {
                gap: 1..2,
                contents: 1..3,
            },
            CoverageFailure::Negative { value: -1 },
            CoverageFailure::NotFromStart { start: 1 },
            CoverageFailure::NotTwoRanges { count: 6 },
            CoverageFailure::OutOfBounds { end: 2, length: 1 },
        ];
        for failure in failures {
            assert_eq!(
                failure.sub_indication(),
                SubIndication::FormatFailure,
                "{failure}"
            );
            assert!(!failure.to_string().is_empty());
        }
        assert_eq!(
            Disallowed {
                changes: Vec::new()
            }
            .sub_indication(),
            SubIndication::FormatFailure
        );
    }

    #[test]
    fn every_broken_integrity_says_why_in_the_words_of_the_standard() {
        let unsupported = || UnsupportedAlgorithm {
            name: "x".to_owned(),
        };
        let cms = [
            (Cms::DigestMismatch, SubIndication::HashFailure),
            (Cms::SignatureMismatch, SubIndication::SigCryptoFailure),
            (Cms::BadKey, SubIndication::SigCryptoFailure),
            (
                Cms::NoSignerCertificate,
                SubIndication::NoSigningCertificateFound,
            ),
            (
                Cms::BindingMismatch(BindingMismatch::Hash),
                SubIndication::NoSigningCertificateFound,
            ),
            (Cms::ContentTypeMismatch, SubIndication::FormatFailure),
            (Cms::SignedAttributesMissing, SubIndication::FormatFailure),
            (
                Cms::AlgorithmProtection(ProtectionFailure::Mismatch),
                SubIndication::SigConstraintsFailure,
            ),
            (
                Cms::UnsupportedAlgorithm(unsupported()),
                SubIndication::Generic,
            ),
        ];
        for (failure, expected) in cms {
            assert_eq!(
                IntegrityFailure::Signature(failure.clone()).sub_indication(),
                expected,
                "{failure}"
            );
            let inside = IntegrityFailure::Timestamp(TimestampFailure::Integrity(failure));
            assert_eq!(inside.sub_indication(), expected);
        }
        let own = [
            (
                IntegrityFailure::ContentDigestMismatch,
                SubIndication::HashFailure,
            ),
            (
                IntegrityFailure::EncapsulatedContent,
                SubIndication::FormatFailure,
            ),
            (
                IntegrityFailure::EncapsulatedDigestMissing,
                SubIndication::FormatFailure,
            ),
            (
                IntegrityFailure::Timestamp(TimestampFailure::ImprintMismatch),
                SubIndication::HashFailure,
            ),
            (
                IntegrityFailure::Timestamp(TimestampFailure::BindingAbsent),
                SubIndication::SigConstraintsFailure,
            ),
        ];
        for (failure, expected) in own {
            assert_eq!(failure.sub_indication(), expected, "{failure}");
        }
    }
}
