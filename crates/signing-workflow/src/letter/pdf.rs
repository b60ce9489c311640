//! The file around the sheets. Drawings come as finished objects, which no writer of PDF takes, so the table is written here.

use core::convert::Infallible;
use std::io::Write as _;

use signature_appearance::Drawn;

const CATALOG: i32 = 1;
const PAGES: i32 = 2;
const INFORMATION: i32 = 3;

struct File {
    bytes: Vec<u8>,
    /// Where the object of each number begins; the first is 1.
    offsets: Vec<usize>,
}

/// A PDF 1.7 file of these sheets (ISO 32000-2 §7.5).
pub(super) fn write(sheets: &[Drawn], title: &str) -> Vec<u8> {
    let mut next = INFORMATION;
    let mut allocate = || {
        next = next.saturating_add(1);
        next
    };
    let mut kids: Vec<String> = Vec::new();
    let mut bodies = Vec::new();
    for sheet in sheets {
        let page = allocate();
        kids.push(format!("{page} 0 R"));
        bodies.extend(objects(sheet, page, &mut allocate));
    }
    let catalog = format!("<</Type/Catalog/Pages {PAGES} 0 R/Lang(vi-VN)>>");
    let pages = format!(
        "<</Type/Pages/Kids[{}]/Count {}>>",
        kids.join(" "),
        kids.len()
    );
    let information = format!("<</Title {}/Producer(kyso)>>", text(title));
    bodies.push((CATALOG, catalog.into_bytes()));
    bodies.push((PAGES, pages.into_bytes()));
    bodies.push((INFORMATION, information.into_bytes()));
    bodies.sort_by_key(|(number, _)| *number);
    let mut file = File {
        bytes: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(),
        offsets: Vec::new(),
    };
    for (number, body) in bodies {
        file.put(number, &body);
    }
    file.finish()
}

/// A page that shows a drawing, with everything it needs.
fn objects(sheet: &Drawn, page: i32, allocate: &mut dyn FnMut() -> i32) -> Vec<(i32, Vec<u8>)> {
    let content = allocate();
    let Ok(form) = sheet.objects(0, || Ok::<_, Infallible>(allocate()));
    let size = sheet.size();
    let dictionary = format!(
        "<</Type/Page/Parent {PAGES} 0 R/MediaBox[0 0 {:.2} {:.2}]/Resources<</XObject<</F {} 0 R>>>>/Contents {content} 0 R>>",
        size.width, size.height, form.form
    );
    let stream = "<</Length 5>>\nstream\n/F Do\nendstream";
    let mut bodies = form.objects;
    bodies.push((page, dictionary.into_bytes()));
    bodies.push((content, stream.as_bytes().to_vec()));
    bodies
}

impl File {
    fn put(&mut self, number: i32, body: &[u8]) {
        self.offsets.push(self.bytes.len());
        self.push(&format!("{number} 0 obj\n"));
        self.bytes.extend_from_slice(body);
        self.push("\nendobj\n");
    }

    fn push(&mut self, text: &str) {
        // writing to memory does not fail
        let _ = self.bytes.write_all(text.as_bytes());
    }

    fn finish(mut self) -> Vec<u8> {
        let table = self.bytes.len();
        let size = self.offsets.len().saturating_add(1);
        self.push(&format!("xref\n0 {size}\n0000000000 65535 f \n"));
        for offset in core::mem::take(&mut self.offsets) {
            self.push(&format!("{offset:010} 00000 n \n"));
        }
        self.push(&format!(
            "trailer\n<</Size {size}/Root {CATALOG} 0 R/Info {INFORMATION} 0 R>>\nstartxref\n{table}\n%%EOF\n"
        ));
        self.bytes
    }
}

/// A text string in UTF-16BE (ISO 32000-2 §7.9.2.2).
fn text(text: &str) -> String {
    let digits: String = text
        .encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect();
    format!("<FEFF{digits}>")
}
