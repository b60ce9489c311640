//! Tables as a workbook that Excel and LibreOffice open.
//!
//! Every cell says its own text (`inlineStr`), so that there is nothing to refer to; texts have the format `@`, by which digits
//! keep their zeros when a person edits them. The same tables give the same octets.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use gov_ca_model::VietnamDay;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::place::Place;
use super::super::table::{Content, Row, Table};

/// The workbook with these sheets; the first row of each is its heading: bold, shaded, and in sight while one scrolls.
pub fn write(tables: &[Table]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        let started = archive.start_file(name, SimpleFileOptions::default());
        started
            .and_then(|()| Ok(archive.write_all(text.as_bytes())?))
            .expect("memory takes every octet");
    };
    let names = sheet_names(tables);
    put("[Content_Types].xml", &content_types(tables.len()));
    put("_rels/.rels", ROOT);
    put("xl/workbook.xml", &workbook(&names));
    put("xl/_rels/workbook.xml.rels", &relations(tables.len()));
    put("xl/styles.xml", STYLES);
    for (number, table) in (1..).zip(tables) {
        put(
            &format!("xl/worksheets/sheet{number}.xml"),
            &worksheet(table),
        );
    }
    archive
        .finish()
        .expect("memory takes every octet")
        .into_inner()
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REFERS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const ROOT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

/// Formats of cells by index: 0 general, 1 text, 2 heading, 3 day, 4 number.
const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>\
<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font><font><b/><sz val=\"11\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font></fonts>\
<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFD9E2F3\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>\
<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/><bottom style=\"thin\"/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>\
<xf numFmtId=\"49\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment horizontal=\"center\" vertical=\"center\" wrapText=\"1\"/></xf>\
<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>\
<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"1\" xfId=\"0\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf></cellXfs>\
<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

fn content_types(sheets: usize) -> String {
    let mut text = format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
    );
    for number in 1..=sheets {
        let _ = write!(
            text,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
    }
    text + "</Types>"
}

fn workbook(names: &[String]) -> String {
    let mut text = format!("{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{REFERS}\"><sheets>");
    for (number, name) in (1..).zip(names) {
        let name = escaped(name);
        let _ = write!(
            text,
            "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"
        );
    }
    text + "</sheets></workbook>"
}

fn relations(sheets: usize) -> String {
    let mut text = format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for number in 1..=sheets {
        let _ = write!(
            text,
            "<Relationship Id=\"rId{number}\" Type=\"{REFERS}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    let _ = write!(
        text,
        "<Relationship Id=\"rId{}\" Type=\"{REFERS}/styles\" Target=\"styles.xml\"/>",
        sheets + 1
    );
    text + "</Relationships>"
}

fn worksheet(table: &Table) -> String {
    let mut text =
        format!("{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">");
    text += "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";
    let width = table.width();
    if width > 0 {
        text += "<cols>";
        for column in 0..width {
            let number = column + 1;
            let _ = write!(
                text,
                "<col min=\"{number}\" max=\"{number}\" width=\"{}\" customWidth=\"1\"/>",
                characters(table, column)
            );
        }
        text += "</cols>";
    }
    text += "<sheetData>";
    for row in &table.rows {
        write_row(&mut text, row);
    }
    text + "</sheetData></worksheet>"
}

/// How wide a column is to be, in characters: its longest line among the first rows, within 6 and 48.
fn characters(table: &Table, column: u16) -> usize {
    let contents = table.rows.iter().take(200).filter_map(|row| row.at(column));
    let lengths = contents.map(|content| {
        content
            .shown()
            .lines()
            .map(|line| line.chars().count())
            .max()
            .unwrap_or(0)
    });
    (lengths.max().unwrap_or(0) + 2).clamp(6, 48)
}

fn write_row(text: &mut String, row: &Row) {
    let _ = write!(text, "<row r=\"{}\">", row.number);
    for cell in &row.cells {
        let place = Place {
            row: row.number,
            column: cell.column,
        };
        write_cell(text, place, &cell.content);
    }
    *text += "</row>";
}

fn write_cell(text: &mut String, place: Place, content: &Content) {
    let heading = place.row == 1;
    let style = |style| if heading { 2 } else { style };
    let _ = match content {
        Content::Number(number) => write!(
            text,
            "<c r=\"{place}\" s=\"{}\"><v>{number}</v></c>",
            style(4)
        ),
        Content::Truth(truth) => write!(
            text,
            "<c r=\"{place}\" s=\"{}\" t=\"b\"><v>{}</v></c>",
            style(4),
            u8::from(*truth)
        ),
        Content::Day(day) if serial(*day).is_some() => {
            let serial = serial(*day).unwrap_or_default();
            write!(
                text,
                "<c r=\"{place}\" s=\"{}\"><v>{serial}</v></c>",
                style(3)
            )
        }
        other => {
            let shown = escaped(&other.shown());
            write!(
                text,
                "<c r=\"{place}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{shown}</t></is></c>",
                style(1)
            )
        }
    };
}

/// The serial number of a day from 01/03/1900 on; those before it are counted otherwise by different programs.
fn serial(day: VietnamDay) -> Option<i32> {
    let first = VietnamDay::new(1899, 12, 30);
    let days = (day.date() - first.date()).get_days();
    (days > 60).then_some(days)
}

/// For XML; what XML does not allow as Excel writes it (`_x0001_`).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        match character {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '_' if rest
                .get(..7)
                .is_some_and(|next| super::strings::unescaped(next) != next) =>
            {
                escaped += "_x005F_"
            }
            '\t' | '\n' => escaped.push(character),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            control if control.is_control() && control < '\u{80}' => {
                let _ = write!(escaped, "_x{:04X}_", u32::from(control));
            }
            other => escaped.push(other),
        }
        rest = &rest[character.len_utf8()..];
    }
    escaped
}

/// The names of the sheets as Excel allows them: 1 to 31 characters, none of `[]:*?/\`, no apostrophe at either end, no two alike.
fn sheet_names(tables: &[Table]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (number, table) in (1..).zip(tables) {
        let allowed = table
            .name
            .chars()
            .filter(|c| !c.is_control() && !"[]:*?/\\".contains(*c));
        let name: String = allowed.take(31).collect();
        let mut name = name.trim_matches('\'').trim().to_owned();
        let mut next = number;
        while name.is_empty()
            || names
                .iter()
                .any(|known| known.to_lowercase() == name.to_lowercase())
        {
            name = format!("Sheet{next}");
            next += 1;
        }
        names.push(name);
    }
    names
}
