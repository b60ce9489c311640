//! Every object once: actions, files, media, fonts, widgets; and what the document does not use.

use pades_verify::Visitor;
use pdf_revisions::{Dict, Object, Reference};

use super::{Found, LintKind, LintLimits, actions};

/// What the walk through the document gathers.
#[derive(Debug)]
pub(super) struct Objects {
    found: Vec<(LintKind, u32)>,
    pub(super) fonts: Vec<(u32, Dict)>,
    pub(super) widgets: Vec<(u32, Dict)>,
    most_fonts: usize,
    most_widgets: usize,
    /// Values that may still be looked at inside objects.
    steps: usize,
    is_whole: bool,
}

impl Objects {
    pub(super) fn new(limits: &LintLimits) -> Self {
        Self {
            found: Vec::new(),
            fonts: Vec::new(),
            widgets: Vec::new(),
            most_fonts: limits.fonts,
            most_widgets: limits.fields,
            steps: limits.objects.steps,
            is_whole: true,
        }
    }

    /// Whether no limit was reached.
    pub(super) const fn is_whole(&self) -> bool {
        self.is_whole
    }

    pub(super) fn tell(&self, found: &mut Found) {
        let mut told = self.found.clone();
        told.sort_unstable();
        told.dedup();
        for (kind, number) in told {
            found.at(kind, &number);
        }
    }

    /// The dictionaries of an object, one inside the other.
    fn each(&mut self, number: u32, object: &Object) {
        if let Object::Stream(stream) = object {
            self.stream(number, &stream.dict);
        }
        let mut waiting = vec![object];
        while let Some(object) = waiting.pop() {
            let Some(left) = self.steps.checked_sub(1) else {
                self.is_whole = false;
                return;
            };
            self.steps = left;
            if let Object::Array(items) = object {
                waiting.extend(items);
            } else if let Some(dict) = object.as_dict() {
                self.dictionary(number, dict);
                waiting.extend(dict.iter().map(|(_, value)| value));
            }
        }
    }

    /// Data that are elsewhere: of a stream (ISO 32000-2 §7.3.8.2), of a page of another file (§8.10.4).
    fn stream(&mut self, number: u32, dict: &Dict) {
        let elsewhere = matches!(dict.get(b"F"), Some(file) if !file.is_null());
        if elsewhere || dict.contains(b"Ref") && is(dict, b"Subtype", "Form") {
            self.found.push((LintKind::ExternalData, number));
        }
    }

    fn dictionary(&mut self, number: u32, dict: &Dict) {
        let kinds = actions::of(dict).into_iter().chain(media(dict));
        self.found.extend(kinds.map(|kind| (kind, number)));
        if is(dict, b"Type", "Font") {
            keep(
                &mut self.fonts,
                self.most_fonts,
                &mut self.is_whole,
                (number, dict),
            );
        }
        if is(dict, b"Subtype", "Widget") {
            keep(
                &mut self.widgets,
                self.most_widgets,
                &mut self.is_whole,
                (number, dict),
            );
        }
    }
}

impl Visitor for Objects {
    fn used(&mut self, reference: Reference, object: &Object) {
        self.each(reference.number, object);
    }

    fn unused(&mut self, reference: Reference, object: &Object) {
        let Some(dict) = object.as_dict() else {
            return;
        };
        // The file's own order, and pages, which are told of as such.
        let order = ["XRef", "ObjStm", "Page"]
            .iter()
            .any(|kind| is(dict, b"Type", kind));
        let encryption = dict.contains(b"Filter") && dict.contains(b"O") && dict.contains(b"U");
        if order || encryption || dict.contains(b"Linearized") {
            return;
        }
        let kind = match shows(dict) {
            true => LintKind::UnusedContent,
            false => LintKind::UnusedObject,
        };
        self.found.push((kind, reference.number));
    }
}

fn keep(
    all: &mut Vec<(u32, Dict)>,
    most: usize,
    is_whole: &mut bool,
    (number, dict): (u32, &Dict),
) {
    match all.len() < most {
        true => all.push((number, dict.clone())),
        false => *is_whole = false,
    }
}

/// Something that a page can show by a reference alone: a form XObject, an annotation with its look, pages.
fn shows(dict: &Dict) -> bool {
    let pages = dict.array(b"Kids").is_some_and(|kids| !kids.is_empty());
    let form = is(dict, b"Subtype", "Form") && dict.contains(b"BBox");
    let annotation = dict.contains(b"Subtype") && dict.contains(b"Rect") && dict.contains(b"AP");
    form || annotation || pages && is(dict, b"Type", "Pages")
}

/// ISO 32000-2 Table 171: annotations that hold files or play something; §7.11.3: file specifications with a file.
fn media(dict: &Dict) -> Option<LintKind> {
    const PLAYS: [&str; 6] = ["3D", "Movie", "RichMedia", "Screen", "Sound", "Projection"];
    if dict.contains(b"EF") {
        return Some(LintKind::EmbeddedFile);
    }
    let plays = dict.contains(b"Rect") && PLAYS.iter().any(|kind| is(dict, b"Subtype", kind));
    plays.then_some(LintKind::Multimedia)
}

pub(super) fn is(dict: &Dict, key: &[u8], kind: &str) -> bool {
    dict.name(key).is_some_and(|name| *name == kind)
}
