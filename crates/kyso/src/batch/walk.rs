//! The files of folders: every PDF, in an order that does not depend on the file system.

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};

use crate::documents;
use crate::exit::Failure;
use crate::failures;
use crate::text::Text;

/// Folders within folders. File systems allow some hundreds in a path; more is a loop of mounts. Ours.
const DEEPEST: usize = 256;

/// Something to look at, or a folder that cannot be read.
#[derive(Debug)]
pub(crate) enum Found {
    File(PathBuf),
    Unreadable(PathBuf, Failure),
    /// A file in a folder that is no PDF; see [`Inputs::telling_others`].
    Other(PathBuf),
}

impl Found {
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::Unreadable(path, _) | Self::Other(path) => path,
        }
    }
}

/// What the user named, in that order: files as they are, folders as the PDF files in them, sorted by name.
pub(crate) struct Inputs {
    named: VecDeque<PathBuf>,
    walk: Option<Walk>,
    /// Found ahead of time, to be counted.
    ahead: VecDeque<Found>,
    tells_others: bool,
}

impl Inputs {
    pub(crate) fn new(named: &[PathBuf]) -> Self {
        Self {
            named: named.iter().cloned().collect(),
            walk: None,
            ahead: VecDeque::new(),
            tells_others: false,
        }
    }

    /// Files that are no PDF are found too, as such; half files of our own are nobody's.
    pub(crate) fn telling_others(mut self) -> Self {
        self.tells_others = true;
        self
    }

    /// Finds everything now. Only where a person watches: the names of a million files need some memory.
    pub(crate) fn find_all(&mut self) {
        while let Some(found) = self.find() {
            self.ahead.push_back(found);
        }
    }

    pub(crate) fn counted(&self) -> usize {
        self.ahead.len()
    }

    fn find(&mut self) -> Option<Found> {
        loop {
            if let Some(walk) = &mut self.walk {
                if let Some(found) = walk.next() {
                    return Some(found);
                }
                let walk = self.walk.take()?;
                if walk.found == 0 {
                    let nothing = nothing_in(&walk.root);
                    return Some(Found::Unreadable(walk.root, nothing));
                }
            }
            let path = self.named.pop_front()?;
            if !path.is_dir() {
                return Some(Found::File(path));
            }
            self.walk = Some(Walk::of(path, self.tells_others));
        }
    }
}

impl Iterator for Inputs {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        self.ahead.pop_front().or_else(|| self.find())
    }
}

/// One folder and what is below it.
struct Walk {
    root: PathBuf,
    /// What is left of the folders entered, the deepest last.
    entered: Vec<std::vec::IntoIter<PathBuf>>,
    /// Folders without links: one that links lead to twice, or to itself, is entered once.
    seen: HashSet<PathBuf>,
    found: usize,
    tells_others: bool,
}

impl Walk {
    fn of(root: PathBuf, tells_others: bool) -> Self {
        Self {
            entered: vec![vec![root.clone()].into_iter()],
            root,
            seen: HashSet::new(),
            found: 0,
            tells_others,
        }
    }

    fn enter(&mut self, folder: &Path) -> Result<(), Failure> {
        let name = folder.display().to_string();
        let failed = |error| failures::io(&name, &error);
        let whole = folder.canonicalize().map_err(failed)?;
        if self.entered.len() > DEEPEST {
            return Err(failures::limit(
                &name,
                &format!("> {DEEPEST} thư mục lồng nhau"),
            ));
        }
        if !self.seen.insert(whole) {
            return Ok(());
        }
        let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut paths: Vec<PathBuf> = entries
            .map_err(failed)?
            .into_iter()
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        self.entered.push(paths.into_iter());
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let Some(path) = self.entered.last_mut()?.next() else {
                self.entered.pop();
                continue;
            };
            if path.is_dir() {
                if let Err(failure) = self.enter(&path) {
                    self.found += 1;
                    return Some(Found::Unreadable(path, failure));
                }
            } else if is_pdf(&path) {
                self.found += 1;
                return Some(Found::File(path));
            } else if self.tells_others {
                return Some(Found::Other(path));
            }
        }
    }
}

/// By its name, or else by its first bytes. Hidden files (`._letter.pdf` of a Mac) are judged by their bytes alone, and
/// pipes and devices are nothing to read; a link named as a PDF that leads nowhere is told.
fn is_pdf(path: &Path) -> bool {
    let hidden = path
        .file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    let named = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
    match path.metadata() {
        Ok(metadata) if !metadata.is_file() => false,
        _ if named && !hidden => true,
        Ok(_) => documents::head(path).is_ok_and(|head| documents::has_header(&head)),
        Err(_) => false,
    }
}

fn nothing_in(folder: &Path) -> Failure {
    let name = folder.display();
    Failure::environment(
        "no-files",
        Text::new(
            format!("Thư mục “{name}” không có tệp PDF nào."),
            format!("Folder “{name}” holds no PDF file."),
        ),
    )
}
