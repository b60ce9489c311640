//! Bodies, persons, subscribers and certificates: added and listed.

use gov_ca_model::{Life as _, MailAddress, SubscriberClass, Timeline};
use gov_ca_registry::Id;
use gov_ca_registry::entries::{Body, Certificate, Contact, Holder, Person, Post, Subscriber};
use gov_ca_registry::intake::{enter_body, enter_person, enter_subscriber};
use gov_ca_registry::steps::StepError;
use gov_ca_registry::store::{Record, View};
use serde_json::{Value, json};

use super::Desk;
use crate::args::{HolderArgs, OrganisationAdd, PersonAdd, SubscriberAdd};
use crate::exit::{Exit, Outcome};
use crate::text::Text;

pub(super) fn add_organisation(desk: &Desk<'_>, args: &OrganisationAdd) -> Outcome {
    let on = desk.on;
    let established = desk.paper("Quyết định", args.established_by.as_deref());
    let body = Body {
        names: Timeline::from_day(on, args.name.clone()),
        codes: args.code.clone().map(|code| Timeline::from_day(on, code)),
        above: Timeline::from_day(on, args.above.map(Id::new)),
        tier: Some(args.tier),
        kind: args.kind,
        has_legal_personality: args.legal_person,
        has_own_seal: args.own_seal,
        established_by: established,
        contact: contact(args.mail.as_ref()),
        tax_code: args.tax_code.as_ref().map(ToString::to_string),
        budget_code: args.budget_code.as_ref().map(ToString::to_string),
        end: None,
    };
    let id = desk.change(|change| enter_body(change, body, on))?;
    added(desk, id, &args.name)
}

pub(super) fn add_person(desk: &Desk<'_>, args: &PersonAdd) -> Outcome {
    let person = Person {
        name: args.name.clone(),
        born: None,
        number: None,
        kind: args.kind,
        contact: contact(args.mail.as_ref()),
        posts: vec![Post {
            body: Id::new(args.organisation),
            title: args.title.clone(),
            since: desk.on,
            until: None,
            by: None,
        }],
        left: None,
    };
    let id = desk.change(|change| enter_person(change, person, desk.on))?;
    added(desk, id, &args.name)
}

pub(super) fn add_subscriber(desk: &Desk<'_>, args: &SubscriberAdd) -> Outcome {
    let managed_by = Id::new(args.managed_by);
    let subscriber = Subscriber {
        holder: holder(&args.holder, managed_by),
        is_title_holder: false,
        managed_by: Timeline::from_day(desk.on, managed_by),
    };
    let class = subscriber.class().vietnamese();
    let id = desk.change(|change| enter_subscriber(change, subscriber, desk.on))?;
    added(desk, id, class)
}

fn holder(args: &HolderArgs, owner: Id<Body>) -> Holder {
    match (args.person, args.organisation, &args.system) {
        (Some(person), _, _) => Holder::Person(Id::new(person)),
        (None, Some(body), _) => Holder::Body(Id::new(body)),
        (None, None, name) => Holder::System {
            name: name.clone().unwrap_or_default(),
            owner,
        },
    }
}

fn contact(mail: Option<&MailAddress>) -> Contact {
    Contact {
        mail: mail.map(ToString::to_string),
        ..Contact::default()
    }
}

fn added<T: Record>(desk: &Desk<'_>, id: Id<T>, name: &str) -> Outcome {
    match desk.job.json {
        true => desk.job.value(&json!({ "table": T::TABLE, "id": id })),
        false => desk.job.say(&Text::new(
            format!("Đã ghi {name}: số {id}."),
            format!("{name} was added: number {id}."),
        )),
    }
    Ok(Exit::Passed)
}

pub(super) fn list_persons(desk: &Desk<'_>) -> Outcome {
    list::<Person>(desk, |view, person| {
        let post = person.post_on(desk.on);
        let title = post.map_or("", |post| post.title.as_str());
        let body = post
            .map(|post| body_name(view, post.body, desk))
            .transpose()?;
        let body = body.unwrap_or_default();
        let line = format!("{}  {title}  {body}", person.name);
        Ok((
            line,
            json!({ "name": person.name, "title": title, "organisation": body }),
        ))
    })
}

pub(super) fn list_subscribers(desk: &Desk<'_>) -> Outcome {
    list::<Subscriber>(desk, |view, subscriber| {
        let name = holder_name(view, &subscriber.holder, desk)?;
        let class = subscriber.class();
        let line = format!("{name}  {}", class.vietnamese());
        let class: SubscriberClass = class;
        Ok((
            line,
            json!({ "name": name, "class": class, "managed_by": subscriber.managed_by.latest() }),
        ))
    })
}

pub(super) fn list_certificates(desk: &Desk<'_>) -> Outcome {
    list::<Certificate>(desk, |view, certificate| {
        let subscriber = view.get::<Subscriber>(certificate.subscriber.number())?;
        let name = match subscriber {
            Some(subscriber) => holder_name(view, &subscriber.record().holder, desk)?,
            None => String::new(),
        };
        let state = certificate.history.state();
        let (from, to) = (certificate.valid_from, certificate.valid_to);
        let line = format!(
            "{}  {name}  {} – {}  {}",
            certificate.number,
            from.vietnamese(),
            to.vietnamese(),
            state.vietnamese()
        );
        let json = json!({
            "number": certificate.number,
            "subscriber": name,
            "valid_from": from,
            "valid_to": to,
            "state": state,
            "blocked": certificate.blocked.is_some(),
        });
        Ok((line, json))
    })
}

/// The name of who or what holds certificates.
pub(super) fn holder_name(
    view: &mut View<'_>,
    holder: &Holder,
    desk: &Desk<'_>,
) -> Result<String, StepError> {
    Ok(match holder {
        Holder::Person(id) => {
            let person = view.get::<Person>(id.number())?;
            person
                .map(|person| person.into_record().name)
                .unwrap_or_default()
        }
        Holder::Body(id) => body_name(view, *id, desk)?,
        Holder::System { name, .. } => name.clone(),
    })
}

pub(super) fn body_name(
    view: &mut View<'_>,
    id: Id<Body>,
    desk: &Desk<'_>,
) -> Result<String, StepError> {
    let body = view.get::<Body>(id.number())?;
    Ok(body
        .map(|body| body.record().name_on(desk.on).to_owned())
        .unwrap_or_default())
}

/// Every record of a kind: a line for people, an object for programs.
pub(super) fn list<T: Record>(
    desk: &Desk<'_>,
    mut told: impl FnMut(&mut View<'_>, &T) -> Result<(String, Value), StepError>,
) -> Outcome {
    let rows = desk.read(|view| {
        let mut rows = Vec::new();
        for stored in view.find::<T>("ORDER BY id", &[])? {
            rows.push((stored.id(), told(view, stored.record())?));
        }
        Ok(rows)
    })?;
    for (id, (line, mut object)) in rows {
        if let Some(object) = object.as_object_mut() {
            object.insert("id".to_owned(), id.into());
        }
        match desk.job.json {
            true => desk.job.value(&object),
            false => desk.job.line(&format!("{id:>6}  {line}")),
        }
    }
    Ok(Exit::Passed)
}
