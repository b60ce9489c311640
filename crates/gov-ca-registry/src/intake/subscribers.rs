//! Subscribers, with their certificates and devices.

use std::collections::HashMap;

use gov_ca_model::{
    CertificateStep, DeviceKind, DeviceStep, History, SubscriberClass, Timeline, VietnamDay,
};
use regulation_rules::facts::IssueKind;

use super::{ConflictKind, Imported, Known, begin, since};
use crate::entries::{
    Body, Certificate, Contact, Device, Holder, Person, PersonalNumber, Post, Subscriber,
};
use crate::names::NameKey;
use crate::sheet::Place;
use crate::sheet::lists::ListedSubscriber;
use crate::steps::StepError;
use crate::{Change, Id, View};

/// Takes a list of subscribers. Their bodies have to be in the register. A person is known by the personal number, else by name and body.
///
/// # Errors
///
/// What the register says; conflicts are in what is returned, and the caller gives the change up where there are any.
pub fn subscribers(
    change: &mut Change<'_>,
    rows: &[ListedSubscriber],
    on: VietnamDay,
) -> Result<Imported, StepError> {
    begin(change, "subscribers");
    let bodies = Known::of(change)?;
    let mut holders = Holders::of(change)?;
    let mut imported = Imported::default();
    for row in rows {
        let code = row.body_code.as_ref().map(|code| code.value.as_str());
        let body = match bodies.find(Some(&row.body.value), code) {
            Ok(Some(body)) => body,
            Ok(None) => continue,
            Err(kind) => {
                imported.refuse(row.body.place, kind);
                continue;
            }
        };
        let known = holders.known(row, body);
        let there = match looked_up(change, row, known)? {
            Ok(there) => there,
            Err((place, kind)) => {
                imported.refuse(place, kind);
                continue;
            }
        };
        // nothing of a row is written before all of it was found to be right
        let subscriber = match known {
            Some(known) => known,
            None => holders.make(change, row, body, on)?,
        };
        let has_new = write(change, row, subscriber, &there, on)?;
        match has_new || known.is_none() {
            true => imported.taken += 1,
            false => imported.known += 1,
        }
    }
    Ok(imported)
}

/// Who holds certificates already.
struct Holders {
    /// Persons by personal number.
    by_number: HashMap<String, Id<Subscriber>>,
    /// Persons and systems by name and body.
    by_name: HashMap<(NameKey, i64), Id<Subscriber>>,
    bodies: HashMap<i64, Id<Subscriber>>,
}

impl Holders {
    fn of(view: &mut View<'_>) -> Result<Self, StepError> {
        let mut all = Self {
            by_number: HashMap::new(),
            by_name: HashMap::new(),
            bodies: HashMap::new(),
        };
        view.select(
            "SELECT s.id, s.organisation, p.number, coalesce(p.name, s.name), coalesce(p.organisation, s.owner)
             FROM subscriber s LEFT JOIN person p ON p.id = s.person ORDER BY s.id",
            &[],
            |row| {
                let id = Id::new(row.integer(0)?);
                if let Some(body) = row.optional_integer(1)? {
                    all.bodies.insert(body, id);
                }
                if let Some(number) = row.optional_text(2)? {
                    all.by_number.insert(number.to_owned(), id);
                }
                if let (Some(name), Some(body)) = (row.optional_text(3)?, row.optional_integer(4)?)
                {
                    all.by_name.insert((NameKey::of(name), body), id);
                }
                Ok::<_, StepError>(())
            },
        )?;
        Ok(all)
    }

    fn make(
        &mut self,
        change: &mut Change<'_>,
        row: &ListedSubscriber,
        body: Id<Body>,
        on: VietnamDay,
    ) -> Result<Id<Subscriber>, StepError> {
        let (holder, is_title_holder) = match row.class.value {
            SubscriberClass::Body => (Holder::Body(body), false),
            SubscriberClass::DeviceServiceSoftware => {
                let name = row.name.value.clone();
                (Holder::System { name, owner: body }, false)
            }
            class @ (SubscriberClass::Individual | SubscriberClass::AuthorisedPerson) => {
                let person = change.insert(person(row, body, on))?;
                let is_title_holder = class == SubscriberClass::AuthorisedPerson;
                (Holder::Person(Id::of(&person)), is_title_holder)
            }
        };
        let managed_by = Timeline::from_day(began(row, on), body);
        let subscriber = change.insert(Subscriber {
            holder,
            is_title_holder,
            managed_by,
        })?;
        let id = Id::of(&subscriber);
        self.remember(row, body, id);
        Ok(id)
    }

    fn known(&self, row: &ListedSubscriber, body: Id<Body>) -> Option<Id<Subscriber>> {
        if row.class.value == SubscriberClass::Body {
            return self.bodies.get(&body.number()).copied();
        }
        match &row.citizen {
            Some(number) => self.by_number.get(number.value.as_str()).copied(),
            None => self.by_name.get(&name_in(row, body)).copied(),
        }
    }

