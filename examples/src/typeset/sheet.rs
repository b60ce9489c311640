//! A sheet of paper and what is drawn on it, before it becomes a page of a PDF or a picture.

use super::typeface::{Glyph, Style};

/// Millimetres → points.
pub(crate) const fn mm(length: f32) -> f32 {
    length * 72.0 / 25.4
}

/// How a sheet of A4 (NĐ 30/2020, Phụ lục I) lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// 210 × 297 mm, upright.
    Portrait,
    /// 297 × 210 mm, for tables.
    Landscape,
    /// The same to look at, written as an upright page with `/Rotate 90` (ISO 32000-2 §7.7.3.3), as printers' drivers and scanners do.
    LandscapeByRotation,
}

impl Format {
    /// Width and height as the reader sees them, in points.
    #[must_use]
    pub const fn seen(self) -> (f32, f32) {
        match self {
            Self::Portrait => (mm(210.0), mm(297.0)),
            Self::Landscape | Self::LandscapeByRotation => (mm(297.0), mm(210.0)),
        }
    }

    /// Width and height of the page in the file.
    pub(super) const fn written(self) -> (f32, f32) {
        match self {
            Self::Landscape => (mm(297.0), mm(210.0)),
            Self::Portrait | Self::LandscapeByRotation => (mm(210.0), mm(297.0)),
        }
    }
}

/// One run of text on its base line.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) style: Style,
    pub(crate) size: f32,
    pub(crate) glyphs: Vec<Glyph>,
    /// What is added to each space, in thousandths of the size.
    pub(crate) per_space: f32,
}

/// What stands on a sheet.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// Black text.
    Text(Run),
    /// A black line of 0.8 pt.
    Rule { from: (f32, f32), to: (f32, f32) },
    /// Red text in a red frame, `[x, y, width, height]`: the mark of a sample.
    Mark { frame: [f32; 4], run: Run },
}

/// A sheet and its drawing, in the order it is drawn.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) format: Format,
    pub(crate) items: Vec<Item>,
}

/// How wide a run is at a size, in points.
pub(super) fn width(glyphs: &[Glyph], size: f32) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * size / 1000.0
}
