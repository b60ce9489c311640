//! What the CRLs of the evidence say of one certificate (RFC 5280 §6.3.3).
//!
//! The RFC goes from one distribution point to the next and fetches CRLs until every reason is covered. Here the CRLs
//! are at hand: each is asked, by every point of the certificate, and what they say is collected. Whether it is fresh
//! (nextUpdate) is for [`super::super::chain`] to weigh.

use jiff::Timestamp;

use super::collected::{Collected, is_removed};
use super::lookup::{Answer, Hashing, Listed};
use super::scope::{Coverage, Points};
use super::{Crl, signer};
use crate::algorithms::DigestAlgorithm;
use crate::budget::BudgetItem;
use crate::certificate::Certificate;
use crate::checks::profile::CertificateProfile;
use crate::request::PathRequest;
use crate::revocation::chain::{Statements, Target};
use crate::revocation::stop::Stop;
use crate::revocation::{Unusable, UnusableEvidence};
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
    pub(super) coverage: Coverage,
    pub(super) listed: Option<Listed>,
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

pub(super) fn unusable(crl: &Crl, why: Unusable) -> UnusableEvidence {
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
