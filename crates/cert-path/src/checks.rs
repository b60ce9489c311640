//! RFC 5280 §6.1, a function per step.
//!
//! The chain comes signer first, without the anchor; RFC 5280 counts from the anchor's side, so the checks run over
//! it in reverse.

mod authority;
mod basic;
mod names;
mod policies;
pub(crate) mod profile;

use std::borrow::Cow;

use der::asn1::ObjectIdentifier;

use self::authority::{MaxPathLength, critical_extensions, is_ca, key_cert_sign};
pub(crate) use self::basic::signature;
use self::basic::{algorithms, name_chaining, unique_extensions, validity};
use self::names::NameConstraints;
use self::policies::Policies;
use crate::anchor::TrustAnchor;
use crate::budget::BudgetItem;
use crate::certificate::Certificate;
use crate::failure::PathReason;
use crate::provider::inherit_parameters;
use crate::purpose;
use crate::request::PathRequest;
use crate::revocation::{
    self, CertificateStatus, RevocationMode, RevocationState, RevocationStatus, WhyNotChecked,
};
use crate::steps::{CertificateSteps, Step};
use crate::work::Work;

/// Why the validation of one chain ended early.
#[derive(Debug)]
pub(crate) enum Stop {
    Budget(BudgetItem),
    Refused(PathReason, Certificate),
    /// The statuses of the last certificates of the chain, as far down as was asked; that of the certificate is why.
    Status(PathReason, Certificate, Vec<CertificateStatus>),
}

/// What a validated chain has to say beside "yes".
pub(crate) struct Outcome {
    pub(crate) revocation: RevocationStatus,
    pub(crate) statuses: Vec<CertificateStatus>,
    pub(crate) policies: Vec<ObjectIdentifier>,
}

/// Where a path begins.
#[derive(Clone, Copy)]
pub(crate) struct Top<'r> {
    pub(crate) anchor: &'r TrustAnchor,
    pub(crate) certificate: &'r Certificate,
}

/// Validates a chain. `steps` has a place for every certificate of it and one more for the anchor.
pub(crate) fn validate(
    request: &PathRequest<'_>,
    chain: &[Certificate],
    top: Top<'_>,
    work: &mut Work,
    steps: &mut [CertificateSteps],
) -> Result<Outcome, Stop> {
    let about_anchor = |end: End| end.about(top.certificate);
    let mut state = State::initial(request, chain.len(), top, work, steps).map_err(about_anchor)?;
    let mut issuer = top.certificate;
    for (index, certificate) in chain.iter().enumerate().rev() {
        let mut on = On {
            request,
            certificate,
            issuer,
            is_final: index == 0,
            work,
            steps: &mut steps[index],
        };
        on.process(&mut state)
            .map_err(|end| end.about(certificate))?;
        issuer = certificate;
    }
    // §6.1.5 (g)
    let policies = state.policies.user_constrained();
    // §6.1.3 (a)(3), for the whole chain
    let statuses = revocation_of(request, chain, top, work, steps)?;
    Ok(Outcome {
        revocation: revocation::chain::summary(&statuses),
        statuses,
        policies,
    })
}

/// §6.1.3 (a)(3), and its entries in the record.
fn revocation_of(
    request: &PathRequest<'_>,
    chain: &[Certificate],
    top: Top<'_>,
    work: &mut Work,
    steps: &mut [CertificateSteps],
) -> Result<Vec<CertificateStatus>, Stop> {
    let outcome = revocation::chain::check(request, chain, top.anchor, top.certificate, work);
    let mut note = |index: usize, status: &CertificateStatus| {
        let is_good = matches!(status.state, RevocationState::Good { .. });
        if let (Some(steps), true) = (steps.get_mut(index), is_good) {
            steps.pass(Step::Revocation);
        }
    };
    match &outcome {
        Ok(statuses) => (0..)
            .zip(statuses)
            .for_each(|(index, one)| note(index, one)),
        Err(Stop::Status(_, refused, statuses)) => {
            let asked = chain.len() - statuses.len()..;
            asked
                .zip(statuses)
                .for_each(|(index, one)| note(index, one));
            let place = chain.iter().position(|certificate| certificate == refused);
            if let Some(steps) = place.and_then(|index| steps.get_mut(index)) {
                steps.refuse(Step::Revocation);
            }
        }
        Err(_) => {}
    }
    outcome
}

/// What is asked of a signer's certificate that is itself an anchor. It cannot be revoked by itself: trusting it is the
/// caller's decision.
pub(crate) fn directly_trusted(
    request: &PathRequest<'_>,
    anchor: &TrustAnchor,
    steps: &mut CertificateSteps,
) -> Result<Outcome, PathReason> {
    steps.take(Step::AnchorConditions, serves(request, anchor))?;
    profile::demand(request.profile, request.signer, steps)?;
    steps.take(Step::Validity, validity(request.signer, request.at))?;
    purpose::check_usage_steps(request.signer, request.purpose, steps)?;
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

/// State variables of §6.1.2.
struct State<'c> {
    /// §6.1.2 (b), (c)
    names: NameConstraints,
    /// §6.1.2 (a), (d), (e), (f)
    policies: Policies,
    /// §6.1.2 (g), (h), (i): `working_public_key` with its algorithm and parameters, as a SubjectPublicKeyInfo.
    key: Cow<'c, [u8]>,
    /// §6.1.2 (k)
    max_path_length: MaxPathLength,
}

