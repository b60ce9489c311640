//! A device is lost or breaks, or its key may be in other hands: everything that has to be noted at once, in one change.

use gov_ca_model::{
    DeviceState, DeviceStep, History, Paper, RequestKind, RequestState, VietnamDay,
};
use jiff::Timestamp;
use regulation_rules::Finding;
use regulation_rules::facts::{DeviceEvent, Fact, Form, Party, RevocationReason, Sheets};

use super::device::{DeviceDeed, block, note, take};
use super::{StepError, facts};
use crate::entries::{Certificate, Device, Notice, Request, Subscriber};
use crate::{Change, Id, Judged, OURS, Office, Stored, View};

/// What befalls a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// It breaks.
    Broken,
    /// Its key was exposed, stolen or used without permission.
    Exposed,
    /// It is lost.
    Lost,
    /// Its key may have been exposed.
    Suspected,
}

/// What befell a device, when and how.
#[derive(Clone, Debug)]
pub struct Befallen {
    /// What.
    pub what: Mishap,
    /// The day it is noted.
    pub on: VietnamDay,
    /// Since when: nothing is signed with the device from then on, and the clocks run.
    pub since: Timestamp,
    /// The paper about it.
    pub paper: Option<Paper>,
    /// The circumstances.
    pub note: Option<String>,
}

/// What was noted.
#[derive(Debug)]
pub struct Noted {
    /// The device now.
    pub device: Stored<Device>,
    /// Its certificates that are not over, blocked or not.
    pub certificates: Vec<Stored<Certificate>>,
    /// That others have to be told.
    pub notice: Stored<Notice>,
    /// The requests for revocation that are open, one for each certificate that has not run out.
    pub requests: Vec<Id<Request>>,
}

impl Mishap {
    const fn event(self) -> DeviceEvent {
        match self {
            Self::Broken => DeviceEvent::Broken,
            Self::Exposed | Self::Suspected => DeviceEvent::Exposed,
            Self::Lost => DeviceEvent::Lost,
        }
    }

    const fn step(self) -> Option<DeviceStep> {
        match self {
            Self::Broken => Some(DeviceStep::Break),
            Self::Exposed | Self::Suspected => None,
            Self::Lost => Some(DeviceStep::Lose),
        }
    }

    /// Why a certificate on it is to be revoked.
    pub const fn reason(self) -> RevocationReason {
        match self {
            Self::Broken => RevocationReason::DeviceBroken,
            Self::Exposed => RevocationReason::KeyExposed,
            Self::Lost => RevocationReason::DeviceLost,
            Self::Suspected => RevocationReason::KeySuspected,
        }
    }

    /// Whether somebody else may sign with it: then its certificates are blocked.
    pub const fn lets_others_sign(self) -> bool {
        !matches!(self, Self::Broken)
    }
}

/// Notes what befell a device: the step, the block of its certificates, the notice, and a request for revocation of each. What was noted before
/// is not noted twice.
///
/// # Errors
///
/// [`StepError`]; then nothing is changed.
pub fn befall(
    change: &mut Change<'_>,
    id: Id<Device>,
    befallen: &Befallen,
    office: &Office<'_>,
) -> Result<Noted, StepError> {
    let what = befallen.what;
    let notice = match noted_before(change, id, what)? {
        Some(notice) => notice,
        None => {
            let notice = begin(change, id, befallen, office)?;
            facts::existing(change, notice)?
        }
    };
    if what.lets_others_sign() {
        change.take_step("device.block", OURS);
        block(change, id, Some(befallen.since), what.reason())?;
    }
    let certificates = change.find::<Certificate>(
        "WHERE device = $1 AND state IN ('received', 'in-effect', 'suspended') ORDER BY id",
        &[id.number().into()],
    )?;
    let mut requests = Vec::new();
    // what has run out is not revoked
    let valid = |one: &&Stored<Certificate>| befallen.on <= one.record().valid_to;
    for certificate in certificates.iter().filter(valid) {
        requests.push(revocation(change, certificate, id, befallen)?);
    }
    Ok(Noted {
        device: facts::existing(change, id)?,
        certificates,
        notice,
        requests,
    })
}

/// The notice of it: where the device is still lost or broken the latest, whoever was told; of an exposed key one that is open.
fn noted_before(
    view: &mut View<'_>,
    id: Id<Device>,
    what: Mishap,
) -> Result<Option<Stored<Notice>>, StepError> {
    let state = facts::existing(view, id)?.record().history.state();
    let latest = view.first::<Notice>(
        "WHERE device = $1 AND event = $2 ORDER BY id DESC LIMIT 1",
        &[id.number().into(), what.event().word().into()],
    )?;
    Ok(latest.filter(|notice| match what {
        Mishap::Broken => state == DeviceState::Broken,
        Mishap::Exposed | Mishap::Suspected => notice.record().closed_on.is_none(),
        Mishap::Lost => state == DeviceState::Lost,
    }))
}

