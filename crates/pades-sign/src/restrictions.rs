//! What earlier signatures still allow: DocMDP, FieldMDP and field locks (ISO 32000-2 §12.8.2, §12.7.5.5).

use pdf_revisions::{Dict, Object, SignatureField, View};

use crate::error::SignError;
use crate::request::Permissions;
use crate::text::decode;

/// What the signatures already in the document say about further ones.
#[derive(Debug, Default)]
pub(crate) struct Restrictions {
    /// The strictest permissions in effect.
    pub(crate) permissions: Option<Permissions>,
    /// The field of the first signature; a document timestamp is none.
    first_signature: Option<String>,
    locks: Vec<Lock>,
}

/// Fields that a signature locked.
#[derive(Debug)]
struct Lock {
    by: String,
    action: Action,
}

/// `/Action` and `/Fields` of FieldMDP parameters and of locks (ISO 32000-2 tables 236 and 259).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    All,
    Include(Vec<String>),
    Exclude(Vec<String>),
}

impl Restrictions {
    /// Reads them from every signed field, and from `/Perms` of the catalog.
    pub(crate) fn read(view: &View<'_>, fields: &[SignatureField]) -> Result<Self, SignError> {
        let mut found = Self::default();
        for field in fields {
            if let Some((_, signature)) = &field.value {
                found.read_signature(view, &field.name, signature)?;
                found.read_lock(view, field)?;
            }
        }
        // ISO 32000-2 §12.8.6: /Perms names the certification; it counts even if its field is gone.
        let permissions = view.value(&view.catalog()?, b"Perms")?;
        if let Some(permissions) = permissions.as_dict()
            && let Some(signature) = view.value(permissions, b"DocMDP")?.as_dict()
        {
            found.read_signature(view, "/Perms/DocMDP", signature)?;
        }
        Ok(found)
    }

    fn read_signature(
        &mut self,
        view: &View<'_>,
        field: &str,
        signature: &Dict,
    ) -> Result<(), SignError> {
        if !is_document_timestamp(view, signature)? && self.first_signature.is_none() {
            self.first_signature = Some(field.to_owned());
        }
        if let Some(permissions) = Self::certification(view, signature)? {
            self.restrict(permissions);
        }
        for parameters in transforms(view, signature, "FieldMDP")? {
            self.add_lock(view, field, &parameters)?;
        }
        Ok(())
    }

    /// The permissions with which `signature` certifies the document, if it does.
    pub(crate) fn certification(
        view: &View<'_>,
        signature: &Dict,
    ) -> Result<Option<Permissions>, SignError> {
        let transforms = transforms(view, signature, "DocMDP")?;
        let permissions = transforms
            .iter()
            .map(|parameters| doc_mdp_permissions(view, parameters));
        Ok(permissions
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .min())
    }

    /// A lock counts from the moment its field is signed, even if the signer wrote no FieldMDP.
    fn read_lock(&mut self, view: &View<'_>, field: &SignatureField) -> Result<(), SignError> {
        let lock = view.value(&field.dict, b"Lock")?;
        let Some(lock) = lock.as_dict() else {
            return Ok(());
        };
        // ISO 32000-2 table 236: /P of a lock; absent, it has no effect.
        if let Some(permissions) = view
            .value(lock, b"P")?
            .as_integer()
            .and_then(Permissions::from_number)
        {
            self.restrict(permissions);
        }
        self.add_lock(view, &field.name, lock)
    }

    fn restrict(&mut self, permissions: Permissions) {
        self.permissions = Some(
            self.permissions
                .map_or(permissions, |old| old.min(permissions)),
        );
    }

    fn add_lock(&mut self, view: &View<'_>, by: &str, parameters: &Dict) -> Result<(), SignError> {
        // An action that cannot be read locks everything: the careful reading.
        let action = Action::read(view, parameters)?.unwrap_or(Action::All);
        self.locks.push(Lock {
            by: by.to_owned(),
            action,
        });
        Ok(())
    }

    /// May the field `name`, new or existing, be signed now? And, if asked for, certify the document?
    ///
    /// Under `P 2` and `P 3` adding a new signature field counts as signing: ISO 32000-2 table 257 does not say,
    /// iText allows it, pyHanko does not (pdf-issues 735), and the documents of Vietnam's agencies need it.
    pub(crate) fn allow(
        &self,
        name: &str,
        certification: Option<Permissions>,
    ) -> Result<(), SignError> {
        if self.permissions == Some(Permissions::NoChanges) {
            return Err(SignError::ForbiddenByCertification {
                permissions: Permissions::NoChanges,
            });
        }
        if let (Some(_), Some(field)) = (certification, &self.first_signature) {
            return Err(SignError::CertificationNotFirst {
                field: field.clone(),
            });
        }
        match self.locks.iter().find(|lock| lock.action.locks(name)) {
            Some(lock) => Err(SignError::FieldLocked {
                name: name.to_owned(),
                by: lock.by.clone(),
            }),
            None => Ok(()),
        }
    }
}

impl Action {
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

    /// Is the field locked? A name stands for itself and what is below it, not for what merely begins alike.
    pub(crate) fn locks(&self, field: &str) -> bool {
        let covers = |name: &String| {
            field
                .strip_prefix(name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        match self {
            Self::All => true,
            Self::Include(names) => names.iter().any(covers),
            Self::Exclude(names) => !names.iter().any(covers),
        }
    }
}

/// The parameters of the signature references with this transform method (ISO 32000-2 table 256).
fn transforms(view: &View<'_>, signature: &Dict, method: &str) -> Result<Vec<Dict>, SignError> {
    let mut found = Vec::new();
    for reference in view
        .value(signature, b"Reference")?
        .as_array()
        .unwrap_or_default()
    {
        let reference = view.deref(reference)?;
        let Some(reference) = reference.as_dict() else {
            continue;
        };
        if view
            .value(reference, b"TransformMethod")?
            .as_name()
            .is_some_and(|name| *name == method)
        {
            found.push(
                view.value(reference, b"TransformParams")?
                    .as_dict()
                    .cloned()
                    .unwrap_or_default(),
            );
        }
    }
    Ok(found)
}

/// ISO 32000-2 table 257: `/P` absent means 2. A value out of range is read as the strictest.
fn doc_mdp_permissions(view: &View<'_>, parameters: &Dict) -> Result<Permissions, SignError> {
    Ok(match view.value(parameters, b"P")? {
        Object::Null => Permissions::FormFilling,
        other => other
            .as_integer()
            .and_then(Permissions::from_number)
            .unwrap_or(Permissions::NoChanges),
    })
}

/// EN 319 142-1 §5.4.3: recognised by `/SubFilter`.
fn is_document_timestamp(view: &View<'_>, signature: &Dict) -> Result<bool, SignError> {
    let sub_filter = view.value(signature, b"SubFilter")?;
    Ok(sub_filter
        .as_name()
        .is_some_and(|name| *name == "ETSI.RFC3161"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_covers_kids_but_not_longer_names() {
        let include = Action::Include(vec!["a".into(), "form.part".into()]);
        for (name, locked) in [
            ("a", true),
            ("a.b", true),
            ("ab", false),
            ("form", false),
            ("form.part.x", true),
        ] {
            assert_eq!(include.locks(name), locked, "{name}");
        }
        let exclude = Action::Exclude(vec!["a".into()]);
        assert!(exclude.locks("ab") && !exclude.locks("a.b"));
        assert!(Action::All.locks("anything"));
    }
}
