//! Thông tư số 15/2025/TT-BKHCN on signing and checking software.

pub mod algorithm_too_weak;
pub mod record_incomplete;
pub mod revocation_list_not_latest;
pub mod rsa_signature_not_pss;
pub mod signature_not_pades;

use gov_ca_model::{CertificateKind, VietnamDay};

use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind, Reference};

/// In force since 15/08/2025. Its parent decree (NĐ 23/2025) excludes government signatures: for those it is read as a technical reference.
pub static TT_15_2025: Instrument = Instrument {
    id: "tt-15-2025",
    number: Some("15/2025/TT-BKHCN"),
    title: Text::new(
        "Thông tư số 15/2025/TT-BKHCN",
        "Circular No. 15/2025/TT-BKHCN",
    ),
    force: Force::since(VietnamDay::new(2025, 8, 15)),
    reference_for: Some(Reference {
        kind: CertificateKind::Government,
        because: Text::new(
            "tham khảo kỹ thuật: Thông tư không điều chỉnh chữ ký số chuyên dùng công vụ",
            "a technical reference: the circular does not govern government signatures",
        ),
    }),
    source: "Điều 3, 5 and 6 and Phụ lục I, II read in an unofficial copy, to be compared with Công báo",
    ..Instrument::usual(InstrumentKind::Circular)
};
