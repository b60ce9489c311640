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
    /// Certificates from signer to anchor, both counted. 16: twice the longest path of NIST PKITS (4.6.17: 8).
    pub path_length: usize,
    /// Comparisons of a name with a name constraint. 250 000, as in rustls-webpki.
    pub name_comparisons: u32,
    /// Nodes of the policy graph of one path (RFC 9618 §4). 1 000: no policy of the corpora needs 100.
    pub policy_nodes: u32,
}

impl Budget {
    /// The limits in use.
    pub const DEFAULT: Self = Self {
        signatures: 100,
        candidates: 200_000,
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

/// What is left of a [`Budget`].
#[derive(Debug)]
pub(crate) struct Allowance {
    left: Budget,
}

impl Allowance {
    pub(crate) fn new(budget: Budget) -> Self {
        Self { left: budget }
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

    pub(crate) fn name_comparison(&mut self) -> Result<(), BudgetItem> {
        spend(&mut self.left.name_comparisons, BudgetItem::NameComparisons)
    }
}

fn spend(left: &mut u32, item: BudgetItem) -> Result<(), BudgetItem> {
    *left = left.checked_sub(1).ok_or(item)?;
    Ok(())
}
