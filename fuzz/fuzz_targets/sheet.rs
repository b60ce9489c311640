//! Lists: any bytes end in tables or a reason, within the limits; every layout ends in rows and errors; what was read can be written and read again.
//!
//! The first byte says what the others are: a whole file, or the parts of a workbook, each ended by a zero byte. Packed bytes that are changed
//! mostly end at a checksum; parts are packed here.
#![no_main]

use std::io::{Cursor, Write};

use gov_ca_registry::names::{NameKey, SortKey};
use gov_ca_registry::sheet::csv::{self, CsvStyle};
use gov_ca_registry::sheet::lists::{
    BodyRequest, CertificateRenewal, CertificateRevocation, DepartmentList, DeviceRecovery, ListedBody, ListedCertificate,
    ListedDevice, ListedSubscriber, PersonRequest,
};
use gov_ca_registry::sheet::{self, Listed, SheetLimits, Table, xlsx};
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const LIMITS: SheetLimits = SheetLimits {
    bytes: 1 << 18,
    cells: 5000,
    cell: 1000,
    columns: 64,
    errors: 20,
    merged: 50,
    rows: 1000,
    sheets: 4,
    text: 1 << 18,
    unpacked: 1 << 20,
};

fuzz_target!(|data: &[u8]| {
    let Some((which, rest)) = data.split_first() else { return };
    let read = match which % 2 {
        0 => sheet::read(rest, &LIMITS),
        _ => sheet::read(&packed(rest), &LIMITS),
    };
    match read {
        Err(error) => assert!(!error.vietnamese().is_empty()),
        Ok(tables) => look_at(&tables),
    }
});

fn look_at(tables: &[Table]) {
    assert!(tables.iter().map(|table| table.rows.len()).sum::<usize>() <= LIMITS.rows);
    for table in tables {
        assert!(table.rows.is_sorted_by(|a, b| a.number < b.number) && table.width() <= LIMITS.columns);
        for row in &table.rows {
            assert!(!row.cells.is_empty() && row.cells.is_sorted_by(|a, b| a.column < b.column));
        }
        let texts = table.rows.iter().take(5).flat_map(|row| &row.cells);
        for shown in texts.map(|cell| cell.content.shown()) {
            assert!(SortKey::of_person(&shown).as_str().is_ascii());
            assert_eq!(NameKey::of(&shown), NameKey::of(&format!(" {shown} ")));
        }
        let written = csv::write(table, CsvStyle::EXCEL);
        assert!(sheet::read(written.as_bytes(), &SheetLimits::DEFAULT).is_ok());
    }
    let written = xlsx::write(tables);
    assert_eq!(sheet::read(&written, &SheetLimits::DEFAULT).map(|read| read.len()), Ok(tables.len()));
    let _ = sheet::recognise(tables);
    take::<DepartmentList>(tables);
    take::<PersonRequest>(tables);
    take::<BodyRequest>(tables);
    take::<CertificateRenewal>(tables);
    take::<CertificateRevocation>(tables);
    take::<DeviceRecovery>(tables);
    take::<ListedBody>(tables);
    take::<ListedSubscriber>(tables);
    take::<ListedDevice>(tables);
    take::<ListedCertificate>(tables);
}

fn take<R: Listed>(tables: &[Table]) {
    let Ok(taken) = sheet::take::<R>(tables, &LIMITS) else { return };
    assert!(taken.rows.len() <= LIMITS.rows && taken.errors.len() <= LIMITS.errors);
    for error in &taken.errors {
        assert!(!error.vietnamese().is_empty() && !error.english().is_empty());
    }
}

/// A workbook of these parts: the worksheet, the shared strings, the styles, the inside of its workbook.
fn packed(parts: &[u8]) -> Vec<u8> {
    let mut parts = parts.splitn(4, |byte| *byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| {
        archive.start_file(name, SimpleFileOptions::default()).expect("a new name");
        archive.write_all(bytes).expect("memory");
    };
    put("_rels/.rels", b"<R><Relationship Type=\"/officeDocument\" Target=\"x/b.xml\"/></R>");
    let kinds = "<R><Relationship Id=\"r1\" Type=\"/worksheet\" Target=\"s.xml\"/><Relationship Type=\"/sharedStrings\" Target=\"t.xml\"/><Relationship Type=\"/styles\" Target=\"y.xml\"/></R>";
    put("x/_rels/b.xml.rels", kinds.as_bytes());
    put("x/s.xml", part());
    put("x/t.xml", part());
    put("x/y.xml", part());
    put("x/b.xml", &[b"<workbook><sheet name=\"a\" id=\"r1\"/>", part(), b"</workbook>"].concat());
    archive.finish().expect("memory").into_inner()
}
