//! Whom a regulation names to be told of a device, and by when.

use jiff::Timestamp;
use regulation_rules::facts::{Fact, Party};
use regulation_rules::{Finding, Found};

use crate::entries::Notice;
use crate::steps::{StepError, facts};
use crate::{Judged, Office, View};

/// Somebody who is to be told.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Whom.
    pub who: Party,
    /// The last moment, where the text sets one.
    pub by: Option<Timestamp>,
    /// The rule that names them.
    pub rule: Finding,
}

/// The recipients, and the fact that says when each was told.
const RECIPIENTS: [(Party, Fact); 3] = [
    (Party::ManagingBody, Fact::ToldOwnBodyAt),
    (Party::Ca, Fact::ToldCaAt),
    (Party::Department, Fact::ToldDepartmentAt),
];

/// Who has still to be told of what a notice is about. A rule is asked what it would say if one of them were told far too late.
///
/// # Errors
///
/// What the register says.
pub fn tellings(
    view: &mut View<'_>,
    notice: &Notice,
    office: &Office<'_>,
) -> Result<Vec<Telling>, StepError> {
    let mut all = Vec::new();
    for (who, fact) in RECIPIENTS {
        if notice.told_at(who).is_some() {
            continue;
        }
        let sheets = facts::of_notice_late_for(view, notice, who, office)?;
        let judged = Judged::of(&sheets, office);
        if let Some((rule, limit)) = judged.about(fact) {
            let by = match limit {
                Some(Found::Instant(at)) => Some(*at),
                _ => None,
            };
            let rule = rule.clone();
            all.push(Telling { who, by, rule });
        }
    }
    Ok(all)
}
