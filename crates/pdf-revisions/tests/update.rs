//! `Update`: what is appended, and that nothing else changes. lopdf gives a second opinion.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    missing_docs
)]

mod common;

use std::sync::Arc;

use common::{Builder, Sparse, classic, compressed, hybrid, open};
use pdf_revisions::{
    AnomalyKind, Concatenated, Dict, Limit, Misuse, Object, PdfErrorKind, PdfFile, PdfString,
    Reference, Update, XrefKind,
};

/// Appends a new string and a new page dictionary.
fn extended(bytes: &[u8]) -> (PdfFile, Reference, Vec<u8>) {
    let file = open(bytes).unwrap();
    let mut update = Update::new(&file).unwrap();
    let added = update.allocate().unwrap();
    update.put(added, PdfString::text("một")).unwrap();
    let page = Reference::new(3, 0);
    let mut dict = file.newest().page(0).unwrap().1;
    dict.insert("Rotate", Object::Integer(90));
    update.put(page, dict).unwrap();
    let appended = update.finish().unwrap();
    assert_eq!(appended.base_length, bytes.len() as u64);
    let whole = [bytes, &appended.tail].concat();
    (open(whole.clone()).unwrap(), added, whole)
}

#[test]
fn each_kind_is_continued_and_lopdf_agrees() {
    for (builder, kind) in [
        (classic(), XrefKind::Table),
        (compressed(), XrefKind::Stream),
        (hybrid(), XrefKind::Table),
    ] {
        let (file, added, whole) = extended(&builder.bytes);
        let [_, newest] = file.revisions() else {
            panic!("{kind:?}")
        };
        assert_eq!(newest.kind, kind);
        assert_eq!(file.anomalies(), []);
        assert_eq!(whole[..builder.bytes.len()], builder.bytes);
        assert_eq!(
            file.newest()
                .resolve(added)
                .unwrap()
                .as_string()
                .unwrap()
                .to_text(),
            "một"
        );
        assert_eq!(
            file.newest().page(0).unwrap().1.integer(b"Rotate"),
            Some(90)
        );
        assert_eq!(file.at(0).page(0).unwrap().1.integer(b"Rotate"), None);
        let size = newest.trailer.integer(b"Size").unwrap();
        assert!(size > i64::from(added.number));
        assert_eq!(
            newest.trailer.integer(b"Prev"),
            builder.prev.map(|prev| prev as i64)
        );
        let strict = lopdf::LoadOptions {
            strict: true,
            ..lopdf::LoadOptions::default()
        };
        let other = lopdf::Document::load_mem_with_options(&whole, strict).unwrap();
        let text = other.get_object((added.number, 0)).unwrap();
        assert_eq!(text.as_str().unwrap(), PdfString::text("một").bytes);
        let rotate = other
            .get_dictionary((3, 0))
            .unwrap()
            .get(b"Rotate")
            .unwrap()
            .as_i64()
            .unwrap();
        assert_eq!((rotate, other.get_pages().len()), (90, 1));
    }
}

#[test]
fn several_updates_one_after_another() {
    for builder in [classic(), compressed(), hybrid()] {
        let mut bytes = builder.bytes;
        for round in 1..=5 {
            bytes = extended(&bytes).2;
            let file = open(bytes.clone()).unwrap();
            assert_eq!(file.revisions().len(), round + 1);
            assert_eq!(file.anomalies(), []);
        }
    }
}

#[test]
fn the_identifier_keeps_its_first_half() {
    let (file, ..) = extended(&classic().bytes);
    let id = |index: usize| file.at(index).trailer().array(b"ID").unwrap().to_vec();
    assert_eq!(id(0)[0], id(1)[0]);
    assert_ne!(id(0)[1], id(1)[1]);
    assert_eq!(id(1)[1].as_string().unwrap().bytes.len(), 16);
    let without = Builder::new().page().table("/Root 1 0 R/Size 4").open();
    let mut update = Update::new(&without).unwrap();
    update.set_fresh_id([7; 16]);
    let tail = update.finish().unwrap().tail;
    assert!(
        String::from_utf8_lossy(&tail).contains(&format!("/ID [<{0}> <{0}>]", "07".repeat(16)))
    );
}

