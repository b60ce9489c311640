//! Properties: objects round-trip, appending changes nothing earlier, mutations never panic.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    missing_docs
)]

mod common;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use common::{Counting, classic, compressed, hybrid, open};
use pdf_revisions::{Dict, Name, Object, PdfFile, PdfString, Real, Reference, Update};
use proptest::collection::vec;
use proptest::prelude::*;

fn leaf() -> impl Strategy<Value = Object> {
    prop_oneof![
        any::<bool>().prop_map(Object::Boolean),
        any::<i64>().prop_map(Object::Integer),
        (-1e6..1e6_f64).prop_map(|value| Object::Real(Real::new(value))),
        vec(any::<u8>(), 0..40).prop_map(|bytes| PdfString::literal(bytes).into()),
        vec(any::<u8>(), 0..40).prop_map(|bytes| PdfString::hexadecimal(bytes).into()),
        vec(any::<u8>(), 0..20).prop_map(|bytes| Name::new(bytes).into()),
        (0..1_000_000_u32, any::<u16>())
            .prop_map(|(number, generation)| Reference::new(number, generation).into()),
    ]
}

fn object() -> impl Strategy<Value = Object> {
    leaf().prop_recursive(5, 60, 8, |inner| {
        // A null in a dictionary reads as no entry, so it only stands in arrays here.
        let item = prop_oneof![inner.clone(), Just(Object::Null)];
        prop_oneof![
            vec(item, 0..8).prop_map(Object::Array),
            vec((vec(any::<u8>(), 0..8), inner), 0..8)
                .prop_map(|entries| entries
                    .into_iter()
                    .map(|(key, value)| (Name::new(key), value))
                    .collect::<Dict>())
                .prop_map(Object::Dictionary),
        ]
    })
}

/// Looks at everything there is to see.
fn look(file: &PdfFile) {
    for revision in file.revisions() {
        let view = file.at(revision.index);
        let _ = (
            view.catalog(),
            view.changed_references(),
            view.signature_fields(),
            view.page(0),
            view.page(1),
        );
        for number in 0..8 {
            if let Ok(Object::Stream(stream)) = view.resolve(Reference::new(number, 0)) {
                let _ = view.stream_data(&stream);
            }
        }
    }
    let _ = (
        file.version(),
        file.reading_anomalies(),
        format!("{:?}", file.anomalies()),
    );
    if let Ok(mut update) = Update::new(file) {
        let added = update.allocate().unwrap();
        update.put(added, Object::Integer(1)).unwrap();
        let _ = update.finish();
    }
}

/// Small files of each kind, with a form and an update.
fn samples() -> Vec<Vec<u8>> {
    let form = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>";
    let field = "<</FT/Sig/T(Sig)/V<</Type/Sig/Contents<0011>/ByteRange[0 1 2 3]>>/Rect[0 0 1 1]>>";
    let with_form = |builder: common::Builder| builder.object(1, form).object(7, field);
    vec![
        with_form(classic()).table("/Root 1 0 R/Size 8").bytes,
        with_form(compressed())
            .xref_stream(8, "/Root 1 0 R/Size 9", &[])
            .bytes,
        with_form(hybrid()).table("/Root 1 0 R/Size 8").bytes,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn objects_survive_being_written_and_read(object in object()) {
        let mut bytes = Vec::new();
        object.write(&mut bytes);
        let file = open(classic().object(4, &bytes).table("/Root 1 0 R/Size 5").bytes).unwrap();
        let read = file.newest().resolve(Reference::new(4, 0)).unwrap();
        prop_assert_eq!(&read, &object);
        let mut again = Vec::new();
        read.write(&mut again);
        prop_assert_eq!(again, bytes);
    }

    #[test]
    fn appending_changes_nothing_earlier(
        sample in 0..3_usize,
        objects in vec((1..12_u32, object()), 0..6),
        trim in 0..2_usize,
    ) {
        let mut bytes = samples().swap_remove(sample);
        bytes.truncate(bytes.len() - trim);
        let before = open(bytes.clone()).unwrap();
        let mut update = Update::new(&before).unwrap();
        let mut written = std::collections::BTreeMap::new();
        for (number, object) in objects {
            if number == 4 {
                // The object stream of one sample: without it, what is in it could not be resolved.
                continue;
            }
            update.put(Reference::new(number, 0), object.clone()).unwrap();
            written.insert(number, object);
        }
        let appended = update.finish().unwrap();
        let after = open([bytes.as_slice(), &appended.tail].concat()).unwrap();
        prop_assert_eq!(after.revisions().len(), before.revisions().len() + 1);
        prop_assert_eq!(after.anomalies(), before.anomalies());
        for number in 0..15 {
            let reference = Reference::new(number, 0);
            let old = before.newest().resolve(reference).unwrap();
            prop_assert_eq!(&after.at(before.revisions().len() - 1).resolve(reference).unwrap(), &old);
            let section = after.newest().revision().trailer.contains(b"W");
            let now = after.newest().resolve(reference).unwrap();
            match written.get(&number) {
                Some(object) => prop_assert_eq!(&now, object),
                // A cross-reference stream is an object too, and new.
                None if section && old.is_null() => {}
                None => prop_assert_eq!(&now, &old),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutations_never_panic_and_end_soon(
        sample in 0..3_usize,
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        digits in vec((any::<prop::sample::Index>(), b'0'..=b'9'), 0..4),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = samples().swap_remove(sample);
        let length = bytes.len();
        for (index, byte) in changes {
            bytes[index.index(length)] = byte;
        }
        // Numbers are what leads a reader astray: change some of them into other numbers.
        let places: Vec<usize> = (0..length).filter(|&place| bytes[place].is_ascii_digit()).collect();
        for (index, digit) in digits {
            bytes[places[index.index(places.len())]] = digit;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(length));
        }
        let source = Counting::new(bytes);
        if let Ok(file) = PdfFile::open(Arc::clone(&source) as Arc<_>) {
            look(&file);
        }
        prop_assert!(source.reads.load(Ordering::Relaxed) < 5_000);
        prop_assert!(source.bytes.load(Ordering::Relaxed) < 10_000_000);
    }

    #[test]
    fn any_bytes_never_panic(bytes in vec(any::<u8>(), 0..300)) {
        let framed = [b"%PDF-1.7\n", bytes.as_slice(), b"\nstartxref\n9\n%%EOF\n"].concat();
        if let Ok(file) = open(framed) {
            look(&file);
        }
        let _ = open(bytes);
    }
}
