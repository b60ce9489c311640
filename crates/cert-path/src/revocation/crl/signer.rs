//! Who signed a CRL, and may they (RFC 5280 §6.3.3 (f), (g))?
//!
//! The certificate's issuer with the key that signed the certificate; or another certificate of the CRL issuer's name (a
//! key of its own for CRLs, the key before or after a rollover, the issuer of an indirect CRL) that has a path to the
//! same anchor and is not revoked itself.

use jiff::Timestamp;

use super::Crl;
use super::scope::Points;
use super::state::Asked;
use crate::algorithms::{Digest, SignatureAlgorithm};
use crate::candidates::find_path_within;
use crate::certificate::Certificate;
use crate::error::VerifyError;
use crate::failure::{PathFailure, PathReason};
use crate::provider::CryptoProvider;
use crate::purpose::{Purpose, check_usage};
use crate::request::{PathRequest, PolicyInputs};
use crate::revocation::stop::Stop;
use crate::revocation::{RevocationState, Unusable};
use crate::trusted::TrustedPath;
use crate::work::Work;

/// How many signers of evidence may vouch for one another, as for OCSP: NIST PKITS needs two.
const SIGNERS_DEEP: usize = 4;

/// The most bytes of a CRL whose algorithm takes no hash (EdDSA, ML-DSA): it must be held whole. 16 MiB, what a CRL may
/// cost in memory at all.
const HELD_WHOLE: usize = 16 << 20;

/// Certificates whose key may have signed the CRL, likeliest first: the issuer of the certificate in question, then those
/// of the same name; those that the CRL's key identifier speaks against last (RFC 5280 §5.2.1: it is a hint).
pub(super) fn candidates(asked: &Asked<'_>, work: &mut Work) -> Result<Vec<Certificate>, Stop> {
    let name = asked.crl.issuer();
    let mut found = Vec::new();
    if asked.target.issuer.subject() == name {
        found.push(asked.target.issuer.clone());
    }
    let anchor = asked.target.anchor.certificate();
    let anchor = anchor.filter(|anchor| anchor.subject() == name);
    let named = work.certificates_of(asked.request.evidence, name);
    for candidate in anchor.into_iter().chain(named) {
        work.allowance.candidate()?;
        if !found.contains(candidate) {
            found.push(candidate.clone());
        }
    }
    found.sort_by_key(|candidate| key_fits(asked.crl, candidate) == Some(false));
    Ok(found)
}

/// Whether the key identifiers agree, if both are there.
fn key_fits(crl: &Crl, candidate: &Certificate) -> Option<bool> {
    let wanted = crl.authority_key_identifier()?.key_identifier.as_deref()?;
    Some(wanted == candidate.subject_key_identifier()?)
}

/// The first candidate whose signature it is and who may sign; else the reason of the one that came nearest.
pub(super) fn find(
    asked: &Asked<'_>,
    candidates: Vec<Certificate>,
    algorithm: &SignatureAlgorithm,
    digest: Digest,
    work: &mut Work,
) -> Result<Certificate, Stop> {
    let mut nearest = Unusable::SignerNotTrusted;
    for candidate in candidates {
        match accept(asked, &candidate, algorithm, digest, work) {
            Ok(()) => return Ok(candidate),
            // Another key than the CRL says: that of its signer is not at hand.
            Err(Stop::Unusable(Unusable::BadSignature))
                if key_fits(asked.crl, &candidate) == Some(false) => {}
            Err(Stop::Unusable(why)) => nearest = nearest.max(why),
            Err(budget) => return Err(budget),
        }
    }
    Err(nearest.into())
}

fn accept(
    asked: &Asked<'_>,
    candidate: &Certificate,
    algorithm: &SignatureAlgorithm,
    digest: Digest,
    work: &mut Work,
) -> Result<(), Stop> {
    let is_issuer = candidate == asked.target.issuer;
    let key = if is_issuer {
        asked.target.issuer_key
    } else {
        candidate.spki_der()
    };
    // (g)
    let provider = asked.request.provider;
    let verify = || verify(asked.crl, key, algorithm, digest, provider);
    let Work {
        allowance, crls, ..
    } = work;
    crls.signature(allowance, (asked.crl, digest), key, verify)??;
    // The algorithm policy of the moment at which the CRL is known to have existed: what was signed by then stays signed.
    let policy = asked.request.policy;
    policy
        .check(algorithm, candidate.public_key_kind(), asked.exists)
        .map_err(|_| Unusable::Algorithm)?;
    if !may_sign(candidate, is_issuer) {
        return Err(Unusable::SignerNotAuthorised.into());
    }
    let is_anchor = candidate.fingerprint() == asked.target.anchor.fingerprint();
    if is_issuer || is_anchor {
        // Already at the end of a path, or on the one in question.
        Ok(())
    } else {
        own_path(asked, candidate, work)
    }
}

