//! Letters of a department about what is over or overdue: certificates that were revoked, work that a body has not done.

use gov_ca_model::{
    CertificateState, CertificateStep, Life as _, RequestKind, RequestState, VietnamDay,
};
use gov_ca_registry::entries::{
    Body, Certificate, Device, Notice, Request, ShortRecord, Subscriber,
};
use gov_ca_registry::steps::{StepError, existing};
use gov_ca_registry::store::{Stored, View};
use gov_ca_registry::{Due, Id, Task, due};
use regulation_rules::Finding;
use serde_json::json;
use signing_workflow::durable;
use signing_workflow::forms::{
    Filled, REMINDER, REVOCATION_NOTICE, Reminder, RevocationNotice, Revoked,
};

use super::decided::{Answering, filled};
use super::records::{body_name, holder_name};
use super::{Desk, told};
use crate::args::{DeskNotify, DeskRemind, Letter};
use crate::exit::{Exit, Failure, Outcome};
use crate::text::{Lang, Text};
use crate::{failures, outputs};

pub(super) fn notify(desk: &Desk<'_>, args: &DeskNotify) -> Outcome {
    let letter = desk.read(|view| {
        let answering = answering(view, &args.letter, desk)?;
        notice(view, &args.certificates, answering, desk)
    })?;
    let notice = letter?;
    let mark = format!("TH-{}", notice.certificates[0].certificate);
    let made = filled(&REVOCATION_NOTICE, &notice, &mark, desk)?;
    kept(desk, &args.letter, &made, notice.certificates.len())
}

fn notice(
    view: &mut View<'_>,
    numbers: &[String],
    answering: Answering,
    desk: &Desk<'_>,
) -> Result<Result<RevocationNotice, Failure>, StepError> {
    let mut listed = Listed::default();
    let tasks = due(view, desk.on, 0, &desk.office())?;
    for number in numbers {
        match revoked(view, number)? {
            Ok(certificate) => listed.add(view, &certificate, &tasks, desk)?,
            Err(refused) => return Ok(Err(refused)),
        }
    }
    let &[body] = listed.bodies.as_slice() else {
        return Ok(Err(several_bodies()));
    };
    let devices = listed.devices();
    let Answering { from, office, head } = answering;
    Ok(Ok(RevocationNotice {
        from,
        office,
        to: body_name(view, body, desk)?,
        certificates: listed.rows,
        devices,
        grounds: grounds(listed.returns.iter()),
        head,
        recipients: Vec::new(),
    }))
}

fn revoked(
    view: &mut View<'_>,
    number: &str,
) -> Result<Result<Stored<Certificate>, Failure>, StepError> {
    let Some(stored) = view.first::<Certificate>("WHERE number = $1", &[number.into()])? else {
        return Ok(Err(unknown(number)));
    };
    let is_revoked = stored.record().history.state() == CertificateState::Revoked;
    Ok(if is_revoked {
        Ok(stored)
    } else {
        Err(not_revoked(number))
    })
}

/// The certificates of a notice, and what is to be done with their devices.
#[derive(Default)]
struct Listed {
    rows: Vec<Revoked>,
    /// Who manages them.
    bodies: Vec<Id<Body>>,
    /// Why devices go back.
    returns: Vec<Finding>,
    /// The first day by which one goes back.
    first: Option<VietnamDay>,
}

