//! The path of a signature: trusted, refused, or not to be told.

use cert_path::{
    Certificate, CertificateStatus, DistinguishedName, Evidence, PathFailure, PathReason,
    RevocationState, Revoked,
};
use gov_ca_model::Hierarchy;
use jiff::Timestamp;
use pades_verify::SignatureReport;

use super::{Weighed, against, open};
use crate::receive::again::CheckAgain;
use crate::receive::context::ReceiveContext;
use crate::receive::fact::Fact;
use crate::receive::outcome::HoldReason;
use crate::receive::reason::RefusalReason;

/// What the evidence at hand announces of its next updates.
#[derive(Clone, Copy, Debug)]
pub(in crate::receive) struct Announced<'a> {
    /// Everything the verdict rests on.
    pub(in crate::receive) evidence: &'a Evidence,
}

impl Announced<'_> {
    /// The next update of the CRLs of an issuer, the latest of them.
    fn by(self, issuer: &DistinguishedName) -> Option<Timestamp> {
        let lists = self.evidence.crls().iter();
        lists
            .filter(|crl| crl.issuer() == issuer)
            .filter_map(cert_path::Crl::next_update)
            .max()
    }
}

pub(super) fn of(
    signature: &SignatureReport,
    announced: &Announced<'_>,
    context: &ReceiveContext<'_>,
) -> Option<Weighed> {
    let failure = signature.trust.refuted()?;
    let weighed = match &failure.reason {
        PathReason::Revoked(one) => revoked(signature, failure, one),
        PathReason::Expired { .. } | PathReason::NotYetValid { .. } => outside(signature, failure),
        PathReason::OnHold { since } => Weighed::Open {
            why: HoldReason::Suspended,
            fact: Fact::OnHold { since: *since },
            again: Some(again(failure, announced, context)),
        },
        PathReason::RevocationUnknown(why) => Weighed::Open {
            why: HoldReason::StatusUnknown,
            fact: Fact::StatusUnknown {
                certificate: whose(failure),
                text: why.to_string(),
            },
            again: Some(again(failure, announced, context)),
        },
        PathReason::WeakAlgorithm(_) => open(HoldReason::WeakAlgorithm, path(failure)),
        PathReason::UnsupportedAlgorithm(_) => open(HoldReason::Unsupported, path(failure)),
        PathReason::NotAnchored => not_anchored(failure, context),
        PathReason::NoIssuerFound { .. } | PathReason::BadSignature | PathReason::BadIssuerKey => {
            not_found(failure, announced, context)
        }
        _ => open(HoldReason::PathUndecided, path(failure)),
    };
    Some(weighed)
}

/// Revoked at the time that counts: the proven one, or one before which the signature cannot have been made. Without either
/// nobody can tell whether it signed before (office practice §3.3 no. 9 and 11).
///
/// EN 319 102-1 leaves it open even then, because a time-stamp proves only that the signature existed; the law asks for the
/// status at the time of signing, and that is the proven time where there is one (NĐ 68/2024 Điều 31(1)(c)).
fn revoked(signature: &SignatureReport, failure: &PathFailure, revoked: &Revoked) -> Weighed {
    let fact = Fact::Revoked {
        since: revoked.since,
        because: revoked.reason,
        signed: signature.time.shown(),
    };
    let made_later = signature
        .time
        .not_before
        .is_some_and(|made| revoked.since <= made);
    match (
        of_signer(failure),
        signature.time.proof.is_proof() || made_later,
    ) {
        // Of a CA another certificate may be at hand somewhere (EN 319 102-1 Table 6, REVOKED_CA_NO_POE).
        (false, _) => open(HoldReason::PathUndecided, fact),
        (true, true) => against(RefusalReason::RevokedBeforeSigning, fact),
        (true, false) => open(HoldReason::RevokedWithoutProofOfTime, fact),
    }
}

