//! What the CRLs of the evidence say of one certificate (RFC 5280 §6.3.3).
//!
//! The RFC goes from one distribution point to the next and fetches CRLs until every reason is covered. Here the CRLs
//! are at hand: each is asked, by every point of the certificate, and what they say is collected. Whether it is fresh
//! (nextUpdate) is for [`super::super::chain`] to weigh.

use jiff::Timestamp;

use super::lookup::{Answer, Hashing, Listed};
use super::reasons::Reasons;
use super::scope::{Coverage, Points};
use super::{Crl, delta, signer};
use crate::algorithms::DigestAlgorithm;
use crate::budget::BudgetItem;
use crate::certificate::Certificate;
use crate::checks::profile::CertificateProfile;
use crate::request::PathRequest;
use crate::revocation::chain::{Said, Statement, Statements, Target};
use crate::revocation::{Basis, BasisKind, RevocationReason, Revoked, Unusable, UnusableEvidence};
use crate::work::Work;

/// One CRL, asked about one certificate.
#[derive(Clone, Copy)]
pub(super) struct Asked<'q> {
    pub(super) request: &'q PathRequest<'q>,
    pub(super) target: &'q Target<'q>,
    pub(super) crl: &'q Crl,
    /// Since when the CRL is known to exist (EN 319 102-1 §5.6.2.3): proven, or now, when it is at hand.
    pub(super) exists: Timestamp,
}

/// A CRL that may be used for the certificate, and what it lists.
pub(super) struct Examined<'e> {
    pub(super) crl: &'e Crl,
    pub(super) signer: Certificate,
    coverage: Coverage,
    listed: Option<Listed>,
}

/// Why a CRL gives no statement.
pub(super) enum Stop {
    Budget(BudgetItem),
    Unusable(Unusable),
}

impl From<BudgetItem> for Stop {
    fn from(item: BudgetItem) -> Self {
        Self::Budget(item)
    }
}

impl From<Unusable> for Stop {
    fn from(why: Unusable) -> Self {
        Self::Unusable(why)
    }
}

/// Adds what the CRLs of the evidence say of a certificate. Those of other issuers say nothing.
pub(crate) fn state(
    request: &PathRequest<'_>,
    target: &Target<'_>,
    work: &mut Work,
    found: &mut Statements,
) -> Result<(), BudgetItem> {
    let points = Points::of(target.certificate);
    let mut complete = Vec::new();
    let mut deltas = Vec::new();
    for name in points.issuers() {
        for crl in work.crls.crls_of(request.evidence, name) {
            work.allowance.evidence()?;
            let proven = request.proofs.earliest(&crl.fingerprint());
            let asked = Asked {
                request,
                target,
                crl,
                exists: proven.map_or(work.now, |proven| proven.min(work.now)),
            };
            match examine(&asked, &points, work) {
                Ok(examined) if crl.is_delta() => deltas.push(examined),
                Ok(examined) => complete.push(examined),
                Err(Stop::Unusable(why)) => found.unusable.push(unusable(crl, why)),
                Err(Stop::Budget(item)) => return Err(item),
            }
        }
    }
    let certificate = target.certificate;
    Collected::new(certificate, found).collect(&complete, &deltas);
    Ok(())
}

fn unusable(crl: &Crl, why: Unusable) -> UnusableEvidence {
    UnusableEvidence {
        fingerprint: crl.fingerprint(),
        why,
    }
}

/// Everything about one CRL that does not depend on others.
fn examine<'e>(
    asked: &Asked<'e>,
    points: &Points<'_>,
    work: &mut Work,
) -> Result<Examined<'e>, Stop> {
    existed(asked)?;
    let coverage = points.coverage(asked.crl).ok_or(Unusable::OutOfScope)?;
    // RFC 5280 §5.2: "the application MUST NOT use that CRL to determine the status of certificates"
    if asked.crl.inner.head.extensions.unknown_critical.is_some() {
        return Err(Unusable::UnknownCriticalExtension.into());
    }
    // §5.1.2.6, where the profile is demanded.
    let is_strict = asked.request.profile == CertificateProfile::Rfc5280;
    if is_strict && asked.crl.has_empty_list() {
        return Err(Unusable::Malformed.into());
    }
    let candidates = signer::candidates(asked, work)?;
    if candidates.is_empty() {
        return Err(Unusable::SignerNotTrusted.into());
    }
    let algorithm = asked.crl.signature_algorithm();
    let algorithm = algorithm.map_err(|_| Unusable::Algorithm)?;
    let hashing = Hashing {
        provider: asked.request.provider,
        // EdDSA and ML-DSA take no hash: this one tells whether the bytes verified are those searched.
        algorithm: algorithm.digest().unwrap_or(DigestAlgorithm::Sha256),
    };
    let answer = look_up(asked, hashing, work)?;
    let signer = signer::find(asked, candidates, &algorithm, answer.digest, work)?;
    Ok(Examined {
        crl: asked.crl,
        signer,
        coverage,
        listed: listed(asked.crl, answer)?,
    })
}

