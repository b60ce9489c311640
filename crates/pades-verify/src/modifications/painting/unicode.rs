//! Which codes of a font stand for blanks and for the dots and lines of a row to be filled in: all that is asked of `/ToUnicode`
//! (ISO 32000-2 §9.10.3).

use std::collections::HashMap;

use pdf_revisions::content::{Operand, Operators};

/// What a code shows, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Blank,
    /// One of several that make a row: a full stop.
    Dot,
    /// A line or an ellipsis: a row by itself.
    Row,
    Sign,
}

/// Operators read of one CMap; the largest have some thousand blocks.
const BLOCKS: usize = 10_000;

/// The class of a character.
pub(super) const fn of_character(character: u32) -> Class {
    match character {
        0x20 | 0xa0 | 0x2000..=0x200b | 0x202f | 0x3000 | 0xfeff => Class::Blank,
        0x2e => Class::Dot,
        0x5f | 0x2025 | 0x2026 => Class::Row,
        _ => Class::Sign,
    }
}

/// The characters that are looked for in ranges.
const WANTED: [u32; 7] = [0x20, 0xa0, 0x2e, 0x5f, 0x2025, 0x2026, 0x2002];

/// The codes of a `/ToUnicode` map that are no signs.
pub(super) fn classes(map: &[u8]) -> HashMap<u32, Class> {
    let mut found = HashMap::new();
    for (operator, operands) in Operators::of_map(map).take(BLOCKS) {
        match operator.as_slice() {
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Some(code), Some(character)] = [number(&pair[0]), number(&pair[1])] {
                        note(&mut found, code, character);
                    }
                }
            }
            b"endbfrange" => {
                for range in operands.chunks_exact(3) {
                    note_range(&mut found, range);
                }
            }
            _ => {}
        }
    }
    found
}

fn note(found: &mut HashMap<u32, Class>, code: u32, character: u32) {
    let class = of_character(character);
    if class != Class::Sign {
        found.insert(code, class);
    }
}

fn note_range(found: &mut HashMap<u32, Class>, range: &[Operand]) {
    let [first, last, Operand::Text(_)] = range else {
        return note_list(found, range);
    };
    let numbers = [number(first), number(last), range.get(2).and_then(number)];
    let [Some(first), Some(last), Some(base)] = numbers else {
        return;
    };
    for character in WANTED {
        let code = character
            .checked_sub(base)
            .and_then(|by| first.checked_add(by));
        if let Some(code) = code.filter(|code| *code <= last) {
            note(found, code, character);
        }
    }
}

/// A range whose characters are listed.
fn note_list(found: &mut HashMap<u32, Class>, range: &[Operand]) {
    use pdf_revisions::content::Piece;
    let [first, _, Operand::Pieces(pieces)] = range else {
        return;
    };
    let Some(first) = number(first) else { return };
    for (code, piece) in (u64::from(first)..).zip(pieces) {
        if let Piece::Text(text) = piece
            && let Some(character) = number_of(text)
            && let Ok(code) = u32::try_from(code)
        {
            note(found, code, character);
        }
    }
}

fn number(operand: &Operand) -> Option<u32> {
    match operand {
        Operand::Text(bytes) => number_of(bytes),
        _ => None,
    }
}

/// Codes have up to four bytes; a text of more is several characters.
fn number_of(bytes: &[u8]) -> Option<u32> {
    (1..=4).contains(&bytes.len()).then(|| {
        bytes
            .iter()
            .fold(0, |number, byte| number << 8 | u32::from(*byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_dots_are_found_in_both_kinds_of_blocks() {
        let map = b"2 beginbfchar <0003> <0020> <0041> <0061> endbfchar \
                    2 beginbfrange <0010> <0020> <0028> <0030> <0031> [<005F> <0078>] endbfrange";
        let found = classes(map);
        assert_eq!(found.get(&3), Some(&Class::Blank));
        assert_eq!(found.get(&0x41), None);
        assert_eq!(found.get(&0x16), Some(&Class::Dot));
        assert_eq!(found.get(&0x30), Some(&Class::Row));
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn characters() {
        for (class, characters) in [
            (
                Class::Blank,
                &[0x20, 0xa0, 0x2000, 0x200b, 0x202f, 0x3000, 0xfeff][..],
            ),
            (Class::Dot, &[0x2e]),
            (Class::Row, &[0x5f, 0x2025, 0x2026]),
            (Class::Sign, &[0x21, 0x2d, 0x41, 0x200c, 0x2027, 0]),
        ] {
            for character in characters {
                assert_eq!(of_character(*character), class, "{character:x}");
            }
        }
    }

    /// ISO 32000-2 §9.10.3: a range counts up from its first character, or lists them.
    #[test]
    fn maps() {
        let of = |map: &str| {
            let mut found: Vec<(u32, Class)> = classes(map.as_bytes()).into_iter().collect();
            found.sort_by_key(|(code, _)| *code);
            found
        };
        use Class::{Blank, Dot, Row};
        for (map, expected) in [
            ("<01> <02> <0020> endbfrange", &[(1, Blank)][..]),
            ("<01> <0F> <0020> endbfrange", &[(1, Blank), (0xf, Dot)]),
            ("<01> <0E> <0020> endbfrange", &[(1, Blank)]),
            ("<01> <09> <0041> endbfrange", &[]),
            ("<01> <02> [<0041> <2026>] endbfrange", &[(2, Row)]),
            ("<01> <02> [<0041> 5 <00A0>] endbfrange", &[(3, Blank)]),
            ("<01> <02> [<> <0020>] endbfrange", &[(2, Blank)]),
            (
                "<01> <01> <0020> <05> <05> <002E> endbfrange",
                &[(1, Blank), (5, Dot)],
            ),
            ("<0102> <0020> endbfchar", &[(0x102, Blank)]),
            ("<01020304> <20> endbfchar", &[(0x0102_0304, Blank)]),
            ("<0102030405> <20> endbfchar", &[]),
            ("<01> <00200020> endbfchar", &[]),
            ("<01> <0041> <02> <005F> endbfchar", &[(2, Row)]),
            ("<01> /space endbfchar", &[]),
            ("<01> <0020> endcodespacerange", &[]),
            ("5 <02> <0020> endbfrange", &[]),
            ("5 <02> [<0020>] endbfrange", &[]),
            ("<01> 5 <0020> endbfrange", &[]),
            ("<FFFFFFFF> <FFFFFFFF> [<0041> <0020>] endbfrange", &[]),
        ] {
            assert_eq!(of(map), expected, "{map}");
        }
        let late = |blocks: usize| of(&("x ".repeat(blocks) + "<01> <20> endbfchar")).len();
        assert_eq!([9_999, 10_000].map(late), [1, 0]);
    }
}
