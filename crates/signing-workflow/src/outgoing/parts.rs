//! The files of a package: their names, and which of them a step signs.

use std::path::Path;

use regulation_rules::orders::{Act, Attachments, Order};

use super::about::PartKind;
use super::error::OutgoingError;

/// The names of the files: none twice, none hidden.
pub(super) fn names(files: &[(&Path, PartKind)]) -> Result<Vec<String>, OutgoingError> {
    let mut names: Vec<String> = Vec::new();
    for (path, _) in files {
        let name = path.file_name().and_then(|name| name.to_str());
        let shown = || OutgoingError::Name(path.display().to_string());
        let name = name
            .filter(|name| !name.starts_with('.'))
            .ok_or_else(shown)?;
        let beside = |known: &String| {
            known.eq_ignore_ascii_case(name) || known.eq_ignore_ascii_case(&format!("{name}.p7s"))
        };
        if names.iter().any(beside) {
            return Err(shown());
        }
        names.push(name.to_owned());
    }
    match names.is_empty() {
        true => Err(OutgoingError::Name(String::new())),
        false => Ok(names),
    }
}

/// The parts of the package that a step signs.
pub(super) fn parts_of(order: &Order, act: Act, parts: usize) -> core::ops::Range<usize> {
    let each = act == Act::Agency && order.attachments.value == Attachments::ByAgency;
    0..if each { parts } else { parts.min(1) }
}
