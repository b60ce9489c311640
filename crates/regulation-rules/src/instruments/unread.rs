//! Instruments known to have been in force and not read, or not far enough. No rule may rest on them; a report names them
//! instead of keeping silent.

use gov_ca_model::VietnamDay;

use super::tay_ninh_2025::TAY_NINH;
use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind};

/// All of them.
pub static UNREAD: &[&Instrument] = &[&LUAT_51_2005, &ND_26_2007, &TAY_NINH_07_2016];

/// The law on electronic transactions before the present one: three articles were read, the rest was not.
pub static LUAT_51_2005: Instrument = Instrument {
    id: "luat-51-2005",
    kind: InstrumentKind::Law,
    number: Some("51/2005/QH11"),
    title: Text {
        vi: "Luật Giao dịch điện tử số 51/2005/QH11",
        en: "Law on Electronic Transactions No. 51/2005/QH11",
    },
    attached: None,
    issued: None,
    force: Force::since(VietnamDay::new(2006, 3, 1)).until(VietnamDay::new(2024, 7, 1)),
    territory: None,
    yields: &[],
    source: "Điều 21, 22 and 24 read through law publishers; the other articles were not",
};

/// The decree on digital signatures before NĐ 130/2018: its conditions of a secure signature (Điều 9) have not been read.
pub static ND_26_2007: Instrument = Instrument {
    id: "nd-26-2007",
    kind: InstrumentKind::Decree,
    number: Some("26/2007/NĐ-CP"),
    title: Text {
        vi: "Nghị định số 26/2007/NĐ-CP",
        en: "Decree No. 26/2007/NĐ-CP",
    },
    attached: None,
    issued: Some(VietnamDay::new(2007, 2, 15)),
    force: Force::since(VietnamDay::new(2007, 3, 14)).until(VietnamDay::new(2018, 11, 15)),
    territory: None,
    yields: &[],
    source: "some definitions of Điều 3 read; Điều 9 known from memory only, so no rule rests on it",
};

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
