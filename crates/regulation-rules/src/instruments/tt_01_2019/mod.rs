//! Thông tư số 01/2019/TT-BNV on handling electronic documents.

pub mod digitised_copy_stamp_wrong;

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::law::{End, Force, Instrument, InstrumentKind, Known, Start};

/// Of 2019; its days have not been read. NĐ 30/2020 covers the same ground.
pub static TT_01_2019: Instrument = Instrument {
    id: "tt-01-2019",
    number: Some("01/2019/TT-BNV"),
    title: Text::new("Thông tư số 01/2019/TT-BNV", "Circular No. 01/2019/TT-BNV"),
    force: Force {
        start: Start::Unknown {
            issued: Some(VietnamDay::new(2019, 1, 1)), // of that year, by its number; the day has not been read
        },
        end: End::Open,
    },
    text: Known::Little,
    source: "Điều 6(2)(c) read; the rest was not",
    ..Instrument::usual(InstrumentKind::Circular)
};
