//! What a step of a request does to certificates and devices.

use gov_ca_model::{
    CertificateState, CertificateStep, DeviceState, DeviceStep, History, Paper, RequestKind,
    VietnamDay,
};
use regulation_rules::facts::IssueKind;

use super::facts::Around;
use super::{Issued, Lacking, Processed, RequestDeed, StepError};
use crate::entries::{Certificate, Device, DeviceRecord, Request};
use crate::{Change, Id, Stored};

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
