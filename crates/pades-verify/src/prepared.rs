//! What was prepared before signing so that a later revision can show something else (shadow attacks): references that lead nowhere, pages
//! that nothing shows, fields outside the form. Told as warnings: honest writers leave such things, too, and what a later revision makes of
//! them is judged by the analysis of changes.
//!
//! Whoever is about to sign looks at the same ([`look_through`]), and at every object on the way.

use std::collections::BTreeSet;

use pdf_revisions::{Dict, Object, PdfError, PdfFile, Reference, View};

use crate::anomaly::{Anomaly, Severity};
use crate::codes::{self, Code};
use crate::coverage::Coverage;
use crate::report::SignatureKind;
use crate::signed_file::Examined;

/// How much of a document is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Larger documents are not looked at: entries of the cross-reference.
    pub objects: usize,
    /// Steps into arrays and dictionaries, of all objects together.
    pub steps: usize,
}

impl Extent {
    /// At verification: this is a hint, and it must cost nothing beside the hashing. Ours.
    pub const VERIFYING: Self = Self {
        objects: 500,
        steps: 20_000,
    };
}

/// Objects of the form's tree of fields. Ours.
const FIELDS: usize = 500;
/// Numbers shown in one anomaly. Ours.
const SHOWN: usize = 16;

/// Who sees every object of a document, each once.
pub trait Visitor {
    /// What the document leads to from its trailer.
    fn used(&mut self, reference: Reference, object: &Object);

    /// What it does not.
    fn unused(&mut self, reference: Reference, object: &Object);
}

/// A visitor that looks at nothing.
impl Visitor for () {
    fn used(&mut self, _: Reference, _: &Object) {}

    fn unused(&mut self, _: Reference, _: &Object) {}
}

/// Of what the first signature covers; of the newest revision, where nothing is signed.
pub(crate) fn anomalies(file: &PdfFile, examined: &[Examined]) -> Vec<Anomaly> {
    let people = examined.iter();
    let people = people.filter(|one| one.embedded.kind == SignatureKind::Signature);
    let covering = people.filter_map(|one| one.coverage.proven().map(Coverage::revision));
    let newest = file.revisions().len().saturating_sub(1);
    let view = file.at(covering.min().unwrap_or(newest));
    let found = look_through(view, Extent::VERIFYING, &mut ());
    found.map(|found| found.anomalies).unwrap_or_default()
}

/// What may have been prepared in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Prepared {
    /// Dangling references, hidden pages, fields outside the form.
    pub anomalies: Vec<Anomaly>,
    /// Whether all of it was looked at, or there is more than the extent.
    pub is_whole: bool,
}

/// Every object of a document as of one revision, and what may have been prepared in it.
///
/// # Errors
/// The form or the cross-reference is malformed.
pub fn look_through(
    view: View<'_>,
    extent: Extent,
    visitor: &mut dyn Visitor,
) -> Result<Prepared, PdfError> {
    let Some(numbers) = view.numbers(extent.objects) else {
        return Ok(Prepared::default());
    };
    let mut walk = Walk {
        view,
        visitor,
        reached: BTreeSet::new(),
        nowhere: BTreeSet::new(),
        shown: BTreeSet::new(),
        waiting: Vec::new(),
        steps: extent.steps,
    };
    walk.from(view.trailer());
    let fields = fields(view)?;
    let outside = walk.shown.difference(&fields).copied().collect();
    let hidden = walk.rest(&numbers);
    let told = [
        told(
            codes::DANGLING_REFERENCE,
            &walk.nowhere,
            "the document refers to objects that do not exist, which a later update may bring",
        ),
        told(
            codes::HIDDEN_PAGE,
            &hidden,
            "the file holds pages that the document does not show",
        ),
        told(
            codes::FIELD_OUTSIDE_THE_FORM,
            &outside,
            "pages show fields that the form does not have",
        ),
    ];
    Ok(Prepared {
        anomalies: told.into_iter().flatten().collect(),
        is_whole: walk.steps > 0,
    })
}

fn told(code: Code, numbers: &BTreeSet<u32>, what: &str) -> Option<Anomaly> {
    let shown: Vec<String> = numbers.iter().take(SHOWN).map(u32::to_string).collect();
    let text = format!("{what}: {}", shown.join(", "));
    (!numbers.is_empty()).then(|| Anomaly::new(code, Severity::Warning, None, text))
}

