//! When people and agencies change: what a change touches, and what the law of that day asks for.

use gov_ca_model::{DeviceState, Life as _, Paper, RequestState, VietnamDay};
use regulation_rules::facts::{BodyStanding, HolderStanding};

use crate::entries::{
    Body, BodyEnd, Certificate, Device, Leaving, Person, Post, Request, Subscriber,
};
use crate::standing::{Misfit, misfit};
use crate::steps::{StepError, facts};
use crate::{Change, Id, OURS, Office, Stored, View};

/// What changes.
#[derive(Clone, Debug)]
pub enum Happening {
    /// A person takes another post.
    Transfer {
        /// Who.
        person: Id<Person>,
        /// Where to.
        to: Id<Body>,
        /// The new position or title.
        title: String,
        /// The decision.
        by: Option<Paper>,
    },
    /// A person retires, leaves the service or dies.
    Leave {
        /// Who.
        person: Id<Person>,
        /// How.
        how: HolderStanding,
        /// The decision.
        by: Option<Paper>,
    },
    /// A body takes another name.
    Rename {
        /// Which.
        body: Id<Body>,
        /// The name.
        name: String,
    },
    /// A body is dissolved, split or merged.
    End {
        /// Which.
        body: Id<Body>,
        /// How.
        how: BodyStanding,
        /// The bodies that take its place.
        into: Vec<Id<Body>>,
        /// The decision.
        by: Option<Paper>,
    },
}

/// What a change touches.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// Certificates in effect, each with what the law asks for, if anything.
    pub certificates: Vec<(Id<Certificate>, Option<Misfit>)>,
    /// Devices that somebody of ours answers for.
    pub devices: Vec<Id<Device>>,
    /// Devices of bodies that the person keeps: another custodian is needed.
    pub kept: Vec<Id<Device>>,
    /// Requests that are not over.
    pub requests: Vec<Id<Request>>,
    /// Bodies directly below.
    pub below: Vec<Id<Body>>,
    /// Persons whose post is in the body.
    pub persons: Vec<Id<Person>>,
}

/// Makes the change as of `on`, and tells what it touches. In a change that is not kept, it is a look at what would be.
///
/// # Errors
///
/// [`StepError::NotFound`]; a day that is not after what happened already.
pub fn make(
    change: &mut Change<'_>,
    happening: &Happening,
    on: VietnamDay,
    office: &Office<'_>,
) -> Result<Touched, StepError> {
    change.take_step(step(happening), OURS);
    let mut touched = Touched::default();
    match happening {
        Happening::Transfer {
            person,
            to,
            title,
            by,
        } => {
            facts::existing(change, *to)?;
            let stored = facts::existing(change, *person)?;
            let next = transferred(&stored, *to, title, by.clone(), on);
            change.update(&stored, next)?;
            of_person(change, *person, &mut touched)?;
        }
        Happening::Leave { person, how, by } => {
            let stored = facts::existing(change, *person)?;
            let next = gone(&stored, *how, by.clone(), on);
            change.update(&stored, next)?;
            of_person(change, *person, &mut touched)?;
        }
        Happening::Rename { body, name } => {
            let stored = facts::existing(change, *body)?;
            let mut next = stored.record().clone();
            next.names = next.names.then(on, name.clone())?;
            change.update(&stored, next)?;
            of_body(change, *body, &mut touched)?;
        }
        Happening::End {
            body,
            how,
            into,
            by,
        } => {
            for successor in into {
                facts::existing(change, *successor)?;
            }
            let stored = facts::existing(change, *body)?;
            let mut next = stored.record().clone();
            next.end = Some(BodyEnd {
                on,
                how: Some(*how),
                by: by.clone(),
                into: into.clone(),
            });
            change.update(&stored, next)?;
            of_body(change, *body, &mut touched)?;
            in_body(change, *body, &mut touched)?;
        }
    }
    asked_for(change, &mut touched, on, office)?;
    Ok(touched)
}

fn transferred(
    stored: &Stored<Person>,
    to: Id<Body>,
    title: &str,
    by: Option<Paper>,
    on: VietnamDay,
) -> Person {
    let mut next = stored.record().clone();
    end_posts(&mut next, on);
    next.posts.push(Post {
        body: to,
        title: title.to_owned(),
        since: on,
        until: None,
        by,
    });
    next
}

