//! Requests: drafted, and taken step by step.

pub(super) mod shown;

use gov_ca_model::{
    CertificateNumber, DeviceKind, History, Life as _, RequestKind, RequestState, RequestStep,
};
use gov_ca_registry::Id;
use gov_ca_registry::about::Subject;
use gov_ca_registry::entries::{Certificate, Device, Person, Request, Sending, Subscriber};
use gov_ca_registry::search::{Sought, search};
use gov_ca_registry::stated::{Stated, Statement};
use gov_ca_registry::steps::{self, Issued, Lacking, Processed, RequestDeed, StepError, existing};
use gov_ca_registry::store::{Record, View};
use regulation_rules::facts::{Form, Party, RequestFacts};
use serde_json::{Value, json};

use super::failed::not_found;
use super::{Desk, told};
use crate::args::{RequestDraft, RequestFactsArgs, RequestStepArgs};
use crate::exit::{Exit, Failure, Outcome};
use crate::text::Text;

pub(super) fn draft(desk: &Desk<'_>, args: &RequestDraft) -> Outcome {
    let certificate = args.certificate.as_deref().map(|number| {
        numbered::<Certificate>(desk, number, &Text::new("chứng thư", "certificate"))
    });
    let device = args.device.as_deref();
    let device =
        device.map(|number| numbered::<Device>(desk, number, &Text::new("thiết bị", "device")));
    let (certificate, device) = (certificate.transpose()?, device.transpose()?);
    let stated = stated(&args.state, desk)?;
    let kind = args.kind;
    let id = desk.change(|change| {
        let subscriber = change.get::<Subscriber>(args.subscriber)?;
        let subscriber = subscriber.ok_or(StepError::NotFound {
            table: Subscriber::TABLE,
            id: args.subscriber,
        })?;
        let keeper = args
            .keeper
            .map(|id| existing::<Person>(change, Id::new(id)));
        let managed_by = *subscriber.record().managed_by.latest();
        let history = History::<RequestState>::begun(kind, desk.on);
        let request = Request {
            certificate,
            device,
            keeper: keeper.transpose()?.as_ref().map(Id::of),
            reason: args.reason,
            stated,
            ..Request::new(Id::of(&subscriber), managed_by, history)
        };
        Ok(steps::draft(change, request)?.id())
    })?;
    match desk.job.json {
        true => desk
            .job
            .value(&json!({ "table": Request::TABLE, "id": id })),
        false => desk.job.say(&Text::new(
            format!("Đã soạn yêu cầu {}: số {id}.", kind.vietnamese()),
            format!("Request ({}) was drafted: number {id}.", kind.word()),
        )),
    }
    Ok(Exit::Passed)
}

/// The one record with this number; a certificate's may be spelt otherwise.
pub(super) fn numbered<T: Record>(
    desk: &Desk<'_>,
    number: &str,
    what: &Text,
) -> Result<Id<T>, Failure> {
    let found = desk.read(|view| {
        if let Some(found) = view.first::<T>("WHERE number = $1", &[number.into()])? {
            return Ok(Some(Id::of(&found)));
        }
        if T::TABLE != Certificate::TABLE {
            return Ok(None);
        }
        Ok(
            match search(view, Sought::Certificate, number)?.as_slice() {
                [Subject::Certificate(one)] => Some(Id::new(one.number())),
                _ => None,
            },
        )
    })?;
    found.ok_or_else(|| {
        not_found(&Text::new(
            format!("{} số hiệu {number}", what.vi),
            format!("{} number {number}", what.en),
        ))
    })
}

/// `FACT=VALUE:WHO`.
fn stated(texts: &[String], desk: &Desk<'_>) -> Result<Stated, Failure> {
    let mut stated = Stated::default();
    for text in texts {
        let wrong = || {
            Failure::usage(
                "not-a-fact",
                Text::new(
                    format!("“{text}” không có dạng DỮ_KIỆN=GIÁ_TRỊ:NGƯỜI_XÁC_NHẬN."),
                    format!("“{text}” is not FACT=VALUE:WHO."),
                ),
            )
        };
        let (name, rest) = text.split_once('=').ok_or_else(wrong)?;
        let (value, by) = rest
            .split_once(':')
            .filter(|(_, by)| !by.trim().is_empty())
            .ok_or_else(wrong)?;
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
        let statement = Statement {
            value,
            by: by.trim().to_owned(),
            on: desk.on,
        };
        let known = stated.state::<RequestFacts>(&name.replace('-', "_"), statement);
        known.map_err(|error| super::failed::stepped(&desk.place, error.into()))?;
    }
    Ok(stated)
}

