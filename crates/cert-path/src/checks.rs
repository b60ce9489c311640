//! RFC 5280 §6.1, a function per step.
//!
//! The chain comes signer first, without the anchor; RFC 5280 counts from the anchor's side, so the checks run over
//! it in reverse.

mod names;
mod policies;

use der::asn1::ObjectIdentifier;

use self::names::NameConstraints;
use self::policies::Policies;
use crate::anchor::TrustAnchor;
use crate::budget::{Allowance, BudgetItem};
use crate::certificate::{Certificate, extension_oids as oids};
use crate::error::VerifyError;
use crate::failure::{KeyUsageReason, PathReason};
use crate::provider::CryptoProvider;
use crate::purpose;
use crate::request::PathRequest;
use crate::revocation::{self, CertificateStatus, RevocationMode, RevocationStatus, WhyNotChecked};
use crate::work::Work;

/// Why the validation of one chain ended early.
#[derive(Debug)]
pub(crate) enum Stop {
    Budget(BudgetItem),
    Refused(PathReason, Certificate),
}

/// What a validated chain has to say beside "yes".
pub(crate) struct Outcome {
    pub(crate) revocation: RevocationStatus,
    pub(crate) statuses: Vec<CertificateStatus>,
    pub(crate) policies: Vec<ObjectIdentifier>,
}

/// Validates a chain whose signatures are already verified ([`signature`]).
pub(crate) fn validate(
    request: &PathRequest<'_>,
    chain: &[Certificate],
    anchor: &TrustAnchor,
    anchor_certificate: &Certificate,
    work: &mut Work,
) -> Result<Outcome, Stop> {
    let about_anchor = |reason| Stop::Refused(reason, anchor_certificate.clone());
    serves(request, anchor).map_err(about_anchor)?;
    let mut state = State::initial(request, chain.len(), anchor_certificate, &work.allowance)?;
    let mut issuer = anchor_certificate;
    for (index, certificate) in chain.iter().enumerate().rev() {
        let is_final = index == 0;
        let allowance = &mut work.allowance;
        let outcome = process(
            request,
            certificate,
            issuer,
            is_final,
            &mut state,
            allowance,
        );
        outcome.map_err(|end| end.about(certificate))?;
        issuer = certificate;
    }
    let signer = chain.first().unwrap_or(anchor_certificate);
    let policies = wrap_up(request, signer, state)
        .map_err(|reason| Stop::Refused(reason, signer.clone()))?;
    // §6.1.3 (a)(3), for the whole chain
    let statuses = revocation::chain::check(request, chain, anchor, anchor_certificate, work)?;
    Ok(Outcome {
        revocation: revocation::chain::summary(&statuses),
        statuses,
        policies,
    })
}

/// The caller's own conditions on the anchor.
fn serves(request: &PathRequest<'_>, anchor: &TrustAnchor) -> Result<(), PathReason> {
    if anchor.serves(request.purpose) && anchor.is_trusted_at(request.at) {
        Ok(())
    } else {
        Err(PathReason::AnchorNotForThis)
    }
}

/// Why one step ended early.
#[derive(Debug)]
pub(crate) enum End {
    Budget(BudgetItem),
    Refused(PathReason),
}

impl End {
    fn about(self, certificate: &Certificate) -> Stop {
        match self {
            Self::Budget(item) => Stop::Budget(item),
            Self::Refused(reason) => Stop::Refused(reason, certificate.clone()),
        }
    }
}

impl From<BudgetItem> for End {
    fn from(item: BudgetItem) -> Self {
        Self::Budget(item)
    }
}

impl From<PathReason> for End {
    fn from(reason: PathReason) -> Self {
        Self::Refused(reason)
    }
}

