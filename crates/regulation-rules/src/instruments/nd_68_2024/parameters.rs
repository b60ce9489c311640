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
