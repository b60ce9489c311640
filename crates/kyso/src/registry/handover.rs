//! Devices change hands: handed over, given to another custodian, returned, let out of the premises and brought back; each with its paper.

mod outside;

use gov_ca_model::{DeviceState, DeviceStep, Life as _};
use gov_ca_registry::entries::{Body, Custody, Device, Person, ShortRecord};
use gov_ca_registry::steps::{self, DeviceDeed, DeviceDone, StepError, existing};
use gov_ca_registry::store::{Change, Record as _, Stored, View};
use gov_ca_registry::{Id, Judged};
use serde_json::{Value, json};
use signature_appearance::Fonts;
use signing_workflow::forms::{
    Filled, Form, HAND_OVER, HandOver, Letterhead, RETURN, RequestMark, Side,
};

use super::requests::numbered;
use super::sides::{Held, letterhead, of_body, of_person};
use super::{Desk, forms, told};
use crate::args::{HandoverAssign, HandoverCommand, HandoverGive, HandoverPaper, HandoverReturn};
use crate::exit::{Exit, Failure, Outcome};
use crate::outputs::{SideFile, replace};
use crate::text::Text;

/// `kyso registry handover …`.
pub(super) fn run(desk: &Desk<'_>, command: &HandoverCommand) -> Outcome {
    match command {
        HandoverCommand::Give(args) => give(desk, args),
        HandoverCommand::Assign(args) => assign(desk, args),
        HandoverCommand::Return(args) => hand_back(desk, args),
        HandoverCommand::Out(args) => outside::let_out(desk, args),
        HandoverCommand::Back(args) => outside::back(desk, args),
    }
}

fn device(desk: &Desk<'_>, number: &str) -> Result<Id<Device>, Failure> {
    numbered(desk, number, &Text::new("thiết bị", "device"))
}

fn devices(desk: &Desk<'_>, numbers: &[String]) -> Result<Vec<Id<Device>>, Failure> {
    numbers.iter().map(|number| device(desk, number)).collect()
}

fn give(desk: &Desk<'_>, args: &HandoverGive) -> Outcome {
    let ids = devices(desk, &args.devices)?;
    let before = desk.read(|view| all(view, &ids, desk))?;
    one_giver(&before)?;
    one(before.iter().filter_map(|one| one.body_id))?;
    let file = SideFile::open(&args.paper.output, replace(args.paper.force))?;
    let office = desk.office();
    let (held, done) = desk.change(|change| {
        let mut done = Vec::new();
        for id in &ids {
            let mut deed = deed(DeviceStep::HandOver, &args.paper, desk);
            deed.to = args.to.map(Id::new);
            deed.assigned_by = desk.paper("Quyết định", args.assigned_by.as_deref());
            done.extend(step(
                change,
                *id,
                deed,
                DeviceState::WithSubscriber,
                &office,
            )?);
        }
        Ok((all(change, &ids, desk)?, done))
    })?;
    let values = desk.read(|view| {
        let to = args
            .to
            .map(|id| existing::<Person>(view, Id::new(id)))
            .transpose()?;
        let to = to.map(Stored::into_record);
        let person = to.or_else(|| only_person(&held));
        let taker = match held.first().and_then(|one| one.body.as_ref()) {
            Some(body) => of_body(body, person.as_ref(), desk.on),
            None => person
                .map(|person| of_person(&person, desk.on))
                .unwrap_or_default(),
        };
        record(view, &held, taker, &args.paper, desk)
    })?;
    written(desk, &HAND_OVER, &values, file, (&held, &done))
}

/// The directly managing body is that of each device.
fn one_giver(held: &[Held]) -> Result<(), Failure> {
    one(held.iter().filter_map(|one| one.managing_id))
}

/// A record is between one who gives and one who takes.
fn one(mut bodies: impl Iterator<Item = Id<Body>>) -> Result<(), Failure> {
    let first = bodies.next();
    match bodies.all(|body| Some(body) == first) {
        true => Ok(()),
        false => Err(several_bodies()),
    }
}

fn several_bodies() -> Failure {
    Failure::usage(
        "several-bodies",
        Text::new(
            "Các thiết bị thuộc nhiều cơ quan; mỗi biên bản có một bên giao, một bên nhận.",
            "The devices are of several bodies; a record has one side that gives and one that takes.",
        ),
    )
}

