//! Words and lines, as data.

use serde::{Deserialize, Serialize};

/// Whether a word belongs to the page or lies over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The page's own content.
    Page,
    /// The appearance of an annotation: a stamped number, the text of a visible signature.
    Annotation,
}

/// A word as it stands on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Word {
    /// Its text in composed form (NFC). U+FFFD stands for each glyph whose meaning the file does not tell.
    pub text: String,
    /// Where it stands: `[left, bottom, right, top]` in default user space.
    pub area: [f64; 4],
    /// The size of its font on the page, in points.
    pub size: f64,
    /// The direction in which it runs, in whole degrees counter-clockwise of the x axis of default user space, 0–359.
    pub direction: u16,
    /// Its baseline: `[x, y]` where it begins, `[x, y]` where it ends.
    pub baseline: [[f64; 2]; 2],
    /// Page or annotation.
    pub origin: Origin,
    /// Whether it is drawn at all: not in invisible mode, not fully transparent, not outside the clip or the page.
    /// White text, and text under a picture, count as visible here.
    pub visible: bool,
    /// How many of its glyphs have no known meaning: the file gives neither `/ToUnicode` nor a glyph name for them.
    pub unread: usize,
}

/// Words on one baseline, not further apart than words stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Line {
    /// The words, joined by single spaces.
    pub text: String,
    /// The smallest area around them.
    pub area: [f64; 4],
    /// The largest font size in it, in points.
    pub size: f64,
    /// The direction, as of its words.
    pub direction: u16,
    /// The glyphs without known meaning.
    pub unread: usize,
}

/// The text of one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PageText {
    /// Its words, those of the page first, each part top to bottom and along the line. Invisible words are there too, and
    /// marked.
    pub words: Vec<Word>,
    /// Visible glyphs of the page's content whose meaning is known.
    pub read: usize,
    /// Visible glyphs of the page's content whose meaning is not.
    pub unread: usize,
}

impl PageText {
    /// The share of the visible glyphs whose meaning the file tells, 0–1; 1 for a page without text. It says nothing of
    /// whether the file tells the truth.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "counts below 2^32")]
    pub fn confidence(&self) -> f64 {
        match self.read + self.unread {
            0 => 1.0,
            all => self.read as f64 / all as f64,
        }
    }

    /// The visible lines of the page's own content, top to bottom.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        crate::lines::join(self.visible().filter(|word| word.origin == Origin::Page))
    }

    /// The visible lines with what annotations lay over the page: a number stamped into its blank stands in its line.
    #[must_use]
    pub fn lines_with_annotations(&self) -> Vec<Line> {
        crate::lines::join(self.visible())
    }

    fn visible(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| word.visible)
    }
}
