//! The revocation of a whole chain: control-time sliding (EN 319 102-1 §5.6.2.2).
//!
//! From the certificate below the anchor down to the signer's, each certificate is asked for at the control time, which
//! begins at the moment of judging and moves back to the revocation of a certificate, or to the issue of evidence that
//! is no longer fresh. What is proven holds for the control time reached; it must not lie before the time asked. When
//! the time asked is the moment of judging this is RFC 5280 §6.1.3 (a)(3).

use std::borrow::Cow;

use jiff::Timestamp;

use super::status::{Basis, CertificateStatus, RevocationState, Revoked, UnusableEvidence};
use super::weigh::{self, Question};
use super::{RevocationMode, RevocationStatus, WhyNotChecked, crl, ocsp, sliding};
use crate::anchor::TrustAnchor;
use crate::budget::BudgetItem;
use crate::certificate::Certificate;
use crate::checks::{self, Stop};
use crate::failure::PathReason;
use crate::request::PathRequest;
use crate::work::Work;

/// One certificate whose revocation is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'c> {
    /// It.
    pub(crate) certificate: &'c Certificate,
    /// Whose key signed it.
    pub(crate) issuer: &'c Certificate,
    /// That key, completed with the parameters of the keys above it (RFC 5280 §6.1.4 (d) to (f)).
    pub(crate) issuer_key: &'c [u8],
    /// Where the path ends: signers of evidence must lead to the same (RFC 5280 §6.3.3 (f)).
    pub(crate) anchor: &'c TrustAnchor,
    /// Evidence must exist by then.
    pub(crate) control: Timestamp,
}

/// What one CRL (with its delta) or one OCSP response says of a certificate.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) said: Said,
    pub(crate) basis: Basis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    NotRevoked,
    Revoked(Revoked),
    OnHold { since: Timestamp },
}

/// All that the evidence says of one certificate.
#[derive(Clone, Debug, Default)]
pub(crate) struct Statements {
    pub(crate) usable: Vec<Statement>,
    pub(crate) unusable: Vec<UnusableEvidence>,
}

/// The status of every certificate of a chain (signer first, without the anchor).
///
/// One revoked certificate ends it: what stands below it proves nothing. What is merely not known does not, for a
/// revocation below may be.
pub(crate) fn check(
    request: &PathRequest<'_>,
    chain: &[Certificate],
    anchor: &TrustAnchor,
    anchor_certificate: &Certificate,
    work: &mut Work,
) -> Result<Vec<CertificateStatus>, Stop> {
    let mut control = request.now;
    let mut statuses = Vec::with_capacity(chain.len());
    let mut refused: Option<(PathReason, &Certificate)> = None;
    let mut issuer = anchor_certificate;
    let mut issuer_key = Cow::Borrowed(anchor_certificate.spki_der());
    for certificate in chain.iter().rev() {
        let target = Target {
            certificate,
            issuer,
            issuer_key: &issuer_key,
            anchor,
            control,
        };
        let status = status(request, &target, work).map_err(Stop::Budget)?;
        if let Some(reason) = objection(request, &status.state)
            && refused
                .as_ref()
                .is_none_or(|(first, _)| first.rank() < reason.rank())
        {
            refused = Some((reason, certificate));
        }
        let is_revoked = matches!(status.state, RevocationState::Revoked(_));
        control = sliding::slide(request, &target, &status);
        statuses.push(status);
        if is_revoked {
            break;
        }
        issuer_key = checks::working_key(certificate, &issuer_key);
        issuer = certificate;
    }
    statuses.reverse();
    if let Some((reason, certificate)) = refused {
        return Err(Stop::Status(reason, certificate.clone(), statuses));
    }
    Ok(statuses)
}

/// The whole path's status: known when that of every certificate is.
pub(crate) fn summary(statuses: &[CertificateStatus]) -> RevocationStatus {
    let unknown = statuses.iter().rev().find_map(|status| match status.state {
        RevocationState::Unknown(why) => Some(why),
        _ => None,
    });
    unknown.map_or(RevocationStatus::NotRevoked, RevocationStatus::NotChecked)
}

fn objection(request: &PathRequest<'_>, state: &RevocationState) -> Option<PathReason> {
    match *state {
        RevocationState::Revoked(revoked) => Some(PathReason::Revoked(revoked)),
        RevocationState::OnHold { since } => Some(PathReason::OnHold { since }),
        RevocationState::Unknown(why) if request.revocation == RevocationMode::Require => {
            Some(PathReason::RevocationUnknown(why))
        }
        RevocationState::Good { .. } | RevocationState::Unknown(_) => None,
    }
}

/// The status of one certificate by all evidence at hand.
pub(crate) fn status(
    request: &PathRequest<'_>,
    target: &Target<'_>,
    work: &mut Work,
) -> Result<CertificateStatus, BudgetItem> {
    if request.revocation == RevocationMode::Skip {
        return Ok(weigh::unknown(WhyNotChecked::Skipped, Vec::new()));
    }
    let mut found = Statements::default();
    crl::state(request, target, work, &mut found)?;
    ocsp::state(request, target, work, &mut found)?;
    let question = Question {
        at: request.at,
        control: target.control,
        freshness: request.freshness,
    };
    let status = weigh::weigh(question, found);
    Ok(sliding::proven(work.now, request, target, status))
}
