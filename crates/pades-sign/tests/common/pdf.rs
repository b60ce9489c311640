//! Builds small PDFs of every kind of cross-reference, byte by byte, so that tests know what is in them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How the file keeps its cross-reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Xref {
    /// A classic table.
    Table,
    /// A cross-reference stream; all objects but streams are in an object stream.
    Stream,
    /// A table, with the page's content length hidden in an object stream behind `/XRefStm`.
    Hybrid,
    /// Linearised: a table for the first page at the front, the rest at the end.
    Linearised,
}

pub const KINDS: [Xref; 4] = [Xref::Table, Xref::Stream, Xref::Hybrid, Xref::Linearised];

/// A one-page document in the making. Objects: 1 catalog, 2 pages, 3 page, 4 content, 5 its length, 6 font, 7 info.
#[derive(Debug, Clone)]
pub struct Pdf {
    version: &'static str,
    xref: Xref,
    objects: BTreeMap<u32, Vec<u8>>,
    trailer: &'static str,
    final_line_end: bool,
}

impl Pdf {
    pub fn new(xref: Xref) -> Self {
        let content = b"BT /F1 24 Tf 72 720 Td (CONG HOA XA HOI CHU NGHIA VIET NAM) Tj ET";
        let mut pdf = Self {
            version: "1.7",
            xref,
            objects: BTreeMap::new(),
            trailer: "",
            final_line_end: true,
        };
        pdf.set(1, "<< /Type /Catalog /Pages 2 0 R >>");
        pdf.set(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        pdf.page("");
        pdf.set(5, &content.len().to_string());
        let mut stream = b"<< /Length 5 0 R >>\nstream\n".to_vec();
        stream.extend_from_slice(content);
        stream.extend_from_slice(b"\nendstream");
        pdf.objects.insert(4, stream);
        pdf.set(6, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        pdf.set(7, "<< /Producer (kyso tests) >>");
        pdf
    }

    pub fn version(mut self, version: &'static str) -> Self {
        self.version = version;
        self
    }

    /// Sets or adds an object.
    pub fn with(mut self, number: u32, body: &str) -> Self {
        self.set(number, body);
        self
    }

    /// More entries for the catalog.
    pub fn catalog(self, entries: &str) -> Self {
        self.with(1, &format!("<< /Type /Catalog /Pages 2 0 R {entries} >>"))
    }

    /// More entries for the page.
    pub fn page_entries(mut self, entries: &str) -> Self {
        self.page(entries);
        self
    }

    /// More entries for the trailer of a classic table.
    pub fn trailer(mut self, entries: &'static str) -> Self {
        self.trailer = entries;
        self
    }

    pub fn without_final_line_end(mut self) -> Self {
        self.final_line_end = false;
        self
    }

    fn page(&mut self, entries: &str) {
        let body = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
             /Resources << /Font << /F1 6 0 R >> >> {entries} >>"
        );
        self.set(3, &body);
    }

    fn set(&mut self, number: u32, body: &str) {
        self.objects.insert(number, body.as_bytes().to_vec());
    }

    pub fn build(&self) -> Vec<u8> {
        let mut out = format!("%PDF-{}\n%\u{e2}\u{e3}\n", self.version).into_bytes();
        match self.xref {
            Xref::Table => self.classic(&mut out),
            Xref::Stream => self.with_stream(&mut out),
            Xref::Hybrid => self.hybrid(&mut out),
            Xref::Linearised => self.linearised(&mut out),
        }
        if self.final_line_end {
            out.push(b'\n');
        }
        out
    }

    fn size(&self) -> u32 {
        self.objects.keys().last().unwrap() + 1
    }

    fn classic(&self, out: &mut Vec<u8>) {
        let mut entries = BTreeMap::from([(0, Entry::Free)]);
        for (&number, body) in &self.objects {
            entries.insert(number, Entry::At(object(out, number, body)));
        }
        let start = table(out, &entries);
        trailer(out, self.size(), self.trailer, start);
    }

    /// All but streams go into object stream `size`, the cross-reference stream is `size + 1`.
    fn with_stream(&self, out: &mut Vec<u8>) {
        let is_stream = |body: &[u8]| body.ends_with(b"endstream");
        let container = self.size();
        let mut entries = BTreeMap::from([(0, Entry::Free)]);
        let mut packed = Vec::new();
        for (&number, body) in &self.objects {
            if is_stream(body) {
                entries.insert(number, Entry::At(object(out, number, body)));
            } else {
                entries.insert(number, Entry::In(container, packed.len()));
                packed.push((number, body.as_slice()));
            }
        }
        entries.insert(
            container,
            Entry::At(object(out, container, &object_stream(&packed))),
        );
        let start = out.len();
        entries.insert(container + 1, Entry::At(start));
        xref_stream(out, container + 1, &entries, "/Root 1 0 R /Info 7 0 R");
        write_end(out, start);
    }

    /// The table knows all but object 6 (the font), which it calls free; `/XRefStm` knows where it is.
    fn hybrid(&self, out: &mut Vec<u8>) {
        let container = self.size();
        let mut entries = BTreeMap::from([(0, Entry::Free)]);
        for (&number, body) in self.objects.iter().filter(|(number, _)| **number != 6) {
            entries.insert(number, Entry::At(object(out, number, body)));
        }
        entries.insert(6, Entry::Free);
        let hidden = [(6, self.objects[&6].as_slice())];
        let at = object(out, container, &object_stream(&hidden));
        let stream_start = out.len();
        let in_stream = BTreeMap::from([
            (6, Entry::In(container, 0)),
            (container, Entry::At(at)),
            (container + 1, Entry::At(stream_start)),
        ]);
        xref_stream(out, container + 1, &in_stream, "/Root 1 0 R /Info 7 0 R");
        let start = table(out, &entries);
        trailer(
            out,
            container + 2,
            &format!("/XRefStm {stream_start} "),
            start,
        );
    }

    /// Annex F, as far as readers of cross-references see it: first section at the front, `/Prev` to the main one.
    fn linearised(&self, out: &mut Vec<u8>) {
        let parameters = self.size();
        // Poppler wants the main section in one piece, so what is in front has the highest numbers.
        let front = self
            .objects
            .keys()
            .copied()
            .filter(|&number| number >= 6)
            .collect::<Vec<_>>();
        let dict_at = out.len();
        let dict = |length: usize, main: usize, first_end: usize| {
            format!(
                "<< /Linearized 1 /L {length:010} /H [ 15 0 ] /O 3 /E {first_end:010} /N 1 /T {main:010} >>"
            )
        };
        object(out, parameters, dict(0, 0, 0).as_bytes());
        let first_xref = out.len();
        let count = front.len() + 1;
        // The front section has a fixed width: one subsection header per object, one entry each.
        let mut sections = front.clone();
        sections.push(parameters);
        let width = sections
            .iter()
            .map(|number| format!("{number} 1\n").len() + 20)
            .sum::<usize>();
        let trailer_text = |main: usize| {
            format!(
                "trailer\n<< /Size {} /Root 1 0 R /Info 7 0 R /ID [{ID} {ID}] /Prev {main:010} >>\nstartxref\n0\n%%EOF\n",
                parameters + 1
            )
        };
        let reserved = 5 + width + trailer_text(0).len();
        out.resize(out.len() + reserved, b' ');
        let mut entries = BTreeMap::from([(0, Entry::Free)]);
        for &number in &front {
            entries.insert(
                number,
                Entry::At(object(out, number, &self.objects[&number])),
            );
        }
        let first_end = out.len();
        for (&number, body) in self
            .objects
            .iter()
            .filter(|(number, _)| !front.contains(number))
        {
            entries.insert(number, Entry::At(object(out, number, body)));
        }
        entries.insert(parameters, Entry::At(dict_at));
        let mut first = BTreeMap::new();
        for number in sections {
            first.insert(number, entries.remove(&number).unwrap());
        }
        assert_eq!(first.len(), count);
        let main = table(out, &entries);
        let _ = write!(Text(out), "trailer\n<< /Size {} >>\n", parameters);
        write_end(out, first_xref);
        let mut front_section = b"xref\n".to_vec();
        for (number, entry) in &first {
            let _ = write!(Text(&mut front_section), "{number} 1\n{}", entry.row());
        }
        front_section.extend_from_slice(trailer_text(main).as_bytes());
        assert_eq!(front_section.len(), reserved);
        out[first_xref..first_xref + reserved].copy_from_slice(&front_section);
        let length = out.len() + usize::from(self.final_line_end);
        // Annex F.3.2: /T is the white space before the first entry of the main section.
        let first_entry = main + format!("xref\n0 {}", entries.len()).len();
        let head = format!(
            "{parameters} 0 obj\n{}\nendobj\n",
            dict(length, first_entry, first_end)
        );
        out[dict_at..dict_at + head.len()].copy_from_slice(head.as_bytes());
    }
}

const ID: &str = "<00112233445566778899AABBCCDDEEFF>";

enum Entry {
    Free,
    At(usize),
    In(u32, usize),
}

impl Entry {
    fn row(&self) -> String {
        match self {
            Self::At(offset) => format!("{offset:010} 00000 n \n"),
            _ => "0000000000 65535 f \n".to_owned(),
        }
    }

