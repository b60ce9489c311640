//! The proof of a chain.

use std::borrow::Cow;

use der::asn1::ObjectIdentifier;
use jiff::Timestamp;

use crate::anchor::TrustAnchor;
use crate::budget::Spent;
use crate::certificate::Certificate;
use crate::checks::{self, Outcome};
use crate::purpose::Purpose;
use crate::request::PathRequest;
use crate::revocation::{CertificateStatus, RevocationStatus};
use crate::steps::CertificateSteps;

/// A certification path (đường dẫn chứng thực) that RFC 5280 §6.1 accepted, for one purpose at one time.
///
/// Only [`find_path`](crate::find_path) makes one: having it is the proof. It says what was *not* checked, too:
/// see [`Self::revocation`].
#[derive(Clone, Debug)]
pub struct TrustedPath {
    chain: Vec<Certificate>,
    anchor: TrustAnchor,
    at: Timestamp,
    purpose: Purpose,
    revocation: RevocationStatus,
    statuses: Vec<CertificateStatus>,
    policies: Vec<ObjectIdentifier>,
    steps: Vec<CertificateSteps>,
    spent: Spent,
}

impl TrustedPath {
    pub(crate) fn new(
        request: &PathRequest<'_>,
        chain: Vec<Certificate>,
        anchor: TrustAnchor,
        outcome: Outcome,
        steps: Vec<CertificateSteps>,
        spent: Spent,
    ) -> Self {
        Self {
            chain,
            anchor,
            at: request.at,
            purpose: request.purpose,
            revocation: outcome.revocation,
            statuses: outcome.statuses,
            policies: outcome.policies,
            steps,
            spent,
        }
    }

    /// From the signer's certificate to the anchor's, both included. One certificate when the signer's is itself
    /// the anchor.
    #[must_use]
    pub fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    /// The signer's certificate.
    #[must_use]
    pub fn signer(&self) -> &Certificate {
        self.chain.first().expect("a chain begins with the signer")
    }

    /// The anchor it ends at.
    #[must_use]
    pub fn anchor(&self) -> &TrustAnchor {
        &self.anchor
    }

    /// The anchor's certificate: the last of the chain.
    #[must_use]
    pub fn anchor_certificate(&self) -> &Certificate {
        self.chain.last().expect("a chain ends with the anchor")
    }

    /// The time it was judged for.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// The purpose it was judged for.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// What is known about revocation.
    #[must_use]
    pub fn revocation(&self) -> RevocationStatus {
        self.revocation
    }

    /// The status of each certificate below the anchor, signer first.
    #[must_use]
    pub fn statuses(&self) -> &[CertificateStatus] {
        &self.statuses
    }

    /// The user-constrained policy set (RFC 5280 §6.1.5 (g)): certificate policies that hold for the whole path, in
    /// the anchor's terms. `2.5.29.32.0` is any-policy.
    #[must_use]
    pub fn policies(&self) -> &[ObjectIdentifier] {
        &self.policies
    }

    /// The steps each certificate of [`Self::chain`] has passed, the anchor's own included.
    #[must_use]
    pub fn steps(&self) -> &[CertificateSteps] {
        &self.steps
    }

    /// What finding and validating it has cost, with the paths of the signers of its revocation data.
    #[must_use]
    pub fn spent(&self) -> Spent {
        self.spent
    }

    /// The signer's public key as a `SubjectPublicKeyInfo`, with the parameters of the keys above it where it has none:
    /// the `working_public_key` of RFC 5280 §6.1.6. Signatures of the signer verify under this key.
    #[must_use]
    pub fn working_public_key(&self) -> Cow<'_, [u8]> {
        let above = Cow::Borrowed(self.anchor_certificate().spki_der());
        let below = self.chain.iter().rev().skip(1);
        below.fold(above, |above, certificate| {
            checks::working_key(certificate, &above)
        })
    }

    /// Whether the anchor's own validity includes [`Self::at`]: a fact for reports, no condition (RFC 5280 §6.1).
    #[must_use]
    pub fn anchor_is_within_validity(&self) -> bool {
        self.anchor_certificate().is_within_validity(self.at)
    }
}
