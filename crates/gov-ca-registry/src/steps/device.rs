//! Key devices: handed over, locked, lost, found, collected, returned.

use gov_ca_model::{DeviceStep, Paper, VietnamDay};
use jiff::Timestamp;
use regulation_rules::facts::{Channel, DeviceEvent, Party, RevocationReason, Sheets};

use super::custody::close_slips;
use super::{Lacking, StepError, facts};
use crate::entries::{
    Block, Certificate, Custody, Device, DeviceRecord, Notice, Person, Subscriber, Told,
};
use crate::{Change, Id, Judged, Office, Stored, tellings};

/// What happens to a device.
#[derive(Clone, Debug)]
pub struct DeviceDeed {
    /// What.
    pub step: DeviceStep,
    /// The day.
    pub on: VietnamDay,
    /// The moment from which nothing is signed with it, when it is lost.
    pub since: Option<Timestamp>,
    /// The paper about it.
    pub paper: Option<Paper>,
    /// How it travelled.
    pub channel: Option<Channel>,
    /// To whose hands, when it is handed over.
    pub to: Option<Id<Person>>,
    /// The decision that assigns it to them.
    pub assigned_by: Option<Paper>,
    /// What else is to be known.
    pub note: Option<String>,
}

/// What was done to a device, and what the law said of it.
#[derive(Debug)]
pub struct DeviceDone {
    /// The device now.
    pub device: Stored<Device>,
    /// Certificates that were blocked here.
    pub blocked: Vec<Id<Certificate>>,
    /// The notice that was opened: others have to be told.
    pub notice: Option<Id<Notice>>,
    /// What the rules said.
    pub judged: Judged,
}

/// Takes a step of a device. One that is lost blocks the certificates on it from that moment, whatever the CA has published by then.
///
/// # Errors
///
/// [`StepError`]; then nothing is changed.
pub fn take(
    change: &mut Change<'_>,
    id: Id<Device>,
    deed: &DeviceDeed,
    office: &Office<'_>,
) -> Result<DeviceDone, StepError> {
    let stored = facts::existing(change, id)?;
    let mut device = stored.record().clone();
    device.history = device.history.then(deed.on, deed.step)?;
    let holder = device
        .subscriber
        .map(|id| facts::existing(change, id))
        .transpose()?;
    let holder = holder.map(Stored::into_record);
    if holder.is_none() && deed.step == DeviceStep::HandOver {
        return Err(StepError::Lacking(Lacking::Subscriber));
    }
    let judged = judge(deed, stored.record(), holder.as_ref(), office)?;
    let nothing = Judged::of(&Sheets::default(), office);
    change.take_step(action(deed.step), &judged.under(&nothing));
    record(&mut device, deed);
    let blocked = match deed.step {
        DeviceStep::Lose => {
            let since = deed.since.or_else(|| facts::begin_of(deed.on));
            block(change, id, since, RevocationReason::DeviceLost)?
        }
        _ => Vec::new(),
    };
    if matches!(deed.step, DeviceStep::Collect | DeviceStep::ReturnToCa) {
        close_slips(change, id, deed.on)?;
    }
    let notice = match notice(id, deed) {
        Some(notice) => Some(Id::of(&change.insert(notice)?)),
        None => None,
    };
    let device = change.update(&stored, device)?;
    Ok(DeviceDone {
        device,
        blocked,
        notice,
        judged,
    })
}

fn judge(
    deed: &DeviceDeed,
    device: &Device,
    holder: Option<&Subscriber>,
    office: &Office<'_>,
) -> Result<Judged, StepError> {
    let mut sheets = Sheets::default();
    if let Some(event) = event(deed.step) {
        let mut facts = facts::of_device(event, deed.on, holder, deed.paper.is_some(), office);
        facts.channel = deed.channel;
        let custody = device.custody.last();
        facts.assignment_decision = match deed.step {
            DeviceStep::HandOver => Some(deed.assigned_by.is_some()),
            _ => custody.map(|custody| custody.assigned_by.is_some()),
        };
        facts.given_to_own_subscriber = Some(true);
        facts.discovered_at = deed.since;
        sheets.devices.push(facts);
    }
    let judged = Judged::of(&sheets, office);
    match deed.step == DeviceStep::HandOver && judged.breaches().next().is_some() {
        true => Err(StepError::AgainstTheLaw(Box::new(judged))),
        false => Ok(judged),
    }
}

fn recorded(deed: &DeviceDeed) -> DeviceRecord {
    DeviceRecord {
        on: deed.on,
        step: deed.step,
        paper: deed.paper.clone(),
        channel: deed.channel,
        note: deed.note.clone(),
    }
}

fn record(device: &mut Device, deed: &DeviceDeed) {
    device.recorded.push(recorded(deed));
    if let Some(person) = deed.to {
        device.custody.push(Custody {
            person,
            since: deed.on,
            assigned_by: deed.assigned_by.clone(),
            handed_over_by: deed.paper.clone(),
        });
    }
}

