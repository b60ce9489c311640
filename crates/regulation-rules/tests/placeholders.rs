//! What `cargo xtask new-rule` leaves to be said has been said: no placeholder is left in a rule, a coverage file or a case.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

const PLACEHOLDER: &str = "TODO-RULE";

/// The files under `folder` whose text holds a placeholder.
fn left_over(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        if path.is_dir() {
            found.extend(left_over(&path));
        } else if fs::read_to_string(&path).unwrap().contains(PLACEHOLDER) {
            found.push(path);
        }
    }
    found
}

#[test]
fn no_placeholder_is_left() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["src/instruments", "cases"].map(|folder| left_over(&root.join(folder)));
    let files: Vec<&PathBuf> = folders.iter().flatten().collect();
    assert!(files.is_empty(), "{PLACEHOLDER} in {files:#?}");
}

#[test]
fn a_placeholder_is_found_wherever_it_stands() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("placeholders");
    let (clean, left) = (folder.join("a/clean.toml"), folder.join("b/c/left.rs"));
    for (path, text) in [(&clean, "label = \"1\""), (&left, "// TODO-RULE: the duty")] {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    assert_eq!(left_over(&folder), [left]);
}
