//! A folder of generated pages: written anew, or compared with what is there.

use std::collections::BTreeMap;
use std::path::Path;

use crate::source_tree::{files, root};
use crate::{Mode, Outcome};

/// The pages of one folder: path inside it → text.
pub(crate) type Pages = BTreeMap<String, String>;

/// A folder that one task fills.
pub(crate) struct Site {
    /// The task.
    pub(crate) task: &'static str,
    /// The folder, from the root.
    pub(crate) folder: &'static str,
    /// What the pages are made from.
    pub(crate) source: &'static str,
}

impl Site {
    pub(crate) fn run(&self, mode: Mode, pages: &Pages) -> Outcome {
        let folder = root().join(self.folder);
        match mode {
            Mode::Write => self.write(&folder, pages),
            Mode::Check => self.check(&folder, pages),
        }
    }

    /// The first line of every page.
    pub(crate) fn mark(&self) -> String {
        format!(
            "<!-- written by `cargo xtask {}` from {} -->\n",
            self.task, self.source
        )
    }

    fn write(&self, folder: &Path, pages: &Pages) -> Outcome {
        let told = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(|error| told(folder, error))?;
        }
        for (name, text) in pages {
            let path = folder.join(name);
            let parent = path.parent().unwrap_or(folder);
            std::fs::create_dir_all(parent).map_err(|error| told(parent, error))?;
            std::fs::write(&path, text).map_err(|error| told(&path, error))?;
        }
        println!(
            "{}: {} pages written to {}",
            self.task,
            pages.len(),
            self.folder
        );
        Ok(true)
    }

    /// Pages that are missing, differ, or belong to nothing any more.
    fn check(&self, folder: &Path, pages: &Pages) -> Outcome {
        let there = match folder.exists() {
            true => there(folder)?,
            false => Pages::new(),
        };
        let mut stale: Vec<&String> = pages
            .keys()
            .chain(there.keys())
            .filter(|name| pages.get(*name) != there.get(*name))
            .collect();
        stale.sort();
        stale.dedup();
        for name in &stale {
            println!(
                "{}/{name}: not what {} says; run cargo xtask {}",
                self.folder, self.source, self.task
            );
        }
        println!(
            "{}: {} pages, {} stale",
            self.task,
            pages.len(),
            stale.len()
        );
        Ok(stale.is_empty())
    }
}

fn there(folder: &Path) -> Result<Pages, String> {
    let inside = folder.strip_prefix(root()).unwrap_or(folder);
    let inside = format!("{}/", inside.to_string_lossy().replace('\\', "/"));
    let named = files(folder, ".md")?.into_iter().map(|file| {
        let name = file.path.strip_prefix(&inside).unwrap_or(&file.path);
        (name.to_owned(), file.text)
    });
    Ok(named.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: Site = Site {
        task: "things",
        folder: "docs/things",
        source: "things/",
    };

    fn page(name: &str, text: &str) -> Pages {
        Pages::from([(name.to_owned(), text.to_owned())])
    }

    #[test]
    fn pages_that_are_missing_or_changed_are_stale() {
        let folder = tempfile::tempdir().unwrap();
        let pages = page("note/a.md", "x");
        assert!(!SITE.check(&folder.path().join("none"), &pages).unwrap());
        SITE.write(folder.path(), &pages).unwrap();
        assert!(SITE.check(folder.path(), &pages).unwrap());
        assert!(!SITE.check(folder.path(), &page("note/a.md", "y")).unwrap());
    }

    #[test]
    fn pages_left_over_are_told_and_then_deleted() {
        let folder = tempfile::tempdir().unwrap();
        SITE.write(folder.path(), &page("old/a.md", "x")).unwrap();
        let pages = page("note/a.md", "x");
        assert!(!SITE.check(folder.path(), &pages).unwrap());
        SITE.write(folder.path(), &pages).unwrap();
        assert!(!folder.path().join("old").exists());
        assert!(SITE.check(folder.path(), &pages).unwrap());
        assert_eq!(SITE.mark().lines().count(), 1);
    }
}
