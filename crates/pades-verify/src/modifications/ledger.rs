//! What the rules approve, and what they object to. Nothing is allowed that is not in here.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use pdf_revisions::{Object, Reference};

use super::disallowed::{DisallowedChange, Reason};
use super::graph::{Edge, Node};
use super::pair::Pair;
use super::{Context, Known, ModificationLevel};
use crate::anomaly::Finding;

/// What an approved change touches; DocMDP and FieldMDP decide on this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Touch {
    /// Validation material, document time-stamps, and what goes with them.
    LongTerm,
    /// A signature put into this field. `new_field`: the field came with it.
    Signature { field: String, new_field: bool },
    /// This form field's value or appearance.
    Form { field: String },
    /// XMP metadata.
    Metadata,
    /// The order in which a page's annotations are gone through (`/Tabs`), which shows nothing. `usual`: taken out, or set to that of the structure where there was none, as writers of tagged files do.
    TabOrder { usual: bool },
    /// An annotation that is no widget of a field.
    Annotation,
    /// Items joined the outline.
    Outline,
    /// This form field, or one of its widgets, was taken away.
    FieldRemoved { field: String },
}

impl Touch {
    pub(super) const fn level(&self) -> ModificationLevel {
        match self {
            Self::LongTerm => ModificationLevel::LtaUpdates,
            Self::Signature { .. } => ModificationLevel::Signatures,
            Self::Form { .. } | Self::Metadata => ModificationLevel::FormFilling,
            Self::TabOrder { usual: true } => ModificationLevel::FormFilling,
            Self::TabOrder { usual: false }
            | Self::Annotation
            | Self::Outline
            | Self::FieldRemoved { .. } => ModificationLevel::Annotations,
        }
    }
}

/// From where an approved object may be referred to; anything else means that it plays a second part nobody looked at.
#[derive(Clone, Debug)]
pub(super) enum Via {
    /// The object is new: every reference to it stands in something that is itself judged.
    NewObject,
    /// Any reference, because the rule looked at the object's whole meaning.
    Anywhere,
    /// References whose last dictionary key is one of these.
    Keys(&'static [&'static [u8]]),
    /// References in this object or the trailer, under this first key.
    Slot(Node, &'static [u8]),
    /// References in one of these objects, which the rule looked at as a whole.
    Within(Rc<BTreeSet<u32>>),
}

impl Via {
    pub(super) fn admits(&self, edge: &Edge) -> bool {
        match self {
            Self::NewObject => !edge.in_old,
            Self::Anywhere => true,
            Self::Keys(keys) => edge
                .keys
                .last()
                .is_some_and(|last| keys.contains(&last.as_ref())),
            Self::Within(members) => {
                matches!(edge.from, Node::Object(from) if members.contains(&from))
            }
            Self::Slot(from, key) => {
                edge.from == *from
                    && edge
                        .keys
                        .first()
                        .is_some_and(|first| first.as_ref() == *key)
            }
        }
    }

    /// An array that is an object of its own is what those make of it that refer to it: the annotations of a page, the kids of a field.
    fn admits_in_list(&self, pair: &Pair<'_>, edge: &Edge) -> bool {
        let (Self::Keys(_), Node::Object(array), []) = (self, edge.from, edge.keys.as_ref()) else {
            return false;
        };
        let holders = pair.graph.edges(array);
        !holders.is_empty()
            && holders.len() <= HOLDERS
            && holders.iter().all(|holder| self.admits(holder))
    }
}

/// The approvals and objections of one pair of revisions.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    approved: BTreeMap<u32, Approval>,
    /// What the rules explain things by, in the order they said so.
    explanations: Vec<Explanation>,
    pub(super) objections: Vec<DisallowedChange>,
    /// What is to be said of a signature that was added, by the place of its dictionary.
    pub(super) notes: Vec<(u64, Finding)>,
}

/// Who approved an object, and from where it may be referred to.
#[derive(Debug)]
struct Approval {
    /// The explanation that came first.
    explanation: usize,
    vias: Vec<Via>,
}

/// What one rule says of one thing it looked at: a field, the form, the store.
#[derive(Debug)]
pub(super) struct Explanation {
    pub(super) rule: &'static str,
    pub(super) touches: Vec<(Touch, Option<u32>)>,
    /// Why a signature forbids it, once that was asked.
    pub(super) forbidden: Option<Reason>,
}

impl Explanation {
    /// How far it reaches.
    pub(super) fn level(&self) -> Option<ModificationLevel> {
        self.touches.iter().map(|(touch, _)| touch.level()).max()
    }
}

impl Ledger {
    /// From here on, what is approved and touched is explained by this rule.
    pub(super) fn explain(&mut self, rule: &'static str) {
        self.explanations.push(Explanation {
            rule,
            touches: Vec::new(),
            forbidden: None,
        });
    }

    /// A rule explains this object.
    pub(super) fn approve(&mut self, number: u32, via: Via) {
        let explanation = self.explanations.len().saturating_sub(1);
        let approval = self.approved.entry(number).or_insert_with(|| Approval {
            explanation,
            vias: Vec::new(),
        });
        approval.vias.push(via);
    }

    pub(super) fn touch(&mut self, touch: Touch, number: impl Into<Option<u32>>) {
        if self.explanations.is_empty() {
            self.explain("other");
        }
        if let Some(explanation) = self.explanations.last_mut() {
            explanation.touches.push((touch, number.into()));
        }
    }

    /// Everything that was touched.
    pub(super) fn touches(&self) -> impl Iterator<Item = &(Touch, Option<u32>)> {
        self.explanations.iter().flat_map(|one| &one.touches)
    }

