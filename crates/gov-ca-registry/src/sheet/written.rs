//! What cells mean: texts, days, numbers, and what forms put into one cell.

mod day;
mod decision;
mod form_cells;

use gov_ca_model::{
    BudgetCode, CertificateNumber, CitizenNumber, DeviceNumber, LegacyOrganisationCode,
    MailAddress, MobileNumber, OrganisationCode, OrganisationKind, SubscriberClass, TaxCode,
    VietnamDay,
};
use regulation_rules::facts::BodyTier;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;

use super::fault::Fault;
use super::table::Content;
use crate::names::plain;

pub use decision::{Decided, RequestNumber};
pub use form_cells::{CertificateAndPhone, IdentityPaper, SimPki};

/// What can stand in a cell of a list.
pub trait Written: Sized {
    /// Reads what stands there.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    fn read(content: &Content) -> Result<Self, Fault>;

    /// By what two of them are the same.
    fn spelling(&self) -> String;

    /// Whether the cell may hold something else than was written into it: `54E3` becomes the number 54000.
    fn is_doubtful(_content: &Content) -> bool {
        false
    }
}

/// The text of a cell: composed (NFC), one space between words, nothing unseen in it.
pub(super) fn text(content: &Content) -> Result<String, Fault> {
    match content {
        Content::Fault(_) | Content::NoValue => return Err(Fault::Formula),
        Content::Number(number) if number.abs() >= 1e15 => return Err(Fault::DigitsLost),
        _ => {}
    }
    let shown = content.shown();
    let words: Vec<&str> = shown.split_whitespace().collect();
    let text: String = words.join(" ").nfc().filter(|c| !is_filler(*c)).collect();
    match text
        .chars()
        .find(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(c))
    {
        Some(character) => Err(Fault::Control { character }),
        None => Ok(text),
    }
}

/// Of no width and no meaning in Vietnamese; left by word processors.
const fn is_filler(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

impl Written for String {
    fn read(content: &Content) -> Result<Self, Fault> {
        text(content)
    }

    fn spelling(&self) -> String {
        crate::names::NameKey::of(self).as_str().to_owned()
    }
}

impl Written for VietnamDay {
    fn read(content: &Content) -> Result<Self, Fault> {
        day::read(content)
    }

    fn spelling(&self) -> String {
        self.to_string()
    }
}

macro_rules! numbers {
    ($($name:ident: $may_have_letters:literal),*) => {$(
        impl Written for $name {
            fn read(content: &Content) -> Result<Self, Fault> {
                Ok(text(content)?.parse::<Self>()?)
            }

            fn spelling(&self) -> String {
                self.to_string()
            }

            fn is_doubtful(content: &Content) -> bool {
                $may_have_letters && matches!(content, Content::Number(_))
            }
        }
    )*};
}
numbers!(
    BudgetCode: false, CertificateNumber: true, CitizenNumber: false, DeviceNumber: true, MailAddress: false,
    MobileNumber: false, TaxCode: false
);

impl Written for OrganisationCode {
    fn read(content: &Content) -> Result<Self, Fault> {
        text(content)?.parse().map_err(Fault::OrganisationCode)
    }

    fn spelling(&self) -> String {
        self.to_string()
    }
}

impl Written for LegacyOrganisationCode {
    fn read(content: &Content) -> Result<Self, Fault> {
        text(content)?.parse().map_err(|_| Fault::OlderCode)
    }

    fn spelling(&self) -> String {
        self.as_str().to_owned()
    }
}

impl Written for SubscriberClass {
    fn read(content: &Content) -> Result<Self, Fault> {
        match plain(&text(content)?).as_str() {
            "ca nhan" => Ok(Self::Individual),
            "co quan to chuc" | "to chuc" | "co quan" => Ok(Self::Body),
            "nguoi co tham quyen"
            | "chuc danh nha nuoc"
            | "nguoi co tham quyen chuc danh nha nuoc" => Ok(Self::AuthorisedPerson),
            "thiet bi" | "dich vu" | "phan mem" | "thiet bi dich vu phan mem" => {
                Ok(Self::DeviceServiceSoftware)
            }
            _ => Err(Fault::Unknown {
                known: "cá nhân; cơ quan, tổ chức; thiết bị, dịch vụ, phần mềm; người có thẩm quyền",
            }),
        }
    }

    fn spelling(&self) -> String {
        self.vietnamese().to_owned()
    }
}

impl Written for BodyTier {
    fn read(content: &Content) -> Result<Self, Fault> {
        let said = plain(&text(content)?);
        let mut all = Self::ALL.iter().copied();
        all.find(|tier| plain(tier.text().vi) == said)
            .ok_or(Fault::Unknown {
                known: "cấp tỉnh, sở, cấp huyện, cấp xã, đơn vị trực thuộc",
            })
    }

    fn spelling(&self) -> String {
        self.word().to_owned()
    }
}

impl Written for OrganisationKind {
    fn read(content: &Content) -> Result<Self, Fault> {
        let said = plain(&text(content)?);
        let mut all = Self::ALL.into_iter();
        all.find(|kind| plain(kind.vietnamese()) == said).ok_or(Fault::Unknown {
            known: "cơ quan nhà nước; tổ chức chính trị; tổ chức chính trị - xã hội; đơn vị sự nghiệp công lập; tổ chức khác có liên quan",
        })
    }

    fn spelling(&self) -> String {
        self.word().to_owned()
    }
}

/// A box that is ticked: `x`, `✓`, `có`, `1`, TRUE; or left: nothing, `không`, `0`, FALSE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Ticked(
    /// Whether it is.
    pub bool,
);

