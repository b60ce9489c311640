//! The page: where each part of the letter stands (NĐ 30/2020, Phụ lục I: margins, sizes, styles).

use pdf_writer::{Content, Finish, Name, Str};

use super::LetterError;
use super::text::{
    ADDRESSEE_LABEL, ADDRESSEES, AGENCY, BODY, COUNTRY, MARK, MOTTO, NAME, NUMBER, OFFICE,
    PLACE_AND_DATE, RECIPIENTS, RECIPIENTS_LABEL, SUBJECT_LINES, SUPERIOR,
};
use super::typeface::{Faces, Glyph, Style};

const fn millimetres(length: f32) -> f32 {
    length * 72.0 / 25.4
}

/// A4, 210 × 297 mm.
pub(super) const WIDTH: f32 = millimetres(210.0);
pub(super) const HEIGHT: f32 = millimetres(297.0);
/// Margins within NĐ 30/2020: left 30–35 mm, right 15–20 mm, top 20–25 mm.
const LEFT: f32 = millimetres(30.0);
const RIGHT: f32 = WIDTH - millimetres(18.0);
const TOP: f32 = HEIGHT - millimetres(20.0);

const LEFT_COLUMN: f32 = LEFT + millimetres(30.0);
const RIGHT_COLUMN: f32 = RIGHT - millimetres(47.0);
const SIGNER_COLUMN: f32 = RIGHT - millimetres(38.0);
const BODY_SIZE: f32 = 14.0;
const INDENT: f32 = millimetres(12.7);
const LINE: f32 = 17.0;
const BETWEEN_PARAGRAPHS: f32 = 6.0;

/// The content stream of the page.
pub(super) fn draw(faces: &mut Faces<'_>) -> Result<Vec<u8>, LetterError> {
    let mut page = Page {
        content: Content::new(),
        faces,
    };
    page.mark(HEIGHT - millimetres(12.0))?;
    let y = page.heads()?;
    let y = page.addressees(y)?;
    let y = page.body(y)?;
    page.feet(y)?;
    page.mark(millimetres(10.0))?;
    Ok(page.content.finish().into_vec())
}

struct Page<'p, 'f> {
    content: Content,
    faces: &'p mut Faces<'f>,
}

impl Page<'_, '_> {
    /// The red, framed line that says what this is.
    fn mark(&mut self, y: f32) -> Result<(), LetterError> {
        let glyphs = self.faces.get_mut(Style::Bold).shape(MARK)?;
        let half = width(&glyphs, 11.0) / 2.0;
        let centre = WIDTH / 2.0;
        self.content
            .save_state()
            .set_stroke_rgb(0.8, 0.0, 0.0)
            .set_fill_rgb(0.8, 0.0, 0.0)
            .set_line_width(0.8);
        self.content
            .rect(centre - half - 6.0, y - 5.0, 2.0 * half + 12.0, 18.0)
            .stroke();
        self.show(centre - half, y, Style::Bold, 11.0, &glyphs, 0.0);
        self.content.restore_state();
        Ok(())
    }

    /// Boxes 1–5 of the layout: agency on the left, country and motto on the right.
    fn heads(&mut self) -> Result<f32, LetterError> {
        let mut y = TOP - 6.0;
        self.centred(LEFT_COLUMN, y, Style::Upright, 13.0, SUPERIOR)?;
        for line in AGENCY {
            y -= 15.5;
            self.centred(LEFT_COLUMN, y, Style::Bold, 13.0, line)?;
        }
        self.rule(LEFT_COLUMN, y - 5.0, 42.0);
        y -= 24.0;
        self.centred(LEFT_COLUMN, y, Style::Upright, 13.0, NUMBER)?;
        for (index, line) in (0_u8..).zip(SUBJECT_LINES) {
            self.centred(
                LEFT_COLUMN,
                y - 17.0 - 14.0 * f32::from(index),
                Style::Upright,
                12.0,
                line,
            )?;
        }
        let right = TOP - 6.0;
        self.centred(RIGHT_COLUMN, right, Style::Bold, 12.5, COUNTRY)?;
        let motto = self.centred(RIGHT_COLUMN, right - 16.0, Style::Bold, 13.5, MOTTO)?;
        self.rule(RIGHT_COLUMN, right - 21.0, motto);
        self.centred(RIGHT_COLUMN, y, Style::Italic, 13.5, PLACE_AND_DATE)?;
        Ok(y - 31.0)
    }

    fn addressees(&mut self, y: f32) -> Result<f32, LetterError> {
        let mut y = y - 32.0;
        let x = LEFT + millimetres(42.0);
        let label = self.line(x, y, Style::Upright, BODY_SIZE, ADDRESSEE_LABEL)?;
        for addressee in ADDRESSEES {
            self.line(x + label + 8.0, y, Style::Upright, BODY_SIZE, addressee)?;
            y -= LINE;
        }
        Ok(y - 8.0)
    }

