//! Where an object stands: its path from the trailer, and the part of a page that shows it.
//!
//! Paths go up from the object, along the references that the comparison met and along `/Parent` and `/P`; nothing is searched from above.

use std::collections::{HashMap, HashSet};

use pdf_revisions::{Dict, Object, View};

use super::change::PagePlace;
use super::graph::Node;
use super::painting::rectangle;
use super::pair::Pair;

/// Steps from an object up to the trailer; deeper trees end in the number of an object.
const STEPS: usize = 64;
/// Pages before a page that are counted one by one.
const SIBLINGS: usize = 10_000;
/// Keys that lead back or aside, not down.
const ASIDE: [&[u8]; 12] = [
    b"Parent", b"P", b"Pg", b"Prev", b"Data", b"IRT", b"Obj", b"Dest", b"D", b"SD", b"Popup",
    b"ObjStm",
];

/// The paths of one pair of revisions.
pub(super) struct Paths<'p, 'f> {
    pair: &'p Pair<'f>,
    /// For each object, under which path inside it others are referred to.
    inside: HashMap<u32, HashMap<u32, String>>,
    pages: HashMap<u32, Option<usize>>,
}

/// The objects from one up to the catalog, the nearest first.
type Chain = Vec<(u32, String)>;

impl<'p, 'f> Paths<'p, 'f> {
    pub(super) fn new(pair: &'p Pair<'f>) -> Self {
        Self {
            pair,
            inside: HashMap::new(),
            pages: HashMap::new(),
        }
    }

    /// The path, and the place on a page that shows the object.
    pub(super) fn of(&mut self, number: u32) -> (String, Option<PagePlace>) {
        let (chain, head) = self.chain(number);
        let mut path = head;
        for (_, step) in chain.iter().rev().filter(|(_, step)| !step.is_empty()) {
            path.push('/');
            path.push_str(step);
        }
        let place = self.place(number, &chain);
        (path, place)
    }

    /// The steps up from an object, each with the path that leads down to it, and what the topmost stands in.
    fn chain(&mut self, number: u32) -> (Chain, String) {
        let mut chain = Chain::new();
        let mut seen = HashSet::new();
        let mut at = number;
        while chain.len() < STEPS && seen.insert(at) {
            match self.parent(at) {
                Some((Node::Trailer, step)) => {
                    chain.push((at, String::new()));
                    return (chain, step);
                }
                Some((Node::Object(parent), step)) => {
                    chain.push((at, step));
                    at = parent;
                }
                None => break,
            }
        }
        (chain, format!("object {at}"))
    }

    /// What refers to the object from above, and how.
    fn parent(&mut self, number: u32) -> Option<(Node, String)> {
        let pair = self.pair;
        for (key, _) in pair.new.trailer().iter().chain(pair.old.trailer().iter()) {
            let key = key.as_bytes();
            let here = |dict: &Dict| dict.reference(key).is_some_and(|at| at.number == number);
            if matches!(key, b"Root" | b"Info" | b"Encrypt")
                && (here(pair.new.trailer()) || here(pair.old.trailer()))
            {
                return Some((Node::Trailer, String::from_utf8_lossy(key).into_owned()));
            }
        }
        let mut from: Vec<(usize, u32)> = pair
            .graph
            .edges(number)
            .iter()
            .filter_map(|edge| match edge.from {
                Node::Object(from) => Some((rank(edge.keys.last().map(AsRef::as_ref)), from)),
                Node::Trailer => None,
            })
            .filter(|(rank, _)| *rank < LAST)
            .collect();
        from.sort_by_key(|(rank, _)| *rank);
        let upward = self.upward(number);
        let candidates = from.into_iter().map(|(_, from)| from).chain(upward);
        for parent in candidates.take(8) {
            if let Some(step) = self.inside(parent).get(&number) {
                return Some((Node::Object(parent), step.clone()));
            }
        }
        None
    }

    /// Objects that may hold this one: what it names as its parent or page, the catalog, the form.
    fn upward(&self, number: u32) -> Vec<u32> {
        let pair = self.pair;
        let mut found = Vec::new();
        if let Some(dict) = self.value(number).as_ref().and_then(Object::as_dict) {
            for key in [b"P".as_slice(), b"Parent"] {
                found.extend(dict.reference(key).map(|parent| parent.number));
            }
        }
        for view in [pair.new, pair.old] {
            found.extend(view.trailer().reference(b"Root").map(|root| root.number));
            let form = view.catalog().ok();
            let form = form.and_then(|catalog| catalog.reference(b"AcroForm"));
            found.extend(form.map(|form| form.number));
        }
        found
    }

    /// The newer value, or the older where it is gone.
    fn value(&self, number: u32) -> Option<Object> {
        let pair = self.pair;
        if let Some(changed) = pair.changed.get(&number) {
            let newer = Some(&changed.new).filter(|new| !new.is_null());
            return Some(newer.unwrap_or(&changed.old).clone());
        }
        let reference = pair.old.reference_to(number).ok()??;
        pair.old.resolve(reference).ok()
    }

