//! The appearance of an approved widget or annotation (ISO 32000-2 §12.5.5): new streams, and old ones that nothing else shows.

use std::collections::BTreeSet;
use std::rc::Rc;

use pdf_revisions::{Dict, Object, PdfError};

use super::{Reason, Shared, dictionary, lossy};
use crate::modifications::graph::{Edge, Node, targets};
use crate::modifications::ledger::Via;

/// Objects of one appearance dictionary. Real fields have a handful, choice fields some dozen.
const STATES: usize = 1_000;

/// The indirect objects of an appearance dictionary: it has a stream, or a dictionary of streams by state, for each of its three keys.
#[derive(Default)]
struct Parts {
    /// The dictionary itself and those of states.
    holders: BTreeSet<u32>,
    streams: Vec<u32>,
    /// Something stands in it that belongs in no appearance.
    odd: bool,
}

impl Parts {
    fn read(shared: &Shared<'_, '_>, dict: &Dict) -> Result<Self, PdfError> {
        let mut parts = Self::default();
        let Some(entry) = dict.get(b"AP") else {
            return Ok(parts);
        };
        match parts.resolve(shared, entry)? {
            Object::Dictionary(kinds) => {
                for (key, kind) in kinds.iter() {
                    parts.odd |= !matches!(key.as_bytes(), b"N" | b"R" | b"D");
                    parts.kind(shared, kind)?;
                }
            }
            other => parts.odd |= !other.is_null(),
        }
        Ok(parts)
    }

    fn kind(&mut self, shared: &Shared<'_, '_>, kind: &Object) -> Result<(), PdfError> {
        match self.resolve(shared, kind)? {
            Object::Dictionary(states) => {
                for (_, state) in states.iter().take(STATES) {
                    let value = shared.pair.new.deref(state)?;
                    match (value.as_ref(), state.as_reference()) {
                        (Object::Stream(_), Some(at)) => self.streams.push(at.number),
                        (value, _) => self.odd |= !value.is_null(),
                    }
                }
                self.odd |= states.len() > STATES;
            }
            Object::Stream(_) => {
                self.streams.extend(kind.as_reference().map(|at| at.number));
            }
            other => self.odd |= !other.is_null(),
        }
        Ok(())
    }

    fn resolve(&mut self, shared: &Shared<'_, '_>, entry: &Object) -> Result<Object, PdfError> {
        let value = shared.pair.new.deref(entry)?.into_owned();
        if matches!(value, Object::Dictionary(_)) {
            self.holders
                .extend(entry.as_reference().map(|at| at.number));
        }
        Ok(value)
    }
}

/// Approves what the appearance of `widget` consists of. Tells whether any of it changed.
pub(super) fn approve(
    shared: &mut Shared<'_, '_>,
    widget: u32,
    dict: &Dict,
) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let parts = Parts::read(shared, dict)?;
    let is_changed = |number: &u32| pair.changed.contains_key(number);
    let changed = parts.holders.iter().chain(&parts.streams).any(is_changed);
    if parts.odd && (changed || is_changed(&widget)) {
        let field = pair.new_fields.by_number.get(&widget);
        let reason = field.map_or(Reason::AnnotationsChanged, |field| Reason::FieldChanged {
            field: field.name.clone(),
            key: "AP".to_owned(),
        });
        shared.refuse(widget, reason);
    }
    for holder in &parts.holders {
        refuse_stray(shared, widget, *holder);
    }
    let holders = Rc::new(parts.holders);
    for number in holders.iter().chain(&parts.streams).copied() {
        let Some(object) = pair.changed.get(&number) else {
            continue;
        };
        let vias = [
            Via::Slot(Node::Object(widget), b"AP"),
            Via::Within(Rc::clone(&holders)),
        ];
        for via in vias {
            shared.ledger.approve(number, via);
        }
        if matches!(object.new, Object::Stream(_)) {
            shared.ledger.approve_new_below(pair, targets(&object.new));
        }
    }
    Ok(changed)
}

