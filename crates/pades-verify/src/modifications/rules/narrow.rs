//! `P = 2` and `3` read word by word (ISO 32000-2 Table 257): filling in forms, instantiating page templates, signing, annotations. Nothing else.

use super::{Reason, Shared};
use crate::modifications::ledger::Touch;
use crate::report::Permissions;

pub(super) fn apply(shared: &mut Shared<'_, '_>) {
    if !shared.context.policy.only_listed_changes {
        return;
    }
    let Some(permissions) = shared.certified() else {
        return;
    };
    let found: Vec<(&'static str, Option<u32>)> = shared
        .ledger
        .touches()
        .filter_map(|(touch, number)| Some((unlisted(touch, permissions)?, *number)))
        .collect();
    for (what, number) in found {
        shared.refuse(number, Reason::PermissionExceeded { what, permissions });
    }
}

/// What no word of the table names, and is not forbidden anyway.
const fn unlisted(touch: &Touch, permissions: Permissions) -> Option<&'static str> {
    match (touch, permissions) {
        (Touch::Metadata, Permissions::FormFilling) => Some("metadata changed"),
        (Touch::TabOrder { .. }, Permissions::FormFilling) => {
            Some("the tab order of annotations changed")
        }
        (Touch::Outline, Permissions::Annotations) => Some("the outline grew"),
        _ => None,
    }
}
