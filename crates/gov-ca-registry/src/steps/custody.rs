//! Who keeps a device, and where: custodians, permission to take it outside, the notice that its certificate was revoked.

use gov_ca_model::{CertificateState, CertificateStep, ModelError, VietnamDay};
use regulation_rules::facts::{DeviceEvent, Sheets};

use super::short::ends_in_order;
use super::{StepError, facts};
use crate::entries::{Certificate, Custody, Device, ShortKind, ShortRecord};
use crate::{Change, Id, Judged, OURS, Office, Stored, View};

/// Another person keeps the device from a day on.
///
/// # Errors
///
/// [`StepError::AgainstTheLaw`]: without the papers that a regulation asks for.
pub fn assign(
    change: &mut Change<'_>,
    id: Id<Device>,
    custody: Custody,
    office: &Office<'_>,
) -> Result<Judged, StepError> {
    let stored = facts::existing(change, id)?;
    facts::existing(change, custody.person)?;
    let judged = judged(
        change,
        &stored,
        DeviceEvent::CustodianChanged,
        &custody,
        office,
    )?;
    if judged.breaches().next().is_some() {
        return Err(StepError::AgainstTheLaw(Box::new(judged)));
    }
    let nothing = Judged::of(&Sheets::default(), office);
    change.take_step("device.assign", &judged.under(&nothing));
    let mut device = stored.record().clone();
    device.custody.push(custody);
    change.update(&stored, device)?;
    Ok(judged)
}

fn judged(
    change: &mut Change<'_>,
    stored: &Stored<Device>,
    event: DeviceEvent,
    custody: &Custody,
    office: &Office<'_>,
) -> Result<Judged, StepError> {
    let holder = stored.record().subscriber;
    let holder = holder.map(|id| facts::existing(change, id)).transpose()?;
    let holder = holder.map(Stored::into_record);
    let recorded = custody.handed_over_by.is_some();
    let mut sheet = facts::of_device(event, custody.since, holder.as_ref(), recorded, office);
    sheet.written_permission = Some(custody.assigned_by.is_some());
    sheet.assignment_decision = Some(custody.assigned_by.is_some());
    sheet.handover_document = Some(recorded);
    let mut sheets = Sheets::default();
    sheets.devices.push(sheet);
    Ok(Judged::of(&sheets, office))
}

/// The head lets a person take the device outside, until a day. With the places that ask for the permission.
///
/// # Errors
///
/// [`StepError::AlreadyOut`]: it is not back from where it was allowed before. [`StepError::Lacking`]: the slip names no device.
/// [`StepError::NotAfter`]: its last day is before its first.
pub fn let_out(
    change: &mut Change<'_>,
    slip: ShortRecord,
    office: &Office<'_>,
) -> Result<(Id<ShortRecord>, String), StepError> {
    let device = slip
        .device
        .ok_or(StepError::Lacking(super::Lacking::Device))?;
    ends_in_order(&slip)?;
    if let Some(before) = open_slips(change, device)?.first() {
        return Err(StepError::AlreadyOut {
            since: before.record().on,
            until: before.record().until,
        });
    }
    let stored = facts::existing(change, device)?;
    let holder = stored.record().subscriber;
    let holder = holder.map(|id| facts::existing(change, id)).transpose()?;
    let holder = holder.map(Stored::into_record);
    let event = DeviceEvent::CarriedOut;
    let mut sheet = facts::of_device(event, slip.on, holder.as_ref(), false, office);
    sheet.head_permission = Some(true);
    let mut sheets = Sheets::default();
    sheets.devices.push(sheet);
    let nothing = Judged::of(&Sheets::default(), office);
    let under = Judged::of(&sheets, office).under(&nothing);
    change.take_step("device.let-out", &under);
    Ok((Id::of(&change.insert(slip)?), under))
}

/// The device is back at the premises: its permission slips that are open are closed. How many there were.
///
/// # Errors
///
/// [`StepError::NotOut`]: no slip is open; [`StepError::NotAfter`]: a day before it was allowed out.
pub fn bring_back(
    change: &mut Change<'_>,
    device: Id<Device>,
    on: VietnamDay,
) -> Result<usize, StepError> {
    let slips = open_slips(change, device)?;
    let begun = slips.iter().map(|slip| slip.record().on).max();
    let latest = begun.ok_or(StepError::NotOut)?;
    if on < latest {
        return Err(ModelError::DayNotAfter { day: on, latest }.into());
    }
    change.take_step("device.bring-back", OURS);
    close_slips(change, device, on)
}

fn open_slips(
    view: &mut View<'_>,
    device: Id<Device>,
) -> Result<Vec<Stored<ShortRecord>>, StepError> {
    Ok(view.find::<ShortRecord>(
        "WHERE device = $1 AND kind = $2 AND closed_on IS NULL ORDER BY id",
        &[device.number().into(), ShortKind::Permission.word().into()],
    )?)
}

/// It is at the premises, or gone for good: no permission is open.
pub(super) fn close_slips(
    change: &mut Change<'_>,
    device: Id<Device>,
    on: VietnamDay,
) -> Result<usize, StepError> {
    let slips = open_slips(change, device)?;
    for stored in &slips {
        let mut slip = stored.record().clone();
        slip.closed_on = Some(on);
        change.update(stored, slip)?;
    }
    Ok(slips.len())
}

/// What a notice of revocation changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevocationTold {
    /// The day it was revoked.
    pub revoked_on: VietnamDay,
    /// Its state before the notice was noted.
    pub was: CertificateState,
}

/// The notice that a certificate was revoked came: from its day the device has to go back within so many days. A certificate that is not
/// revoked yet in the register is revoked from `revoked_on` on, which is the day of the notice where it is not given.
///
/// # Errors
///
/// [`StepError::Certificate`]: the day lies before what happened already. [`StepError::RevokedOn`]: the register knows another day, or the
/// notice would be older than the revocation. [`StepError::ToldAlready`].
pub fn revocation_told(
    change: &mut Change<'_>,
    id: Id<Certificate>,
    revoked_on: Option<VietnamDay>,
    told_on: VietnamDay,
) -> Result<RevocationTold, StepError> {
    let stored = facts::existing(change, id)?;
    let mut certificate = stored.record().clone();
    if let Some(on) = certificate.revocation_notice_on {
        return Err(StepError::ToldAlready { on });
    }
    let known = certificate.history.day_of(CertificateStep::Revoke);
    let day = known.or(revoked_on).unwrap_or(told_on);
    if told_on < day || revoked_on.is_some_and(|said| said != day) {
        return Err(StepError::RevokedOn(day));
    }
    let was = certificate.history.state();
    if known.is_none() {
        certificate.history = certificate.history.then(day, CertificateStep::Revoke)?;
    }
    certificate.revocation_notice_on = Some(told_on);
    change.take_step("certificate.revocation-told", OURS);
    change.update(&stored, certificate)?;
    Ok(RevocationTold {
        revoked_on: day,
        was,
    })
}
