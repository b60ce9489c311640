//! Requests: drafted, confirmed, sent, answered, closed.

use gov_ca_model::{
    CertificateState, CertificateStep, DeviceKind, DeviceState, DeviceStep, History, Paper,
    RequestKind, RequestStep, VietnamDay,
};
use regulation_rules::facts::{DeviceEvent, IssueKind, Party, Sheets};
use serde::{Deserialize, Serialize};

use super::facts::{self, Around};
use super::{Lacking, StepError};
use crate::entries::{Certificate, Device, DeviceRecord, Note, Request, Sending};
use crate::stated::Stated;
use crate::{Change, Id, Judged, Office, Stored, View};

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
/// [`StepError::Lacking`]: without a certificate or a device where its kind is about one.
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
    change.take_step("request.draft", crate::judged::OURS);
    Ok(change.insert(request)?)
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
    let mut best = (Party::Ca, usize::MAX);
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
        let against = judged.breaches().count() * 100 + judged.warnings().count();
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
    let stored = facts::existing(change, id)?;
    let mut request = stored.record().clone();
    request.history = request.history.then(on, deed.step())?;
    said(&mut request, on, deed)?;
    let around = Around::of(change, &request)?;
    let judged = Judged::of(&sheets(&request, &around, on, deed, office)?, office);
    if deed.is_ours() && judged.breaches().next().is_some() {
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
        RequestDeed::Amend => request.sending = None,
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

/// What the step does to certificates and devices.
fn outcome(
    change: &mut Change<'_>,
    request: &mut Request,
    around: Around,
    on: VietnamDay,
    deed: &RequestDeed,
) -> Result<(), StepError> {
    match deed {
        RequestDeed::Process(processed) => process(change, request, around, on, processed),
        RequestDeed::Deliver(paper) => match around.device {
            Some(device) if device.record().history.state() == DeviceState::InStock => {
                hand_over(change, &device, on, paper.clone())
            }
            _ => Ok(()),
        },
        RequestDeed::Activate => {
            let certificate = around
                .certificate
                .ok_or(StepError::Lacking(Lacking::Certificate))?;
            step_certificate(change, &certificate, on, CertificateStep::Publish)
        }
        _ => Ok(()),
    }
}

fn process(
    change: &mut Change<'_>,
    request: &mut Request,
    around: Around,
    on: VietnamDay,
    processed: &Processed,
) -> Result<(), StepError> {
    let kind = request.history.of();
    match (kind, processed) {
        (RequestKind::Issue, Processed::Issued(issued)) => {
            let device = new_device(change, request, on, issued)?;
            let history = History::begun((), on);
            let fresh = certificate(request, issued, issued_as(request), device, history);
            request.device = device;
            request.certificate = Some(Id::of(&change.insert(fresh)?));
            Ok(())
        }
        (RequestKind::Renew | RequestKind::ChangeInformation, Processed::Issued(issued)) => {
            let before = around
                .certificate
                .ok_or(StepError::Lacking(Lacking::Certificate))?;
            step_certificate(change, &before, on, CertificateStep::Replace)?;
            let device = new_device(change, request, on, issued)?.or(before.record().device);
            let history = History::begun((), on).then(on, CertificateStep::Publish)?;
            let mut next = certificate(request, issued, issued_as(request), device, history);
            next.replaces = Some(Id::of(&before));
            request.device = device;
            request.certificate = Some(Id::of(&change.insert(next)?));
            Ok(())
        }
        (RequestKind::Revoke, Processed::Revoked) => {
            let certificate = around
                .certificate
                .ok_or(StepError::Lacking(Lacking::Certificate))?;
            step_certificate(change, &certificate, on, CertificateStep::Revoke)
        }
        (RequestKind::RecoverDevice, Processed::Recovered) => {
            let device = around.device.ok_or(StepError::Lacking(Lacking::Device))?;
            let mut next = device.record().clone();
            next.history = next.history.then(on, DeviceStep::Recover)?;
            change.update(&device, next)?;
            Ok(())
        }
        _ => Err(StepError::Lacking(Lacking::Outcome)),
    }
}

fn new_device(
    change: &mut Change<'_>,
    request: &Request,
    on: VietnamDay,
    issued: &Issued,
) -> Result<Option<Id<Device>>, StepError> {
    let Some((number, kind)) = &issued.device else {
        return Ok(None);
    };
    let device = Device {
        number: number.clone(),
        token_serial: None,
        kind: kind.clone(),
        subscriber: Some(request.subscriber),
        history: History::begun((), on),
        recorded: Vec::new(),
        custody: Vec::new(),
    };
    Ok(Some(Id::of(&change.insert(device)?)))
}

fn certificate(
    request: &Request,
    issued: &Issued,
    issued_as: IssueKind,
    device: Option<Id<Device>>,
    history: History<CertificateState>,
) -> Certificate {
    Certificate {
        number: issued.number.clone(),
        subscriber: request.subscriber,
        device,
        issued_as,
        valid_from: issued.valid_from,
        valid_to: issued.valid_to,
        history,
        replaces: None,
        blocked: None,
        x509: issued.x509.clone(),
    }
}

const fn issued_as(request: &Request) -> IssueKind {
    match request.history.of() {
        RequestKind::Renew => IssueKind::Renewed,
        RequestKind::ChangeInformation => IssueKind::Changed,
        _ => IssueKind::New,
    }
}

fn step_certificate(
    change: &mut Change<'_>,
    stored: &Stored<Certificate>,
    on: VietnamDay,
    step: CertificateStep,
) -> Result<(), StepError> {
    let mut next = stored.record().clone();
    next.history = next.history.then(on, step)?;
    change.update(stored, next)?;
    Ok(())
}

fn hand_over(
    change: &mut Change<'_>,
    stored: &Stored<Device>,
    on: VietnamDay,
    paper: Option<Paper>,
) -> Result<(), StepError> {
    let mut next = stored.record().clone();
    next.history = next.history.then(on, DeviceStep::HandOver)?;
    next.recorded.push(DeviceRecord {
        on,
        step: DeviceStep::HandOver,
        paper,
        channel: None,
        note: None,
    });
    change.update(stored, next)?;
    Ok(())
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
