//! Organisation codes: the present form and the thirteen-character form before it.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{ModelError, VietnamDay};

/// From when the present form is in force: QĐ 20/2020/QĐ-TTg.
const PRESENT_FORM_SINCE: VietnamDay = VietnamDay::new(2020, 9, 15);
/// From when the exchange standard no longer asks for thirteen characters: amendment 1:2022 of QCVN 102:2016.
const OLDER_FORM_UNTIL: VietnamDay = VietnamDay::new(2022, 9, 15);

/// The electronic code of a body (mã định danh điện tử) after QĐ 20/2020/QĐ-TTg, in force since 15/09/2020.
///
/// Characters are the dot, `0`–`9` and capital `A`–`Z`; at most 35; the groups between dots are levels, the leftmost is
/// level 1. Example: `G11.07.05`. The decision was amended in 2025; which code belongs to whom changes with mergers, so this
/// type knows the grammar only.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationCode(String);

impl OrganisationCode {
    /// The most characters a code may have (QĐ 20/2020/QĐ-TTg).
    pub const MAX_LENGTH: usize = 35;

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The groups from level 1 on.
    pub fn levels(&self) -> impl Iterator<Item = &str> {
        self.0.split('.')
    }

    /// Whether `self` is `other` or stands somewhere below it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0
            .strip_prefix(other.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// Whether it looks like the codes of ministries (`G..`) and provinces (`H..`) seen so far: our narrow profile, for a
    /// hint about a mistyped code and never for a refusal.
    pub fn looks_like_a_state_body(&self) -> bool {
        let mut levels = self.levels();
        let first = levels.next().unwrap_or_default().as_bytes();
        let state =
            matches!(first, [b'G' | b'H', a, b] if a.is_ascii_digit() && b.is_ascii_digit());
        let rest: Vec<&str> = levels.collect();
        state
            && rest.len() <= 3
            && rest
                .iter()
                .all(|g| g.len() <= 3 && g.bytes().all(|b| b.is_ascii_digit()))
    }
}

impl FromStr for OrganisationCode {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        // QĐ 20/2020/QĐ-TTg: at most 35 characters
        let length = text.chars().count();
        if length > Self::MAX_LENGTH {
            return Err(ModelError::CodeTooLong { length });
        }
        // QĐ 20/2020/QĐ-TTg: dot, digits, capital letters
        let odd = |(_, c): &(usize, char)| !matches!(c, '.' | '0'..='9' | 'A'..='Z');
        if let Some((position, character)) = text.chars().enumerate().find(odd) {
            return Err(ModelError::CodeCharacter {
                character,
                position,
            });
        }
        if let Some(level) = text.split('.').position(str::is_empty) {
            return Err(ModelError::CodeEmptyLevel { level: level + 1 });
        }
        if text.parse::<LegacyOrganisationCode>().is_ok() {
            return Err(ModelError::CodeOfOlderForm);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for OrganisationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for OrganisationCode {
    type Error = ModelError;

    fn try_from(text: String) -> Result<Self, ModelError> {
        text.parse()
    }
}

impl From<OrganisationCode> for String {
    fn from(code: OrganisationCode) -> Self {
        code.0
    }
}

/// The four-level code of QCVN 102:2016/BTTTT: `V1V2V3.Z1Z2.Y1Y2.MX`, thirteen characters, level 1 at the **right**.
/// Example: `000.00.00.H49`. The exchange standard dropped it with amendment 1:2022 (from 15/09/2022).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LegacyOrganisationCode(String);

impl LegacyOrganisationCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same body in the present form: groups reversed, all-zero groups dropped.
    ///
    /// Our reading of one vendor's practice, not a rule of law: `000.05.07.G11` becomes `G11.07.05`.
    ///
    /// # Errors
    ///
    /// When all groups are zero, so that no code is left.
    pub fn to_present_form(&self) -> Result<OrganisationCode, ModelError> {
        let kept: Vec<&str> = self
            .0
            .rsplit('.')
            .filter(|group| group.bytes().any(|b| b != b'0'))
            .collect();
        kept.join(".").parse()
    }
}

impl FromStr for LegacyOrganisationCode {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let groups: Vec<&str> = text.split('.').collect();
        // QCVN 102:2016/BTTTT: V1V2V3.Z1Z2.Y1Y2.MX
        let fits = match groups.as_slice() {
            [v, z, y, m] => {
                let digits = |group: &str, length| {
                    group.len() == length && group.bytes().all(|b| b.is_ascii_digit())
                };
                let body = m
                    .strip_prefix(|c: char| c.is_ascii_uppercase())
                    .unwrap_or_default();
                digits(v, 3) && digits(z, 2) && digits(y, 2) && digits(body, 2)
            }
            _ => false,
        };
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(ModelError::LegacyCode {
                text: text.to_owned(),
            })
        }
    }
}

