//! The package on the disk: drafts, every signed version, and the journal.
#![allow(
    clippy::disallowed_methods,
    reason = "keeping the package on the disk is this module's one task"
)]

use std::fs;
use std::path::{Component, Path, PathBuf};

use jiff::Timestamp;
use regulation_rules::orders::{self, Act, Order};
use regulation_rules::profiles::Purpose;

use super::about::{About, Part, PartKind};
use super::error::{OutgoingError, at};
use super::event::{Event, Mark, Remedy};
use super::hash;
use super::log::Log;
use super::numbers::Number;
use super::parts::{names, parts_of};
use super::state::State;
use crate::durable::{self, Replace};

pub(super) const JOURNAL: &str = "journal.jsonl";
const DRAFTS: &str = "drafts";
const SIGNED: &str = "signed";

/// A package of the issuing office, open and locked.
#[derive(Debug)]
pub struct Outgoing {
    folder: PathBuf,
    log: Log<Event>,
    state: State,
    order: &'static Order,
}

/// One signature to be made: from which file to which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The mark.
    pub mark: Mark,
    /// How the file is signed.
    pub kind: PartKind,
    /// The file as it is now.
    pub input: PathBuf,
    /// Where the signed one goes; what an unfinished run left there does not count.
    pub output: PathBuf,
    /// The same, within the folder.
    relative: String,
}

impl Outgoing {
    /// Opens a new package in `folder`, which is made. `files`: the main document, then the attachments; they are copied, and `about.parts`
    /// is written from them.
    ///
    /// # Errors
    /// [`OutgoingError`]; then there is no package.
    pub fn create(
        folder: &Path,
        about: About,
        files: &[(&Path, PartKind)],
        now: Timestamp,
    ) -> Result<Self, OutgoingError> {
        // A journal without a line is what an interrupted opening left.
        let journal = folder.join(JOURNAL);
        if journal.exists() && !Log::<Event>::read(&journal)?.is_empty() {
            return Err(OutgoingError::Exists(folder.to_path_buf()));
        }
        let names = names(files)?;
        let drafts = folder.join(DRAFTS);
        for path in [&drafts, &folder.join(SIGNED)] {
            fs::create_dir_all(path).map_err(at(path))?;
        }
        let mut parts = Vec::new();
        for ((source, kind), name) in files.iter().zip(names) {
            let copy = drafts.join(&name);
            durable::copy(source, &copy, Replace::Allowed).map_err(at(source))?;
            let sha256 = hash::of_file(&copy).map_err(at(&copy))?;
            parts.push(Part {
                name,
                sha256,
                kind: *kind,
            });
        }
        let mut log = Log::open(&folder.join(JOURNAL))?;
        log.add(now, Event::Opened(About { parts, ..about }))?;
        Self::of(folder, log)
    }

    /// Opens the package in `folder`.
    ///
    /// # Errors
    /// [`OutgoingError`].
    pub fn open(folder: &Path) -> Result<Self, OutgoingError> {
        let journal = folder.join(JOURNAL);
        if !journal.exists() {
            return Err(OutgoingError::Missing(folder.to_path_buf()));
        }
        Self::of(folder, Log::open(&journal)?)
    }

