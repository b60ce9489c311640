//! The instruments and the register of rules. A rule that is not listed here is not asked; a test shows that every file is.

mod conditions;
pub mod luat_20_2023;
pub mod nd_130_2018;
pub mod nd_30_2020;
pub mod nd_68_2024;
pub mod tay_ninh_2025;
pub mod unread;

use gov_ca_model::VietnamDay;

use crate::facts::{CertificateFacts, SignatureFacts};
use crate::law::{Instrument, Territory};
use crate::rule::{Reading, Rule};

/// Instruments that have rules, oldest first.
pub static READ: &[&Instrument] = &[
    &nd_130_2018::ND_130_2018,
    &luat_20_2023::LUAT_20_2023,
    &nd_68_2024::ND_68_2024,
    &tay_ninh_2025::TAY_NINH_2025,
];

/// Rules about a signature.
pub static SIGNATURE: &[&Rule<SignatureFacts>] = &[
    &nd_130_2018::made_without_effective_certificate::RULE,
    &nd_130_2018::key_not_of_listed_issuer::RULE,
    &nd_130_2018::key_not_under_sole_control::RULE,
    &luat_20_2023::later_change_undetectable::RULE,
    &luat_20_2023::certificate_of_wrong_issuer::RULE,
    &nd_68_2024::certificate_unchecked_before_signing::RULE,
    &nd_68_2024::path_unchecked_before_signing::RULE,
    &nd_68_2024::key_does_not_match_certificate::RULE,
    &nd_68_2024::required_timestamp_missing::RULE,
    &nd_68_2024::signed_outside_validity::RULE,
    &nd_68_2024::certificate_used_outside_scope::RULE,
    &nd_68_2024::certificate_not_active_at_signing::RULE,
    &nd_68_2024::path_certificate_not_effective::RULE,
    &tay_ninh_2025::made_without_effective_certificate::RULE,
    &tay_ninh_2025::key_not_of_issued_certificate::RULE,
    &tay_ninh_2025::key_not_under_sole_control::RULE,
    &tay_ninh_2025::key_and_content_not_bound_to_signer::RULE,
];

/// Rules about a certificate.
pub static CERTIFICATE: &[&Rule<CertificateFacts>] =
    &[&nd_68_2024::certificate_outlives_five_years::RULE];

/// The texts read for these rules were read on this day.
pub(crate) const READ_ON: Reading = Reading::Verified {
    on: VietnamDay::new(2026, 11, 21),
};

/// The territories whose regulations are known here, read or not.
pub fn territories() -> Vec<Territory> {
    let mut known: Vec<Territory> = Vec::new();
    for territory in READ
        .iter()
        .chain(unread::UNREAD)
        .filter_map(|instrument| instrument.territory)
    {
        if !known.contains(&territory) {
            known.push(territory);
        }
    }
    known
}
