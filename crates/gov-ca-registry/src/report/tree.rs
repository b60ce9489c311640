//! The bodies of a day, in their tree.

use std::collections::{BTreeMap, BTreeSet};

use gov_ca_model::VietnamDay;
use regulation_rules::facts::BodyTier;

use super::ReportError;
use super::file::{Named, Row};
use crate::entries::Body;
use crate::names::NameKey;
use crate::{Id, View};

/// One body.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) named: Named,
    pub(super) tier: Option<BodyTier>,
    pub(super) above: Option<i64>,
    pub(super) below: Vec<i64>,
    pub(super) stands: bool,
    /// The first day of its first name.
    begins: VietnamDay,
    /// By what it is the same body in a report of somebody else.
    pub(super) key: String,
}

/// A body and everything below it. Bodies that are no more are in it: what happened below their name is not lost.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    nodes: BTreeMap<i64, Node>,
    pub(super) root: i64,
    /// Whether nothing is above its root: what belongs to nobody is then counted there.
    pub(super) is_whole: bool,
}

impl Tree {
    /// The tree below a body at the end of `day`; below the one that has nothing above it, where none is named.
    pub(super) fn of(
        view: &mut View<'_>,
        root: Option<Id<Body>>,
        day: VietnamDay,
    ) -> Result<Self, ReportError> {
        let mut nodes = all(view, day)?;
        let root = match root {
            Some(root) => root.number(),
            None => only_root(&nodes, day)?,
        };
        let Some(top) = nodes.get(&root) else {
            return Err(ReportError::NoBody { id: root });
        };
        let is_whole = top.above.is_none();
        link(&mut nodes);
        let mut tree = Self {
            nodes,
            root,
            is_whole,
        };
        let inside: BTreeSet<i64> = tree.preorder().into_iter().collect();
        tree.nodes.retain(|id, _| inside.contains(id));
        tree.part_names();
        tree.name_keys();
        Ok(tree)
    }

    pub(super) fn get(&self, id: i64) -> Option<&Node> {
        self.nodes.get(&id)
    }

    /// From the root down, neighbours by their numbers. Whatever points in a circle is met once.
    pub(super) fn preorder(&self) -> Vec<i64> {
        let mut order = Vec::new();
        let mut met = BTreeSet::new();
        let mut next = vec![self.root];
        while let Some(id) = next.pop() {
            let Some(node) = self.nodes.get(&id) else {
                continue;
            };
            if met.insert(id) {
                order.push(id);
                next.extend(node.below.iter().rev());
            }
        }
        order
    }

    /// No two bodies are the same one elsewhere. A successor may have taken the code of a body that ended, or its name: the one that stands keeps
    /// it, the other stands by its name alone, and if that is taken, with its number.
    fn part_names(&mut self) {
        let mut order = self.preorder();
        order.sort_by_key(|id| {
            let stands = self.nodes.get(id).is_some_and(|node| node.stands);
            (*id != self.root, !stands)
        });
        let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
        for id in order {
            let Some(node) = self.nodes.get_mut(&id) else {
                continue;
            };
            let code = node.named.code.take();
            node.named.code = code.filter(|code| codes.insert(code.clone()));
            let name = NameKey::of(&node.named.name).as_str().to_owned();
            if node.named.code.is_none() && !names.insert((node.above, name)) {
                node.named.name += &format!(" (số {id})");
            }
        }
    }

    /// A body is known by its code; one that has none by its name below the one that it stands under.
    fn name_keys(&mut self) {
        for id in self.preorder() {
            let above = self.nodes.get(&id).and_then(|node| node.above);
            let above = above.filter(|_| id != self.root);
            let above = above.and_then(|above| self.nodes.get(&above));
            let above = above.map(|node| node.key.clone());
            if let Some(node) = self.nodes.get_mut(&id) {
                node.key = key(&node.named, above.as_deref());
            }
        }
    }
}

/// See [`Tree::name_keys`].
pub(super) fn key(named: &Named, above: Option<&str>) -> String {
    match &named.code {
        Some(code) => code.clone(),
        None => format!(
            "{}/{}",
            above.unwrap_or_default(),
            NameKey::of(&named.name).as_str()
        ),
    }
}

/// By what each row is the same body elsewhere; `first` is what the first one is known by here.
pub(super) fn keys(rows: &[Row], first: Option<&str>) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for row in rows {
        let above = row.above.and_then(|above| keys.get(above));
        let own = match (keys.is_empty(), first) {
            (true, Some(first)) => first.to_owned(),
            _ => key(&row.body, above.map(String::as_str)),
        };
        keys.push(own);
    }
    keys
}

/// Every body, as it was on a day.
pub(super) fn all(
    view: &mut View<'_>,
    day: VietnamDay,
) -> Result<BTreeMap<i64, Node>, ReportError> {
    let mut nodes = BTreeMap::new();
    view.each::<Body, ReportError>("ORDER BY id", &[], |stored| {
        let (id, body) = (stored.id(), stored.record());
        let codes = body.codes.as_ref();
        let code = codes.map(|codes| first_or(codes, day).as_str().to_owned());
        let node = Node {
            named: Named {
                code,
                name: body.name_on(day).to_owned(),
            },
            tier: body.tier,
            above: first_or(&body.above, day).map(Id::number),
            below: Vec::new(),
            stands: body.stands_on(day),
            begins: body.names.begins(),
            key: String::new(),
        };
        nodes.insert(id, node);
        Ok(())
    })?;
    Ok(nodes)
}

/// The value of a day; the first one on days before: a register that was begun later knows no earlier one.
pub(super) fn first_or<T>(line: &gov_ca_model::Timeline<T>, day: VietnamDay) -> &T {
    let first = line.entries().next().map(|first| &first.value);
    line.on(day).or(first).unwrap_or_else(|| line.latest())
}

fn only_root(nodes: &BTreeMap<i64, Node>, day: VietnamDay) -> Result<i64, ReportError> {
    let roots = nodes.iter().filter(|(_, node)| node.above.is_none());
    let begins = roots.clone().map(|(_, node)| node.begins).min();
    if let Some(begins) = begins.filter(|begins| day < *begins) {
        return Err(ReportError::NotYet { begins });
    }
    let mut roots = roots.filter(|(_, node)| node.stands);
    match (roots.next(), roots.next()) {
        (Some((id, _)), None) => Ok(*id),
        _ => Err(ReportError::WhichBody),
    }
}

fn link(nodes: &mut BTreeMap<i64, Node>) {
    let above: Vec<(i64, i64)> = nodes
        .iter()
        .filter_map(|(id, node)| Some((*id, node.above?)))
        .collect();
    for (id, above) in above {
        if let Some(node) = nodes.get_mut(&above) {
            node.below.push(id);
        }
    }
}
