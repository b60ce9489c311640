//! No candidate of the notes on the law is forgotten: each is a rule or carries the reason why not.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    missing_docs
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regulation_rules::candidates::{Note, candidates};

fn ids(note: Note) -> Vec<String> {
    candidates()
        .into_iter()
        .filter(|candidate| candidate.note == note)
        .map(|candidate| candidate.id)
        .collect()
}

#[test]
fn each_candidate_stands_once() {
    let mut seen = BTreeSet::new();
    for candidate in candidates() {
        assert!(seen.insert(candidate.id.clone()), "{} twice", candidate.id);
    }
    assert!(seen.len() >= 200, "{}", seen.len());
}

#[test]
fn the_notes_stand_one_after_the_other() {
    assert!(candidates().is_sorted_by_key(|candidate| candidate.note));
}

#[test]
fn every_named_rule_exists_and_is_named_once() {
    for candidate in candidates() {
        let mut seen = BTreeSet::new();
        for code in &candidate.rules {
            assert!(
                regulation_rules::rule(code).is_some(),
                "{}: {code} is no rule",
                candidate.id
            );
            assert!(seen.insert(code), "{}: {code} twice", candidate.id);
        }
    }
}

#[test]
fn each_candidate_has_rules_or_a_reason() {
    for candidate in candidates() {
        assert!(
            !candidate.rules.is_empty() || candidate.why.is_some(),
            "{}",
            candidate.id
        );
        if let Some(why) = candidate.why {
            assert!(why.len() > 10, "{}: {why}", candidate.id);
            assert!(!why.starts_with("MISSING"), "{}: {why}", candidate.id);
        }
    }
}

/// The first column of the table under a heading.
fn first_column(text: &str, heading: &str) -> Vec<String> {
    text.lines()
        .skip_while(|line| !line.starts_with(heading))
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .filter_map(|line| line.strip_prefix("| "))
        .filter_map(|row| row.split('|').next())
        .map(|cell| cell.trim().to_owned())
        .filter(|cell| cell != "id")
        .collect()
}

#[test]
fn a_table_is_read_up_to_the_next_heading() {
    let text = "## 1. A\n| a |\n## 8. B\nwords\n| id | x |\n|---|---|\n| b-1 | y |\n| b-đ | z |\n## 9. C\n| c |\n";
    assert_eq!(first_column(text, "## 8. "), ["b-1", "b-đ"]);
}

/// The notes are not part of this repository: only where `KYSO_LAW` names their folder.
#[test]
fn every_candidate_of_the_notes_is_in_the_list() {
    let Some(folder) = std::env::var_os("KYSO_LAW") else {
        println!("KYSO_LAW is not set: the list was not compared with the notes on the law");
        return;
    };
    for (note, file, heading, least) in [
        (Note::Decrees, "decrees.md", "## 8. ", 60),
        (Note::Presentation, "presentation.md", "## 7. ", 40),
    ] {
        let path = Path::new(&folder).join(file);
        let text =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let listed = first_column(&text, heading);
        assert!(listed.len() >= least, "{file}: {} rows", listed.len());
        assert_eq!(ids(note), listed, "{file}");
    }
}
