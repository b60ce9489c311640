//! Sheets of paper that fill with lines, from the top: what letters and forms have in common (NĐ 30/2020 Phụ lục I).
//!
//! Margins are within its ranges; sizes are those of its table, read second-hand; distances are ours.

mod head;
mod lines;
mod pdf;

use signature_appearance::{
    Align, Area, Colour, Drawing, Fonts, Frame, Size, Style, Text, millimetres, width_of,
};

pub(crate) use head::Head;
pub(crate) use lines::{cell_lines, lines};
pub(crate) use pdf::{About, text, write};

/// Baseline to baseline, as a multiple of the size. Ours.
pub(crate) const LEADING: f64 = 1.2;
/// The size of the text.
pub(crate) const BODY: f64 = 14.0;
/// First lines of paragraphs begin 1.27 cm in, and 6 pt stand between paragraphs (second-hand).
pub(crate) const INDENT: f64 = millimetres(12.7);
/// Between paragraphs.
pub(crate) const BETWEEN: f64 = 6.0;
/// Wider than this, in times the size, no gap between words is made to fill a line. Ours.
const WIDEST_GAP: f64 = 0.4;

/// A sheet and its margins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paper {
    pub(crate) size: Size,
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Paper {
    /// A4, and margins within the ranges of NĐ 30/2020 Phụ lục I: 20–25 mm above and below, 30–35 mm left, 15–20 mm right.
    pub(crate) const UPRIGHT: Self = Self::with_margins(210.0, 297.0, 20.0);
    /// The same lying, for wide lists.
    pub(crate) const LYING: Self = Self::with_margins(297.0, 210.0, 15.0);

    const fn with_margins(width: f64, height: f64, right: f64) -> Self {
        Self {
            size: Size::millimetres(width, height),
            left: millimetres(30.0),
            right: millimetres(width - right),
            top: millimetres(height - 20.0),
            bottom: millimetres(20.0),
        }
    }

    /// From margin to margin.
    pub(crate) const fn width(self) -> f64 {
        self.right - self.left
    }

    /// From margin to margin.
    pub(crate) const fn height(self) -> f64 {
        self.top - self.bottom
    }

    /// The share of the width that is the left column of head and foot, and where the right one begins.
    pub(crate) fn columns(self) -> [f64; 2] {
        let middle = self.left + self.width() * 0.445;
        [middle - millimetres(1.5), middle + millimetres(1.5)]
    }
}

/// The sheets, and how far the last one is filled.
#[derive(Clone)]
pub(crate) struct Sheets<'f> {
    pub(crate) fonts: &'f Fonts<'f>,
    pub(crate) paper: Paper,
    pub(crate) drawn: Vec<Drawing<'static>>,
    pub(crate) y: f64,
}

/// Where lines stand, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) indent: f64,
    pub(crate) style: Style,
    pub(crate) size: f64,
    pub(crate) align: Align,
    /// Whether all lines but the last fill the column.
    pub(crate) justified: bool,
}

impl Column {
    /// Lines in the middle.
    pub(crate) const fn centred(left: f64, right: f64, style: Style, size: f64) -> Self {
        Self {
            left,
            right,
            indent: 0.0,
            style,
            size,
            align: Align::Centre,
            justified: false,
        }
    }

    /// Lines from the left.
    pub(crate) const fn from_left(left: f64, right: f64, style: Style, size: f64) -> Self {
        Self {
            align: Align::Left,
            ..Self::centred(left, right, style, size)
        }
    }

    pub(crate) const fn width(self) -> f64 {
        self.right - self.left
    }

    /// From line to line.
    pub(crate) const fn height(self) -> f64 {
        self.size * LEADING
    }
}

impl<'f> Sheets<'f> {
    pub(crate) fn new(paper: Paper, fonts: &'f Fonts<'f>) -> Self {
        Self {
            fonts,
            paper,
            drawn: vec![Drawing::new(paper.size)],
            y: paper.top,
        }
    }

    /// The column of a paragraph.
    pub(crate) const fn body(&self) -> Column {
        let column = Column::from_left(self.paper.left, self.paper.right, Style::Upright, BODY);
        Column {
            indent: INDENT,
            justified: true,
            ..column
        }
    }

    /// All of the width, in the middle.
    pub(crate) const fn centred(&self, style: Style, size: f64) -> Column {
        Column::centred(self.paper.left, self.paper.right, style, size)
    }

    /// How much is left of this sheet.
    pub(crate) const fn room(&self) -> f64 {
        self.y - self.paper.bottom
    }

    /// Whether nothing stands on this sheet yet.
    pub(crate) fn is_fresh(&self) -> bool {
        self.y >= self.paper.top
    }

