//! A line of text as glyphs of one or more faces.

use unicode_normalization::UnicodeNormalization;

use crate::fonts::{Fonts, Style};
use crate::typeface::Glyph;

/// A line, shaped.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) runs: Vec<Run>,
    /// Characters that no face has; a white square is shown in their place, and copied text still holds them.
    pub(crate) missing: Vec<char>,
}

/// A part of a line in one face.
#[derive(Debug)]
pub(crate) struct Run {
    /// The face, as [`Fonts`] numbers them.
    pub(crate) face: usize,
    /// What it says: composed letters (Unicode NFC), one space for every control character.
    pub(crate) text: String,
    /// What is shaped: the same, with characters that no face has replaced.
    shown: String,
    pub(crate) glyphs: Vec<Glyph>,
}

impl Line {
    pub(crate) fn shape(text: &str, style: Style, fonts: &Fonts<'_>) -> Self {
        let mut line = Self {
            runs: Vec::new(),
            missing: Vec::new(),
        };
        for character in text.nfc() {
            let character = if character.is_control() {
                ' '
            } else {
                character
            };
            line.add(character, style, fonts);
        }
        for run in &mut line.runs {
            run.glyphs = fonts.face(run.face).shape(&run.shown);
        }
        line
    }

    fn add(&mut self, character: char, style: Style, fonts: &Fonts<'_>) {
        // a mark belongs to its letter, and so does a space, where the face has it: fewer runs
        let before = self.runs.last().map(|run| run.face);
        let keeps = before.filter(|face| joins(character) && fonts.face(*face).has(character));
        let found = keeps.or_else(|| {
            fonts
                .candidates(style)
                .find(|face| fonts.face(*face).has(character))
        });
        let (face, shown) = match found {
            Some(face) => (face, character),
            None => {
                self.missing.push(character);
                (style as usize, REPLACEMENT)
            }
        };
        if before != Some(face) {
            self.runs.push(Run {
                face,
                text: String::new(),
                shown: String::new(),
                glyphs: Vec::new(),
            });
        }
        if let Some(run) = self.runs.last_mut() {
            run.text.push(character);
            run.shown.push(shown);
        }
    }

    /// How wide it is in thousandths of the size.
    pub(crate) fn width(&self) -> f32 {
        let glyphs = self.runs.iter().flat_map(|run| &run.glyphs);
        glyphs.map(|glyph| glyph.advance).sum()
    }
}

impl Run {
    /// What each glyph stands for; `None` where letters and glyphs are not one to one.
    pub(crate) fn letters(&self) -> Option<Vec<char>> {
        if self.text != self.shown {
            return None;
        }
        let starts: Vec<usize> = self.text.char_indices().map(|(at, _)| at).collect();
        let clusters: Vec<usize> = self.glyphs.iter().map(|glyph| glyph.cluster).collect();
        (starts == clusters).then(|| self.text.chars().collect())
    }
}

/// Shown for what no face has: WHITE SQUARE, which the serif has in every style.
const REPLACEMENT: char = '\u{25A1}';

fn joins(character: char) -> bool {
    character == ' ' || unicode_normalization::char::is_combining_mark(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> (Vec<Option<Vec<char>>>, Vec<char>) {
        let line = Line::shape(text, Style::Upright, &Fonts::liberation());
        (line.runs.iter().map(Run::letters).collect(), line.missing)
    }

    #[test]
    fn decomposed_letters_are_composed() {
        let (runs, missing) = letters("Nguye\u{302}\u{303}n Thi\u{323}");
        assert_eq!(runs, [Some("Nguyễn Thị".chars().collect())]);
        assert!(missing.is_empty());
    }

    #[test]
    fn what_no_face_has_is_replaced_and_told() {
        let (runs, missing) = letters("Vũ 越 Ánh");
        assert_eq!(runs, [None]);
        assert_eq!(missing, ['越']);
        let line = Line::shape("越", Style::Bold, &Fonts::liberation());
        assert_eq!(
            (line.runs[0].text.as_str(), line.runs[0].glyphs[0].id == 0),
            ("越", false)
        );
    }

    #[test]
    fn control_characters_are_spaces() {
        let (runs, missing) = letters("a\tb\nc");
        assert_eq!(runs, [Some("a b c".chars().collect())]);
        assert!(missing.is_empty());
    }

    #[test]
    fn widths_add_up() {
        let line = Line::shape("0000", Style::Upright, &Fonts::liberation());
        assert!((line.width() - 2000.0).abs() < 0.01);
        assert_eq!(
            Line::shape("", Style::Upright, &Fonts::liberation()).width(),
            0.0
        );
    }
}
