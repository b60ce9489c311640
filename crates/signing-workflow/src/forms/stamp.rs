//! What a filled form carries so that it is recognised when it comes back signed.
//!
//! A page-piece dictionary of the catalog (ISO 32000-2 §14.5): signing appends a revision and keeps the entry, a signature covers it, and
//! readers leave it alone.

use cert_path::{CryptoProvider, DigestAlgorithm, Hasher};
use gov_ca_model::VietnamDay;
use pdf_revisions::{Dict, PdfFile, View, for_each_chunk};
use serde::{Deserialize, Serialize};

use super::FormError;
use crate::outgoing::hexadecimal;
use crate::sheets::text;

/// The request that a form belongs to.
#[derive(Clone, Copy, Debug)]
pub struct RequestMark<'a> {
    /// What the register calls the request.
    pub request: &'a str,
    /// The day on which the form is filled.
    pub filled_on: VietnamDay,
}

impl RequestMark<'_> {
    /// Whether what is written can be read again.
    pub(super) fn check(self) -> Result<(), FormError> {
        let (length, limit) = (self.request.len(), LONGEST);
        if self.request.trim().is_empty() || length > limit {
            return Err(FormError::Request { length, limit });
        }
        Ok(())
    }
}

/// What a form says of itself. It says which request a form was filled for, and proves nothing: anybody can write it. Who signed, and
/// whether the values are those of the register, is asked of the signature and of the digests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormStamp {
    /// What the register calls the request.
    pub request: String,
    /// The form: [`super::Form::id`].
    pub form: String,
    /// Of the values it was filled with: [`super::Form::digest`].
    pub digest: String,
    /// SHA-256 of the file before anything was appended: the same as [`super::Filled::sha256`] where it is the file that was made.
    pub original: String,
}

/// Longer texts, in bytes, are none of ours: a digest has 64, a register's name for a request a dozen or two.
const LONGEST: usize = 256;

/// The stamp of a form, signed or not; `None` where the file has none, or its revisions disagree about it.
#[must_use]
pub fn request_of(file: &PdfFile) -> Option<FormStamp> {
    let first = file.at(0);
    let [request, form, digest] = written(&first)?;
    // what was appended may replace the catalog, and does when it is signed
    if written(&file.newest())? != [request.clone(), form.clone(), digest.clone()] {
        return None;
    }
    let mut hasher = sha256()?;
    for_each_chunk::<std::io::Error>(
        file.source().as_ref(),
        first.revision().range.clone(),
        |bytes| {
            hasher.update(bytes);
            Ok(())
        },
    )
    .ok()?;
    Some(FormStamp {
        request,
        form,
        digest,
        original: hexadecimal(hasher.finish().as_bytes()),
    })
}

/// Request, form and digest, as this revision has them.
fn written(view: &View<'_>) -> Option<[String; 3]> {
    let within = |dict: &Dict, key: &[u8]| view.value(dict, key).ok()?.as_dict().cloned();
    let pieces = within(&view.catalog().ok()?, b"PieceInfo")?;
    let private = within(&within(&pieces, b"Kyso")?, b"Private")?;
    let text = |key: &[u8]| {
        let value = view.value(&private, key).ok()?;
        let text = value.as_string()?.to_text();
        (!text.is_empty() && text.len() <= LONGEST).then_some(text)
    };
    Some([text(b"Request")?, text(b"Form")?, text(b"Digest")?])
}

/// The entry of the catalog.
pub(super) fn entry(form: &str, digest: &str, mark: RequestMark<'_>) -> String {
    let day = mark.filled_on.to_string().replace('-', "");
    let (request, form) = (text(mark.request), text(form));
    format!(
        "/PieceInfo<</Kyso<</LastModified(D:{day}000000+07'00')/Private<</Digest({digest})/Form {form}/Request {request}>>>>>>"
    )
}

/// SHA-256, hexadecimal.
pub(super) fn digest(parts: &[&[u8]]) -> String {
    let Some(mut hasher) = sha256() else {
        return String::new();
    };
    for part in parts {
        hasher.update(part);
    }
    hexadecimal(hasher.finish().as_bytes())
}

/// The bundled provider has it.
fn sha256() -> Option<Box<dyn Hasher>> {
    CryptoProvider::aws_lc()
        .hasher(DigestAlgorithm::Sha256)
        .ok()
}
