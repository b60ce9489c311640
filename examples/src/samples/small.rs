//! One-page documents of every kind of cross-reference and every version.

use std::io;

use super::{Counted, header, put_table};

/// How a document says where its objects are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrossReference {
    /// A classic table (ISO 32000-2 §7.5.4).
    Table,
    /// A cross-reference stream, with objects in an object stream (ISO 32000-2 §7.5.8).
    Stream,
    /// A table for old readers and a stream for new ones (ISO 32000-2 §7.5.8.4).
    Hybrid,
}

/// One kind of small document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmallDocument {
    /// Major and minor version of the header.
    pub version: (u8, u8),
    /// The kind of cross-reference.
    pub cross_reference: CrossReference,
    /// How many empty signature fields (`Prepared1`, `Prepared2` …) the document has.
    pub empty_fields: u8,
}

const fn document(minor: u8, cross_reference: CrossReference) -> SmallDocument {
    SmallDocument {
        version: (1, minor),
        cross_reference,
        empty_fields: 0,
    }
}

/// Every kind that the interoperability run signs. Cross-reference streams begin with PDF 1.5.
pub const SMALL_DOCUMENTS: &[SmallDocument] = &[
    document(4, CrossReference::Table),
    document(5, CrossReference::Table),
    document(6, CrossReference::Table),
    document(7, CrossReference::Table),
    SmallDocument {
        version: (2, 0),
        cross_reference: CrossReference::Table,
        empty_fields: 0,
    },
    document(5, CrossReference::Stream),
    document(7, CrossReference::Stream),
    SmallDocument {
        version: (2, 0),
        cross_reference: CrossReference::Stream,
        empty_fields: 0,
    },
    document(5, CrossReference::Hybrid),
    document(7, CrossReference::Hybrid),
    SmallDocument {
        version: (1, 7),
        cross_reference: CrossReference::Table,
        empty_fields: 2,
    },
    SmallDocument {
        version: (2, 0),
        cross_reference: CrossReference::Stream,
        empty_fields: 2,
    },
];

const IDENTIFIER: &str =
    "/ID [<6B79736F2D73616D706C652D30303031> <6B79736F2D73616D706C652D30303031>]";
const ROOT: &str = "/Root 1 0 R /Info 5 0 R";
const INFORMATION: &str = "<< /Title (kyso sample) /Producer (kyso-examples) >>";
/// Catalog, page tree, page, content, information.
const FIXED_OBJECTS: usize = 5;

impl SmallDocument {
    /// A file name that tells the kind: `table-1.4.pdf`, `stream-2.0-fields-2.pdf`.
    #[must_use]
    pub fn file_name(&self) -> String {
        let kind = match self.cross_reference {
            CrossReference::Table => "table",
            CrossReference::Stream => "stream",
            CrossReference::Hybrid => "hybrid",
        };
        let fields = if self.empty_fields == 0 {
            String::new()
        } else {
            format!("-fields-{}", self.empty_fields)
        };
        format!("{kind}-{}.{}{fields}.pdf", self.version.0, self.version.1)
    }

