//! Cross-reference tables (ISO 32000-2 §7.5.4): entries are found by arithmetic, not read.

use super::runs::{Run, Runs};
use super::{Context, Entry};
use crate::anomaly::AnomalyKind;
use crate::cursor::{Cursor, is_whitespace};
use crate::indirect::{digits, take_keyword};
use crate::lexer::skip_space_and_comments;
use crate::object::Dict;
use crate::source::Reader;
use crate::{Limit, Malformed, PdfError, parser};

/// `nnnnnnnnnn ggggg n`, without its line end.
const ENTRY: usize = 18;

/// With a line end of two bytes.
const STRIDE: u64 = 20;

/// A table: where its entries are.
pub(crate) struct Table {
    /// Entries of equal length.
    regular: Runs,
    /// Entries of differing lengths, which had to be read one by one; places are indices of `scanned`.
    irregular: Runs,
    scanned: Vec<Entry>,
}

impl Table {
    /// Reads from behind `xref` to the end of the trailer dictionary.
    pub(crate) fn read(
        context: &mut Context<'_>,
        mut cursor: Cursor<'_>,
    ) -> Result<(Self, Dict, u64), PdfError> {
        let start = cursor.offset();
        let mut builder = Builder::default();
        loop {
            skip_space_and_comments(&mut cursor)?;
            if take_keyword(&mut cursor, b"trailer")? {
                break;
            }
            let at = cursor.offset();
            builder.subsection(context, &mut cursor)?;
            if builder.regular.len() + builder.scanned.len() > context.limits.xref_entries {
                return Err(PdfError::limit(Limit::XrefEntries, at));
            }
        }
        let trailer = parser::dict(&mut cursor, context.limits)?;
        let table = Self {
            regular: Runs::new(builder.regular, context.limits, start)?,
            irregular: Runs::new(builder.irregular, context.limits, start)?,
            scanned: builder.scanned,
        };
        Ok((table, trailer, cursor.offset()))
    }

    pub(crate) fn lookup(&self, reader: &Reader, number: u32) -> Result<Option<Entry>, PdfError> {
        if let Some(place) = self.regular.place(number) {
            let malformed = || PdfError::malformed(Malformed::XrefEntry, place);
            let entry = read_entry(&mut Cursor::new(reader, place))?.ok_or_else(malformed)?;
            return Ok(Some(entry.entry));
        }
        let index = self
            .irregular
            .place(number)
            .and_then(|index| usize::try_from(index).ok());
        Ok(index.and_then(|index| self.scanned.get(index)).copied())
    }

    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.regular.numbers().chain(self.irregular.numbers())
    }

    pub(crate) fn count(&self) -> u64 {
        self.regular.count() + self.irregular.count()
    }

    /// How many subsections have entries.
    pub(crate) fn subsections(&self) -> usize {
        self.regular.len() + self.irregular.len()
    }

    pub(crate) fn highest(&self) -> Option<u32> {
        self.regular.highest().max(self.irregular.highest())
    }
}

#[derive(Default)]
struct Builder {
    regular: Vec<Run>,
    irregular: Vec<Run>,
    scanned: Vec<Entry>,
}

impl Builder {
    /// `first count`, a line end, and `count` entries.
    fn subsection(
        &mut self,
        context: &mut Context<'_>,
        cursor: &mut Cursor<'_>,
    ) -> Result<(), PdfError> {
        let at = cursor.offset();
        let malformed = || PdfError::malformed(Malformed::XrefSubsection, at);
        let first = digits(cursor)?
            .and_then(|first| u32::try_from(first).ok())
            .ok_or_else(malformed)?;
        cursor.skip_whitespace()?;
        let count = digits(cursor)?
            .and_then(|count| u32::try_from(count).ok())
            .ok_or_else(malformed)?;
        if count == 0 {
            return Ok(());
        }
        while cursor.take_if(b' ')? {}
        cursor.take_line_end()?;
        let mut run = Run {
            first,
            count,
            place: cursor.offset(),
            stride: STRIDE,
        };
        let end = match regular_end(context, &mut run)? {
            Some(end) => end,
            None => self.scan(context, &mut run)?,
        };
        if first == 1 && starts_with_free_list(context, cursor)? {
            context.anomalies.note(AnomalyKind::XrefStartsAtOne, at);
            run.first = 0;
        }
        if run.stride == 1 {
            self.irregular.push(run)
        } else {
            self.regular.push(run)
        }
        cursor.seek(end);
        Ok(())
    }

