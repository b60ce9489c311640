//! Workbooks of Excel and of whoever writes its format (ECMA-376 Part 1, SpreadsheetML).
//!
//! What is read: sheets and whether they are hidden, rows and whether they are hidden, texts, numbers, days, the stored values of
//! formulas, merged areas. What is not: charts, pictures, macros, links to other files; formulas are never calculated.

mod cells;
mod merged;
mod package;
mod part;
mod strings;
mod styles;
mod write;

pub use write::write;

use super::error::SheetError;
use super::limits::{Budget, SheetLimits};
use super::table::Table;
use package::Package;

/// The day whose serial number this is, where nothing tells that days are counted from 1904 on.
pub(super) fn day_of_number(number: f64) -> Option<gov_ca_model::VietnamDay> {
    cells::day(number, false)
}

/// All worksheets of a workbook.
pub(super) fn read(bytes: &[u8], limits: &SheetLimits) -> Result<Vec<Table>, SheetError> {
    let mut package = Package::open(bytes, limits)?;
    let workbook = package.workbook()?;
    let strings = match &workbook.strings {
        Some(path) => strings::read(package.part(path)?, limits)?,
        None => Vec::new(),
    };
    let formats = match &workbook.styles {
        Some(path) => styles::read(package.part(path)?)?,
        None => Vec::new(),
    };
    let book = cells::Book {
        strings: &strings,
        formats: &formats,
        from_1904: workbook.from_1904,
    };
    let mut budget = Budget::of(limits);
    let mut tables = Vec::new();
    for sheet in &workbook.sheets {
        let (rows, areas) = cells::read(package.part(&sheet.path)?, &book, &mut budget)?;
        let mut table = Table {
            name: sheet.name.clone(),
            hidden: sheet.hidden,
            rows,
        };
        merged::fill(&mut table, &areas, &mut budget)?;
        tables.push(table);
    }
    Ok(tables)
}
