//! Bodies and their codes.

use std::collections::{HashMap, HashSet};

use gov_ca_model::{Timeline, VietnamDay};

use super::kept::Filling;
use super::{Conflict, ConflictKind, Imported, Known, begin, since};
use crate::entries::{Body, BodyEnd, Contact};
use crate::names::same_name;
use crate::sheet::Place;
use crate::sheet::lists::ListedBody;
use crate::steps::{StepError, existing};
use crate::{Change, Id};

/// Takes a list of bodies. The body above one may stand anywhere in the list, or in the register.
///
/// # Errors
///
/// What the register says; conflicts are in what is returned, and the caller gives the change up where there are any.
pub fn bodies(
    change: &mut Change<'_>,
    rows: &[ListedBody],
    on: VietnamDay,
) -> Result<Imported, StepError> {
    begin(change, "organisations");
    let mut known = Known::of(change)?;
    let mut imported = Imported::default();
    for row in rows {
        // older codes have no place in the register
        imported.leave::<ListedBody, _>("older_code", row.older_code.as_ref());
    }
    let (mut rows, there) = fresh(rows, &known, &mut imported);
    for (row, id) in there {
        match complete(change, row, id, &mut imported)? {
            true => imported.taken += 1,
            false => imported.known += 1,
        }
    }
    refuse_orphans(&mut rows, &known, &mut imported);
    let mut made = Vec::new();
    for row in rows {
        let stored = change.insert(body(row, on))?;
        let code = row.code.value.as_str();
        known.add(Id::of(&stored), &row.name.value, Some(code));
        made.push((row, stored));
    }
    imported.taken += made.len();
    for (row, stored) in made {
        if let Ok(Some(above)) = above(row, &known) {
            let mut next = stored.record().clone();
            next.above = Timeline::from_day(next.names.begins(), Some(above));
            change.update(&stored, next)?;
        }
    }
    Ok(imported)
}

/// Rows of bodies that are there.
type There<'r> = Vec<(&'r ListedBody, Id<Body>)>;

/// The rows whose codes the register does not have, and those of bodies that it has.
fn fresh<'r>(
    rows: &'r [ListedBody],
    known: &Known,
    imported: &mut Imported,
) -> (Vec<&'r ListedBody>, There<'r>) {
    let (mut fresh, mut there) = (Vec::new(), Vec::new());
    for row in rows {
        match known.by_code.get(row.code.value.as_str()) {
            None => fresh.push(row),
            Some((id, name)) if same_name(name, &row.name.value) => there.push((row, *id)),
            Some((_, name)) => {
                let name = name.clone();
                imported.refuse(row.code.place, ConflictKind::CodeOfAnother { name });
            }
        }
    }
    (fresh, there)
}

/// What the row says of the body and the register did not know; whether anything was written.
fn complete(
    change: &mut Change<'_>,
    row: &ListedBody,
    id: Id<Body>,
    imported: &mut Imported,
) -> Result<bool, StepError> {
    let stored = existing(change, id)?;
    let mut body = stored.record().clone();
    filled(row, &mut body, imported);
    let begins = row.begins.as_ref();
    let begins = begins.filter(|day| day.value != body.names.begins());
    imported.leave::<ListedBody, _>("begins", begins);
    let ends = row.ends.as_ref();
    let ends = ends.filter(|day| body.end.as_ref().is_none_or(|end| end.on != day.value));
    imported.leave::<ListedBody, _>("ends", ends);
    let has_more = body != *stored.record();
    if has_more {
        change.update(&stored, body)?;
    }
    Ok(has_more)
}

fn filled(row: &ListedBody, body: &mut Body, imported: &mut Imported) {
    let mut fill = Filling::<ListedBody>::of(imported);
    let contact = &mut body.contact;
    fill.text(&mut contact.address, "address", row.address.as_ref());
    fill.text(&mut contact.mail, "mail", row.mail.as_ref());
    fill.text(&mut body.tax_code, "tax_code", row.tax_code.as_ref());
    let budget = row.budget_code.as_ref();
    fill.text(&mut body.budget_code, "budget_code", budget);
    fill.value(&mut body.tier, "tier", row.tier.as_ref(), |tier| *tier);
    fill.value(&mut body.kind, "kind", row.kind.as_ref(), |kind| *kind);
    let legal = row.legal_person.as_ref();
    let has = &mut body.has_legal_personality;
    fill.value(has, "legal_person", legal, |ticked| ticked.0);
    let (has, seal) = (&mut body.has_own_seal, row.own_seal.as_ref());
    fill.value(has, "own_seal", seal, |ticked| ticked.0);
}

