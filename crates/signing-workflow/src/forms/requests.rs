//! What the forms of NĐ 68/2024 are filled with. The fields are those of a commune's transcription of the forms, not of the gazette.

use gov_ca_model::VietnamDay;
use serde::{Deserialize, Serialize};

use super::values::{Contact, Letterhead, Signer};

/// Values of [`super::ND68_01`]: certificates for persons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonRequest {
    /// The directly managing body.
    pub from: Letterhead,
    /// Whom it asks.
    pub to: String,
    /// Who takes the devices.
    pub contact: Contact,
    /// The persons.
    pub persons: Vec<PersonEntry>,
    /// The head of the managing body.
    pub head: Signer,
    /// To whom it goes.
    pub recipients: Vec<String>,
}

/// A person of [`PersonRequest`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonEntry {
    /// The name.
    pub name: String,
    /// The day of birth.
    pub born_on: Option<VietnamDay>,
    /// The personal identification number.
    pub citizen_number: String,
    /// When that was issued.
    pub issued_on: Option<VietnamDay>,
    /// Where that was issued.
    pub issued_at: String,
    /// The official mail address.
    pub mail: String,
    /// Where they work.
    pub employer: String,
    /// The province.
    pub province: String,
    /// The position.
    pub position: String,
    /// The mobile telephone.
    pub mobile: String,
    /// The number of an earlier certificate.
    pub old_certificate: String,
    /// For a SIM: the carrier, `/cs` behind it where a number is moved; empty for none.
    pub sim: String,
}

/// Values of [`super::ND68_02`]: certificates for bodies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BodyRequest {
    /// The directly managing body.
    pub from: Letterhead,
    /// Whom it asks.
    pub to: String,
    /// Who takes the devices.
    pub contact: Contact,
    /// The bodies.
    pub bodies: Vec<BodyEntry>,
    /// The head of the managing body.
    pub head: Signer,
    /// To whom it goes.
    pub recipients: Vec<String>,
}

/// A body of [`BodyRequest`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BodyEntry {
    /// The name.
    pub name: String,
    /// The address.
    pub address: String,
    /// The tax code (mã số thuế).
    pub tax_code: String,
    /// The budget-relation code (mã quan hệ ngân sách).
    pub budget_code: String,
    /// The province.
    pub province: String,
    /// The official mail address.
    pub mail: String,
}

/// Values of [`super::ND68_04`]: renewal, change, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeRequest {
    /// The directly managing body.
    pub from: Letterhead,
    /// Whom it asks.
    pub to: String,
    /// Who is asked about it.
    pub contact: Contact,
    /// The certificates.
    pub certificates: Vec<ChangeEntry>,
    /// The head of the managing body.
    pub head: Signer,
    /// To whom it goes.
    pub recipients: Vec<String>,
}

/// A certificate of [`ChangeRequest`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeEntry {
    /// The name in the certificate.
    pub name: String,
    /// Its number.
    pub certificate: String,
    /// The telephone number that signs, where the key is in a SIM.
    pub sim_number: String,
    /// The official mail address as it was registered when the certificate was issued.
    pub mail: String,
    /// What is to be changed.
    pub old: String,
    /// What it is to become.
    pub new: String,
    /// Whether the certificate is to be renewed.
    pub renew: bool,
    /// Whether it is to be changed.
    pub change: bool,
}

/// Values of [`super::ND68_05`]: revocation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevocationRequest {
    /// The directly managing body.
    pub from: Letterhead,
    /// Whom it asks.
    pub to: String,
    /// Who is asked about it.
    pub contact: Contact,
    /// The certificates.
    pub certificates: Vec<RevocationEntry>,
    /// The head of the managing body.
    pub head: Signer,
    /// To whom it goes.
    pub recipients: Vec<String>,
}

/// A certificate of [`RevocationRequest`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevocationEntry {
    /// The name in the certificate.
    pub name: String,
    /// Of a person: the personal identification number.
    pub citizen_number: String,
    /// Of a body: the tax code.
    pub tax_code: String,
    /// Of a body: the budget-relation code.
    pub budget_code: String,
    /// The official mail address.
    pub mail: String,
    /// The number of the certificate.
    pub certificate: String,
    /// The number of the device.
    pub device: String,
    /// Why.
    pub reason: String,
}

/// Values of [`super::ND68_06`]: devices to be recovered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecoveryRequest {
    /// The directly managing body.
    pub from: Letterhead,
    /// Whom it asks.
    pub to: String,
    /// Who carries the recovery out.
    pub contact: Contact,
    /// The devices.
    pub devices: Vec<RecoveryEntry>,
    /// The head of the managing body.
    pub head: Signer,
    /// To whom it goes.
    pub recipients: Vec<String>,
}

/// A device of [`RecoveryRequest`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecoveryEntry {
    /// The number of the device.
    pub device: String,
    /// The name in the certificate.
    pub name: String,
    /// Where the subscriber works.
    pub employer: String,
    /// The official mail address.
    pub mail: String,
}
