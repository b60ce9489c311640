//! A certificate as the government CA's own nouns see it.

use cert_path::Certificate;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{SubscriberClass, VietnamDay};

/// The kind of signature a certificate is for, as the law tells kinds apart (Luật 20/2023/QH15 Điều 22(1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CertificateKind {
    /// Government-specialised (chữ ký số chuyên dùng công vụ; before 15/08/2024: chuyên dùng Chính phủ).
    Government,
    /// Public (chữ ký số công cộng).
    Public,
    /// Specialised electronic signature of a body (chữ ký điện tử chuyên dùng).
    Specialised,
}

impl CertificateKind {
    /// The Vietnamese words of the law in force now.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::Government => "chữ ký số chuyên dùng công vụ",
            Self::Public => "chữ ký số công cộng",
            Self::Specialised => "chữ ký điện tử chuyên dùng",
        }
    }

    /// The key word used in files and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::Public => "public",
            Self::Specialised => "specialised",
        }
    }
}

/// Who issued a certificate, as far as the law asks: the list of NĐ 130/2018 Điều 9(2), and what is outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IssuerKind {
    /// The government CA of Ban Cơ yếu Chính phủ.
    GovernmentCa,
    /// The national CA.
    NationalCa,
    /// A public CA (tổ chức cung cấp dịch vụ chứng thực chữ ký số công cộng).
    PublicCa,
    /// A specialised CA of a body that holds a certificate of eligibility.
    EligibleSpecialisedCa,
    /// A foreign CA.
    ForeignCa,
    /// None of these.
    Other,
}

impl IssuerKind {
    /// The Vietnamese words.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::GovernmentCa => {
                "tổ chức cung cấp dịch vụ chứng thực chữ ký số thuộc Ban Cơ yếu Chính phủ"
            }
            Self::NationalCa => "tổ chức cung cấp dịch vụ chứng thực chữ ký số quốc gia",
            Self::PublicCa => "tổ chức cung cấp dịch vụ chứng thực chữ ký số công cộng",
            Self::EligibleSpecialisedCa => {
                "tổ chức cung cấp dịch vụ chứng thực chữ ký số chuyên dùng đủ điều kiện"
            }
            Self::ForeignCa => "tổ chức cung cấp dịch vụ chứng thực chữ ký số nước ngoài",
            Self::Other => "tổ chức khác",
        }
    }

    /// The key word used in files and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::GovernmentCa => "government-ca",
            Self::NationalCa => "national-ca",
            Self::PublicCa => "public-ca",
            Self::EligibleSpecialisedCa => "eligible-specialised-ca",
            Self::ForeignCa => "foreign-ca",
            Self::Other => "other",
        }
    }
}

/// A certificate read for what the government CA puts into it. A view: nothing here has been verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GovCertificate {
    /// The whole subject, as one line.
    pub subject: String,
    /// The whole issuer, as one line.
    pub issuer: String,
    /// Its number (số hiệu), upper hexadecimal.
    pub serial: String,
    /// Common name (CN): the person, body or device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common_name: Option<String>,
    /// Organisation (O).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Units (OU), in the order of the certificate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<String>,
    /// The e-mail address in the subject, which is to be an official one (thư điện tử công vụ).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The user identifier (UID) of the subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// First instant of validity.
    pub not_before: Timestamp,
    /// Last instant of validity.
    pub not_after: Timestamp,
}

impl From<&Certificate> for GovCertificate {
    fn from(certificate: &Certificate) -> Self {
        let subject = certificate.subject();
        Self {
            subject: subject.to_string(),
            issuer: certificate.issuer().to_string(),
            serial: certificate.serial().to_string(),
            common_name: subject.common_name().map(str::to_owned),
            organisation: subject.organisation().map(str::to_owned),
            units: subject
                .organisational_units()
                .into_iter()
                .map(str::to_owned)
                .collect(),
            email: subject.email().map(str::to_owned),
            user_id: subject.user_id().map(UserId::read),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
        }
    }
}

impl GovCertificate {
    /// First day of validity, in Vietnam. X.509 has no day of issue; where the law asks for one and nobody states it, this
    /// day stands for it and the report says so.
    pub fn first_day(&self) -> VietnamDay {
        VietnamDay::of(self.not_before)
    }

    /// Last day of validity, in Vietnam.
    pub fn last_day(&self) -> VietnamDay {
        VietnamDay::of(self.not_after)
    }

    /// What in the certificate speaks for one class or another. Hints, never a decision: no policy or usage tells classes
    /// apart in the certificates seen.
    pub fn hints(&self) -> Vec<ClassHint> {
        let mut hints = Vec::new();
        if matches!(self.user_id, Some(UserId::BudgetUnit(_))) {
            hints.push(ClassHint::BudgetUnitNumber);
        }
        if matches!(self.user_id, Some(UserId::CitizenNumber(_))) {
            hints.push(ClassHint::CitizenNumber);
        }
        if self.common_name.is_some() && self.common_name == self.organisation {
            hints.push(ClassHint::NameIsTheOrganisation);
        }
        hints
    }

    /// The certificate together with its class and who says so.
    pub fn classified(
        self,
        class: SubscriberClass,
        evidence: ClassEvidence,
    ) -> ClassifiedCertificate {
        ClassifiedCertificate {
            certificate: self,
            class,
            evidence,
        }
    }
}