/// §6.1.3 and, for all but the last certificate, §6.1.4.
fn process(
    request: &PathRequest<'_>,
    certificate: &Certificate,
    issuer: &Certificate,
    is_final: bool,
    state: &mut State,
    allowance: &mut Allowance,
) -> Result<(), End> {
    well_formed(certificate)?;
    name_chaining(certificate, issuer)?;
    algorithms(request, certificate, issuer)?;
    validity(certificate, request)?;
    // §6.1.3 (b), (c): self-issued certificates on the way are not bound by names
    if is_final || !certificate.is_self_issued() {
        state.names.check(certificate, allowance)?;
    }
    names::only_in_cas(certificate)?;
    state.policies.process(certificate, is_final)?;
    if !is_final {
        state.policies.prepare(certificate)?;
        state.names.add(certificate)?;
        is_ca(certificate)?;
        state.path_length(certificate)?;
        key_cert_sign(certificate)?;
    }
    critical_extensions(certificate)?;
    Ok(())
}

/// §6.1.5, and what the purpose asks of the signer's certificate.
fn wrap_up(
    request: &PathRequest<'_>,
    signer: &Certificate,
    state: State,
) -> Result<Vec<ObjectIdentifier>, PathReason> {
    let policies = state.policies.wrap_up(signer)?;
    purpose::check_usage(signer, request.purpose)?;
    Ok(policies)
}

/// What is asked of a signer's certificate that is itself an anchor. It cannot be revoked by itself: trusting it is the
/// caller's decision.
pub(crate) fn directly_trusted(
    request: &PathRequest<'_>,
    anchor: &TrustAnchor,
) -> Result<Outcome, PathReason> {
    serves(request, anchor)?;
    validity(request.signer, request)?;
    purpose::check_usage(request.signer, request.purpose)?;
    let why = match request.revocation {
        RevocationMode::Skip => WhyNotChecked::Skipped,
        _ => WhyNotChecked::NoEvidence,
    };
    Ok(Outcome {
        revocation: RevocationStatus::NotChecked(why),
        statuses: Vec::new(),
        policies: Vec::new(),
    })
}

/// State variables of §6.1.2.
struct State {
    /// §6.1.2 (b), (c)
    names: NameConstraints,
    /// §6.1.2 (a), (d), (e), (f)
    policies: Policies,
    /// §6.1.2 (k)
    max_path_length: Option<u32>,
}

impl State {
    /// RFC 5937 §3.2: an anchor's own name constraints and path length bind like a CA's.
    fn initial(
        request: &PathRequest<'_>,
        length: usize,
        anchor: &Certificate,
        allowance: &Allowance,
    ) -> Result<Self, Stop> {
        let mut names = NameConstraints::default();
        names
            .add(anchor)
            .map_err(|reason| Stop::Refused(reason, anchor.clone()))?;
        Ok(Self {
            names,
            policies: Policies::initial(&request.policies, length, allowance.policy_nodes()),
            max_path_length: anchor
                .basic_constraints()
                .and_then(|constraints| constraints.path_length),
        })
    }

    /// §6.1.4 (l), (m): self-issued certificates do not count.
    fn path_length(&mut self, certificate: &Certificate) -> Result<(), PathReason> {
        if !certificate.is_self_issued() {
            self.max_path_length = match self.max_path_length {
                Some(0) => return Err(PathReason::PathTooLong),
                Some(length) => Some(length - 1),
                None => None,
            };
        }
        let own = certificate
            .basic_constraints()
            .and_then(|constraints| constraints.path_length);
        self.max_path_length = match (self.max_path_length, own) {
            (Some(left), Some(own)) => Some(left.min(own)),
            (left, own) => left.or(own),
        };
        Ok(())
    }
}

/// §6.1.3 (a)(1): the signature on the certificate verifies under the issuer's key. §4.1.1.2: the algorithm is said
/// twice and must be the same.
pub(crate) fn signature(
    certificate: &Certificate,
    issuer: &Certificate,
    provider: &CryptoProvider,
) -> Result<(), PathReason> {
    if !certificate.algorithm_identifiers_agree() {
        return Err(PathReason::MismatchedAlgorithms);
    }
    let algorithm = certificate
        .signature_algorithm()
        .map_err(PathReason::UnsupportedAlgorithm)?;
    let outcome = provider.verify(
        &algorithm,
        issuer.spki_der(),
        certificate.tbs_der(),
        certificate.signature(),
    );
    outcome.map_err(|error| match error {
        VerifyError::Unsupported(algorithm) => PathReason::UnsupportedAlgorithm(algorithm),
        VerifyError::BadKey | VerifyError::BadSignature => PathReason::BadSignature,
    })
}

