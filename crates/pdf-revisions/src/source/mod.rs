//! Where the bytes come from: random access reads, nothing that is not needed.

mod concatenated;
mod file;
mod reader;

use std::io;
use std::ops::Range;
use std::sync::Arc;

pub use concatenated::Concatenated;
pub use file::FileSource;
pub(crate) use reader::Reader;

/// Bytes that can be read at any offset. The reader never asks for the whole.
pub trait Source: Send + Sync {
    /// How many bytes there are. Must not change while the source is used.
    fn len(&self) -> u64;

    /// Is there nothing?
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Fills `buffer` from `offset` on, entirely or not at all.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::UnexpectedEof`] when the source ends before the buffer is full, and whatever the medium reports.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;
}

/// A source that several readers share.
pub type SharedSource = Arc<dyn Source>;

impl Source for Vec<u8> {
    fn len(&self) -> u64 {
        self.as_slice().len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        read_slice(self, offset, buffer)
    }
}

impl Source for &'static [u8] {
    fn len(&self) -> u64 {
        <[u8]>::len(self) as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        read_slice(self, offset, buffer)
    }
}

impl Source for Arc<[u8]> {
    fn len(&self) -> u64 {
        <[u8]>::len(self) as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        read_slice(self, offset, buffer)
    }
}

fn read_slice(bytes: &[u8], offset: u64, buffer: &mut [u8]) -> io::Result<()> {
    let start = usize::try_from(offset).map_err(|_| io::ErrorKind::UnexpectedEof)?;
    let end = start
        .checked_add(buffer.len())
        .ok_or(io::ErrorKind::UnexpectedEof)?;
    buffer.copy_from_slice(bytes.get(start..end).ok_or(io::ErrorKind::UnexpectedEof)?);
    Ok(())
}

/// One mebibyte: large enough that the system call costs nothing, small enough that memory stays flat.
const CHUNK: u64 = 1 << 20;

/// Streams `range` in chunks of at most 1 MiB, in order.
///
/// # Errors
///
/// The source's, when the range is not inside it, and whatever `f` returns.
pub fn for_each_chunk<E: From<io::Error>>(
    source: &dyn Source,
    range: Range<u64>,
    mut f: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    if range.start > range.end || range.end > source.len() {
        return Err(E::from(io::ErrorKind::UnexpectedEof.into()));
    }
    let mut buffer = vec![0; chunk_length(&range)];
    let mut at = range.start;
    while at < range.end {
        let length = chunk_length(&(at..range.end));
        let chunk = &mut buffer[..length];
        source.read_at(at, chunk)?;
        f(chunk)?;
        at += length as u64;
    }
    Ok(())
}

fn chunk_length(range: &Range<u64>) -> usize {
    usize::try_from((range.end - range.start).min(CHUNK)).expect("a mebibyte fits")
}
