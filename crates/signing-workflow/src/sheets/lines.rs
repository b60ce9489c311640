//! Lines of a text; words that are wider than a line are broken.

use signature_appearance::{Align, Fonts, width_of, wrapped};

use super::Column;

/// The lines of a text in a column; the first is shorter by the indent. Lines that stand in the middle are about as long as each other.
pub(crate) fn lines(text: &str, column: Column, fonts: &Fonts<'_>) -> Vec<String> {
    let set = filled(text, column, fonts);
    if column.align != Align::Centre || !(2..=BALANCED).contains(&set.len()) {
        return set;
    }
    let count = set.len();
    let words = set.join(" ");
    let [mut narrow, mut wide] = [0.0, column.width()];
    for _ in 0..STEPS {
        let width = f64::midpoint(narrow, wide);
        let lines = wrapped(&words, width, column.style, column.size, fonts);
        let is_within = |line: &String| width_of(line, column.style, column.size, fonts) <= width;
        if lines.len() <= count && lines.iter().all(is_within) {
            wide = width;
        } else {
            narrow = width;
        }
    }
    wrapped(&words, wide, column.style, column.size, fonts)
}

/// Longer texts are no titles.
const BALANCED: usize = 6;
/// Halvings: to a point or so.
const STEPS: u8 = 8;

/// Lines as full as they get.
fn filled(text: &str, column: Column, fonts: &Fonts<'_>) -> Vec<String> {
    let others = column.width();
    let first = others - column.indent;
    let words = text.split_whitespace();
    let broken: Vec<String> = words
        .flat_map(|word| pieces(word, first.min(others), column, fonts))
        .collect();
    let text = broken.join(" ");
    let mut lines = wrapped(&text, first, column.style, column.size, fonts);
    if lines.len() > 1 && first < others {
        let head = lines.remove(0);
        let rest = lines.join(" ");
        lines = wrapped(&rest, others, column.style, column.size, fonts);
        lines.insert(0, head);
    }
    lines
}

/// The lines of a text that has line ends of its own.
pub(crate) fn cell_lines(text: &str, column: Column, fonts: &Fonts<'_>) -> Vec<String> {
    text.lines()
        .flat_map(|line| lines(line, column, fonts))
        .collect()
}

/// A word in pieces that fit: broken after a sign (addresses, numbers of documents) where there is one, else anywhere.
fn pieces(word: &str, width: f64, column: Column, fonts: &Fonts<'_>) -> Vec<String> {
    let fits = |text: &str| width_of(text, column.style, column.size, fonts) <= width;
    if fits(word) {
        return vec![word.to_owned()];
    }
    let parts = word.split_inclusive(['@', '.', '-', '/', '_', ',', ';']);
    let mut pieces: Vec<String> = Vec::new();
    for part in parts {
        let longer = pieces.last().map(|last| format!("{last}{part}"));
        match (pieces.last_mut(), longer) {
            (Some(last), Some(longer)) if fits(&longer) => *last = longer,
            _ if fits(part) => pieces.push(part.to_owned()),
            _ => pieces.extend(letters(part, fits)),
        }
    }
    pieces
}

/// A word cut between letters.
fn letters(word: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for character in word.chars() {
        let longer = pieces.last().map(|last| format!("{last}{character}"));
        match (pieces.last_mut(), longer) {
            (Some(last), Some(longer)) if last.is_empty() || fits(&longer) => *last = longer,
            _ => pieces.push(character.to_string()),
        }
    }
    pieces
}
