//! Everything about one thing on one screen.

use gov_ca_model::Life as _;
use gov_ca_registry::about::{Everything, Subject, everything};
use gov_ca_registry::entries::{Body, Certificate, Device, Holder, Person, Request, Subscriber};
use gov_ca_registry::search::{Sought, search};
use gov_ca_registry::steps::StepError;
use gov_ca_registry::store::{Event, Record, Stored, View};
use serde_json::{Value, json};

use super::failed::{not_found, several};
use super::records::{body_name, holder_name};
use super::{Desk, short};
use crate::args::RegistryShow;
use crate::exit::{Exit, Outcome};
use crate::present::moment_in;
use crate::text::{Lang, Text};

pub(super) fn show(desk: &Desk<'_>, args: &RegistryShow) -> Outcome {
    let what = args.what;
    let found = desk.read(|view| search(view, what, &args.key))?;
    let subject = match found.as_slice() {
        [] => return Err(not_found(&named(what))),
        [one] => *one,
        more => {
            return Err(several(
                &named(what),
                &more.iter().map(number).collect::<Vec<_>>(),
            ));
        }
    };
    let (all, lines) = desk.read(|view| {
        let all = everything(view, subject)?;
        let lines = lines(view, &all, desk)?;
        Ok((all, lines))
    })?;
    match desk.job.json {
        true => desk.job.value(&as_json(&all)),
        false => lines.iter().for_each(|line| desk.job.line(line)),
    }
    Ok(Exit::Passed)
}

/// The key may be a name or a citizen's number: no error repeats it.
fn named(what: Sought) -> Text {
    Text::new(
        format!("{} được tìm", what.vietnamese()),
        format!("such {}", what.word()),
    )
}

const fn number(subject: &Subject) -> i64 {
    match subject {
        Subject::Body(id) => id.number(),
        Subject::Certificate(id) => id.number(),
        Subject::Device(id) => id.number(),
        Subject::Person(id) => id.number(),
        Subject::Subscriber(id) => id.number(),
    }
}

/// All of it as data.
pub(super) fn as_json(all: &Everything) -> Value {
    json!({
        "organisations": records(&all.bodies),
        "persons": records(&all.persons),
        "subscribers": records(&all.subscribers),
        "certificates": records(&all.certificates),
        "devices": records(&all.devices),
        "requests": records(&all.requests),
        "notices": records(&all.notices),
        "records": records(&all.records),
        "manages": all.manages,
        "events": all.events.iter().map(event).collect::<Vec<_>>(),
    })
}

fn records<T: Record>(all: &[Stored<T>]) -> Value {
    let all = all.iter().map(|stored| {
        let mut value = serde_json::to_value(stored.record()).unwrap_or_default();
        value["id"] = stored.id().into();
        value
    });
    all.collect()
}

fn event(event: &Event) -> Value {
    json!({
        "seq": event.seq,
        "at": event.at,
        "who": event.who,
        "action": event.action,
        "step": event.step,
        "table": event.subject_table,
        "id": event.subject_id,
        "version": event.subject_version,
        "under": event.under,
    })
}

fn lines(view: &mut View<'_>, all: &Everything, desk: &Desk<'_>) -> Result<Vec<String>, StepError> {
    let mut lines = Vec::new();
    for person in &all.persons {
        of_person(view, person, desk, &mut lines)?;
    }
    let told = all.bodies.iter().map(|body| of_body(body, desk));
    lines.extend(told);
    if all.manages > 0 {
        let count = all.manages;
        lines.push(say(
            desk,
            &format!("Quản lý trực tiếp {count} thuê bao"),
            &format!("Manages {count} subscribers directly"),
        ));
    }
    for subscriber in &all.subscribers {
        lines.push(of_subscriber(view, subscriber, desk)?);
    }
    lines.extend(all.certificates.iter().map(|one| of_certificate(one, desk)));
    for device in &all.devices {
        lines.push(of_device(view, device, desk)?);
    }
    lines.extend(all.requests.iter().map(|one| of_request(one, desk)));
    for notice in &all.notices {
        let event = notice.record().event.text();
        let (id, at) = (notice.id(), notice.record().discovered_at);
        let at = moment_in(at, desk.job.lang);
        lines.push(say(
            desk,
            &format!("Thông báo số {id}: {}, {at}", event.vi),
            &format!("Notice {id}: {}, {at}", event.en),
        ));
    }
    for record in &all.records {
        let line = short::line(view, record, desk)?;
        lines.push(say(
            desk,
            &format!("Việc số {}", line.trim()),
            &format!("Record {}", line.trim()),
        ));
    }
    lines.push(say(desk, "Nhật ký:", "Events:"));
    lines.extend(all.events.iter().map(|event| {
        let (table, id) = (super::failed::what(&event.subject_table), event.subject_id);
        let what = Text::new(table, event.subject_table.clone());
        format!(
            "  {}  {}  {} {id}  {}  ({})",
            at(&event.at, desk),
            event.who,
            what.in_lang(desk.job.lang),
            event.step,
            event.under
        )
    }));
    Ok(lines)
}

/// A moment of the chain as people read it, in Vietnam.
fn at(moment: &str, desk: &Desk<'_>) -> String {
    let read = moment.parse();
    read.map_or_else(|_| moment.to_owned(), |at| moment_in(at, desk.job.lang))
}