    /// Reads entries whose lengths differ, one by one.
    fn scan(&mut self, context: &mut Context<'_>, run: &mut Run) -> Result<u64, PdfError> {
        context
            .anomalies
            .note(AnomalyKind::XrefEntryLength, run.place);
        let mut cursor = Cursor::new(context.reader, run.place);
        (run.place, run.stride) = (self.scanned.len() as u64, 1);
        for _ in 0..run.count {
            cursor.skip_whitespace()?;
            let at = cursor.offset();
            if self.scanned.len() >= context.limits.xref_entries {
                return Err(PdfError::limit(Limit::XrefEntries, at));
            }
            let entry = scan_entry(&mut cursor)?
                .ok_or_else(|| PdfError::malformed(Malformed::XrefEntry, at))?;
            self.scanned.push(entry);
        }
        Ok(cursor.offset())
    }
}

/// Where the run ends if all its entries are of one length, as far as the first and the last entry and what
/// follows them show. Sets the stride.
fn regular_end(context: &mut Context<'_>, run: &mut Run) -> Result<Option<u64>, PdfError> {
    let mut cursor = Cursor::new(context.reader, run.place);
    let Some(first) = read_entry(&mut cursor)? else {
        return Ok(None);
    };
    if run.count > 1 {
        cursor.skip_whitespace()?;
        run.stride = cursor.offset() - run.place;
    }
    // The space padding of the next entry would count as white space.
    if first.padded || run.stride > 22 {
        run.stride = STRIDE;
    }
    let last = run
        .place
        .checked_add(u64::from(run.count - 1) * run.stride)
        .filter(|&last| last < context.reader.len());
    let Some(last) = last else { return Ok(None) };
    cursor.seek(last);
    let Some(last) = read_entry(&mut cursor)? else {
        return Ok(None);
    };
    let end = cursor.offset();
    let space = cursor.peek()?.is_some_and(is_whitespace);
    skip_space_and_comments(&mut cursor)?;
    let followed = cursor
        .peek()?
        .is_some_and(|byte| byte.is_ascii_digit() || byte == b't');
    if !space || !followed {
        return Ok(None);
    }
    if first.padded || last.padded {
        context
            .anomalies
            .note(AnomalyKind::XrefEntryPadding, run.place);
    }
    if run.stride != STRIDE {
        context
            .anomalies
            .note(AnomalyKind::XrefEntryLength, run.place);
    }
    Ok(Some(end))
}

/// ISO 32000-2 §7.5.4: the entry of object 0 is free and has generation 65535.
fn starts_with_free_list(context: &Context<'_>, cursor: &Cursor<'_>) -> Result<bool, PdfError> {
    let mut cursor = Cursor::new(context.reader, cursor.offset());
    cursor.skip_whitespace()?;
    cursor.take_exact(b"0000000000 65535 f")
}

struct Read {
    entry: Entry,
    padded: bool,
}

/// Reads an entry of the prescribed form.
fn read_entry(cursor: &mut Cursor<'_>) -> Result<Option<Read>, PdfError> {
    let mut bytes = [0; ENTRY];
    for byte in &mut bytes {
        match cursor.take()? {
            Some(next) => *byte = next,
            None => return Ok(None),
        }
    }
    let (offset, generation) = (&bytes[..10], &bytes[11..16]);
    if bytes[10] != b' ' || bytes[16] != b' ' {
        return Ok(None);
    }
    let (Some(offset), Some(generation)) = (field(offset), field(generation)) else {
        return Ok(None);
    };
    let padded = bytes[0] == b' ' || bytes[11] == b' ';
    Ok(entry(offset, generation, bytes[17]).map(|entry| Read { entry, padded }))
}

/// Reads an entry whatever its spacing.
fn scan_entry(cursor: &mut Cursor<'_>) -> Result<Option<Entry>, PdfError> {
    let Some(offset) = digits(cursor)? else {
        return Ok(None);
    };
    cursor.skip_whitespace()?;
    let Some(generation) = digits(cursor)? else {
        return Ok(None);
    };
    cursor.skip_whitespace()?;
    for kind in [b'n', b'f'] {
        if take_keyword(cursor, &[kind])? {
            return Ok(entry(offset, generation, kind));
        }
    }
    Ok(None)
}

fn entry(offset: u64, generation: u64, kind: u8) -> Option<Entry> {
    match kind {
        b'f' => Some(Entry::Free),
        b'n' => Some(Entry::InUse {
            offset,
            generation: u16::try_from(generation).ok()?,
        }),
        _ => None,
    }
}

