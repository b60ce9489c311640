//! Lists taken in: all of one, or nothing of it unless asked.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gov_ca_registry::Id;
use gov_ca_registry::intake::{self, Answers, Asking, ConflictKind, Imported, Letter};
use gov_ca_registry::sheet::lists::{
    BodyRequest, CertificateRenewal, CertificateRevocation, DepartmentList, DeviceRecovery,
    ListedBody, ListedCertificate, ListedDevice, ListedSubscriber, PersonRequest,
};
use gov_ca_registry::sheet::{
    self, Layout, Listed, Nearest, SheetError, SheetLimits, Table, Taken,
};
use gov_ca_registry::steps::StepError;
use gov_ca_registry::store::{Change, StoreError};
use serde_json::json;

use super::Desk;
use crate::args::RegistryImport;
use crate::certificates::bytes;
use crate::exit::{Exit, Failure, Outcome};
use crate::text::{Lang, Text};

pub(super) fn import(desk: &Desk<'_>, args: &RegistryImport) -> Outcome {
    let file = args.file.display().to_string();
    let tables = tables(&args.file)?;
    let known = sheet::recognise(&tables);
    let answers = Answers {
        same: args
            .same
            .iter()
            .map(|(row, id)| (*row, Id::new(*id)))
            .collect(),
        other: args.other.iter().copied().collect(),
    };
    let on = desk.on;
    // the likeliest and no other: an exported list of certificates has the columns of a request, too
    if let Some(layout) = known.first() {
        return match layout.id {
            id if id == ListedSubscriber::LAYOUT.id => {
                taken(desk, args, &tables, |change, rows: &[ListedSubscriber]| {
                    intake::subscribers(change, rows, on, &answers)
                })
            }
            id if id == ListedBody::LAYOUT.id => {
                taken(desk, args, &tables, |change, rows: &[ListedBody]| {
                    intake::bodies(change, rows, on)
                })
            }
            id if id == ListedDevice::LAYOUT.id => {
                taken(desk, args, &tables, |change, rows: &[ListedDevice]| {
                    intake::devices(change, rows, on)
                })
            }
            id if id == DepartmentList::LAYOUT.id => {
                asked::<DepartmentList>(desk, args, &tables, &answers)
            }
            id if id == PersonRequest::LAYOUT.id => {
                asked::<PersonRequest>(desk, args, &tables, &answers)
            }
            id if id == BodyRequest::LAYOUT.id => {
                asked::<BodyRequest>(desk, args, &tables, &answers)
            }
            id if id == CertificateRenewal::LAYOUT.id => {
                asked::<CertificateRenewal>(desk, args, &tables, &answers)
            }
            id if id == CertificateRevocation::LAYOUT.id => {
                asked::<CertificateRevocation>(desk, args, &tables, &answers)
            }
            id if id == DeviceRecovery::LAYOUT.id => {
                asked::<DeviceRecovery>(desk, args, &tables, &answers)
            }
            _ => Err(not_taken(&file, Some(layout), None)),
        };
    }
    let nearest = sheet::nearest(&tables);
    Err(not_taken(&file, None, nearest.as_ref()))
}

/// The tables of a file.
pub(super) fn tables(file: &std::path::Path) -> Result<Vec<Table>, Failure> {
    let name = file.display().to_string();
    let bytes = bytes(file, SheetLimits::DEFAULT.bytes as u64)?;
    sheet::read(&bytes, &SheetLimits::DEFAULT).map_err(|error| unreadable(&name, &error))
}

