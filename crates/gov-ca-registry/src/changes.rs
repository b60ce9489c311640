//! When people and agencies change: what a change touches, and what the law of that day asks for.

mod standing;
mod touched;

use gov_ca_model::{Paper, VietnamDay};
use regulation_rules::facts::{BodyStanding, HolderStanding};

use crate::entries::{Body, BodyEnd, Contact, Leaving, Person, Post, Subscriber};
use crate::steps::{Lacking, StepError, facts};
use crate::{Change, Id, OURS, Office};

pub use standing::standing_body;
pub use touched::Touched;

/// What changes.
#[derive(Clone, Debug)]
pub enum Happening {
    /// A person takes a post in another body.
    Transfer {
        /// Who.
        person: Id<Person>,
        /// Where to.
        to: Id<Body>,
        /// The new position or title.
        title: String,
        /// The body that manages the person's certificates directly from now on; needed where there are any.
        managed_by: Option<Id<Body>>,
        /// The decision.
        by: Option<Paper>,
    },
    /// A person takes another post in the same body.
    Position {
        /// Who.
        person: Id<Person>,
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
    /// A person or a body is reached otherwise. What is not given stays as it is.
    Reach {
        /// Who.
        whose: Reached,
        /// What is new.
        contact: Contact,
    },
    /// A body takes another name.
    Rename {
        /// Which.
        body: Id<Body>,
        /// The name.
        name: String,
    },
    /// A body comes directly under another one.
    Under {
        /// Which.
        body: Id<Body>,
        /// The one above; `None` for the uppermost.
        above: Option<Id<Body>>,
    },
    /// The certificates of a subscriber are managed directly by another body.
    Manage {
        /// Whose.
        subscriber: Id<Subscriber>,
        /// The new directly managing body.
        by: Id<Body>,
    },
    /// A body is dissolved, split or merged.
    End {
        /// Which.
        body: Id<Body>,
        /// How.
        how: BodyStanding,
        /// The bodies that take its place.
        into: Vec<Id<Body>>,
        /// Which of them takes over its people, the subscribers it manages and the bodies below it; they stay where they are otherwise.
        heir: Option<Id<Body>>,
        /// The decision.
        by: Option<Paper>,
    },
}

/// Who is reached otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// A body.
    Body(Id<Body>),
    /// A person.
    Person(Id<Person>),
}

/// Makes the change as of `on`, and tells what it touches. In a change that is not kept, it is a look at what would be.
///
/// # Errors
///
/// [`StepError::NotFound`]; [`StepError::Lacking`]; [`StepError::Over`] for who left and for a body that is no more; a day that is
/// not after what happened already.
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
            managed_by,
            by,
        } => {
            standing_body(change, *to, on)?;
            takes_post(change, *person, Some(*to), title, by.as_ref(), on)?;
            touched.of_person(change, *person)?;
            come_under(change, *person, *managed_by, on)?;
        }
        Happening::Position { person, title, by } => {
            takes_post(change, *person, None, title, by.as_ref(), on)?;
            touched.of_person(change, *person)?;
        }
        Happening::Leave { person, how, by } => {
            let stored = standing::serving(change, *person, on)?;
            let mut next = stored.record().clone();
            end_posts(&mut next, on);
            next.left = Some(Leaving {
                on,
                how: *how,
                by: by.clone(),
            });
            change.update(&stored, next)?;
            touched.of_person(change, *person)?;
        }
        Happening::Reach { whose, contact } => reach(change, *whose, contact, on, &mut touched)?,
        Happening::Rename { body, name } => {
            let stored = facts::existing(change, *body)?;
            let mut next = stored.record().clone();
            next.names = next.names.then(on, name.clone())?;
            change.update(&stored, next)?;
            touched.of_body(change, *body)?;
        }
        Happening::Under { body, above } => {
            put_under(change, *body, *above, on)?;
            touched.of_body(change, *body)?;
        }
        Happening::Manage { subscriber, by } => {
            standing_body(change, *by, on)?;
            manage(change, *subscriber, *by, on)?;
            touched.of_subscriber(change, *subscriber)?;
        }
        Happening::End {
            body,
            how,
            into,
            heir,
            by,
        } => {
            standing::successors(change, *body, into.iter().chain(heir), on)?;
            let stored = standing::ending(change, *body, *how, into, on)?;
            let mut next = stored.record().clone();
            next.end = Some(BodyEnd {
                on,
                how: Some(*how),
                by: by.clone(),
                into: into.clone(),
            });
            change.update(&stored, next)?;
            touched.of_body(change, *body)?;
            touched.in_body(change, *body)?;
            if let Some(heir) = heir {
                take_over(change, *heir, by.as_ref(), on, &touched)?;
            }
        }
    }
    touched.ask(change, on, office)?;
    Ok(touched)
}

