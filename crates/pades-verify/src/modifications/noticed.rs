//! What a revision brings that is no change of what is shown, and worth a line: objects prepared earlier, signatures that no field shows.

use pdf_revisions::{Dict, Object};

use super::Context;
use super::pair::Pair;
use crate::anomaly::{Anomaly, Severity};
use crate::codes;

/// Objects that earlier revisions brought without using them, and that this one shows: shadow attacks prepare such.
pub(super) fn prepared(pair: &Pair<'_>) -> Vec<Anomaly> {
    let revision = pair.new.revision().index.saturating_add(1);
    let numbers = pair.prepared().take(SHOWN);
    let told = numbers.map(|number| {
        let text = format!(
            "revision {revision} uses object {number}, which was there before and used by nothing"
        );
        Anomaly::new(codes::PREPARED_OBJECT, Severity::Warning, None, text)
    });
    told.collect()
}

/// Of many alike the first ones say enough.
const SHOWN: usize = 20;

/// Signature dictionaries that no field of any revision shows and `/Perms` does not name.
pub(super) fn orphans(pair: &Pair<'_>, context: &Context<'_>) -> Vec<Anomaly> {
    let mut anomalies = Vec::new();
    for (number, changed) in &pair.changed {
        let Object::Dictionary(dict) = &changed.new else {
            continue;
        };
        let Some(span) = dict.span().filter(|_| is_signature(dict)) else {
            continue;
        };
        let known = |known: &super::Known| known.place == Some(span.start);
        if context.signatures.iter().any(known) || anomalies.len() >= SHOWN {
            continue;
        }
        anomalies.push(Anomaly::new(
            codes::ORPHANED_SIGNATURE,
            Severity::Warning,
            Some(span.start),
            format!("object {number} is a signature that no form field shows"),
        ));
    }
    anomalies
}

/// It claims bytes and holds a container (ISO 32000-2 Table 255); a place kept for one holds neither yet.
fn is_signature(dict: &Dict) -> bool {
    let claims = dict.array(b"ByteRange").is_some_and(|range| {
        let numbers = range.iter().filter_map(Object::as_integer);
        numbers.clone().count() == 4 && numbers.into_iter().any(|number| number > 0)
    });
    let container = dict.string(b"Contents");
    claims && container.is_some_and(|container| container.bytes.iter().any(|byte| *byte != 0))
}
