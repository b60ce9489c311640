//! Filling in a form field that was there (ISO 32000-2 §12.7.4): its value, and the appearance that shows it. Its place, its flags and its
//! actions stay.

use pdf_revisions::{Dict, PdfError};

use super::{Shared, field};
use crate::modifications::fields::Field;
use crate::modifications::ledger::Touch;

/// What filling in may change in a field or widget dictionary.
const FILLED: &[&[u8]] = &[b"V", b"AP", b"AS", b"RV", b"I", b"M", b"DA", b"Kids"];

pub(super) fn filled(
    shared: &mut Shared<'_, '_>,
    number: u32,
    new: &Field,
    after: &Dict,
    keys: &[&[u8]],
) -> Result<(), PdfError> {
    field::refuse_other_keys(shared, number, new, keys, FILLED);
    field::refuse_shared_appearance(shared, number);
    let shown = field::appearance(shared, number, after)?;
    if shown || keys.iter().any(|key| *key != b"Kids") {
        shared.ledger.touch(
            Touch::Form {
                field: new.name.clone(),
            },
            number,
        );
    }
    let value = after
        .get(b"V")
        .map(crate::modifications::graph::targets)
        .unwrap_or_default();
    for number in value
        .into_iter()
        .filter(|number| shared.pair.is_added(*number))
    {
        shared
            .ledger
            .approve(number, crate::modifications::ledger::Via::NewObject);
    }
    Ok(())
}

/// The widget stayed, the streams that show it were replaced in their places.
pub(super) fn appearance_only(
    shared: &mut Shared<'_, '_>,
    number: u32,
    field: &Field,
) -> Result<(), PdfError> {
    if !field.is_signature && field::appearance(shared, number, &field.dict)? {
        shared.ledger.touch(
            Touch::Form {
                field: field.name.clone(),
            },
            number,
        );
    }
    Ok(())
}
