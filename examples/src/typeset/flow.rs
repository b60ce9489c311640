//! Text that flows: words into justified lines, lines into paragraphs, paragraphs over pages.

use super::TypesetError;
use super::setter::Typesetter;
use super::sheet::{mm, width};
use super::typeface::{Glyph, Style};

/// NĐ 30/2020, Phụ lục I: body 13–14, first line 1 or 1.27 cm in, 6 pt or more between paragraphs, single to 1.5 lines (the sizes are
/// from a second-hand table).
pub(crate) const BODY_SIZE: f32 = 14.0;
const INDENT: f32 = mm(12.7);
const LINE: f32 = 17.0;
const BETWEEN_PARAGRAPHS: f32 = 6.0;

/// A part of a paragraph in one style.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span<'t> {
    pub(crate) style: Style,
    pub(crate) text: &'t str,
}

/// One style throughout.
pub(crate) const fn part(style: Style, text: &str) -> Span<'_> {
    Span { style, text }
}

/// Where a paragraph stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) left: f32,
    pub(crate) right: f32,
    pub(crate) indent: f32,
    pub(crate) size: f32,
    pub(crate) line: f32,
    /// Lines but the last reach from edge to edge.
    pub(crate) is_justified: bool,
}

/// A line being filled: text of one style after another.
type Line = Vec<(Style, String)>;

impl Typesetter {
    /// A justified paragraph of the body with an indented first line; returns where the next one starts.
    pub(crate) fn paragraph(&mut self, y: f32, spans: &[Span<'_>]) -> Result<f32, TypesetError> {
        let column = Column {
            left: self.left(),
            right: self.right(),
            indent: INDENT,
            size: BODY_SIZE,
            line: LINE,
            is_justified: true,
        };
        Ok(self.fill(y, column, spans)? - BETWEEN_PARAGRAPHS)
    }

    /// Fills a column, over to the next sheet where one is full; returns where the next line would stand.
    pub(crate) fn fill(
        &mut self,
        mut y: f32,
        column: Column,
        spans: &[Span<'_>],
    ) -> Result<f32, TypesetError> {
        let mut words = words(spans).peekable();
        let mut indent = column.indent;
        while words.peek().is_some() {
            let room = column.right - column.left - indent;
            let mut line = Line::new();
            while let Some((style, word)) = words.peek() {
                let longer = with_word(&line, *style, word);
                if !line.is_empty() && self.measure(&longer, column.size)? > room {
                    break;
                }
                line = longer;
                words.next();
            }
            if y < self.bottom() {
                y = self.next_sheet()?;
            }
            let stretch_to = (column.is_justified && words.peek().is_some()).then_some(room);
            self.set_line((column.left + indent, y), column.size, &line, stretch_to)?;
            y -= column.line;
            indent = 0.0;
        }
        Ok(y)
    }

    fn measure(&mut self, line: &Line, size: f32) -> Result<f32, TypesetError> {
        let shaped = self.shape(line)?;
        Ok(shaped.iter().map(|(_, glyphs)| width(glyphs, size)).sum())
    }

    fn shape(&mut self, line: &Line) -> Result<Vec<(Style, Vec<Glyph>)>, TypesetError> {
        line.iter()
            .map(|(style, text)| Ok((*style, self.faces.get_mut(*style).shape(text)?)))
            .collect()
    }

    /// Sets one line; what is missing to `stretch_to` is shared out over its spaces.
    fn set_line(
        &mut self,
        (mut x, y): (f32, f32),
        size: f32,
        line: &Line,
        stretch_to: Option<f32>,
    ) -> Result<(), TypesetError> {
        let shaped = self.shape(line)?;
        let natural: f32 = shaped.iter().map(|(_, glyphs)| width(glyphs, size)).sum();
        let stretch = stretch_to.map_or(0.0, |room| room - natural);
        let spaces: usize = shaped.iter().map(|(_, glyphs)| spaces_in(glyphs)).sum();
        #[allow(clippy::cast_precision_loss)] // a line has few spaces
        let per_space = if spaces == 0 {
            0.0
        } else {
            stretch * 1000.0 / size / spaces as f32
        };
        for (style, glyphs) in shaped {
            #[allow(clippy::cast_precision_loss)]
            let added = per_space * spaces_in(&glyphs) as f32 * size / 1000.0;
            let next = x + width(&glyphs, size) + added;
            self.show((x, y), style, size, glyphs, per_space);
            x = next;
        }
        Ok(())
    }
}

fn words<'t>(spans: &'t [Span<'t>]) -> impl Iterator<Item = (Style, &'t str)> {
    spans
        .iter()
        .flat_map(|span| span.text.split(' ').map(|word| (span.style, word)))
        .filter(|(_, word)| !word.is_empty())
}

/// The line with one more word; the space before it belongs to what came before.
fn with_word(line: &Line, style: Style, word: &str) -> Line {
    let mut longer = line.clone();
    let Some((last, text)) = longer.last_mut() else {
        return vec![(style, word.to_owned())];
    };
    text.push(' ');
    if *last == style {
        text.push_str(word);
    } else {
        longer.push((style, word.to_owned()));
    }
    longer
}

fn spaces_in(glyphs: &[Glyph]) -> usize {
    glyphs.iter().filter(|glyph| glyph.is_space).count()
}
