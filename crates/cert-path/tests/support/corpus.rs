//! Where the public test material is.

use std::path::PathBuf;

/// The corpus folder, or one clear line that this test did not run.
pub fn folder(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("KYSO_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        println!("NOT RUN: {test}: KYSO_CORPUS is not set");
    }
    folder
}
