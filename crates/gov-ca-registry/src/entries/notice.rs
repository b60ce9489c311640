//! Notices: that a device was lost, locked or broken, or its key exposed, and who was told.

use gov_ca_model::VietnamDay;
use jiff::Timestamp;
use regulation_rules::facts::{DeviceEvent, Party};
use serde::{Deserialize, Serialize};

use super::Device;
use crate::{Id, Record, Value};

/// Something happened to a device that others have to be told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// The device.
    pub device: Id<Device>,
    /// What happened.
    pub event: DeviceEvent,
    /// When it was discovered: the clocks of the regulations run from then.
    pub discovered_at: Timestamp,
    /// Who was told, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Told>,
    /// The day nobody is left to be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<VietnamDay>,
}

/// That somebody was told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Who.
    pub who: Party,
    /// When.
    pub at: Timestamp,
}

impl Notice {
    /// When somebody was told first.
    pub fn told_at(&self, who: Party) -> Option<Timestamp> {
        let told = self.told.iter().filter(|told| told.who == who);
        told.map(|told| told.at).min()
    }
}

impl Record for Notice {
    const TABLE: &'static str = "notice";
    const COLUMNS: &'static [&'static str] = &["device", "event", "closed_on"];

    fn columns(&self) -> Vec<Value> {
        vec![
            self.device.number().into(),
            self.event.word().into(),
            self.closed_on.into(),
        ]
    }
}
