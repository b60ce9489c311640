//! What the format of a cell makes of its number (ECMA-376 Part 1 §18.8.30).

use std::collections::HashMap;

use super::super::error::SheetError;
use super::part::{Node, Part};

/// What a number with this format is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// A day.
    Day,
    /// A number.
    #[default]
    Number,
    /// A number shown with leading zeros up to so many digits: `000000000000`.
    Zeros(u8),
}

/// The formats of cells, by the index that cells name (`cellXfs`).
pub(super) fn read(mut part: Part<'_>) -> Result<Vec<Format>, SheetError> {
    /// What Excel allows in one workbook.
    const LIMIT: usize = 65_490;
    let mut custom = HashMap::new();
    let mut formats = Vec::new();
    let mut of_cells = false;
    loop {
        match part.next()? {
            Node::Start(tag) => match tag.name() {
                "cellXfs" => of_cells = true,
                "xf" if of_cells => {
                    let id = tag.number("numFmtId").unwrap_or(0);
                    formats.push(custom.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                "numFmt" => {
                    let code = tag.attribute("formatCode").unwrap_or_default();
                    custom.extend(tag.number("numFmtId").map(|id| (id, meaning(&code))));
                }
                _ => {}
            },
            Node::End(tag) if tag.name() == "cellXfs" => of_cells = false,
            Node::Finished => return Ok(formats),
            _ => {}
        }
        if formats.len() > LIMIT || custom.len() > LIMIT {
            return Err(SheetError::Limit {
                what: "styles",
                limit: LIMIT,
            });
        }
    }
}

/// ECMA-376 Part 1 §18.8.30: the formats that no workbook writes down; 27–36 and 50–58 are days in East Asian ones.
const fn built_in(id: usize) -> Format {
    match id {
        14..=17 | 22 | 27..=36 | 50..=58 => Format::Day,
        _ => Format::Number,
    }
}

/// A code with days or years, outside quotation marks and brackets, is that of a day.
fn meaning(code: &str) -> Format {
    let mut bare = String::new();
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => drop(characters.by_ref().find(|c| *c == '"')),
            '[' => drop(characters.by_ref().find(|c| *c == ']')),
            '\\' | '_' | '*' => drop(characters.next()),
            ';' => break, // what follows is for negative numbers, zero and texts
            other => bare.push(other.to_ascii_lowercase()),
        }
    }
    let zeros = bare.chars().filter(|c| *c == '0').count();
    if bare.chars().all(|c| matches!(c, '0' | ' ' | '-')) && zeros > 1 {
        return u8::try_from(zeros).map_or(Format::Number, Format::Zeros);
    }
    if bare != "general" && bare.contains(['d', 'y']) {
        return Format::Day;
    }
    Format::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_days_from_numbers() {
        for code in [
            "dd/mm/yyyy",
            "d-mmm",
            "[$-1010000]d/m/yyyy;@",
            "\"ngày\" dd \"tháng\" mm",
            "[$-42A]dd mmmm yyyy",
        ] {
            assert_eq!(meaning(code), Format::Day, "{code}");
        }
        for code in [
            "General",
            "0",
            "0.00",
            "#,##0 [$₫-42A]",
            "#,##0\\ \"đồng\"",
            "[Red]0",
            "hh:mm:ss",
            "@",
            "0.00E+00",
            "_(* #,##0_)",
            "",
        ] {
            assert_eq!(meaning(code), Format::Number, "{code}");
        }
        assert_eq!(meaning("000000000000"), Format::Zeros(12));
        assert_eq!(meaning("0000 000 000"), Format::Zeros(10));
        assert_eq!(
            (built_in(14), built_in(0), built_in(18)),
            (Format::Day, Format::Number, Format::Number)
        );
    }
}