/// In another body, or in the one the person is in already.
fn takes_post(
    change: &mut Change<'_>,
    person: Id<Person>,
    to: Option<Id<Body>>,
    title: &str,
    by: Option<&Paper>,
    on: VietnamDay,
) -> Result<(), StepError> {
    let stored = standing::serving(change, person, on)?;
    let mut next = stored.record().clone();
    let here = next.post_on(on).map(|post| post.body);
    let body = to.or(here).ok_or(StepError::NotFound {
        table: "post",
        id: person.number(),
    })?;
    end_posts(&mut next, on);
    next.posts.push(Post {
        body,
        title: title.to_owned(),
        since: on,
        until: None,
        by: by.cloned(),
    });
    change.update(&stored, next)?;
    Ok(())
}

fn end_posts(person: &mut Person, on: VietnamDay) {
    for post in person.posts.iter_mut().filter(|post| post.until.is_none()) {
        post.until = Some(on);
    }
}

/// All that the person holds is managed by another body; which, has to be said where there is something.
fn come_under(
    change: &mut Change<'_>,
    person: Id<Person>,
    by: Option<Id<Body>>,
    on: VietnamDay,
) -> Result<(), StepError> {
    let held =
        change.find::<Subscriber>("WHERE person = $1 ORDER BY id", &[person.number().into()])?;
    if held.is_empty() {
        return Ok(());
    }
    let by = by.ok_or(StepError::Lacking(Lacking::ManagingBody))?;
    standing_body(change, by, on)?;
    for subscriber in &held {
        manage(change, Id::of(subscriber), by, on)?;
    }
    Ok(())
}

fn manage(
    change: &mut Change<'_>,
    subscriber: Id<Subscriber>,
    by: Id<Body>,
    on: VietnamDay,
) -> Result<(), StepError> {
    let stored = facts::existing(change, subscriber)?;
    let mut next = stored.record().clone();
    if *next.managed_by.latest() != by {
        next.managed_by = next.managed_by.then(on, by)?;
        change.update(&stored, next)?;
    }
    Ok(())
}

fn put_under(
    change: &mut Change<'_>,
    body: Id<Body>,
    above: Option<Id<Body>>,
    on: VietnamDay,
) -> Result<(), StepError> {
    if let Some(above) = above {
        standing_body(change, above, on)?;
    }
    above_all(change, body, above)?;
    let stored = facts::existing(change, body)?;
    let mut next = stored.record().clone();
    next.above = next.above.then(on, above)?;
    change.update(&stored, next)?;
    Ok(())
}

/// Nothing stands below itself: the way up from `above` ends, and does not lead through `body`.
fn above_all(
    change: &mut Change<'_>,
    body: Id<Body>,
    above: Option<Id<Body>>,
) -> Result<(), StepError> {
    let mut passed = Vec::new();
    let mut next = above;
    while let Some(one) = next {
        if one == body || passed.contains(&one) {
            return Err(StepError::BelowItself(body.number()));
        }
        passed.push(one);
        next = *facts::existing(change, one)?.record().above.latest();
    }
    Ok(())
}

fn reach(
    change: &mut Change<'_>,
    whose: Reached,
    contact: &Contact,
    on: VietnamDay,
    touched: &mut Touched,
) -> Result<(), StepError> {
    let merged = |old: &Contact| {
        let next = Contact {
            address: contact.address.clone().or_else(|| old.address.clone()),
            mail: contact.mail.clone().or_else(|| old.mail.clone()),
            telephone: contact.telephone.clone().or_else(|| old.telephone.clone()),
            before: Vec::new(),
        };
        old.clone().then(on, next)
    };
    match whose {
        Reached::Body(id) => {
            let stored = facts::existing(change, id)?;
            let mut next = stored.record().clone();
            next.contact = merged(&next.contact)?;
            change.update(&stored, next)?;
            touched.held_by_body(change, id)
        }
        Reached::Person(id) => {
            let stored = facts::existing(change, id)?;
            let mut next = stored.record().clone();
            next.contact = merged(&next.contact)?;
            change.update(&stored, next)?;
            touched.held_by_person(change, id)
        }
    }
}

/// People keep their titles; what is below comes under the heir; what was managed is managed by the heir.
fn take_over(
    change: &mut Change<'_>,
    heir: Id<Body>,
    by: Option<&Paper>,
    on: VietnamDay,
    touched: &Touched,
) -> Result<(), StepError> {
    for person in &touched.persons {
        let record = facts::existing(change, *person)?.into_record();
        let post = record.post_on(on).filter(|_| record.left.is_none());
        if let Some(title) = post.map(|post| post.title.clone()) {
            takes_post(change, *person, Some(heir), &title, by, on)?;
        }
    }
    for below in touched.below.iter().filter(|below| **below != heir) {
        put_under(change, *below, Some(heir), on)?;
    }
    for subscriber in &touched.managed {
        manage(change, *subscriber, heir, on)?;
    }
    Ok(())
}

const fn step(happening: &Happening) -> &'static str {
    match happening {
        Happening::Transfer { .. } => "person.transfer",
        Happening::Position { .. } => "person.position",
        Happening::Leave { .. } => "person.leave",
        Happening::Reach {
            whose: Reached::Person(_),
            ..
        } => "person.reach",
        Happening::Reach { .. } => "organisation.reach",
        Happening::Rename { .. } => "organisation.rename",
        Happening::Under { .. } => "organisation.under",
        Happening::Manage { .. } => "subscriber.manage",
        Happening::End { .. } => "organisation.end",
    }
}
