//! Short records: written down, and closed.

use gov_ca_model::{ModelError, VietnamDay};

use super::{Lacking, StepError, facts, let_out};
use crate::entries::{ShortKind, ShortRecord};
use crate::{Change, Id, OURS, Office, Record};

/// Writes something down.
///
/// # Errors
///
/// [`StepError::Lacking`] where its kind needs what was not given; [`StepError::NotFound`]; a last day before the first.
pub fn note(
    change: &mut Change<'_>,
    record: ShortRecord,
    office: &Office<'_>,
) -> Result<Id<ShortRecord>, StepError> {
    ends_in_order(&record)?;
    match record.kind {
        ShortKind::Permission => return Ok(let_out(change, record, office)?.0),
        ShortKind::Registration => {
            record.certificate.ok_or(lacks(Lacking::Certificate))?;
            let within = record.within.ok_or(lacks(Lacking::Application))?;
            let within = facts::existing(change, within)?;
            if within.record().kind != ShortKind::Application {
                return Err(lacks(Lacking::Application));
            }
        }
        _ => {}
    }
    change.take_step("record.add", OURS);
    Ok(Id::of(&change.insert(record)?))
}

/// Its last day is not before its first.
pub(super) fn ends_in_order(record: &ShortRecord) -> Result<(), StepError> {
    let latest = record.on;
    match record.until.filter(|until| *until < latest) {
        Some(day) => Err(ModelError::DayNotAfter { day, latest }.into()),
        None => Ok(()),
    }
}

const fn lacks(what: Lacking) -> StepError {
    StepError::Lacking(what)
}

/// Closes it as of a day: the device is back, the finding followed up, the delegation withdrawn.
///
/// # Errors
///
/// [`StepError::NotFound`], [`StepError::Closed`]; a day before it began.
pub fn close(
    change: &mut Change<'_>,
    id: Id<ShortRecord>,
    on: VietnamDay,
) -> Result<(), StepError> {
    let stored = facts::existing(change, id)?;
    let mut next = stored.record().clone();
    if next.closed_on.is_some() {
        return Err(StepError::Closed {
            table: ShortRecord::TABLE,
            id: id.number(),
        });
    }
    if on < next.on {
        return Err(ModelError::DayNotAfter {
            day: on,
            latest: next.on,
        }
        .into());
    }
    next.closed_on = Some(on);
    change.take_step("record.close", OURS);
    change.update(&stored, next)?;
    Ok(())
}
