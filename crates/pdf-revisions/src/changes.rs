//! What a revision did to which objects.

use std::collections::{BTreeMap, BTreeSet};

use crate::view::{generation, location};
use crate::xref::{Entry, Section};
use crate::{Change, Limit, PdfError, Reference, View};

impl View<'_> {
    /// The numbers that the cross-reference of this revision and those before it knows, in use or not: each once, in order; `None` when it
    /// has more than `most` entries.
    #[must_use]
    pub fn numbers(&self, most: usize) -> Option<Vec<u32>> {
        let sections = self.file.inner.sections_as_of(self.revision);
        let entries = sections
            .iter()
            .map(Section::count)
            .fold(0, u64::saturating_add);
        if entries > most as u64 {
            return None;
        }
        let mut numbers: Vec<u32> = sections
            .iter()
            .flat_map(|section| section.numbers())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        Some(numbers)
    }

    /// What this view's revision did to which objects, by object number: the entries of its own cross-reference
    /// sections, compared with the revision before. Objects inside an object stream that the revision replaced count
    /// as replaced too, though it has no entry for them.
    ///
    /// # Errors
    ///
    /// When the cross-reference is malformed, or the revision has more entries than [`crate::Limits::xref_entries`].
    pub fn changed_references(&self) -> Result<Vec<(Reference, Change)>, PdfError> {
        let inner = &self.file.inner;
        let sections = inner.sections_of(self.revision);
        self.check_extent()?;
        let mut numbers: BTreeSet<u32> = sections
            .iter()
            .flat_map(|section| section.numbers())
            .collect();
        let moved = self.moved_containers(&numbers)?;
        self.add_contents(&moved, &mut numbers)?;
        let mut changes = BTreeMap::new();
        for number in numbers {
            changes.extend(self.change(number, &moved)?.map(|change| (number, change)));
        }
        Ok(changes.into_values().collect())
    }

    /// Is it little enough to go through?
    fn check_extent(&self) -> Result<(), PdfError> {
        let inner = &self.file.inner;
        let count = |sections: &[Section]| sections.iter().map(Section::count).sum::<u64>();
        // Summed up over the revisions, so that looking at all of them stays within the limit too.
        let lookups = inner.sections_as_of(self.revision).iter().zip(1_u64..);
        let lookups = lookups
            .map(|(section, depth)| section.count().saturating_mul(depth))
            .fold(0, u64::saturating_add);
        let entries = count(inner.sections_of(self.revision));
        if entries > inner.limits.xref_entries as u64 || lookups > inner.limits.lookups {
            return Err(PdfError::limit(
                Limit::XrefEntries,
                self.revision().startxref,
            ));
        }
        Ok(())
    }

    /// What happened to `number`; `None` when it is where it was.
    fn change(
        &self,
        number: u32,
        moved: &BTreeSet<u32>,
    ) -> Result<Option<(Reference, Change)>, PdfError> {
        let (before, now) = (self.before(number)?, self.now(number)?);
        let place = |entry: Option<Entry>| {
            entry.and_then(|entry| Some((generation(entry)?, location(entry)?)))
        };
        let contents_moved =
            matches!(now, Some(Entry::Compressed { container, .. }) if moved.contains(&container));
        if before == now && !contents_moved {
            return Ok(None);
        }
        Ok(match (place(before), place(now)) {
            (None, None) => None,
            (None, Some((generation, now))) => {
                Some((Reference { number, generation }, Change::Added { now }))
            }
            (Some((generation, before)), None) => {
                Some((Reference { number, generation }, Change::Freed { before }))
            }
            (Some((before_generation, before)), Some((generation, now))) => Some((
                Reference { number, generation },
                Change::Replaced {
                    before_generation,
                    before,
                    now,
                },
            )),
        })
    }

    fn now(&self, number: u32) -> Result<Option<Entry>, PdfError> {
        self.file.inner.lookup(self.revision, number)
    }

    fn before(&self, number: u32) -> Result<Option<Entry>, PdfError> {
        self.revision
            .checked_sub(1)
            .map_or(Ok(None), |before| self.file.inner.lookup(before, number))
    }

    /// Which of `numbers` are something else now than before.
    fn moved_containers(&self, numbers: &BTreeSet<u32>) -> Result<BTreeSet<u32>, PdfError> {
        let mut moved = BTreeSet::new();
        for &number in numbers {
            let before = self.before(number)?;
            // Also one that was missing: earlier sections may have named it in advance.
            if before != self.now(number)? {
                moved.insert(number);
            }
        }
        Ok(moved)
    }

    /// Adds what earlier sections say is in one of the object streams `moved`.
    fn add_contents(
        &self,
        moved: &BTreeSet<u32>,
        numbers: &mut BTreeSet<u32>,
    ) -> Result<(), PdfError> {
        let Some(before) = self.revision.checked_sub(1).filter(|_| !moved.is_empty()) else {
            return Ok(());
        };
        let inner = &self.file.inner;
        for stream in inner
            .sections_as_of(before)
            .iter()
            .filter_map(|section| section.stream.as_ref())
        {
            for number in stream.numbers() {
                if let Some(Entry::Compressed { container, .. }) = stream.lookup(number)
                    && moved.contains(&container)
                {
                    numbers.insert(number);
                }
            }
        }
        if numbers.len() > inner.limits.xref_entries {
            return Err(PdfError::limit(
                Limit::XrefEntries,
                self.revision().startxref,
            ));
        }
        Ok(())
    }
}
