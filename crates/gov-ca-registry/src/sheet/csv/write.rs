//! A table as CSV.

use super::super::table::{Content, Table};

/// How a CSV is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvStyle {
    /// `;` where a comma parts whole numbers from decimals, as Excel expects in Vietnam; or `,`.
    pub separator: char,
    /// A byte order mark at the start, by which Excel knows UTF-8.
    pub mark: bool,
    /// Digits that Excel would take for a number and shorten (`0123`, or more than eleven) as `="0123"`.
    pub digits_as_text: bool,
}

impl CsvStyle {
    /// For Excel with Vietnamese settings.
    pub const EXCEL: Self = Self {
        separator: ';',
        mark: true,
        digits_as_text: true,
    };
    /// For programs: commas, no mark, digits as they are.
    pub const PLAIN: Self = Self {
        separator: ',',
        mark: false,
        digits_as_text: false,
    };
}

/// The table as CSV with CRLF line ends (RFC 4180 §2). A text that a spreadsheet would take for a formula begins with an
/// apostrophe; [`super::super::read`] takes it away again.
pub fn write(table: &Table, style: CsvStyle) -> String {
    let width = table.width();
    let mut text = String::new();
    if style.mark {
        text.push('\u{feff}');
    }
    let mut next = 1;
    for row in &table.rows {
        for _ in next..row.number {
            text += "\r\n";
        }
        next = row.number + 1;
        for column in 0..width {
            if column > 0 {
                text.push(style.separator);
            }
            if let Some(content) = row.at(column) {
                text += &field(content, style);
            }
        }
        text += "\r\n";
    }
    text
}

fn field(content: &Content, style: CsvStyle) -> String {
    let shown = content.shown();
    let text = match content {
        Content::Number(_) if style.separator == ';' => shown.replace('.', ","),
        Content::Text(_) if is_guarded(&shown) => format!("'{shown}"),
        Content::Text(_) if style.digits_as_text && excel_would_shorten(&shown) => {
            format!("=\"{shown}\"")
        }
        _ => shown.into_owned(),
    };
    if text.contains(['"', '\r', '\n', ',', ';', '\t'])
        || text.starts_with(' ')
        || text.ends_with(' ')
    {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

/// Whether a text begins as a formula does, or with the apostrophe that keeps it from being one.
pub(super) fn is_guarded(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\''])
}

fn excel_would_shorten(text: &str) -> bool {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    digits && (text.len() > 11 || (text.len() > 1 && text.starts_with('0')))
}

#[cfg(test)]
mod tests {
    use super::super::super::limits::SheetLimits;
    use super::*;

    #[test]
    fn leading_zeros_stay_and_formulas_do_not_run() {
        let rows = vec![vec![
            "001099123456".into(),
            "=HYPERLINK(\"x\")".into(),
            Content::Number(2.5),
            "a;b".into(),
            "-1".into(),
        ]];
        let table = Table::of("", rows);
        let excel =
            "\u{feff}\"=\"\"001099123456\"\"\";\"'=HYPERLINK(\"\"x\"\")\";\"2,5\";\"a;b\";'-1\r\n";
        assert_eq!(write(&table, CsvStyle::EXCEL), excel);
        let plain = "001099123456,\"'=HYPERLINK(\"\"x\"\")\",2.5,\"a;b\",'-1\r\n";
        assert_eq!(write(&table, CsvStyle::PLAIN), plain);
    }

    #[test]
    fn texts_come_back_as_they_were() {
        let texts = [
            "'x",
            "'=x",
            "=\"1\"",
            "+84",
            "\tx",
            "a\"b",
            "a\r\nb",
            " x ",
            "0",
            "00",
            "1234567890123",
            "x'",
        ];
        let table = Table::of(
            "",
            [
                texts.iter().map(|text| Content::from(*text)).collect(),
                vec!["".into()],
                vec!["y".into()],
            ],
        );
        for style in [CsvStyle::EXCEL, CsvStyle::PLAIN] {
            let read =
                super::super::read(write(&table, style).as_bytes(), &SheetLimits::DEFAULT).unwrap();
            assert_eq!(read, table);
        }
    }
}
