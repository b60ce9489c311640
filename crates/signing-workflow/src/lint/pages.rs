//! Text that the page hides under later content.

use pdf_revisions::{Dict, Object, PdfError, View};

use super::{Found, LintKind, LintLimits};

/// So few signs may be hidden: bullets and marks that were drawn over. Ours.
const FEW: usize = 2;

/// `true`: all pages were looked at.
pub(super) fn look(
    view: View<'_>,
    limits: &LintLimits,
    found: &mut Found,
) -> Result<bool, PdfError> {
    let (pages, more) = view.first_pages(limits.pages)?;
    let mut whole = !more;
    for (index, (_, page)) in pages.iter().enumerate() {
        if content(view, page)? > limits.content_bytes {
            whole = false;
            continue;
        }
        match pades_verify::covered_text(view, page) {
            Ok(covered) => {
                whole &= !covered.is_part;
                if covered.glyphs > FEW {
                    found.at(LintKind::CoveredText, &(index + 1));
                }
            }
            Err(_) => whole = false,
        }
    }
    Ok(whole)
}

/// Bytes of a page's content, as they are in the file.
fn content(view: View<'_>, page: &Dict) -> Result<u64, PdfError> {
    let mut bytes = 0_u64;
    let mut add = |object: &Object| {
        if let Some(stream) = object.as_stream() {
            bytes = bytes.saturating_add(stream.data.end.saturating_sub(stream.data.start));
        }
    };
    match view.value(page, b"Contents")? {
        Object::Array(parts) => {
            for part in &parts {
                let part = view.deref(part)?;
                add(&part);
            }
        }
        other => add(&other),
    }
    Ok(bytes)
}
