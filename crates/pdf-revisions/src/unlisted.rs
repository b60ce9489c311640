//! Bytes of a revision that its cross-reference does not account for: readers that rebuild a cross-reference by scanning would find
//! objects there that nobody else sees.

use std::collections::BTreeSet;

use crate::cursor::Cursor;
use crate::indirect::{self, take_keyword};
use crate::lexer::skip_space_and_comments;
use crate::xref::{Entry, Section};
use crate::{Limit, PdfError, PdfErrorKind, View};

impl View<'_> {
    /// The first place of this view's own revision that holds neither one of the objects that its cross-reference lists, nor the
    /// cross-reference itself, nor comments: objects may hide there. Meant for incremental updates; the first revision of a file may
    /// well hold objects it no longer lists.
    ///
    /// # Errors
    ///
    /// When the cross-reference is malformed, or there is too much to read.
    pub fn unlisted(&self) -> Result<Option<u64>, PdfError> {
        let revision = self.revision();
        let sections = self.file.inner.sections_of(self.revision);
        let listed = self.listed(sections)?;
        let mut at = revision.range.start;
        loop {
            let mut cursor = Cursor::new(&self.file.inner.reader, at);
            skip_space_and_comments(&mut cursor)?;
            let here = cursor.offset();
            if here >= revision.marker_end {
                return Ok(None);
            }
            let Some(end) = self.part(&mut cursor, sections, &listed, at)? else {
                return Ok(Some(here));
            };
            at = end;
        }
    }

    /// Where the part at `cursor` ends, if it is one that belongs here. `from`: after the part before.
    fn part(
        &self,
        cursor: &mut Cursor<'_>,
        sections: &[Section],
        listed: &BTreeSet<u64>,
        from: u64,
    ) -> Result<Option<u64>, PdfError> {
        let here = cursor.offset();
        if let Some(section) = sections
            .iter()
            .find(|section| (from..=here).contains(&section.offset))
        {
            return Ok(Some(section.end.max(here.saturating_add(1))));
        }
        if take_keyword(cursor, b"startxref")? {
            cursor.skip_whitespace()?;
            return Ok(indirect::digits(cursor)?.map(|_| cursor.offset()));
        }
        if listed.range(from..=here).next().is_none() {
            return Ok(None);
        }
        match self.object_end(here) {
            Ok(end) => Ok(Some(end.max(here.saturating_add(1)))),
            Err(error) if matches!(error.kind, PdfErrorKind::Malformed(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Offsets that the revision's own sections list, and those of streams beside its tables.
    fn listed(&self, sections: &[Section]) -> Result<BTreeSet<u64>, PdfError> {
        let inner = &self.file.inner;
        let count: u64 = sections.iter().map(Section::count).sum();
        if count > inner.limits.xref_entries as u64 {
            return Err(PdfError::limit(
                Limit::XrefEntries,
                self.revision().startxref,
            ));
        }
        let mut listed = BTreeSet::new();
        for section in sections {
            for number in section.numbers() {
                if let Some(Entry::InUse { offset, .. }) = section.lookup(&inner.reader, number)? {
                    listed.insert(offset.saturating_add(inner.base));
                }
            }
            let hidden = section.trailer.integer(b"XRefStm");
            let hidden = hidden.and_then(|offset| u64::try_from(offset).ok());
            listed.extend(hidden.map(|offset| offset.saturating_add(inner.base)));
        }
        Ok(listed)
    }
}
