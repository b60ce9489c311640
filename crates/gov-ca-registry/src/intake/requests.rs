//! Lists of requests: each row a drafted request of one letter, with the persons and subscribers it is about.

use std::collections::HashMap;

use gov_ca_model::{History, Paper, RequestKind, RequestState, SubscriberClass, VietnamDay};
use regulation_rules::facts::{Channel, Form, Party, RevocationReason};

use super::holders::{Holders, Portrait, Seen};
use super::{Answers, ConflictKind, Imported, Known, begin, text};
use crate::entries::{
    Body, Certificate, Change as NewValue, Device, PersonalNumber, Request, Sending, Subscriber,
};
use crate::names::plain;
use crate::sheet::lists::{
    BodyRequest, CertificateRenewal, CertificateRevocation, DepartmentList, DeviceRecovery,
    PersonRequest,
};
use crate::sheet::{Given, IdentityPaper, Listed, Place};
use crate::steps::{self, RequestDeed, StepError, existing, is_named};
use crate::{Change, Id, Office, Stored, View};

/// The letter that a list of requests came in.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// Its number and symbol: `12/SNV-VP`.
    pub number: String,
    /// Where other offices confirmed and sent it to us: how, and under which law that is told.
    pub received: Option<(Channel, Office<'a>)>,
}

/// A row of a list that asks for something.
pub trait Asking: Listed {
    /// The form of the list.
    const FORM: Option<Form>;

    /// What the row asks for.
    ///
    /// # Errors
    ///
    /// What the register says; what speaks against the row is in the value.
    fn asked(
        &self,
        view: &mut View<'_>,
        known: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError>;
}

/// What speaks against a row, and where.
type Refused = (Place, ConflictKind);

/// What is known while a list is taken.
pub struct Around<'a> {
    bodies: Known,
    holders: Holders,
    on: VietnamDay,
    answers: &'a Answers,
}

/// One request as a list asks for it.
pub struct Asked<'r> {
    place: Place,
    kind: RequestKind,
    whose: Whose<'r>,
    /// Who will keep the device of a body.
    manager: Option<Sketch<'r>>,
    made_by: Id<Body>,
    certificate: Option<Id<Certificate>>,
    device: Option<Id<Device>>,
    reason: Option<RevocationReason>,
    changes: Vec<NewValue>,
    remark: Option<String>,
}

/// Whose request it is.
enum Whose<'r> {
    Known(Id<Subscriber>),
    /// Of a subscriber who is written, as far as not there, when the request is.
    Sketched(SubscriberClass, Box<Sketch<'r>>),
}

/// What of somebody is there, and what is to be written.
struct Sketch<'r> {
    seen: Seen,
    portrait: Portrait<'r>,
    body: Id<Body>,
}

/// Takes a list of requests into one letter. A request that the letter has already is left as it is; one that is open in another letter is
/// a conflict.
///
/// # Errors
///
/// What the register says; conflicts are in what is returned, and the caller gives the change up where there are any.
pub fn requests<R: Asking>(
    change: &mut Change<'_>,
    rows: &[R],
    letter: &Letter<'_>,
    on: VietnamDay,
    answers: &Answers,
) -> Result<Imported, StepError> {
    begin(change, "requests");
    let mut around = Around {
        bodies: Known::of(change)?,
        holders: Holders::of(change)?,
        on,
        answers,
    };
    let mut there = There::of(change, &letter.number)?;
    let mut imported = Imported::default();
    for row in rows {
        begin(change, "requests");
        let asked = match row.asked(change, &around)? {
            Ok(asked) => asked,
            Err((place, kind)) => {
                imported.refuse(place, kind);
                continue;
            }
        };
        if there.has(&asked) {
            imported.known += 1;
        } else if let Some(request) = open(change, &asked, &letter.number)? {
            imported.refuse(asked.place, ConflictKind::OpenRequest { request });
        } else {
            // nothing of a row is written before all of it was found to be right
            keep::<R>(change, asked, letter, &mut around)?;
            imported.taken += 1;
        }
    }
    Ok(imported)
}

