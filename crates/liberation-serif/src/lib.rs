//! Liberation Serif 2.1.5 in four styles, as the bytes of the unmodified font files.
//!
//! The law asks for Times New Roman (NĐ 30/2020, Phụ lục I), which may not be given away. This face has the same widths, so
//! lines break and end where they would, and it has every Vietnamese letter. Its licence, the SIL Open Font License 1.1, allows to
//! bundle and to embed it; subsets in documents carry no licence of their own.
#![forbid(unsafe_code)]
#![no_std]

/// Upright.
pub static REGULAR: &[u8] = include_bytes!("../fonts/LiberationSerif-Regular.ttf");
/// Bold.
pub static BOLD: &[u8] = include_bytes!("../fonts/LiberationSerif-Bold.ttf");
/// Italic.
pub static ITALIC: &[u8] = include_bytes!("../fonts/LiberationSerif-Italic.ttf");
/// Bold and italic.
pub static BOLD_ITALIC: &[u8] = include_bytes!("../fonts/LiberationSerif-BoldItalic.ttf");
