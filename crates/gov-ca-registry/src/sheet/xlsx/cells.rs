//! The rows of one worksheet (ECMA-376 Part 1 §18.3.1.73, §18.3.1.4).

use gov_ca_model::VietnamDay;

use super::super::error::SheetError;
use super::super::limits::Budget;
use super::super::place::{MAX_COLUMNS, MAX_ROW, Place};
use super::super::table::{Cell, Content, Row, is_whole};
use super::merged::Area;
use super::part::{Node, Part, Tag};
use super::strings;
use super::styles::Format;

/// What the cells of all sheets refer to.
pub(super) struct Book<'b> {
    pub(super) strings: &'b [String],
    pub(super) formats: &'b [Format],
    pub(super) from_1904: bool,
}

/// The rows that have something in them, and the merged areas.
pub(super) fn read(
    mut part: Part<'_>,
    book: &Book<'_>,
    budget: &mut Budget<'_>,
) -> Result<(Vec<Row>, Vec<Area>), SheetError> {
    let mut rows: Vec<Row> = Vec::new();
    let mut areas = Vec::new();
    let mut row = Row::default();
    loop {
        match part.next()? {
            Node::Start(tag) if tag.name() == "row" => {
                finish(&mut row, &mut rows, budget)?;
                let next = next_row(&tag, row.number);
                row.number = next.ok_or_else(|| part.broken("rows out of order"))?.0;
                row.hidden = next.is_some_and(|(_, hidden)| hidden);
            }
            Node::Start(tag) if tag.name() == "c" => {
                let head = Head::of(&tag);
                read_cell(&mut part, &head, book, budget, &mut row)?;
            }
            Node::Start(tag) if tag.name() == "mergeCell" => {
                let area = tag.attribute("ref").and_then(|range| Area::read(&range));
                areas.push(area.ok_or_else(|| part.broken("a merged area that is none"))?);
                let limit = budget.limits.merged;
                if areas.len() > limit {
                    return Err(SheetError::Limit {
                        what: "merged areas",
                        limit,
                    });
                }
            }
            Node::Finished => {
                finish(&mut row, &mut rows, budget)?;
                return Ok((rows, areas));
            }
            _ => {}
        }
    }
}

/// Keeps a row that has something in it; its number stays, for the next one may not say its own.
fn finish(row: &mut Row, rows: &mut Vec<Row>, budget: &mut Budget<'_>) -> Result<(), SheetError> {
    let cells = core::mem::take(&mut row.cells);
    if !cells.is_empty() {
        budget.row()?;
        rows.push(Row { cells, ..*row });
    }
    Ok(())
}

fn next_row(tag: &Tag<'_>, before: u32) -> Option<(u32, bool)> {
    let number = match tag.attribute("r") {
        Some(number) => number.parse().ok()?,
        None => before + 1,
    };
    (before < number && number <= MAX_ROW).then(|| (number, tag.is("hidden")))
}

/// What a cell says of itself.
struct Head {
    /// Where it stands; the next column where it does not say.
    place: Option<Option<Place>>,
    kind: String,
    style: usize,
}

impl Head {
    fn of(tag: &Tag<'_>) -> Self {
        Self {
            place: tag.attribute("r").map(|place| Place::read(&place)),
            kind: tag.attribute("t").unwrap_or_default(),
            style: tag.number("s").unwrap_or(0),
        }
    }
}

fn read_cell(
    part: &mut Part<'_>,
    head: &Head,
    book: &Book<'_>,
    budget: &mut Budget<'_>,
    row: &mut Row,
) -> Result<(), SheetError> {
    let next = row.cells.last().map_or(0, |cell| cell.column + 1);
    let column = match head.place {
        Some(Some(place)) if place.row == row.number && place.column >= next => place.column,
        None if next < MAX_COLUMNS => next,
        _ => return Err(part.broken("cells out of order")),
    };
    let stored = Stored::read(part, budget)?;
    if let Some(content) = stored.content(head, book)
        && !content.is_blank()
    {
        budget.cell(column, &content)?;
        row.cells.push(Cell::of((column, content)));
    }
    Ok(())
}

/// What is stored in a cell.
#[derive(Default)]
struct Stored {
    value: Option<String>,
    text: Option<String>,
    formula: bool,
}

