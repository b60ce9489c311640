//! The trailer (ISO 32000-2 §7.5.5): it may name a catalog and an information dictionary that changed, and nothing else.

use pdf_revisions::PdfError;

use super::{Reason, Shared, catalog, information, lossy};
use crate::modifications::graph::FILE_KEYS;

pub(super) fn apply(shared: &mut Shared<'_, '_>) -> Result<(), PdfError> {
    let (old, new) = (shared.pair.old.trailer(), shared.pair.new.trailer());
    for key in shared.pair.differing(old, new)? {
        let known = FILE_KEYS.contains(&key) || matches!(key, b"Root" | b"Info");
        if !known {
            shared.refuse(None, Reason::TrailerChanged { key: lossy(key) });
        }
    }
    catalog::apply(shared)?;
    information::apply(shared)
}
