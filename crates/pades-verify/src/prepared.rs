//! What was prepared before signing so that a later revision can show something else (shadow attacks): references that lead nowhere, pages
//! that nothing shows, fields outside the form. Told as warnings: honest writers leave such things, too, and what a later revision makes of
//! them is judged by the analysis of changes.

use std::collections::BTreeSet;

use pdf_revisions::{Dict, Object, PdfError, PdfFile, Reference, View};

use crate::anomaly::{Anomaly, Severity};
use crate::codes::{self, Code};
use crate::coverage::Coverage;
use crate::report::SignatureKind;
use crate::signed_file::Examined;

/// Larger documents are not looked at: this is a hint, and it must cost nothing beside the hashing. Ours.
const OBJECTS: usize = 500;
/// Steps into arrays and dictionaries of one object. Ours.
const STEPS: usize = 20_000;
/// Numbers shown in one anomaly. Ours.
const SHOWN: usize = 16;

/// Of what the first signature covers; of the newest revision, where nothing is signed.
pub(crate) fn anomalies(file: &PdfFile, examined: &[Examined]) -> Vec<Anomaly> {
    let people = examined.iter();
    let people = people.filter(|one| one.embedded.kind == SignatureKind::Signature);
    let covering = people.filter_map(|one| one.coverage.proven().map(Coverage::revision));
    let newest = file.revisions().len().saturating_sub(1);
    let view = file.at(covering.min().unwrap_or(newest));
    look(view).unwrap_or_default()
}

fn look(view: View<'_>) -> Result<Vec<Anomaly>, PdfError> {
    let Some(numbers) = view.numbers(OBJECTS) else {
        return Ok(Vec::new());
    };
    let mut walk = Walk {
        view,
        reached: BTreeSet::new(),
        nowhere: BTreeSet::new(),
        shown: BTreeSet::new(),
        waiting: Vec::new(),
        steps: STEPS,
    };
    walk.from(view.trailer());
    let fields = fields(view)?;
    let outside = walk.shown.difference(&fields).copied().collect();
    let mut hidden = BTreeSet::new();
    for number in numbers {
        if walk.reached.contains(&number) {
            continue;
        }
        // Entries that lead to no object are no reason to stop looking.
        let Ok(Some(reference)) = view.reference_to(number) else {
            continue;
        };
        let Ok(Object::Dictionary(dict)) = view.resolve(reference) else {
            continue;
        };
        if is(&dict, "Page") && dict.contains(b"Contents") {
            hidden.insert(number);
        }
    }
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
    Ok(told.into_iter().flatten().collect())
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
        if !found.insert(field.number) || found.len() > OBJECTS {
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
    Ok(references.take(OBJECTS).collect())
}

/// What the document reaches from its trailer.
struct Walk<'f> {
    view: View<'f>,
    reached: BTreeSet<u32>,
    /// Numbers of objects that do not exist.
    nowhere: BTreeSet<u32>,
    /// Fields that show something.
    shown: BTreeSet<u32>,
    waiting: Vec<Reference>,
    steps: usize,
}

impl Walk<'_> {
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
