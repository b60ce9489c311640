//! How much work a path may cost.

/// Limits of path building, counted and not timed, so that the same input always ends the same way.
///
/// Whoever supplies the certificates decides how many candidates there are: without limits, cross-certificates
/// make exponentially many paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Budget {
    /// Signature verifications. 100, as in rustls-webpki since RUSTSEC-2023-0053 (a real path needs two to five).
    pub signatures: u32,
    /// Candidate issuers looked at. 200 000, as in rustls-webpki.
    pub candidates: u32,
    /// Bytes of CRLs hashed or searched. 4 GiB: forty mirror CRLs of 100 MB; a search for one more certificate in the
    /// same list costs its length again.
    pub crl_bytes: u64,
    /// CRLs and OCSP answers looked at. 200 000, as for candidates.
    pub evidence: u32,
    /// Certificates from signer to anchor, both counted. 16: twice the longest path of NIST PKITS (4.6.17: 8).
    pub path_length: usize,
    /// Name constraints looked at, for each name anew and of whatever form. 250 000, as in rustls-webpki.
    pub name_comparisons: u32,
    /// Nodes of the policy graph of one path (RFC 9618 §4). 1 000: no policy of the corpora needs 100.
    pub policy_nodes: u32,
}

impl Budget {
    /// The limits in use.
    pub const DEFAULT: Self = Self {
        signatures: 100,
        candidates: 200_000,
        crl_bytes: 4 << 30,
        evidence: 200_000,
        path_length: 16,
        name_comparisons: 250_000,
        policy_nodes: 1_000,
    };
}

impl Default for Budget {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The part of a [`Budget`] that ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BudgetItem {
    /// [`Budget::candidates`].
    #[error("candidate issuers")]
    Candidates,
    /// [`Budget::crl_bytes`].
    #[error("bytes of CRLs")]
    CrlBytes,
    /// [`Budget::evidence`].
    #[error("CRLs and OCSP answers")]
    Evidence,
    /// [`Budget::name_comparisons`].
    #[error("name comparisons")]
    NameComparisons,
    /// [`Budget::policy_nodes`].
    #[error("policy nodes")]
    PolicyNodes,
    /// [`Budget::signatures`].
    #[error("signature verifications")]
    Signatures,
}

/// What a question has cost, in the units of [`Budget`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Spent {
    /// Signature verifications.
    pub signatures: u32,
    /// Candidate issuers looked at.
    pub candidates: u32,
    /// Bytes of CRLs hashed or searched.
    pub crl_bytes: u64,
    /// CRLs and OCSP answers looked at.
    pub evidence: u32,
    /// Name constraints looked at.
    pub name_comparisons: u32,
}

/// What is left of a [`Budget`].
#[derive(Debug)]
pub(crate) struct Allowance {
    whole: Budget,
    left: Budget,
}

impl Allowance {
    pub(crate) fn new(budget: Budget) -> Self {
        Self {
            whole: budget,
            left: budget,
        }
    }

    pub(crate) fn spent(&self) -> Spent {
        let (whole, left) = (&self.whole, &self.left);
        Spent {
            signatures: whole.signatures - left.signatures,
            candidates: whole.candidates - left.candidates,
            crl_bytes: whole.crl_bytes - left.crl_bytes,
            evidence: whole.evidence - left.evidence,
            name_comparisons: whole.name_comparisons - left.name_comparisons,
        }
    }

    pub(crate) fn path_length(&self) -> usize {
        self.left.path_length
    }

    pub(crate) fn policy_nodes(&self) -> u32 {
        self.left.policy_nodes
    }

    pub(crate) fn signature(&mut self) -> Result<(), BudgetItem> {
        spend(&mut self.left.signatures, BudgetItem::Signatures)
    }

    pub(crate) fn candidate(&mut self) -> Result<(), BudgetItem> {
        spend(&mut self.left.candidates, BudgetItem::Candidates)
    }

    /// One CRL or OCSP answer is looked at.
    pub(crate) fn evidence(&mut self) -> Result<(), BudgetItem> {
        spend(&mut self.left.evidence, BudgetItem::Evidence)
    }

    /// So many bytes of a CRL are hashed or searched.
    pub(crate) fn crl_bytes(&mut self, count: u64) -> Result<(), BudgetItem> {
        let left = self.left.crl_bytes.checked_sub(count);
        self.left.crl_bytes = left.ok_or(BudgetItem::CrlBytes)?;
        Ok(())
    }

    pub(crate) fn name_comparison(&mut self) -> Result<(), BudgetItem> {
        spend(&mut self.left.name_comparisons, BudgetItem::NameComparisons)
    }
}

fn spend(left: &mut u32, item: BudgetItem) -> Result<(), BudgetItem> {
    *left = left.checked_sub(1).ok_or(item)?;
    Ok(())
}
