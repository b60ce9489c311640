//! Amendment 1:2022 to QCVN 102:2016/BTTTT.

pub mod organ_id_too_long;

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind, Known};

/// In force since 15/09/2022.
pub static QCVN_102_2016_SD1: Instrument = Instrument {
    id: "qcvn-102-2016-sd1-2022",
    number: Some("Sửa đổi 1:2022 QCVN 102:2016/BTTTT"),
    title: Text::new(
        "Sửa đổi 1:2022 QCVN 102:2016/BTTTT",
        "Amendment 1:2022 to QCVN 102:2016/BTTTT",
    ),
    force: Force::since(VietnamDay::new(2022, 9, 15)),
    text: Known::Little,
    source: "the length of OrganId read on a public page; the rest was not",
    ..Instrument::usual(InstrumentKind::TechnicalRegulation)
};
