//! Bytes to tokens, with their offsets (ISO 32000-2 §7.2, §7.3).

use crate::cursor::{Cursor, is_delimiter, is_regular};
use crate::object::{Name, PdfString, Real, StringKind};
use crate::{Limit, Limits, Malformed, PdfError};

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    ArrayEnd,
    ArrayStart,
    DictEnd,
    DictStart,
    End,
    Integer(i64),
    /// Regular characters that are no number: `true`, `obj`, `R`, `stream`, …
    Keyword(Vec<u8>),
    Name(Name),
    Real(Real),
    String(PdfString),
}

/// The longest keyword or number: `startxref` has nine letters; 64 digits are more than any number needs.
const WORD: usize = 64;

/// Skips white space and comments, then reads one token. Afterwards the cursor stands behind it.
pub(crate) fn token(cursor: &mut Cursor<'_>, limits: &Limits) -> Result<Token, PdfError> {
    skip_space_and_comments(cursor)?;
    let start = cursor.offset();
    let Some(byte) = cursor.peek()? else {
        return Ok(Token::End);
    };
    match byte {
        b'[' => punctuation(cursor, Token::ArrayStart),
        b']' => punctuation(cursor, Token::ArrayEnd),
        b'/' => name(cursor, limits),
        b'(' => literal_string(cursor, limits),
        b'<' if next_is(cursor, b'<')? => punctuation(cursor, Token::DictStart),
        b'<' => hexadecimal_string(cursor, limits),
        b'>' if next_is(cursor, b'>')? => punctuation(cursor, Token::DictEnd),
        _ if is_delimiter(byte) => Err(PdfError::malformed(Malformed::Token, start)),
        _ => word(cursor),
    }
}

/// Comments reach to the end of the line and read as white space (§7.2.4).
pub(crate) fn skip_space_and_comments(cursor: &mut Cursor<'_>) -> Result<(), PdfError> {
    cursor.skip_whitespace()?;
    while cursor.take_if(b'%')? {
        while cursor
            .take()?
            .is_some_and(|byte| byte != b'\r' && byte != b'\n')
        {}
        cursor.skip_whitespace()?;
    }
    Ok(())
}

fn punctuation(cursor: &mut Cursor<'_>, token: Token) -> Result<Token, PdfError> {
    cursor.take()?;
    Ok(token)
}

/// Takes the first of a pair `<<` or `>>` when the second follows.
fn next_is(cursor: &mut Cursor<'_>, second: u8) -> Result<bool, PdfError> {
    let start = cursor.offset();
    cursor.take()?;
    let is = cursor.peek()? == Some(second);
    if !is {
        cursor.seek(start);
    }
    Ok(is)
}

fn word(cursor: &mut Cursor<'_>) -> Result<Token, PdfError> {
    let start = cursor.offset();
    let mut bytes = Vec::with_capacity(10);
    while let Some(byte) = cursor.peek()?
        && is_regular(byte)
    {
        if bytes.len() == WORD {
            return Err(PdfError::malformed(Malformed::Token, start));
        }
        bytes.push(byte);
        cursor.take()?;
    }
    match bytes.first() {
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number(&bytes, start),
        _ => Ok(Token::Keyword(bytes)),
    }
}

/// `[+-]digits[.digits]`, with at least one digit (§7.3.3). Exponents are not PDF.
fn number(bytes: &[u8], start: u64) -> Result<Token, PdfError> {
    let malformed = || PdfError::malformed(Malformed::Token, start);
    let unsigned = bytes
        .strip_prefix(b"+")
        .or_else(|| bytes.strip_prefix(b"-"))
        .unwrap_or(bytes);
    let points = unsigned.iter().filter(|&&byte| byte == b'.').count();
    let digits = unsigned.iter().filter(|byte| byte.is_ascii_digit()).count();
    if digits == 0 || points > 1 || digits + points != unsigned.len() {
        return Err(malformed());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| malformed())?;
    // An integer beyond the range reads as a real (§7.3.3).
    match text.parse() {
        Ok(integer) => Ok(Token::Integer(integer)),
        Err(_) => Ok(Token::Real(Real::from_text(
            text,
            text.parse().map_err(|_| malformed())?,
        ))),
    }
}

