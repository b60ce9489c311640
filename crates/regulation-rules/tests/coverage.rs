//! Coverage files against rules: what a rule cites is marked as a rule, and nothing rests on what nobody has read.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use regulation_rules::coverage::{Entry, InstrumentCoverage, Part, Status};
use regulation_rules::instruments::READ;
use regulation_rules::law::{self, Citation};
use regulation_rules::{Reading, coverage, rules};

fn cited(entry: &Entry, citation: &Citation) -> bool {
    let part = match citation.part {
        law::Part::Own => Part::Own,
        law::Part::Attached => Part::Attached,
    };
    let key = (
        entry.part,
        entry.label.as_str(),
        entry.clause.as_deref(),
        entry.point.as_deref(),
    );
    key == (part, citation.article, citation.clause, citation.point)
}

fn slug(code: &str) -> &str {
    code.split_once('/').unwrap().1
}

#[test]
fn every_read_instrument_has_its_file() {
    let files: Vec<String> = coverage().into_iter().map(|file| file.instrument).collect();
    assert_eq!(
        files,
        READ.iter()
            .map(|instrument| instrument.id)
            .collect::<Vec<_>>()
    );
}

#[test]
fn every_citation_of_a_rule_is_marked_as_that_rule() {
    let files: BTreeMap<String, InstrumentCoverage> = coverage()
        .into_iter()
        .map(|file| (file.instrument.clone(), file))
        .collect();
    for rule in rules() {
        for citation in rule.meta.cites {
            let entries = &files[citation.instrument.id].entries;
            let entry = entries.iter().find(|entry| cited(entry, citation));
            let entry = entry.unwrap_or_else(|| {
                panic!("{}: {citation} is not in coverage.toml", rule.meta.code)
            });
            assert_eq!(entry.status, Status::Rule, "{}: {citation}", rule.meta.code);
            assert!(
                entry
                    .rules
                    .iter()
                    .any(|known| known == slug(rule.meta.code)),
                "{}: {citation}",
                rule.meta.code
            );
        }
    }
}

#[test]
fn every_rule_named_in_a_file_cites_that_place() {
    for file in coverage() {
        for entry in &file.entries {
            assert_eq!(
                entry.status == Status::Rule,
                !entry.rules.is_empty(),
                "{}: {}",
                file.instrument,
                entry.place()
            );
            for name in &entry.rules {
                let code = format!("{}/{name}", file.instrument);
                let rule =
                    regulation_rules::rule(&code).unwrap_or_else(|| panic!("{code} is no rule"));
                assert!(
                    rule.meta
                        .cites
                        .iter()
                        .any(|citation| cited(entry, citation)),
                    "{code}: {}",
                    entry.place()
                );
            }
        }
    }
}

/// What was read in part only warns: its `reading` says so, and only there.
#[test]
fn a_rule_on_an_article_read_in_part_says_so() {
    let mut parts = 0;
    for file in coverage() {
        for entry in &file.entries {
            let in_part = entry
                .note
                .as_deref()
                .is_some_and(|note| note.contains("read in part"));
            for name in &entry.rules {
                let code = format!("{}/{name}", file.instrument);
                let reading = regulation_rules::rule(&code).unwrap().meta.reading;
                assert_eq!(
                    matches!(reading, Reading::Part { .. }),
                    in_part,
                    "{code}: {}",
                    entry.place()
                );
                parts += usize::from(in_part);
            }
        }
    }
    assert_eq!(parts, 1, "NĐ 68/2024 Điều 32");
}

/// Places that our notes on the law mark as heard of, remembered or unknown are not claimed as read.
#[test]
fn what_was_only_heard_of_is_unread() {
    let unread = |instrument: &str, place: &str| {
        let file = coverage()
            .into_iter()
            .find(|file| file.instrument == instrument)
            .unwrap();
        let entry = file.entries.iter().find(|entry| entry.place() == place);
        assert_eq!(
            entry.unwrap_or_else(|| panic!("{place}")).status,
            Status::Unread,
            "{instrument}: {place}"
        );
    };
    unread("nd-68-2024", "khoản 4 Điều 3");
    unread("nd-68-2024", "khoản 2 Điều 26");
    for article in [
        4, 5, 8, 12, 13, 14, 16, 18, 19, 20, 21, 22, 23, 28, 30, 33, 37, 39,
    ] {
        unread("nd-68-2024", &format!("Điều {article}"));
    }
    for article in [5, 6, 7, 57, 58, 59, 67, 68, 69, 70, 72, 77, 78, 79, 83] {
        unread("nd-130-2018", &format!("Điều {article}"));
    }
}

