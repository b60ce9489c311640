//! The cross-reference section and trailer of an update (ISO 32000-2 §7.5.4, §7.5.5, §7.5.8).

use std::collections::BTreeMap;

use super::id;
use crate::{Dict, Limit, Name, Object, PdfError, PdfFile, Reference, XrefKind};

/// What is extended.
pub(super) struct Target<'f> {
    pub(super) file: &'f PdfFile,
    pub(super) base_length: u64,
    /// The first number that nothing uses.
    pub(super) next_number: u32,
    pub(super) fresh_id: [u8; 16],
}

/// Object numbers, their generations, and where they are.
#[derive(Default)]
pub(super) struct Entries(BTreeMap<u32, (u16, u64)>);

impl Entries {
    pub(super) fn insert(&mut self, reference: Reference, offset: u64) {
        self.0
            .insert(reference.number, (reference.generation, offset));
    }

    /// Runs of consecutive numbers: subsections.
    fn runs(&self) -> Vec<(u32, Vec<(u16, u64)>)> {
        let mut runs: Vec<(u32, Vec<(u16, u64)>)> = Vec::new();
        for (&number, &entry) in &self.0 {
            match runs.last_mut() {
                Some((first, run)) if u64::from(*first) + run.len() as u64 == u64::from(number) => {
                    run.push(entry)
                }
                _ => runs.push((number, vec![entry])),
            }
        }
        runs
    }
}

/// Appends the section in the file's own kind, the trailer, `startxref` and `%%EOF`.
pub(super) fn write(
    target: &Target<'_>,
    entries: Entries,
    tail: &mut Vec<u8>,
) -> Result<(), PdfError> {
    let offset = target.base_length + tail.len() as u64;
    match target.file.newest().revision().kind {
        XrefKind::Stream => write_stream(target, entries, offset, tail)?,
        // ISO 32000-2 §7.5.8.4: an update of a hybrid file need not be hybrid.
        XrefKind::Table | XrefKind::Hybrid => write_table(target, &entries, tail)?,
    }
    let startxref = offset - target.file.offset_base();
    tail.extend_from_slice(format!("\nstartxref\n{startxref}\n%%EOF\n").as_bytes());
    Ok(())
}

fn write_table(target: &Target<'_>, entries: &Entries, tail: &mut Vec<u8>) -> Result<(), PdfError> {
    let base = target.file.offset_base();
    tail.extend_from_slice(b"xref\n");
    if entries.0.is_empty() {
        tail.extend_from_slice(b"0 0\n");
    }
    for (first, run) in entries.runs() {
        tail.extend_from_slice(format!("{first} {}\n", run.len()).as_bytes());
        for (generation, offset) in run {
            if offset - base > TEN_DIGITS {
                return Err(PdfError::limit(Limit::OffsetWidth, offset));
            }
            tail.extend_from_slice(
                format!("{:010} {generation:05} n \n", offset - base).as_bytes(),
            );
        }
    }
    tail.extend_from_slice(b"trailer\n");
    trailer(target, target.next_number)?.write(tail);
    Ok(())
}

/// What the ten digits of an entry hold (ISO 32000-2 §7.5.4).
const TEN_DIGITS: u64 = 9_999_999_999;

/// The stream itself is one more object, and listed too. Not compressed: an update has few entries.
fn write_stream(
    target: &Target<'_>,
    mut entries: Entries,
    offset: u64,
    tail: &mut Vec<u8>,
) -> Result<(), PdfError> {
    let number = target.next_number;
    if number > target.file.limits().object_number {
        return Err(PdfError::limit_somewhere(Limit::ObjectNumber));
    }
    entries.insert(Reference::new(number, 0), offset);
    let base = target.file.offset_base();
    let offset_width = width(offset - base);
    let generation_width = entries
        .0
        .values()
        .map(|(generation, _)| width(u64::from(*generation)))
        .max()
        .unwrap_or(1);
    let mut rows = Vec::new();
    let mut index = Vec::new();
    for (first, run) in entries.runs() {
        let count = i64::try_from(run.len()).unwrap_or(i64::MAX);
        index.extend([Object::Integer(first.into()), Object::Integer(count)]);
        for (generation, offset) in run {
            rows.push(1);
            rows.extend_from_slice(&(offset - base).to_be_bytes()[8 - offset_width..]);
            rows.extend_from_slice(&u64::from(generation).to_be_bytes()[8 - generation_width..]);
        }
    }
    let mut dict = trailer(target, number + 1)?;
    dict.insert("Type", Name::from("XRef"));
    dict.insert(
        "W",
        [1, offset_width, generation_width].map(integer).to_vec(),
    );
    dict.insert("Index", index);
    dict.insert("Length", integer(rows.len()));
    tail.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    dict.write(tail);
    tail.extend_from_slice(b"\nstream\r\n");
    tail.extend_from_slice(&rows);
    tail.extend_from_slice(b"\r\nendstream\nendobj");
    Ok(())
}

/// How many bytes hold `value`, at least one.
fn width(value: u64) -> usize {
    (value.checked_ilog(256).unwrap_or(0) + 1) as usize
}

fn integer(value: usize) -> Object {
    Object::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}

/// All entries of the trailer before stay, but those that belong to its section (ISO 32000-2 §7.5.6).
fn trailer(target: &Target<'_>, size: u32) -> Result<Dict, PdfError> {
    const OF_THE_SECTION: [&[u8]; 14] = [
        b"DL",
        b"DecodeParms",
        b"F",
        b"FDecodeParms",
        b"FFilter",
        b"Filter",
        b"ID",
        b"Index",
        b"Length",
        b"Prev",
        b"Size",
        b"Type",
        b"W",
        b"XRefStm",
    ];
    let newest = target.file.newest();
    let mut dict = Dict::new();
    dict.insert("Size", Object::Integer(size.into()));
    for (key, value) in newest.trailer().iter() {
        if !OF_THE_SECTION.contains(&key.as_bytes()) {
            dict.insert(key.clone(), value.clone());
        }
    }
    let prev = newest.revision().startxref - target.file.offset_base();
    dict.insert(
        "Prev",
        Object::Integer(i64::try_from(prev).unwrap_or(i64::MAX)),
    );
    if let Some(id) = id::next(target.file, target.fresh_id)? {
        dict.insert("ID", id);
    }
    Ok(dict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths() {
        for (value, expected) in [
            (0, 1),
            (255, 1),
            (256, 2),
            (u64::from(u32::MAX), 4),
            (1 << 32, 5),
            (u64::MAX, 8),
        ] {
            assert_eq!(width(value), expected, "{value}");
        }
    }

    #[test]
    fn runs_of_consecutive_numbers() {
        let mut entries = Entries::default();
        for number in [7, 3, 4, 9, 8] {
            entries.insert(Reference::new(number, 0), u64::from(number));
        }
        let runs: Vec<_> = entries
            .runs()
            .into_iter()
            .map(|(first, run)| (first, run.len()))
            .collect();
        assert_eq!(runs, [(3, 2), (7, 3)]);
    }
}
