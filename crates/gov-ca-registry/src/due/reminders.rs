//! What the register reminds of: devices that are outside too long, short records to be followed up, certificates that are blocked and not revoked.

use gov_ca_model::{DeviceState, Life as _, RequestKind, RequestState, VietnamDay};
use regulation_rules::Finding;
use regulation_rules::facts::{DeviceEvent, Fact, Sheets};

use super::{Due, Task};
use crate::entries::{Certificate, Device, Request, ShortKind, ShortRecord};
use crate::steps::{StepError, facts};
use crate::{Id, Judged, Office, Record, Stored, View};

/// Requests that are drafted, confirmed or were returned: they wait for their own office.
pub(super) fn unsent(view: &mut View<'_>) -> Result<Vec<Due>, StepError> {
    let states = [
        RequestState::Drafted.word(),
        RequestState::Confirmed.word(),
        RequestState::Returned.word(),
    ];
    let mut all = Vec::new();
    view.select(
        "SELECT id FROM request WHERE state IN ($1, $2, $3) ORDER BY id",
        &states.map(Into::into),
        |row| {
            all.push(Due {
                what: Task::SendRequest,
                table: Request::TABLE,
                id: row.integer(0)?,
                by: None,
                rule: None,
            });
            Ok::<_, StepError>(())
        },
    )?;
    Ok(all)
}

/// Devices that were allowed outside until a day that is over, and are not back.
pub(super) fn outside(
    view: &mut View<'_>,
    today: VietnamDay,
    office: &Office<'_>,
) -> Result<Vec<Due>, StepError> {
    let over = view.find::<ShortRecord>(
        "WHERE kind = $1 AND closed_on IS NULL AND until_day < $2 ORDER BY until_day, id",
        &[ShortKind::Permission.word().into(), today.into()],
    )?;
    let mut all = Vec::new();
    for slip in over {
        let (table, id) = match slip.record().device {
            Some(device) => (Device::TABLE, device.number()),
            None => (ShortRecord::TABLE, slip.id()),
        };
        let rule = match slip.record().device {
            Some(device) => taken_outside(view, device, today, office)?,
            None => None,
        };
        all.push(Due {
            what: Task::BringDeviceBack,
            table,
            id,
            by: slip.record().until,
            rule,
        });
    }
    Ok(all)
}

/// What was to be done by a day that is over, and certificates that are over and still registered in an application.
pub(super) fn follow_ups(view: &mut View<'_>, today: VietnamDay) -> Result<Vec<Due>, StepError> {
    let mut open = view.find::<ShortRecord>(
        "WHERE closed_on IS NULL AND kind IN ($1, $2, $3) AND until_day < $4 ORDER BY until_day, id",
        &[
            ShortKind::Inspection.word().into(),
            ShortKind::Incident.word().into(),
            ShortKind::Proposal.word().into(),
            today.into(),
        ],
    )?;
    open.extend(view.find::<ShortRecord>(
        "WHERE closed_on IS NULL AND kind = $1 AND certificate IN (
             SELECT id FROM certificate WHERE state IN ($2, $3) OR valid_to < $4)
         ORDER BY id",
        &[
            ShortKind::Registration.word().into(),
            "revoked".into(),
            "replaced".into(),
            today.into(),
        ],
    )?);
    let open = open.into_iter().map(|stored| Due {
        what: Task::FollowUp,
        table: ShortRecord::TABLE,
        id: stored.id(),
        by: stored.record().until,
        rule: None,
    });
    Ok(open.collect())
}

/// The rule that asks for a permission.
fn taken_outside(
    view: &mut View<'_>,
    device: Id<Device>,
    on: VietnamDay,
    office: &Office<'_>,
) -> Result<Option<Finding>, StepError> {
    let device = facts::existing(view, device)?.into_record();
    let holder = device
        .subscriber
        .map(|id| facts::existing(view, id))
        .transpose()?;
    let holder = holder.map(Stored::into_record);
    let mut sheet = facts::of_device(DeviceEvent::CarriedOut, on, holder.as_ref(), false, office);
    sheet.head_permission = Some(false);
    let mut sheets = Sheets::default();
    sheets.devices.push(sheet);
    let judged = Judged::of(&sheets, office);
    Ok(judged
        .about(Fact::HeadPermission)
        .map(|(rule, _)| rule.clone()))
}

/// Certificates in effect with the CA that nobody may use or can: they are blocked here, or their device was taken back. Their revocation was not
/// asked for so far.
pub(super) fn blocked(view: &mut View<'_>, today: VietnamDay) -> Result<Vec<Due>, StepError> {
    let suspicious = view.find::<Certificate>(
        "WHERE state IN ($1, $2, $3) AND valid_to >= $4
           AND (device IN (SELECT id FROM device WHERE state IN ($5, $6, $7))
             OR device IN (SELECT device FROM notice WHERE event = $8))
           AND NOT EXISTS (SELECT 1 FROM request WHERE request.certificate = certificate.id
                           AND request.kind = $9 AND request.state IN ($10, $11, $12, $13))
         ORDER BY id",
        &[
            "received".into(),
            "in-effect".into(),
            "suspended".into(),
            today.into(),
            DeviceState::Lost.word().into(),
            DeviceState::Collected.word().into(),
            DeviceState::ReturnedToCa.word().into(),
            DeviceEvent::Exposed.word().into(),
            RequestKind::Revoke.word().into(),
            "sent".into(),
            "accepted".into(),
            "processed".into(),
            "closed".into(),
        ],
    )?;
    let mut all = Vec::new();
    for one in suspicious {
        if one.record().blocked.is_none() && !was_taken_back(view, one.record())? {
            continue;
        }
        all.push(Due {
            what: Task::RevokeCertificate,
            table: Certificate::TABLE,
            id: one.id(),
            by: None,
            rule: None,
        });
    }
    Ok(all)
}

/// Is the device of its key no longer with the subscriber, for good?
fn was_taken_back(view: &mut View<'_>, certificate: &Certificate) -> Result<bool, StepError> {
    let Some(device) = certificate.device else {
        return Ok(false);
    };
    let device = facts::existing(view, device)?.into_record();
    let state = device.history.state();
    Ok(matches!(
        state,
        DeviceState::Collected | DeviceState::ReturnedToCa
    ))
}
