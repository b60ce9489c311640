//! Writes the content stream: fills, frames, pictures, and lines of glyphs where they stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use pdf_writer::{Content, Name, Str, TextStr};

use crate::drawing::{Align, Frame, Item, Text};
use crate::error::AppearanceError;
use crate::fonts::Fonts;
use crate::length::{Area, to_millimetres};
use crate::raster::Raster;
use crate::shape::{Line, Run};
use crate::subset::EmbeddedFont;

/// Points: what rounding of a length may take away.
const NEARLY: f64 = 1e-4;

/// The content as far as it is written, and what it names.
pub(crate) struct Pen {
    pub(crate) content: Content,
    pub(crate) faces: BTreeMap<usize, EmbeddedFont>,
    pub(crate) pictures: Vec<Arc<Raster>>,
}

impl Pen {
    pub(crate) fn item(
        &mut self,
        item: &Item<'_>,
        lines: &[Line],
        fonts: &Fonts<'_>,
    ) -> Result<(), AppearanceError> {
        match item {
            Item::Fill(area, colour) => {
                self.content.set_fill_color(colour.components());
                self.rectangle(*area)?;
                self.content.fill_nonzero();
            }
            Item::Frame(frame) => self.frame(frame)?,
            Item::Picture(picture, area) => self.picture(picture.raster(), *area)?,
            Item::Text(text) => self.text(text, lines, fonts)?,
        }
        Ok(())
    }

    fn rectangle(&mut self, area: Area) -> Result<(), AppearanceError> {
        let size = area.size();
        if !size.is_visible() {
            return Err(AppearanceError::NoSize { what: "an area" });
        }
        let [x, y, width, height] = [area.left, area.bottom, size.width, size.height].map(single);
        self.content.rect(x, y, width, height);
        Ok(())
    }

    fn frame(&mut self, frame: &Frame) -> Result<(), AppearanceError> {
        self.content
            .set_stroke_color(frame.colour.components())
            .set_line_width(single(frame.width));
        self.rectangle(frame.area.inside(frame.width / 2.0))?;
        self.content.stroke();
        Ok(())
    }

    fn picture(&mut self, raster: &Arc<Raster>, area: Area) -> Result<(), AppearanceError> {
        let size = area.size();
        if !size.is_visible() {
            return Err(AppearanceError::NoSize { what: "a picture" });
        }
        let known = self
            .pictures
            .iter()
            .position(|known| Arc::ptr_eq(known, raster));
        let index = known.unwrap_or(self.pictures.len());
        if known.is_none() {
            self.pictures.push(Arc::clone(raster));
        }
        let [width, height, x, y] = [size.width, size.height, area.left, area.bottom].map(single);
        self.content
            .save_state()
            .transform([width, 0.0, 0.0, height, x, y])
            .x_object(Name(&picture_name(index)))
            .restore_state();
        Ok(())
    }

    fn text(
        &mut self,
        text: &Text,
        lines: &[Line],
        fonts: &Fonts<'_>,
    ) -> Result<(), AppearanceError> {
        fits(text, lines)?;
        let size = text.size;
        let room = text.area.size();
        let distance = size * text.leading;
        #[allow(clippy::cast_precision_loss)] // few lines
        let height = distance * lines.len() as f64;
        // the letters stand in the middle of their line: what the face has above and below the baseline, together
        let serif = fonts.face(text.style as usize);
        let above = f64::from(serif.thousandths(i32::from(serif.face().ascender())));
        let below = f64::from(serif.thousandths(i32::from(serif.face().descender())));
        let sink = (distance - (above - below) * size / 1000.0) / 2.0 + above * size / 1000.0;
        let mut y = text.area.top - (room.height - height) / 2.0 - sink;
        self.content.set_fill_color(text.colour.components());
        for line in lines {
            let spare = room.width - points(line.width(), size);
            let indent = match text.align {
                Align::Left => 0.0,
                Align::Centre => spare / 2.0,
                Align::Right => spare,
            };
            self.line(line, text.area.left + indent, y, size);
            y -= distance;
        }
        Ok(())
    }

