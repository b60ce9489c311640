//! Persons and subscribers of the register, found by what a list says of them.

use std::collections::HashMap;

use gov_ca_model::{SubscriberClass, Timeline, VietnamDay};

use super::{Alike, Answers, ConflictKind};
use crate::entries::{Body, Contact, Holder, Person, PersonalNumber, Post, Subscriber};
use crate::names::{NameKey, same_name};
use crate::steps::{StepError, existing};
use crate::{Change, Id, View};

/// Who holds certificates, and who could.
pub(super) struct Holders {
    persons: HashMap<i64, Known>,
    by_number: HashMap<String, i64>,
    by_name: HashMap<(NameKey, i64), Vec<i64>>,
    /// Subscribers by person, and whether as a title holder.
    of_person: HashMap<(i64, bool), Id<Subscriber>>,
    of_body: HashMap<i64, Id<Subscriber>>,
    systems: HashMap<(NameKey, i64), Id<Subscriber>>,
    /// In which bodies a name is borne.
    bodies_of: HashMap<NameKey, Vec<i64>>,
}

struct Known {
    name: String,
    number: Option<String>,
    /// The row of this list that made it.
    row: Option<u32>,
}

/// What a row says of a person.
pub(super) struct Portrait<'r> {
    pub(super) row: u32,
    pub(super) name: &'r str,
    pub(super) number: Option<PersonalNumber>,
    pub(super) born: Option<VietnamDay>,
    pub(super) position: Option<String>,
    pub(super) mail: Option<String>,
    pub(super) mobile: Option<String>,
}

/// What of a subscriber is there.
#[derive(Clone, Copy)]
pub(super) struct Seen {
    person: Option<Id<Person>>,
    lacks_number: bool,
    pub(super) subscriber: Option<Id<Subscriber>>,
}

impl Seen {
    /// Whether something of it would be written.
    pub(super) const fn is_new(&self) -> bool {
        self.subscriber.is_none() || self.lacks_number
    }
}

impl Holders {
    pub(super) fn of(view: &mut View<'_>) -> Result<Self, StepError> {
        let mut all = Self {
            persons: HashMap::new(),
            by_number: HashMap::new(),
            by_name: HashMap::new(),
            of_person: HashMap::new(),
            of_body: HashMap::new(),
            systems: HashMap::new(),
            bodies_of: HashMap::new(),
        };
        view.select(
            "SELECT id, name, number, organisation FROM person WHERE name IS NOT NULL ORDER BY id",
            &[],
            |row| {
                let known = Known {
                    name: row.text(1)?.to_owned(),
                    number: row.optional_text(2)?.map(str::to_owned),
                    row: None,
                };
                all.remember(row.integer(0)?, row.optional_integer(3)?, known);
                Ok::<_, StepError>(())
            },
        )?;
        view.select(
            "SELECT id, class, person, organisation, owner, name FROM subscriber WHERE class IS NOT NULL ORDER BY id",
            &[],
            |row| {
                let id = Id::new(row.integer(0)?);
                if let Some(person) = row.optional_integer(2)? {
                    let is_title_holder = row.text(1)? == "authorised-person";
                    all.of_person.insert((person, is_title_holder), id);
                } else if let Some(body) = row.optional_integer(3)? {
                    all.of_body.insert(body, id);
                } else if let (Some(owner), Some(name)) =
                    (row.optional_integer(4)?, row.optional_text(5)?)
                {
                    let key = NameKey::of(name);
                    all.bodies_of.entry(key.clone()).or_default().push(owner);
                    all.systems.insert((key, owner), id);
                }
                Ok::<_, StepError>(())
            },
        )?;
        Ok(all)
    }

    fn remember(&mut self, id: i64, body: Option<i64>, known: Known) {
        if let Some(number) = &known.number {
            self.by_number.insert(number.clone(), id);
        }
        if let Some(body) = body {
            let key = NameKey::of(&known.name);
            self.bodies_of.entry(key.clone()).or_default().push(body);
            self.by_name.entry((key, body)).or_default().push(id);
        }
        self.persons.insert(id, known);
    }

