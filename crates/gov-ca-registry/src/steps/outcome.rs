//! What a step of a request does to certificates and devices.

use gov_ca_model::{
    CertificateState, CertificateStep, DeviceState, DeviceStep, History, ModelError, Paper,
    RequestKind, VietnamDay,
};
use regulation_rules::facts::IssueKind;

use super::facts::Around;
use super::request::theirs;
use super::{Issued, Lacking, Processed, RequestDeed, StepError};
use crate::entries::{Certificate, Device, DeviceRecord, Request};
use crate::{Change, Id, Record, Stored, View};

/// What the step does to certificates and devices.
pub(super) fn outcome(
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
                happened(change, &device, on, DeviceStep::HandOver, paper.clone())
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
    if let Some(certificate) = &around.certificate {
        theirs(request, certificate.record())?;
    }
    if let Processed::Issued(issued) = processed {
        can_be(change, issued)?;
    }
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
            if device == before.record().device {
                // the same device, and who has it is not known any better
                next.blocked.clone_from(&before.record().blocked);
            }
            request.device = device;
            request.certificate = Some(Id::of(&change.insert(next)?));
            Ok(())
        }
        (RequestKind::Revoke, Processed::Revoked) => {
            let certificate = around
                .certificate
                .ok_or(StepError::Lacking(Lacking::Certificate))?;
            match certificate.record().history.state() {
                // the notice of it came before this was written down
                CertificateState::Revoked => Ok(()),
                _ => step_certificate(change, &certificate, on, CertificateStep::Revoke),
            }
        }
        (RequestKind::RecoverDevice, Processed::Recovered) => {
            let device = around.device.ok_or(StepError::Lacking(Lacking::Device))?;
            recover(change, &device, on, request.history.since())
        }
        _ => Err(StepError::Lacking(Lacking::Outcome)),
    }
}

/// That a certificate has days, and a number of its own.
fn can_be(view: &mut View<'_>, issued: &Issued) -> Result<(), StepError> {
    if issued.valid_to < issued.valid_from {
        return Err(StepError::NotAfter(ModelError::DayNotAfter {
            day: issued.valid_to,
            latest: issued.valid_from,
        }));
    }
    let number = issued.number.as_str();
    match view.first::<Certificate>("WHERE number = $1", &[number.into()])? {
        None => Ok(()),
        Some(_) => Err(taken::<Certificate>(number)),
    }
}

fn taken<T: Record>(number: &str) -> StepError {
    StepError::Taken {
        table: T::TABLE,
        number: number.to_owned(),
    }
}

/// Unless it was noted already, after it was asked for.
fn recover(
    change: &mut Change<'_>,
    stored: &Stored<Device>,
    on: VietnamDay,
    asked: VietnamDay,
) -> Result<(), StepError> {
    let history = &stored.record().history;
    let recovered = history.day_of(DeviceStep::Recover);
    if history.state() == DeviceState::WithSubscriber && recovered.is_some_and(|day| asked <= day) {
        return Ok(());
    }
    happened(change, stored, on, DeviceStep::Recover, None)
}

/// A device that is new to the register, or nobody's yet.
fn new_device(
    change: &mut Change<'_>,
    request: &Request,
    on: VietnamDay,
    issued: &Issued,
) -> Result<Option<Id<Device>>, StepError> {
    let Some((number, kind)) = &issued.device else {
        return Ok(None);
    };
    if let Some(stored) = change.first::<Device>("WHERE number = $1", &[number.as_str().into()])? {
        let mut device = stored.record().clone();
        if device.subscriber.is_some() || device.history.state() != DeviceState::InStock {
            return Err(taken::<Device>(number));
        }
        device.subscriber = Some(request.subscriber);
        return Ok(Some(Id::of(&change.update(&stored, device)?)));
    }
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

pub(super) fn certificate(
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
        revocation_notice_on: None,
        x509: issued.x509.clone(),
    }
}

pub(super) const fn issued_as(request: &Request) -> IssueKind {
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

fn happened(
    change: &mut Change<'_>,
    stored: &Stored<Device>,
    on: VietnamDay,
    step: DeviceStep,
    paper: Option<Paper>,
) -> Result<(), StepError> {
    let mut next = stored.record().clone();
    next.history = next.history.then(on, step)?;
    next.recorded.push(DeviceRecord {
        on,
        step,
        paper,
        channel: None,
        note: None,
    });
    change.update(stored, next)?;
    Ok(())
}
