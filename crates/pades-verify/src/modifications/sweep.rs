//! Which objects may refer to some numbers, told from their bytes: who refers to what changed is found without reading what cannot.
//!
//! Nothing is parsed. An object in the file is passed over when its bytes, lexed for strings, comments and brackets, end where it ends and
//! hold no reference to a number of interest. Streams are read, for what their lengths say; whatever is not clean counts as one that may.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use pdf_revisions::{Change, Location, Object, PdfError, Reference, View};

use super::lexed::{Numbers, Region, region};

type ByNumber = BTreeMap<u32, (Reference, Location)>;

/// Where all objects of one revision are; kept from one pair of revisions to the next.
#[derive(Debug, Default)]
pub(super) struct Places {
    known: ByNumber,
    /// The revision, once it was read.
    as_of: Option<usize>,
}

impl Places {
    /// Reads them, unless they are known; takes of `left` what that costs. `None` when it is too much.
    fn of(&mut self, view: View<'_>, left: &mut usize) -> Result<Option<&ByNumber>, PdfError> {
        let revision = view.revision().index;
        if self.as_of != Some(revision) {
            let cost = revision.saturating_add(1);
            let Some(numbers) = view.numbers(*left / cost) else {
                return Ok(None);
            };
            *left = left.saturating_sub(numbers.len().saturating_mul(cost));
            self.known.clear();
            for number in numbers {
                if let Some(reference) = view.reference_to(number)?
                    && let Some(location) = view.location(reference)?
                {
                    self.known.insert(number, (reference, location));
                }
            }
            self.as_of = Some(revision);
        }
        let Some(rest) = left.checked_sub(self.known.len()) else {
            return Ok(None);
        };
        *left = rest;
        Ok(Some(&self.known))
    }

    /// What the next revision did to them.
    pub(super) fn advance(&mut self, changes: &[(Reference, Change)]) {
        let Some(revision) = self.as_of else { return };
        for (reference, change) in changes {
            match change {
                Change::Added { now } | Change::Replaced { now, .. } => {
                    self.known.insert(reference.number, (*reference, *now));
                }
                Change::Freed { .. } => {
                    self.known.remove(&reference.number);
                }
            }
        }
        self.as_of = revision.checked_add(1);
    }
}

/// Objects of `view` that may refer to one of `interest`; `None` when there are too many objects to go through.
pub(super) fn referrers(
    view: View<'_>,
    interest: &BTreeSet<u32>,
    places: &mut Places,
    left: &mut usize,
) -> Result<Option<Vec<Reference>>, PdfError> {
    let Some(interest) = Numbers::new(interest) else {
        return Ok(None);
    };
    let Some(known) = places.of(view, left)? else {
        return Ok(None);
    };
    let mut found = Vec::new();
    let mut in_file = Vec::new();
    let mut in_streams: BTreeMap<u32, Vec<Reference>> = BTreeMap::new();
    for (reference, location) in known.values() {
        match location {
            Location::InFile { offset } => in_file.push((*offset, *reference)),
            Location::InObjectStream { container, .. } => {
                in_streams.entry(*container).or_default().push(*reference);
            }
        }
    }
    in_file.sort_unstable();
    sweep_file(view, &interest, &in_file, &mut found)?;
    for (container, held) in in_streams {
        if container_mentions(view, container, &interest)? {
            found.extend(held);
        }
    }
    Ok(Some(found))
}

/// Bytes read at once.
const WINDOW: usize = 1 << 20;

fn sweep_file(
    view: View<'_>,
    interest: &Numbers,
    objects: &[(u64, Reference)],
    found: &mut Vec<Reference>,
) -> Result<(), PdfError> {
    let mut window = Window::default();
    let length = view.revision().range.end;
    for (index, (offset, reference)) in objects.iter().enumerate() {
        let next = objects.get(index.saturating_add(1));
        let end = next.map_or(length, |(next, _)| *next).min(length);
        let bytes = window.read(view, *offset, end)?;
        if region(bytes, *reference, interest) == Region::Unclear {
            found.push(*reference);
        }
    }
    Ok(())
}

/// The last bytes read: objects mostly stand one after the other.
#[derive(Default)]
struct Window {
    start: u64,
    bytes: Vec<u8>,
}

/// Bytes of one object that are looked at; longer ones are read as objects, unless they turn out to be streams before that.
const OBJECT: u64 = HEAD as u64;
const HEAD: usize = 64 << 10;

impl Window {
    fn read(&mut self, view: View<'_>, start: u64, end: u64) -> io::Result<&[u8]> {
        // After a long object nothing else is near.
        let most = if end.saturating_sub(start) > OBJECT {
            HEAD
        } else {
            WINDOW
        };
        let end = end.min(start.saturating_add(OBJECT));
        let held = self.start.saturating_add(self.bytes.len() as u64);
        if start < self.start || end > held {
            let left = view.file().len().saturating_sub(start);
            let wanted = usize::try_from(left).unwrap_or(most).min(most);
            self.bytes.resize(wanted, 0);
            self.start = start;
            view.file().source().read_at(start, &mut self.bytes)?;
        }
        let place = |offset: u64| usize::try_from(offset.saturating_sub(self.start)).unwrap_or(0);
        Ok(self.bytes.get(place(start)..place(end)).unwrap_or_default())
    }
}

/// Objects in a stream are read when its data, as a whole, mention a number of interest.
fn container_mentions(
    view: View<'_>,
    container: u32,
    interest: &Numbers,
) -> Result<bool, PdfError> {
    let stream = view.resolve(Reference::new(container, 0))?;
    let Object::Stream(stream) = &stream else {
        return Ok(true);
    };
    let Ok(data) = view.stream_data(stream) else {
        return Ok(true);
    };
    Ok(interest.mentioned_in(&data))
}
