//! `View`: objects as of a revision, pages, streams, changes.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    missing_docs
)]

mod common;

use std::sync::Arc;

use common::{Builder, classic, compressed};
use pdf_revisions::{
    AnomalyKind, Change, Limit, Limits, Location, Malformed, Object, PdfErrorKind, PdfFile,
    Reference,
};

const fn reference(number: u32) -> Reference {
    Reference::new(number, 0)
}

#[test]
fn every_revision_keeps_its_own_objects() {
    let file = classic()
        .object(4, "(one)")
        .table("/Root 1 0 R/Size 5")
        .object(4, "(two)")
        .object(5, "(five)")
        .table("/Root 1 0 R/Size 6")
        .open();
    let text = |revision, number| file.at(revision).resolve(reference(number)).unwrap();
    assert_eq!(text(0, 4), Object::Null);
    assert_eq!(text(1, 4).as_string().unwrap().bytes, b"one");
    assert_eq!(text(2, 4).as_string().unwrap().bytes, b"two");
    assert_eq!(text(99, 4), text(2, 4));
    assert_eq!(text(1, 5), Object::Null);
    assert_eq!(
        file.newest().resolve(Reference::new(4, 1)).unwrap(),
        Object::Null,
        "another generation"
    );
    assert_eq!(file.at(0).location(reference(4)).unwrap(), None);
}

#[test]
fn spans_point_at_the_bytes_of_the_file() {
    let builder = classic()
        .object(4, "<</Contents<0A 0b>/ByteRange[0 1]>>")
        .table("/Root 1 0 R/Size 5");
    let file = builder.open();
    let object = file.newest().resolve(reference(4)).unwrap();
    let dict = object.as_dict().unwrap();
    let at = |span: std::ops::Range<u64>| &builder.bytes[span.start as usize..span.end as usize];
    assert_eq!(
        at(dict.string(b"Contents").unwrap().span.clone().unwrap()),
        b"<0A 0b>"
    );
    assert_eq!(
        at(dict.span().unwrap()),
        b"<</Contents<0A 0b>/ByteRange[0 1]>>"
    );
}

#[test]
fn objects_in_object_streams() {
    let file = compressed().open();
    let view = file.newest();
    assert_eq!(
        view.catalog().unwrap().reference(b"Pages"),
        Some(reference(2))
    );
    let inside = view.resolve(reference(5)).unwrap();
    assert_eq!(inside.as_dict().unwrap().name(b"Text"), None);
    let place = Location::InObjectStream {
        container: 4,
        index: 1,
    };
    assert_eq!(view.location(reference(5)).unwrap(), Some(place));
    assert_eq!(view.resolve(Reference::new(5, 1)).unwrap(), Object::Null);
}

#[test]
fn a_cross_reference_that_lies_is_an_error() {
    let mut builder = classic();
    builder.offsets = vec![(4, 20)];
    let file = builder.table("/Root 1 0 R/Size 5").open();
    let error = file.newest().resolve(reference(4)).unwrap_err();
    assert!(
        matches!(error.kind, PdfErrorKind::Malformed(Malformed::ObjectHeader)),
        "{error}"
    );
    assert_eq!(error.offset, Some(20));
}

#[test]
fn references_in_a_circle_end() {
    let file = classic()
        .object(4, "5 0 R")
        .object(5, "4 0 R")
        .table("/Root 1 0 R/Size 6")
        .open();
    assert!(
        file.newest()
            .deref(&Object::Reference(reference(4)))
            .is_err()
    );
    let stream = "<</Length 4 0 R>>stream\nx\nendstream";
    let file = classic()
        .object(4, stream)
        .table("/Root 1 0 R/Size 5")
        .open();
    let Object::Stream(stream) = file.newest().resolve(reference(4)).unwrap_or(Object::Null) else {
        // A stream whose length is itself cannot be read: an error says so.
        return;
    };
    panic!("{stream:?}");
}

#[test]
fn streams_with_right_and_wrong_lengths() {
    let file = classic()
        .object(4, "<</Length 5 0 R>>\nstream\nabc\nendstream")
        .object(5, "3")
        .object(6, "<</Length 99>>\nstream\nabcd\nendstream")
        .table("/Root 1 0 R/Size 7")
        .open();
    let data = |number| match file.newest().resolve(reference(number)).unwrap() {
        Object::Stream(stream) => file.newest().stream_data(&stream).unwrap(),
        other => panic!("{other:?}"),
    };
    assert_eq!(data(4), b"abc");
    assert_eq!(file.reading_anomalies(), []);
    assert_eq!(data(6), b"abcd");
    assert_eq!(file.reading_anomalies()[0].kind, AnomalyKind::StreamLength);
}

