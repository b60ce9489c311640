//! Any bytes as a file: cross-reference sections of every kind, and every object they name.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use pdf_revisions::{PdfFile, Reference};

/// More would only make a run slower.
const OBJECTS: u32 = 64;

fuzz_target!(|data: &[u8]| {
    let Ok(file) = PdfFile::open(Arc::new(data.to_vec())) else { return };
    let newest = file.newest();
    for number in 0..OBJECTS {
        let reference = Reference { number, generation: 0 };
        let _ = newest.location(reference);
        if let Ok(object) = newest.resolve(reference)
            && let Some(stream) = object.as_stream()
        {
            assert!(stream.data.end <= file.len(), "a stream outside the file");
            let _ = newest.stream_data(stream);
        }
    }
});
