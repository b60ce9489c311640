//! One-time tokens and cookies.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand;

use crate::problem::Problem;

/// 256 bits that nobody guesses.
pub(super) fn fresh() -> Result<String, Problem> {
    let mut octets = [0; 32];
    rand::fill(&mut octets).map_err(|_| Problem::defect())?;
    Ok(octets.iter().map(|octet| format!("{octet:02x}")).collect())
}

/// What is kept of a secret.
#[derive(Clone)]
pub(super) struct Kept([u8; 32]);

impl Kept {
    pub(super) fn of(secret: &str) -> Self {
        let mut kept = [0; 32];
        kept.copy_from_slice(digest(&SHA256, secret.as_bytes()).as_ref());
        Self(kept)
    }

    pub(super) fn is(&self, secret: &str) -> bool {
        verify_slices_are_equal(&self.0, &Self::of(secret).0).is_ok()
    }
}