#[test]
fn pages_are_walked_without_trust_in_count() {
    let file = Builder::new()
        .object(1, "<</Type/Catalog/Pages 2 0 R>>")
        .object(2, "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 77/Rotate 90>>")
        .object(3, "<</Type/Pages/Parent 2 0 R/Kids[5 0 R 6 0 R]/Count -1>>")
        .object(4, "<</Type/Page/Parent 2 0 R>>")
        .object(5, "<</Type/Page/Parent 3 0 R>>")
        .object(6, "<</Type/Page/Parent 3 0 R/Rotate 180>>")
        .table("/Root 1 0 R/Size 7")
        .open();
    let view = file.newest();
    let pages: Vec<u32> = (0..3)
        .map(|index| view.page(index).unwrap().0.number)
        .collect();
    assert_eq!(pages, [5, 6, 4]);
    assert!(matches!(
        view.page(3).unwrap_err().kind,
        PdfErrorKind::Malformed(Malformed::PageMissing)
    ));
    let rotate = |index| {
        view.inherited(&view.page(index).unwrap().1, b"Rotate")
            .unwrap()
    };
    assert_eq!(
        (rotate(0), rotate(1)),
        (Object::Integer(90), Object::Integer(180))
    );
    let circular = Builder::new()
        .object(1, "<</Type/Catalog/Pages 2 0 R>>")
        .object(2, "<</Type/Pages/Kids[2 0 R]/Parent 2 0 R>>")
        .table("/Root 1 0 R/Size 3")
        .open();
    let view = circular.newest();
    assert!(matches!(
        view.page(0).unwrap_err().kind,
        PdfErrorKind::Malformed(Malformed::PageTree)
    ));
    let root = view.resolve(reference(2)).unwrap();
    assert!(view.inherited(root.as_dict().unwrap(), b"Rotate").is_err());
}

#[test]
fn what_a_revision_changed() {
    let first = classic()
        .object(4, "(old)")
        .object(5, "(gone)")
        .table("/Root 1 0 R/Size 6");
    let mut second = first.object(4, "(new)").object(6, "(added)");
    let (old, start) = (second.open_first_offsets(), second.bytes.len());
    let entries: Vec<_> = std::mem::take(&mut second.offsets);
    let line = |number: u32| {
        entries
            .iter()
            .find(|(found, _)| *found == number)
            .unwrap()
            .1
    };
    // Object 3 is listed again where it was: no change. Object 5 is freed.
    let table = format!(
        "xref\n3 4\n{:010} 00000 n \n{:010} 00000 n \n0000000000 00001 f \n{:010} 00000 n \ntrailer\n<</Root 1 0 R/Size 7/Prev {}>>\nstartxref\n{start}\n%%EOF\n",
        old[&3],
        line(4),
        line(6),
        second.prev.unwrap()
    );
    let file = second.raw(table).open();
    let place = |offset: usize| Location::InFile {
        offset: offset as u64,
    };
    let changes = file.newest().changed_references().unwrap();
    assert_eq!(
        changes,
        [
            (
                reference(4),
                Change::Replaced {
                    before_generation: 0,
                    before: place(old[&4]),
                    now: place(line(4))
                }
            ),
            (
                reference(5),
                Change::Freed {
                    before: place(old[&5])
                }
            ),
            (
                reference(6),
                Change::Added {
                    now: place(line(6))
                }
            ),
        ]
    );
    assert_eq!(file.at(0).changed_references().unwrap().len(), 3);
    assert_eq!(file.newest().resolve(reference(5)).unwrap(), Object::Null);
}

impl Builder {
    /// Where the objects of the newest revision are.
    fn open_first_offsets(&self) -> std::collections::BTreeMap<u32, usize> {
        let mut found = std::collections::BTreeMap::new();
        for number in 1..=5_u32 {
            let header = format!("\n{number} 0 obj");
            if let Some(at) = self
                .bytes
                .windows(header.len())
                .position(|window| window == header.as_bytes())
            {
                found.insert(number, at + 1);
            }
        }
        found
    }
}

#[test]
fn replacing_an_object_stream_changes_what_is_in_it() {
    let first = compressed();
    let objects = "1 0 5 31 <</Type/Catalog/Pages 2 0 R>>  <</Other true>>";
    let place = objects.find("<<").unwrap();
    let objects = objects.replacen(
        "31",
        &(objects.find("<</Other").unwrap() - place).to_string(),
        1,
    );
    let second = first
        .stream(
            4,
            &format!("/Type/ObjStm/N 2/First {place}"),
            objects.as_bytes(),
        )
        .xref_stream(7, "/Root 1 0 R/Size 8", &[]);
    let file = second.open();
    assert_eq!(file.anomalies(), []);
    let changed: Vec<u32> = file
        .newest()
        .changed_references()
        .unwrap()
        .iter()
        .map(|(reference, _)| reference.number)
        .collect();
    assert_eq!(changed, [1, 4, 5, 7]);
    let inside = |revision| file.at(revision).resolve(reference(5)).unwrap();
    assert!(
        inside(1).as_dict().unwrap().contains(b"Other")
            && !inside(0).as_dict().unwrap().contains(b"Other")
    );
}

#[test]
fn reading_one_large_object_again_and_again_reaches_the_limit() {
    let builder = classic()
        .object(4, format!("({})", "x".repeat(1 << 10)))
        .table("/Root 1 0 R/Size 5");
    let mut limits = Limits::default();
    limits.work = 1 << 16;
    let file = PdfFile::open_with(Arc::new(builder.bytes), limits).unwrap();
    let error = (0..1000)
        .find_map(|_| file.newest().resolve(reference(4)).err())
        .unwrap();
    assert!(
        matches!(error.kind, PdfErrorKind::Limit(Limit::Work)),
        "{error}"
    );
}

#[test]
fn entries_in_use_without_an_offset_are_free() {
    let mut builder = classic();
    builder.offsets = vec![(4, 0)];
    let file = builder.table("/Root 1 0 R/Size 5").open();
    assert_eq!(file.newest().resolve(reference(4)).unwrap(), Object::Null);
    assert_eq!(
        file.reading_anomalies()[0].kind,
        AnomalyKind::XrefEntryZeroOffset
    );
}