    fn line(&mut self, line: &Line, mut x: f64, y: f64, size: f64) {
        for run in &line.runs {
            let exact = self.notes_letters(run);
            if !exact {
                let mut span = self
                    .content
                    .begin_marked_content_with_properties(Name(b"Span"));
                span.properties().actual_text(TextStr(&run.text));
            }
            self.run(run, x, y, size);
            if !exact {
                self.content.end_marked_content();
            }
            x += run
                .glyphs
                .iter()
                .map(|glyph| points(glyph.advance, size))
                .sum::<f64>();
        }
    }

    /// Says in the font what each glyph stands for. False where that cannot be said glyph by glyph.
    fn notes_letters(&mut self, run: &Run) -> bool {
        let (Some(letters), Some(font)) = (run.letters(), self.faces.get_mut(&run.face)) else {
            return false;
        };
        let pairs = run.glyphs.iter().zip(letters);
        pairs.fold(true, |exact, (glyph, letter)| {
            font.stands_for(glyph.id, letter) && exact
        })
    }

    fn run(&mut self, run: &Run, x: f64, y: f64, size: f64) {
        let Some(index) = self.faces.keys().position(|face| *face == run.face) else {
            return;
        };
        let font = &self.faces[&run.face];
        self.content
            .begin_text()
            .set_font(Name(&font_name(index)), single(size));
        let mut pen = x;
        let mut pending = Pending::at(x, y);
        for glyph in &run.glyphs {
            let id = font.program.id(glyph.id);
            let place = (
                pen + points(glyph.offset.0, size),
                y + points(glyph.offset.1, size),
            );
            if !pending.reaches(place) {
                pending.show(&mut self.content);
                pending = Pending::at(place.0, place.1);
            }
            pending.add(id, points(font.width(id), size));
            pen += points(glyph.advance, size);
        }
        pending.show(&mut self.content);
        self.content.end_text();
    }
}

/// Glyphs that stand where their widths put them.
struct Pending {
    start: (f64, f64),
    end: f64,
    shown: Vec<u8>,
}

impl Pending {
    const fn at(x: f64, y: f64) -> Self {
        Self {
            start: (x, y),
            end: x,
            shown: Vec::new(),
        }
    }

    /// Whether the next glyph stands where the last one ends: within a thousandth of a point.
    fn reaches(&self, (x, y): (f64, f64)) -> bool {
        (x - self.end).abs() < 0.001 && (y - self.start.1).abs() < 0.001
    }

    fn add(&mut self, id: u16, width: f64) {
        self.shown.extend_from_slice(&id.to_be_bytes());
        self.end += width;
    }

    fn show(&self, content: &mut Content) {
        if !self.shown.is_empty() {
            let (x, y) = (single(self.start.0), single(self.start.1));
            content
                .set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y])
                .show(Str(&self.shown));
        }
    }
}

/// Thousandths of a size, in points.
fn points(thousandths: f32, size: f64) -> f64 {
    f64::from(thousandths) * size / 1000.0
}

/// Text that does not fit its area is refused, never cut off.
fn fits(text: &Text, lines: &[Line]) -> Result<(), AppearanceError> {
    let room = text.area.size();
    let widest = lines
        .iter()
        .max_by(|one, other| one.width().total_cmp(&other.width()));
    let Some(widest) = widest else {
        return Ok(());
    };
    #[allow(clippy::cast_precision_loss)] // few lines
    let height = lines.len() as f64 * text.leading * text.size;
    let width = points(widest.width(), text.size);
    let (needed, there) = if width > room.width + NEARLY {
        (width, room.width)
    } else if height > room.height + NEARLY {
        (height, room.height)
    } else {
        return Ok(());
    };
    Err(AppearanceError::TextTooLarge {
        line: widest.runs.iter().map(|run| run.text.as_str()).collect(),
        needed: to_millimetres(needed),
        room: to_millimetres(there),
    })
}

pub(crate) fn font_name(index: usize) -> Vec<u8> {
    format!("F{index}").into_bytes()
}

pub(crate) fn picture_name(index: usize) -> Vec<u8> {
    format!("P{index}").into_bytes()
}

#[allow(clippy::cast_possible_truncation)] // numbers of a page; PDF writes a few digits
pub(crate) const fn single(number: f64) -> f32 {
    number as f32
}