    /// What explains this object, when a rule approved it.
    pub(super) fn explanation(&self, number: u32) -> Option<&Explanation> {
        let approval = self.approved.get(&number)?;
        self.explanations.get(approval.explanation)
    }

    /// To be said of the signature whose dictionary is at this place.
    pub(super) fn note(&mut self, place: Option<u64>, finding: Finding) {
        self.notes.extend(place.map(|place| (place, finding)));
    }

    /// A rule knows that this is not allowed, whatever the level.
    pub(super) fn object(
        &mut self,
        pair: &Pair<'_>,
        number: impl Into<Option<u32>>,
        reason: Reason,
    ) {
        let reference = number.into().and_then(|number| reference(pair, number));
        let revision = pair.new.revision().index;
        self.objections.push(DisallowedChange {
            reference,
            revision,
            reason,
        });
    }

    /// Every new object that can be reached from `number` through new objects only.
    pub(super) fn approve_new_below(&mut self, pair: &Pair<'_>, numbers: Vec<u32>) {
        let mut todo = numbers;
        while let Some(number) = todo.pop() {
            if !pair.is_added(number) || self.approved.contains_key(&number) {
                continue;
            }
            self.approve(number, Via::NewObject);
            if let Some(changed) = pair.changed.get(&number) {
                todo.extend(super::graph::targets(&changed.new));
            }
        }
    }

    /// Default deny: what no rule explains, or what is used elsewhere too.
    pub(super) fn settle(&mut self, pair: &Pair<'_>) {
        for (number, changed) in &pair.changed {
            let reason = match self.approved.get(number) {
                _ if changed.regenerated => Some(Reason::GenerationChanged),
                // What the newer revision does not reach shows nothing: whatever dropped the last reference is judged.
                None if !pair.graph.is_live(*number) => None,
                None if changed.new.is_null() => Some(Reason::ObjectFreed),
                None if changed.is_added() && dangling(pair, *number) => {
                    Some(Reason::DanglingReferenceDefined)
                }
                None => Some(Reason::Unexplained),
                Some(approval) => used_elsewhere(pair, *number, &approval.vias),
            };
            if let Some(reason) = reason {
                self.object(pair, *number, reason);
            }
        }
    }

    /// What the rules explain and an earlier signature forbids: DocMDP, FieldMDP, locks.
    pub(super) fn forbid(&mut self, pair: &Pair<'_>, context: &Context<'_>) {
        let before = pair.old.revision().index;
        let bound: Vec<&Known> = context
            .signatures
            .iter()
            .filter(|known| known.binds(before))
            .collect();
        for explanation in &mut self.explanations {
            for (touch, number) in &explanation.touches {
                let reason = bound
                    .iter()
                    .find_map(|known| known.restrictions.forbid(touch));
                let Some(reason) = reason else { continue };
                explanation.forbidden.get_or_insert_with(|| reason.clone());
                self.objections.push(DisallowedChange {
                    reference: number.and_then(|number| reference(pair, number)),
                    revision: pair.new.revision().index,
                    reason,
                });
            }
        }
    }

    /// New objects that nothing refers to: harmless, and worth a line.
    pub(super) fn unreferenced(&self, pair: &Pair<'_>) -> Vec<u32> {
        let idle = pair.changed.iter().filter(|(number, changed)| {
            !pair.graph.reaches(**number)
                && !self.approved.contains_key(number)
                && !is_of_the_file(&changed.new)
        });
        idle.map(|(number, _)| *number).collect()
    }
}

/// The reference that means an object, changed or not.
fn reference(pair: &Pair<'_>, number: u32) -> Option<Reference> {
    let changed = pair.changed.get(&number);
    changed.map_or_else(
        || pair.old.reference_to(number).ok().flatten(),
        |changed| Some(changed.reference),
    )
}

/// Object streams and cross-reference streams (ISO 32000-2 §7.5.7, §7.5.8) are never referred to.
pub(super) fn is_of_the_file(object: &Object) -> bool {
    object.as_stream().is_some_and(|stream| {
        stream
            .dict
            .name(b"Type")
            .is_some_and(|kind| *kind == "ObjStm" || *kind == "XRef")
    })
}

fn dangling(pair: &Pair<'_>, number: u32) -> bool {
    pair.graph.edges(number).iter().any(|edge| edge.in_old)
}

/// Places that may refer to one list: a page, its older version, a field.
const HOLDERS: usize = 100;

/// References to one object times the rules that approved it: an appearance shared by a thousand fields.
const COMPARISONS: usize = 4_000_000;

fn used_elsewhere(pair: &Pair<'_>, number: u32, vias: &[Via]) -> Option<Reason> {
    let (edges, vias_count) = (pair.graph.edges(number).len(), vias.len());
    if edges.saturating_mul(vias_count) > COMPARISONS {
        return Some(Reason::TooManyObjects);
    }
    let stray = pair.graph.edges(number).iter().find(|edge| {
        let admits = |via: &Via| via.admits(edge) || via.admits_in_list(pair, edge);
        !vias.iter().any(admits)
    })?;
    if pair.is_added(number) && stray.in_old {
        return Some(Reason::DanglingReferenceDefined);
    }
    let path = stray
        .keys
        .iter()
        .map(|key| format!("/{}", String::from_utf8_lossy(key)))
        .collect::<String>();
    Some(Reason::UsedElsewhere {
        path: match stray.from {
            Node::Trailer => format!("trailer{path}"),
            Node::Object(from) => format!("object {from}{path}"),
        },
    })
}
