//! One object: read, written, read again, the same.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use pdf_revisions::{Object, PdfFile, Reference};

const SUBJECT: Reference = Reference { number: 3, generation: 0 };

fuzz_target!(|data: &[u8]| {
    let Some(object) = read(data) else { return };
    if matches!(object, Object::Stream(_)) {
        return; // its data stays in the file; only the dictionary could be written
    }
    let mut written = Vec::new();
    object.write(&mut written);
    let again = read(&written);
    assert_eq!(again.as_ref(), Some(&object), "written as {:?}", String::from_utf8_lossy(&written));
});

/// The object as the third of a document, so that it is read as every other object is.
fn read(body: &[u8]) -> Option<Object> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    let pages = b"<< /Type /Pages /Kids [] /Count 0 >>";
    for (number, object) in [&b"<< /Type /Catalog /Pages 2 0 R >>"[..], pages, body].into_iter().enumerate() {
        offsets.push(file.len());
        file.extend_from_slice(format!("{} 0 obj\n", number + 1).as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    file.extend_from_slice(b"xref\n0 4\n0000000000 65535 f \n");
    for offset in offsets {
        file.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    file.extend_from_slice(format!("trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").as_bytes());
    let file = PdfFile::open(Arc::new(file)).ok()?;
    file.newest().resolve(SUBJECT).ok()
}
