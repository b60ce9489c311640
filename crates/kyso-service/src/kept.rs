//! What was made for a client that may ask for it again (`Idempotency-Key`), for a while.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::header::RETRY_AFTER;

use crate::document::Filed;
use crate::limits::Limits;
use crate::office::Made;
use crate::problem::{Code, Problem};
use crate::rooms::Rooms;

/// A SHA-256: of the client and its key, of the document and what was asked.
pub(crate) type Digest = [u8; 32];

/// What was made, by the client and its key. The files go with their time, and with the service.
pub(crate) struct Kept {
    by_key: Mutex<BTreeMap<Digest, Entry>>,
    number: usize,
    octets: u64,
    time: Duration,
}

struct Entry {
    fingerprint: Digest,
    octets: u64,
    /// None while it is being made.
    made: Option<(Arc<Filed>, Instant)>,
}

/// What is to be done for a request.
pub(crate) enum Begun {
    /// It is the first with its key.
    First(Turn),
    /// This was made for the first.
    Again(Arc<Filed>),
}

/// The place of what is being made. Where nothing comes of it, the next one is the first.
pub(crate) struct Turn {
    kept: Arc<Kept>,
    key: Digest,
    is_done: bool,
}

impl Kept {
    pub(crate) fn new(limits: &Limits) -> Arc<Self> {
        Arc::new(Self {
            by_key: Mutex::default(),
            number: limits.kept,
            octets: limits.kept_octets,
            time: limits.kept_for,
        })
    }

    /// # Errors
    /// The key stands for something else, or is at work; no room.
    pub(crate) fn begin(
        self: &Arc<Self>,
        key: Digest,
        fingerprint: Digest,
        octets: u64,
    ) -> Result<Begun, Problem> {
        let mut all = self.fresh();
        match all.get(&key) {
            Some(entry) if entry.fingerprint != fingerprint => return Err(another()),
            Some(Entry { made: None, .. }) => return Err(running()),
            Some(Entry {
                made: Some((made, _)),
                ..
            }) => return Ok(Begun::Again(Arc::clone(made))),
            None => {}
        }
        let held: u64 = all.values().map(|entry| entry.octets).sum();
        if all.len() >= self.number || held.saturating_add(octets) > self.octets {
            return Err(self.full(&all));
        }
        let made = None;
        all.insert(
            key,
            Entry {
                fingerprint,
                octets,
                made,
            },
        );
        Ok(Begun::First(Turn {
            kept: Arc::clone(self),
            key,
            is_done: false,
        }))
    }

    /// Forgets what is old.
    pub(crate) fn sweep(&self) {
        drop(self.fresh());
    }

    pub(crate) const fn time(&self) -> Duration {
        self.time
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<Digest, Entry>> {
        self.by_key.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fresh(&self) -> MutexGuard<'_, BTreeMap<Digest, Entry>> {
        let mut all = self.all();
        all.retain(|_, entry| match &entry.made {
            Some((_, when)) => when.elapsed() < self.time,
            None => true,
        });
        all
    }

    /// When the oldest goes.
    fn full(&self, all: &BTreeMap<Digest, Entry>) -> Problem {
        let made = all.values().filter_map(|entry| entry.made.as_ref());
        let left = made.map(|(_, when)| self.time.saturating_sub(when.elapsed()));
        let seconds = left.min().unwrap_or(self.time).as_secs() + 1;
        let problem = Problem::ours(
            Code::TooMany,
            format!(
                "Dịch vụ đang giữ quá nhiều kết quả theo Idempotency-Key; thử lại sau {seconds} giây. Chưa ký gì."
            ),
            format!(
                "The service keeps too much for its Idempotency-Keys; try again in {seconds} s. Nothing was signed."
            ),
        );
        problem.with(RETRY_AFTER, seconds.to_string())
    }
}

impl Turn {
    /// Keeps the file, in a room of its own; what else the document's room holds goes with the document.
    pub(crate) fn done(mut self, made: &Made, rooms: &Rooms) -> io::Result<Arc<Filed>> {
        let filed = Filed::new(rooms)?;
        fs::rename(&made.file, &filed.path)?;
        let octets = fs::metadata(&filed.path)?.len();
        let filed = Arc::new(filed);
        if let Some(entry) = self.kept.all().get_mut(&self.key) {
            entry.octets = octets;
            entry.made = Some((Arc::clone(&filed), Instant::now()));
        }
        self.is_done = true;
        Ok(filed)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.is_done {
            self.kept.all().remove(&self.key);
        }
    }
}

fn another() -> Problem {
    Problem::ours(
        Code::Idempotency,
        "Idempotency-Key này đã dùng cho văn bản hoặc tham số khác.",
        "This Idempotency-Key was used for another document, or other parameters.",
    )
}

fn running() -> Problem {
    Problem::ours(
        Code::InProgress,
        "Yêu cầu đầu tiên với Idempotency-Key này đang được xử lý.",
        "The first request with this Idempotency-Key is still at work.",
    )
}
