//! Lists taken in: all of one, or nothing of it unless asked.

use gov_ca_registry::intake::{self, Imported};
use gov_ca_registry::sheet::lists::{ListedBody, ListedSubscriber};
use gov_ca_registry::sheet::{self, Listed, SheetError, SheetLimits, Table, Taken};
use gov_ca_registry::steps::StepError;
use gov_ca_registry::store::{Change, StoreError};
use serde_json::json;

use super::Desk;
use crate::args::RegistryImport;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::text::{Lang, Text};

pub(super) fn import(desk: &Desk<'_>, args: &RegistryImport) -> Outcome {
    let file = args.file.display().to_string();
    let bytes = std::fs::read(&args.file).map_err(|error| failures::io(&file, &error))?;
    let tables =
        sheet::read(&bytes, &SheetLimits::DEFAULT).map_err(|error| unreadable(&file, &error))?;
    let known = sheet::recognise(&tables);
    let is = |id: &str| known.iter().any(|layout| layout.id == id);
    if is(ListedSubscriber::LAYOUT.id) {
        let take = |change: &mut Change<'_>, rows: &[ListedSubscriber]| {
            intake::subscribers(change, rows, desk.on)
        };
        return taken(desk, args, &tables, take);
    }
    if is(ListedBody::LAYOUT.id) {
        let take =
            |change: &mut Change<'_>, rows: &[ListedBody]| intake::bodies(change, rows, desk.on);
        return taken(desk, args, &tables, take);
    }
    Err(not_taken_yet(
        &file,
        known.first().map(|layout| (layout.title, layout.english)),
    ))
}

/// A change that has to be given up, with what was found by then.
enum GivenUp {
    Conflicts(Imported),
    Failed(StepError),
}

impl From<StoreError> for GivenUp {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

fn taken<R: Listed>(
    desk: &Desk<'_>,
    args: &RegistryImport,
    tables: &[Table],
    take: impl FnOnce(&mut Change<'_>, &[R]) -> Result<Imported, StepError>,
) -> Outcome {
    let file = args.file.display().to_string();
    let list: Taken<R> =
        sheet::take(tables, &SheetLimits::DEFAULT).map_err(|error| unreadable(&file, &error))?;
    let wrong = list.errors.len() + list.more_errors;
    if wrong > 0 && !args.partly {
        return Ok(told(desk, &list, &Imported::default(), false));
    }
    let done = desk.open()?.change(&desk.by()?, |change| {
        let imported = take(change, &list.rows).map_err(GivenUp::Failed)?;
        match imported.conflicts.is_empty() || args.partly {
            true => Ok(imported),
            false => Err(GivenUp::Conflicts(imported)),
        }
    });
    match done {
        Ok(imported) => Ok(told(desk, &list, &imported, true)),
        Err(GivenUp::Conflicts(imported)) => Ok(told(desk, &list, &imported, false)),
        Err(GivenUp::Failed(error)) => Err(super::failed::stepped(&desk.place, error)),
    }
}

/// Every error with its place; last, what was taken.
fn told<R: Listed>(desk: &Desk<'_>, list: &Taken<R>, imported: &Imported, is_kept: bool) -> Exit {
    let lang = desk.job.lang;
    let errors = list.errors.iter().map(|error| match lang {
        Lang::Vi => error.vietnamese(),
        Lang::En => error.english(),
    });
    let conflicts = imported.conflicts.iter().map(|conflict| match lang {
        Lang::Vi => conflict.vietnamese(),
        Lang::En => conflict.english(),
    });
    let wrong: Vec<String> = errors.chain(conflicts).collect();
    let count = wrong.len() + list.more_errors;
    let notes = list.notes.iter().map(|note| match lang {
        Lang::Vi => note.vietnamese(),
        Lang::En => note.english(),
    });
    let taken = if is_kept { imported.taken } else { 0 };
    let exit = if count == 0 {
        Exit::Passed
    } else {
        Exit::Negative
    };
    if desk.job.json {
        desk.job.value(&json!({
            "list": R::LAYOUT.id,
            "taken": taken,
            "known": imported.known,
            "errors": wrong,
            "more_errors": list.more_errors,
            "notes": notes.collect::<Vec<_>>(),
        }));
        return exit;
    }
    for line in &wrong {
        desk.job.complain(line);
    }
    for note in notes {
        desk.job.note(&Text::new(note.clone(), note));
    }
    let known = imported.known;
    desk.job.say(&Text::new(
        format!(
            "{}: đã nhập {taken} dòng, {known} dòng đã có, {count} lỗi.",
            R::LAYOUT.title
        ),
        format!(
            "{}: {taken} rows taken, {known} known already, {count} errors.",
            R::LAYOUT.english
        ),
    ));
    if !is_kept {
        desk.job.say(&Text::new(
            "Có lỗi nên không nhập gì; sửa danh sách rồi nhập lại, hoặc dùng --partly để nhập các dòng đúng.",
            "Because of the errors nothing was taken; mend the list, or use --partly to take the rows that are right.",
        ));
    }
    exit
}

fn unreadable(file: &str, error: &SheetError) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "list-unreadable",
        Text::new(
            format!("Không đọc được danh sách “{file}”: {}.", error.vietnamese()),
            format!("List “{file}” cannot be read: {error}."),
        ),
    )
}

/// Lists that are recognised, but that no command takes in.
fn not_taken_yet(file: &str, known: Option<(&str, &str)>) -> Failure {
    let text = match known {
        Some((vi, en)) => Text::new(
            format!("“{file}” là “{vi}”; bản kyso này chưa nhập loại danh sách đó."),
            format!("“{file}” is a list “{en}”, which this kyso does not take in yet."),
        ),
        None => Text::new(
            format!("“{file}” không phải danh sách cơ quan hay thuê bao: thiếu các cột cần có."),
            format!("“{file}” is no list of bodies or subscribers: columns are missing."),
        ),
    };
    Failure::new(Exit::Unreadable, "list-not-taken", text)
}
