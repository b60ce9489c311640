//! Records read ahead: one question for many, instead of one for each. On a server every question is a journey.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::entries::{Body, Certificate, Holder, Person, Subscriber};
use crate::steps::{StepError, facts};
use crate::store::{StoreError, Value};
use crate::{Id, Record, Stored, View};

/// So many are asked for at once.
const AT_ONCE: usize = 128;

/// Records of one kind, by number, as one view showed them.
pub(crate) struct Ahead<T>(BTreeMap<i64, T>);

impl<T> Default for Ahead<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Record> Ahead<T> {
    /// Those with these numbers, as far as they are there.
    pub(crate) fn read(
        view: &mut View<'_>,
        ids: impl IntoIterator<Item = Id<T>>,
    ) -> Result<Self, StoreError> {
        let mut known = BTreeMap::new();
        let numbers = ids.into_iter().map(|id| id.number());
        let numbers = Vec::from_iter(BTreeSet::from_iter(numbers));
        for some in numbers.chunks(AT_ONCE) {
            // the last number fills up a question, which keeps its text and so its plan
            let padded = (0..AT_ONCE).map(|place| some.get(place).or(some.last()));
            let values = padded.flatten().map(|number| Value::Integer(*number));
            view.each(&among(), &Vec::from_iter(values), |stored| {
                known.insert(stored.id(), stored.into_record());
                Ok::<_, StoreError>(())
            })?;
        }
        Ok(Self(known))
    }

    /// The record, which has to be there; asked for now where it was not read ahead.
    pub(crate) fn get(&mut self, view: &mut View<'_>, id: Id<T>) -> Result<&T, StepError> {
        Ok(match self.0.entry(id.number()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(facts::existing(view, id)?.into_record()),
        })
    }
}

/// `WHERE id IN ($1, $2, …)`.
fn among() -> String {
    let places = Vec::from_iter((1..=AT_ONCE).map(|place| format!("${place}")));
    format!("WHERE id IN ({})", places.join(", "))
}

/// Who holds certificates, and where they work.
#[derive(Default)]
pub(crate) struct Holders {
    pub(crate) subscribers: Ahead<Subscriber>,
    pub(crate) persons: Ahead<Person>,
    pub(crate) bodies: Ahead<Body>,
}

impl Holders {
    /// Subscribers and persons are as many as their certificates; bodies are few, and asked for when they are needed.
    pub(crate) fn of(
        view: &mut View<'_>,
        certificates: &[Stored<Certificate>],
    ) -> Result<Self, StoreError> {
        let subscribers = certificates.iter().map(|one| one.record().subscriber);
        let subscribers = Ahead::read(view, subscribers)?;
        let persons = subscribers
            .0
            .values()
            .filter_map(|known| match known.holder {
                Holder::Person(person) => Some(person),
                Holder::Body(_) | Holder::System { .. } => None,
            });
        Ok(Self {
            persons: Ahead::read(view, persons)?,
            subscribers,
            bodies: Ahead::default(),
        })
    }
}
