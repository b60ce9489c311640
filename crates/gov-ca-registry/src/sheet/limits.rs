//! How much a list may be.

use super::error::SheetError;
use super::table::Content;

/// How much of a list is read. A province's 60,000 subscribers in twelve columns are 10 MB of XLSX and 60 MB of XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLimits {
    /// Bytes of the file: ours.
    pub bytes: usize,
    /// Cells with something in them, over all sheets: ours.
    pub cells: usize,
    /// Characters of one cell: what Excel allows.
    pub cell: usize,
    /// Columns with something in them: ours. Excel has 16,384.
    pub columns: u16,
    /// Errors and notes that are kept, each; more are counted: ours, for a reader.
    pub errors: usize,
    /// Merged areas of one sheet: ours.
    pub merged: usize,
    /// Rows with something in them, over all sheets: ours. Excel has 1,048,576.
    pub rows: usize,
    /// Sheets: ours.
    pub sheets: usize,
    /// Bytes of text in all cells: ours.
    pub text: usize,
    /// Bytes of XML unpacked from one XLSX: ours, against archives that grow.
    pub unpacked: u64,
}

impl SheetLimits {
    /// For the lists of a province.
    pub const DEFAULT: Self = Self {
        bytes: 100 << 20,
        cells: 4_000_000,
        cell: 32_767,
        columns: 512,
        errors: 1000,
        merged: 50_000,
        rows: 200_000,
        sheets: 64,
        text: 256 << 20,
        unpacked: 1 << 30,
    };
}

/// What is left of the limits while a file is read.
pub(super) struct Budget<'l> {
    pub(super) limits: &'l SheetLimits,
    rows: usize,
    cells: usize,
    text: usize,
}

impl<'l> Budget<'l> {
    pub(super) const fn of(limits: &'l SheetLimits) -> Self {
        Self {
            limits,
            rows: limits.rows,
            cells: limits.cells,
            text: limits.text,
        }
    }

    /// One row more.
    pub(super) fn row(&mut self) -> Result<(), SheetError> {
        spend(&mut self.rows, 1, "rows", self.limits.rows)
    }

    /// One cell more, in this column.
    pub(super) fn cell(&mut self, column: u16, content: &Content) -> Result<(), SheetError> {
        if column >= self.limits.columns {
            return Err(SheetError::Limit {
                what: "columns",
                limit: self.limits.columns.into(),
            });
        }
        spend(&mut self.cells, 1, "cells", self.limits.cells)?;
        let length = content.as_text().map_or(8, str::len);
        spend(&mut self.text, length, "bytes of text", self.limits.text)
    }
}

fn spend(
    left: &mut usize,
    amount: usize,
    what: &'static str,
    limit: usize,
) -> Result<(), SheetError> {
    *left = left
        .checked_sub(amount)
        .ok_or(SheetError::Limit { what, limit })?;
    Ok(())
}
