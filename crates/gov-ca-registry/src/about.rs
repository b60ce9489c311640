//! Everything about one person, body, device, certificate or subscriber, and what happened to it.

use std::collections::BTreeSet;

use crate::entries::{
    Body, Certificate, Device, Holder, Notice, Person, Request, ShortRecord, Subscriber,
};
use crate::steps::{StepError, facts};
use crate::store::Event;
use crate::{Id, Record, Stored, Value, View};

/// What everything is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A body.
    Body(Id<Body>),
    /// A certificate.
    Certificate(Id<Certificate>),
    /// A key device.
    Device(Id<Device>),
    /// A person.
    Person(Id<Person>),
    /// A subscriber.
    Subscriber(Id<Subscriber>),
}

/// Everything the register holds about something.
#[derive(Clone, Debug, Default)]
pub struct Everything {
    /// Bodies: itself, those of the posts of a person, the one that owns or manages.
    pub bodies: Vec<Stored<Body>>,
    /// Persons: itself, the holder, the custodians, those whose post is in the body.
    pub persons: Vec<Stored<Person>>,
    /// Subscribers.
    pub subscribers: Vec<Stored<Subscriber>>,
    /// Certificates.
    pub certificates: Vec<Stored<Certificate>>,
    /// Devices, also those a person keeps or kept for a body.
    pub devices: Vec<Stored<Device>>,
    /// Requests.
    pub requests: Vec<Stored<Request>>,
    /// Notices.
    pub notices: Vec<Stored<Notice>>,
    /// Short records.
    pub records: Vec<Stored<ShortRecord>>,
    /// How many subscribers a body manages directly.
    pub manages: i64,
    /// What happened to all of them but to what they only refer to, oldest first.
    pub events: Vec<Event>,
}

/// Everything about a subject.
///
/// # Errors
///
/// [`StepError::NotFound`], and what the register says.
pub fn everything(view: &mut View<'_>, subject: Subject) -> Result<Everything, StepError> {
    let mut all = Everything::default();
    match subject {
        Subject::Body(id) => all.of_body(view, id)?,
        Subject::Person(id) => all.of_person(view, id)?,
        Subject::Subscriber(id) => all.of_subscriber(view, id)?,
        Subject::Certificate(id) => all.of_certificate(view, id)?,
        Subject::Device(id) => all.of_device(view, id)?,
    }
    Ok(all)
}

impl Everything {
    fn of_body(&mut self, view: &mut View<'_>, id: Id<Body>) -> Result<(), StepError> {
        let number = [Value::from(id.number())];
        self.bodies.push(facts::existing(view, id)?);
        self.happened::<Body>(view, id.number())?;
        let below = view.find("WHERE above = $1 ORDER BY id", &number)?;
        self.bodies.extend(below);
        self.persons = view.find("WHERE organisation = $1 ORDER BY id", &number)?;
        let held = view.find("WHERE organisation = $1 OR owner = $1 ORDER BY id", &number)?;
        self.held(view, held)?;
        self.recorded(view, "organisation", id.number())?;
        self.manages = view.count::<Subscriber>("WHERE managed_by = $1", &number)?;
        self.in_order();
        Ok(())
    }

    fn of_person(&mut self, view: &mut View<'_>, id: Id<Person>) -> Result<(), StepError> {
        let person = facts::existing(view, id)?;
        let posts = person.record().posts.iter().map(|post| post.body);
        for body in posts.collect::<BTreeSet<_>>() {
            self.bodies.push(facts::existing(view, body)?);
        }
        self.persons.push(person);
        self.happened::<Person>(view, id.number())?;
        let held = view.find("WHERE person = $1 ORDER BY id", &[id.number().into()])?;
        self.held(view, held)?;
        self.kept_by(view, id)?;
        self.recorded(view, "person", id.number())?;
        self.in_order();
        Ok(())
    }

    fn of_subscriber(&mut self, view: &mut View<'_>, id: Id<Subscriber>) -> Result<(), StepError> {
        let subscriber = facts::existing(view, id)?;
        self.holder(view, subscriber.record())?;
        self.held(view, vec![subscriber])?;
        self.in_order();
        Ok(())
    }

    fn of_certificate(
        &mut self,
        view: &mut View<'_>,
        id: Id<Certificate>,
    ) -> Result<(), StepError> {
        let certificate = facts::existing(view, id)?;
        let subscriber = facts::existing(view, certificate.record().subscriber)?;
        self.holder(view, subscriber.record())?;
        self.subscribers.push(subscriber);
        if let Some(device) = certificate.record().device {
            self.devices.push(facts::existing(view, device)?);
        }
        self.happened::<Certificate>(view, id.number())?;
        self.line_of(view, certificate)?;
        self.requests = view.find("WHERE certificate = $1 ORDER BY id", &[id.number().into()])?;
        for request in ids(&self.requests) {
            self.happened::<Request>(view, request)?;
        }
        self.recorded(view, "certificate", id.number())?;
        self.in_order();
        Ok(())
    }

