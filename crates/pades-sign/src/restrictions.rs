//! What earlier signatures still allow: DocMDP, FieldMDP and field locks (ISO 32000-2 §12.8.2, §12.7.5.5).

use pdf_revisions::{Dict, Object, SignatureField, View};

use crate::error::SignError;
use crate::lock::FieldLock;
use crate::request::Permissions;

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
    fields: FieldLock,
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

    /// What `signature` locks by its FieldMDP references.
    pub(crate) fn locks_of(view: &View<'_>, signature: &Dict) -> Result<Vec<FieldLock>, SignError> {
        let transforms = transforms(view, signature, "FieldMDP")?;
        let locks = transforms
            .iter()
            .map(|parameters| Ok(FieldLock::read(view, parameters)?.unwrap_or(FieldLock::All)));
        locks.collect()
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
        let fields = FieldLock::read(view, parameters)?.unwrap_or(FieldLock::All);
        self.locks.push(Lock {
            by: by.to_owned(),
            fields,
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
        match self.locks.iter().find(|lock| lock.fields.locks(name)) {
            Some(lock) => Err(SignError::FieldLocked {
                name: name.to_owned(),
                by: lock.by.clone(),
            }),
            None => Ok(()),
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
