//! A one-page Vietnamese official letter (công văn) in the layout of NĐ 30/2020, Phụ lục I, with a fictional agency.
//!
//! The same fonts give the same bytes: fixed date, fixed file identifier, glyphs numbered in the order of their use.

mod document;
mod page;
mod text;
mod typeface;

use std::path::Path;

pub use text::MARK;
pub use typeface::FontFiles;

/// Why no letter came out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LetterError {
    /// The font file is not there; on Debian the package `fonts-liberation2` brings it.
    #[error("{path}: {source} (Debian: apt-get install fonts-liberation2)")]
    FontAbsent {
        /// Which file was asked for.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The font has no glyph for a character of the letter.
    #[error("the font has no glyph for {0:?}")]
    GlyphAbsent(char),
    /// The font file could not be read as a font.
    #[error("not a usable font")]
    NotAFont,
    /// The font could not be cut down to the glyphs used.
    #[error("the font could not be subset: {0}")]
    NotSubset(String),
}

/// Where Debian's `fonts-liberation2` keeps Liberation Serif, metrically equal to Times New Roman (NĐ 30/2020 asks for that face).
pub const DEBIAN_FONTS: &str = "/usr/share/fonts/truetype/liberation2";

/// The letter as a PDF 1.7 file.
///
/// # Errors
/// When a font is missing a glyph or cannot be subset.
pub fn write_letter(fonts: &FontFiles) -> Result<Vec<u8>, LetterError> {
    let mut faces = typeface::Faces::open(fonts)?;
    let content = page::draw(&mut faces)?;
    document::assemble(&faces, &content)
}

/// The letter, with the fonts found in `folder`.
///
/// # Errors
/// When a font is absent, is missing a glyph, or cannot be subset.
pub fn write_letter_with(folder: &Path) -> Result<Vec<u8>, LetterError> {
    write_letter(&FontFiles::read(folder)?)
}
