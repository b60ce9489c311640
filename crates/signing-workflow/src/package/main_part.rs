//! Which file is the main document.

use regulation_rules::facts::Role;

use super::judge::{PackageFile, is_signature_of_another};

/// Nobody can tell which file is the main document: somebody has to say.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MainUnclear {
    /// There are no files.
    #[error("the package has no files")]
    Empty,
    /// The file that was named is not there.
    #[error("the package has no file named {name}")]
    NotThere {
        /// The name.
        name: String,
    },
    /// Several may be it, or none shows the signature of a person with authority.
    #[error("the package does not show which file is the main document: {}", candidates.join(", "))]
    Several {
        /// Those that may be it.
        candidates: Vec<String>,
    },
}

/// The main document: the one `named`; else the only file; else the only one whose signatures, by their roles, have one of a person
/// with authority. The exchange message does not say (as far as it is known).
///
/// # Errors
/// [`MainUnclear`]: the order of files and their names decide nothing.
pub fn find_main(files: &[PackageFile<'_>], named: Option<&str>) -> Result<usize, MainUnclear> {
    if let Some(name) = named {
        let wanted = super::written::shown_name(name);
        let found = files
            .iter()
            .position(|file| super::written::shown_name(file.name) == wanted);
        return found.ok_or_else(|| MainUnclear::NotThere {
            name: name.to_owned(),
        });
    }
    if files.is_empty() {
        return Err(MainUnclear::Empty);
    }
    let all: Vec<usize> = positions(files, |file| !is_signature_of_another(file, files));
    let by_person: Vec<usize> =
        positions(files, |file| file.roles.contains(&Role::AuthorisedPerson));
    let candidates = match (all.as_slice(), by_person.as_slice()) {
        ([only], _) | (_, [only]) => return Ok(*only),
        (_, []) => all,
        _ => by_person,
    };
    let names = candidates.iter().filter_map(|index| files.get(*index));
    Err(MainUnclear::Several {
        candidates: names.map(|file| file.name.to_owned()).collect(),
    })
}

fn positions(files: &[PackageFile<'_>], wanted: impl Fn(&PackageFile<'_>) -> bool) -> Vec<usize> {
    let numbered = files.iter().enumerate();
    numbered
        .filter(|(_, file)| wanted(file))
        .map(|(index, _)| index)
        .collect()
}