/// Digits, zeros before them, or spaces where a writer pads so.
fn field(bytes: &[u8]) -> Option<u64> {
    let digits = &bytes[bytes.iter().take_while(|&&byte| byte == b' ').count()..];
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(
        digits
            .iter()
            .fold(0, |value, digit| value * 10 + u64::from(digit - b'0')),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use crate::anomaly::Anomalies;
    use std::sync::Arc;

    type ReadTable = Result<(Table, Dict, u64), PdfError>;

    fn table(bytes: &str) -> (ReadTable, Reader, Vec<AnomalyKind>) {
        let reader = Reader::new(Arc::new(bytes.as_bytes().to_vec()));
        let limits = Limits::default();
        let mut context = Context {
            reader: &reader,
            limits: &limits,
            base: 0,
            xref_bytes_left: 0,
            anomalies: Anomalies::default(),
        };
        let result = Table::read(&mut context, Cursor::new(&reader, 0));
        let kinds = context
            .anomalies
            .into_vec()
            .into_iter()
            .map(|anomaly| anomaly.kind)
            .collect();
        (result, reader, kinds)
    }

    fn offsets(bytes: &str, numbers: &[u32]) -> (Vec<Option<u64>>, Vec<AnomalyKind>) {
        let (table, reader, kinds) = table(bytes);
        let table = table.unwrap().0;
        let offset = |&number| match table.lookup(&reader, number).unwrap() {
            Some(Entry::InUse { offset, .. }) => Some(offset),
            _ => None,
        };
        (numbers.iter().map(offset).collect(), kinds)
    }

    #[test]
    fn twenty_byte_entries_with_every_line_end() {
        for end in [" \n", "\r\n", " \r"] {
            let bytes = format!(
                "\n0 3\n0000000000 65535 f{end}0000000015 00000 n{end}0000000064 00002 n{end}7 1\r\n0000000099 00000 n{end}trailer<</Size 8>>"
            );
            let (found, kinds) = offsets(&bytes, &[0, 1, 2, 3, 7, 8]);
            assert_eq!(found, [None, Some(15), Some(64), None, Some(99), None]);
            assert_eq!(kinds, []);
        }
    }

    #[test]
    fn other_lengths_are_read_and_told() {
        for end in ["\n", " \r\n", "\r"] {
            let bytes = format!(
                "\n0 3{end}0000000000 65535 f{end}0000000015 00000 n{end}0000000064 00002 n{end}trailer<<>>"
            );
            assert_eq!(
                offsets(&bytes, &[1, 2]),
                (vec![Some(15), Some(64)], vec![AnomalyKind::XrefEntryLength])
            );
        }
        let mixed = "\n0 3\n0000000000 65535 f \n15 0 n\n0000000064 00002 n \ntrailer<<>>";
        assert_eq!(
            offsets(mixed, &[1, 2]),
            (vec![Some(15), Some(64)], vec![AnomalyKind::XrefEntryLength])
        );
    }

    #[test]
    fn padding_with_spaces_is_told() {
        let bytes = "\n0 2\n0000000000 65535 f \n        15     0 n \ntrailer<<>>";
        assert_eq!(
            offsets(bytes, &[1]),
            (vec![Some(15)], vec![AnomalyKind::XrefEntryPadding])
        );
        let bytes = "\n1 2\n        15 00000 n \n        64 00000 n \ntrailer<<>>";
        assert_eq!(
            offsets(bytes, &[1, 2]),
            (
                vec![Some(15), Some(64)],
                vec![AnomalyKind::XrefEntryPadding]
            )
        );
    }

    #[test]
    fn a_table_that_starts_at_one_with_the_free_list() {
        let bytes = "\n1 2\n0000000000 65535 f \n0000000015 00000 n \ntrailer<<>>";
        assert_eq!(
            offsets(bytes, &[0, 1, 2]),
            (
                vec![None, Some(15), None],
                vec![AnomalyKind::XrefStartsAtOne]
            )
        );
    }

    #[test]
    fn empty_and_comment_lines() {
        assert_eq!(
            offsets("\r\n0 0\r\ntrailer\r\n<</Size 1>>", &[0]),
            (vec![None], vec![])
        );
    }

    #[test]
    fn broken_tables_are_errors_with_a_place() {
        for bytes in [
            "\n0 2\n0000000000 65535 f \ntrailer<<>>",
            "\n0 x\ntrailer<<>>",
            "\n0 1\n0000000000 65535 x \ntrailer<<>>",
            "\n0 1\n0000000000 65535 f \n",
            "\n0 1\n0000000000 65535 f \ntrailer 5",
            "\n0 4294967295\n0000000000 65535 f \ntrailer<<>>",
            "\n99999999999 1\n0000000000 65535 f \ntrailer<<>>",
            "\n0 2\n0000000000 65535 f \n0000000015 00000 n \n1 1\n0000000015 00000 n \ntrailer<<>>",
            "",
        ] {
            assert!(
                table(bytes).0.is_err_and(|error| error.offset.is_some()),
                "{bytes:?}"
            );
        }
    }

    #[test]
    fn a_broken_entry_inside_is_an_error_when_it_is_needed() {
        let bytes =
            "\n0 3\n0000000000 65535 f \n00000x0015 00000 n \n0000000064 00002 n \ntrailer<<>>";
        let (table, reader, _) = table(bytes);
        let table = table.unwrap().0;
        assert!(table.lookup(&reader, 2).unwrap().is_some());
        assert_eq!(table.lookup(&reader, 1).unwrap_err().offset, Some(25));
    }
}
