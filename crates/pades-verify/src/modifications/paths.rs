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
/// Pages that are counted one by one for one pair of revisions; after that, places on further pages are not told.
const SIBLINGS: usize = 10_000;
/// Keys that lead back or aside, not down.
const ASIDE: [&[u8]; 12] = [
    b"Parent", b"P", b"Pg", b"Prev", b"Data", b"IRT", b"Obj", b"Dest", b"D", b"SD", b"Popup",
    b"ObjStm",
];

/// The paths of one pair of revisions.
pub(super) struct Paths<'p, 'f> {
    pair: &'p Pair<'f>,
    /// The catalogs and forms of both revisions, when they are objects of their own.
    tops: Vec<u32>,
    /// For each object, under which path inside it others are referred to.
    inside: HashMap<u32, HashMap<u32, String>>,
    facts: HashMap<u32, Facts>,
    /// Pages that may still be counted one by one.
    left: usize,
}

/// What is asked of an object again and again.
#[derive(Clone, Debug, Default)]
struct Facts {
    /// `/P` and `/Parent`.
    up: Vec<u32>,
    /// `/P`.
    names_page: Option<u32>,
    area: Option<[f64; 4]>,
    /// Its visible part, when it is a page.
    page: Option<[f64; 4]>,
    /// `/Count` and the number of `/Kids`, when it is a branch of the page tree.
    branch: Option<(usize, usize)>,
}

/// The objects from one up to the catalog, the nearest first.
type Chain = Vec<(u32, String)>;

impl<'p, 'f> Paths<'p, 'f> {
    pub(super) fn new(pair: &'p Pair<'f>) -> Self {
        let mut tops = Vec::new();
        for view in [pair.new, pair.old] {
            tops.extend(view.trailer().reference(b"Root").map(|root| root.number));
            let catalog = view.catalog().ok();
            let form = catalog.and_then(|catalog| catalog.reference(b"AcroForm"));
            tops.extend(form.map(|form| form.number));
        }
        tops.dedup();
        Self {
            pair,
            tops,
            inside: HashMap::new(),
            facts: HashMap::new(),
            left: SIBLINGS,
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
        let upward = self.facts(number).up.into_iter();
        let tops = self.tops.clone();
        let candidates = from
            .into_iter()
            .map(|(_, from)| from)
            .chain(upward)
            .chain(tops);
        for parent in candidates.take(8) {
            if let Some(step) = self.inside(parent).get(&number) {
                return Some((Node::Object(parent), step.clone()));
            }
        }
        None
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

    fn facts(&mut self, number: u32) -> Facts {
        if let Some(known) = self.facts.get(&number) {
            return known.clone();
        }
        let mut facts = Facts::default();
        let value = self.value(number);
        if let Some(dict) = value.as_ref().and_then(Object::as_dict) {
            let view = self.view(number);
            let up = |key: &[u8]| dict.reference(key).map(|up| up.number);
            facts.names_page = up(b"P");
            facts.up = up(b"P").into_iter().chain(up(b"Parent")).collect();
            facts.area = dict.get(b"Rect").and_then(|_| rectangle(view, dict).ok()?);
            if dict.name(b"Type").is_some_and(|kind| *kind == "Page") {
                facts.page = page_box(view, dict);
            }
            if let (Some(count), Ok(Object::Array(kids))) =
                (dict.integer(b"Count"), view.value(dict, b"Kids"))
            {
                let count = usize::try_from(count).unwrap_or(0);
                facts.branch = Some((count, kids.len()));
            }
        }
        self.facts.insert(number, facts.clone());
        facts
    }

    fn place(&mut self, number: u32, chain: &Chain) -> Option<PagePlace> {
        let mut area = None;
        for at in core::iter::once(number).chain(chain.iter().map(|(at, _)| *at)) {
            let facts = self.facts(at);
            if let Some(whole) = facts.page {
                let page = self.page_index(at)?;
                let area = area.unwrap_or(whole);
                return Some(PagePlace { page, area });
            }
            if area.is_some() {
                continue;
            }
            area = facts.area;
            // A field that is reached through the form names its page.
            let listed = chain.iter().any(|(at, _)| Some(*at) == facts.names_page);
            if let (Some(page), false, Some(area)) = (facts.names_page, listed, area) {
                self.facts(page).page?;
                let page = self.page_index(page)?;
                return Some(PagePlace { page, area });
            }
        }
        None
    }

    fn view(&self, number: u32) -> View<'f> {
        let changed = self.pair.changed.get(&number);
        if changed.is_some_and(|changed| changed.new.is_null()) {
            self.pair.old
        } else {
            self.pair.new
        }
    }

    /// ISO 32000-2 §7.7.3.2: leaves before this one, counted by `/Count` of their branches.
    fn page_index(&mut self, page: u32) -> Option<usize> {
        let mut index = 0_usize;
        let mut child = page;
        for _ in 0..STEPS {
            let Some(parent) = self.facts(child).up.last().copied() else {
                return Some(index);
            };
            let (count, kids) = self.facts(parent).branch?;
            let step = self.inside(parent).get(&child)?;
            let position = step.strip_prefix("Kids[")?.strip_suffix(']')?;
            let position: usize = position.parse().ok()?;
            index = index.checked_add(if count == kids {
                position
            } else {
                self.leaves_before(parent, position)?
            })?;
            child = parent;
        }
        None
    }

    fn leaves_before(&mut self, branch: u32, position: usize) -> Option<usize> {
        let value = self.value(branch)?;
        let kids = self.view(branch).value(value.as_dict()?, b"Kids").ok()?;
        let mut leaves = 0_usize;
        for kid in kids.as_array()?.get(..position)? {
            self.left = self.left.checked_sub(1)?;
            let branch = self.facts(kid.as_reference()?.number).branch;
            leaves = leaves.checked_add(branch.map_or(1, |(count, _)| count))?;
        }
        Some(leaves)
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
