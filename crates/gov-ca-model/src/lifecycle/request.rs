//! The life of a request: from the draft to the closed dossier.

use serde::{Deserialize, Serialize};

use super::Life;
use crate::RequestKind;

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestState {
    /// Being written (đang soạn).
    Drafted,
    /// Confirmed by the directly managing body (đã xác nhận).
    Confirmed,
    /// Sent to whom it is addressed to (đã gửi).
    Sent,
    /// Received as a valid dossier (hồ sơ hợp lệ): the time to process it runs.
    Accepted,
    /// Sent back with reasons (trả lại hồ sơ).
    Returned,
    /// Done by the CA or the department (đã giải quyết).
    Processed,
    /// Handed to the subscriber (đã bàn giao).
    Delivered,
    /// The certificate is in effect (đã có hiệu lực).
    Activated,
    /// The dossier is archived (đã đóng hồ sơ).
    Closed,
    /// Not granted, with reasons (không chấp nhận).
    Refused,
    /// Taken back by who made it (đã rút).
    Withdrawn,
}

/// What may happen to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestStep {
    /// The directly managing body confirms it.
    Confirm,
    /// It is sent.
    Send,
    /// It is received as a valid dossier.
    Accept,
    /// It is sent back with reasons.
    Return,
    /// It is written anew after it was sent back.
    Amend,
    /// The CA or the department did what was asked.
    Process,
    /// It is not granted.
    Refuse,
    /// What came of it is handed to the subscriber.
    Deliver,
    /// The certificate takes effect.
    Activate,
    /// The dossier is archived.
    Close,
    /// It is taken back.
    Withdraw,
}

impl RequestState {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Drafted,
        Self::Confirmed,
        Self::Sent,
        Self::Accepted,
        Self::Returned,
        Self::Processed,
        Self::Delivered,
        Self::Activated,
        Self::Closed,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// Whether nothing more is to be done for it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Refused | Self::Withdrawn)
    }
}

impl RequestStep {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Confirm,
        Self::Send,
        Self::Accept,
        Self::Return,
        Self::Amend,
        Self::Process,
        Self::Refuse,
        Self::Deliver,
        Self::Activate,
        Self::Close,
        Self::Withdraw,
    ];

    /// The word in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Send => "send",
            Self::Accept => "accept",
            Self::Return => "return",
            Self::Amend => "amend",
            Self::Process => "process",
            Self::Refuse => "refuse",
            Self::Deliver => "deliver",
            Self::Activate => "activate",
            Self::Close => "close",
            Self::Withdraw => "withdraw",
        }
    }

    /// The Vietnamese words for what happens.
    pub const fn vietnamese(self) -> &'static str {
        match self {
            Self::Confirm => "cơ quan quản lý trực tiếp xác nhận",
            Self::Send => "gửi",
            Self::Accept => "được tiếp nhận, hồ sơ hợp lệ",
            Self::Return => "bị trả lại",
            Self::Amend => "soạn lại",
            Self::Process => "đã được giải quyết",
            Self::Refuse => "không được chấp nhận",
            Self::Deliver => "bàn giao cho thuê bao",
            Self::Activate => "chứng thư có hiệu lực",
            Self::Close => "đóng hồ sơ",
            Self::Withdraw => "rút yêu cầu",
        }
    }
}

/// What a kind of request brings into being, and so has to be handed over before the dossier is closed.
const fn brings_a_certificate(kind: RequestKind) -> bool {
    matches!(kind, RequestKind::Issue)
}

/// What comes back to the subscriber at all: nothing does from a revocation.
const fn brings_something(kind: RequestKind) -> bool {
    !matches!(kind, RequestKind::Revoke)
}

impl Life for RequestState {
    type Step = RequestStep;
    type Of = RequestKind;

    const BEGINS: Self = Self::Drafted;

