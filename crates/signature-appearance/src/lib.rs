//! What a signature shows on the page (ISO 32000-2 §12.5.5): pictures with transparency, lines of Vietnamese text, frames.
//!
//! A [`Drawing`] says what stands where; [`Drawing::draw`] shapes the text, and [`Drawn::objects`] gives the objects of a form XObject
//! that stands by itself: the fonts are embedded as subsets, the colours are calibrated, so a PDF/A file stays one (ISO 19005-2 §6.2).
//!
//! ```
//! use signature_appearance::{Align, Colour, Drawing, Fonts, Size, Text, millimetres};
//!
//! let fonts = Fonts::liberation();
//! let mut drawing = Drawing::new(Size::millimetres(60.0, 12.0));
//! drawing.text(Text {
//!     lines: vec!["Số: 12/QĐ-UBND".to_owned(), "2026-11-21T14:30:05+07:00".to_owned()],
//!     align: Align::Right,
//!     ..Text::in_area(drawing.area())
//! });
//! let drawn = drawing.draw(&fonts)?;
//! assert!(drawn.missing().is_empty());
//! # Ok::<(), signature_appearance::AppearanceError>(())
//! ```
//!
//! What it is not: it knows no law (whoever calls it brings sizes and words), no file, and no page: `pades-sign` places what was drawn.
#![forbid(unsafe_code)]

mod colour;
mod drawing;
mod drawn;
mod error;
mod fonts;
mod jpeg;
mod length;
mod objects;
mod pages;
mod pen;
mod picture;
mod raster;
mod shape;
mod subset;
mod typeface;
mod wrap;

pub use colour::Colour;
pub use drawing::{Align, Drawing, Frame, Text};
pub use drawn::{Drawn, FormObjects};
pub use error::AppearanceError;
pub use fonts::{Fonts, Style};
pub use length::{Area, Size, millimetres, to_millimetres};
pub use pages::{DrawnPages, PageObjects};
pub use picture::{Ink, Picture, PictureLimits};
pub use wrap::{width_of, wrapped};
