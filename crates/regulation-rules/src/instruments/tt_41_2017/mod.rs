//! Thông tư số 41/2017/TT-BTTTT on digital signatures on electronic documents of state agencies.

pub mod certificate_information_invalid;
pub mod check_of_signature_failed;
pub mod key_does_not_fit_role;
pub mod outgoing_record_incomplete;

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind};

/// In force from 05/02/2018; TT 59/2026/TT-BKHCN repeals it from 15/11/2026 (known through two catalogues).
pub static TT_41_2017: Instrument = Instrument {
    id: "tt-41-2017",
    number: Some("41/2017/TT-BTTTT"),
    title: Text::new(
        "Thông tư số 41/2017/TT-BTTTT",
        "Circular No. 41/2017/TT-BTTTT",
    ),
    issued: Some(VietnamDay::new(2017, 12, 19)),
    force: Force::since(VietnamDay::new(2018, 2, 5)).until(VietnamDay::new(2026, 11, 15)),
    source: "Điều 2–4, 6, 7, parts of 9 and 12 and Điều 10 read through law publishers; coverage.toml says which",
    ..Instrument::usual(InstrumentKind::Circular)
};