/// `/` and regular characters; `#xx` stands for a byte (§7.3.5). A `#` without two digits stands for itself, as in PDF 1.1.
fn name(cursor: &mut Cursor<'_>, limits: &Limits) -> Result<Token, PdfError> {
    let start = cursor.offset();
    cursor.take()?;
    let mut bytes = Vec::new();
    while let Some(byte) = cursor.peek()?
        && is_regular(byte)
    {
        check_length(bytes.len(), start, limits)?;
        cursor.take()?;
        let escaped = if byte == b'#' {
            hex_pair(cursor)?
        } else {
            None
        };
        bytes.push(escaped.unwrap_or(byte));
    }
    Ok(Token::Name(Name::new(bytes)))
}

fn hex_pair(cursor: &mut Cursor<'_>) -> Result<Option<u8>, PdfError> {
    let start = cursor.offset();
    if let Some(high) = cursor.take()?.and_then(hex_digit)
        && let Some(low) = cursor.take()?.and_then(hex_digit)
    {
        return Ok(Some(high << 4 | low));
    }
    cursor.seek(start);
    Ok(None)
}

pub(crate) fn hex_digit(byte: u8) -> Option<u8> {
    let value = HEX_DIGITS[usize::from(byte)];
    (value < 16).then_some(value)
}

/// The value of each digit, 16 for what is none: of digits in no order, a table is read faster than it is compared.
const HEX_DIGITS: [u8; 256] = {
    let mut values = [16; 256];
    let mut digit = 0;
    while digit < 16 {
        values[b"0123456789abcdef"[digit as usize] as usize] = digit;
        values[b"0123456789ABCDEF"[digit as usize] as usize] = digit;
        digit += 1;
    }
    values
};

/// `<hex digits>`; white space between digits is ignored, a missing last digit is 0 (§7.3.4.3).
fn hexadecimal_string(cursor: &mut Cursor<'_>, limits: &Limits) -> Result<Token, PdfError> {
    let start = cursor.offset();
    cursor.take()?;
    let mut bytes = Vec::new();
    let mut half = None;
    loop {
        if half.is_none() {
            take_pairs(cursor, &mut bytes, limits);
        }
        cursor.skip_whitespace()?;
        let at = cursor.offset();
        let byte = cursor
            .take()?
            .ok_or_else(|| PdfError::malformed(Malformed::String, start))?;
        if byte == b'>' {
            break;
        }
        let digit = hex_digit(byte).ok_or_else(|| PdfError::malformed(Malformed::String, at))?;
        match half.take() {
            Some(high) => {
                check_length(bytes.len(), start, limits)?;
                bytes.push(high << 4 | digit);
            }
            None => half = Some(digit),
        }
    }
    bytes.extend(half.map(|high| high << 4));
    Ok(string(cursor, bytes, StringKind::Hexadecimal, start))
}

/// Takes pairs of digits as far as they stand together in what is loaded: a signature's container is some ten thousand of them.
fn take_pairs(cursor: &mut Cursor<'_>, bytes: &mut Vec<u8>, limits: &Limits) {
    let before = bytes.len();
    let pairs = cursor.loaded_ahead().chunks_exact(2);
    let values = pairs.map_while(|pair| match pair {
        [high, low] => Some(hex_digit(*high)? << 4 | hex_digit(*low)?),
        _ => None,
    });
    bytes.extend(values.take(limits.string_bytes.saturating_sub(before)));
    let taken = 2 * (bytes.len() - before) as u64;
    cursor.seek(cursor.offset() + taken);
}