    fn fields(&self) -> [u8; 7] {
        let (kind, middle, last) = match *self {
            Self::Free => (0, 0, 0),
            Self::At(offset) => (1, u32::try_from(offset).unwrap(), 0),
            Self::In(container, index) => (2, container, u16::try_from(index).unwrap()),
        };
        let [a, b, c, d] = middle.to_be_bytes();
        let [e, f] = last.to_be_bytes();
        [kind, a, b, c, d, e, f]
    }
}

struct Text<'a>(&'a mut Vec<u8>);

impl std::fmt::Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

fn object(out: &mut Vec<u8>, number: u32, body: &[u8]) -> usize {
    let start = out.len();
    let _ = write!(Text(out), "{number} 0 obj\n");
    out.extend_from_slice(body);
    out.extend_from_slice(b"\nendobj\n");
    start
}

fn object_stream(objects: &[(u32, &[u8])]) -> Vec<u8> {
    let (mut header, mut data) = (String::new(), Vec::new());
    for (number, body) in objects {
        let _ = write!(header, "{number} {} ", data.len());
        data.extend_from_slice(body);
        data.push(b'\n');
    }
    let mut stream = Vec::new();
    let length = header.len() + data.len();
    let _ = write!(
        Text(&mut stream),
        "<< /Type /ObjStm /N {} /First {} /Length {length} >>\nstream\n{header}",
        objects.len(),
        header.len()
    );
    stream.extend_from_slice(&data);
    stream.extend_from_slice(b"\nendstream");
    stream
}

