//! The whole register written to a file, in one state, while others go on working.
#![allow(
    clippy::disallowed_methods,
    reason = "writing the backup is this module's one task"
)]

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use aws_lc_rs::digest::{Context, SHA256};
use tempfile::NamedTempFile;

use super::chain::Event;
use super::dump::{BackupSummary, End, FORMAT, Header, Line, Row};
use super::error::{Place, StoreError};
use super::record::Kind;
use super::register::Register;
use super::view::View;

impl Register {
    /// Writes the register, as it is now, to a new file, readable by its owner alone: beside its name first, then synced, then
    /// renamed. Others may go on changing the register meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Io`] with [`io::ErrorKind::AlreadyExists`] where there is such a file: a backup replaces nothing;
    /// [`StoreError::DiskFull`]; what the engine says. No file is left then.
    pub fn backup(&mut self, path: impl AsRef<Path>) -> Result<BackupSummary, StoreError> {
        let path = path.as_ref();
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        if written(path.try_exists())? {
            return written(Err(io::ErrorKind::AlreadyExists.into()));
        }
        let file = written(NamedTempFile::new_in(folder))?;
        let mut dump = Dump::new(file.as_file());
        self.read(|view| dump.register(view))?;
        let summary = dump.finish()?;
        written(file.as_file().sync_all())?;
        written(file.persist_noclobber(path).map_err(|error| error.error))?;
        written(sync_folder(folder))?;
        Ok(summary)
    }
}

/// The rename itself survives a power cut only once the folder is on the disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn written<T>(done: io::Result<T>) -> Result<T, StoreError> {
    done.map_err(|error| StoreError::of_file("the backup cannot be written", &error))
}

/// A backup being written.
struct Dump<'f> {
    file: BufWriter<&'f File>,
    digest: Context,
    summary: BackupSummary,
}

impl<'f> Dump<'f> {
    fn new(file: &'f File) -> Self {
        Self {
            file: BufWriter::new(file),
            digest: Context::new(&SHA256),
            summary: BackupSummary::default(),
        }
    }

    fn register(&mut self, view: &mut View<'_>) -> Result<(), StoreError> {
        self.line(&Line::Register(Header {
            format: FORMAT,
            schema: view.schema.newest(),
        }))?;
        self.summary.head = view.head()?.hash;
        let events = format!("SELECT {} FROM event ORDER BY seq", Event::COLUMNS);
        view.select(&events, &[], |row| {
            self.summary.events += 1;
            self.line(&Line::Event(Event::from_row(row)?))
        })?;
        let kinds = view.schema.kinds;
        kinds.iter().try_for_each(|kind| self.records(view, kind))
    }

    fn records(&mut self, view: &mut View<'_>, kind: &Kind) -> Result<(), StoreError> {
        let table = kind.table();
        let sql = format!("SELECT id, version, salt, body FROM {table} ORDER BY id");
        view.select(&sql, &[], |row| {
            let id = row.integer(0)?;
            let damaged = |_| StoreError::Corrupt {
                place: Place::Record {
                    table: table.to_owned(),
                    id,
                },
            };
            self.summary.records += 1;
            self.line(&Line::Record(Row {
                table: table.to_owned(),
                id,
                version: row.integer(1)?,
                salt: row.optional_blob(2).map_err(damaged)?.map(<[u8]>::to_vec),
                body: row.optional_text(3).map_err(damaged)?.map(str::to_owned),
            }))
        })
    }

    fn line(&mut self, line: &Line) -> Result<(), StoreError> {
        let mut text = written(serde_json::to_vec(line).map_err(io::Error::from))?;
        text.push(b'\n');
        self.digest.update(&text);
        written(self.file.write_all(&text))
    }

    fn finish(mut self) -> Result<BackupSummary, StoreError> {
        let end = Line::End(End {
            events: self.summary.events,
            records: self.summary.records,
            digest: self.digest.clone().finish().as_ref().to_vec(),
        });
        self.line(&end)?;
        written(self.file.flush())?;
        Ok(self.summary)
    }
}
