//! Lists as spreadsheets: read from XLSX and CSV of strangers, recognised by their headings, and written for Excel.
//!
//! Reading goes in two steps. [`read()`] makes [`Table`]s of any bytes, within [`SheetLimits`]; a table knows what stood in each
//! cell and where. [`take`] finds the headings of one [`Layout`] in them, in any order and below any title, and gives typed
//! rows ([`lists`]), every value with its [`Place`], and *all* errors of all rows: whether rows are imported beside errors is
//! for the caller to ask.
//!
//! Writing: [`xlsx::write`], [`csv::write`], and JSON, since a [`Table`] is `Serialize`.
//!
//! ```
//! use gov_ca_registry::sheet::{self, SheetLimits, lists::BodyRequest};
//!
//! let file = "STT;Tên cơ quan;Địa chỉ;Mã số thuế;Tỉnh/TP;Thư điện tử\r\n1;Sở Ví dụ;1 Phố Mẫu;101234567;Tây Ninh;so@tayninh.gov.vn\r\n";
//! let tables = sheet::read(file.as_bytes(), &SheetLimits::DEFAULT)?;
//! let taken = sheet::take::<BodyRequest>(&tables, &SheetLimits::DEFAULT)?;
//! assert!(taken.rows.is_empty());
//! assert_eq!(taken.errors[0].place.to_string(), "D2"); // a tax code that lost its leading zero
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cells;
pub mod csv;
mod error;
mod fault;
mod heading;
mod layout;
mod limits;
pub mod lists;
mod place;
mod table;
mod take;
mod told;
mod written;
pub mod xlsx;

pub use cells::Cells;
pub use error::SheetError;
pub use fault::Fault;
pub use layout::{Column, Layout, LayoutSource, Repeats};
pub use limits::SheetLimits;
pub use place::Place;
pub use table::{Cell, Content, Row, Table};
pub use take::{Given, Listed, Nearest, Taken, nearest, recognise, take};
pub use told::{Note, NoteKind, RowError};
pub use written::{
    CertificateAndPhone, Decided, IdentityPaper, RequestNumber, SimPki, Ticked, Written,
};

/// Reads a file of either kind: what it is is told by its first octets, not by its name.
///
/// # Errors
///
/// [`SheetError`]: not a list in a form that is read here, broken, or beyond a limit.
pub fn read(bytes: &[u8], limits: &SheetLimits) -> Result<Vec<Table>, SheetError> {
    if bytes.len() > limits.bytes {
        return Err(SheetError::Limit {
            what: "bytes",
            limit: limits.bytes,
        });
    }
    match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => xlsx::read(bytes, limits),
        // MS-CFB §2.2: what Excel wrote before 2007, and what it wraps a file with a password in
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(SheetError::OlderOrEncrypted),
        _ => csv::read(bytes, limits).map(|table| vec![table]),
    }
}