fn say(desk: &Desk<'_>, vi: &str, en: &str) -> String {
    match desk.job.lang {
        Lang::Vi => vi.to_owned(),
        Lang::En => en.to_owned(),
    }
}

fn of_person(
    view: &mut View<'_>,
    stored: &Stored<Person>,
    desk: &Desk<'_>,
    lines: &mut Vec<String>,
) -> Result<(), StepError> {
    let (id, person) = (stored.id(), stored.record());
    let number = person.number.as_ref().map(|one| one.number.as_str());
    let contact = &person.contact;
    let known = [Some(person.name.as_str()), number, contact.mail.as_deref()];
    let known = known.into_iter().chain([contact.telephone.as_deref()]);
    let known = known.flatten().collect::<Vec<_>>().join(", ");
    lines.push(say(
        desk,
        &format!("Cá nhân số {id}: {known}"),
        &format!("Person {id}: {known}"),
    ));
    for post in &person.posts {
        let body = body_name(view, post.body, desk)?;
        let until = post.until.map_or_else(String::new, |day| day.vietnamese());
        let since = post.since.vietnamese();
        lines.push(format!("   {}, {body}  {since} – {until}", post.title));
    }
    if let Some(left) = &person.left {
        let how = left.how.text().in_language(desk.job.lang.into());
        lines.push(format!("   {how}  {}", left.on.vietnamese()));
    }
    Ok(())
}

fn of_body(stored: &Stored<Body>, desk: &Desk<'_>) -> String {
    let (id, body) = (stored.id(), stored.record());
    let codes = body.codes.iter().flat_map(gov_ca_model::Timeline::entries);
    let codes = codes.map(|one| format!("{} ({})", one.value, one.since.vietnamese()));
    let names = body.names.entries();
    let names = names.map(|one| format!("{} ({})", one.value, one.since.vietnamese()));
    let end = body.end.iter().map(|end| {
        let how = end
            .how
            .map(|how| how.text().in_language(desk.job.lang.into()));
        format!("{} {}", how.unwrap_or_default(), end.on.vietnamese())
    });
    let known = names.chain(codes).chain(end).collect::<Vec<_>>();
    let known = known.join("; ");
    say(
        desk,
        &format!("Cơ quan số {id}: {known}"),
        &format!("Body {id}: {known}"),
    )
}

pub(super) fn of_subscriber(
    view: &mut View<'_>,
    stored: &Stored<Subscriber>,
    desk: &Desk<'_>,
) -> Result<String, StepError> {
    let (id, subscriber) = (stored.id(), stored.record());
    let name = holder_name(view, &subscriber.holder, desk)?;
    let managed = body_name(view, *subscriber.managed_by.latest(), desk)?;
    let class = subscriber.class().vietnamese();
    let kind = match subscriber.holder {
        Holder::Person(_) => "person",
        Holder::Body(_) => "body",
        Holder::System { .. } => "system",
    };
    Ok(say(
        desk,
        &format!("Thuê bao số {id}: {name} ({class}); quản lý trực tiếp: {managed}"),
        &format!("Subscriber {id}: {name} ({kind}); managed directly by {managed}"),
    ))
}

pub(super) fn of_certificate(stored: &Stored<Certificate>, desk: &Desk<'_>) -> String {
    let one = stored.record();
    let (state, number) = (one.history.state(), &one.number);
    let (from, to) = (one.valid_from.vietnamese(), one.valid_to.vietnamese());
    let blocked = one.blocked.as_ref();
    let blocked = blocked.map(|block| moment_in(block.since, desk.job.lang));
    let (vi, en) = match blocked {
        Some(since) => (
            format!(", bị chặn từ {since}"),
            format!(", blocked since {since}"),
        ),
        None => Default::default(),
    };
    say(
        desk,
        &format!(
            "Chứng thư {number}: {from} – {to}, {}{vi}",
            state.vietnamese()
        ),
        &format!("Certificate {number}: {from} – {to}, {}{en}", state.word()),
    )
}

pub(super) fn of_device(
    view: &mut View<'_>,
    stored: &Stored<Device>,
    desk: &Desk<'_>,
) -> Result<String, StepError> {
    let (number, state) = (&stored.record().number, stored.record().history.state());
    let keeper = stored.record().custodian_on(desk.on);
    let keeper = keeper.map(|person| view.get::<Person>(person.number()));
    let keeper = keeper.transpose()?.flatten();
    let (vi, en) = match keeper.map(|person| person.into_record().name) {
        Some(name) => (format!(", người giữ: {name}"), format!(", kept by {name}")),
        None => Default::default(),
    };
    Ok(say(
        desk,
        &format!("Thiết bị {number}: {}{vi}", state.vietnamese()),
        &format!("Device {number}: {}{en}", state.word()),
    ))
}

pub(super) fn of_request(stored: &Stored<Request>, desk: &Desk<'_>) -> String {
    let (id, history) = (stored.id(), &stored.record().history);
    let (kind, state) = (history.of(), history.state());
    let since = history.since().vietnamese();
    say(
        desk,
        &format!(
            "Yêu cầu số {id}: {}, {since}, {}",
            kind.vietnamese(),
            state.vietnamese()
        ),
        &format!("Request {id}: {}, {since}, {}", kind.word(), state.word()),
    )
}
