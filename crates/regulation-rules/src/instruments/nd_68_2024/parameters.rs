//! The dated numbers of the decree.

use gov_ca_model::VietnamDay;

use super::ND_68_2024;
use crate::dated::{Dated, Entry};

/// The most years a newly issued subscriber certificate may be valid (Điều 9 khoản 2).
pub static NEW_CERTIFICATE_MAX_YEARS: Dated<i16> = Dated::new(&[Entry {
    from: VietnamDay::new(2024, 8, 15),
    value: 5,
    cites: Some(ND_68_2024.article("9").clause("2")),
}]);

/// Years a certificate of the CA itself is valid (Điều 9 khoản 1).
pub(super) const CA_CERTIFICATE_YEARS: i16 = 20;
/// The most years a certificate is renewed for (Điều 9 khoản 3).
pub(super) const RENEWED_MAX_YEARS: i16 = 3;
/// The most years of a CSCA certificate (điểm a khoản 1 Điều 26).
pub(super) const CSCA_MAX_YEARS: i16 = 27;
/// The most years the key of a CSCA certificate is used (điểm a khoản 1 Điều 26).
pub(super) const CSCA_KEY_MAX_YEARS: i16 = 5;
/// The most years of a DS certificate (điểm b khoản 1 Điều 26).
pub(super) const DS_MAX_YEARS: i16 = 22;
/// The most months the key of a DS certificate is used (điểm b khoản 1 Điều 26) …
pub(super) const DS_KEY_MAX_MONTHS: i32 = 3;
/// … or the most cards it signs.
pub(super) const DS_KEY_MAX_CARDS: u32 = 100_000;
