//! Every file of the corpus is read or refused with a reason; nothing panics.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

mod common;

use cades::{ParsedContainer, TimestampToken};
use common::provider;
use std::path::{Path, PathBuf};

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

#[test]
fn cms_shapes() {
    let Some(corpus) = std::env::var_os("KYSO_CORPUS") else {
        println!("KYSO_CORPUS is not set: the CMS shapes of the corpus were not run");
        return;
    };
    let mut paths = Vec::new();
    files(&PathBuf::from(corpus).join("cms"), &mut paths);
    assert!(paths.len() > 20);
    let mut read = 0;
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        match ParsedContainer::parse(&bytes) {
            Ok(parsed) => {
                read += 1;
                if let Some(content) = parsed.encapsulated_content() {
                    let digest = parsed.digest_algorithm().unwrap();
                    let digest = provider().digest(digest, content).unwrap();
                    println!(
                        "{}: {:?}",
                        path.display(),
                        parsed.verify(&digest, provider())
                    );
                }
            }
            Err(error) => println!("{}: {error}", path.display()),
        }
        match TimestampToken::parse(&bytes) {
            Ok(token) => println!("{}: token of {}", path.display(), token.time()),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    assert!(read >= 1, "no file of the corpus could be read");
}
