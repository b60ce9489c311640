//! The source files of this workspace, and what a line of one is: code or comment.

use std::path::{Path, PathBuf};

/// The folder that holds the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .map_or_else(|| here.to_path_buf(), Path::to_path_buf)
}

/// One file: its path relative to the root, with `/`, and its text.
pub(crate) struct SourceFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Every file under `folder` whose name ends in `suffix`, sorted by path. Folders named `target` are left out.
pub(crate) fn files(folder: &Path, suffix: &str) -> Result<Vec<SourceFile>, String> {
    let mut paths = Vec::new();
    collect(folder, suffix, &mut paths)?;
    paths.sort();
    paths.iter().map(|path| load(path)).collect()
}

fn collect(folder: &Path, suffix: &str, paths: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry
            .map_err(|error| format!("{}: {error}", folder.display()))?
            .path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target") {
                collect(&path, suffix, paths)?;
            }
        } else if path.to_string_lossy().ends_with(suffix) {
            paths.push(path);
        }
    }
    Ok(())
}

fn load(path: &Path) -> Result<SourceFile, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let relative = path.strip_prefix(root()).unwrap_or(path);
    Ok(SourceFile {
        path: relative.to_string_lossy().replace('\\', "/"),
        text,
    })
}

/// A line split at the first `//` that is not inside a string: code before, comment after.
pub(crate) fn split_comment(line: &str) -> (&str, &str) {
    let bytes = line.as_bytes();
    let mut in_string = false;
    let mut position = 0;
    while position < bytes.len() {
        match bytes[position] {
            b'\\' if in_string => position += 1,
            b'"' => in_string = !in_string,
            b'/' if !in_string && bytes.get(position + 1) == Some(&b'/') => {
                return line.split_at(position);
            }
            _ => {}
        }
        position += 1;
    }
    (line, "")
}

/// The lines before the test module at the end of a file (`#[cfg(test)]` in the first column).
pub(crate) fn without_tests(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_starts_outside_strings_only() {
        assert_eq!(
            split_comment("let a = 1; // RFC 5652 §5"),
            ("let a = 1; ", "// RFC 5652 §5")
        );
        assert_eq!(
            split_comment(r#"let a = "http://x"; // y"#),
            (r#"let a = "http://x"; "#, "// y")
        );
        assert_eq!(split_comment("/// docs"), ("", "/// docs"));
        assert_eq!(split_comment("code"), ("code", ""));
    }

    #[test]
    fn tests_at_the_end_do_not_count() {
        let text = "a\nb\n#[cfg(test)]\nmod tests {}\n";
        assert_eq!(without_tests(text).count(), 2);
    }
}
