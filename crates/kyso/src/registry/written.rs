//! Lists written: XLSX, CSV for Excel, JSON, by the ending of the file's name.

use std::path::Path;

use gov_ca_registry::sheet::csv::CsvStyle;
use gov_ca_registry::sheet::{Table, csv, xlsx};
use signing_workflow::durable;

use crate::exit::Failure;
use crate::text::Text;
use crate::{failures, outputs};

/// Writes a table whole, or not at all.
pub(super) fn write(file: &Path, table: &Table, force: bool) -> Result<(), Failure> {
    let ending = file.extension().and_then(|ending| ending.to_str());
    let bytes = match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("xlsx") => xlsx::write(std::slice::from_ref(table)),
        Some("csv") => csv::write(table, CsvStyle::EXCEL).into_bytes(),
        Some("json") => serde_json::to_vec_pretty(table).unwrap_or_default(),
        _ => return Err(no_form(file)),
    };
    durable::write(file, &bytes, outputs::replace(force))
        .map_err(|error| failures::writing(file, &error))
}

fn no_form(file: &Path) -> Failure {
    let file = file.display();
    Failure::usage(
        "list-form",
        Text::new(
            format!("“{file}”: tên tệp phải có đuôi .xlsx, .csv hoặc .json."),
            format!("“{file}”: the name has to end in .xlsx, .csv or .json."),
        ),
    )
}
