//! Small PDFs made by hand, and sources that count or invent.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::missing_errors_doc,
    clippy::cast_possible_truncation
)]

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use pdf_revisions::{PdfError, PdfFile, Source};

pub fn open(bytes: impl Into<Vec<u8>>) -> Result<PdfFile, PdfError> {
    PdfFile::open(Arc::new(bytes.into()))
}

/// Builds a file object by object and remembers where each is.
#[derive(Clone, Default)]
pub struct Builder {
    pub bytes: Vec<u8>,
    pub offsets: Vec<(u32, usize)>,
    pub prev: Option<usize>,
}

impl Builder {
    pub fn new() -> Self {
        Self {
            bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(),
            ..Self::default()
        }
    }

    pub fn raw(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.bytes.extend_from_slice(bytes.as_ref());
        self
    }

    pub fn object(mut self, number: u32, body: impl AsRef<[u8]>) -> Self {
        self.offsets.push((number, self.bytes.len()));
        self = self
            .raw(format!("{number} 0 obj\n"))
            .raw(body)
            .raw("\nendobj\n");
        self
    }

    pub fn stream(self, number: u32, dict: &str, data: &[u8]) -> Self {
        let head = format!("<<{dict}/Length {}>>\nstream\n", data.len());
        let body = [head.as_bytes(), data, b"\nendstream"].concat();
        self.object(number, body)
    }

    /// A catalog with one page, as objects 1 to 3.
    pub fn page(self) -> Self {
        self.object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .object(
                2,
                "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
            )
            .object(3, "<</Type/Page/Parent 2 0 R>>")
    }

    /// A table of the objects since the last one, `trailer` between the angle brackets besides /Prev.
    pub fn table(mut self, trailer: &str) -> Self {
        let start = self.bytes.len();
        self.offsets.sort_unstable();
        let mut table = "xref\n".to_owned();
        if self.prev.is_none() {
            table.push_str("0 1\n0000000000 65535 f \n");
        }
        for (number, offset) in std::mem::take(&mut self.offsets) {
            table.push_str(&format!("{number} 1\n{offset:010} 00000 n \n"));
        }
        let prev = self
            .prev
            .map_or_else(String::new, |prev| format!("/Prev {prev}"));
        self.prev = Some(start);
        self.raw(table).raw(format!(
            "trailer\n<<{trailer}{prev}>>\nstartxref\n{start}\n%%EOF\n"
        ))
    }

    /// An uncompressed cross-reference stream of the objects since the last section; `extra` rows are raw.
    pub fn xref_stream(mut self, number: u32, trailer: &str, extra: &[(u32, [u8; 7])]) -> Self {
        let start = self.bytes.len();
        let mut rows: Vec<(u32, [u8; 7])> = extra.to_vec();
        for (number, offset) in std::mem::take(&mut self.offsets)
            .into_iter()
            .chain([(number, start)])
        {
            let offset = (offset as u32).to_be_bytes();
            rows.push((
                number,
                [1, offset[0], offset[1], offset[2], offset[3], 0, 0],
            ));
        }
        rows.sort_unstable();
        let index: Vec<String> = rows
            .iter()
            .map(|(number, _)| format!("{number} 1"))
            .collect();
        let data: Vec<u8> = rows.iter().flat_map(|(_, row)| *row).collect();
        let prev = self
            .prev
            .map_or_else(String::new, |prev| format!("/Prev {prev}"));
        let dict = format!(
            "/Type/XRef/W[1 4 2]/Index[{}]{trailer}{prev}",
            index.join(" ")
        );
        self = self.stream(number, &dict, &data);
        self.offsets.clear();
        self.prev = Some(start);
        self.raw(format!("startxref\n{start}\n%%EOF\n"))
    }

    /// The row of an object in an object stream.
    pub fn compressed(number: u32, container: u32, index: u16) -> (u32, [u8; 7]) {
        let (container, index) = (container.to_be_bytes(), index.to_be_bytes());
        (
            number,
            [
                2,
                container[0],
                container[1],
                container[2],
                container[3],
                index[0],
                index[1],
            ],
        )
    }