fn begin(
    change: &mut Change<'_>,
    id: Id<Device>,
    befallen: &Befallen,
    office: &Office<'_>,
) -> Result<Id<Notice>, StepError> {
    let Some(step) = befallen.what.step() else {
        return note(change, id, befallen.what.event(), befallen.since);
    };
    let deed = DeviceDeed {
        step,
        on: befallen.on,
        since: Some(befallen.since),
        paper: befallen.paper.clone(),
        channel: None,
        to: None,
        assigned_by: None,
        note: befallen.note.clone(),
    };
    let done = take(change, id, &deed, office)?;
    match done.notice {
        Some(notice) => Ok(notice),
        None => note(change, id, befallen.what.event(), befallen.since),
    }
}

/// The request for revocation that is open, else a new one.
fn revocation(
    change: &mut Change<'_>,
    certificate: &Stored<Certificate>,
    device: Id<Device>,
    befallen: &Befallen,
) -> Result<Id<Request>, StepError> {
    let kind = RequestKind::Revoke;
    let asked = change.find::<Request>(
        "WHERE certificate = $1 AND kind = $2 ORDER BY id DESC",
        &[certificate.id().into(), kind.word().into()],
    )?;
    let open = asked
        .iter()
        .find(|one| !one.record().history.state().is_over());
    if let Some(open) = open {
        return Ok(Id::of(open));
    }
    let subscriber = facts::existing::<Subscriber>(change, certificate.record().subscriber)?;
    let managed_by = *subscriber.record().managed_by.latest();
    let history = History::<RequestState>::begun(kind, befallen.on);
    let request = Request {
        certificate: Some(Id::of(certificate)),
        device: Some(device),
        reason: Some(befallen.what.reason()),
        ..Request::new(Id::of(&subscriber), managed_by, history)
    };
    Ok(Id::of(&super::draft(change, request)?))
}

/// The rules that ask for a record of the loss of a device, and that it goes with the request for revocation.
///
/// # Errors
///
/// What the register says.
pub fn records_of_loss(
    view: &mut View<'_>,
    device: &Device,
    request: Option<Id<Request>>,
    on: VietnamDay,
    office: &Office<'_>,
) -> Result<Vec<Finding>, StepError> {
    let holder = device
        .subscriber
        .map(|id| facts::existing(view, id))
        .transpose()?;
    let holder = holder.map(Stored::into_record);
    let mut sheet = facts::of_device(DeviceEvent::Revoked, on, holder.as_ref(), false, office);
    sheet.device_lost = Some(true);
    sheet.loss_recorded = Some(false);
    sheet.form = Some(Form::nd_68(9));
    let mut sheets = Sheets::default();
    sheets.devices.push(sheet);
    if let Some(id) = request {
        let mut sheet = of_request(view, id, on, office)?;
        sheet.lost_record_attached = Some(false);
        sheets.requests.push(sheet);
    }
    let judged = Judged::of(&sheets, office);
    let asked = [Fact::LossRecorded, Fact::LostRecordAttached];
    let rules = asked.iter().filter_map(|fact| judged.about(*fact));
    Ok(rules.map(|(rule, _)| rule.clone()).collect())
}

/// The rule that asks for a confirmation of a subscriber's request for revocation, for these reasons.
///
/// # Errors
///
/// What the register says.
pub fn confirmation_of(
    view: &mut View<'_>,
    id: Id<Request>,
    on: VietnamDay,
    office: &Office<'_>,
) -> Result<Option<Finding>, StepError> {
    let mut sheet = of_request(view, id, on, office)?;
    sheet.sender = Some(Party::Subscriber);
    sheet.confirmed_by_managing_body = Some(false);
    let mut sheets = Sheets::default();
    sheets.requests.push(sheet);
    let judged = Judged::of(&sheets, office);
    let rule = judged.about(Fact::ConfirmedByManagingBody);
    Ok(rule.map(|(rule, _)| rule.clone()))
}

fn of_request(
    view: &mut View<'_>,
    id: Id<Request>,
    on: VietnamDay,
    office: &Office<'_>,
) -> Result<regulation_rules::facts::RequestFacts, StepError> {
    let request = facts::existing(view, id)?.into_record();
    let around = facts::Around::of(view, &request)?;
    facts::of_request(&request, &around, on, office)
}
