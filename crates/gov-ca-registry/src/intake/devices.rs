//! Key devices: the stock list of an office.

use gov_ca_model::{DeviceKind, DeviceState, DeviceStep, History, Life as _, VietnamDay};

use super::holders::Holders;
use super::kept::Filling;
use super::{ConflictKind, Imported, Known, begin};
use crate::entries::{Certificate, Device, DeviceRecord, Subscriber};
use crate::names::plain;
use crate::sheet::lists::ListedDevice;
use crate::sheet::{Given, Place};
use crate::steps::StepError;
use crate::{Change, Id, Stored, View};

/// Takes a list of devices. Their subscribers and certificates have to be in the register.
///
/// # Errors
///
/// What the register says; conflicts are in what is returned, and the caller gives the change up where there are any.
pub fn devices(
    change: &mut Change<'_>,
    rows: &[ListedDevice],
    on: VietnamDay,
) -> Result<Imported, StepError> {
    begin(change, "devices");
    let bodies = Known::of(change)?;
    let holders = Holders::of(change)?;
    let mut imported = Imported::default();
    for row in rows {
        match checked(change, row, on, &bodies, &holders)? {
            Ok(Found::Fresh(device)) => {
                device.write(change)?;
                imported.taken += 1;
            }
            Ok(Found::There(there, life)) => {
                let device = completed(row, there.record(), life, &mut imported);
                match device == *there.record() {
                    true => imported.known += 1,
                    false => {
                        change.update(&there, device)?;
                        imported.taken += 1;
                    }
                }
            }
            Err((place, kind)) => imported.refuse(place, kind),
        }
    }
    Ok(imported)
}

type Refused = (Place, ConflictKind);

/// What a row is about.
enum Found {
    Fresh(Fresh),
    /// One that is there, and the life the row tells of it.
    There(Stored<Device>, History<DeviceState>),
}

/// A device that is there with what the row says besides. Of one that came with a list of subscribers nothing is known but the first day of its
/// certificate: the days of this list are its own.
fn completed(
    row: &ListedDevice,
    there: &Device,
    life: History<DeviceState>,
    imported: &mut Imported,
) -> Device {
    let mut device = there.clone();
    if came_with_subscribers(there) && row.handed_over.is_some() && life.state() == STATE_OF_THESE {
        device.history = life;
    }
    if device.recorded.is_empty() {
        device.recorded = recorded(row, &device.history);
    }
    let serial = row.token_serial.as_ref();
    Filling::<ListedDevice>::of(imported).text(&mut device.token_serial, "token_serial", serial);
    tell(row, &device, imported);
    device
}

/// The state of a device that a list of subscribers names.
const STATE_OF_THESE: DeviceState = DeviceState::WithSubscriber;

fn came_with_subscribers(device: &Device) -> bool {
    let history = &device.history;
    let is_bare = device.recorded.is_empty() && device.custody.is_empty();
    let on = history.day_of(DeviceStep::HandOver);
    is_bare && history.steps().len() == 1 && on == Some(history.since())
}

/// What the row says otherwise than the register.
fn tell(row: &ListedDevice, device: &Device, imported: &mut Imported) {
    let history = &device.history;
    let mut day = |column, given: &Option<Given<VietnamDay>>, own: Option<VietnamDay>| {
        let other = given.as_ref().filter(|given| Some(given.value) != own);
        imported.leave::<ListedDevice, _>(column, other);
    };
    day("received", &row.received, Some(history.since()));
    day(
        "handed_over",
        &row.handed_over,
        history.day_of(DeviceStep::HandOver),
    );
    let returned = history.day_of(DeviceStep::ReturnToCa);
    let returned = returned.or_else(|| history.day_of(DeviceStep::Collect));
    day("returned", &row.returned, returned);
    let is_known = |note: &&Given<String>| {
        let mut notes = device.recorded.iter().filter_map(|one| one.note.as_ref());
        notes.any(|known| *known == note.value)
    };
    let note = row.note.as_ref().filter(|note| !is_known(note));
    imported.leave::<ListedDevice, _>("note", note);
    let is_so = state(row, true).is_ok_and(|state| state == history.state());
    imported.leave::<ListedDevice, _>("state", row.state.as_ref().filter(|_| !is_so));
}

