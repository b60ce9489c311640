//! Where the bytes come from: random access reads, nothing that is not needed.

mod chunks;
mod concatenated;
mod file;
mod reader;

use std::io;
use std::sync::Arc;

pub use chunks::for_each_chunk;
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