impl Listed {
    fn add(
        &mut self,
        view: &mut View<'_>,
        stored: &Stored<Certificate>,
        tasks: &[Due],
        desk: &Desk<'_>,
    ) -> Result<(), StepError> {
        let certificate = stored.record();
        let subscriber = existing::<Subscriber>(view, certificate.subscriber)?;
        let body = *subscriber.record().managed_by.latest();
        if !self.bodies.contains(&body) {
            self.bodies.push(body);
        }
        let device = certificate.device.map(|id| existing::<Device>(view, id));
        let device = device.transpose()?;
        let goes_back =
            |one: &&Due| one.what == Task::ReturnDevice && one.of::<Device>() == certificate.device;
        if let Some(back) = tasks.iter().find(goes_back) {
            self.first = self.first.into_iter().chain(back.by).min();
            self.returns.extend(back.rule.clone());
        }
        let on = certificate.history.day_of(CertificateStep::Revoke);
        self.rows.push(Revoked {
            name: holder_name(view, &subscriber.record().holder, desk)?,
            certificate: certificate.number.to_string(),
            device: device
                .map(|one| one.into_record().number)
                .unwrap_or_default(),
            revoked_at: on.map(VietnamDay::vietnamese).unwrap_or_default(),
            reason: reason(view, stored)?,
        });
        Ok(())
    }

    /// What the body is asked to do with the devices.
    fn devices(&self) -> String {
        // NĐ 68/2024 Điều 20: the days run from the notice; by the first of them nothing is late
        match self.first {
            Some(day) => format!(
                "Đề nghị thu lại và trả thiết bị lưu khóa bí mật chậm nhất ngày {}.",
                day.vietnamese()
            ),
            None if self.returns.is_empty() => String::new(),
            None => "Đề nghị thu lại và trả thiết bị lưu khóa bí mật trong thời hạn kể từ ngày nhận thông báo này."
                .to_owned(),
        }
    }
}

/// Each place once.
fn grounds<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for finding in findings {
        let ground = finding.ground(Lang::Vi.into());
        if !all.contains(&ground) {
            all.push(ground);
        }
    }
    all
}

/// As the request by which it was revoked says, else why it was blocked.
fn reason(view: &mut View<'_>, certificate: &Stored<Certificate>) -> Result<String, StepError> {
    let granted = view.first::<Request>(
        "WHERE certificate = $1 AND kind = $2 AND state IN ($3, $4) ORDER BY id DESC LIMIT 1",
        &[
            certificate.id().into(),
            RequestKind::Revoke.word().into(),
            RequestState::Processed.word().into(),
            RequestState::Closed.word().into(),
        ],
    )?;
    let granted = granted.map(Stored::into_record);
    let reason = granted.as_ref().and_then(|request| request.reason);
    let block = certificate.record().blocked.as_ref();
    let reason = reason.or(block.map(|block| block.because));
    let remark = granted.and_then(|request| request.remark);
    let reason = remark.or(reason.map(|reason| reason.text().vi.to_owned()));
    Ok(reason.unwrap_or_default())
}

pub(super) fn remind(desk: &Desk<'_>, args: &DeskRemind) -> Outcome {
    desk.to_come(args.until)?;
    let body: Id<Body> = Id::new(args.body);
    let (letter, count) = desk.read(|view| {
        let answering = answering(view, &args.letter, desk)?;
        let to = existing(view, body)?
            .into_record()
            .name_on(desk.on)
            .to_owned();
        let open = overdue(view, body, desk)?;
        let count = open.len();
        Ok((reminder(open, to, args.until, answering), count))
    })?;
    if count == 0 {
        desk.job.say(&Text::new(
            "Cơ quan này không có việc quá hạn.",
            "This body has nothing overdue.",
        ));
        return Ok(Exit::Passed);
    }
    let made = filled(&REMINDER, &letter, &format!("DD-{body}"), desk)?;
    kept(desk, &args.letter, &made, count)
}

/// What a body should have done by now.
fn overdue(
    view: &mut View<'_>,
    body: Id<Body>,
    desk: &Desk<'_>,
) -> Result<Vec<(String, Due)>, StepError> {
    let mut open = Vec::new();
    for one in due(view, desk.on, 0, &desk.office())? {
        let is_over = match one.by {
            Some(by) => by < desk.on,
            // a device goes back when its clock runs out; what is wrong or untold is so now
            None => matches!(one.what, Task::CorrectCertificate | Task::TellOfDevice),
        };
        if is_over && whose(view, &one)? == Some(body) {
            let by = one.by.map(|by| format!(" (hạn: {})", by.vietnamese()));
            let line = format!("{}{}", in_letter(view, &one, desk)?, by.unwrap_or_default());
            open.push((line, one));
        }
    }
    Ok(open)
}

