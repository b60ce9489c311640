//! What is told of a list besides its rows: errors, and what a person should know.

use serde::{Serialize, Serializer};

use super::fault::Fault;
use super::place::Place;

/// What is wrong with one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// Which one.
    pub place: Place,
    /// The heading of its column, as the layout calls it.
    pub heading: &'static str,
    /// What is wrong.
    pub fault: Fault,
}

impl RowError {
    /// `dòng 7, cột C (Họ tên): …`
    pub fn vietnamese(&self) -> String {
        format!(
            "{} ({}): {}",
            self.place.vietnamese(),
            self.heading,
            self.fault.vietnamese()
        )
    }

    /// `row 7, column C (Họ tên): …`
    pub fn english(&self) -> String {
        format!(
            "{} ({}): {}",
            self.place.english(),
            self.heading,
            self.fault.english()
        )
    }
}

/// `{"place": "C7", "heading": …, "code": …, "vi": …, "en": …}`.
impl Serialize for RowError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        told(
            serializer,
            self.place,
            self.fault.code(),
            self.heading,
            &self.vietnamese(),
            &self.english(),
        )
    }
}

fn told<S: Serializer>(
    serializer: S,
    place: Place,
    code: &str,
    heading: &str,
    vi: &str,
    en: &str,
) -> Result<S::Ok, S::Error> {
    use serde::ser::SerializeStruct as _;
    let mut told = serializer.serialize_struct("Told", 5)?;
    told.serialize_field("place", &place)?;
    told.serialize_field("heading", heading)?;
    told.serialize_field("code", code)?;
    told.serialize_field("vi", vi)?;
    told.serialize_field("en", en)?;
    told.end()
}

/// Something to know about a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: NoteKind,
}

/// What is to be known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoteKind {
    /// The row is hidden, and was read.
    HiddenRow,
    /// The same as in an earlier row.
    Repeated {
        /// The earlier row.
        row: u32,
    },
    /// A row that is none of the list, and was not read: a section, a total, a signature.
    SkippedRow,
    /// A number that may have letters is stored as a number without any.
    StoredAsNumber,
    /// A column that means nothing here, and was not read.
    UnknownColumn {
        /// Its heading.
        heading: String,
    },
}

impl NoteKind {
    /// A word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::HiddenRow => "hidden-row",
            Self::Repeated { .. } => "repeated",
            Self::SkippedRow => "skipped-row",
            Self::StoredAsNumber => "stored-as-number",
            Self::UnknownColumn { .. } => "unknown-column",
        }
    }
}

impl Note {
    /// In Vietnamese.
    pub fn vietnamese(&self) -> String {
        let row = self.place.row;
        match &self.kind {
            NoteKind::HiddenRow => format!("dòng {row} bị ẩn, vẫn được đọc"),
            NoteKind::Repeated { row: earlier } => {
                format!("{}: trùng với dòng {earlier}", self.place.vietnamese())
            }
            NoteKind::SkippedRow => {
                format!("dòng {row} không phải dòng của danh sách, không được đọc")
            }
            NoteKind::StoredAsNumber => format!(
                "{}: ô lưu ở dạng số; nếu số hiệu có chữ E, bảng tính có thể đã đổi thành số khác, cần đối chiếu",
                self.place.vietnamese()
            ),
            NoteKind::UnknownColumn { heading } => {
                format!(
                    "cột {} (“{heading}”) không thuộc mẫu, không được đọc",
                    self.place.letters()
                )
            }
        }
    }

    /// In English.
    pub fn english(&self) -> String {
        let row = self.place.row;
        match &self.kind {
            NoteKind::HiddenRow => format!("row {row} is hidden, and was read"),
            NoteKind::Repeated { row: earlier } => {
                format!("{}: the same as in row {earlier}", self.place.english())
            }
            NoteKind::SkippedRow => format!("row {row} is none of the list, and was not read"),
            NoteKind::StoredAsNumber => format!(
                "{}: stored as a number; if it had an E, the spreadsheet may have made another number of it",
                self.place.english()
            ),
            NoteKind::UnknownColumn { heading } => {
                format!(
                    "column {} (“{heading}”) is none of the form, and was not read",
                    self.place.letters()
                )
            }
        }
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        told(
            serializer,
            self.place,
            self.kind.code(),
            "",
            &self.vietnamese(),
            &self.english(),
        )
    }
}
