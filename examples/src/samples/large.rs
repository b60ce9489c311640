//! Files that are large in bytes, and files that are large in objects.

use std::io::{self, Write};

use super::{Counted, header, put_table};

const IDENTIFIER: &str =
    "/ID [<6B79736F2D6C617267652D3030303031> <6B79736F2D6C617267652D3030303031>]";
const PAGE_BYTES: usize = 1_000_000;

/// A document of `pages` pages, each drawing an incompressible image of a million bytes: 100 pages make 100 MB.
///
/// # Errors
/// When `out` cannot be written.
pub fn many_pages<W: Write>(out: W, pages: usize) -> io::Result<()> {
    let mut out = Counted::new(out);
    let mut offsets = Vec::new();
    out.put(&header(1, 7))?;
    put_object(&mut out, &mut offsets, b"<< /Type /Catalog /Pages 2 0 R >>")?;
    let kids: Vec<String> = (0..pages)
        .map(|page| format!("{} 0 R", 3 + 3 * page))
        .collect();
    put_object(
        &mut out,
        &mut offsets,
        format!(
            "<< /Type /Pages /Kids [{}] /Count {pages} >>",
            kids.join(" ")
        )
        .as_bytes(),
    )?;
    let mut noise = Noise::new();
    let mut image = vec![0; PAGE_BYTES];
    for page in 0..pages {
        let first = 3 + 3 * page;
        put_object(&mut out, &mut offsets, page_body(first).as_bytes())?;
        put_stream(
            &mut out,
            &mut offsets,
            "",
            b"q 500 0 0 500 47 171 cm /Im Do Q",
        )?;
        noise.fill(&mut image);
        put_stream(&mut out, &mut offsets, IMAGE_KEYS, &image)?;
    }
    put_table(&mut out, &offsets, &format!("/Root 1 0 R {IDENTIFIER}"))?;
    out.flush()
}

const IMAGE_KEYS: &str = "/Type /XObject /Subtype /Image /Width 1000 /Height 1000 /BitsPerComponent 8 /ColorSpace /DeviceGray ";

fn page_body(number: usize) -> String {
    let (content, image) = (number + 1, number + 2);
    format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R \
         /Resources << /XObject << /Im {image} 0 R >> >> >>"
    )
}

/// A one-page document of `objects` small objects, about a hundred bytes each: a million make 100 MB and more.
///
/// # Errors
/// When `out` cannot be written.
pub fn many_objects<W: Write>(out: W, objects: usize) -> io::Result<()> {
    let mut out = Counted::new(out);
    let mut offsets = Vec::with_capacity(objects);
    out.put(&header(1, 7))?;
    put_object(
        &mut out,
        &mut offsets,
        b"<< /Type /Catalog /Pages 2 0 R /KysoFirstRecord 4 0 R >>",
    )?;
    put_object(
        &mut out,
        &mut offsets,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    )?;
    put_object(
        &mut out,
        &mut offsets,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )?;
    for number in 4..=objects {
        let next = if number == objects {
            "null".to_owned()
        } else {
            format!("{} 0 R", number + 1)
        };
        let body = format!(
            "<< /KysoRecord {number} /Next {next} /Text (one of a million small objects, as forms and tagged text have them) >>"
        );
        put_object(&mut out, &mut offsets, body.as_bytes())?;
    }
    put_table(&mut out, &offsets, &format!("/Root 1 0 R {IDENTIFIER}"))?;
    out.flush()
}

fn put_object<W: Write>(
    out: &mut Counted<W>,
    offsets: &mut Vec<u64>,
    body: &[u8],
) -> io::Result<()> {
    offsets.push(out.position());
    out.put(format!("{} 0 obj\n", offsets.len()).as_bytes())?;
    out.put(body)?;
    out.put(b"\nendobj\n")
}

fn put_stream<W: Write>(
    out: &mut Counted<W>,
    offsets: &mut Vec<u64>,
    keys: &str,
    data: &[u8],
) -> io::Result<()> {
    offsets.push(out.position());
    out.put(
        format!(
            "{} 0 obj\n<< {keys}/Length {} >>\nstream\n",
            offsets.len(),
            data.len()
        )
        .as_bytes(),
    )?;
    out.put(data)?;
    out.put(b"\nendstream\nendobj\n")
}

/// The same incompressible bytes on every run (xorshift64).
struct Noise(u64);

impl Noise {
    const fn new() -> Self {
        Self(0x6B79_736F_2D31_3233)
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            let word = self.0.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
    }
}
