//! The documents of a fictional office, as an exchange between agencies would carry them: a decision with its attachment in a separate
//! file, a notice of the level above, and a scan of it; and the pictures of signatures and seal.
//!
//! Sizes and styles follow NĐ 30/2020, Phụ lục I, as `presentation.md` §1.2–1.3 knows it: paper, margins, typeface and page number were
//! read, the table of sizes is second-hand; distances, and everything marked “ours”, are ours.

mod annex;
mod decision;
mod files;
mod notice;
mod scan;
mod scan_drawing;
mod table;
mod text;

pub use annex::annex;
pub use decision::decision;
pub use files::{FILES, SetFile};
pub use notice::notice;
pub use scan::{Scan, scan};

/// Whether the clerk has filled in number and date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberAndDate {
    /// Room for the stamps of the records room.
    LeftBlank,
    /// Printed.
    FilledIn,
}