    fn remember(&mut self, row: &ListedSubscriber, body: Id<Body>, id: Id<Subscriber>) {
        if row.class.value == SubscriberClass::Body {
            self.bodies.insert(body.number(), id);
            return;
        }
        if let Some(number) = &row.citizen {
            self.by_number.insert(number.value.to_string(), id);
        }
        self.by_name.insert(name_in(row, body), id);
    }
}

fn name_in(row: &ListedSubscriber, body: Id<Body>) -> (NameKey, i64) {
    (NameKey::of(&row.name.value), body.number())
}

fn began(row: &ListedSubscriber, on: VietnamDay) -> VietnamDay {
    since(row.begins.as_ref().map(|day| day.value), on)
}

fn person(row: &ListedSubscriber, body: Id<Body>, on: VietnamDay) -> Person {
    let position = row.position.as_ref().map(|position| position.value.clone());
    Person {
        name: row.name.value.clone(),
        born: row.born.as_ref().map(|born| born.value),
        number: row.citizen.as_ref().map(|number| PersonalNumber {
            number: number.value.to_string(),
            issued_on: None,
            issued_at: None,
        }),
        kind: None,
        contact: Contact {
            address: None,
            mail: row.mail.as_ref().map(|mail| mail.value.to_string()),
            telephone: row.mobile.as_ref().map(|mobile| mobile.value.to_string()),
        },
        posts: vec![Post {
            body,
            title: position.unwrap_or_default(),
            since: began(row, on),
            until: None,
            by: None,
        }],
        left: None,
    }
}

type Refused = (Place, ConflictKind);

/// What a row names and the register has already, for this very subscriber.
struct There {
    certificate: bool,
    device: Option<Id<Device>>,
}

/// Whether the register has what a row names, and nobody else's.
fn looked_up(
    view: &mut View<'_>,
    row: &ListedSubscriber,
    subscriber: Option<Id<Subscriber>>,
) -> Result<Result<There, Refused>, StepError> {
    let mut there = There {
        certificate: false,
        device: None,
    };
    if let Some(number) = &row.certificate {
        let values = [number.value.as_str().into()];
        if let Some(found) = view.first::<Certificate>("WHERE number = $1", &values)? {
            if Some(found.record().subscriber) != subscriber {
                return Ok(Err((number.place, ConflictKind::CertificateOfAnother)));
            }
            there.certificate = true;
        } else if let Some(refused) = wrong_days(row, number.place) {
            return Ok(Err(refused));
        }
    }
    if let Some(number) = &row.device {
        let values = [number.value.as_str().into()];
        if let Some(found) = view.first::<Device>("WHERE number = $1", &values)? {
            if subscriber.is_none() || found.record().subscriber != subscriber {
                return Ok(Err((number.place, ConflictKind::DeviceOfAnother)));
            }
            there.device = Some(Id::of(&found));
        }
    }
    Ok(Ok(there))
}

fn wrong_days(row: &ListedSubscriber, place: Place) -> Option<Refused> {
    match (&row.begins, &row.ends) {
        (Some(begins), Some(ends)) => {
            (ends.value < begins.value).then_some((ends.place, ConflictKind::EndsBeforeItBegins))
        }
        _ => Some((place, ConflictKind::DaysMissing)),
    }
}

/// The device and the certificate of a row, as far as they are not there; whether anything was written.
fn write(
    change: &mut Change<'_>,
    row: &ListedSubscriber,
    subscriber: Id<Subscriber>,
    there: &There,
    on: VietnamDay,
) -> Result<bool, StepError> {
    let mut device = there.device;
    if let (Some(number), None) = (&row.device, device) {
        let since = began(row, on);
        let made = change.insert(Device {
            number: number.value.to_string(),
            token_serial: None,
            kind: DeviceKind::PkiToken,
            subscriber: Some(subscriber),
            history: History::begun((), since).then(since, DeviceStep::HandOver)?,
            recorded: Vec::new(),
            custody: Vec::new(),
        })?;
        device = Some(Id::of(&made));
    }
    let has_new_device = device != there.device;
    let (Some(number), Some(begins), Some(ends)) = (&row.certificate, &row.begins, &row.ends)
    else {
        return Ok(has_new_device);
    };
    if there.certificate {
        return Ok(has_new_device);
    }
    change.insert(Certificate {
        number: number.value.to_string(),
        subscriber,
        device,
        issued_as: IssueKind::New,
        valid_from: begins.value,
        valid_to: ends.value,
        history: History::begun((), begins.value).then(begins.value, CertificateStep::Publish)?,
        replaces: None,
        blocked: None,
        x509: None,
    })?;
    Ok(true)
}
