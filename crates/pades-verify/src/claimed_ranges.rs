//! Several signature dictionaries that claim the same bytes: at most one of them can be the one that was signed.

use crate::anomaly::{Anomaly, Severity};
use crate::codes;
use crate::embedded::EmbeddedSignature;

/// One anomaly for each dictionary that claims the byte range of an earlier one.
pub(crate) fn anomalies(signatures: &[EmbeddedSignature]) -> Vec<Anomaly> {
    let mut anomalies = Vec::new();
    for (index, later) in signatures.iter().enumerate() {
        let same = |earlier: &&EmbeddedSignature| {
            !later.byte_range.is_null() && earlier.byte_range == later.byte_range
        };
        let earlier = signatures.get(..index).unwrap_or_default();
        if let Some(first) = earlier.iter().find(same) {
            anomalies.push(Anomaly::new(
                codes::BYTE_RANGE_CLAIMED_TWICE,
                Severity::Error,
                later.dictionary.span().map(|span| span.start),
                format!(
                    "the signatures of fields {} and {} claim the same /ByteRange",
                    first.field(),
                    later.field()
                ),
            ));
        }
    }
    anomalies
}
