//! A person's own data: handed out, and erased.

use gov_ca_registry::Id;
use gov_ca_registry::about::{Subject, everything};
use gov_ca_registry::entries::Person;
use gov_ca_registry::erasure::{self, Erased};
use gov_ca_registry::sheet::{Content, Table, xlsx};
use gov_ca_registry::store::{Change, Record as _};
use serde_json::{Value, json};
use signing_workflow::durable;

use super::{Desk, show};
use crate::args::{PersonErase, PersonExport};
use crate::exit::{Exit, Failure, Outcome};
use crate::text::Text;
use crate::{failures, outputs};

pub(super) fn export(desk: &Desk<'_>, args: &PersonExport) -> Outcome {
    let subject = Subject::Person(Id::new(args.person));
    let all = desk.read(|view| everything(view, subject))?;
    let value = show::as_json(&all);
    let kind = args.output.extension().and_then(|kind| kind.to_str());
    let bytes = match kind {
        Some("json") => serde_json::to_vec_pretty(&value).unwrap_or_default(),
        Some("xlsx") => xlsx::write(&[table(&value)]),
        _ => return Err(neither()),
    };
    durable::write(&args.output, &bytes, outputs::replace(args.force))
        .map_err(|error| failures::writing(&args.output, &error))?;
    let (file, events) = (args.output.display().to_string(), all.events.len());
    match desk.job.json {
        true => desk.job.value(&json!({ "file": file, "events": events })),
        false => desk.job.say(&Text::new(
            format!("Đã ghi mọi điều sổ có về cá nhân này: “{file}”, {events} sự kiện."),
            format!("Everything the register holds about the person: “{file}”, {events} events."),
        )),
    }
    Ok(Exit::Passed)
}

fn neither() -> Failure {
    Failure::usage(
        "usage",
        Text::new(
            "Tệp được ghi phải có đuôi .json hoặc .xlsx.",
            "The file to write ends in .json or .xlsx.",
        ),
    )
}

/// One row per value: of which record, which field, what.
fn table(value: &Value) -> Table {
    let heading = ["Mục", "Số trong sổ", "Nội dung", "Giá trị"].map(Content::from);
    let mut rows = vec![heading.to_vec()];
    let kinds = value.as_object().into_iter().flatten();
    for (kind, records) in kinds {
        for record in records.as_array().into_iter().flatten() {
            let id = record.get("id").map(Value::to_string).unwrap_or_default();
            flatten("", record, &mut |field, value| {
                let row = [kind.as_str(), &id, field, value];
                rows.push(row.map(Content::from).to_vec());
            });
        }
    }
    Table::of("Dữ liệu cá nhân", rows)
}

fn flatten(path: &str, value: &Value, row: &mut impl FnMut(&str, &str)) {
    let below = |name: &str| match path.is_empty() {
        true => name.to_owned(),
        false => format!("{path}.{name}"),
    };
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                flatten(&below(name), value, row);
            }
        }
        Value::Array(values) => {
            for (number, value) in values.iter().enumerate() {
                flatten(&below(&(number + 1).to_string()), value, row);
            }
        }
        Value::String(text) => row(path, text),
        Value::Null => {}
        other => row(path, &other.to_string()),
    }
}

pub(super) fn erase(desk: &Desk<'_>, args: &PersonErase) -> Outcome {
    let id = Id::<Person>::new(args.person);
    let work = |change: &mut Change<'_>| erasure::erase(change, id, desk.on);
    let erased = match args.look {
        true => desk.look(work)?,
        false => desk.change(work)?,
    };
    if desk.job.json {
        desk.job.value(&json!({
            "table": Person::TABLE,
            "id": id,
            "erased": !args.look,
            "look": args.look,
            "certificates": erased.certificates,
            "records": erased.records,
            "requests": erased.requests,
        }));
        return Ok(Exit::Passed);
    }
    say_what(desk, &erased);
    match args.look {
        true => desk.only_looked(),
        false => desk.job.say(&Text::new(
            format!("Đã xóa dữ liệu của cá nhân số {id}. Hồ sơ mà quy định yêu cầu lưu còn lại, không có tên; các bản sao lưu cũ giữ điều chúng có."),
            format!("The data of person {id} were erased. Dossiers that regulations want archived stay, without the name; older backups keep what they hold."),
        )),
    }
    Ok(Exit::Passed)
}

/// What goes beside the person's own record.
fn say_what(desk: &Desk<'_>, erased: &Erased) {
    let say = |vi: &str, en: &str, what: Vec<String>| {
        if !what.is_empty() {
            let what = what.join(", ");
            desk.job
                .say(&Text::new(format!("{vi}: {what}"), format!("{en}: {what}")));
        }
    };
    desk.job.say(&Text::new(
        "Xóa: họ tên, số định danh, địa chỉ, thư điện tử, điện thoại, chức vụ.",
        "Erased: name, numbers, addresses, mail, telephone, posts.",
    ));
    say(
        "Xóa việc đã ghi về người này, số",
        "Erased records about the person",
        erased.records.iter().map(ToString::to_string).collect(),
    );
    say(
        "Xóa tệp chứng thư X.509, số hiệu",
        "Erased X.509 of the certificates",
        erased.certificates.clone(),
    );
    say(
        "Xóa tên, thông tin thay đổi trong yêu cầu số",
        "Erased name and changes in requests",
        erased.requests.iter().map(ToString::to_string).collect(),
    );
}