    pub fn open(&self) -> PdfFile {
        open(self.bytes.clone()).unwrap()
    }

    pub fn error(&self) -> PdfError {
        open(self.bytes.clone()).unwrap_err()
    }
}

/// A classic file with one page.
pub fn classic() -> Builder {
    Builder::new()
        .page()
        .table("/Root 1 0 R/Size 4/ID[<AA><BB>]")
}

/// A file with an object stream (4) that holds the catalog (1) and a dictionary (5), and a cross-reference stream (6).
pub fn compressed() -> Builder {
    let objects = "1 0 5 28 <</Type/Catalog/Pages 2 0 R>><</Text(inside)/Kids[1 0 R]>>";
    let first = objects.find("<<").unwrap();
    let second = objects[first..].find("<</Text").unwrap();
    let objects = objects.replacen("28", &second.to_string(), 1);
    Builder::new()
        .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
        .object(3, "<</Type/Page/Parent 2 0 R>>")
        .stream(
            4,
            &format!("/Type/ObjStm/N 2/First {first}"),
            objects.as_bytes(),
        )
        .xref_stream(
            6,
            "/Root 1 0 R/Size 7/ID[<AA><BB>]",
            &[
                Builder::compressed(1, 4, 0),
                Builder::compressed(5, 4, 1),
                (0, [0; 7]),
            ],
        )
}

/// A hybrid file: object 4 is hidden from readers that know only tables.
pub fn hybrid() -> Builder {
    let mut builder = Builder::new().page();
    let hidden = builder.bytes.len();
    builder = builder.raw("4 0 obj (hidden) endobj\n");
    let xref_stream = builder.bytes.len();
    let hidden = (hidden as u32).to_be_bytes();
    let row = [1, hidden[0], hidden[1], hidden[2], hidden[3], 0, 0];
    let head = "5 0 obj <</Type/XRef/W[1 4 2]/Index[4 1]/Size 6/Length 7>>stream\n";
    builder = builder.raw(head).raw(row).raw("\nendstream endobj\n");
    builder.table(&format!(
        "/Root 1 0 R/Size 6/ID[<AA><BB>]/XRefStm {xref_stream}"
    ))
}

/// Counts what is read.
pub struct Counting<S> {
    pub source: S,
    pub reads: AtomicU64,
    pub bytes: AtomicU64,
}

impl<S: Source> Counting<S> {
    pub fn new(source: S) -> Arc<Self> {
        Arc::new(Self {
            source,
            reads: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
        })
    }

    /// Reads and bytes since the last call.
    pub fn taken(&self) -> (u64, u64) {
        (
            self.reads.swap(0, Ordering::Relaxed),
            self.bytes.swap(0, Ordering::Relaxed),
        )
    }
}

impl<S: Source> Source for Counting<S> {
    fn len(&self) -> u64 {
        self.source.len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(buffer.len() as u64, Ordering::Relaxed);
        self.source.read_at(offset, buffer)
    }
}

/// A file of any length that exists only here and there; spaces elsewhere.
#[derive(Clone, Default)]
pub struct Sparse {
    pub length: u64,
    pub pieces: Vec<(u64, Vec<u8>)>,
}

impl Sparse {
    pub fn append(&mut self, bytes: impl AsRef<[u8]>) -> u64 {
        let start = self.length;
        self.pieces.push((start, bytes.as_ref().to_vec()));
        self.length += bytes.as_ref().len() as u64;
        start
    }

    pub fn skip(&mut self, length: u64) {
        self.length += length;
    }
}

impl Source for Sparse {
    fn len(&self) -> u64 {
        self.length
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let end = offset + buffer.len() as u64;
        if end > self.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        buffer.fill(b' ');
        for (start, bytes) in &self.pieces {
            let (from, to) = (offset.max(*start), end.min(start + bytes.len() as u64));
            if from < to {
                let piece = &bytes[(from - start) as usize..(to - start) as usize];
                buffer[(from - offset) as usize..(to - offset) as usize].copy_from_slice(piece);
            }
        }
        Ok(())
    }
}
