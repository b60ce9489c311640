//! The tree of form fields as of one revision (ISO 32000-2 §12.7.4).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use pdf_revisions::{Dict, Object, PdfError, View};

use super::graph::{target_references, targets};
use crate::text;

/// A field or a widget that is an indirect object.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// The fully qualified name; a mere widget has its field's.
    pub(super) name: String,
    pub(super) dict: Dict,
    /// Whether `/FT`, inherited or its own, is `/Sig`.
    pub(super) is_signature: bool,
    /// Number of the parent, if that is an indirect object.
    pub(super) parent: Option<u32>,
}

/// All fields of one revision.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) by_number: BTreeMap<u32, Field>,
    /// Fields written inline, which no rule lets change.
    pub(super) inline: Vec<Object>,
    /// An object stands twice in the tree.
    pub(super) repeated: bool,
    names: HashSet<String>,
    kids: HashMap<u32, Vec<u32>>,
}

/// Real trees are a few levels deep; the reader's own limit on fields bounds their number.
const DEPTH: usize = 64;
const COUNT: usize = 200_000;

impl Fields {
    pub(super) fn read(view: View<'_>) -> Result<Self, PdfError> {
        let mut fields = Self::default();
        if let Some(form) = view.acro_form()?
            && let Object::Array(items) = view.value(&form.dict, b"Fields")?
        {
            for item in &items {
                fields.add(view, item, &Inherited::default(), DEPTH)?;
            }
        }
        Ok(fields)
    }

    fn add(
        &mut self,
        view: View<'_>,
        item: &Object,
        above: &Inherited,
        depth: usize,
    ) -> Result<(), PdfError> {
        let resolved = view.deref(item)?;
        let (Some(dict), Some(depth)) = (resolved.as_dict(), depth.checked_sub(1)) else {
            return Ok(());
        };
        let here = above.with(view, dict)?;
        let number = item.as_reference().map(|reference| reference.number);
        match number {
            Some(number)
                if self.by_number.contains_key(&number) || self.by_number.len() >= COUNT =>
            {
                self.repeated = true;
                return Ok(());
            }
            Some(number) => {
                let field = Field {
                    name: here.name.clone(),
                    dict: dict.clone(),
                    is_signature: here.is_signature,
                    parent: above.number,
                };
                self.names.insert(here.name.clone());
                if let Some(parent) = above.number {
                    self.kids.entry(parent).or_default().push(number);
                }
                self.by_number.insert(number, field);
            }
            None => self.inline.push(resolved.as_ref().clone()),
        }
        if let Object::Array(kids) = view.value(dict, b"Kids")? {
            let here = Inherited { number, ..here };
            for kid in &kids {
                self.add(view, kid, &here, depth)?;
            }
        }
        Ok(())
    }

    /// Objects that the appearance dictionaries of all fields refer to, two levels deep.
    pub(super) fn appearances(&self, view: View<'_>) -> Result<BTreeSet<u32>, PdfError> {
        let mut found = BTreeSet::new();
        for field in self.by_number.values() {
            for reference in field
                .dict
                .get(b"AP")
                .map(target_references)
                .unwrap_or_default()
            {
                if !found.insert(reference.number) {
                    continue;
                }
                match view.resolve(reference)? {
                    Object::Stream(_) => {}
                    holder => found.extend(targets(&holder)),
                }
            }
        }
        Ok(found)
    }

    /// An entry of the field, or of the nearest field above it that has one (ISO 32000-2 §12.7.4.1).
    pub(super) fn inherited(
        &self,
        view: View<'_>,
        field: &Field,
        key: &[u8],
    ) -> Result<Object, PdfError> {
        let mut at = Some(field);
        for _ in 0..DEPTH {
            let Some(field) = at else { break };
            if field.dict.contains(key) {
                return view.value(&field.dict, key);
            }
            at = field.parent.and_then(|parent| self.by_number.get(&parent));
        }
        Ok(Object::Null)
    }

    /// Whether a field has this name.
    pub(super) fn has_name(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Numbers of the fields and widgets directly below this one.
    pub(super) fn kids(&self, number: u32) -> &[u32] {
        self.kids.get(&number).map_or(&[], Vec::as_slice)
    }
}

#[derive(Clone, Debug, Default)]
struct Inherited {
    name: String,
    is_signature: bool,
    number: Option<u32>,
}

impl Inherited {
    fn with(&self, view: View<'_>, dict: &Dict) -> Result<Self, PdfError> {
        let partial = view.value(dict, b"T")?;
        let name = match partial.as_string() {
            Some(partial) if self.name.is_empty() => text::text(&partial.bytes),
            Some(partial) => format!("{}.{}", self.name, text::text(&partial.bytes)),
            None => self.name.clone(),
        };
        let kind = view.value(dict, b"FT")?;
        let is_signature = kind
            .as_name()
            .map_or(self.is_signature, |kind| *kind == "Sig");
        Ok(Self {
            name,
            is_signature,
            number: None,
        })
    }
}
