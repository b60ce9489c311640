//! Subscribers, with their certificates and devices.

use gov_ca_model::{CertificateStep, DeviceKind, DeviceStep, History, VietnamDay};
use regulation_rules::facts::IssueKind;

use super::holders::{Holders, Portrait};
use super::kept::Filling;
use super::{Answers, ConflictKind, Imported, Known, begin, since, text};
use crate::entries::{Certificate, Device, Holder, PersonalNumber, Subscriber};
use crate::sheet::Place;
use crate::sheet::lists::ListedSubscriber;
use crate::steps::{StepError, existing};
use crate::{Change, Id, View};

/// Takes a list of subscribers. Their bodies have to be in the register. A person is known by the personal number, else by name and body,
/// else as `answers` say.
///
/// # Errors
///
/// What the register says; conflicts are in what is returned, and the caller gives the change up where there are any.
pub fn subscribers(
    change: &mut Change<'_>,
    rows: &[ListedSubscriber],
    on: VietnamDay,
    answers: &Answers,
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
        let (class, portrait) = (row.class.value, portrait(row));
        let seen = match holders.seen(class, &portrait, body, answers) {
            Ok(seen) => seen,
            Err(kind) => {
                imported.refuse(row.name.place, kind);
                continue;
            }
        };
        let there = match looked_up(change, row, seen.subscriber)? {
            Ok(there) => there,
            Err((place, kind)) => {
                imported.refuse(place, kind);
                continue;
            }
        };
        // nothing of a row is written before all of it was found to be right
        let subscriber = holders.make(change, class, seen, portrait, body, began(row, on))?;
        let has_new = write(change, row, subscriber, &there, on)?;
        let has_more = complete(change, row, subscriber, &mut imported)?;
        match has_new || has_more || seen.is_new() {
            true => imported.taken += 1,
            false => imported.known += 1,
        }
    }
    Ok(imported)
}

/// What the row says of the holder and the register did not know; whether anything was written.
fn complete(
    change: &mut Change<'_>,
    row: &ListedSubscriber,
    subscriber: Id<Subscriber>,
    imported: &mut Imported,
) -> Result<bool, StepError> {
    let (mail, mobile) = (row.mail.as_ref(), row.mobile.as_ref());
    match existing(change, subscriber)?.into_record().holder {
        Holder::Body(body) => {
            let stored = existing(change, body)?;
            let mut body = stored.record().clone();
            let mut fill = Filling::<ListedSubscriber>::of(imported);
            fill.text(&mut body.contact.mail, "mail", mail);
            fill.text(&mut body.contact.telephone, "mobile", mobile);
            let has_more = body != *stored.record();
            if has_more {
                change.update(&stored, body)?;
            }
            Ok(has_more)
        }
        Holder::Person(person) => {
            let stored = existing(change, person)?;
            let mut person = stored.record().clone();
            let mut fill = Filling::<ListedSubscriber>::of(imported);
            fill.text(&mut person.contact.mail, "mail", mail);
            fill.text(&mut person.contact.telephone, "mobile", mobile);
            fill.value(&mut person.born, "born", row.born.as_ref(), |day| *day);
            let title = person.posts.last().map(|post| post.title.as_str());
            let position = row.position.as_ref();
            let position = position.filter(|given| title != Some(given.value.as_str()));
            imported.leave::<ListedSubscriber, _>("position", position);
            let has_more = person != *stored.record();
            if has_more {
                change.update(&stored, person)?;
            }
            Ok(has_more)
        }
        Holder::System { .. } => {
            imported.leave::<ListedSubscriber, _>("mail", mail);
            imported.leave::<ListedSubscriber, _>("mobile", mobile);
            Ok(false)
        }
    }
}

fn portrait(row: &ListedSubscriber) -> Portrait<'_> {
    Portrait {
        row: row.row,
        name: &row.name.value,
        number: row.citizen.as_ref().map(|number| PersonalNumber {
            number: number.value.to_string(),
            issued_on: None,
            issued_at: None,
        }),
        born: row.born.as_ref().map(|born| born.value),
        position: text(row.position.as_ref()),
        mail: text(row.mail.as_ref()),
        mobile: text(row.mobile.as_ref()),
    }
}

fn began(row: &ListedSubscriber, on: VietnamDay) -> VietnamDay {
    since(row.begins.as_ref().map(|day| day.value), on)
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
        revocation_notice_on: None,
        x509: None,
    })?;
    Ok(true)
}
