//! What the loops of one run know already, shared between the threads that work for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use cert_path::Evidence;

use super::keep::Question;
use super::told::Fetched;

/// Octets of answers that are remembered; with more, everything is forgotten once. Room for the lists of some ten
/// authorities, which a batch of files by many signers asks for again and again. Ours.
const ROOM: u64 = 256 << 20;
/// A list that is larger than this stays on the disk: it takes room, but not all of it.
const LARGE: u64 = 16 << 20;

/// What was asked for and what came, failures too. Cheap to clone; the clones are one memory.
///
/// Whoever asks for what another thread is just fetching waits for it: no address is asked twice for the same thing.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    places: HashMap<(Question, From), Place>,
    octets: u64,
}

/// An answer, once it is there; `None` of what is not kept.
pub(super) type Place = Arc<OnceLock<Option<Answer>>>;

/// Where an answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum From {
    Kept,
    Network,
}

/// What an address gave, and the evidence in it.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) fetched: Fetched,
    pub(super) came: Evidence,
}

impl Memory {
    pub(super) fn place(&self, question: &Question, from: From) -> Place {
        let key = (question.clone(), from);
        Arc::clone(self.inner().places.entry(key).or_default())
    }

    /// Counts a new answer. One that says only that this file had no time left is no answer for other files.
    pub(super) fn remembered(&self, question: &Question, from: From, size: u64, forget: bool) {
        let mut inner = self.inner();
        if forget {
            inner.places.remove(&(question.clone(), from));
        }
        inner.octets = inner.octets.saturating_add(size.min(LARGE));
        if inner.octets > ROOM {
            *inner = Inner::default();
        }
    }

    fn inner(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
