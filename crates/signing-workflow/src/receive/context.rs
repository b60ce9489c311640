//! What the receiving office knows beside the files.

use jiff::{SignedDuration, Timestamp};
use regulation_rules::facts::Role;

use super::reason::RefusalReason;

/// What holds for everything received in one go.
#[derive(Clone, Copy, Debug)]
pub struct ReceiveContext<'a> {
    /// The moment of receiving.
    pub now: Timestamp,
    /// Whether any accepted root is configured.
    pub trust_configured: bool,
    /// Whether the network was asked for what was missing: then what is still missing is not to be had for now.
    pub network_asked: bool,
    /// How long to wait where no evidence says when: ours, a setting of the office.
    pub interval: SignedDuration,
    /// The province whose regulation applies as well: `tay-ninh`.
    pub province: Option<&'a str>,
    /// What people say who know more than the files show.
    pub statements: &'a [Statement],
}

impl ReceiveContext<'_> {
    /// Ours: the receipt is told within the day (NĐ 30/2020 Điều 21(2)(c)), so an hour leaves time for several tries.
    pub const INTERVAL: SignedDuration = SignedDuration::from_hours(1);

    /// With nothing configured.
    #[must_use]
    pub const fn at(now: Timestamp) -> Self {
        Self {
            now,
            trust_configured: false,
            network_asked: false,
            interval: Self::INTERVAL,
            province: None,
            statements: &[],
        }
    }
}

/// A reason that a person gives: wrong addressee, secret channel, duplicate and the like, which no file shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The reason.
    pub code: RefusalReason,
    /// In their words.
    pub text: String,
    /// Who, if told.
    pub by: Option<String>,
}

/// What a file is in what was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The document itself.
    Main,
    /// An attachment in a file of its own: the agency's signature alone is right.
    Attachment,
    /// A copy (bản sao).
    Copy,
    /// Nobody has said.
    #[default]
    Unstated,
}

/// Which signatures make a main document complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Completeness {
    /// Of the person with authority, and of the issuing agency (NĐ 30/2020 Điều 32(2)(d), Tây Ninh 2025 Điều 20(3)).
    #[default]
    PersonAndAgency,
    /// Signed and sealed on paper first: the agency's alone (An Giang 39/2014 Điều 8(1)(a)). A person has to say so.
    AgencyAlone,
    /// The person's alone, with number and day filled in before (An Giang 39/2014 Điều 8(1)(b)). A person has to say so.
    PersonAlone,
}

impl Completeness {
    /// The roles that have to be there.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::PersonAndAgency => &[Role::AuthorisedPerson, Role::Agency],
            Self::AgencyAlone => &[Role::Agency],
            Self::PersonAlone => &[Role::AuthorisedPerson],
        }
    }
}
