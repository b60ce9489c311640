//! The reader's view of a source: blocks of 16 KiB, the last used ones kept.

use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::SharedSource;

/// One block: a few objects, or 800 cross-reference entries. Measured: 4 KiB doubles the reads of a page tree, 64 KiB
/// quadruples the bytes read for scattered objects.
const BLOCK: u64 = 16 << 10;

/// 128 blocks are 2 MiB: all the memory the cache may take, whatever the size of the file.
const KEPT: usize = 128;

/// Cached positioned reads.
pub(crate) struct Reader {
    source: SharedSource,
    length: u64,
    cache: Mutex<Cache>,
}

#[derive(Default)]
struct Cache {
    blocks: Vec<Block>,
    clock: u64,
}

struct Block {
    start: u64,
    used: u64,
    bytes: Arc<[u8]>,
}

impl Reader {
    pub(crate) fn new(source: SharedSource) -> Self {
        Self {
            length: source.len(),
            source,
            cache: Mutex::default(),
        }
    }

    pub(crate) fn source(&self) -> &SharedSource {
        &self.source
    }

    pub(crate) fn len(&self) -> u64 {
        self.length
    }

    /// The block that holds `offset`, and where it starts. `offset` is inside the file.
    pub(crate) fn block(&self, offset: u64) -> io::Result<(u64, Arc<[u8]>)> {
        let start = offset - offset % BLOCK;
        if let Some(bytes) = self.lock().get(start) {
            return Ok((start, bytes));
        }
        let length = self.length.saturating_sub(start).min(BLOCK);
        let bytes: Arc<[u8]> = self.read(start..start + length)?.into();
        self.lock().insert(start, Arc::clone(&bytes));
        Ok((start, bytes))
    }

    /// Reads a range that is known to be small, past the cache.
    pub(crate) fn read(&self, range: Range<u64>) -> io::Result<Vec<u8>> {
        if range.start > range.end || range.end > self.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let length =
            usize::try_from(range.end - range.start).map_err(|_| io::ErrorKind::OutOfMemory)?;
        let mut buffer = vec![0; length];
        self.source.read_at(range.start, &mut buffer)?;
        Ok(buffer)
    }

    /// The first place of `needle` that lies entirely in `range`.
    pub(crate) fn find(&self, needle: &[u8], range: Range<u64>) -> io::Result<Option<u64>> {
        let (mut at, end) = (range.start, range.end.min(self.length));
        let overlap = needle.len().saturating_sub(1) as u64;
        while at + overlap < end {
            let chunk = self.read(at..end.min(at + 4 * BLOCK))?;
            if let Some(found) = position(&chunk, needle) {
                return Ok(Some(at + found as u64));
            }
            at += chunk.len() as u64 - overlap;
        }
        Ok(None)
    }

    /// The last place of `needle` that lies entirely in `range`.
    pub(crate) fn find_last(&self, needle: &[u8], range: Range<u64>) -> io::Result<Option<u64>> {
        let mut end = range.end.min(self.length);
        let overlap = needle.len().saturating_sub(1) as u64;
        while end > range.start.saturating_add(overlap) {
            let start = range.start.max(end.saturating_sub(4 * BLOCK));
            let chunk = self.read(start..end)?;
            if let Some(found) = chunk
                .windows(needle.len())
                .rposition(|window| window == needle)
            {
                return Ok(Some(start + found as u64));
            }
            if start == range.start {
                break;
            }
            end = start + overlap;
        }
        Ok(None)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Cache> {
        // A panic elsewhere cannot leave the cache half changed: every entry is complete when it is inserted.
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn position(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(step) = haystack.get(from..)?.iter().position(|&byte| byte == first) {
        from += step;
        if haystack[from..].starts_with(needle) {
            return Some(from);
        }
        from += 1;
    }
    None
}

impl Cache {
    fn get(&mut self, start: u64) -> Option<Arc<[u8]>> {
        self.clock += 1;
        let block = self.blocks.iter_mut().find(|block| block.start == start)?;
        block.used = self.clock;
        Some(Arc::clone(&block.bytes))
    }

    fn insert(&mut self, start: u64, bytes: Arc<[u8]>) {
        let block = Block {
            start,
            used: self.clock,
            bytes,
        };
        if self.blocks.len() < KEPT {
            self.blocks.push(block);
        } else if let Some(oldest) = self.blocks.iter_mut().min_by_key(|block| block.used) {
            *oldest = block;
        }
    }
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation)]
mod tests {
    use super::*;

    fn reader(bytes: Vec<u8>) -> Reader {
        Reader::new(Arc::new(bytes))
    }

    #[test]
    fn finds_across_chunks_from_both_ends() {
        let at = 4 * BLOCK as usize - 3;
        let mut bytes = vec![b'.'; 10 * BLOCK as usize];
        bytes[at..at + 9].copy_from_slice(b"endstream");
        let (reader, at, end) = (reader(bytes), at as u64, 10 * BLOCK);
        assert_eq!(reader.find(b"endstream", 0..end).unwrap(), Some(at));
        assert_eq!(reader.find_last(b"endstream", 0..end).unwrap(), Some(at));
        assert_eq!(reader.find(b"endstream", 0..at + 8).unwrap(), None);
        assert_eq!(reader.find(b"endstream", 0..at + 9).unwrap(), Some(at));
        assert_eq!(reader.find_last(b"endstream", at + 1..end).unwrap(), None);
        assert_eq!(reader.find(b"endstream", end..end).unwrap(), None);
    }

    #[test]
    fn keeps_a_bounded_number_of_blocks() {
        let reader = reader(vec![7; (KEPT + 50) * BLOCK as usize + 5]);
        for index in 0..KEPT as u64 + 51 {
            reader.block(index * BLOCK).unwrap();
        }
        assert_eq!(reader.lock().blocks.len(), KEPT);
        let (start, last) = reader.block(reader.len() - 1).unwrap();
        assert_eq!((start + last.len() as u64, last.len()), (reader.len(), 5));
    }
}