    /// Text that flows in a column, over to the next sheet where one is full.
    pub(crate) fn text(&mut self, text: &str, column: Column) {
        let set = lines(text, column, self.fonts);
        let last = set.len().saturating_sub(1);
        let mut indent = column.indent;
        for (index, line) in set.into_iter().enumerate() {
            if column.justified && index < last {
                self.filled(&line, indent, column);
            } else {
                self.line(line, indent, column);
            }
            indent = 0.0;
        }
    }

    /// A line with all its blanks, which are room for a stamp; broken where it is too wide.
    pub(crate) fn as_it_is(&mut self, text: &str, column: Column) {
        if self.width(text, column) > column.width() {
            return self.text(text, column);
        }
        self.line(text.to_owned(), 0.0, column);
    }

    pub(crate) fn width(&self, text: &str, column: Column) -> f64 {
        width_of(text, column.style, column.size, self.fonts)
    }

    /// A line of its own.
    pub(crate) fn line(&mut self, line: String, indent: f64, column: Column) {
        self.want(column.height());
        self.put(line, indent, column);
        self.y -= column.height();
    }

    /// A line whose words reach from side to side.
    fn filled(&mut self, line: &str, indent: f64, column: Column) {
        let words: Vec<&str> = line.split(' ').collect();
        let spare = column.width() - indent - self.width(line, column);
        #[allow(clippy::cast_precision_loss)] // words of a line
        let more = spare / words.len().saturating_sub(1).max(1) as f64;
        if words.len() < 2 || more > column.size * WIDEST_GAP {
            return self.line(line.to_owned(), indent, column);
        }
        self.want(column.height());
        let mut at = indent;
        let last = words.len() - 1;
        for (index, word) in words.into_iter().enumerate() {
            // the space is there for who copies the text
            let word = if index < last {
                format!("{word} ")
            } else {
                word.to_owned()
            };
            let width = self.width(&word, column);
            self.put(word, at, column);
            at += width + more;
        }
        self.y -= column.height();
    }

    /// Draws a line here, without going on.
    pub(crate) fn put(&mut self, line: String, indent: f64, column: Column) {
        if line.is_empty() {
            return;
        }
        let area = Area {
            left: column.left + indent,
            bottom: self.y - column.height(),
            right: column.right + 1.0,
            top: self.y + 1.0,
        };
        let text = Text {
            lines: vec![line],
            style: column.style,
            size: column.size,
            leading: 1.0,
            align: column.align,
            ..Text::in_area(area)
        };
        self.sheet().text(text);
    }

    /// A thin line of this length in the middle of a column.
    pub(crate) fn rule(&mut self, left: f64, right: f64, length: f64) {
        let middle = f64::midpoint(left, right);
        let area = Area {
            left: middle - length / 2.0,
            bottom: self.y - 2.8,
            right: middle + length / 2.0,
            top: self.y - 2.2,
        };
        self.sheet().fill(area, Colour::BLACK);
        self.y -= 8.0;
    }

    /// A box of thin lines, their middle on its edges.
    pub(crate) fn frame(&mut self, area: Area) {
        let width = 0.5;
        let frame = Frame {
            area: area.inside(-width / 2.0),
            width,
            colour: Colour::BLACK,
        };
        self.sheet().frame(frame);
    }

    /// An area of one colour.
    pub(crate) fn fill(&mut self, area: Area, colour: Colour) {
        self.sheet().fill(area, colour);
    }

    /// A new sheet where less than this height is left, and something stands on this one.
    pub(crate) fn want(&mut self, height: f64) {
        if self.room() < height && !self.is_fresh() {
            self.next();
        }
    }

    pub(crate) fn next(&mut self) {
        self.drawn.push(Drawing::new(self.paper.size));
        self.y = self.paper.top;
    }

    /// The last sheet.
    fn sheet(&mut self) -> &mut Drawing<'static> {
        if self.drawn.is_empty() {
            self.drawn.push(Drawing::new(self.paper.size));
        }
        let last = self.drawn.len() - 1;
        &mut self.drawn[last]
    }

    /// Writes the number on every sheet but the first: upright, in the middle of the upper margin (NĐ 30/2020 Phụ lục I).
    pub(crate) fn number(&mut self) {
        let column = self.centred(Style::Upright, 13.0);
        let top = self.paper.top + millimetres(9.0);
        for (index, drawing) in self.drawn.iter_mut().enumerate().skip(1) {
            drawing.text(margin_line(&(index + 1).to_string(), column, top));
        }
    }
}

/// A line in a margin, whose upper edge is at `top`.
pub(crate) fn margin_line(line: &str, column: Column, top: f64) -> Text {
    Text {
        lines: vec![line.to_owned()],
        style: column.style,
        size: column.size,
        leading: 1.0,
        align: column.align,
        ..Text::in_area(Area {
            left: column.left,
            bottom: top - column.height(),
            right: column.right + 1.0,
            top,
        })
    }
}
