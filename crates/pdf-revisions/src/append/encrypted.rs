//! The body of a new object as an encrypted file holds it (ISO 32000-2 §7.6.2).

use std::borrow::Cow;

use super::{Pending, Update, stream_body};
use crate::cursor::Cursor;
use crate::encryption::Encryptor;
use crate::indirect::{Body, body as parsed};
use crate::lexer::skip_space_and_comments;
use crate::{Limits, Misuse, Object, PdfError, PdfFile, Reference, parser};

impl Update {
    /// `object` as it stands in the indirect object `reference` of this file: its strings encrypted, if the file is.
    ///
    /// # Errors
    ///
    /// Never for a file that was opened.
    pub fn sealed(&self, reference: Reference, mut object: Object) -> Result<Object, PdfError> {
        if let Some(handler) = &self.file.inner.handler {
            Encryptor::new(handler, reference, self.file.len()).strings(&mut object)?;
        }
        Ok(object)
    }
}

/// What stands between `obj` and `endobj` in the file.
pub(super) fn body<'p>(
    file: &PdfFile,
    reference: Reference,
    pending: &'p Pending,
) -> Result<Cow<'p, [u8]>, PdfError> {
    let Some(handler) = file.inner.handler.as_ref().filter(|_| !pending.sealed) else {
        return Ok(Cow::Borrowed(&pending.body));
    };
    let mut encryptor = Encryptor::new(handler, reference, file.len());
    let (mut object, data) = read(&pending.body)?;
    encryptor.strings(&mut object)?;
    let mut written = Vec::new();
    match (object, data) {
        (Object::Dictionary(dict), Some(data)) => {
            let data = encryptor.stream(&dict, data.to_vec())?;
            stream_body(dict, &data, &mut written);
        }
        (object, _) => object.write(&mut written),
    }
    Ok(Cow::Owned(written))
}

/// An object, and its data if it is a stream.
fn read(bytes: &[u8]) -> Result<(Object, Option<&[u8]>), PdfError> {
    let mut cursor = Cursor::in_memory(bytes.into(), 0);
    let object = parser::object(&mut cursor, &Limits::default())?;
    skip_space_and_comments(&mut cursor)?;
    Ok(match parsed(&mut cursor, object)?.0 {
        Body::Value(object) => (object, None),
        Body::Stream { dict, data } => {
            let data =
                data_of(bytes, &dict, data).ok_or(PdfError::misuse(Misuse::StreamWithoutData))?;
            (Object::Dictionary(dict), Some(data))
        }
    })
}

/// By `/Length`, which is written here and not in an object of its own.
fn data_of<'b>(bytes: &'b [u8], dict: &crate::Dict, start: u64) -> Option<&'b [u8]> {
    let length = usize::try_from(dict.integer(b"Length")?).ok()?;
    let data = bytes.get(usize::try_from(start).ok()?..)?;
    data.get(..length)
}
