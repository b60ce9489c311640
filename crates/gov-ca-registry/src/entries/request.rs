//! Certification requests (yêu cầu chứng thực).

use gov_ca_model::{History, Life as _, Paper, RequestState, RequestStep, VietnamDay};
use regulation_rules::facts::{Channel, Form, Party, RevocationReason};
use serde::{Deserialize, Serialize};

use super::{Body, Certificate, Device, Subscriber};
use crate::stated::Stated;
use crate::{Id, Record, Value};

/// One request for one subscriber. Several may go in one letter, see [`Request::list`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// For whom.
    pub subscriber: Id<Subscriber>,
    /// The directly managing body that makes it.
    pub made_by: Id<Body>,
    /// The certificate it is about; what came of it, once an issue, a renewal or a change was processed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Id<Certificate>>,
    /// The device it is about, or that came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<Id<Device>>,
    /// What happened to it; of which of the five kinds it is.
    pub history: History<RequestState>,
    /// Why a certificate is to be revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<RevocationReason>,
    /// What is to be changed, on form 04.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// How it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sending: Option<Sending>,
    /// The letter it goes in with others, by its number and symbol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// What its list says beside, in its own words: the reason of a revocation, the number of an older certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// What persons stated about it, each with a name.
    #[serde(default)]
    pub stated: Stated,
    /// What was said at a step: the reasons of a return or a refusal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// Information to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which.
    pub what: String,
    /// As it is.
    pub from: String,
    /// As it is to be.
    pub to: String,
}

/// How a request is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sending {
    /// Who sends it.
    pub by: Party,
    /// To whom.
    pub to: Party,
    /// How.
    pub channel: Channel,
    /// On which form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// Whether it is signed digitally; the first request of a body that has no certificate yet cannot be.
    pub digitally_signed: bool,
    /// The letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Paper>,
}

/// What was said at a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The day.
    pub on: VietnamDay,
    /// The step.
    pub step: RequestStep,
    /// What.
    pub text: String,
}

impl Record for Request {
    const TABLE: &'static str = "request";
    const COLUMNS: &'static [&'static str] = &[
        "kind",
        "subscriber",
        "made_by",
        "certificate",
        "device",
        "state",
        "since",
        "accepted_on",
        "list",
        "latest_on",
    ];

    fn columns(&self) -> Vec<Value> {
        let accepted = self.history.day_of(RequestStep::Accept);
        vec![
            self.history.of().word().into(),
            self.subscriber.number().into(),
            self.made_by.number().into(),
            self.certificate.map(Id::number).into(),
            self.device.map(Id::number).into(),
            self.history.state().word().into(),
            self.history.since().into(),
            accepted.into(),
            self.list.clone().into(),
            self.history.latest().into(),
        ]
    }
}
