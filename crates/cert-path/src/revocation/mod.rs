//! Revocation: what is asked, and what was found.
//!
//! CRLs (RFC 5280 §6.3) and OCSP responses (RFC 6960) are not read yet. What is here says so honestly: no path is
//! called checked, and [`RevocationMode::Require`] does not pass.

use core::fmt;

use crate::evidence::Evidence;

/// How much the caller insists on revocation data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum RevocationMode {
    /// Every certificate below the anchor must be shown not to be revoked.
    #[default]
    Require,
    /// Data that are there count; where there are none, the path is taken and says so.
    IfAvailable,
    /// Revocation is not looked at.
    Skip,
}

/// What is known about revocation along a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RevocationStatus {
    /// Nothing is known.
    NotChecked(WhyNotChecked),
}

impl fmt::Display for RevocationStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotChecked(why) => write!(f, "revocation not checked: {why}"),
        }
    }
}

/// Why revocation was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum WhyNotChecked {
    /// The evidence has CRLs or OCSP responses, which this version does not read.
    #[error("CRLs and OCSP responses are not read by this version")]
    EvidenceNotRead,
    /// The evidence has neither CRL nor OCSP response.
    #[error("no CRL and no OCSP response")]
    NoEvidence,
    /// [`RevocationMode::Skip`].
    #[error("the caller did not ask")]
    Skipped,
}

/// RFC 5280 §6.1.3 (a)(3). `Err` when the mode demands what is not there.
pub(crate) fn status(
    mode: RevocationMode,
    evidence: &Evidence,
) -> Result<RevocationStatus, WhyNotChecked> {
    let why = if evidence.has_revocation_data() {
        WhyNotChecked::EvidenceNotRead
    } else {
        WhyNotChecked::NoEvidence
    };
    match mode {
        RevocationMode::Require => Err(why),
        RevocationMode::IfAvailable => Ok(RevocationStatus::NotChecked(why)),
        RevocationMode::Skip => Ok(RevocationStatus::NotChecked(WhyNotChecked::Skipped)),
    }
}