pub(super) fn step(desk: &Desk<'_>, args: &RequestStepArgs) -> Outcome {
    let id = Id::<Request>::new(args.request);
    let office = desk.office();
    let (done, begins) = desk.change(|change| {
        let deed = deed(change, id, args, desk)?;
        let done = steps::take_request_step(change, id, desk.on, &deed, &office)?;
        let certificate = done.request.record().certificate;
        let certificate = certificate.map(|id| existing(change, id)).transpose()?;
        let begins = certificate.map(|certificate| certificate.record().valid_from);
        Ok((done, begins))
    })?;
    let state = done.request.record().history.state();
    if desk.job.json {
        desk.job.value(&json!({
            "table": Request::TABLE,
            "id": done.request.id(),
            "state": state,
            "findings": told::findings(&done.judged, desk.job),
        }));
        return Ok(Exit::Passed);
    }
    desk.job.say(&Text::new(
        format!("Yêu cầu số {}: {}.", done.request.id(), state.vietnamese()),
        format!("Request {}: {}.", done.request.id(), state.word()),
    ));
    let is_ours = matches!(args.step, RequestStep::Confirm | RequestStep::Send);
    told::beside(&done.judged, is_ours, desk.job);
    let activates = args.step == RequestStep::Activate;
    if let Some(begins) = begins.filter(|begins| activates && desk.on < *begins) {
        let day = begins.vietnamese();
        desk.job.note(&Text::new(
            format!("Lưu ý: chứng thư có hiệu lực từ ngày {day}; trước ngày đó chưa dùng được."),
            format!("Note: the certificate is valid from {day}; it cannot be used before."),
        ));
    }
    Ok(Exit::Passed)
}

/// What a person states, with the name.
pub(super) fn state(desk: &Desk<'_>, args: &RequestFactsArgs) -> Outcome {
    let stated = stated(&args.facts, desk)?;
    let id = Id::<Request>::new(args.request);
    desk.change(|change| steps::state(change, id, &stated))?;
    let number = args.request;
    match desk.job.json {
        true => desk
            .job
            .value(&json!({ "table": Request::TABLE, "id": number })),
        false => desk.job.say(&Text::new(
            format!("Đã ghi xác nhận vào yêu cầu số {number}."),
            format!("Stated for request {number}."),
        )),
    }
    Ok(Exit::Passed)
}

fn deed(
    view: &mut View<'_>,
    id: Id<Request>,
    args: &RequestStepArgs,
    desk: &Desk<'_>,
) -> Result<RequestDeed, StepError> {
    let reasons = || args.reasons.clone().unwrap_or_default();
    let paper = desk.paper("Biên bản", args.paper.as_deref());
    Ok(match args.step {
        RequestStep::Confirm => RequestDeed::Confirm,
        RequestStep::Send => RequestDeed::Send(sending(view, id, args, desk)?),
        RequestStep::Accept => RequestDeed::Accept,
        RequestStep::Return => RequestDeed::Return(reasons()),
        RequestStep::Amend => RequestDeed::Amend,
        RequestStep::Process => RequestDeed::Process(processed(view, id, args)?),
        RequestStep::Refuse => RequestDeed::Refuse(reasons()),
        RequestStep::Deliver => RequestDeed::Deliver(paper),
        RequestStep::Activate => RequestDeed::Activate,
        RequestStep::Close => RequestDeed::Close,
        RequestStep::Withdraw => RequestDeed::Withdraw,
    })
}

/// What is not said is what the law of that day asks for.
fn sending(
    view: &mut View<'_>,
    id: Id<Request>,
    args: &RequestStepArgs,
    desk: &Desk<'_>,
) -> Result<Sending, StepError> {
    let request = existing(view, id)?.into_record();
    let subscriber = view.get::<Subscriber>(request.subscriber.number())?;
    let class = subscriber.map(|one| one.into_record().class());
    let form = class.and_then(|class| request.history.of().form(class));
    let form = form.and_then(|form| format!("nd-68/{form}").parse::<Form>().ok());
    let mut sending = Sending {
        by: Party::ManagingBody,
        to: Party::Ca,
        channel: args.channel,
        form: args.form.or(form),
        digitally_signed: !args.wet_signed,
        paper: None,
    };
    sending.to = match args.to {
        Some(to) => to,
        None => steps::addressee(view, id, desk.on, &sending, &desk.office())?,
    };
    Ok(sending)
}

fn processed(
    view: &mut View<'_>,
    id: Id<Request>,
    args: &RequestStepArgs,
) -> Result<Processed, StepError> {
    let issued = match (&args.certificate, args.valid_from, args.valid_to) {
        (Some(number), Some(valid_from), Some(valid_to)) => Some(Issued {
            number: spelt(number),
            valid_from,
            valid_to,
            device: args
                .device
                .clone()
                .map(|number| (number, DeviceKind::PkiToken)),
            x509: None,
        }),
        _ => None,
    };
    match existing(view, id)?.into_record().history.of() {
        RequestKind::Revoke => Ok(Processed::Revoked),
        RequestKind::RecoverDevice => Ok(Processed::Recovered),
        RequestKind::Issue | RequestKind::Renew | RequestKind::ChangeInformation => issued
            .map(Processed::Issued)
            .ok_or(StepError::Lacking(Lacking::Outcome)),
    }
}

/// As intake and signatures spell the number of a certificate; what is no such number stays as it is.
fn spelt(number: &str) -> String {
    let parsed = number.parse::<CertificateNumber>();
    parsed.map_or_else(|_| number.to_owned(), |number| number.to_string())
}

pub(super) fn list(desk: &Desk<'_>) -> Outcome {
    super::records::list::<Request>(desk, |view, request| {
        let subscriber = view.get::<Subscriber>(request.subscriber.number())?;
        let name = match subscriber {
            Some(subscriber) => {
                super::records::holder_name(view, &subscriber.record().holder, desk)?
            }
            None => String::new(),
        };
        let (kind, state) = (request.history.of(), request.history.state());
        let line = format!("{}  {name}  {}", kind.vietnamese(), state.vietnamese());
        let json = json!({
            "kind": kind,
            "subscriber": name,
            "state": state,
            "since": request.history.since(),
        });
        Ok((line, json))
    })
}
