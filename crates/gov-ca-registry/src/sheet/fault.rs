//! What is wrong with one cell or row of a list.

use gov_ca_model::{ModelError, NumberError};

/// What is wrong. The content itself is not in it: lists hold personal data, and errors end in logs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing stands where something is needed.
    Blank,
    /// A character that is not seen and that no text of a list has.
    Control {
        /// The character.
        character: char,
    },
    /// A number of more than fifteen digits: the spreadsheet has replaced the others by zeros.
    DigitsLost,
    /// A formula that failed, or whose value the file does not hold.
    Formula,
    /// Not a day, or a day of a year with two digits.
    NotADay,
    /// A row with too little in it to be one of the list, between rows of the list.
    NotARow,
    /// A day that the calendar does not have: 31/02, or month before day.
    NoSuchDay,
    /// Not a number of its kind.
    Number(NumberError),
    /// Not an organisation code of the older form.
    OlderCode,
    /// Not an organisation code.
    OrganisationCode(ModelError),
    /// What may stand once stands in an earlier row, too.
    Repeated {
        /// The earlier row.
        row: u32,
    },
    /// None of the words that are known here.
    Unknown {
        /// Those that are: Vietnamese.
        known: &'static str,
    },
}

impl Fault {
    /// A word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Control { .. } => "control-character",
            Self::DigitsLost => "digits-lost",
            Self::Formula => "formula",
            Self::NotADay => "not-a-day",
            Self::NotARow => "not-a-row",
            Self::NoSuchDay => "no-such-day",
            Self::Number(_) => "number",
            Self::OlderCode => "older-code",
            Self::OrganisationCode(_) => "organisation-code",
            Self::Repeated { .. } => "repeated",
            Self::Unknown { .. } => "unknown-word",
        }
    }

    /// In Vietnamese.
    pub fn vietnamese(&self) -> String {
        match self {
            Self::Blank => "để trống, cần phải điền".to_owned(),
            Self::Control { character } => format!("có ký tự ẩn U+{:04X}, cần xóa", u32::from(*character)),
            Self::DigitsLost => "số có hơn 15 chữ số, bảng tính đã thay các chữ số sau bằng 0; cần nhập lại ở dạng văn bản (Text)".to_owned(),
            Self::Formula => "ô là công thức lỗi hoặc chưa được tính; cần thay bằng giá trị".to_owned(),
            Self::NotADay => "không phải ngày; cần ghi ngày/tháng/năm, năm đủ 04 chữ số (ví dụ 05/09/2026)".to_owned(),
            Self::NotARow => "dòng thiếu quá nhiều cột để là một dòng của danh sách".to_owned(),
            Self::NoSuchDay => "ngày không có trong lịch; cần ghi ngày trước, tháng sau (ví dụ 05/09/2026)".to_owned(),
            Self::Number(error) => error.vietnamese(),
            Self::OlderCode => {
                "mã định danh cũ theo QCVN 102:2016: cần 13 ký tự (ví dụ 000.00.00.H49)".to_owned()
            }
            Self::OrganisationCode(error) => organisation_code(error),
            Self::Repeated { row } => format!("trùng với dòng {row}"),
            Self::Unknown { known } => format!("không rõ nghĩa; cần ghi một trong: {known}"),
        }
    }

    /// In English.
    pub fn english(&self) -> String {
        match self {
            Self::Blank => "empty, and needed".to_owned(),
            Self::Control { character } => format!("a hidden character U+{:04X}", u32::from(*character)),
            Self::DigitsLost => "a number of more than 15 digits: the spreadsheet has put zeros for the others; enter it as text".to_owned(),
            Self::Formula => "a formula that failed or was not calculated; put its value there".to_owned(),
            Self::NotADay => "not a day; write day/month/year with four digits of the year (05/09/2026)".to_owned(),
            Self::NotARow => "too little in it to be a row of the list".to_owned(),
            Self::NoSuchDay => "no day of the calendar; the day comes before the month (05/09/2026)".to_owned(),
            Self::Number(error) => error.to_string(),
            Self::OlderCode => "not an older organisation code (QCVN 102:2016): 13 characters as in 000.00.00.H49".to_owned(),
            Self::OrganisationCode(error) => error.to_string(),
            Self::Repeated { row } => format!("the same as in row {row}"),
            Self::Unknown { known } => format!("not understood; one of: {known}"),
        }
    }
}

fn organisation_code(error: &ModelError) -> String {
    let reason = match error {
        ModelError::CodeCharacter {
            character,
            position,
        } => {
            format!("ký tự {character:?} ở vị trí {}", position + 1)
        }
        ModelError::CodeEmptyLevel { level } => format!("cấp {level} để trống"),
        ModelError::CodeOfOlderForm => "là mã cũ 13 ký tự theo QCVN 102:2016".to_owned(),
        ModelError::CodeTooLong { length } => format!("dài {length} ký tự"),
        _ => "không đúng dạng".to_owned(),
    };
    format!(
        "mã định danh điện tử: {reason}; cần: chữ in hoa, chữ số và dấu chấm, nhiều nhất 35 ký tự (ví dụ H53.6)"
    )
}

impl From<NumberError> for Fault {
    fn from(error: NumberError) -> Self {
        Self::Number(error)
    }
}
