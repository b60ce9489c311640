//! Nghị định số 68/2024/NĐ-CP on government digital signatures (chữ ký số chuyên dùng công vụ).

pub mod certificate_not_active_at_signing;
pub mod certificate_outlives_five_years;
pub mod certificate_unchecked_before_signing;
pub mod certificate_used_outside_scope;
pub mod key_does_not_match_certificate;
pub mod parameters;
pub mod path_certificate_not_effective;
pub mod path_unchecked_before_signing;
pub mod required_timestamp_missing;
pub mod signed_outside_validity;

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind};

/// In force since 15/08/2024 (Điều 41).
pub static ND_68_2024: Instrument = Instrument {
    id: "nd-68-2024",
    kind: InstrumentKind::Decree,
    number: Some("68/2024/NĐ-CP"),
    title: Text {
        vi: "Nghị định số 68/2024/NĐ-CP",
        en: "Decree No. 68/2024/NĐ-CP",
    },
    attached: None,
    issued: Some(VietnamDay::new(2024, 6, 25)),
    force: Force::since(VietnamDay::new(2024, 8, 15)),
    territory: None,
    yields: &[],
    source: "read article by article through law publishers; coverage.toml says which articles",
};