/// Outside its validity at the proven time; at the moment of checking it says nothing.
fn outside(signature: &SignatureReport, failure: &PathFailure) -> Weighed {
    let Some(certificate) = failure.certificate.as_ref() else {
        return open(HoldReason::PathUndecided, path(failure));
    };
    let fact = Fact::OutsideValidity {
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
        signed: signature.time.shown(),
    };
    match (of_signer(failure), signature.time.proof.is_proof()) {
        (false, _) => open(HoldReason::PathUndecided, fact),
        (true, true) => against(RefusalReason::CertificateNotInEffect, fact),
        (true, false) => open(HoldReason::NoProofOfTime, fact),
    }
}

/// The reason is about the signer's own certificate.
fn of_signer(failure: &PathFailure) -> bool {
    failure.certificate.as_ref() == failure.chain.first()
}

/// A chain that is complete and ends at a root that nobody accepted. A public or a foreign one is another law's: it is named, and
/// not called invalid (office practice §2.3).
fn not_anchored(failure: &PathFailure, context: &ReceiveContext<'_>) -> Weighed {
    if !context.trust_configured {
        return open(HoldReason::NoTrustConfigured, path(failure));
    }
    let public = failure
        .chain
        .last()
        .is_some_and(|root| Hierarchy::of_root(&root.fingerprint()) == Hierarchy::Public);
    if public || foreign(failure).is_some() {
        return open(HoldReason::OtherLaw, path(failure));
    }
    against(RefusalReason::NoCertificationPath, path(failure))
}

/// An issuer that is not at hand. The closed list knows the reason (R07), but only for whoever has looked for it.
fn not_found(
    failure: &PathFailure,
    announced: &Announced<'_>,
    context: &ReceiveContext<'_>,
) -> Weighed {
    if !context.trust_configured {
        return open(HoldReason::NoTrustConfigured, path(failure));
    }
    if foreign(failure).is_some() {
        return open(HoldReason::OtherLaw, path(failure));
    }
    if context.network_asked {
        return against(RefusalReason::NoCertificationPath, path(failure));
    }
    Weighed::Open {
        why: HoldReason::IssuerNotFound,
        fact: path(failure),
        again: Some(again(failure, announced, context)),
    }
}

/// The country of the last issuer of a chain, where its name has one and it is not Vietnam's (ISO 3166-1).
pub(in crate::receive) fn foreign(failure: &PathFailure) -> Option<&str> {
    let country = failure.chain.last()?.issuer().country()?;
    (!country.eq_ignore_ascii_case("VN")).then_some(country)
}

/// The next update of what was used for the certificate whose status is open, else of the CRLs of its issuer, else our interval.
fn again(
    failure: &PathFailure,
    announced: &Announced<'_>,
    context: &ReceiveContext<'_>,
) -> CheckAgain {
    let open = |status: &&CertificateStatus| !matches!(status.state, RevocationState::Good { .. });
    let statuses = failure.record.statuses.iter().filter(open);
    let used = statuses.filter_map(next_update).max();
    let of_issuer = || announced.by(failure.certificate.as_ref()?.issuer());
    CheckAgain::after(context.now, used.or_else(of_issuer), context.interval)
}

fn next_update(status: &CertificateStatus) -> Option<Timestamp> {
    status.basis.as_ref()?.next_update
}

fn path(failure: &PathFailure) -> Fact {
    let issuer = failure.chain.last().map(Certificate::issuer);
    let name = |issuer: &DistinguishedName| {
        issuer
            .common_name()
            .map_or_else(|| issuer.to_string(), str::to_owned)
    };
    Fact::Path {
        issuer: issuer.map(name),
        country: issuer
            .and_then(DistinguishedName::country)
            .map(str::to_owned),
        text: failure.to_string(),
    }
}

fn whose(failure: &PathFailure) -> String {
    let subject = failure.certificate.as_ref().map(Certificate::subject);
    subject.map_or_else(String::new, |name| {
        name.common_name()
            .map_or_else(|| name.to_string(), str::to_owned)
    })
}
