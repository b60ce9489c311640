//! What a verdict rests on: the facts used, what was found, the limit and who set it.

use gov_ca_model::{
    CertificateKind, IssuerKind, OrganisationKind, PersonKind, SubscriberClass, VietnamDay,
};
use jiff::Timestamp;

use crate::facts::{CertificateStatus, Fact, IssueKind, Millimetres, Role, Share, TimeProof};
use crate::{Lang, Text, text};

/// A fact that a rule needed and the sheet does not hold. `?` in a check turns it into `Undetermined`.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// Which one.
    pub fact: Fact,
    /// What was known all the same.
    pub known: Evidence,
}

impl Missing {
    /// This fact is missing.
    pub const fn of(fact: Fact) -> Self {
        Self {
            fact,
            known: Evidence(Vec::new()),
        }
    }

    /// The same, with what was known.
    #[must_use]
    pub fn knowing(self, known: Evidence) -> Self {
        Self { known, ..self }
    }
}

/// The facts a verdict rests on, in the order they were used.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence(pub Vec<Used>);

impl Evidence {
    /// One fact as found.
    pub fn of(fact: Fact, found: impl Into<Found>) -> Self {
        Self(vec![Used {
            fact,
            found: found.into(),
            limit: None,
        }])
    }

    /// The same fact against a limit.
    #[must_use]
    pub fn against(mut self, limit: impl Into<Found>, set_by: SetBy) -> Self {
        if let Some(last) = self.0.last_mut() {
            last.limit = Some(Limit {
                value: limit.into(),
                set_by,
            });
        }
        self
    }

    /// This and then that.
    #[must_use]
    pub fn and(mut self, mut more: Self) -> Self {
        self.0.append(&mut more.0);
        self
    }
}

/// One fact as it was used.
#[derive(Clone, Debug, PartialEq)]
pub struct Used {
    /// Which fact.
    pub fact: Fact,
    /// What was found.
    pub found: Found,
    /// What it was held against.
    pub limit: Option<Limit>,
}

/// A limit, and who set it. Ours is never printed as law.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The value.
    pub value: Found,
    /// Who set it.
    pub set_by: SetBy,
}

/// Who set a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetBy {
    /// The text itself.
    Law,
    /// The number is the text's, the way it is counted is this program's.
    Counted(Text),
    /// This program, for this reason.
    Ours(Text),
}

impl SetBy {
    /// In brackets behind the limit.
    pub const fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Law => Text {
                vi: "luật định",
                en: "set by law",
            }
            .in_language(lang),
            Self::Counted(how) | Self::Ours(how) => how.in_language(lang),
        }
    }
}

/// A value as found.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Yes or no.
    Bool(bool),
    /// A moment.
    Instant(Timestamp),
    /// A day.
    Day(VietnamDay),
    /// A term that has a name in each language.
    Term(Text),
    /// A text that reads the same in both.
    Plain(String),
    /// A number of things.
    Number(u32),
    /// A length.
    Millimetres(Millimetres),
    /// A part of a whole.
    Share(Share),
}

impl Found {
    /// As text in one language.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Bool(true) => Text {
                vi: "có",
                en: "yes",
            }
            .in_language(lang)
            .to_owned(),
            Self::Bool(false) => Text {
                vi: "không",
                en: "no",
            }
            .in_language(lang)
            .to_owned(),
            Self::Instant(at) => text::instant(*at, lang),
            Self::Day(day) => text::day(*day, lang),
            Self::Term(term) => term.in_language(lang).to_owned(),
            Self::Plain(plain) => plain.clone(),
            Self::Number(number) => number.to_string(),
            Self::Millimetres(length) => format!("{} mm", text::decimal(length.get(), lang)),
            Self::Share(share) => text::decimal(share.get(), lang),
        }
    }

    /// As data: a day or an instant in ISO 8601, whatever the language.
    pub fn data(&self) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Instant(at) => at.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Term(term) => term.en.to_owned(),
            Self::Plain(plain) => plain.clone(),
            Self::Number(number) => number.to_string(),
            Self::Millimetres(length) => length.get().to_string(),
            Self::Share(share) => share.get().to_string(),
        }
    }
}

