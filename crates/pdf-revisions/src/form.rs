//! The interactive form, read only (ISO 32000-2 §12.7).

use crate::{Dict, Reference};

/// The document's interactive form dictionary (§12.7.3).
#[derive(Clone, Debug)]
pub struct AcroForm {
    /// Its reference, if it is an indirect object.
    pub reference: Option<Reference>,
    /// The dictionary.
    pub dict: Dict,
}

/// A signature field (§12.7.5.5): attributes inherited from its ancestors resolved, its widget found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SignatureField {
    /// The field's reference; `None` for the unusual field that is a direct object.
    pub reference: Option<Reference>,
    /// The fully qualified name (§12.7.4.2).
    pub name: String,
    /// The signature dictionary and its reference, if the field is signed.
    pub value: Option<(Option<Reference>, Dict)>,
    /// The field dictionary.
    pub dict: Dict,
    /// The reference of its (first) widget: the field itself where the two are merged.
    pub widget: Option<Reference>,
    /// The widget's rectangle.
    pub rect: Option<[f64; 4]>,
    /// The widget's page, where it says so.
    pub page: Option<Reference>,
    /// The field flags `/Ff`.
    pub flags: i64,
}