fn is(dict: &Dict, kind: &str) -> bool {
    dict.name(b"Type").is_some_and(|name| *name == kind)
}

/// A field merged with its widget, which shows something (ISO 32000-2 §12.5.6.19).
fn is_field(dict: &Dict) -> bool {
    dict.contains(b"FT")
        && dict.contains(b"T")
        && dict.contains(b"AP")
        && dict.name(b"Subtype").is_some_and(|name| *name == "Widget")
}

/// Every object of the form's tree of fields.
fn fields(view: View<'_>) -> Result<BTreeSet<u32>, PdfError> {
    let mut found = BTreeSet::new();
    let Some(form) = view.acro_form()? else {
        return Ok(found);
    };
    let mut waiting = kids(view, &form.dict, b"Fields")?;
    while let Some(field) = waiting.pop() {
        if !found.insert(field.number) || found.len() > FIELDS {
            continue;
        }
        if let Object::Dictionary(dict) = view.resolve(field)? {
            waiting.extend(kids(view, &dict, b"Kids")?);
        }
    }
    Ok(found)
}

fn kids(view: View<'_>, dict: &Dict, key: &[u8]) -> Result<Vec<Reference>, PdfError> {
    let Object::Array(items) = view.value(dict, key)? else {
        return Ok(Vec::new());
    };
    let references = items.iter().filter_map(|item| match item {
        Object::Reference(reference) => Some(*reference),
        _ => None,
    });
    Ok(references.take(FIELDS).collect())
}

/// What the document reaches from its trailer.
struct Walk<'f, 'v> {
    view: View<'f>,
    visitor: &'v mut dyn Visitor,
    reached: BTreeSet<u32>,
    /// Numbers of objects that do not exist.
    nowhere: BTreeSet<u32>,
    /// Fields that show something.
    shown: BTreeSet<u32>,
    waiting: Vec<Reference>,
    steps: usize,
}

impl Walk<'_, '_> {
    fn from(&mut self, trailer: &Dict) {
        // What is encrypted by whom, and the sections before, are not of the document.
        let entries = trailer.iter();
        let entries = entries.filter(|(key, _)| **key == "Root" || **key == "Info");
        for (_, value) in entries {
            self.collect(value);
        }
        while let Some(reference) = self.waiting.pop() {
            if !self.reached.insert(reference.number) {
                continue;
            }
            match self.view.location(reference) {
                Ok(Some(_)) => {
                    if let Ok(object) = self.view.resolve(reference) {
                        if object.as_dict().is_some_and(is_field) {
                            self.shown.insert(reference.number);
                        }
                        self.visitor.used(reference, &object);
                        self.collect(&object);
                    }
                }
                Ok(None) => {
                    self.nowhere.insert(reference.number);
                }
                Err(_) => {}
            }
        }
    }

    /// Visits what was not reached; pages among it that would show something.
    fn rest(&mut self, numbers: &[u32]) -> BTreeSet<u32> {
        let mut hidden = BTreeSet::new();
        if self.steps == 0 {
            return hidden; // what was not reached may be reached all the same
        }
        for &number in numbers {
            if self.reached.contains(&number) {
                continue;
            }
            // Entries that lead to no object are no reason to stop looking.
            let Ok(Some(reference)) = self.view.reference_to(number) else {
                continue;
            };
            let Ok(object) = self.view.resolve(reference) else {
                continue;
            };
            self.visitor.unused(reference, &object);
            if let Object::Dictionary(dict) = &object
                && is(dict, "Page")
                && dict.contains(b"Contents")
            {
                hidden.insert(number);
            }
        }
        hidden
    }

    fn collect(&mut self, object: &Object) {
        let mut waiting = vec![object];
        while let Some(object) = waiting.pop() {
            let Some(left) = self.steps.checked_sub(1) else {
                return;
            };
            self.steps = left;
            match object {
                Object::Reference(reference) => self.waiting.push(*reference),
                Object::Array(items) => waiting.extend(items),
                Object::Dictionary(dict) => waiting.extend(dict.iter().map(|(_, value)| value)),
                Object::Stream(stream) => {
                    waiting.extend(stream.dict.iter().map(|(_, value)| value))
                }
                _ => {}
            }
        }
    }
}
