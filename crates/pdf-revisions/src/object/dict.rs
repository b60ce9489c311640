//! Dictionaries (ISO 32000-2 §7.3.7).

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::{Name, Object, PdfString, Reference};

/// A dictionary: ordered, with unique keys.
///
/// Where the file repeats a key, which ISO 32000-2 §7.3.7 forbids, the last value counts and
/// [`Dict::duplicate_keys`] tells. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Dict {
    entries: Arc<Vec<(Name, Object)>>,
    duplicates: Vec<Name>,
    span: Option<Range<u64>>,
}

impl Dict {
    /// An empty dictionary.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of `key`, which is given without its slash.
    #[must_use]
    pub fn get(&self, key: &[u8]) -> Option<&Object> {
        self.entries
            .iter()
            .find(|(name, _)| name.as_bytes() == key)
            .map(|(_, value)| value)
    }

    /// Is there a value for `key`?
    #[must_use]
    pub fn contains(&self, key: &[u8]) -> bool {
        self.get(key).is_some()
    }

    /// Sets `key`; a value it had is replaced in its place and returned.
    pub fn insert(&mut self, key: impl Into<Name>, value: impl Into<Object>) -> Option<Object> {
        let (key, value) = (key.into(), value.into());
        let entries = Arc::make_mut(&mut self.entries);
        match entries.iter_mut().find(|(name, _)| *name == key) {
            Some((_, slot)) => Some(std::mem::replace(slot, value)),
            None => {
                entries.push((key, value));
                None
            }
        }
    }

    /// Removes `key` and returns its value.
    pub fn remove(&mut self, key: &[u8]) -> Option<Object> {
        let position = self
            .entries
            .iter()
            .position(|(name, _)| name.as_bytes() == key)?;
        Some(Arc::make_mut(&mut self.entries).remove(position).1)
    }

    /// The entries, in the order of the file.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Name, &Object)> + '_ {
        self.entries.iter().map(|(name, value)| (name, value))
    }

    /// The values, to be changed in place.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&Name, &mut Object)> + '_ {
        let entries = Arc::make_mut(&mut self.entries);
        entries.iter_mut().map(|(name, value)| (&*name, value))
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Are there no entries?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Keys that the file gives more than once.
    #[must_use]
    pub fn duplicate_keys(&self) -> &[Name] {
        &self.duplicates
    }

    /// The bytes of the file from `<<` to `>>`; `None` in object streams and for dictionaries made here.
    #[must_use]
    pub fn span(&self) -> Option<Range<u64>> {
        self.span.clone()
    }

    /// The name at `key`.
    #[must_use]
    pub fn name(&self, key: &[u8]) -> Option<&Name> {
        self.get(key)?.as_name()
    }

    /// The integer at `key`.
    #[must_use]
    pub fn integer(&self, key: &[u8]) -> Option<i64> {
        self.get(key)?.as_integer()
    }

    /// The boolean at `key`.
    #[must_use]
    pub fn boolean(&self, key: &[u8]) -> Option<bool> {
        self.get(key)?.as_boolean()
    }

    /// The string at `key`.
    #[must_use]
    pub fn string(&self, key: &[u8]) -> Option<&PdfString> {
        self.get(key)?.as_string()
    }

    /// The direct dictionary at `key`.
    #[must_use]
    pub fn dict(&self, key: &[u8]) -> Option<&Self> {
        self.get(key)?.as_dict()
    }

    /// The direct array at `key`.
    #[must_use]
    pub fn array(&self, key: &[u8]) -> Option<&[Object]> {
        self.get(key)?.as_array()
    }

    /// The reference at `key`.
    #[must_use]
    pub fn reference(&self, key: &[u8]) -> Option<Reference> {
        self.get(key)?.as_reference()
    }
}

/// Equal when the same keys have equal values, in whatever order.
impl PartialEq for Dict {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(key, value)| other.get(key.as_bytes()) == Some(value))
    }
}

impl<K: Into<Name>, V: Into<Object>> FromIterator<(K, V)> for Dict {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut dict = Self::new();
        for (key, value) in entries {
            dict.insert(key, value);
        }
        dict
    }
}

/// Collects the entries of a dictionary as they are read.
#[derive(Default)]
pub(crate) struct DictBuilder {
    entries: Vec<(Name, Object)>,
    duplicates: Vec<Name>,
    /// Where each key is, once there are so many that looking through them would take too long.
    places: HashMap<Name, usize>,
}

/// Above this many entries an index is used: real dictionaries are smaller, hostile ones are not.
const INDEXED: usize = 16;

/// So many repeated keys are told; one would do.
const DUPLICATES: usize = 64;

impl DictBuilder {
    pub(crate) fn push(&mut self, key: Name, value: Object) {
        match self.place(&key) {
            Some(place) => {
                self.entries[place].1 = value;
                let duplicates = &mut self.duplicates;
                if duplicates.len() < DUPLICATES && !duplicates.contains(&key) {
                    duplicates.push(key);
                }
            }
            None => self.entries.push((key, value)),
        }
    }

    fn place(&mut self, key: &Name) -> Option<usize> {
        let entries = &self.entries;
        if entries.len() < INDEXED {
            return entries.iter().position(|(name, _)| name == key);
        }
        for (place, (name, _)) in entries.iter().enumerate().skip(self.places.len()) {
            self.places.insert(name.clone(), place);
        }
        self.places.get(key).copied()
    }

    /// A null value is the same as no entry (ISO 32000-2 §7.3.7).
    pub(crate) fn finish(mut self, span: Option<Range<u64>>) -> Dict {
        self.entries.retain(|(_, value)| !value.is_null());
        Dict {
            entries: Arc::new(self.entries),
            duplicates: self.duplicates,
            span,
        }
    }
}
