//! Octets to text.

use std::borrow::Cow;

use super::super::error::SheetError;

/// UTF-8 or UTF-16, by the byte order mark; without one UTF-8, or UTF-16 where every other octet of the beginning is zero.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest, 3),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes, 2),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes, 2),
        [_, 0, _, 0, ..] => utf16(bytes, u16::from_le_bytes, 0),
        [0, _, 0, _, ..] => utf16(bytes, u16::from_be_bytes, 0),
        _ => utf8(bytes, 0),
    }
}

fn utf8(bytes: &[u8], before: usize) -> Result<Cow<'_, str>, SheetError> {
    let text = core::str::from_utf8(bytes).map(Cow::Borrowed);
    text.map_err(|error| SheetError::NotUnicode {
        offset: before + error.valid_up_to(),
    })
}

fn utf16(
    bytes: &[u8],
    unit: fn([u8; 2]) -> u16,
    before: usize,
) -> Result<Cow<'static, str>, SheetError> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(SheetError::NotUnicode {
            offset: before + bytes.len() - 1,
        });
    }
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut offset = before;
    for character in char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))) {
        let character = character.map_err(|_| SheetError::NotUnicode { offset })?;
        offset += 2 * character.len_utf16();
        text.push(character);
    }
    Ok(Cow::Owned(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unicode_form_is_read() {
        let text = "Sở;1";
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.as_bytes()),
            marked(b"\xff\xfe", &little),
            marked(b"\xfe\xff", &big),
        ] {
            assert_eq!(decode(&bytes).unwrap(), text);
        }
        let ascii: Vec<u8> = "ab;c".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&ascii).unwrap(), "ab;c");
    }

    #[test]
    fn older_encodings_are_refused_with_their_place() {
        // “Së”: Sở in TCVN3
        assert_eq!(decode(b"S\xeb;"), Err(SheetError::NotUnicode { offset: 1 }));
        assert_eq!(
            decode(b"\xff\xfeA"),
            Err(SheetError::NotUnicode { offset: 2 })
        );
        assert_eq!(
            decode(b"\xff\xfe\x00\xd8"),
            Err(SheetError::NotUnicode { offset: 2 })
        );
    }
}
