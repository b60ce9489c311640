//! The document catalog (ISO 32000-2 §7.7.2): each key that differs needs a rule of its own.

use std::collections::BTreeSet;
use std::rc::Rc;

use pdf_revisions::{Dict, Object, PdfError};

use super::{
    Reason, Shared, dss, extensions, form, information, lossy, metadata, number, outlines,
    permissions,
};
use crate::modifications::graph::{Edge, Node};
use crate::modifications::holders;
use crate::modifications::ledger::{Ledger, Touch, Via};

/// The catalogs of both revisions and where the newer one stands.
pub(super) struct Catalogs {
    pub(super) old: Dict,
    pub(super) new: Dict,
    pub(super) node: Node,
    old_node: Node,
}

impl Catalogs {
    /// Approves an object that the catalog, of either revision, refers to under `key`.
    pub(super) fn approve(&self, ledger: &mut Ledger, number: u32, key: &'static [u8]) {
        ledger.approve(number, Via::Slot(self.node, key));
        ledger.approve(number, Via::Slot(self.old_node, key));
    }

    /// Numbers of the objects that what stands under `key` consists of, in either revision.
    pub(super) fn members(
        &self,
        shared: &Shared<'_, '_>,
        key: &'static [u8],
    ) -> Result<BTreeSet<u32>, PdfError> {
        let mut members = BTreeSet::new();
        for (view, catalog) in [(shared.pair.old, &self.old), (shared.pair.new, &self.new)] {
            members.append(&mut holders::below(view, catalog.get(key), |_| true)?);
        }
        Ok(members)
    }

    /// Approves the members as far as the catalog and they themselves refer to them; those of them that something else uses too let nothing
    /// through.
    pub(super) fn approve_all(
        &self,
        shared: &mut Shared<'_, '_>,
        members: &BTreeSet<u32>,
        key: &'static [u8],
    ) {
        let slots = [Via::Slot(self.node, key), Via::Slot(self.old_node, key)];
        let is_slot = |edge: &Edge| slots.iter().any(|slot| slot.admits(edge));
        let owned = Rc::new(shared.pair.owned(members, is_slot));
        for member in members {
            self.approve(shared.ledger, *member, key);
            shared
                .ledger
                .approve(*member, Via::Within(Rc::clone(&owned)));
        }
    }
}

pub(super) fn apply(shared: &mut Shared<'_, '_>) -> Result<(), PdfError> {
    let pair = shared.pair;
    let root = number(pair.new.trailer(), b"Root");
    let catalogs = Catalogs {
        old: pair.old.catalog()?,
        new: pair.new.catalog()?,
        node: root.map_or(Node::Trailer, Node::Object),
        old_node: number(pair.old.trailer(), b"Root").map_or(Node::Trailer, Node::Object),
    };
    shared.ledger.explain("catalog");
    if let Some(root) = root {
        shared
            .ledger
            .approve(root, Via::Slot(Node::Trailer, b"Root"));
        // Signature reference dictionaries name the catalog as what they protect (ISO 32000-2 Table 256, /Data).
        shared.ledger.approve(root, Via::Keys(&[b"Data"]));
    }
    for key in pair.differing(&catalogs.old, &catalogs.new)? {
        match key {
            b"AcroForm" | b"DSS" | b"Extensions" | b"Metadata" | b"Outlines" | b"Perms"
            | b"StructTreeRoot" => {}
            b"Lang"
                if information::same_text(
                    &pair.old.value(&catalogs.old, key)?,
                    &pair.new.value(&catalogs.new, key)?,
                ) => {}
            b"Version" if version_grows(&catalogs) => shared.ledger.touch(Touch::LongTerm, root),
            _ => shared.refuse(root, Reason::CatalogChanged { key: lossy(key) }),
        }
    }
    dss::apply(shared, &catalogs)?;
    extensions::apply(shared, &catalogs)?;
    form::apply(shared, &catalogs)?;
    metadata::apply(shared, &catalogs)?;
    outlines::apply(shared, &catalogs)?;
    permissions::apply(shared, &catalogs)
}

/// A signer that uses newer features says so (ISO 32000-2 Table 29, /Version).
fn version_grows(catalogs: &Catalogs) -> bool {
    let version = |dict: &Dict| {
        dict.get(b"Version")
            .and_then(Object::as_name)
            .map(|name| name.as_bytes().to_vec())
    };
    let Some(new) = version(&catalogs.new) else {
        return false;
    };
    let known = matches!(
        new.as_slice(),
        [b'1', b'.', b'0'..=b'7'] | [b'2', b'.', b'0']
    );
    known && version(&catalogs.old).is_none_or(|old| old <= new)
}
