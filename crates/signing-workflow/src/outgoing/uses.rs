//! What keys were used for: every signature that a journal tells of.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::error::OutgoingError;
use super::event::Event;
use super::folder::{JOURNAL, inside};
use super::log::Log;
use super::numbers::Number;

/// A signature that was made. It may not count any more: the key was used all the same.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyUse {
    /// When, as the journal has it.
    pub at: Timestamp,
    /// What the document is about, where that was said.
    pub title: Option<String>,
    /// Its symbol (ký hiệu).
    pub symbol: Option<String>,
    /// Its number, where it had one by then.
    pub number: Option<Number>,
    /// The file of the package.
    pub part: String,
    /// The file that came out. It is gone where the step was taken back.
    pub output: PathBuf,
    /// The name in the certificate.
    pub signer: String,
    /// SHA-256 of the certificate, hexadecimal.
    pub certificate: String,
}

/// Every signature that the journal of a package tells of, first to last, also of steps that were taken back. The package is not opened.
///
/// # Errors
/// [`OutgoingError::Missing`] where the folder has no journal; a journal that cannot be read.
pub fn key_uses(folder: &Path) -> Result<Vec<KeyUse>, OutgoingError> {
    let journal = folder.join(JOURNAL);
    if !journal.exists() {
        return Err(OutgoingError::Missing(folder.to_path_buf()));
    }
    let (mut about, mut number) = (None, None);
    let mut uses = Vec::new();
    for entry in Log::<Event>::read(&journal)? {
        match entry.event {
            Event::Opened(opened) => about = Some(opened),
            Event::Numbered { number: given } => number = Some(given),
            Event::Signed {
                mark,
                output,
                signer,
                certificate,
                ..
            } => {
                let about = about.as_ref();
                let part = about.and_then(|about| about.parts.get(mark.part));
                uses.push(KeyUse {
                    at: entry.at,
                    title: about.and_then(|about| about.title.clone()),
                    symbol: about.and_then(|about| about.symbol.clone()),
                    number: number.clone(),
                    part: part.map(|part| part.name.clone()).unwrap_or_default(),
                    output: inside(folder, &output)?,
                    signer,
                    certificate,
                });
            }
            _ => {}
        }
    }
    Ok(uses)
}
