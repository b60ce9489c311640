//! The whole register walked: is the chain unbroken, and is every record what its last event says?

use super::chain::{Event, HASH_LENGTH, Head, SALT_LENGTH, digest_of};
use super::error::{Place, StoreError};
use super::record::Kind;
use super::register::Register;
use super::value::{Row, Value};
use super::view::View;

/// Findings that are listed; the others are counted: ours, more than this nobody reads.
const LISTED: usize = 1_000;

/// What the audit saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditReport {
    /// Events walked.
    pub events: u64,
    /// Records walked, also erased ones.
    pub records: u64,
    /// What is wrong; the first thousand.
    pub findings: Vec<Finding>,
    /// How many findings there are in all.
    pub found: u64,
    /// Hash of the last event; zeros where there is none. Kept elsewhere it shows later whether the chain is still the same
    /// ([`Register::still_holds`]).
    pub head: Vec<u8>,
}

impl AuditReport {
    /// Whether nothing was found.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.found == 0
    }

    fn find(&mut self, finding: Finding) {
        self.found += 1;
        if self.findings.len() < LISTED {
            self.findings.push(finding);
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Finding {
    /// The columns of a record are not those that its body gives.
    ColumnsAltered {
        /// Its table.
        table: String,
        /// Which record.
        id: i64,
    },
    /// The engine itself finds its file damaged.
    EngineDamage {
        /// Its words.
        what: String,
    },
    /// An event is not what it was: its hash is another.
    EventAltered {
        /// Its number.
        seq: i64,
    },
    /// An event is missing, or stands where another was: numbers must follow each other.
    EventMissing {
        /// The number that was expected.
        seq: i64,
    },
    /// An event does not hold the hash of the one before.
    EventUnlinked {
        /// Its number.
        seq: i64,
    },
    /// The end of the chain is not the last event.
    HeadAltered,
    /// A record is not what its last event says: version, digest, salt or body.
    RecordAltered {
        /// Its table.
        table: String,
        /// Which record.
        id: i64,
    },
    /// The chain tells of a record that is not there.
    RecordMissing {
        /// Its table.
        table: String,
        /// Which record.
        id: i64,
    },
    /// A record came into the register without an event.
    RecordWithoutEvent {
        /// Its table.
        table: String,
        /// Which record.
        id: i64,
    },
    /// The events of a record do not number its versions 1, 2, 3, ….
    VersionsBroken {
        /// Its table.
        table: String,
        /// Which record.
        id: i64,
    },
}

impl Register {
    /// Walks everything in one state of the register; others may write meanwhile. Nothing is kept in memory but findings.
    ///
    /// Whoever can write to the database and knows how this chain is made can make another one: [`Register::still_holds`] shows that.
    ///
    /// # Errors
    /// What the engine says: the register could not be walked.
    pub fn audit(&mut self) -> Result<AuditReport, StoreError> {
        self.read(|view| view.audit())
    }

    /// Whether the chain still holds what ended it once: so many events, the last of them with this hash, as an audit or a
    /// backup told them, and a signed report or a note kept them. An audit alone does not see a chain that was made anew.
    ///
    /// # Errors
    /// What the engine says.
    pub fn still_holds(&mut self, events: u64, head: &[u8]) -> Result<bool, StoreError> {
        let Ok(seq) = i64::try_from(events) else {
            return Ok(false);
        };
        let mut holds = seq == 0 && head == Head::empty().hash;
        let sql = "SELECT hash FROM event WHERE seq = $1";
        self.read(|view| {
            view.select(sql, &[seq.into()], |row| {
                holds = row.blob(0)? == head;
                Ok(())
            })
        })
        .map(|()| holds)
    }
}

impl View<'_> {
    pub(super) fn audit(&mut self) -> Result<AuditReport, StoreError> {
        let mut report = AuditReport::default();
        for what in self.transaction.engine.damages()? {
            report.find(Finding::EngineDamage { what });
        }
        self.walk_chain(&mut report)?;
        for kind in self.schema.kinds {
            self.walk_records(kind, &mut report)?;
            self.look_for_missing(kind, &mut report)?;
        }
        self.look_for_unknown(&mut report)?;
        Ok(report)
    }

    /// The chain is unbroken, its numbering whole, its head right.
    fn walk_chain(&mut self, report: &mut AuditReport) -> Result<(), StoreError> {
        let mut end = Head::empty();
        let sql = format!("SELECT {} FROM event ORDER BY seq", Event::COLUMNS);
        self.select(&sql, &[], |row| {
            report.events += 1;
            let seq = row.integer(0)?;
            if seq != end.seq + 1 {
                report.find(Finding::EventMissing { seq: end.seq + 1 });
            }
            match Event::from_row(row) {
                Ok(event) => check_link(&event, &end, report),
                Err(_) => report.find(Finding::EventAltered { seq }),
            }
            end = Head {
                seq,
                hash: row.blob(Event::HASH).unwrap_or_default().to_vec(),
            };
            Ok::<_, StoreError>(())
        })?;
        let head = self.head();
        if !head.is_ok_and(|head| head.seq == end.seq && head.hash == end.hash)
            || self.number("SELECT count(*) FROM head", &[])? != 1
        {
            report.find(Finding::HeadAltered);
        }
        report.head = end.hash;
        Ok(())
    }

    /// Every record has the version and digest of its last event, and the columns that its body gives.
    fn walk_records(&mut self, kind: &Kind, report: &mut AuditReport) -> Result<(), StoreError> {
        let table = kind.table();
        let columns: String = kind
            .columns()
            .iter()
            .map(|name| format!(", r.{name}"))
            .collect();
        let sql = format!(
            "SELECT r.id, r.version, r.salt, r.body, e.action, e.subject_version, e.digest, \
             (SELECT count(*) FROM event c WHERE c.subject_table = $1 AND c.subject_id = r.id){columns} \
             FROM {table} r LEFT JOIN event e ON e.subject_table = $1 AND e.subject_id = r.id \
             AND e.subject_version = (SELECT max(m.subject_version) FROM event m WHERE m.subject_table = $1 AND m.subject_id = r.id) \
             ORDER BY r.id"
        );
        self.select(&sql, &[table.into()], |row| {
            report.records += 1;
            let id = row.integer(0)?;
            for finding in record_findings(kind, id, row) {
                report.find(finding);
            }
            Ok::<_, StoreError>(())
        })
    }

    /// Rows are never taken away: what has events is there.
    fn look_for_missing(
        &mut self,
        kind: &Kind,
        report: &mut AuditReport,
    ) -> Result<(), StoreError> {
        let table = kind.table();
        let sql = format!(
            "SELECT DISTINCT e.subject_id FROM event e WHERE e.subject_table = $1 \
             AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.id = e.subject_id) ORDER BY 1"
        );
        self.select(&sql, &[table.into()], |row| {
            report.find(Finding::RecordMissing {
                table: table.to_owned(),
                id: row.integer(0)?,
            });
            Ok::<_, StoreError>(())
        })
    }

    /// Events tell of kinds that there are.
    fn look_for_unknown(&mut self, report: &mut AuditReport) -> Result<(), StoreError> {
        let schema = self.schema;
        let sql = "SELECT DISTINCT subject_table, subject_id FROM event ORDER BY 1, 2";
        // The index answers it; nothing is sorted.
        self.select(sql, &[], |row| {
            let table = row.text(0).unwrap_or_default();
            if schema.kind(table).is_none() {
                report.find(Finding::RecordMissing {
                    table: table.to_owned(),
                    id: row.integer(1)?,
                });
            }
            Ok::<_, StoreError>(())
        })
    }
}

fn check_link(event: &Event, end: &Head, report: &mut AuditReport) {
    let seq = event.seq;
    if event.previous != end.hash {
        report.find(Finding::EventUnlinked { seq });
    }
    if event.hash.len() != HASH_LENGTH || event.hash != event.computed_hash() {
        report.find(Finding::EventAltered { seq });
    }
}

fn record_findings(kind: &Kind, id: i64, row: Row<'_>) -> Vec<Finding> {
    let table = kind.table().to_owned();
    let [
        _,
        version,
        salt,
        body,
        action,
        last,
        digest,
        events,
        columns @ ..,
    ] = row.values()
    else {
        return vec![Finding::RecordAltered { table, id }];
    };
    if *action == Value::Null {
        return vec![Finding::RecordWithoutEvent { table, id }];
    }
    let mut findings = Vec::new();
    let expected = match (salt, body, action, digest) {
        (Value::Null, Value::Null, Value::Text(action), Value::Blob(digest))
            if action == "erased" && digest.is_empty() =>
        {
            Some(vec![Value::Null; columns.len()])
        }
        (Value::Blob(salt), Value::Text(body), Value::Text(action), Value::Blob(digest))
            if action != "erased"
                && salt.len() == SALT_LENGTH
                && digest.as_slice() == digest_of(salt, body) =>
        {
            kind.values_of(body)
        }
        _ => None,
    };
    if expected.is_none() || version != last {
        findings.push(Finding::RecordAltered {
            table: table.clone(),
            id,
        });
    }
    if expected.is_some_and(|expected| expected != columns) {
        findings.push(Finding::ColumnsAltered {
            table: table.clone(),
            id,
        });
    }
    if events != last {
        findings.push(Finding::VersionsBroken { table, id });
    }
    findings
}

impl Finding {
    /// Where it is, as an error says it.
    pub(super) fn place(&self) -> Place {
        match self {
            Self::EngineDamage { .. } => Place::File,
            Self::HeadAltered => Place::Head,
            Self::EventAltered { seq }
            | Self::EventMissing { seq }
            | Self::EventUnlinked { seq } => Place::Event { seq: *seq },
            Self::ColumnsAltered { table, id }
            | Self::RecordAltered { table, id }
            | Self::RecordMissing { table, id }
            | Self::RecordWithoutEvent { table, id }
            | Self::VersionsBroken { table, id } => Place::Record {
                table: table.clone(),
                id: *id,
            },
        }
    }
}
