//! The sheets that rules read, from what the register knows and what persons stated. What nobody knows stays unknown.

use gov_ca_model::{CertificateKind, RequestKind, RequestStep, SubscriberClass, VietnamDay};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use regulation_rules::facts::{
    AskedFor, CertificateFacts, DeviceEvent, DeviceFacts, Party, RequestFacts, RevocationReason,
    Sheets,
};

use super::StepError;
use crate::entries::{Body, Certificate, Device, Holder, Notice, Person, Request, Subscriber};
use crate::names::same_name;
use crate::{Id, Office, Record, Stored, View};

/// The records a request is about.
pub(crate) struct Around {
    pub(crate) subscriber: Subscriber,
    pub(crate) made_by: Body,
    pub(crate) person: Option<Person>,
    pub(crate) body: Option<Body>,
    pub(crate) certificate: Option<Stored<Certificate>>,
    pub(crate) device: Option<Stored<Device>>,
    /// How often the certificate was renewed already.
    renewals: u8,
}

/// The record, which has to be there.
///
/// # Errors
///
/// [`StepError::NotFound`], and what the register says.
pub fn existing<T: Record>(view: &mut View<'_>, id: Id<T>) -> Result<Stored<T>, StepError> {
    let found = view.get::<T>(id.number())?;
    found.ok_or(StepError::NotFound {
        table: T::TABLE,
        id: id.number(),
    })
}

impl Around {
    pub(crate) fn of(view: &mut View<'_>, request: &Request) -> Result<Self, StepError> {
        let subscriber = existing(view, request.subscriber)?.into_record();
        let made_by = existing(view, request.made_by)?.into_record();
        let person = match subscriber.holder {
            Holder::Person(person) => Some(existing(view, person)?.into_record()),
            _ => None,
        };
        let body = match subscriber.holder {
            Holder::Body(body) | Holder::System { owner: body, .. } => {
                Some(existing(view, body)?.into_record())
            }
            Holder::Person(_) => None,
        };
        let certificate = request
            .certificate
            .map(|id| existing(view, id))
            .transpose()?;
        let device = request.device.map(|id| existing(view, id)).transpose()?;
        let renewals = match &certificate {
            Some(certificate) => renewals(view, certificate.record())?,
            None => 0,
        };
        Ok(Self {
            subscriber,
            made_by,
            person,
            body,
            certificate,
            device,
            renewals,
        })
    }

    fn mail(&self) -> Option<String> {
        let person = self
            .person
            .as_ref()
            .and_then(|person| person.contact.mail.clone());
        person.or_else(|| self.body.as_ref()?.contact.mail.clone())
    }
}

/// Whether a subscriber has this name; a body may be named as it was called before, and whoever was erased has none.
///
/// # Errors
///
/// What the register says.
pub fn is_named(
    view: &mut View<'_>,
    subscriber: &Subscriber,
    name: &str,
) -> Result<bool, StepError> {
    Ok(match &subscriber.holder {
        Holder::System { name: own, .. } => same_name(own, name),
        Holder::Person(id) => {
            let person = view.get::<Person>(id.number())?;
            person.is_some_and(|person| same_name(&person.record().name, name))
        }
        Holder::Body(id) => {
            let body = existing::<Body>(view, *id)?;
            let mut names = body.record().names.entries();
            names.any(|one| same_name(&one.value, name))
        }
    })
}

/// Certificates before this one that it continues by renewal, itself counted.
fn renewals(view: &mut View<'_>, certificate: &Certificate) -> Result<u8, StepError> {
    use regulation_rules::facts::IssueKind;
    let mut one = certificate.clone();
    let mut renewals = 0_u8;
    loop {
        if one.issued_as == IssueKind::Renewed {
            renewals = renewals.saturating_add(1);
        }
        match one.replaces {
            // a chain that leads in a circle cannot be written: a certificate replaces one that was there before it
            Some(before) if renewals < u8::MAX => one = existing(view, before)?.into_record(),
            _ => return Ok(renewals),
        }
    }
}

/// What is known of a request on `on`, when `step` is to be taken.
pub(crate) fn of_request(
    request: &Request,
    around: &Around,
    on: VietnamDay,
    office: &Office<'_>,
) -> Result<RequestFacts, StepError> {
    let mut facts: RequestFacts = request.stated.sheet()?;
    let names: Vec<_> = request.stated.names().collect();
    for (fact, by) in names {
        facts.attested(fact, by);
    }
    facts.province = office.province.map(str::to_owned);
    let history = &request.history;
    facts.sent_on = Some(history.day_of(RequestStep::Send).unwrap_or(on));
    facts.asked_for = Some(asked_for(history.of()));
    facts.subscriber_class = Some(around.subscriber.class());
    facts.written.get_or_insert(true);
    facts.confirmed_by_managing_body = Some(history.day_of(RequestStep::Confirm).is_some());
    facts.managing_body_is_legal_person = around.made_by.has_legal_personality;
    facts.managing_body_has_seal = around.made_by.has_own_seal;
    facts.valid_dossier_on = history.day_of(RequestStep::Accept);
    facts.processed_on = history.day_of(RequestStep::Process);
    facts.official_mail = around.mail();
    sending(&mut facts, request);
    holder(&mut facts, around);
    subject(&mut facts, request, around);
    Ok(facts)
}

fn sending(facts: &mut RequestFacts, request: &Request) {
    let Some(sending) = &request.sending else {
        return;
    };
    facts.sender = Some(sending.by);
    facts.addressee = Some(sending.to);
    facts.channel = Some(sending.channel);
    facts.form = sending.form;
    facts.digitally_signed = Some(sending.digitally_signed);
}