/// In the answers known, or in the list; there, together with the other certificates of its issuer that are at hand.
fn look_up(asked: &Asked<'_>, hashing: Hashing<'_>, work: &mut Work) -> Result<Answer, Stop> {
    let inner = &asked.crl.inner;
    let certificate = asked.target.certificate;
    if let Some(answer) = inner.known(certificate, hashing) {
        return Ok(answer);
    }
    if work.crls.is_malformed(asked.crl) {
        return Err(Unusable::Malformed.into());
    }
    let signed = &inner.head.signed;
    work.allowance.crl_bytes(signed.end - signed.start)?;
    let issuer = certificate.issuer();
    let others = work.crls.issued_by(asked.request.evidence, issuer);
    match inner.search(certificate, &others, hashing) {
        Ok(answer) => answer.ok_or(Unusable::Algorithm.into()),
        Err(_) => {
            work.crls.note_malformed(asked.crl);
            Err(Unusable::Malformed.into())
        }
    }
}

/// EN 319 102-1 §5.6.2.2.4 (a): issued, and known to exist, by the control time.
fn existed(asked: &Asked<'_>) -> Result<(), Unusable> {
    let issued = asked.crl.this_update();
    if issued > asked.request.now {
        Err(Unusable::FromTheFuture)
    } else if issued > asked.target.control || asked.exists > asked.target.control {
        Err(Unusable::NotProvenByThen)
    } else {
        Ok(())
    }
}

fn listed(crl: &Crl, answer: Answer) -> Result<Option<Listed>, Unusable> {
    // RFC 5280 §5.3: "the application MUST NOT use that CRL to determine the status of any certificates"
    if answer.unknown_critical {
        return Err(Unusable::UnknownCriticalExtension);
    }
    // §5.3.3: certificateIssuer is for indirect CRLs; elsewhere it would take entries away from the CRL's issuer.
    if answer.names_others {
        return Err(Unusable::Malformed);
    }
    // §5.3.1: "removeFromCRL … may only appear in delta CRLs"
    if answer.listed.is_some_and(is_removed) && !crl.is_delta() {
        return Err(Unusable::Malformed);
    }
    Ok(answer.listed)
}

fn is_removed(listed: Listed) -> bool {
    listed.reason == Some(RevocationReason::RemoveFromCrl)
}

/// (i), (j): what an entry says.
fn said(listed: Listed) -> Said {
    if listed.reason == Some(RevocationReason::CertificateHold) {
        Said::OnHold {
            since: listed.since,
        }
    } else {
        Said::Revoked(Revoked {
            since: listed.since,
            reason: listed.reason,
            invalidity_date: listed.invalidity_date,
        })
    }
}

/// Statements being made of examined CRLs.
struct Collected<'f, 'c> {
    certificate: &'c Certificate,
    found: &'f mut Statements,
    /// Lists that do not have the certificate, and cover some reasons only.
    silent_in_part: Vec<(Reasons, Basis)>,
}

impl<'f, 'c> Collected<'f, 'c> {
    fn new(certificate: &'c Certificate, found: &'f mut Statements) -> Self {
        Self {
            certificate,
            found,
            silent_in_part: Vec::new(),
        }
    }

    fn collect(mut self, complete: &[Examined<'_>], deltas: &[Examined<'_>]) {
        for base in complete {
            self.add(base, base.listed, basis(base, None));
            if let Some(delta) = delta::newest_for(base, deltas) {
                self.add_combined(base, delta);
            }
        }
        for delta in deltas {
            self.add_delta_alone(delta, complete);
        }
        self.join_reasons();
    }

    /// One list says it: the certificate is on it, or it is silent.
    fn add(&mut self, crl: &Examined<'_>, listed: Option<Listed>, basis: Basis) {
        match listed {
            Some(listed) => self.state(said(listed), basis),
            None => self.silent(crl, basis),
        }
    }

