//! Candidate chains: from the signer's certificate upwards, depth first, under a [`Budget`](crate::Budget).

use std::collections::HashMap;

use crate::anchor::TrustAnchor;
use crate::budget::BudgetItem;
use crate::certificate::{Certificate, NameKey};
use crate::checks;
use crate::failure::{PathFailure, PathReason};
use crate::request::PathRequest;
use crate::trusted::TrustedPath;
use crate::work::Work;

/// Finds a certification path and validates it: RFC 5280 §6, at the time and for the purpose asked.
///
/// The bag of certificates is hostile: loops are cut, and all work is counted against the budget. When no candidate
/// is accepted, the reason of the one that came nearest is returned.
///
/// # Errors
/// [`PathFailure`]: a verdict, not an accident. It names the reason and the certificate it belongs to.
pub fn find_path(request: &PathRequest<'_>) -> Result<TrustedPath, PathFailure> {
    find_path_within(request, &mut Work::new(request.budget))
}

/// [`find_path`] as part of a larger question: the path of a signer of evidence, paid from the same budget.
pub(crate) fn find_path_within(
    request: &PathRequest<'_>,
    work: &mut Work,
) -> Result<TrustedPath, PathFailure> {
    let anchors = anchored(request);
    if let Some(itself) = anchors.iter().find(|one| one.certificate == request.signer) {
        return directly_trusted(request, itself.anchor);
    }
    let mut search = Search::new(request, &anchors, work);
    let mut chain = vec![request.signer.clone()];
    match search.extend(&mut chain) {
        Ok(Some(path)) => Ok(path),
        Ok(None) => Err(search
            .nearest
            .expect("a search without a path has met at least one failure")),
        Err(item) => Err(PathFailure {
            reason: PathReason::BudgetExhausted(item),
            certificate: None,
            chain: vec![request.signer.clone()],
            anchored: false,
        }),
    }
}

/// An anchor and its certificate, given or found in the evidence by its fingerprint.
#[derive(Clone, Copy)]
struct Anchored<'r> {
    anchor: &'r TrustAnchor,
    certificate: &'r Certificate,
}

fn anchored<'r>(request: &'r PathRequest<'r>) -> Vec<Anchored<'r>> {
    let known = request.anchors.iter().filter_map(|anchor| {
        let certificate = anchor.certificate()?;
        Some(Anchored {
            anchor,
            certificate,
        })
    });
    let mut all: Vec<_> = known.collect();
    let pins: HashMap<[u8; 32], &TrustAnchor> = request
        .anchors
        .iter()
        .filter(|anchor| anchor.certificate().is_none())
        .map(|anchor| (anchor.fingerprint(), anchor))
        .collect();
    if !pins.is_empty() {
        let bag = request.evidence.certificates().iter();
        let found = bag.chain([request.signer]).filter_map(|certificate| {
            let anchor = pins.get(&certificate.fingerprint())?;
            Some(Anchored {
                anchor,
                certificate,
            })
        });
        all.extend(found);
    }
    all
}

/// The caller trusts the signer's certificate itself: there is no path to validate (RFC 5280 §6.1 begins below the
/// anchor), but the certificate must still fit the time and the purpose.
fn directly_trusted(
    request: &PathRequest<'_>,
    anchor: &TrustAnchor,
) -> Result<TrustedPath, PathFailure> {
    let chain = vec![request.signer.clone()];
    match checks::directly_trusted(request, anchor) {
        Ok(outcome) => Ok(TrustedPath::new(request, chain, anchor.clone(), outcome)),
        Err(reason) => Err(PathFailure {
            reason,
            certificate: Some(request.signer.clone()),
            chain,
            anchored: true,
        }),
    }
}

struct Search<'r, 'w> {
    request: &'r PathRequest<'r>,
    by_subject: HashMap<&'r NameKey, Vec<&'r Certificate>>,
    anchors_by_subject: HashMap<&'r NameKey, Vec<Anchored<'r>>>,
    work: &'w mut Work,
    nearest: Option<PathFailure>,
}

