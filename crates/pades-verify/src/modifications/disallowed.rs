//! Changes that nothing allows, each with the object and the reason.

use pdf_revisions::Reference;

use super::covering::{Beneath, Cover};
use crate::indication::SubIndication;
use crate::report::Permissions;

/// Why the modifications axis is refuted: at least one change that is not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disallowed {
    /// The changes, in the order of the revisions.
    pub changes: Vec<DisallowedChange>,
}

impl Disallowed {
    /// Changes that nothing allows after signing end as FORMAT_FAILURE (shared standards, 38).
    #[must_use]
    pub const fn sub_indication(&self) -> SubIndication {
        SubIndication::FormatFailure
    }
}

/// One change that is not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisallowedChange {
    /// The object, where it is one object.
    pub reference: Option<Reference>,
    /// Index of the revision that made it.
    pub revision: usize,
    /// Why.
    pub reason: Reason,
}

impl core::fmt::Display for DisallowedChange {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "revision {}: ", self.revision.saturating_add(1))?;
        match self.reference {
            Some(reference) => write!(
                f,
                "object {} {}: {}",
                reference.number, reference.generation, self.reason
            ),
            None => write!(f, "{}", self.reason),
        }
    }
}

/// Why a change is not allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// An annotation, allowed as such, opaquely hides what the page showed.
    #[error("an annotation ({kind}) hides earlier content of the page")]
    AnnotationHidesContent {
        /// Its `/Subtype`.
        kind: String,
    },
    /// Annotations other than the widgets of approved signature fields changed.
    #[error("the annotations of a page changed")]
    AnnotationsChanged,
    /// A key of the document catalog changed that no rule knows.
    #[error("/{key} of the document catalog changed")]
    CatalogChanged {
        /// The key.
        key: String,
    },
    /// A certification signature that is not the first signature (ISO 32000-2 §12.8.2.2).
    #[error("a certification signature was added after another signature")]
    CertificationNotFirst,
    /// Something was put where the signed revision refers to nothing: what was signed now shows something else.
    #[error("an object was defined to which the signed revision already referred")]
    DanglingReferenceDefined,
    /// Validation material was taken away.
    #[error("validation material was removed or changed")]
    DssChanged,
    /// A field exists twice under one name.
    #[error("a field named {name} exists already")]
    FieldNameTaken {
        /// The name.
        name: String,
    },
    /// A field changed in another way than by being filled in or signed.
    #[error("/{key} of field {field} changed")]
    FieldChanged {
        /// The field.
        field: String,
        /// The key.
        key: String,
    },
    /// A field that is no signature field was added.
    #[error("a form field was added that is no signature field")]
    FieldAdded,
    /// A field locked by an earlier signature changed (ISO 32000-2 §12.8.2.4).
    #[error("field {field} was locked by a signature and changed")]
    FieldLocked {
        /// The field.
        field: String,
    },
    /// A field was taken out of the form.
    #[error("a field was removed from the form")]
    FieldRemoved,
    /// A key of the interactive form changed that no rule knows.
    #[error("/{key} of the interactive form changed")]
    FormChanged {
        /// The key.
        key: String,
    },
    /// The object came back with another generation number.
    #[error("the object number was used again with another generation")]
    GenerationChanged,
    /// A document information entry changed that says more than when and with what the file was saved.
    #[error("/{key} of the document information changed")]
    InformationChanged {
        /// The key.
        key: String,
    },
    /// An object that is in use was freed.
    #[error("an object in use was freed")]
    ObjectFreed,
    /// A key of a page changed that no rule knows.
    #[error("/{key} of a page changed")]
    PageChanged {
        /// The key.
        key: String,
    },
    /// More was done than the certification allows.
    #[error("{what} where the certification allows only level P={}", .permissions.number())]
    PermissionExceeded {
        /// What was done.
        what: &'static str,
        /// What is allowed.
        permissions: Permissions,
    },
    /// A signature that was there is no longer what it was.
    #[error("the signature of field {field} was changed, cleared or removed")]
    SignatureChanged {
        /// The field.
        field: String,
    },
    /// A signature field has another name than when it was signed.
    #[error("signature field {field} was renamed to {name}")]
    SignatureRenamed {
        /// Its name before.
        field: String,
        /// Its name now.
        name: String,
    },
    /// A signature field was filled with something that is no intact signature over this revision.
    #[error("field {field} holds something that is no intact signature over its revision")]
    SignatureNotIntact {
        /// The field.
        field: String,
    },
    /// The new signature's visible part covers what was signed.
    #[error("the appearance of the new signature {field} covers {} {by}", .what.as_str())]
    SignatureCoversContent {
        /// The field.
        field: String,
        /// How it covers it.
        by: Cover,
        /// What it covers.
        what: Beneath,
    },
    /// A new visible signature in a certified document is by a signer of another issuer than the certifier.
    #[error("the new visible signature {field} is by another issuer than the certification")]
    SignatureOfOtherIssuer {
        /// The field.
        field: String,
    },
    /// A new visible signature in a certified document lies on an earlier one with more than an image with alpha.
    #[error(
        "the new visible signature {field} lies on the signature {over}, and not as a seal does"
    )]
    SignatureOverSignature {
        /// The field.
        field: String,
        /// The field of the earlier signature.
        over: String,
    },
    /// The structure tree changed in another way than by following annotations that joined or left.
    #[error("/{key} of the structure tree changed")]
    StructureChanged {
        /// The key.
        key: String,
    },
    /// A new visible signature in a certified document takes more of the page than any stamp.
    #[error("the new visible signature {field} takes too much of the page")]
    SignatureTooLarge {
        /// The field.
        field: String,
    },
    /// Too many objects to compare.
    #[error("too many objects to compare")]
    TooManyObjects,
    /// A key of the trailer changed that no rule knows.
    #[error("/{key} of the trailer changed")]
    TrailerChanged {
        /// The key.
        key: String,
    },
    /// No rule explains the change.
    #[error("the object changed and no rule allows it")]
    Unexplained,
    /// An object could not be read while comparing.
    #[error("object {number} cannot be read: {error}")]
    Unreadable {
        /// Its number; 0 when it is not one object.
        number: u32,
        /// Why.
        error: String,
    },
    /// The object is approved in one place and used in another too.
    #[error("the changed object is also used at {path}")]
    UsedElsewhere {
        /// Where.
        path: String,
    },
    /// A key stands twice in a changed dictionary.
    #[error("a changed dictionary holds a key twice")]
    DuplicateKeys,
}

impl Reason {
    /// The one entry of a dictionary that it is about.
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            Self::CatalogChanged { key }
            | Self::FieldChanged { key, .. }
            | Self::FormChanged { key }
            | Self::InformationChanged { key }
            | Self::PageChanged { key }
            | Self::StructureChanged { key }
            | Self::TrailerChanged { key } => Some(key),
            Self::AnnotationsChanged => Some("Annots"),
            Self::DssChanged => Some("DSS"),
            _ => None,
        }
    }

    /// The path of the dictionary that it is about, where that is no object of its own.
    pub(super) const fn holder(&self) -> &'static str {
        match self {
            Self::CatalogChanged { .. } | Self::DssChanged => "Root",
            Self::FormChanged { .. } => "Root/AcroForm",
            Self::StructureChanged { .. } => "Root/StructTreeRoot",
            Self::InformationChanged { .. } => "Info",
            _ => "",
        }
    }
}
