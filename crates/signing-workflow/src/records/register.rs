//! The register of incoming documents: a file of lines that only grows.
//!
//! Each line is a JSON object with the SHA-256 of the line before it, so a line that was changed, moved or taken out shows. Whoever may
//! write to the folder can write the whole file anew: it is no seal, it is a guard against mistakes. Which columns NĐ 30/2020
//! Điều 22 asks for has not been read in full; these are ours.

use std::path::Path;

use gov_ca_model::VietnamDay;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::arrival::ArrivalId;
use super::digest;
use super::error::RecordsError;
use super::party::{DocumentName, Party};
use super::record::{Decision, Record};

/// One line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "kebab-case")]
pub enum Entry {
    /// Something arrived and was decided on.
    Arrived(Box<Arrived>),
    /// It was looked at again.
    Checked(Checked),
    /// A copy got the incoming stamp.
    Stamped(Stamped),
    /// The sender was told that it arrived (NĐ 30/2020 Điều 21(2)(c)).
    Told(Told),
}

/// Something arrived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrived {
    /// Its name, with its number.
    pub id: ArrivalId,
    /// When.
    pub received_at: Timestamp,
    /// By whom, if told.
    pub received_by: Option<String>,
    /// Who sent it, as stated.
    pub from: Party,
    /// How it calls itself.
    pub document: DocumentName,
    /// SHA-256 of the main document.
    pub main: String,
    /// What was decided.
    pub decision: Decision,
    /// The reasons told to the sender.
    pub reasons: Vec<String>,
    /// SHA-256 of its record.
    pub record: String,
}

/// It was looked at again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// Which arrival.
    pub id: ArrivalId,
    /// Which look, from 2.
    pub check: u32,
    /// When.
    pub at: Timestamp,
    /// What was decided.
    pub decision: Decision,
    /// The reasons told to the sender.
    pub reasons: Vec<String>,
    /// SHA-256 of its record.
    pub record: String,
}

/// A copy got the incoming stamp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped {
    /// Which arrival.
    pub id: ArrivalId,
    /// When.
    pub at: Timestamp,
    /// The copy, in the folder of the arrival.
    pub file: String,
    /// SHA-256 of the copy.
    pub sha256: String,
}

/// The sender was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Which arrival.
    pub id: ArrivalId,
    /// When.
    pub at: Timestamp,
    /// By whom, if told.
    pub by: Option<String>,
    /// By which way, if told.
    pub how: Option<String>,
}

/// An arrival with all that happened to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Arrival {
    /// As it arrived.
    #[serde(flatten)]
    pub arrived: Arrived,
    /// Its number.
    pub number: u32,
    /// How often it was looked at.
    pub checks: u32,
    /// When the sender was told.
    pub told: Option<Told>,
    /// The copy with the incoming stamp.
    pub stamped: Option<Stamped>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    after: String,
    #[serde(flatten)]
    entry: Entry,
}

/// What stands in the register.
#[derive(Clone, Debug, Default)]
pub struct Register {
    pub(super) entries: Vec<Entry>,
    /// SHA-256 of the last whole line.
    last: String,
    broken: Vec<usize>,
    /// How many bytes hold whole lines; what is behind was torn by a crash.
    pub(super) whole: u64,
    pub(super) strays: Vec<String>,
}

impl Arrived {
    pub(super) fn of(record: &Record, sha256: String) -> Self {
        let main = record.conclusion.parts.first();
        Self {
            id: record.id,
            received_at: record.received_at,
            received_by: record.received_by.clone(),
            from: record.from.clone(),
            document: record.document.clone(),
            main: main.map(|part| part.sha256.clone()).unwrap_or_default(),
            decision: record.decided.decision,
            reasons: record.decided.reasons.clone(),
            record: sha256,
        }
    }
}