#[test]
fn every_article_has_a_status() {
    for file in coverage() {
        for range in &file.articles {
            for number in range.first..=range.last {
                let label = number.to_string();
                let there = file
                    .entries
                    .iter()
                    .any(|entry| entry.part == range.part && entry.label == label);
                assert!(
                    there,
                    "{}: Điều {label} ({:?}) has no status",
                    file.instrument, range.part
                );
            }
        }
        let known = |entry: &Entry| {
            let number: u16 = entry.label.parse().unwrap();
            file.articles.iter().any(|range| {
                range.part == entry.part && (range.first..=range.last).contains(&number)
            })
        };
        assert!(
            file.entries.iter().all(known),
            "{}: an article outside its ranges",
            file.instrument
        );
    }
}

#[test]
fn the_ranges_are_those_of_the_texts() {
    let ranges: Vec<Vec<(Part, u16, u16)>> = coverage()
        .iter()
        .map(|file| {
            file.articles
                .iter()
                .map(|range| (range.part, range.first, range.last))
                .collect()
        })
        .collect();
    let expected = [
        vec![(Part::Own, 1, 83)],
        vec![(Part::Own, 22, 31)],
        vec![(Part::Own, 1, 42)],
        vec![(Part::Own, 1, 4), (Part::Attached, 1, 22)],
    ];
    assert_eq!(ranges, expected);
}

#[test]
fn a_place_and_a_candidate_stand_once() {
    let mut candidates = BTreeSet::new();
    for file in coverage() {
        let mut places = BTreeSet::new();
        for entry in &file.entries {
            assert!(
                places.insert((entry.part == Part::Own, entry.place())),
                "{}: {} twice",
                file.instrument,
                entry.place()
            );
            let whole = Entry {
                clause: None,
                point: None,
                ..entry.clone()
            };
            assert!(
                entry.clause.is_none()
                    || !file.entries.iter().any(|other| other.part == whole.part
                        && other.label == whole.label
                        && other.clause.is_none()),
                "{}: {} has a status as a whole too",
                file.instrument,
                whole.place()
            );
            assert!(
                entry
                    .candidates
                    .iter()
                    .all(|id| candidates.insert(id.clone())),
                "{}: candidate twice",
                entry.place()
            );
        }
    }
}

/// The reason stands beside everything that is neither checked nor simply unread, and a candidate has an id.
#[test]
fn what_is_not_checked_says_why() {
    for file in coverage() {
        for entry in &file.entries {
            let said = entry.note.is_some() || !entry.candidates.is_empty();
            assert!(
                said || matches!(entry.status, Status::Rule | Status::Unread),
                "{}: {}",
                file.instrument,
                entry.place()
            );
            assert_eq!(
                entry.status == Status::Ours,
                entry.shown_by.is_some(),
                "{}: {}",
                file.instrument,
                entry.place()
            );
        }
    }
}

#[test]
fn shares_count_every_entry() {
    for file in coverage() {
        let total: usize = file.shares().iter().map(|(_, count)| count).sum();
        assert_eq!(total, file.entries.len());
    }
    let decree = coverage()
        .into_iter()
        .find(|file| file.instrument == "nd-68-2024")
        .unwrap();
    assert_eq!(decree.shares()[0], (Status::Rule, 10));
    assert!(
        decree.shares()[5].1 >= 15,
        "what has not been read is listed"
    );
}

#[test]
fn a_place_is_told_smallest_unit_first() {
    let decree = coverage()
        .into_iter()
        .find(|file| file.instrument == "nd-68-2024")
        .unwrap();
    let places: Vec<String> = decree.entries.iter().map(Entry::place).collect();
    assert!(places.contains(&"điểm a khoản 1 Điều 31".to_owned()));
    assert!(places.contains(&"Điều 32".to_owned()));
}
