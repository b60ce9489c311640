//! The lines of text of a profile, and how they are filled.

use core::fmt;

use gov_ca_model::VietnamDay;
use jiff::Timestamp;
use jiff::tz::Offset;
use serde::Serialize;

use super::Profile;
use crate::facts::values::macros::values;
use crate::{Lang, Text};

/// One line: its pieces, in order.
pub type Line = &'static [Piece];

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// Number and symbol of the document: `12/QĐ-UBND`.
    NumberAndSymbol,
    /// The number alone, as the register gives it.
    Number,
    /// The time of signing on Vietnam's clock (ISO 8601): `2026-11-21T14:30:05+07:00`.
    SigningTime,
    /// The day of issue: `05`.
    Day,
    /// The month of issue: `02`, `9`.
    Month,
    /// The year of issue.
    Year,
    /// The signer's name.
    Name,
    /// The mail address of the signer or the agency.
    Mail,
    /// The name of the agency.
    Agency,
    /// The form of copy.
    FormOfCopy,
    /// These words.
    Words(&'static str),
}

values! {
    /// The form of a copy: the words on it.
    FormOfCopy {
        SaoY "sao-y" "SAO Y" "true copy";
        SaoLuc "sao-luc" "SAO LỤC" "copy of a copy";
        TrichSao "trich-sao" "TRÍCH SAO" "extract";
    }
}

/// What the lines are filled with. A text of blanks only counts as missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// The number, as the register gives it.
    pub number: Option<String>,
    /// The symbol: `QĐ-UBND`.
    pub symbol: Option<String>,
    /// The time of signing.
    pub signed_at: Option<Timestamp>,
    /// The day of issue that the document bears.
    pub dated_on: Option<VietnamDay>,
    /// The signer's name.
    pub name: Option<String>,
    /// The mail address of the signer or the agency.
    pub mail: Option<String>,
    /// The name of the agency.
    pub agency: Option<String>,
    /// The form of copy.
    pub form_of_copy: Option<FormOfCopy>,
}

values! {
    /// A value that a line needs.
    ValueName {
        Number "number" "số văn bản" "number";
        Symbol "symbol" "ký hiệu văn bản" "symbol";
        SignedAt "signed-at" "thời gian ký" "time of signing";
        DatedOn "dated-on" "ngày ban hành" "day of issue";
        Name "name" "họ tên người ký" "signer's name";
        Mail "mail" "địa chỉ thư điện tử" "mail address";
        Agency "agency" "tên cơ quan, tổ chức" "name of the agency";
        FormOfCopy "form-of-copy" "hình thức sao" "form of copy";
    }
}

/// A line needs a value that was not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub struct MissingValue {
    /// The profile.
    pub profile: &'static str,
    /// The value.
    pub value: ValueName,
}

impl MissingValue {
    /// What is missing, in a sentence.
    pub fn text(self, lang: Lang) -> String {
        let value = self.value.text().in_language(lang);
        match lang {
            Lang::Vi => format!("Mẫu {}: thiếu {value}", self.profile),
            Lang::En => format!("profile {}: {value} is missing", self.profile),
        }
    }
}

impl fmt::Display for MissingValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl Profile {
    /// The lines of text, filled.
    ///
    /// # Errors
    ///
    /// [`MissingValue`] names the first value that a line needs and that was not given.
    pub fn lines(&self, values: &Values) -> Result<Vec<String>, MissingValue> {
        let missing = |value| MissingValue {
            profile: self.id,
            value,
        };
        let line = |pieces: &Line| pieces.iter().map(|piece| values.piece(*piece)).collect();
        let lines: Result<Vec<String>, ValueName> = self.text.value.iter().map(line).collect();
        lines.map_err(missing)
    }
}

impl Values {
    fn piece(&self, piece: Piece) -> Result<String, ValueName> {
        match piece {
            Piece::NumberAndSymbol => {
                let number = given(self.number.as_ref(), ValueName::Number)?;
                let symbol = given(self.symbol.as_ref(), ValueName::Symbol)?;
                Ok(format!("{number}/{symbol}"))
            }
            Piece::Number => given(self.number.as_ref(), ValueName::Number),
            Piece::SigningTime => self.signed_at.map(iso_8601).ok_or(ValueName::SignedAt),
            Piece::Day => Ok(format!("{:02}", self.date()?.day())),
            Piece::Month => Ok(month(self.date()?.month())),
            Piece::Year => Ok(self.date()?.year().to_string()),
            Piece::Name => given(self.name.as_ref(), ValueName::Name),
            Piece::Mail => given(self.mail.as_ref(), ValueName::Mail),
            Piece::Agency => given(self.agency.as_ref(), ValueName::Agency),
            Piece::FormOfCopy => {
                let form = self.form_of_copy.ok_or(ValueName::FormOfCopy)?;
                Ok(form.text().vi.to_owned())
            }
            Piece::Words(words) => Ok(words.to_owned()),
        }
    }

    fn date(&self) -> Result<jiff::civil::Date, ValueName> {
        self.dated_on
            .map(VietnamDay::date)
            .ok_or(ValueName::DatedOn)
    }
}

fn given(value: Option<&String>, name: ValueName) -> Result<String, ValueName> {
    let value = value
        .map(|text| text.trim())
        .filter(|text| !text.is_empty());
    value.map(str::to_owned).ok_or(name)
}

/// To the second, on Vietnam's clock.
fn iso_8601(at: Timestamp) -> String {
    let local = Offset::constant(7).to_datetime(at);
    format!("{}+07:00", local.strftime("%Y-%m-%dT%H:%M:%S"))
}

/// Months 1 and 2 have a leading zero (restated; NĐ 30/2020 Phụ lục I).
fn month(month: i8) -> String {
    match month {
        1 | 2 => format!("0{month}"),
        _ => month.to_string(),
    }
}

const PIECES: [(&str, Piece, Text); 10] = [
    piece(
        "number-and-symbol",
        Piece::NumberAndSymbol,
        "số và ký hiệu",
        "number and symbol",
    ),
    piece("number", Piece::Number, "số", "number"),
    piece(
        "signing-time",
        Piece::SigningTime,
        "thời gian ký",
        "time of signing",
    ),
    piece("day", Piece::Day, "ngày", "day"),
    piece("month", Piece::Month, "tháng", "month"),
    piece("year", Piece::Year, "năm", "year"),
    piece("name", Piece::Name, "họ tên", "name"),
    piece("mail", Piece::Mail, "thư điện tử", "mail"),
    piece("agency", Piece::Agency, "tên cơ quan", "agency"),
    piece(
        "form-of-copy",
        Piece::FormOfCopy,
        "hình thức sao",
        "form of copy",
    ),
];

const fn piece(
    word: &'static str,
    piece: Piece,
    vi: &'static str,
    en: &'static str,
) -> (&'static str, Piece, Text) {
    (word, piece, Text::new(vi, en))
}

impl Piece {
    /// The piece with this word in a file; literal words are written otherwise.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        let known = PIECES.iter().find(|(name, ..)| *name == word);
        known.map(|(_, piece, _)| *piece)
    }

    /// What it is, in brackets; literal words as they are.
    pub(super) fn text(self, lang: Lang) -> String {
        match self {
            Self::Words(words) => words.to_owned(),
            _ => PIECES
                .iter()
                .find(|(_, piece, _)| *piece == self)
                .map_or_else(String::new, |(.., name)| {
                    format!("[{}]", name.in_language(lang))
                }),
        }
    }
}
