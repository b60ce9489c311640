//! Lists taken into the register: all of a list, or nothing of it.
//!
//! What [`crate::sheet`] read is well formed; here it is held against the register and against itself: a body that has another name under its
//! code, a subscriber of a body nobody knows, a certificate that is somebody else's. What is there already is left as it is and counted; its blanks
//! are filled, and what the register has otherwise, or has no place for, is told ([`Imported::unkept`]).

mod bodies;
mod by_hand;
mod certificates;
mod conflict;
mod devices;
mod holders;
mod kept;
mod requests;
mod subscribers;

use std::collections::{HashMap, HashSet};

use gov_ca_model::VietnamDay;

use crate::entries::{Body, Person};
use crate::names::NameKey;
use crate::sheet::{Given, Place};
use crate::steps::StepError;
use crate::{Change, Id, View};

pub use bodies::bodies;
pub use by_hand::{enter_body, enter_code, enter_person, enter_subscriber};
pub use certificates::{CertificateConflict, CertificateTaken, GivenCertificate, certificates};
pub use conflict::{Alike, Conflict, ConflictKind};
pub use devices::devices;
pub use kept::Unkept;
pub use requests::{Asking, Letter, requests};
pub use subscribers::subscribers;

/// What became of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows that were taken.
    pub taken: usize,
    /// Rows whose records were there already.
    pub known: usize,
    /// Rows that were left out, and why.
    pub conflicts: Vec<Conflict>,
    /// Cells of rows that were taken or known which are not kept.
    pub unkept: Vec<Unkept>,
}

/// What a person said of rows that may be about somebody who is in the register already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// By the number of the row: it is this person.
    pub same: HashMap<u32, Id<Person>>,
    /// Rows that are about somebody else.
    pub other: HashSet<u32>,
}

impl Imported {
    fn refuse(&mut self, place: Place, kind: ConflictKind) {
        self.conflicts.push(Conflict { place, kind });
    }
}

/// The bodies of the register, by code and by name.
#[derive(Clone)]
struct Known {
    by_code: HashMap<String, (Id<Body>, String)>,
    by_name: HashMap<NameKey, Vec<Id<Body>>>,
}

impl Known {
    fn of(view: &mut View<'_>) -> Result<Self, StepError> {
        let mut known = Self {
            by_code: HashMap::new(),
            by_name: HashMap::new(),
        };
        view.select(
            "SELECT id, name, code FROM organisation WHERE ends IS NULL AND name IS NOT NULL ORDER BY id",
            &[],
            |row| {
                let (id, name) = (Id::new(row.integer(0)?), row.text(1)?);
                known.add(id, name, row.optional_text(2)?);
                Ok::<_, StepError>(())
            },
        )?;
        Ok(known)
    }

    fn add(&mut self, id: Id<Body>, name: &str, code: Option<&str>) {
        self.by_name.entry(NameKey::of(name)).or_default().push(id);
        if let Some(code) = code {
            self.by_code.insert(code.to_owned(), (id, name.to_owned()));
        }
    }

    /// Every body of this name.
    fn named(&self, name: &str) -> &[Id<Body>] {
        let found = self.by_name.get(&NameKey::of(name));
        found.map_or(&[], Vec::as_slice)
    }

    /// By its code where one is given, else by its name, which has to be one body's alone.
    fn find(
        &self,
        name: Option<&str>,
        code: Option<&str>,
    ) -> Result<Option<Id<Body>>, ConflictKind> {
        if let Some(code) = code {
            let found = self.by_code.get(code).map(|(id, _)| *id);
            return found.map(Some).ok_or(ConflictKind::UnknownBody);
        }
        let Some(name) = name else { return Ok(None) };
        match self.by_name.get(&NameKey::of(name)).map(Vec::as_slice) {
            Some([one]) => Ok(Some(*one)),
            Some([_, _, ..]) => Err(ConflictKind::SeveralBodies),
            _ => Err(ConflictKind::UnknownBody),
        }
    }
}

/// The value of a cell that may be blank, as text.
fn text<T: ToString>(given: Option<&Given<T>>) -> Option<String> {
    given.map(|given| given.value.to_string())
}

/// The step of every event of an intake.
fn begin(change: &mut Change<'_>, list: &'static str) {
    change.take_step(&format!("import.{list}"), crate::OURS);
}

/// The day a record begins that the list gives none for.
const fn since(given: Option<VietnamDay>, on: VietnamDay) -> VietnamDay {
    match given {
        Some(day) => day,
        None => on,
    }
}
