//! Who may sign a response (RFC 6960 §4.2.2.2): the CA that issued the certificate in question, with the same key, or a
//! delegate whose certificate that CA issued directly, with the same key, for signing OCSP responses.
//!
//! The third possibility of the RFC, a responder that the client trusts by its own configuration, is not offered.

use core::iter;

use der::asn1::ObjectIdentifier;
use jiff::Timestamp;

use super::answer::Asked;
use super::cert_id::key_octets;
use super::response::ResponderId;
use crate::algorithms::DigestAlgorithm;
use crate::certificate::Certificate;
use crate::checks::{self, Top};
use crate::failure::PathReason;
use crate::purpose::{Purpose, check_usage};
use crate::request::{PathRequest, PolicyInputs};
use crate::revocation::chain::{self, Target};
use crate::revocation::stop::Stop;
use crate::revocation::{RevocationMode, RevocationState, Unusable};
use crate::steps::CertificateSteps;
use crate::work::Work;

/// `id-pkix-ocsp-nocheck` (RFC 6960 §4.2.2.2.1).
const NO_CHECK: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.5");

/// How many signers of evidence may vouch for one another: a delegate whose status another delegate states, whose
/// status a CRL states, has two; nobody was seen to build more.
const SIGNERS_DEEP: usize = 4;

/// The certificate whose key signed the response, if it may; else the reason of the candidate that came nearest.
pub(super) fn find(asked: &Asked<'_>, work: &mut Work) -> Result<Certificate, Stop> {
    let mut nearest = Unusable::SignerNotTrusted;
    let mut tried: Vec<&Certificate> = Vec::new();
    let came_along = asked.basic.certificates().iter();
    let bag = asked.request.evidence.certificates().iter();
    for candidate in iter::once(asked.target.issuer).chain(came_along).chain(bag) {
        work.allowance.candidate()?;
        if tried.contains(&candidate) || !is_named(asked, candidate) {
            continue;
        }
        tried.push(candidate);
        match accept(asked, candidate, work) {
            Ok(()) => return Ok(candidate.clone()),
            Err(Stop::Unusable(why)) => nearest = nearest.max(why),
            Err(budget) => return Err(budget),
        }
    }
    Err(nearest.into())
}

/// RFC 6960 §4.2.2.3: "the responderID … MUST correspond to the certificate used to sign".
fn is_named(asked: &Asked<'_>, candidate: &Certificate) -> bool {
    match asked.basic.responder() {
        ResponderId::ByName(name) => name == candidate.subject(),
        ResponderId::ByKey(hash) => {
            let provider = asked.request.provider;
            let digest = provider.digest(DigestAlgorithm::Sha1, key_octets(candidate));
            digest.is_ok_and(|digest| digest.as_bytes() == hash)
        }
    }
}

fn accept(asked: &Asked<'_>, candidate: &Certificate, work: &mut Work) -> Result<(), Stop> {
    let is_the_ca = candidate.spki_der() == asked.target.issuer.spki_der();
    if !is_the_ca {
        may_be_delegate(asked, candidate)?;
    }
    response_signature(asked, candidate, work)?;
    if !is_the_ca {
        delegate(asked, candidate, work)?;
    }
    Ok(())
}

/// What costs nothing to see, before any signature is verified. Nobody vouches for himself, whatever his certificate
/// says of checking it: the question is whether that certificate is still good.
fn may_be_delegate(asked: &Asked<'_>, candidate: &Certificate) -> Result<(), Unusable> {
    if candidate.spki_der() == asked.target.certificate.spki_der() {
        return Err(Unusable::SignerRevocationUnknown);
    }
    let issued_directly = candidate.issuer() == asked.target.issuer.subject();
    if issued_directly && check_usage(candidate, Purpose::OcspSigning).is_ok() {
        Ok(())
    } else {
        Err(Unusable::SignerNotAuthorised)
    }
}

/// RFC 6960 §3.2 step 2; its algorithm is judged at the time the response is known to have existed.
fn response_signature(
    asked: &Asked<'_>,
    candidate: &Certificate,
    work: &mut Work,
) -> Result<(), Stop> {
    let algorithm = asked.response.signature_algorithm();
    let algorithm = algorithm.map_err(|_| Unusable::Algorithm)?;
    asked
        .request
        .policy
        .check(&algorithm, candidate.public_key_kind(), asked.exists)
        .map_err(|_| Unusable::Algorithm)?;
    let Work {
        allowance, ocsp, ..
    } = work;
    let provider = asked.request.provider;
    ocsp.verify(allowance, asked.response, candidate, provider)??;
    Ok(())
}