type Subject = (
    RequestKind,
    Id<Subscriber>,
    Option<Id<Certificate>>,
    Option<Id<Device>>,
);

impl Asked<'_> {
    /// Nothing is known of a subscriber who is not there.
    fn subject(&self) -> Option<Subject> {
        let subscriber = match &self.whose {
            Whose::Known(subscriber) => *subscriber,
            Whose::Sketched(_, sketch) => sketch.seen.subscriber?,
        };
        Some((self.kind, subscriber, self.certificate, self.device))
    }
}

/// The requests that a letter has already: as many of a kind as it asks for, a person may ask for two certificates.
struct There(HashMap<String, usize>);

impl There {
    fn of(view: &mut View<'_>, letter: &str) -> Result<Self, StepError> {
        let mut there = Self(HashMap::new());
        view.each::<Request, StepError>(
            "WHERE list = $1 ORDER BY id",
            &[letter.into()],
            |stored| {
                let request = stored.record();
                let kind = request.history.of();
                // what an issue brought is not what was asked for
                let (certificate, device) = match kind {
                    RequestKind::Issue => (None, None),
                    _ => (request.certificate, request.device),
                };
                let key = key((kind, request.subscriber, certificate, device));
                *there.0.entry(key).or_default() += 1;
                Ok(())
            },
        )?;
        Ok(there)
    }

    fn has(&mut self, asked: &Asked<'_>) -> bool {
        let key = asked.subject().map(key);
        match key.and_then(|key| self.0.get_mut(&key)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }
}

fn key(subject: Subject) -> String {
    let (kind, subscriber, certificate, device) = subject;
    let number = |id: Option<i64>| id.map_or_else(String::new, |id| id.to_string());
    format!(
        "{} {subscriber} {} {}",
        kind.word(),
        number(certificate.map(Id::number)),
        // a renewal stays on the device it is on
        number(match kind {
            RequestKind::RecoverDevice => device.map(Id::number),
            _ => None,
        })
    )
}

/// A request of this kind for the same, in another letter or none, that is not over.
fn open(
    view: &mut View<'_>,
    asked: &Asked<'_>,
    letter: &str,
) -> Result<Option<Id<Request>>, StepError> {
    let Some((kind, subscriber, ..)) = asked.subject() else {
        return Ok(None);
    };
    let values = [subscriber.number().into(), kind.word().into()];
    let all = view.find::<Request>("WHERE subscriber = $1 AND kind = $2 ORDER BY id", &values)?;
    let open = all.into_iter().find(|stored| {
        let request = stored.record();
        let is_same = match asked.kind {
            RequestKind::Issue => true,
            RequestKind::RecoverDevice => request.device == asked.device,
            _ => request.certificate == asked.certificate,
        };
        let is_open = match asked.kind {
            // once issued, another one may be asked for
            RequestKind::Issue => request.certificate.is_none(),
            _ => true,
        };
        let state = request.history.state();
        is_same && is_open && !state.is_over() && request.list.as_deref() != Some(letter)
    });
    Ok(open.as_ref().map(Id::of))
}

fn keep<R: Asking>(
    change: &mut Change<'_>,
    asked: Asked<'_>,
    letter: &Letter<'_>,
    around: &mut Around<'_>,
) -> Result<(), StepError> {
    let (on, holders) = (around.on, &mut around.holders);
    let mut remark: Vec<String> = Vec::new();
    if let Some(Sketch {
        seen,
        portrait,
        body,
    }) = asked.manager
    {
        let person = holders.keep(change, seen, portrait, body, on)?;
        remark.push(format!("Người quản lý chứng thư số: cá nhân số {person}"));
    }
    let subscriber = match asked.whose {
        Whose::Known(subscriber) => subscriber,
        Whose::Sketched(class, one) => {
            holders.make(change, class, one.seen, one.portrait, one.body, on)?
        }
    };
    remark.extend(asked.remark);
    let request = Request {
        subscriber,
        made_by: asked.made_by,
        certificate: asked.certificate,
        device: asked.device,
        history: History::<RequestState>::begun(asked.kind, on),
        reason: asked.reason,
        changes: asked.changes,
        sending: None,
        list: Some(letter.number.clone()),
        remark: (!remark.is_empty()).then(|| remark.join("; ")),
        stated: crate::stated::Stated::default(),
        notes: Vec::new(),
    };
    let id = Id::of(&steps::draft(change, request)?);
    let Some((channel, office)) = &letter.received else {
        return Ok(());
    };
    let sending = Sending {
        by: Party::ManagingBody,
        to: Party::Department,
        channel: *channel,
        form: R::FORM,
        digitally_signed: true,
        paper: Some(Paper {
            kind: "Công văn".to_owned(),
            number: Some(letter.number.clone()),
            day: on,
            issuer: None,
        }),
    };
    for deed in [RequestDeed::Confirm, RequestDeed::Send(sending)] {
        steps::take_as_told(change, id, on, &deed, office)?;
    }
    Ok(())
}

impl Around<'_> {
    fn body(&self, given: &Given<String>) -> Result<Id<Body>, Refused> {
        match self.bodies.find(Some(&given.value), None) {
            Ok(Some(body)) => Ok(body),
            Ok(None) => Err((given.place, ConflictKind::UnknownBody)),
            Err(kind) => Err((given.place, kind)),
        }
    }