impl Register {
    /// Reads the lines. A last line that was torn by a crash is left out.
    pub(super) fn read(path: &Path, text: &str) -> Result<Self, RecordsError> {
        let mut register = Self::default();
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let number = index.saturating_add(1);
            let is_whole = line.ends_with('\n');
            let parsed: Line = match serde_json::from_str(line) {
                Ok(parsed) => parsed,
                Err(_) if !is_whole => break,
                Err(error) => {
                    return Err(RecordsError::malformed(
                        path,
                        &format!("line {number}: {error}"),
                    ));
                }
            };
            if parsed.after != register.last {
                register.broken.push(number);
            }
            let bytes = line.trim_end_matches('\n').as_bytes();
            register.last = digest::of(bytes).map_err(RecordsError::io(path))?;
            register.entries.push(parsed.entry);
            register.whole = register.whole.saturating_add(line.len() as u64);
        }
        Ok(register)
    }

    /// The line for an entry, which then is the last.
    pub(super) fn line(&mut self, entry: Entry) -> std::io::Result<String> {
        let line = Line {
            after: self.last.clone(),
            entry,
        };
        let text = serde_json::to_string(&line).map_err(std::io::Error::other)?;
        self.last = digest::of(text.as_bytes())?;
        self.entries.push(line.entry);
        Ok(format!("{text}\n"))
    }

    /// Numbers of lines that do not follow the one before: somebody changed the file.
    #[must_use]
    pub fn broken(&self) -> &[usize] {
        &self.broken
    }

    /// Folders that look like arrivals and hold no record that can be read. Their numbers count as used.
    #[must_use]
    pub fn strays(&self) -> &[String] {
        &self.strays
    }

    /// The arrivals in the order of the register, with what happened to them since.
    #[must_use]
    pub fn arrivals(&self) -> Vec<Arrival> {
        let mut all: Vec<Arrival> = Vec::new();
        for entry in &self.entries {
            match entry {
                Entry::Arrived(arrived) => all.push(Arrival {
                    number: arrived.id.number(),
                    arrived: Arrived::clone(arrived),
                    checks: 1,
                    told: None,
                    stamped: None,
                }),
                Entry::Checked(checked) => {
                    if let Some(one) = named(&mut all, checked.id) {
                        one.checks = checked.check;
                        one.arrived.decision = checked.decision;
                        one.arrived.reasons = checked.reasons.clone();
                        one.arrived.record = checked.record.clone();
                    }
                }
                Entry::Stamped(stamped) => {
                    if let Some(one) = named(&mut all, stamped.id) {
                        one.stamped = Some(stamped.clone());
                    }
                }
                Entry::Told(told) => {
                    if let Some(one) = named(&mut all, told.id).filter(|one| one.told.is_none()) {
                        one.told = Some(told.clone());
                    }
                }
            }
        }
        all
    }

    /// NĐ 30/2020 Điều 21(2)(c): the sender is told within the day. Arrivals until this day whose sender has not been told; those of
    /// earlier days are overdue.
    #[must_use]
    pub fn due(&self, day: VietnamDay) -> Vec<Arrival> {
        let mut all = self.arrivals();
        all.retain(|one| one.told.is_none() && one.arrived.id.day() <= day);
        all
    }

    /// Arrivals whose main document has this SHA-256.
    #[must_use]
    pub fn of_main(&self, sha256: &str) -> Vec<Arrival> {
        let mut all = self.arrivals();
        all.retain(|one| !sha256.is_empty() && one.arrived.main.eq_ignore_ascii_case(sha256));
        all
    }

    /// The SHA-256 of the record of one look at an arrival.
    #[must_use]
    pub fn record_of(&self, id: ArrivalId, check: u32) -> Option<&str> {
        self.entries.iter().find_map(|entry| match entry {
            Entry::Arrived(one) if one.id == id && check == 1 => Some(one.record.as_str()),
            Entry::Checked(one) if one.id == id && one.check == check => Some(one.record.as_str()),
            _ => None,
        })
    }

    pub(super) fn has(&self, id: ArrivalId) -> bool {
        let mut entries = self.entries.iter();
        entries.any(|entry| matches!(entry, Entry::Arrived(one) if one.id == id))
    }

    /// The greatest number used in a year.
    pub(super) fn greatest(&self, year: i16) -> u32 {
        let numbers = self.entries.iter().filter_map(|entry| match entry {
            Entry::Arrived(one) if one.id.year() == year => Some(one.id.number()),
            _ => None,
        });
        numbers.max().unwrap_or(0)
    }
}

fn named(all: &mut [Arrival], id: ArrivalId) -> Option<&mut Arrival> {
    all.iter_mut().find(|one| one.arrived.id == id)
}
