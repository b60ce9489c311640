//! Lists with a heading that is repeated on every sheet.

use std::borrow::Cow;

use signature_appearance::{Align, Area, Style};

use crate::sheets::{Column as Lines, Sheets, cell_lines};

/// A column of a list of `R`.
pub(super) struct Column<R: 'static> {
    pub(super) heading: &'static str,
    /// The heading above this and its neighbours of the same group; empty for none.
    pub(super) group: &'static str,
    /// Its share of the width.
    pub(super) share: u16,
    pub(super) align: Align,
    pub(super) value: fn(&R) -> String,
}

/// A column of text.
pub(super) const fn column<R>(
    heading: &'static str,
    share: u16,
    value: fn(&R) -> String,
) -> Column<R> {
    Column {
        heading,
        group: "",
        share,
        align: Align::Left,
        value,
    }
}

/// A column below a common heading.
pub(super) const fn within<R>(group: &'static str, mut column: Column<R>) -> Column<R> {
    column.group = group;
    column
}

/// A column whose values stand in the middle.
pub(super) const fn centred<R>(mut column: Column<R>) -> Column<R> {
    column.align = Align::Centre;
    column
}

/// A list: headings and cells.
pub(super) struct Table {
    headings: Vec<Heading>,
    rows: Vec<Vec<String>>,
    /// How many empty rows there are at least, where there is nothing to list.
    blank: usize,
    /// Whether its first column numbers the rows.
    numbered: bool,
}

struct Heading {
    text: Cow<'static, str>,
    group: &'static str,
    share: u16,
    align: Align,
}

/// The first column, and how wide it is, in points: four figures.
const NUMBER: Heading = Heading {
    text: Cow::Borrowed("STT"),
    group: "",
    share: 0,
    align: Align::Centre,
};
const NUMBER_WIDTH: f64 = 31.0;

/// The share of a column of counts: that of a short word. Ours.
const COUNT: u16 = 11;
/// Height of the empty rows of a blank form, in points: what a hand writes in two lines. Ours.
const BLANK_ROW: f64 = 30.0;
/// What sums of many heights may be off by, in points.
const ROUNDING: f64 = 0.5;
/// Between the lines of the grid and the text, in points. Ours.
const PADDING: [f64; 2] = [3.2, 2.8];

impl Table {
    /// The list of these rows; so many empty ones where there is none.
    pub(super) fn of<R>(columns: &[Column<R>], rows: &[R], blank: usize) -> Self {
        let headings = columns.iter().map(|column| Heading {
            text: Cow::Borrowed(column.heading),
            group: column.group,
            share: column.share,
            align: column.align,
        });
        let cells = |row: &R| columns.iter().map(|column| (column.value)(row)).collect();
        Self {
            headings: core::iter::once(NUMBER).chain(headings).collect(),
            rows: rows.iter().map(cells).collect(),
            blank: if rows.is_empty() { blank } else { 0 },
            numbered: true,
        }
    }

    /// A table whose headings are not known before: words in the columns before `counts`, counts from there on.
    pub(super) fn told(headings: &[String], rows: &[Vec<String>], counts: usize) -> Self {
        let longest = |index: usize| {
            let cells = rows.iter().filter_map(|row| row.get(index));
            let longest = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
            u16::try_from(longest.clamp(12, 45)).unwrap_or(45)
        };
        let heading = |(index, text): (usize, &String)| Heading {
            text: Cow::Owned(text.clone()),
            group: "",
            share: if index < counts {
                longest(index)
            } else {
                COUNT
            },
            align: if index < counts {
                Align::Left
            } else {
                Align::Right
            },
        };
        Self {
            headings: headings.iter().enumerate().map(heading).collect(),
            rows: rows.to_vec(),
            blank: 0,
            numbered: false,
        }
    }

