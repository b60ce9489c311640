//! Requests: drafted, confirmed, sent, answered, closed.

use gov_ca_model::{DeviceKind, History, Paper, RequestKind, RequestStep, VietnamDay};
use regulation_rules::facts::{DeviceEvent, Party, Sheets};
use serde::{Deserialize, Serialize};

use super::facts::{self, Around};
use super::outcome::{certificate, issued_as, outcome};
use super::{Lacking, StepError};
use crate::entries::{Certificate, Device, Note, Request, Sending};
use crate::stated::Stated;
use crate::{Change, Id, Judged, Office, Record as _, Stored, View};

/// A step of a request, with what comes with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestDeed {
    /// The directly managing body confirms it.
    Confirm,
    /// It is sent.
    Send(Sending),
    /// It was received as a valid dossier.
    Accept,
    /// It was sent back, for these reasons.
    Return(String),
    /// It is written anew.
    Amend,
    /// The CA or the department did what was asked.
    Process(Processed),
    /// It was not granted, for these reasons.
    Refuse(String),
    /// What came of it is handed to the subscriber, with a record.
    Deliver(Option<Paper>),
    /// The certificate takes effect.
    Activate,
    /// The dossier is archived.
    Close,
    /// It is taken back.
    Withdraw,
}

/// What came of a request.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Processed {
    /// A certificate: new, renewed or changed.
    Issued(Issued),
    /// The certificate is revoked.
    Revoked,
    /// The device is recovered.
    Recovered,
}

/// A certificate as the CA hands it out.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Issued {
    /// Its number.
    pub number: String,
    /// The first day of its validity.
    pub valid_from: VietnamDay,
    /// The last day of its validity.
    pub valid_to: VietnamDay,
    /// The new device it is on; `None`: on that of the certificate before.
    pub device: Option<(String, DeviceKind)>,
    /// DER in base64, where it was read.
    pub x509: Option<String>,
}

/// What was done, and what the law said of it.
#[derive(Debug)]
pub struct Done {
    /// The request now.
    pub request: Stored<Request>,
    /// What the rules said.
    pub judged: Judged,
}

impl RequestDeed {
    /// The step.
    pub const fn step(&self) -> RequestStep {
        match self {
            Self::Confirm => RequestStep::Confirm,
            Self::Send(_) => RequestStep::Send,
            Self::Accept => RequestStep::Accept,
            Self::Return(_) => RequestStep::Return,
            Self::Amend => RequestStep::Amend,
            Self::Process(_) => RequestStep::Process,
            Self::Refuse(_) => RequestStep::Refuse,
            Self::Deliver(_) => RequestStep::Deliver,
            Self::Activate => RequestStep::Activate,
            Self::Close => RequestStep::Close,
            Self::Withdraw => RequestStep::Withdraw,
        }
    }

    /// Whether it is ours to do or leave: then a breach stops it. What others did, or came too late, is recorded as it was.
    const fn is_ours(&self) -> bool {
        matches!(self, Self::Confirm | Self::Send(_) | Self::Deliver(_))
    }
}

/// A new request, which is not sent yet.
///
/// # Errors
///
/// [`StepError::Lacking`]: without a certificate or a device where its kind is about one; [`StepError::NotTheirs`]: with that of another
/// subscriber.
pub fn draft(change: &mut Change<'_>, request: Request) -> Result<Stored<Request>, StepError> {
    match request.history.of() {
        RequestKind::Renew | RequestKind::ChangeInformation | RequestKind::Revoke
            if request.certificate.is_none() =>
        {
            return Err(StepError::Lacking(Lacking::Certificate));
        }
        RequestKind::RecoverDevice if request.device.is_none() => {
            return Err(StepError::Lacking(Lacking::Device));
        }
        _ => {}
    }
    if let Some(id) = request.certificate {
        theirs(&request, facts::existing(change, id)?.record())?;
    }
    if let Some(id) = request.device {
        has(change, &request, id)?;
    }
    change.take_step("request.draft", crate::judged::OURS);
    Ok(change.insert(request)?)
}

/// That a certificate is of the subscriber whose request it is.
pub(super) fn theirs(request: &Request, certificate: &Certificate) -> Result<(), StepError> {
    match certificate.subscriber == request.subscriber {
        true => Ok(()),
        false => Err(StepError::NotTheirs {
            table: Certificate::TABLE,
            number: certificate.number.clone(),
            subscriber: request.subscriber.number(),
        }),
    }
}

/// That the device is nobody's or of the subscriber whose request it is, or holds a certificate of theirs.
fn has(view: &mut View<'_>, request: &Request, id: Id<Device>) -> Result<(), StepError> {
    let device = facts::existing(view, id)?.into_record();
    let is_own = |of| of == request.subscriber;
    if device.subscriber.is_none_or(is_own) {
        return Ok(());
    }
    let on_it = view.find::<Certificate>("WHERE device = $1 ORDER BY id", &[id.number().into()])?;
    match on_it.iter().any(|one| is_own(one.record().subscriber)) {
        true => Ok(()),
        false => Err(StepError::NotTheirs {
            table: Device::TABLE,
            number: device.number,
            subscriber: request.subscriber.number(),
        }),
    }
}

/// What persons state about a request, beside what was stated before.
///
/// # Errors
///
/// [`StepError`]: there is no such request.
pub fn state(change: &mut Change<'_>, id: Id<Request>, stated: &Stated) -> Result<(), StepError> {
    let stored = facts::existing(change, id)?;
    let mut request = stored.record().clone();
    request.stated.add(stated);
    change.take_step("request.state", crate::judged::OURS);
    change.update(&stored, request)?;
    Ok(())
}

