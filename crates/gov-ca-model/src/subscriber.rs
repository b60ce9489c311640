//! Subscribers: who a certificate is issued to.

use serde::{Deserialize, Serialize};

use crate::{Organisation, VietnamDay};

/// From when NĐ 130/2018 told four classes apart.
const FOUR_CLASSES_SINCE: VietnamDay = VietnamDay::new(2018, 11, 15);
/// From when NĐ 68/2024 Điều 10 knows three.
const THREE_CLASSES_SINCE: VietnamDay = VietnamDay::new(2024, 8, 15);

/// A subscriber (thuê bao): the person, body, or device a certificate was issued to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "class", rename_all = "kebab-case")]
pub enum Subscriber {
    /// A person (cá nhân).
    Individual {
        /// Full name (họ và tên).
        name: String,
        /// What the person is to the State, where known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<PersonKind>,
        /// The body the person works in.
        body: Organisation,
    },
    /// A person certified with a title (người có thẩm quyền, chức danh nhà nước): a class of NĐ 130/2018 only.
    AuthorisedPerson {
        /// Full name.
        name: String,
        /// The title that the certificate names (chức danh).
        title: String,
        /// The body.
        body: Organisation,
    },
    /// A body (cơ quan, tổ chức).
    Body(Organisation),
    /// A device, service or software (thiết bị, dịch vụ, phần mềm) that a body owns or manages.
    DeviceServiceSoftware {
        /// Its name, as in the certificate.
        name: String,
        /// The body that owns or manages it.
        owner: Organisation,
    },
}

impl Subscriber {
    /// Its class.
    pub const fn class(&self) -> SubscriberClass {
        match self {
            Self::Individual { .. } => SubscriberClass::Individual,
            Self::AuthorisedPerson { .. } => SubscriberClass::AuthorisedPerson,
            Self::Body(_) => SubscriberClass::Body,
            Self::DeviceServiceSoftware { .. } => SubscriberClass::DeviceServiceSoftware,
        }
    }
}

/// The classes of subscriber.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubscriberClass {
    /// A person (cá nhân).
    Individual,
    /// An authorised person or state title holder: NĐ 130/2018 Điều 60(2), gone since 15/08/2024.
    AuthorisedPerson,
    /// A body (cơ quan, tổ chức).
    Body,
    /// A device, service or software (thiết bị, dịch vụ, phần mềm).
    DeviceServiceSoftware,
}

impl SubscriberClass {
    /// The Vietnamese term.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::Individual => "cá nhân",
            Self::AuthorisedPerson => "người có thẩm quyền, chức danh nhà nước",
            Self::Body => "cơ quan, tổ chức",
            Self::DeviceServiceSoftware => "thiết bị, dịch vụ, phần mềm",
        }
    }

    /// The classes the decree in force on `day` issues certificates to; `None` for days whose decree has not been read.
    pub fn on(day: VietnamDay) -> Option<&'static [Self]> {
        if day >= THREE_CLASSES_SINCE {
            return Some(&[Self::Individual, Self::Body, Self::DeviceServiceSoftware]); // NĐ 68/2024 Điều 10
        }
        let four: &[Self] = &[
            Self::Individual,
            Self::AuthorisedPerson,
            Self::Body,
            Self::DeviceServiceSoftware,
        ];
        (day >= FOUR_CLASSES_SINCE).then_some(four) // NĐ 130/2018 Điều 60
    }
}

/// What a person is to the State: NĐ 68/2024 Điều 2(2) and (3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PersonKind {
    /// Cadre (cán bộ).
    Cadre,
    /// Civil servant (công chức).
    CivilServant,
    /// Public employee (viên chức).
    PublicEmployee,
    /// In the people's armed forces (lực lượng vũ trang nhân dân).
    ArmedForces,
    /// In a cipher organisation (tổ chức cơ yếu).
    CipherOrganisation,
    /// Another person connected with these services: the open end of Điều 2(3), for a person to judge.
    Other,
}

impl PersonKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Cadre,
        Self::CivilServant,
        Self::PublicEmployee,
        Self::ArmedForces,
        Self::CipherOrganisation,
        Self::Other,
    ];

    /// The word in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cadre => "cadre",
            Self::CivilServant => "civil-servant",
            Self::PublicEmployee => "public-employee",
            Self::ArmedForces => "armed-forces",
            Self::CipherOrganisation => "cipher-organisation",
            Self::Other => "other",
        }
    }

    /// The Vietnamese term.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::Cadre => "cán bộ",
            Self::CivilServant => "công chức",
            Self::PublicEmployee => "viên chức",
            Self::ArmedForces => "người làm việc trong lực lượng vũ trang nhân dân",
            Self::CipherOrganisation => "người làm việc trong tổ chức cơ yếu",
            Self::Other => "cá nhân khác có liên quan",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authorised_person_is_a_class_of_one_decree() {
        let on = |y, m, d| SubscriberClass::on(VietnamDay::new(y, m, d));
        assert_eq!(on(2018, 11, 14), None);
        assert_eq!(on(2018, 11, 15).unwrap().len(), 4);
        assert!(
            on(2024, 8, 14)
                .unwrap()
                .contains(&SubscriberClass::AuthorisedPerson)
        );
        assert!(
            !on(2024, 8, 15)
                .unwrap()
                .contains(&SubscriberClass::AuthorisedPerson)
        );
        assert_eq!(on(2024, 8, 15).unwrap().len(), 3);
    }

    #[test]
    fn a_subscriber_knows_its_class() {
        let body = Organisation {
            name: "Sở Ví dụ".to_owned(),
            kind: None,
            code: None,
        };
        let person = Subscriber::Individual {
            name: "Nguyễn Văn Mẫu".to_owned(),
            kind: None,
            body: body.clone(),
        };
        assert_eq!(person.class(), SubscriberClass::Individual);
        assert_eq!(
            Subscriber::Body(body.clone()).class(),
            SubscriberClass::Body
        );
        let titled = Subscriber::AuthorisedPerson {
            name: "A".into(),
            title: "Giám đốc".into(),
            body: body.clone(),
        };
        assert_eq!(titled.class(), SubscriberClass::AuthorisedPerson);
        let software = Subscriber::DeviceServiceSoftware {
            name: "Trục".into(),
            owner: body,
        };
        assert_eq!(software.class(), SubscriberClass::DeviceServiceSoftware);
        let json = serde_json::to_string(&person).unwrap();
        assert!(json.starts_with(r#"{"class":"individual""#), "{json}");
        assert_eq!(serde_json::from_str::<Subscriber>(&json).unwrap(), person);
    }
}
