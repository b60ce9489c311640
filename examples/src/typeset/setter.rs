//! Sets lines and rules onto sheets.

use super::sheet::{Format, Item, Run, Sheet, mm, width};
use super::typeface::{Faces, Glyph, Style};
use super::{MARK, TypesetError};

/// NĐ 30/2020, Phụ lục I: left 30–35 mm, right 15–20 mm, top and bottom 20–25 mm. Which value of each range is ours.
const LEFT: f32 = mm(30.0);
const RIGHT: f32 = mm(18.0);
const TOP: f32 = mm(20.0);
const BOTTOM: f32 = mm(25.0);
/// NĐ 30/2020, Phụ lục I: page numbers of 13–14, upright, centred in the top margin, none on the first page.
const PAGE_NUMBER_SIZE: f32 = 14.0;
const MARK_SIZE: f32 = 11.0;

/// Sheets being filled.
pub struct Typesetter {
    pub(crate) faces: Faces,
    pub(crate) sheets: Vec<Sheet>,
    format: Format,
}

impl Typesetter {
    /// One empty sheet.
    ///
    /// # Errors
    /// Never with the fonts we carry.
    pub fn new(format: Format) -> Result<Self, TypesetError> {
        Ok(Self {
            faces: Faces::open()?,
            sheets: vec![Sheet {
                format,
                items: Vec::new(),
            }],
            format,
        })
    }

    pub(crate) const fn left(&self) -> f32 {
        LEFT
    }

    pub(crate) const fn right(&self) -> f32 {
        self.format.seen().0 - RIGHT
    }

    pub(crate) const fn top(&self) -> f32 {
        self.format.seen().1 - TOP
    }

    pub(crate) const fn bottom(&self) -> f32 {
        BOTTOM
    }

    /// The middle between the margins.
    pub(crate) const fn middle(&self) -> f32 {
        f32::midpoint(self.left(), self.right())
    }

    /// Goes on with a new sheet, numbered in its top margin; returns where its text starts.
    pub(crate) fn next_sheet(&mut self) -> Result<f32, TypesetError> {
        self.mark(mm(10.0))?;
        self.sheets.push(Sheet {
            format: self.format,
            items: Vec::new(),
        });
        let number = self.sheets.len().to_string();
        let y = self.top() + mm(6.0);
        self.centred(self.middle(), y, Style::Upright, PAGE_NUMBER_SIZE, &number)?;
        Ok(self.top() - 12.0)
    }

    /// The red, framed line that says what this is.
    pub(crate) fn mark(&mut self, y: f32) -> Result<(), TypesetError> {
        let glyphs = self.faces.get_mut(Style::Bold).shape(MARK)?;
        let half = width(&glyphs, MARK_SIZE) / 2.0;
        let centre = self.format.seen().0 / 2.0;
        let frame = [centre - half - 6.0, y - 5.0, 2.0 * half + 12.0, 18.0];
        let run = Run {
            x: centre - half,
            y,
            style: Style::Bold,
            size: MARK_SIZE,
            glyphs,
            per_space: 0.0,
        };
        self.put(Item::Mark { frame, run });
        Ok(())
    }

    /// A line around a centre; returns its width.
    pub(crate) fn centred(
        &mut self,
        centre: f32,
        y: f32,
        style: Style,
        size: f32,
        text: &str,
    ) -> Result<f32, TypesetError> {
        let glyphs = self.faces.get_mut(style).shape(text)?;
        let width = width(&glyphs, size);
        self.show((centre - width / 2.0, y), style, size, glyphs, 0.0);
        Ok(width)
    }

    /// A line from a point on; returns its width.
    pub(crate) fn line(
        &mut self,
        x: f32,
        y: f32,
        style: Style,
        size: f32,
        text: &str,
    ) -> Result<f32, TypesetError> {
        let glyphs = self.faces.get_mut(style).shape(text)?;
        let width = width(&glyphs, size);
        self.show((x, y), style, size, glyphs, 0.0);
        Ok(width)
    }

    pub(crate) fn width_of(
        &mut self,
        style: Style,
        size: f32,
        text: &str,
    ) -> Result<f32, TypesetError> {
        Ok(width(&self.faces.get_mut(style).shape(text)?, size))
    }

    /// A level line around a centre.
    pub(crate) fn rule(&mut self, centre: f32, y: f32, length: f32) {
        self.stroke((centre - length / 2.0, y), (centre + length / 2.0, y));
    }

    pub(crate) fn stroke(&mut self, from: (f32, f32), to: (f32, f32)) {
        self.put(Item::Rule { from, to });
    }

    pub(super) fn show(
        &mut self,
        (x, y): (f32, f32),
        style: Style,
        size: f32,
        glyphs: Vec<Glyph>,
        per_space: f32,
    ) {
        self.put(Item::Text(Run {
            x,
            y,
            style,
            size,
            glyphs,
            per_space,
        }));
    }

    fn put(&mut self, item: Item) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.items.push(item);
        }
    }
}
