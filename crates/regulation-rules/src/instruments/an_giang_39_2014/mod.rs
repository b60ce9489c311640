//! The regulation of An Giang province of 2014, attached to its Decision 39/2014.

pub mod activation_on_wrong_form;
pub mod applicant_not_entitled;
pub mod assignment_decision_missing;
pub mod attachment_signed_apart;
pub mod body_dossier_incomplete;
pub mod body_ended;
pub mod carried_out_without_permission;
pub mod certificate_expired;
pub mod certificate_not_of_cipher_committee;
pub mod clerk_signed_on_other_day;
pub mod delegate_not_named;
pub mod device_away_from_premises;
pub mod device_duties_broken;
pub mod device_not_collected_first;
pub mod dossier_sets_missing;
pub mod dossiers_not_archived;
pub mod frame_colours_wrong;
pub mod frame_content_missing;
pub mod frame_mail_not_provincial;
pub mod frame_size_wrong;
pub mod half_yearly_report_missing;
pub mod handed_over_late;
pub mod handed_over_without_record;
pub mod holder_moved_or_retired;
pub mod internal_regulation_missing;
pub mod joint_signatures_misplaced;
pub mod layout_not_of_circular_01_2011;
pub mod leader_signature_missing;
pub mod leader_signed_on_other_day;
pub mod list_on_wrong_form;
pub mod loss_not_told_in_time;
pub mod not_pdf;
pub mod number_missing_before_signing;
pub mod outside_political_system;
pub mod paper_document_unsealed;
pub mod parameters;
pub mod person_dossier_incomplete;
pub mod request_mail_not_provincial;
pub mod request_not_sent_to_department;
pub mod revocation_by_unentitled_body;
pub mod revocation_on_wrong_form;
pub mod secrecy_level_too_low;
pub mod sent_by_other_channel;
pub mod signature_outside_boxes;
pub mod signed_before_publication;
pub mod subscriber_revocation_unconfirmed;
pub mod validity_asked_too_long;

use gov_ca_model::VietnamDay;

use super::AN_GIANG;
use crate::Text;
use crate::law::{Force, Instrument, InstrumentKind, Known};

/// In force ten days after it was signed on 20/10/2014 (Điều 2 of the Decision): 30/10/2014; how the days are counted is ours. Whether it was repealed has not been read; the province was merged on 01/07/2025.
pub static AN_GIANG_39_2014: Instrument = Instrument {
    id: "an-giang-39-2014",
    number: Some("39/2014/QĐ-UBND"),
    title: Text::new(
        "Quyết định số 39/2014/QĐ-UBND của Ủy ban nhân dân tỉnh An Giang",
        "Decision No. 39/2014/QĐ-UBND of the People's Committee of An Giang province",
    ),
    attached: Some(Text::new(
        "Quy chế ban hành kèm theo Quyết định số 39/2014/QĐ-UBND của Ủy ban nhân dân tỉnh An Giang",
        "Regulation attached to Decision No. 39/2014/QĐ-UBND of the People's Committee of An Giang province",
    )),
    issued: Some(VietnamDay::new(2014, 10, 20)),
    force: Force::since(VietnamDay::new(2014, 10, 30)),
    text: Known::Whole,
    territory: Some(&AN_GIANG),
    // Điều 12(6)
    ministry: Some("Bộ Thông tin và Truyền thông"),
    // Điều 6
    department: Some("Sở Thông tin và Truyền thông"),
    source: "the complete text, read",
    ..Instrument::usual(InstrumentKind::ProvincialDecision)
};
