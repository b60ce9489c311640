//! What a signing record tells the rules: the file alone cannot show in which order things were done.

use pades_sign::{SignerCheck, SigningRecord};
use regulation_rules::facts::CallerFacts;

/// Adds to `facts` that the certificate and its path were checked before the key was used (NĐ 68/2024 Điều 29(1)–(2)),
/// as far as `record` says so: a chain that was not verified is stated as not checked.
pub fn state_from_record(record: &SigningRecord, facts: &mut CallerFacts) {
    let path_checked = matches!(record.check, SignerCheck::TrustedPath { .. });
    let statement = facts.signature.entry(record.field.clone()).or_default();
    statement.certificate_checked_first = Some(true);
    statement.path_checked_first = Some(path_checked);
}
