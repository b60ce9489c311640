//! Rows: the words on one baseline, across all columns, as displayed.

use page_view::{Origin, PageGeometry, PageText, Word};

use crate::roles::name::{Known, fold};

/// A word on the displayed page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed {
    pub(crate) text: String,
    /// Folded, for comparing.
    pub(crate) folded: String,
    pub(crate) area: [f64; 4],
    pub(crate) size: f64,
}

/// Words on one baseline, left to right.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) words: Vec<Placed>,
}

/// Words further apart than this, in ems, are of different columns (as `page-view` has it).
const COLUMN_GAP: f64 = 1.5;
/// Bottoms closer than this, in ems, are of one row.
const SAME_ROW: f64 = 0.3;

/// The visible, upright words of the page's own content, in rows from the top.
pub(crate) fn rows(geometry: &PageGeometry, text: &PageText) -> Vec<Row> {
    let upright = |word: &&Word| {
        word.visible && word.origin == Origin::Page && word.direction == geometry.rotation
    };
    let mut words: Vec<Placed> = text
        .words
        .iter()
        .filter(upright)
        .map(|word| place(geometry, word))
        .collect();
    words.sort_by(|a, b| b.area[1].total_cmp(&a.area[1]));
    let mut rows: Vec<Row> = Vec::new();
    for word in words {
        match rows.last_mut() {
            Some(row) if row.takes(&word) => row.words.push(word),
            _ => rows.push(Row { words: vec![word] }),
        }
    }
    for row in &mut rows {
        row.words.sort_by(|a, b| a.area[0].total_cmp(&b.area[0]));
    }
    rows
}

fn place(geometry: &PageGeometry, word: &Word) -> Placed {
    Placed {
        text: word.text.clone(),
        folded: fold(&word.text),
        area: geometry.displayed(word.area),
        size: word.size,
    }
}

impl Placed {
    /// Whether it is one of these words, in whatever case and form.
    pub(crate) fn is(&self, words: &Known) -> bool {
        words.folded().contains(&self.folded)
    }
}

impl Row {
    fn takes(&self, word: &Placed) -> bool {
        let first = self.words.first();
        first.is_some_and(|first| {
            (first.area[1] - word.area[1]).abs() < SAME_ROW * first.size.min(word.size)
        })
    }

    /// The row cut where columns part.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &[Placed]> {
        self.words.chunk_by(|left, right| {
            right.area[0] - left.area[2] < COLUMN_GAP * left.size.max(right.size)
        })
    }
}

/// The words, joined.
pub(crate) fn text(words: &[Placed]) -> String {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    texts.join(" ")
}

/// The area around words; empty for none.
pub(crate) fn area(words: &[Placed]) -> [f64; 4] {
    let mut words = words.iter().map(|word| word.area);
    let first = words.next().unwrap_or_default();
    words.fold(first, around)
}

/// The area around two.
pub(crate) fn around(one: [f64; 4], other: [f64; 4]) -> [f64; 4] {
    [
        one[0].min(other[0]),
        one[1].min(other[1]),
        one[2].max(other[2]),
        one[3].max(other[3]),
    ]
}

/// The middle of an area.
pub(crate) fn middle(area: [f64; 4]) -> [f64; 2] {
    [
        f64::midpoint(area[0], area[2]),
        f64::midpoint(area[1], area[3]),
    ]
}