/// The paper about a step that was taken before without one, and what else is known of it; one that has a paper keeps it. Of a device that came
/// with a list nothing may be noted yet.
///
/// # Errors
///
/// [`StepError::NotFound`].
pub fn note_paper(
    change: &mut Change<'_>,
    id: Id<Device>,
    deed: &DeviceDeed,
) -> Result<(), StepError> {
    let stored = facts::existing(change, id)?;
    let mut device = stored.record().clone();
    let mut records = device.recorded.iter_mut().rev();
    match records.find(|record| record.step == deed.step) {
        Some(record) if record.paper.is_some() => return Ok(()),
        Some(record) => {
            record.paper.clone_from(&deed.paper);
            record.channel = record.channel.or(deed.channel);
            record.note = record.note.take().or_else(|| deed.note.clone());
        }
        None => device.recorded.push(recorded(deed)),
    }
    change.take_step("device.paper", crate::judged::OURS);
    change.update(&stored, device)?;
    Ok(())
}

/// What others may have to be told: which regulation asks for it is found out when the work list is asked for.
fn notice(id: Id<Device>, deed: &DeviceDeed) -> Option<Notice> {
    let is_news = matches!(
        deed.step,
        DeviceStep::Lose | DeviceStep::Break | DeviceStep::Lock
    );
    Some(Notice {
        device: id,
        event: event(deed.step).filter(|_| is_news)?,
        discovered_at: deed.since?,
        told: Vec::new(),
        closed_on: None,
    })
}

/// Opens a notice about what is no step of a device: its key was exposed, its holder is about to leave.
///
/// # Errors
///
/// [`StepError::NotFound`].
pub fn note(
    change: &mut Change<'_>,
    device: Id<Device>,
    event: DeviceEvent,
    discovered_at: Timestamp,
) -> Result<Id<Notice>, StepError> {
    facts::existing(change, device)?;
    change.take_step("notice.open", crate::judged::OURS);
    let notice = Notice {
        device,
        event,
        discovered_at,
        told: Vec::new(),
        closed_on: None,
    };
    Ok(Id::of(&change.insert(notice)?))
}

/// Notes that somebody was told. With the last of those whom the law names the notice is closed.
///
/// # Errors
///
/// [`StepError::NotFound`], [`StepError::ToldAlready`], [`StepError::ToldTooEarly`].
pub fn tell(
    change: &mut Change<'_>,
    id: Id<Notice>,
    who: Party,
    at: Timestamp,
    office: &Office<'_>,
) -> Result<Stored<Notice>, StepError> {
    let stored = facts::existing(change, id)?;
    let mut notice = stored.record().clone();
    let discovered_at = notice.discovered_at;
    if at < discovered_at {
        return Err(StepError::ToldTooEarly { discovered_at });
    }
    if let Some(told) = notice.told_at(who) {
        let on = VietnamDay::of(told);
        return Err(StepError::ToldAlready { on });
    }
    let were_waiting = !tellings(change, &notice, office)?.is_empty();
    notice.told.push(Told { who, at });
    if were_waiting && tellings(change, &notice, office)?.is_empty() {
        let latest = notice.told.iter().map(|told| told.at).max();
        notice.closed_on = latest.map(VietnamDay::of);
    }
    change.take_step("notice.told", crate::judged::OURS);
    Ok(change.update(&stored, notice)?)
}

/// Every certificate on the device that is not blocked since then already.
pub(super) fn block(
    change: &mut Change<'_>,
    id: Id<Device>,
    since: Option<Timestamp>,
    because: RevocationReason,
) -> Result<Vec<Id<Certificate>>, StepError> {
    let on_it =
        change.find::<Certificate>("WHERE device = $1 ORDER BY id", &[id.number().into()])?;
    let mut blocked = Vec::new();
    for stored in on_it {
        let mut certificate = stored.record().clone();
        let Some(since) = since else { continue };
        if certificate
            .blocked
            .as_ref()
            .is_some_and(|block| block.since <= since)
        {
            continue;
        }
        certificate.blocked = Some(Block { since, because });
        change.update(&stored, certificate)?;
        blocked.push(Id::of(&stored));
    }
    Ok(blocked)
}

const fn event(step: DeviceStep) -> Option<DeviceEvent> {
    match step {
        DeviceStep::HandOver => Some(DeviceEvent::HandedOver),
        DeviceStep::Lock => Some(DeviceEvent::Locked),
        DeviceStep::Break => Some(DeviceEvent::Broken),
        DeviceStep::Lose => Some(DeviceEvent::Lost),
        DeviceStep::ReturnToCa => Some(DeviceEvent::Revoked),
        DeviceStep::Recover | DeviceStep::Find | DeviceStep::Collect => None,
    }
}

/// The word of a step in the audit chain.
const fn action(step: DeviceStep) -> &'static str {
    match step {
        DeviceStep::HandOver => "device.hand-over",
        DeviceStep::Lock => "device.lock",
        DeviceStep::Recover => "device.recover",
        DeviceStep::Break => "device.break",
        DeviceStep::Lose => "device.lose",
        DeviceStep::Find => "device.find",
        DeviceStep::Collect => "device.collect",
        DeviceStep::ReturnToCa => "device.return",
    }
}
