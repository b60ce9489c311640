//! Signing what was looked at: one login for all documents and all signatures of each.

use std::fs;
use std::path::{Path, PathBuf};

use kyso_service::Made;
use secrecy::SecretString;
use signing_workflow::Replace;

use super::case::Case;
use super::devices::{Held, gone};
use super::dress::Wardrobe;
use crate::args::{Digest, Key, Lasting, Pin, Signing, Trust, Tsa};
use crate::exit::{Exit, Failure};
use crate::failures;
use crate::job::Job;
use crate::pen::Pen;

/// The result, beside its document.
const SIGNED: &str = "signed.pdf";

/// Why a document was not signed, and whether no other can be either.
pub(super) struct Stopped {
    pub(super) failure: Box<Failure>,
    pub(super) is_of_the_signer: bool,
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self {
            failure: Box::new(failure),
            is_of_the_signer: false,
        }
    }
}

/// The key with its PIN, in memory.
pub(super) fn key(held: &Held, pin: SecretString) -> Key {
    Key {
        pin: Pin {
            given: Some(pin),
            ..Pin::default()
        },
        ..held.key.clone()
    }
}

/// As `kyso sign` does, with the time-stamp authorities and the level of options and configuration.
pub(super) fn asked(tsa: &Tsa) -> Signing {
    Signing {
        lasting: Lasting {
            level: None,
            tsa: tsa.clone(),
        },
        ..Signing::default()
    }
}

/// Opens the key that was chosen. No PIN is sent yet, and none where another key answers.
pub(super) fn pen(
    held: &Held,
    pin: SecretString,
    (trust, tsa): (&Trust, &Tsa),
    job: &Job,
) -> Result<Pen, Failure> {
    held.may_be_asked()?;
    let key = key(held, pin);
    let pen = Pen::take_alone((&key, Digest::Sha256), trust, &asked(tsa), job)?;
    match pen.identity.certificate().fingerprint() == held.certificate.fingerprint() {
        true => Ok(pen),
        false => Err(gone()),
    }
}

impl Case<'_> {
    /// Every signature of the act, or none: what was begun goes where one fails.
    pub(super) fn sign(&self, pen: &Pen, wardrobe: &Wardrobe, job: &Job) -> Result<Made, Stopped> {
        let mut steps = Steps::of(self.path);
        let last = self.purposes.len().saturating_sub(1);
        for index in 0..=last {
            let input = steps.input();
            let request = self.request(index, &input, wardrobe, (job.now, job))?;
            let output = steps.output(index == last);
            let files = (input.as_path(), output.as_path());
            let signed = pen.try_sign(files, Replace::Allowed, &request, job);
            signed.map_err(|error| Stopped {
                is_of_the_signer: error.is_of_the_signer(),
                failure: Box::new(pen.failed(&input, &error, job)),
            })?;
            steps.made.push(output);
        }
        let file = steps.made.pop().unwrap_or_default();
        if let Err(failure) = pen.raise(&file) {
            // the signature is there; its level is told where the service is watched
            job.complain(failure.text.in_lang(job.lang));
        }
        Ok(Made { file })
    }
}

/// The files between the document and the result. They go when it is made, or is not.
struct Steps<'d> {
    document: &'d Path,
    made: Vec<PathBuf>,
}

impl<'d> Steps<'d> {
    const fn of(document: &'d Path) -> Self {
        let made = Vec::new();
        Self { document, made }
    }

    fn input(&self) -> PathBuf {
        let last = self.made.last();
        last.map_or_else(|| self.document.to_owned(), Clone::clone)
    }

    fn output(&self, is_last: bool) -> PathBuf {
        let step = format!("step-{}.pdf", self.made.len());
        let name = if is_last { SIGNED } else { &step };
        self.document.with_file_name(name)
    }
}

impl Drop for Steps<'_> {
    fn drop(&mut self) {
        for file in &self.made {
            let _ = fs::remove_file(file);
        }
    }
}

/// Octets that are no document: a container without them, in a room of its own.
pub(super) fn octets(pen: &Pen, octets: &[u8], job: &Job) -> Result<Vec<u8>, Failure> {
    let room = tempfile::tempdir().map_err(|error| failures::io("kyso serve", &error))?;
    let (input, output) = (room.path().join("message"), room.path().join("message.p7s"));
    let unwritten = |error| failures::io("kyso serve", &error);
    fs::write(&input, octets).map_err(unwritten)?;
    pen.sign_beside((&input, &output), Replace::Never, job.now, job)?;
    fs::read(&output).map_err(unwritten)
}

/// A place that nobody gave: nothing is guessed, and no PIN is sent.
pub(super) fn unplaced(text: crate::text::Text) -> Failure {
    Failure::new(Exit::Negative, crate::showing::NOT_PLACED, text)
}
