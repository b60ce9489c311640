//! Lists of requests: each row a drafted request of one letter, with the persons and subscribers it is about.

mod rows;

use std::collections::HashMap;

use gov_ca_model::{History, Paper, RequestKind, RequestState, SubscriberClass, VietnamDay};
use regulation_rules::facts::{Channel, Form, Party, RevocationReason};

use super::holders::{Holders, Portrait, Seen};
use super::{Answers, ConflictKind, Imported, Known, begin};
use crate::entries::{Body, Certificate, Change as NewValue, Device, Request, Sending, Subscriber};
use crate::sheet::{Given, Listed, Place};
use crate::steps::{self, RequestDeed, StepError, existing};
use crate::{Change, Id, Office, View};

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
    let keeper = asked
        .manager
        .map(|one| holders.keep(change, one.seen, one.portrait, one.body, on));
    let subscriber = match asked.whose {
        Whose::Known(subscriber) => subscriber,
        Whose::Sketched(class, one) => {
            holders.make(change, class, one.seen, one.portrait, one.body, on)?
        }
    };
    let history = History::<RequestState>::begun(asked.kind, on);
    let request = Request {
        certificate: asked.certificate,
        device: asked.device,
        keeper: keeper.transpose()?,
        reason: asked.reason,
        changes: asked.changes,
        list: Some(letter.number.clone()),
        remark: asked.remark,
        ..Request::new(subscriber, asked.made_by, history)
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
