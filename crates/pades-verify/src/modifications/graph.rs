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

/// The names of the dictionary keys that lead to a reference inside its object.
pub(super) type Keys = Rc<[Box<[u8]>]>;

/// All references to changed objects.
#[derive(Debug, Default)]
pub(super) struct Graph {
    edges: BTreeMap<u32, Vec<Edge>>,
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
}

/// References of unchanged objects, kept between pairs of revisions.
#[derive(Debug, Default)]
pub(super) struct Cache(HashMap<(u32, Location), Outgoing>);

/// The references of one object: to which number, under which keys.
type Outgoing = Rc<[(u32, Keys)]>;

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
    /// Unchanged objects whose referrers matter too: the appearances of form fields.
    pub(super) watched: &'w BTreeSet<u32>,
    pub(super) cache: &'w mut Cache,
    pub(super) limit: usize,
}

impl Walk<'_, '_> {
    /// Walks from both trailers over everything reachable.
    pub(super) fn run(mut self) -> Graph {
        let mut graph = Graph::default();
        let mut seen = HashSet::new();
        let mut todo = Vec::new();
        for (trailer, in_old) in [(self.old.trailer(), true), (self.new.trailer(), false)] {
            let mut found = Vec::new();
            trailer_references(trailer, &mut found);
            self.note(&mut graph, &mut todo, Node::Trailer, &found, in_old);
        }
        while let Some(reference) = todo.pop() {
            if !seen.insert(reference) {
                continue;
            }
            if seen.len() > self.limit {
                graph.too_large = true;
                return graph;
            }
            if let Err(error) = self.visit(&mut graph, &mut todo, reference) {
                graph
                    .unreadable
                    .get_or_insert((reference, error.to_string()));
            }
        }
        graph
    }

    fn visit(
        &mut self,
        graph: &mut Graph,
        todo: &mut Vec<u32>,
        number: u32,
    ) -> Result<(), PdfError> {
        let from = Node::Object(number);
        if let Some(changed) = self.changed.get(&number) {
            for (value, in_old) in [(&changed.old, true), (&changed.new, false)] {
                let mut found = Vec::new();
                references(value, &mut Vec::new(), &mut found);
                self.note(graph, todo, from, &found, in_old);
            }
            return Ok(());
        }
        let found = self.unchanged(number)?;
        self.note(graph, todo, from, &found, true);
        Ok(())
    }

    fn unchanged(&mut self, number: u32) -> Result<Outgoing, PdfError> {
        let Some((reference, location)) = self.place(number)? else {
            return Ok(Rc::from([]));
        };
        if let Some(known) = self.cache.0.get(&(number, location)) {
            return Ok(Rc::clone(known));
        }
        let mut found = Vec::new();
        references(&self.new.resolve(reference)?, &mut Vec::new(), &mut found);
        let found: Outgoing = found.into();
        self.cache.0.insert((number, location), Rc::clone(&found));
        Ok(found)
    }

    /// Generation 0 nearly always; another one is met only in files of the last century.
    fn place(&self, number: u32) -> Result<Option<(Reference, Location)>, PdfError> {
        for generation in [0, 1, 2] {
            let reference = Reference::new(number, generation);
            if let Some(location) = self.new.location(reference)? {
                return Ok(Some((reference, location)));
            }
        }
        Ok(None)
    }

    fn note(
        &self,
        graph: &mut Graph,
        todo: &mut Vec<u32>,
        from: Node,
        found: &[(u32, Keys)],
        in_old: bool,
    ) {
        for (target, keys) in found {
            todo.push(*target);
            if self.changed.contains_key(target) || self.watched.contains(target) {
                let keys = Rc::clone(keys);
                graph
                    .edges
                    .entry(*target)
                    .or_default()
                    .push(Edge { from, keys, in_old });
            }
        }
    }
}

fn trailer_references(trailer: &Dict, found: &mut Vec<(u32, Keys)>) {
    for (key, value) in trailer.iter() {
        if !FILE_KEYS.contains(&key.as_bytes()) {
            references(value, &mut vec![key.as_bytes().into()], found);
        }
    }
}

/// All references inside one value with the keys that lead to them. Depth is bounded by the reader's own limit.
fn references(value: &Object, path: &mut Vec<Box<[u8]>>, found: &mut Vec<(u32, Keys)>) {
    match value {
        Object::Reference(reference) => found.push((reference.number, path.as_slice().into())),
        Object::Array(items) => items.iter().for_each(|item| references(item, path, found)),
        Object::Dictionary(dict) => dict_references(dict, path, found),
        Object::Stream(stream) => dict_references(&stream.dict, path, found),
        _ => {}
    }
}

fn dict_references(dict: &Dict, path: &mut Vec<Box<[u8]>>, found: &mut Vec<(u32, Keys)>) {
    for (key, value) in dict.iter() {
        path.push(key.as_bytes().into());
        references(value, path, found);
        path.pop();
    }
}

/// Numbers referred to inside a value.
pub(super) fn targets(value: &Object) -> Vec<u32> {
    let mut found = Vec::new();
    references(value, &mut Vec::new(), &mut found);
    found.into_iter().map(|(number, _)| number).collect()
}
