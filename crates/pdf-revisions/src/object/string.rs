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

    /// The text of a text string (§7.9.2.2): UTF-16BE or UTF-8 by its byte order mark, else PDFDocEncoding. What is
    /// not well formed is replaced.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self.bytes.as_slice() {
            [0xFE, 0xFF, utf16 @ ..] => {
                let units = utf16
                    .chunks(2)
                    .map(|pair| u16::from_be_bytes([pair[0], *pair.get(1).unwrap_or(&0)]));
                char::decode_utf16(units)
                    .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                    .collect()
            }
            [0xEF, 0xBB, 0xBF, utf8 @ ..] => String::from_utf8_lossy(utf8).into_owned(),
            bytes => bytes.iter().map(|&byte| pdf_doc_encoding(byte)).collect(),
        }
    }
}

/// ISO 32000-2 annex D.3: Latin-1 with other characters in the two control ranges.
fn pdf_doc_encoding(byte: u8) -> char {
    const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const HIGH: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚',
        '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    match byte {
        0x18..=0x1F => LOW[usize::from(byte - 0x18)],
        0x80..=0xA0 => HIGH[usize::from(byte - 0x80)],
        0x7F | 0xAD => char::REPLACEMENT_CHARACTER,
        _ => char::from(byte),
    }
}

/// The byte that means this character in PDFDocEncoding, if there is one.
pub(crate) fn pdf_doc_byte(character: char) -> Option<u8> {
    let found = |byte: &u8| pdf_doc_encoding(*byte) == character;
    (0..=u8::MAX)
        .find(found)
        .filter(|_| character != char::REPLACEMENT_CHARACTER)
}

/// Equal when the bytes are; spelling and place do not count.
impl PartialEq for PdfString {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for PdfString {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips() {
        for text in ["", "Sig1", "Phòng Hành chính", "a(b)\\c", "🖋", "tab\there"] {
            assert_eq!(PdfString::text(text).to_text(), text);
        }
        assert_eq!(PdfString::text("Sig1").bytes, b"Sig1");
    }

    #[test]
    fn the_three_encodings() {
        assert_eq!(PdfString::literal(*b"\x80\xA0\x1F\xE9").to_text(), "•€˜é");
        assert_eq!(PdfString::literal(*b"\xEF\xBB\xBF\xC6\xB0").to_text(), "ư");
        assert_eq!(
            PdfString::literal(*b"\xFE\xFF\x01\xB0\x00").to_text(),
            "ư\0"
        );
        assert_eq!(
            PdfString::literal(*b"\xFE\xFF\xD8\x00").to_text(),
            "\u{FFFD}"
        );
    }
}
