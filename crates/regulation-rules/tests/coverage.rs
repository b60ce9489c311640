//! Coverage files against rules: what a rule cites is marked as a rule, and nothing rests on what nobody has read.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use regulation_rules::coverage::{Entry, Part, Read, Status, Unit};
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

/// Whether a rule cites exactly the places that the coverage file marks with it.
fn agree(rule: &str, cites: &[Citation], entries: &[Entry]) -> bool {
    let named = |entry: &&Entry| entry.rules.iter().any(|known| known == slug(rule));
    let marked = |citation| {
        entries
            .iter()
            .filter(named)
            .any(|entry| cited(entry, citation))
    };
    let says = |entry: &Entry| cites.iter().any(|citation| cited(entry, citation));
    cites.iter().all(marked) && entries.iter().filter(named).all(says)
}

fn files() -> BTreeMap<String, Vec<Entry>> {
    coverage()
        .into_iter()
        .map(|file| (file.instrument, file.entries))
        .collect()
}

#[test]
fn every_rule_cites_the_places_that_are_marked_with_it() {
    let files = files();
    for rule in rules() {
        let (code, cites) = (rule.meta.code, rule.meta.cites);
        assert!(
            agree(code, cites, &files[rule.meta.instrument().id]),
            "{code}: {cites:?}"
        );
    }
}

/// A mistyped number in any place of any citation is seen.
#[test]
fn a_citation_altered_by_one_digit_is_seen() {
    let files = files();
    let mut altered = 0;
    for rule in rules() {
        for (at, citation) in rule.meta.cites.iter().enumerate() {
            for wrong in one_digit_off(citation) {
                let mut cites = rule.meta.cites.to_vec();
                cites[at] = wrong;
                let seen = !agree(rule.meta.code, &cites, &files[wrong.instrument.id]);
                assert!(seen, "{}: {wrong} in place of {citation}", rule.meta.code);
                altered += 1;
            }
        }
    }
    assert!(altered > 2 * rules().len(), "{altered} citations altered");
}

/// The citation with one digit of one label replaced by the next one, in every way.
fn one_digit_off(citation: &Citation) -> Vec<Citation> {
    let mut wrong: Vec<Citation> = labels_off(citation.unit.label())
        .map(|label| Citation {
            unit: relabelled(citation.unit, label),
            ..*citation
        })
        .collect();
    let clauses = citation.clause.into_iter().flat_map(labels_off);
    wrong.extend(clauses.map(|label| Citation {
        clause: Some(label),
        ..*citation
    }));
    wrong.extend(citation.dash.map(|dash| Citation {
        dash: Some(dash + 1),
        ..*citation
    }));
    let paragraph = citation.paragraph;
    wrong.extend(paragraph.map(|number| Citation {
        paragraph: Some(number + 1),
        ..*citation
    }));
    wrong
}

/// A label with each of its digits raised by one, 9 turned to 0.
fn labels_off(label: &'static str) -> impl Iterator<Item = &'static str> {
    let digits = label
        .char_indices()
        .filter_map(|(at, sign)| Some((at, sign.to_digit(10)?)));
    digits.map(move |(at, digit)| {
        let next = ((digit + 1) % 10).to_string();
        &*Box::leak(format!("{}{next}{}", &label[..at], &label[at + 1..]).into_boxed_str())
    })
}

const fn relabelled(unit: law::Unit, label: &'static str) -> law::Unit {
    match unit {
        law::Unit::Article(_) => law::Unit::Article(label),
        law::Unit::Annex(_) => law::Unit::Annex(label),
        law::Unit::Form(_) => law::Unit::Form(label),
        law::Unit::Named(_) => law::Unit::Named(label),
    }
}

/// A rule stands beside a place only where the place is marked as checked by a rule, and there is such a rule.
#[test]
fn every_rule_named_in_a_file_exists() {
    for file in coverage() {
        for entry in &file.entries {
            let place = format!("{}: {}", file.instrument, entry.place());
            assert_eq!(
                entry.status == Status::Rule,
                !entry.rules.is_empty(),
                "{place}"
            );
            for name in &entry.rules {
                let code = format!("{}/{name}", file.instrument);
                assert!(
                    regulation_rules::rule(&code).is_some(),
                    "{place}: {code} is no rule"
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

/// The words in the files and those in print are the same.
#[test]
fn each_status_is_read_by_its_word() {
    #[derive(serde::Deserialize)]
    struct Line {
        status: Status,
    }
    for status in Status::ALL {
        let line = format!("status = \"{}\"", status.word());
        assert_eq!(toml::from_str::<Line>(&line).unwrap().status, status);
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
