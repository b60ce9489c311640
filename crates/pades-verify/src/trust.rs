//! The signer's certificate, at the proven time, on the evidence given and found → a trusted path (RFC 5280 §6).

use cert_path::{
    Budget, Certificate, Evidence, PathFailure, PathReason, PathRequest, PolicyInputs,
    ProofsOfExistence, Purpose, TrustAnchor, TrustedPath, find_path,
};
use jiff::Timestamp;

use crate::indication::SubIndication;
use crate::policy::Policy;

/// What trust is judged on: the same for every signature of a file.
pub(crate) struct Ground<'a> {
    pub(crate) evidence: &'a Evidence,
    pub(crate) anchors: &'a [TrustAnchor],
    pub(crate) policy: &'a Policy,
    pub(crate) proofs: &'a ProofsOfExistence,
    pub(crate) now: Timestamp,
}

impl Ground<'_> {
    pub(crate) fn path(
        &self,
        signer: &Certificate,
        purpose: Purpose,
        at: Timestamp,
    ) -> Result<TrustedPath, PathFailure> {
        find_path(&PathRequest {
            signer,
            evidence: self.evidence,
            anchors: self.anchors,
            purpose,
            at,
            now: self.now,
            proofs: self.proofs,
            revocation: self.policy.revocation,
            freshness: self.policy.freshness,
            policy: &self.policy.algorithms,
            policies: PolicyInputs::default(),
            profile: cert_path::CertificateProfile::default(),
            provider: self.policy.provider,
            budget: Budget::DEFAULT,
        })
    }
}

/// EN 319 102-1 §5.2.6, §5.3: why a path failed, given whether the time of the signature is proven.
pub(crate) const fn sub_indication(reason: &PathReason, proven: bool) -> SubIndication {
    match reason {
        PathReason::NoIssuerFound { .. } | PathReason::NotAnchored => {
            SubIndication::NoCertificateChainFound
        }
        // EN 319 102-1 §5.2.6.4: outside its validity is final only when the time is proven.
        PathReason::Expired { .. } if proven => SubIndication::Expired,
        PathReason::NotYetValid { .. } if proven => SubIndication::NotYetValid,
        PathReason::Expired { .. } | PathReason::NotYetValid { .. } => {
            SubIndication::OutOfBoundsNoPoe
        }
        PathReason::RevocationUnknown(_) => SubIndication::TryLater,
        PathReason::WeakAlgorithm(_) if proven => SubIndication::CryptoConstraintsFailure,
        PathReason::WeakAlgorithm(_) => SubIndication::CryptoConstraintsFailureNoPoe,
        PathReason::KeyUsage(_)
        | PathReason::ExtendedKeyUsage { .. }
        | PathReason::CertificatePolicy
        | PathReason::NameConstraints(_)
        | PathReason::NotACa
        | PathReason::PathTooLong
        | PathReason::UnknownCriticalExtension(_) => SubIndication::ChainConstraintsFailure,
        _ => SubIndication::CertificateChainGeneralFailure,
    }
}

/// The word of the JSON report for a failed path.
pub(crate) const fn word(reason: &PathReason) -> &'static str {
    match reason {
        PathReason::Expired { .. } => "expired",
        PathReason::NotYetValid { .. } => "not-yet-valid",
        PathReason::RevocationUnknown(_)
        | PathReason::BudgetExhausted(_)
        | PathReason::UnsupportedAlgorithm(_) => "unknown",
        _ => "untrusted",
    }
}
