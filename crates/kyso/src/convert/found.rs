//! Where LibreOffice is.

use std::path::{Path, PathBuf};

use super::refused;
use crate::config::Config;
use crate::exit::Failure;

/// What the program is called: by itself, and as distributions wrap it.
const NAMES: [&str; 2] = ["soffice", "libreoffice"];

/// The program that was named; else the configured one; else the first in `PATH`.
pub(crate) fn find(named: Option<&Path>, config: &Config) -> Result<PathBuf, Failure> {
    if let Some(program) = named.or(config.libreoffice.as_deref()) {
        // it is run in another folder than this one
        let program = std::path::absolute(program).unwrap_or_else(|_| program.to_path_buf());
        return match program.is_file() {
            true => Ok(program),
            false => Err(refused::not_there(&program)),
        };
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&folders).collect();
    in_folders(&folders).ok_or_else(refused::not_installed)
}

/// A relative folder in `PATH` is whatever folder the user stands in: it is not looked at.
fn in_folders(folders: &[PathBuf]) -> Option<PathBuf> {
    let folders = || folders.iter().filter(|folder| folder.is_absolute());
    let mut candidates = NAMES
        .iter()
        .flat_map(|name| folders().map(move |folder| folder.join(with_ending(name))));
    candidates.find(|program| program.is_file())
}

fn with_ending(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}
