//! Lists of the register, in the layouts that are taken in again. Persons are sorted by their given names.

use std::collections::HashMap;

use gov_ca_model::{
    CertificateState, DeviceKind, DeviceState, DeviceStep, Life as _, SubscriberClass, VietnamDay,
};

use crate::entries::{Body, Certificate, Device, Holder, Person, Request, Subscriber};
use crate::names::SortKey;
use crate::sheet::lists::{
    ListedBody, ListedCertificate, ListedDevice, ListedRequest, ListedSubscriber,
};
use crate::sheet::{Content, Listed as _, Table};
use crate::steps::StepError;
use crate::{Id, Record, View};

/// The bodies that stand, by their codes.
///
/// # Errors
///
/// What the register says.
pub fn bodies(view: &mut View<'_>, on: VietnamDay) -> Result<Table, StepError> {
    let all = Known::of(view)?;
    let mut rows = Vec::new();
    for body in all.bodies.values() {
        let code = code_of(body);
        let above = body
            .above
            .latest()
            .and_then(|above| all.bodies.get(&above.number()));
        let row = vec![
            body.name_on(on).into(),
            code.clone().into(),
            "".into(),
            above.map_or("", |above| above.name_on(on)).into(),
            above.map(code_of).unwrap_or_default().into(),
            text(body.contact.address.as_ref()),
            text(body.tax_code.as_ref()),
            text(body.budget_code.as_ref()),
            text(body.contact.mail.as_ref()),
            body.names.begins().into(),
            body.end
                .as_ref()
                .map_or_else(|| "".into(), |end| end.on.into()),
            body.tier.map_or("", |tier| tier.text().vi).into(),
            body.kind.map_or("", |kind| kind.vietnamese()).into(),
            ticked(body.has_legal_personality),
            ticked(body.has_own_seal),
        ];
        let key = (SortKey::of_text(&code), SortKey::of_text(body.name_on(on)));
        rows.push((key, row));
    }
    Ok(ListedBody::LAYOUT.table(sorted(rows)))
}

fn code_of(body: &Body) -> String {
    let codes = body.codes.as_ref();
    codes.map_or_else(String::new, |codes| codes.latest().to_string())
}

fn text(value: Option<&String>) -> Content {
    value.map_or("", String::as_str).into()
}

fn ticked(value: Option<bool>) -> Content {
    match value {
        Some(true) => "có".into(),
        Some(false) => "không".into(),
        None => "".into(),
    }
}

/// By the name first, then by what tells rows of one name apart.
type Key = (SortKey, SortKey);

fn sorted(mut rows: Vec<(Key, Vec<Content>)>) -> impl Iterator<Item = Vec<Content>> {
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    rows.into_iter().map(|(_, row)| row)
}

/// The subscribers with the certificates they may use on a day; a row for each certificate, one for who has none.
///
/// # Errors
///
/// What the register says.
pub fn subscribers(view: &mut View<'_>, on: VietnamDay) -> Result<Table, StepError> {
    let all = Known::of(view)?;
    let mut usable: HashMap<i64, Vec<Option<&Certificate>>> = HashMap::new();
    for certificate in all.usable(on) {
        let whose = certificate.subscriber.number();
        usable.entry(whose).or_default().push(Some(certificate));
    }
    let mut rows = Vec::new();
    for (id, subscriber) in &all.subscribers {
        let told = all.told(subscriber, on);
        let certificates = usable.remove(id).unwrap_or_else(|| vec![None]);
        for certificate in certificates {
            let key = told.key(certificate.map_or("", |one| one.number.as_str()));
            rows.push((key, told.row(subscriber, certificate, &all)));
        }
    }
    Ok(ListedSubscriber::LAYOUT.table(sorted(rows)))
}

/// Who a subscriber is, in words.
struct Told<'k> {
    name: String,
    person: Option<&'k Person>,
    body: String,
    body_code: String,
    position: String,
    mail: Option<&'k String>,
}

