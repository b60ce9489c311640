//! What the responses of the evidence say of one certificate (RFC 6960 §3.2).

use jiff::Timestamp;

use super::cert_id::Wanted;
use super::response::{BasicOcspResponse, OcspCertStatus, SingleResponse};
use super::{OcspResponse, responder};
use crate::budget::BudgetItem;
use crate::request::PathRequest;
use crate::revocation::chain::{Said, Statement, Statements, Target};
use crate::revocation::stop::Stop;
use crate::revocation::{Basis, BasisKind, RevocationReason, Revoked, Unusable, UnusableEvidence};
use crate::work::Work;

/// One response, asked about one certificate.
#[derive(Clone, Copy)]
pub(super) struct Asked<'q> {
    pub(super) request: &'q PathRequest<'q>,
    pub(super) target: &'q Target<'q>,
    pub(super) response: &'q OcspResponse,
    pub(super) basic: &'q BasicOcspResponse,
    /// Since when the response is known to exist (EN 319 102-1 §5.6.2.3): proven, or now, when it is at hand.
    pub(super) exists: Timestamp,
}

/// Adds what the OCSP responses of the evidence say of a certificate. Those that do not speak of it say nothing.
pub(crate) fn state(
    request: &PathRequest<'_>,
    target: &Target<'_>,
    work: &mut Work,
    found: &mut Statements,
) -> Result<(), BudgetItem> {
    let mut wanted = Wanted::new(target.certificate, target.issuer, request.provider);
    for response in request.evidence.ocsp_responses() {
        let Some(basic) = response.basic() else {
            continue;
        };
        let about = about(basic, &mut wanted, work)?;
        if about.is_empty() {
            continue;
        }
        let fingerprint = response.fingerprint();
        let proven = request.proofs.earliest(&fingerprint);
        let asked = Asked {
            request,
            target,
            response,
            basic,
            exists: proven.map_or(work.now, |proven| proven.min(work.now)),
        };
        match judge(&asked, &about, work) {
            Ok(statement) => found.usable.push(statement),
            Err(Stop::Unusable(why)) => found.unusable.push(UnusableEvidence { fingerprint, why }),
            Err(Stop::Budget(item)) => return Err(item),
        }
    }
    Ok(())
}

/// RFC 6960 §3.2 step 1: the answers about the certificate in question.
fn about<'r>(
    basic: &'r BasicOcspResponse,
    wanted: &mut Wanted<'_>,
    work: &mut Work,
) -> Result<Vec<&'r SingleResponse>, BudgetItem> {
    let mut found = Vec::new();
    for single in basic.responses() {
        work.allowance.evidence()?;
        if wanted.is(single.cert_id()) {
            found.push(single);
        }
    }
    Ok(found)
}

fn judge(asked: &Asked<'_>, about: &[&SingleResponse], work: &mut Work) -> Result<Statement, Stop> {
    existed(asked)?;
    // RFC 6960 §4.4
    if asked.basic.unknown_critical.is_some() {
        return Err(Unusable::UnknownCriticalExtension.into());
    }
    let (single, said) = the_answer(asked, about)?;
    let signer = responder::find(asked, work)?;
    Ok(Statement {
        said,
        basis: Basis {
            kind: BasisKind::Ocsp {
                produced_at: asked.basic.produced_at,
            },
            fingerprint: asked.response.fingerprint(),
            signer,
            this_update: single.this_update,
            next_update: single.next_update,
            // Weighed with all other statements, in `chain`.
            fresh: false,
        },
    })
}

/// EN 319 102-1 §5.6.2.2.4 step 2: issued, and known to exist, by the control time.
fn existed(asked: &Asked<'_>) -> Result<(), Unusable> {
    issued_by_then(asked, asked.basic.produced_at)?;
    if asked.exists > asked.target.control {
        return Err(Unusable::NotProvenByThen);
    }
    Ok(())
}

fn issued_by_then(asked: &Asked<'_>, issued: Timestamp) -> Result<(), Unusable> {
    if issued > asked.request.now {
        Err(Unusable::FromTheFuture)
    } else if issued > asked.target.control {
        Err(Unusable::NotProvenByThen)
    } else {
        Ok(())
    }
}

/// Of several answers about one certificate in one response the worst counts: a revocation first, then a hold, then
/// whatever makes an answer useless; of equal ones the newest.
fn the_answer<'r>(
    asked: &Asked<'_>,
    about: &[&'r SingleResponse],
) -> Result<(&'r SingleResponse, Said), Unusable> {
    let mut usable = Vec::new();
    let mut useless = None;
    for single in about {
        match said(asked, single) {
            Ok(said) => usable.push((*single, said)),
            Err(why) => useless = useless.max(Some(why)),
        }
    }
    let worst = usable
        .into_iter()
        .max_by_key(|(single, said)| (badness(said), single.this_update));
    match (worst, useless) {
        (Some((_, Said::NotRevoked)) | None, Some(why)) => Err(why),
        (Some(worst), _) => Ok(worst),
        // Not reached: of every answer there is one or the other.
        (None, None) => Err(Unusable::Malformed),
    }
}

const fn badness(said: &Said) -> u8 {
    match said {
        Said::NotRevoked => 0,
        Said::OnHold { .. } => 1,
        Said::Revoked(_) => 2,
    }
}

fn said(asked: &Asked<'_>, single: &SingleResponse) -> Result<Said, Unusable> {
    // RFC 6960 §4.4
    if single.unknown_critical.is_some() {
        return Err(Unusable::UnknownCriticalExtension);
    }
    // §3.2 step 5: "the time at which the status being indicated is known to be correct"
    issued_by_then(asked, single.this_update)?;
    match single.status {
        OcspCertStatus::Good => good(asked, single).map(|()| Said::NotRevoked),
        OcspCertStatus::Revoked(revoked) => Ok(revoked_or_on_hold(asked, revoked)),
        OcspCertStatus::Unknown => Err(Unusable::ResponderDoesNotKnow),
    }
}

/// "good" is "not revoked, as far as I know" (RFC 6960 §2.2), and worth nothing outside the time in which the responder
/// has to know the certificate.
fn good(asked: &Asked<'_>, single: &SingleResponse) -> Result<(), Unusable> {
    let certificate = asked.target.certificate;
    if asked.basic.produced_at < certificate.not_before() {
        return Err(Unusable::BeforeTheCertificate);
    }
    // §4.4.4: certificates that expired before the cutoff are no longer known.
    let issued = single.this_update.max(asked.basic.produced_at);
    let had_expired = issued.as_second() > certificate.not_after().as_second();
    let is_kept = single
        .archive_cutoff
        .is_some_and(|cutoff| cutoff.as_second() <= certificate.not_after().as_second());
    if had_expired && !is_kept {
        return Err(Unusable::CertificateHadExpired);
    }
    Ok(())
}

fn revoked_or_on_hold(asked: &Asked<'_>, revoked: Revoked) -> Said {
    let is_hold = revoked.reason == Some(RevocationReason::CertificateHold);
    // §2.2, §4.4.8: on hold since 1970 is what is said of a certificate never issued. That is not for a while.
    let never_issued = asked.basic.extended_revoke && revoked.since == Timestamp::UNIX_EPOCH;
    if is_hold && !never_issued {
        Said::OnHold {
            since: revoked.since,
        }
    } else {
        Said::Revoked(revoked)
    }
}
