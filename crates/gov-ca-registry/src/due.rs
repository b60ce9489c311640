//! The work list: what is to be done, by when, and which rule says so.
//!
//! The days come from the rules themselves: a rule is asked what it would say if the thing were done far too late, and its answer names the
//! limit. No deadline is written down twice.

mod reminders;

use gov_ca_model::{DeviceState, Life as _, RequestState, VietnamDay};
use regulation_rules::facts::{DeviceEvent, DeviceFacts, Fact, Sheets};
use regulation_rules::{Finding, Found, Verdict};

use crate::ahead::Holders;
use crate::entries::{Certificate, Device, Notice, Request, Subscriber};
use crate::standing::misfit_of;
use crate::steps::{StepError, facts};
use crate::telling::tellings;
use crate::{Id, Judged, Office, Record, Stored, View};

/// When nobody does anything: later than every limit.
const MUCH_LATER: i16 = 50;

/// One thing to do.
#[derive(Clone, Debug)]
pub struct Due {
    /// What.
    pub what: Task,
    /// The kind of record it is about.
    pub table: &'static str,
    /// Its number.
    pub id: i64,
    /// The last day to do it, where a rule or the dates of the record give one.
    pub by: Option<VietnamDay>,
    /// The rule that says so; `None`: this program's own reminder.
    pub rule: Option<Finding>,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Task {
    /// A request that was sent waits for an answer.
    AnswerRequest,
    /// A request is drafted, confirmed or was returned: it is to be completed and sent.
    SendRequest,
    /// A certificate ends soon.
    RenewCertificate,
    /// A certificate says what is no longer so: its information is to be changed, or it is to be revoked.
    CorrectCertificate,
    /// The device of a certificate that was revoked or ended goes back.
    ReturnDevice,
    /// Somebody has to be told what happened to a device.
    TellOfDevice,
    /// A device was allowed outside the premises until a day, and is not back.
    BringDeviceBack,
    /// A certificate that is blocked here is still in effect: its revocation is to be asked for.
    RevokeCertificate,
    /// What somebody wrote down has to be followed up: a finding, a proposal, an application where an older certificate is registered.
    FollowUp,
}

/// Everything to do as of `today`: certificates that end within `days`, answers that are waited for, devices to return, certificates that no
/// longer fit. By day; what has none last.
///
/// # Errors
///
/// What the register says.
pub fn due(
    view: &mut View<'_>,
    today: VietnamDay,
    days: i32,
    office: &Office<'_>,
) -> Result<Vec<Due>, StepError> {
    let mut all = answers(view, today, office)?;
    all.extend(reminders::unsent(view)?);
    all.extend(endings(view, today, days)?);
    all.extend(misfits(view, today, office)?);
    all.extend(returns(view, today, office)?);
    all.extend(notices(view, office)?);
    all.extend(reminders::outside(view, today, office)?);
    all.extend(reminders::blocked(view, today)?);
    all.extend(reminders::follow_ups(view, today)?);
    all.sort_by_key(|due| (due.by.is_none(), due.by, due.what, due.id));
    Ok(all)
}

fn answers(
    view: &mut View<'_>,
    today: VietnamDay,
    office: &Office<'_>,
) -> Result<Vec<Due>, StepError> {
    let states = [RequestState::Sent.word(), RequestState::Accepted.word()];
    let waiting = view.find::<Request>(
        "WHERE state IN ($1, $2) ORDER BY id",
        &states.map(Into::into),
    )?;
    let mut all = Vec::new();
    for stored in waiting {
        let (by, rule) = answer_by(view, stored.record(), today, office)?.unzip();
        all.push(Due {
            what: Task::AnswerRequest,
            table: Request::TABLE,
            id: stored.id(),
            by,
            rule,
        });
    }
    Ok(all)
}

/// The last day to answer a request, and the rule that sets it; of one that was not accepted yet, as if the dossier was valid on the day it was
/// sent.
pub(crate) fn answer_by(
    view: &mut View<'_>,
    request: &Request,
    today: VietnamDay,
    office: &Office<'_>,
) -> Result<Option<(VietnamDay, Finding)>, StepError> {
    let around = facts::Around::of(view, request)?;
    let mut sheet = facts::of_request(request, &around, today, office)?;
    sheet.valid_dossier_on = sheet.valid_dossier_on.or(sheet.sent_on);
    sheet.processed_on = Some(today.plus_years(MUCH_LATER));
    let mut sheets = Sheets::default();
    sheets.requests.push(sheet);
    Ok(limit(&Judged::of(&sheets, office), Fact::ProcessedOn))
}

/// How long before the end somebody should think of it is this program's to say: the days come from the caller.
fn endings(view: &mut View<'_>, today: VietnamDay, days: i32) -> Result<Vec<Due>, StepError> {
    let mut all = Vec::new();
    let until = today.plus_days(days);
    view.select(
        "SELECT id, valid_to FROM certificate WHERE state = $1 AND valid_to >= $2 AND valid_to <= $3 ORDER BY valid_to, id",
        &["in-effect".into(), today.into(), until.into()],
        |row| {
            let by = row.text(1)?.parse().ok();
            all.push(Due {
                what: Task::RenewCertificate,
                table: Certificate::TABLE,
                id: row.integer(0)?,
                by,
                rule: None,
            });
            Ok::<_, StepError>(())
        },
    )?;
    Ok(all)
}

/// Certificates in effect whose holder left or moved, or whose body has another name or is no more.
fn misfits(
    view: &mut View<'_>,
    today: VietnamDay,
    office: &Office<'_>,
) -> Result<Vec<Due>, StepError> {
    let suspicious = view.find::<Certificate>(
        "WHERE state = $1 AND valid_to >= $2 AND subscriber IN (
             SELECT subscriber.id FROM subscriber
             LEFT JOIN person ON person.id = subscriber.person
             LEFT JOIN organisation employer ON employer.id = person.organisation
             LEFT JOIN organisation own ON own.id = coalesce(subscriber.organisation, subscriber.owner)
             WHERE person.left_on <= $2 OR person.posts > 1 OR employer.ends <= $2
                OR person.reached_since <= $2 OR own.reached_since <= $2
                OR own.ends <= $2 OR own.named_since > own.begins)
         ORDER BY id",
        &["in-effect".into(), today.into()],
    )?;
    let mut holders = Holders::of(view, &suspicious)?;
    let mut all = Vec::new();
    for stored in suspicious {
        if let Some(misfit) = misfit_of(view, &mut holders, stored.record(), today, office)? {
            all.push(Due {
                what: Task::CorrectCertificate,
                table: Certificate::TABLE,
                id: stored.id(),
                by: None,
                rule: Some(misfit.rule),
            });
        }
    }
    Ok(all)
}

