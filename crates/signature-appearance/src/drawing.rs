//! What stands where.

use serde::{Deserialize, Serialize};

use crate::colour::Colour;
use crate::drawn::Drawn;
use crate::error::AppearanceError;
use crate::fonts::{Fonts, Style};
use crate::length::{Area, Size};
use crate::picture::Picture;

/// A picture in the making: its size, and what was put on it, the later above the earlier.
#[derive(Clone, Debug)]
pub struct Drawing<'p> {
    pub(crate) size: Size,
    pub(crate) items: Vec<Item<'p>>,
}

#[derive(Clone, Debug)]
pub(crate) enum Item<'p> {
    Fill(Area, Colour),
    Frame(Frame),
    Picture(&'p Picture, Area),
    Text(Text),
}

/// A rectangle of lines, all of it inside its area.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// The outer edge.
    pub area: Area,
    /// How thick the lines are, in points.
    pub width: f64,
    /// Their colour.
    pub colour: Colour,
}

/// Lines of text, in the middle of their area from top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The lines. Decomposed letters are composed; control characters become spaces.
    pub lines: Vec<String>,
    /// Where they stand.
    pub area: Area,
    /// Upright, bold, italic.
    pub style: Style,
    /// The size of the type, in points.
    pub size: f64,
    /// Baseline to baseline, as a multiple of the size.
    pub leading: f64,
    /// The colour.
    pub colour: Colour,
    /// To which side.
    pub align: Align,
}

/// To which side lines are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// To the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
}

impl Text {
    /// Ten points, upright, black, to the left, with no line yet.
    #[must_use]
    pub const fn in_area(area: Area) -> Self {
        Self {
            lines: Vec::new(),
            area,
            style: Style::Upright,
            size: 10.0,
            leading: 1.15,
            colour: Colour::BLACK,
            align: Align::Left,
        }
    }
}

impl<'p> Drawing<'p> {
    /// An empty drawing of this size.
    #[must_use]
    pub const fn new(size: Size) -> Self {
        Self {
            size,
            items: Vec::new(),
        }
    }

    /// All of it, as an area.
    #[must_use]
    pub const fn area(&self) -> Area {
        Area::at(0.0, 0.0, self.size)
    }

    /// Fills an area.
    pub fn fill(&mut self, area: Area, colour: Colour) -> &mut Self {
        self.put(Item::Fill(area, colour))
    }

    /// Draws a frame.
    pub fn frame(&mut self, frame: Frame) -> &mut Self {
        self.put(Item::Frame(frame))
    }

    /// Puts a picture on an area, filling it; see [`Area::fitting`] for one that keeps its proportions.
    pub fn picture(&mut self, picture: &'p Picture, area: Area) -> &mut Self {
        self.put(Item::Picture(picture, area))
    }

    /// Sets text.
    pub fn text(&mut self, text: Text) -> &mut Self {
        self.put(Item::Text(text))
    }

    fn put(&mut self, item: Item<'p>) -> &mut Self {
        self.items.push(item);
        self
    }

    /// Shapes the text and writes the content.
    ///
    /// # Errors
    /// When the drawing or a part of it has no size, or text does not fit its area (see [`crate::wrapped`]). A letter that no font has is no
    /// error: see [`Drawn::missing`].
    pub fn draw(&self, fonts: &Fonts<'_>) -> Result<Drawn, AppearanceError> {
        if !self.size.is_visible() {
            return Err(AppearanceError::NoSize {
                what: "the drawing",
            });
        }
        Drawn::of(self.size, &self.items, fonts)
    }
}
