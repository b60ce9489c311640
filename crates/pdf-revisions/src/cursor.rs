//! A place in a file or in a decoded object stream, read byte by byte.

use std::sync::Arc;

use crate::PdfError;
use crate::source::Reader;

/// Reads bytes from a place on. Holds one block, so that reading costs a bounds check.
pub(crate) struct Cursor<'r> {
    reader: Option<&'r Reader>,
    block: Arc<[u8]>,
    block_start: u64,
    at: u64,
    end: u64,
}

impl<'r> Cursor<'r> {
    /// From `at` to the end of the file.
    pub(crate) fn new(reader: &'r Reader, at: u64) -> Self {
        Self {
            reader: Some(reader),
            block: Arc::from([]),
            block_start: 0,
            at,
            end: reader.len(),
        }
    }

    /// From `at` to the end of decoded bytes, which have no place in the file.
    pub(crate) fn in_memory(bytes: Arc<[u8]>, at: u64) -> Cursor<'static> {
        Cursor {
            reader: None,
            block_start: 0,
            at,
            end: bytes.len() as u64,
            block: bytes,
        }
    }

    /// Are offsets those of the file?
    pub(crate) fn is_in_file(&self) -> bool {
        self.reader.is_some()
    }

    pub(crate) fn offset(&self) -> u64 {
        self.at
    }

    pub(crate) fn seek(&mut self, at: u64) {
        self.at = at;
    }

    /// The next byte; `None` at the end.
    #[inline]
    pub(crate) fn peek(&mut self) -> Result<Option<u8>, PdfError> {
        if self.at >= self.end {
            return Ok(None);
        }
        match self.loaded() {
            Some(byte) => Ok(Some(byte)),
            None => self.load(),
        }
    }

    #[inline]
    fn loaded(&self) -> Option<u8> {
        let index = usize::try_from(self.at.checked_sub(self.block_start)?).ok()?;
        self.block.get(index).copied()
    }

    fn load(&mut self) -> Result<Option<u8>, PdfError> {
        let Some(reader) = self.reader else {
            return Ok(None);
        };
        (self.block_start, self.block) = reader.block(self.at)?;
        Ok(self.loaded())
    }

    /// The bytes from here on that need no further reading; there may be more.
    pub(crate) fn loaded_ahead(&self) -> &[u8] {
        let ahead = || {
            let from = usize::try_from(self.at.checked_sub(self.block_start)?).ok()?;
            self.block.get(from..)
        };
        ahead().unwrap_or_default()
    }

    /// Takes the next byte.
    #[inline]
    pub(crate) fn take(&mut self) -> Result<Option<u8>, PdfError> {
        let byte = self.peek()?;
        if byte.is_some() {
            self.at += 1;
        }
        Ok(byte)
    }

    /// Takes the next byte if it is `expected`.
    pub(crate) fn take_if(&mut self, expected: u8) -> Result<bool, PdfError> {
        let is = self.peek()? == Some(expected);
        if is {
            self.at += 1;
        }
        Ok(is)
    }

    /// Takes `expected` if it comes next, entirely or not at all.
    pub(crate) fn take_exact(&mut self, expected: &[u8]) -> Result<bool, PdfError> {
        let start = self.at;
        for &byte in expected {
            if !self.take_if(byte)? {
                self.at = start;
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Skips white space (ISO 32000-2 table 1).
    pub(crate) fn skip_whitespace(&mut self) -> Result<(), PdfError> {
        while self.peek()?.is_some_and(is_whitespace) {
            self.at += 1;
        }
        Ok(())
    }

    /// Takes one line end: CR, LF or CRLF.
    pub(crate) fn take_line_end(&mut self) -> Result<bool, PdfError> {
        let carriage_return = self.take_if(b'\r')?;
        let line_feed = self.take_if(b'\n')?;
        Ok(carriage_return || line_feed)
    }
}

/// White space (ISO 32000-2 table 1).
#[inline]
pub(crate) fn is_whitespace(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

/// Delimiters (ISO 32000-2 table 2).
#[inline]
pub(crate) fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

/// All other bytes (ISO 32000-2 §7.2.3).
#[inline]
pub(crate) fn is_regular(byte: u8) -> bool {
    !is_whitespace(byte) && !is_delimiter(byte)
}
