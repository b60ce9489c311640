//! A backup read into an empty register, of either engine.
#![allow(
    clippy::disallowed_methods,
    reason = "reading the backup is this module's one task"
)]

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::iter;
use std::path::Path;

use aws_lc_rs::digest::{Context, SHA256};

use super::batch::Batch;
use super::chain::{Event, Head};
use super::dump::{BackupSummary, End, FORMAT, Line, Row};
use super::engine::{Mode, Transaction};
use super::error::{Place, StoreError};
use super::record::Kind;
use super::register::Register;
use super::value::Value;
use super::view::View;

/// The longest line that is read: ours; a body is some kilobytes.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

impl Register {
    /// Reads a backup into this register, in which nothing may have happened yet. Before it is kept it is audited: what
    /// [`Register::audit`] would find is not restored.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`]; [`StoreError::NotARegister`] where the file is no backup; [`StoreError::NewerSchema`];
    /// [`StoreError::Corrupt`] with the line, event or record; what the disk and the engine say. Nothing is changed then.
    pub fn restore(&mut self, path: impl AsRef<Path>) -> Result<BackupSummary, StoreError> {
        let file = File::open(path).map_err(|error| not_read(&error))?;
        let transaction = Transaction::begin(&mut *self.engine, Mode::Write)?;
        let mut view = View::new(transaction, self.schema);
        if !view.is_untouched()? {
            return Err(StoreError::NotEmpty);
        }
        // A record may point to one that comes later.
        view.transaction.engine.defer_references()?;
        let summary = Restoring::new(file).all(&mut view)?;
        if let Some(finding) = view.audit()?.findings.first() {
            return Err(StoreError::Corrupt {
                place: finding.place(),
            });
        }
        view.transaction.commit()?;
        Ok(summary)
    }
}

fn not_read(error: &std::io::Error) -> StoreError {
    StoreError::of_file("the backup cannot be read", error)
}

impl View<'_> {
    /// Whether nothing ever happened here.
    fn is_untouched(&mut self) -> Result<bool, StoreError> {
        let mut found = self.head()?.seq;
        for table in iter::once("event").chain(self.schema.kinds.iter().map(Kind::table)) {
            found += self.number(&format!("SELECT count(*) FROM {table}"), &[])?;
        }
        Ok(found == 0)
    }
}

/// A backup being read.
struct Restoring {
    file: BufReader<File>,
    number: u64,
    digest: Context,
    head: Head,
    summary: BackupSummary,
}

impl Restoring {
    fn new(file: File) -> Self {
        Self {
            file: BufReader::new(file),
            number: 0,
            digest: Context::new(&SHA256),
            head: Head::empty(),
            summary: BackupSummary::default(),
        }
    }

    fn all(mut self, view: &mut View<'_>) -> Result<BackupSummary, StoreError> {
        self.header(view.schema.newest())?;
        let mut events = Batch::into("event", Event::COLUMNS);
        let mut records = Records::default();
        loop {
            let before = self.digest.clone();
            match self.line()? {
                Line::Event(event) => {
                    self.summary.events += 1;
                    self.head = Head {
                        seq: event.seq,
                        hash: event.hash.clone(),
                    };
                    events.push(view.transaction.engine, event.values())?;
                }
                Line::Record(row) => {
                    self.summary.records += 1;
                    if !records.push(view, row)? {
                        return Err(self.damaged());
                    }
                }
                Line::Register(_) => return Err(self.damaged()),
                Line::End(end) => {
                    self.checked(&end, before)?;
                    break;
                }
            }
        }
        events.flush(view.transaction.engine)?;
        records.flush(view)?;
        self.summary.head.clone_from(&self.head.hash);
        view.transaction.engine.run(
            "UPDATE head SET seq = $1, hash = $2",
            &[self.head.seq.into(), self.head.hash.into()],
        )?;
        Ok(self.summary)
    }

    fn header(&mut self, known: u32) -> Result<(), StoreError> {
        let Ok(Line::Register(header)) = self.line() else {
            return Err(StoreError::NotARegister);
        };
        let found = match header.format {
            FORMAT => header.schema,
            _ => u32::MAX,
        };
        if found > known {
            return Err(StoreError::NewerSchema { found, known });
        }
        Ok(())
    }

    /// The backup is whole, and ends here.
    fn checked(&mut self, end: &End, before: Context) -> Result<(), StoreError> {
        let counted = (end.events, end.records) == (self.summary.events, self.summary.records);
        let digest_holds = before.finish().as_ref() == end.digest;
        let nothing_follows = self
            .file
            .fill_buf()
            .map_err(|error| not_read(&error))?
            .is_empty();
        if counted && digest_holds && nothing_follows {
            return Ok(());
        }
        Err(self.damaged())
    }

    /// The next line, which must be there: a backup that was cut has no end.
    fn line(&mut self) -> Result<Line, StoreError> {
        self.number += 1;
        let mut text = Vec::new();
        let mut limited = self.file.by_ref().take(LONGEST_LINE);
        limited
            .read_until(b'\n', &mut text)
            .map_err(|error| not_read(&error))?;
        if text.last() != Some(&b'\n') {
            return Err(self.damaged());
        }
        self.digest.update(&text);
        serde_json::from_slice(&text).map_err(|_| self.damaged())
    }

    const fn damaged(&self) -> StoreError {
        StoreError::Corrupt {
            place: Place::Line(self.number),
        }
    }
}

/// Rows of the kind that is being read.
#[derive(Default)]
struct Records {
    current: Option<(&'static Kind, Batch)>,
}

impl Records {
    /// Whether it is a row of a kind of this register.
    fn push(&mut self, view: &mut View<'_>, row: Row) -> Result<bool, StoreError> {
        let Some(kind) = view.schema.kind(&row.table) else {
            return Ok(false);
        };
        let columns = match &row.body {
            Some(body) => kind.values_of(body),
            None => Some(vec![Value::Null; kind.columns().len()]),
        };
        let Some(columns) = columns else {
            return Ok(false);
        };
        if self
            .current
            .as_ref()
            .is_none_or(|(current, _)| current.table() != kind.table())
        {
            self.flush(view)?;
            self.current = Some((kind, Batch::of(kind)));
        }
        if let Some((_, batch)) = &mut self.current {
            let fixed = [
                row.id.into(),
                row.version.into(),
                row.salt.into(),
                row.body.into(),
            ];
            batch
                .push(view.transaction.engine, fixed.into_iter().chain(columns))
                .map_err(|error| error.of_table(kind.table()))?;
        }
        Ok(true)
    }

    fn flush(&mut self, view: &mut View<'_>) -> Result<(), StoreError> {
        match &mut self.current {
            Some((kind, batch)) => batch
                .flush(view.transaction.engine)
                .map_err(|error| error.of_table(kind.table())),
            None => Ok(()),
        }
    }
}
