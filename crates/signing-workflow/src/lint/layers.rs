//! Optional content: what is shown to one reader, on paper or later, and not to another (ISO 32000-2 §8.11).

use pdf_revisions::{Dict, Object, PdfError, View};

use super::objects::is;
use super::{Found, LintKind};

/// Configurations looked at beside the default one. Ours.
const CONFIGURATIONS: usize = 100;

pub(super) fn look(view: View<'_>, found: &mut Found) -> Result<(), PdfError> {
    let catalog = view.catalog()?;
    let Object::Dictionary(properties) = view.value(&catalog, b"OCProperties")? else {
        return Ok(());
    };
    let groups = view.value(&properties, b"OCGs")?;
    if groups.as_array().is_none_or(<[Object]>::is_empty) {
        return Ok(());
    }
    let default = view.value(&properties, b"D")?;
    let mut hides = default
        .as_dict()
        .is_some_and(|default| !shows_all(view, default));
    if let Object::Array(others) = view.value(&properties, b"Configs")? {
        for other in others.iter().take(CONFIGURATIONS) {
            let other = view.deref(other)?;
            hides |= other.as_dict().is_some_and(|other| !shows_all(view, other));
        }
    }
    found.note(match hides {
        true => LintKind::LayerHidden,
        false => LintKind::Layers,
    });
    Ok(())
}

/// Table 99: nothing is off at first, and nothing is switched by what the reader does.
fn shows_all(view: View<'_>, configuration: &Dict) -> bool {
    let empty = |key: &[u8]| match view.value(configuration, key) {
        Ok(Object::Null) => true,
        Ok(Object::Array(items)) => items.is_empty(),
        _ => false,
    };
    let base = !configuration.contains(b"BaseState") || is(configuration, b"BaseState", "ON");
    base && empty(b"OFF") && empty(b"AS")
}
