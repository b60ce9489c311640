//! The life of a certificate in the register. That it expires is read from its dates, and no step.

use serde::{Deserialize, Serialize};

use super::Life;

/// Where a certificate stands, apart from its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateState {
    /// Received from the CA, not yet in effect.
    Received,
    /// In effect (có hiệu lực): published by the CA.
    InEffect,
    /// Suspended (tạm dừng): under the law before 15/08/2024.
    Suspended,
    /// Another one took its place: renewed, or with changed information.
    Replaced,
    /// Revoked (thu hồi).
    Revoked,
}

/// What may happen to a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateStep {
    /// The CA publishes it as in effect.
    Publish,
    /// It is suspended.
    Suspend,
    /// The suspension ends.
    Resume,
    /// Another one takes its place.
    Replace,
    /// It is revoked.
    Revoke,
}

impl CertificateState {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Received,
        Self::InEffect,
        Self::Suspended,
        Self::Replaced,
        Self::Revoked,
    ];
}

impl CertificateStep {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Publish,
        Self::Suspend,
        Self::Resume,
        Self::Replace,
        Self::Revoke,
    ];
}

impl Life for CertificateState {
    type Step = CertificateStep;
    type Of = ();

    const BEGINS: Self = Self::Received;

    fn after(self, step: CertificateStep, (): ()) -> Option<Self> {
        use CertificateStep as Step;
        Some(match (self, step) {
            (Self::Received, Step::Publish) | (Self::Suspended, Step::Resume) => Self::InEffect,
            (Self::InEffect, Step::Suspend) => Self::Suspended,
            (Self::InEffect, Step::Replace) => Self::Replaced,
            (Self::Received | Self::InEffect | Self::Suspended | Self::Replaced, Step::Revoke) => {
                Self::Revoked
            }
            _ => return None,
        })
    }

    fn word(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::InEffect => "in-effect",
            Self::Suspended => "suspended",
            Self::Replaced => "replaced",
            Self::Revoked => "revoked",
        }
    }

    fn vietnamese(self) -> &'static str {
        match self {
            Self::Received => "đã nhận, chưa có hiệu lực",
            Self::InEffect => "có hiệu lực",
            Self::Suspended => "bị tạm dừng",
            Self::Replaced => "đã được thay thế",
            Self::Revoked => "bị thu hồi",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_revoked_stays_revoked() {
        for step in CertificateStep::ALL {
            assert_eq!(CertificateState::Revoked.after(step, ()), None);
        }
        for state in CertificateState::ALL {
            let revoked = state.after(CertificateStep::Revoke, ());
            assert_eq!(revoked.is_some(), state != CertificateState::Revoked);
        }
    }

    #[test]
    fn only_what_is_in_effect_is_replaced_or_suspended() {
        for state in CertificateState::ALL {
            for step in [CertificateStep::Replace, CertificateStep::Suspend] {
                let happens = state.after(step, ()).is_some();
                assert_eq!(
                    happens,
                    state == CertificateState::InEffect,
                    "{state:?} {step:?}"
                );
            }
        }
    }
}
