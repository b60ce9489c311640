//! The regulation of Tây Ninh province on government signatures, attached to its Decision of November 2025.

pub mod key_and_content_not_bound_to_signer;
pub mod key_not_of_issued_certificate;
pub mod key_not_under_sole_control;
pub mod made_without_effective_certificate;

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind, Territory};

/// The province.
pub const TAY_NINH: Territory = Territory {
    id: "tay-ninh",
    name: Text {
        vi: "tỉnh Tây Ninh",
        en: "Tây Ninh province",
    },
};

/// In force since 01/12/2025 (Điều 3 of the Decision). The copy read leaves number and day of issue blank.
pub static TAY_NINH_2025: Instrument = Instrument {
    id: "tay-ninh-2025",
    kind: InstrumentKind::ProvincialDecision,
    number: None,
    title: Text {
        vi: "Quyết định số …/2025/QĐ-UBND của Ủy ban nhân dân tỉnh Tây Ninh (số quyết định để trống trong bản đã đọc)",
        en: "Decision No. …/2025/QĐ-UBND of the People's Committee of Tây Ninh province (number blank in the copy read)",
    },
    attached: Some(Text {
        vi: "Quy chế ban hành kèm theo Quyết định số …/2025/QĐ-UBND của Ủy ban nhân dân tỉnh Tây Ninh (số quyết định để trống trong bản \
             đã đọc)",
        en: "Regulation attached to Decision No. …/2025/QĐ-UBND of the People's Committee of Tây Ninh province (number blank in the \
             copy read)",
    }),
    issued: None,
    force: Force::since(VietnamDay::new(2025, 12, 1)),
    territory: Some(TAY_NINH),
    yields: &[],
    source: "the complete text, read",
};
