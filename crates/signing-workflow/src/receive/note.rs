//! What a person should know and what never decides.

use serde::Serialize;

use super::fact::Place;

/// A note. Layout, oddities that change nothing, another law that speaks, things a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// A stable kebab-case code: that of a finding of the verifier, of a rule, or one of [`Note::OWN`].
    pub code: String,
    /// One English line, or a value such as a name.
    pub text: String,
}

impl Note {
    /// The codes of this module, beside those of the verifier and of the rules.
    pub const OWN: &[&str] = &[
        Self::PUBLIC,
        Self::FOREIGN,
        Self::ROLES_UNTOLD,
        Self::REVIEW,
        Self::STRANGER,
        Self::UNKNOWN_ELEMENT,
        Self::IGNORED_FILE,
        Self::SAME_BYTES,
        Self::NOT_COMPARED,
        Self::NO_METADATA,
        Self::SIGNER_DIFFERS,
        Self::STRANGE_NAME,
        Self::ARRIVED_BEFORE,
    ];
    /// Public certificate: another law speaks; the text names the CA.
    pub const PUBLIC: &str = "public-certificate";
    /// Foreign certificate: another law speaks; the text names issuer and country.
    pub const FOREIGN: &str = "foreign-certificate";
    /// Whose the signatures are was not told.
    pub const ROLES_UNTOLD: &str = "roles-untold";
    /// A rule asks for a person's judgement; the text is its code.
    pub const REVIEW: &str = "review";
    /// A usage rights signature or another one that counts for nothing here.
    pub const STRANGER: &str = "signature-not-counted";
    /// An element of the exchange metadata that is not known; the text is its path.
    pub const UNKNOWN_ELEMENT: &str = "unknown-element";
    /// A file beside the package's that was not looked at.
    pub const IGNORED_FILE: &str = "ignored-file";
    /// Two parts have the same bytes.
    pub const SAME_BYTES: &str = "same-bytes";
    /// Something sent along could not be compared with the document; the text says what.
    pub const NOT_COMPARED: &str = "not-compared";
    /// No metadata came along.
    pub const NO_METADATA: &str = "no-metadata";
    /// The signer named in the metadata is not the name in a certificate; names are written in many ways.
    pub const SIGNER_DIFFERS: &str = "signer-name-differs";

    /// The name of a part has parts of a path, or characters that mislead the eye.
    pub const STRANGE_NAME: &str = "strange-name";

    /// The same bytes arrived before and were not accepted then; the text is the arrival and what was decided.
    pub const ARRIVED_BEFORE: &str = "arrived-before";

    /// A note.
    #[must_use]
    pub fn new(place: Place, code: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            place,
            code: code.into(),
            text: text.into(),
        }
    }
}
