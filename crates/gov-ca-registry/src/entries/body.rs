//! Bodies (cơ quan, tổ chức) in a tree, with names, codes and superiors over time.

use gov_ca_model::{ModelError, OrganisationCode, OrganisationKind, Paper, Timeline, VietnamDay};
use regulation_rules::facts::{BodyStanding, BodyTier};
use serde::{Deserialize, Serialize};

use crate::{Id, Record, Value};

/// A body that holds or manages certificates, or is above one that does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// Its official names.
    pub names: Timeline<String>,
    /// Its electronic codes (mã định danh điện tử), where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codes: Option<Timeline<OrganisationCode>>,
    /// The body directly above it.
    pub above: Timeline<Option<Id<Self>>>,
    /// The tier; `None` when nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<BodyTier>,
    /// What kind of body it is; `None` when nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<OrganisationKind>,
    /// Legal personality (tư cách pháp nhân).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_legal_personality: Option<bool>,
    /// A seal of its own (con dấu riêng).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_own_seal: Option<bool>,
    /// The decision it was established by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub established_by: Option<Paper>,
    /// How it is reached.
    #[serde(default)]
    pub contact: Contact,
    /// Tax code (mã số thuế), as forms 02 and 05 ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_code: Option<String>,
    /// Budget-relation code (mã quan hệ ngân sách).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_code: Option<String>,
    /// That it is no more, and what became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<BodyEnd>,
}

/// How a body or a person is reached.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    /// Address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Official mail address (thư điện tử công vụ).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// Telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// How it was reached before, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<ContactBefore>,
}

/// How a body or a person was reached until a day.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactBefore {
    /// The first day it was no longer so.
    pub until: VietnamDay,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Official mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
}

impl Contact {
    /// Other addresses from `on` on; what was until then is kept.
    ///
    /// # Errors
    ///
    /// [`ModelError::DayNotAfter`] unless `on` is after the latest change.
    pub fn then(mut self, on: VietnamDay, next: Self) -> Result<Self, ModelError> {
        if let Some(latest) = self.changed_on().filter(|latest| on <= *latest) {
            return Err(ModelError::DayNotAfter { day: on, latest });
        }
        self.before.push(ContactBefore {
            until: on,
            address: self.address,
            mail: self.mail,
            telephone: self.telephone,
        });
        Ok(Self {
            before: self.before,
            ..next
        })
    }

    /// The day of the latest change; `None` where there was none.
    pub fn changed_on(&self) -> Option<VietnamDay> {
        self.before.last().map(|last| last.until)
    }

    /// The address on a day.
    pub fn address_on(&self, day: VietnamDay) -> Option<&str> {
        let before = self.before.iter().find(|before| day < before.until);
        before.map_or(self.address.as_deref(), |before| before.address.as_deref())
    }

    /// The mail address on a day.
    pub fn mail_on(&self, day: VietnamDay) -> Option<&str> {
        let before = self.before.iter().find(|before| day < before.until);
        before.map_or(self.mail.as_deref(), |before| before.mail.as_deref())
    }
}

impl core::fmt::Debug for Contact {
    /// Without anything personal.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Contact")
            .field("before", &self.before.len())
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for ContactBefore {
    /// Without anything personal.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ContactBefore")
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}

/// That a body is no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BodyEnd {
    /// The first day it was no more.
    pub on: VietnamDay,
    /// How it ended: dissolved, split, merged, its task ended; `None` when nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<BodyStanding>,
    /// The decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Paper>,
    /// The bodies that took its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub into: Vec<Id<Body>>,
}

impl Body {
    /// Its name on a day: the first one on days before.
    pub fn name_on(&self, day: VietnamDay) -> &str {
        let first = self.names.entries().next().map(|first| &first.value);
        let name = self.names.on(day).or(first);
        name.map_or("", String::as_str)
    }

    /// Whether it stood on a day.
    pub fn stands_on(&self, day: VietnamDay) -> bool {
        self.names.begins() <= day && self.end.as_ref().is_none_or(|end| day < end.on)
    }
}

impl Record for Body {
    const TABLE: &'static str = "organisation";
    const COLUMNS: &'static [&'static str] = &[
        "name",
        "code",
        "tier",
        "above",
        "tax_code",
        "begins",
        "named_since",
        "ends",
        "reached_since",
    ];

    fn columns(&self) -> Vec<Value> {
        let code = self
            .codes
            .as_ref()
            .map(|codes| codes.latest().as_str().to_owned());
        vec![
            self.names.latest().clone().into(),
            code.into(),
            self.tier.map(BodyTier::word).into(),
            self.above.latest().map(Id::number).into(),
            self.tax_code.clone().into(),
            self.names.begins().into(),
            self.names.latest_since().into(),
            self.end.as_ref().map(|end| end.on).into(),
            self.contact.changed_on().into(),
        ]
    }
}
