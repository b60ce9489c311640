//! What signatures forbid for later: DocMDP, FieldMDP and field locks (ISO 32000-2 §12.8.2, §12.7.5.5).

use pdf_revisions::{Dict, Object, PdfError, View};

use super::disallowed::Reason;
use super::ledger::Touch;
use crate::report::Permissions;
use crate::text;

/// What one signature forbids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Restrictions {
    /// `/P` of its DocMDP transform: it certifies the document.
    pub(crate) certifies: Option<Permissions>,
    /// `/P` of its field's lock dictionary (PDF 2.0).
    lock_level: Option<Permissions>,
    locks: Vec<Lock>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Lock {
    All,
    Include(Vec<String>),
    Exclude(Vec<String>),
    /// The action is unknown: everything counts as locked.
    Unknown,
}

impl Restrictions {
    /// Reads the signature reference dictionaries and, when given, the field's lock dictionary.
    pub(crate) fn read(
        view: View<'_>,
        signature: &Dict,
        lock: Option<&Dict>,
    ) -> Result<Self, PdfError> {
        let mut restrictions = Self::default();
        if let Object::Array(references) = view.value(signature, b"Reference")? {
            for reference in references.iter().take(16) {
                if let Some(reference) = view.deref(reference)?.as_dict() {
                    restrictions.reference(view, reference)?;
                }
            }
        }
        if let Some(lock) = lock {
            restrictions.locks.push(Lock::read(view, lock)?);
            restrictions.lock_level = level(view, lock)?;
        }
        Ok(restrictions)
    }

    fn reference(&mut self, view: View<'_>, reference: &Dict) -> Result<(), PdfError> {
        let method = view.value(reference, b"TransformMethod")?;
        let parameters = view.value(reference, b"TransformParams")?;
        let parameters = parameters.as_dict().cloned().unwrap_or_default();
        match method.as_name() {
            // ISO 32000-2 Table 257: the default of /P is 2.
            Some(name) if *name == "DocMDP" => {
                self.certifies =
                    Some(level(view, &parameters)?.unwrap_or(Permissions::FormFilling));
            }
            Some(name) if *name == "FieldMDP" => self.locks.push(Lock::read(view, &parameters)?),
            _ => {}
        }
        Ok(())
    }

    /// The strictest level it asks of the whole document.
    fn level(&self) -> Option<Permissions> {
        match (self.certifies, self.lock_level) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    /// Why the change breaks these restrictions, if it does.
    pub(super) fn forbid(&self, touch: &Touch) -> Option<Reason> {
        if let Some(permissions) = self.level()
            && let Some(what) = exceeds(touch, permissions)
        {
            return Some(Reason::PermissionExceeded { what, permissions });
        }
        let (Touch::Form { field }
        | Touch::FieldRemoved { field }
        | Touch::Signature {
            field,
            new_field: false,
        }) = touch
        else {
            return None;
        };
        let locked = self.locks.iter().any(|lock| lock.holds(field));
        locked.then(|| Reason::FieldLocked {
            field: field.clone(),
        })
    }
}

/// ISO 32000-2 Table 257, with the clarification that validation material and document time-stamps are allowed at every level.
const fn exceeds(touch: &Touch, permissions: Permissions) -> Option<&'static str> {
    match (touch, permissions) {
        (Touch::LongTerm, _) | (_, Permissions::Annotations) => None,
        (Touch::TabOrder { usual: true }, Permissions::FormFilling) => None,
        (Touch::TabOrder { .. }, _) => Some("the tab order of annotations changed"),
        (Touch::Annotation, _) => Some("an annotation was added, changed or removed"),
        (Touch::Outline, _) => Some("the outline grew"),
        (Touch::FieldRemoved { .. }, _) => Some("a form field was removed"),
        (_, Permissions::FormFilling) => None,
        (Touch::Signature { .. }, Permissions::NoChanges) => Some("a signature was added"),
        (Touch::Form { .. }, Permissions::NoChanges) => Some("a form field was filled in"),
        (Touch::Metadata, Permissions::NoChanges) => Some("metadata changed"),
    }
}

fn level(view: View<'_>, parameters: &Dict) -> Result<Option<Permissions>, PdfError> {
    match view.value(parameters, b"P")? {
        Object::Null => Ok(None),
        // A number outside 1 to 3 means nothing in the standard: the strictest reading.
        value => Ok(Some(
            value
                .as_integer()
                .and_then(Permissions::from_number)
                .unwrap_or(Permissions::NoChanges),
        )),
    }
}

impl Lock {
    fn read(view: View<'_>, parameters: &Dict) -> Result<Self, PdfError> {
        let action = view.value(parameters, b"Action")?;
        let fields = match view.value(parameters, b"Fields")? {
            Object::Array(items) => names(view, &items)?,
            _ => Vec::new(),
        };
        Ok(match action.as_name().map(|name| name.as_bytes()) {
            Some(b"All") => Self::All,
            Some(b"Include") => Self::Include(fields),
            Some(b"Exclude") => Self::Exclude(fields),
            _ => Self::Unknown,
        })
    }

    fn holds(&self, field: &str) -> bool {
        match self {
            Self::All | Self::Unknown => true,
            Self::Include(names) => names.iter().any(|name| is_below(field, name)),
            Self::Exclude(names) => !names.iter().any(|name| is_below(field, name)),
        }
    }
}

fn names(view: View<'_>, items: &[Object]) -> Result<Vec<String>, PdfError> {
    let mut names = Vec::new();
    for item in items {
        if let Some(name) = view.deref(item)?.as_string() {
            names.push(text::text(&name.bytes));
        }
    }
    Ok(names)
}

/// A lock on a parent holds its kids; a name that merely begins alike is another field.
fn is_below(field: &str, name: &str) -> bool {
    field
        .strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(field: &str) -> Touch {
        Touch::Form {
            field: field.to_owned(),
        }
    }

    #[test]
    fn a_lock_on_a_parent_holds_its_kids_but_not_a_mere_prefix() {
        let lock = Lock::Include(vec!["a".to_owned()]);
        assert!(lock.holds("a") && lock.holds("a.b"));
        assert!(!lock.holds("ab"));
        let lock = Lock::Exclude(vec!["a".to_owned()]);
        assert!(!lock.holds("a") && !lock.holds("a.b"));
        assert!(lock.holds("ab"));
    }

    #[test]
    fn the_first_level_allows_validation_material_only() {
        let strict = Restrictions {
            certifies: Some(Permissions::NoChanges),
            ..Restrictions::default()
        };
        assert_eq!(strict.forbid(&Touch::LongTerm), None);
        assert!(strict.forbid(&form("a")).is_some());
        assert!(strict.forbid(&Touch::Metadata).is_some());
        assert!(
            strict
                .forbid(&Touch::Signature {
                    field: "s".to_owned(),
                    new_field: true
                })
                .is_some()
        );
    }

    #[test]
    fn the_stricter_of_certification_and_lock_level_counts() {
        let both = Restrictions {
            certifies: Some(Permissions::Annotations),
            lock_level: Some(Permissions::NoChanges),
            locks: Vec::new(),
        };
        assert!(both.forbid(&form("a")).is_some());
    }
}
