//! Why a text is no such number. People read this row by row of their own lists, so it is told in two languages.

use core::fmt;

use serde::Serialize;

/// Why a text is no number of this kind. The text itself is not in it: it may be personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}: {}", .kind.english(), .fault.english(*.kind))]
pub struct NumberError {
    /// What it was to be.
    pub kind: NumberKind,
    /// What is wrong.
    pub fault: NumberFault,
}

impl NumberError {
    /// The same in Vietnamese.
    pub fn vietnamese(&self) -> String {
        format!(
            "{}: {}",
            self.kind.vietnamese(),
            self.fault.vietnamese(self.kind)
        )
    }
}

/// The kinds of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NumberKind {
    /// [`crate::BudgetCode`].
    BudgetCode,
    /// [`crate::CertificateNumber`].
    CertificateNumber,
    /// [`crate::CitizenNumber`].
    CitizenNumber,
    /// [`crate::DeviceNumber`].
    DeviceNumber,
    /// [`crate::MailAddress`].
    MailAddress,
    /// [`crate::MobileNumber`].
    MobileNumber,
    /// [`crate::TaxCode`].
    TaxCode,
}

impl NumberKind {
    /// The Vietnamese term.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::BudgetCode => "mã số đơn vị có quan hệ với ngân sách",
            Self::CertificateNumber => "số hiệu chứng thư chữ ký số",
            Self::CitizenNumber => "số định danh cá nhân",
            Self::DeviceNumber => "số hiệu thiết bị lưu khóa bí mật",
            Self::MailAddress => "địa chỉ thư điện tử",
            Self::MobileNumber => "số điện thoại di động",
            Self::TaxCode => "mã số thuế",
        }
    }

    /// The English term.
    pub const fn english(self) -> &'static str {
        match self {
            Self::BudgetCode => "budget code",
            Self::CertificateNumber => "certificate number",
            Self::CitizenNumber => "citizen number",
            Self::DeviceNumber => "device number",
            Self::MailAddress => "e-mail address",
            Self::MobileNumber => "mobile number",
            Self::TaxCode => "tax code",
        }
    }

    /// How such a number looks: Vietnamese, English.
    const fn form(self) -> (&'static str, &'static str) {
        match self {
            Self::BudgetCode => ("07 chữ số", "7 digits"),
            Self::CertificateNumber => (
                "các chữ số thập lục phân (0–9, A–F), nhiều nhất 40",
                "hexadecimal digits (0–9, A–F), at most 40",
            ),
            Self::CitizenNumber => (
                "12 chữ số (số căn cước) hoặc 09 chữ số (số cũ)",
                "12 digits, or 9 of the older number",
            ),
            Self::DeviceNumber => (
                "nhiều nhất 64 chữ cái không dấu, chữ số, dấu “-”, “.”, “/”",
                "at most 64 letters without marks, digits, “-”, “.”, “/”",
            ),
            Self::MailAddress => ("ten@coquan.gov.vn", "name@agency.gov.vn"),
            Self::MobileNumber => (
                "10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09",
                "10 digits that begin with 03, 05, 07, 08 or 09",
            ),
            Self::TaxCode => (
                "10 chữ số, hoặc 10 chữ số và 03 chữ số (0101234567-001)",
                "10 digits, or 10 and 3 (0101234567-001)",
            ),
        }
    }

    pub(super) const fn refuses(self, fault: NumberFault) -> NumberError {
        NumberError { kind: self, fault }
    }
}

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NumberFault {
    /// A character that such a number does not have.
    Character {
        /// The character.
        character: char,
        /// Its position, counted in characters from 0.
        position: usize,
    },
    /// Nothing, or nothing but spaces and separators.
    Empty,
    /// Not of the form such a number has.
    Form,
    /// So many digits as are left when a spreadsheet took the text for a number and dropped its leading zeros.
    LeadingZerosLost {
        /// How many digits are left.
        digits: usize,
    },
    /// Too few or too many characters.
    Length {
        /// How many there are.
        length: usize,
    },
}

impl NumberFault {
    fn vietnamese(self, kind: NumberKind) -> String {
        let form = kind.form().0;
        match self {
            Self::Character {
                character,
                position,
            } => {
                format!(
                    "ký tự {} ở vị trí {} không được dùng; cần: {form}",
                    Quoted(character),
                    position + 1
                )
            }
            Self::Empty => format!("để trống; cần: {form}"),
            Self::Form => format!("không đúng dạng; cần: {form}"),
            Self::LeadingZerosLost { digits } => format!(
                "chỉ có {digits} chữ số, có thể đã mất số 0 ở đầu do bảng tính lưu thành số; cần: {form}"
            ),
            Self::Length { length } => format!("có {length} ký tự; cần: {form}"),
        }
    }

    fn english(self, kind: NumberKind) -> String {
        let form = kind.form().1;
        match self {
            Self::Character {
                character,
                position,
            } => {
                format!(
                    "the character {} at position {} does not belong there; needed: {form}",
                    Quoted(character),
                    position + 1
                )
            }
            Self::Empty => format!("empty; needed: {form}"),
            Self::Form => format!("not of this form; needed: {form}"),
            Self::LeadingZerosLost { digits } => format!(
                "{digits} digits only; a spreadsheet may have dropped leading zeros; needed: {form}"
            ),
            Self::Length { length } => format!("{length} characters; needed: {form}"),
        }
    }
}

/// A character in quotation marks, or its code point where it could not be seen.
struct Quoted(char);

impl fmt::Display for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_control()
            || self.0.is_whitespace()
            || ('\u{200b}'..='\u{200f}').contains(&self.0)
        {
            return write!(f, "U+{:04X}", u32::from(self.0));
        }
        write!(f, "“{}”", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_is_wrong_in_both_languages_and_not_the_number() {
        let error = NumberKind::CitizenNumber.refuses(NumberFault::LeadingZerosLost { digits: 11 });
        assert!(
            error.vietnamese().contains("mất số 0 ở đầu"),
            "{}",
            error.vietnamese()
        );
        assert!(error.to_string().contains("leading zeros"), "{error}");
        let error = NumberKind::TaxCode.refuses(NumberFault::Character {
            character: '\u{200b}',
            position: 3,
        });
        assert!(
            error.vietnamese().contains("U+200B ở vị trí 4"),
            "{}",
            error.vietnamese()
        );
    }
}
