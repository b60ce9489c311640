//! The outline (ISO 32000-2 §12.3.3) may grow by items that lead to a page and do nothing else. What was there stays as it was, in its order;
//! an outline without items shows nothing. Docs: decision 0029.

use std::collections::BTreeSet;
use std::rc::Rc;

use pdf_revisions::{Dict, Object, PdfError, View};

use super::catalog::Catalogs;
use super::{Reason, Shared, dictionary, lossy, number};
use crate::modifications::graph;
use crate::modifications::ledger::{Touch, Via};

/// Where an item stands (ISO 32000-2 Table 151).
const LINKS: [&[u8]; 6] = [b"Count", b"First", b"Last", b"Next", b"Parent", b"Prev"];
/// ISO 32000-2 Table 150.
const ROOT: [&[u8]; 4] = [b"Count", b"First", b"Last", b"Type"];

/// The items in the order in which they are shown.
struct Outline {
    root: u32,
    items: Vec<Item>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Item {
    number: u32,
    parent: u32,
}

pub(super) fn apply(shared: &mut Shared<'_, '_>, catalogs: &Catalogs) -> Result<(), PdfError> {
    let pair = shared.pair;
    let (old, new) = (catalogs.old.get(b"Outlines"), catalogs.new.get(b"Outlines"));
    let root = number(&catalogs.new, b"Outlines");
    let concerned = |number: &u32| {
        Some(*number) == root
            || pair
                .dictionaries(*number)
                .is_some_and(|(old, _)| old.contains(b"Title") && old.contains(b"Parent"))
    };
    if pair.compare.same(old, new)? && !pair.changed.keys().any(concerned) {
        return Ok(());
    }
    let limit = shared.context.limits.objects;
    let before = Outline::read(pair.old, &catalogs.old, limit)?;
    let Some(after) = Outline::read(pair.new, &catalogs.new, limit)? else {
        if old.is_some() || new.is_some() {
            refuse(shared, root);
        }
        return Ok(());
    };
    if !after.keeps(before.as_ref()) || (before.is_none() && old.is_some()) {
        refuse(shared, root);
        return Ok(());
    }
    let was_there: BTreeSet<u32> = before.iter().flat_map(Outline::members).collect();
    let members: BTreeSet<u32> = after.members().collect();
    shared.ledger.explain("outlines");
    for member in &members {
        let is_root = *member == after.root;
        let explained = if was_there.contains(member) {
            moved(shared, *member, is_root)?
        } else {
            pair.is_added(*member) && added(shared, *member, is_root)?
        };
        let explained = explained && stays_inside(shared, *member, &members);
        if !explained {
            refuse(shared, *member);
        } else if pair.changed.contains_key(member) {
            let touch = if after.items.is_empty() {
                Touch::LongTerm
            } else {
                Touch::Outline
            };
            shared.ledger.touch(touch, *member);
        }
    }
    approve(shared, catalogs, members);
    Ok(())
}

/// Only as far as the catalog and the items refer to them.
fn approve(shared: &mut Shared<'_, '_>, catalogs: &Catalogs, members: BTreeSet<u32>) {
    let members = Rc::new(members);
    for member in members.iter() {
        catalogs.approve(shared.ledger, *member, b"Outlines");
        shared
            .ledger
            .approve(*member, Via::Within(Rc::clone(&members)));
    }
}

impl Outline {
    /// `None` where there is none, or none that can be followed.
    fn read(view: View<'_>, catalog: &Dict, limit: usize) -> Result<Option<Self>, PdfError> {
        let Some(root) = number(catalog, b"Outlines") else {
            return Ok(None);
        };
        let dict = dictionary(view, catalog, b"Outlines")?;
        let mut items = Vec::new();
        let mut seen = BTreeSet::from([root]);
        let mut waiting: Vec<Item> = number(&dict, b"First")
            .map(|number| Item {
                number,
                parent: root,
            })
            .into_iter()
            .collect();
        while let Some(item) = waiting.pop() {
            if items.len() >= limit || !seen.insert(item.number) {
                return Ok(None);
            }
            let reference = view.reference_to(item.number)?;
            let Some(Object::Dictionary(dict)) =
                reference.map(|at| view.resolve(at)).transpose()?
            else {
                return Ok(None);
            };
            items.push(item);
            let next = |key, parent| number(&dict, key).map(|number| Item { number, parent });
            waiting.extend(next(b"Next".as_slice(), item.parent));
            waiting.extend(next(b"First".as_slice(), item.number));
        }
        Ok(Some(Self { root, items }))
    }