/// What is to be done, in words that mean something outside this office: no numbers of the register.
fn in_letter(view: &mut View<'_>, one: &Due, desk: &Desk<'_>) -> Result<String, StepError> {
    let about = told::about(view, one, (desk, Lang::Vi))?;
    Ok(match one.what {
        Task::TellOfDevice => format!("báo về thiết bị {about}"),
        Task::FollowUp => format!("thực hiện: {about}"),
        what => format!("{} {}", told::task(what).vi, told::number(view, one)?),
    })
}

/// The body that has to do it; answers to requests are for others to give.
fn whose(view: &mut View<'_>, one: &Due) -> Result<Option<Id<Body>>, StepError> {
    let device = match one.of::<Notice>() {
        Some(id) => Some(existing(view, id)?.into_record().device),
        None => one.of::<Device>(),
    };
    let subscriber = match (one.of::<Certificate>(), device) {
        (Some(id), _) => Some(existing(view, id)?.into_record().subscriber),
        (None, Some(id)) => existing(view, id)?.into_record().subscriber,
        (None, None) => None,
    };
    if let Some(subscriber) = subscriber {
        let subscriber = existing(view, subscriber)?;
        return Ok(Some(*subscriber.record().managed_by.latest()));
    }
    match one.of::<ShortRecord>() {
        Some(id) => Ok(existing(view, id)?.into_record().body),
        None => Ok(None),
    }
}

fn reminder(
    open: Vec<(String, Due)>,
    to: String,
    until: Option<VietnamDay>,
    answering: Answering,
) -> Reminder {
    Reminder {
        from: answering.from,
        to,
        subject: "thực hiện các việc về chứng thư chữ ký số, thiết bị lưu khóa bí mật".to_owned(),
        due_on: None,
        grounds: grounds(open.iter().filter_map(|(_, one)| one.rule.as_ref())),
        open: open.into_iter().map(|(line, _)| line).collect(),
        until,
        head: answering.head,
        recipients: Vec::new(),
    }
}

pub(super) fn answering(
    view: &mut View<'_>,
    letter: &Letter,
    desk: &Desk<'_>,
) -> Result<Answering, StepError> {
    Answering::of(view, letter.office, letter.signer.as_deref(), desk)
}

pub(super) fn kept(desk: &Desk<'_>, letter: &Letter, made: &Filled, count: usize) -> Outcome {
    let file = &letter.output;
    durable::write(file, &made.pdf, outputs::replace(letter.force))
        .map_err(|error| failures::writing(file, &error))?;
    let name = file.display().to_string();
    match desk.job.json {
        true => desk
            .job
            .value(&json!({ "file": name, "rows": count, "sha256": made.sha256 })),
        false => desk.job.say(&Text::new(
            format!("Đã ghi “{name}”: {count} mục."),
            format!("“{name}” was written: {count} items."),
        )),
    }
    Ok(Exit::Passed)
}

fn unknown(number: &str) -> Failure {
    super::failed::not_found(&Text::new(
        format!("chứng thư số hiệu {number}"),
        format!("certificate number {number}"),
    ))
}

fn not_revoked(number: &str) -> Failure {
    Failure::new(
        Exit::Negative,
        "not-revoked",
        Text::new(
            format!("Chứng thư {number} chưa bị thu hồi; không lập thông báo thu hồi."),
            format!("Certificate {number} is not revoked; no notice is written."),
        ),
    )
}

fn several_bodies() -> Failure {
    Failure::usage(
        "several-bodies",
        Text::new(
            "Các chứng thư thuộc nhiều cơ quan quản lý; mỗi thông báo gửi một cơ quan.",
            "The certificates are managed by several bodies; a notice goes to one.",
        ),
    )
}
