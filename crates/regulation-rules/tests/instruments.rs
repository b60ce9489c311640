//! Every instrument as the register holds it, on one page that a lawyer can read: `snapshots/instruments__register.snap`. A number, a day or a
//! name that changes is seen there.
#![allow(clippy::unwrap_used, missing_docs)] // a test

use std::fmt::Write;

use gov_ca_model::VietnamDay;
use regulation_rules::Text;
use regulation_rules::instruments::all;
use regulation_rules::law::{End, Force, Instrument, Start, Territory};

fn page() -> String {
    let mut page = String::new();
    for instrument in all() {
        write_entry(&mut page, instrument);
    }
    page
}

fn write_entry(page: &mut String, it: &Instrument) {
    let number = it.number.unwrap_or("number not read");
    writeln!(page, "{} ({:?}, {number})", it.id, it.kind).unwrap();
    line(page, "title", Some(both(&it.title)));
    line(page, "attached", it.attached.as_ref().map(both));
    line(
        page,
        "issued",
        it.issued.as_ref().map(VietnamDay::to_string),
    );
    line(page, "in force", Some(days(it.force)));
    line(page, "in", it.territory.map(place));
    for relation in it.yields {
        let (to, from, because) = (relation.to.id, relation.from, both(&relation.because));
        let told = format!("to {to} from {from} for {:?}: {because}", relation.kind);
        line(page, "yields", Some(told));
    }
    let reference = it.reference_for.as_ref();
    let reference = reference.map(|of| format!("{:?}: {}", of.kind, both(&of.because)));
    line(page, "reference for", reference);
    line(page, "not for", it.not_for.map(|kind| format!("{kind:?}")));
    line(page, "example", it.example.then(|| "yes".to_owned()));
    line(page, "text", Some(format!("{:?}: {}", it.text, it.source)));
    page.push('\n');
}

fn line(page: &mut String, name: &str, value: Option<String>) {
    if let Some(value) = value {
        writeln!(page, "  {name}: {value}").unwrap();
    }
}

fn both(text: &Text) -> String {
    format!("{} / {}", text.vi, text.en)
}

fn days(force: Force) -> String {
    let start = match force.start {
        Start::On(day) => format!("from {day}"),
        Start::Unknown { issued: Some(day) } => format!("from a day not read, not before {day}"),
        Start::Unknown { issued: None } => "from a day not read".to_owned(),
    };
    let end = match force.end {
        End::Open => "open".to_owned(),
        End::Before(day) => format!("until before {day}"),
        End::Unknown => "end not read".to_owned(),
    };
    format!("{start}, {end}")
}

fn place(territory: &Territory) -> String {
    let merged = territory.merged.as_ref();
    let merged = merged.map_or_else(String::new, |to| format!(", into {} on {}", to.into, to.on));
    format!("{} ({}){merged}", territory.id, both(&territory.name))
}

#[test]
fn every_instrument_is_as_reviewed() {
    insta::assert_snapshot!("register", page());
}
