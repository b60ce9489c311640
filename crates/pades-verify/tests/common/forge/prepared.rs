//! Documents an attacker prepares and has signed: a page with text, and whatever lies in wait beside it.

use crate::common::rules::document;

/// Objects numbered from 1, of which the first is the catalog.
#[derive(Clone)]
pub struct Document(pub Vec<String>);

/// The first objects of every prepared document; 3 is the page, 4 its content, 5 a font, 6 a text field.
const OBJECTS: [&str; 6] = [
    "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DA(/F1 10 Tf 0 g)/DR<</Font<</F1 5 0 R>>>>>>>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>>>>>",
    "",
    "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
    "<</FT/Tx/T(HoTen)/Type/Annot/Subtype/Widget/Rect[20 100 120 120]/P 3 0 R/F 4>>",
];

/// The sum that is signed for.
pub const HONEST: &str = "BT /F1 12 Tf 20 250 Td (Tra 100 dong) Tj ET";
/// The sum the attacker wants.
pub const FORGED: &str = "BT /F1 12 Tf 20 250 Td (Tra 900 dong) Tj ET";

impl Document {
    /// The plain document.
    pub fn new() -> Self {
        Self(OBJECTS.map(str::to_owned).to_vec()).with(4, stream("", HONEST))
    }

    /// Object `number` is this instead; the next free number adds it.
    pub fn with(mut self, number: usize, body: impl Into<String>) -> Self {
        if number > self.0.len() {
            assert_eq!(number, self.0.len() + 1, "numbers without gaps");
            self.0.push(String::new());
        }
        self.0[number - 1] = body.into();
        self
    }

    /// The page draws a second content stream, number 7, with these resources beside its font.
    pub fn drawing(self, content: &str, resources: &str) -> Self {
        self.with(
            3,
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents[4 0 R 7 0 R]/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>{resources}>>>>"),
        )
        .with(7, stream("", content))
    }

    /// The file, with a classic cross-reference table.
    pub fn bytes(&self) -> Vec<u8> {
        document(&self.0)
    }
}

impl Default for Document {
    fn default() -> Self {
        Self::new()
    }
}

/// A stream object.
pub fn stream(entries: &str, data: &str) -> String {
    format!(
        "<<{entries}/Length {}>>stream\n{data}\nendstream",
        data.len()
    )
}

/// What a revision made by hand lists in its table.
#[derive(Clone, Copy)]
pub enum Entry<'b> {
    /// A new body for this number.
    Body(usize, &'b str),
    /// This number means what stands at this offset.
    Offset(usize, usize),
    /// This number is free.
    Free(usize),
}

/// One more revision by hand.
pub fn append(base: &[u8], entries: &[Entry<'_>], trailer: &str) -> Vec<u8> {
    let (mut bytes, previous) = (base.to_vec(), startxref(base));
    let mut rows = Vec::new();
    for entry in entries {
        rows.push(match entry {
            Entry::Body(number, body) => {
                let offset = bytes.len();
                bytes.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
                format!("{number} 1\n{offset:010} 00000 n \n")
            }
            Entry::Offset(number, offset) => format!("{number} 1\n{offset:010} 00000 n \n"),
            Entry::Free(number) => format!("{number} 1\n0000000000 00001 f \n"),
        });
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n{}trailer\n<</Size 200/Root 1 0 R/Prev {previous}{trailer}>>\nstartxref\n{start}\n%%EOF\n", rows.concat()).bytes());
    bytes
}

/// What the last `startxref` says.
pub fn startxref(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(&bytes[super::last(bytes, b"startxref") + 9..]).into_owned();
    text.split_whitespace().next().unwrap().parse().unwrap()
}
