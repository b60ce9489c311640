//! Files of all kinds to tables.
#![allow(clippy::unwrap_used)]

mod workbooks;

use gov_ca_registry::sheet::{self, Content, Place, SheetError, SheetLimits, Table};
use workbooks::{Book, cell, row, zipped};

fn read(bytes: &[u8]) -> Result<Vec<Table>, SheetError> {
    sheet::read(bytes, &SheetLimits::DEFAULT)
}

fn only(bytes: &[u8]) -> Table {
    let mut tables = read(bytes).unwrap();
    assert_eq!(tables.len(), 1);
    tables.pop().unwrap()
}

fn at(table: &Table, place: &str) -> Option<Content> {
    let digits = place.find(|c: char| c.is_ascii_digit()).unwrap();
    let column = u16::from(place.as_bytes()[0] - b'A');
    table
        .at(Place {
            row: place[digits..].parse().unwrap(),
            column,
        })
        .cloned()
}

#[test]
fn every_kind_of_cell_is_read_for_what_it_shows() {
    let cells = [
        "<c r=\"A1\" t=\"s\"><v>0</v></c>",
        "<c r=\"B1\" t=\"s\"><v>1</v></c>",
        "<c r=\"C1\" t=\"s\"><v>7</v></c>",
        "<c r=\"D1\"><v>1099123456</v></c>",
        "<c r=\"E1\" s=\"1\"><v>45519</v></c>",
        "<c r=\"F1\" s=\"2\"><v>1099123456</v></c>",
        "<c r=\"G1\" t=\"b\"><v>1</v></c>",
        "<c r=\"H1\" t=\"e\"><v>#REF!</v></c>",
        "<c r=\"I1\" t=\"str\"><f>A1&amp;B1</f><v>a&lt;b</v></c>",
        "<c r=\"J1\"><f>NOW()</f></c>",
        "<c r=\"K1\" t=\"d\"><v>2024-08-15T00:00:00</v></c>",
        "<c r=\"L1\" s=\"1\"/>",
        "<c r=\"M1\"><v>2.5E-1</v></c>",
        "<c t=\"inlineStr\"><is><r><t>Nguy</t></r><r><t>ễn</t></r></is></c>",
        "<c r=\"O1\" s=\"99\"><v>nan</v></c>",
        "<c r=\"P1\"><f>DATE(2029,8,15)</f><v/></c>",
        "<c r=\"Q1\" t=\"str\"><f>\"\"</f><v></v></c>",
    ];
    let mut book = Book::of(format!(
        "<sheetData><row r=\"1\">{}</row></sheetData>",
        cells.concat()
    ));
    book.strings = vec![
        "<t>Họ</t>".into(),
        "<r><t>a</t></r><rPh><t>zzz</t></rPh><r><t xml:space=\"preserve\"> b</t></r>".into(),
    ];
    book.styles = "<numFmts><numFmt numFmtId=\"200\" formatCode=\"000000000000\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"200\"/></cellXfs>".into();
    let table = only(&book.bytes());
    assert_eq!(table.name, "DS");
    let day = Content::Day("2024-08-15".parse().unwrap());
    for (place, content) in [
        ("A1", Some("Họ".into())),
        ("B1", Some("a b".into())),
        ("C1", Some(Content::Fault("#REF!".into()))),
        ("D1", Some(Content::Number(1_099_123_456.0))),
        ("E1", Some(day.clone())),
        ("F1", Some("001099123456".into())),
        ("G1", Some(Content::Truth(true))),
        ("H1", Some(Content::Fault("#REF!".into()))),
        ("I1", Some("a<b".into())),
        ("J1", Some(Content::NoValue)),
        ("K1", Some(day)),
        ("L1", None),
        ("M1", Some(Content::Number(0.25))),
        ("N1", Some("Nguyễn".into())),
        ("O1", Some("nan".into())),
        ("P1", Some(Content::NoValue)),
        ("Q1", None),
    ] {
        assert_eq!(at(&table, place), content, "{place}");
    }
    book.properties = "date1904=\"1\"";
    assert_eq!(
        at(&only(&book.bytes()), "E1"),
        Some(Content::Day("2028-08-16".parse().unwrap()))
    );
}

