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
        let (subscriber, is_new) = holders.subscriber(change, row, body, on)?;
        match certificate(change, row, subscriber, on)? {
            Ok(true) => imported.taken += 1,
            Ok(false) if is_new => imported.taken += 1,
            Ok(false) => imported.known += 1,
            Err((place, kind)) => imported.refuse(place, kind),
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
            "SELECT s.id, s.organisation, p.number, p.name, p.organisation FROM subscriber s
             LEFT JOIN person p ON p.id = s.person ORDER BY s.id",
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

    /// The subscriber of a row, and whether it was made just now.
    fn subscriber(
        &mut self,
        change: &mut Change<'_>,
        row: &ListedSubscriber,
        body: Id<Body>,
        on: VietnamDay,
    ) -> Result<(Id<Subscriber>, bool), StepError> {
        if let Some(known) = self.known(row, body) {
            return Ok((known, false));
        }
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
        Ok((id, true))
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

/// The certificate of a row, and the device it is on; `false`: none is named, or it is there already.
fn certificate(
    change: &mut Change<'_>,
    row: &ListedSubscriber,
    subscriber: Id<Subscriber>,
    on: VietnamDay,
) -> Result<Result<bool, Refused>, StepError> {
    let Some(number) = &row.certificate else {
        return Ok(Ok(false));
    };
    let found =
        change.first::<Certificate>("WHERE number = $1", &[number.value.as_str().into()])?;
    if let Some(found) = found {
        let is_own = found.record().subscriber == subscriber;
        let refused = (number.place, ConflictKind::CertificateOfAnother);
        return Ok(is_own.then_some(false).ok_or(refused));
    }
    let (Some(begins), Some(ends)) = (&row.begins, &row.ends) else {
        return Ok(Err((number.place, ConflictKind::DaysMissing)));
    };
    if ends.value < begins.value {
        return Ok(Err((ends.place, ConflictKind::EndsBeforeItBegins)));
    }
    let device = match device(change, row, subscriber, on)? {
        Ok(device) => device,
        Err(refused) => return Ok(Err(refused)),
    };
    let history = History::begun((), begins.value).then(begins.value, CertificateStep::Publish)?;
    change.insert(Certificate {
        number: number.value.to_string(),
        subscriber,
        device,
        issued_as: IssueKind::New,
        valid_from: begins.value,
        valid_to: ends.value,
        history,
        replaces: None,
        blocked: None,
        x509: None,
    })?;
    Ok(Ok(true))
}

fn device(
    change: &mut Change<'_>,
    row: &ListedSubscriber,
    subscriber: Id<Subscriber>,
    on: VietnamDay,
) -> Result<Result<Option<Id<Device>>, Refused>, StepError> {
    let Some(number) = &row.device else {
        return Ok(Ok(None));
    };
    let found = change.first::<Device>("WHERE number = $1", &[number.value.as_str().into()])?;
    if let Some(found) = found {
        let is_own = found.record().subscriber == Some(subscriber);
        let refused = (number.place, ConflictKind::DeviceOfAnother);
        return Ok(is_own.then(|| Some(Id::of(&found))).ok_or(refused));
    }
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
    Ok(Ok(Some(Id::of(&made))))
}
