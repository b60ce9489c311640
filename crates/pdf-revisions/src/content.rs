//! The operators of a content stream (ISO 32000-2 §7.8.2), for those who ask what a page or an appearance paints. Nothing is drawn.

/// What stands before an operator.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A number.
    Number(f64),
    /// A name, without its slash.
    Name(Vec<u8>),
    /// A string.
    Text(Vec<u8>),
    /// The strings and numbers of an array, as `TJ` takes them.
    Pieces(Vec<Piece>),
    /// Anything else: a dictionary, a number that is none.
    Other,
}

/// A part of an array of text.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A string.
    Text(Vec<u8>),
    /// In thousandths of the size, to be taken off the width.
    Shift(f64),
}

/// Reads operators one after another; never fails, and ends with the bytes. An inline image is the operator `EI`.
#[derive(Debug)]
pub struct Operators<'b> {
    bytes: &'b [u8],
    at: usize,
    kept: usize,
}

/// Operands kept before one operator: the last ones (ISO 32000-2 annex C: 33 for DeviceN).
const OPERANDS: usize = 64;
/// Entries of one block of a CMap: a hundred, of three operands (Adobe technical note 5014).
const OPERANDS_OF_MAPS: usize = 300;

impl<'b> Operators<'b> {
    /// Of a content stream, decoded.
    #[must_use]
    pub const fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            kept: OPERANDS,
        }
    }

    /// Of a CMap, whose blocks have more operands.
    #[must_use]
    pub const fn of_map(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            kept: OPERANDS_OF_MAPS,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_white(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                _ if is_white(byte) => self.at += 1,
                _ => return,
            }
        }
    }

    fn skip_while(&mut self, keep: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
    }

    fn word(&mut self) -> &'b [u8] {
        let from = self.at;
        self.skip_while(|byte| !is_white(byte) && !is_delimiter(byte));
        self.bytes.get(from..self.at).unwrap_or_default()
    }

    /// A string in parentheses (ISO 32000-2 §7.3.4.2).
    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut depth, mut text) = (1_usize, Vec::new());
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut text),
                b')' if depth == 1 => break,
                b'\r' => {
                    // An end of line, whatever it is written as, is a line feed.
                    self.at += usize::from(self.peek() == Some(b'\n'));
                    text.push(b'\n');
                }
                _ => {
                    match byte {
                        b'(' => depth += 1,
                        b')' => depth -= 1,
                        _ => {}
                    }
                    text.push(byte);
                }
            }
        }
        text
    }

    /// ISO 32000-2 Table 3.
    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        if matches!(byte, b'0'..=b'7') {
            let mut value = 0_u8;
            for _ in 0..3 {
                let Some(digit @ b'0'..=b'7') = self.peek() else {
                    break;
                };
                value = value.wrapping_mul(8).wrapping_add(digit - b'0');
                self.at += 1;
            }
            text.push(value);
            return;
        }
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\n' => {}
            b'\r' => self.at += usize::from(self.peek() == Some(b'\n')),
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let from = self.at;
        self.skip_while(|byte| byte != b'>');
        let digits = self.bytes.get(from..self.at).unwrap_or_default();
        self.at += 1;
        let digits: Vec<u8> = digits
            .iter()
            .filter_map(|byte| char::from(*byte).to_digit(16))
            .filter_map(|digit| u8::try_from(digit).ok())
            .collect();
        // ISO 32000-2 §7.3.4.3: a missing last digit is 0.
        digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
            .collect()
    }

    /// Strings and numbers; arrays in arrays are flattened, anything else in them does not matter here.
    fn array(&mut self) -> Operand {
        self.at += 1;
        let mut pieces = Vec::new();
        loop {
            self.skip_white();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b'[') => self.at += 1,
                Some(_) => match self.operand() {
                    Some(Operand::Text(text)) => pieces.push(Piece::Text(text)),
                    Some(Operand::Number(number)) => pieces.push(Piece::Shift(number)),
                    Some(_) => {}
                    None => {
                        self.word();
                    }
                },
            }
        }
        Operand::Pieces(pieces)
    }

    /// The next operand; `None` at an operator.
    fn operand(&mut self) -> Option<Operand> {
        match self.peek()? {
            b'(' => Some(Operand::Text(self.literal())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Some(Operand::Other)
            }
            b'<' => Some(Operand::Text(self.hexadecimal())),
            b'[' => Some(self.array()),
            b'/' => {
                self.at += 1;
                Some(Operand::Name(unescaped(self.word())))
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => {
                let word = self.word();
                // ISO 32000-2 §7.3.3: there are no exponents.
                let number = std::str::from_utf8(word)
                    .ok()
                    .filter(|text| !text.contains(['e', 'E']))
                    .and_then(|text| text.parse().ok())
                    .filter(|number: &f64| number.is_finite());
                Some(number.map_or(Operand::Other, Operand::Number))
            }
            byte if is_delimiter(byte) => {
                self.at += 1;
                Some(Operand::Other)
            }
            _ => None,
        }
    }

    /// ISO 32000-2 §8.9.7: the data of an inline image end with `EI` between white space.
    fn skip_inline_image(&mut self) {
        while let Some(rest) = self.bytes.get(self.at..) {
            match rest {
                [before, b'E', b'I', tail @ ..]
                    if is_white(*before) && tail.first().is_none_or(|after| is_white(*after)) =>
                {
                    self.at += 3;
                    return;
                }
                [] => return,
                _ => self.at += 1,
            }
        }
    }
}

