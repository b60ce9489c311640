//! The one place of this crate that touches files: positioned reads, no mapping, so no signal when a file shrinks.

use std::fs::File;
use std::io;
use std::path::Path;

use super::{Source, read_slice};

/// Up to this length a file is read at once when it is opened: the many small reads of a letter cost more than all of it. Ours.
const SMALL: u64 = 128 << 10;

/// A file on disk. Its length is taken when it is opened.
pub struct FileSource {
    file: File,
    length: u64,
    /// All of a small one.
    whole: Option<Box<[u8]>>,
}

impl FileSource {
    /// Opens `path` for reading.
    ///
    /// # Errors
    ///
    /// Those of opening the file; a directory is refused.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one file-backed Source (design.md 1.5)"
    )]
    pub fn open(path: &Path) -> io::Result<Self> {
        Self::new(File::open(path)?)
    }

    /// Reads from a file that is already open.
    ///
    /// # Errors
    ///
    /// Those of asking for its length; anything but a regular file is refused.
    pub fn new(file: File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "not a regular file",
            ));
        }
        let mut source = Self {
            length: metadata.len(),
            file,
            whole: None,
        };
        if source.length <= SMALL {
            let mut whole = vec![0; usize::try_from(source.length).unwrap_or(0)];
            source.read_file(0, &mut whole)?;
            source.whole = Some(whole.into_boxed_slice());
        }
        Ok(source)
    }
}

impl core::fmt::Debug for FileSource {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("FileSource")
            .field("file", &self.file)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

impl Source for FileSource {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        match &self.whole {
            Some(whole) => read_slice(whole, offset, buffer),
            None => self.read_file(offset, buffer),
        }
    }
}

impl FileSource {
    #[cfg(unix)]
    fn read_file(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, buffer, offset)
    }

    #[cfg(windows)]
    fn read_file(&self, mut offset: u64, mut buffer: &mut [u8]) -> io::Result<()> {
        while !buffer.is_empty() {
            match std::os::windows::fs::FileExt::seek_read(&self.file, buffer, offset) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => {
                    buffer = &mut buffer[count..];
                    offset += count as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
