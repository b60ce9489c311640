//! Who has not reported, and letters that remind them.

use std::path::{Path, PathBuf};

use gov_ca_registry::Id;
use gov_ca_registry::entries::Body;
use gov_ca_registry::report::{Missing, missing as find};
use gov_ca_registry::steps::existing;
use regulation_rules::Lang;
use serde_json::json;
use signature_appearance::Fonts;
use signing_workflow::durable;
use signing_workflow::forms::{Letterhead, REMINDER, Reminder};

use super::super::Desk;
use super::super::forms::not_drawn;
use super::failed::reported;
use crate::args::ReportMissing;
use crate::exit::{Exit, Failure, Outcome};
use crate::text::Text;
use crate::{failures, outputs};

pub(super) fn missing(desk: &Desk<'_>, args: &ReportMissing) -> Outcome {
    desk.to_come(args.until)?;
    let office = desk.office();
    let counted = &args.counted;
    let (body, but) = (counted.body.map(Id::new), counted.from.map(Id::new));
    let mut register = desk.open()?;
    let open = register.read(|view| find(view, body, but, counted.period, &office));
    let open = open.map_err(|error| reported(&desk.place, error))?;
    let lang = desk.job.lang.into();
    let letters = match &args.letters {
        Some(folder) => written(desk, args, &open, folder)?,
        None => Vec::new(),
    };
    for (index, one) in open.iter().enumerate() {
        let ground = one.rule.as_ref().map(|rule| rule.ground(lang));
        let letter = letters
            .get(index)
            .map(|letter| letter.display().to_string());
        if desk.job.json {
            desk.job.value(&json!({
                "id": one.id,
                "body": one.body,
                "tier": one.tier,
                "rule": one.rule.as_ref().map(|rule| rule.meta.code),
                "ground": ground,
                "letter": letter,
            }));
            continue;
        }
        let ground = ground.unwrap_or_default();
        let id = one.id;
        let name = &one.body.name;
        desk.job
            .line(&format!("{:>6}  {name}  {ground}", id.number()));
    }
    if open.is_empty() {
        desk.job.say(&Text::new(
            "Không có cơ quan nào chưa báo cáo.",
            "Every body has reported.",
        ));
    }
    Ok(Exit::Passed)
}

/// A letter for each: `don-doc-2025-7.pdf` for body 7.
fn written(
    desk: &Desk<'_>,
    args: &ReportMissing,
    open: &[Missing],
    folder: &Path,
) -> Result<Vec<PathBuf>, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| failures::writing(folder, &error))?;
    let counted = &args.counted;
    let from = match counted.from.or(counted.body) {
        Some(from) => desk.read(|view| {
            let body = existing::<Body>(view, Id::new(from))?;
            Ok(body.record().name_on(desk.on).to_owned())
        })?,
        None => String::new(),
    };
    let mut letters = Vec::new();
    for one in open {
        let values = Reminder {
            from: Letterhead {
                agency: from.clone(),
                day: Some(desk.on),
                ..Letterhead::default()
            },
            to: one.body.name.clone(),
            subject: format!(
                "báo cáo tình hình quản lý, sử dụng chữ ký số {}",
                counted.period.vietnamese()
            ),
            open: vec![format!("Báo cáo {}", counted.period.vietnamese())],
            until: args.until,
            grounds: one
                .rule
                .iter()
                .flat_map(|rule| rule.meta.cites)
                .map(|cited| cited.text(Lang::Vi))
                .collect(),
            ..Reminder::default()
        };
        let printed = REMINDER.print(&values, "", &Fonts::liberation());
        let printed = printed.map_err(|error| not_drawn(&error))?;
        let name = format!("don-doc-{}-{}.pdf", counted.period, one.id);
        let path = folder.join(name);
        durable::write(&path, &printed.pdf, outputs::replace(args.force))
            .map_err(|error| failures::writing(&path, &error))?;
        letters.push(path);
    }
    Ok(letters)
}
