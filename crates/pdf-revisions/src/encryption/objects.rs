//! The strings of one object: decrypted, and which are (ISO 32000-2 §7.6.2).

use super::{CryptMethod, Handler};
use crate::object::{Dict, Object, PdfString};
use crate::{Anomaly, AnomalyKind, Malformed, PdfError, Reference};

impl Handler {
    /// Decrypts the strings of the object `owner`, which stands in the file at `place`, not in an object stream. Tells where a string
    /// lacks its initialisation vector.
    pub(crate) fn decrypt_strings(
        &self,
        object: &mut Object,
        owner: Reference,
        place: u64,
    ) -> Result<Option<Anomaly>, PdfError> {
        if self.is_own(owner) || self.string_method() == CryptMethod::Identity {
            return Ok(None);
        }
        let mut empty = None;
        change_strings(object, &mut |string| {
            let place = string.span.as_ref().map_or(place, |span| span.start);
            let cipher = self.strings(owner);
            if cipher.is_aes() && string.bytes.len() <= 16 {
                empty = empty.or(Some(Anomaly {
                    kind: AnomalyKind::EncryptedDataEmpty,
                    offset: place,
                }));
            }
            let plain = cipher.all(std::mem::take(&mut string.bytes));
            string.bytes =
                plain.ok_or_else(|| PdfError::malformed(Malformed::EncryptedData, place))?;
            Ok(())
        })?;
        Ok(empty)
    }
}

/// Gives `change` every string that is encrypted, as deep as the parser went, which has a limit.
pub(super) fn change_strings(
    object: &mut Object,
    change: &mut impl FnMut(&mut PdfString) -> Result<(), PdfError>,
) -> Result<(), PdfError> {
    match object {
        Object::String(string) => change(string),
        Object::Array(items) => items
            .iter_mut()
            .try_for_each(|item| change_strings(item, change)),
        Object::Dictionary(dict) => change_dict(dict, change),
        // §7.5.8.2: nothing of a cross-reference stream is encrypted.
        Object::Stream(stream)
            if stream
                .dict
                .name(b"Type")
                .is_some_and(|name| *name == "XRef") =>
        {
            Ok(())
        }
        Object::Stream(stream) => change_dict(&mut stream.dict, change),
        _ => Ok(()),
    }
}

fn change_dict(
    dict: &mut Dict,
    change: &mut impl FnMut(&mut PdfString) -> Result<(), PdfError>,
) -> Result<(), PdfError> {
    let signature = is_signature(dict);
    for (key, value) in dict.iter_mut() {
        let contents = signature && *key == "Contents" && matches!(value, Object::String(_));
        if !contents {
            change_strings(value, change)?;
        }
    }
    Ok(())
}

/// §7.6.2: `/Contents` of a signature dictionary is left alone. `/Type` is optional there (Table 255), so `/ByteRange` decides where it says
/// nothing.
fn is_signature(dict: &Dict) -> bool {
    match dict.name(b"Type").map(|name| name.as_bytes()) {
        Some(b"Sig" | b"DocTimeStamp") => true,
        _ => dict.contains(b"ByteRange"),
    }
}
