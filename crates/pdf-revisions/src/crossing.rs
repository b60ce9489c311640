//! What a later section does to earlier ones beyond replacing objects: hybrid redirections and shrinking sizes, which readers
//! understand differently (ISO 32000-2 §7.5.8.4, §7.5.5).

use crate::anomaly::{Anomalies, AnomalyKind};
use crate::source::Reader;
use crate::xref::{Entry, Section};
use crate::{PdfError, Revision};

/// Looks at every section but the oldest; both lists are oldest first.
pub(crate) fn note(
    reader: &Reader,
    revisions: &[Revision],
    sections: &[Section],
    anomalies: &mut Anomalies,
) -> Result<(), PdfError> {
    let mut rest = sections;
    for revision in revisions {
        let (own, later) = rest.split_at(revision.sections.min(rest.len()));
        rest = later;
        for section in own {
            if section
                .hidden_end
                .is_some_and(|end| end > revision.range.end)
            {
                anomalies.note(AnomalyKind::HybridStreamBeyondRevision, section.offset);
            }
        }
    }
    for (index, section) in sections.iter().enumerate().skip(1) {
        let earlier = sections.get(..index).unwrap_or_default();
        if section.hidden_end.is_some() && redefines(reader, section, earlier)? {
            anomalies.note(AnomalyKind::HybridRedefinition, section.offset);
        }
    }
    sizes(revisions, anomalies);
    Ok(())
}

/// A number that is free in the table and in use in the stream beside it vanishes for readers that only know tables; if they knew it
/// before, they now see another document. (What the stream defines anew is seen by the others, and compared like any change.)
fn redefines(reader: &Reader, section: &Section, earlier: &[Section]) -> Result<bool, PdfError> {
    let (Some(table), Some(stream)) = (&section.table, &section.stream) else {
        return Ok(false);
    };
    for number in stream.numbers() {
        let vanishes = matches!(stream.lookup(number), Some(entry) if entry != Entry::Free)
            && table.lookup(reader, number)? == Some(Entry::Free);
        if vanishes && known_to_tables(reader, earlier, number)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn known_to_tables(reader: &Reader, earlier: &[Section], number: u32) -> Result<bool, PdfError> {
    for table in earlier
        .iter()
        .rev()
        .filter_map(|older| older.table.as_ref())
    {
        if let Some(listed) = table.lookup(reader, number)? {
            return Ok(listed != Entry::Free);
        }
    }
    Ok(false)
}

fn sizes(revisions: &[Revision], anomalies: &mut Anomalies) {
    let size = |revision: &Revision| revision.trailer.integer(b"Size").unwrap_or(0);
    let mut largest = revisions.first().map_or(0, size);
    for revision in revisions.iter().skip(1) {
        if size(revision) < largest {
            anomalies.note(AnomalyKind::SizeShrinks, revision.startxref);
        }
        largest = largest.max(size(revision));
    }
}
