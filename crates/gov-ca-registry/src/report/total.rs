//! Reports added up: every body once.
//!
//! A report stands for its body and all below it. So the figures of a body are those of the nearest report: its own, else that of the nearest
//! body above it that reported; only where none did, those of the register itself. Whatever another source tells differently of the same body
//! is told as a conflict, never added.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Figures;
use super::file::{Content, Named, Remark, Row};
use super::tree::keys;

/// Two sources tell different figures of one body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// The body.
    pub body: Named,
    /// Whose report counts; the body of the register, where its own count does.
    pub counted: Named,
    /// Whose does not; none: what the register itself counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<Named>,
    /// What they tell differently.
    pub figures: Vec<String>,
}

/// A report, and the key of the body it is about.
pub(super) struct Reported<'a> {
    pub(super) key: String,
    pub(super) content: &'a Content,
}

/// Rows and remarks of one source, or of all.
#[derive(Clone, Debug, Default)]
pub(super) struct Whole {
    pub(super) rows: Vec<Row>,
    pub(super) remarks: Vec<Remark>,
    pub(super) conflicts: Vec<Conflict>,
}

/// One body as all sources know it.
struct Known<'a> {
    row: &'a Row,
    above: Option<String>,
    own: Option<&'a Figures>,
    reported: BTreeMap<usize, &'a Figures>,
    below: Vec<String>,
}

/// The register's own rows with the reports of others.
pub(super) fn total(own: &Whole, reports: &[Reported<'_>]) -> Whole {
    let own_keys = keys(&own.rows, None);
    let keys_of: Vec<Vec<String>> = reports
        .iter()
        .map(|one| keys(&one.content.rows, Some(&one.key)))
        .collect();
    let known = known(own, &own_keys, reports, &keys_of);
    let nearest = nearest(&known, reports);
    let mut whole = Whole::default();
    let Some(first) = own.rows.first() else {
        return whole;
    };
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut next: Vec<&str> = own_keys.first().map(String::as_str).into_iter().collect();
    while let Some(at) = next.pop() {
        let Some(one) = known.get(at).filter(|_| !places.contains_key(at)) else {
            continue;
        };
        let source = nearest.get(at).copied().flatten();
        let sources = (&first.body, reports);
        let figures = chosen(one, source, sources, &mut whole.conflicts);
        let above = one.above.as_deref();
        let above = above.and_then(|above| places.get(above).copied());
        places.insert(at, whole.rows.len());
        whole.rows.push(Row {
            above,
            figures,
            ..one.row.clone()
        });
        next.extend(one.below.iter().rev().map(String::as_str));
    }
    let own_remarks = (None, own_keys.as_slice(), own.remarks.as_slice());
    let theirs = reports.iter().zip(&keys_of).enumerate();
    let theirs = theirs
        .map(|(index, (one, keys))| (Some(index), keys.as_slice(), one.content.remarks.as_slice()));
    for (source, keys, remarks) in core::iter::once(own_remarks).chain(theirs) {
        for remark in remarks {
            let Some(key) = keys.get(remark.row) else {
                continue;
            };
            let counts = nearest.get(key.as_str()).copied().flatten() == source;
            if let Some(row) = places.get(key.as_str()).filter(|_| counts) {
                whole.remarks.push(Remark {
                    row: *row,
                    ..remark.clone()
                });
            }
        }
    }
    whole.remarks.sort_by(|one, other| {
        (one.kind.word(), one.on, one.row, &one.text).cmp(&(
            other.kind.word(),
            other.on,
            other.row,
            &other.text,
        ))
    });
    whole
}

/// All bodies of all sources. The register's own tree says what is above what; of bodies it does not know, the report that has them.
fn known<'a>(
    own: &'a Whole,
    own_keys: &[String],
    reports: &'a [Reported<'a>],
    keys_of: &[Vec<String>],
) -> BTreeMap<String, Known<'a>> {
    let mut known: BTreeMap<String, Known<'a>> = BTreeMap::new();
    let theirs = reports.iter().zip(keys_of).enumerate();
    let theirs =
        theirs.map(|(index, (one, keys))| (Some(index), &one.content.rows, keys.as_slice()));
    for (source, rows, keys) in core::iter::once((None, &own.rows, own_keys)).chain(theirs) {
        for (row, key) in rows.iter().zip(keys) {
            let above = row.above.and_then(|above| keys.get(above)).cloned();
            if !known.contains_key(key) {
                if let Some(above) = above.as_ref().and_then(|above| known.get_mut(above)) {
                    above.below.push(key.clone());
                }
                let fresh = Known {
                    row,
                    above,
                    own: None,
                    reported: BTreeMap::new(),
                    below: Vec::new(),
                };
                known.insert(key.clone(), fresh);
            }
            let Some(body) = known.get_mut(key) else {
                continue;
            };
            match source {
                None => body.own = Some(&row.figures),
                Some(index) => {
                    body.reported.insert(index, &row.figures);
                }
            }
        }
    }
    known
}

/// For each body the nearest report above it, itself included.
fn nearest(
    known: &BTreeMap<String, Known<'_>>,
    reports: &[Reported<'_>],
) -> BTreeMap<String, Option<usize>> {
    let about: BTreeMap<&str, usize> = reports
        .iter()
        .enumerate()
        .map(|(index, one)| (one.key.as_str(), index))
        .collect();
    let of = |body: &String| {
        let mut at = Some(body.as_str());
        // as many steps as there are bodies: whatever points in a circle ends
        for _ in 0..=known.len() {
            let here = at?;
            if let Some(found) = about.get(here) {
                return Some(*found);
            }
            at = known.get(here)?.above.as_deref();
        }
        None
    };
    known.keys().map(|body| (body.clone(), of(body))).collect()
}

/// The figures that count, and what the others tell differently. Where no report is nearest, those of the register count.
fn chosen(
    one: &Known<'_>,
    source: Option<usize>,
    (register, reports): (&Named, &[Reported<'_>]),
    conflicts: &mut Vec<Conflict>,
) -> Figures {
    let none = Figures::default();
    let about = |source: Option<usize>| {
        let report = source.and_then(|index| reports.get(index));
        report.map(|one| one.content.about.body.clone())
    };
    let counted = source.map_or(one.own, |index| one.reported.get(&index).copied());
    let counted = counted.unwrap_or(&none);
    let theirs = one.reported.iter();
    let theirs = theirs.map(|(index, figures)| (Some(*index), *figures));
    let all = theirs.chain(one.own.map(|figures| (None, figures)));
    for (other, figures) in all.filter(|(other, one)| *other != source && !one.is_bare()) {
        let differing = counted.differing(figures);
        if !differing.is_empty() {
            conflicts.push(Conflict {
                body: one.row.body.clone(),
                counted: about(source).unwrap_or_else(|| register.clone()),
                left_out: about(other),
                figures: differing,
            });
        }
    }
    counted.clone()
}
