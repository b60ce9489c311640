//! Will other readers accept what is signed here? What is known to divide them.

use pdf_revisions::{Dict, Object, PdfError, PdfFile, SignatureField, View, XrefKind};

use super::objects::is;
use super::{Found, LintKind};

/// The first version with cross-reference streams (ISO 32000-2 §7.5.8), and the last one that is known.
const STREAMS_SINCE: (u8, u8) = (1, 5);
const NEWEST: (u8, u8) = (2, 0);

pub(super) fn look(file: &PdfFile, found: &mut Found) -> Result<(), PdfError> {
    let has = |kind| file.revisions().iter().any(|one| one.kind == kind);
    let (tables, streams) = (has(XrefKind::Table), has(XrefKind::Stream));
    if has(XrefKind::Hybrid) {
        found.note(LintKind::HybridCrossReference);
    }
    if tables && streams {
        found.note(LintKind::MixedCrossReference);
    }
    // §7.5.4: a file that was never updated has one subsection; strict readers (pyHanko) insist.
    if file
        .revisions()
        .first()
        .is_some_and(|one| one.subsections > 1)
    {
        found.note(LintKind::FirstTableSegmented);
    }
    let version = file.version();
    let modern = streams || has(XrefKind::Hybrid);
    if version > NEWEST || modern && version < STREAMS_SINCE {
        found.at(
            LintKind::VersionUnfit,
            &format!("{}.{}", version.0, version.1),
        );
    }
    gaps(file, found)?;
    certification(file.newest(), found)
}

/// Of updates: the first revision may well hold objects that it no longer lists.
fn gaps(file: &PdfFile, found: &mut Found) -> Result<(), PdfError> {
    for revision in 1..file.revisions().len() {
        if let Some(offset) = file.at(revision).unlisted()? {
            found.offset(LintKind::ObjectsInGaps, offset);
        }
    }
    Ok(())
}

/// ISO 32000-2 §12.8.2.2.1: the certifying signature is the first one.
fn certification(view: View<'_>, found: &mut Found) -> Result<(), PdfError> {
    let fields = view.signature_fields()?;
    let mut first: Option<i64> = None;
    let mut certifying = Vec::new();
    for field in &fields {
        let Some(end) = value(field).and_then(end) else {
            continue;
        };
        first = Some(first.map_or(end, |first| first.min(end)));
        if certifies(view, field)? {
            certifying.push((end, &field.name));
        }
    }
    for (end, name) in certifying {
        if first.is_some_and(|first| first < end) {
            found.at(LintKind::CertificationAfterApproval, &name);
        }
    }
    Ok(())
}

fn value(field: &SignatureField) -> Option<&Dict> {
    field.value.as_ref().map(|(_, dict)| dict)
}

/// Where the signed bytes end: later signatures end later.
fn end(signature: &Dict) -> Option<i64> {
    match signature.array(b"ByteRange")? {
        [_, _, start, length] => start.as_integer()?.checked_add(length.as_integer()?),
        _ => None,
    }
}

/// References of one signature. Ours.
const REFERENCES: usize = 100;

fn certifies(view: View<'_>, field: &SignatureField) -> Result<bool, PdfError> {
    let Some(signature) = value(field) else {
        return Ok(false);
    };
    let Object::Array(references) = view.value(signature, b"Reference")? else {
        return Ok(false);
    };
    for reference in references.iter().take(REFERENCES) {
        let reference = view.deref(reference)?;
        if reference
            .as_dict()
            .is_some_and(|one| is(one, b"TransformMethod", "DocMDP"))
        {
            return Ok(true);
        }
    }
    Ok(false)
}
