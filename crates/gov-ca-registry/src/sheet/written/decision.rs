//! What a department says to a request.

use serde::Serialize;

use super::super::fault::Fault;
use super::super::table::Content;
use super::{Written, text};
use crate::names::plain;

/// The number of a request in the register: `12`, `YC-12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RequestNumber(
    /// The number.
    pub i64,
);

impl Written for RequestNumber {
    fn read(content: &Content) -> Result<Self, Fault> {
        let text = text(content)?.to_uppercase();
        let number = match text.strip_prefix("YC") {
            Some(number) => number.trim_start_matches(['-', ' ']),
            None => text.as_str(),
        };
        let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        let number = number.parse().ok().filter(|_| is_number);
        number.map(Self).ok_or(Fault::Unknown {
            known: "số của yêu cầu trong sổ, ví dụ 12 hoặc YC-12",
        })
    }

    fn spelling(&self) -> String {
        self.0.to_string()
    }
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decided {
    /// Chấp thuận.
    Approved,
    /// Không chấp thuận.
    Refused,
    /// Trả lại hồ sơ.
    Returned,
}

impl Written for Decided {
    fn read(content: &Content) -> Result<Self, Fault> {
        match plain(&text(content)?).as_str() {
            "chap thuan" | "dong y" | "hop le" => Ok(Self::Approved),
            "khong chap thuan" | "tu choi" => Ok(Self::Refused),
            "tra lai" | "tra lai ho so" => Ok(Self::Returned),
            _ => Err(Fault::Unknown {
                known: "chấp thuận, trả lại, không chấp thuận",
            }),
        }
    }

    fn spelling(&self) -> String {
        format!("{self:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_decisions_as_people_write_them() {
        for text in ["12", "YC-12", "yc 12", "YC12"] {
            assert_eq!(
                RequestNumber::read(&text.into()),
                Ok(RequestNumber(12)),
                "{text}"
            );
        }
        for text in ["", "-1", "YC", "1.5", "12a", "99999999999999999999"] {
            assert!(RequestNumber::read(&text.into()).is_err(), "{text}");
        }
        assert_eq!(Decided::read(&"CHẤP THUẬN".into()), Ok(Decided::Approved));
        assert_eq!(Decided::read(&"Trả lại".into()), Ok(Decided::Returned));
        assert_eq!(
            Decided::read(&"không chấp thuận".into()),
            Ok(Decided::Refused)
        );
        assert!(Decided::read(&"có thể".into()).is_err());
    }
}