/// A list of requests, which belongs to a letter.
fn asked<R: Asking>(
    desk: &Desk<'_>,
    args: &RegistryImport,
    tables: &[Table],
    answers: &Answers,
) -> Outcome {
    let number = args.letter.clone().ok_or_else(no_letter)?;
    let received = args.received.map(|channel| (channel, desk.office()));
    let letter = Letter { number, received };
    taken(desk, args, tables, |change, rows: &[R]| {
        intake::requests(change, rows, &letter, desk.on, answers)
    })
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
            "unkept": unkept(imported).iter().map(|text| text.in_lang(lang)).collect::<Vec<_>>(),
        }));
        return exit;
    }
    for line in &wrong {
        desk.job.complain(line);
    }
    for note in notes {
        desk.job.note(&Text::new(note.clone(), note));
    }
    for text in unkept(imported) {
        desk.job.note(&text);
    }
    let in_question = |kind: &ConflictKind| matches!(kind, ConflictKind::PersonInQuestion { .. });
    if imported.conflicts.iter().any(|one| in_question(&one.kind)) {
        desk.job.say(&Text::new(
            "Cùng một người: thêm --same DÒNG=SỐ (số của cá nhân trong sổ); người khác: thêm --other DÒNG.",
            "The same person: add --same ROW=NUMBER (of the person in the register); somebody else: --other ROW.",
        ));
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

/// The columns that are not kept, with the first of their rows.
fn unkept(imported: &Imported) -> Vec<Text> {
    let mut columns: BTreeMap<(u16, &str), Vec<u32>> = BTreeMap::new();
    for one in &imported.unkept {
        let rows = columns.entry((one.place.column, one.heading)).or_default();
        rows.push(one.place.row);
    }
    let told = columns.into_iter().map(|((_, heading), rows)| {
        let count = rows.len();
        let first: Vec<String> = rows.iter().take(UNKNOWN).map(u32::to_string).collect();
        let more = if count > first.len() { ", …" } else { "" };
        let first = first.join(", ") + more;
        Text::new(
            format!(
                "Cột “{heading}” không được ghi ở {count} dòng ({first}): sổ đăng ký giữ nội dung đã có khác với danh sách, hoặc không có chỗ cho cột này."
            ),
            format!(
                "Column “{heading}” is not kept in {count} rows ({first}): the register keeps what it has, which differs, or has no place for it."
            ),
        )
    });
    told.collect()
}

pub(super) fn unreadable(file: &str, error: &SheetError) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "list-unreadable",
        Text::new(
            format!("Không đọc được danh sách “{file}”: {}.", error.vietnamese()),
            format!("List “{file}” cannot be read: {error}."),
        ),
    )
}

fn no_letter() -> Failure {
    Failure::usage(
        "no-letter",
        Text::new(
            "Đây là danh sách yêu cầu: nêu số, ký hiệu văn bản bằng --letter, ví dụ --letter 12/SNV-VP.",
            "This is a list of requests: name the number and symbol of its letter by --letter, e.g. --letter 12/SNV-VP.",
        ),
    )
}

/// Lists that are not recognised, or that are for something else.
fn not_taken(file: &str, known: Option<&Layout>, nearest: Option<&Nearest>) -> Failure {
    let text = match known {
        Some(layout) if layout.id == ListedCertificate::LAYOUT.id => Text::new(
            format!(
                "“{file}” là danh sách chứng thư: đối chiếu bằng kyso registry reconcile; danh sách thuê bao để nhập cần thêm cột loại thuê bao và cơ quan."
            ),
            format!(
                "“{file}” is a list of certificates: compare it by kyso registry reconcile; a list of subscribers has their class and body, too."
            ),
        ),
        Some(layout) => Text::new(
            format!(
                "“{file}” là “{}”, không nhập vào sổ bằng lệnh này.",
                layout.title
            ),
            format!(
                "“{file}” is a list “{}”, which is not taken in by this command.",
                layout.english
            ),
        ),
        None => no_list(file, nearest),
    };
    Failure::new(Exit::Unreadable, "list-not-taken", text)
}

/// What is missing for it to be the list that it comes nearest to.
fn no_list(file: &str, nearest: Option<&Nearest>) -> Text {
    let (mut vi, mut en) = (
        format!("“{file}” không phải danh sách cơ quan, thuê bao, thiết bị hay yêu cầu."),
        format!("“{file}” is no list of bodies, subscribers, devices or requests."),
    );
    let Some(nearest) = nearest else {
        vi.push_str(" Không thấy tiêu đề cột nào đã biết.");
        en.push_str(" No heading of such a list was found.");
        return Text::new(vi, en);
    };
    let quoted = |words: &[&str]| format!("“{}”", words.join("”, “"));
    let missing = quoted(&nearest.missing);
    let _ = write!(
        vi,
        " Gần nhất là “{}” (tiêu đề ở dòng {}), còn thiếu cột {missing}.",
        nearest.title, nearest.row
    );
    let _ = write!(
        en,
        " Nearest is “{}” (headings in row {}); missing: {missing}.",
        nearest.english, nearest.row
    );
    let unknown: Vec<&str> = nearest
        .unknown
        .iter()
        .take(UNKNOWN)
        .map(String::as_str)
        .collect();
    if !unknown.is_empty() {
        let unknown = quoted(&unknown);
        let _ = write!(vi, " Cột không hiểu: {unknown}.");
        let _ = write!(en, " Not understood: {unknown}.");
    }
    Text::new(vi, en)
}

/// So many headings that are not understood are told, and so many rows of a column: ours.
const UNKNOWN: usize = 8;
