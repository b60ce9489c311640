//! A revision: what one save added to the file (ISO 32000-2 §7.5.6).

use std::ops::Range;

use crate::anomaly::{Anomalies, AnomalyKind};
use crate::chain::Chain;
use crate::crossing;
use crate::ending::{self, Ending};
use crate::indirect;
use crate::source::Reader;
use crate::xref::Section;
use crate::{Dict, Malformed, PdfError};

/// One revision of the file: the original, or one incremental update.
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
    /// How many cross-reference sections it has: two where it is linearised.
    pub sections: usize,
    /// How many subsections its cross-reference table has, the largest where there are two; 0 where it is a stream.
    pub subsections: usize,
}

impl Revision {
    /// Is `offset` where the file could have ended when this was its last revision: after `%%EOF` and at most
    /// white space?
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

/// The revisions of a file and the sections they are made of, both oldest first.
pub(crate) struct History {
    pub(crate) revisions: Vec<Revision>,
    pub(crate) sections: Vec<Section>,
    pub(crate) anomalies: Anomalies,
}

/// Groups the sections of `chain` into revisions and finds where each ends.
pub(crate) fn history(reader: &Reader, mut chain: Chain) -> Result<History, PdfError> {
    let linearised = is_linearised(reader)?;
    let mut revisions: Vec<Revision> = Vec::new();
    let mut rest = chain.sections.as_slice();
    let mut newer: Option<&Section> = None;
    while !rest.is_empty() {
        let (group, older) = rest.split_at(group_length(rest));
        let forward = group.len() > 1 && !(linearised && older.is_empty() && group.len() == 2);
        if forward {
            chain
                .anomalies
                .note(AnomalyKind::PrevPointsForward, group[0].offset);
        }
        let end = end(
            reader,
            &chain.ending,
            chain.base,
            group,
            newer,
            &mut chain.anomalies,
        )?;
        revisions.push(revision(reader, group, end)?);
        newer = group.iter().min_by_key(|section| section.offset);
        rest = older;
    }
    revisions.reverse();
    chain.sections.reverse();
    set_ranges(&mut revisions)?;
    note_strange_bytes(reader, &revisions, &mut chain.anomalies)?;
    crossing::note(reader, &revisions, &chain.sections, &mut chain.anomalies)?;
    Ok(History {
        revisions,
        sections: chain.sections,
        anomalies: chain.anomalies,
    })
}

/// How many sections belong to the newest revision: those whose `/Prev` points forward. In a linearised file the
/// first section is at its start and the main one at its end (ISO 32000-2 annex F.3).
fn group_length(sections: &[Section]) -> usize {
    1 + sections
        .windows(2)
        .take_while(|pair| pair[1].offset > pair[0].offset)
        .count()
}

/// A linearised file says so in its first object (ISO 32000-2 annex F.3.3).
fn is_linearised(reader: &Reader) -> Result<bool, PdfError> {
    Ok(reader
        .find(b"/Linearized", 0..reader.len().min(1024))?
        .is_some())
}

/// Where the revision of `group` ends.
fn end(
    reader: &Reader,
    last: &Ending,
    base: u64,
    group: &[Section],
    newer: Option<&Section>,
    anomalies: &mut Anomalies,
) -> Result<Ending, PdfError> {
    let (first, physical) = (
        &group[0],
        group
            .iter()
            .max_by_key(|section| section.offset)
            .unwrap_or(&group[0]),
    );
    let named = if newer.is_none() {
        last.names
    } else {
        first.offset.saturating_sub(base)
    };
    let bound = newer.map_or(reader.len(), |newer| newer.offset);
    let following =
        ending::following(reader, physical.end)?.filter(|ending| ending.marker_end <= bound);
    if let Some(ending) = following.filter(|ending| ending.names == named) {
        return Ok(mark(ending, anomalies));
    }
    // The section stands before its objects, so its `startxref` comes later.
    let later = match newer {
        None => Some(*last),
        Some(_) => ending::naming(
            reader,
            physical.end..bound.min(physical.end.saturating_add(SEARCH)),
            named,
        )?,
    };
    if let Some(ending) = later.filter(|ending| ending.keyword >= physical.end) {
        return Ok(mark(ending, anomalies));
    }
    if newer.is_none() {
        // The last startxref stands before the section that it names: nothing was ever saved like this.
        return Err(PdfError::malformed(
            Malformed::StartxrefInvalid,
            last.keyword,
        ));
    }
    let Some(ending) = following else {
        anomalies.note(AnomalyKind::RevisionEndMissing, physical.end);
        return Ok(Ending {
            names: named,
            keyword: physical.end,
            marker_end: physical.end,
            has_marker: false,
        });
    };
    anomalies.note(AnomalyKind::StartxrefMismatch, ending.keyword);
    Ok(mark(ending, anomalies))
}

/// How far behind an earlier section its `startxref` is looked for, when it does not follow at once.
const SEARCH: u64 = 16 << 20;

fn mark(ending: Ending, anomalies: &mut Anomalies) -> Ending {
    if !ending.has_marker {
        anomalies.note(AnomalyKind::EofMarkerMissing, ending.marker_end);
    }
    ending
}

fn revision(reader: &Reader, group: &[Section], ending: Ending) -> Result<Revision, PdfError> {
    let newest = &group[0];
    let (line_end, whitespace_end) = ending::line_and_space_end(reader, ending.marker_end)?;
    Ok(Revision {
        index: 0,
        range: 0..line_end,
        marker_end: ending.marker_end,
        whitespace_end,
        startxref: newest.offset,
        kind: newest.kind(),
        trailer: newest.trailer.clone(),
        sections: group.len(),
        subsections: group.iter().map(Section::subsections).max().unwrap_or(0),
    })
}

/// Numbers the revisions and lets each start where the one before ends.
fn set_ranges(revisions: &mut [Revision]) -> Result<(), PdfError> {
    let mut start = 0;
    for (index, revision) in revisions.iter_mut().enumerate() {
        if revision.startxref < start && revision.sections == 1 || revision.range.end <= start {
            return Err(PdfError::malformed(
                Malformed::PrevInvalid,
                revision.startxref,
            ));
        }
        revision.index = index;
        revision.range.start = start;
        start = revision.range.end;
    }
    Ok(())
}

fn note_strange_bytes(
    reader: &Reader,
    revisions: &[Revision],
    anomalies: &mut Anomalies,
) -> Result<(), PdfError> {
    let Some((last, earlier)) = revisions.split_last() else {
        return Ok(());
    };
    for revision in earlier {
        if !indirect::starts_something(reader, revision.whitespace_end)? {
            anomalies.note(AnomalyKind::BytesBetweenRevisions, revision.whitespace_end);
        }
    }
    if last.whitespace_end < reader.len() {
        anomalies.note(AnomalyKind::BytesAfterLastEof, last.whitespace_end);
    } else if last.whitespace_end - last.marker_end > 4 {
        anomalies.note(AnomalyKind::WhitespaceAfterLastEof, last.marker_end);
    }
    Ok(())
}