#[test]
fn other_trailer_entries_stay() {
    let file = Builder::new()
        .page()
        .table("/Root 1 0 R/Size 4/Info 9 0 R/Private(x)")
        .open();
    let mut update = Update::new(&file).unwrap();
    let added = update.allocate().unwrap();
    assert_eq!(added, Reference::new(4, 0));
    update.put(added, Object::Null).unwrap();
    let whole = Concatenated::new(Arc::clone(file.source()), update.finish().unwrap().tail);
    let file = PdfFile::open(Arc::new(whole)).unwrap();
    let trailer = file.newest().trailer();
    assert_eq!(trailer.reference(b"Info"), Some(Reference::new(9, 0)));
    assert_eq!(trailer.string(b"Private").unwrap().bytes, b"x");
    assert_eq!(trailer.integer(b"Size"), Some(5));
}

#[test]
fn bodies_are_where_it_says_and_streams_keep_their_bytes() {
    for builder in [classic(), compressed()] {
        let file = builder.open();
        let mut update = Update::new(&file).unwrap();
        let (raw, stream) = (update.allocate().unwrap(), update.allocate().unwrap());
        update.put_raw(raw, b"<</Contents <0000>>>".to_vec());
        let data: Vec<u8> = (0..=255).chain(*b"\nendstream endobj\n").collect();
        update.put_stream(stream, Dict::new(), data.clone());
        let appended = update.finish().unwrap();
        let offset = appended.body_offset(raw).unwrap();
        assert_eq!(appended.body_offset(Reference::new(99, 0)), None);
        let whole = [builder.bytes.as_slice(), &appended.tail].concat();
        assert!(whole[offset as usize..].starts_with(b"<</Contents <0000>>>"));
        let file = open(whole).unwrap();
        let Object::Stream(read) = file.newest().resolve(stream).unwrap() else {
            panic!()
        };
        assert_eq!(file.newest().stream_data(&read).unwrap(), data);
        assert_eq!(file.reading_anomalies(), []);
    }
}

#[test]
fn a_file_without_a_last_line_end_gets_one() {
    let mut builder = classic();
    builder.bytes.pop();
    let (file, _, whole) = extended(&builder.bytes);
    assert_eq!(whole[builder.bytes.len()], b'\n');
    assert!(file.revisions()[0].ends_at(builder.bytes.len() as u64));
}

#[test]
fn offsets_count_from_where_the_file_counts() {
    let bytes = [b"junk\n".to_vec(), classic().bytes].concat();
    let (file, ..) = extended(&bytes);
    assert_eq!(
        file.anomalies()[0].kind,
        AnomalyKind::HeaderNotAtStartRelative
    );
    assert_eq!(file.revisions().len(), 2);
}

#[test]
fn misuse_is_an_error() {
    let file = Builder::new()
        .page()
        .stream(4, "", b"data")
        .table("/Root 1 0 R/Size 5")
        .open();
    let mut update = Update::new(&file).unwrap();
    let stream = file.newest().resolve(Reference::new(4, 0)).unwrap();
    let error = update.put(Reference::new(4, 0), stream).unwrap_err();
    assert!(matches!(
        error.kind,
        PdfErrorKind::ApiMisuse(Misuse::StreamWithoutData)
    ));
    for (reference, misuse) in [
        (Reference::new(0, 0), Misuse::ObjectZero),
        (
            Reference::new(3, 7),
            Misuse::Generation(Reference::new(3, 7)),
        ),
    ] {
        let mut update = Update::new(&file).unwrap();
        update.put(reference, Object::Null).unwrap();
        let error = update.finish().unwrap_err();
        assert!(
            matches!(error.kind, PdfErrorKind::ApiMisuse(found) if found == misuse),
            "{error}"
        );
    }
    let mut update = Update::new(&file).unwrap();
    update.put_raw(Reference::new(u32::MAX, 0), Vec::new());
    assert!(matches!(
        update.allocate().unwrap_err().kind,
        PdfErrorKind::Limit(Limit::ObjectNumber)
    ));
    assert!(matches!(
        update.finish().unwrap_err().kind,
        PdfErrorKind::Limit(Limit::ObjectNumber)
    ));
}

