//! Who refers to the changed objects: one walk over the objects that either revision can reach.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use pdf_revisions::{Dict, Location, Object, PdfError, Reference, View};

use super::pair::Changed;

/// Where a reference stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Node {
    /// In the trailer.
    Trailer,
    /// In the object with this number.
    Object(u32),
}

/// A reference to a changed object: from where, under which keys, and in which of the two revisions it stands there.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) from: Node,
    pub(super) keys: Keys,
    pub(super) in_old: bool,
}

/// The names of the dictionary keys that lead to a reference inside its object; of long paths the middle is left out.
pub(super) type Keys = Rc<[Rc<[u8]>]>;

/// Keys kept of one path: the first and the last ones matter. A path is copied for every dictionary below it.
const KEYS: usize = 8;

/// All references to changed objects.
#[derive(Debug, Default)]
pub(super) struct Graph {
    edges: BTreeMap<u32, Vec<Edge>>,
    /// Those of them that the newer revision can still reach.
    live: HashSet<u32>,
    /// Unchanged objects that were assumed to be reachable, because only their bytes were looked at.
    pub(super) is_assumed: bool,
    /// An object that could not be read on the way.
    pub(super) unreadable: Option<(u32, String)>,
    pub(super) too_large: bool,
}

impl Graph {
    pub(super) fn edges(&self, number: u32) -> &[Edge] {
        self.edges.get(&number).map_or(&[], Vec::as_slice)
    }

    /// Whether the object can be reached at all, in either revision.
    pub(super) fn reaches(&self, number: u32) -> bool {
        self.edges.contains_key(&number)
    }

    /// Whether the newer revision reaches the object, there or not.
    pub(super) fn is_live(&self, number: u32) -> bool {
        self.live.contains(&number)
    }
}

/// References of unchanged objects, kept between pairs of revisions.
#[derive(Debug, Default)]
pub(super) struct Cache(HashMap<(u32, Location), Outgoing>);

/// The references of one object, each with the keys that lead to it.
type Outgoing = Rc<[(Reference, Keys)]>;

/// Trailer keys that are about the file, not about the document (ISO 32000-2 Table 15, Table 17).
pub(super) const FILE_KEYS: [&[u8]; 12] = [
    b"Size",
    b"Prev",
    b"XRefStm",
    b"Type",
    b"W",
    b"Index",
    b"Filter",
    b"DecodeParms",
    b"Length",
    b"ID",
    b"DocChecksum",
    // LibreOffice's hybrid files name their ODF source here; no PDF reader shows it.
    b"AdditionalStreams",
];

pub(super) struct Walk<'w, 'f> {
    pub(super) old: View<'f>,
    pub(super) new: View<'f>,
    pub(super) changed: &'w BTreeMap<u32, Changed>,
    /// Unchanged objects whose referrers matter too: the appearances of form fields, streams that are shown anew.
    pub(super) watched: &'w BTreeSet<u32>,
    /// The unchanged objects that may refer to any of these; others are not looked at. `None`: everything reachable is.
    pub(super) referrers: Option<HashSet<Reference>>,
    pub(super) cache: &'w mut Cache,
    /// What may still be walked over in this file, and what one object takes of it: an object is looked for in every section.
    pub(super) left: &'w mut usize,
    pub(super) cost: usize,
}

impl Walk<'_, '_> {
    /// Walks from both trailers over everything reachable: first the older revision, then the newer.
    pub(super) fn run(mut self) -> Graph {
        let mut graph = Graph {
            is_assumed: self.referrers.is_some(),
            ..Graph::default()
        };
        let mut old = HashSet::new();
        self.walk(&mut graph, true, &mut old, &HashSet::new());
        self.walk(&mut graph, false, &mut HashSet::new(), &old);
        graph
    }

    /// `before`: objects whose references were noted by an earlier walk.
    fn walk(
        &mut self,
        graph: &mut Graph,
        in_old: bool,
        seen: &mut HashSet<Reference>,
        before: &HashSet<Reference>,
    ) {
        let mut todo = Vec::new();
        let trailer = if in_old {
            self.old.trailer()
        } else {
            self.new.trailer()
        };
        let found = trailer_references(trailer);
        self.note(graph, Node::Trailer, &found, in_old);
        todo.extend(found.iter().map(|(target, _)| *target));
        todo.extend(self.referrers.iter().flatten());
        while let Some(reference) = todo.pop() {
            if !seen.insert(reference) {
                continue;
            }
            if *self.left == 0 {
                graph.too_large = true;
                return;
            }
            *self.left = self.left.saturating_sub(self.cost);
            let visited = self.visit(graph, &mut todo, reference, in_old, before);
            if let Err(error) = visited {
                graph
                    .unreadable
                    .get_or_insert((reference.number, error.to_string()));
            }
        }
        if !in_old {
            let numbers = seen.iter().map(|reference| reference.number);
            let live = numbers.filter(|number| self.is_of_interest(*number));
            graph.live = live.collect();
        }
    }

