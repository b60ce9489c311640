//! Laying text out on a page: cleaned, cut, and broken into lines.

use std::fmt::Write as _;

use crate::text::hides;

/// As wide as a page is: what a printer of a terminal and an A4 page in 10 pt take. Ours.
pub(crate) const WIDTH: usize = 100;

/// Text of a file as one line a person can read: nothing that [`hides`], one blank between words, at most `longest`
/// characters.
pub(crate) fn clean(text: &str, longest: usize) -> String {
    let mut out = String::new();
    let mut space = false;
    let mut count = 0;
    for character in text.chars() {
        if character.is_whitespace() {
            space = count > 0;
            continue;
        }
        if count + usize::from(space) >= longest {
            out.push('…');
            break;
        }
        if space {
            out.push(' ');
            count += 1;
            space = false;
        }
        out.push(if hides(character) {
            char::REPLACEMENT_CHARACTER
        } else {
            character
        });
        count += 1;
    }
    out
}

/// How many columns a text takes: combining marks take none, for Vietnamese is written in both Unicode forms.
pub(crate) fn width(text: &str) -> usize {
    text.chars()
        .filter(|character| !matches!(character, '\u{300}'..='\u{36f}'))
        .count()
}

/// Lines of at most [`WIDTH`] columns: the first after `lead`, the others below its end.
pub(crate) fn hang(lead: &str, text: &str) -> Vec<String> {
    let indent = width(lead);
    let mut lines = Vec::new();
    let mut line = lead.to_owned();
    let mut is_empty = true;
    for word in text
        .split_whitespace()
        .flat_map(|word| pieces(word, WIDTH - indent))
    {
        if !is_empty && width(&line) + 1 + width(&word) > WIDTH {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            is_empty = true;
        }
        let gap = if is_empty { "" } else { " " };
        let _ = write!(line, "{gap}{word}");
        is_empty = false;
    }
    lines.push(line);
    lines
}

/// A word that no line can hold, in pieces.
fn pieces(word: &str, longest: usize) -> Vec<String> {
    let characters: Vec<char> = word.chars().collect();
    let pieces = characters.chunks(longest.max(1));
    pieces.map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_file_cannot_write_over_the_page() {
        assert_eq!(
            clean("Nguyễn\u{1b}[2J\r\n Văn \u{202e}A", 80),
            "Nguyễn\u{fffd}[2J Văn \u{fffd}A"
        );
        assert_eq!(clean("một hai ba", 7), "một hai…");
        assert_eq!(clean(&"x".repeat(1 << 20), 10).chars().count(), 11);
    }

    #[test]
    fn lines_are_broken_at_words_and_long_words_by_force() {
        let lines = hang("  Lý do: ", &"chữ ".repeat(60));
        assert!(lines.iter().all(|line| width(line) <= WIDTH), "{lines:?}");
        assert!(lines[1].starts_with("         chữ"));
        let lines = hang("  ", &"x".repeat(250));
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| width(line) <= WIDTH));
        assert_eq!(hang("a ", ""), ["a "]);
    }
}
