//! The chain of events: each holds the hash of the one before, so that none can be altered, left out or put in between unseen.
//!
//! Events hold references and salted digests, never the data itself. The salt lies in the record's own row; once it is erased
//! with the record, nobody can test guesses against the digest.

use aws_lc_rs::digest::{Context, SHA256};
use aws_lc_rs::rand;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::dump::hex;
use super::error::{Place, StoreError};
use super::value::{Row, Value, fixed_width};

/// Octets of SHA-256.
pub(crate) const HASH_LENGTH: usize = 32;
/// Octets of a salt: 128 bits, ours.
pub(crate) const SALT_LENGTH: usize = 16;
/// What the hash of an event begins with, so that it is the hash of nothing else.
const DOMAIN: &[u8] = b"kyso register event 1";

pub(crate) type Hash = [u8; HASH_LENGTH];

/// Who changes the register, when, and under which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// A short name that the operator was given (`pkt01`): a reference, never personal data.
    pub who: Operator,
    /// The moment.
    pub at: Timestamp,
    /// What is done, as a word for programs (`request.send`); empty where the records tell it all.
    pub step: String,
    /// Citations of the rules, as texts; empty where no rule asks for it.
    pub under: String,
}

/// The short name of an operator: 1 to 32 of `a-z`, `0-9`, `.`, `_`, `-`. No room for a person's name and number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Operator(String);

impl Operator {
    /// The operator with that name; `None` where it is none.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let fits = matches!(name.len(), 1..=32);
        let known = |octet: u8| {
            octet.is_ascii_lowercase() || octet.is_ascii_digit() || b"._-".contains(&octet)
        };
        (fits && name.bytes().all(known)).then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Action {
    /// Its data were taken away; the row stays.
    Erased,
    /// It is new.
    Inserted,
    /// It was changed.
    Updated,
}

impl Action {
    /// As it stands in the table.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Erased => "erased",
            Self::Inserted => "inserted",
            Self::Updated => "updated",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Erased, Self::Inserted, Self::Updated]
            .into_iter()
            .find(|action| action.as_str() == text)
    }
}

/// One link of the chain. As JSON its octets are hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its number, from 1.
    pub seq: i64,
    /// When: RFC 3339, UTC, microseconds.
    pub at: String,
    /// Who.
    pub who: String,
    /// What happened to the record.
    pub action: Action,
    /// What was done, as a word for programs.
    pub step: String,
    /// Kind of the record.
    pub subject_table: String,
    /// Which record.
    pub subject_id: i64,
    /// Its version from then on.
    pub subject_version: i64,
    /// Citations of the rules.
    pub under: String,
    /// SHA-256 of salt and body; empty when it was erased.
    #[serde(with = "hex")]
    pub digest: Vec<u8>,
    /// Hash of the event before; zeros for the first.
    #[serde(with = "hex")]
    pub previous: Vec<u8>,
    /// SHA-256 over all the others.
    #[serde(with = "hex")]
    pub hash: Vec<u8>,
}

impl Event {
    /// Its columns, in the order of [`Event::values`].
    pub(crate) const COLUMNS: &'static str = "seq, at, who, action, step, subject_table, subject_id, subject_version, under, digest, previous, hash";

    /// Where among them the hash stands.
    pub(crate) const HASH: usize = 11;

    pub(crate) fn values(&self) -> [Value; 12] {
        [
            self.seq.into(),
            self.at.as_str().into(),
            self.who.as_str().into(),
            self.action.as_str().into(),
            self.step.as_str().into(),
            self.subject_table.as_str().into(),
            self.subject_id.into(),
            self.subject_version.into(),
            self.under.as_str().into(),
            self.digest.clone().into(),
            self.previous.clone().into(),
            self.hash.clone().into(),
        ]
    }

    pub(crate) fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let seq = row.integer(0)?;
        let damaged = |_| StoreError::Corrupt {
            place: Place::Event { seq },
        };
        Self::of(row, seq).map_err(damaged)
    }

    fn of(row: Row<'_>, seq: i64) -> Result<Self, StoreError> {
        Ok(Self {
            seq,
            at: row.text(1)?.to_owned(),
            who: row.text(2)?.to_owned(),
            action: Action::parse(row.text(3)?).ok_or(StoreError::UnexpectedValue {
                column: 3,
                wanted: "an action",
            })?,
            step: row.text(4)?.to_owned(),
            subject_table: row.text(5)?.to_owned(),
            subject_id: row.integer(6)?,
            subject_version: row.integer(7)?,
            under: row.text(8)?.to_owned(),
            digest: row.blob(9)?.to_vec(),
            previous: row.blob(10)?.to_vec(),
            hash: row.blob(Self::HASH)?.to_vec(),
        })
    }

    /// The hash it must have: each part is preceded by its length in eight octets, so that no two events read alike.
    pub(crate) fn computed_hash(&self) -> Hash {
        let mut context = Context::new(&SHA256);
        let mut part = |octets: &[u8]| {
            context.update(&(octets.len() as u64).to_be_bytes());
            context.update(octets);
        };
        part(DOMAIN);
        part(&self.seq.to_be_bytes());
        part(self.at.as_bytes());
        part(self.who.as_bytes());
        part(self.action.as_str().as_bytes());
        part(self.step.as_bytes());
        part(self.subject_table.as_bytes());
        part(&self.subject_id.to_be_bytes());
        part(&self.subject_version.to_be_bytes());
        part(self.under.as_bytes());
        part(&self.digest);
        part(&self.previous);
        fixed(context)
    }
}

