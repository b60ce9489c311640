//! Nghị định số 26/2007/NĐ-CP, the decree on digital signatures before NĐ 130/2018.

pub mod certificate_not_effective;

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind, Known};

/// In force from 14/03/2007 until NĐ 130/2018 replaced it on 15/11/2018.
pub static ND_26_2007: Instrument = Instrument {
    id: "nd-26-2007",
    number: Some("26/2007/NĐ-CP"),
    title: Text::new("Nghị định số 26/2007/NĐ-CP", "Decree No. 26/2007/NĐ-CP"),
    issued: Some(VietnamDay::new(2007, 2, 15)),
    force: Force::since(VietnamDay::new(2007, 3, 14)).until(VietnamDay::new(2018, 11, 15)),
    text: Known::Little,
    source: "some definitions of Điều 3 read; Điều 9 (secure signature) known from memory only, so no rule rests on it; the amendments of NĐ 106/2011 and 170/2013 were not read",
    ..Instrument::usual(InstrumentKind::Decree)
};
