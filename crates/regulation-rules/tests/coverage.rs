//! Coverage files against rules: what a rule cites is marked as a rule, and nothing rests on what nobody has read.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use regulation_rules::coverage::{Entry, InstrumentCoverage, Part, Read, Status, Unit};
use regulation_rules::instruments::READ;
use regulation_rules::law::{self, Citation};
use regulation_rules::{Reading, coverage, rules};

fn cited(entry: &Entry, citation: &Citation) -> bool {
    let part = match citation.part {
        law::Part::Own => Part::Own,
        law::Part::Attached => Part::Attached,
    };
    let unit = match citation.unit {
        law::Unit::Article(_) => Unit::Article,
        law::Unit::Annex(_) => Unit::Annex,
        law::Unit::Form(_) => Unit::Form,
        law::Unit::Named(_) => Unit::Named,
    };
    let place = (
        entry.part,
        entry.unit,
        entry.label.as_str(),
        entry.clause.as_deref(),
        entry.point.as_deref(),
    );
    place
        == (
            part,
            unit,
            citation.unit.label(),
            citation.clause,
            citation.point,
        )
        && (entry.dash, entry.paragraph) == (citation.dash, citation.paragraph)
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
            let mut there = entries
                .iter()
                .filter(|entry| cited(entry, citation))
                .peekable();
            assert!(
                there.peek().is_some(),
                "{}: {citation} is not in coverage.toml",
                rule.meta.code
            );
            let marked = there.any(|entry| {
                entry
                    .rules
                    .iter()
                    .any(|known| known == slug(rule.meta.code))
            });
            assert!(marked, "{}: {citation}", rule.meta.code);
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

/// A rule on what was read in part, or through another text, says so: in the coverage file and in its metadata alike.
#[test]
fn how_a_text_is_known_is_said_alike() {
    let (mut parts, mut heard) = (0, 0);
    for file in coverage() {
        for entry in &file.entries {
            assert!(
                entry.read.is_none() || entry.status == Status::Rule,
                "{}",
                entry.place()
            );
            for name in &entry.rules {
                let code = format!("{}/{name}", file.instrument);
                let known = match regulation_rules::rule(&code).unwrap().meta.reading {
                    Reading::Verified { .. } => None,
                    Reading::Part { .. } => Some(Read::Part),
                    Reading::Secondary { .. } => Some(Read::Secondary),
                    Reading::Stated { .. } => panic!("{code}: only an overlay states"),
                };
                assert_eq!(known, entry.read, "{code}: {}", entry.place());
                parts += usize::from(known == Some(Read::Part));
                heard += usize::from(known == Some(Read::Secondary));
            }
        }
    }
    assert!(
        parts >= 4 && heard >= 20,
        "{parts} in part, {heard} heard of"
    );
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
    for article in [4, 5, 8, 12, 14, 18, 21, 23, 28, 30, 33, 37, 39] {
        unread("nd-68-2024", &format!("Điều {article}"));
    }
    for article in [5, 6, 7, 57, 58, 59, 67, 68, 69, 70, 72, 77, 78, 83] {
        unread("nd-130-2018", &format!("Điều {article}"));
    }
}

#[test]
fn every_article_has_a_status() {
    for file in coverage() {
        let articles = || {
            file.entries
                .iter()
                .filter(|entry| entry.unit == Unit::Article)
        };
        for range in &file.articles {
            for number in range.first..=range.last {
                let label = number.to_string();
                let there =
                    articles().any(|entry| entry.part == range.part && entry.label == label);
                assert!(
                    there,
                    "{}: Điều {label} ({:?}) has no status",
                    file.instrument, range.part
                );
            }
        }
        let known = |entry: &Entry| {
            // an inserted article keeps the number it follows: 5a
            let digits = entry
                .label
                .trim_end_matches(|letter: char| letter.is_alphabetic());
            let number: u16 = digits
                .parse()
                .unwrap_or_else(|_| panic!("{}", entry.place()));
            file.articles.iter().any(|range| {
                range.part == entry.part && (range.first..=range.last).contains(&number)
            })
        };
        assert!(
            articles().all(known),
            "{}: an article outside its ranges",
            file.instrument
        );
    }
}

#[test]
fn the_ranges_are_those_of_the_texts() {
    let ranges = |instrument: &str| -> Vec<(Part, u16, u16)> {
        let file = coverage()
            .into_iter()
            .find(|file| file.instrument == instrument)
            .unwrap();
        file.articles
            .iter()
            .map(|range| (range.part, range.first, range.last))
            .collect()
    };
    assert_eq!(
        ranges("an-giang-39-2014"),
        [(Part::Own, 1, 3), (Part::Attached, 1, 19)]
    );
    assert_eq!(
        ranges("binh-dinh-2021"),
        [(Part::Own, 1, 4), (Part::Attached, 1, 15)]
    );
    assert_eq!(ranges("vinh-phuc-25-2020"), [(Part::Attached, 1, 10)]);
    assert_eq!(
        ranges("tay-ninh-2025"),
        [(Part::Own, 1, 4), (Part::Attached, 1, 22)]
    );
    assert_eq!(ranges("unnamed-fragment"), [(Part::Own, 13, 16)]);
    assert_eq!(ranges("nd-68-2024"), [(Part::Own, 1, 42)]);
    assert_eq!(ranges("nd-130-2018"), [(Part::Own, 1, 83)]);
    assert_eq!(ranges("nd-30-2020"), [(Part::Own, 1, 38)]);
    assert_eq!(ranges("tt-41-2017"), [(Part::Own, 1, 18)]);
    assert_eq!(ranges("luat-20-2023"), [(Part::Own, 22, 31)]);
}

#[test]
fn a_place_stands_once_for_each_way_it_is_known() {
    for file in coverage() {
        let mut places = BTreeSet::new();
        for entry in &file.entries {
            assert!(
                places.insert((entry.part == Part::Own, entry.place(), entry.read)),
                "{}: {} twice",
                file.instrument,
                entry.place()
            );
            let whole = |other: &&Entry| {
                (other.part, other.unit, &other.label) == (entry.part, entry.unit, &entry.label)
                    && other.clause.is_none()
                    && other.dash.is_none()
                    && other.paragraph.is_none()
            };
            assert!(
                entry.clause.is_none() || file.entries.iter().find(whole).is_none(),
                "{}: Điều {} has a status as a whole too",
                file.instrument,
                entry.label
            );
        }
    }
}

/// The reason stands beside everything that is neither checked nor simply unread.
#[test]
fn what_is_not_checked_says_why() {
    for file in coverage() {
        for entry in &file.entries {
            assert!(
                entry.note.is_some() || matches!(entry.status, Status::Rule | Status::Unread),
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
    assert!(decree.shares()[0].1 >= 45, "{:?}", decree.shares());
    assert!(
        decree.shares()[4].1 >= 15,
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
