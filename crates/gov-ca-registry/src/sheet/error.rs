//! Why a file could not be read as a list at all.

/// Why there is no list. What is wrong in single rows is a [`super::RowError`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SheetError {
    /// More than is read.
    #[error("more than {limit} {what}")]
    Limit {
        /// Of what.
        what: &'static str,
        /// The bound.
        limit: usize,
    },
    /// A part of an XLSX is not what it should be.
    #[error("the part {part} of the XLSX is broken: {reason}")]
    Malformed {
        /// Which part.
        part: String,
        /// What is wrong.
        reason: String,
    },
    /// The headings were found, but not all that are needed.
    #[error("row {row} has the headings of “{title}”, but not: {}", .columns.join(", "))]
    MissingColumns {
        /// What list it was to be.
        title: &'static str,
        /// The row of the headings.
        row: u32,
        /// The columns that are missing.
        columns: Vec<&'static str>,
    },
    /// No row has the headings of this list.
    #[error("no row has the headings of “{title}”; needed: {}", .columns.join(", "))]
    NoHeadings {
        /// What list it was to be.
        title: &'static str,
        /// The columns that are needed.
        columns: Vec<&'static str>,
    },
    /// A ZIP that is no XLSX: another program's spreadsheet, a binary workbook, a document.
    #[error("not an XLSX; save the list as “Excel Workbook (.xlsx)” or “CSV UTF-8”")]
    NotXlsx,
    /// A text in an older encoding of Vietnamese, or no text.
    #[error(
        "not Unicode at octet {offset}; save the list as “CSV UTF-8” or “Excel Workbook (.xlsx)”"
    )]
    NotUnicode {
        /// Where.
        offset: usize,
    },
    /// Excel before 2007, or Excel with a password.
    #[error(
        "an .xls of older Excel, or a file with a password; save it as “Excel Workbook (.xlsx)” without a password"
    )]
    OlderOrEncrypted,
    /// Several sheets have the headings.
    #[error("several sheets have these headings, which one is to be read? {}", .sheets.join(", "))]
    SeveralSheets {
        /// Their names.
        sheets: Vec<String>,
    },
    /// A quotation mark that opens in this row is never closed.
    #[error("row {row}: a quotation mark is not closed")]
    UnclosedQuote {
        /// The row.
        row: u32,
    },
}

impl SheetError {
    /// The same in Vietnamese.
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Limit { what, limit } => {
                format!("tệp quá lớn: nhiều hơn {limit} {}", limited(what))
            }
            Self::Malformed { part, reason } => format!("tệp XLSX bị hỏng ở phần {part}: {reason}"),
            Self::MissingColumns { title, row, columns } => {
                format!("dòng {row} là tiêu đề của “{title}” nhưng thiếu cột: {}", columns.join(", "))
            }
            Self::NoHeadings { title, columns } => {
                format!("không tìm thấy dòng tiêu đề của “{title}”; cần có các cột: {}", columns.join(", "))
            }
            Self::NotXlsx => "không phải tệp XLSX; đề nghị lưu lại dạng “Excel Workbook (.xlsx)” hoặc “CSV UTF-8”".to_owned(),
            Self::NotUnicode { offset } => format!(
                "không phải văn bản Unicode (byte {offset}), có thể là bảng mã cũ (TCVN3, VNI); đề nghị lưu lại dạng “CSV UTF-8” hoặc “Excel Workbook (.xlsx)”"
            ),
            Self::OlderOrEncrypted => {
                "tệp .xls của Excel cũ hoặc tệp có mật khẩu; đề nghị lưu lại dạng “Excel Workbook (.xlsx)”, không đặt mật khẩu".to_owned()
            }
            Self::SeveralSheets { sheets } => {
                format!("nhiều trang tính có tiêu đề này, cần chọn một: {}", sheets.join(", "))
            }
            Self::UnclosedQuote { row } => format!("dòng {row}: dấu ngoặc kép mở ra mà không đóng lại"),
        }
    }
}

fn limited(what: &str) -> &str {
    match what {
        "bytes" => "byte",
        "bytes of text" => "byte chữ trong các ô",
        "bytes unpacked" => "byte sau khi giải nén",
        "cells" => "ô có dữ liệu",
        "characters in one cell" => "ký tự trong một ô",
        "columns" => "cột",
        "merged areas" => "vùng ô gộp",
        "parts" => "phần trong tệp XLSX",
        "rows" => "dòng",
        "sheets" => "trang tính",
        "styles" => "kiểu định dạng ô",
        other => other,
    }
}
