//! Whether two values say the same, one as of the earlier revision, the other as of the later.

use std::cell::RefCell;
use std::collections::HashSet;
use std::io;
use std::ops::Range;

use pdf_revisions::{Dict, Object, PdfError, Reference, Source, Stream, View, for_each_chunk};

/// Compares values across a pair of revisions.
///
/// The same reference on both sides counts as the same: if its object changed, that object is judged on its own. Different references are
/// followed and their values compared, so that a value moved into or out of an indirect object is no change.
pub(super) struct Compare<'f> {
    old: View<'f>,
    new: View<'f>,
    depth: usize,
    /// Pairs of references found to say the same, or being compared: objects that refer to each other again and again are compared once.
    same: RefCell<HashSet<(Reference, Reference)>>,
}

impl<'f> Compare<'f> {
    pub(super) fn new(old: View<'f>, new: View<'f>, depth: usize) -> Self {
        Self {
            old,
            new,
            depth,
            same: RefCell::default(),
        }
    }

    /// Whether `old` and `new` say the same; an entry that is `null` says the same as none (ISO 32000-2 §7.3.7).
    pub(super) fn same(
        &self,
        old: Option<&Object>,
        new: Option<&Object>,
    ) -> Result<bool, PdfError> {
        let same = self.values(
            old.unwrap_or(&Object::Null),
            new.unwrap_or(&Object::Null),
            self.depth,
        );
        if !matches!(same, Ok(true)) {
            // What was taken to be the same on the way may have rested on what was not.
            self.same.borrow_mut().clear();
        }
        same
    }

    fn values(&self, old: &Object, new: &Object, depth: usize) -> Result<bool, PdfError> {
        if let (Object::Reference(old), Object::Reference(new)) = (old, new)
            && (old == new || !self.same.borrow_mut().insert((*old, *new)))
        {
            return Ok(true);
        }
        let Some(depth) = depth.checked_sub(1) else {
            return Ok(false);
        };
        let old = self.old.deref(old)?;
        let new = self.new.deref(new)?;
        match (old.as_ref(), new.as_ref()) {
            (Object::Array(old), Object::Array(new)) => self.arrays(old, new, depth),
            (Object::Dictionary(old), Object::Dictionary(new)) => {
                self.dictionaries(old, new, depth)
            }
            (Object::Stream(old), Object::Stream(new)) => self.streams(old, new, depth),
            (old, new) => Ok(same_scalar(old, new)),
        }
    }

    fn arrays(&self, old: &[Object], new: &[Object], depth: usize) -> Result<bool, PdfError> {
        if old.len() != new.len() {
            return Ok(false);
        }
        for (old, new) in old.iter().zip(new) {
            if !self.values(old, new, depth)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn dictionaries(&self, old: &Dict, new: &Dict, depth: usize) -> Result<bool, PdfError> {
        if !new.duplicate_keys().is_empty() {
            return Ok(false);
        }
        for key in keys(old, new) {
            let (old, new) = (
                old.get(key).unwrap_or(&Object::Null),
                new.get(key).unwrap_or(&Object::Null),
            );
            if !self.values(old, new, depth)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn streams(&self, old: &Stream, new: &Stream, depth: usize) -> Result<bool, PdfError> {
        if !self.dictionaries(&old.dict, &new.dict, depth)? {
            return Ok(false);
        }
        if self.old.file().is_encrypted() {
            // The same bytes mean something else in another object, and other bytes the same (ISO 32000-2 §7.6.3).
            return Ok(old.data == new.data
                || self.old.encoded_data(old)? == self.new.encoded_data(new)?);
        }
        self.same_bytes(&old.data, &new.data)
    }

    fn same_bytes(&self, old: &Range<u64>, new: &Range<u64>) -> Result<bool, PdfError> {
        if old == new {
            return Ok(true);
        }
        let length = |range: &Range<u64>| range.end.saturating_sub(range.start);
        if length(old) != length(new) {
            return Ok(false);
        }
        Ok(equal_ranges(
            self.old.file().source().as_ref(),
            old,
            new.start,
        )?)
    }
}

fn equal_ranges(source: &dyn Source, one: &Range<u64>, other: u64) -> io::Result<bool> {
    let mut at = other;
    let mut equal = true;
    let mut buffer = Vec::new();
    for_each_chunk::<io::Error>(source, one.clone(), |chunk| {
        if equal {
            buffer.resize(chunk.len(), 0);
            source.read_at(at, &mut buffer)?;
            equal = buffer == chunk;
            at = at.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        }
        Ok(())
    })?;
    Ok(equal)
}

/// Numbers are equal when their values are: writers turn `1.0` into `1` (ISO 32000-2 §7.3.3).
fn same_scalar(old: &Object, new: &Object) -> bool {
    match (old.as_number(), new.as_number()) {
        (Some(old), Some(new)) => (old - new).abs() < 1e-9,
        _ => old == new,
    }
}

/// The keys of either dictionary, each once.
pub(super) fn keys<'d>(old: &'d Dict, new: &'d Dict) -> Vec<&'d [u8]> {
    let more = new
        .iter()
        .map(|(key, _)| key.as_bytes())
        .filter(|key| !old.contains(key));
    old.iter()
        .map(|(key, _)| key.as_bytes())
        .chain(more)
        .collect()
}
