//! House rules that clippy does not check: where `unsafe` may stand, how long a file may grow (design chapter 1), and that
//! every fuzz target has its seeds.

use crate::Outcome;
use crate::source_tree::{SourceFile, files, root, split_comment, without_tests};

/// Design 1.2: a file tells one thing; this many lines without its tests are the limit.
const LONGEST_FILE: usize = 400;

/// Design 1.11: the one crate whose one module may hold the raw calls of PKCS#11.
const UNSAFE_CRATE: &str = "crates/token-pkcs11/src/";

pub(crate) fn run() -> Outcome {
    let mut sources = Vec::new();
    for folder in ["crates", "xtask", "examples", "benches", "fuzz"] {
        sources.extend(files(&root().join(folder), ".rs")?);
    }
    let long: Vec<String> = sources.iter().filter_map(too_long).collect();
    let outside: Vec<String> = sources
        .iter()
        .filter(|file| !may_be_unsafe(file))
        .flat_map(unsafe_lines)
        .collect();
    let modules: Vec<&str> = sources
        .iter()
        .filter(|file| file.path.starts_with(UNSAFE_CRATE) && !unsafe_lines(file).is_empty())
        .map(|file| file.path.as_str())
        .collect();
    let seedless = seedless(&sources);
    for line in long.iter().chain(&outside).chain(&seedless) {
        println!("{line}");
    }
    if modules.len() > 1 {
        println!(
            "unsafe code in more than one module: {}",
            modules.join(", ")
        );
    }
    println!(
        "house: {} files, {} too long, {} unsafe outside its place, unsafe module: {}, fuzz targets without seeds: {}",
        sources.len(),
        long.len(),
        outside.len(),
        modules.first().unwrap_or(&"none"),
        seedless.len()
    );
    Ok(long.is_empty() && outside.is_empty() && seedless.is_empty() && modules.len() <= 1)
}

/// A fuzz target that no committed input starts.
fn seedless(sources: &[SourceFile]) -> Vec<String> {
    let targets = sources.iter().filter_map(|file| {
        file.path
            .strip_prefix("fuzz/fuzz_targets/")?
            .strip_suffix(".rs")
    });
    targets
        .filter(|target| !root().join("fuzz/seeds").join(target).is_dir())
        .map(|target| format!("fuzz target {target}: no seeds (`make-fuzz-seeds`)"))
        .collect()
}

fn too_long(file: &SourceFile) -> Option<String> {
    // A module of tests may have a file of its own, beside what it tests.
    let is_test = file.path.contains("/tests/") || file.path.ends_with("/tests.rs");
    let lines = without_tests(&file.text).count();
    (!is_test && lines > LONGEST_FILE).then(|| {
        format!(
            "{}: {lines} lines without tests, the limit is {LONGEST_FILE}",
            file.path
        )
    })
}

/// The PKCS#11 crate's sources are counted apart; test-only code may be unsafe (a test module that forges a token, say).
fn may_be_unsafe(file: &SourceFile) -> bool {
    file.path.starts_with(UNSAFE_CRATE) || file.path.contains("/tests/")
}

fn unsafe_lines(file: &SourceFile) -> Vec<String> {
    without_tests(&file.text)
        .enumerate()
        .filter(|(_, line)| is_unsafe(line))
        .map(|(index, _)| format!("{}:{}: unsafe code", file.path, index + 1))
        .collect()
}

fn is_unsafe(line: &str) -> bool {
    let (code, _) = split_comment(line);
    let outside_strings: String = code.split('"').step_by(2).collect();
    let mut words =
        outside_strings.split(|character: char| !(character.is_alphanumeric() || character == '_'));
    words.any(|word| word == concat!("un", "safe"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> SourceFile {
        SourceFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn the_keyword_counts_and_words_about_it_do_not() {
        assert!(is_unsafe("    unsafe { call() }"));
        assert!(is_unsafe("unsafe impl Send for A {}"));
        assert!(!is_unsafe("// unsafe is denied"));
        assert!(!is_unsafe("#![deny(unsafe_code)]"));
        assert!(!is_unsafe(r#"let text = "unsafe";"#));
    }

    #[test]
    fn unsafe_in_a_test_module_is_let_be() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests { unsafe fn b() {} }\n";
        assert!(unsafe_lines(&source("crates/cades/src/lib.rs", text)).is_empty());
    }

    #[test]
    fn length_is_counted_without_tests() {
        let long = "a\n".repeat(LONGEST_FILE + 1);
        assert!(too_long(&source("crates/cades/src/lib.rs", &long)).is_some());
        assert!(too_long(&source("crates/cades/tests/all.rs", &long)).is_none());
        assert!(too_long(&source("crates/cades/src/reading/tests.rs", &long)).is_none());
        let tested = format!("a\n#[cfg(test)]\n{long}");
        assert!(too_long(&source("crates/cades/src/lib.rs", &tested)).is_none());
    }
}
