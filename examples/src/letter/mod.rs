//! A one-page Vietnamese official letter (công văn) in the layout of NĐ 30/2020, Phụ lục I, with a fictional agency.

mod page;
mod text;

use crate::typeset::{Details, Format, Typesetter, write_pdf};
pub use crate::typeset::{MARK, TypesetError};

/// The letter as a PDF 1.7 file, always the same bytes.
///
/// # Errors
/// When the font is missing a glyph or cannot be subset.
pub fn write_letter() -> Result<Vec<u8>, TypesetError> {
    let mut setter = Typesetter::new(Format::Portrait)?;
    page::set(&mut setter)?;
    let details = Details {
        identifier: b"kyso-cong-van-01",
        title: text::TITLE,
        author: text::AUTHOR,
        subject: text::SUBJECT,
        written: (2026, 11, 20),
    };
    write_pdf(&setter, &details)
}
