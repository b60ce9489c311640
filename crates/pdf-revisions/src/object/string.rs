//! Strings (ISO 32000-2 §7.3.4).

use std::ops::Range;

/// A string object: its bytes, how it is spelled, and where it stands.
#[derive(Clone, Debug)]
pub struct PdfString {
    /// The decoded bytes.
    pub bytes: Vec<u8>,
    /// How it is spelled.
    pub kind: StringKind,
    /// The bytes of the file it takes, delimiters included; `None` in object streams and for strings made here.
    pub span: Option<Range<u64>>,
}

/// The two spellings of a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StringKind {
    /// `(text)`.
    Literal,
    /// `<hexadecimal>`.
    Hexadecimal,
}

impl PdfString {
    /// A string to be written in parentheses.
    #[must_use]
    pub fn literal(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            kind: StringKind::Literal,
            span: None,
        }
    }

    /// A string to be written in hexadecimal.
    #[must_use]
    pub fn hexadecimal(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            bytes: bytes.into(),
            kind: StringKind::Hexadecimal,
            span: None,
        }
    }

    /// A text string (§7.9.2.2): ASCII as it is, anything else as UTF-16BE with a byte order mark, which every
    /// version of PDF reads.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return Self::literal(text.as_bytes());
        }
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        Self::hexadecimal(units.flat_map(u16::to_be_bytes).collect::<Vec<_>>())
    }
}

/// Equal when the bytes are; spelling and place do not count.
impl PartialEq for PdfString {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for PdfString {}
