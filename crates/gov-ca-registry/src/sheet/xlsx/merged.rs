//! Merged areas: what stands in the upper left cell stands for all of them.

use super::super::error::SheetError;
use super::super::limits::Budget;
use super::super::place::Place;
use super::super::table::{Cell, Table};

/// A merged area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    first: Place,
    last: Place,
}

impl Area {
    /// Reads `B2:D3`.
    pub(super) fn read(range: &str) -> Option<Self> {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let (first, last) = (Place::read(first)?, Place::read(last)?);
        (first.row <= last.row && first.column <= last.column).then_some(Self { first, last })
    }
}

/// Repeats the upper left cell of each area in the area's other cells, in rows that have something in them. Cells looked at count,
/// so that areas over areas end at a limit.
pub(super) fn fill(
    table: &mut Table,
    areas: &[Area],
    budget: &mut Budget<'_>,
) -> Result<(), SheetError> {
    for area in areas {
        let Some(content) = table.at(area.first).cloned() else {
            continue;
        };
        let from = table
            .rows
            .partition_point(|row| row.number < area.first.row);
        let last = area
            .last
            .column
            .min(budget.limits.columns.saturating_sub(1));
        for row in table.rows[from..]
            .iter_mut()
            .take_while(|row| row.number <= area.last.row)
        {
            for column in area.first.column..=last {
                budget.cell(column, &content)?;
                if let Err(at) = row.cells.binary_search_by_key(&column, |cell| cell.column) {
                    let content = content.clone();
                    row.cells.insert(
                        at,
                        Cell {
                            column,
                            content,
                            merged: true,
                        },
                    );
                }
            }
        }
    }
    Ok(())
}
