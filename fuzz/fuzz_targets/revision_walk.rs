//! The chain of revisions and everything a view of each can be asked; then one more revision is appended.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use pdf_revisions::{Concatenated, Dict, Object, PdfFile, Update};

fuzz_target!(|data: &[u8]| {
    let Ok(file) = PdfFile::open(Arc::new(data.to_vec())) else { return };
    let mut end = 0;
    for revision in file.revisions() {
        assert_eq!(revision.range.start, end, "revisions follow each other");
        assert!(revision.range.end <= file.len());
        end = revision.range.end;
        let view = file.at(revision.index);
        let _ = view.catalog();
        let _ = view.acro_form();
        let _ = view.signature_fields();
        let _ = view.changed_references();
        let _ = view.page(0);
    }
    append_one(&file, data);
});

/// What was there stays, and the new file opens with one revision more.
fn append_one(file: &PdfFile, data: &[u8]) {
    let Ok(mut update) = Update::new(file) else { return };
    let Ok(reference) = update.allocate() else { return };
    let mut dict = Dict::new();
    dict.insert(b"Kyso".as_slice(), Object::Integer(1));
    if update.put(reference, Object::Dictionary(dict.clone())).is_err() {
        return;
    }
    let Ok(appended) = update.finish() else { return };
    assert_eq!(appended.base_length, data.len() as u64);
    let grown = Concatenated::new(file.source().clone(), appended.tail);
    let grown = PdfFile::open(Arc::new(grown)).expect("what we append can be read");
    assert_eq!(grown.revisions().len(), file.revisions().len() + 1);
    assert_eq!(grown.newest().resolve(reference).ok(), Some(Object::Dictionary(dict)));
}
