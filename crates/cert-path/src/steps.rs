//! The steps of path validation, and which of them each certificate of a path has passed.

use core::fmt;

/// One check of RFC 5280 §6.1, or of what belongs to it.
///
/// In the order in which they are made; [`Self::Revocation`] comes last, when all else is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum Step {
    /// The caller's conditions on the anchor: its purpose and its dates.
    AnchorConditions,
    /// A certificate of the issuer is at hand.
    Issuer,
    /// The signature verifies under the issuer's key.
    Signature,
    /// No extension occurs twice.
    UniqueExtensions,
    /// What is demanded of conforming CAs ([`CertificateProfile`](crate::CertificateProfile)).
    Profile,
    /// The issuer's name is the subject of the certificate above.
    NameChaining,
    /// The algorithm policy of the time asked.
    AlgorithmPolicy,
    /// The time asked lies within the validity.
    Validity,
    /// The names lie within the constraints of the certificates above.
    NameConstraints,
    /// The policies are among those of the certificates above.
    Policies,
    /// Policy mappings are well formed and allowed.
    PolicyMapping,
    /// The policy constraints for the certificates below can be read.
    PolicyConstraints,
    /// The name constraints for the certificates below can be processed.
    NextNameConstraints,
    /// A certificate that signs certificates is a CA.
    BasicConstraints,
    /// No more CAs below one than it allows.
    PathLength,
    /// A CA's key usage includes keyCertSign.
    KeyCertSign,
    /// Every critical extension is processed.
    CriticalExtensions,
    /// A policy that the caller accepts is left.
    FinalPolicies,
    /// The key usage allows the purpose.
    KeyUsage,
    /// The extended key usage allows the purpose.
    ExtendedKeyUsage,
    /// Not revoked.
    Revocation,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Self; 21] = [
        Self::AnchorConditions,
        Self::Issuer,
        Self::Signature,
        Self::UniqueExtensions,
        Self::Profile,
        Self::NameChaining,
        Self::AlgorithmPolicy,
        Self::Validity,
        Self::NameConstraints,
        Self::Policies,
        Self::PolicyMapping,
        Self::PolicyConstraints,
        Self::NextNameConstraints,
        Self::BasicConstraints,
        Self::PathLength,
        Self::KeyCertSign,
        Self::CriticalExtensions,
        Self::FinalPolicies,
        Self::KeyUsage,
        Self::ExtendedKeyUsage,
        Self::Revocation,
    ];

    /// Where it is demanded.
    #[must_use]
    pub const fn clause(self) -> &'static str {
        match self {
            Self::AnchorConditions => "RFC 5280 §6.1.1 (d)",
            Self::Issuer => "RFC 5280 §6.1",
            Self::Signature => "RFC 5280 §6.1.3 (a)(1)",
            Self::UniqueExtensions => "RFC 5280 §4.2",
            Self::Profile => "RFC 5280 §4",
            Self::NameChaining => "RFC 5280 §6.1.3 (a)(4)",
            Self::AlgorithmPolicy => "EN 319 102-1 §5.1.4.3",
            Self::Validity => "RFC 5280 §6.1.3 (a)(2)",
            Self::NameConstraints => "RFC 5280 §6.1.3 (b), (c)",
            Self::Policies => "RFC 5280 §6.1.3 (d), (e), (f)",
            Self::PolicyMapping => "RFC 5280 §6.1.4 (a), (b)",
            Self::PolicyConstraints => "RFC 5280 §6.1.4 (h), (i), (j)",
            Self::NextNameConstraints => "RFC 5280 §6.1.4 (g)",
            Self::BasicConstraints => "RFC 5280 §6.1.4 (k)",
            Self::PathLength => "RFC 5280 §6.1.4 (l), (m)",
            Self::KeyCertSign => "RFC 5280 §6.1.4 (n)",
            Self::CriticalExtensions => "RFC 5280 §6.1.4 (o), §6.1.5 (f)",
            Self::FinalPolicies => "RFC 5280 §6.1.5 (a), (b), (g)",
            Self::KeyUsage => "RFC 5280 §4.2.1.3",
            Self::ExtendedKeyUsage => "RFC 5280 §4.2.1.12",
            Self::Revocation => "RFC 5280 §6.1.3 (a)(3)",
        }
    }

    /// Its name in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AnchorConditions => "anchor conditions",
            Self::Issuer => "issuer",
            Self::Signature => "signature",
            Self::UniqueExtensions => "unique extensions",
            Self::Profile => "certificate profile",
            Self::NameChaining => "name chaining",
            Self::AlgorithmPolicy => "algorithm policy",
            Self::Validity => "validity",
            Self::NameConstraints => "name constraints",
            Self::Policies => "policies",
            Self::PolicyMapping => "policy mapping",
            Self::PolicyConstraints => "policy constraints",
            Self::NextNameConstraints => "name constraints for the next",
            Self::BasicConstraints => "basic constraints",
            Self::PathLength => "path length",
            Self::KeyCertSign => "keyCertSign",
            Self::CriticalExtensions => "critical extensions",
            Self::FinalPolicies => "acceptable policies",
            Self::KeyUsage => "key usage",
            Self::ExtendedKeyUsage => "extended key usage",
            Self::Revocation => "revocation",
        }
    }

    const fn bit(self) -> u32 {
        1 << self as u8
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.as_str(), self.clause())
    }
}

