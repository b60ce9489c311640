//! The trailer (ISO 32000-2 §7.5.5): it may name a catalog and an information dictionary that changed, carry the code that an encrypted file
//! is authenticated with, and nothing else.

use pdf_revisions::{Object, PdfError, View};

use super::{Reason, Shared, catalog, information, lossy};
use crate::modifications::graph::FILE_KEYS;

pub(super) fn apply(shared: &mut Shared<'_, '_>) -> Result<(), PdfError> {
    let (old, new) = (shared.pair.old.trailer(), shared.pair.new.trailer());
    for key in shared.pair.differing(old, new)? {
        let known = FILE_KEYS.contains(&key)
            || matches!(key, b"Root" | b"Info")
            || key == b"AuthCode" && is_code_again(shared)?;
        if !known {
            shared.refuse(None, Reason::TrailerChanged { key: lossy(key) });
        }
    }
    catalog::apply(shared)?;
    information::apply(shared)
}

/// ISO/TS 32004: every revision of a file with a code brings its own, over all bytes before it, by itself or in its signature. Nothing
/// but that stands in it; it is never taken away, and none comes where there was none.
fn is_code_again(shared: &Shared<'_, '_>) -> Result<bool, PdfError> {
    let pair = shared.pair;
    let value = |view: View<'_>| view.value(view.trailer(), b"AuthCode");
    let (Object::Dictionary(_), Object::Dictionary(new)) = (value(pair.old)?, value(pair.new)?)
    else {
        return Ok(false);
    };
    let known: [&[u8]; 4] = [b"MACLocation", b"ByteRange", b"MAC", b"SigObjRef"];
    let only_known = new.iter().all(|(key, _)| known.contains(&key.as_bytes()));
    let is_code = match new.name(b"MACLocation").map(|place| place.as_bytes()) {
        Some(b"Standalone") => new.string(b"MAC").is_some() && new.array(b"ByteRange").is_some(),
        Some(b"AttachedToSig") => {
            let signature = pair.new.value(&new, b"SigObjRef")?;
            let signature = signature.as_dict();
            signature.is_some_and(|signature| shared.intact_signature(signature).is_some())
        }
        _ => false,
    };
    Ok(pair.new.file().is_encrypted() && only_known && is_code)
}