#[test]
fn hidden_sheets_and_rows_are_known() {
    let hidden_row = row(2, &["b"]).replace("<row", "<row hidden=\"1\"");
    let mut book = Book::of(format!(
        "<sheetData>{}{hidden_row}</sheetData>",
        row(1, &["a"])
    ));
    book.sheets
        .push(("Ẩn", "state=\"veryHidden\"", String::new()));
    let tables = read(&book.bytes()).unwrap();
    assert_eq!([tables[0].hidden, tables[1].hidden], [false, true]);
    assert_eq!(
        [tables[0].rows[0].hidden, tables[0].rows[1].hidden],
        [false, true]
    );
}

#[test]
fn merged_areas_repeat_their_first_cell() {
    let rows = row(1, &["Sở", "", "x"]) + &row(2, &["", "", "y"]) + &row(5, &["", "", "z"]);
    let merged =
        "<mergeCells><mergeCell ref=\"A1:B4\"/><mergeCell ref=\"A5:B1048576\"/></mergeCells>";
    let table = only(&Book::of(format!("<sheetData>{rows}</sheetData>{merged}")).bytes());
    for place in ["A1", "B1", "A2", "B2"] {
        assert_eq!(at(&table, place), Some("Sở".into()), "{place}");
    }
    assert!(table.rows[1].cells[0].merged && !table.rows[0].cells[0].merged);
    assert_eq!((at(&table, "A5"), table.rows.len()), (None, 3));
}

#[test]
fn other_files_are_told_apart() {
    assert_eq!(
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        Err(SheetError::OlderOrEncrypted)
    );
    let text: (&str, &[u8]) = (
        "mimetype",
        b"application/vnd.oasis.opendocument.spreadsheet",
    );
    assert_eq!(read(&zipped([text])), Err(SheetError::NotXlsx));
    let binary = Book::of("").parts();
    let binary = binary.iter().map(|(name, text)| {
        (
            name.as_str(),
            text.replace("workbook.xml\"", "workbook.bin\""),
        )
    });
    let binary: Vec<(&str, String)> = binary.collect();
    assert_eq!(
        read(&zipped(
            binary.iter().map(|(name, text)| (*name, text.as_bytes()))
        )),
        Err(SheetError::NotXlsx)
    );
    assert!(matches!(
        read(b"PK\x03\x04"),
        Err(SheetError::Malformed { .. })
    ));
    assert!(matches!(
        read(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"),
        Err(SheetError::NotUnicode { .. })
    ));
    assert_eq!(only(b"").rows.len(), 0);
}

#[test]
fn broken_parts_are_named() {
    for (sheet, reason) in [
        (
            "<sheetData><row r=\"2\"/><row r=\"2\"/></sheetData>",
            "rows out of order",
        ),
        (
            "<sheetData><row r=\"1048577\"/></sheetData>",
            "rows out of order",
        ),
        (
            "<sheetData><row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row></sheetData>",
            "cells out of order",
        ),
        (
            "<sheetData><row r=\"1\"><c r=\"A2\"><v>1</v></c></row></sheetData>",
            "cells out of order",
        ),
        (
            "<sheetData><row r=\"1\"><c r=\"\"><v>1</v></c></row></sheetData>",
            "cells out of order",
        ),
        (
            "<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>",
            "a merged area that is none",
        ),
        (
            "<sheetData><row r=\"1\"><c r=\"A1\"><v>&bomb;</v></c></row></sheetData>",
            "an entity of its own",
        ),
    ] {
        let expected = SheetError::Malformed {
            part: "xl/worksheets/sheet0.xml".into(),
            reason: reason.into(),
        };
        assert_eq!(read(&Book::of(sheet).bytes()), Err(expected), "{sheet}");
    }
    let mut parts = Book::of("").parts();
    parts[0].1 = "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>".into();
    let bytes = zipped(
        parts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_bytes())),
    );
    assert!(
        matches!(read(&bytes), Err(SheetError::Malformed { reason, .. }) if reason == "a document type")
    );
    let whole = Book::of(format!("<sheetData>{}</sheetData>", row(1, &["a"])));
    for missing in 0..5 {
        let parts = whole.parts();
        let kept = parts.iter().enumerate().filter(|(at, _)| *at != missing);
        let bytes = zipped(kept.map(|(_, (name, text))| (name.as_str(), text.as_bytes())));
        assert!(read(&bytes).is_err(), "{}", parts[missing].0);
    }
    let bytes = whole.bytes();
    for length in 0..bytes.len() {
        assert!(read(&bytes[..length]).is_err() || length < 4, "{length}");
    }
}

