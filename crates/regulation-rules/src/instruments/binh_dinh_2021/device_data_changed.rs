//! No tool or program may change data on a key device without the Cipher Committee's consent, or damage it (Bình Định Điều 7(2), 12(5)). Clause 2 of Điều 7 names no consent; clause 5 of Điều 12 does, and is read as saying when a change is allowed.

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{DeviceFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, any, no, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/device-data-changed`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/device-data-changed",
        question: Question::DeviceDataChanged,
        cites: &[
            BINH_DINH_2021.article("7").clause("2"),
            BINH_DINH_2021.article("12").clause("5"),
        ],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Dữ liệu trong thiết bị không bị thay đổi khi chưa có sự đồng ý của Ban Cơ yếu Chính phủ, thiết bị không bị làm hư hỏng?",
            "Was the device's data left unchanged, unless the Cipher Committee agreed, and the device undamaged?",
        ),
        fails: Text::new(
            "Dữ liệu trong thiết bị bị thay đổi khi chưa có sự đồng ý của Ban Cơ yếu Chính phủ, hoặc thiết bị bị làm hư hỏng",
            "The device's data was changed without the Cipher Committee's consent, or the device was damaged",
        ),
    },
    check,
};

fn check(facts: &DeviceFacts, _: &LawBook) -> Answer {
    all([
        any([
            no(facts.data_changed(), Fact::DataChanged),
            yes(facts.ca_consented(), Fact::CaConsented),
        ]),
        no(facts.device_damaged(), Fact::DeviceDamaged),
    ])
}
