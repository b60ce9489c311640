//! What share of each legal instrument is a rule, and what is not checked (design 3.4).

use std::collections::BTreeMap;

use crate::Outcome;
use crate::source_tree::{SourceFile, files, root};

const INSTRUMENTS: &str = "crates/regulation-rules/src/instruments";

/// The statuses an article may have, in the order they are printed.
const STATUSES: [&str; 5] = ["rule", "manual", "ours", "out-of-scope", "unread"];

/// One instrument: how many articles have which status, and which are unread.
struct Coverage {
    name: String,
    counts: BTreeMap<String, usize>,
    unread: Vec<String>,
}

pub(crate) fn run() -> Outcome {
    let sources = files(&root().join(INSTRUMENTS), "coverage.toml")?;
    if sources.is_empty() {
        return Err(format!("no coverage.toml under {INSTRUMENTS}"));
    }
    println!(
        "{:<24}{:>6}{:>8}{:>6}{:>14}{:>8}",
        "instrument", "rule", "manual", "ours", "out-of-scope", "unread"
    );
    let mut complete = true;
    for source in &sources {
        let coverage = read(source)?;
        let count = |status: &str| coverage.counts.get(status).copied().unwrap_or(0);
        let [rule, manual, ours, out, unread] = STATUSES.map(count);
        println!(
            "{:<24}{rule:>6}{manual:>8}{ours:>6}{out:>14}{unread:>8}",
            coverage.name
        );
        if !coverage.unread.is_empty() {
            println!("{:<24}unread: {}", "", coverage.unread.join(", "));
        }
        complete &= known_statuses(&coverage);
    }
    Ok(complete)
}

fn known_statuses(coverage: &Coverage) -> bool {
    let unknown: Vec<&str> = coverage
        .counts
        .keys()
        .map(String::as_str)
        .filter(|status| !STATUSES.contains(status))
        .collect();
    for status in &unknown {
        println!("{}: unknown status {status:?}", coverage.name);
    }
    unknown.is_empty()
}

fn read(source: &SourceFile) -> Result<Coverage, String> {
    let table: toml::Table = source
        .text
        .parse()
        .map_err(|error| format!("{}: {error}", source.path))?;
    let articles = table.get("article").and_then(toml::Value::as_array);
    let articles = articles.ok_or_else(|| format!("{}: no [[article]]", source.path))?;
    let mut coverage = Coverage {
        name: instrument_name(&source.path),
        counts: BTreeMap::new(),
        unread: Vec::new(),
    };
    for article in articles {
        let text = |key: &str| article.get(key).and_then(toml::Value::as_str);
        let status =
            text("status").ok_or_else(|| format!("{}: an article without status", source.path))?;
        *coverage.counts.entry(status.to_owned()).or_default() += 1;
        if status == "unread" {
            let label = text("label").unwrap_or("?");
            coverage.unread.push(
                text("clause")
                    .map_or_else(|| label.to_owned(), |clause| format!("{label}({clause})")),
            );
        }
    }
    Ok(coverage)
}

fn instrument_name(path: &str) -> String {
    path.rsplit('/').nth(1).unwrap_or(path).replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> SourceFile {
        SourceFile {
            path: "crates/regulation-rules/src/instruments/nd_68_2024/coverage.toml".to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn articles_are_counted_and_the_unread_are_named() {
        let text = "[[article]]\nlabel = \"9\"\nclause = \"2\"\nstatus = \"rule\"\n[[article]]\nlabel = \"12\"\nstatus = \"unread\"\n";
        let coverage = read(&source(text)).unwrap();
        assert_eq!(coverage.name, "nd-68-2024");
        assert_eq!(coverage.counts.get("rule"), Some(&1));
        assert_eq!(coverage.unread, ["12"]);
    }

    #[test]
    fn a_status_nobody_knows_is_not_complete() {
        let coverage = read(&source("[[article]]\nlabel = \"1\"\nstatus = \"done\"\n")).unwrap();
        assert!(!known_statuses(&coverage));
    }

    #[test]
    fn an_article_without_status_is_an_error() {
        assert!(read(&source("[[article]]\nlabel = \"1\"\n")).is_err());
    }
}
