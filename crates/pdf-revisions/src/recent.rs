//! Values read a moment ago: a check comes back to the same few, of which the signature dictionary is the longest.

use std::collections::VecDeque;

use crate::object::{Object, Reference};

/// So many values are kept.
const KEPT: usize = 16;
/// What was longer in the file is not kept: all together they stay below a mebibyte of text.
const LONGEST: u64 = 64 << 10;

/// An indirect object that is no stream, as it was read.
#[derive(Clone)]
pub(crate) struct Value {
    pub(crate) reference: Reference,
    /// How many bytes were parsed.
    pub(crate) length: u64,
    pub(crate) object: Object,
}

/// The last values read, by where they begin.
#[derive(Default)]
pub(crate) struct Recent(VecDeque<(u64, Value)>);

impl Recent {
    pub(crate) fn get(&self, offset: u64) -> Option<Value> {
        let kept = self.0.iter().find(|(begins, _)| *begins == offset);
        kept.map(|(_, value)| value.clone())
    }

    pub(crate) fn keep(&mut self, offset: u64, value: Value) {
        if value.length > LONGEST {
            return;
        }
        self.0.truncate(KEPT - 1);
        self.0.push_front((offset, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(length: u64) -> Value {
        Value {
            reference: Reference::new(1, 0),
            length,
            object: Object::Integer(7),
        }
    }

    #[test]
    fn the_last_ones_are_kept_and_none_that_is_long() {
        let mut recent = Recent::default();
        (0..100).for_each(|offset| recent.keep(offset, value(10)));
        recent.keep(100, value(LONGEST + 1));
        assert!(recent.get(99).is_some() && recent.get(84).is_some());
        assert!(recent.get(83).is_none() && recent.get(100).is_none());
        assert_eq!(recent.0.len(), KEPT);
    }
}