impl Iterator for Operators<'_> {
    type Item = (Vec<u8>, Vec<Operand>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut operands = Vec::new();
        loop {
            self.skip_white();
            self.peek()?;
            if let Some(operand) = self.operand() {
                if operands.len() == self.kept {
                    operands.remove(0);
                }
                operands.push(operand);
                continue;
            }
            let operator = self.word().to_vec();
            if operator == b"ID" {
                self.skip_inline_image();
                return Some((b"EI".to_vec(), operands));
            }
            if operator.is_empty() {
                // A byte that begins neither an operand nor a word.
                self.at += 1;
                continue;
            }
            if operator != b"BI" {
                return Some((operator, operands));
            }
        }
    }
}

/// ISO 32000-2 §7.3.5: `#` and two digits stand for a byte of a name.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((byte, tail)) = rest.split_first() {
        let digit = |index: usize| {
            let byte = tail.get(index).copied().map(char::from)?;
            u8::try_from(byte.to_digit(16)?).ok()
        };
        match (byte, digit(0), digit(1)) {
            (b'#', Some(high), Some(low)) => {
                out.push(high << 4 | low);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                out.push(*byte);
                rest = tail;
            }
        }
    }
    out
}

const fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<(String, Vec<Operand>)> {
        Operators::new(bytes)
            .map(|(operator, operands)| (String::from_utf8(operator).unwrap(), operands))
            .collect()
    }

    #[test]
    fn operators_come_with_their_operands() {
        let read = read(
            b"BT /F#31 12 Tf 1 0 0 1 72.5 -3 Tm (a \\) b\\101) Tj [(x)-20<797A>] TJ ET BI /W 1 ID \xff EI Q",
        );
        let names: Vec<&str> = read.iter().map(|(operator, _)| operator.as_str()).collect();
        assert_eq!(names, ["BT", "Tf", "Tm", "Tj", "TJ", "ET", "EI", "Q"]);
        assert_eq!(
            read[1].1,
            [Operand::Name(b"F1".to_vec()), Operand::Number(12.0)]
        );
        assert_eq!(read[3].1, [Operand::Text(b"a ) bA".to_vec())]);
        let pieces = vec![
            Piece::Text(b"x".to_vec()),
            Piece::Shift(-20.0),
            Piece::Text(b"yz".to_vec()),
        ];
        assert_eq!(read[4].1, [Operand::Pieces(pieces)]);
        assert_eq!(
            read[6].1,
            [Operand::Name(b"W".to_vec()), Operand::Number(1.0)]
        );
    }

    #[test]
    fn nested_parentheses_and_odd_hexadecimal() {
        assert_eq!(read(b"((a)b) Tj")[0].1, [Operand::Text(b"(a)b".to_vec())]);
        assert_eq!(read(b"<414> Tj")[0].1, [Operand::Text(b"A@".to_vec())]);
    }

    #[test]
    fn broken_content_ends() {
        for bytes in [
            &b"(((("[..],
            b"<",
            b"[",
            b"[[[",
            b"<<<<",
            b"ID",
            b"\\",
            b"]]>>)",
            b"(\\",
            b"/#4",
        ] {
            assert!(Operators::new(bytes).count() <= bytes.len());
        }
    }

    #[test]
    fn strings_as_they_are_written() {
        for (written, expected) in [
            (&br"(\n\r\t\b\f\(\)\\\x)"[..], &b"\n\r\t\x08\x0c()\\x"[..]),
            (b"(a\\\nb\\\r\nc\\\rd)", b"abcd"),
            (b"(a\rb\r\nc\nd)", b"a\nb\nc\nd"),
            (br"(\1\12\123\1234\777\8)", b"\x01\nSS4\xff8"),
            (br"(\0053\05+)", b"\x053\x05+"),
            (b"(()(()))", b"()(())"),
            (b"()", b""),
            (b"<>", b""),
            (b"<4 1\n4z2>", b"AB"),
            (b"<fFaB09>", b"\xff\xab\x09"),
            (b"<7>", b"\x70"),
        ] {
            let content = [written, b" Tj"].concat();
            assert_eq!(read(&content)[0].1, [Operand::Text(expected.to_vec())]);
        }
    }

    #[test]
    fn words_end_where_others_begin() {
        let names = |bytes: &[u8]| -> Vec<String> {
            read(bytes)
                .into_iter()
                .map(|(operator, _)| operator)
                .collect()
        };
        for (content, expected) in [
            (&b"q% Q (\nS%\rB*"[..], &["q", "S", "B*"][..]),
            (b"%\n\nq", &["q"]),
            (
                b"q\0Q\tS\x0cB\rf\nn W",
                &["q", "Q", "S", "B", "f", "n", "W"],
            ),
            (
                b"Tj(a)'(b)\"/A gs[1]TJ<41>Tj",
                &["Tj", "'", "\"", "gs", "TJ", "Tj"],
            ),
            (b"{q}Q)S>n]f", &["q", "Q", "S", "n", "f"]),
            (b"BI /W 1 ID x EIx xEI y\nEI\nQ", &["EI", "Q"]),
            (b"BI ID EI Q", &["EI", "Q"]),
            (b"BI ID x EI", &["EI"]),
            (b"BI ID x", &["EI"]),
            (b"BI ID xEI Q", &["EI"]),
            (b"BI/W 1 ID x EI/A gs", &["EI"]),
        ] {
            assert_eq!(names(content), expected, "{}", content.escape_ascii());
        }
    }

    #[test]
    fn numbers_names_and_the_rest() {
        let number = Operand::Number;
        let name = |name: &[u8]| Operand::Name(name.to_vec());
        assert_eq!(
            read(b"+1 -2 .5 4. -.5 007 1.5.2 1e3 1E3 --1 - x")[0].1,
            [
                number(1.0),
                number(-2.0),
                number(0.5),
                number(4.0),
                number(-0.5),
                number(7.0),
                Operand::Other,
                Operand::Other,
                Operand::Other,
                Operand::Other,
                Operand::Other,
            ]
        );
        assert_eq!(
            read(b"/A#42#4 /# /a#zzb /#4a#4B / x")[0].1,
            [
                name(b"AB#4"),
                name(b"#"),
                name(b"a#zzb"),
                name(b"JK"),
                name(b"")
            ]
        );
        assert_eq!(
            read(b"<</A 1>>x")[0].1,
            [
                Operand::Other,
                name(b"A"),
                number(1.0),
                Operand::Other,
                Operand::Other
            ]
        );
        let pieces = |pieces: &[Piece]| Operand::Pieces(pieces.to_vec());
        let text = |text: &[u8]| Piece::Text(text.to_vec());
        assert_eq!(
            read(b"[ (a) /N 5 q<42>%]\n[-1] x")[0].1,
            [pieces(&[
                text(b"a"),
                Piece::Shift(5.0),
                text(b"B"),
                Piece::Shift(-1.0)
            ])]
        );
        assert!(read(b"[(a) 5").is_empty());
    }

    #[test]
    fn the_last_operands_are_kept() {
        let content = (0..70)
            .map(|number| format!("{number} "))
            .collect::<String>()
            + "x";
        let kept = read(content.as_bytes()).remove(0).1;
        assert_eq!(kept.len(), 64);
        assert_eq!(
            (&kept[0], &kept[63]),
            (&Operand::Number(6.0), &Operand::Number(69.0))
        );
        let content = "0 ".repeat(301) + "x";
        let kept = Operators::of_map(content.as_bytes()).next().unwrap().1;
        assert_eq!(kept.len(), 300);
    }
}
