//! Tables written and read back.
#![allow(clippy::unwrap_used)]

use gov_ca_registry::sheet::csv::{self, CsvStyle};
use gov_ca_registry::sheet::{self, Content, SheetLimits, Table, xlsx};
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Vec<Table> {
    sheet::read(bytes, &SheetLimits::DEFAULT).unwrap()
}

/// Texts as lists have them, and as nobody hopes they do.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,14}",
        "[=+@'\"\t -][ -~]{0,8}",
        "[A-Za-zÀ-ỹ ,;.\"'&<>_\n]{1,20}",
        "_x[0-9A-F]{4}_?",
        any::<String>().prop_map(|text| text.chars().take(30).collect()),
    ]
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(text(), 1..6), 1..6)
}

fn table(rows: Vec<Vec<String>>) -> Table {
    Table::of(
        "",
        rows.into_iter()
            .map(|row| row.into_iter().map(Content::Text).collect()),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_text_comes_back_from_csv(rows in rows(), excel in any::<bool>()) {
        let table = table(rows);
        let style = if excel { CsvStyle::EXCEL } else { CsvStyle { separator: ',', mark: true, digits_as_text: false } };
        let written = format!("sep={}\r\n{}", style.separator, csv::write(&table, style).trim_start_matches('\u{feff}'));
        let mut back = read(written.as_bytes()).remove(0);
        for row in &mut back.rows {
            row.number -= 1; // the line that names the separator
        }
        prop_assert_eq!(back, table);
    }

    #[test]
    fn every_text_comes_back_from_xlsx(rows in rows()) {
        let rows = rows.into_iter().map(|row| row.into_iter().map(|text| text.replace(['\u{fffe}', '\u{ffff}'], "")).collect());
        let mut expected = table(rows.collect());
        let back = read(&xlsx::write(core::slice::from_ref(&expected))).remove(0);
        expected.name = "Sheet1".to_owned();
        prop_assert_eq!(back, expected);
    }
}

#[test]
fn every_kind_of_content_comes_back_from_xlsx() {
    let day = |text: &str| Content::Day(text.parse().unwrap());
    let rows = vec![
        vec!["Tên".into(), "Số".into(), "Ngày".into()],
        vec![
            "001099123456".into(),
            Content::Number(-2.5),
            day("2024-08-15"),
            Content::Truth(true),
        ],
        vec![
            "=1+1".into(),
            Content::Number(1e14),
            day("1900-03-01"),
            Content::Truth(false),
        ],
    ];
    let mut table = Table::of("Thuê bao: 2026/[cũ]", rows);
    let back = read(&xlsx::write(&[
        table.clone(),
        table.clone(),
        Table::default(),
    ]));
    table.name = "Thuê bao 2026cũ".to_owned();
    assert_eq!(back[0], table);
    assert_eq!(
        [back[1].name.as_str(), back[2].name.as_str()],
        ["Sheet2", "Sheet3"]
    );
    assert_eq!(
        xlsx::write(core::slice::from_ref(&table)),
        xlsx::write(&[table.clone()])
    );
}
