//! A revision: what one save added to the file.

use std::ops::Range;

use crate::Dict;

/// One revision of the file (ISO 32000-2 §7.5.6): the original, or one incremental update.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Revision {
    /// Its place in [`crate::PdfFile::revisions`]; 0 is the oldest.
    pub index: usize,
    /// Its bytes: from the end of the revision before to after its `%%EOF` and one line end (CR, LF or CRLF).
    pub range: Range<u64>,
    /// Directly after the `%%EOF`, before its line end.
    pub marker_end: u64,
    /// After all white space that follows the `%%EOF`; some writers end a file with several line ends, or none.
    pub whitespace_end: u64,
    /// Where its cross-reference section is in the file.
    pub startxref: u64,
    /// The kind of its cross-reference section.
    pub kind: XrefKind,
    /// Its trailer, or the dictionary of its cross-reference stream.
    pub trailer: Dict,
}

impl Revision {
    /// Is `offset` where the file could have ended when this was its last revision: after `%%EOF` and at most white space?
    #[must_use]
    pub fn ends_at(&self, offset: u64) -> bool {
        (self.marker_end..=self.whitespace_end).contains(&offset)
    }
}

/// The kinds of cross-reference sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum XrefKind {
    /// A cross-reference table (ISO 32000-2 §7.5.4).
    Table,
    /// A cross-reference stream (§7.5.8).
    Stream,
    /// A table with a stream for the objects hidden from older readers (§7.5.8.4).
    Hybrid,
}

/// Where an indirect object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the file, at this offset.
    InFile {
        /// Where `N G obj` starts.
        offset: u64,
    },
    /// In an object stream (§7.5.7).
    InObjectStream {
        /// The object stream's number; its generation is 0.
        container: u32,
        /// The object's place in it.
        index: u32,
    },
}

/// What a revision did to an object number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// It was missing or free before and is there now.
    Added {
        /// Where it is now.
        now: Location,
    },
    /// It was there before and stands somewhere else now; its value need not differ.
    Replaced {
        /// The generation it had.
        before_generation: u16,
        /// Where it was.
        before: Location,
        /// Where it is now.
        now: Location,
    },
    /// It was there before and is free now.
    Freed {
        /// Where it was.
        before: Location,
    },
}
