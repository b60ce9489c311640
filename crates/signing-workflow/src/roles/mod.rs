//! Roles: which part each signature plays, and what says so.
//!
//! A letter of a Vietnamese ministry carries an official's initials, the leader's signature, number and date as stamps of the
//! records room's own certificate, and the seal of the ministry (observed, office practice §5); no field of the file tells
//! which is which. [`tell`] puts together what each source says — the certificate, the place of the widget, the name and
//! title printed there, the order, the caller — and gives the role only where **two sources agree and none speaks against
//! it**. Everything else is [`Role::Unknown`], with the evidence that was found. The caller's word wins and is named as such.
//!
//! What it is *not*: a proof. The certificate is read whether or not it is trusted, the text is what the file says its glyphs
//! mean, and both are judged elsewhere (`pades-verify`). A role says what a signature is *placed as*; whether it holds is
//! another question, and a rule that asks for a role asks that one, too.
//!
//! The function is pure: pages are read by the caller ([`Look`]). Every number in here is ours, taken from four files of one
//! ministry and from NĐ 30/2020 Phụ lục I, and stands in [`thresholds`].

mod body;
mod certificate;
mod decide;
mod evidence;
mod look;
mod name;
mod place;
mod printed;
pub mod thresholds;
mod widgets;

pub(crate) use body::is_body;
pub use certificate::{Holder, holder_of};
pub use evidence::{NameMatch, RoleFact};
pub use look::{Look, PageLook};
pub(crate) use name::fold;
pub use name::same_name;
pub(crate) use printed::Region;
pub use printed::{Prefix, Printed, SignerBlock};
pub use widgets::{Widget, widgets};

use pades_verify::DocumentReport;
use regulation_rules::facts::{CallerFacts, Role};
use serde::Serialize;

/// A role and what says so.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ToldRole {
    /// The signature's field.
    pub field: String,
    /// The part it plays.
    pub role: Role,
    /// What was found, for the role and against it.
    pub evidence: Vec<RoleFact>,
}

impl ToldRole {
    /// A role that the caller states.
    #[must_use]
    pub fn stated(field: impl Into<String>, role: Role) -> Self {
        Self {
            field: field.into(),
            role,
            evidence: vec![RoleFact::Caller],
        }
    }

    /// Whether the caller said it.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        self.evidence.contains(&RoleFact::Caller)
    }
}

/// The role of every signature, in the order of the report.
#[must_use]
pub fn tell(report: &DocumentReport, look: &Look, caller: &CallerFacts) -> Vec<ToldRole> {
    let mut told = decide::from_evidence(report, look);
    for one in &mut told {
        let stated = caller.role_of(&one.field);
        if stated != Role::Unknown {
            one.role = stated;
            one.evidence.insert(0, RoleFact::Caller);
        }
    }
    told
}

/// Writes the roles that were told into what the caller states, so that the rules judge by them. What the caller stated stays.
pub fn state(told: &[ToldRole], caller: &mut CallerFacts) {
    for one in told.iter().filter(|one| one.role != Role::Unknown) {
        let statement = caller.signature.entry(one.field.clone()).or_default();
        statement.role.get_or_insert(one.role);
    }
}