impl<'c> State<'c> {
    /// RFC 5937 §3.2: an anchor's own name constraints and path length bind like a CA's.
    fn initial(
        request: &PathRequest<'_>,
        length: usize,
        top: Top<'c>,
        work: &Work,
        steps: &mut [CertificateSteps],
    ) -> Result<Self, End> {
        let on_anchor = &mut steps[length];
        on_anchor.take(Step::AnchorConditions, serves(request, top.anchor))?;
        if request.profile.is_strict() {
            strict_anchor(request, top.certificate, on_anchor)?;
        }
        let mut names = NameConstraints::default();
        on_anchor.take(Step::NextNameConstraints, names.add(top.certificate))?;
        let nodes = work.allowance.policy_nodes();
        Ok(Self {
            names,
            policies: Policies::initial(&request.policies, length, nodes),
            key: Cow::Borrowed(top.certificate.spki_der()),
            max_path_length: MaxPathLength::initial(top.anchor, top.certificate),
        })
    }
}

/// [`CertificateProfile::Rfc5280`](profile::CertificateProfile): the anchor's certificate must be one that could stand
/// in a path.
fn strict_anchor(
    request: &PathRequest<'_>,
    certificate: &Certificate,
    steps: &mut CertificateSteps,
) -> Result<(), PathReason> {
    steps.take(Step::UniqueExtensions, unique_extensions(certificate))?;
    profile::demand(request.profile, certificate, steps)?;
    steps.take(Step::Validity, validity(certificate, request.at))?;
    steps.take(Step::BasicConstraints, is_ca(certificate))?;
    steps.take(Step::KeyCertSign, key_cert_sign(certificate))?;
    let processed = critical_extensions(certificate, request.revocation);
    steps.take(Step::CriticalExtensions, processed)
}

/// §6.1.4 (d), (e), (f): the key of a certificate, with the parameters of the key above it when it has none.
pub(crate) fn working_key<'c>(certificate: &'c Certificate, above: &[u8]) -> Cow<'c, [u8]> {
    let own = certificate.spki_der();
    inherit_parameters(own, above).map_or(Cow::Borrowed(own), Cow::Owned)
}

/// The walk at one certificate.
struct On<'c, 'w> {
    request: &'c PathRequest<'c>,
    certificate: &'c Certificate,
    issuer: &'c Certificate,
    is_final: bool,
    work: &'w mut Work,
    steps: &'w mut CertificateSteps,
}

impl<'c> On<'c, '_> {
    /// §6.1.3 and, for all but the last certificate, §6.1.4; for the last §6.1.5.
    fn process(&mut self, state: &mut State<'c>) -> Result<(), End> {
        self.basics(state)?;
        self.names_and_policies(state)?;
        if self.is_final {
            self.wrap_up(state)
        } else {
            self.prepare_next(state)
        }
    }

    /// §6.1.3 (a), without revocation.
    fn basics(&mut self, state: &State<'_>) -> Result<(), End> {
        let (certificate, steps) = (self.certificate, &mut *self.steps);
        steps.pass(Step::Issuer);
        let verified = self
            .work
            .verify(certificate, &state.key, self.request.provider)?;
        steps.take(Step::Signature, verified)?;
        steps.take(Step::UniqueExtensions, unique_extensions(certificate))?;
        profile::demand(self.request.profile, certificate, steps)?;
        steps.take(Step::NameChaining, name_chaining(certificate, self.issuer))?;
        let allowed = algorithms(self.request, certificate, self.issuer);
        steps.take(Step::AlgorithmPolicy, allowed)?;
        steps.take(Step::Validity, validity(certificate, self.request.at))?;
        Ok(())
    }

    /// §6.1.3 (b) to (f).
    fn names_and_policies(&mut self, state: &mut State<'_>) -> Result<(), End> {
        let (certificate, steps) = (self.certificate, &mut *self.steps);
        // self-issued certificates on the way are not bound by names
        let outcome = if self.is_final || !certificate.is_self_issued() {
            state.names.check(certificate, &mut self.work.allowance)
        } else {
            Ok(())
        };
        steps.take(Step::NameConstraints, outcome)?;
        let outcome = state.policies.process(certificate, self.is_final);
        steps.take(Step::Policies, outcome)
    }

    /// §6.1.4.
    fn prepare_next(&mut self, state: &mut State<'c>) -> Result<(), End> {
        let (certificate, steps) = (self.certificate, &mut *self.steps);
        steps.take(Step::PolicyMapping, state.policies.map(certificate))?;
        state.key = working_key(certificate, &state.key);
        steps.take(Step::NextNameConstraints, state.names.add(certificate))?;
        let outcome = state.policies.constrain(certificate);
        steps.take(Step::PolicyConstraints, outcome)?;
        steps.take(Step::BasicConstraints, is_ca(certificate))?;
        let outcome = state.max_path_length.count(certificate);
        steps.take(Step::PathLength, outcome)?;
        steps.take(Step::KeyCertSign, key_cert_sign(certificate))?;
        let outcome = critical_extensions(certificate, self.request.revocation);
        steps.take(Step::CriticalExtensions, outcome)?;
        let outcome = purpose::check_authority(certificate, self.request.purpose);
        steps.take(Step::ExtendedKeyUsage, outcome)?;
        Ok(())
    }

    /// §6.1.5, and what the purpose asks of the signer's certificate.
    fn wrap_up(&mut self, state: &mut State<'_>) -> Result<(), End> {
        let (certificate, steps) = (self.certificate, &mut *self.steps);
        let outcome = critical_extensions(certificate, self.request.revocation)
            .and_then(|()| names::only_in_cas(certificate));
        steps.take(Step::CriticalExtensions, outcome)?;
        steps.take(Step::FinalPolicies, state.policies.wrap_up(certificate))?;
        purpose::check_usage_steps(certificate, self.request.purpose, steps)?;
        Ok(())
    }
}
