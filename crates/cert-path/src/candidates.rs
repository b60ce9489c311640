//! Candidate chains: from the signer's certificate upwards, depth first, under a [`Budget`](crate::Budget).

use std::collections::HashMap;

use crate::anchor::TrustAnchor;
use crate::budget::{BudgetItem, Spent};
use crate::certificate::{Certificate, NameKey, PublicKeyKind};
use crate::checks::{self, Stop, Top};
use crate::failure::{FailureRecord, PathFailure, PathReason};
use crate::request::PathRequest;
use crate::revocation::CertificateStatus;
use crate::steps::{CertificateSteps, Step};
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
    find_path_within(request, &mut Work::new(request.budget, request.now))
}

/// [`find_path`] as part of a larger question: the path of a signer of evidence, paid from the same budget. The evidence
/// is that of the larger question.
pub(crate) fn find_path_within(
    request: &PathRequest<'_>,
    work: &mut Work,
) -> Result<TrustedPath, PathFailure> {
    let tops = tops(request);
    let mut itself = tops.iter().filter(|one| one.certificate == request.signer);
    if let Some(first) = itself.next() {
        let outcome = directly_trusted(request, first.anchor, work);
        // One certificate may be an anchor twice, for two purposes or times.
        let mut others = itself.map(|one| directly_trusted(request, one.anchor, work));
        return match outcome {
            Err(failure) => others.find(Result::is_ok).unwrap_or(Err(failure)),
            trusted => trusted,
        };
    }
    let mut search = Search::new(request, &tops, work);
    let mut chain = vec![request.signer.clone()];
    let outcome = search.extend(&mut chain);
    let nearest = search.nearest;
    let spent = work.allowance.spent();
    match outcome {
        Ok(Some(path)) => Ok(path),
        Ok(None) => {
            let mut failure =
                nearest.expect("a search without a path has met at least one failure");
            failure.record.spent = spent;
            Err(failure)
        }
        Err(item) => Err(PathFailure {
            reason: PathReason::BudgetExhausted(item),
            certificate: None,
            chain,
            anchored: false,
            record: Box::new(FailureRecord {
                spent,
                ..FailureRecord::default()
            }),
        }),
    }
}

/// The anchors with their certificates, given or found in the evidence by their fingerprints.
fn tops<'r>(request: &'r PathRequest<'r>) -> Vec<Top<'r>> {
    let known = request.anchors.iter().filter_map(|anchor| {
        let certificate = anchor.certificate()?;
        Some(Top {
            anchor,
            certificate,
        })
    });
    let mut all: Vec<_> = known.collect();
    let mut pins: HashMap<[u8; 32], Vec<&TrustAnchor>> = HashMap::new();
    for anchor in request.anchors {
        if anchor.certificate().is_none() {
            let same = pins.entry(anchor.fingerprint()).or_default();
            same.push(anchor);
        }
    }
    let at_hand = |sha256: &[u8; 32]| {
        request.evidence.origin(sha256).is_some() || *sha256 == request.signer.fingerprint()
    };
    if pins.keys().any(at_hand) {
        let bag = request.evidence.certificates().iter();
        for certificate in bag.chain([request.signer]) {
            let anchors = pins.remove(&certificate.fingerprint());
            all.extend(anchors.into_iter().flatten().map(|anchor| Top {
                anchor,
                certificate,
            }));
        }
    }
    all
}

/// The caller trusts the signer's certificate itself: there is no path to validate (RFC 5280 §6.1 begins below the
/// anchor), but the certificate must still fit the time and the purpose.
fn directly_trusted(
    request: &PathRequest<'_>,
    anchor: &TrustAnchor,
    work: &Work,
) -> Result<TrustedPath, PathFailure> {
    let chain = vec![request.signer.clone()];
    let mut steps = vec![CertificateSteps::default()];
    let spent = work.allowance.spent();
    let outcome = checks::directly_trusted(request, anchor, &mut steps[0]);
    match outcome {
        Ok(outcome) => Ok(TrustedPath::new(
            request,
            chain,
            anchor.clone(),
            outcome,
            steps,
            spent,
        )),
        Err(reason) => Err(PathFailure {
            reason,
            certificate: Some(request.signer.clone()),
            chain,
            anchored: true,
            record: Box::new(FailureRecord {
                steps,
                statuses: Vec::new(),
                spent,
            }),
        }),
    }
}

struct Search<'r, 'w> {
    request: &'r PathRequest<'r>,
    anchors_by_subject: HashMap<&'r NameKey, Vec<Top<'r>>>,
    work: &'w mut Work,
    nearest: Option<PathFailure>,
}

