//! What a person enters by hand, held against the register as the rows of lists are.

use gov_ca_model::{OrganisationCode, Timeline, VietnamDay};

use super::ConflictKind;
use super::holders::Holders;
use crate::changes::standing_body;
use crate::entries::{Body, Person, Subscriber};
use crate::steps::StepError;
use crate::{Change, Id, OURS, View};

/// A body, below one that stands, with a code that no other has.
///
/// # Errors
///
/// [`StepError::Conflict`]; [`StepError::NotFound`]; [`StepError::Over`].
pub fn enter_body(
    change: &mut Change<'_>,
    body: Body,
    on: VietnamDay,
) -> Result<Id<Body>, StepError> {
    if let Some(above) = body.above.latest() {
        standing_body(change, *above, on)?;
    }
    if let Some(codes) = &body.codes {
        free_code(change, codes.latest(), None)?;
    }
    change.take_step("organisation.add", OURS);
    Ok(Id::of(&change.insert(body)?))
}

/// Another code of a body that stands, from a day on; the one before stays for the days before.
///
/// # Errors
///
/// [`StepError::Conflict`]; [`StepError::NotAfter`]; [`StepError::NotFound`]; [`StepError::Over`].
pub fn enter_code(
    change: &mut Change<'_>,
    id: Id<Body>,
    code: &OrganisationCode,
    on: VietnamDay,
) -> Result<(), StepError> {
    let stored = standing_body(change, id, on)?;
    free_code(change, code, Some(id))?;
    let mut next = stored.record().clone();
    next.codes = Some(match next.codes.take() {
        Some(codes) => codes.then(on, code.clone())?,
        None => Timeline::from_day(on, code.clone()),
    });
    change.take_step("organisation.code", OURS);
    change.update(&stored, next)?;
    Ok(())
}

/// No other body that stands has the code.
fn free_code(
    view: &mut View<'_>,
    code: &OrganisationCode,
    own: Option<Id<Body>>,
) -> Result<(), StepError> {
    let own = own.map_or(0, Id::number); // records are counted from 1
    let other = view.first::<Body>(
        "WHERE code = $1 AND ends IS NULL AND id <> $2 LIMIT 1",
        &[code.as_str().into(), own.into()],
    )?;
    match other {
        Some(other) => {
            let name = other.into_record().names.latest().clone();
            Err(StepError::Conflict(ConflictKind::CodeOfAnother { name }))
        }
        None => Ok(()),
    }
}

/// A person, who works in bodies that stand.
///
/// # Errors
///
/// [`StepError::NotFound`]; [`StepError::Over`].
pub fn enter_person(
    change: &mut Change<'_>,
    person: Person,
    on: VietnamDay,
) -> Result<Id<Person>, StepError> {
    for post in &person.posts {
        standing_body(change, post.body, on)?;
    }
    change.take_step("person.add", OURS);
    Ok(Id::of(&change.insert(person)?))
}

/// A subscriber who is none yet, whom a body that stands manages.
///
/// # Errors
///
/// [`StepError::Conflict`]; [`StepError::NotFound`]; [`StepError::Over`].
pub fn enter_subscriber(
    change: &mut Change<'_>,
    subscriber: Subscriber,
    on: VietnamDay,
) -> Result<Id<Subscriber>, StepError> {
    standing_body(change, *subscriber.managed_by.latest(), on)?;
    let holders = Holders::of(change)?;
    let known = holders.subscriber(&subscriber.holder, subscriber.is_title_holder);
    if let Some(subscriber) = known {
        return Err(StepError::Conflict(ConflictKind::SubscriberAlready {
            subscriber,
        }));
    }
    change.take_step("subscriber.add", OURS);
    Ok(Id::of(&change.insert(subscriber)?))
}
