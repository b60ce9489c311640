//! Lines of a text; words that are wider than a line are broken.

use signature_appearance::{Align, Fonts, width_of};

use super::Column;

/// Longer texts are no titles.
const BALANCED: usize = 6;
/// Halvings: to a point or so.
const STEPS: u8 = 8;

/// A word, or a part of one that was too wide.
struct Piece {
    text: String,
    /// Whether it follows the piece before without a space.
    joined: bool,
}

/// The lines of a text in a column; the first is shorter by the indent. Lines that stand in the middle are about as long as each other.
pub(crate) fn lines(text: &str, column: Column, fonts: &Fonts<'_>) -> Vec<String> {
    let others = column.width();
    let first = others - column.indent;
    let words = text.split_whitespace();
    let pieces: Vec<Piece> = words
        .flat_map(|word| broken(word, first.min(others), column, fonts))
        .collect();
    let set = filled(&pieces, [first, others], column, fonts);
    if column.align != Align::Centre || !(2..=BALANCED).contains(&set.len()) {
        return set;
    }
    let [mut narrow, mut wide] = [0.0, others];
    for _ in 0..STEPS {
        let width = f64::midpoint(narrow, wide);
        let lines = filled(&pieces, [width, width], column, fonts);
        let is_within = |line: &String| width_of(line, column.style, column.size, fonts) <= width;
        if lines.len() <= set.len() && lines.iter().all(is_within) {
            wide = width;
        } else {
            narrow = width;
        }
    }
    filled(&pieces, [wide, wide], column, fonts)
}

/// The lines of a text that has line ends of its own.
pub(crate) fn cell_lines(text: &str, column: Column, fonts: &Fonts<'_>) -> Vec<String> {
    text.lines()
        .flat_map(|line| lines(line, column, fonts))
        .collect()
}

/// Lines as full as they get: the first of one width, the others of another.
fn filled(
    pieces: &[Piece],
    [first, others]: [f64; 2],
    column: Column,
    fonts: &Fonts<'_>,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for Piece { text, joined } in pieces {
        let width = if lines.len() <= 1 { first } else { others };
        let space = if *joined { "" } else { " " };
        let longer = lines.last().map(|last| format!("{last}{space}{text}"));
        let fits = |line: &String| width_of(line, column.style, column.size, fonts) <= width;
        match (lines.last_mut(), longer.filter(fits)) {
            (Some(last), Some(longer)) => *last = longer,
            _ => lines.push(text.clone()),
        }
    }
    lines
}

/// A word in pieces that fit: after the sign of a mail address, after other signs, or anywhere.
fn broken(word: &str, width: f64, column: Column, fonts: &Fonts<'_>) -> Vec<Piece> {
    let fits = |text: &str| width_of(text, column.style, column.size, fonts) <= width;
    let texts: Vec<&str> = if fits(word) {
        vec![word]
    } else if let halves = word.split_inclusive('@').collect::<Vec<_>>()
        && halves.iter().all(|half| fits(half))
    {
        halves
    } else {
        let signs = ['@', '.', '-', '/', '_', ',', ';'];
        word.split_inclusive(signs)
            .flat_map(|part| letters(part, fits))
            .collect()
    };
    let pieces = texts.into_iter().enumerate();
    pieces
        .map(|(index, text)| Piece {
            text: text.to_owned(),
            joined: index > 0,
        })
        .collect()
}

/// A word cut between letters where it is too wide.
fn letters(word: &str, fits: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while !fits(rest) {
        let ends = rest.char_indices().skip(1).map(|(at, _)| at);
        let fitting = ends.take_while(|end| rest.get(..*end).is_some_and(&fits));
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = fitting.last().unwrap_or(first);
        let (piece, after) = rest.split_at(end);
        if after.is_empty() {
            break;
        }
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use signature_appearance::Style;

    fn set(text: &str, width: f64, indent: f64, align: Align) -> Vec<String> {
        let column = Column {
            indent,
            align,
            ..Column::from_left(0.0, width, Style::Upright, 10.0)
        };
        lines(text, column, &Fonts::liberation())
    }

    #[test]
    fn words_are_broken_only_where_they_must_be() {
        // a figure is 5 points wide, a space and a full stop 2.5
        let left = |text: &str, width| set(text, width, 0.0, Align::Left);
        assert_eq!(left("000 000 000", 32.6), ["000 000", "000"]);
        assert_eq!(left("0000000 0", 20.0), ["0000", "000", "0"]);
        assert_eq!(left("00.000.0", 25.0), ["00.", "000.0"]);
        assert_eq!(left("00@00.00", 25.0), ["00@", "00.00"]);
        assert_eq!(left("0", 1.0), ["0"]);
        assert!(left(" \n ", 10.0).is_empty());
    }

    #[test]
    fn the_first_line_is_shorter_by_its_indent_and_no_space_is_added_to_a_word() {
        let indented = |text: &str| set(text, 20.0, 10.0, Align::Left);
        assert_eq!(indented("00 0000 00"), ["00", "0000", "00"]);
        assert_eq!(indented("0000000"), ["00", "0000", "0"]);
    }

    #[test]
    fn lines_in_the_middle_are_about_as_long_as_each_other() {
        let centred = |text: &str| set(text, 60.0, 0.0, Align::Centre);
        assert_eq!(centred("000 000 000 000"), ["000 000", "000 000"]);
    }
}
