//! What one question has cost so far, and what it has learned on the way.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::budget::{Allowance, Budget, BudgetItem};
use crate::certificate::Certificate;
use crate::checks;
use crate::failure::PathReason;
use crate::provider::CryptoProvider;
use crate::revocation::crl::Memory;
use crate::revocation::ocsp::Verified;

/// Shared by a search and by the searches for the signers of its evidence: one budget for all of it.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) allowance: Allowance,
    /// The moment of judging of the outermost question: what has no proof exists since then (EN 319 102-1 §5.6.2.3).
    pub(crate) now: Timestamp,
    /// What was found for one certificate under one key, so that no signature is verified twice.
    verified: HashMap<(Certificate, Vec<u8>), Result<(), PathReason>>,
    /// Signers of evidence whose own path is being looked for: the same one again would go round for ever.
    pub(crate) signers: Vec<Certificate>,
    /// The same for the signatures on OCSP responses.
    pub(crate) ocsp: Verified,
    /// The same for CRLs.
    pub(crate) crls: Memory,
}

impl Work {
    pub(crate) fn new(budget: Budget, now: Timestamp) -> Self {
        Self {
            allowance: Allowance::new(budget),
            now,
            verified: HashMap::new(),
            signers: Vec::new(),
            ocsp: Verified::default(),
            crls: Memory::default(),
        }
    }

    /// RFC 5280 §6.1.3 (a)(1), once per certificate and key (a `SubjectPublicKeyInfo`). The outer error is the budget's.
    pub(crate) fn verify(
        &mut self,
        certificate: &Certificate,
        issuer_key: &[u8],
        provider: &CryptoProvider,
    ) -> Result<Result<(), PathReason>, BudgetItem> {
        let key = (certificate.clone(), issuer_key.to_vec());
        if let Some(known) = self.verified.get(&key) {
            return Ok(known.clone());
        }
        self.allowance.signature()?;
        let outcome = checks::signature(certificate, issuer_key, provider);
        self.verified.insert(key, outcome.clone());
        Ok(outcome)
    }
}