/// Whether two appearances paint the same with the same: a program that fills in one field writes those of all again.
pub(super) fn looks_the_same(
    shared: &Shared<'_, '_>,
    before: &Dict,
    after: &Dict,
) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let (old, new) = (
        dictionary(pair.old, before, b"AP")?,
        dictionary(pair.new, after, b"AP")?,
    );
    for key in [b"N".as_slice(), b"R", b"D"] {
        let (old, new) = (pair.old.value(&old, key)?, pair.new.value(&new, key)?);
        let same = match (&old, &new) {
            (Object::Dictionary(old), Object::Dictionary(new)) => same_states(shared, old, new)?,
            _ => same_form(shared, &old, &new)?,
        };
        if !same {
            return Ok(false);
        }
    }
    Ok(true)
}

fn same_states(shared: &Shared<'_, '_>, old: &Dict, new: &Dict) -> Result<bool, PdfError> {
    if old.len() != new.len() || new.len() > STATES {
        return Ok(false);
    }
    for (state, _) in new.iter() {
        let old = shared.pair.old.value(old, state.as_bytes())?;
        let new = shared.pair.new.value(new, state.as_bytes())?;
        if !same_form(shared, &old, &new)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How the data are stored, and what says nothing of what is painted (ISO 32000-2 Tables 5 and 93).
const STORED: [&[u8]; 8] = [
    b"DL",
    b"DecodeParms",
    b"Filter",
    b"FormType",
    b"LastModified",
    b"Length",
    b"Name",
    b"Type",
];

fn same_form(shared: &Shared<'_, '_>, old: &Object, new: &Object) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let (Object::Stream(old), Object::Stream(new)) = (old, new) else {
        return Ok(old.is_null() && new.is_null());
    };
    let differing = pair.differing(&old.dict, &new.dict)?;
    let data = (pair.old.stream_data(old), pair.new.stream_data(new));
    Ok(differing.iter().all(|key| STORED.contains(key))
        && matches!(data, (Ok(old), Ok(new)) if old == new))
}

/// The appearance a field had is its own: when something else shows it too, replacing it changes that as well, or was prepared to.
pub(super) fn refuse_shared(shared: &mut Shared<'_, '_>, widget: u32) {
    let pair = shared.pair;
    let Some((before, _)) = pair.dictionaries(widget) else {
        return;
    };
    for number in targets(before.get(b"AP").unwrap_or(&Object::Null)) {
        refuse_stray(shared, widget, number);
    }
}

/// Widgets share appearances among each other (the off state of check boxes); a page, a font, a private key has no business there.
fn refuse_stray(shared: &mut Shared<'_, '_>, widget: u32, number: u32) {
    let path = match shared.strays.get(&number) {
        Some(known) => known.clone(),
        None => {
            let path = stray(shared, number);
            shared.strays.insert(number, path.clone());
            path
        }
    };
    if let Some(path) = path {
        shared.refuse(widget, Reason::UsedElsewhere { path });
    }
}

/// The path of a reference that stands in no appearance.
fn stray(shared: &Shared<'_, '_>, number: u32) -> Option<String> {
    let mut edges = shared.pair.graph.edges(number).iter();
    let edge = edges.find(|edge| !is_of_appearance(shared, edge, NESTED))?;
    let keys = edge.keys.iter();
    Some(keys.map(|key| format!("/{}", lossy(key))).collect())
}

/// The appearance dictionary and those of states.
const NESTED: usize = 2;

/// Whether a reference stands under `/AP` of a widget or an annotation, or in a dictionary that does.
fn is_of_appearance(shared: &Shared<'_, '_>, edge: &Edge, depth: usize) -> bool {
    let Node::Object(from) = edge.from else {
        return false;
    };
    let pair = shared.pair;
    if edge.keys.first().is_some_and(|key| key.as_ref() == b"AP") {
        let fields = [&pair.old_fields, &pair.new_fields];
        return fields
            .iter()
            .any(|fields| fields.by_number.contains_key(&from))
            || is_annotation(shared, from);
    }
    let edges = pair.graph.edges(from);
    depth > 0
        && edge.keys.len() <= NESTED
        && !edges.is_empty()
        && edges
            .iter()
            .all(|edge| is_of_appearance(shared, edge, depth.saturating_sub(1)))
}

fn is_annotation(shared: &Shared<'_, '_>, number: u32) -> bool {
    let is = |object: &Object| matches!(object, Object::Dictionary(dict) if dict.name(b"Subtype").is_some() && dict.contains(b"Rect"));
    let before = shared.pair.changed.get(&number);
    before.is_some_and(|changed| is(&changed.old))
        || shared.pair.new_object(number).is_ok_and(|new| is(&new))
}