fn limit(bytes: &[u8], limits: &SheetLimits) -> &'static str {
    match sheet::read(bytes, limits) {
        Err(SheetError::Limit { what, limit }) if limit > 0 => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn everything_is_bounded() {
    let small = SheetLimits {
        bytes: 1 << 16,
        cells: 20,
        cell: 100,
        columns: 10,
        errors: 3,
        merged: 3,
        rows: 10,
        sheets: 2,
        text: 500,
        unpacked: 1 << 16,
    };
    let sheet = |inner: &str| Book::of(format!("<sheetData>{inner}</sheetData>"));
    let rows = |count: u32, texts: &[&str]| -> String {
        (1..=count).map(|number| row(number, texts)).collect()
    };
    assert_eq!(limit(&vec![b'a'; 1 << 17], &small), "bytes");
    assert_eq!(limit(&sheet(&rows(11, &["a"])).bytes(), &small), "rows");
    assert_eq!(
        limit(&sheet(&rows(7, &["a", "b", "c"])).bytes(), &small),
        "cells"
    );
    assert_eq!(
        limit(
            &sheet(&row(1, &["", "", "", "", "", "", "", "", "", "", "k"])).bytes(),
            &small
        ),
        "columns"
    );
    assert_eq!(
        limit(&sheet(&row(1, &["ắ".repeat(101).as_str()])).bytes(), &small),
        "characters in one cell"
    );
    assert_eq!(
        limit(&sheet(&row(1, &[&*"a".repeat(90); 6])).bytes(), &small),
        "bytes of text"
    );
    assert_eq!(
        limit(&sheet(&" ".repeat(1 << 16)).bytes(), &small),
        "bytes unpacked"
    );
    let areas = "<mergeCell ref=\"A1:B1\"/>".repeat(4);
    assert_eq!(limit(&Book::of(areas).bytes(), &small), "merged areas");
    let mut book = Book::of("");
    book.sheets = vec![
        ("a", "", String::new()),
        ("b", "", String::new()),
        ("c", "", String::new()),
    ];
    assert_eq!(limit(&book.bytes(), &small), "sheets");
    assert_eq!(limit("a;b;c\r\n".repeat(7).as_bytes(), &small), "cells");
    assert_eq!(limit("a\n".repeat(11).as_bytes(), &small), "rows");
    assert_eq!(limit(b";;;;;;;;;;k", &small), "columns");
}

#[test]
fn an_archive_of_very_many_files_is_refused_before_it_is_opened() {
    let names: Vec<String> = (0..10_001).map(|number| number.to_string()).collect();
    let bytes = zipped(names.iter().map(|name| (name.as_str(), &b""[..])));
    assert_eq!(limit(&bytes, &SheetLimits::DEFAULT), "parts");
}

#[test]
fn archives_that_grow_and_areas_over_areas_end_at_a_limit() {
    let limits = SheetLimits {
        unpacked: 5 << 20,
        ..SheetLimits::DEFAULT
    };
    // 8 MB of spaces in 8 kB
    let bytes = Book::of(format!("<sheetData>{}</sheetData>", " ".repeat(8 << 20))).bytes();
    assert!(bytes.len() < 1 << 16, "{}", bytes.len());
    assert_eq!(limit(&bytes, &limits), "characters in one cell");
    let bytes = Book::of("<x/>".repeat(2 << 20)).bytes();
    assert_eq!(limit(&bytes, &limits), "bytes unpacked");
    let attribute = Book::of(format!("<row r=\"{}\"/>", "1".repeat(2 << 20))).bytes();
    assert_eq!(limit(&attribute, &limits), "characters in one cell");
    // one text of 30,000 characters, referred to by ever more cells
    let cells: String = (1..20_000)
        .map(|number| format!("<row r=\"{number}\"><c t=\"s\"><v>0</v></c></row>"))
        .collect();
    let mut book = Book::of(format!("<sheetData>{cells}</sheetData>"));
    book.strings = vec![format!("<t>{}</t>", "a".repeat(30_000))];
    assert_eq!(limit(&book.bytes(), &SheetLimits::DEFAULT), "bytes of text");
    let rows: String = (1..=2000).map(|number| row(number, &["a"])).collect();
    let areas = "<mergeCell ref=\"A1:SR1048576\"/>".repeat(100);
    let bytes = Book::of(format!("<sheetData>{rows}</sheetData>{areas}")).bytes();
    assert_eq!(limit(&bytes, &SheetLimits::DEFAULT), "cells");
}

#[test]
fn rows_of_a_csv_are_counted_as_excel_counts_them() {
    let table = only(
        "\u{feff}DANH SÁCH\r\n\r\nTên;\"Ghi\r\nchú\"\r\nSở A;\"=\"\"0123\"\"\"\r\n".as_bytes(),
    );
    assert_eq!(
        table.rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [1, 3, 4]
    );
    assert_eq!(at(&table, "B3"), Some("Ghi\r\nchú".into()));
    assert_eq!(at(&table, "B4"), Some("0123".into()));
}

#[test]
fn names_of_parts_are_found_in_any_case() {
    let parts = Book::of(format!(
        "<sheetData>{}</sheetData>",
        row(1, &["a"]) + &row(2, &["b"])
    ))
    .parts();
    let renamed: Vec<(String, &[u8])> = parts
        .iter()
        .map(|(name, text)| (name.replace('/', "\\").to_uppercase(), text.as_bytes()))
        .collect();
    let table = only(&zipped(
        renamed.iter().map(|(name, bytes)| (name.as_str(), *bytes)),
    ));
    assert_eq!(at(&table, "A2"), Some("b".into()));
    let prefixed = format!(
        "<x:sheetData><x:row>{}</x:row></x:sheetData>",
        cell("A1", "a").replace("<", "<x:").replace("<x:/", "</x:")
    );
    assert_eq!(
        at(&only(&Book::of(prefixed).bytes()), "A1"),
        Some("a".into())
    );
}

#[test]
fn of_what_is_no_list_the_missing_columns_are_told() {
    let csv = "Danh sách\nHọ và tên;Cơ quan;Ghi chú riêng\nNguyễn Văn Mẫu;UBND xã Mẫu;x\n";
    let tables = sheet::read(csv.as_bytes(), &SheetLimits::DEFAULT).unwrap();
    assert!(sheet::recognise(&tables).is_empty());
    let nearest = sheet::nearest(&tables).unwrap();
    assert_eq!((nearest.title, nearest.row), ("Danh sách thuê bao", 2));
    assert_eq!(nearest.missing, ["Loại thuê bao"]);
    assert_eq!(nearest.unknown, ["Ghi chú riêng"]);
    let letter = sheet::read(b"Kinh gui\nNoi dung", &SheetLimits::DEFAULT).unwrap();
    assert_eq!(sheet::nearest(&letter), None);
}
