//! Finished objects, each as the bytes between `obj` and `endobj`.

use std::io::Write;

use pdf_writer::{Chunk, Ref, Settings};

/// Where finished objects gather; each is written by itself, so its bytes are known.
pub(crate) struct Objects<'a, E> {
    pub(crate) allocate: &'a mut dyn FnMut() -> Result<i32, E>,
    pub(crate) bodies: Vec<(i32, Vec<u8>)>,
}

impl<E> Objects<'_, E> {
    pub(crate) fn references<const N: usize>(&mut self) -> Result<[Ref; N], E> {
        let mut references = [Ref::new(1); N];
        for reference in &mut references {
            *reference = Ref::new((self.allocate)()?);
        }
        Ok(references)
    }

    pub(crate) fn put(&mut self, reference: Ref, write: impl FnOnce(&mut Chunk)) {
        let mut chunk = Chunk::with_settings(COMPACT);
        write(&mut chunk);
        self.bodies
            .push((reference.get(), body(chunk.as_bytes()).to_vec()));
    }
}

/// What stands between `obj` and `endobj` of the only object in there.
fn body(object: &[u8]) -> &[u8] {
    let start = object
        .windows(3)
        .position(|word| word == b"obj")
        .map_or(0, |at| at + 3);
    let object = object[start..].trim_ascii();
    object
        .strip_suffix(b"endobj")
        .unwrap_or(object)
        .trim_ascii()
}

pub(crate) const COMPACT: Settings = Settings { pretty: false };

pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder
        .write_all(bytes)
        .expect("writing to memory does not fail");
    encoder.finish().expect("writing to memory does not fail")
}