impl TryFrom<String> for LegacyOrganisationCode {
    type Error = ModelError;

    fn try_from(text: String) -> Result<Self, ModelError> {
        text.parse()
    }
}

impl From<LegacyOrganisationCode> for String {
    fn from(code: LegacyOrganisationCode) -> Self {
        code.0
    }
}

/// Which form of code an exchanged document may carry on a given day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeForm {
    /// Only the thirteen characters of QCVN 102:2016 (before 15/09/2020).
    Older,
    /// The decision was in force, the exchange standard still asked for thirteen characters.
    Both,
    /// Only the form of QĐ 20/2020/QĐ-TTg (from 15/09/2022).
    Present,
}

impl CodeForm {
    /// The form on `day`. When the older form began is not known here.
    pub fn on(day: VietnamDay) -> Self {
        if day < PRESENT_FORM_SINCE {
            Self::Older
        } else if day < OLDER_FORM_UNTIL {
            Self::Both
        } else {
            Self::Present
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> OrganisationCode {
        text.parse().unwrap()
    }

    #[test]
    fn known_codes_parse_and_print() {
        for text in ["G11.07.05", "H53.6", "H49", "G01", "0101234567", "A"] {
            assert_eq!(code(text).to_string(), text);
        }
        assert_eq!(
            code("G11.07.05").levels().collect::<Vec<_>>(),
            ["G11", "07", "05"]
        );
    }

    #[test]
    fn each_fault_has_its_error() {
        let error = |text: &str| text.parse::<OrganisationCode>().unwrap_err();
        assert_eq!(
            error("g11"),
            ModelError::CodeCharacter {
                character: 'g',
                position: 0
            }
        );
        assert_eq!(
            error("H5Đ"),
            ModelError::CodeCharacter {
                character: 'Đ',
                position: 2
            }
        );
        assert_eq!(error(""), ModelError::CodeEmptyLevel { level: 1 });
        assert_eq!(error("H53..6"), ModelError::CodeEmptyLevel { level: 2 });
        assert_eq!(error("H53."), ModelError::CodeEmptyLevel { level: 2 });
        assert_eq!(error("000.00.00.H49"), ModelError::CodeOfOlderForm);
        assert_eq!(
            error(&"A".repeat(36)),
            ModelError::CodeTooLong { length: 36 }
        );
        assert_eq!(code(&"A".repeat(35)).as_str().len(), 35);
    }

    #[test]
    fn a_code_is_within_its_levels_only() {
        assert!(code("H53.6").is_within(&code("H53")));
        assert!(code("H53").is_within(&code("H53")));
        assert!(!code("H53").is_within(&code("H53.6")));
        assert!(!code("H530.6").is_within(&code("H53")));
    }

    #[test]
    fn the_narrow_profile_is_a_hint() {
        for text in ["G11.07.05", "H53.6", "H49", "H53.6.1.2"] {
            assert!(code(text).looks_like_a_state_body(), "{text}");
        }
        for text in [
            "0101234567",
            "A11.1",
            "H5",
            "H534",
            "HAB",
            "H53.1234",
            "H53.A",
            "H53.1.2.3.4",
        ] {
            assert!(!code(text).looks_like_a_state_body(), "{text}");
        }
    }

    #[test]
    fn older_codes_turn_round() {
        let older: LegacyOrganisationCode = "000.05.07.G11".parse().unwrap();
        assert_eq!(older.to_present_form().unwrap(), code("G11.07.05"));
        let older: LegacyOrganisationCode = "000.00.00.H49".parse().unwrap();
        assert_eq!(older.to_present_form().unwrap(), code("H49"));
        for text in [
            "000.00.00.49H",
            "00.00.00.H49",
            "000.00.H49",
            "000.0A.00.H49",
            "000.00.00.h49",
            "000.00.00.H4",
            "H49",
        ] {
            assert!(text.parse::<LegacyOrganisationCode>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_form_depends_on_the_day() {
        assert_eq!(CodeForm::on(VietnamDay::new(2020, 9, 14)), CodeForm::Older);
        assert_eq!(CodeForm::on(VietnamDay::new(2020, 9, 15)), CodeForm::Both);
        assert_eq!(CodeForm::on(VietnamDay::new(2022, 9, 14)), CodeForm::Both);
        assert_eq!(
            CodeForm::on(VietnamDay::new(2022, 9, 15)),
            CodeForm::Present
        );
    }

    #[test]
    fn codes_travel_as_texts() {
        assert_eq!(serde_json::to_string(&code("H53.6")).unwrap(), "\"H53.6\"");
        assert!(serde_json::from_str::<OrganisationCode>("\"h53\"").is_err());
        assert!(serde_json::from_str::<LegacyOrganisationCode>("\"000.00.00.H49\"").is_ok());
    }
}
