//! Who can still change: bodies that stand, persons who serve, bodies that may end.

use gov_ca_model::{ModelError, VietnamDay};
use regulation_rules::facts::BodyStanding;

use crate::entries::{Body, BodyEnd, Person};
use crate::steps::{Lacking, StepError, existing};
use crate::{Id, Record as _, Stored, View};

/// The body, which is not over on a day.
///
/// # Errors
///
/// [`StepError::NotFound`]; [`StepError::Over`].
pub fn standing_body(
    view: &mut View<'_>,
    id: Id<Body>,
    on: VietnamDay,
) -> Result<Stored<Body>, StepError> {
    let stored = existing(view, id)?;
    match stored.record().end.as_ref().filter(|end| end.on <= on) {
        Some(end) => Err(over_body(id, end)),
        None => Ok(stored),
    }
}

fn over_body(id: Id<Body>, end: &BodyEnd) -> StepError {
    StepError::Over {
        table: Body::TABLE,
        id: id.number(),
        since: end.on,
    }
}

/// The person, who did not leave; `on` is not before the latest post begins.
pub(super) fn serving(
    view: &mut View<'_>,
    id: Id<Person>,
    on: VietnamDay,
) -> Result<Stored<Person>, StepError> {
    let stored = existing(view, id)?;
    let person = stored.record();
    if let Some(left) = &person.left {
        return Err(StepError::Over {
            table: Person::TABLE,
            id: id.number(),
            since: left.on,
        });
    }
    let begun = person.posts.iter().map(|post| post.since).max();
    match begun.filter(|begun| on < *begun) {
        Some(latest) => Err(ModelError::DayNotAfter { day: on, latest }.into()),
        None => Ok(stored),
    }
}

/// The body, which has not ended yet; what is merged or split goes into others. Of a list's day without a manner, the manner can be said.
pub(super) fn ending(
    view: &mut View<'_>,
    id: Id<Body>,
    how: BodyStanding,
    into: &[Id<Body>],
    on: VietnamDay,
) -> Result<Stored<Body>, StepError> {
    let stored = existing(view, id)?;
    let body = stored.record();
    let told = body.end.as_ref();
    if let Some(end) = told.filter(|end| end.how.is_some() || end.on != on) {
        return Err(over_body(id, end));
    }
    let begun = body.names.latest_since();
    if on < begun {
        return Err(ModelError::DayNotAfter {
            day: on,
            latest: begun,
        }
        .into());
    }
    match (how, into) {
        (BodyStanding::Merged | BodyStanding::Split, []) => {
            Err(StepError::Lacking(Lacking::Successor))
        }
        _ => Ok(stored),
    }
}

/// Other bodies, which stand.
pub(super) fn successors<'s>(
    view: &mut View<'_>,
    body: Id<Body>,
    successors: impl Iterator<Item = &'s Id<Body>>,
    on: VietnamDay,
) -> Result<(), StepError> {
    for successor in successors {
        if *successor == body {
            return Err(StepError::OwnSuccessor(body.number()));
        }
        standing_body(view, *successor, on)?;
    }
    Ok(())
}
