//! The five outcomes.

use serde::Serialize;

use super::again::CheckAgain;
use super::fact::Shown;
use super::status::ExchangeStatus;

/// What the receiving clerk does. The order is the order of precedence: of several parts, the greatest counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// Tiếp nhận: nothing stands against it.
    Accept,
    /// Chờ kiểm tra lại: something cannot be told yet, or not by a program.
    Hold(Hold),
    /// Từ chối tiếp nhận, with the reasons.
    Refuse,
    /// Trả lại: sent to the wrong addressee (NĐ 30/2020 Điều 21(2)(b)).
    Return,
    /// Báo người có trách nhiệm: abnormal signs, which the responsible person and the sender are told at once (NĐ 30/2020
    /// Điều 21(2)(b)). It is not received meanwhile.
    Report,
}

impl Outcome {
    /// The word in data.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Hold(_) => "hold",
            Self::Refuse => "refuse",
            Self::Return => "return",
            Self::Report => "report",
        }
    }

    /// The place in the order of precedence.
    #[must_use]
    pub const fn rank(&self) -> u8 {
        match self {
            Self::Accept => 0,
            Self::Hold(_) => 1,
            Self::Refuse => 2,
            Self::Return => 3,
            Self::Report => 4,
        }
    }

    /// When it is held: until when, and why.
    #[must_use]
    pub const fn hold(&self) -> Option<&Hold> {
        match self {
            Self::Hold(hold) => Some(hold),
            _ => None,
        }
    }

    /// What the exchange axis is told. Nothing, while a document is held or a person looks at it.
    #[must_use]
    pub const fn exchange_status(&self) -> Option<ExchangeStatus> {
        match self {
            Self::Accept => Some(ExchangeStatus::RECEIVED),
            Self::Refuse | Self::Return => Some(ExchangeStatus::REFUSED),
            Self::Hold(_) | Self::Report => None,
        }
    }
}

/// Why, and until when, a document is held.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hold {
    /// When to check again; `None` when time alone does not help and a person has to decide or to give something.
    pub check_again: Option<CheckAgain>,
    /// What is open; never empty.
    pub why: Vec<Open>,
}

/// One thing that cannot be told yet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Open {
    /// What.
    pub why: HoldReason,
    /// Where, and what shows it.
    #[serde(flatten)]
    pub shown: Shown,
}

/// What keeps a document waiting. The codes are a public interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum HoldReason {
    /// The status of a certificate (CRL, OCSP) could not be obtained: another moment may bring it.
    StatusUnknown,
    /// The certificate is suspended (tạm dừng): the CA may lift it.
    Suspended,
    /// An issuer's certificate is not at hand and was not looked for everywhere.
    IssuerNotFound,
    /// Nobody told which roots are accepted.
    NoTrustConfigured,
    /// Public, specialised or foreign: another law speaks of it, and its roots are not among the accepted ones here.
    OtherLaw,
    /// The certificate is outside its validity now, and nothing proves that it signed while inside.
    NoProofOfTime,
    /// The certificate is revoked, and nothing proves whether it signed before.
    RevokedWithoutProofOfTime,
    /// The path could not be decided for another reason.
    PathUndecided,
    /// An algorithm is too weak for the time it was used.
    WeakAlgorithm,
    /// The container breaks constraints that leave the question open.
    SignatureUndecided,
    /// What part the signatures play could not be told, so that nobody can say whether all are there.
    RolesUntold,
    /// The file is protected by a password that nobody gave.
    Locked,
    /// This program cannot read that kind of file or signature.
    Unsupported,
    /// A bound of this program was reached.
    OverLimit,
    /// The file could not be opened here; nothing is known of it.
    NotOpened,
}

impl HoldReason {
    /// All of them, for tables and tests.
    pub const ALL: &[Self] = &[
        Self::StatusUnknown,
        Self::Suspended,
        Self::IssuerNotFound,
        Self::NoTrustConfigured,
        Self::OtherLaw,
        Self::NoProofOfTime,
        Self::RevokedWithoutProofOfTime,
        Self::PathUndecided,
        Self::WeakAlgorithm,
        Self::SignatureUndecided,
        Self::RolesUntold,
        Self::Locked,
        Self::Unsupported,
        Self::OverLimit,
        Self::NotOpened,
    ];

    /// The word in data.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::StatusUnknown => "status-unknown",
            Self::Suspended => "suspended",
            Self::IssuerNotFound => "issuer-not-found",
            Self::NoTrustConfigured => "no-trust-configured",
            Self::OtherLaw => "other-law",
            Self::NoProofOfTime => "no-proof-of-time",
            Self::RevokedWithoutProofOfTime => "revoked-without-proof-of-time",
            Self::PathUndecided => "path-undecided",
            Self::WeakAlgorithm => "weak-algorithm",
            Self::SignatureUndecided => "signature-undecided",
            Self::RolesUntold => "roles-untold",
            Self::Locked => "locked",
            Self::Unsupported => "unsupported",
            Self::OverLimit => "over-limit",
            Self::NotOpened => "not-opened",
        }
    }

    /// Whether waiting may help: the CA publishes anew, the network comes back.
    #[must_use]
    pub const fn time_may_help(self) -> bool {
        matches!(
            self,
            Self::StatusUnknown | Self::Suspended | Self::IssuerNotFound
        )
    }
}
