//! What a change touches.

use gov_ca_model::{OrganisationCode, RequestState, VietnamDay};

use crate::entries::{
    Body, Certificate, Device, Person, Request, ShortKind, ShortRecord, Subscriber,
};
use crate::standing::{Misfit, misfit};
use crate::steps::{StepError, facts};
use crate::{Id, Office, Stored, View};

/// What a change touches.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// Certificates in effect, each with what the law asks for, if anything.
    pub certificates: Vec<(Id<Certificate>, Option<Misfit>)>,
    /// Devices that somebody of ours answers for.
    pub devices: Vec<Id<Device>>,
    /// Devices of bodies that the person keeps: another custodian is needed.
    pub kept: Vec<Id<Device>>,
    /// Requests that are not over.
    pub requests: Vec<Id<Request>>,
    /// Bodies directly below.
    pub below: Vec<Id<Body>>,
    /// Persons whose post is in the body.
    pub persons: Vec<Id<Person>>,
    /// Subscribers whose certificates the body manages directly.
    pub managed: Vec<Id<Subscriber>>,
    /// Electronic codes of the body.
    pub codes: Vec<OrganisationCode>,
    /// Delegations, focal persons, permissions and other records that are open.
    pub records: Vec<Id<ShortRecord>>,
    /// Where the certificates are registered in applications.
    pub registered: Vec<Id<ShortRecord>>,
}

impl Touched {
    /// Whether nothing is touched.
    pub const fn is_nothing(&self) -> bool {
        self.certificates.is_empty()
            && self.devices.is_empty()
            && self.kept.is_empty()
            && self.requests.is_empty()
            && self.below.is_empty()
            && self.persons.is_empty()
            && self.managed.is_empty()
            && self.codes.is_empty()
            && self.records.is_empty()
            && self.registered.is_empty()
    }

    pub(super) fn of_person(
        &mut self,
        view: &mut View<'_>,
        person: Id<Person>,
    ) -> Result<(), StepError> {
        self.held_by_person(view, person)?;
        let kept = view.find::<Device>(
            "WHERE custodian = $1 ORDER BY id",
            &[person.number().into()],
        )?;
        let with_us = kept.iter().filter(|one| is_with_us(one));
        self.kept.extend(with_us.map(Id::of));
        self.open_records(view, "person", person.number())
    }

    pub(super) fn held_by_person(
        &mut self,
        view: &mut View<'_>,
        person: Id<Person>,
    ) -> Result<(), StepError> {
        let held =
            view.find::<Subscriber>("WHERE person = $1 ORDER BY id", &[person.number().into()])?;
        for subscriber in &held {
            self.of_subscriber(view, Id::of(subscriber))?;
        }
        Ok(())
    }

    pub(super) fn of_body(&mut self, view: &mut View<'_>, body: Id<Body>) -> Result<(), StepError> {
        self.held_by_body(view, body)?;
        let number = [body.number().into()];
        let below = view.find::<Body>("WHERE above = $1 AND ends IS NULL ORDER BY id", &number)?;
        self.below.extend(below.iter().map(Id::of));
        let codes = facts::existing(view, body)?.into_record().codes;
        self.codes.extend(codes.map(|codes| codes.latest().clone()));
        self.open_records(view, "organisation", body.number())
    }

    pub(super) fn held_by_body(
        &mut self,
        view: &mut View<'_>,
        body: Id<Body>,
    ) -> Result<(), StepError> {
        let held = view.find::<Subscriber>(
            "WHERE organisation = $1 OR owner = $1 ORDER BY id",
            &[body.number().into()],
        )?;
        for subscriber in &held {
            self.of_subscriber(view, Id::of(subscriber))?;
        }
        Ok(())
    }

    /// Who and what is in a body that is no more.
    pub(super) fn in_body(&mut self, view: &mut View<'_>, body: Id<Body>) -> Result<(), StepError> {
        let number = [body.number().into()];
        let persons = view.find::<Person>(
            "WHERE organisation = $1 AND left_on IS NULL ORDER BY id",
            &number,
        )?;
        for person in &persons {
            self.persons.push(Id::of(person));
            self.of_person(view, Id::of(person))?;
        }
        let managed = view.find::<Subscriber>("WHERE managed_by = $1 ORDER BY id", &number)?;
        self.managed.extend(managed.iter().map(Id::of));
        Ok(())
    }

    pub(super) fn of_subscriber(
        &mut self,
        view: &mut View<'_>,
        subscriber: Id<Subscriber>,
    ) -> Result<(), StepError> {
        let number = [subscriber.number().into()];
        let certificates = view.find::<Certificate>(
            "WHERE subscriber = $1 AND state IN ('received', 'in-effect', 'suspended') ORDER BY id",
            &number,
        )?;
        for certificate in &certificates {
            self.certificates.push((Id::of(certificate), None));
            let registered = view.find::<ShortRecord>(
                "WHERE certificate = $1 AND closed_on IS NULL ORDER BY id",
                &[certificate.id().into()],
            )?;
            self.registered.extend(registered.iter().map(Id::of));
        }
        let devices = view.find::<Device>("WHERE subscriber = $1 ORDER BY id", &number)?;
        let with_us = devices.iter().filter(|one| is_with_us(one));
        self.devices.extend(with_us.map(Id::of));
        let requests = view.find::<Request>("WHERE subscriber = $1 ORDER BY id", &number)?;
        let open = requests
            .iter()
            .filter(|one| !RequestState::is_over(one.record().history.state()));
        self.requests.extend(open.map(Id::of));
        Ok(())
    }

    /// What ends by itself when it is over (a training) is no matter of a change.
    fn open_records(
        &mut self,
        view: &mut View<'_>,
        column: &'static str,
        number: i64,
    ) -> Result<(), StepError> {
        let open = view.find::<ShortRecord>(
            &format!(
                "WHERE {column} = $1 AND closed_on IS NULL AND kind IN ($2, $3, $4, $5) ORDER BY id"
            ),
            &[
                number.into(),
                ShortKind::Application.word().into(),
                ShortKind::Delegation.word().into(),
                ShortKind::FocalPoint.word().into(),
                ShortKind::Permission.word().into(),
            ],
        )?;
        let new = open.iter().map(Id::of);
        let new: Vec<_> = new.filter(|id| !self.records.contains(id)).collect();
        self.records.extend(new);
        Ok(())
    }

    /// What the law of the day asks for of each certificate; one that has run out by then is not in effect.
    pub(super) fn ask(
        &mut self,
        view: &mut View<'_>,
        on: VietnamDay,
        office: &Office<'_>,
    ) -> Result<(), StepError> {
        for (id, _) in std::mem::take(&mut self.certificates) {
            let certificate = facts::existing(view, id)?.into_record();
            if on <= certificate.valid_to {
                let asked = misfit(view, &certificate, on, office)?;
                self.certificates.push((id, asked));
            }
        }
        Ok(())
    }
}

/// Somebody of ours answers for it.
fn is_with_us(device: &Stored<Device>) -> bool {
    device.record().history.state().is_with_us()
}
