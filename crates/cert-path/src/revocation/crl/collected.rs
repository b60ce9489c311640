//! What the CRLs that may be used say together: with their deltas (RFC 5280 §6.3.3 (i) to (k)), and several for some
//! reasons each (d), (e), (l).

use jiff::Timestamp;

use super::lookup::Listed;
use super::reasons::Reasons;
use super::state::{Examined, unusable};
use super::{Crl, delta};
use crate::certificate::Certificate;
use crate::revocation::chain::{Said, Statement, Statements};
use crate::revocation::{Basis, BasisKind, RevocationReason, Revoked, Unusable, UnusableEvidence};

pub(super) fn is_removed(listed: Listed) -> bool {
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
pub(super) struct Collected<'f, 'c> {
    certificate: &'c Certificate,
    found: &'f mut Statements,
    /// Lists that do not have the certificate, and cover some reasons only.
    silent_in_part: Vec<(Reasons, Basis)>,
}

impl<'f, 'c> Collected<'f, 'c> {
    pub(super) fn new(certificate: &'c Certificate, found: &'f mut Statements) -> Self {
        Self {
            certificate,
            found,
            silent_in_part: Vec::new(),
        }
    }

    pub(super) fn collect(mut self, complete: &[Examined<'_>], deltas: &[Examined<'_>]) {
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
