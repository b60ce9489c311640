//! The samples are what they say, as another program reads them.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

use std::process::Command;

use kyso_examples::samples::{SMALL_DOCUMENTS, many_objects, many_pages};

fn qpdf_finds_no_error(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let Ok(output) = Command::new("qpdf").arg("--check").arg(&path).output() else {
        println!("NOT RUN: qpdf is absent (apt-get install qpdf)");
        return;
    };
    let said = String::from_utf8_lossy(&output.stderr).into_owned()
        + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{name}: {said}");
}

#[test]
fn every_small_document_is_sound() {
    for document in SMALL_DOCUMENTS {
        let bytes = document.to_bytes();
        assert!(
            bytes.starts_with(
                format!("%PDF-{}.{}", document.version.0, document.version.1).as_bytes()
            )
        );
        qpdf_finds_no_error(&document.file_name(), &bytes);
    }
}

#[test]
fn large_documents_are_sound_at_a_small_size() {
    let mut pages = Vec::new();
    many_pages(&mut pages, 2).unwrap();
    assert!(pages.len() > 2_000_000);
    qpdf_finds_no_error("pages.pdf", &pages);
    let mut objects = Vec::new();
    many_objects(&mut objects, 1_000).unwrap();
    assert!(
        objects.len() > 100_000,
        "{} bytes for 1,000 objects",
        objects.len()
    );
    qpdf_finds_no_error("objects.pdf", &objects);
}
