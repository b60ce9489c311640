//! Certificates as the register keeps them, linked to their X.509 where that was read.

use gov_ca_model::{CertificateState, History, Life as _, VietnamDay};
use jiff::Timestamp;
use regulation_rules::facts::{IssueKind, RevocationReason};
use serde::{Deserialize, Serialize};

use super::{Device, Subscriber};
use crate::{Id, Record, Value};

/// One certificate of a subscriber.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    /// Its number (số hiệu): the serial number in hexadecimal, capitals, without zeros before it.
    pub number: String,
    /// Whose it is.
    pub subscriber: Id<Subscriber>,
    /// The device that holds its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<Id<Device>>,
    /// New, renewed or changed.
    pub issued_as: IssueKind,
    /// The first day of its validity.
    pub valid_from: VietnamDay,
    /// The last day of its validity.
    pub valid_to: VietnamDay,
    /// What happened to it.
    pub history: History<CertificateState>,
    /// The one whose place it took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Id<Self>>,
    /// Not to be used from that moment on, whatever the CA has published yet: our own block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked: Option<Block>,
    /// The day the notice of its revocation came: the device goes back within so many days of it (NĐ 68/2024 Điều 20).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation_notice_on: Option<VietnamDay>,
    /// The certificate itself, DER in base64, where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x509: Option<String>,
}

/// Our own block of a certificate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// From that moment.
    pub since: Timestamp,
    /// Why.
    pub because: RevocationReason,
}

impl Certificate {
    /// Whether it may be used on a day: in effect, in its period, not blocked before the day ends.
    pub fn is_usable_on(&self, day: VietnamDay) -> bool {
        let blocked = self
            .blocked
            .as_ref()
            .is_some_and(|block| VietnamDay::of(block.since) <= day);
        let in_period = self.valid_from <= day && day <= self.valid_to;
        in_period && !blocked && self.history.on(day) == Some(CertificateState::InEffect)
    }
}

impl Record for Certificate {
    const TABLE: &'static str = "certificate";
    const COLUMNS: &'static [&'static str] = &[
        "number",
        "subscriber",
        "device",
        "valid_from",
        "valid_to",
        "state",
        "replaces",
        "latest_on",
    ];

    fn columns(&self) -> Vec<Value> {
        vec![
            self.number.clone().into(),
            self.subscriber.number().into(),
            self.device.map(Id::number).into(),
            self.valid_from.into(),
            self.valid_to.into(),
            self.history.state().word().into(),
            self.replaces.map(Id::number).into(),
            self.history.latest().into(),
        ]
    }
}