    fn visit(
        &mut self,
        graph: &mut Graph,
        todo: &mut Vec<Reference>,
        reference: Reference,
        in_old: bool,
        before: &HashSet<Reference>,
    ) -> Result<(), PdfError> {
        let from = Node::Object(reference.number);
        if let Some(changed) = self.changed.get(&reference.number) {
            let value = if in_old { &changed.old } else { &changed.new };
            let found = references(value);
            self.note(graph, from, &found, in_old);
            todo.extend(found.iter().map(|(target, _)| *target));
            return Ok(());
        }
        let silent = |referrers: &HashSet<Reference>| !referrers.contains(&reference);
        if self.referrers.as_ref().is_some_and(silent) {
            return Ok(());
        }
        let found = self.unchanged(reference)?;
        if !before.contains(&reference) {
            self.note(graph, from, &found, true);
        }
        todo.extend(found.iter().map(|(target, _)| *target));
        Ok(())
    }

    fn unchanged(&mut self, reference: Reference) -> Result<Outgoing, PdfError> {
        let Some(location) = self.new.location(reference)? else {
            return Ok(Rc::from([]));
        };
        let known = (reference.number, location);
        if let Some(known) = self.cache.0.get(&known) {
            return Ok(Rc::clone(known));
        }
        let mut found = references(&self.new.resolve(reference)?);
        // What an object stream holds depends on all that its dictionary refers to: its /Length may be an object of its own.
        if let Location::InObjectStream { container, .. } = location
            && !self.changed.contains_key(&container)
        {
            let key: Rc<[u8]> = Rc::from(b"ObjStm".as_slice());
            found.push((Reference::new(container, 0), Rc::from([key])));
        }
        let found: Outgoing = found.into();
        self.cache.0.insert(known, Rc::clone(&found));
        Ok(found)
    }

    fn note(&self, graph: &mut Graph, from: Node, found: &[(Reference, Keys)], in_old: bool) {
        for (target, keys) in found {
            let number = target.number;
            if self.is_of_interest(number) {
                let keys = Rc::clone(keys);
                graph
                    .edges
                    .entry(number)
                    .or_default()
                    .push(Edge { from, keys, in_old });
            }
        }
    }

    fn is_of_interest(&self, number: u32) -> bool {
        self.changed.contains_key(&number) || self.watched.contains(&number)
    }
}

fn trailer_references(trailer: &Dict) -> Vec<(Reference, Keys)> {
    let mut found = Vec::new();
    for (key, value) in trailer.iter() {
        if !FILE_KEYS.contains(&key.as_bytes()) {
            collect(value, &Keys::from([Rc::from(key.as_bytes())]), &mut found);
        }
    }
    found
}

/// All references inside one value with the keys that lead to them.
fn references(value: &Object) -> Vec<(Reference, Keys)> {
    let mut found = Vec::new();
    collect(value, &Keys::from([]), &mut found);
    found
}

/// Depth is bounded by the reader's own limit.
fn collect(value: &Object, path: &Keys, found: &mut Vec<(Reference, Keys)>) {
    match value {
        Object::Reference(reference) => found.push((*reference, Rc::clone(path))),
        Object::Array(items) => items.iter().for_each(|item| collect(item, path, found)),
        Object::Dictionary(dict) => collect_dict(dict, path, found),
        Object::Stream(stream) => collect_dict(&stream.dict, path, found),
        _ => {}
    }
}

fn collect_dict(dict: &Dict, path: &Keys, found: &mut Vec<(Reference, Keys)>) {
    for (key, value) in dict.iter() {
        let leads_on = matches!(
            value,
            Object::Reference(_) | Object::Array(_) | Object::Dictionary(_)
        );
        if leads_on {
            collect(value, &longer(path, key.as_bytes()), found);
        }
    }
}

fn longer(path: &Keys, key: &[u8]) -> Keys {
    let kept = path.iter().enumerate();
    let kept = kept.filter(|(index, _)| path.len() < KEYS || *index != KEYS / 2);
    kept.map(|(_, key)| Rc::clone(key))
        .chain([Rc::from(key)])
        .collect()
}

/// Numbers referred to inside a value.
pub(super) fn targets(value: &Object) -> Vec<u32> {
    target_references(value)
        .into_iter()
        .map(|reference| reference.number)
        .collect()
}

/// What is referred to inside a value.
pub(super) fn target_references(value: &Object) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut todo = vec![value];
    while let Some(value) = todo.pop() {
        match value {
            Object::Reference(reference) => found.push(*reference),
            Object::Array(items) => todo.extend(items.iter().rev()),
            other => {
                let dict = other.as_dict().into_iter();
                todo.extend(dict.flat_map(Dict::iter).map(|(_, value)| value));
            }
        }
    }
    found
}