    fn sketch<'r>(
        &self,
        class: SubscriberClass,
        portrait: Portrait<'r>,
        body: Id<Body>,
    ) -> Result<Sketch<'r>, ConflictKind> {
        let seen = self.holders.seen(class, &portrait, body, self.answers)?;
        Ok(Sketch {
            seen,
            portrait,
            body,
        })
    }

    /// An issue for a subscriber who may not be there yet.
    fn issue<'r>(
        &self,
        view: &mut View<'_>,
        class: SubscriberClass,
        portrait: Portrait<'r>,
        body: Id<Body>,
        place: Place,
    ) -> Result<Result<Asked<'r>, Refused>, StepError> {
        let sketch = match self.sketch(class, portrait, body) {
            Ok(sketch) => sketch,
            Err(kind) => return Ok(Err((place, kind))),
        };
        let made_by = match sketch.seen.subscriber {
            Some(subscriber) => managed_by(view, subscriber)?,
            None => body,
        };
        Ok(Ok(Asked {
            place,
            kind: RequestKind::Issue,
            whose: Whose::Sketched(class, Box::new(sketch)),
            manager: None,
            made_by,
            certificate: None,
            device: None,
            reason: None,
            changes: Vec::new(),
            remark: None,
        }))
    }
}

fn managed_by(view: &mut View<'_>, subscriber: Id<Subscriber>) -> Result<Id<Body>, StepError> {
    let subscriber = existing(view, subscriber)?;
    Ok(*subscriber.record().managed_by.latest())
}

fn number(paper: &IdentityPaper) -> PersonalNumber {
    PersonalNumber {
        number: paper.number.to_string(),
        issued_on: paper.issued,
        issued_at: paper.place.clone(),
    }
}

fn older<T: ToString>(certificate: Option<&Given<T>>) -> Option<String> {
    certificate.map(|number| format!("Số chứng thư cũ: {}", number.value.to_string()))
}

impl Asking for PersonRequest {
    const FORM: Option<Form> = Some(Form::nd_68(1));

    fn asked(
        &self,
        view: &mut View<'_>,
        known: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError> {
        let body = match known.body(&self.works_in) {
            Ok(body) => body,
            Err(refused) => return Ok(Err(refused)),
        };
        let mut paper = number(&self.identity.value);
        if let Some(day) = &self.identity_issued {
            paper.issued_on = Some(day.value);
        }
        paper.issued_at = text(self.identity_place.as_ref()).or(paper.issued_at);
        let portrait = Portrait {
            row: self.row,
            name: &self.name.value,
            number: Some(paper),
            born: Some(self.born.value),
            position: Some(self.position.value.clone()),
            mail: Some(self.mail.value.to_string()),
            mobile: Some(self.mobile.value.to_string()),
        };
        let class = SubscriberClass::Individual;
        let asked = known.issue(view, class, portrait, body, self.name.place)?;
        let sim = self.sim.as_ref().map(|sim| {
            let keeps = if sim.value.keeps_number { "/cs" } else { "" };
            format!("SIM PKI: {}{keeps}", sim.value.carrier)
        });
        Ok(asked.map(|asked| Asked {
            remark: older(self.old_certificate.as_ref()).or(sim),
            ..asked
        }))
    }
}

impl Asking for BodyRequest {
    const FORM: Option<Form> = Some(Form::nd_68(2));

