//! What parent and child say to each other: a line of JSON, and the bytes it announces.

use std::io::{self, BufRead, Read, Write};

use page_view::{PageGeometry, PageText, PageViewError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Asked by the parent.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub(crate) enum Question {
    /// Open the file of so many bytes that follows this line.
    Open {
        /// How many.
        length: usize,
    },
    /// The text of a page.
    Text {
        /// 0 for the first.
        page: usize,
    },
    /// A picture of a page, or of a part of it.
    Render {
        /// 0 for the first.
        page: usize,
        /// In default user space; all of it when absent.
        area: Option<[f64; 4]>,
        /// Dots per inch.
        dpi: f64,
    },
}

/// Answered by the child.
#[derive(Debug, Serialize, Deserialize)]
// the tag outside: with it inside, serde keeps the whole text of a page twice
#[serde(rename_all = "kebab-case")]
pub(crate) enum Answer {
    /// The file is open.
    Opened {
        /// Its pages.
        pages: Vec<PageGeometry>,
    },
    /// The text of a page.
    Text {
        /// The text.
        text: PageText,
    },
    /// A picture of so many bytes follows this line.
    Picture {
        /// How many.
        length: usize,
        /// The picture, once read.
        #[serde(skip)]
        png: Vec<u8>,
    },
    /// Why not.
    Failed {
        /// The reason.
        error: PageViewError,
    },
}

/// The longest line: the text of a page of 200,000 glyphs, each a word of its own, stays below.
const LINE: u64 = 256 << 20;
/// The largest picture: 16 million pixels of noise.
const PICTURE: usize = 128 << 20;

/// Writes a line.
pub(crate) fn say(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *to, message)?;
    to.write_all(b"\n")
}

/// Reads a line; `None` at the end.
pub(crate) fn hear<T: DeserializeOwned>(from: &mut impl BufRead) -> io::Result<Option<T>> {
    let mut line = Vec::new();
    from.by_ref().take(LINE).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    Ok(Some(serde_json::from_slice(&line)?))
}

/// Reads the bytes that a line announced, no more of them reserved than arrive.
pub(crate) fn bytes(from: &mut impl BufRead, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.by_ref().take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

/// Reads an answer whole.
pub(crate) fn answer(from: &mut impl BufRead) -> io::Result<Option<Answer>> {
    let mut answer = hear(from)?;
    if let Some(Answer::Picture { length, png }) = &mut answer {
        if *length > PICTURE {
            return Err(io::ErrorKind::InvalidData.into());
        }
        *png = bytes(from, *length)?;
    }
    Ok(answer)
}
