//! The conformance corpus, which is not part of this repository.

use std::path::PathBuf;

/// One file and the word that says what it is.
pub struct Row {
    pub path: PathBuf,
    pub shown: String,
    pub expected: String,
}

/// The rows of `pdf.tsv`, or one clear line and nothing.
pub fn rows() -> Option<Vec<Row>> {
    let Some(folder) = std::env::var_os("KYSO_CORPUS").map(PathBuf::from) else {
        println!(
            "NOT RUN: the environment variable KYSO_CORPUS does not name the conformance corpus"
        );
        return None;
    };
    let table = std::fs::read_to_string(folder.join("pdf.tsv")).expect("KYSO_CORPUS holds pdf.tsv");
    let row = |line: &str| {
        let mut cells = line.split('\t');
        let shown = cells.next().expect("a path").to_owned();
        Row {
            path: folder.join(&shown),
            shown,
            expected: cells.next().expect("what is expected").to_owned(),
        }
    };
    Some(table.lines().skip(1).map(row).collect())
}
