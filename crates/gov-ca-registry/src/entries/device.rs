//! Key devices (thiết bị lưu khóa bí mật), who has them and on what paper.

use gov_ca_model::{DeviceKind, DeviceState, DeviceStep, History, Life as _, Paper, VietnamDay};
use regulation_rules::facts::Channel;
use serde::{Deserialize, Serialize};

use super::{Person, Subscriber};
use crate::{Id, Record, Value};

/// One device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Device {
    /// The number on it (số hiệu thiết bị), as the forms ask for it.
    pub number: String,
    /// The serial number the token reports, where it was read: it may differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_serial: Option<String>,
    /// What it is.
    pub kind: DeviceKind,
    /// Whose key it holds; `None` while nobody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscriber: Option<Id<Subscriber>>,
    /// What happened to it.
    pub history: History<DeviceState>,
    /// The papers about what happened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recorded: Vec<DeviceRecord>,
    /// Who kept it for its body, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custody: Vec<Custody>,
}

/// The paper about something that happened to a device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceRecord {
    /// The day.
    pub on: VietnamDay,
    /// What happened.
    pub step: DeviceStep,
    /// The paper: a hand-over record, a lost-device record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Paper>,
    /// How it travelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// What else is to be known: circumstances, tracking number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who keeps the device of a body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Custody {
    /// The custodian.
    pub person: Id<Person>,
    /// The first day.
    pub since: VietnamDay,
    /// The decision that assigns it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned_by: Option<Paper>,
    /// The record of handing it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_over_by: Option<Paper>,
}

impl Device {
    /// Who keeps it on a day.
    pub fn custodian_on(&self, day: VietnamDay) -> Option<Id<Person>> {
        let begun = self.custody.iter().take_while(|one| one.since <= day);
        begun.last().map(|one| one.person)
    }
}

impl Record for Device {
    const TABLE: &'static str = "device";
    const COLUMNS: &'static [&'static str] = &[
        "number",
        "token_serial",
        "subscriber",
        "state",
        "latest_on",
        "custodian",
    ];

    fn columns(&self) -> Vec<Value> {
        vec![
            self.number.clone().into(),
            self.token_serial.clone().into(),
            self.subscriber.map(Id::number).into(),
            self.history.state().word().into(),
            self.history.latest().into(),
            self.custody.last().map(|last| last.person.number()).into(),
        ]
    }
}
