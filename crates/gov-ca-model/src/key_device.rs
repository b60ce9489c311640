//! The device that keeps a private key.

use serde::{Deserialize, Serialize};

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

/// Where a device stands. Which change of state the law allows is told with the register (`lifecycle`, later).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DeviceState {
    /// Received from the CA and not yet handed over.
    InStock,
    /// Handed over to its subscriber (đã bàn giao).
    WithSubscriber,
    /// Locked after too many wrong passwords; needs recovery (khôi phục thiết bị lưu khóa bí mật).
    Locked,
    /// Broken (hỏng).
    Broken,
    /// Lost (thất lạc).
    Lost,
    /// Collected from the subscriber, on its way back to the CA.
    Collected,
    /// Handed back to the CA.
    ReturnedToCa,
}

impl DeviceState {
    /// Whether its subscriber may use it.
    pub const fn is_usable(self) -> bool {
        matches!(self, Self::WithSubscriber)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_device_with_its_subscriber_is_usable() {
        use DeviceState::{Broken, Collected, InStock, Locked, Lost, ReturnedToCa, WithSubscriber};
        assert!(WithSubscriber.is_usable());
        for state in [InStock, Locked, Broken, Lost, Collected, ReturnedToCa] {
            assert!(!state.is_usable(), "{state:?}");
        }
    }

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
