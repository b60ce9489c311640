//! The numbered forms (mẫu số) of decrees, circulars and regulations.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::evidence::Found;

/// Where a form is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormSource {
    /// NĐ 68/2024/NĐ-CP, appendix: 01 to 09.
    Nd68,
    /// TT 185/2019/TT-BQP: 1 to 15.
    Tt185,
    /// TT 05/2010/TT-BNV.
    Tt05,
    /// The regulation of An Giang: 01 to 03.
    AnGiang,
}

/// A form by source and number; in data `nd-68/05`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Form {
    source: FormSource,
    number: u8,
}

/// Not of the form `SOURCE/NUMBER`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a form like nd-68/05, tt-185/09, tt-05/03, an-giang/01: {text:?}")]
pub struct FormError {
    text: String,
}

impl FormSource {
    const ALL: [Self; 4] = [Self::Nd68, Self::Tt185, Self::Tt05, Self::AnGiang];

    const fn word(self) -> &'static str {
        match self {
            Self::Nd68 => "nd-68",
            Self::Tt185 => "tt-185",
            Self::Tt05 => "tt-05",
            Self::AnGiang => "an-giang",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Nd68 => "Nghị định số 68/2024/NĐ-CP",
            Self::Tt185 => "Thông tư số 185/2019/TT-BQP",
            Self::Tt05 => "Thông tư số 05/2010/TT-BNV",
            Self::AnGiang => "Quyết định số 39/2014/QĐ-UBND",
        }
    }
}

impl Form {
    /// The form with this number.
    pub const fn new(source: FormSource, number: u8) -> Self {
        Self { source, number }
    }

    /// A form of NĐ 68/2024.
    pub const fn nd_68(number: u8) -> Self {
        Self::new(FormSource::Nd68, number)
    }

    /// Whether it is one of these forms of this source.
    pub fn is_one_of(self, source: FormSource, numbers: core::ops::RangeInclusive<u8>) -> bool {
        self.source == source && numbers.contains(&self.number)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{:02}", self.source.word(), self.number)
    }
}

impl FromStr for Form {
    type Err = FormError;

    fn from_str(text: &str) -> Result<Self, FormError> {
        let refused = || FormError {
            text: text.to_owned(),
        };
        let (source, number) = text.split_once('/').ok_or_else(refused)?;
        let source = FormSource::ALL
            .into_iter()
            .find(|known| known.word() == source);
        let digits =
            (1..=2).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit());
        let number = number.parse().ok().filter(|number| digits && *number > 0);
        match (source, number) {
            (Some(source), Some(number)) => Ok(Self { source, number }),
            _ => Err(refused()),
        }
    }
}

impl TryFrom<String> for Form {
    type Error = FormError;

    fn try_from(text: String) -> Result<Self, FormError> {
        text.parse()
    }
}

impl From<Form> for String {
    fn from(form: Form) -> Self {
        form.to_string()
    }
}

impl From<Form> for Found {
    fn from(form: Form) -> Self {
        Self::Plain(format!("Mẫu số {:02} {}", form.number, form.source.title()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_it_is_written() {
        for text in ["nd-68/05", "tt-185/15", "tt-05/03", "an-giang/01"] {
            assert_eq!(text.parse::<Form>().unwrap().to_string(), text);
            assert_eq!(String::from(text.parse::<Form>().unwrap()), text);
        }
        assert_eq!(
            "tt-185/9".parse::<Form>().unwrap(),
            Form::new(FormSource::Tt185, 9)
        );
        for text in [
            "",
            "nd-68",
            "nd-68/",
            "nd-68/00",
            "nd-68/-1",
            "nd-68/+5",
            "nd-68/123",
            "tt-1/05",
        ] {
            let refused = text.parse::<Form>().unwrap_err();
            assert!(
                refused.to_string().contains(&format!("{text:?}")),
                "{refused}"
            );
        }
    }

    #[test]
    fn numbers_belong_to_their_source() {
        let form = Form::nd_68(5);
        assert!(form.is_one_of(FormSource::Nd68, 5..=5));
        assert!(!form.is_one_of(FormSource::Nd68, 6..=9));
        assert!(!form.is_one_of(FormSource::Tt185, 1..=6));
        assert_eq!(
            Found::from(form),
            Found::Plain("Mẫu số 05 Nghị định số 68/2024/NĐ-CP".to_owned())
        );
        assert_eq!(
            Found::from(Form::new(FormSource::AnGiang, 1)),
            Found::Plain("Mẫu số 01 Quyết định số 39/2014/QĐ-UBND".to_owned())
        );
        assert_eq!(
            Found::from(Form::new(FormSource::Tt05, 4)),
            Found::Plain("Mẫu số 04 Thông tư số 05/2010/TT-BNV".to_owned())
        );
        assert_eq!(
            Found::from(Form::new(FormSource::Tt185, 12)),
            Found::Plain("Mẫu số 12 Thông tư số 185/2019/TT-BQP".to_owned())
        );
    }
}