    fn inside(&mut self, parent: u32) -> &HashMap<u32, String> {
        let values = if self.inside.contains_key(&parent) {
            [None, None]
        } else {
            let changed = self.pair.changed.get(&parent);
            [
                self.value(parent),
                changed.map(|changed| changed.old.clone()),
            ]
        };
        let found = self.inside.entry(parent).or_default();
        for value in values.into_iter().flatten() {
            collect(&value, String::new(), found);
        }
        found
    }

    fn place(&mut self, number: u32, chain: &Chain) -> Option<PagePlace> {
        let mut area = None;
        for at in core::iter::once(number).chain(chain.iter().map(|(at, _)| *at)) {
            let value = self.value(at)?;
            let Some(dict) = value.as_dict() else {
                continue;
            };
            let view = self.view(at);
            if dict.name(b"Type").is_some_and(|kind| *kind == "Page") {
                let area = area.or_else(|| page_box(view, dict))?;
                let page = self.page_index(at, dict)?;
                return Some(PagePlace { page, area });
            }
            if area.is_none() && dict.contains(b"Rect") {
                area = rectangle(view, dict).ok().flatten();
                // A field that is reached through the form names its page.
                let page = dict.reference(b"P").map(|page| page.number);
                let listed = chain.iter().any(|(at, _)| Some(*at) == page);
                if let (Some(page), false, Some(area)) = (page, listed, area) {
                    let value = self.value(page)?;
                    let page = self.page_index(page, value.as_dict()?)?;
                    return Some(PagePlace { page, area });
                }
            }
        }
        None
    }

    fn view(&self, number: u32) -> View<'f> {
        let gone = |number| {
            let changed = self.pair.changed.get(&number);
            changed.is_some_and(|changed| changed.new.is_null())
        };
        if gone(number) {
            self.pair.old
        } else {
            self.pair.new
        }
    }

    fn page_index(&mut self, number: u32, page: &Dict) -> Option<usize> {
        if let Some(known) = self.pages.get(&number) {
            return *known;
        }
        let index = count_before(self.view(number), number, page);
        self.pages.insert(number, index);
        index
    }
}

/// Keys that lead aside come last.
const LAST: usize = 9;

/// A widget is first of all on its page; what leads aside is no path.
fn rank(key: Option<&[u8]>) -> usize {
    match key {
        Some(b"Annots") => 0,
        Some(b"Kids" | b"Contents" | b"K") => 1,
        Some(key) if ASIDE.contains(&key) => LAST,
        Some(_) => 2,
        None => 3,
    }
}

/// Every reference inside a value with the way to it: `Kids[3]`, `AP/N`.
fn collect(value: &Object, path: String, found: &mut HashMap<u32, String>) {
    match value {
        Object::Reference(reference) => {
            found.entry(reference.number).or_insert(path);
        }
        Object::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                if matches!(
                    item,
                    Object::Reference(_) | Object::Array(_) | Object::Dictionary(_)
                ) {
                    collect(item, format!("{path}[{index}]"), found);
                }
            }
        }
        other => {
            let Some(dict) = other.as_dict() else { return };
            // What leads down comes before what leads aside.
            for aside in [false, true] {
                for (key, value) in dict.iter() {
                    if ASIDE.contains(&key.as_bytes()) == aside {
                        let key = String::from_utf8_lossy(key.as_bytes());
                        let slash = if path.is_empty() { "" } else { "/" };
                        collect(value, format!("{path}{slash}{key}"), found);
                    }
                }
            }
        }
    }
}

/// The visible part of a page (ISO 32000-2 §14.11.2): the crop box, else the media box, its own or inherited.
fn page_box(view: View<'_>, page: &Dict) -> Option<[f64; 4]> {
    for key in [b"CropBox".as_slice(), b"MediaBox"] {
        if let Ok(value) = view.inherited(page, key)
            && !value.is_null()
        {
            let holder: Dict = [("Rect", value)].into_iter().collect();
            return rectangle(view, &holder).ok().flatten();
        }
    }
    None
}

/// ISO 32000-2 §7.7.3.2: leaves before this one, counted by `/Count` of their branches.
fn count_before(view: View<'_>, number: u32, page: &Dict) -> Option<usize> {
    let mut index = 0_usize;
    let (mut child, mut dict) = (number, page.clone());
    let mut looked = 0_usize;
    for _ in 0..STEPS {
        let Some(parent) = dict.reference(b"Parent") else {
            return Some(index);
        };
        let node = view.resolve(parent).ok()?;
        let node = node.as_dict()?.clone();
        let kids = view.value(&node, b"Kids").ok()?;
        let kids = kids.as_array()?;
        let is_child = |kid: &Object| kid.as_reference().is_some_and(|kid| kid.number == child);
        let position = kids.iter().position(is_child)?;
        let leaves_only =
            usize::try_from(node.integer(b"Count").unwrap_or(0)).ok() == Some(kids.len());
        if leaves_only {
            index = index.checked_add(position)?;
        } else {
            for kid in kids.get(..position)? {
                looked = looked.saturating_add(1);
                let value = view.deref(kid).ok().filter(|_| looked < SIBLINGS)?;
                let count = value.as_dict().and_then(|kid| kid.integer(b"Count"));
                index = index.checked_add(usize::try_from(count.unwrap_or(1)).ok()?)?;
            }
        }
        (child, dict) = (parent.number, node);
    }
    None
}