/// The subscriber, where the devices are of one person.
fn only_person(held: &[Held]) -> Option<Person> {
    let first = held.first()?;
    let is_same = |one: &Held| one.device.subscriber == first.device.subscriber;
    first.person.clone().filter(|_| held.iter().all(is_same))
}

fn assign(desk: &Desk<'_>, args: &HandoverAssign) -> Outcome {
    let id = device(desk, &args.device)?;
    let file = SideFile::open(&args.paper.output, replace(args.paper.force))?;
    let office = desk.office();
    let before = desk.read(|view| Held::of(view, id, desk)?.keeper(view, desk.on))?;
    let custody = Custody {
        person: Id::new(args.to),
        since: desk.on,
        assigned_by: desk.paper("Quyết định", args.assigned_by.as_deref()),
        // without a number of its own, the record that is made here is the paper
        handed_over_by: Some(desk.record(args.paper.paper.as_deref())),
    };
    let judged = desk.change(|change| steps::assign(change, id, custody, &office))?;
    let (held, values) = desk.read(|view| {
        let held = vec![Held::of(view, id, desk)?];
        let person: Person = existing(view, Id::new(args.to))?.into_record();
        let body = held.first().and_then(|one| one.body.clone());
        let side = |person: Option<&Person>| match &body {
            Some(body) => of_body(body, person, desk.on),
            None => Side::default(),
        };
        let mut values = record(view, &held, side(Some(&person)), &args.paper, desk)?;
        if args.paper.giver.is_none() {
            values.giver = side(before.as_ref());
        }
        values.grounds = ground(args.assigned_by.as_deref(), desk);
        Ok((held, values))
    })?;
    written(desk, &HAND_OVER, &values, file, (&held, &[judged]))
}

/// “Căn cứ Quyết định số …”.
fn ground(decision: Option<&str>, desk: &Desk<'_>) -> Vec<String> {
    let decision = desk.paper("Quyết định", decision);
    decision
        .map(|paper| format!("Căn cứ {paper};"))
        .into_iter()
        .collect()
}

fn hand_back(desk: &Desk<'_>, args: &HandoverReturn) -> Outcome {
    let ids = devices(desk, &args.devices)?;
    one_giver(&desk.read(|view| all(view, &ids, desk))?)?;
    let file = SideFile::open(&args.paper.output, replace(args.paper.force))?;
    let office = desk.office();
    let (held, done) = desk.change(|change| {
        let mut done = Vec::new();
        for id in &ids {
            let state = existing::<Device>(change, *id)?.record().history.state();
            if state.is_with_subscriber() {
                let collected = deed(DeviceStep::Collect, &args.paper, desk);
                done.extend(step(
                    change,
                    *id,
                    collected,
                    DeviceState::Collected,
                    &office,
                )?);
            }
            let mut deed = deed(DeviceStep::ReturnToCa, &args.paper, desk);
            deed.channel = Some(args.channel);
            done.extend(step(change, *id, deed, DeviceState::ReturnedToCa, &office)?);
        }
        Ok((all(change, &ids, desk)?, done))
    })?;
    let taker = Side {
        agency: forms::CA.to_owned(),
        ..Side::default()
    };
    let values = desk.read(|view| record(view, &held, taker, &args.paper, desk))?;
    written(desk, &RETURN, &values, file, (&held, &done))
}

fn deed(step: DeviceStep, paper: &HandoverPaper, desk: &Desk<'_>) -> DeviceDeed {
    DeviceDeed {
        step,
        on: desk.on,
        since: None,
        // without a number of its own, the record that is made here is the paper
        paper: Some(desk.record(paper.paper.as_deref())),
        channel: None,
        to: None,
        assigned_by: None,
        note: paper.note.clone(),
    }
}

/// The step; where it was taken before, the paper is noted with it, and who keeps the device from now on.
fn step(
    change: &mut Change<'_>,
    id: Id<Device>,
    deed: DeviceDeed,
    after: DeviceState,
    office: &gov_ca_registry::Office<'_>,
) -> Result<Option<Judged>, StepError> {
    let device = existing::<Device>(change, id)?.into_record();
    if device.history.state() == after {
        steps::note_paper(change, id, &deed)?;
        let keeper = device.custody.last().map(|custody| custody.person);
        let next = deed.to.filter(|to| Some(*to) != keeper);
        let custody = next.map(|person| Custody {
            person,
            since: deed.on,
            assigned_by: deed.assigned_by,
            handed_over_by: deed.paper,
        });
        let judged = custody.map(|custody| steps::assign(change, id, custody, office));
        return judged.transpose();
    }
    let DeviceDone { judged, .. } = steps::take_device_step(change, id, &deed, office)?;
    Ok(Some(judged))
}

