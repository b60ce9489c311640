//! A table of ruled cells.

use crate::typeset::{Column, Style, TypesetError, Typesetter, mm, part};

const SIZE: f32 = 13.0;
const LINE: f32 = 15.5;
/// Between a rule and the text beside it.
const SIDE: f32 = 5.0;
const ABOVE: f32 = 15.0;
const BELOW: f32 = 3.0;

/// What stands in a cell.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell {
    Left(&'static str),
    /// One line.
    Centred(&'static str),
}

/// A table between the margins.
pub(super) struct Table<const N: usize> {
    /// Widths in millimetres.
    pub(super) columns: [f32; N],
    /// The lines of each head.
    pub(super) head: [&'static [&'static str]; N],
    pub(super) rows: &'static [[Cell; N]],
}

impl<const N: usize> Table<N> {
    /// Sets it; returns where the next line may stand.
    pub(super) fn set(&self, setter: &mut Typesetter, top: f32) -> Result<f32, TypesetError> {
        let mut rules = vec![top];
        let mut y = self.set_head(setter, top)?;
        rules.push(y);
        for row in self.rows {
            y = self.set_row(setter, y, row)?;
            rules.push(y);
        }
        self.rule(setter, top, y, &rules);
        Ok(y - LINE)
    }

    /// Left and right of each column.
    fn edges(&self, left: f32) -> [(f32, f32); N] {
        let mut x = left;
        self.columns.map(|width| {
            let edge = (x, x + mm(width));
            x = edge.1;
            edge
        })
    }

    fn set_head(&self, setter: &mut Typesetter, top: f32) -> Result<f32, TypesetError> {
        let most = self.head.iter().map(|lines| lines.len()).max().unwrap_or(1);
        for ((left, right), lines) in self.edges(setter.left()).into_iter().zip(self.head) {
            let centre = f32::midpoint(left, right);
            let mut y = top - ABOVE - lines_high(most - lines.len()) / 2.0;
            for line in lines {
                setter.centred(centre, y, Style::Bold, SIZE, line)?;
                y -= LINE;
            }
        }
        Ok(top - ABOVE - lines_high(most - 1) - BELOW - 2.0)
    }

    fn set_row(
        &self,
        setter: &mut Typesetter,
        top: f32,
        row: &[Cell; N],
    ) -> Result<f32, TypesetError> {
        let mut lowest = top - ABOVE - LINE;
        for ((left, right), cell) in self.edges(setter.left()).into_iter().zip(row) {
            let below = set_cell(setter, top - ABOVE, (left, right), *cell)?;
            lowest = lowest.min(below);
        }
        Ok(lowest + LINE - BELOW - 2.0)
    }

    fn rule(&self, setter: &mut Typesetter, top: f32, bottom: f32, rules: &[f32]) {
        let edges = self.edges(setter.left());
        let (Some(first), Some(last)) = (edges.first(), edges.last()) else {
            return;
        };
        for y in rules {
            setter.stroke((first.0, *y), (last.1, *y));
        }
        setter.stroke((first.0, top), (first.0, bottom));
        for (_, right) in edges {
            setter.stroke((right, top), (right, bottom));
        }
    }
}

#[allow(clippy::cast_precision_loss)] // a head has few lines
fn lines_high(lines: usize) -> f32 {
    lines as f32 * LINE
}

/// Sets a cell from its first base line on; returns the base line after its last.
fn set_cell(
    setter: &mut Typesetter,
    y: f32,
    (left, right): (f32, f32),
    cell: Cell,
) -> Result<f32, TypesetError> {
    match cell {
        Cell::Centred(text) => {
            let centre = f32::midpoint(left, right);
            setter.centred(centre, y, Style::Upright, SIZE, text)?;
            Ok(y - LINE)
        }
        Cell::Left(text) => {
            let column = Column {
                left: left + SIDE,
                right: right - SIDE,
                indent: 0.0,
                size: SIZE,
                line: LINE,
                is_justified: false,
            };
            setter.fill(y, column, &[part(Style::Upright, text)])
        }
    }
}