    /// The rows with their numbers. A blank list fills the sheet that its end does not fit on, and begins the next one.
    fn rows(&self, sheets: &Sheets<'_>, heading: f64, tail: f64) -> Vec<Vec<String>> {
        let room = ((sheets.room() - heading) / BLANK_ROW).max(0.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // rows of a sheet
        let fit = |height: f64| (room - height / BLANK_ROW).max(0.0) as usize;
        let blank = match self.blank {
            least if least <= fit(tail) => least,
            least => fit(0.0) + least,
        };
        let columns = self.headings.len().saturating_sub(1);
        let empty = vec![vec![String::new(); columns]; blank];
        let numbered = |(index, row): (usize, &Vec<String>)| {
            let number = self.numbered.then(|| (index + 1).to_string());
            number.into_iter().chain(row.iter().cloned()).collect()
        };
        let rows = self.rows.iter().chain(&empty);
        rows.enumerate().map(numbered).collect()
    }

    /// Sets the list; `tail` is the height that is to stay together with its last row.
    pub(super) fn set(&self, sheets: &mut Sheets<'_>, size: f64, tail: f64) {
        let grid = Grid::new(self, sheets, size);
        let heading = grid.heading_height(sheets);
        let whole = sheets.paper.top - sheets.paper.bottom - heading;
        let rows = self.rows(sheets, heading, tail);
        let is_blank = self.rows.is_empty();
        let mut is_headed = false;
        for (index, row) in rows.iter().enumerate() {
            let mut cells = grid.cells(row, sheets);
            let height = grid.height(&cells, is_blank);
            let is_last = index + 1 == rows.len();
            let with = height + if is_last { tail + ROUNDING } else { 0.0 };
            let wanted = if with <= whole {
                with
            } else {
                height.min(whole)
            };
            let above = if is_headed { 0.0 } else { heading };
            if sheets.room() < wanted + above && !sheets.is_fresh() {
                sheets.next();
                is_headed = false;
            }
            // a row higher than a sheet goes on over the next one
            while !cells.is_empty() {
                if !is_headed {
                    grid.heading(sheets);
                    is_headed = true;
                }
                cells = grid.row(cells, is_blank, sheets);
                if !cells.is_empty() {
                    sheets.next();
                    is_headed = false;
                }
            }
        }
    }
}

/// Where the columns of a list are.
struct Grid<'t> {
    table: &'t Table,
    /// The edges, one more than columns.
    edges: Vec<f64>,
    size: f64,
}

impl<'t> Grid<'t> {
    fn new(table: &'t Table, sheets: &Sheets<'_>, size: f64) -> Self {
        let shares = table
            .headings
            .iter()
            .map(|heading| f64::from(heading.share));
        let all: f64 = shares.clone().sum();
        let number = if table.numbered { NUMBER_WIDTH } else { 0.0 };
        let (left, right) = (sheets.paper.left + number, sheets.paper.right);
        let mut edges = vec![sheets.paper.left];
        let mut at = 0.0;
        for share in shares {
            at += share;
            edges.push(left + (right - left) * at / all.max(1.0));
        }
        Self { table, edges, size }
    }

    fn lines_of(&self, first: usize, after: usize, style: Style, align: Align) -> Lines {
        let edge = |index: usize| self.edges.get(index).copied().unwrap_or_default();
        let (left, right) = (edge(first) + PADDING[0], edge(after) - PADDING[0]);
        let size = match style {
            Style::Bold => self.size - 0.5,
            _ => self.size,
        };
        Lines {
            align,
            ..Lines::from_left(left, right, style, size)
        }
    }

    fn cell(&self, index: usize) -> Lines {
        let align = self.table.headings.get(index);
        let align = align.map_or(Align::Left, |heading| heading.align);
        self.lines_of(index, index + 1, Style::Upright, align)
    }

    /// The lines of each cell of a row.
    fn cells(&self, row: &[String], sheets: &Sheets<'_>) -> Vec<Vec<String>> {
        let set =
            |(index, text): (usize, &String)| cell_lines(text, self.cell(index), sheets.fonts);
        row.iter().enumerate().map(set).collect()
    }

    fn height(&self, cells: &[Vec<String>], is_blank: bool) -> f64 {
        let height = stacked(longest(cells), self.size);
        if is_blank {
            height.max(BLANK_ROW)
        } else {
            height
        }
    }

    /// Draws as much of a row as there is room for, and gives the rest.
    fn row(
        &self,
        mut cells: Vec<Vec<String>>,
        is_blank: bool,
        sheets: &mut Sheets<'_>,
    ) -> Vec<Vec<String>> {
        let line = stacked(1, self.size) - 2.0 * PADDING[1];
        let room = (sheets.room() - 2.0 * PADDING[1]) / line;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // lines of a sheet
        let room = (room.floor().max(1.0)) as usize;
        let mut rest: Vec<Vec<String>> = Vec::new();
        for cell in &mut cells {
            rest.push(cell.split_off(room.min(cell.len())));
        }
        let height = self.height(&cells, is_blank);
        for (index, lines) in cells.into_iter().enumerate() {
            let column = self.cell(index);
            self.draw((index, index + 1), &lines, (height, column), sheets);
        }
        sheets.y -= height;
        if rest.iter().all(Vec::is_empty) {
            rest.clear();
        }
        rest
    }

