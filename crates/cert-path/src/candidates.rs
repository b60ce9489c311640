//! Candidate chains: from the signer's certificate upwards, depth first, under a [`Budget`](crate::Budget).

use std::collections::HashMap;

use crate::anchor::TrustAnchor;
use crate::budget::{Allowance, BudgetItem};
use crate::certificate::{Certificate, NameKey};
use crate::checks;
use crate::failure::{PathFailure, PathReason};
use crate::request::PathRequest;
use crate::trusted::TrustedPath;

/// Finds a certification path and validates it: RFC 5280 §6, at the time and for the purpose asked.
///
/// The bag of certificates is hostile: loops are cut, and all work is counted against the budget. When no candidate
/// is accepted, the reason of the one that came nearest is returned.
///
/// # Errors
/// [`PathFailure`]: a verdict, not an accident. It names the reason and the certificate it belongs to.
pub fn find_path(request: &PathRequest<'_>) -> Result<TrustedPath, PathFailure> {
    if let Some(anchor) = request
        .anchors
        .iter()
        .find(|anchor| anchor.certificate() == request.signer)
    {
        return directly_trusted(request, anchor);
    }
    let mut search = Search::new(request);
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

/// The caller trusts the signer's certificate itself: there is no path to validate (RFC 5280 §6.1 begins below the
/// anchor), but the certificate must still fit the time and the purpose.
fn directly_trusted(
    request: &PathRequest<'_>,
    anchor: &TrustAnchor,
) -> Result<TrustedPath, PathFailure> {
    let chain = vec![request.signer.clone()];
    match checks::directly_trusted(request) {
        Ok(revocation) => Ok(TrustedPath::new(
            request,
            chain,
            anchor.clone(),
            revocation,
            Vec::new(),
        )),
        Err(reason) => Err(PathFailure {
            reason,
            certificate: Some(request.signer.clone()),
            chain,
            anchored: true,
        }),
    }
}

struct Search<'r> {
    request: &'r PathRequest<'r>,
    by_subject: HashMap<&'r NameKey, Vec<&'r Certificate>>,
    anchors_by_subject: HashMap<&'r NameKey, Vec<&'r TrustAnchor>>,
    allowance: Allowance,
    /// What was found for one certificate under one key, so that no signature is verified twice.
    verified: HashMap<(Certificate, Vec<u8>), Result<(), PathReason>>,
    nearest: Option<PathFailure>,
}

impl<'r> Search<'r> {
    fn new(request: &'r PathRequest<'r>) -> Self {
        let mut by_subject: HashMap<_, Vec<_>> = HashMap::new();
        for certificate in request.evidence.certificates() {
            by_subject
                .entry(certificate.subject().comparison_key())
                .or_default()
                .push(certificate);
        }
        let mut anchors_by_subject: HashMap<_, Vec<_>> = HashMap::new();
        for anchor in request.anchors {
            anchors_by_subject
                .entry(anchor.certificate().subject().comparison_key())
                .or_default()
                .push(anchor);
        }
        let allowance = Allowance::new(request.budget);
        Self {
            request,
            by_subject,
            anchors_by_subject,
            allowance,
            verified: HashMap::new(),
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
            if let Err(reason) = self.verify(&last, issuer)? {
                self.note(reason, &last, chain, false);
            } else if chain.len() + 2 > self.allowance.path_length() {
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
        for anchor in anchors {
            self.allowance.candidate()?;
            if let Err(reason) = self.verify(last, anchor.certificate())? {
                self.note(reason, last, chain, false);
                continue;
            }
            match checks::validate(self.request, chain, anchor, &mut self.allowance) {
                Ok(outcome) => {
                    let mut whole = chain.to_vec();
                    whole.push(anchor.certificate().clone());
                    let checks::Outcome {
                        revocation,
                        policies,
                    } = outcome;
                    return Ok(Some(TrustedPath::new(
                        self.request,
                        whole,
                        anchor.clone(),
                        revocation,
                        policies,
                    )));
                }
                Err(checks::Stop::Budget(item)) => return Err(item),
                Err(checks::Stop::Refused(reason, certificate)) => {
                    self.note(reason, &certificate, chain, true)
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
            self.allowance.candidate()?;
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

    /// RFC 5280 §6.1.3 (a)(1), once per certificate and key. The outer error is the budget's.
    fn verify(
        &mut self,
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> Result<Result<(), PathReason>, BudgetItem> {
        let key = (certificate.clone(), issuer.spki_der().to_vec());
        if let Some(known) = self.verified.get(&key) {
            return Ok(known.clone());
        }
        self.allowance.signature()?;
        let outcome = checks::signature(certificate, issuer, self.request.provider);
        self.verified.insert(key, outcome.clone());
        Ok(outcome)
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