/// Consecutive numbers form one subsection.
fn table(out: &mut Vec<u8>, entries: &BTreeMap<u32, Entry>) -> usize {
    let start = out.len();
    out.extend_from_slice(b"xref\n");
    for (first, rows) in runs(entries) {
        let _ = write!(Text(out), "{first} {}\n", rows.len());
        rows.iter()
            .for_each(|entry| out.extend_from_slice(entry.row().as_bytes()));
    }
    start
}

fn xref_stream(out: &mut Vec<u8>, number: u32, entries: &BTreeMap<u32, Entry>, keys: &str) {
    let (mut index, mut data) = (String::new(), Vec::new());
    for (first, rows) in runs(entries) {
        let _ = write!(index, "{first} {} ", rows.len());
        rows.iter()
            .for_each(|entry| data.extend_from_slice(&entry.fields()));
    }
    let size = number + 1;
    let mut body = format!("<< /Type /XRef /Size {size} /W [1 4 2] /Index [{index}] /Length {} {keys} /ID [{ID} {ID}] >>\nstream\n", data.len()).into_bytes();
    body.extend_from_slice(&data);
    body.extend_from_slice(b"\nendstream");
    object(out, number, &body);
}

fn runs(entries: &BTreeMap<u32, Entry>) -> Vec<(u32, Vec<&Entry>)> {
    let mut runs: Vec<(u32, Vec<&Entry>)> = Vec::new();
    for (&number, entry) in entries {
        match runs.last_mut() {
            Some((first, rows)) if *first + u32::try_from(rows.len()).unwrap() == number => {
                rows.push(entry)
            }
            _ => runs.push((number, vec![entry])),
        }
    }
    runs
}

fn trailer(out: &mut Vec<u8>, size: u32, more: &str, start: usize) {
    let _ = write!(
        Text(out),
        "trailer\n<< /Size {size} /Root 1 0 R /Info 7 0 R {more}/ID [{ID} {ID}] >>\n"
    );
    write_end(out, start);
}

fn write_end(out: &mut Vec<u8>, start: usize) {
    let _ = write!(Text(out), "startxref\n{start}\n%%EOF");
}