    /// What of a subscriber of this class is there.
    pub(super) fn seen(
        &self,
        class: SubscriberClass,
        portrait: &Portrait<'_>,
        body: Id<Body>,
        answers: &Answers,
    ) -> Result<Seen, ConflictKind> {
        let of_nobody = |subscriber| Seen {
            person: None,
            lacks_number: false,
            subscriber,
        };
        let key = (NameKey::of(portrait.name), body.number());
        Ok(match class {
            SubscriberClass::Body => of_nobody(self.body(body)),
            SubscriberClass::DeviceServiceSoftware => of_nobody(self.systems.get(&key).copied()),
            SubscriberClass::Individual | SubscriberClass::AuthorisedPerson => {
                let person = self.person(portrait, body, answers)?;
                let is_title_holder = class == SubscriberClass::AuthorisedPerson;
                let known = person.and_then(|person| self.persons.get(&person));
                Seen {
                    person: person.map(Id::new),
                    lacks_number: portrait.number.is_some()
                        && known.is_some_and(|known| known.number.is_none()),
                    subscriber: person.and_then(|person| {
                        self.subscriber(&Holder::Person(Id::new(person)), is_title_holder)
                    }),
                }
            }
        })
    }

    /// By the personal number, else as somebody said, else by name and body, where that is one person and no number speaks against it.
    fn person(
        &self,
        portrait: &Portrait<'_>,
        body: Id<Body>,
        answers: &Answers,
    ) -> Result<Option<i64>, ConflictKind> {
        let number = portrait.number.as_ref().map(|given| given.number.as_str());
        if let Some((id, known)) = number.and_then(|number| self.numbered(number)) {
            return match same_name(&known.name, portrait.name) {
                true => Ok(Some(id)),
                false => Err(ConflictKind::NumberOfAnother {
                    person: Id::new(id),
                }),
            };
        }
        if let Some(person) = answers.same.get(&portrait.row) {
            let person = *person;
            return match self.persons.get(&person.number()) {
                None => Err(ConflictKind::UnknownPerson { person }),
                Some(known) if known.number.is_some() && number.is_some() => {
                    Err(ConflictKind::NumberUnlike { person })
                }
                Some(_) => Ok(Some(person.number())),
            };
        }
        if answers.other.contains(&portrait.row) {
            return Ok(None);
        }
        let key = (NameKey::of(portrait.name), body.number());
        let alike = self.by_name.get(&key).map_or(&[][..], Vec::as_slice);
        let mut alike: Vec<i64> = alike.to_vec();
        alike.retain(|id| number.is_none() || !self.has_number(*id));
        match (number, alike.as_slice()) {
            (_, []) => Ok(None),
            (None, [one]) => Ok(Some(*one)),
            _ => Err(ConflictKind::PersonInQuestion {
                alike: alike.iter().map(|id| self.alike(*id)).collect(),
            }),
        }
    }

    fn numbered(&self, number: &str) -> Option<(i64, &Known)> {
        let id = *self.by_number.get(number)?;
        Some((id, self.persons.get(&id)?))
    }

    fn has_number(&self, id: i64) -> bool {
        let known = self.persons.get(&id);
        known.is_some_and(|known| known.number.is_some())
    }

    fn alike(&self, id: i64) -> Alike {
        let row = self.persons.get(&id).and_then(|known| known.row);
        row.map_or(Alike::Person(Id::new(id)), Alike::Row)
    }

    /// Every subscriber of this name, in this body where one is named.
    pub(super) fn named(&self, name: &str, body: Option<Id<Body>>) -> Vec<Id<Subscriber>> {
        let key = NameKey::of(name);
        let bodies: Vec<i64> = match body {
            Some(body) => vec![body.number()],
            None => self.bodies_of.get(&key).cloned().unwrap_or_default(),
        };
        let mut found = Vec::new();
        for body in bodies {
            let key = (key.clone(), body);
            let persons = self.by_name.get(&key).into_iter().flatten();
            let persons = persons.flat_map(|person| [(*person, false), (*person, true)]);
            found.extend(persons.filter_map(|person| self.of_person.get(&person)));
            found.extend(self.systems.get(&key));
        }
        found.sort();
        found.dedup();
        found
    }

    /// The subscriber that a holder is.
    pub(super) fn subscriber(
        &self,
        holder: &Holder,
        is_title_holder: bool,
    ) -> Option<Id<Subscriber>> {
        match holder {
            Holder::Body(body) => self.body(*body),
            Holder::Person(person) => {
                let key = (person.number(), is_title_holder);
                self.of_person.get(&key).copied()
            }
            Holder::System { name, owner } => {
                let key = (NameKey::of(name), owner.number());
                self.systems.get(&key).copied()
            }
        }
    }

