//! What a reason rests on: a place, and a fact found there.

use cert_path::RevocationReason;
use jiff::Timestamp;
use pades_verify::SubIndication;
use regulation_rules::facts::Role;
use serde::{Serialize, Serializer};

/// Where something was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, as it is called in the package; `None` when the whole package is meant.
    pub file: Option<String>,
    /// The signature, counted from 1 in the order of the report.
    pub signature: Option<usize>,
    /// The name of its field.
    pub field: Option<String>,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(name: &str) -> Self {
        Self {
            file: Some(name.to_owned()),
            ..Self::default()
        }
    }

    /// A signature of it, counted from 1.
    #[must_use]
    pub fn signature(name: &str, number: usize, field: &str) -> Self {
        Self {
            file: Some(name.to_owned()),
            signature: Some(number),
            field: Some(field.to_owned()),
        }
    }
}

/// A fact and where it was seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What.
    pub fact: Fact,
}

/// What was seen. `text` is one English line of the library that saw it; people get their words from [`Fact::code`] and the values.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Fact {
    /// No signature of a person or body.
    NoSignature,
    /// No signature of this role among those whose role is known.
    RoleMissing {
        /// The role.
        role: Role,
    },
    /// Some signatures play a part that could not be told.
    RoleUnknown {
        /// How many.
        signatures: usize,
    },
    /// The verdict of EN 319 102-1 on one signature.
    Verdict {
        /// The sub-indication.
        #[serde(serialize_with = "word")]
        sub_indication: SubIndication,
        /// Why.
        text: String,
    },
    /// Later revisions changed what was signed.
    Changed {
        /// How many changes nothing allows.
        changes: usize,
        /// The first of them.
        text: String,
    },
    /// An oddity of the file that its verifier counts as an error.
    Anomaly {
        /// Its stable code.
        anomaly: String,
        /// One line.
        text: String,
    },
    /// The certificate is revoked.
    Revoked {
        /// Since when.
        since: Timestamp,
        /// Why, if the CA says.
        #[serde(serialize_with = "optional")]
        because: Option<RevocationReason>,
        /// When it signed, as proven or claimed.
        signed: Option<Timestamp>,
    },
    /// The certificate is suspended.
    OnHold {
        /// Since when.
        since: Timestamp,
    },
    /// Outside its validity.
    OutsideValidity {
        /// First instant of the certificate.
        not_before: Timestamp,
        /// Last instant of the certificate.
        not_after: Timestamp,
        /// When it signed, as proven or claimed.
        signed: Option<Timestamp>,
    },
    /// The status of a certificate is not known.
    StatusUnknown {
        /// Whose.
        certificate: String,
        /// Why.
        text: String,
    },
    /// The path does not lead to an accepted root.
    Path {
        /// The issuer at which it ends.
        issuer: Option<String>,
        /// Its country, where the name has one.
        country: Option<String>,
        /// Why.
        text: String,
    },
    /// A rule of the law is violated.
    RuleViolated {
        /// Its code.
        rule: String,
    },
    /// A file without a report.
    Unread {
        /// Where in the file.
        offset: Option<u64>,
        /// Why.
        text: String,
    },
    /// A file that is listed and is not there, or came without content.
    PartMissing {
        /// Its name in the list.
        listed: String,
    },
    /// Content whose reference is nowhere listed, or that is listed twice with different content.
    PartUnlisted {
        /// Its name.
        name: String,
    },
    /// Content that cannot be decoded.
    PartUndecodable {
        /// Its name.
        name: String,
        /// Why.
        text: String,
    },
    /// A file of a kind whose signatures are not read here.
    PartNotPdf {
        /// What it looks like.
        kind: String,
    },
    /// What was sent along differs from what the document shows.
    Differs {
        /// In what.
        field: Field,
        /// As sent along.
        stated: String,
        /// As the document shows it.
        found: String,
    },
    /// Sent to others than us.
    Addressee {
        /// Our code.
        ours: String,
        /// Those it names.
        named: Vec<String>,
    },
    /// A file with the same bytes was received before, or is there twice.
    SameBytes {
        /// SHA-256, hexadecimal.
        sha256: String,
    },
    /// A person says so.
    Stated {
        /// Who, if told.
        by: Option<String>,
        /// In their words.
        text: String,
    },
}

/// A piece of what is sent along with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Field {
    /// The number (số).
    Number,
    /// The symbol (ký hiệu).
    Symbol,
    /// The day of issue (ngày ban hành).
    Date,
}

impl Field {
    /// The word in data.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Symbol => "symbol",
            Self::Date => "date",
        }
    }
}

/// Every variant and its code: a new one does not compile before it has one.
macro_rules! codes {
    ($($variant:ident = $code:literal,)+) => {
        impl Fact {
            /// The stable codes of all.
            pub const CODES: &'static [&'static str] = &[$($code,)+];

            /// The stable code.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $code,)+
                }
            }
        }
    };
}

codes! {
    NoSignature = "no-signature",
    RoleMissing = "role-missing",
    RoleUnknown = "role-unknown",
    Verdict = "verdict",
    Changed = "changed",
    Anomaly = "anomaly",
    Revoked = "revoked",
    OnHold = "on-hold",
    OutsideValidity = "outside-validity",
    StatusUnknown = "status-unknown",
    Path = "path",
    RuleViolated = "rule-violated",
    Unread = "unread",
    PartMissing = "part-missing",
    PartUnlisted = "part-unlisted",
    PartUndecodable = "part-undecodable",
    PartNotPdf = "part-not-pdf",
    Differs = "differs",
    Addressee = "addressee",
    SameBytes = "same-bytes",
    Stated = "stated",
}

fn word<S: Serializer>(sub: &SubIndication, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(sub.as_str())
}

#[allow(clippy::ref_option, reason = "the shape serde asks for")]
fn optional<S: Serializer>(
    reason: &Option<RevocationReason>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    reason.map(RevocationReason::as_str).serialize(serializer)
}
