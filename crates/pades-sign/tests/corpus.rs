//! Real and hostile files: signing answers every one of them with a signed file or with a reason.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::{Key, Signer, provider, request};
use pades_sign::SignError;
use pdf_revisions::PdfFile;

fn pdfs(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pdfs(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"))
        {
            found.push(path);
        }
    }
}

/// The kind of a refusal, without its details.
fn reason(error: &SignError) -> String {
    match error {
        SignError::Pdf(error) => format!("Pdf: {}", error.kind),
        other => format!("{other:?}")
            .split([' ', '(', '{'])
            .next()
            .unwrap()
            .to_owned(),
    }
}

/// The new signature covers the whole file, and what covers nothing of the hole is intact.
fn check_newest(bytes: &[u8], base: &[u8], byte_range: [u64; 4]) {
    assert_eq!(&bytes[..base.len()], base);
    let [zero, before, after, rest] = byte_range.map(|number| usize::try_from(number).unwrap());
    assert_eq!((zero, after + rest), (0, bytes.len()));
    let hex = std::str::from_utf8(&bytes[before + 1..after - 1])
        .unwrap()
        .as_bytes();
    let nibble = |digit: u8| char::from(digit).to_digit(16).unwrap();
    let der = hex
        .chunks(2)
        .map(|pair| u8::try_from(nibble(pair[0]) * 16 + nibble(pair[1])).unwrap())
        .collect::<Vec<_>>();
    let container = cades::ParsedContainer::parse(&der).unwrap();
    let covered = [&bytes[..before], &bytes[after..]].concat();
    let digest = provider()
        .digest(container.digest_algorithm().unwrap(), &covered)
        .unwrap();
    container.verify(&digest, provider()).unwrap();
}

#[test]
fn every_file_is_signed_or_refused_with_a_reason() {
    let Ok(corpus) = std::env::var("KYSO_CORPUS") else {
        println!("NOT RUN: KYSO_CORPUS is not set, no real file was signed");
        return;
    };
    let signer = Signer::new(Key::P256);
    let (checked, request) = (signer.checked(), request());
    let (mut files, mut outcomes, mut signed) =
        (Vec::new(), BTreeMap::<String, Vec<PathBuf>>::new(), 0);
    pdfs(&Path::new(&corpus).join("pdf"), &mut files);
    for path in files {
        let base = std::fs::read(&path).unwrap();
        let start = Instant::now();
        let outcome = PdfFile::open(Arc::new(base.clone()))
            .map_err(SignError::from)
            .and_then(|file| {
                let version = file.revisions().len();
                pades_sign::sign(&file, &request, &checked, signer.device(), provider())
                    .map(|document| (document, version))
            });
        assert!(
            start.elapsed() < Duration::from_secs(2),
            "{} took {:?}",
            path.display(),
            start.elapsed()
        );
        match outcome {
            Err(error) => outcomes.entry(reason(&error)).or_default().push(path),
            Ok((document, revisions)) => {
                let bytes = [base.as_slice(), document.tail()].concat();
                check_newest(&bytes, &base, document.record().byte_range);
                let file = PdfFile::open(Arc::new(bytes))
                    .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                assert_eq!(file.revisions().len(), revisions + 1, "{}", path.display());
                let fields = file.newest().signature_fields().unwrap();
                let ours = fields
                    .iter()
                    .find(|field| field.name == document.record().field)
                    .unwrap();
                assert!(ours.value.is_some());
                signed += 1;
            }
        }
    }
    println!("{signed} signed");
    for (reason, paths) in &outcomes {
        println!("{:4} {reason}, e.g. {}", paths.len(), paths[0].display());
    }
    assert!(signed > 100, "{signed}");
}