    fn members(&self) -> impl Iterator<Item = u32> + '_ {
        let items = self.items.iter().map(|item| item.number);
        items.chain([self.root])
    }

    /// Whether all that was there is there, in the same order and under the same items.
    fn keeps(&self, before: Option<&Self>) -> bool {
        let Some(before) = before else { return true };
        let was_there: BTreeSet<u32> = before.members().collect();
        let kept = self
            .items
            .iter()
            .filter(|item| was_there.contains(&item.number));
        self.root == before.root && kept.eq(&before.items)
    }
}

/// An item, or the root, that was there: nothing differs but where it stands among the others.
fn moved(shared: &Shared<'_, '_>, number: u32, is_root: bool) -> Result<bool, PdfError> {
    if !shared.pair.changed.contains_key(&number) {
        return Ok(true);
    }
    let Some((old, new)) = shared.pair.dictionaries(number) else {
        return Ok(false);
    };
    let may_differ = if is_root { ROOT.as_slice() } else { &LINKS };
    let differing = shared.pair.differing(old, new)?;
    Ok(differing.iter().all(|key| may_differ.contains(key)))
}

/// What stands where in the outline is of the outline: the parent of an item is no field that hands something down.
fn stays_inside(shared: &Shared<'_, '_>, number: u32, members: &BTreeSet<u32>) -> bool {
    let Some(changed) = shared.pair.changed.get(&number) else {
        return true;
    };
    let dict = changed.new.as_dict().into_iter();
    let mut links = dict
        .flat_map(Dict::iter)
        .filter(|(key, _)| LINKS.contains(&key.as_bytes()));
    links.all(|(key, value)| match value {
        Object::Integer(_) => key.as_bytes() == b"Count",
        Object::Reference(to) => members.contains(&to.number),
        _ => false,
    })
}

/// A new item says its title and leads to a page; a new root says nothing.
fn added(shared: &mut Shared<'_, '_>, number: u32, is_root: bool) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let Some(Object::Dictionary(dict)) = pair.changed.get(&number).map(|changed| &changed.new)
    else {
        return Ok(false);
    };
    for (key, value) in dict.iter() {
        let known = match key.as_bytes() {
            key if is_root => ROOT.contains(&key),
            key if LINKS.contains(&key) => true,
            b"Title" => value.as_string().is_some(),
            b"C" | b"F" => graph::targets(value).is_empty(),
            b"Dest" => leads_to_a_page(pair.new, value)?,
            b"A" => goes_to_a_page(shared, value)?,
            _ => false,
        };
        if !known {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A go-to action (ISO 32000-2 Table 202), and no further one after it.
fn goes_to_a_page(shared: &mut Shared<'_, '_>, value: &Object) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let action = pair.new.deref(value)?;
    let Object::Dictionary(action) = action.as_ref() else {
        return Ok(false);
    };
    if let Object::Reference(reference) = value {
        if !pair.is_added(reference.number) {
            return Ok(false);
        }
        shared.ledger.approve(reference.number, Via::NewObject);
    }
    let known = action
        .iter()
        .all(|(key, _)| matches!(key.as_bytes(), b"D" | b"S" | b"Type"));
    let is_go_to = action.name(b"S").is_some_and(|kind| *kind == "GoTo");
    let target = action.get(b"D");
    Ok(
        known
            && is_go_to
            && target.map_or(Ok(false), |target| leads_to_a_page(pair.new, target))?,
    )
}

/// A destination (ISO 32000-2 §12.3.2): a page of the document and a place on it, or a name for that, given where nothing here changes.
fn leads_to_a_page(view: View<'_>, value: &Object) -> Result<bool, PdfError> {
    Ok(match value {
        Object::Name(_) | Object::String(_) => true,
        Object::Array(items) => match items.as_slice() {
            [Object::Reference(page), place @ ..] => {
                let page = view.resolve(*page)?;
                let is_page = |page: &Dict| page.name(b"Type").is_some_and(|kind| *kind == "Page");
                page.as_dict().is_some_and(is_page)
                    && place.iter().all(|one| graph::targets(one).is_empty())
            }
            _ => false,
        },
        _ => false,
    })
}

fn refuse(shared: &mut Shared<'_, '_>, number: impl Into<Option<u32>>) {
    let key = lossy(b"Outlines");
    shared.refuse(number, Reason::CatalogChanged { key });
}
