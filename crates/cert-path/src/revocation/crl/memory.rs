//! What one question has learned about CRLs, so that it is not found out again for every certificate and path.

use core::fmt;
use std::collections::{HashMap, HashSet};

use super::Crl;
use crate::algorithms::Digest;
use crate::budget::{Allowance, BudgetItem};
use crate::certificate::{Certificate, DistinguishedName, NameKey};
use crate::evidence::Evidence;
use crate::revocation::Unusable;

/// Fingerprint of a CRL, the hash of its signed part, the key.
type Signed = ([u8; 32], Digest, Vec<u8>);

/// Of one question: the evidence is always the same.
#[derive(Default)]
pub(crate) struct Memory {
    crls: Option<HashMap<NameKey, Vec<usize>>>,
    issued: Option<HashMap<NameKey, Vec<usize>>>,
    /// What was found for one CRL, with this hash, under one key.
    signatures: HashMap<Signed, Result<(), Unusable>>,
    /// CRLs with an entry that cannot be read.
    malformed: HashSet<[u8; 32]>,
}

/// How many certificates are looked for in one pass over a list: the signers of a document, and some to spare.
const TOGETHER: usize = 64;

fn by_name<'n>(names: impl Iterator<Item = &'n DistinguishedName>) -> HashMap<NameKey, Vec<usize>> {
    let mut found: HashMap<NameKey, Vec<usize>> = HashMap::new();
    for (index, name) in names.enumerate() {
        let same = found.entry(name.comparison_key().clone());
        same.or_default().push(index);
    }
    found
}

impl Memory {
    /// The CRLs of the evidence that `name` issued, in the order they came.
    pub(super) fn crls_of<'e>(
        &mut self,
        evidence: &'e Evidence,
        name: &DistinguishedName,
    ) -> Vec<&'e Crl> {
        let all = evidence.crls();
        let index = self
            .crls
            .get_or_insert_with(|| by_name(all.iter().map(Crl::issuer)));
        let found = index.get(name.comparison_key());
        found
            .into_iter()
            .flatten()
            .filter_map(|at| all.get(*at))
            .collect()
    }

    /// Certificates of the evidence that `name` issued, as many as are looked for together.
    pub(super) fn issued_by<'e>(
        &mut self,
        evidence: &'e Evidence,
        name: &DistinguishedName,
    ) -> Vec<&'e Certificate> {
        let all = evidence.certificates();
        let index = self
            .issued
            .get_or_insert_with(|| by_name(all.iter().map(Certificate::issuer)));
        let found = index.get(name.comparison_key()).into_iter().flatten();
        found.take(TOGETHER).filter_map(|at| all.get(*at)).collect()
    }

    pub(super) fn is_malformed(&self, crl: &Crl) -> bool {
        self.malformed.contains(&crl.fingerprint())
    }

    pub(super) fn note_malformed(&mut self, crl: &Crl) {
        self.malformed.insert(crl.fingerprint());
    }

    /// Whether a signature verifies: found out once per CRL, hash and key. The outer error is the budget's.
    pub(super) fn signature(
        &mut self,
        allowance: &mut Allowance,
        (crl, digest): (&Crl, Digest),
        key: &[u8],
        verify: impl FnOnce() -> Result<(), Unusable>,
    ) -> Result<Result<(), Unusable>, BudgetItem> {
        let question = (crl.fingerprint(), digest, key.to_vec());
        if let Some(known) = self.signatures.get(&question) {
            return Ok(*known);
        }
        allowance.signature()?;
        let outcome = verify();
        self.signatures.insert(question, outcome);
        Ok(outcome)
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").finish_non_exhaustive()
    }
}
