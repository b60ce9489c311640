//! Streaming a range, in order. A long one is read ahead on a second thread, so that who takes it (a hash, mostly) never waits for the medium.

use std::io;
use std::ops::Range;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use super::Source;

/// Large enough that neither the system call nor waking the other thread costs, small enough to stay in the cache of a core. 512 KiB.
const CHUNK: u64 = 1 << 19;
/// From this length on a second thread reads. 8 MiB: a few milliseconds of hashing, far more than a thread costs.
const AHEAD_FROM: u64 = 8 << 20;
/// Buffers: one is taken while the other is read. 1 MiB in all.
const AHEAD: usize = 2;

/// Streams `range` in chunks of at most 512 KiB, in order. Nothing is read after the first error.
///
/// # Errors
///
/// The source's, when the range is not inside it, and whatever `f` returns.
pub fn for_each_chunk<E: From<io::Error>>(
    source: &dyn Source,
    range: Range<u64>,
    f: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    if range.start > range.end || range.end > source.len() {
        return Err(E::from(io::ErrorKind::UnexpectedEof.into()));
    }
    if range.end - range.start < AHEAD_FROM {
        one_by_one(source, range, f)
    } else {
        read_ahead(source, range, f)
    }
}

fn one_by_one<E: From<io::Error>>(
    source: &dyn Source,
    range: Range<u64>,
    mut f: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut buffer = Vec::new();
    for piece in pieces(range) {
        read(source, &piece, &mut buffer)?;
        f(&buffer)?;
    }
    Ok(())
}

/// The buffers go round: filled by the reading thread, taken here, handed back.
fn read_ahead<E: From<io::Error>>(
    source: &dyn Source,
    range: Range<u64>,
    mut f: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let (fill, filled) = sync_channel(AHEAD);
    let (hand_back, empty) = channel();
    for _ in 0..AHEAD {
        let _ = hand_back.send(Vec::new());
    }
    thread::scope(|scope| {
        let ahead = range.clone();
        let reading = thread::Builder::new()
            .name("read-ahead".to_owned())
            .spawn_scoped(scope, move || fill_each(source, ahead, &empty, &fill));
        if reading.is_err() {
            return one_by_one(source, range, f);
        }
        Taking { filled, hand_back }.each(&mut f)
    })
}

type Filled = io::Result<Vec<u8>>;

/// Ends with the range, after an error, or when nobody takes any more.
fn fill_each(
    source: &dyn Source,
    range: Range<u64>,
    empty: &Receiver<Vec<u8>>,
    fill: &SyncSender<Filled>,
) {
    for piece in pieces(range) {
        let Ok(mut buffer) = empty.recv() else { return };
        let outcome = read(source, &piece, &mut buffer).map(|()| buffer);
        let is_last = outcome.is_err();
        if fill.send(outcome).is_err() || is_last {
            return;
        }
    }
}

/// The taking end.
struct Taking {
    filled: Receiver<Filled>,
    hand_back: Sender<Vec<u8>>,
}

impl Taking {
    /// Gives every chunk to `f`. However it ends, by a panic of `f` too, both channels end with it: the reading thread waits for neither.
    fn each<E: From<io::Error>>(self, f: &mut impl FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        while let Ok(outcome) = self.filled.recv() {
            let buffer = outcome?;
            f(&buffer)?;
            let _ = self.hand_back.send(buffer);
        }
        Ok(())
    }
}

fn pieces(range: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        let piece = at..range.end.min(at.saturating_add(CHUNK));
        at = piece.end;
        (!piece.is_empty()).then_some(piece)
    })
}

fn read(source: &dyn Source, piece: &Range<u64>, buffer: &mut Vec<u8>) -> io::Result<()> {
    let length = usize::try_from(piece.end - piece.start).expect("512 KiB fit");
    buffer.resize(length, 0);
    source.read_at(piece.start, buffer)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// Each byte tells where it is; reading at or beyond `broken` fails.
    struct Counted {
        length: u64,
        broken: u64,
        reads: AtomicU64,
    }

    impl Counted {
        fn new(length: u64) -> Self {
            Self {
                length,
                broken: u64::MAX,
                reads: AtomicU64::new(0),
            }
        }
    }

    fn byte_at(at: u64) -> u8 {
        (at % 251) as u8
    }

    impl Source for Counted {
        fn len(&self) -> u64 {
            self.length
        }

        fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
            self.reads.fetch_add(1, Ordering::Relaxed);
            if offset + buffer.len() as u64 > self.broken {
                return Err(io::Error::other("a bad block"));
            }
            for (at, byte) in (offset..).zip(buffer) {
                *byte = byte_at(at);
            }
            Ok(())
        }
    }

    fn streamed(source: &dyn Source, range: Range<u64>) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        for_each_chunk::<io::Error>(source, range, |chunk| {
            assert!(!chunk.is_empty() && chunk.len() as u64 <= CHUNK);
            all.extend_from_slice(chunk);
            Ok(())
        })?;
        Ok(all)
    }

    #[test]
    fn short_and_long_ranges_come_whole_and_in_order() {
        let source = Counted::new(3 * AHEAD_FROM);
        for range in [
            5..5,
            7..8,
            100..CHUNK + 101,
            1..AHEAD_FROM,
            1..AHEAD_FROM + 1,
            77..3 * AHEAD_FROM - 13,
        ] {
            let expected: Vec<u8> = range.clone().map(byte_at).collect();
            assert!(
                streamed(&source, range.clone()).unwrap() == expected,
                "{range:?}"
            );
        }
    }

    #[test]
    fn a_range_outside_the_source_is_refused_before_anything_is_read() {
        let source = Counted::new(100);
        #[expect(clippy::reversed_empty_ranges, reason = "what is refused")]
        for range in [0..101, 101..101, 10..9] {
            let error = streamed(&source, range).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        }
        assert_eq!(source.reads.into_inner(), 0);
    }

    #[test]
    fn a_bad_block_is_told_after_what_is_before_it() {
        for length in [AHEAD_FROM / 2, 4 * AHEAD_FROM] {
            let mut source = Counted::new(length);
            source.broken = 5 * CHUNK + 1;
            let mut taken = 0;
            let error = for_each_chunk::<io::Error>(&source, 0..length, |chunk| {
                taken += chunk.len() as u64;
                Ok(())
            });
            assert_eq!(error.unwrap_err().to_string(), "a bad block");
            assert_eq!((taken, source.reads.into_inner()), (5 * CHUNK, 6));
        }
    }

    #[test]
    fn who_has_enough_stops_the_reading() {
        for length in [AHEAD_FROM / 2, 100 * AHEAD_FROM] {
            let source = Counted::new(length);
            let enough = for_each_chunk(&source, 0..length, |_| {
                Err::<(), _>(io::Error::other("enough"))
            });
            assert_eq!(enough.unwrap_err().to_string(), "enough");
            assert!(source.reads.into_inner() <= 1 + AHEAD as u64);
        }
    }

    #[test]
    #[should_panic(expected = "a defect of the caller")]
    fn a_panic_of_the_caller_goes_through() {
        let source = Counted::new(100 * AHEAD_FROM);
        let _ = for_each_chunk::<io::Error>(&source, 0..source.len(), |_| {
            panic!("a defect of the caller")
        });
    }
}
