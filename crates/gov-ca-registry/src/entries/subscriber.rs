//! Subscribers (thuê bao).

use gov_ca_model::{SubscriberClass, Timeline};
use serde::{Deserialize, Serialize};

use super::{Body, Person};
use crate::{Id, Record, Value};

/// Who holds certificates, and which body manages that directly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Subscriber {
    /// Who or what it is.
    pub holder: Holder,
    /// A title holder under NĐ 130/2018 Điều 60(2), a class that is gone since 15/08/2024.
    #[serde(default, skip_serializing_if = "is_false")]
    pub is_title_holder: bool,
    /// The directly managing body (cơ quan, tổ chức quản lý trực tiếp).
    pub managed_by: Timeline<Id<Body>>,
}

/// Who or what holds certificates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// A person.
    Person(Id<Person>),
    /// A body.
    Body(Id<Body>),
    /// A device, service or software that a body owns or manages.
    System {
        /// Its name, as in the certificate.
        name: String,
        /// The body.
        owner: Id<Body>,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde wants it")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Subscriber {
    /// Its class.
    pub const fn class(&self) -> SubscriberClass {
        match self.holder {
            Holder::Person(_) if self.is_title_holder => SubscriberClass::AuthorisedPerson,
            Holder::Person(_) => SubscriberClass::Individual,
            Holder::Body(_) => SubscriberClass::Body,
            Holder::System { .. } => SubscriberClass::DeviceServiceSoftware,
        }
    }
}

impl Record for Subscriber {
    const TABLE: &'static str = "subscriber";
    const COLUMNS: &'static [&'static str] = &[
        "class",
        "person",
        "organisation",
        "owner",
        "name",
        "managed_by",
        "managers",
    ];

    fn columns(&self) -> Vec<Value> {
        let (person, body, owner, name) = match &self.holder {
            Holder::Person(person) => (Some(person.number()), None, None, None),
            Holder::Body(body) => (None, Some(body.number()), None, None),
            Holder::System { name, owner } => {
                (None, None, Some(owner.number()), Some(name.clone()))
            }
        };
        let class = match self.class() {
            SubscriberClass::Individual => "individual",
            SubscriberClass::AuthorisedPerson => "authorised-person",
            SubscriberClass::Body => "body",
            SubscriberClass::DeviceServiceSoftware => "device-service-software",
        };
        vec![
            class.into(),
            person.into(),
            body.into(),
            owner.into(),
            name.into(),
            self.managed_by.latest().number().into(),
            i64::try_from(self.managed_by.entries().count())
                .unwrap_or(i64::MAX)
                .into(),
        ]
    }
}
