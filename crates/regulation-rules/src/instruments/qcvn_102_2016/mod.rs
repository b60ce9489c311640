//! QCVN 102:2016/BTTTT on the codes of bodies that exchange documents, before its amendment.

pub mod organ_id_not_thirteen_characters;

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind, Known};

/// Issued with TT 10/2016; its first day has not been read. The thirteen characters ended when Amendment 1:2022 took effect on 15/09/2022.
pub static QCVN_102_2016: Instrument = Instrument {
    id: "qcvn-102-2016",
    number: Some("QCVN 102:2016/BTTTT"),
    title: Text::new(
        "Quy chuẩn kỹ thuật quốc gia QCVN 102:2016/BTTTT",
        "National technical regulation QCVN 102:2016/BTTTT",
    ),
    // of 2016, by its number; the day has not been read
    force: Force::issued_on(VietnamDay::new(2016, 1, 1)).until(VietnamDay::new(2022, 9, 15)),
    text: Known::Little,
    source: "the structure read on a public page of a province; the rest was not",
    ..Instrument::usual(InstrumentKind::TechnicalRegulation)
};