/// `(bytes)`, with balanced parentheses and backslash escapes (§7.3.4.2).
fn literal_string(cursor: &mut Cursor<'_>, limits: &Limits) -> Result<Token, PdfError> {
    let start = cursor.offset();
    cursor.take()?;
    let mut bytes = Vec::new();
    let mut open = 1_usize;
    loop {
        check_length(bytes.len(), start, limits)?;
        match cursor
            .take()?
            .ok_or_else(|| PdfError::malformed(Malformed::String, start))?
        {
            b'\\' => bytes.extend(escape(cursor)?),
            b'\r' => {
                // Any unescaped line end reads as LF.
                cursor.take_if(b'\n')?;
                bytes.push(b'\n');
            }
            b'(' => {
                open += 1;
                bytes.push(b'(');
            }
            b')' if open == 1 => break,
            b')' => {
                open -= 1;
                bytes.push(b')');
            }
            byte => bytes.push(byte),
        }
    }
    Ok(string(cursor, bytes, StringKind::Literal, start))
}

/// What a backslash and the bytes after it mean (ISO 32000-2 table 3). An unknown escape means the byte itself.
fn escape(cursor: &mut Cursor<'_>) -> Result<Option<u8>, PdfError> {
    let Some(byte) = cursor.take()? else {
        return Ok(None);
    };
    Ok(match byte {
        b'n' => Some(b'\n'),
        b'r' => Some(b'\r'),
        b't' => Some(b'\t'),
        b'b' => Some(8),
        b'f' => Some(12),
        b'\n' => None,
        b'\r' => {
            cursor.take_if(b'\n')?;
            None
        }
        b'0'..=b'7' => Some(octal(cursor, byte - b'0')?),
        other => Some(other),
    })
}

/// Up to three octal digits; high-order overflow is ignored.
fn octal(cursor: &mut Cursor<'_>, first: u8) -> Result<u8, PdfError> {
    let mut value = first;
    for _ in 0..2 {
        match cursor.peek()? {
            Some(digit @ b'0'..=b'7') => value = value << 3 | (digit - b'0'),
            _ => break,
        }
        cursor.take()?;
    }
    Ok(value)
}

fn string(cursor: &Cursor<'_>, bytes: Vec<u8>, kind: StringKind, start: u64) -> Token {
    let span = cursor.is_in_file().then(|| start..cursor.offset());
    Token::String(PdfString { bytes, kind, span })
}