impl Told<'_> {
    fn key(&self, more: &str) -> Key {
        let name = match self.person {
            Some(_) => SortKey::of_person(&self.name),
            None => SortKey::of_text(&self.name),
        };
        (name, SortKey::of_text(&format!("{} {more}", self.body)))
    }

    fn row(
        &self,
        subscriber: &Subscriber,
        certificate: Option<&Certificate>,
        all: &Known,
    ) -> Vec<Content> {
        let day = |day: fn(&Certificate) -> VietnamDay| -> Content {
            certificate.map_or_else(|| "".into(), |one| day(one).into())
        };
        let person = self.person;
        let number = person.and_then(|person| person.number.as_ref());
        let born = person.and_then(|person| person.born);
        vec![
            self.name.as_str().into(),
            subscriber.class().vietnamese().into(),
            number.map_or("", |number| number.number.as_str()).into(),
            born.map_or_else(|| "".into(), Content::from),
            self.position.as_str().into(),
            self.body.as_str().into(),
            self.body_code.as_str().into(),
            text(self.mail),
            text(person.and_then(|person| person.contact.telephone.as_ref())),
            certificate.map_or("", |one| one.number.as_str()).into(),
            day(|one| one.valid_from),
            day(|one| one.valid_to),
            all.device_of(certificate).into(),
        ]
    }
}

/// The devices that are not erased, by their numbers.
///
/// # Errors
///
/// What the register says.
pub fn devices(view: &mut View<'_>, on: VietnamDay) -> Result<Table, StepError> {
    let all = Known::of(view)?;
    let mut on_device: HashMap<i64, &Certificate> = HashMap::new();
    for certificate in all.usable(on) {
        if let Some(device) = certificate.device {
            let kept = on_device.entry(device.number()).or_insert(certificate);
            if kept.number < certificate.number {
                *kept = certificate;
            }
        }
    }
    let mut rows = Vec::new();
    for (id, device) in &all.devices {
        let whose = device
            .subscriber
            .and_then(|id| all.subscribers.get(&id.number()));
        let whose = whose.map(|subscriber| all.told(subscriber, on));
        let (kind, telephone) = match &device.kind {
            DeviceKind::SimPki { telephone, .. } => ("SIM PKI", telephone.as_str()),
            _ => ("PKI Token", ""),
        };
        let history = &device.history;
        let day = |day: Option<VietnamDay>| day.map_or_else(|| "".into(), Content::from);
        let returned = history.day_of(DeviceStep::ReturnToCa);
        let note = device.recorded.last().and_then(|one| one.note.as_ref());
        let row = vec![
            device.number.as_str().into(),
            text(device.token_serial.as_ref()),
            kind.into(),
            telephone.into(),
            whose.as_ref().map_or("", |one| one.name.as_str()).into(),
            whose.as_ref().map_or("", |one| one.body.as_str()).into(),
            on_device
                .get(id)
                .map_or("", |one| one.number.as_str())
                .into(),
            history.since().into(),
            day(history.day_of(DeviceStep::HandOver)),
            day(returned.or_else(|| history.day_of(DeviceStep::Collect))),
            state(history.state()).into(),
            text(note),
        ];
        let key = SortKey::of_text(&device.number);
        rows.push(((key.clone(), key), row));
    }
    Ok(ListedDevice::LAYOUT.table(sorted(rows)))
}

/// As a list of devices names it.
const fn state(state: DeviceState) -> &'static str {
    match state {
        DeviceState::InStock => "trong kho",
        DeviceState::WithSubscriber => "đã bàn giao",
        DeviceState::Locked => "bị khóa",
        DeviceState::Broken => "hỏng",
        DeviceState::Lost => "thất lạc",
        DeviceState::Collected => "đã thu lại",
        DeviceState::ReturnedToCa => "đã trả",
    }
}

/// Every certificate, as [`crate::reconcile`](mod@crate::reconcile) reads it.
///
/// # Errors
///
/// What the register says.
pub fn certificates(view: &mut View<'_>, on: VietnamDay) -> Result<Table, StepError> {
    let all = Known::of(view)?;
    let mut rows = Vec::new();
    for certificate in all.certificates.values() {
        let whose = all.subscribers.get(&certificate.subscriber.number());
        let Some(told) = whose.map(|subscriber| all.told(subscriber, on)) else {
            continue;
        };
        let state = certificate.history.state();
        let state = match on > certificate.valid_to && state == CertificateState::InEffect {
            true => "hết hạn",
            false => state.vietnamese(),
        };
        let row = vec![
            told.name.as_str().into(),
            certificate.number.as_str().into(),
            text(told.mail),
            told.body.as_str().into(),
            certificate.valid_from.into(),
            certificate.valid_to.into(),
            state.into(),
            all.device_of(Some(certificate)).into(),
        ];
        rows.push((told.key(&certificate.number), row));
    }
    Ok(ListedCertificate::LAYOUT.table(sorted(rows)))
}

