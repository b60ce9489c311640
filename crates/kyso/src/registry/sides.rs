//! Who gives, takes, holds and writes, as the papers of devices name them.

use gov_ca_model::{DeviceKind, VietnamDay};
use gov_ca_registry::Id;
use gov_ca_registry::entries::{Body, Certificate, Device, Holder, Person, Subscriber};
use gov_ca_registry::steps::{StepError, existing};
use gov_ca_registry::store::{Stored, View};
use signing_workflow::forms::{HandedDevice, Letterhead, Side};

use super::Desk;
use super::records::holder_name;

/// A body as who writes a paper.
pub(super) fn letterhead(
    view: &mut View<'_>,
    body: &Body,
    number: Option<&str>,
    desk: &Desk<'_>,
) -> Result<Letterhead, StepError> {
    let above = body.above.on(desk.on).copied().flatten();
    let above = above
        .map(|above| existing::<Body>(view, above).map(Stored::into_record))
        .transpose()?;
    // in capitals (NĐ 30/2020 Phụ lục I, box 2)
    Ok(Letterhead {
        superior: above
            .map(|above| above.name_on(desk.on).to_uppercase())
            .unwrap_or_default(),
        agency: body.name_on(desk.on).to_uppercase(),
        number: number.unwrap_or_default().to_owned(),
        day: Some(desk.on),
        ..Letterhead::default()
    })
}

/// A body as one side, with who acts for it.
pub(super) fn of_body(body: &Body, person: Option<&Person>, on: VietnamDay) -> Side {
    Side {
        agency: body.name_on(on).to_owned(),
        address: body.contact.address.clone().unwrap_or_default(),
        ..person
            .map(|person| of_person(person, on))
            .unwrap_or_default()
    }
}

/// A person, and what they are.
pub(super) fn of_person(person: &Person, on: VietnamDay) -> Side {
    Side {
        name: person.name.clone(),
        position: person
            .post_on(on)
            .map(|post| post.title.clone())
            .unwrap_or_default(),
        telephone: person.contact.telephone.clone().unwrap_or_default(),
        ..Side::default()
    }
}

/// A device and all that its papers tell of it.
pub(super) struct Held {
    pub(super) id: Id<Device>,
    pub(super) device: Device,
    /// The name in its certificates.
    pub(super) name: String,
    /// Whose it is, where that is a person.
    pub(super) person: Option<Person>,
    /// The body that the subscriber is, or works in.
    pub(super) body: Option<Body>,
    pub(super) body_id: Option<Id<Body>>,
    /// The directly managing body.
    pub(super) managed_by: Option<Body>,
    pub(super) managing_id: Option<Id<Body>>,
    /// On it, the newest first.
    pub(super) certificates: Vec<Certificate>,
}

impl Held {
    pub(super) fn of(
        view: &mut View<'_>,
        id: Id<Device>,
        desk: &Desk<'_>,
    ) -> Result<Self, StepError> {
        let device: Device = existing(view, id)?.into_record();
        let certificates = view.find::<Certificate>(
            "WHERE device = $1 ORDER BY valid_to DESC, id DESC",
            &[id.number().into()],
        )?;
        let certificates = certificates.into_iter().map(Stored::into_record).collect();
        let mut held = Self {
            id,
            name: String::new(),
            person: None,
            body: None,
            body_id: None,
            managed_by: None,
            managing_id: None,
            certificates,
            device,
        };
        if let Some(subscriber) = held.device.subscriber {
            let subscriber: Subscriber = existing(view, subscriber)?.into_record();
            held.name = holder_name(view, &subscriber.holder, desk)?;
            let managed_by = *subscriber.managed_by.latest();
            held.managing_id = Some(managed_by);
            held.managed_by = Some(existing(view, managed_by)?.into_record());
            held.holder(view, &subscriber.holder, desk)?;
        }
        Ok(held)
    }

    fn holder(
        &mut self,
        view: &mut View<'_>,
        holder: &Holder,
        desk: &Desk<'_>,
    ) -> Result<(), StepError> {
        let body = match holder {
            Holder::Person(person) => {
                let person: Person = existing(view, *person)?.into_record();
                let body = person.post_on(desk.on).map(|post| post.body);
                self.person = Some(person);
                body
            }
            Holder::Body(body) | Holder::System { owner: body, .. } => Some(*body),
        };
        self.body_id = body;
        self.body = body
            .map(|body| existing(view, body).map(Stored::into_record))
            .transpose()?;
        Ok(())
    }

    /// Who has it in hand: the custodian, else the subscriber, where that is a person.
    pub(super) fn keeper(
        &self,
        view: &mut View<'_>,
        on: VietnamDay,
    ) -> Result<Option<Person>, StepError> {
        match self.device.custodian_on(on) {
            Some(custodian) => Ok(Some(existing(view, custodian)?.into_record())),
            None => Ok(self.person.clone()),
        }
    }

    /// PKI Token, SIM PKI.
    pub(super) fn kind(&self) -> String {
        kind_of(&self.device.kind)
    }

    /// As a row of a record.
    pub(super) fn row(&self, remark: &str, on: VietnamDay) -> HandedDevice {
        let newest = self.certificates.first();
        HandedDevice {
            subscriber: self.name.clone(),
            employer: self
                .body
                .as_ref()
                .filter(|_| self.person.is_some())
                .map(|body| body.name_on(on).to_owned())
                .unwrap_or_default(),
            kind: self.kind(),
            device: self.device.number.clone(),
            certificate: newest.map(|one| one.number.clone()).unwrap_or_default(),
            valid_from: newest.map(|one| one.valid_from),
            valid_until: newest.map(|one| one.valid_to),
            remark: remark.to_owned(),
        }
    }
}

/// What people call it, and the number a SIM signs with.
pub(super) fn kind_of(kind: &DeviceKind) -> String {
    match kind {
        DeviceKind::PkiToken => "PKI Token".to_owned(),
        DeviceKind::SimPki { telephone, .. } => format!("SIM PKI {telephone}"),
        _ => String::new(),
    }
}
