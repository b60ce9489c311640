//! The device that keeps a private key.

use serde::{Deserialize, Serialize};

use crate::DeviceState;

/// A key device (thiết bị lưu khóa bí mật): a dedicated physical device holding the subscriber's private key
/// (NĐ 68/2024 Điều 3(5)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyDevice {
    /// The number on the device (số hiệu thiết bị), as forms 05 and 06 ask for it. It may differ from the serial number
    /// that PKCS#11 reports, so both are kept.
    pub number: String,
    /// The serial number the token reports, where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_serial: Option<String>,
    /// What it is.
    pub kind: DeviceKind,
    /// Where it stands in its life.
    pub state: DeviceState,
}

/// The kinds of device that the regulations read so far name (Quy chế Tây Ninh 2025 Điều 3(4) and (5)).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DeviceKind {
    /// PKI Token: keeps the private key and the certificate.
    PkiToken,
    /// SIM PKI: a telephone SIM that keeps the private key.
    SimPki {
        /// The telephone number it signs with.
        telephone: String,
        /// The carrier, where known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        carrier: Option<String>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sim_has_a_number_and_a_token_does_not() {
        let sim = DeviceKind::SimPki {
            telephone: "0900000000".to_owned(),
            carrier: None,
        };
        let json = serde_json::to_string(&sim).unwrap();
        assert_eq!(json, r#"{"kind":"sim-pki","telephone":"0900000000"}"#);
        assert_eq!(serde_json::from_str::<DeviceKind>(&json).unwrap(), sim);
        assert!(serde_json::from_str::<DeviceKind>(r#"{"kind":"sim-pki"}"#).is_err());
    }
}