impl<'r, 'w> Search<'r, 'w> {
    fn new(
        request: &'r PathRequest<'r>,
        anchors: &[Anchored<'r>],
        work: &'w mut Work,
    ) -> Self {
        let mut by_subject: HashMap<_, Vec<_>> = HashMap::new();
        for certificate in request.evidence.certificates() {
            by_subject
                .entry(certificate.subject().comparison_key())
                .or_default()
                .push(certificate);
        }
        let mut anchors_by_subject: HashMap<_, Vec<_>> = HashMap::new();
        for one in anchors {
            anchors_by_subject
                .entry(one.certificate.subject().comparison_key())
                .or_default()
                .push(*one);
        }
        Self {
            request,
            by_subject,
            anchors_by_subject,
            work,
            nearest: None,
        }
    }

    /// Looks for issuers of the last certificate of `chain`; leaves `chain` as it was.
    fn extend(&mut self, chain: &mut Vec<Certificate>) -> Result<Option<TrustedPath>, BudgetItem> {
        let Some(last) = chain.last().cloned() else {
            return Ok(None);
        };
        if let Some(path) = self.try_anchors(chain, &last)? {
            return Ok(Some(path));
        }
        let issuers = self.issuers_of(&last, chain)?;
        if issuers.is_empty() {
            self.dead_end(chain, &last);
        }
        for issuer in issuers {
            if let Err(reason) = self.work.verify(&last, issuer, self.request.provider)? {
                self.note(reason, &last, chain, false);
            } else if chain.len() + 2 > self.work.allowance.path_length() {
                self.note(PathReason::PathTooLong, issuer, chain, false);
            } else {
                chain.push(issuer.clone());
                let found = self.extend(chain);
                chain.pop();
                if let Some(path) = found? {
                    return Ok(Some(path));
                }
            }
        }
        Ok(None)
    }

    fn try_anchors(
        &mut self,
        chain: &[Certificate],
        last: &Certificate,
    ) -> Result<Option<TrustedPath>, BudgetItem> {
        let anchors = self
            .anchors_by_subject
            .get(last.issuer().comparison_key())
            .cloned()
            .unwrap_or_default();
        for one in anchors {
            self.work.allowance.candidate()?;
            let verified = self
                .work
                .verify(last, one.certificate, self.request.provider)?;
            if let Err(reason) = verified {
                self.note(reason, last, chain, false);
                continue;
            }
            match checks::validate(self.request, chain, one.anchor, one.certificate, self.work) {
                Ok(outcome) => {
                    let mut whole = chain.to_vec();
                    whole.push(one.certificate.clone());
                    let anchor = one.anchor.clone();
                    return Ok(Some(TrustedPath::new(self.request, whole, anchor, outcome)));
                }
                Err(checks::Stop::Budget(item)) => return Err(item),
                Err(checks::Stop::Refused(reason, certificate)) => {
                    self.note(reason, &certificate, chain, true);
                }
            }
        }
        Ok(None)
    }

    /// Candidates from the evidence, likeliest first: matching key identifiers, CAs, valid ones, the newest.
    fn issuers_of(
        &mut self,
        certificate: &Certificate,
        chain: &[Certificate],
    ) -> Result<Vec<&'r Certificate>, BudgetItem> {
        let named = self
            .by_subject
            .get(certificate.issuer().comparison_key())
            .map(Vec::as_slice)
            .unwrap_or_default();
        let mut issuers = Vec::new();
        for candidate in named {
            self.work.allowance.candidate()?;
            if !closes_a_loop(candidate, chain) {
                issuers.push(*candidate);
            }
        }
        issuers.sort_by_key(|candidate| {
            let is_ca = candidate
                .basic_constraints()
                .is_some_and(|constraints| constraints.is_ca);
            let valid = candidate.is_within_validity(self.request.at);
            (
                key_identifier_match(certificate, candidate),
                !is_ca,
                !valid,
                core::cmp::Reverse(candidate.not_before()),
            )
        });
        Ok(issuers)
    }

    fn dead_end(&mut self, chain: &[Certificate], last: &Certificate) {
        let known = self.by_subject.contains_key(last.issuer().comparison_key())
            || self
                .anchors_by_subject
                .contains_key(last.issuer().comparison_key());
        if last.is_self_issued() || known {
            self.note(PathReason::NotAnchored, last, chain, false);
        } else {
            self.note(
                PathReason::NoIssuerFound {
                    issuer: last.issuer().to_string(),
                },
                last,
                chain,
                false,
            );
        }
    }

    /// Keeps the failure that came nearest; of equals the first.
    fn note(
        &mut self,
        reason: PathReason,
        certificate: &Certificate,
        chain: &[Certificate],
        anchored: bool,
    ) {
        let failure = PathFailure {
            reason,
            certificate: Some(certificate.clone()),
            chain: chain.to_vec(),
            anchored,
        };
        if self
            .nearest
            .as_ref()
            .is_none_or(|nearest| nearest.rank() < failure.rank())
        {
            self.nearest = Some(failure);
        }
    }
}

/// RFC 5280 §6.1: a certificate must not appear twice; nor may the same name with the same key, which a
/// cross-certificate could bring back for ever.
fn closes_a_loop(candidate: &Certificate, chain: &[Certificate]) -> bool {
    chain.iter().any(|used| {
        used.spki_der() == candidate.spki_der() && used.subject() == candidate.subject()
    })
}

/// RFC 5280 §4.2.1.1, as an order of trying and no more: 0 match, 1 unknown, 2 mismatch.
fn key_identifier_match(certificate: &Certificate, issuer: &Certificate) -> u8 {
    let wanted = certificate
        .authority_key_identifier()
        .and_then(|identifier| identifier.key_identifier.as_deref());
    match (wanted, issuer.subject_key_identifier()) {
        (Some(wanted), Some(found)) if wanted == found => 0,
        (Some(_), Some(_)) => 2,
        _ => 1,
    }
}