/// To whom a request goes on a day: to the CA or to the department, whichever the rules in force there speak less against; to the CA where they
/// do not care.
///
/// # Errors
///
/// [`StepError`]: there is no such request.
pub fn addressee(
    view: &mut View<'_>,
    id: Id<Request>,
    on: VietnamDay,
    sending: &Sending,
    office: &Office<'_>,
) -> Result<Party, StepError> {
    let mut request = facts::existing(view, id)?.into_record();
    let around = Around::of(view, &request)?;
    let mut best = (Party::Ca, (usize::MAX, usize::MAX));
    for to in [Party::Ca, Party::Department] {
        request.sending = Some(Sending {
            to,
            ..sending.clone()
        });
        let mut sheets = Sheets::default();
        sheets
            .requests
            .push(facts::of_request(&request, &around, on, office)?);
        let judged = Judged::of(&sheets, office);
        let against = (judged.breaches().count(), judged.warnings().count());
        if against < best.1 {
            best = (to, against);
        }
    }
    Ok(best.0)
}

/// Takes a step of a request, on the day it happens.
///
/// # Errors
///
/// [`StepError`]; then nothing is changed.
pub fn take(
    change: &mut Change<'_>,
    id: Id<Request>,
    on: VietnamDay,
    deed: &RequestDeed,
    office: &Office<'_>,
) -> Result<Done, StepError> {
    step(change, id, on, deed, office, deed.is_ours())
}

/// Records a step that somebody else took, as it was: another office confirmed and sent the request that reached us. What the law says of
/// it is in [`Done::judged`], and stops nothing.
///
/// # Errors
///
/// As [`take`], but for the law.
pub fn take_as_told(
    change: &mut Change<'_>,
    id: Id<Request>,
    on: VietnamDay,
    deed: &RequestDeed,
    office: &Office<'_>,
) -> Result<Done, StepError> {
    step(change, id, on, deed, office, false)
}

fn step(
    change: &mut Change<'_>,
    id: Id<Request>,
    on: VietnamDay,
    deed: &RequestDeed,
    office: &Office<'_>,
    is_ours: bool,
) -> Result<Done, StepError> {
    let stored = facts::existing(change, id)?;
    let mut request = stored.record().clone();
    request.history = request.history.then(on, deed.step())?;
    said(&mut request, on, deed)?;
    let around = Around::of(change, &request)?;
    let judged = Judged::of(&sheets(&request, &around, on, deed, office)?, office);
    if is_ours && judged.breaches().next().is_some() {
        return Err(StepError::AgainstTheLaw(Box::new(judged)));
    }
    let mut before = Sheets::default();
    before
        .requests
        .push(facts::of_request(stored.record(), &around, on, office)?);
    let under = judged.under(&Judged::of(&before, office));
    change.take_step(action(deed), &under);
    outcome(change, &mut request, around, on, deed)?;
    let request = change.update(&stored, request)?;
    Ok(Done { request, judged })
}

/// What the step says about the request itself.
fn said(request: &mut Request, on: VietnamDay, deed: &RequestDeed) -> Result<(), StepError> {
    match deed {
        RequestDeed::Send(sending) => request.sending = Some(sending.clone()),
        RequestDeed::Amend => {
            request.sending = None;
            request.signed = None;
            supersede(request);
        }
        RequestDeed::Return(text) | RequestDeed::Refuse(text) => {
            if text.trim().is_empty() {
                return Err(StepError::Lacking(Lacking::Reasons));
            }
            request.notes.push(Note {
                on,
                step: deed.step(),
                text: text.clone(),
            });
        }
        _ => {}
    }
    Ok(())
}

/// What was made so far is not to be signed any more.
pub(super) fn supersede(request: &mut Request) {
    for made in &mut request.made {
        made.is_superseded = true;
    }
}

/// What is handed over is judged as a device, all else as a request.
fn sheets(
    request: &Request,
    around: &Around,
    on: VietnamDay,
    deed: &RequestDeed,
    office: &Office<'_>,
) -> Result<Sheets, StepError> {
    let mut sheets = Sheets::default();
    match deed {
        RequestDeed::Deliver(paper) => {
            let holder = Some(&around.subscriber);
            let event = DeviceEvent::HandedOver;
            let mut device = facts::of_device(event, on, holder, paper.is_some(), office);
            device.given_to_own_subscriber = Some(true);
            sheets.devices.push(device);
        }
        _ => sheets
            .requests
            .push(facts::of_request(request, around, on, office)?),
    }
    if let RequestDeed::Process(Processed::Issued(issued)) = deed {
        let history = History::begun((), on);
        let fresh = certificate(request, issued, issued_as(request), None, history);
        let mut sheet = facts::of_certificate(&fresh, &around.subscriber, on, office);
        if let Some(before) = &around.certificate {
            let before = facts::of_certificate(before.record(), &around.subscriber, on, office);
            sheet.previous_not_after = before.not_after;
        }
        sheets.certificates.push(sheet);
    }
    Ok(sheets)
}

/// The word of a step in the audit chain.
const fn action(deed: &RequestDeed) -> &'static str {
    match deed {
        RequestDeed::Confirm => "request.confirm",
        RequestDeed::Send(_) => "request.send",
        RequestDeed::Accept => "request.accept",
        RequestDeed::Return(_) => "request.return",
        RequestDeed::Amend => "request.amend",
        RequestDeed::Process(_) => "request.process",
        RequestDeed::Refuse(_) => "request.refuse",
        RequestDeed::Deliver(_) => "request.deliver",
        RequestDeed::Activate => "request.activate",
        RequestDeed::Close => "request.close",
        RequestDeed::Withdraw => "request.withdraw",
    }
}
