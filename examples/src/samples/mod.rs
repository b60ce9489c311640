//! PDF files written by hand, byte for byte known: small ones of every kind of cross-reference and version, and large ones.

mod large;
mod small;

pub use large::{many_objects, many_pages};
pub use small::{CrossReference, SMALL_DOCUMENTS, SmallDocument};

use std::io::{self, Write};

/// Counts what is written, so that a cross-reference can be made from it.
pub(crate) struct Counted<W: Write> {
    inner: W,
    position: u64,
}

impl<W: Write> Counted<W> {
    pub(crate) const fn new(inner: W) -> Self {
        Self { inner, position: 0 }
    }

    pub(crate) const fn position(&self) -> u64 {
        self.position
    }

    pub(crate) fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_all(bytes)?;
        self.position += bytes.len() as u64;
        Ok(())
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The header, with the four high bytes that mark a file as binary (ISO 32000-2 §7.5.2).
pub(crate) fn header(major: u8, minor: u8) -> Vec<u8> {
    let mut header = format!("%PDF-{major}.{minor}\n%").into_bytes();
    header.extend_from_slice(&[0xE2, 0xE3, 0xCF, 0xD3, b'\n']);
    header
}

/// A classic cross-reference table of twenty-byte entries (ISO 32000-2 §7.5.4); object 0 heads the free list.
pub(crate) fn put_table<W: Write>(
    out: &mut Counted<W>,
    offsets: &[u64],
    trailer: &str,
) -> io::Result<()> {
    let start = out.position();
    out.put(format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).as_bytes())?;
    for offset in offsets {
        out.put(format!("{offset:010} 00000 n \n").as_bytes())?;
    }
    out.put(
        format!(
            "trailer\n<< /Size {} {trailer} >>\nstartxref\n{start}\n%%EOF\n",
            offsets.len() + 1
        )
        .as_bytes(),
    )
}