impl<'r, 'w> Search<'r, 'w> {
    fn new(request: &'r PathRequest<'r>, tops: &[Top<'r>], work: &'w mut Work) -> Self {
        let mut anchors_by_subject: HashMap<_, Vec<_>> = HashMap::new();
        for one in tops {
            anchors_by_subject
                .entry(one.certificate.subject().comparison_key())
                .or_default()
                .push(*one);
        }
        Self {
            request,
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
        let mut is_top = issuers.is_empty() || last.is_self_issued();
        for issuer in issuers {
            if let Err(reason) = self.could_have_signed(issuer, &last)? {
                self.note_link(reason, Step::Signature, &last, chain);
            } else if chain.len() + 2 > self.work.allowance.path_length() {
                self.note_link(PathReason::PathTooLong, Step::PathLength, issuer, chain);
            } else {
                is_top = false;
                chain.push(issuer.clone());
                let found = self.extend(chain);
                chain.pop();
                if let Some(path) = found? {
                    return Ok(Some(path));
                }
            }
        }
        if is_top {
            self.dead_end(chain, &last);
        }
        Ok(None)
    }

    /// Verifies the signature early, so that no path is built through a wrong issuer. A DSA key without parameters
    /// waits for those above it: its signatures are verified with the whole path (RFC 5280 §6.1.4 (d) to (f)).
    fn could_have_signed(
        &mut self,
        issuer: &Certificate,
        certificate: &Certificate,
    ) -> Result<Result<(), PathReason>, BudgetItem> {
        if issuer.public_key_kind() == (PublicKeyKind::Dsa { bits: None }) {
            return Ok(Ok(()));
        }
        let key = issuer.spki_der();
        self.work.verify(certificate, key, self.request.provider)
    }

    fn try_anchors(
        &mut self,
        chain: &[Certificate],
        last: &Certificate,
    ) -> Result<Option<TrustedPath>, BudgetItem> {
        let name = last.issuer().comparison_key();
        let tops = self.anchors_by_subject.get(name).cloned();
        for top in tops.unwrap_or_default() {
            self.work.allowance.candidate()?;
            if let Err(reason) = self.could_have_signed(top.certificate, last)? {
                self.note_link(reason, Step::Signature, last, chain);
                continue;
            }
            let mut steps = vec![CertificateSteps::default(); chain.len() + 1];
            match checks::validate(self.request, chain, top, self.work, &mut steps) {
                Ok(outcome) => {
                    let mut whole = chain.to_vec();
                    whole.push(top.certificate.clone());
                    return Ok(Some(TrustedPath::new(
                        self.request,
                        whole,
                        top.anchor.clone(),
                        outcome,
                        steps,
                        self.work.allowance.spent(),
                    )));
                }
                Err(Stop::Budget(item)) => return Err(item),
                Err(Stop::Refused(reason, certificate)) => {
                    self.note(reason, &certificate, chain, true, steps, Vec::new());
                }
                Err(Stop::Status(reason, certificate, statuses)) => {
                    self.note(reason, &certificate, chain, true, steps, statuses);
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
        let evidence = self.request.evidence;
        let named = self.work.certificates_of(evidence, certificate.issuer());
        let mut issuers = Vec::new();
        for candidate in named {
            self.work.allowance.candidate()?;
            if !closes_a_loop(candidate, chain) {
                issuers.push(candidate);
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
        let issuer = last.issuer();
        let has_anchor = self
            .anchors_by_subject
            .contains_key(issuer.comparison_key());
        // Every anchor of that name was tried, and each has said why not.
        if has_anchor && !last.is_self_issued() {
            return;
        }
        let evidence = self.request.evidence;
        let reason =
            if last.is_self_issued() || !self.work.certificates_of(evidence, issuer).is_empty() {
                PathReason::NotAnchored
            } else {
                let unnamed = PathReason::NoIssuerFound {
                    issuer: String::new(),
                };
                // A name may be long, and dead ends many: it is written for the one that is told.
                if !self.is_nearer(&unnamed, false) {
                    return;
                }
                PathReason::NoIssuerFound {
                    issuer: issuer.to_string(),
                }
            };
        self.note_link(reason, Step::Issuer, last, chain);
    }

    /// A chain that ended before it reached an anchor.
    fn note_link(
        &mut self,
        reason: PathReason,
        step: Step,
        certificate: &Certificate,
        chain: &[Certificate],
    ) {
        if !self.is_nearer(&reason, false) {
            return;
        }
        // Every link below the last was found and verified on the way.
        let mut steps = vec![CertificateSteps::default(); chain.len()];
        if let Some((last, below)) = steps.split_last_mut() {
            for one in below {
                one.pass(Step::Issuer);
                one.pass(Step::Signature);
            }
            last.refuse(step);
        }
        self.note(reason, certificate, chain, false, steps, Vec::new());
    }

    /// Keeps the failure that came nearest; of equals the first.
    fn note(
        &mut self,
        reason: PathReason,
        certificate: &Certificate,
        chain: &[Certificate],
        anchored: bool,
        steps: Vec<CertificateSteps>,
        statuses: Vec<CertificateStatus>,
    ) {
        if self.is_nearer(&reason, anchored) {
            self.nearest = Some(PathFailure {
                reason,
                certificate: Some(certificate.clone()),
                chain: chain.to_vec(),
                anchored,
                record: Box::new(FailureRecord {
                    steps,
                    statuses,
                    spent: Spent::default(),
                }),
            });
        }
    }

    fn is_nearer(&self, reason: &PathReason, anchored: bool) -> bool {
        self.nearest
            .as_ref()
            .is_none_or(|nearest| nearest.rank() < (anchored, reason.rank()))
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
