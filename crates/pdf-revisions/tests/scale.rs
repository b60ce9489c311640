//! A million objects: few reads, whatever the size. Counted, not timed.
#![allow(clippy::unwrap_used, clippy::disallowed_macros, missing_docs)]

mod common;

use std::fmt::Write;
use std::sync::Arc;

use common::{Counting, Sparse};
use pdf_revisions::{Concatenated, Object, PdfFile, Reference, Update};

const OBJECTS: u32 = 1_000_000;

/// Each object takes 32 bytes.
const SIZE: u64 = 32;

/// A million objects and a classic table of all of them.
fn many() -> Sparse {
    let mut objects = "%PDF-1.7\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", OBJECTS + 1);
    for number in 1..=OBJECTS {
        let body = match number {
            1 => "<</Pages 2 0 R>>",
            2 => "<</Kids[3 0 R]>>",
            3 => "<</Type/Page>>",
            _ => "0",
        };
        let offset = 9 + u64::from(number - 1) * SIZE;
        let object = format!("{number} 0 obj {body}");
        assert!(object.len() < 32);
        writeln!(objects, "{object:<31}").unwrap();
        writeln!(table, "{offset:010} 00000 n ").unwrap();
    }
    let mut file = Sparse::default();
    file.append(objects);
    let start = file.append(table);
    file.append(format!(
        "trailer\n<</Root 1 0 R/Size {}>>\nstartxref\n{start}\n%%EOF\n",
        OBJECTS + 1
    ));
    file
}

#[test]
fn a_million_objects_open_and_grow_with_few_reads() {
    let source = Counting::new(many());
    let file = PdfFile::open(source.clone()).unwrap();
    let (reads, bytes) = source.taken();
    println!("open: {reads} reads, {bytes} bytes");
    assert!(
        reads <= 20 && bytes <= 300_000,
        "{reads} reads, {bytes} bytes"
    );

    let view = file.newest();
    assert_eq!(view.page(0).unwrap().0, Reference::new(3, 0));
    for number in [4, OBJECTS / 2, OBJECTS] {
        assert_eq!(
            view.resolve(Reference::new(number, 0)).unwrap(),
            Object::Integer(0)
        );
    }
    let mut update = Update::new(&file).unwrap();
    assert_eq!(update.allocate().unwrap(), Reference::new(OBJECTS + 1, 0));
    update
        .put(Reference::new(OBJECTS, 0), Object::Integer(1))
        .unwrap();
    let tail = update.finish().unwrap().tail;
    let (reads, bytes) = source.taken();
    println!("page, three objects, update: {reads} reads, {bytes} bytes");
    assert!(
        reads <= 20 && bytes <= 300_000,
        "{reads} reads, {bytes} bytes"
    );

    let after = PdfFile::open(Arc::new(Concatenated::new(source.clone(), tail))).unwrap();
    assert_eq!(after.newest().changed_references().unwrap().len(), 1);
    assert_eq!(
        after.newest().resolve(Reference::new(OBJECTS, 0)).unwrap(),
        Object::Integer(1)
    );
    let (reads, bytes) = source.taken();
    assert!(
        reads <= 30 && bytes <= 400_000,
        "{reads} reads, {bytes} bytes"
    );
}
