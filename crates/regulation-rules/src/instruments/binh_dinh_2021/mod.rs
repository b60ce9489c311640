//! The regulation of Bình Định province of 2021, attached to its Decision.

pub mod content_changed_after_signing;
pub mod custodian_changed_without_record;
pub mod delegate_not_named;
pub mod device_data_changed;
pub mod device_given_to_other;
pub mod device_not_kept_safe;
pub mod focal_person_missing;
pub mod handover_document_missing;
pub mod loss_not_told_at_once;
pub mod lost_device_record_not_attached;
pub mod managing_body_of_wrong_tier;
pub mod not_signed_by_assigned_person;
pub mod other_system_rules_not_kept;
pub mod outside_state_agencies;
pub mod own_device_lent;
pub mod periodic_report_missing;
pub mod request_not_sent_to_ca;
pub mod request_on_wrong_form;
pub mod request_unconfirmed;
pub mod secrecy_level_too_low;
pub mod secret_document;
pub mod signed_before_authorised_digital_signature;
pub mod subscriber_list_missing;

use super::BINH_DINH;
use crate::Text;
use crate::law::{End, Force, Instrument, InstrumentKind, Known, Start};

/// Number, day and first day are blank in the copy read. The province was merged on 01/07/2025.
pub static BINH_DINH_2021: Instrument = Instrument {
    id: "binh-dinh-2021",
    title: Text::new(
        "Quyết định số …/2021/QĐ-UBND của Ủy ban nhân dân tỉnh Bình Định (số quyết định để trống trong bản đã đọc)",
        "Decision No. …/2021/QĐ-UBND of the People's Committee of Bình Định province (number blank in the copy read)",
    ),
    attached: Some(Text::new(
        "Quy chế ban hành kèm theo Quyết định số …/2021/QĐ-UBND của Ủy ban nhân dân tỉnh Bình Định (số quyết định để trống trong bản đã đọc)",
        "Regulation attached to Decision No. …/2021/QĐ-UBND of the People's Committee of Bình Định province (number blank in the copy read)",
    )),
    force: Force {
        start: Start::Unknown { issued: None },
        end: End::Open,
    },
    text: Known::Whole,
    territory: Some(&BINH_DINH),
    // Điều 3
    department: Some("Sở Thông tin và Truyền thông"),
    source: "the complete text, read",
    ..Instrument::usual(InstrumentKind::ProvincialDecision)
};
