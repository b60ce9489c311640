//! Certification requests and the forms they are made on.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{ManagingBody, ModelError, SubscriberClass, VietnamDay};

/// A certification request (yêu cầu chứng thực) as far as the law tells requests apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificationRequest {
    /// Which of the five kinds.
    pub kind: RequestKind,
    /// Whom it is for.
    pub subscriber: SubscriberClass,
    /// Who sends it.
    pub managing_body: ManagingBody,
    /// The form it is on; `None` when it was not said or it is on none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<FormNumber>,
    /// The day on it, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<VietnamDay>,
}

/// The five kinds of request, a closed list: NĐ 68/2024 Điều 3(7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestKind {
    /// New issue (cấp mới).
    Issue,
    /// Renewal (gia hạn).
    Renew,
    /// Change of information (thay đổi nội dung thông tin).
    ChangeInformation,
    /// Revocation (thu hồi).
    Revoke,
    /// Recovery of a key device (khôi phục thiết bị lưu khóa bí mật).
    RecoverDevice,
}

impl RequestKind {
    /// All five, in the order of the decree.
    pub const ALL: [Self; 5] = [
        Self::Issue,
        Self::Renew,
        Self::ChangeInformation,
        Self::Revoke,
        Self::RecoverDevice,
    ];

    /// The word in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Renew => "renew",
            Self::ChangeInformation => "change-information",
            Self::Revoke => "revoke",
            Self::RecoverDevice => "recover-device",
        }
    }

    /// The Vietnamese term.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::Issue => "cấp mới",
            Self::Renew => "gia hạn",
            Self::ChangeInformation => "thay đổi nội dung thông tin",
            Self::Revoke => "thu hồi",
            Self::RecoverDevice => "khôi phục thiết bị lưu khóa bí mật",
        }
    }

    /// The form of NĐ 68/2024 for this kind and class.
    ///
    /// 01–03 are read in Điều 11(1); 04, 05 and 06 are known from other texts that name them (secondary), see
    /// [`FormNumber::number_was_read`]. A class that NĐ 68/2024 does not have has no form to be issued on.
    pub const fn form(self, class: SubscriberClass) -> Option<FormNumber> {
        match (self, class) {
            (Self::Issue, SubscriberClass::Individual) => Some(FormNumber::F01),
            (Self::Issue, SubscriberClass::Body) => Some(FormNumber::F02),
            (Self::Issue, SubscriberClass::DeviceServiceSoftware) => Some(FormNumber::F03),
            (Self::Issue, SubscriberClass::AuthorisedPerson) => None,
            (Self::Renew | Self::ChangeInformation, _) => Some(FormNumber::F04),
            (Self::Revoke, _) => Some(FormNumber::F05),
            (Self::RecoverDevice, _) => Some(FormNumber::F06),
        }
    }
}

/// The nine forms (mẫu số) in the appendix of NĐ 68/2024.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum FormNumber {
    /// 01: issue, individual.
    F01,
    /// 02: issue, body.
    F02,
    /// 03: issue, device, service or software.
    F03,
    /// 04: renewal and change of information.
    F04,
    /// 05: revocation.
    F05,
    /// 06: device recovery.
    F06,
    /// 07: handing the device to the subscriber.
    F07,
    /// 08: handing the device back.
    F08,
    /// 09: confirmation of a lost device.
    F09,
}

impl FormNumber {
    /// All nine.
    pub const ALL: [Self; 9] = [
        Self::F01,
        Self::F02,
        Self::F03,
        Self::F04,
        Self::F05,
        Self::F06,
        Self::F07,
        Self::F08,
        Self::F09,
    ];

    /// Its number as printed: `01` to `09`.
    pub const fn number(self) -> &'static str {
        match self {
            Self::F01 => "01",
            Self::F02 => "02",
            Self::F03 => "03",
            Self::F04 => "04",
            Self::F05 => "05",
            Self::F06 => "06",
            Self::F07 => "07",
            Self::F08 => "08",
            Self::F09 => "09",
        }
    }

    /// Whether the number was read in the decree itself (Điều 11(1)); the others are known from texts that name them.
    pub const fn number_was_read(self) -> bool {
        matches!(self, Self::F01 | Self::F02 | Self::F03)
    }
}

impl fmt::Display for FormNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}

impl FromStr for FormNumber {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Self, ModelError> {
        let found = Self::ALL.into_iter().find(|form| form.number() == text);
        found.ok_or_else(|| ModelError::Form {
            text: text.to_owned(),
        })
    }
}

impl TryFrom<String> for FormNumber {
    type Error = ModelError;

    fn try_from(text: String) -> Result<Self, ModelError> {
        text.parse()
    }
}

impl From<FormNumber> for String {
    fn from(form: FormNumber) -> Self {
        form.number().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_kind_and_class() {
        use SubscriberClass::{AuthorisedPerson, Body, DeviceServiceSoftware, Individual};
        assert_eq!(RequestKind::Issue.form(Individual), Some(FormNumber::F01));
        assert_eq!(RequestKind::Issue.form(Body), Some(FormNumber::F02));
        assert_eq!(
            RequestKind::Issue.form(DeviceServiceSoftware),
            Some(FormNumber::F03)
        );
        assert_eq!(RequestKind::Issue.form(AuthorisedPerson), None);
        assert_eq!(RequestKind::Renew.form(Body), Some(FormNumber::F04));
        assert_eq!(
            RequestKind::ChangeInformation.form(Individual),
            Some(FormNumber::F04)
        );
        assert_eq!(RequestKind::Revoke.form(Individual), Some(FormNumber::F05));
        assert_eq!(RequestKind::RecoverDevice.form(Body), Some(FormNumber::F06));
    }

    #[test]
    fn numbers_are_printed_with_two_digits() {
        for form in FormNumber::ALL {
            assert_eq!(form.to_string().parse::<FormNumber>().unwrap(), form);
        }
        for text in ["1", "00", "10", ""] {
            assert_eq!(
                text.parse::<FormNumber>(),
                Err(ModelError::Form {
                    text: text.to_owned()
                })
            );
        }
        assert_eq!(
            FormNumber::ALL
                .iter()
                .filter(|form| form.number_was_read())
                .count(),
            3
        );
    }

    #[test]
    fn the_five_kinds_have_five_names() {
        let mut names: Vec<&str> = RequestKind::ALL
            .iter()
            .map(|kind| kind.vietnamese())
            .collect();
        names.dedup();
        assert_eq!(names.len(), 5);
        assert_eq!(
            serde_json::to_string(&RequestKind::ChangeInformation).unwrap(),
            "\"change-information\""
        );
        assert!(serde_json::from_str::<RequestKind>("\"suspend\"").is_err());
    }
}