/// The end of the chain, to which events are added.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) hash: Vec<u8>,
}

/// What an event tells of its record.
pub(crate) struct Subject {
    pub(crate) table: &'static str,
    pub(crate) id: i64,
    pub(crate) version: i64,
    pub(crate) action: Action,
    pub(crate) digest: Vec<u8>,
}

impl Head {
    /// The chain before its first event.
    pub(crate) fn empty() -> Self {
        Self {
            seq: 0,
            hash: vec![0; HASH_LENGTH],
        }
    }

    pub(crate) fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            seq: row.integer(0)?,
            hash: row.blob(1)?.to_vec(),
        })
    }

    /// The next event; the head moves on to it.
    pub(crate) fn extend(&mut self, by: &By, subject: Subject) -> Event {
        let mut event = Event {
            seq: self.seq + 1,
            at: fixed_width(by.at),
            who: by.who.as_str().to_owned(),
            action: subject.action,
            step: by.step.clone(),
            subject_table: subject.table.to_owned(),
            subject_id: subject.id,
            subject_version: subject.version,
            under: by.under.clone(),
            digest: subject.digest,
            previous: std::mem::take(&mut self.hash),
            hash: Vec::new(),
        };
        event.hash = event.computed_hash().to_vec();
        self.seq = event.seq;
        self.hash.clone_from(&event.hash);
        event
    }
}

/// Sixteen octets that nobody can guess.
pub(crate) fn fresh_salt() -> Result<[u8; SALT_LENGTH], StoreError> {
    let mut salt = [0; SALT_LENGTH];
    rand::fill(&mut salt).map_err(|_| StoreError::Engine {
        code: "no random numbers".to_owned(),
    })?;
    Ok(salt)
}

/// SHA-256(salt ‖ body). The salt has one length, so that the two cannot be taken apart otherwise.
pub(crate) fn digest_of(salt: &[u8], body: &str) -> Hash {
    let mut context = Context::new(&SHA256);
    context.update(salt);
    context.update(body.as_bytes());
    fixed(context)
}

fn fixed(context: Context) -> Hash {
    let mut hash = [0; HASH_LENGTH];
    hash.copy_from_slice(context.finish().as_ref());
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by() -> By {
        By {
            who: Operator::new("pkt01").unwrap(),
            at: "2026-11-23T13:12:48Z".parse().unwrap(),
            step: "request.send".to_owned(),
            under: "khoản 2 Điều 9 Nghị định số 68/2024/NĐ-CP".to_owned(),
        }
    }

    fn subject(id: i64) -> Subject {
        Subject {
            table: "organisation",
            id,
            version: 1,
            action: Action::Inserted,
            digest: vec![7; HASH_LENGTH],
        }
    }

    #[test]
    fn operators_have_short_names() {
        assert!(Operator::new("pkt01").is_some());
        for name in [
            "",
            "Nguyễn Văn An",
            "an nguyen",
            "PKT",
            "0123456789012345678901234567890123",
        ] {
            assert!(Operator::new(name).is_none(), "{name}");
        }
    }

    #[test]
    fn each_event_holds_the_hash_of_the_one_before() {
        let mut head = Head::empty();
        let first = head.extend(&by(), subject(1));
        let second = head.extend(&by(), subject(2));
        assert_eq!((first.seq, second.seq), (1, 2));
        assert_eq!(second.previous, first.hash);
        assert_eq!(head.hash, second.hash);
        assert_ne!(first.hash, second.hash);
    }

    #[test]
    fn what_moves_from_one_part_to_the_next_gives_another_hash() {
        let mut event = Head::empty().extend(&by(), subject(1));
        let before = event.computed_hash();
        event.subject_table.push_str(&event.under.split_off(3));
        assert_ne!(event.computed_hash(), before);
    }
}