/// (f): "If a key usage extension is present in the CRL issuer's certificate, verify that the cRLSign bit is set." Of
/// others than the certificate's own issuer and CAs it must be present, as §4.2.1.3 demands of whoever signs CRLs: a
/// signer of documents with the name of his CA is no signer of its CRLs.
fn may_sign(candidate: &Certificate, is_issuer: bool) -> bool {
    let is_ca = candidate
        .basic_constraints()
        .is_some_and(|constraints| constraints.is_ca);
    check_usage(candidate, Purpose::CrlSigning).is_ok()
        && (is_issuer || is_ca || candidate.key_usage().is_some())
}

/// (g), over the bytes in which the certificate was looked for.
fn verify(
    crl: &Crl,
    key: &[u8],
    algorithm: &SignatureAlgorithm,
    digest: Digest,
    provider: &CryptoProvider,
) -> Result<(), Unusable> {
    let signature = &crl.inner.head.signature;
    let outcome = if algorithm.digest().is_some() {
        provider.verify_digest(algorithm, key, &digest, signature)
    } else {
        let signed = crl.inner.signed(HELD_WHOLE);
        let signed = signed.map_err(|_| Unusable::Algorithm)?;
        if provider.digest(digest.algorithm(), &signed) != Ok(digest) {
            return Err(Unusable::BadSignature);
        }
        provider.verify(algorithm, key, &signed, signature)
    };
    outcome.map_err(|error| match error {
        VerifyError::Unsupported(_) => Unusable::Algorithm,
        VerifyError::BadKey | VerifyError::BadSignature => Unusable::BadSignature,
    })
}

/// (f): "Obtain and validate the certification path for the issuer of the complete CRL. The trust anchor for the
/// certification path MUST be the same as the trust anchor used to validate the target certificate."
///
/// It is judged as the CAs of the path in question are (EN 319 102-1 §5.6.2.2): valid at the time asked, or when it signed
/// if that was later, on evidence up to the control time; its certificate may have expired since. A revocation must be
/// later than the moment at which the CRL is known to have existed: whoever has a revoked key can date a CRL back, but
/// not its proof.
fn own_path(asked: &Asked<'_>, candidate: &Certificate, work: &mut Work) -> Result<(), Stop> {
    let is_asked_for = candidate.spki_der() == asked.target.certificate.spki_der();
    let is_below = work.signers.contains(candidate);
    if is_asked_for || is_below {
        vouches_for_himself(asked, candidate)?;
    }
    if is_below {
        return Ok(());
    }
    if work.signers.len() >= SIGNERS_DEEP {
        return Err(Unusable::SignerRevocationUnknown.into());
    }
    let anchor = asked.target.anchor.at_any_time();
    let request = PathRequest {
        signer: candidate,
        anchors: core::slice::from_ref(&anchor),
        purpose: Purpose::CrlSigning,
        at: asked.request.at.max(asked.crl.this_update()),
        now: asked.target.control,
        policies: PolicyInputs::default(),
        ..*asked.request
    };
    work.signers.push(candidate.clone());
    let found = find_path_within(&request, work);
    work.signers.pop();
    let path = found.map_err(|failure| refused(&failure))?;
    if revoked_by(&path, asked.exists) {
        return Err(Unusable::SignerRevoked.into());
    }
    Ok(())
}

/// Nobody vouches for himself, nor do two for each other: a stolen key would. Save where the CA wants it so, and says in
/// the certificate of a CRL issuer that this issuer's own CRLs speak of it (NIST PKITS 4.14.30).
fn vouches_for_himself(asked: &Asked<'_>, candidate: &Certificate) -> Result<(), Stop> {
    let is_asked_for = candidate == asked.target.certificate;
    if is_asked_for && Points::of(candidate).delegates_to(candidate.subject()) {
        Ok(())
    } else {
        Err(Unusable::SignerRevocationUnknown.into())
    }
}

fn revoked_by(path: &TrustedPath, exists: Timestamp) -> bool {
    path.statuses().iter().any(|status| match status.state {
        RevocationState::Good { later: Some(later) } => later.since <= exists,
        _ => false,
    })
}

fn refused(failure: &PathFailure) -> Stop {
    let why = match &failure.reason {
        PathReason::BudgetExhausted(item) => return Stop::Budget(*item),
        PathReason::Revoked(_) | PathReason::OnHold { .. } => Unusable::SignerRevoked,
        PathReason::RevocationUnknown(_) => Unusable::SignerRevocationUnknown,
        PathReason::Expired { .. } | PathReason::NotYetValid { .. } => Unusable::SignerNotValid,
        PathReason::UnsupportedAlgorithm(_) | PathReason::WeakAlgorithm(_) => Unusable::Algorithm,
        PathReason::KeyUsage(_) => Unusable::SignerNotAuthorised,
        _ => Unusable::SignerNotTrusted,
    };
    why.into()
}
