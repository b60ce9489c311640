//! Lines broken between words.

use crate::fonts::{Fonts, Style};
use crate::shape::Line;

/// How wide a line is at a size, in points.
#[must_use]
pub fn width_of(line: &str, style: Style, size: f64, fonts: &Fonts<'_>) -> f64 {
    f64::from(Line::shape(line, style, fonts).width()) * size / 1000.0
}

/// The line, broken between words where it is wider than `width` points. A single word that is wider stands alone, too wide.
#[must_use]
pub fn wrapped(line: &str, width: f64, style: Style, size: f64, fonts: &Fonts<'_>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        let longer = lines.last().map(|last| format!("{last} {word}"));
        match (lines.last_mut(), longer) {
            (Some(last), Some(longer)) if width_of(&longer, style, size, fonts) <= width => {
                *last = longer
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_not_broken_and_none_is_lost() {
        let fonts = Fonts::liberation();
        let broken = |line: &str, width: f64| wrapped(line, width, Style::Upright, 10.0, &fonts);
        // a figure is half an em, a space a quarter: 10 + 2.5 + 10 points
        assert_eq!(broken("00 00 00", 22.5), ["00 00", "00"]);
        assert_eq!(broken("00 00 00", 22.4), ["00", "00", "00"]);
        assert_eq!(broken(" 00  00 ", 22.5), ["00 00"]);
        assert_eq!(broken("0000000000 00", 22.5), ["0000000000", "00"]);
        assert!(broken("  ", 10.0).is_empty());
    }
}
