//! What an encrypted file tells nobody needs a password for: whether it shows a signature.

use crate::object::Object;
use crate::{Limits, PdfError, PdfFile, SharedSource};

impl PdfFile {
    /// Whether any revision of an encrypted file shows a signature, told without opening it: dictionaries, names and numbers are not
    /// encrypted, and neither is `/Contents` of a signature (ISO 32000-2 §7.6.2). `None` when that cannot be told: what matters lies in
    /// object streams, which are encrypted, or is damaged.
    #[must_use]
    pub fn shows_a_signature(source: SharedSource) -> Option<bool> {
        let file = Self::locked(source, Limits::default()).ok()?;
        let shown = file
            .revisions()
            .iter()
            .map(|one| in_revision(&file, one.index));
        let shown: Result<Vec<bool>, PdfError> = shown.collect();
        Some(shown.ok()?.contains(&true))
    }
}

fn in_revision(file: &PdfFile, revision: usize) -> Result<bool, PdfError> {
    let view = file.at(revision);
    let fields = view.signature_fields()?;
    let permissions = view.value(&view.catalog()?, b"Perms")?;
    Ok(fields.iter().any(|field| field.value.is_some()) || permissions != Object::Null)
}