/// RFC 6960 §4.2.2.2: the delegate's certificate, as a path of one below the CA, at the time the response is known to
/// have existed. "Systems relying on OCSP responses MUST recognize a delegation certificate as being issued by the CA
/// … only if the delegation certificate and the certificate being checked for revocation were signed by the same key."
fn delegate(asked: &Asked<'_>, candidate: &Certificate, work: &mut Work) -> Result<(), Stop> {
    if exists_since(asked, candidate, work) > asked.target.control {
        return Err(Unusable::NotProvenByThen.into());
    }
    let request = PathRequest {
        signer: candidate,
        purpose: Purpose::OcspSigning,
        at: asked.exists,
        revocation: RevocationMode::Skip,
        policies: PolicyInputs::default(),
        ..*asked.request
    };
    let anchor = asked.target.anchor.at_any_time();
    let top = Top {
        anchor: &anchor,
        certificate: asked.target.issuer,
    };
    let chain = [candidate.clone()];
    let mut steps = [CertificateSteps::default(), CertificateSteps::default()];
    let outcome = checks::validate(&request, &chain, top, work, &mut steps);
    outcome.map_err(|stop| match stop {
        checks::Stop::Budget(item) => Stop::Budget(item),
        checks::Stop::Refused(reason, _) | checks::Stop::Status(reason, ..) => {
            unusable(&reason).into()
        }
    })?;
    if !candidate.is_within_validity(asked.basic.produced_at) {
        return Err(Unusable::SignerNotValid.into());
    }
    not_revoked(asked, &request, candidate, work)
}

/// EN 319 102-1 §5.6.2.2.4 (a): whoever came into the CA's key since can make a responder of any key, and date it back.
/// What lies inside the response is as old as the response.
fn exists_since(asked: &Asked<'_>, candidate: &Certificate, work: &Work) -> Timestamp {
    let proven = asked.request.proofs.earliest(&candidate.fingerprint());
    let came_along = asked.basic.certificates().contains(candidate);
    let inside = came_along.then_some(asked.exists);
    proven.into_iter().chain(inside).fold(work.now, Ord::min)
}

fn unusable(reason: &PathReason) -> Unusable {
    match reason {
        PathReason::Expired { .. } | PathReason::NotYetValid { .. } => Unusable::SignerNotValid,
        PathReason::BadSignature
        | PathReason::ExtendedKeyUsage { .. }
        | PathReason::KeyUsage(_)
        | PathReason::NameChain => Unusable::SignerNotAuthorised,
        PathReason::UnsupportedAlgorithm(_) | PathReason::WeakAlgorithm(_) => Unusable::Algorithm,
        _ => Unusable::SignerNotTrusted,
    }
}

/// RFC 6960 §4.2.2.2.1, the CA's three choices:
/// - `id-pkix-ocsp-nocheck`: the delegate is trusted for the lifetime of its certificate;
/// - a CRL distribution point or a responder is named: under [`RevocationMode::Require`] the delegate's status must be
///   known;
/// - neither: it is "up to the OCSP client's local security policy". Ours: evidence at hand counts, and where there is
///   none the delegate is accepted, for the CA offers none.
fn not_revoked(
    asked: &Asked<'_>,
    request: &PathRequest<'_>,
    candidate: &Certificate,
    work: &mut Work,
) -> Result<(), Stop> {
    if candidate.extension(&NO_CHECK).is_some() {
        return Ok(());
    }
    match state_of(asked, request, candidate, work)? {
        RevocationState::Good { .. } => Ok(()),
        RevocationState::Revoked(_) => Err(Unusable::SignerRevoked.into()),
        RevocationState::Unknown(_)
            if asked.request.revocation == RevocationMode::IfAvailable
                || !names_a_method(candidate) =>
        {
            Ok(())
        }
        RevocationState::OnHold { .. } | RevocationState::Unknown(_) => {
            Err(Unusable::SignerRevocationUnknown.into())
        }
    }
}

/// Nobody vouches for himself through others, either.
fn state_of(
    asked: &Asked<'_>,
    request: &PathRequest<'_>,
    candidate: &Certificate,
    work: &mut Work,
) -> Result<RevocationState, Stop> {
    if work.signers.contains(candidate) || work.signers.len() >= SIGNERS_DEEP {
        return Err(Unusable::SignerRevocationUnknown.into());
    }
    let request = PathRequest {
        revocation: asked.request.revocation,
        policies: PolicyInputs::default(),
        ..*request
    };
    let target = Target {
        certificate: candidate,
        ..*asked.target
    };
    work.signers.push(candidate.clone());
    let status = chain::status(&request, &target, work);
    work.signers.pop();
    Ok(status?.state)
}

fn names_a_method(certificate: &Certificate) -> bool {
    !certificate.aia_ocsp().is_empty() || !certificate.crl_distribution_points().is_empty()
}