impl From<bool> for Found {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Timestamp> for Found {
    fn from(at: Timestamp) -> Self {
        Self::Instant(at)
    }
}

impl From<VietnamDay> for Found {
    fn from(day: VietnamDay) -> Self {
        Self::Day(day)
    }
}

impl From<u32> for Found {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl From<u16> for Found {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<u8> for Found {
    fn from(number: u8) -> Self {
        Self::Number(number.into())
    }
}

impl From<SubscriberClass> for Found {
    fn from(class: SubscriberClass) -> Self {
        Self::Term(match class {
            SubscriberClass::Individual => Text::new("cá nhân", "person"),
            SubscriberClass::AuthorisedPerson => Text::new(
                "người có thẩm quyền, chức danh nhà nước",
                "authorised person or title holder",
            ),
            SubscriberClass::Body => Text::new("cơ quan, tổ chức", "body"),
            SubscriberClass::DeviceServiceSoftware => {
                Text::new("thiết bị, dịch vụ, phần mềm", "device, service or software")
            }
        })
    }
}

impl From<OrganisationKind> for Found {
    fn from(kind: OrganisationKind) -> Self {
        Self::Term(match kind {
            OrganisationKind::StateAgency => Text::new("cơ quan nhà nước", "state agency"),
            OrganisationKind::PoliticalOrganisation => {
                Text::new("tổ chức chính trị", "political organisation")
            }
            OrganisationKind::SocioPoliticalOrganisation => {
                Text::new("tổ chức chính trị - xã hội", "socio-political organisation")
            }
            OrganisationKind::PublicServiceUnit => {
                Text::new("đơn vị sự nghiệp công lập", "public non-business unit")
            }
            _ => Text::new("tổ chức khác có liên quan", "another body"),
        })
    }
}

impl From<PersonKind> for Found {
    fn from(kind: PersonKind) -> Self {
        Self::Term(match kind {
            PersonKind::Cadre => Text::new("cán bộ", "cadre"),
            PersonKind::CivilServant => Text::new("công chức", "civil servant"),
            PersonKind::PublicEmployee => Text::new("viên chức", "public employee"),
            PersonKind::ArmedForces => Text::new(
                "người làm việc trong lực lượng vũ trang nhân dân",
                "in the people's armed forces",
            ),
            PersonKind::CipherOrganisation => Text::new(
                "người làm việc trong tổ chức cơ yếu",
                "in a cipher organisation",
            ),
            _ => Text::new("cá nhân khác có liên quan", "another person"),
        })
    }
}

impl From<IssuerKind> for Found {
    fn from(issuer: IssuerKind) -> Self {
        Self::Term(Text::new(issuer.vietnamese(), issuer.word()))
    }
}

impl From<String> for Found {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

impl From<CertificateKind> for Found {
    fn from(kind: CertificateKind) -> Self {
        Self::Term(Text::new(kind.vietnamese(), kind.word()))
    }
}

impl From<IssueKind> for Found {
    fn from(kind: IssueKind) -> Self {
        Self::Term(match kind {
            IssueKind::New => Text::new("cấp mới", "new"),
            IssueKind::Renewed => Text::new("gia hạn", "renewed"),
            IssueKind::Changed => Text::new("thay đổi nội dung thông tin", "information changed"),
        })
    }
}

impl From<TimeProof> for Found {
    fn from(proof: TimeProof) -> Self {
        Self::Term(proof.text())
    }
}

impl From<Role> for Found {
    fn from(role: Role) -> Self {
        Self::Term(role.text())
    }
}

impl From<CertificateStatus> for Found {
    fn from(status: CertificateStatus) -> Self {
        Self::Term(status.text())
    }
}

impl From<Text> for Found {
    fn from(term: Text) -> Self {
        Self::Term(term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_belongs_to_the_last_fact() {
        let ours = SetBy::Ours(Text {
            vi: "theo chương trình",
            en: "ours",
        });
        let evidence = Evidence::of(Fact::SoleControl, true)
            .and(Evidence::of(Fact::UniqueLink, false).against(true, ours));
        assert_eq!(evidence.0.len(), 2);
        assert_eq!(evidence.0[0].limit, None);
        assert_eq!(
            evidence.0[1].limit.as_ref().map(|limit| limit.set_by),
            Some(ours)
        );
        assert_eq!(
            Evidence::default().against(true, SetBy::Law),
            Evidence::default()
        );
        assert_eq!(SetBy::Law.text(Lang::Vi), "luật định");
        assert_eq!(ours.text(Lang::En), "ours");
    }

    /// Each kind is told by words of its own.
    #[test]
    fn kinds_are_not_mixed_up() {
        use {OrganisationKind as Body, PersonKind as Person};
        let bodies = [
            (Body::StateAgency, "cơ quan nhà nước"),
            (Body::PoliticalOrganisation, "tổ chức chính trị"),
            (
                Body::SocioPoliticalOrganisation,
                "tổ chức chính trị - xã hội",
            ),
            (Body::PublicServiceUnit, "đơn vị sự nghiệp công lập"),
            (Body::Other, "tổ chức khác có liên quan"),
        ];
        for (kind, words) in bodies {
            assert_eq!(Found::from(kind).text(Lang::Vi), words);
        }
        let people = [
            (Person::Cadre, "cán bộ"),
            (Person::CivilServant, "công chức"),
            (Person::PublicEmployee, "viên chức"),
            (
                Person::ArmedForces,
                "người làm việc trong lực lượng vũ trang nhân dân",
            ),
            (
                Person::CipherOrganisation,
                "người làm việc trong tổ chức cơ yếu",
            ),
            (Person::Other, "cá nhân khác có liên quan"),
        ];
        for (kind, words) in people {
            assert_eq!(Found::from(kind).text(Lang::Vi), words);
        }
    }

    #[test]
    fn values_speak_both_languages() {
        let day = VietnamDay::new(2029, 8, 15);
        assert_eq!(Found::from(true).text(Lang::Vi), "có");
        assert_eq!(Found::from(false).text(Lang::En), "no");
        assert_eq!(Found::from(day).text(Lang::Vi), "15/08/2029");
        assert_eq!(Found::from(day).data(), "2029-08-15");
        assert_eq!(Found::from(true).data(), "true");
        let at: Timestamp = "2024-08-15T00:00:00Z".parse().unwrap();
        assert_eq!(Found::from(at).data(), "2024-08-15T00:00:00Z");
        assert_eq!(Found::from(at).text(Lang::En), "2024-08-15 07:00:00 +07:00");
        let term = Text {
            vi: "có hiệu lực",
            en: "active",
        };
        assert_eq!(
            (Found::from(term).text(Lang::Vi), Found::from(term).data()),
            ("có hiệu lực".into(), "active".into())
        );
        let plain = Found::Plain("x".to_owned());
        assert_eq!(
            (plain.text(Lang::Vi), plain.data()),
            ("x".into(), "x".into())
        );
    }
}
