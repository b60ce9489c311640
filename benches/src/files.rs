//! Sample files on disk, removed when dropped.

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;
use std::sync::Arc;

use kyso_examples::people::AnyError;
use kyso_examples::samples::{many_objects, many_pages};
use pdf_revisions::{FileSource, PdfFile};
use tempfile::TempDir;

/// A temporary folder with sample documents.
pub struct Files(TempDir);

impl Files {
    /// An empty folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new() -> Result<Self, AnyError> {
        Ok(Self(tempfile::tempdir()?))
    }

    /// A document of so many pages of a million bytes each.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn pages(&self, pages: usize) -> Result<PathBuf, AnyError> {
        let path = self.0.path().join(format!("pages-{pages}.pdf"));
        many_pages(BufWriter::new(File::create(&path)?), pages)?;
        Ok(path)
    }

    /// A document of so many small objects.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn objects(&self, objects: usize) -> Result<PathBuf, AnyError> {
        let path = self.0.path().join(format!("objects-{objects}.pdf"));
        many_objects(BufWriter::new(File::create(&path)?), objects)?;
        Ok(path)
    }

    /// Bytes under a name.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, AnyError> {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes)?;
        Ok(path)
    }
}

/// Opens a document the way the program does.
///
/// # Errors
/// When it cannot be opened or read.
pub fn open(path: &std::path::Path) -> Result<PdfFile, AnyError> {
    Ok(PdfFile::open(Arc::new(FileSource::open(path)?))?)
}
