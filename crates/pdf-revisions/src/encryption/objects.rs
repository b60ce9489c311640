//! The strings of one object, decrypted (ISO 32000-2 §7.6.2).

use super::Handler;
use crate::object::{Dict, Object};
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
        if self.own_objects.contains(&owner) || self.strings(owner).is_identity() {
            return Ok(None);
        }
        let mut strings = Strings {
            handler: self,
            owner,
            place,
            empty: None,
        };
        strings.object(object)?;
        Ok(strings.empty)
    }
}

struct Strings<'h> {
    handler: &'h Handler,
    owner: Reference,
    place: u64,
    empty: Option<Anomaly>,
}

impl Strings<'_> {
    /// As deep as the parser went, which has a limit.
    fn object(&mut self, object: &mut Object) -> Result<(), PdfError> {
        match object {
            Object::String(string) => {
                let place = string.span.as_ref().map_or(self.place, |span| span.start);
                let bytes = std::mem::take(&mut string.bytes);
                string.bytes = self.string(bytes, place)?;
                Ok(())
            }
            Object::Array(items) => items.iter_mut().try_for_each(|item| self.object(item)),
            Object::Dictionary(dict) => self.dict(dict),
            // §7.5.8.2: nothing of a cross-reference stream is encrypted.
            Object::Stream(stream)
                if stream
                    .dict
                    .name(b"Type")
                    .is_some_and(|name| *name == "XRef") =>
            {
                Ok(())
            }
            Object::Stream(stream) => self.dict(&mut stream.dict),
            _ => Ok(()),
        }
    }

    fn dict(&mut self, dict: &mut Dict) -> Result<(), PdfError> {
        let signature = is_signature(dict);
        for (key, value) in dict.iter_mut() {
            let contents = signature && *key == "Contents" && matches!(value, Object::String(_));
            if !contents {
                self.object(value)?;
            }
        }
        Ok(())
    }

    fn string(&mut self, bytes: Vec<u8>, place: u64) -> Result<Vec<u8>, PdfError> {
        let cipher = self.handler.strings(self.owner);
        if cipher.is_aes() && bytes.len() <= 16 {
            self.empty = self.empty.or(Some(Anomaly {
                kind: AnomalyKind::EncryptedDataEmpty,
                offset: place,
            }));
        }
        cipher
            .all(bytes)
            .ok_or_else(|| PdfError::malformed(Malformed::EncryptedData, place))
    }
}

/// §7.6.2: `/Contents` of a signature dictionary is left alone. `/Type` is optional there (Table 255), so `/ByteRange` decides where it says
/// nothing.
fn is_signature(dict: &Dict) -> bool {
    match dict.name(b"Type").map(|name| name.as_bytes()) {
        Some(b"Sig" | b"DocTimeStamp") => true,
        _ => dict.contains(b"ByteRange"),
    }
}
