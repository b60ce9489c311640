//! What a signature's structure amounts to (EN 319 142-1 §6.3), without looking at trust.

use cades::SigningCertificateBinding;

use crate::report::{Level, SignatureKind};
use crate::signed_file::Examined;

/// What of the file around a signature counts for its level.
pub(crate) struct Surroundings<'a> {
    pub(crate) all: &'a [Examined],
    /// Revisions whose DSS brings revocation data.
    pub(crate) with_revocation: &'a [usize],
}

/// The level of one signature; `None` for anything but an intact signature.
pub(crate) fn level(
    one: &Examined,
    has_intact_token: bool,
    around: &Surroundings<'_>,
) -> Option<Level> {
    let proof = one.integrity.proven()?;
    if one.embedded.kind != SignatureKind::Signature {
        return None;
    }
    let covered = one.coverage.proven()?.revision();
    let later_stamps: Vec<usize> = stamps_after(around, covered);
    let timestamped = has_intact_token || !later_stamps.is_empty();
    // EN 319 142-1 §6.3 requires one of the two signing-certificate attributes.
    let baseline = matches!(
        proof.binding(),
        SigningCertificateBinding::V1 | SigningCertificateBinding::V2
    );
    if !baseline || one.embedded.sub_filter != "ETSI.CAdES.detached" {
        return Some(if timestamped {
            Level::Pkcs7T
        } else {
            Level::Pkcs7
        });
    }
    let material = around
        .with_revocation
        .iter()
        .copied()
        .filter(|revision| *revision >= covered)
        .min();
    Some(match material {
        _ if !timestamped => Level::BB,
        None => Level::BT,
        // B-LTA: a document time-stamp over the store (EN 319 142-1 §6.3, requirement for LTA level).
        Some(store) if later_stamps.iter().any(|stamp| *stamp >= store) => Level::BLTA,
        Some(_) => Level::BLT,
    })
}

/// Revisions covered by intact document time-stamps that cover this signature too: one placed before it raises nothing.
fn stamps_after(around: &Surroundings<'_>, covered: usize) -> Vec<usize> {
    let stamps = around.all.iter().filter(|other| {
        other.embedded.kind == SignatureKind::DocumentTimestamp && other.is_intact()
    });
    stamps
        .filter_map(|stamp| stamp.coverage.proven())
        .map(|coverage| coverage.revision())
        .filter(|revision| *revision > covered)
        .collect()
}