    /// A cell with its frame, `height` high from here on.
    fn draw(
        &self,
        (first, after): (usize, usize),
        lines: &[String],
        (height, column): (f64, Lines),
        sheets: &mut Sheets<'_>,
    ) {
        let top = sheets.y;
        sheets.frame(Area {
            left: self.edges.get(first).copied().unwrap_or_default(),
            right: self.edges.get(after).copied().unwrap_or_default(),
            bottom: top - height,
            top,
        });
        #[allow(clippy::cast_precision_loss)] // lines of a cell
        let text = lines.len() as f64 * column.height();
        sheets.y -= (height - text) / 2.0;
        for line in lines {
            sheets.put(line.clone(), 0.0, column);
            sheets.y -= column.height();
        }
        sheets.y = top;
    }

    /// The headings of the columns, and of their groups where there are any.
    fn heading(&self, sheets: &mut Sheets<'_>) {
        let [upper, lower] = self.heading_heights(sheets);
        let top = sheets.y;
        for (first, after) in self.groups() {
            let group = self
                .table
                .headings
                .get(first)
                .map_or("", |heading| heading.group);
            if group.is_empty() {
                sheets.y = top;
                self.headed((first, after), upper + lower, sheets);
                continue;
            }
            sheets.y = top;
            let column = self.lines_of(first, after, Style::Bold, Align::Centre);
            let lines = cell_lines(group, column, sheets.fonts);
            self.draw((first, after), &lines, (upper, column), sheets);
            sheets.y = top - upper;
            for index in first..after {
                self.headed((index, index + 1), lower, sheets);
            }
        }
        sheets.y = top - upper - lower;
    }

    fn headed(&self, (first, after): (usize, usize), height: f64, sheets: &mut Sheets<'_>) {
        let column = self.lines_of(first, after, Style::Bold, Align::Centre);
        let text = self
            .table
            .headings
            .get(first)
            .map_or("", |heading| heading.text.as_ref());
        let lines = cell_lines(text, column, sheets.fonts);
        self.draw((first, after), &lines, (height, column), sheets);
    }

    fn heading_height(&self, sheets: &Sheets<'_>) -> f64 {
        self.heading_heights(sheets).iter().sum()
    }

    /// Of the groups' row, and of the row of columns.
    fn heading_heights(&self, sheets: &Sheets<'_>) -> [f64; 2] {
        let [mut upper, mut lower, mut alone] = [0_usize; 3];
        for (first, after) in self.groups() {
            let lines = |first: usize, after: usize, text: &str| {
                let column = self.lines_of(first, after, Style::Bold, Align::Centre);
                cell_lines(text, column, sheets.fonts).len()
            };
            let headings = self.table.headings.get(first..after).unwrap_or_default();
            let group = headings.first().map_or("", |heading| heading.group);
            for (index, heading) in headings.iter().enumerate() {
                let count = lines(first + index, first + index + 1, &heading.text);
                let of = if group.is_empty() {
                    &mut alone
                } else {
                    &mut lower
                };
                *of = count.max(*of);
            }
            if !group.is_empty() {
                upper = upper.max(lines(first, after, group));
            }
        }
        if upper == 0 {
            return [0.0, stacked(alone, self.size)];
        }
        let [upper, lower] = [upper, lower].map(|lines| stacked(lines, self.size));
        [upper, lower.max(stacked(alone, self.size) - upper)]
    }

    /// Neighbours of one group; a column without one is alone.
    fn groups(&self) -> Vec<(usize, usize)> {
        let mut groups: Vec<(usize, usize)> = Vec::new();
        let mut before = "";
        for (index, heading) in self.table.headings.iter().enumerate() {
            match groups.last_mut() {
                Some(last) if !heading.group.is_empty() && heading.group == before => last.1 += 1,
                _ => groups.push((index, index + 1)),
            }
            before = heading.group;
        }
        groups
    }
}

fn longest(cells: &[Vec<String>]) -> usize {
    cells.iter().map(Vec::len).max().unwrap_or(0).max(1)
}

/// The height of a cell of so many lines.
#[allow(clippy::cast_precision_loss)] // lines of a cell
fn stacked(lines: usize, size: f64) -> f64 {
    lines as f64 * size * crate::sheets::LEADING + 2.0 * PADDING[1]
}
