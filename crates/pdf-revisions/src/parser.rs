//! Tokens to objects (ISO 32000-2 §7.3).

use crate::cursor::{Cursor, is_regular, is_whitespace};
use crate::lexer::{Token, token};
use crate::object::{Dict, DictBuilder, Object, Reference};
use crate::{Limit, Limits, Malformed, PdfError};

/// Reads the object at the cursor; streams are what [`crate::indirect`] makes of a dictionary.
pub(crate) fn object(cursor: &mut Cursor<'_>, limits: &Limits) -> Result<Object, PdfError> {
    Parser {
        cursor,
        limits,
        values: 0,
    }
    .object(0)
}

/// Reads a dictionary at the cursor.
pub(crate) fn dict(cursor: &mut Cursor<'_>, limits: &Limits) -> Result<Dict, PdfError> {
    let start = cursor.offset();
    match object(cursor, limits)? {
        Object::Dictionary(dict) => Ok(dict),
        _ => Err(PdfError::malformed(Malformed::Dictionary, start)),
    }
}

struct Parser<'c, 'r, 'l> {
    cursor: &'c mut Cursor<'r>,
    limits: &'l Limits,
    values: usize,
}

impl Parser<'_, '_, '_> {
    fn object(&mut self, depth: usize) -> Result<Object, PdfError> {
        let next = token(self.cursor, self.limits)?;
        self.object_from(next, depth)
    }

    fn object_from(&mut self, first: Token, depth: usize) -> Result<Object, PdfError> {
        let at = self.cursor.offset();
        self.values += 1;
        if self.values > self.limits.values {
            return Err(PdfError::limit(Limit::Values, at));
        }
        if depth > self.limits.depth {
            return Err(PdfError::limit(Limit::Depth, at));
        }
        match first {
            Token::Integer(value) => self.integer_or_reference(value),
            Token::Real(value) => Ok(Object::Real(value)),
            Token::Name(value) => Ok(Object::Name(value)),
            Token::String(value) => Ok(Object::String(value)),
            Token::ArrayStart => self.array(depth),
            Token::DictStart => self.dictionary(depth),
            Token::Keyword(word) => match word.as_slice() {
                b"null" => Ok(Object::Null),
                b"true" => Ok(Object::Boolean(true)),
                b"false" => Ok(Object::Boolean(false)),
                _ => Err(PdfError::malformed(
                    Malformed::Token,
                    at - word.len() as u64,
                )),
            },
            Token::ArrayEnd | Token::DictEnd | Token::End => {
                Err(PdfError::malformed(Malformed::Token, at))
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Object, PdfError> {
        let mut items = Vec::new();
        loop {
            match token(self.cursor, self.limits)? {
                Token::ArrayEnd => return Ok(Object::Array(items)),
                next => items.push(self.object_from(next, depth + 1)?),
            }
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Object, PdfError> {
        let start = self.cursor.offset() - 2;
        let mut dict = DictBuilder::default();
        loop {
            match token(self.cursor, self.limits)? {
                Token::DictEnd => break,
                Token::Name(key) => {
                    let at = self.cursor.offset();
                    let value = match token(self.cursor, self.limits)? {
                        Token::DictEnd | Token::End => {
                            return Err(PdfError::malformed(Malformed::Dictionary, at));
                        }
                        next => self.object_from(next, depth + 1)?,
                    };
                    dict.push(key, value);
                }
                _ => {
                    return Err(PdfError::malformed(
                        Malformed::Dictionary,
                        self.cursor.offset(),
                    ));
                }
            }
        }
        let span = self
            .cursor
            .is_in_file()
            .then(|| start..self.cursor.offset());
        Ok(Object::Dictionary(dict.finish(span)))
    }

    /// `12 0 R` needs two tokens of looking ahead; anything else is an integer.
    fn integer_or_reference(&mut self, value: i64) -> Result<Object, PdfError> {
        let after = self.cursor.offset();
        if let Ok(number) = u32::try_from(value)
            && let Some(generation) = self.generation_and_r()?
        {
            return Ok(Object::Reference(Reference { number, generation }));
        }
        self.cursor.seek(after);
        Ok(Object::Integer(value))
    }

    fn generation_and_r(&mut self) -> Result<Option<u16>, PdfError> {
        if !self.cursor.peek()?.is_some_and(is_whitespace) {
            return Ok(None);
        }
        self.cursor.skip_whitespace()?;
        let mut generation: Option<u16> = None;
        while let Some(digit @ b'0'..=b'9') = self.cursor.peek()? {
            self.cursor.take()?;
            let shifted = generation.unwrap_or(0).checked_mul(10);
            let Some(sum) = shifted.and_then(|value| value.checked_add(u16::from(digit - b'0')))
            else {
                return Ok(None);
            };
            generation = Some(sum);
        }
        if generation.is_none() || !self.cursor.peek()?.is_some_and(is_whitespace) {
            return Ok(None);
        }
        self.cursor.skip_whitespace()?;
        let is_r = self.cursor.take_if(b'R')? && !self.cursor.peek()?.is_some_and(is_regular);
        Ok(generation.filter(|_| is_r))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PdfErrorKind;

    fn parse(bytes: &[u8]) -> Result<Object, PdfError> {
        object(&mut Cursor::in_memory(bytes.into(), 0), &Limits::default())
    }

    #[test]
    fn references_and_integers_are_told_apart() {
        let Object::Array(items) =
            parse(b"[1 0 R 2 0 R3 4 5 6 0 R 7 70000 R 8 0]").unwrap_or(Object::Null)
        else {
            // `R3` is no keyword of PDF, so the array above is malformed.
            let items = parse(b"[1 0 R 2 0\nR[3] 4 5 6 0 R]").unwrap();
            let items = items.as_array().unwrap();
            assert_eq!(items[0], Object::Reference(Reference::new(1, 0)));
            assert_eq!(items[1], Object::Reference(Reference::new(2, 0)));
            assert_eq!(items[3..5], [Object::Integer(4), Object::Integer(5)]);
            assert_eq!(items[5], Object::Reference(Reference::new(6, 0)));
            return;
        };
        panic!("{items:?}");
    }

    #[test]
    fn the_last_of_duplicate_keys_counts_and_is_told() {
        let object = parse(b"<</A 1/B 2/A 3/C null>>").unwrap();
        let dict = object.as_dict().unwrap();
        assert_eq!(dict.integer(b"A"), Some(3));
        assert_eq!(dict.duplicate_keys(), [crate::Name::from("A")]);
        // ISO 32000-2 §7.3.7: a null value is the same as no entry.
        assert_eq!((dict.len(), dict.contains(b"C")), (2, false));
        let large: String = (0..1000)
            .map(|index| format!("/K{} {index}", index % 999))
            .collect();
        let object = parse(format!("<<{large}>>").as_bytes()).unwrap();
        assert_eq!(object.as_dict().unwrap().len(), 999);
        assert_eq!(object.as_dict().unwrap().integer(b"K0"), Some(999));
        assert_eq!(object.as_dict().unwrap().duplicate_keys().len(), 1);
    }

    #[test]
    fn broken_containers_are_errors_with_a_place() {
        for bytes in [
            &b"<</A>>"[..],
            b"<</A 1",
            b"[1 2",
            b"<<1 2>>",
            b"<</A 1]>>",
            b"]",
            b"",
            b"foo",
            b"[1 >>",
        ] {
            let error = parse(bytes).unwrap_err();
            assert!(matches!(error.kind, PdfErrorKind::Malformed(_)), "{error}");
            assert!(error.offset.is_some());
        }
    }

    #[test]
    fn depth_and_number_of_values_are_bounded() {
        let deep = [b'['; 5000];
        assert!(matches!(
            parse(&deep).unwrap_err().kind,
            PdfErrorKind::Limit(Limit::Depth)
        ));
        let limits = Limits {
            values: 3,
            ..Limits::default()
        };
        let error = object(&mut Cursor::in_memory(b"[1 2 3]"[..].into(), 0), &limits).unwrap_err();
        assert!(matches!(error.kind, PdfErrorKind::Limit(Limit::Values)));
    }
}
