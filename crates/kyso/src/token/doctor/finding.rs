//! What doctor can find, and how much it weighs. The words are in `crates/kyso/codes/device.toml`.

use crate::exit::Exit;
use crate::text::Text;

use Weight::{Environment, Negative, Notice, Undecided};

/// How much a finding weighs for the exit code (design.md 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// To know; signing works.
    Notice,
    /// It cannot be told from here.
    Undecided,
    /// The device cannot sign as it is.
    Negative,
    /// There is no device to look at.
    Environment,
}

/// Every code with its weight.
pub(crate) const CODES: &[(&str, Weight)] = &[
    ("certificate-expired", Negative),
    ("certificate-expires-soon", Notice),
    ("certificate-not-yet-valid", Negative),
    ("certificate-unreadable", Undecided),
    ("chain-incomplete", Undecided),
    ("chain-not-accepted", Undecided),
    ("chain-refused", Undecided),
    ("key-mismatch", Negative),
    ("key-not-shown", Notice),
    ("module-architecture", Environment),
    ("module-crashed", Environment),
    ("module-dependency", Environment),
    ("module-hangs", Environment),
    ("module-initialise", Environment),
    ("module-no-slot", Environment),
    ("module-not-found", Environment),
    ("module-not-loadable", Environment),
    ("module-not-pkcs11", Environment),
    ("module-not-shared-library", Environment),
    ("module-refuses", Environment),
    ("no-certificate", Undecided),
    ("pin-count-low", Notice),
    ("pin-final-try", Notice),
    ("pin-locked", Negative),
    ("pin-not-set", Negative),
    ("pin-to-be-changed", Notice),
    ("slot-empty", Environment),
    ("token-not-initialised", Environment),
    ("token-unreadable", Undecided),
];

/// One thing found.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) code: &'static str,
    /// What of it is particular to this case.
    pub(super) detail: Option<Text>,
}

impl Finding {
    pub(super) const fn new(code: &'static str) -> Self {
        Self { code, detail: None }
    }

    pub(super) fn with(mut self, detail: Text) -> Self {
        self.detail = Some(detail);
        self
    }

    pub(super) fn weight(&self) -> Weight {
        let entry = CODES.iter().find(|(code, _)| *code == self.code);
        entry.map_or(Undecided, |(_, weight)| *weight)
    }
}

impl Weight {
    pub(super) const fn exit(self) -> Exit {
        match self {
            Self::Notice => Exit::Passed,
            Self::Undecided => Exit::Undecided,
            Self::Negative => Exit::Negative,
            Self::Environment => Exit::Environment,
        }
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Undecided => "undecided",
            Self::Negative => "negative",
            Self::Environment => "environment",
        }
    }

    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Notice => "!",
            Self::Undecided => "?",
            Self::Negative | Self::Environment => "✗",
        }
    }
}