fn all(view: &mut View<'_>, ids: &[Id<Device>], desk: &Desk<'_>) -> Result<Vec<Held>, StepError> {
    ids.iter().map(|id| Held::of(view, *id, desk)).collect()
}

/// A record of the managing body, which gives.
fn record(
    view: &mut View<'_>,
    held: &[Held],
    taker: Side,
    paper: &HandoverPaper,
    desk: &Desk<'_>,
) -> Result<HandOver, StepError> {
    let giver = paper
        .giver
        .map(|id| existing::<Person>(view, Id::new(id)))
        .transpose()?;
    let giver = giver.map(Stored::into_record);
    let managing = held.iter().find_map(|one| one.managed_by.as_ref());
    let from = match managing {
        Some(body) => letterhead(view, body, paper.paper.as_deref(), desk)?,
        None => Letterhead::default(),
    };
    Ok(HandOver {
        from,
        at: paper.place.clone().unwrap_or_default(),
        giver: managing
            .map(|body| of_body(body, giver.as_ref(), desk.on))
            .unwrap_or_default(),
        taker,
        devices: held.iter().map(|one| one.row("", desk.on)).collect(),
        remarks: paper.note.clone().unwrap_or_default(),
        ..HandOver::default()
    })
}

/// The record as a file, and what is said of it.
fn written(
    desk: &Desk<'_>,
    form: &Form<HandOver>,
    values: &HandOver,
    file: SideFile,
    (held, judged): (&[Held], &[Judged]),
) -> Outcome {
    let filled = fill(desk, form, values, &name(held))?;
    file.keep(&filled.pdf)?;
    tell(desk, held, &filled, (None, judged));
    for judged in judged {
        told::beside(judged, true, desk.job);
    }
    Ok(Exit::Passed)
}

/// What forms call the devices: the first of them.
fn name(held: &[Held]) -> String {
    let first = held.first().map(|one| one.device.number.as_str());
    format!("TB-{}", first.unwrap_or_default())
}

fn fill<D: serde::Serialize + Default>(
    desk: &Desk<'_>,
    form: &Form<D>,
    values: &D,
    name: &str,
) -> Result<Filled, Failure> {
    let mark = RequestMark {
        request: name,
        filled_on: desk.on,
    };
    let filled = form.fill(values, mark, &Fonts::liberation());
    filled.map_err(|error| forms::not_drawn(&error))
}

fn tell(
    desk: &Desk<'_>,
    held: &[Held],
    filled: &Filled,
    (slip, judged): (Option<Id<ShortRecord>>, &[Judged]),
) {
    if desk.job.json {
        let devices = held.iter().map(|one| {
            json!({
                "id": one.id,
                "number": one.device.number,
                "state": one.device.history.state(),
            })
        });
        desk.job.value(&json!({
            "table": Device::TABLE,
            "devices": devices.collect::<Vec<_>>(),
            "record": slip,
            "findings": findings(judged, desk),
            "sha256": filled.sha256,
            "pages": filled.pages,
        }));
        return;
    }
    for one in held {
        let (number, state) = (&one.device.number, one.device.history.state());
        desk.job.say(&Text::new(
            format!("Thiết bị {number}: {}.", state.vietnamese()),
            format!("Device {number}: {}.", state.word()),
        ));
    }
    desk.job.say(&Text::new(
        format!("Đã lập văn bản, {} trang.", filled.pages),
        format!("The paper was written, {} pages.", filled.pages),
    ));
}

/// What the law says of the devices: each finding once.
fn findings(judged: &[Judged], desk: &Desk<'_>) -> Vec<Value> {
    let mut all = Vec::new();
    for judged in judged {
        if let Value::Array(findings) = told::findings(judged, desk.job) {
            let new = findings.into_iter().filter(|one| !all.contains(one));
            let new: Vec<_> = new.collect();
            all.extend(new);
        }
    }
    all
}