    fn state(&mut self, said: Said, basis: Basis) {
        self.found.usable.push(Statement { said, basis });
    }

    /// (i), (j), (k): the delta first, then the complete list; removed is not revoked.
    fn add_combined(&mut self, base: &Examined<'_>, delta: &Examined<'_>) {
        let listed = match delta.listed {
            Some(listed) if is_removed(listed) => None,
            Some(listed) => Some(listed),
            None => base.listed,
        };
        self.add(base, listed, basis(base, Some(delta)));
    }

    /// A revocation is one, also in a delta CRL whose complete CRL is not at hand. Its silence is nothing.
    fn add_delta_alone(&mut self, delta: &Examined<'_>, complete: &[Examined<'_>]) {
        match delta.listed.filter(|listed| !is_removed(*listed)) {
            Some(listed) => self.state(said(listed), basis_of_delta(delta)),
            None if complete
                .iter()
                .all(|base| delta::newest_for(base, core::slice::from_ref(delta)).is_none()) =>
            {
                let why = unusable(delta.crl, Unusable::NoCompleteCrl);
                self.found.unusable.push(why);
            }
            None => {}
        }
    }

    /// Not on the list: not revoked, for the reasons covered, if it would still be on it.
    fn silent(&mut self, crl: &Examined<'_>, basis: Basis) {
        let covered = crl.coverage.silence;
        if covered.is_empty() {
            self.refuse(&basis, Unusable::OutOfScope);
        } else if !self.is_kept(crl.crl, basis.this_update) {
            self.refuse(&basis, Unusable::CertificateHadExpired);
        } else if covered.is_all() {
            self.state(Said::NotRevoked, basis);
        } else {
            self.silent_in_part.push((covered, basis));
        }
    }

    fn refuse(&mut self, basis: &Basis, why: Unusable) {
        self.found.unusable.push(UnusableEvidence {
            fingerprint: basis.fingerprint,
            why,
        });
    }

    /// RFC 5280 §3.3: an entry may go with the first CRL issued after the certificate expired. X.509 §9.5.2.8: unless the
    /// CRL says that certificates that expired from some instant on are kept.
    fn is_kept(&self, crl: &Crl, issued: Timestamp) -> bool {
        let not_after = self.certificate.not_after().as_second();
        let kept = crl.keeps_expired_since();
        issued.as_second() <= not_after || kept.is_some_and(|since| since.as_second() <= not_after)
    }

    /// (d), (e), (l): lists for some reasons together, newest first, until every reason is covered. They are as fresh as
    /// the oldest of them that was needed, and no longer than the first to end.
    fn join_reasons(mut self) {
        let mut parts = core::mem::take(&mut self.silent_in_part);
        parts.sort_by_key(|(_, basis)| core::cmp::Reverse(basis.this_update));
        let mut covered = Reasons::NONE;
        let mut needed: Vec<Basis> = Vec::new();
        for (reasons, basis) in parts {
            if reasons.adds_to(covered) {
                covered = covered.or(reasons);
                needed.push(basis);
            }
        }
        match needed.last().cloned() {
            Some(oldest) if covered.is_all() => {
                let ends: Option<Vec<_>> = needed.iter().map(|basis| basis.next_update).collect();
                let basis = Basis {
                    next_update: ends.and_then(|ends| ends.into_iter().min()),
                    ..oldest
                };
                self.state(Said::NotRevoked, basis);
            }
            _ => {
                for basis in &needed {
                    self.refuse(basis, Unusable::ReasonsNotCovered);
                }
            }
        }
    }
}

/// What a statement rests on: a complete CRL, and the delta combined with it.
fn basis(base: &Examined<'_>, delta: Option<&Examined<'_>>) -> Basis {
    let newest = delta.unwrap_or(base).crl;
    Basis {
        kind: BasisKind::Crl {
            number: base.crl.number().cloned(),
            delta: delta.and_then(|delta| delta.crl.number().cloned()),
        },
        fingerprint: base.crl.fingerprint(),
        signer: base.signer.clone(),
        this_update: newest.this_update(),
        next_update: newest.next_update(),
        // Weighed with all other statements, in `chain`.
        fresh: false,
    }
}

fn basis_of_delta(delta: &Examined<'_>) -> Basis {
    Basis {
        kind: BasisKind::Crl {
            number: None,
            delta: delta.crl.number().cloned(),
        },
        ..basis(delta, None)
    }
}
