//! Workbooks put together part by part, as other programs write them and as no program does.
#![allow(clippy::unwrap_used, dead_code)]

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook of these worksheets (name, attributes of its `sheet`, XML inside `worksheet`), shared strings and styles.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<(&'static str, &'static str, String)>,
    pub(crate) strings: Vec<String>,
    /// Inside `styleSheet`.
    pub(crate) styles: String,
    /// Attributes of `workbookPr`.
    pub(crate) properties: &'static str,
}

impl Book {
    /// One sheet with this in it.
    pub(crate) fn of(sheet: impl Into<String>) -> Self {
        Self {
            sheets: vec![("DS", "", sheet.into())],
            ..Self::default()
        }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let parts = self.parts();
        zipped(
            parts
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_bytes())),
        )
    }

    pub(crate) fn parts(&self) -> Vec<(String, String)> {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relations = |inner: String| format!("<Relationships>{inner}</Relationships>");
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>")
        };
        let mut of_book = relation("rS", "sharedStrings", "sharedStrings.xml")
            + &relation("rY", "styles", "/xl/styles.xml");
        let mut sheets = String::new();
        let mut parts = Vec::new();
        for (number, (name, attributes, inner)) in self.sheets.iter().enumerate() {
            of_book += &relation(
                &format!("r{number}"),
                "worksheet",
                &format!("worksheets/sheet{number}.xml"),
            );
            sheets += &format!(
                "<sheet name=\"{name}\" sheetId=\"{number}\" {attributes} r:id=\"r{number}\"/>"
            );
            parts.push((
                format!("xl/worksheets/sheet{number}.xml"),
                format!("<worksheet>{inner}</worksheet>"),
            ));
        }
        let strings: String = self
            .strings
            .iter()
            .map(|text| format!("<si>{text}</si>"))
            .collect();
        parts.push((
            "_rels/.rels".into(),
            relations(relation("r", "officeDocument", "xl/workbook.xml")),
        ));
        parts.push(("xl/_rels/workbook.xml.rels".into(), relations(of_book)));
        parts.push((
            "xl/workbook.xml".into(),
            format!(
                "<workbook><workbookPr {}/><sheets>{sheets}</sheets></workbook>",
                self.properties
            ),
        ));
        parts.push((
            "xl/sharedStrings.xml".into(),
            format!(
                "<sst count=\"99999999999\" uniqueCount=\"18446744073709551615\">{strings}</sst>"
            ),
        ));
        parts.push((
            "xl/styles.xml".into(),
            format!("<styleSheet>{}</styleSheet>", self.styles),
        ));
        parts
    }
}

/// An archive of these files.
pub(crate) fn zipped<'p>(parts: impl IntoIterator<Item = (&'p str, &'p [u8])>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// `<row>` with texts in columns from A on; nothing where a text is empty.
pub(crate) fn row(number: u32, texts: &[&str]) -> String {
    let cells: String = (b'A'..)
        .zip(texts)
        .filter(|(_, text)| !text.is_empty())
        .map(|(letter, text)| cell(&format!("{}{number}", char::from(letter)), text))
        .collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

/// A cell with its own text.
pub(crate) fn cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
}
