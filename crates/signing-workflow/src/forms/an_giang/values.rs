//! What the forms of An Giang are filled with.

use gov_ca_model::VietnamDay;
use serde::{Deserialize, Serialize};

use crate::forms::values::{Letterhead, Signer};

/// Who manages an agency's certificate (người quản lý chứng thư số).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manager {
    /// The name; printed in capitals where the form asks for them.
    pub name: String,
    /// The sex.
    pub sex: Option<Sex>,
    /// The day of birth.
    pub born_on: Option<VietnamDay>,
    /// The place of birth.
    pub born_at: String,
    /// Identity card or passport.
    pub identity_number: String,
    /// When that was issued.
    pub issued_on: Option<VietnamDay>,
    /// Where that was issued.
    pub issued_at: String,
    /// A mail address of the province.
    pub mail: String,
    /// Where they work.
    pub workplace: String,
    /// Their position.
    pub position: String,
    /// The address.
    pub address: String,
    /// The telephone.
    pub telephone: String,
    /// The fax.
    pub fax: String,
}

/// As the form has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    /// Nữ.
    Female,
    /// Nam.
    Male,
}

/// Values of [`super::AN_GIANG_01`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgencyRequest {
    /// Who manages the certificate, and signs on the right.
    pub manager: Manager,
    /// The agency that gets it.
    pub agency: String,
    /// Its address.
    pub address: String,
    /// Its mail address of the province.
    pub mail: String,
    /// The number of an earlier certificate.
    pub old_certificate: String,
    /// When that was issued.
    pub old_issued_on: Option<VietnamDay>,
    /// When that expires.
    pub old_expires_on: Option<VietnamDay>,
    /// For how many years; at most five.
    pub years: Option<u8>,
    /// Whom the agency asks; the department of 2014 where empty.
    pub to: String,
    /// The day of signing.
    pub day: Option<VietnamDay>,
    /// Who confirms for the agency, on the left.
    pub head: Signer,
}

/// An agency of [`super::AN_GIANG_02`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgencyEntry {
    /// Who manages the certificate.
    pub manager: String,
    /// Their day of birth.
    pub born_on: Option<VietnamDay>,
    /// Their identity card or passport.
    pub identity_number: String,
    /// When that was issued.
    pub issued_on: Option<VietnamDay>,
    /// Where that was issued.
    pub issued_at: String,
    /// Where they work.
    pub workplace: String,
    /// Their mail address.
    pub manager_mail: String,
    /// The agency that gets the certificate.
    pub agency: String,
    /// Its province.
    pub province: String,
    /// Its mail address.
    pub mail: String,
    /// The number of an earlier certificate.
    pub old_certificate: String,
}

/// Values of [`super::AN_GIANG_02`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgencyList {
    /// The department that asks.
    pub from: Letterhead,
    /// Whom it asks; the committee of 2014 where empty.
    pub to: String,
    /// The agencies.
    pub agencies: Vec<AgencyEntry>,
    /// Who made the list.
    pub maker: Signer,
    /// The director.
    pub director: Signer,
}

/// Values of [`super::AN_GIANG_03`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgencyRevocation {
    /// The agency; printed in capitals.
    pub agency: String,
    /// The decision that founded it.
    pub founded_by: String,
    /// Its address.
    pub address: String,
    /// Its telephone.
    pub telephone: String,
    /// Its fax.
    pub fax: String,
    /// Its mail address of the province.
    pub mail: String,
    /// The decision that splits, merges or dissolves it.
    pub ended_by: String,
    /// The number of the certificate.
    pub certificate: String,
    /// When that was issued.
    pub issued_on: Option<VietnamDay>,
    /// When that expires.
    pub expires_on: Option<VietnamDay>,
    /// Why it is to be revoked.
    pub reason: String,
    /// Whom it asks; the department of 2014 where empty.
    pub to: String,
    /// The day of signing.
    pub day: Option<VietnamDay>,
    /// The head of the agency.
    pub head: Signer,
}