impl Stored {
    fn read(part: &mut Part<'_>, budget: &Budget<'_>) -> Result<Self, SheetError> {
        let mut stored = Self::default();
        let mut in_value = false;
        loop {
            match part.next()? {
                Node::Start(tag) => match tag.name() {
                    "v" => {
                        in_value = true;
                        stored.value.get_or_insert_default();
                    }
                    "f" => stored.formula = true,
                    "is" => stored.text = Some(strings::text(part, "is", budget.limits)?),
                    _ => {}
                },
                Node::Text(piece) if in_value => {
                    stored.value.get_or_insert_default().push_str(&piece)
                }
                Node::End(tag) => match tag.name() {
                    "v" => in_value = false,
                    "c" => return Ok(stored),
                    _ => {}
                },
                Node::Text(_) => {}
                Node::Finished => return Err(part.broken("it ends inside a cell")),
            }
            let limit = budget.limits.cell;
            if stored
                .value
                .as_ref()
                .is_some_and(|value| value.len() > limit * 4)
            {
                return Err(SheetError::Limit {
                    what: "characters in one cell",
                    limit,
                });
            }
        }
    }

    /// `None` for a cell that is only formatted.
    fn content(self, head: &Head, book: &Book<'_>) -> Option<Content> {
        let value = match (self.value, self.formula) {
            // openpyxl writes an empty value; where a formula gives an empty text, the cell says that it is one
            (Some(value), true) if value.is_empty() && head.kind != "str" => {
                return Some(Content::NoValue);
            }
            (Some(value), _) => value,
            (None, true) => return Some(Content::NoValue),
            (None, false) => return self.text.map(Content::Text),
        };
        Some(match head.kind.as_str() {
            // a string that is not there is a broken reference: told as such rather than left out
            "s" => match value
                .trim()
                .parse()
                .ok()
                .and_then(|at: usize| book.strings.get(at))
            {
                Some(text) => Content::Text(text.clone()),
                None => Content::Fault("#REF!".to_owned()),
            },
            "str" | "inlineStr" => Content::Text(strings::unescaped(&value)),
            "b" => Content::Truth(value.trim() == "1"),
            "e" => Content::Fault(value),
            // ECMA-376 Part 1 §18.18.11: a day in ISO 8601
            "d" => match value.get(..10).and_then(|day| day.parse().ok()) {
                Some(day) => Content::Day(day),
                None => Content::Text(value),
            },
            _ => number(
                value,
                book.formats.get(head.style).copied().unwrap_or_default(),
                book.from_1904,
            ),
        })
    }
}

fn number(value: String, format: Format, from_1904: bool) -> Content {
    let Some(number) = value
        .trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
    else {
        return Content::Text(value);
    };
    match format {
        Format::Day => day(number, from_1904).map_or(Content::Number(number), Content::Day),
        Format::Zeros(digits) if is_whole(number) && number >= 0.0 => {
            let width = usize::from(digits);
            Content::Text(format!("{number:0width$.0}"))
        }
        Format::Number | Format::Zeros(_) => Content::Number(number),
    }
}

/// The day with this serial number: 1 is 01/01/1900, and 60 is 29/02/1900, which never was (ECMA-376 Part 1 §18.17.4.1).
pub(super) fn day(number: f64, from_1904: bool) -> Option<VietnamDay> {
    /// 31/12/9999.
    const LAST: f64 = 2_958_465.0;
    let number = number.floor() + if from_1904 { 1462.0 } else { 0.0 };
    if !(1.0..=LAST).contains(&number) || number == 60.0 {
        return None;
    }
    #[allow(clippy::cast_possible_truncation)] // it is in the range above
    let days = number as i32;
    let before = if days < 60 { 31 } else { 30 };
    Some(VietnamDay::new(1899, 12, before).plus_days(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_days() {
        let told = |number, from_1904| day(number, from_1904).map(VietnamDay::vietnamese);
        assert_eq!(told(1.0, false).as_deref(), Some("01/01/1900"));
        assert_eq!(told(59.0, false).as_deref(), Some("28/02/1900"));
        assert_eq!(told(60.0, false), None);
        assert_eq!(told(61.0, false).as_deref(), Some("01/03/1900"));
        assert_eq!(told(45_519.75, false).as_deref(), Some("15/08/2024"));
        assert_eq!(told(44_057.0, true).as_deref(), Some("15/08/2024"));
        assert_eq!(told(2_958_465.0, false).as_deref(), Some("31/12/9999"));
        for beyond in [0.0, -1.0, 2_958_466.0, f64::MAX, 0.5] {
            assert_eq!(told(beyond, false), None);
        }
    }
}
