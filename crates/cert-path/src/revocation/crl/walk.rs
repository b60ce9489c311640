//! Through the entries of a CRL, piece by piece.

use core::ops::Range;

use super::entry::{self, RawEntry};
use super::quick;
use super::reader::{error, header, truncated_or_wrong};
use crate::asn1::Element;
use crate::error::{CertificateError, CertificateErrorKind as Kind};
use crate::limits::Limits;
use crate::source::ByteSource;

/// How much is read at a time. 256 KiB: fits the second-level cache, where it is hashed and walked; four times the
/// longest entry.
const PIECE: usize = 256 * 1024;

/// The entries of a CRL, read in pieces.
pub(super) struct Walk<'s> {
    source: &'s dyn ByteSource,
    version: u8,
    piece: Vec<u8>,
    /// What of the piece is still to be walked.
    ahead: Range<usize>,
    /// Where the piece ends in the source, and where the entries do.
    read_to: u64,
    end: u64,
}

impl<'s> Walk<'s> {
    pub(super) fn new(source: &'s dyn ByteSource, entries: Range<u64>, version: u8) -> Self {
        let length = entries.end.saturating_sub(entries.start);
        let size = usize::try_from(length).map_or(PIECE, |length| length.min(PIECE));
        Self {
            source,
            version,
            piece: vec![0; size],
            ahead: 0..0,
            read_to: entries.start,
            end: entries.end,
        }
    }

    /// Checks every entry, and shows to `visit` those that have rare extensions or a `wanted` serial number, perhaps with
    /// some others. `read` is shown every byte, once and in order.
    pub(super) fn each(
        &mut self,
        mut read: impl FnMut(&[u8]),
        wanted: impl Fn(&[u8]) -> bool,
        mut visit: impl FnMut(&RawEntry<'_>) -> Result<(), CertificateError>,
    ) -> Result<(), CertificateError> {
        loop {
            // Nearly all entries end here.
            let piece = self.piece.get(self.ahead.clone()).unwrap_or_default();
            self.ahead.start += quick::skip(piece, self.version, &wanted);
            match self.next(&mut read)? {
                Some(entry) => visit(&entry)?,
                None => return Ok(()),
            }
        }
    }

    /// The next entry. `read` is shown every byte once, in order, as it comes from the source.
    pub(super) fn next(
        &mut self,
        mut read: impl FnMut(&[u8]),
    ) -> Result<Option<RawEntry<'_>>, CertificateError> {
        // Borrows of `self.piece` end before more is read: the borrow checker wants the length first.
        let length = loop {
            let rest = self.piece.get(self.ahead.clone()).unwrap_or_default();
            match self.length_of_first(rest)? {
                Some(length) => break length,
                None if self.read_to == self.end && rest.is_empty() => return Ok(None),
                None => self.more(&mut read)?,
            }
        };
        let offset = self.offset();
        let start = self.ahead.start;
        self.ahead.start += length;
        let whole = self.piece.get(start..start + length).unwrap_or_default();
        let quick = quick::read(whole, offset).map(|(entry, _)| entry);
        if let Some(entry) = quick.filter(|entry| self.version > 1 || entry.reason.is_none()) {
            return Ok(Some(entry));
        }
        entry::read(&Element::only(whole, offset)?, self.version).map(Some)
    }

    /// How long the entry is that these bytes begin with; `None` when it goes on in the next piece.
    fn length_of_first(&self, rest: &[u8]) -> Result<Option<usize>, CertificateError> {
        let at_end = self.read_to == self.end;
        if rest.is_empty() {
            return Ok(None);
        }
        let Some((_, prefix, length)) = header(rest) else {
            let kind = truncated_or_wrong(rest);
            return if kind == Kind::Truncated && !at_end {
                Ok(None)
            } else {
                Err(self.fails(kind))
            };
        };
        let limit = Limits::DEFAULT.crl_entry_bytes;
        let length = usize::try_from(prefix.saturating_add(length)).unwrap_or(usize::MAX);
        if length > limit {
            return Err(self.fails(Kind::TooLarge { length, limit }));
        }
        match (length <= rest.len(), at_end) {
            (true, _) => Ok(Some(length)),
            (false, false) => Ok(None),
            (false, true) => Err(self.fails(Kind::Truncated)),
        }
    }

    /// Where in the source the next entry begins.
    fn offset(&self) -> usize {
        let position = self.read_to - self.ahead.len() as u64;
        usize::try_from(position).unwrap_or(usize::MAX)
    }

    fn fails(&self, kind: Kind) -> CertificateError {
        CertificateError {
            kind,
            offset: self.offset(),
        }
    }

    /// Moves what is left to the front and reads on behind it.
    fn more(&mut self, read: &mut impl FnMut(&[u8])) -> Result<(), CertificateError> {
        self.piece.copy_within(self.ahead.clone(), 0);
        self.ahead = 0..self.ahead.len();
        let room = self.piece.get_mut(self.ahead.end..).unwrap_or_default();
        let left = usize::try_from(self.end - self.read_to).unwrap_or(usize::MAX);
        let count = left.min(room.len());
        let new = room.get_mut(..count).unwrap_or_default();
        let outcome = self.source.read_at(self.read_to, new);
        outcome.map_err(|failure| error(Kind::Unreadable(failure.kind()), self.read_to))?;
        read(new);
        self.read_to += count as u64;
        self.ahead.end += count;
        Ok(())
    }
}

/// Reads a range in pieces.
pub(super) fn each_piece(
    source: &dyn ByteSource,
    range: Range<u64>,
    mut read: impl FnMut(&[u8]),
) -> Result<(), CertificateError> {
    let mut at = range.start;
    let mut piece = vec![0; PIECE.min(usize::try_from(range.end - range.start).unwrap_or(PIECE))];
    while at < range.end {
        let left = usize::try_from(range.end - at).unwrap_or(usize::MAX);
        let count = left.min(piece.len());
        let bytes = piece.get_mut(..count).unwrap_or_default();
        let outcome = source.read_at(at, bytes);
        outcome.map_err(|failure| error(Kind::Unreadable(failure.kind()), at))?;
        read(bytes);
        at += count as u64;
    }
    Ok(())
}
