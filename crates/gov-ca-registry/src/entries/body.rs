//! Bodies (cơ quan, tổ chức) in a tree, with names, codes and superiors over time.

use gov_ca_model::{OrganisationCode, OrganisationKind, Paper, Timeline, VietnamDay};
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
        ]
    }
}