/// A file with one stream of `size` bytes that exist only in name, ended by a section of `kind`.
fn huge(size: u64, kind: XrefKind) -> Sparse {
    let mut file = Sparse::default();
    file.append("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
    let pages = file.append("2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
    let stream = file.append(format!("4 0 obj\n<</Length {size}>>\nstream\n"));
    file.skip(size);
    file.append("\nendstream\nendobj\n");
    let page = file.append("3 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n");
    let startxref = file.length;
    let offsets = [9, pages, page, stream, startxref];
    if kind == XrefKind::Table {
        let entries: String = offsets[..4]
            .iter()
            .map(|offset| format!("{offset:010} 00000 n \n"))
            .collect();
        file.append(format!(
            "xref\n0 5\n0000000000 65535 f \n{entries}trailer\n<</Root 1 0 R/Size 5>>\n"
        ));
    } else {
        let rows: Vec<u8> = offsets
            .iter()
            .flat_map(|offset| offset.to_be_bytes())
            .collect();
        let dict = format!(
            "<</Type/XRef/W[0 8 0]/Index[1 5]/Root 1 0 R/Size 6/Length {}>>",
            rows.len()
        );
        file.append(format!("5 0 obj\n{dict}\nstream\n"));
        file.append(rows);
        file.append("\nendstream\nendobj\n");
    }
    file.append(format!("startxref\n{startxref}\n%%EOF\n"));
    file
}

#[test]
fn offsets_over_four_gigabytes_in_tables_and_over_ten_digits_in_streams() {
    for (size, kind) in [
        (5 << 30, XrefKind::Table),
        (5 << 30, XrefKind::Stream),
        (20_000_000_000, XrefKind::Stream),
    ] {
        let base: Arc<Sparse> = Arc::new(huge(size, kind));
        let file = PdfFile::open(base.clone()).unwrap();
        assert_eq!(file.newest().page(0).unwrap().0, Reference::new(3, 0));
        let Object::Stream(stream) = file.newest().resolve(Reference::new(4, 0)).unwrap() else {
            panic!()
        };
        assert_eq!(stream.data.end - stream.data.start, size);
        assert_eq!(file.reading_anomalies(), []);
        let mut update = Update::new(&file).unwrap();
        let added = update.allocate().unwrap();
        update.put(added, Object::Integer(42)).unwrap();
        let appended = update.finish().unwrap();
        assert!(appended.body_offset(added).unwrap() > size);
        let after = PdfFile::open(Arc::new(Concatenated::new(base, appended.tail))).unwrap();
        assert_eq!(after.newest().resolve(added).unwrap(), Object::Integer(42));
        assert_eq!((after.revisions().len(), after.anomalies()), (2, &[][..]));
    }
}

#[test]
fn a_table_cannot_hold_eleven_digits() {
    let mut base = huge(20_000_000_000, XrefKind::Stream);
    // A table after the stream makes the newest section a table; its one entry is near the start.
    let start = base.length;
    base.append(format!("xref\n1 1\n0000000009 00000 n \ntrailer\n<</Root 1 0 R/Size 6>>\nstartxref\n{start}\n%%EOF\n"));
    let file = PdfFile::open(Arc::new(base)).unwrap();
    let mut update = Update::new(&file).unwrap();
    let added = update.allocate().unwrap();
    update.put(added, Object::Null).unwrap();
    let error = update.finish().unwrap_err();
    assert!(
        matches!(error.kind, PdfErrorKind::Limit(Limit::OffsetWidth)),
        "{error}"
    );
}
