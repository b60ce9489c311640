//! Reports: what the register held at the end of a quarter, a half-year, a year, what happened in it, and what other bodies reported.
//!
//! ```text
//! Draft ── make ──▶ Report ── as a file ──▶ the department ── receive ──▶ its register ── make ──▶ one report of all
//!                      └─ Template::lay ──▶ Laid: tables for paper, Excel, and people
//! ```
//!
//! A [`Report`] is about one body and everything below it: a row of [`Figures`] for each body, and their totals. Added up, every body counts
//! once: see [`make`]. Which sections are printed is a [`Template`]'s affair, which a department writes as data (Bình Định Điều 10(2)).
//!
//! What it is not: it holds no law. Who has to report, to whom, and by when an answer was due is asked of `regulation-rules`.

mod checked;
mod count;
mod figures;
mod file;
mod laid;
mod made;
mod missing;
mod period;
mod template;
mod total;
mod tree;

pub use figures::{Counts, Figures, counted, may_be_stated};
pub use file::{About, Content, FileFault, Named, Remark, Report, Row, Source};
pub use laid::{Cell, Laid, LaidSection};
pub use made::{Draft, Received, make, receive, received};
pub use missing::{Addressee, Missing, addressees, missing};
pub use period::{BadPeriod, Period};
pub use template::{BadTemplate, Template};
pub use total::Conflict;

use crate::StoreError;
use crate::steps::StepError;

/// Why a report was not made or taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// Another report of that body and period is there, and nobody said that it is to be replaced.
    #[error("there is another report of {} about {period}, of {made_on}", body.name)]
    Another {
        /// The body.
        body: Named,
        /// The period.
        period: Period,
        /// When the one that is there was made.
        made_on: gov_ca_model::VietnamDay,
    },
    /// What was made is no report that others would take.
    #[error(transparent)]
    Fault(FileFault),
    /// There is no such body.
    #[error("there is no body {id}")]
    NoBody {
        /// Its number.
        id: i64,
    },
    /// The register begins after the period.
    #[error("the register begins on {begins}, after the period")]
    NotYet {
        /// The first day on which it has a body that nothing is above.
        begins: gov_ca_model::VietnamDay,
    },
    /// The period begins after the day the report is made.
    #[error("the period {period} has not begun on {on}")]
    NotBegun {
        /// The period.
        period: Period,
        /// The day.
        on: gov_ca_model::VietnamDay,
    },
    /// What somebody states is told by the register itself, or nothing that is counted.
    #[error("{what} is not for anybody to state")]
    NotToBeStated {
        /// What.
        what: String,
    },
    /// What the register says.
    #[error(transparent)]
    Step(#[from] StepError),
    /// The body of the report is none of the register, by code or by name.
    #[error("the register does not know the body {}", body.name)]
    UnknownBody {
        /// The body.
        body: Named,
    },
    /// Several bodies have nothing above them: which one is it about?
    #[error(
        "the register has several bodies with nothing above them, or none: which one is it about?"
    )]
    WhichBody,
}

impl From<StoreError> for ReportError {
    fn from(error: StoreError) -> Self {
        Self::Step(error.into())
    }
}
