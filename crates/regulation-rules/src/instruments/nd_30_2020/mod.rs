//! Nghị định số 30/2020/NĐ-CP on records work (công tác văn thư).

pub mod agency_signature_missing;
pub mod attachment_stamp_wrong;
pub mod attachment_unsigned;
pub mod authorised_person_signature_missing;
pub mod copy_stamp_wrong;
pub mod date_without_leading_zero;
pub mod delegation_not_as_prescribed;
pub mod device_away_from_office;
pub mod device_handed_over_unrecorded;
pub mod digitised_copy_quality_too_low;
pub mod digitised_copy_unsigned;
pub mod inner_attachment_signed;
pub mod issued_late;
pub mod margins_outside_range;
pub mod not_registered_in_time;
pub mod not_signed_by_clerk;
pub mod number_used_twice;
pub mod own_device_not_kept;
pub mod page_not_a4;
pub mod page_number_misplaced;
pub mod parameters;
pub mod person_image_not_as_prescribed;
pub mod recalled_document_kept;
pub mod receipt_not_acknowledged;
pub mod received_unchecked;
pub mod seal_image_not_as_prescribed;
pub mod seal_not_over_signature;
pub mod signed_before_authorised_person;
pub mod typeface_not_times_new_roman;
pub mod unfit_document_not_returned;
pub mod wrong_remedy_for_error;

use gov_ca_model::VietnamDay;

use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind};

/// In force since it was signed on 05/03/2020.
pub static ND_30_2020: Instrument = Instrument {
    id: "nd-30-2020",
    number: Some("30/2020/NĐ-CP"),
    title: Text::new("Nghị định số 30/2020/NĐ-CP", "Decree No. 30/2020/NĐ-CP"),
    issued: Some(VietnamDay::new(2020, 3, 5)),
    force: Force::since(VietnamDay::new(2020, 3, 5)),
    source: "Điều 1–38 read in a full copy; Phụ lục I in part, and in part through texts that quote it; coverage.toml says which",
    ..Instrument::usual(InstrumentKind::Decree)
};
