//! What a person enters by hand, held against the register as the rows of lists are.

use gov_ca_model::VietnamDay;

use crate::changes::standing_body;
use crate::entries::{Body, Person, Subscriber};
use crate::steps::StepError;
use crate::{Change, Id, OURS};

/// A body, below one that stands.
///
/// # Errors
///
/// [`StepError::NotFound`]; [`StepError::Over`].
pub fn enter_body(
    change: &mut Change<'_>,
    body: Body,
    on: VietnamDay,
) -> Result<Id<Body>, StepError> {
    if let Some(above) = body.above.latest() {
        standing_body(change, *above, on)?;
    }
    change.take_step("organisation.add", OURS);
    Ok(Id::of(&change.insert(body)?))
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

/// A subscriber, whom a body that stands manages.
///
/// # Errors
///
/// [`StepError::NotFound`]; [`StepError::Over`].
pub fn enter_subscriber(
    change: &mut Change<'_>,
    subscriber: Subscriber,
    on: VietnamDay,
) -> Result<Id<Subscriber>, StepError> {
    standing_body(change, *subscriber.managed_by.latest(), on)?;
    change.take_step("subscriber.add", OURS);
    Ok(Id::of(&change.insert(subscriber)?))
}
