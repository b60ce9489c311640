//! From the last `startxref` back through `/Prev` to the first section (ISO 32000-2 §7.5.5, §7.5.6).

use std::collections::HashSet;

use crate::anomaly::{Anomalies, AnomalyKind};
use crate::cursor::{Cursor, is_regular};
use crate::ending::{self, Ending};
use crate::indirect;
use crate::source::Reader;
use crate::xref::{Context, Section};
use crate::{Limit, Limits, Malformed, PdfError};

/// The sections of a file, and what was needed to find them.
pub(crate) struct Chain {
    /// Newest first.
    pub(crate) sections: Vec<Section>,
    pub(crate) header_version: (u8, u8),
    /// Added to every offset that the file names: 0, or where the header is.
    pub(crate) base: u64,
    /// The last `startxref`.
    pub(crate) ending: Ending,
    pub(crate) anomalies: Anomalies,
}

/// How far a `startxref` may miss its section: writers forget a line end or count a byte too much.
const NEAR: u64 = 10;

impl Chain {
    pub(crate) fn read(reader: &Reader, limits: &Limits) -> Result<Self, PdfError> {
        let (header, header_version) = ending::header(reader)?;
        let ending = ending::last(reader)?;
        let mut anomalies = Anomalies::default();
        let (start, base) = start(reader, &ending, header, &mut anomalies)?;
        let xref_bytes_left = limits.xref_bytes;
        let mut context = Context {
            reader,
            limits,
            base,
            xref_bytes_left,
            anomalies,
        };
        let sections = walk(&mut context, start)?;
        Ok(Self {
            sections,
            header_version,
            base,
            ending,
            anomalies: context.anomalies,
        })
    }
}

fn walk(context: &mut Context<'_>, start: u64) -> Result<Vec<Section>, PdfError> {
    let mut sections: Vec<Section> = Vec::new();
    let mut seen = HashSet::new();
    let mut next = Some(start);
    while let Some(offset) = next {
        if !seen.insert(offset) {
            return Err(PdfError::malformed(Malformed::PrevCycle, offset));
        }
        if sections.len() >= context.limits.sections {
            return Err(PdfError::limit(Limit::Revisions, offset));
        }
        let section = Section::read(context, offset)?;
        next = section.prev;
        sections.push(section);
    }
    Ok(sections)
}

/// Where the newest section is, and what all offsets count from.
fn start(
    reader: &Reader,
    ending: &Ending,
    header: u64,
    anomalies: &mut Anomalies,
) -> Result<(u64, u64), PdfError> {
    let invalid = || PdfError::malformed(Malformed::StartxrefInvalid, ending.keyword);
    let relative = ending.names.checked_add(header).ok_or_else(invalid)?;
    if ending.names >= reader.len() {
        return Err(invalid());
    }
    let absolute = is_section(reader, ending.names)?;
    if header == 0 {
        let start = if absolute {
            ending.names
        } else {
            near(reader, ending.names, anomalies)?
        };
        return Ok((start, 0));
    }
    // Both ways of counting may lead to a section only in a file made to be read in two ways.
    match (absolute, is_section(reader, relative)?) {
        (true, false) => {
            anomalies.note(AnomalyKind::HeaderNotAtStart, 0);
            Ok((ending.names, 0))
        }
        (false, true) => {
            anomalies.note(AnomalyKind::HeaderNotAtStartRelative, 0);
            Ok((relative, header))
        }
        (true, true) => Err(PdfError::malformed(Malformed::Header, header)),
        (false, false) => Err(PdfError::malformed(Malformed::XrefMissing, ending.names)),
    }
}

/// Does a section start at `offset`, exactly or after a line end?
fn is_section(reader: &Reader, offset: u64) -> Result<bool, PdfError> {
    if offset >= reader.len() {
        return Ok(false);
    }
    let mut cursor = Cursor::new(reader, offset);
    if indirect::take_keyword(&mut cursor, b"xref")? {
        return Ok(true);
    }
    // A number cut in the middle would read as another object's header.
    if offset > 0
        && Cursor::new(reader, offset - 1)
            .peek()?
            .is_some_and(is_regular)
    {
        return Ok(false);
    }
    let digit = cursor.peek()?.is_some_and(|byte| byte.is_ascii_digit());
    Ok(digit && indirect::header(&mut cursor)?.is_some())
}

/// The one section within a few bytes of where `startxref` points.
fn near(reader: &Reader, offset: u64, anomalies: &mut Anomalies) -> Result<u64, PdfError> {
    let missing = || PdfError::malformed(Malformed::XrefMissing, offset);
    let mut found = None;
    for candidate in offset.saturating_sub(NEAR)..=offset.saturating_add(NEAR) {
        let preceded = candidate > 0
            && Cursor::new(reader, candidate - 1)
                .peek()?
                .is_some_and(is_regular);
        if !preceded && is_section(reader, candidate)? && found.replace(candidate).is_some() {
            return Err(missing());
        }
    }
    anomalies.note(AnomalyKind::StartxrefNear, offset);
    found.ok_or_else(missing)
}
