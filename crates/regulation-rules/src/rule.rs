//! A rule is a constant: metadata the engine reads, and one small function.

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::evidence::{Evidence, Missing};
use crate::law::{Citation, Force, Instrument};

/// One rule over the fact sheet `F`. Its file's path is its code.
#[derive(Debug)]
pub struct Rule<F> {
    /// Everything but the check.
    pub meta: Meta,
    /// Whether the facts fulfil it; asked only on a day the rule is in force.
    pub check: fn(&F) -> Result<Outcome, Missing>,
}

/// What a rule is, apart from its check. Every finding is built from this, so none can forget its citation.
#[derive(Debug)]
pub struct Meta {
    /// `nd-68-2024/certificate-outlives-five-years`: the folder of the instrument, and what is wrong.
    pub code: &'static str,
    /// What is asked, apart from which law answers.
    pub question: Question,
    /// The places it rests on; the first one is the one whose instrument governs.
    pub cites: &'static [Citation],
    /// When it is in force.
    pub force: Force,
    /// Which day picks the law.
    pub basis: Basis,
    /// How much the text demands.
    pub duty: Duty,
    /// How well the text is known.
    pub reading: Reading,
    /// Codes of rules this one sets aside where it speaks too.
    pub overrides: &'static [&'static str],
    /// The question, as a sentence. `{certificate}` and `{signature}` become the terms of the day.
    pub asks: Text,
    /// What is wrong when it is not fulfilled.
    pub fails: Text,
}

impl Meta {
    /// The instrument that governs it.
    ///
    /// # Panics
    ///
    /// Never for a registered rule: each cites at least one place, which a test shows.
    pub fn instrument(&self) -> &'static Instrument {
        self.cites
            .first()
            .expect("a rule cites at least one place")
            .instrument
    }
}

/// What is asked, apart from which law answers. On any day, at most one rule that is not set aside answers each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Question {
    /// Is a newly issued certificate short enough?
    CertificateValidityLength,
    /// Was the certificate in its validity period when the signature was made?
    CertificateInValidityAtSigning,
    /// Was the certificate used for what it is for?
    CertificateUsedWithinScope,
    /// Was the certificate active, neither revoked nor suspended, when the signature was made?
    CertificateStatusAtSigning,
    /// Are the certificates of the path effective too?
    PathEffective,
    /// Was the certificate checked before the key was used?
    CertificateCheckedFirst,
    /// Was the path checked before the key was used?
    PathCheckedFirst,
    /// Is the key that signed the one of the certificate?
    KeyMatchesCertificate,
    /// Where the law wants a time-stamp, is there one?
    RequiredTimestamp,
    /// Would a later change of the content be seen?
    LaterChangeDetectable,
    /// Did the CA that the law names for this kind of signature issue the certificate?
    IssuerForKind,
    /// Secure signature: made while the certificate was effective and verifiable with its key?
    SecureMadeWhileEffective,
    /// Secure signature: made with the key of a certificate from a CA the text accepts?
    SecureKeyOfAcceptedIssuer,
    /// Secure signature: key under the signer's control alone?
    SecureSoleControl,
    /// Secure signature: key and content bound to the signer alone?
    SecureBoundToSigner,
}

/// Which day picks the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Basis {
    /// The day of signing: the proven one, else the claimed one, shown as claimed.
    SignedOn,
    /// The day the certificate was issued: the stated one, else its first day of validity, shown as such.
    CertificateIssuedOn,
}

/// How much the text demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// phải
    Must,
    /// điều kiện: the text does not command; it says what has to hold for the effect it gives. Weighs as much as [`Self::Must`].
    Condition,
    /// cần
    Should,
    /// được phép
    May,
}

impl Duty {
    /// Whether not fulfilling it counts against a document.
    pub const fn binds(self) -> bool {
        matches!(self, Self::Must | Self::Condition)
    }

    /// The word in a sentence.
    pub const fn text(self) -> Text {
        match self {
            Self::Must => Text {
                vi: "phải",
                en: "must",
            },
            Self::Condition => Text {
                vi: "điều kiện",
                en: "condition",
            },
            Self::Should => Text {
                vi: "cần",
                en: "should",
            },
            Self::May => Text {
                vi: "được phép",
                en: "may",
            },
        }
    }
}

/// How well the text is known, and when somebody last read it. "From memory" is no variant: such a rule cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The article's own words were read.
    Verified {
        /// When.
        on: VietnamDay,
    },
    /// Its own words were read, but the copy broke off before the end of the article: never more than a warning.
    Part {
        /// When.
        on: VietnamDay,
    },
    /// Only what another text says of it was read: never more than a warning.
    Secondary {
        /// When.
        on: VietnamDay,
    },
}

impl Reading {
    /// The day it was last read.
    pub const fn day(self) -> VietnamDay {
        match self {
            Self::Verified { on } | Self::Part { on } | Self::Secondary { on } => on,
        }
    }

    /// What was read, in a sentence.
    pub const fn text(self) -> Text {
        match self {
            Self::Verified { .. } => Text {
                vi: "văn bản đọc ngày",
                en: "text read on",
            },
            Self::Part { .. } => Text {
                vi: "văn bản đọc một phần ngày",
                en: "text read in part on",
            },
            Self::Secondary { .. } => Text {
                vi: "đọc qua văn bản khác ngày",
                en: "read through another text on",
            },
        }
    }

    /// The word in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verified { .. } => "verified",
            Self::Part { .. } => "part",
            Self::Secondary { .. } => "secondary",
        }
    }
}

/// What a check says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The rule does not concern this case.
    NotApplicable(Text),
    /// Fulfilled, on these facts.
    Satisfied(Evidence),
    /// Not fulfilled, on these facts.
    Violated(Evidence),
    /// For a person to judge.
    Review(Evidence, Text),
}
