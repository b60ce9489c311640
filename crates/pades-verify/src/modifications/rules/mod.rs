//! One file per allowed change. Each rule looks at one place of the document, approves the objects it can explain and says what they
//! touch; order does not matter but for [`page_annotations`], which asks which widgets the form rules approved.

mod annotations;
mod appearance;
mod beneath;
mod catalog;
mod default_appearance;
mod default_resources;
mod dss;
mod extensions;
mod field;
mod form;
mod form_filling;
mod information;
mod metadata;
mod narrow;
mod new_signature;
mod outlines;
mod page_annotations;
mod parent_tree;
mod permissions;
mod placement;
mod seal;
mod structure;
mod structure_element;
mod structure_kids;
mod structure_roles;
mod trailer;

pub(super) use placement::is_visible;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use pdf_revisions::{Dict, Object, PdfError, Reference};

use super::disallowed::Reason;
use super::fields::Fields;
use super::graph::Node;
use super::ledger::Ledger;
use super::painting::Painting;
use super::pair::Pair;
use super::{Context, Known};
use crate::report::Permissions;

/// All rules over one pair of revisions.
pub(super) fn apply(
    pair: &Pair<'_>,
    context: &Context<'_>,
    ledger: &mut Ledger,
) -> Result<(), PdfError> {
    if pair.graph.too_large {
        ledger.object(pair, None, Reason::TooManyObjects);
    }
    if let Some((number, error)) = &pair.graph.unreadable {
        ledger.object(
            pair,
            *number,
            Reason::Unreadable {
                number: *number,
                error: error.clone(),
            },
        );
    }
    for (number, changed) in &pair.changed {
        if repeats_key(&changed.new) {
            ledger.object(pair, *number, Reason::DuplicateKeys);
        }
    }
    let mut shared = Shared {
        pair,
        context,
        ledger,
        widgets: BTreeSet::new(),
        placements_left: placement::PLACEMENTS,
        annotations: BTreeSet::new(),
        left: BTreeSet::new(),
        strays: BTreeMap::new(),
        first_fields: OnceCell::new(),
        content: None,
    };
    trailer::apply(&mut shared)?;
    page_annotations::apply(&mut shared)?;
    structure::apply(&mut shared)?;
    narrow::apply(&mut shared);
    Ok(())
}

/// Whether any dictionary in the value holds a key twice: two readers see two values.
fn repeats_key(value: &Object) -> bool {
    let mut todo = vec![value];
    while let Some(value) = todo.pop() {
        if let Object::Array(items) = value {
            todo.extend(items);
        } else if let Some(dict) = value.as_dict() {
            if !dict.duplicate_keys().is_empty() {
                return true;
            }
            todo.extend(dict.iter().map(|(_, value)| value));
        }
    }
    false
}

/// What the rules of one pair share.
pub(super) struct Shared<'s, 'f> {
    pub(super) pair: &'s Pair<'f>,
    pub(super) context: &'s Context<'s>,
    pub(super) ledger: &'s mut Ledger,
    /// Widgets of signature fields that may appear on a page now.
    pub(super) widgets: BTreeSet<u32>,
    /// Visible parts of new signatures that may still be looked at.
    pub(super) placements_left: usize,
    /// Other annotations that may appear on a page now.
    pub(super) annotations: BTreeSet<u32>,
    /// Annotations and widgets that may leave their page.
    pub(super) left: BTreeSet<u32>,
    /// Parts of appearances that were looked at, with the path of what else refers to them.
    strays: BTreeMap<u32, Option<String>>,
    /// The fields of the oldest revision that a signature covers.
    first_fields: OnceCell<Fields>,
    /// What a page's content showed before, as far as it was asked for.
    content: Option<(Reference, Painting)>,
}

impl Shared<'_, '_> {
    fn refuse(&mut self, number: impl Into<Option<u32>>, reason: Reason) {
        self.ledger.object(self.pair, number, reason);
    }

    /// The signature whose dictionary this is, if it stands, is intact and covers this revision.
    fn intact_signature(&self, dictionary: &Dict) -> Option<&Known> {
        let place = dictionary.span()?.start;
        let revision = self.pair.new.revision().index;
        let known = self
            .context
            .signatures
            .iter()
            .find(|known| known.place == Some(place))?;
        (known.intact && known.covers.is_some_and(|covered| covered >= revision)).then_some(known)
    }

    /// The signature that certifies the document, when it was there before this revision.
    fn certifier(&self) -> Option<&Known> {
        self.earlier_signatures()
            .find(|earlier| earlier.restrictions.certifies.is_some())
    }

    /// What the certification lets others do.
    fn certified(&self) -> Option<Permissions> {
        self.certifier()?.restrictions.certifies
    }

    /// Whether the oldest revision that a signature covers has this field.
    fn was_signed_with(&self, number: u32) -> Result<bool, PdfError> {
        let first = self
            .earlier_signatures()
            .filter_map(|known| known.covers)
            .min();
        let old = self.pair.old;
        Ok(match first {
            Some(first) if first != old.revision().index => {
                let fields = match self.first_fields.get() {
                    Some(fields) => fields,
                    None => {
                        let fields = Fields::read(old.file().at(first))?;
                        self.first_fields.get_or_init(|| fields)
                    }
                };
                fields.by_number.contains_key(&number)
            }
            _ => self.pair.old_fields.by_number.contains_key(&number),
        })
    }

    /// Signatures (not time-stamps) that were there before this revision.
    fn earlier_signatures(&self) -> impl Iterator<Item = &Known> {
        let revision = self.pair.old.revision().index;
        self.context
            .signatures
            .iter()
            .filter(move |known| known.binds(revision))
    }
}

/// The number of an entry's object, when the entry is a reference.
fn number(dict: &Dict, key: &[u8]) -> Option<u32> {
    dict.reference(key).map(|reference| reference.number)
}

/// The node in which the direct values of `key`'s dictionary stand: the object itself when it is indirect, else its parent.
fn node(parent: Node, dict: &Dict, key: &[u8]) -> Node {
    number(dict, key).map_or(parent, Node::Object)
}

fn lossy(key: &[u8]) -> String {
    String::from_utf8_lossy(key).into_owned()
}

/// The dictionary at a key, references followed; an empty one when there is none.
fn dictionary(view: pdf_revisions::View<'_>, dict: &Dict, key: &[u8]) -> Result<Dict, PdfError> {
    Ok(match view.value(dict, key)? {
        Object::Dictionary(dict) => dict,
        _ => Dict::new(),
    })
}
