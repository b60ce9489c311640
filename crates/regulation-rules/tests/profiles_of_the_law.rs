//! What profiles cite is what `coverage.toml` marks with them, known as well as they say.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;

use regulation_rules::coverage::{Entry, Part, Read, Status, Unit};
use regulation_rules::law::{self, Citation};
use regulation_rules::profiles::{self, Governed, Profile, Set};
use regulation_rules::{Reading, coverage};

/// Which place, and how it is known.
type Place = (String, Option<Read>);

fn files() -> BTreeMap<String, Vec<Entry>> {
    coverage()
        .into_iter()
        .map(|file| (file.instrument, file.entries))
        .collect()
}

fn place(citation: &Citation) -> String {
    let part = matches!(citation.part, law::Part::Own);
    let unit = match citation.unit {
        law::Unit::Article(_) => Unit::Article,
        law::Unit::Annex(_) => Unit::Annex,
        law::Unit::Form(_) => Unit::Form,
        law::Unit::Named(_) => Unit::Named,
    };
    let labels = (
        citation.unit.label(),
        citation.clause,
        citation.point,
        citation.dash,
        citation.paragraph,
    );
    format!("{} {part} {unit:?} {labels:?}", citation.instrument.id)
}

fn entry_place(instrument: &str, entry: &Entry) -> String {
    let labels = (
        entry.label.as_str(),
        entry.clause.as_deref(),
        entry.point.as_deref(),
        entry.dash,
        entry.paragraph,
    );
    let (part, unit) = (entry.part == Part::Own, entry.unit);
    format!("{instrument} {part} {unit:?} {labels:?}")
}

/// How well a profile says it knows a place; a bar is as read.
fn cited(profile: &Profile) -> Vec<(Citation, Option<Read>)> {
    let mut cited: Vec<(Citation, Option<Read>)> = Vec::new();
    for (_, set) in profile.sets() {
        let Set::Law { cites, reading, .. } = set else {
            continue;
        };
        let read = match reading {
            Reading::Verified { .. } => None,
            Reading::Part { .. } => Some(Read::Part),
            Reading::Secondary { .. } => Some(Read::Secondary),
            Reading::Stated { .. } => panic!("{}: only an office states", profile.id),
        };
        assert!(!cites.is_empty(), "{}: a law without a place", profile.id);
        cited.extend(cites.iter().map(|citation| (*citation, read)));
    }
    cited.extend(profile.barred.iter().map(|bar| (bar.by, None)));
    cited
}

fn places(cited: &[(Citation, Option<Read>)]) -> Vec<Place> {
    let mut places: Vec<Place> = cited
        .iter()
        .map(|(citation, read)| (place(citation), *read))
        .collect();
    places.sort();
    places.dedup();
    places
}

/// The places that the coverage files mark with a profile.
fn marked(id: &str, files: &BTreeMap<String, Vec<Entry>>) -> Vec<Place> {
    let mut places: Vec<Place> = files
        .iter()
        .flat_map(|(instrument, entries)| {
            let named = |entry: &&Entry| entry.profiles.iter().any(|known| known == id);
            let place = |entry: &Entry| (entry_place(instrument, entry), entry.read);
            entries.iter().filter(named).map(place).collect::<Vec<_>>()
        })
        .collect();
    places.sort();
    places
}

#[test]
fn every_profile_cites_the_places_that_are_marked_with_it() {
    let files = files();
    for profile in profiles::all() {
        let (cited, marked) = (places(&cited(profile)), marked(profile.id, &files));
        assert_eq!(cited, marked, "{}", profile.id);
    }
}

#[test]
fn no_profile_rests_on_what_nobody_has_read() {
    let mut named = 0;
    for (instrument, entries) in files() {
        for entry in entries.iter().filter(|entry| !entry.profiles.is_empty()) {
            assert_eq!(
                entry.status,
                Status::Rule,
                "{instrument}: {}",
                entry.place()
            );
            for id in &entry.profiles {
                assert!(profiles::by_id(id).is_some(), "{instrument}: {id}");
                named += 1;
            }
        }
    }
    assert!(named > 20, "{named}");
}

/// A place altered in any of its labels is seen.
#[test]
fn an_altered_citation_is_seen() {
    let files = files();
    let mut altered = 0;
    for profile in profiles::all() {
        let cited = cited(profile);
        for at in 0..cited.len() {
            let original = cited[at].0;
            for wrong in altered_ways(&original) {
                // every use of the place is altered: each of its values cites the same constant
                let mut cites = cited.clone();
                for (citation, _) in &mut cites {
                    if *citation == original {
                        *citation = wrong;
                    }
                }
                let seen = places(&cites) != marked(profile.id, &files);
                assert!(seen, "{}: {wrong} for {original}", profile.id);
                altered += 1;
            }
        }
    }
    assert!(altered > 200, "{altered}");
}

fn altered_ways(citation: &Citation) -> Vec<Citation> {
    let unit = match citation.unit {
        law::Unit::Annex(_) => law::Unit::Annex("II"),
        _ => law::Unit::Article("7"),
    };
    let mut ways = vec![
        Citation { unit, ..*citation },
        Citation {
            clause: Some("9"),
            ..*citation
        },
        Citation {
            point: Some("e"),
            ..*citation
        },
        Citation {
            dash: Some(7),
            ..*citation
        },
    ];
    let points = ["a", "b", "c", "d"]
        .into_iter()
        .filter(|_| citation.point.is_some());
    let others = points.filter(|point| citation.point != Some(point));
    ways.extend(others.map(|point| Citation {
        point: Some(point),
        ..*citation
    }));
    ways
}

/// A profile rests on the law that governs it, or on none.
#[test]
fn a_profile_cites_the_law_that_governs_it() {
    for profile in profiles::all() {
        for (key, set) in profile.sets() {
            for citation in set.cites() {
                let Governed::Law(instrument) = profile.governed else {
                    panic!("{}: {key}: {citation}", profile.id);
                };
                assert_eq!(
                    citation.instrument.id, instrument.id,
                    "{}: {key}",
                    profile.id
                );
            }
        }
    }
}
