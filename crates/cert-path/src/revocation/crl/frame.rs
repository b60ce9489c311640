//! All of a CRL but its entries, held in memory.
//!
//! What a source says may change between two reads: a mirror's file is written anew. So this part is read once, and
//! parsed and hashed from here; the entries are hashed whenever they are walked. What is believed is what was verified.

use core::ops::Range;
use std::io;

use super::head::entries_in;
use super::reader::{bytes, error};
use crate::error::{CertificateError, CertificateErrorKind as Kind};
use crate::limits::Limits;
use crate::source::ByteSource;

/// The bytes before the entries, and those after them.
pub(super) struct Frame {
    before: Vec<u8>,
    after: Vec<u8>,
    after_at: u64,
}

impl Frame {
    pub(super) fn read(source: &dyn ByteSource) -> Result<Self, CertificateError> {
        let limit = Limits::DEFAULT.crl_head_bytes;
        let entries = entries_in(source)?;
        Ok(Self {
            before: bytes(source, 0..entries.start, limit)?,
            after: bytes(source, entries.end..source.length(), limit)?,
            after_at: entries.end,
        })
    }

    /// Where the entries are.
    pub(super) fn entries(&self) -> Range<u64> {
        self.before.len() as u64..self.after_at
    }

    /// The part of `range` that lies before the entries, and the part behind them.
    pub(super) fn around(&self, range: &Range<u64>) -> (&[u8], &[u8]) {
        let start = usize::try_from(range.start).ok();
        let before = start.and_then(|start| self.before.get(start..));
        let end = range.end.checked_sub(self.after_at);
        let end = end.and_then(|end| usize::try_from(end).ok());
        let after = end.and_then(|end| self.after.get(..end));
        (before.unwrap_or_default(), after.unwrap_or_default())
    }

    /// The head must have the entries where they were when it was read.
    pub(super) fn agrees(&self, entries: &Range<u64>) -> Result<(), CertificateError> {
        if *entries == self.entries() {
            Ok(())
        } else {
            Err(error(Kind::Unreadable(CHANGED), self.before.len() as u64))
        }
    }
}

/// The bytes were others a moment ago.
const CHANGED: io::ErrorKind = io::ErrorKind::InvalidData;

/// Everywhere but at the entries.
impl ByteSource for Frame {
    fn length(&self) -> u64 {
        self.after_at + self.after.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let (held, start) = match offset.checked_sub(self.after_at) {
            Some(start) if offset >= self.before.len() as u64 => (&self.after, start),
            _ => (&self.before, offset),
        };
        let start = usize::try_from(start).ok();
        let there = start.and_then(|start| held.get(start..));
        let there = there.and_then(|rest| {
            let length = rest.len().min(buffer.len());
            rest.get(..length)
        });
        let there = there.ok_or(CHANGED)?;
        // A header may be asked for with some octets more than it has: they are the first of the entries.
        let (filled, rest) = buffer.split_at_mut_checked(there.len()).ok_or(CHANGED)?;
        filled.copy_from_slice(there);
        rest.fill(0);
        Ok(())
    }
}