fn check_length(length: usize, start: u64, limits: &Limits) -> Result<(), PdfError> {
    if length < limits.string_bytes {
        Ok(())
    } else {
        Err(PdfError::limit(Limit::StringBytes, start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(bytes: &[u8]) -> Result<Vec<Token>, PdfError> {
        let mut cursor = Cursor::in_memory(bytes.into(), 0);
        let mut tokens = Vec::new();
        loop {
            match token(&mut cursor, &Limits::default())? {
                Token::End => return Ok(tokens),
                token => tokens.push(token),
            }
        }
    }

    fn one(bytes: &[u8]) -> Token {
        let mut all = tokens(bytes).unwrap();
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    fn text(bytes: &[u8]) -> Vec<u8> {
        match one(bytes) {
            Token::String(string) => string.bytes,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn numbers_as_the_standard_shows_them() {
        for (source, value) in [
            ("123", 123),
            ("+17", 17),
            ("-98", -98),
            ("0", 0),
            ("00012", 12),
        ] {
            assert_eq!(one(source.as_bytes()), Token::Integer(value));
        }
        for (source, value) in [
            ("34.5", 34.5),
            ("-3.62", -3.62),
            ("4.", 4.0),
            ("-.002", -0.002),
            ("+1.", 1.0),
        ] {
            let Token::Real(real) = one(source.as_bytes()) else {
                panic!("{source}")
            };
            assert_eq!((real.text(), real.value()), (source, value));
        }
        assert!(matches!(one(b"9223372036854775808"), Token::Real(_)));
        for wrong in ["1.2.3", "--1", "+", ".", "1e5", "12abc", "-"] {
            assert!(tokens(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn names_resolve_escapes() {
        let name = |bytes: &[u8]| match one(bytes) {
            Token::Name(name) => name.as_bytes().to_vec(),
            other => panic!("{other:?}"),
        };
        assert_eq!(name(b"/A#20B"), b"A B");
        assert_eq!(name(b"/"), b"");
        assert_eq!(name(b"/A#G1"), b"A#G1");
        assert_eq!(
            name(b"/Pa#6ed"),
            b"Pand".map(|b| if b == b'd' { b'd' } else { b })
        );
        assert_eq!(name(b"/A#2"), b"A#2");
        assert_eq!(tokens(b"/A/B").unwrap().len(), 2);
    }

    #[test]
    fn literal_strings_resolve_escapes_and_line_ends() {
        assert_eq!(text(b"(a(b)c)"), b"a(b)c");
        assert_eq!(text(br"(\n\r\t\b\f\(\)\\\x)"), b"\n\r\t\x08\x0C()\\x");
        assert_eq!(text(b"(a\\\r\nb\\\nc\\\rd)"), b"abcd");
        assert_eq!(text(b"(a\r\nb\rc\nd)"), b"a\nb\nc\nd");
        assert_eq!(text(br"(\0053\053\53\5)"), b"\x053++\x05");
        assert_eq!(text(br"(\777)"), b"\xFF");
        assert!(tokens(b"(a(b)").is_err());
        assert!(tokens(b"(a\\").is_err());
    }

    #[test]
    fn hexadecimal_strings_pad_and_skip_space() {
        assert_eq!(text(b"<901F A3>"), b"\x90\x1F\xA3");
        assert_eq!(text(b"<901fa>"), b"\x90\x1F\xA0");
        assert_eq!(text(b"<9 0\n1fA\t3b c>"), b"\x90\x1F\xA3\xBC");
        assert_eq!(text(b"<0123456789abcdefABCDEF>").len(), 11);
        assert_eq!(text(b"<>"), b"");
        assert_eq!(tokens(b"<90x1>").unwrap_err().offset, Some(3));
        assert!(tokens(b"<90").is_err());
    }

    #[test]
    fn comments_are_space_and_delimiters_end_words() {
        assert_eq!(
            tokens(b"12%x\n13 % end").unwrap(),
            [Token::Integer(12), Token::Integer(13)]
        );
        assert_eq!(tokens(b"true[]<<>>").unwrap().len(), 5);
        assert_eq!(tokens(b"[ )").unwrap_err().offset, Some(2));
        assert!(tokens(b"{").is_err());
        assert!(tokens(b">x").is_err());
    }

    #[test]
    fn spans_are_those_of_the_file() {
        let reader = crate::source::Reader::new(std::sync::Arc::new(b"  (ab) <61>".to_vec()));
        let mut cursor = Cursor::new(&reader, 0);
        let spans: Vec<_> = (0..2)
            .map(|_| match token(&mut cursor, &Limits::default()).unwrap() {
                Token::String(string) => string.span.unwrap(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(spans, [2..6, 7..11]);
    }

    #[test]
    fn long_words_and_strings_end_in_errors() {
        assert!(tokens(&[b'a'; 65]).is_err());
        let limits = Limits {
            string_bytes: 3,
            ..Limits::default()
        };
        for bytes in [&b"(abcd)"[..], b"<61626364>", b"/abcd"] {
            let mut cursor = Cursor::in_memory(bytes.into(), 0);
            let error = token(&mut cursor, &limits).unwrap_err();
            assert!(
                matches!(error.kind, crate::PdfErrorKind::Limit(Limit::StringBytes)),
                "{error}"
            );
        }
    }
}
