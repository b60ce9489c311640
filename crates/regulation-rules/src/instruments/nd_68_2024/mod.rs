//! Nghị định số 68/2024/NĐ-CP on government digital signatures (chữ ký số chuyên dùng công vụ).

pub mod body_information_outdated;
pub mod body_no_longer_exists;
pub mod body_not_entitled;
pub mod body_outside_scope;
pub mod ca_certificate_not_twenty_years;
pub mod certificate_content_missing;
pub mod certificate_expired;
pub mod certificate_not_active_at_signing;
pub mod certificate_outlives_five_years;
pub mod certificate_unchecked_before_signing;
pub mod certificate_used_outside_scope;
pub mod csca_outlives_27_years;
pub mod device_returned_late;
pub mod ds_outlives_22_years;
pub mod earlier_certificate_not_continued;
pub mod holder_no_longer_in_post;
pub mod issue_answered_late;
pub mod issue_request_on_wrong_form;
pub mod key_does_not_match_certificate;
pub mod lost_device_unrecorded;
pub mod managing_body_without_own_seal;
pub mod parameters;
pub mod path_certificate_not_effective;
pub mod path_unchecked_before_signing;
pub mod person_information_outdated;
pub mod person_not_entitled;
pub mod person_outside_scope;
pub mod private_mail_address;
pub mod recovery_on_wrong_form;
pub mod renewal_or_change_form_incomplete;
pub mod renewal_outlives_three_years;
pub mod request_of_unknown_kind;
pub mod required_timestamp_missing;
pub mod revocation_by_unentitled_body;
pub mod revocation_form_incomplete;
pub mod revocation_on_wrong_form;
pub mod signature_information_not_shown;
pub mod signed_outside_validity;
pub mod subscriber_revocation_unconfirmed;
pub mod system_information_outdated;
pub mod system_not_entitled;
pub mod system_stopped;

use gov_ca_model::VietnamDay;

use super::conditions::{Answered, all, one_of};
use crate::Text;
use crate::facts::{Fact, Party, RequestFacts};
use crate::law::{Force, Instrument, InstrumentKind};
use crate::rule::{Answer, Outcome};

/// In force since 15/08/2024 (Điều 41).
pub static ND_68_2024: Instrument = Instrument {
    id: "nd-68-2024",
    number: Some("68/2024/NĐ-CP"),
    title: Text {
        vi: "Nghị định số 68/2024/NĐ-CP",
        en: "Decree No. 68/2024/NĐ-CP",
    },
    issued: Some(VietnamDay::new(2024, 6, 25)),
    force: Force::since(VietnamDay::new(2024, 8, 15)),
    source: "read article by article through law publishers; coverage.toml says which articles",
    ..Instrument::usual(InstrumentKind::Decree)
};

/// These conditions, in a request of the directly managing body; one that the subscriber sends is for a person to judge.
fn asked_by_managing_body(
    facts: &RequestFacts,
    conditions: impl IntoIterator<Item = Answered>,
) -> Answer {
    let senders = [Party::ManagingBody, Party::Subscriber];
    let sender = one_of(facts.sender(), Fact::Sender, &senders);
    let answered = all(conditions.into_iter().chain([sender]))?;
    Ok(match answered {
        Outcome::Satisfied(evidence) if facts.sender()? == Party::Subscriber => {
            Outcome::Review(evidence, SENT_BY_SUBSCRIBER)
        }
        other => other,
    })
}

const SENT_BY_SUBSCRIBER: Text = Text::new(
    "các tỉnh hiểu khác nhau về việc thuê bao tự gửi yêu cầu này",
    "provinces read it differently whether the subscriber may send it",
);
