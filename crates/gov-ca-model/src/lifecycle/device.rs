//! The life of a key device.

use serde::{Deserialize, Serialize};

use super::Life;

/// Where a device stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

/// What may happen to a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceStep {
    /// It is handed to its subscriber.
    HandOver,
    /// It locks after too many wrong passwords.
    Lock,
    /// The CA or the department recovers it.
    Recover,
    /// It breaks.
    Break,
    /// It is lost.
    Lose,
    /// It is found again.
    Find,
    /// It is collected from the subscriber.
    Collect,
    /// It goes back to the CA.
    ReturnToCa,
}

impl DeviceState {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::InStock,
        Self::WithSubscriber,
        Self::Locked,
        Self::Broken,
        Self::Lost,
        Self::Collected,
        Self::ReturnedToCa,
    ];

    /// Whether its subscriber may use it.
    pub const fn is_usable(self) -> bool {
        matches!(self, Self::WithSubscriber)
    }

    /// Whether it was handed over and was neither lost nor collected.
    pub const fn is_with_subscriber(self) -> bool {
        matches!(self, Self::WithSubscriber | Self::Locked | Self::Broken)
    }

    /// Whether it is neither with the CA nor lost: somebody of ours answers for it.
    pub const fn is_with_us(self) -> bool {
        !matches!(self, Self::Lost | Self::ReturnedToCa)
    }
}

impl DeviceStep {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::HandOver,
        Self::Lock,
        Self::Recover,
        Self::Break,
        Self::Lose,
        Self::Find,
        Self::Collect,
        Self::ReturnToCa,
    ];

    /// The word in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::HandOver => "hand-over",
            Self::Lock => "lock",
            Self::Recover => "recover",
            Self::Break => "break",
            Self::Lose => "lose",
            Self::Find => "find",
            Self::Collect => "collect",
            Self::ReturnToCa => "return-to-ca",
        }
    }

    /// The Vietnamese words for what happens.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::HandOver => "bàn giao",
            Self::Lock => "bị khóa do nhập sai mật khẩu",
            Self::Recover => "được khôi phục",
            Self::Break => "hỏng",
            Self::Lose => "thất lạc",
            Self::Find => "tìm lại được",
            Self::Collect => "thu lại",
            Self::ReturnToCa => "trả cơ quan cấp",
        }
    }
}

impl Life for DeviceState {
    type Step = DeviceStep;
    type Of = ();

    const BEGINS: Self = Self::InStock;

    /// A device that was handed over is never handed over again: the key in it is its subscriber's. One that is found again goes back, it is
    /// not used on: nobody knows who had it.
    fn after(self, step: DeviceStep, (): ()) -> Option<Self> {
        use DeviceStep as Step;
        Some(match (self, step) {
            (Self::InStock, Step::HandOver) => Self::WithSubscriber,
            (Self::WithSubscriber, Step::Lock) => Self::Locked,
            (Self::Locked, Step::Recover) => Self::WithSubscriber,
            (Self::InStock | Self::WithSubscriber | Self::Locked, Step::Break) => Self::Broken,
            (
                Self::InStock
                | Self::WithSubscriber
                | Self::Locked
                | Self::Broken
                | Self::Collected,
                Step::Lose,
            ) => Self::Lost,
            (Self::Lost, Step::Find) => Self::Collected,
            (Self::WithSubscriber | Self::Locked | Self::Broken, Step::Collect) => Self::Collected,
            (Self::InStock | Self::Collected, Step::ReturnToCa) => Self::ReturnedToCa,
            _ => return None,
        })
    }

    fn word(self) -> &'static str {
        match self {
            Self::InStock => "in-stock",
            Self::WithSubscriber => "with-subscriber",
            Self::Locked => "locked",
            Self::Broken => "broken",
            Self::Lost => "lost",
            Self::Collected => "collected",
            Self::ReturnedToCa => "returned-to-ca",
        }
    }

    fn vietnamese(self) -> &'static str {
        match self {
            Self::InStock => "trong kho",
            Self::WithSubscriber => "đã bàn giao",
            Self::Locked => "bị khóa",
            Self::Broken => "hỏng",
            Self::Lost => "thất lạc",
            Self::Collected => "đã thu lại",
            Self::ReturnedToCa => "đã trả cơ quan cấp",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_device_with_its_subscriber_is_usable() {
        for state in DeviceState::ALL {
            assert_eq!(state.is_usable(), state == DeviceState::WithSubscriber);
        }
    }

    #[test]
    fn what_left_its_subscriber_never_comes_back_to_anybody() {
        let mut reached = vec![DeviceState::Collected];
        for state in DeviceState::ALL {
            if state == DeviceState::Lost || reached.contains(&state) {
                let next = DeviceStep::ALL.map(|step| state.after(step, ()));
                reached.extend(next.into_iter().flatten());
            }
        }
        assert!(
            !reached.iter().any(|state| state.is_usable()),
            "{reached:?}"
        );
    }

    #[test]
    fn only_what_is_locked_is_recovered() {
        for state in DeviceState::ALL {
            let recovered = state.after(DeviceStep::Recover, ());
            assert_eq!(recovered.is_some(), state == DeviceState::Locked);
        }
    }

    #[test]
    fn nothing_happens_to_what_the_ca_has() {
        for step in DeviceStep::ALL {
            assert_eq!(DeviceState::ReturnedToCa.after(step, ()), None);
        }
    }
}
