//! Certification requests (yêu cầu chứng thực).

use gov_ca_model::{History, Life as _, Paper, RequestState, RequestStep, VietnamDay};
use regulation_rules::facts::{Channel, Form, Party, RevocationReason};
use serde::{Deserialize, Serialize};

use super::{Body, Certificate, Device, Person, Subscriber};
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
    /// Who will manage the certificate of a body and keep its device, where the request names somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeper: Option<Id<Person>>,
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
    /// Its form as files, oldest first: what comes back signed has to be the latest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub made: Vec<MadeForm>,
    /// The form that came back signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<SignedForm>,
}

impl Request {
    /// A request of which nothing else is said yet.
    pub fn new(
        subscriber: Id<Subscriber>,
        made_by: Id<Body>,
        history: History<RequestState>,
    ) -> Self {
        Self {
            subscriber,
            made_by,
            certificate: None,
            device: None,
            keeper: None,
            history,
            reason: None,
            changes: Vec::new(),
            sending: None,
            list: None,
            remark: None,
            stated: Stated::default(),
            notes: Vec::new(),
            made: Vec::new(),
            signed: None,
        }
    }
}

/// A form of a request, as a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MadeForm {
    /// Which form: `nd68-01`.
    pub form: String,
    /// SHA-256 of the values it was filled with, hexadecimal.
    pub values: String,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// The day on it.
    pub on: VietnamDay,
    /// Where signatures go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<FormPlace>,
    /// Whether another took its place, or the request was written anew.
    #[serde(default)]
    pub is_superseded: bool,
}

/// Room for a signature on a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormPlace {
    /// Whose: `thu-truong`.
    pub name: String,
    /// 1 for the first.
    pub page: u32,
    /// Left, bottom, right, top, in points from the lower left corner of the page.
    pub area: [f64; 4],
}

/// A form that came back signed. Names stand in the file, not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedForm {
    /// SHA-256 of the form that was signed: [`MadeForm::sha256`].
    pub original: String,
    /// SHA-256 of the signed file.
    pub sha256: String,
    /// The day it came back.
    pub on: VietnamDay,
    /// The numbers of the certificates that signed, in the order of signing.
    pub certificates: Vec<String>,
}

/// Why a form is not the one that a request waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotOurForm {
    /// Its values are those of a form that was made here, its file is another.
    #[error("the file is not as it was made, although its values are")]
    Altered,
    /// No form of the request was made so: it belongs to another register, or is none of ours.
    #[error("no form of the request was made so")]
    NeverMade,
    /// It was made for the request, and another took its place.
    #[error("another form took its place")]
    Superseded,
}

impl Request {
    /// The form that a file is, by SHA-256 of the file as it was handed out and of its values.
    ///
    /// # Errors
    ///
    /// [`NotOurForm`].
    pub fn form_of(&self, original: &str, values: &str) -> Result<&MadeForm, NotOurForm> {
        // the same form may have been made, superseded, and made again
        match self.made.iter().rev().find(|made| made.sha256 == original) {
            Some(made) if made.is_superseded => Err(NotOurForm::Superseded),
            Some(made) => Ok(made),
            None if self.made.iter().any(|made| made.values == values) => Err(NotOurForm::Altered),
            None => Err(NotOurForm::NeverMade),
        }
    }
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
