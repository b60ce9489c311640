//! The check of the signer's certificate before the key is used (NĐ 68/2024 Điều 29(1)–(2), 31, 32).

use cert_path::{
    AlgorithmPolicy, Budget, CryptoProvider, Evidence, Freshness, Origin, PathReason, PathRequest,
    PolicyInputs, ProofsOfExistence, Purpose, RevocationMode, TrustAnchor, find_path,
};
use jiff::Timestamp;
use pades_sign::{ChainNotVerified, CheckedSigner, SignError, SignerIdentity};

use crate::error::WorkflowError;

/// Under which roots, on what evidence, and how strictly the signer is checked.
#[derive(Debug)]
pub struct SignerTrust {
    /// The accepted roots. Empty: nothing can be verified.
    pub anchors: Vec<TrustAnchor>,
    /// Intermediate certificates and revocation data at hand.
    pub evidence: Evidence,
    /// Which algorithms are accepted, and until when.
    pub algorithms: AlgorithmPolicy,
    /// How revocation is treated.
    pub revocation: RevocationMode,
    /// How fresh the revocation data must be.
    pub freshness: Freshness,
    /// What happens when the chain cannot be verified.
    pub unverified: UnverifiedChain,
}

/// What happens when no path to an anchor is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnverifiedChain {
    /// Signing stops. The default, and what NĐ 68/2024 Điều 29(2) asks for.
    Refused,
    /// Signing goes on where the check found neither yes nor no, and the record says who decided so. A chain that was
    /// found bad (revoked, forged, expired, of another purpose) is refused all the same.
    Allowed {
        /// Who or what decided: an option, a person, a setting.
        by: String,
    },
}

impl SignerTrust {
    /// Checks the signer at `now`.
    ///
    /// # Errors
    /// [`WorkflowError::NoTrust`], [`WorkflowError::SignerBlocked`], [`WorkflowError::SignerUntrusted`], or the signer's certificate is itself unusable.
    pub fn check(
        &self,
        identity: SignerIdentity,
        provider: &CryptoProvider,
        now: Timestamp,
    ) -> Result<CheckedSigner, WorkflowError> {
        let path = self.path(&identity, provider, now);
        self.not_blocked(&identity, &path, now)?;
        match (path, &self.unverified) {
            (Ok(path), _) => CheckedSigner::check(identity, &path, now).map_err(refused),
            (Err(error), UnverifiedChain::Allowed { by }) if is_open(&error) => {
                let statement = ChainNotVerified::acknowledged_by(by);
                CheckedSigner::with_unverified_chain(identity, now, statement).map_err(refused)
            }
            (Err(error), _) => Err(error),
        }
    }

    /// A certificate that the house reported is not used from the minute of the report on, whatever the exception for unverified
    /// chains says. Where its CA has revoked it, that is the answer.
    fn not_blocked(
        &self,
        identity: &SignerIdentity,
        path: &Result<cert_path::TrustedPath, WorkflowError>,
        now: Timestamp,
    ) -> Result<(), WorkflowError> {
        let revoked = matches!(
            path,
            Err(WorkflowError::SignerUntrusted(failure))
                if matches!(failure.reason, PathReason::Revoked(_))
        );
        let mut reports = self.evidence.local_reports().iter();
        match reports.find(|report| report.blocks(identity.certificate(), now)) {
            Some(report) if !revoked => Err(WorkflowError::SignerBlocked(Box::new(report.clone()))),
            _ => Ok(()),
        }
    }

    fn path(
        &self,
        identity: &SignerIdentity,
        provider: &CryptoProvider,
        now: Timestamp,
    ) -> Result<cert_path::TrustedPath, WorkflowError> {
        if self.anchors.is_empty() {
            return Err(WorkflowError::NoTrust);
        }
        let mut evidence = self.evidence.clone();
        for certificate in identity.chain() {
            evidence.add_certificate(certificate.clone(), Origin::Container);
        }
        find_path(&PathRequest {
            signer: identity.certificate(),
            evidence: &evidence,
            anchors: &self.anchors,
            purpose: Purpose::DocumentSigning,
            at: now,
            now,
            proofs: &ProofsOfExistence::new(),
            revocation: self.revocation,
            freshness: self.freshness,
            policy: &self.algorithms,
            policies: PolicyInputs::default(),
            profile: cert_path::CertificateProfile::default(),
            provider,
            budget: Budget::default(),
        })
        .map_err(WorkflowError::SignerUntrusted)
    }
}

/// Whether the check came to no answer: no root, no issuer, no revocation data, too much work, an algorithm not offered.
const fn is_open(error: &WorkflowError) -> bool {
    match error {
        WorkflowError::NoTrust => true,
        WorkflowError::SignerUntrusted(failure) => matches!(
            failure.reason,
            PathReason::BudgetExhausted(_)
                | PathReason::NoIssuerFound { .. }
                | PathReason::NotAnchored
                | PathReason::RevocationUnknown(_)
                | PathReason::UnsupportedAlgorithm(_)
                | PathReason::UnsupportedNameConstraint
        ),
        _ => false,
    }
}

fn refused(why: pades_sign::SignerRefused) -> WorkflowError {
    WorkflowError::Sign(SignError::SignerRefused(why))
}
