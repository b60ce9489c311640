//! Every file of the corpus is opened, read and drawn: nothing panics outward, nothing takes longer than its limit.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use page_view::{LimitReached, PageView, PageViewError};

/// How many pages of a file are looked at.
const PAGES: usize = 3;

#[test]
fn every_file_of_the_corpus_is_looked_at() {
    let Some(corpus) = std::env::var_os("KYSO_CORPUS").map(PathBuf::from) else {
        println!("NOT RUN: KYSO_CORPUS is not set");
        return;
    };
    let mut files = Vec::new();
    for folder in ["pdf", "generated"] {
        pdfs(&corpus.join(folder), &mut files);
    }
    assert!(files.len() > 300, "{} files", files.len());
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut pages, mut slowest) = (0, (Duration::ZERO, PathBuf::new()));
    for file in &files {
        let begun = Instant::now();
        match look(file) {
            Ok(count) => pages += count,
            Err(error) => {
                let name = file.strip_prefix(&corpus).unwrap().display().to_string();
                told.entry(error.to_string()).or_default().push(name);
            }
        }
        slowest = slowest.max((begun.elapsed(), file.clone()));
    }
    let failed: usize = told.values().map(Vec::len).sum();
    println!(
        "{} files, {pages} pages read and drawn, {failed} files not",
        files.len()
    );
    for (error, files) in &told {
        println!("  {} × {error}: {}", files.len(), files.join(", "));
    }
    println!("slowest: {:?} {}", slowest.0, slowest.1.display());
    let panicked = told.keys().find(|error| error.contains("panicked"));
    assert_eq!(panicked, None);
    assert!(pages > 300, "{pages} pages");
}

fn look(file: &Path) -> Result<usize, PageViewError> {
    let view = PageView::open(std::fs::read(file).unwrap().into(), None)?;
    let count = view.page_count().min(PAGES);
    for page in 0..count {
        let text = view.text(page)?;
        assert!((0.0..=1.0).contains(&text.confidence()));
        match view.render(page, 40.0) {
            Ok(png) => assert!(png.starts_with(b"\x89PNG"), "{}", file.display()),
            Err(PageViewError::Limit(LimitReached::Pixels) | PageViewError::EmptyArea) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(count)
}

fn pdfs(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            pdfs(&path, into);
        } else if path.extension().is_some_and(|end| end == "pdf") {
            into.push(path);
        }
    }
}