/// Leaves out what stands below a body that nobody knows, what stands below that, and what stands on a circle or below one.
fn refuse_orphans(rows: &mut Vec<&ListedBody>, known: &Known, imported: &mut Imported) {
    let mut then = known.clone();
    for (number, row) in rows.iter().enumerate() {
        let code = row.code.value.as_str();
        then.add(unwritten(number), &row.name.value, Some(code));
    }
    let ways: Vec<Way> = rows.iter().map(|row| above(row, &then)).collect();
    let orphans = spread(&ways, Result::is_err);
    let stand = spread(
        &ways,
        |way| matches!(way, Ok(above) if above.is_none_or(|above| above.number() >= 0)),
    );
    let mut ways = ways.into_iter().enumerate();
    rows.retain(|row| match (ways.next(), place(row)) {
        (Some((number, way)), Some(place)) if !stand.contains(&number) => {
            let kind = match way {
                Err(conflict) => conflict.kind,
                Ok(_) if orphans.contains(&number) => ConflictKind::UnknownBody,
                Ok(_) => ConflictKind::BelowItself,
            };
            imported.refuse(place, kind);
            false
        }
        _ => true,
    });
}

/// The body above that of a row, or why there is none.
type Way = Result<Option<Id<Body>>, Conflict>;

/// A number that no record has: only whether it will be there is asked.
fn unwritten(row: usize) -> Id<Body> {
    Id::new(-1 - i64::try_from(row).unwrap_or(i64::MAX - 1))
}

/// The rows of which `is_first` says so, and all that stand below them; each has one way up, and is reached once.
fn spread(ways: &[Way], is_first: impl Fn(&Way) -> bool) -> HashSet<usize> {
    let mut below: HashMap<i64, Vec<usize>> = HashMap::new();
    let mut next = Vec::new();
    for (row, way) in ways.iter().enumerate() {
        if is_first(way) {
            next.push(row);
        } else if let Ok(Some(above)) = way {
            below.entry(above.number()).or_default().push(row);
        }
    }
    let mut all = HashSet::new();
    while let Some(row) = next.pop() {
        all.insert(row);
        next.extend(below.remove(&unwritten(row).number()).unwrap_or_default());
    }
    all
}

/// Where a row says what is above.
fn place(row: &ListedBody) -> Option<Place> {
    let code = row.above_code.as_ref().map(|code| code.place);
    code.or(row.above.as_ref().map(|name| name.place))
}

fn above(row: &ListedBody, known: &Known) -> Way {
    let name = row.above.as_ref();
    let code = row.above_code.as_ref();
    let Some(place) = place(row) else {
        return Ok(None);
    };
    let (name, code) = (
        name.map(|name| name.value.as_str()),
        code.map(|code| code.value.as_str()),
    );
    known
        .find(name, code)
        .map_err(|kind| Conflict { place, kind })
}

fn body(row: &ListedBody, on: VietnamDay) -> Body {
    let begins = since(row.begins.as_ref().map(|day| day.value), on);
    let text = |given: &Option<crate::sheet::Given<String>>| {
        given.as_ref().map(|given| given.value.clone())
    };
    Body {
        names: Timeline::from_day(begins, row.name.value.clone()),
        codes: Some(Timeline::from_day(begins, row.code.value.clone())),
        above: Timeline::from_day(begins, None),
        tier: row.tier.as_ref().map(|tier| tier.value),
        kind: row.kind.as_ref().map(|kind| kind.value),
        has_legal_personality: row.legal_person.as_ref().map(|ticked| ticked.value.0),
        has_own_seal: row.own_seal.as_ref().map(|ticked| ticked.value.0),
        established_by: None,
        contact: Contact {
            address: text(&row.address),
            mail: row.mail.as_ref().map(|mail| mail.value.to_string()),
            ..Contact::default()
        },
        tax_code: row.tax_code.as_ref().map(|code| code.value.to_string()),
        budget_code: row.budget_code.as_ref().map(|code| code.value.to_string()),
        end: row.ends.as_ref().map(|ends| BodyEnd {
            on: ends.value,
            how: None,
            by: None,
            into: Vec::new(),
        }),
    }
}
