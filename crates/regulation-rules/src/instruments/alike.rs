//! Duties that several instruments set alike: asked once, cited by each. A rule that differs in one word stands in its own file.

use core::ops::RangeInclusive;

use gov_ca_model::{IssuerKind, SubscriberClass, VietnamDay};
use jiff::Timestamp;

use super::conditions::{
    Answered, WORKING_DAYS, all, at_most, by, government, holds, is, made_within_validity, one_of,
    only, yes,
};
use super::scope;
use crate::Text;
use crate::evidence::{Evidence, Missing, SetBy};
use crate::facts::{
    AskedFor, CertificateFacts, CertificateStatus, DeviceEvent, DeviceFacts, DocumentFacts, Fact,
    FormSource, LaterChange, OrganisationFacts, Party, RequestFacts, RevocationReason,
    SecrecyLevel, SignatureFacts, SubscriberFacts,
};
use crate::law_book::LawBook;
use crate::rule::{Answer, Outcome, Stop};

/// Who manages subscribers is named by a delegation in force.
pub(super) fn delegate_named(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    all([
        yes(facts.delegate_named(), Fact::DelegateNamed),
        yes(
            facts.delegation_decision_in_force(),
            Fact::DelegationDecisionInForce,
        ),
    ])
}

/// Dossiers are archived.
pub(super) fn dossiers_archived(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    all([yes(facts.archived(), Fact::Archived)])
}

/// The subscriber belongs to those the regulation is for.
pub(super) fn in_scope(facts: &SubscriberFacts, _: &LawBook) -> Answer {
    only(facts.in_scope()?, scope::OUT_OF_SCOPE)?;
    Ok(Outcome::Satisfied(Evidence::of(Fact::InScope, true)))
}

/// The certificate has not expired, is not suspended and has not been revoked.
pub(super) fn certificate_effective(facts: &CertificateFacts, _: &LawBook) -> Answer {
    let last = VietnamDay::of(facts.not_after()?);
    all([
        at_most(facts.considered_on(), Fact::ConsideredOn, last, SetBy::Law),
        is(facts.status(), Fact::Status, CertificateStatus::Active),
    ])
}

/// A government certificate was issued by the government CA; the others have law of their own.
pub(super) fn issued_by_government_ca(facts: &CertificateFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    all([is(facts.issuer(), Fact::Issuer, IssuerKind::GovernmentCa)])
}

/// A government signature, made inside the validity period of its certificate.
pub(super) fn signed_within_validity(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    all([made_within_validity(facts)])
}

/// Secret documents are outside the regulation.
pub(super) fn not_secret(facts: &DocumentFacts, _: &LawBook) -> Answer {
    only(facts.secrecy_mark()? == SecrecyLevel::None, scope::SECRET)?;
    Ok(Outcome::Satisfied(Evidence::of(
        Fact::SecrecyMark,
        SecrecyLevel::None,
    )))
}

/// Nothing was changed after signing, or only what the first signature permits.
pub(super) fn unchanged_after_signing(facts: &DocumentFacts, _: &LawBook) -> Answer {
    all([one_of(
        facts.later_change(),
        Fact::LaterChange,
        &[LaterChange::None, LaterChange::Permitted],
    )])
}

/// The person who holds a body's key device was assigned by a decision.
pub(super) fn custodian_assigned(facts: &DeviceFacts, _: &LawBook) -> Answer {
    of_a_body(facts)?;
    all([yes(facts.assignment_decision(), Fact::AssignmentDecision)])
}

/// A body's key device changes hands with written permission and a record.
pub(super) fn custodian_change_recorded(facts: &DeviceFacts, _: &LawBook) -> Answer {
    of_a_body(facts)?;
    only(
        facts.device_event()? == DeviceEvent::CustodianChanged,
        scope::OTHER_EVENT,
    )?;
    all([
        yes(facts.written_permission(), Fact::WrittenPermission),
        yes(facts.handover_recorded(), Fact::HandoverRecorded),
    ])
}

fn of_a_body(facts: &DeviceFacts) -> Result<(), Stop> {
    only(
        facts.holder_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )
}

/// One of these things happened to a device and was told; the text asks for haste without a figure, so a person judges the time it took.
pub(super) fn told_in_haste(
    facts: &DeviceFacts,
    events: &[DeviceEvent],
    (told, fact): (Result<Timestamp, Missing>, Fact),
    no_figure: Text,
) -> Answer {
    only(events.contains(&facts.device_event()?), scope::OTHER_EVENT)?;
    let discovered = Evidence::of(Fact::DiscoveredAt, facts.discovered_at()?);
    Ok(Outcome::Review(
        discovered.and(Evidence::of(fact, told?)),
        no_figure,
    ))
}

/// A subscriber asks for revocation in writing, confirmed by whom the text names, for one of these reasons.
pub(super) fn subscriber_revocation(
    facts: &RequestFacts,
    confirmation: Answered,
    reasons: &[RevocationReason],
) -> Answer {
    only(facts.asked_for()? == AskedFor::Revoke, scope::OTHER_REQUEST)?;
    only(facts.sender()? == Party::Subscriber, scope::OTHER_SENDER)?;
    all([
        yes(facts.written(), Fact::Written),
        confirmation,
        one_of(facts.revocation_reason(), Fact::RevocationReason, reasons),
    ])
}

/// Requests of the police and of the bodies that conduct proceedings need nobody's confirmation; nor do requests of another kind than issue,
/// renewal, change, revocation and recovery.
pub(super) fn confirmed(facts: &RequestFacts, confirmation: Answered) -> Answer {
    only(
        !matches!(
            facts.sender()?,
            Party::Police | Party::ProcedureBody | Party::SecurityBody
        ),
        scope::OTHER_SENDER,
    )?;
    only(
        matches!(
            facts.asked_for()?,
            AskedFor::Issue
                | AskedFor::Renew
                | AskedFor::ChangeInformation
                | AskedFor::Revoke
                | AskedFor::RecoverDevice
        ),
        scope::OTHER_REQUEST,
    )?;
    all([confirmation])
}

/// The request came on the form of TT 185/2019/TT-BQP for its kind.
pub(super) fn on_form_of_circular_185(facts: &RequestFacts, _: &LawBook) -> Answer {
    let forms = forms_of_circular_185(facts.asked_for()?)
        .ok_or(Stop::NotApplicable(scope::OTHER_REQUEST))?;
    let found = facts.form()?;
    Ok(holds(
        found.is_one_of(FormSource::Tt185, forms),
        Evidence::of(Fact::Form, found),
    ))
}

/// The forms of TT 185/2019/TT-BQP for a kind of request, as Quy chế Bình Định Điều 8(2) names them.
const fn forms_of_circular_185(asked: AskedFor) -> Option<RangeInclusive<u8>> {
    match asked {
        AskedFor::Issue => Some(1..=6),
        AskedFor::Renew | AskedFor::ChangeInformation => Some(7..=8),
        AskedFor::Revoke => Some(9..=10),
        AskedFor::RecoverDevice => Some(11..=12),
        AskedFor::Reissue | AskedFor::Activate | AskedFor::Suspend | AskedFor::Other => None,
    }
}

/// The request was processed within so many working days after an event.
pub(super) fn processed_within(
    facts: &RequestFacts,
    law: &LawBook,
    working_days: u16,
    after: VietnamDay,
) -> Answer {
    let limit = law.working_days_after(after, working_days);
    all([by(
        facts.processed_on(),
        Fact::ProcessedOn,
        limit,
        WORKING_DAYS,
    )])
}
