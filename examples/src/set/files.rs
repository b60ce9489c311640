//! The files of the set, by name.

use super::{NumberAndDate, Scan, annex, decision, notice, scan};
use crate::pictures::{Signatory, seal, signature};
use crate::typeset::TypesetError;

/// A file of the set and how it is made.
#[derive(Clone, Copy, Debug)]
pub struct SetFile {
    /// Its name in `examples/`.
    pub name: &'static str,
    make: fn() -> Result<Vec<u8>, TypesetError>,
}

impl SetFile {
    /// Its bytes, always the same.
    ///
    /// # Errors
    /// When the font is missing a glyph or cannot be subset.
    pub fn make(&self) -> Result<Vec<u8>, TypesetError> {
        (self.make)()
    }
}

/// All of them.
pub const FILES: &[SetFile] = &[
    SetFile {
        name: "quyet-dinh-mau.pdf",
        make: || decision(NumberAndDate::FilledIn),
    },
    SetFile {
        name: "quyet-dinh-mau-trong.pdf",
        make: || decision(NumberAndDate::LeftBlank),
    },
    SetFile {
        name: "phu-luc-mau.pdf",
        make: || annex(NumberAndDate::FilledIn),
    },
    SetFile {
        name: "phu-luc-mau-trong.pdf",
        make: || annex(NumberAndDate::LeftBlank),
    },
    SetFile {
        name: "thong-bao-mau.pdf",
        make: notice,
    },
    SetFile {
        name: "ban-quet-mau.pdf",
        make: || scan(Scan::GOOD),
    },
    SetFile {
        name: "chu-ky-giam-doc.png",
        make: || signature(Signatory::Director),
    },
    SetFile {
        name: "chu-ky-pho-chu-tich.png",
        make: || signature(Signatory::DeputyChair),
    },
    SetFile {
        name: "ky-nhay-chuyen-vien.png",
        make: || signature(Signatory::Official),
    },
    SetFile {
        name: "con-dau-mau.png",
        make: seal,
    },
];
