//! Lists taken into the register: all of a list, or nothing of it.
//!
//! What [`crate::sheet`] read is well formed; here it is held against the register and against itself: a body that has another name under its
//! code, a subscriber of a body nobody knows, a certificate that is somebody else's. What is there already is left as it is and counted.

mod bodies;
mod subscribers;

use std::collections::HashMap;

use gov_ca_model::VietnamDay;

use crate::entries::Body;
use crate::names::NameKey;
use crate::sheet::Place;
use crate::steps::StepError;
use crate::{Change, Id, View};

pub use bodies::bodies;
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
}

/// Why a row was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The cell.
    pub place: Place,
    /// What is wrong with it.
    pub kind: ConflictKind,
}

/// What speaks against a row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConflictKind {
    /// The register has another name under this code.
    CodeOfAnother {
        /// The name in the register.
        name: String,
    },
    /// The certificate's number is in the register already, for another subscriber.
    CertificateOfAnother,
    /// A certificate without its first or last day.
    DaysMissing,
    /// The device's number is in the register already, for another subscriber.
    DeviceOfAnother,
    /// The last day is before the first.
    EndsBeforeItBegins,
    /// Several bodies of the register have this name; a code tells them apart.
    SeveralBodies,
    /// Neither the register nor the list knows this body.
    UnknownBody,
}

impl Conflict {
    /// `dòng 7, cột C: …`.
    pub fn vietnamese(&self) -> String {
        let what = match &self.kind {
            ConflictKind::CodeOfAnother { name } => {
                format!("mã định danh này trong sổ đăng ký là của “{name}”")
            }
            ConflictKind::CertificateOfAnother => {
                "số hiệu chứng thư này đã có, của thuê bao khác".to_owned()
            }
            ConflictKind::DaysMissing => "chứng thư thiếu ngày hiệu lực".to_owned(),
            ConflictKind::DeviceOfAnother => {
                "số hiệu thiết bị này đã có, của thuê bao khác".to_owned()
            }
            ConflictKind::EndsBeforeItBegins => "ngày cuối trước ngày đầu".to_owned(),
            ConflictKind::SeveralBodies => {
                "nhiều cơ quan trong sổ đăng ký cùng tên; cần mã định danh".to_owned()
            }
            ConflictKind::UnknownBody => "chưa có cơ quan này trong sổ đăng ký".to_owned(),
        };
        format!("{}: {what}", self.place.vietnamese())
    }

    /// `row 7, column C: …`.
    pub fn english(&self) -> String {
        let what = match &self.kind {
            ConflictKind::CodeOfAnother { name } => {
                format!("in the register this code is that of “{name}”")
            }
            ConflictKind::CertificateOfAnother => {
                "this certificate number is another subscriber's".to_owned()
            }
            ConflictKind::DaysMissing => "a certificate without its days".to_owned(),
            ConflictKind::DeviceOfAnother => {
                "this device number is another subscriber's".to_owned()
            }
            ConflictKind::EndsBeforeItBegins => "the last day is before the first".to_owned(),
            ConflictKind::SeveralBodies => {
                "several bodies of the register have this name; give the code".to_owned()
            }
            ConflictKind::UnknownBody => "the register has no such body".to_owned(),
        };
        format!("{}: {what}", self.place.english())
    }
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