    /// The document's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.write(&mut Counted::new(&mut bytes))
            .expect("writing to a Vec does not fail");
        bytes
    }

    fn write(&self, out: &mut Counted<&mut Vec<u8>>) -> io::Result<()> {
        out.put(&header(self.version.0, self.version.1))?;
        match self.cross_reference {
            CrossReference::Table => self.write_with_table(out),
            CrossReference::Stream => self.write_with_stream(out),
            CrossReference::Hybrid => self.write_hybrid(out),
        }
    }

    /// The bodies of all objects, numbered from 1. The content stream is the only stream.
    fn bodies(&self) -> Vec<String> {
        let references: Vec<String> = (0..self.empty_fields)
            .map(|index| format!("{} 0 R", FIXED_OBJECTS + 1 + usize::from(index)))
            .collect();
        let list = references.join(" ");
        let (form, annotations) = if references.is_empty() {
            (String::new(), String::new())
        } else {
            (
                format!(" /AcroForm << /Fields [{list}] /SigFlags 1 >>"),
                format!(" /Annots [{list}]"),
            )
        };
        let drawing = "BT /F1 18 Tf 72 770 Td (kyso sample) Tj ET";
        let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
        let mut bodies = vec![
            format!("<< /Type /Catalog /Pages 2 0 R{form} >>"),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
                 /Resources << /Font << /F1 {font} >> >>{annotations} >>"
            ),
            format!(
                "<< /Length {} >>\nstream\n{drawing}\nendstream",
                drawing.len()
            ),
            INFORMATION.to_owned(),
        ];
        bodies.extend((1..=self.empty_fields).map(|number| {
            format!("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Prepared{number}) /F 132 /Rect [0 0 0 0] /P 3 0 R >>")
        }));
        bodies
    }

    fn write_with_table(&self, out: &mut Counted<&mut Vec<u8>>) -> io::Result<()> {
        let mut offsets = Vec::new();
        for (number, body) in (1..).zip(self.bodies()) {
            offsets.push(put_object(out, number, &body)?);
        }
        put_table(out, &offsets, &format!("{ROOT} {IDENTIFIER}"))
    }

    /// Everything but the content stream stands in an object stream.
    fn write_with_stream(&self, out: &mut Counted<&mut Vec<u8>>) -> io::Result<()> {
        let bodies = self.bodies();
        let container = bodies.len() + 1;
        let packed: Vec<(usize, &str)> = (1..)
            .zip(&bodies)
            .filter(|(number, _)| *number != 4)
            .map(|(number, body)| (number, body.as_str()))
            .collect();
        let content_at = put_object(out, 4, &bodies[3])?;
        let container_at = put_object(out, container, &object_stream(&packed))?;
        let mut entries = vec![Entry::Free];
        let mut index = 0;
        for number in 1..=bodies.len() {
            entries.push(if number == 4 {
                Entry::At(content_at)
            } else {
                Entry::Packed {
                    container,
                    index: post_increment(&mut index),
                }
            });
        }
        entries.push(Entry::At(container_at));
        let start = out.position();
        entries.push(Entry::At(start));
        let keys = format!("/Size {} {ROOT} {IDENTIFIER}", entries.len());
        put_cross_reference_stream(out, container + 1, &keys, &entries)?;
        out.put(format!("startxref\n{start}\n%%EOF\n").as_bytes())
    }

    /// The information dictionary stands in an object stream that only the hidden cross-reference stream names.
    fn write_hybrid(&self, out: &mut Counted<&mut Vec<u8>>) -> io::Result<()> {
        let bodies = self.bodies();
        let mut offsets = Vec::new();
        for (number, body) in (1..).zip(&bodies).take(4) {
            offsets.push(put_object(out, number, body)?);
        }
        let container_at = put_object(out, 6, &object_stream(&[(5, &bodies[4])]))?;
        let hidden_at = out.position();
        let entries = [
            Entry::Packed {
                container: 6,
                index: 0,
            },
            Entry::At(container_at),
        ];
        put_cross_reference_stream(out, 7, "/Size 8 /Index [5 2]", &entries)?;
        let start = out.position();
        out.put(b"xref\n0 8\n0000000005 65535 f \n")?;
        for offset in &offsets {
            out.put(format!("{offset:010} 00000 n \n").as_bytes())?;
        }
        // hidden from old readers: free entries, linked 0 → 5 → 6 → 0
        out.put(b"0000000006 00000 f \n0000000000 00000 f \n")?;
        out.put(format!("{hidden_at:010} 00000 n \n").as_bytes())?;
        let trailer = format!("trailer\n<< /Size 8 {ROOT} {IDENTIFIER} /XRefStm {hidden_at} >>\n");
        out.put(trailer.as_bytes())?;
        out.put(format!("startxref\n{start}\n%%EOF\n").as_bytes())
    }
}

fn post_increment(index: &mut u8) -> u8 {
    let now = *index;
    *index += 1;
    now
}

fn put_object(out: &mut Counted<&mut Vec<u8>>, number: usize, body: &str) -> io::Result<u64> {
    let at = out.position();
    out.put(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes())?;
    Ok(at)
}

/// An object stream, not compressed (ISO 32000-2 §7.5.7).
fn object_stream(objects: &[(usize, &str)]) -> String {
    let (mut index, mut data) = (String::new(), String::new());
    for (number, body) in objects {
        index.push_str(&format!("{number} {} ", data.len()));
        data.push_str(body);
        data.push(' ');
    }
    let (count, first) = (objects.len(), index.len());
    format!(
        "<< /Type /ObjStm /N {count} /First {first} /Length {} >>\nstream\n{index}{data}\nendstream",
        first + data.len()
    )
}

/// One entry of a cross-reference stream: widths 1, 4 and 2 (ISO 32000-2 §7.5.8.3).
#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(u64),
    Packed { container: usize, index: u8 },
}

impl Entry {
    fn write(self, data: &mut Vec<u8>) {
        let (kind, second, third) = match self {
            Self::Free => (0, 0, u16::MAX),
            Self::At(offset) => (1, u32::try_from(offset).expect("a small document"), 0),
            Self::Packed { container, index } => (
                2,
                u32::try_from(container).expect("a small document"),
                u16::from(index),
            ),
        };
        data.push(kind);
        data.extend_from_slice(&second.to_be_bytes());
        data.extend_from_slice(&third.to_be_bytes());
    }
}

fn put_cross_reference_stream(
    out: &mut Counted<&mut Vec<u8>>,
    number: usize,
    keys: &str,
    entries: &[Entry],
) -> io::Result<()> {
    let mut data = Vec::new();
    for entry in entries {
        entry.write(&mut data);
    }
    let head = format!(
        "{number} 0 obj\n<< /Type /XRef /W [1 4 2] {keys} /Length {} >>\nstream\n",
        data.len()
    );
    out.put(head.as_bytes())?;
    out.put(&data)?;
    out.put(b"\nendstream\nendobj\n")
}