    fn asked(
        &self,
        view: &mut View<'_>,
        known: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError> {
        let body = match known.body(&self.name) {
            Ok(body) => body,
            Err(refused) => return Ok(Err(refused)),
        };
        let portrait = Portrait::of_body(self.row, &self.name.value);
        known.issue(view, SubscriberClass::Body, portrait, body, self.name.place)
    }
}

impl Asking for DepartmentList {
    const FORM: Option<Form> = None; // what bodies send in An Giang is form 01; this list is what the department makes of it

    fn asked(
        &self,
        view: &mut View<'_>,
        known: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError> {
        let bodies = (|| Ok((known.body(&self.body)?, known.body(&self.works_in)?)))();
        let (body, works_in) = match bodies {
            Ok(bodies) => bodies,
            Err(refused) => return Ok(Err(refused)),
        };
        let manager = Portrait {
            row: self.row,
            name: &self.manager.value,
            number: Some(number(&self.identity.value)),
            born: Some(self.born.value),
            position: None,
            mail: Some(self.manager_mail.value.to_string()),
            mobile: None,
        };
        let class = SubscriberClass::Individual;
        let manager = match known.sketch(class, manager, works_in) {
            Ok(manager) => manager,
            Err(kind) => return Ok(Err((self.manager.place, kind))),
        };
        let portrait = Portrait::of_body(self.row, &self.body.value);
        let class = SubscriberClass::Body;
        let asked = known.issue(view, class, portrait, body, self.body.place)?;
        Ok(asked.map(|asked| Asked {
            manager: Some(manager),
            remark: older(self.old_certificate.as_ref()),
            ..asked
        }))
    }
}

impl<'r> Portrait<'r> {
    const fn of_body(row: u32, name: &'r str) -> Self {
        Self {
            row,
            name,
            number: None,
            born: None,
            position: None,
            mail: None,
            mobile: None,
        }
    }
}

/// The certificate of a row, and that the register has it under this name.
fn certificate(
    view: &mut View<'_>,
    name: &Given<String>,
    number: &str,
    place: Place,
) -> Result<Result<Stored<Certificate>, Refused>, StepError> {
    let Some(found) = view.first::<Certificate>("WHERE number = $1", &[number.into()])? else {
        return Ok(Err((place, ConflictKind::UnknownCertificate)));
    };
    let subscriber = existing(view, found.record().subscriber)?;
    let is_same = is_named(view, subscriber.record(), &name.value)?;
    Ok(match is_same {
        true => Ok(found),
        false => Err((name.place, ConflictKind::CertificateOfAnother)),
    })
}

fn about<'r>(
    view: &mut View<'_>,
    kind: RequestKind,
    place: Place,
    certificate: &Stored<Certificate>,
) -> Result<Asked<'r>, StepError> {
    let record = certificate.record();
    Ok(Asked {
        place,
        kind,
        whose: Whose::Known(record.subscriber),
        manager: None,
        made_by: managed_by(view, record.subscriber)?,
        certificate: Some(Id::of(certificate)),
        device: record.device,
        reason: None,
        changes: Vec::new(),
        remark: None,
    })
}

impl Asking for CertificateRenewal {
    const FORM: Option<Form> = Some(Form::nd_68(4));

