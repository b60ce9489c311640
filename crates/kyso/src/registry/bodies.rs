//! Bodies: listed with whom they are reached through, as a tree, and their electronic codes over time.

use std::collections::BTreeMap;

use gov_ca_registry::Id;
use gov_ca_registry::entries::{Body, Person, ShortKind, ShortRecord};
use gov_ca_registry::intake::enter_code;
use gov_ca_registry::steps::StepError;
use gov_ca_registry::store::View;
use serde_json::{Value, json};

use super::Desk;
use crate::args::OrganisationCodeArgs;
use crate::exit::{Exit, Outcome};
use crate::text::Text;

/// Delegations and focal persons of the day, by body.
type InCharge = BTreeMap<i64, Vec<String>>;

pub(super) fn list(desk: &Desk<'_>) -> Outcome {
    let (bodies, in_charge) = desk.read(|view| {
        let in_charge = in_charge(view, desk)?;
        Ok((view.find::<Body>("ORDER BY id", &[])?, in_charge))
    })?;
    for stored in bodies {
        let (id, body) = (stored.id(), stored.record());
        let told = in_charge.get(&id).map_or(&[][..], Vec::as_slice);
        match desk.job.json {
            true => {
                let mut value = as_json(body, told, desk);
                value["id"] = id.into();
                desk.job.value(&value);
            }
            false => desk
                .job
                .line(&format!("{id:>6}  {}{}", line(body, desk), beside(told))),
        }
    }
    Ok(Exit::Passed)
}

fn line(body: &Body, desk: &Desk<'_>) -> String {
    let tier = body.tier.map(|tier| tier.text());
    let tier = tier.map_or("", |tier| tier.in_language(desk.job.lang.into()));
    format!("{}  {tier}  {}", body.name_on(desk.on), code(body, desk))
}

/// The electronic code of the day.
fn code<'b>(body: &'b Body, desk: &Desk<'_>) -> &'b str {
    let code = body.codes.as_ref().and_then(|codes| codes.on(desk.on));
    code.map_or("", |code| code.as_str())
}

fn beside(told: &[String]) -> String {
    match told.is_empty() {
        true => String::new(),
        false => format!("  ({})", told.join("; ")),
    }
}

fn as_json(body: &Body, told: &[String], desk: &Desk<'_>) -> Value {
    json!({
        "name": body.name_on(desk.on),
        "tier": body.tier,
        "code": code(body, desk),
        "above": body.above.latest(),
        "in_charge": told,
    })
}

/// They are few: one walk.
fn in_charge(view: &mut View<'_>, desk: &Desk<'_>) -> Result<InCharge, StepError> {
    let found = view.find::<ShortRecord>(
        "WHERE kind IN ($1, $2) AND organisation IS NOT NULL AND on_day <= $3 ORDER BY on_day, id",
        &[
            ShortKind::Delegation.word().into(),
            ShortKind::FocalPoint.word().into(),
            desk.on.into(),
        ],
    )?;
    let mut told = InCharge::new();
    for stored in found {
        let record = stored.into_record();
        if let Some(body) = record.body.filter(|_| record.holds_on(desk.on)) {
            let words = words(view, &record, desk)?;
            told.entry(body.number()).or_default().push(words);
        }
    }
    Ok(told)
}

/// What a short record is, about whom, and its text.
pub(super) fn words(
    view: &mut View<'_>,
    record: &ShortRecord,
    desk: &Desk<'_>,
) -> Result<String, StepError> {
    let kind = Text::new(record.kind.vietnamese(), record.kind.word());
    let mut words = vec![kind.in_lang(desk.job.lang).to_owned()];
    if let Some(person) = record.person {
        let person = view.get::<Person>(person.number())?;
        words.extend(person.map(|person| person.into_record().name));
    }
    words.push(record.text.clone());
    words.extend(record.paper.as_ref().map(ToString::to_string));
    Ok(words.join(", "))
}

/// Who stands below whom on the day; what is no more is left out.
pub(super) fn tree(desk: &Desk<'_>) -> Outcome {
    let mut below: BTreeMap<Option<i64>, Vec<(i64, Body)>> = BTreeMap::new();
    desk.read(|view| {
        view.each::<Body, StepError>("ORDER BY id", &[], |stored| {
            let (id, body) = (stored.id(), stored.into_record());
            if body.stands_on(desk.on) {
                let above = body.above.on(desk.on).copied().flatten();
                below
                    .entry(above.map(Id::number))
                    .or_default()
                    .push((id, body));
            }
            Ok(())
        })
    })?;
    // what stands below a body that is no more stands at the top, until it is put elsewhere
    let standing: Vec<i64> = below.values().flatten().map(|(id, _)| *id).collect();
    let tops = below.keys().copied();
    let tops = tops.filter(|above| above.is_none_or(|above| !standing.contains(&above)));
    let mut rows: Vec<(usize, i64, &Body)> = Vec::new();
    for top in tops.collect::<Vec<_>>() {
        grow(&below, top, 0, &mut rows);
    }
    for (depth, id, body) in rows {
        match desk.job.json {
            true => {
                let mut value = as_json(body, &[], desk);
                value["id"] = id.into();
                value["depth"] = depth.into();
                desk.job.value(&value);
            }
            false => {
                let indent = "   ".repeat(depth);
                desk.job
                    .line(&format!("{id:>6}  {indent}{}", line(body, desk)));
            }
        }
    }
    Ok(Exit::Passed)
}

/// A body once, although the register says of none that it stands below itself.
fn grow<'b>(
    below: &'b BTreeMap<Option<i64>, Vec<(i64, Body)>>,
    above: Option<i64>,
    depth: usize,
    rows: &mut Vec<(usize, i64, &'b Body)>,
) {
    for (id, body) in below.get(&above).into_iter().flatten() {
        if !rows.iter().any(|(_, known, _)| known == id) {
            rows.push((depth, *id, body));
            grow(below, Some(*id), depth + 1, rows);
        }
    }
}

/// Another code from the day on; the one before stays for the days before.
pub(super) fn code_of(desk: &Desk<'_>, args: &OrganisationCodeArgs) -> Outcome {
    let (id, new) = (args.organisation, &args.code);
    desk.change(|change| enter_code(change, Id::new(id), new, desk.on))?;
    match desk.job.json {
        true => desk
            .job
            .value(&json!({ "id": id, "code": new, "since": desk.on })),
        false => desk.job.say(&Text::new(
            format!(
                "Cơ quan số {id}: mã định danh {new} từ {}.",
                desk.on.vietnamese()
            ),
            format!("Body {id} has the code {new} from {} on.", desk.on),
        )),
    }
    Ok(Exit::Passed)
}