    fn body(&mut self, mut y: f32) -> Result<f32, LetterError> {
        for paragraph in BODY {
            y = self.paragraph(y, paragraph)? - BETWEEN_PARAGRAPHS;
        }
        Ok(y)
    }

    /// Boxes 7 and 9: recipients on the left; office, room for the signature, and name on the right.
    fn feet(&mut self, y: f32) -> Result<(), LetterError> {
        let y = y - 10.0;
        self.centred(SIGNER_COLUMN, y, Style::Bold, 14.0, OFFICE)?;
        self.centred(
            SIGNER_COLUMN,
            y - millimetres(34.0),
            Style::Bold,
            14.0,
            NAME,
        )?;
        self.line(LEFT, y, Style::BoldItalic, 12.0, RECIPIENTS_LABEL)?;
        for (index, line) in (1_u8..).zip(RECIPIENTS) {
            self.line(
                LEFT,
                y - 13.5 * f32::from(index),
                Style::Upright,
                11.0,
                line,
            )?;
        }
        Ok(())
    }

    /// A justified paragraph with an indented first line; returns where the next one starts.
    fn paragraph(&mut self, mut y: f32, text: &str) -> Result<f32, LetterError> {
        let mut words = text.split_whitespace().peekable();
        let mut indent = INDENT;
        while words.peek().is_some() {
            let room = RIGHT - LEFT - indent;
            let mut line = String::new();
            while let Some(word) = words.peek() {
                let longer = if line.is_empty() {
                    (*word).to_owned()
                } else {
                    format!("{line} {word}")
                };
                if !line.is_empty()
                    && width(
                        &self.faces.get_mut(Style::Upright).shape(&longer)?,
                        BODY_SIZE,
                    ) > room
                {
                    break;
                }
                line = longer;
                words.next();
            }
            let glyphs = self.faces.get_mut(Style::Upright).shape(&line)?;
            let stretch = if words.peek().is_some() {
                room - width(&glyphs, BODY_SIZE)
            } else {
                0.0
            };
            self.show(
                LEFT + indent,
                y,
                Style::Upright,
                BODY_SIZE,
                &glyphs,
                stretch,
            );
            y -= LINE;
            indent = 0.0;
        }
        Ok(y)
    }

    fn centred(
        &mut self,
        centre: f32,
        y: f32,
        style: Style,
        size: f32,
        text: &str,
    ) -> Result<f32, LetterError> {
        let glyphs = self.faces.get_mut(style).shape(text)?;
        let width = width(&glyphs, size);
        self.show(centre - width / 2.0, y, style, size, &glyphs, 0.0);
        Ok(width)
    }

    fn line(
        &mut self,
        x: f32,
        y: f32,
        style: Style,
        size: f32,
        text: &str,
    ) -> Result<f32, LetterError> {
        let glyphs = self.faces.get_mut(style).shape(text)?;
        self.show(x, y, style, size, &glyphs, 0.0);
        Ok(width(&glyphs, size))
    }

    fn rule(&mut self, centre: f32, y: f32, length: f32) {
        self.content
            .set_line_width(0.8)
            .move_to(centre - length / 2.0, y)
            .line_to(centre + length / 2.0, y)
            .stroke();
    }

    /// Shows one run; `stretch` points are shared out over its spaces.
    fn show(&mut self, x: f32, y: f32, style: Style, size: f32, glyphs: &[Glyph], stretch: f32) {
        let spaces = glyphs.iter().filter(|glyph| glyph.is_space).count();
        #[allow(clippy::cast_precision_loss)] // a line has few spaces
        let per_space = if spaces == 0 {
            0.0
        } else {
            stretch * 1000.0 / size / spaces as f32
        };
        self.content
            .begin_text()
            .set_font(Name(font_name(style)), size)
            .set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]);
        let mut shown = self.content.show_positioned();
        let mut items = shown.items();
        let mut run = Vec::new();
        for glyph in glyphs {
            run.extend_from_slice(&glyph.id.to_be_bytes());
            let moved = glyph.advance - glyph.width + if glyph.is_space { per_space } else { 0.0 };
            if moved.abs() > 0.01 {
                items.show(Str(&run)).adjust(-moved);
                run.clear();
            }
        }
        items.show(Str(&run));
        items.finish();
        shown.finish();
        self.content.end_text();
    }
}

/// How wide a run is at a size, in points.
fn width(glyphs: &[Glyph], size: f32) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * size / 1000.0
}

pub(super) const fn font_name(style: Style) -> &'static [u8] {
    match style {
        Style::Upright => b"F1",
        Style::Bold => b"F2",
        Style::Italic => b"F3",
        Style::BoldItalic => b"F4",
    }
}
