//! Lists as text with separators.

mod decode;
mod split;
mod write;

pub use write::{CsvStyle, write};

use super::error::SheetError;
use super::limits::{Budget, SheetLimits};
use super::table::{Cell, Content, Row, Table};

/// The one sheet of a CSV: UTF-8 with or without a byte order mark, or UTF-16; separated by `,`, `;` or tabs, whichever makes
/// most rows alike; rows are counted as Excel counts them.
pub(super) fn read(bytes: &[u8], limits: &SheetLimits) -> Result<Table, SheetError> {
    let text = decode::decode(bytes)?;
    let (separator, text) = split::separator(&text);
    let mut budget = Budget::of(limits);
    let mut records = split::Records::new(text, separator);
    let mut rows = Vec::new();
    while let Some(fields) = records.next(limits)? {
        let mut cells = Vec::new();
        for (column, field) in (0..=u16::MAX).zip(fields) {
            let content = Content::Text(bare(field));
            if !content.is_blank() {
                budget.cell(column, &content)?;
                cells.push(Cell::of((column, content)));
            }
        }
        if !cells.is_empty() {
            budget.row()?;
            rows.push(Row {
                number: records.row,
                hidden: false,
                cells,
            });
        }
    }
    Ok(Table {
        name: String::new(),
        hidden: false,
        rows,
    })
}

/// Without what keeps programs from taking a text for a number or a formula: `="0123"`, `'=1+1`.
fn bare(field: String) -> String {
    if let Some(inner) = field
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
    {
        return inner.to_owned();
    }
    match field.strip_prefix('\'') {
        Some(text) if write::is_guarded(text) => text.to_owned(),
        _ => field,
    }
}
