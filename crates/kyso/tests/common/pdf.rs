//! Small documents of our own making.
#![allow(clippy::unwrap_used, clippy::format_push_string)]

/// A file of these bodies as objects 1, 2, 3, …, with a classic cross-reference table; object 1 is the catalog.
pub fn document(bodies: &[&str], trailer_entries: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut offsets = Vec::new();
    for (index, body) in bodies.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n{body}\nendobj\n", index + 1).bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", bodies.len() + 1).bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let id = "<30313233343536373839616263646566>";
    file.extend(format!("trailer\n<< /Size {} /Root 1 0 R /ID [{id} {id}] {trailer_entries} >>\nstartxref\n{start}\n%%EOF\n", bodies.len() + 1).bytes());
    file
}

/// One empty page.
pub fn blank() -> Vec<u8> {
    document(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            PAGE,
        ],
        "",
    )
}

/// One page with two empty signature fields, made beforehand.
pub fn with_fields(first: &str, second: &str) -> Vec<u8> {
    document(
        &[
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R 5 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Annots [4 0 R 5 0 R] >>",
            &empty_field(first),
            &empty_field(second),
        ],
        "",
    )
}

/// A letter with one empty field, and the conditions of its author (ISO 32000-2 table 237).
pub fn with_seed(name: &str, seed: &str) -> Vec<u8> {
    let field = empty_field(name);
    let field = field.replace(" >>", &format!(" /SV {seed} >>"));
    document(
        &[
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Annots [4 0 R] >>",
            &field,
        ],
        "",
    )
}

fn empty_field(name: &str) -> String {
    format!(
        "<< /Type /Annot /Subtype /Widget /FT /Sig /T ({name}) /Rect [0 0 0 0] /F 132 /P 3 0 R >>"
    )
}

/// Protected by a password (a standard security handler's dictionary is there; nothing more is needed to say so).
pub fn encrypted() -> Vec<u8> {
    let zeros = "0".repeat(64);
    let handler =
        format!("<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{zeros}> /U <{zeros}> >>");
    document(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            PAGE,
            &handler,
        ],
        "/Encrypt 4 0 R",
    )
}

const PAGE: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>";

/// Two pages with a heading and a box each, a text field, metadata and an information dictionary; every part an object of
/// its own: 1 catalog, 2 pages, 3 and 4 page, 5 and 6 content, 7 font, 8 form, 9 field, 10 metadata, 11 information.
pub fn letter_of_two_pages() -> Vec<u8> {
    document(
        &[
            "<< /Type /Catalog /Pages 2 0 R /AcroForm 8 0 R /Metadata 10 0 R >>",
            "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 7 0 R >> >> /Contents 5 0 R /Annots [9 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 7 0 R >> >> /Contents 6 0 R >>",
            &content("Cong van so 12", "100 000 dong"),
            &content("Phu luc kem theo", "3 trang"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Fields [9 0 R] /DA (/F 12 Tf 0 g) /DR << /Font << /F 7 0 R >> >> >>",
            "<< /Type /Annot /Subtype /Widget /FT /Tx /T (GhiChu) /Rect [100 400 300 420] /F 4 /P 3 0 R /DA (/F 12 Tf 0 g) >>",
            &stream(
                "/Type /Metadata /Subtype /XML",
                "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
            ),
            "<< /Title (Cong van) /Producer (kyso tests) >>",
        ],
        "/Info 11 0 R",
    )
}

/// So many small empty pages, from object 3 on.
pub fn of_pages(count: usize) -> Vec<u8> {
    let kids: String = (3..3 + count).map(|page| format!("{page} 0 R ")).collect();
    let tree = format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>");
    let mut bodies = vec!["<< /Type /Catalog /Pages 2 0 R >>", &tree];
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 20 20] /Resources << >> >>";
    bodies.extend(std::iter::repeat_n(page, count));
    document(&bodies, "")
}

/// What a page shows: a heading, and a box with a word in it.
pub fn content(heading: &str, word: &str) -> String {
    let shown = format!(
        "BT /F 18 Tf 72 740 Td ({heading}) Tj ET 0.8 0.9 1 rg 72 600 220 60 re f 0 g BT /F 14 Tf 84 624 Td ({word}) Tj ET"
    );
    stream("", &shown)
}

/// A stream and its dictionary.
pub fn stream(entries: &str, data: &str) -> String {
    let length = data.len();
    format!("<< {entries} /Length {length} >>\nstream\n{data}\nendstream")
}

/// One more revision of a file with classic tables: objects with other bodies, or none, which frees them.
pub fn revised(file: &[u8], objects: &[(u32, Option<&str>)]) -> Vec<u8> {
    let text = String::from_utf8_lossy(file);
    let before = text.rsplit("startxref").next().unwrap();
    let before: u64 = before
        .trim()
        .lines()
        .next()
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let trailer = text.rsplit("trailer").next().unwrap();
    let size = number_after(trailer, "/Size");
    let highest = objects.iter().map(|(number, _)| *number).max().unwrap();
    let size = size.max(highest + 1);
    let mut out = file.to_vec();
    let mut entries = String::new();
    for (number, body) in objects {
        let entry = match body {
            Some(body) => {
                let at = out.len();
                out.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
                format!("{at:010} 00000 n")
            }
            None => "0000000000 00001 f".to_owned(),
        };
        entries += &format!("{number} 1\n{entry} \n");
    }
    let start = out.len();
    let info = match trailer.contains("/Info 11 0 R") {
        true => "/Info 11 0 R",
        false => "",
    };
    let id = "<30313233343536373839616263646566>";
    out.extend(
        format!(
            "xref\n{entries}trailer\n<< /Size {size} /Root 1 0 R {info} /ID [{id} {id}] /Prev {before} >>\nstartxref\n{start}\n%%EOF\n"
        )
        .bytes(),
    );
    out
}

/// The same file, whose first signature says that it covers the bytes from 1 instead of from 0.
pub fn covering_from_1(signed: &[u8]) -> Vec<u8> {
    let key = b"/ByteRange [0 ";
    let mut wrong = signed.to_vec();
    let at = wrong.windows(key.len()).position(|part| part == key);
    wrong[at.unwrap() + key.len() - 2] = b'1';
    wrong
}

fn number_after(text: &str, key: &str) -> u32 {
    let (_, rest) = text.split_once(key).unwrap();
    let digits: String = rest
        .trim()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap()
}
