//! What a signing record tells the rules: the file alone cannot show in which order things were done.

use pades_sign::{NotChecked, SigningRecord};
use regulation_rules::facts::CallerFacts;

/// Adds to `facts` that the certificate and its path were checked before the key was used (NĐ 68/2024 Điều 29(1)–(2)).
///
/// Both checks include the status by CRL or OCSP (Điều 31(1)(c), 31(2), 32). A record that lists the chain or the
/// revocation as not checked therefore states nothing: the rules stay undecided instead of passing.
pub fn state_from_record(record: &SigningRecord, facts: &mut CallerFacts) {
    let gap = |one: &NotChecked| matches!(one, NotChecked::Chain | NotChecked::Revocation { .. });
    if record.not_checked.iter().any(gap) {
        return;
    }
    let statement = facts.signature.entry(record.field.clone()).or_default();
    statement.certificate_checked_first = Some(true);
    statement.path_checked_first = Some(true);
}
