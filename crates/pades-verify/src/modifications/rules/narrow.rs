//! `P = 2` read word by word (ISO 32000-2 Table 257): filling in forms, instantiating page templates, signing. Nothing else.

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
    if permissions != Permissions::FormFilling {
        return;
    }
    let found: Vec<(&'static str, Option<u32>)> = shared
        .ledger
        .touches()
        .filter_map(|(touch, number)| Some((unlisted(touch)?, *number)))
        .collect();
    for (what, number) in found {
        shared.refuse(number, Reason::PermissionExceeded { what, permissions });
    }
}

/// What no word of the table names.
const fn unlisted(touch: &Touch) -> Option<&'static str> {
    match touch {
        Touch::Metadata => Some("metadata changed"),
        Touch::TabOrder { .. } => Some("the tab order of annotations changed"),
        _ => None,
    }
}
