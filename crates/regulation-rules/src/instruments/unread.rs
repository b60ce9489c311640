//! Instruments known to have been in force and not read. No rule may rest on them; a report names them instead of keeping
//! silent.

use gov_ca_model::VietnamDay;

use super::tay_ninh_2025::TAY_NINH;
use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind};

/// All of them.
pub static UNREAD: &[&Instrument] = &[&TAY_NINH_07_2016];

/// What Quyết định of 2025 replaces in Tây Ninh (its Điều 3 names number and day); its own first day has not been read.
pub static TAY_NINH_07_2016: Instrument = Instrument {
    id: "tay-ninh-07-2016",
    kind: InstrumentKind::ProvincialDecision,
    number: Some("07/2016/QĐ-UBND"),
    title: Text {
        vi: "Quyết định số 07/2016/QĐ-UBND của Ủy ban nhân dân tỉnh Tây Ninh",
        en: "Decision No. 07/2016/QĐ-UBND of the People's Committee of Tây Ninh province",
    },
    attached: None,
    issued: Some(VietnamDay::new(2016, 3, 9)),
    force: Force::issued_on(VietnamDay::new(2016, 3, 9)).until(VietnamDay::new(2025, 12, 1)),
    territory: Some(TAY_NINH),
    yields: &[],
    source: "named in Điều 3 of the Decision of Tây Ninh province of November 2025; its own text was not read",
};
