//! Luật Giao dịch điện tử số 20/2023/QH15, the law on electronic transactions.

pub mod approval_unconfirmed;
pub mod body_confirmation_missing;
pub mod certificate_of_wrong_issuer;
pub mod creation_data_not_bound_to_content;
pub mod creation_data_not_under_sole_control;
pub mod creation_means_unsafe;
pub mod later_change_undetectable;
pub mod timestamp_not_as_law_says;

use gov_ca_model::{CertificateKind, VietnamDay};

use super::conditions::only;
use crate::Text;
use crate::facts::SignatureFacts;
use crate::law::{Force, Instrument, InstrumentKind};
use crate::rule::Stop;

/// In force since 01/07/2024.
pub static LUAT_20_2023: Instrument = Instrument {
    id: "luat-20-2023",
    number: Some("20/2023/QH15"),
    title: Text {
        vi: "Luật Giao dịch điện tử số 20/2023/QH15",
        en: "Law on Electronic Transactions No. 20/2023/QH15",
    },
    force: Force::since(VietnamDay::new(2024, 7, 1)),
    source: "Điều 22–24 and 31 read through law publishers; coverage.toml covers Điều 22–31",
    ..Instrument::usual(InstrumentKind::Law)
};

/// Điều 22(3) is about digital signatures; clause 2, on the specialised electronic one, has not been read.
fn digital_signature(facts: &SignatureFacts) -> Result<(), Stop> {
    only(
        facts.certificate_kind != Some(CertificateKind::Specialised),
        SPECIALISED,
    )
}

const SPECIALISED: Text = Text {
    vi: "chữ ký điện tử chuyên dùng; khoản 3 Điều 22 quy định về chữ ký số",
    en: "a specialised electronic signature; clause 3 of Article 22 is about digital signatures",
};