/// The user identifier of a subject, split at its prefix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum UserId {
    /// `MNS:`, number of a unit that works with the state budget (mã số đơn vị có quan hệ với ngân sách), seen in
    /// certificates of ministries.
    BudgetUnit(String),
    /// `MST:`, tax number (mã số thuế): the public CAs' habit.
    TaxNumber(String),
    /// `CCCD:`, citizen number (căn cước công dân): the public CAs' habit.
    CitizenNumber(String),
    /// Anything else, whole.
    Other(String),
}

impl UserId {
    /// Splits the text of a UID attribute.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        match text.split_once(':') {
            Some(("MNS", number)) => Self::BudgetUnit(number.trim().to_owned()),
            Some(("MST", number)) => Self::TaxNumber(number.trim().to_owned()),
            Some(("CCCD", number)) => Self::CitizenNumber(number.trim().to_owned()),
            _ => Self::Other(text.to_owned()),
        }
    }
}

/// One observation that speaks for a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ClassHint {
    /// A budget-unit number stands in the subject: seen with bodies.
    BudgetUnitNumber,
    /// A citizen number stands in the subject: a person.
    CitizenNumber,
    /// The common name equals the organisation: seen with bodies.
    NameIsTheOrganisation,
}

/// Who says of which class a certificate is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "source", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ClassEvidence {
    /// The person who runs the program says so.
    Caller {
        /// Their name, where given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    /// A register of subscribers says so.
    Register {
        /// Which one.
        name: String,
        /// The day of its entry.
        day: VietnamDay,
    },
}

/// A certificate whose class somebody has stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassifiedCertificate {
    /// The certificate.
    pub certificate: GovCertificate,
    /// Its class.
    pub class: SubscriberClass,
    /// Who says so.
    pub evidence: ClassEvidence,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ministry() -> GovCertificate {
        GovCertificate {
            subject: "CN=BỘ VÍ DỤ".to_owned(),
            issuer: "CN=CA thử".to_owned(),
            serial: "0A".to_owned(),
            common_name: Some("BỘ VÍ DỤ".to_owned()),
            organisation: Some("BỘ VÍ DỤ".to_owned()),
            units: Vec::new(),
            email: None,
            user_id: Some(UserId::read("MNS:1234567")),
            not_before: "2024-08-14T17:00:00Z".parse().unwrap(),
            not_after: "2029-08-14T16:59:59Z".parse().unwrap(),
        }
    }

    #[test]
    fn user_identifiers_split_at_their_prefix() {
        assert_eq!(
            UserId::read(" MNS:1234567 "),
            UserId::BudgetUnit("1234567".to_owned())
        );
        assert_eq!(
            UserId::read("MST: 0101234567"),
            UserId::TaxNumber("0101234567".to_owned())
        );
        assert_eq!(
            UserId::read("CCCD:001099000001"),
            UserId::CitizenNumber("001099000001".to_owned())
        );
        assert_eq!(UserId::read("mns:1"), UserId::Other("mns:1".to_owned()));
        assert_eq!(UserId::read("x"), UserId::Other("x".to_owned()));
    }

    #[test]
    fn hints_are_observations() {
        let mut certificate = ministry();
        assert_eq!(
            certificate.hints(),
            [
                ClassHint::BudgetUnitNumber,
                ClassHint::NameIsTheOrganisation
            ]
        );
        certificate.user_id = Some(UserId::read("CCCD:1"));
        certificate.common_name = Some("Nguyễn Văn Mẫu".to_owned());
        assert_eq!(certificate.hints(), [ClassHint::CitizenNumber]);
        certificate.user_id = None;
        certificate.common_name = None;
        certificate.organisation = None;
        assert!(certificate.hints().is_empty());
    }

    #[test]
    fn validity_days_are_days_in_vietnam() {
        assert_eq!(ministry().first_day(), VietnamDay::new(2024, 8, 15));
        assert_eq!(ministry().last_day(), VietnamDay::new(2029, 8, 14));
    }

    #[test]
    fn a_class_always_comes_with_who_said_so() {
        let evidence = ClassEvidence::Caller { by: None };
        let classified = ministry().classified(SubscriberClass::Body, evidence.clone());
        assert_eq!(
            (classified.class, &classified.evidence),
            (SubscriberClass::Body, &evidence)
        );
        let json = serde_json::to_value(&classified).unwrap();
        assert_eq!(json["evidence"]["source"], "caller");
        assert_eq!(
            serde_json::from_value::<ClassifiedCertificate>(json).unwrap(),
            classified
        );
    }

    #[test]
    fn key_words_are_those_of_the_files() {
        for kind in [
            CertificateKind::Government,
            CertificateKind::Public,
            CertificateKind::Specialised,
        ] {
            assert_eq!(
                serde_json::to_string(&kind).unwrap(),
                format!("{:?}", kind.word())
            );
        }
        use IssuerKind::{
            EligibleSpecialisedCa, ForeignCa, GovernmentCa, NationalCa, Other, PublicCa,
        };
        for kind in [
            GovernmentCa,
            NationalCa,
            PublicCa,
            EligibleSpecialisedCa,
            ForeignCa,
            Other,
        ] {
            assert_eq!(
                serde_json::to_string(&kind).unwrap(),
                format!("{:?}", kind.word())
            );
        }
    }
}
