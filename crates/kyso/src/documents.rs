//! Files that are PDF documents, or mean to be.

use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use pdf_revisions::{FileSource, SharedSource};

use crate::exit::Failure;
use crate::failures;

/// ISO 32000-2 §7.5.2, and what every reader tolerates (ISO 32000-1 Annex H, note 13): `%PDF-` within the first 1,024 bytes.
const HEADER_WITHIN: usize = 1024;

/// The bytes of a file, read where they are asked for.
pub(crate) fn source(path: &Path) -> Result<SharedSource, Failure> {
    let source = FileSource::open(path)
        .map_err(|error| failures::io(&path.display().to_string(), &error))?;
    Ok(Arc::new(source))
}

/// As many bytes of a file as its header may be in.
pub(crate) fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEADER_WITHIN);
    let file = std::fs::File::open(path)?;
    file.take(HEADER_WITHIN as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// Whether these bytes begin as a PDF does. Whether that is accepted is the verifier's affair; here it only tells what a file means
/// to be.
pub(crate) fn has_header(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEADER_WITHIN).unwrap_or(bytes);
    head.windows(5).any(|window| window == b"%PDF-")
}

#[cfg(test)]
mod tests {
    use super::has_header;

    #[test]
    fn the_header_may_stand_anywhere_in_the_first_kilobyte() {
        assert!(has_header(b"%PDF-1.7"));
        let behind = |bytes: usize| [&vec![b' '; bytes][..], b"%PDF-1.7"].concat();
        assert!(has_header(&behind(1019)));
        assert!(!has_header(&behind(1020)));
        assert!(!has_header(b"%PDF") && !has_header(b""));
    }
}