/// A device to be written, and the certificate whose key it keeps.
struct Fresh {
    device: Device,
    certificate: Option<Stored<Certificate>>,
}

impl Fresh {
    fn write(self, change: &mut Change<'_>) -> Result<(), StepError> {
        let device = Id::of(&change.insert(self.device)?);
        if let Some(stored) = self.certificate {
            let mut certificate = stored.record().clone();
            certificate.device = Some(device);
            change.update(&stored, certificate)?;
        }
        Ok(())
    }
}

/// What a row brings.
fn checked(
    view: &mut View<'_>,
    row: &ListedDevice,
    on: VietnamDay,
    bodies: &Known,
    holders: &Holders,
) -> Result<Result<Found, Refused>, StepError> {
    let certificate = match &row.certificate {
        Some(number) => match of_number(view, number.value.as_str())? {
            Some(certificate) => Some(certificate),
            None => return Ok(Err((number.place, ConflictKind::UnknownCertificate))),
        },
        None => None,
    };
    let found = (|| {
        let mut subscriber = whose(row, bodies, holders)?;
        if let (Some(number), Some(certificate)) = (&row.certificate, &certificate) {
            let holder = certificate.record().subscriber;
            if *subscriber.get_or_insert(holder) != holder {
                return Err((number.place, ConflictKind::CertificateOfAnother));
            }
        }
        Ok((subscriber, kind(row)?, life(row, subscriber.is_some(), on)?))
    })();
    let (subscriber, kind, life) = match found {
        Ok(found) => found,
        Err(refused) => return Ok(Err(refused)),
    };
    if let Some(certificate) = &certificate
        && life.state() == DeviceState::Lost
        && certificate.record().is_usable_on(on)
    {
        return Ok(Err((row.number.place, ConflictKind::LostInUse)));
    }
    let values = [row.number.value.as_str().into()];
    let there = view.first::<Device>("WHERE number = $1", &values)?;
    if let Some(there) = there {
        let whose = there.record().subscriber;
        return Ok(match subscriber.is_none() || whose == subscriber {
            true => Ok(Found::There(there, life)),
            false => Err((row.number.place, ConflictKind::DeviceOfAnother)),
        });
    }
    if let (Some(number), Some(certificate)) = (&row.certificate, &certificate)
        && certificate.record().device.is_some()
    {
        return Ok(Err((number.place, ConflictKind::CertificateOnOtherDevice)));
    }
    let recorded = recorded(row, &life);
    Ok(Ok(Found::Fresh(Fresh {
        device: Device {
            number: row.number.value.to_string(),
            token_serial: super::text(row.token_serial.as_ref()),
            kind,
            subscriber,
            history: life,
            recorded,
            custody: Vec::new(),
        },
        certificate,
    })))
}

fn of_number(view: &mut View<'_>, number: &str) -> Result<Option<Stored<Certificate>>, StepError> {
    Ok(view.first::<Certificate>("WHERE number = $1", &[number.into()])?)
}

/// The note of the list stands with what happened last.
fn recorded(row: &ListedDevice, life: &History<DeviceState>) -> Vec<DeviceRecord> {
    let (Some(note), Some(last)) = (&row.note, life.steps().last()) else {
        return Vec::new();
    };
    vec![DeviceRecord {
        on: last.on,
        step: last.step,
        paper: None,
        channel: None,
        note: Some(note.value.clone()),
    }]
}

fn whose(
    row: &ListedDevice,
    bodies: &Known,
    holders: &Holders,
) -> Result<Option<Id<Subscriber>>, Refused> {
    let body = match &row.body {
        Some(body) => bodies
            .find(Some(&body.value), None)
            .map_err(|kind| (body.place, kind))?,
        None => None,
    };
    let Some(name) = &row.subscriber else {
        return Ok(None);
    };
    let mut found = holders.named(&name.value, body);
    if let Ok(Some(itself)) = bodies.find(Some(&name.value), None) {
        found.extend(holders.body(itself));
    }
    match found.as_slice() {
        [one] => Ok(Some(*one)),
        [] => Err((name.place, ConflictKind::UnknownSubscriber)),
        _ => Err((name.place, ConflictKind::SeveralSubscribers)),
    }
}

