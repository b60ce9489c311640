//! Persons and their posts.

use gov_ca_model::{Paper, PersonKind, VietnamDay};
use regulation_rules::facts::HolderStanding;
use serde::{Deserialize, Serialize};

use super::{Body, Contact};
use crate::{Id, Record, Value};

/// A person: subscriber, custodian, focal person, head of a body. Personal data; what is not needed is not asked for.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Full name (họ và tên).
    pub name: String,
    /// Date of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<VietnamDay>,
    /// Personal number (số định danh cá nhân), where and when it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<PersonalNumber>,
    /// What the person is to the State.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PersonKind>,
    /// How the person is reached.
    #[serde(default)]
    pub contact: Contact,
    /// The posts the person held and holds, oldest first.
    pub posts: Vec<Post>,
    /// That the person left the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Leaving>,
}

/// The number of a person's papers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalNumber {
    /// The number.
    pub number: String,
    /// The day of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<VietnamDay>,
    /// The place of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_at: Option<String>,
}

/// A post (chức vụ) in a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// The body.
    pub body: Id<Body>,
    /// Position or title (chức vụ, chức danh).
    pub title: String,
    /// The first day.
    pub since: VietnamDay,
    /// The first day no longer in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<VietnamDay>,
    /// The decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Paper>,
}

/// That a person left the service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leaving {
    /// The first day out of it.
    pub on: VietnamDay,
    /// Retired, left or died.
    pub how: HolderStanding,
    /// The decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Paper>,
}

impl Post {
    /// Whether it was held on a day.
    pub fn held_on(&self, day: VietnamDay) -> bool {
        self.since <= day && self.until.is_none_or(|until| day < until)
    }
}

impl Person {
    /// The post held on a day: of several the one that began last.
    pub fn post_on(&self, day: VietnamDay) -> Option<&Post> {
        let held = self.posts.iter().filter(|post| post.held_on(day));
        held.max_by_key(|post| post.since)
    }
}

impl Record for Person {
    const TABLE: &'static str = "person";
    const COLUMNS: &'static [&'static str] = &[
        "name",
        "number",
        "mail",
        "organisation",
        "posts",
        "left_on",
        "reached_since",
    ];

    fn columns(&self) -> Vec<Value> {
        let latest = self.posts.iter().max_by_key(|post| post.since);
        vec![
            self.name.clone().into(),
            self.number
                .as_ref()
                .map(|number| number.number.clone())
                .into(),
            self.contact.mail.clone().into(),
            latest.map(|post| post.body.number()).into(),
            i64::try_from(self.posts.len()).unwrap_or(i64::MAX).into(),
            self.left.as_ref().map(|left| left.on).into(),
            self.contact.changed_on().into(),
        ]
    }
}

impl core::fmt::Debug for Person {
    /// Without anything personal.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Person")
            .field("posts", &self.posts)
            .finish_non_exhaustive()
    }
}

impl core::fmt::Debug for PersonalNumber {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PersonalNumber(…)")
    }
}
