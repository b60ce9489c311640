//! What happens to a package.

use regulation_rules::orders::Act;
use regulation_rules::profiles::Purpose;
use serde::{Deserialize, Serialize};

use super::about::About;
use super::numbers::Number;

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Event {
    /// The package was opened with these files.
    Opened(About),
    /// It has a number.
    Numbered {
        /// Which.
        number: Number,
    },
    /// A step began: these marks belong to it.
    Begun {
        /// What it does.
        act: Act,
        /// The signatures it makes, in order.
        marks: Vec<Mark>,
    },
    /// One mark of the step was made.
    Signed {
        /// Which.
        mark: Mark,
        /// The file that came out, within the folder.
        output: String,
        /// Its SHA-256, hexadecimal.
        sha256: String,
        /// The field; none for a signature beside the file.
        field: Option<String>,
        /// Whose certificate.
        signer: String,
        /// SHA-256 of the certificate, hexadecimal.
        certificate: String,
    },
    /// What the step had signed does not count any more.
    Undone {
        /// Why.
        reason: String,
    },
    /// The signed files are void; nothing was issued.
    Voided {
        /// Why.
        reason: String,
    },
    /// It was issued.
    Issued {
        /// Where the package was written.
        package: String,
    },
    /// After issuing (NĐ 30/2020 Điều 18(3), 18(4)).
    Remedied {
        /// What was done.
        remedy: Remedy,
        /// By which document, as it is cited.
        by: String,
        /// Why.
        reason: String,
    },
}

/// One signature of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The file: 0 is the main document.
    pub part: usize,
    /// What is signed and shown.
    pub purpose: Purpose,
}

/// What is done about a document that was issued wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remedy {
    /// Another document of equal form takes its place or changes it: its content was wrong (NĐ 30/2020 Điều 18(3)).
    Replaced,
    /// A letter corrects form or procedure (NĐ 30/2020 Điều 18(3)).
    Corrected,
    /// It was taken back (NĐ 30/2020 Điều 18(4)).
    Recalled,
}
