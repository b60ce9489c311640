//! Luật Giao dịch điện tử số 51/2005/QH11, the law on electronic transactions before the present one.

pub mod later_change_undetectable;
pub mod seal_not_replaced;

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind};

/// In force from 01/03/2006 until Luật 20/2023 took over on 01/07/2024.
pub static LUAT_51_2005: Instrument = Instrument {
    id: "luat-51-2005",
    number: Some("51/2005/QH11"),
    title: Text::new(
        "Luật Giao dịch điện tử số 51/2005/QH11",
        "Law on Electronic Transactions No. 51/2005/QH11",
    ),
    force: Force::since(VietnamDay::new(2006, 3, 1)).until(VietnamDay::new(2024, 7, 1)),
    source: "Điều 21, 22 and 24 read through law publishers; the other articles were not",
    ..Instrument::usual(InstrumentKind::Law)
};