fn holder(facts: &mut RequestFacts, around: &Around) {
    let body = around.body.as_ref().unwrap_or(&around.made_by);
    facts.body_kind = body.kind;
    facts.person_kind = around.person.as_ref().and_then(|person| person.kind);
    // an open end of NĐ 68/2024 Điều 2(3) is for a person to state
    if body
        .kind
        .is_some_and(gov_ca_model::OrganisationKind::is_named_by_the_decree)
    {
        facts.of_listed_body.get_or_insert(true);
    }
    facts.title_holder = Some(around.subscriber.is_title_holder);
    match around.subscriber.class() {
        SubscriberClass::Body => {
            facts.legal_person = body.has_legal_personality;
            if body.established_by.is_some() {
                facts.establishment_decision = Some(true);
            }
        }
        SubscriberClass::DeviceServiceSoftware => {
            facts.owner_is_legal_person = body.has_legal_personality;
        }
        SubscriberClass::Individual | SubscriberClass::AuthorisedPerson => {}
    }
    let has_number = around.person.as_ref().map(|person| person.number.is_some());
    facts.personal_number_given = has_number;
    facts.tax_code_given = around.body.as_ref().map(|body| body.tax_code.is_some());
    facts.budget_code_given = around.body.as_ref().map(|body| body.budget_code.is_some());
}

fn subject(facts: &mut RequestFacts, request: &Request, around: &Around) {
    let kind = request.history.of();
    facts.certificate_number_given = Some(request.certificate.is_some());
    facts.device_number_given = Some(request.device.is_some());
    facts.revocation_reason = request.reason;
    facts.reason_given = Some(request.reason.is_some());
    if kind == RequestKind::Revoke {
        facts.device_lost = Some(request.reason == Some(RevocationReason::DeviceLost));
    }
    facts.ticked_renewal = Some(kind == RequestKind::Renew);
    facts.ticked_change =
        Some(kind == RequestKind::ChangeInformation || !request.changes.is_empty());
    if !request.changes.is_empty() {
        let whole = request
            .changes
            .iter()
            .all(|one| !one.from.is_empty() && !one.to.is_empty());
        facts.old_and_new_values_given = Some(whole);
    }
    if let Some(certificate) = &around.certificate {
        facts.expires_on = Some(certificate.record().valid_to);
        facts.renewals_before = Some(around.renewals);
    }
}

pub(crate) const fn asked_for(kind: RequestKind) -> AskedFor {
    match kind {
        RequestKind::Issue => AskedFor::Issue,
        RequestKind::Renew => AskedFor::Renew,
        RequestKind::ChangeInformation => AskedFor::ChangeInformation,
        RequestKind::Revoke => AskedFor::Revoke,
        RequestKind::RecoverDevice => AskedFor::RecoverDevice,
    }
}

/// What is known of something that happens to a device.
pub(crate) fn of_device(
    event: DeviceEvent,
    on: VietnamDay,
    holder: Option<&Subscriber>,
    recorded: bool,
    office: &Office<'_>,
) -> DeviceFacts {
    let mut facts = DeviceFacts::default();
    facts.province = office.province.map(str::to_owned);
    facts.event_on = Some(on);
    facts.device_event = Some(event);
    facts.holder_class = holder.map(Subscriber::class);
    facts.device_lost = Some(event == DeviceEvent::Lost);
    facts.handover_recorded = Some(recorded);
    facts
}

/// What is known of a certificate on `on`.
pub(crate) fn of_certificate(
    certificate: &Certificate,
    subscriber: &Subscriber,
    on: VietnamDay,
    office: &Office<'_>,
) -> CertificateFacts {
    let mut facts = CertificateFacts::default();
    facts.province = office.province.map(str::to_owned);
    facts.certificate_kind = Some(CertificateKind::Government);
    facts.is_ca = Some(false);
    facts.issue_kind = Some(certificate.issued_as);
    facts.issued_on = Some(certificate.history.since());
    facts.not_before = begin_of(certificate.valid_from);
    facts.not_after = begin_of(certificate.valid_to.next()).map(|next| next - LAST_SECOND);
    facts.considered_on = Some(on);
    facts.subscriber_class = Some(subscriber.class());
    facts
}

const LAST_SECOND: SignedDuration = SignedDuration::from_secs(1);

/// The first moment of a day in Vietnam.
pub(super) fn begin_of(day: VietnamDay) -> Option<Timestamp> {
    let midnight = day.date().at(0, 0, 0, 0);
    Offset::constant(7).to_timestamp(midnight).ok()
}

/// What is known of a notice, as if everybody were told at once and one recipient far too late.
pub(crate) fn of_notice_late_for(
    view: &mut View<'_>,
    notice: &Notice,
    late: Party,
    office: &Office<'_>,
) -> Result<Sheets, StepError> {
    let device = existing(view, notice.device)?.into_record();
    let holder = device.subscriber.map(|id| existing(view, id)).transpose()?;
    let holder = holder.map(Stored::into_record);
    let on = VietnamDay::of(notice.discovered_at);
    let mut facts = of_device(notice.event, on, holder.as_ref(), false, office);
    facts.discovered_at = Some(notice.discovered_at);
    let told = |who| match who == late {
        true => Timestamp::MAX,
        false => notice.discovered_at,
    };
    facts.told_own_body_at = Some(told(Party::ManagingBody));
    facts.told_ca_at = Some(told(Party::Ca));
    facts.told_department_at = Some(told(Party::Department));
    let mut sheets = Sheets::default();
    sheets.devices.push(facts);
    Ok(sheets)
}
