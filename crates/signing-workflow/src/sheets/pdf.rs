//! The file around the sheets. Drawings come as finished objects, which no writer of PDF takes, so the table is written here.

use core::convert::Infallible;
use std::io::Write as _;

use cert_path::{CryptoProvider, DigestAlgorithm};
use signature_appearance::DrawnPages;

const CATALOG: i32 = 1;
const PAGES: i32 = 2;
const INFORMATION: i32 = 3;

/// What the file says of itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct About<'a> {
    /// Its title.
    pub(crate) title: &'a str,
    /// More entries of the catalog, as they are written.
    pub(crate) catalog: String,
}

struct File {
    bytes: Vec<u8>,
    /// Where the object of each number begins; the first is 1.
    offsets: Vec<usize>,
}

/// A PDF 1.7 file of these sheets (ISO 32000-2 §7.5). The same sheets give the same bytes.
pub(crate) fn write(sheets: &DrawnPages, about: &About<'_>) -> Vec<u8> {
    let mut next = INFORMATION;
    let mut allocate = || {
        next = next.saturating_add(1);
        next
    };
    let Ok(drawn) = sheets.objects(|| Ok::<_, Infallible>(allocate()));
    let mut bodies = drawn.objects;
    let mut kids: Vec<String> = Vec::new();
    for (size, form) in sheets.sizes().zip(&drawn.forms) {
        let (page, content) = (allocate(), allocate());
        kids.push(format!("{page} 0 R"));
        let dictionary = format!(
            "<</Type/Page/Parent {PAGES} 0 R/MediaBox[0 0 {:.2} {:.2}]/Resources<</XObject<</F {form} 0 R>>>>/Contents {content} 0 R>>",
            size.width, size.height
        );
        bodies.push((page, dictionary.into_bytes()));
        bodies.push((content, b"<</Length 5>>\nstream\n/F Do\nendstream".to_vec()));
    }
    let more = &about.catalog;
    let title = text(about.title);
    let catalog = format!(
        "<</Type/Catalog/Pages {PAGES} 0 R/Lang(vi-VN)/ViewerPreferences<</DisplayDocTitle true>>{more}>>"
    );
    let count = kids.len();
    let pages = format!("<</Type/Pages/Kids[{}]/Count {count}>>", kids.join(" "));
    let information = format!("<</Title {title}/Producer(kyso)>>");
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
        let id = identifier(&self.bytes);
        self.push(&format!(
            "trailer\n<</Size {size}/Root {CATALOG} 0 R/Info {INFORMATION} 0 R{id}>>\nstartxref\n{table}\n%%EOF\n"
        ));
        self.bytes
    }
}

/// The file identifier (ISO 32000-2 §14.4): of the content, so that the same file has the same one.
fn identifier(bytes: &[u8]) -> String {
    let Ok(mut hasher) = CryptoProvider::aws_lc().hasher(DigestAlgorithm::Sha256) else {
        return String::new(); // optional
    };
    hasher.update(bytes);
    let digest = hasher.finish();
    let digits = crate::outgoing::hexadecimal(digest.as_bytes().get(..16).unwrap_or_default());
    format!("/ID[<{digits}><{digits}>]")
}

/// A text string in UTF-16BE (ISO 32000-2 §7.9.2.2).
pub(crate) fn text(text: &str) -> String {
    let digits: String = text
        .encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect();
    format!("<FEFF{digits}>")
}