    fn asked(
        &self,
        view: &mut View<'_>,
        _: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError> {
        let ticked = |box_: &Option<Given<crate::sheet::Ticked>>| {
            box_.as_ref().is_some_and(|given| given.value.0)
        };
        let has_values = self.old_information.is_some() || self.new_information.is_some();
        let kind = match (ticked(&self.renew), ticked(&self.change) || has_values) {
            // both on one line of form 04: a renewal that changes information as well
            (true, _) => RequestKind::Renew,
            (false, true) => RequestKind::ChangeInformation,
            (false, false) => return Ok(Err((self.name.place, ConflictKind::NothingAsked))),
        };
        let (number, place) = (&self.certificate.value.certificate, self.certificate.place);
        let found = match certificate(view, &self.name, number.as_str(), place)? {
            Ok(found) => found,
            Err(refused) => return Ok(Err(refused)),
        };
        let asked = about(view, kind, place, &found)?;
        let value = |given: &Option<Given<String>>| text(given.as_ref()).unwrap_or_default();
        let changed = NewValue {
            what: String::new(),
            from: value(&self.old_information),
            to: value(&self.new_information),
        };
        let changes = if has_values {
            vec![changed]
        } else {
            Vec::new()
        };
        Ok(Ok(Asked { changes, ..asked }))
    }
}

impl Asking for CertificateRevocation {
    const FORM: Option<Form> = Some(Form::nd_68(5));

    fn asked(
        &self,
        view: &mut View<'_>,
        _: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError> {
        let (number, place) = (&self.certificate.value, self.certificate.place);
        let found = match certificate(view, &self.name, number.as_str(), place)? {
            Ok(found) => found,
            Err(refused) => return Ok(Err(refused)),
        };
        let asked = about(view, RequestKind::Revoke, place, &found)?;
        let device = match device(view, &self.device, &asked)? {
            Ok(device) => device,
            Err(refused) => return Ok(Err(refused)),
        };
        Ok(Ok(Asked {
            device: Some(device),
            reason: Some(reason(&self.reason.value)),
            remark: Some(self.reason.value.clone()),
            ..asked
        }))
    }
}

/// A reason that the law has a word for; else another one, whose words stay with the request.
fn reason(said: &str) -> RevocationReason {
    let said = plain(said);
    let known = RevocationReason::ALL.iter().copied();
    let mut known = known.filter(|reason| plain(reason.text().vi) == said);
    known.next().unwrap_or(RevocationReason::Other)
}

/// The device of a row, and that it is nobody else's.
fn device<T: ToString>(
    view: &mut View<'_>,
    number: &Given<T>,
    asked: &Asked<'_>,
) -> Result<Result<Id<Device>, Refused>, StepError> {
    let values = [number.value.to_string().into()];
    let Some(found) = view.first::<Device>("WHERE number = $1", &values)? else {
        return Ok(Err((number.place, ConflictKind::UnknownDevice)));
    };
    let is_elsewhere = asked.device.is_some_and(|device| device != Id::of(&found));
    let whose = found.record().subscriber;
    Ok(match whose {
        Some(other) if asked.subject().is_none_or(|(_, own, ..)| own != other) => {
            Err((number.place, ConflictKind::DeviceOfAnother))
        }
        _ if is_elsewhere => Err((number.place, ConflictKind::CertificateOnOtherDevice)),
        _ => Ok(Id::of(&found)),
    })
}

impl Asking for DeviceRecovery {
    const FORM: Option<Form> = Some(Form::nd_68(6));

    fn asked(
        &self,
        view: &mut View<'_>,
        _: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError> {
        let values = [self.device.value.to_string().into()];
        let Some(found) = view.first::<Device>("WHERE number = $1", &values)? else {
            return Ok(Err((self.device.place, ConflictKind::UnknownDevice)));
        };
        let Some(subscriber) = found.record().subscriber else {
            return Ok(Err((self.name.place, ConflictKind::DeviceOfAnother)));
        };
        let whose = existing(view, subscriber)?;
        if !is_named(view, whose.record(), &self.name.value)? {
            return Ok(Err((self.name.place, ConflictKind::DeviceOfAnother)));
        }
        Ok(Ok(Asked {
            place: self.device.place,
            kind: RequestKind::RecoverDevice,
            whose: Whose::Known(subscriber),
            manager: None,
            made_by: *whose.record().managed_by.latest(),
            certificate: None,
            device: Some(Id::of(&found)),
            reason: None,
            changes: Vec::new(),
            remark: None,
        }))
    }
}
