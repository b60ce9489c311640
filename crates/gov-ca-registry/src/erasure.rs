//! What is kept of a person who asks to be forgotten.
//!
//! Taken away are the person's record (name, numbers, addresses, posts), short records about the person, the certificates' own octets (they name
//! the person), and in the person's requests what was to be changed and the name under what the person stated. What stays are the dossiers that
//! regulations want archived (An Giang Điều 12(4), Tây Ninh Điều 17(3), 18(1)(i)): that there was a subscriber, with which certificate numbers,
//! devices, days and steps; and the events, which hold digests that nobody can test any more.

use gov_ca_model::{CertificateState, VietnamDay};

use crate::about::{Everything, Subject, everything};
use crate::entries::{Certificate, Device, Person, Request, ShortRecord};
use crate::names::same_name;
use crate::steps::StepError;
use crate::{Change, Id, OURS, Record, Stored};

/// The name in place of one that was erased.
const NOBODY: &str = "(đã xóa)";

/// What was erased beside the person's own record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// The numbers of the certificates whose octets went.
    pub certificates: Vec<String>,
    /// Short records about the person.
    pub records: Vec<Id<ShortRecord>>,
    /// Requests that name the person no more.
    pub requests: Vec<Id<Request>>,
}

/// Erases what no regulation wants kept.
///
/// # Errors
///
/// [`StepError::StillNeeded`] names what depends on the person as of `on`: certificates in effect, requests that are not over, devices in hand,
/// open records. [`StepError::NotFound`].
pub fn erase(
    change: &mut Change<'_>,
    person: Id<Person>,
    on: VietnamDay,
) -> Result<Erased, StepError> {
    let all = everything(change, Subject::Person(person))?;
    let needed = needed(&all, person, on);
    if !needed.is_empty() {
        return Err(StepError::StillNeeded(needed));
    }
    change.take_step("person.erase", OURS);
    let mut erased = Erased::default();
    for stored in &all.certificates {
        let mut next = stored.record().clone();
        if next.x509.take().is_some() {
            erased.certificates.push(next.number.clone());
            change.update(stored, next)?;
        }
    }
    let name = all.persons.first().map(|one| one.record().name.clone());
    for stored in &all.requests {
        if forget(change, stored, name.as_deref().unwrap_or_default())? {
            erased.requests.push(Id::of(stored));
        }
    }
    let mine = |one: &&Stored<ShortRecord>| one.record().person == Some(person);
    for stored in all.records.iter().filter(mine) {
        erased.records.push(Id::of(stored));
        change.erase(stored)?;
    }
    for stored in &all.persons {
        change.erase(stored)?;
    }
    Ok(erased)
}

fn needed(all: &Everything, person: Id<Person>, on: VietnamDay) -> Vec<(&'static str, i64)> {
    let certificates = all.certificates.iter().filter(|one| {
        let state = one.record().history.state();
        let over = matches!(
            state,
            CertificateState::Replaced | CertificateState::Revoked
        );
        !over && on <= one.record().valid_to
    });
    let requests = all.requests.iter();
    let requests = requests.filter(|one| !one.record().history.state().is_over());
    let devices = all.devices.iter().filter(|one| in_hand(one, all, person));
    let records = all
        .records
        .iter()
        .filter(|one| one.record().person == Some(person) && is_open(one.record(), on));
    let certificates = certificates.map(|one| (Certificate::TABLE, one.id()));
    let devices = devices.map(|one| (Device::TABLE, one.id()));
    let requests = requests.map(|one| (Request::TABLE, one.id()));
    let records = records.map(|one| (ShortRecord::TABLE, one.id()));
    certificates
        .chain(devices)
        .chain(requests)
        .chain(records)
        .collect()
}

/// A device of the person's own that is not back, or one of a body that the person keeps.
fn in_hand(device: &Stored<Device>, all: &Everything, person: Id<Person>) -> bool {
    let device = device.record();
    let mut own = all.subscribers.iter().map(Id::of);
    let is_own = own.any(|subscriber| device.subscriber == Some(subscriber));
    let keeper = device.custody.last().map(|last| last.person);
    device.history.state().is_with_us() && (is_own || keeper == Some(person))
}

/// A delegation, a focal person, a permission that runs; what is over by its nature (a training) is not open.
fn is_open(record: &ShortRecord, on: VietnamDay) -> bool {
    use crate::entries::ShortKind::{Delegation, FocalPoint, Permission};
    let stays = matches!(record.kind, Delegation | FocalPoint | Permission);
    stays && record.closed_on.is_none() && record.until.is_none_or(|until| on <= until)
}

/// Whether there was something to forget.
fn forget(
    change: &mut Change<'_>,
    stored: &Stored<Request>,
    name: &str,
) -> Result<bool, StepError> {
    let mut next = stored.record().clone();
    next.changes.clear();
    next.stated.rename(|by| same_name(by, name), NOBODY);
    if next == *stored.record() {
        return Ok(false);
    }
    change.update(stored, next)?;
    Ok(true)
}