    fn after(self, step: RequestStep, kind: RequestKind) -> Option<Self> {
        use RequestStep as Step;
        Some(match (self, step) {
            (Self::Drafted, Step::Confirm) => Self::Confirmed,
            (Self::Confirmed, Step::Send) => Self::Sent,
            (Self::Sent, Step::Accept) => Self::Accepted,
            (Self::Sent | Self::Accepted, Step::Return) => Self::Returned,
            (Self::Returned | Self::Confirmed, Step::Amend) => Self::Drafted,
            (Self::Accepted, Step::Process) => Self::Processed,
            (Self::Sent | Self::Accepted, Step::Refuse) => Self::Refused,
            (Self::Processed, Step::Deliver) if brings_something(kind) => Self::Delivered,
            (Self::Delivered, Step::Activate) if brings_a_certificate(kind) => Self::Activated,
            (Self::Processed, Step::Close) if !brings_a_certificate(kind) => Self::Closed,
            (Self::Delivered, Step::Close) if !brings_a_certificate(kind) => Self::Closed,
            (Self::Activated, Step::Close) => Self::Closed,
            (Self::Drafted | Self::Confirmed | Self::Sent | Self::Returned, Step::Withdraw) => {
                Self::Withdrawn
            }
            _ => return None,
        })
    }

    fn word(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Confirmed => "confirmed",
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
            Self::Processed => "processed",
            Self::Delivered => "delivered",
            Self::Activated => "activated",
            Self::Closed => "closed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn vietnamese(self) -> &'static str {
        match self {
            Self::Drafted => "đang soạn",
            Self::Confirmed => "đã xác nhận",
            Self::Sent => "đã gửi",
            Self::Accepted => "hồ sơ hợp lệ, đang giải quyết",
            Self::Returned => "bị trả lại",
            Self::Processed => "đã giải quyết",
            Self::Delivered => "đã bàn giao",
            Self::Activated => "đã có hiệu lực",
            Self::Closed => "đã đóng hồ sơ",
            Self::Refused => "không được chấp nhận",
            Self::Withdrawn => "đã rút",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(kind: RequestKind, steps: &[RequestStep]) -> Option<RequestState> {
        let mut steps = steps.iter();
        steps.try_fold(RequestState::BEGINS, |state, step| state.after(*step, kind))
    }

    #[test]
    fn each_kind_comes_to_its_end() {
        use RequestStep::{Accept, Activate, Close, Confirm, Deliver, Process, Send};
        let begins = [Confirm, Send, Accept, Process];
        let ends: [(RequestKind, &[RequestStep]); 5] = [
            (RequestKind::Issue, &[Deliver, Activate, Close]),
            (RequestKind::Renew, &[Deliver, Close]),
            (RequestKind::ChangeInformation, &[Close]),
            (RequestKind::Revoke, &[Close]),
            (RequestKind::RecoverDevice, &[Deliver, Close]),
        ];
        for (kind, end) in ends {
            let whole = [&begins[..], end].concat();
            assert_eq!(walk(kind, &whole), Some(RequestState::Closed), "{kind:?}");
        }
        assert_eq!(
            walk(RequestKind::Issue, &[&begins[..], &[Close]].concat()),
            None
        );
        assert_eq!(
            walk(RequestKind::Revoke, &[&begins[..], &[Deliver]].concat()),
            None
        );
        assert_eq!(
            walk(
                RequestKind::Renew,
                &[&begins[..], &[Deliver, Activate]].concat()
            ),
            None
        );
    }

    #[test]
    fn nothing_follows_the_end_and_everything_has_an_end() {
        for state in RequestState::ALL {
            for kind in RequestKind::ALL {
                let next = RequestStep::ALL.map(|step| state.after(step, kind));
                let is_end = next.iter().flatten().count() == 0;
                assert_eq!(is_end, state.is_over(), "{state:?} {kind:?}");
            }
        }
    }

    #[test]
    fn what_was_sent_back_is_written_and_confirmed_anew() {
        use RequestStep::{Amend, Confirm, Return, Send};
        let kind = RequestKind::Issue;
        assert_eq!(walk(kind, &[Confirm, Send, Return, Send]), None);
        let again = [Confirm, Send, Return, Amend, Confirm, Send];
        assert_eq!(walk(kind, &again), Some(RequestState::Sent));
        assert_eq!(walk(kind, &[Send]), None, "without confirmation");
    }
}