    /// The subscriber that a body is.
    pub(super) fn body(&self, body: Id<Body>) -> Option<Id<Subscriber>> {
        self.of_body.get(&body.number()).copied()
    }

    /// The subscribers that the person of this number is.
    pub(super) fn of_number(&self, number: &str) -> Vec<Id<Subscriber>> {
        let person = self.by_number.get(number);
        let keys = person
            .into_iter()
            .flat_map(|id| [(*id, false), (*id, true)]);
        keys.filter_map(|key| self.of_person.get(&key).copied())
            .collect()
    }

    /// The subscriber, written as far as it is not there.
    pub(super) fn make(
        &mut self,
        change: &mut Change<'_>,
        class: SubscriberClass,
        seen: Seen,
        portrait: Portrait<'_>,
        body: Id<Body>,
        since: VietnamDay,
    ) -> Result<Id<Subscriber>, StepError> {
        if seen.lacks_number {
            self.number(change, seen.person, &portrait)?;
        }
        if let Some(known) = seen.subscriber {
            return Ok(known);
        }
        let name = portrait.name.to_owned();
        let is_title_holder = class == SubscriberClass::AuthorisedPerson;
        let holder = match class {
            SubscriberClass::Body => Holder::Body(body),
            SubscriberClass::DeviceServiceSoftware => Holder::System { name, owner: body },
            SubscriberClass::Individual | SubscriberClass::AuthorisedPerson => {
                Holder::Person(match seen.person {
                    Some(person) => person,
                    None => self.person_of(change, portrait, body, since)?,
                })
            }
        };
        let subscriber = Id::of(&change.insert(Subscriber {
            holder: holder.clone(),
            is_title_holder,
            managed_by: Timeline::from_day(since, body),
        })?);
        match holder {
            Holder::Body(body) => self.of_body.insert(body.number(), subscriber),
            Holder::System { name, owner } => {
                let key = NameKey::of(&name);
                let bodies = self.bodies_of.entry(key.clone()).or_default();
                bodies.push(owner.number());
                self.systems.insert((key, owner.number()), subscriber)
            }
            Holder::Person(person) => {
                let key = (person.number(), is_title_holder);
                self.of_person.insert(key, subscriber)
            }
        };
        Ok(subscriber)
    }

    /// The number that the register did not have.
    fn number(
        &mut self,
        change: &mut Change<'_>,
        person: Option<Id<Person>>,
        portrait: &Portrait<'_>,
    ) -> Result<(), StepError> {
        let (Some(id), Some(number)) = (person, &portrait.number) else {
            return Ok(());
        };
        let stored = existing(change, id)?;
        let mut person = stored.record().clone();
        person.number = Some(number.clone());
        change.update(&stored, person)?;
        self.by_number.insert(number.number.clone(), id.number());
        if let Some(known) = self.persons.get_mut(&id.number()) {
            known.number = Some(number.number.clone());
        }
        Ok(())
    }

    /// A person that is not there, without being a subscriber yet.
    pub(super) fn person_of(
        &mut self,
        change: &mut Change<'_>,
        portrait: Portrait<'_>,
        body: Id<Body>,
        since: VietnamDay,
    ) -> Result<Id<Person>, StepError> {
        let number = portrait.number.as_ref().map(|number| number.number.clone());
        let person = change.insert(Person {
            name: portrait.name.to_owned(),
            born: portrait.born,
            number: portrait.number,
            kind: None,
            contact: Contact {
                mail: portrait.mail,
                telephone: portrait.mobile,
                ..Contact::default()
            },
            posts: vec![Post {
                body,
                title: portrait.position.unwrap_or_default(),
                since,
                until: None,
                by: None,
            }],
            left: None,
        })?;
        let known = Known {
            name: portrait.name.to_owned(),
            number,
            row: Some(portrait.row),
        };
        self.remember(person.id(), Some(body.number()), known);
        Ok(Id::of(&person))
    }

    /// The person of a portrait, who need not be a subscriber; written where there is none.
    pub(super) fn keep(
        &mut self,
        change: &mut Change<'_>,
        seen: Seen,
        portrait: Portrait<'_>,
        body: Id<Body>,
        since: VietnamDay,
    ) -> Result<Id<Person>, StepError> {
        if seen.lacks_number {
            self.number(change, seen.person, &portrait)?;
        }
        match seen.person {
            Some(person) => Ok(person),
            None => self.person_of(change, portrait, body, since),
        }
    }
}