/// What became of the steps for one certificate of a path.
///
/// A step that is neither passed nor refused was not made: it does not concern the certificate (a signer's certificate
/// needs no keyCertSign), the search had ended before, or nothing is known (revocation without evidence).
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct CertificateSteps {
    passed: u32,
    refused: Option<Step>,
}

impl CertificateSteps {
    /// The steps passed, in order.
    pub fn passed(&self) -> impl Iterator<Item = Step> {
        let passed = self.passed;
        Step::ALL
            .into_iter()
            .filter(move |step| passed & step.bit() != 0)
    }

    /// The step that refused the certificate.
    #[must_use]
    pub fn refused(&self) -> Option<Step> {
        self.refused
    }

    /// Whether it passed this step.
    #[must_use]
    pub fn has_passed(&self, step: Step) -> bool {
        self.passed & step.bit() != 0
    }

    pub(crate) fn pass(&mut self, step: Step) {
        self.passed |= step.bit();
    }

    pub(crate) fn refuse(&mut self, step: Step) {
        self.passed &= !step.bit();
        self.refused = Some(step);
    }

    /// Notes how a step ended.
    pub(crate) fn take<T, E>(&mut self, step: Step, outcome: Result<T, E>) -> Result<T, E> {
        match &outcome {
            Ok(_) => self.pass(step),
            Err(_) => self.refuse(step),
        }
        outcome
    }
}

impl fmt::Debug for CertificateSteps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CertificateSteps")
            .field("passed", &self.passed().collect::<Vec<_>>())
            .field("refused", &self.refused)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_its_own_place_and_words() {
        for (index, step) in Step::ALL.into_iter().enumerate() {
            assert_eq!(step as usize, index);
            assert!(step.clause().contains('§') && !step.as_str().is_empty());
        }
        let words: std::collections::HashSet<_> = Step::ALL.map(Step::as_str).into();
        assert_eq!(words.len(), Step::ALL.len());
    }

    #[test]
    fn a_refused_step_is_not_a_passed_one() {
        let mut steps = CertificateSteps::default();
        steps.pass(Step::Signature);
        steps.refuse(Step::Signature);
        assert_eq!(steps.passed().count(), 0);
        assert_eq!(steps.refused(), Some(Step::Signature));
        assert_eq!(
            Step::Validity.to_string(),
            "validity (RFC 5280 §6.1.3 (a)(2))"
        );
    }
}