    fn of(folder: &Path, log: Log<Event>) -> Result<Self, OutgoingError> {
        let state = State::of(log.entries()).map_err(OutgoingError::Entry)?;
        let order = &state.about.order;
        let order = orders::by_id(order).ok_or_else(|| OutgoingError::Order(order.clone()))?;
        Ok(Self {
            folder: folder.to_path_buf(),
            log,
            state,
            order,
        })
    }

    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Its order.
    #[must_use]
    pub const fn order(&self) -> &'static Order {
        self.order
    }

    /// What happened.
    #[must_use]
    pub fn entries(&self) -> &[super::log::Entry<Event>] {
        self.log.entries()
    }

    /// A file as it is now: the draft, or the last signed version. A signature beside a file is not its version.
    ///
    /// # Errors
    /// [`OutgoingError::Changed`] where its bytes are not those of the journal.
    pub fn current(&self, part: usize) -> Result<PathBuf, OutgoingError> {
        let about = self
            .state
            .about
            .parts
            .get(part)
            .ok_or(OutgoingError::NotNow)?;
        let version = self
            .state
            .version(part)
            .filter(|_| about.kind == PartKind::Pdf);
        let (path, sha256) = match version {
            Some(version) => (self.inside(&version.output)?, &version.sha256),
            None => (self.folder.join(DRAFTS).join(&about.name), &about.sha256),
        };
        self.unchanged(path, sha256)
    }

    /// The signature beside a file that is no PDF, where it was made.
    ///
    /// # Errors
    /// [`OutgoingError`].
    pub fn beside(&self, part: usize) -> Result<Option<PathBuf>, OutgoingError> {
        let about = self
            .state
            .about
            .parts
            .get(part)
            .ok_or(OutgoingError::NotNow)?;
        match self
            .state
            .version(part)
            .filter(|_| about.kind == PartKind::Other)
        {
            Some(version) => self
                .unchanged(self.inside(&version.output)?, &version.sha256)
                .map(Some),
            None => Ok(None),
        }
    }

    fn unchanged(&self, path: PathBuf, sha256: &str) -> Result<PathBuf, OutgoingError> {
        match hash::of_file(&path).map_err(at(&path))? == *sha256 {
            true => Ok(path),
            false => Err(OutgoingError::Changed(path)),
        }
    }

    fn inside(&self, relative: &str) -> Result<PathBuf, OutgoingError> {
        inside(&self.folder, relative)
    }

    /// The package has this number.
    ///
    /// # Errors
    /// [`OutgoingError::NotNow`] where it has one.
    pub fn number(&mut self, number: Number, now: Timestamp) -> Result<(), OutgoingError> {
        self.add(now, Event::Numbered { number })
    }

    /// The marks a step makes: on the main document `on_main`, one after the other; where the agency signs each file, on the attachments, too.
    #[must_use]
    pub fn marks(&self, act: Act, on_main: &[Purpose]) -> Vec<Mark> {
        let parts = parts_of(self.order, act, self.state.about.parts.len());
        let main = on_main.iter().map(|purpose| Mark {
            part: 0,
            purpose: *purpose,
        });
        let attachments = parts.skip(1).map(|part| Mark {
            part,
            purpose: Purpose::Attachment,
        });
        main.chain(attachments).collect()
    }

    /// Begins a step with these marks. Whether it may be done is asked before: [`super::refusals`].
    ///
    /// # Errors
    /// [`OutgoingError::NotNow`] while another one is unfinished.
    pub fn begin(
        &mut self,
        act: Act,
        marks: Vec<Mark>,
        now: Timestamp,
    ) -> Result<(), OutgoingError> {
        self.add(now, Event::Begun { act, marks })
    }

    /// The next signature of the unfinished step; none where there is no such step.
    ///
    /// # Errors
    /// [`OutgoingError`]: a file was changed.
    pub fn task(&self) -> Result<Option<Task>, OutgoingError> {
        let Some(step) = self.state.unfinished() else {
            return Ok(None);
        };
        let mark = step.marks[step.signed.len()];
        let part = &self.state.about.parts[mark.part];
        let input = self.current(mark.part)?;
        let serial: usize = self.state.steps.iter().map(|step| step.signed.len()).sum();
        let relative = match part.kind {
            PartKind::Pdf => format!("{SIGNED}/{:02}-{}", serial + 1, part.name),
            PartKind::Other => format!("{SIGNED}/{:02}-{}.p7s", serial + 1, part.name),
        };
        Ok(Some(Task {
            mark,
            kind: part.kind,
            output: self.folder.join(&relative),
            input,
            relative,
        }))
    }

    /// A signature of the unfinished step was made.
    ///
    /// # Errors
    /// [`OutgoingError::NotNow`] where it is not the next one.
    pub fn signed(
        &mut self,
        task: &Task,
        field: Option<&str>,
        (signer, certificate): (&str, &[u8]),
        now: Timestamp,
    ) -> Result<(), OutgoingError> {
        let sha256 = hash::of_file(&task.output).map_err(at(&task.output))?;
        let event = Event::Signed {
            mark: task.mark,
            output: task.relative.clone(),
            sha256,
            field: field.map(str::to_owned),
            signer: signer.to_owned(),
            certificate: hash::hexadecimal(certificate),
        };
        self.add(now, event)
    }

    /// Takes the unfinished step back: what it had signed does not count, and is deleted.
    ///
    /// # Errors
    /// [`OutgoingError::NotNow`] where every step is finished.
    pub fn undo(&mut self, reason: &str, now: Timestamp) -> Result<(), OutgoingError> {
        let outputs = self.state.unfinished().map(|step| {
            let outputs = step.signed.iter().map(|version| version.output.clone());
            outputs.collect::<Vec<_>>()
        });
        self.add(
            now,
            Event::Undone {
                reason: reason.to_owned(),
            },
        )?;
        for output in outputs.unwrap_or_default() {
            let path = self.inside(&output)?;
            fs::remove_file(&path).map_err(at(&path))?;
        }
        Ok(())
    }

    /// Makes the signed files void, before anything was issued.
    ///
    /// # Errors
    /// [`OutgoingError::NotNow`].
    pub fn void(&mut self, reason: &str, now: Timestamp) -> Result<(), OutgoingError> {
        self.add(
            now,
            Event::Voided {
                reason: reason.to_owned(),
            },
        )
    }

    /// Notes what is done about a document that was issued wrongly (NĐ 30/2020 Điều 18(3), 18(4)).
    ///
    /// # Errors
    /// [`OutgoingError::NotNow`] before it is issued.
    pub fn remedy(
        &mut self,
        remedy: Remedy,
        by: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), OutgoingError> {
        self.add(
            now,
            Event::Remedied {
                remedy,
                by: by.to_owned(),
                reason: reason.to_owned(),
            },
        )
    }

    pub(super) fn add(&mut self, now: Timestamp, event: Event) -> Result<(), OutgoingError> {
        if !self.state.fits(&event) {
            return Err(OutgoingError::NotNow);
        }
        self.log.add(now, event)?;
        self.state = State::of(self.log.entries()).map_err(OutgoingError::Entry)?;
        Ok(())
    }
}

/// A path of the journal, which must not lead out of the folder.
pub(super) fn inside(folder: &Path, relative: &str) -> Result<PathBuf, OutgoingError> {
    let path = Path::new(relative);
    let plain = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    match plain {
        true => Ok(folder.join(path)),
        false => Err(OutgoingError::Name(relative.to_owned())),
    }
}