impl Written for Ticked {
    fn read(content: &Content) -> Result<Self, Fault> {
        match plain(&text(content)?).as_str() {
            "x" | "×" | "✓" | "✔" | "☑" | "☒" | "v" | "co" | "1" | "true" => {
                Ok(Self(true))
            }
            "" | "khong" | "0" | "false" | "☐" => Ok(Self(false)),
            _ => Err(Fault::Unknown {
                known: "x (có), để trống (không)",
            }),
        }
    }

    fn spelling(&self) -> String {
        self.0.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_composed_and_hold_nothing_unseen() {
        let read = |text: &str| String::read(&text.into());
        assert_eq!(
            read(" Nguye\u{302}\u{303}n \n Văn\u{a0}\u{200b}A ").unwrap(),
            "Nguyễn Văn A"
        );
        assert_eq!(read("a\u{0}b"), Err(Fault::Control { character: '\0' }));
        assert_eq!(
            read("a\u{202e}b"),
            Err(Fault::Control {
                character: '\u{202e}'
            })
        );
        assert_eq!(String::read(&Content::NoValue), Err(Fault::Formula));
        assert_eq!(
            String::read(&Content::Fault("#REF!".into())),
            Err(Fault::Formula)
        );
        assert_eq!(String::read(&Content::Number(1e15)), Err(Fault::DigitsLost));
        assert_eq!(String::read(&Content::Number(123.0)).unwrap(), "123");
    }

    #[test]
    fn a_number_that_lost_its_zeros_is_told() {
        let fault = CitizenNumber::read(&Content::Number(1_099_123_456.0)).unwrap_err();
        assert!(
            fault.vietnamese().contains("mất số 0"),
            "{}",
            fault.vietnamese()
        );
        assert_eq!(
            CitizenNumber::read(&"001099123456".into())
                .unwrap()
                .as_str(),
            "001099123456"
        );
    }

    #[test]
    fn classes_and_boxes_have_their_words() {
        assert_eq!(
            SubscriberClass::read(&"Cá nhân".into()),
            Ok(SubscriberClass::Individual)
        );
        assert_eq!(
            SubscriberClass::read(&"CƠ QUAN, TỔ CHỨC".into()),
            Ok(SubscriberClass::Body)
        );
        assert!(SubscriberClass::read(&"người".into()).is_err());
        for class in [
            SubscriberClass::Individual,
            SubscriberClass::AuthorisedPerson,
            SubscriberClass::Body,
            SubscriberClass::DeviceServiceSoftware,
        ] {
            assert_eq!(SubscriberClass::read(&class.vietnamese().into()), Ok(class));
        }
        for tier in BodyTier::ALL {
            assert_eq!(BodyTier::read(&tier.text().vi.into()), Ok(*tier));
        }
        for kind in OrganisationKind::ALL {
            assert_eq!(OrganisationKind::read(&kind.vietnamese().into()), Ok(kind));
        }
        assert_eq!(Ticked::read(&"X".into()), Ok(Ticked(true)));
        assert_eq!(Ticked::read(&"×".into()), Ok(Ticked(true)));
        assert_eq!(Ticked::read(&Content::Truth(false)), Ok(Ticked(false)));
        assert_eq!(Ticked::read(&Content::Number(1.0)), Ok(Ticked(true)));
        assert!(Ticked::read(&"?".into()).is_err());
    }
}