fn kind(row: &ListedDevice) -> Result<DeviceKind, Refused> {
    let said = plain(&row.kind.value);
    if said.contains("sim") {
        let number = row.telephone.as_ref();
        let number = number.ok_or((row.kind.place, ConflictKind::SimWithoutNumber))?;
        return Ok(DeviceKind::SimPki {
            telephone: number.value.to_string(),
            carrier: None,
        });
    }
    match ["token", "usb"].iter().any(|word| said.contains(word)) {
        true => Ok(DeviceKind::PkiToken),
        false => Err((row.kind.place, ConflictKind::UnknownDeviceKind)),
    }
}

/// In the words of lists, beside those of [`DeviceState`] itself.
const STATES: &[(&str, DeviceState)] = &[
    ("trong kho", DeviceState::InStock),
    ("chua ban giao", DeviceState::InStock),
    ("da ban giao", DeviceState::WithSubscriber),
    ("dang su dung", DeviceState::WithSubscriber),
    ("bi khoa", DeviceState::Locked),
    ("hong", DeviceState::Broken),
    ("bi hong", DeviceState::Broken),
    ("that lac", DeviceState::Lost),
    ("bi that lac", DeviceState::Lost),
    ("mat", DeviceState::Lost),
    ("da thu lai", DeviceState::Collected),
    ("da thu hoi", DeviceState::Collected),
    ("da tra", DeviceState::ReturnedToCa),
];

fn state(row: &ListedDevice, is_somebodys: bool) -> Result<DeviceState, Refused> {
    let Some(given) = &row.state else {
        return Ok(match (&row.returned, &row.handed_over) {
            (Some(_), _) => DeviceState::Collected,
            (None, Some(_)) => DeviceState::WithSubscriber,
            (None, None) if is_somebodys => DeviceState::WithSubscriber,
            (None, None) => DeviceState::InStock,
        });
    };
    let said = plain(&given.value);
    let listed = STATES.iter().find(|(word, _)| *word == said);
    let own = DeviceState::ALL.into_iter();
    let found = listed.map(|(_, state)| *state).or_else(|| {
        own.into_iter()
            .find(|state| plain(state.vietnamese()) == said)
    });
    found.ok_or((given.place, ConflictKind::UnknownDeviceState))
}

/// What has to have happened for a device to be where the list says it is.
const fn steps(state: DeviceState) -> &'static [DeviceStep] {
    use DeviceStep::{Break, Collect, HandOver, Lock, Lose, ReturnToCa};
    match state {
        DeviceState::InStock => &[],
        DeviceState::WithSubscriber => &[HandOver],
        DeviceState::Locked => &[HandOver, Lock],
        DeviceState::Broken => &[HandOver, Break],
        DeviceState::Lost => &[HandOver, Lose],
        DeviceState::Collected => &[HandOver, Collect],
        DeviceState::ReturnedToCa => &[HandOver, Collect, ReturnToCa],
    }
}

/// What a list gives no day for is of the day of its intake.
fn life(
    row: &ListedDevice,
    is_somebodys: bool,
    on: VietnamDay,
) -> Result<History<DeviceState>, Refused> {
    let state = state(row, is_somebodys)?;
    let days = [&row.received, &row.handed_over, &row.returned];
    let mut latest = None;
    for given in days.into_iter().flatten() {
        if given.value > on {
            return Err((given.place, ConflictKind::YetToCome { on }));
        }
        if latest.is_some_and(|latest| given.value < latest) {
            return Err((given.place, ConflictKind::EndsBeforeItBegins));
        }
        latest = Some(given.value);
    }
    let day = |given: &Option<Given<VietnamDay>>| given.as_ref().map(|day| day.value);
    let handed_over = day(&row.handed_over).or_else(|| day(&row.returned));
    let handed_over = handed_over.unwrap_or(on);
    let begins = day(&row.received).unwrap_or(handed_over);
    let mut life = History::begun((), begins);
    for step in steps(state) {
        let happened = match step {
            DeviceStep::HandOver => handed_over,
            _ => day(&row.returned).unwrap_or(on),
        };
        let next = life.then(happened, *step);
        life = next.map_err(|_| (row.number.place, ConflictKind::EndsBeforeItBegins))?;
    }
    Ok(life)
}
