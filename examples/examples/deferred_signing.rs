//! Signs in two steps with a restart between: what leaves the first step is a prepared file and a JSON state.
//!
//! `cargo run -p kyso-examples --example deferred_signing -- IN.pdf OUT.pdf` (a throw-away key; nothing the result says is true)
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::path::Path;
use std::sync::Arc;

use cades::ExternalSigner;
use cert_path::CryptoProvider;
use demo_pki::KeyKind;
use jiff::Timestamp;
use kyso_examples::people::{AnyError, Person};
use pades_sign::{DeferredState, SignatureRequest, prepare, resume};
use pdf_revisions::{FileSource, PdfFile, Source};

fn main() -> Result<(), AnyError> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, output] = arguments.as_slice() else {
        return Err("deferred_signing IN.pdf OUT.pdf".into());
    };
    let now = Timestamp::now();
    let provider = CryptoProvider::aws_lc();
    let person = Person::leader(KeyKind::Rsa2048, now)?;

    // First: everything but the signature. Both results may lie on disk for days.
    let file = PdfFile::open(Arc::new(FileSource::open(Path::new(input))?))?;
    let prepared = prepare(
        &file,
        &SignatureRequest::new(now),
        &person.checked(now)?,
        provider,
    )?;
    let (prepared_file, state) = prepared
        .attributes(&person.checked(now)?)?
        .suspend(provider)?;
    std::fs::write(output, read(&prepared_file)?)?;
    let state = state.to_json()?;

    // Later, perhaps elsewhere: the file is hashed again, the certificate checked again, the key used.
    let state = DeferredState::from_json(&state)?;
    let prepared = PdfFile::open(Arc::new(FileSource::open(Path::new(output))?))?;
    let awaiting = resume(&state, &prepared, &person.checked(now)?, provider)?;
    let value = person
        .signer
        .sign(awaiting.to_be_signed())
        .map_err(|error| error.to_string())?;
    let signed = awaiting.assemble(value, provider)?.embed()?;
    std::fs::write(output, read(&signed.into_parts().0)?)?;
    println!("{output}: signed");
    Ok(())
}

fn read(source: &dyn Source) -> Result<Vec<u8>, AnyError> {
    let mut bytes = vec![0; usize::try_from(source.len())?];
    source.read_at(0, &mut bytes)?;
    Ok(bytes)
}