fn gone(stored: &Stored<Person>, how: HolderStanding, by: Option<Paper>, on: VietnamDay) -> Person {
    let mut next = stored.record().clone();
    end_posts(&mut next, on);
    next.left = Some(Leaving { on, how, by });
    next
}

fn end_posts(person: &mut Person, on: VietnamDay) {
    for post in person.posts.iter_mut().filter(|post| post.until.is_none()) {
        post.until = Some(on);
    }
}

fn of_person(
    view: &mut View<'_>,
    person: Id<Person>,
    touched: &mut Touched,
) -> Result<(), StepError> {
    let held =
        view.find::<Subscriber>("WHERE person = $1 ORDER BY id", &[person.number().into()])?;
    for subscriber in &held {
        of_subscriber(view, Id::of(subscriber), touched)?;
    }
    // whom a device was handed to stands in the body only: those of bodies are few
    view.each::<Device, StepError>(
        "WHERE state = $1 ORDER BY id",
        &[DeviceState::WithSubscriber.word().into()],
        |device| {
            let last = device.record().custody.last();
            if last.is_some_and(|custody| custody.person == person) {
                touched.kept.push(Id::of(&device));
            }
            Ok(())
        },
    )
}

fn of_body(view: &mut View<'_>, body: Id<Body>, touched: &mut Touched) -> Result<(), StepError> {
    let held = view.find::<Subscriber>(
        "WHERE organisation = $1 OR owner = $1 ORDER BY id",
        &[body.number().into()],
    )?;
    for subscriber in &held {
        of_subscriber(view, Id::of(subscriber), touched)?;
    }
    let below = view.find::<Body>(
        "WHERE above = $1 AND ends IS NULL ORDER BY id",
        &[body.number().into()],
    )?;
    touched.below.extend(below.iter().map(Id::of));
    Ok(())
}

/// Persons whose latest post is in a body that is no more.
fn in_body(view: &mut View<'_>, body: Id<Body>, touched: &mut Touched) -> Result<(), StepError> {
    let persons = view.find::<Person>(
        "WHERE organisation = $1 AND left_on IS NULL ORDER BY id",
        &[body.number().into()],
    )?;
    for person in &persons {
        touched.persons.push(Id::of(person));
        of_person(view, Id::of(person), touched)?;
    }
    Ok(())
}

fn of_subscriber(
    view: &mut View<'_>,
    subscriber: Id<Subscriber>,
    touched: &mut Touched,
) -> Result<(), StepError> {
    let number = [subscriber.number().into()];
    let certificates = view.find::<Certificate>(
        "WHERE subscriber = $1 AND state IN ('received', 'in-effect', 'suspended') ORDER BY id",
        &number,
    )?;
    touched
        .certificates
        .extend(certificates.iter().map(|one| (Id::of(one), None)));
    let devices = view.find::<Device>("WHERE subscriber = $1 ORDER BY id", &number)?;
    let with_us = devices
        .iter()
        .filter(|one| one.record().history.state().is_with_us());
    touched.devices.extend(with_us.map(Id::of));
    let requests = view.find::<Request>("WHERE subscriber = $1 ORDER BY id", &number)?;
    let open = requests
        .iter()
        .filter(|one| !RequestState::is_over(one.record().history.state()));
    touched.requests.extend(open.map(Id::of));
    Ok(())
}

fn asked_for(
    view: &mut View<'_>,
    touched: &mut Touched,
    on: VietnamDay,
    office: &Office<'_>,
) -> Result<(), StepError> {
    for (id, asked) in &mut touched.certificates {
        let certificate = facts::existing(view, *id)?;
        *asked = misfit(view, certificate.record(), on, office)?;
    }
    Ok(())
}

const fn step(happening: &Happening) -> &'static str {
    match happening {
        Happening::Transfer { .. } => "person.transfer",
        Happening::Leave { .. } => "person.leave",
        Happening::Rename { .. } => "organisation.rename",
        Happening::End { .. } => "organisation.end",
    }
}

impl Touched {
    /// Whether nothing is touched.
    pub const fn is_nothing(&self) -> bool {
        self.certificates.is_empty()
            && self.devices.is_empty()
            && self.kept.is_empty()
            && self.requests.is_empty()
            && self.below.is_empty()
            && self.persons.is_empty()
    }
}
