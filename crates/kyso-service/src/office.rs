//! What the service is handed: the work itself.

use jiff::Timestamp;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::document::Document;
use crate::problem::{Language, Problem};

/// What is done with documents. Every call blocks as long as the work takes, and is made on a thread of its own;
/// [`Limits::at_once`](crate::Limits::at_once) of them run at a time.
pub trait Office: Send + Sync + 'static {
    /// Judges the signatures of a document. A negative verdict is an answer; what it says in words is in `language`.
    ///
    /// # Errors
    /// [`Problem`], where there is no report.
    fn verify(
        &self,
        document: &Document,
        asked: &VerifyAsked,
        language: Language,
    ) -> Result<Answer, Problem>;
}

/// A JSON text, given on as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer(
    /// The text.
    pub String,
);

/// How a document is to be verified.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VerifyAsked {
    /// What the answer calls the document.
    #[serde(default)]
    #[param(max_length = 255)]
    pub name: Option<String>,
    /// The moment at which it is judged (RFC 3339); now where none is named.
    #[serde(default)]
    #[param(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// Which changes after a signature are accepted.
    #[serde(default)]
    #[param(inline)]
    pub policy: Option<Changes>,
}

/// A policy on changes after a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Changes {
    /// What ISO 32000-2 and PAdES allow.
    Pades,
    /// Nothing but further signatures and time-stamps.
    Strict,
    /// What offices do.
    VnOffice,
}

impl Changes {
    /// The word of the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pades => "pades",
            Self::Strict => "strict",
            Self::VnOffice => "vn-office",
        }
    }
}
