//! Quyết định số 20/2020/QĐ-TTg on the codes of bodies.

pub mod organisation_code_malformed;

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind};

/// In force since 15/09/2020; amended by QĐ 09/2025/QĐ-TTg, which has not been read.
pub static QD_20_2020: Instrument = Instrument {
    id: "qd-20-2020",
    number: Some("20/2020/QĐ-TTg"),
    title: Text::new(
        "Quyết định số 20/2020/QĐ-TTg",
        "Decision No. 20/2020/QĐ-TTg",
    ),
    issued: Some(VietnamDay::new(2020, 7, 22)),
    force: Force::since(VietnamDay::new(2020, 9, 15)),
    source: "the structure of the code and Điều 4–6 read through law publishers",
    ..Instrument::usual(InstrumentKind::PrimeMinisterDecision)
};
