//! The regulation of Tây Ninh province on government signatures, attached to its Decision of November 2025.

pub mod certificate_not_of_named_ca;
pub mod clerk_not_assigned;
pub mod content_changed_after_signing;
pub mod delegate_not_named;
pub mod departments_report_missing;
pub mod device_lent_without_permission;
pub mod device_sent_otherwise;
pub mod dossiers_not_archived;
pub mod gap_between_certificates;
pub mod information_unconfirmed;
pub mod issue_or_revocation_misrouted;
pub mod key_and_content_not_bound_to_signer;
pub mod key_not_of_issued_certificate;
pub mod key_not_under_sole_control;
pub mod list_not_approved;
pub mod listed_document_unsigned;
pub mod made_without_effective_certificate;
pub mod not_signed_by_clerk;
pub mod outside_state_agencies;
pub mod periodic_report_missing;
pub mod portal_document_unsigned;
pub mod provincial_mail_not_used;
pub mod renewal_change_or_recovery_misrouted;
pub mod secret_document;
pub mod signed_beyond_authority_or_title;
pub mod system_device_without_custodian;
pub mod unfit_document_accepted;

use gov_ca_model::VietnamDay;

use super::TAY_NINH;
use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind, Known};

/// In force since 01/12/2025 (Điều 3 of the Decision). The copy read leaves number and day of issue blank.
pub static TAY_NINH_2025: Instrument = Instrument {
    id: "tay-ninh-2025",
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
    force: Force::since(VietnamDay::new(2025, 12, 1)),
    territory: Some(&TAY_NINH),
    // Điều 17(6)
    ministry: Some("Bộ Khoa học và Công nghệ"),
    // Điều 18(1)(l)
    department: Some("Sở Khoa học và Công nghệ"),
    text: Known::Whole,
    source: "the complete text, read",
    ..Instrument::usual(InstrumentKind::ProvincialDecision)
};
