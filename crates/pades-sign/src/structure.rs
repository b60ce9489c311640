//! The structure tree of a tagged document: a place in it for a new visible widget (ISO 32000-2 §14.7; ISO 14289-1 §7.18.4: a widget
//! is in an element `Form`, with words in place of what it shows).
//!
//! Only the first signature of a document is given one. A later one would change the tree that an earlier signature covers: our own rules
//! explain that, pyHanko's have no place for new elements, and a signature that a reader doubts is worse than one that it reads out
//! without words. Whatever does not look as the standard says is left as it is, and the record says so.

use pdf_revisions::{Dict, Object, PdfError, Reference, View};
use serde::{Deserialize, Serialize};

use crate::dictionary::{dict, name, text};
use crate::draft::Draft;
use crate::error::SignError;

/// Nodes of a parent tree that are looked at, and entries of one list that are written again. Ours: a tagged document of a thousand pages has
/// some thousand entries.
const MOST: usize = 50_000;
/// Levels of a parent tree. A tree of two has room for millions.
const DEPTH: usize = 16;

/// What became of the widget's place in the structure of a tagged document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Tagging {
    /// It is in an element `Form` with its description.
    Tagged,
    /// Left out: an earlier signature covers the structure.
    SignedBefore,
    /// Left out: the structure is not one that can be extended safely.
    NotExtensible,
}

/// Gives the new `widget` a place in the structure. The key that the widget names (`/StructParent`), where it got one; `None`: the document
/// is not tagged.
pub(crate) fn enter(
    draft: &mut Draft<'_>,
    widget: Reference,
    page: Reference,
    description: &str,
) -> Result<Option<(Tagging, Option<i64>)>, SignError> {
    let view = draft.view;
    let catalog = view.catalog()?;
    if !is_tagged(&view, &catalog)? {
        return Ok(None);
    }
    if view
        .signature_fields()?
        .iter()
        .any(|field| field.value.is_some())
    {
        return Ok(Some((Tagging::SignedBefore, None)));
    }
    // What cannot be read is not extended; it stops no signature.
    let Ok(Some(place)) = Place::find(&view, &catalog) else {
        return Ok(Some((Tagging::NotExtensible, None)));
    };
    let key = place.key;
    place.enter(draft, widget, page, description)?;
    Ok(Some((Tagging::Tagged, Some(key))))
}

/// ISO 32000-2 §14.7.1, table 353.
fn is_tagged(view: &View<'_>, catalog: &Dict) -> Result<bool, PdfError> {
    let marks = view.value(catalog, b"MarkInfo")?;
    let marked = marks.as_dict().map(|marks| view.value(marks, b"Marked"));
    Ok(matches!(marked.transpose()?, Some(Object::Boolean(true))))
}

/// Where the element goes, read before anything is written.
struct Place {
    root_reference: Reference,
    root: Dict,
    /// The only element below the root; `None`: the element stands beside the others.
    parent: Option<(Reference, Dict)>,
    /// The kids of the parent, or of the root, and the array object they stand in.
    kids: List,
    tree: Tree,
    key: i64,
}

/// A list as it stands in a dictionary: in it, or in an object of its own.
struct List {
    home: Option<Reference>,
    items: Vec<Object>,
}

/// The node of the parent tree that grows, and the list in it.
struct Tree {
    /// `None`: the node stands in the root of the structure itself.
    home: Option<Reference>,
    node: Dict,
    list: List,
    /// The list is of nodes, not of keys and elements.
    of_nodes: bool,
}

impl Place {
    /// `None`: not a shape that is known.
    fn find(view: &View<'_>, catalog: &Dict) -> Result<Option<Self>, PdfError> {
        let Some(root_reference) = catalog.reference(b"StructTreeRoot") else {
            return Ok(None);
        };
        let root = view.resolve(root_reference)?;
        let Some(root) = root.as_dict().cloned() else {
            return Ok(None);
        };
        let roles = view.value(&root, b"RoleMap")?;
        // `Form` would mean something else here.
        if roles.as_dict().is_some_and(|roles| roles.contains(b"Form")) {
            return Ok(None);
        }
        let Some(top) = List::of(view, &root, b"K")? else {
            return Ok(None);
        };
        let parent = only_element(view, &top)?;
        let kids = match &parent {
            None => Some(top),
            Some((_, element)) => List::of(view, element, b"K")?,
        };
        let (Some(kids), Some(tree)) = (kids, Tree::find(view, &root)?) else {
            return Ok(None);
        };
        let Some(key) = next_key(view, &root, &tree)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            root_reference,
            root,
            parent,
            kids,
            tree,
            key,
        }))
    }

    fn enter(
        self,
        draft: &mut Draft<'_>,
        widget: Reference,
        page: Reference,
        description: &str,
    ) -> Result<(), SignError> {
        let Self {
            root_reference,
            mut root,
            parent,
            kids,
            tree,
            key,
        } = self;
        let above = parent
            .as_ref()
            .map_or(root_reference, |(reference, _)| *reference);
        let object = [
            ("Type", name("OBJR")),
            ("Obj", Object::Reference(widget)),
            ("Pg", Object::Reference(page)),
        ];
        let element = draft.add(dict([
            ("Type", name("StructElem")),
            ("S", name("Form")),
            ("P", Object::Reference(above)),
            ("Pg", Object::Reference(page)),
            ("Alt", text(description)),
            ("K", dict(object)),
        ]))?;
        match parent {
            None => kids.push(draft, &mut root, "K", [Object::Reference(element)])?,
            Some((reference, mut dict)) => {
                kids.push(draft, &mut dict, "K", [Object::Reference(element)])?;
                draft.update.put(reference, Object::Dictionary(dict))?;
            }
        }
        tree.push(draft, &mut root, key, element)?;
        root.insert("ParentTreeNextKey", Object::Integer(key + 1));
        draft.update.put(root_reference, Object::Dictionary(root))?;
        Ok(())
    }
}