    fn of_device(&mut self, view: &mut View<'_>, id: Id<Device>) -> Result<(), StepError> {
        let device = facts::existing(view, id)?;
        if let Some(subscriber) = device.record().subscriber {
            let subscriber = facts::existing(view, subscriber)?;
            self.holder(view, subscriber.record())?;
            self.subscribers.push(subscriber);
        }
        let keepers = device.record().custody.iter().map(|one| one.person);
        for person in keepers.collect::<BTreeSet<_>>() {
            // a person who was erased is a number
            self.persons.extend(view.get(person.number())?);
        }
        self.devices.push(device);
        self.happened::<Device>(view, id.number())?;
        let number = [Value::from(id.number())];
        self.certificates = view.find("WHERE device = $1 ORDER BY id", &number)?;
        self.requests = view.find("WHERE device = $1 ORDER BY id", &number)?;
        for request in ids(&self.requests) {
            self.happened::<Request>(view, request)?;
        }
        self.noticed(view, id.number())?;
        self.recorded(view, "device", id.number())?;
        self.in_order();
        Ok(())
    }

    fn holder(&mut self, view: &mut View<'_>, subscriber: &Subscriber) -> Result<(), StepError> {
        match subscriber.holder {
            Holder::Person(person) => self.persons.extend(view.get(person.number())?),
            Holder::Body(body) | Holder::System { owner: body, .. } => {
                self.bodies.push(facts::existing(view, body)?);
            }
        }
        let manages = *subscriber.managed_by.latest();
        if !self.bodies.iter().any(|body| Id::of(body) == manages) {
            self.bodies.push(facts::existing(view, manages)?);
        }
        Ok(())
    }

    /// Subscribers with all that is theirs.
    fn held(
        &mut self,
        view: &mut View<'_>,
        subscribers: Vec<Stored<Subscriber>>,
    ) -> Result<(), StepError> {
        for subscriber in subscribers {
            let number = [Value::from(subscriber.id())];
            self.happened::<Subscriber>(view, subscriber.id())?;
            let certificates: Vec<Stored<Certificate>> =
                view.find("WHERE subscriber = $1 ORDER BY id", &number)?;
            for certificate in &certificates {
                self.happened::<Certificate>(view, certificate.id())?;
                self.recorded(view, "certificate", certificate.id())?;
            }
            let devices: Vec<Stored<Device>> =
                view.find("WHERE subscriber = $1 ORDER BY id", &number)?;
            for device in &devices {
                self.happened::<Device>(view, device.id())?;
                self.noticed(view, device.id())?;
            }
            let requests: Vec<Stored<Request>> =
                view.find("WHERE subscriber = $1 ORDER BY id", &number)?;
            for request in &requests {
                self.happened::<Request>(view, request.id())?;
            }
            self.subscribers.push(subscriber);
            self.certificates.extend(certificates);
            self.devices.extend(devices);
            self.requests.extend(requests);
        }
        Ok(())
    }

    /// Devices of bodies that a person keeps or kept. Whom they were given to stands in their bodies; few devices have a custodian.
    fn kept_by(&mut self, view: &mut View<'_>, person: Id<Person>) -> Result<(), StepError> {
        let mut kept: Vec<Stored<Device>> = Vec::new();
        view.each("WHERE custodian IS NOT NULL ORDER BY id", &[], |device| {
            let device: Stored<Device> = device;
            let keepers = &device.record().custody;
            if keepers.iter().any(|one| one.person == person) {
                kept.push(device);
            }
            Ok::<_, StepError>(())
        })?;
        for device in kept {
            if !ids(&self.devices).contains(&device.id()) {
                self.happened::<Device>(view, device.id())?;
                self.devices.push(device);
            }
        }
        Ok(())
    }

    /// A certificate, those whose place it took, and the one that took its place.
    fn line_of(
        &mut self,
        view: &mut View<'_>,
        certificate: Stored<Certificate>,
    ) -> Result<(), StepError> {
        let after = view.find("WHERE replaces = $1", &[certificate.id().into()])?;
        let mut before = certificate.record().replaces;
        self.certificates.push(certificate);
        self.certificates.extend(after);
        // a certificate replaces one that was there before it: the line ends
        while let Some(id) = before {
            let one = facts::existing(view, id)?;
            before = one.record().replaces;
            self.certificates.push(one);
        }
        Ok(())
    }

    fn noticed(&mut self, view: &mut View<'_>, device: i64) -> Result<(), StepError> {
        let notices: Vec<Stored<Notice>> =
            view.find("WHERE device = $1 ORDER BY id", &[device.into()])?;
        for notice in &notices {
            self.happened::<Notice>(view, notice.id())?;
        }
        self.notices.extend(notices);
        Ok(())
    }

    fn recorded(
        &mut self,
        view: &mut View<'_>,
        column: &'static str,
        number: i64,
    ) -> Result<(), StepError> {
        let tail = format!("WHERE {column} = $1 ORDER BY on_day, id");
        let records: Vec<Stored<ShortRecord>> = view.find(&tail, &[number.into()])?;
        for record in records {
            if !ids(&self.records).contains(&record.id()) {
                self.happened::<ShortRecord>(view, record.id())?;
                self.records.push(record);
            }
        }
        Ok(())
    }

    fn happened<T: Record>(&mut self, view: &mut View<'_>, id: i64) -> Result<(), StepError> {
        self.events.extend(view.history::<T>(id)?);
        Ok(())
    }

    fn in_order(&mut self) {
        self.events.sort_by_key(|event| event.seq);
    }
}

fn ids<T>(records: &[Stored<T>]) -> Vec<i64> {
    records.iter().map(Stored::id).collect()
}
