//! One cross-reference section: a table, a stream, or a table with a stream (ISO 32000-2 §7.5.4, §7.5.8).

mod runs;
mod stream;
mod table;

use crate::anomaly::{Anomalies, AnomalyKind};
use crate::cursor::Cursor;
use crate::indirect;
use crate::object::{Dict, Object};
use crate::source::Reader;
use crate::{Limits, Malformed, PdfError, XrefKind};

pub(crate) use stream::StreamEntries;
pub(crate) use table::Table;

/// What a section says about one object number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Free,
    /// As it stands in the file: where offsets count from the header, that is still to be added.
    InUse {
        offset: u64,
        generation: u16,
    },
    Compressed {
        container: u32,
        index: u32,
    },
}

/// What is needed to read sections.
pub(crate) struct Context<'r> {
    pub(crate) reader: &'r Reader,
    pub(crate) limits: &'r Limits,
    /// Added to every offset of the file: 0, or where the header is.
    pub(crate) base: u64,
    /// What cross-reference streams may still decode to, all together.
    pub(crate) xref_bytes_left: usize,
    pub(crate) anomalies: Anomalies,
}

/// One section of the `/Prev` chain.
pub(crate) struct Section {
    /// Where it starts in the file.
    pub(crate) offset: u64,
    /// After its trailer dictionary, or after the stream's `endobj`.
    pub(crate) end: u64,
    pub(crate) trailer: Dict,
    pub(crate) table: Option<Table>,
    pub(crate) stream: Option<StreamEntries>,
    /// Where the stream beside a table ends.
    pub(crate) hidden_end: Option<u64>,
    /// Where the section before it is.
    pub(crate) prev: Option<u64>,
}

impl Section {
    pub(crate) fn kind(&self) -> XrefKind {
        match (&self.table, &self.stream) {
            (Some(_), Some(_)) => XrefKind::Hybrid,
            (Some(_), None) => XrefKind::Table,
            (None, _) => XrefKind::Stream,
        }
    }

    /// Reads the section at `offset`; [`Malformed::XrefMissing`] when there is none.
    pub(crate) fn read(context: &mut Context<'_>, offset: u64) -> Result<Self, PdfError> {
        let mut cursor = Cursor::new(context.reader, offset);
        cursor.skip_whitespace()?;
        if indirect::take_keyword(&mut cursor, b"xref")? {
            Self::read_table(context, offset, cursor)
        } else if cursor.peek()?.is_some_and(|byte| byte.is_ascii_digit()) {
            Self::read_stream(context, offset)
        } else {
            Err(PdfError::malformed(Malformed::XrefMissing, offset))
        }
    }

    fn read_table(
        context: &mut Context<'_>,
        offset: u64,
        cursor: Cursor<'_>,
    ) -> Result<Self, PdfError> {
        let (table, trailer, end) = Table::read(context, cursor)?;
        let prev = prev(context, &trailer, offset)?;
        let stream = match trailer.get(b"XRefStm") {
            // ISO 32000-2 §7.5.8.4: objects hidden from readers that only know tables.
            Some(value) => Some(Self::read_hidden(context, value, offset)?),
            None => None,
        };
        let (stream, hidden_end) = stream.unzip();
        let section = Self {
            offset,
            end,
            trailer,
            table: Some(table),
            stream,
            hidden_end,
            prev,
        };
        section.check(context)?;
        Ok(section)
    }

    fn read_hidden(
        context: &mut Context<'_>,
        value: &Object,
        place: u64,
    ) -> Result<(StreamEntries, u64), PdfError> {
        let offset = offset_in_file(context, value, place)?;
        let stream = StreamEntries::read(context, offset)?;
        Ok((stream.entries, stream.end))
    }

    fn read_stream(context: &mut Context<'_>, offset: u64) -> Result<Self, PdfError> {
        let stream::XrefStream { entries, dict, end } = StreamEntries::read(context, offset)?;
        let prev = prev(context, &dict, offset)?;
        let section = Self {
            offset,
            end,
            trailer: dict,
            table: None,
            stream: Some(entries),
            hidden_end: None,
            prev,
        };
        section.check(context)?;
        Ok(section)
    }

    /// How many subsections its table has; 0 without a table.
    pub(crate) fn subsections(&self) -> usize {
        self.table.as_ref().map_or(0, Table::subsections)
    }

    /// What the section says about `number`; `None` when it says nothing.
    pub(crate) fn lookup(&self, reader: &Reader, number: u32) -> Result<Option<Entry>, PdfError> {
        let listed = match &self.table {
            Some(table) => table.lookup(reader, number)?,
            None => None,
        };
        // ISO 32000-2 §7.5.8.4: hidden objects are absent from the table or free there; then the stream decides.
        if let None | Some(Entry::Free) = listed
            && let Some(hidden) = self
                .stream
                .as_ref()
                .and_then(|stream| stream.lookup(number))
        {
            return Ok(Some(hidden));
        }
        Ok(listed)
    }

    /// Every number the section says something about, table first; some may come twice.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        let listed = self.table.iter().flat_map(Table::numbers);
        listed.chain(self.stream.iter().flat_map(StreamEntries::numbers))
    }

    /// How many entries there are.
    pub(crate) fn count(&self) -> u64 {
        let listed = self.table.as_ref().map_or(0, Table::count);
        listed + self.stream.as_ref().map_or(0, StreamEntries::count)
    }

    /// The highest number the section says something about.
    pub(crate) fn highest(&self) -> Option<u32> {
        let listed = self.table.as_ref().and_then(Table::highest);
        listed.max(self.stream.as_ref().and_then(StreamEntries::highest))
    }

    fn check(&self, context: &mut Context<'_>) -> Result<(), PdfError> {
        if !self.trailer.duplicate_keys().is_empty() {
            context
                .anomalies
                .note(AnomalyKind::DuplicateTrailerKey, self.offset);
        }
        // ISO 32000-2 table 15: /Size is one more than the highest number.
        let size = self.trailer.integer(b"Size");
        if self
            .highest()
            .is_some_and(|highest| size.is_none_or(|size| size <= i64::from(highest)))
        {
            context
                .anomalies
                .note(AnomalyKind::SizeTooSmall, self.offset);
        }
        self.check_agreement(context)
    }

    fn check_agreement(&self, context: &mut Context<'_>) -> Result<(), PdfError> {
        let (Some(table), Some(stream)) = (&self.table, &self.stream) else {
            return Ok(());
        };
        for number in stream.numbers() {
            let listed = table.lookup(context.reader, number)?;
            if let Some(Entry::InUse { .. }) = listed
                && listed != stream.lookup(number)
            {
                context
                    .anomalies
                    .note(AnomalyKind::HybridDisagreement, self.offset);
                break;
            }
        }
        Ok(())
    }
}

fn prev(context: &mut Context<'_>, trailer: &Dict, place: u64) -> Result<Option<u64>, PdfError> {
    match trailer.get(b"Prev") {
        None => Ok(None),
        Some(Object::Integer(0)) => {
            context.anomalies.note(AnomalyKind::PrevZero, place);
            Ok(None)
        }
        Some(value) => offset_in_file(context, value, place).map(Some),
    }
}

fn offset_in_file(context: &Context<'_>, value: &Object, place: u64) -> Result<u64, PdfError> {
    let offset = value
        .as_integer()
        .and_then(|offset| u64::try_from(offset).ok());
    offset
        .and_then(|offset| offset.checked_add(context.base))
        .filter(|&offset| offset < context.reader.len())
        .ok_or_else(|| PdfError::malformed(Malformed::PrevInvalid, place))
}
