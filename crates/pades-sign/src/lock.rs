//! Which fields a signature locks: FieldMDP and the lock dictionary of its field (ISO 32000-2 §12.8.2.4, §12.7.5.5).

use pdf_revisions::{Dict, Object, Reference, View};
use serde::{Deserialize, Serialize};

use crate::dictionary::{dict, name, text};
use crate::error::SignError;
use crate::text::decode;

/// Fields that nobody may change once the signature is there (ISO 32000-2 tables 236 and 259, `/Action` and `/Fields`).
///
/// Fields are named by their fully qualified names (§12.7.4.2); a name stands for the field and everything below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum FieldLock {
    /// Every field.
    All,
    /// These fields.
    Include(Vec<String>),
    /// Every field but these.
    Exclude(Vec<String>),
}

impl FieldLock {
    /// Is the field locked? A name stands for itself and what is below it, not for what merely begins alike.
    #[must_use]
    pub fn locks(&self, field: &str) -> bool {
        let covers = |name: &String| covers(name, field);
        match self {
            Self::All => true,
            Self::Include(names) => names.iter().any(covers),
            Self::Exclude(names) => !names.iter().any(covers),
        }
    }

    /// `None` if `/Action` is missing or unknown, or `/Fields` is missing where it is required.
    pub(crate) fn read(view: &View<'_>, parameters: &Dict) -> Result<Option<Self>, SignError> {
        let action = view.value(parameters, b"Action")?;
        let fields = view.value(parameters, b"Fields")?;
        let mut names = Vec::new();
        for field in fields.as_array().unwrap_or_default() {
            if let Object::String(name) = view.deref(field)?.as_ref() {
                names.push(decode(name));
            }
        }
        Ok(match action.as_name().map(|name| name.as_bytes()) {
            Some(b"All") => Some(Self::All),
            Some(b"Include") if fields.as_array().is_some() => Some(Self::Include(names)),
            Some(b"Exclude") if fields.as_array().is_some() => Some(Self::Exclude(names)),
            _ => None,
        })
    }

    /// Do both say the same, in whatever order?
    pub(crate) fn agrees_with(&self, other: &Self) -> bool {
        let sorted = |names: &[String]| {
            let mut names = names.to_vec();
            names.sort();
            names.dedup();
            names
        };
        self.action() == other.action() && sorted(self.names()) == sorted(other.names())
    }

    /// A name that no field of the document has, nor is above one.
    pub(crate) fn unknown_name(
        &self,
        view: &View<'_>,
        own: &str,
    ) -> Result<Option<String>, SignError> {
        let mut fields = view.field_names()?;
        fields.push(own.to_owned());
        let missing = |name: &&String| !fields.iter().any(|field| covers(name, field));
        Ok(self.names().iter().find(missing).cloned())
    }

    /// The lock dictionary of a field (table 236).
    pub(crate) fn dictionary(&self) -> Object {
        let mut entries = vec![("Type", name("SigFieldLock"))];
        entries.extend(self.entries());
        dict(entries)
    }

    /// A FieldMDP signature reference (table 259); `/Data` is required: the catalog.
    pub(crate) fn reference(&self, catalog: Reference) -> Object {
        let mut parameters = vec![("Type", name("TransformParams")), ("V", name("1.2"))];
        parameters.extend(self.entries());
        dict([
            ("Type", name("SigRef")),
            ("TransformMethod", name("FieldMDP")),
            ("TransformParams", dict(parameters)),
            ("Data", Object::Reference(catalog)),
        ])
    }

    fn entries(&self) -> Vec<(&'static str, Object)> {
        let mut entries = vec![("Action", name(self.action()))];
        if *self != Self::All {
            let names = self.names().iter().map(|name| text(name)).collect();
            entries.push(("Fields", Object::Array(names)));
        }
        entries
    }

    const fn action(&self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Include(_) => "Include",
            Self::Exclude(_) => "Exclude",
        }
    }

    fn names(&self) -> &[String] {
        match self {
            Self::All => &[],
            Self::Include(names) | Self::Exclude(names) => names,
        }
    }
}

fn covers(name: &str, field: &str) -> bool {
    field
        .strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_covers_kids_but_not_longer_names() {
        let include = FieldLock::Include(vec!["a".into(), "form.part".into()]);
        for (name, locked) in [
            ("a", true),
            ("a.b", true),
            ("ab", false),
            ("form", false),
            ("form.part.x", true),
        ] {
            assert_eq!(include.locks(name), locked, "{name}");
        }
        let exclude = FieldLock::Exclude(vec!["a".into()]);
        assert!(exclude.locks("ab") && !exclude.locks("a.b"));
        assert!(FieldLock::All.locks("anything"));
    }

    #[test]
    fn agreement_knows_no_order() {
        let of =
            |names: &[&str]| FieldLock::Include(names.iter().map(ToString::to_string).collect());
        assert!(of(&["a", "b"]).agrees_with(&of(&["b", "a", "b"])));
        assert!(!of(&["a"]).agrees_with(&of(&["a", "b"])));
        assert!(!of(&[]).agrees_with(&FieldLock::Exclude(Vec::new())));
        assert!(FieldLock::All.agrees_with(&FieldLock::All));
    }
}