/// Devices that are still with somebody although every certificate on them is over.
fn returns(
    view: &mut View<'_>,
    today: VietnamDay,
    office: &Office<'_>,
) -> Result<Vec<Due>, StepError> {
    let kept = view.find::<Device>(
        "WHERE state IN ($1, $2, $3, $4)
           AND EXISTS (SELECT 1 FROM certificate WHERE certificate.device = device.id)
           AND NOT EXISTS (SELECT 1 FROM certificate WHERE certificate.device = device.id
                           AND state IN ($5, $6, $7) AND valid_to >= $8)
         ORDER BY id",
        &[
            DeviceState::WithSubscriber.word().into(),
            DeviceState::Locked.word().into(),
            DeviceState::Broken.word().into(),
            DeviceState::Collected.word().into(),
            "received".into(),
            "in-effect".into(),
            "suspended".into(),
            today.into(),
        ],
    )?;
    let mut all = Vec::new();
    for stored in kept {
        all.extend(kept_on(view, &stored, today, office)?);
    }
    Ok(all)
}

fn kept_on(
    view: &mut View<'_>,
    stored: &Stored<Device>,
    today: VietnamDay,
    office: &Office<'_>,
) -> Result<Option<Due>, StepError> {
    let on_it = view.first::<Certificate>(
        "WHERE device = $1 ORDER BY valid_to DESC, id DESC LIMIT 1",
        &[stored.id().into()],
    )?;
    let Some(last) = on_it else {
        return Ok(None);
    };
    let subscriber = facts::existing(view, last.record().subscriber)?.into_record();
    let sheet = kept_too_long(last.record(), &subscriber, today, office);
    let mut sheets = Sheets::default();
    sheets.devices.push(sheet);
    let (by, rule) = limit(&Judged::of(&sheets, office), Fact::ReturnedOn).unzip();
    // without a notice the rule is named, and no clock runs
    let by = by.filter(|_| last.record().revocation_notice_on.is_some());
    Ok(Some(Due {
        what: Task::ReturnDevice,
        table: Device::TABLE,
        id: stored.id(),
        by,
        rule,
    }))
}

fn kept_too_long(
    certificate: &Certificate,
    subscriber: &Subscriber,
    today: VietnamDay,
    office: &Office<'_>,
) -> DeviceFacts {
    use gov_ca_model::CertificateStep;
    let revoked = certificate.history.day_of(CertificateStep::Revoke);
    let mut sheet = facts::of_device(DeviceEvent::Revoked, today, Some(subscriber), false, office);
    sheet.revoked_on = revoked;
    let notice = certificate.revocation_notice_on;
    sheet.revocation_notice_on = notice.or_else(|| revoked.map(|_| today));
    sheet.returned_on = Some(today.plus_years(MUCH_LATER));
    sheet
}

/// Recipients of open notices who were not told yet, each with the rule that names them.
fn notices(view: &mut View<'_>, office: &Office<'_>) -> Result<Vec<Due>, StepError> {
    let mut all = Vec::new();
    for stored in view.find::<Notice>("WHERE closed_on IS NULL ORDER BY id", &[])? {
        for telling in tellings(view, stored.record(), office)? {
            all.push(Due {
                what: Task::TellOfDevice,
                table: Notice::TABLE,
                id: stored.id(),
                by: telling.by.map(VietnamDay::of),
                rule: Some(telling.rule),
            });
        }
    }
    Ok(all)
}

/// The earliest limit that a rule sets for a fact, and the rule.
pub(crate) fn limit(judged: &Judged, fact: Fact) -> Option<(VietnamDay, Finding)> {
    let broken = judged.breaches().chain(judged.warnings());
    let limits = broken.filter_map(|finding| {
        let Verdict::Violated(evidence) = &finding.verdict else {
            return None;
        };
        let used = evidence.0.iter().find(|used| used.fact == fact)?;
        match &used.limit.as_ref()?.value {
            Found::Day(day) => Some((*day, finding.clone())),
            _ => None,
        }
    });
    limits.min_by_key(|(day, _)| *day)
}

impl Due {
    /// The record it is about, where it is of kind `T`.
    pub fn of<T: Record>(&self) -> Option<Id<T>> {
        (self.table == T::TABLE).then(|| Id::new(self.id))
    }
}
