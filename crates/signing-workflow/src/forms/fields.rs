//! Labels with what stands after them: a text, dots, or boxes.

use signature_appearance::{Area, Style};

use super::form::{Field, Tick, Value};
use super::set::Set;
use super::values::dots;
use crate::sheets::{BETWEEN, Column, Sheets};

/// A box to be ticked, in points.
const BOX: f64 = 9.0;
/// Between lines of fields, in times their size.
const AFTER: f64 = 0.12;
/// Less room than this after a label is none for writing by hand, in points.
const WRITABLE: f64 = 40.0;

impl Set<'_> {
    /// On one line where all fit, else each on lines of its own.
    pub(super) fn fields<D>(&mut self, fields: &[Field<D>], values: &D) {
        let column = self.flush(Style::Upright);
        let sheets = &mut self.sheets;
        let is_long = fields
            .iter()
            .any(|field| matches!(field.value, Value::Long(..)));
        let widths = shared(sheets, fields, values, column).filter(|_| !is_long);
        let Some(widths) = widths else {
            for field in fields {
                stands_alone(sheets, field, values, column);
            }
            return;
        };
        sheets.want(column.height());
        let mut left = column.left;
        for (field, width) in fields.iter().zip(widths) {
            let cell = Column {
                left,
                right: left + width,
                ..column
            };
            draw(sheets, field, values, cell);
            left += width;
        }
        sheets.y -= column.height() + AFTER * column.size;
    }
}

/// How wide each is on one line: by its share; where one needs more, as much as it needs and a part of what is left.
fn shared<D>(
    sheets: &Sheets<'_>,
    fields: &[Field<D>],
    values: &D,
    column: Column,
) -> Option<Vec<f64>> {
    let needs: Vec<f64> = fields
        .iter()
        .map(|field| sheets.width(&natural(field, values), column) + 1.6 * BETWEEN + extra(field))
        .collect();
    let all: f64 = fields.iter().map(|field| f64::from(field.share)).sum();
    let share = |field: &Field<D>| column.width() * f64::from(field.share) / all.max(1.0);
    let shares: Vec<f64> = fields.iter().map(share).collect();
    if shares.iter().zip(&needs).all(|(share, need)| share >= need) {
        return Some(shares);
    }
    let spare = column.width() + BETWEEN - needs.iter().sum::<f64>();
    #[allow(clippy::cast_precision_loss)] // two or three
    let each = spare / fields.len().max(1) as f64;
    (spare >= 0.0).then(|| needs.into_iter().map(|need| need + each).collect())
}

/// The label and the value, as one text.
fn natural<D>(field: &Field<D>, values: &D) -> String {
    match field.value {
        Value::Text(value) | Value::Long(value, _) => {
            format!("{} {}", field.label, value(values).trim())
        }
        Value::Boxes(boxes) => boxes
            .iter()
            .fold(field.label.to_owned(), |all, (words, _)| {
                format!("{all} {words}")
            }),
    }
}

/// What boxes need besides their words.
fn extra<D>(field: &Field<D>) -> f64 {
    match field.value {
        Value::Text(_) | Value::Long(..) => 0.0,
        #[allow(clippy::cast_precision_loss)] // a few
        Value::Boxes(boxes) => boxes.len() as f64 * (BOX + 18.0),
    }
}

/// A label with its value over as many lines as it takes.
fn stands_alone<D>(sheets: &mut Sheets<'_>, field: &Field<D>, values: &D, column: Column) {
    let label = sheets.width(field.label, column);
    let value = match field.value {
        Value::Text(value) | Value::Long(value, _) => value(values).trim().to_owned(),
        Value::Boxes(_) => String::new(),
    };
    if !value.is_empty() {
        sheets.text(&format!("{} {value}", field.label), column);
    } else if label + WRITABLE > column.width() {
        sheets.text(&format!("{} {}", field.label, dots(5)), column);
    } else {
        sheets.want(column.height());
        draw(sheets, field, values, column);
        sheets.y -= column.height();
        if let Value::Long(_, more) = field.value {
            for _ in 0..more {
                sheets.y -= AFTER * column.size;
                sheets.line(
                    dotted(sheets, column.width() - BETWEEN, column),
                    0.0,
                    column,
                );
            }
        }
    }
    sheets.y -= AFTER * column.size;
}

/// A dotted line of this length.
fn dotted(sheets: &Sheets<'_>, room: f64, column: Column) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // dots of a line
    let count = (room / sheets.width(".", column)).max(0.0) as usize;
    ".".repeat(count)
}

/// A label with its value, dots, or boxes, on this line.
fn draw<D>(sheets: &mut Sheets<'_>, field: &Field<D>, values: &D, column: Column) {
    let label = format!("{} ", field.label);
    let after = sheets.width(&label, column);
    sheets.put(label, 0.0, column);
    match field.value {
        Value::Boxes(boxes) => ticked(sheets, boxes, values, (column, after)),
        Value::Text(value) | Value::Long(value, _) => {
            let mut value = value(values).trim().to_owned();
            if value.is_empty() {
                value = dotted(sheets, column.width() - after - BETWEEN, column);
            }
            sheets.put(value, after, column);
        }
    }
}

/// Boxes with their words, a cross in those that are ticked.
fn ticked<D>(
    sheets: &mut Sheets<'_>,
    boxes: &[Tick<D>],
    values: &D,
    (column, mut at): (Column, f64),
) {
    for (words, is_ticked) in boxes {
        let left = column.left + at;
        let bottom = sheets.y - column.height() + (column.height() - BOX) / 2.0;
        sheets.frame(Area {
            left,
            bottom,
            right: left + BOX,
            top: bottom + BOX,
        });
        if is_ticked(values) {
            let cross = Column::centred(left, left + BOX - 1.0, Style::Bold, column.size);
            let before = sheets.y;
            // its middle is below that of its line
            sheets.y += 0.4;
            sheets.put("x".to_owned(), 0.0, cross);
            sheets.y = before;
        }
        at += BOX + 4.0;
        sheets.put((*words).to_owned(), at, column);
        at += sheets.width(words, column) + 14.0;
    }
}
