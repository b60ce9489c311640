//! Base64, and the ZIP that is often inside.

use std::io::{Cursor, Read};

use base64ct::{Base64, Encoding};
use zip::ZipArchive;

/// Decodes one content. What it is called decides whether a ZIP is its wrapping or itself: programs wrap a PDF in a ZIP of one
/// file.
///
/// `left` is how many bytes all contents of the package may still have.
pub(crate) fn decode(base64: &str, expects_pdf: bool, left: usize) -> Result<Vec<u8>, String> {
    let dense: String = base64
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .collect();
    if dense.len() / 4 > left / 3 {
        return Err(over(left));
    }
    let bytes = Base64::decode_vec(&dense).map_err(|error| format!("not base64: {error}"))?;
    if bytes.is_empty() {
        return Err("it is empty".to_owned());
    }
    if expects_pdf && bytes.starts_with(b"PK\x03\x04") {
        return unzip(bytes, left);
    }
    Ok(bytes)
}

/// The one file of an archive. Its name inside is not looked at.
fn unzip(bytes: Vec<u8>, left: usize) -> Result<Vec<u8>, String> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("not a ZIP: {error}"))?;
    if archive.len() != 1 {
        return Err(format!(
            "a ZIP of {} files where one is expected",
            archive.len()
        ));
    }
    let entry = archive
        .by_index(0)
        .map_err(|error| format!("not a readable ZIP: {error}"))?;
    let mut contents = Vec::new();
    let limit = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
    entry
        .take(limit)
        .read_to_end(&mut contents)
        .map_err(|error| format!("not a readable ZIP: {error}"))?;
    if contents.len() > left {
        return Err(over(left));
    }
    Ok(contents)
}

fn over(left: usize) -> String {
    format!("more than the {left} bytes that are left for contents")
}