/// §4.2: "A certificate MUST NOT include more than one instance of a particular extension."
fn well_formed(certificate: &Certificate) -> Result<(), PathReason> {
    certificate
        .duplicate_extension()
        .map_or(Ok(()), |oid| Err(PathReason::DuplicateExtension(oid)))
}

/// §6.1.3 (a)(4). §4.1.2.4: an issuer has a name.
fn name_chaining(certificate: &Certificate, issuer: &Certificate) -> Result<(), PathReason> {
    if !certificate.issuer().is_empty() && certificate.issuer() == issuer.subject() {
        Ok(())
    } else {
        Err(PathReason::NameChain)
    }
}

/// The algorithm policy of the time asked, over the signature and the key it was made with.
fn algorithms(
    request: &PathRequest<'_>,
    certificate: &Certificate,
    issuer: &Certificate,
) -> Result<(), PathReason> {
    let algorithm = certificate
        .signature_algorithm()
        .map_err(PathReason::UnsupportedAlgorithm)?;
    request
        .policy
        .check_issued(&algorithm, issuer, request.at)
        .map_err(PathReason::WeakAlgorithm)
}

/// §6.1.3 (a)(2).
fn validity(certificate: &Certificate, request: &PathRequest<'_>) -> Result<(), PathReason> {
    if request.at < certificate.not_before() {
        return Err(PathReason::NotYetValid {
            not_before: certificate.not_before(),
        });
    }
    if !certificate.is_within_validity(request.at) {
        return Err(PathReason::Expired {
            not_after: certificate.not_after(),
        });
    }
    Ok(())
}

/// §6.1.4 (k): version 3 with basicConstraints and cA. Version 1 and 2 certificates are never CAs here: nothing
/// "out of band" says so.
fn is_ca(certificate: &Certificate) -> Result<(), PathReason> {
    let constraints = certificate
        .basic_constraints()
        .filter(|_| certificate.version() == 3);
    if constraints.is_some_and(|constraints| constraints.is_ca) {
        Ok(())
    } else {
        Err(PathReason::NotACa)
    }
}

/// §6.1.4 (n).
fn key_cert_sign(certificate: &Certificate) -> Result<(), PathReason> {
    match certificate.key_usage() {
        Some(usage) if !usage.key_cert_sign() => Err(PathReason::KeyUsage(
            KeyUsageReason::NoCertificateSigning(usage),
        )),
        _ => Ok(()),
    }
}

/// Extensions that are processed, so that their being critical is no obstacle.
const PROCESSED: &[ObjectIdentifier] = &[
    oids::KEY_USAGE,
    oids::BASIC_CONSTRAINTS,
    oids::EXTENDED_KEY_USAGE,
    oids::SUBJECT_KEY_IDENTIFIER,
    oids::AUTHORITY_KEY_IDENTIFIER,
    oids::SUBJECT_ALT_NAME,
    oids::CERTIFICATE_POLICIES,
    oids::POLICY_MAPPINGS,
    oids::POLICY_CONSTRAINTS,
    oids::INHIBIT_ANY_POLICY,
    oids::NAME_CONSTRAINTS,
];

/// §6.1.4 (o), §6.1.5 (f).
fn critical_extensions(certificate: &Certificate) -> Result<(), PathReason> {
    let unknown = certificate
        .extensions()
        .find(|extension| extension.critical && !PROCESSED.contains(&extension.oid));
    unknown.map_or(Ok(()), |extension| {
        Err(PathReason::UnknownCriticalExtension(extension.oid))
    })
}
