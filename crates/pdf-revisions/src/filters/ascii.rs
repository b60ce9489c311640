//! ASCIIHexDecode and ASCII85Decode (ISO 32000-2 §7.4.2, §7.4.3). White space is passed over, and the end of the data ends them as their own
//! mark does, as all readers take it.

use crate::cursor::is_whitespace;
use crate::lexer::hex_digit;

/// Two digits a byte; a missing last digit is 0. `None` for what is no digit.
pub(super) fn hexadecimal(data: &[u8]) -> Option<Vec<u8>> {
    let data = data.split(|byte| *byte == b'>').next()?;
    let mut digits = data.iter().filter(|byte| !is_whitespace(**byte));
    let mut bytes = Vec::with_capacity(data.len() / 2);
    while let Some(high) = digits.next() {
        let low = digits.next().unwrap_or(&b'0');
        bytes.push(hex_digit(*high)? << 4 | hex_digit(*low)?);
    }
    Some(bytes)
}

/// Five characters for four bytes, `z` for four zeros; of a last group of n characters, n - 1 bytes. `None` for other characters, a last group
/// of one, and values of more than four bytes.
pub(super) fn base85(data: &[u8]) -> Option<Vec<u8>> {
    let data = data.split(|byte| *byte == b'~').next()?;
    let mut bytes = Vec::with_capacity(data.len() / 5 * 4);
    let mut group = Vec::with_capacity(5);
    for byte in data.iter().filter(|byte| !is_whitespace(**byte)) {
        match byte {
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => return None,
        }
        if group.len() == 5 {
            bytes.extend(word(&group)?);
            group.clear();
        }
    }
    let left = group.len();
    if left > 0 {
        group.resize(5, b'u' - b'!');
        let last = word(&group)?;
        bytes.extend(last.get(..left.checked_sub(1).filter(|count| *count > 0)?)?);
    }
    Some(bytes)
}

fn word(group: &[u8]) -> Option<[u8; 4]> {
    let value = group.iter().try_fold(0_u32, |value, digit| {
        value.checked_mul(85)?.checked_add(u32::from(*digit))
    });
    value.map(u32::to_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_make_bytes() {
        for (data, bytes) in [
            (&b"4a 4B\n4c>zz"[..], Some(&b"JKL"[..])),
            (b"4a4", Some(b"J@")),
            (b">", Some(b"")),
            (b"4g>", None),
        ] {
            assert_eq!(hexadecimal(data).as_deref(), bytes);
        }
    }

    #[test]
    fn groups_of_five_make_four() {
        for (data, bytes) in [
            (&b"87cUR D]i,\"Ebo80~>more"[..], Some(&b"Hello World!"[..])),
            (b"87cURDZ~>", Some(b"Hello")),
            (b"z!!~>", Some(b"\0\0\0\0\0")),
            (b"s8W-!", Some(&[0xFF; 4])),
            (b"", Some(b"")),
            (b"s8W-\"", None),
            (b"87cUR!", None),
            (b"8z~>", None),
            (b"87\x7fUR", None),
        ] {
            assert_eq!(
                base85(data).as_deref(),
                bytes,
                "{}",
                String::from_utf8_lossy(data)
            );
        }
    }
}