/// Every request, by its number.
///
/// # Errors
///
/// What the register says.
pub fn requests(view: &mut View<'_>, on: VietnamDay) -> Result<Table, StepError> {
    let all = Known::of(view)?;
    let mut rows = Vec::new();
    for stored in view.find::<Request>("WHERE kind IS NOT NULL ORDER BY id", &[])? {
        let request = stored.record();
        let whose = all.subscribers.get(&request.subscriber.number());
        let name = whose.map(|subscriber| all.told(subscriber, on).name);
        let body = all.bodies.get(&request.made_by.number());
        let certificate = request
            .certificate
            .and_then(|id| all.certificates.get(&id.number()));
        let device = request.device.and_then(|id| all.devices.get(&id.number()));
        let note = request.notes.last().map(|note| note.text.as_str());
        rows.push(vec![
            format!("YC-{}", stored.id()).into(),
            request.history.of().vietnamese().into(),
            name.unwrap_or_default().into(),
            body.map_or("", |body| body.name_on(on)).into(),
            text(request.list.as_ref()),
            certificate.map_or("", |one| one.number.as_str()).into(),
            device.map_or("", |one| one.number.as_str()).into(),
            request.history.state().vietnamese().into(),
            request.history.latest().into(),
            note.unwrap_or_default().into(),
        ]);
    }
    Ok(ListedRequest::LAYOUT.table(rows))
}

/// The records that lists are made of, by their numbers.
struct Known {
    bodies: HashMap<i64, Body>,
    persons: HashMap<i64, Person>,
    subscribers: HashMap<i64, Subscriber>,
    certificates: HashMap<i64, Certificate>,
    devices: HashMap<i64, Device>,
}

impl Known {
    fn of(view: &mut View<'_>) -> Result<Self, StepError> {
        fn all<T: Record>(view: &mut View<'_>) -> Result<HashMap<i64, T>, StepError> {
            let found = view.find::<T>("WHERE body IS NOT NULL ORDER BY id", &[])?;
            let numbered = found
                .into_iter()
                .map(|stored| (stored.id(), stored.into_record()));
            Ok(numbered.collect())
        }
        Ok(Self {
            bodies: all(view)?,
            persons: all(view)?,
            subscribers: all(view)?,
            certificates: all(view)?,
            devices: all(view)?,
        })
    }

    fn usable(&self, on: VietnamDay) -> impl Iterator<Item = &Certificate> {
        let all = self.certificates.values();
        all.filter(move |certificate| certificate.is_usable_on(on))
    }

    fn device_of(&self, certificate: Option<&Certificate>) -> &str {
        let device = certificate.and_then(|certificate| certificate.device);
        let device = device.and_then(|id| self.devices.get(&id.number()));
        device.map_or("", |device| device.number.as_str())
    }

    fn told(&self, subscriber: &Subscriber, on: VietnamDay) -> Told<'_> {
        let body = |id: Id<Body>| self.bodies.get(&id.number());
        let (name, person, at) = match &subscriber.holder {
            Holder::Person(id) => {
                let person = self.persons.get(&id.number());
                let latest =
                    person.and_then(|person| person.post_on(on).or_else(|| person.posts.last()));
                let name = person.map(|person| person.name.clone());
                (name, person, latest.and_then(|post| body(post.body)))
            }
            Holder::Body(id) => {
                let own = body(*id);
                (own.map(|own| own.name_on(on).to_owned()), None, own)
            }
            Holder::System { name, owner } => (Some(name.clone()), None, body(*owner)),
        };
        let own_mail = at.filter(|_| subscriber.class() == SubscriberClass::Body);
        let post = person.and_then(|person| person.post_on(on));
        Told {
            name: name.unwrap_or_default(),
            person,
            body: at.map_or("", |body| body.name_on(on)).to_owned(),
            body_code: at.map(code_of).unwrap_or_default(),
            position: post.map_or("", |post| post.title.as_str()).to_owned(),
            mail: match person {
                Some(person) => person.contact.mail.as_ref(),
                None => own_mail.and_then(|body| body.contact.mail.as_ref()),
            },
        }
    }
}
