//! A small typesetter for official documents: Liberation Serif, millimetres, justified paragraphs, pages.
//!
//! The same input gives the same bytes on every machine: the fonts are our own copy, dates and file identifiers are given, glyphs are
//! numbered in the order of their use, and the compression is always the same code.

mod file;
mod flow;
mod parts;
mod setter;
mod sheet;
mod typeface;

pub use file::{Details, write_pdf};
pub(crate) use file::{PAGES, deflate, write_catalog, write_information};
pub(crate) use flow::{Column, part};
pub(crate) use parts::{Foot, Head, Piece, foot, head, kind};
pub use setter::Typesetter;
pub use sheet::Format;
pub(crate) use sheet::{Item, Run, mm};
pub(crate) use typeface::Faces;
pub use typeface::Style;

/// Stands visibly on everything the samples show.
pub const MARK: &str = "BẢN THỬ NGHIỆM - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ";

/// Why no document came out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TypesetError {
    /// The font has no glyph for a character of the text.
    #[error("the font has no glyph for {0:?}")]
    GlyphAbsent(char),
    /// The font file could not be read as a font.
    #[error("not a usable font")]
    NotAFont,
    /// The font could not be cut down to the glyphs used.
    #[error("the font could not be subset: {0}")]
    NotSubset(String),
}
