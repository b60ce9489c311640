//! What one question has cost so far, and what it has learned on the way.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use jiff::Timestamp;

use crate::budget::{Allowance, Budget, BudgetItem};
use crate::certificate::{Certificate, DistinguishedName};
use crate::checks;
use crate::evidence::Evidence;
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
    /// Where in the evidence, which is the same for the whole question, the certificates of a subject stand.
    subjects: Option<Subjects>,
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
            subjects: None,
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

    /// The certificates of the evidence whose subject is `name`, in the order they came.
    pub(crate) fn certificates_of<'e>(
        &mut self,
        evidence: &'e Evidence,
        name: &DistinguishedName,
    ) -> Vec<&'e Certificate> {
        let subjects = self.subjects.get_or_insert_with(|| Subjects::of(evidence));
        let places = subjects.by_hash.get(&subjects.hash(name));
        let certificates = places.into_iter().flatten();
        certificates
            .filter_map(|place| evidence.certificates().get(*place))
            .filter(|certificate| certificate.subject() == name)
            .collect()
    }
}

/// Subjects by a hash of their comparison keys, so that none has to be copied.
#[derive(Debug, Default)]
struct Subjects {
    state: RandomState,
    by_hash: HashMap<u64, Vec<usize>>,
}

impl Subjects {
    fn of(evidence: &Evidence) -> Self {
        let mut all = Self::default();
        for (place, certificate) in evidence.certificates().iter().enumerate() {
            let hash = all.hash(certificate.subject());
            all.by_hash.entry(hash).or_default().push(place);
        }
        all
    }

    fn hash(&self, name: &DistinguishedName) -> u64 {
        self.state.hash_one(name)
    }
}
