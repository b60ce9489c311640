//! The operators of a content stream (ISO 32000-2 §7.8.2), as far as places of text depend on them.

/// What stands before an operator.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    Number(f64),
    Name(Vec<u8>),
    /// A string, or all strings of an array: how many bytes, and whether they are all blanks.
    Text {
        signs: f64,
        blank: bool,
    },
    Other,
}

/// Reads operators one after another; never fails, and ends with the bytes.
pub(super) struct Operators<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// Operands kept before one operator (ISO 32000-2 annex C: 33 for DeviceN).
const OPERANDS: usize = 64;

impl<'b> Operators<'b> {
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
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

    /// A string in parentheses (ISO 32000-2 §7.3.4.2); the count ignores what escapes stand for.
    fn literal(&mut self) -> Operand {
        let (mut depth, mut signs, mut blank) = (0_usize, 0.0, true);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' if depth == 0 && signs == 0.0 => {
                    depth = 1;
                    continue;
                }
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                _ => {}
            }
            signs += 1.0;
            blank &= is_white(byte);
        }
        Operand::Text { signs, blank }
    }

    fn hexadecimal(&mut self) -> Operand {
        self.at += 1;
        let from = self.at;
        self.skip_while(|byte| byte != b'>');
        let digits = self.bytes.get(from..self.at).unwrap_or_default();
        self.at += 1;
        let count = u32::try_from(
            digits
                .iter()
                .filter(|byte| byte.is_ascii_hexdigit())
                .count(),
        )
        .unwrap_or(u32::MAX);
        Operand::Text {
            signs: f64::from(count) / 2.0,
            blank: count == 0,
        }
    }

    /// The strings of an array together; what else stands in it does not matter here.
    fn array(&mut self) -> Operand {
        self.at += 1;
        let (mut total, mut all_blank) = (0.0, true);
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
                    Some(Operand::Text { signs, blank }) => {
                        total += signs;
                        all_blank &= blank;
                    }
                    Some(_) => {}
                    None => {
                        self.word();
                    }
                },
            }
        }
        if total > 0.0 {
            Operand::Text {
                signs: total,
                blank: all_blank,
            }
        } else {
            Operand::Other
        }
    }

    /// The next operand; `None` at an operator or a stray delimiter, which is passed.
    fn operand(&mut self) -> Option<Operand> {
        match self.peek()? {
            b'(' => Some(self.literal()),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Some(Operand::Other)
            }
            b'<' => Some(self.hexadecimal()),
            b'[' => Some(self.array()),
            b'/' => {
                self.at += 1;
                Some(Operand::Name(self.word().to_vec()))
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => {
                let word = self.word();
                let number = std::str::from_utf8(word)
                    .ok()
                    .and_then(|text| text.parse().ok());
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
                if operands.len() < OPERANDS {
                    operands.push(operand);
                }
                continue;
            }
            let operator = self.word().to_vec();
            if operator == b"ID" {
                self.skip_inline_image();
                operands.clear();
                continue;
            }
            return Some((operator, operands));
        }
    }
}

const fn is_white(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
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

    #[test]
    fn operators_come_with_their_operands() {
        let read: Vec<_> = Operators::new(
            b"BT /F1 12 Tf 1 0 0 1 72.5 -3 Tm (a \\) b) Tj [(x)-20(yz)] TJ ET BI /W 1 ID \xff EI Q",
        )
        .collect();
        let names: Vec<&[u8]> = read
            .iter()
            .map(|(operator, _)| operator.as_slice())
            .collect();
        assert_eq!(
            names,
            [
                b"BT".as_slice(),
                b"Tf",
                b"Tm",
                b"Tj",
                b"TJ",
                b"ET",
                b"BI",
                b"Q"
            ]
        );
        assert_eq!(
            read[1].1,
            [Operand::Name(b"F1".to_vec()), Operand::Number(12.0)]
        );
        assert!(matches!(
            read[4].1[0],
            Operand::Text {
                signs: 3.0,
                blank: false
            }
        ));
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
        ] {
            assert!(Operators::new(bytes).count() <= bytes.len());
        }
    }
}
