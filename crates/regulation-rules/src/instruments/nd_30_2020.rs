//! The decree on records work (công tác văn thư). What it says of receiving is cited for outcomes (`signing-workflow`); no rule about a
//! signature rests on it yet.

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind};

/// Nghị định số 30/2020/NĐ-CP, as far as receiving goes: Điều 21(2) was read in a full copy.
pub static ND_30_2020: Instrument = Instrument {
    id: "nd-30-2020",
    kind: InstrumentKind::Decree,
    number: Some("30/2020/NĐ-CP"),
    title: Text {
        vi: "Nghị định số 30/2020/NĐ-CP",
        en: "Decree No. 30/2020/NĐ-CP",
    },
    attached: None,
    issued: Some(VietnamDay::new(2020, 3, 5)),
    force: Force::since(VietnamDay::new(2020, 3, 5)),
    territory: None,
    yields: &[],
    source: "Điều 21(2) read in a full copy; layout rules are not here",
};
