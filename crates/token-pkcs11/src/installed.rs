//! The PKCS#11 libraries of this machine: the known ones, and those registered with p11-kit.

use std::path::{Path, PathBuf};

use crate::known::{self, known_modules};

/// Where p11-kit's configurations lie (p11-kit's manual, "PKCS#11 Configuration"): the packages', then the system's own.
const P11_KIT: &[&str] = &["/usr/share/p11-kit/modules", "/etc/pkcs11/modules"];
/// A configuration is a few lines; one of a megabyte is none.
const LONGEST_CONFIGURATION: u64 = 64 * 1024;

/// A library that is said to be here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstalledModule {
    /// Its file. Of a registered one it may be missing.
    pub path: PathBuf,
    /// Who says so.
    pub told_by: ModuleSource,
}

/// Who says that a library is on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ModuleSource {
    /// It lies where the installers of a [known](known_modules) one put it.
    Known(&'static str),
    /// A configuration of p11-kit names it.
    P11Kit(PathBuf),
}

/// Every library this machine is said to have, each once. Nothing is loaded.
#[must_use]
pub fn installed_modules() -> Vec<InstalledModule> {
    let known = known_modules().iter().filter_map(|module| {
        Some(InstalledModule {
            path: module.installed_at()?,
            told_by: ModuleSource::Known(module.name),
        })
    });
    let mut all: Vec<InstalledModule> = Vec::new();
    for module in known.chain(
        P11_KIT
            .iter()
            .flat_map(|folder| registered(Path::new(folder))),
    ) {
        if !all.iter().any(|one| same_file(&one.path, &module.path)) {
            all.push(module);
        }
    }
    all
}

/// The libraries that the configurations of a folder name.
#[allow(clippy::disallowed_methods)] // the device, and so its library, is this crate's I/O (design.md 1.5)
fn registered(folder: &Path) -> Vec<InstalledModule> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "module"))
        .collect();
    files.sort();
    files
        .into_iter()
        .filter_map(|file| {
            let name = named(&read(&file)?)?;
            Some(InstalledModule {
                path: placed(&name),
                told_by: ModuleSource::P11Kit(file),
            })
        })
        .collect()
}

#[allow(clippy::disallowed_methods)] // as above
fn read(file: &Path) -> Option<String> {
    use std::io::Read as _;
    let mut text = String::new();
    let file = std::fs::File::open(file).ok()?;
    file.take(LONGEST_CONFIGURATION)
        .read_to_string(&mut text)
        .ok()?;
    Some(text)
}

/// The value of `module:`.
fn named(configuration: &str) -> Option<String> {
    let lines = configuration.lines().map(str::trim);
    let value = lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == "module")?
        .1
        .trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// A name without a path is looked for in the folders of libraries, never in the current one.
fn placed(name: &str) -> PathBuf {
    let path = Path::new(name);
    if path.has_root() {
        return path.to_owned();
    }
    let places: Vec<PathBuf> = known::FOLDERS
        .iter()
        .flat_map(|folder| {
            [
                Path::new(folder).join("pkcs11").join(path),
                Path::new(folder).join(path),
            ]
        })
        .collect();
    let found = places.iter().find(|place| place.is_file());
    found.or(places.first()).cloned().unwrap_or_default()
}

fn same_file(one: &Path, other: &Path) -> bool {
    one == other
        || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods)]
mod tests {
    use super::*;

    #[test]
    fn the_module_of_a_configuration_is_read() {
        let text = "# module: /old.so\n\npriority: 5\nmodule : /usr/lib/p11.so \n";
        assert_eq!(named(text).as_deref(), Some("/usr/lib/p11.so"));
        assert_eq!(named("module:\n"), None);
        assert_eq!(named("remote: |bwrap p11-kit remote\n"), None);
    }

    #[test]
    fn a_bare_name_is_never_looked_for_in_the_current_folder() {
        assert_eq!(placed("/a/b.so"), Path::new("/a/b.so"));
        let nowhere = placed("no-such-library-anywhere.so");
        assert!(nowhere.has_root() && nowhere.ends_with("pkcs11/no-such-library-anywhere.so"));
    }

    #[test]
    fn the_configurations_of_a_folder_are_read_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("b.module", "module: /b.so"),
            ("a.module", "module: /a.so"),
            ("c.module.bak", "module: /c.so"),
            ("empty.module", ""),
        ] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let found = registered(folder.path());
        let paths: Vec<_> = found.iter().map(|one| one.path.to_str().unwrap()).collect();
        assert_eq!(paths, ["/a.so", "/b.so"]);
        assert_eq!(
            found[0].told_by,
            ModuleSource::P11Kit(folder.path().join("a.module"))
        );
        assert!(registered(Path::new("/nonexistent")).is_empty());
    }

    #[test]
    fn each_library_of_this_machine_is_told_once() {
        let all = installed_modules();
        for (index, one) in all.iter().enumerate() {
            assert!(
                !all[index + 1..]
                    .iter()
                    .any(|other| same_file(&one.path, &other.path))
            );
        }
    }
}
