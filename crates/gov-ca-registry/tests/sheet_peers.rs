//! LibreOffice opens what is written here, and what LibreOffice writes is read here.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files and say what did not run"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use gov_ca_registry::sheet::csv::{self, CsvStyle};
use gov_ca_registry::sheet::{self, Content, SheetLimits, Table, xlsx};

fn table() -> Table {
    let day = Content::Day("2024-08-15".parse().unwrap());
    let rows = vec![
        vec![
            "Họ và tên".into(),
            "Số CCCD".into(),
            "Ngày sinh".into(),
            "Số lượng".into(),
        ],
        vec![
            "Nguyễn Văn Hòa".into(),
            "001099123456".into(),
            day.clone(),
            Content::Number(12.0),
        ],
        vec![
            "=1+1; \"x\"\nhai dòng".into(),
            "0912345678".into(),
            day,
            Content::Number(0.0),
        ],
    ];
    Table::of("Danh sách", rows)
}

/// A semicolon, quotation marks, UTF-8.
const CSV: &str = "--infilter=CSV:59,34,76";

/// Two that start at once may end each other, each in its own profile ("Unspecified Application Error").
static TURN: Mutex<()> = Mutex::new(());

/// Converts a file by LibreOffice, in a profile of its own; `None` where there is none.
fn converted(file: &Path, into: &str) -> Option<PathBuf> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = file.parent().unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let run = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", into])
        .args(file.extension().filter(|kind| *kind == "csv").map(|_| CSV))
        .arg("--outdir")
        .args([folder.join("out").as_path(), file])
        .output();
    let kind = into.split(':').next().unwrap();
    let made = folder
        .join("out")
        .join(file.with_extension(kind).file_name().unwrap());
    let said = run.map_or("No soffice".to_owned(), |run| {
        String::from_utf8_lossy(&run.stderr).into_owned()
    });
    if said.starts_with("No soffice") || said.contains("source file could not be loaded") {
        println!(
            "LibreOffice tests did not run: no soffice in PATH, or one without Calc (scripts/install-test-tools.sh)"
        );
        return None;
    }
    assert!(made.exists(), "{said}");
    Some(made)
}

fn read(path: &Path) -> Table {
    sheet::read(&std::fs::read(path).unwrap(), &SheetLimits::DEFAULT)
        .unwrap()
        .remove(0)
}

/// What a person sees, row by row.
fn seen(table: &Table) -> Vec<Vec<String>> {
    let row = |row: &sheet::Row| {
        row.cells
            .iter()
            .map(|cell| cell.content.shown().replace("\r\n", "\n"))
            .collect()
    };
    table.rows.iter().map(row).collect()
}

#[test]
fn libreoffice_opens_our_workbooks_and_we_open_its() {
    let folder = tempfile::tempdir().unwrap();
    let ours = folder.path().join("danh-sach.xlsx");
    std::fs::write(&ours, xlsx::write(&[table()])).unwrap();
    if let Some(theirs) = converted(&ours, "csv:Text - txt - csv (StarCalc):59,34,76") {
        assert_eq!(seen(&read(&theirs)), seen(&table()));
    }
    let again = folder.path().join("again");
    std::fs::create_dir(&again).unwrap();
    let again = again.join("danh-sach.xlsx");
    std::fs::copy(&ours, &again).unwrap();
    if let Some(theirs) = converted(&again, "xlsx") {
        assert_ne!(
            std::fs::read(&theirs).unwrap(),
            std::fs::read(&ours).unwrap()
        );
        assert_eq!(read(&theirs), table());
    }
}

#[test]
fn a_formula_in_our_csv_is_a_text_to_libreoffice() {
    let folder = tempfile::tempdir().unwrap();
    let ours = folder.path().join("danh-sach.csv");
    std::fs::write(&ours, csv::write(&table(), CsvStyle::EXCEL)).unwrap();
    if let Some(theirs) = converted(&ours, "xlsx") {
        let theirs = read(&theirs);
        assert_eq!(seen(&theirs)[0], seen(&table())[0]);
        assert_eq!(theirs.rows[2].at(0), Some(&"'=1+1; \"x\"\nhai dòng".into()));
    }
}