impl List {
    /// What stands at `key`: nothing, one thing, or a list of them. `None`: too long.
    fn of(view: &View<'_>, dict: &Dict, key: &[u8]) -> Result<Option<Self>, PdfError> {
        let value = dict.get(key).cloned().unwrap_or(Object::Null);
        let (home, items) = match view.deref(&value)?.into_owned() {
            Object::Array(items) => (value.as_reference(), items),
            Object::Null => (None, Vec::new()),
            _ => (None, vec![value]),
        };
        let list = Self { home, items };
        Ok((list.items.len() <= MOST).then_some(list))
    }

    /// Puts more at its end, where it stands.
    fn push(
        mut self,
        draft: &mut Draft<'_>,
        holder: &mut Dict,
        key: &'static str,
        more: impl IntoIterator<Item = Object>,
    ) -> Result<(), SignError> {
        self.items.extend(more);
        match self.home {
            Some(reference) => draft.update.put(reference, Object::Array(self.items))?,
            None => drop(holder.insert(key, Object::Array(self.items))),
        }
        Ok(())
    }
}

/// The one element below the root, when it is the document: what is in the document is below it (ISO 32000-2 §14.8.4.3).
fn only_element(view: &View<'_>, top: &List) -> Result<Option<(Reference, Dict)>, PdfError> {
    let [only] = top.items.as_slice() else {
        return Ok(None);
    };
    let Some(reference) = only.as_reference() else {
        return Ok(None);
    };
    let element = view.resolve(reference)?;
    let element = element.as_dict().cloned();
    let is_document = |dict: &Dict| dict.name(b"S").is_some_and(|role| *role == "Document");
    Ok(element.filter(is_document).map(|dict| (reference, dict)))
}

impl Tree {
    fn find(view: &View<'_>, root: &Dict) -> Result<Option<Self>, PdfError> {
        let home = root.reference(b"ParentTree");
        let node = match view.value(root, b"ParentTree")? {
            Object::Dictionary(node) => node,
            Object::Null if home.is_none() => Dict::new(),
            _ => return Ok(None),
        };
        let of_nodes = node.contains(b"Kids");
        let key: &[u8] = if of_nodes { b"Kids" } else { b"Nums" };
        let list = List::of(view, &node, key)?;
        // ISO 32000-2 §7.9.7: one or the other.
        let both = of_nodes && node.contains(b"Nums");
        Ok(list.filter(|_| !both).map(|list| Self {
            home,
            node,
            list,
            of_nodes,
        }))
    }

    /// The largest key. `None`: too many nodes, or a tree that is none.
    fn largest(&self, view: &View<'_>) -> Result<Option<i64>, PdfError> {
        let mut largest = -1;
        let mut left = MOST;
        let mut todo = vec![(self.node.clone(), DEPTH)];
        while let Some((node, depth)) = todo.pop() {
            let (Some(fewer), Some(below)) = (left.checked_sub(1), depth.checked_sub(1)) else {
                return Ok(None);
            };
            left = fewer;
            let numbers = view.value(&node, b"Nums")?;
            for key in numbers.as_array().unwrap_or_default().iter().step_by(2) {
                let Some(key) = key.as_integer() else {
                    return Ok(None);
                };
                largest = largest.max(key);
            }
            for kid in view.value(&node, b"Kids")?.as_array().unwrap_or_default() {
                let Object::Dictionary(kid) = view.deref(kid)?.into_owned() else {
                    return Ok(None);
                };
                todo.push((kid, below));
                if todo.len() > MOST {
                    return Ok(None);
                }
            }
        }
        Ok(Some(largest))
    }

    /// Enters the element under the key, which is larger than all others.
    fn push(
        self,
        draft: &mut Draft<'_>,
        root: &mut Dict,
        key: i64,
        element: Reference,
    ) -> Result<(), SignError> {
        let pair = [Object::Integer(key), Object::Reference(element)];
        let Self {
            home,
            mut node,
            list,
            of_nodes,
        } = self;
        if of_nodes {
            let limits = Object::Array(vec![Object::Integer(key); 2]);
            let leaf = [("Limits", limits), ("Nums", Object::Array(pair.into()))];
            let leaf = draft.add(dict(leaf))?;
            list.push(draft, &mut node, "Kids", [Object::Reference(leaf)])?;
        } else {
            list.push(draft, &mut node, "Nums", pair)?;
        }
        match home {
            Some(reference) => draft.update.put(reference, Object::Dictionary(node))?,
            None => drop(root.insert("ParentTree", Object::Dictionary(node))),
        }
        Ok(())
    }
}

/// A key that nobody has: neither the tree nor a page.
fn next_key(view: &View<'_>, root: &Dict, tree: &Tree) -> Result<Option<i64>, PdfError> {
    let Some(mut largest) = tree.largest(view)? else {
        return Ok(None);
    };
    for page in view.pages()? {
        let page = view.resolve(page)?;
        let key = page
            .as_dict()
            .and_then(|page| page.integer(b"StructParents"));
        largest = largest.max(key.unwrap_or(-1));
    }
    let next = view.value(root, b"ParentTreeNextKey")?.as_integer();
    let next = next.unwrap_or(0).max(largest.saturating_add(1));
    // ISO 32000-2 annex C: what an integer may be.
    Ok((0..i64::from(i32::MAX)).contains(&next).then_some(next))
}
