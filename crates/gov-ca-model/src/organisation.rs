//! Organisations and the body that manages a subscriber.

use serde::{Deserialize, Serialize};

use crate::OrganisationCode;

/// A body (cơ quan, tổ chức) that may hold or manage certificates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its official name, as on its own documents.
    pub name: String,
    /// What kind of body it is; `None` when nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<OrganisationKind>,
    /// Its electronic code for exchanging documents (mã định danh điện tử), where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<OrganisationCode>,
}

/// The kinds of body that NĐ 68/2024 Điều 2(1) and (3) name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OrganisationKind {
    /// State agency (cơ quan nhà nước).
    StateAgency,
    /// Political organisation (tổ chức chính trị).
    PoliticalOrganisation,
    /// Socio-political organisation (tổ chức chính trị - xã hội).
    SocioPoliticalOrganisation,
    /// Public non-business unit (đơn vị sự nghiệp công lập).
    PublicServiceUnit,
    /// Another body connected with these services: the open end of Điều 2(3), for a person to judge.
    Other,
}

impl OrganisationKind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::StateAgency,
        Self::PoliticalOrganisation,
        Self::SocioPoliticalOrganisation,
        Self::PublicServiceUnit,
        Self::Other,
    ];

    /// The word in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::StateAgency => "state-agency",
            Self::PoliticalOrganisation => "political-organisation",
            Self::SocioPoliticalOrganisation => "socio-political-organisation",
            Self::PublicServiceUnit => "public-service-unit",
            Self::Other => "other",
        }
    }

    /// The Vietnamese term.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::StateAgency => "cơ quan nhà nước",
            Self::PoliticalOrganisation => "tổ chức chính trị",
            Self::SocioPoliticalOrganisation => "tổ chức chính trị - xã hội",
            Self::PublicServiceUnit => "đơn vị sự nghiệp công lập",
            Self::Other => "tổ chức khác có liên quan",
        }
    }

    /// Whether Điều 2(1) names this kind. `false` does not mean that the body is excluded: Điều 2(3) is open.
    pub const fn is_named_by_the_decree(self) -> bool {
        !matches!(self, Self::Other)
    }
}

/// The directly managing body (cơ quan, tổ chức quản lý trực tiếp): it has legal personality and its own seal and
/// directly manages subscribers (NĐ 68/2024 Điều 3(6)).
///
/// The two conditions are facts that someone must state; `None` is "nobody has said", which is not `false`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagingBody {
    /// The body.
    pub organisation: Organisation,
    /// Legal personality (tư cách pháp nhân).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_legal_personality: Option<bool>,
    /// A seal of its own (con dấu riêng).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_own_seal: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_open_end_is_not_named() {
        use OrganisationKind::{
            Other, PoliticalOrganisation, PublicServiceUnit, SocioPoliticalOrganisation,
            StateAgency,
        };
        for kind in [
            StateAgency,
            PoliticalOrganisation,
            SocioPoliticalOrganisation,
            PublicServiceUnit,
        ] {
            assert!(kind.is_named_by_the_decree(), "{}", kind.vietnamese());
        }
        assert!(!Other.is_named_by_the_decree());
    }

    #[test]
    fn what_nobody_said_stays_unsaid() {
        let json = r#"{"organisation":{"name":"Sở Ví dụ","kind":"state-agency","code":"H53.6"}}"#;
        let body: ManagingBody = serde_json::from_str(json).unwrap();
        assert_eq!(body.has_own_seal, None);
        assert_eq!(body.organisation.kind, Some(OrganisationKind::StateAgency));
        assert_eq!(serde_json::to_string(&body).unwrap(), json);
        assert!(serde_json::from_str::<ManagingBody>(&json.replace("H53.6", "h53.6")).is_err());
    }
}
