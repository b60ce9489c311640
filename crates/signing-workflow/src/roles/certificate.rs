//! What the certificate says of its holder.

use cert_path::Certificate;
use gov_ca_model::{ClassHint, GovCertificate, UserId};
use serde::Serialize;

use super::body::{is_body, is_records_room};
use super::evidence::RoleFact;
use super::name::is_personal;

/// Whose certificate it is, as far as it shows. No policy or usage tells classes apart in the certificates seen
/// ([`GovCertificate::hints`]); these are the hints put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// A body.
    Body,
    /// The records room, or the office it belongs to.
    RecordsRoom,
    /// A person.
    Person,
    /// It does not show, or shows two things.
    Untold,
}

/// Whose certificate it is, as far as it shows.
#[must_use]
pub fn holder_of(certificate: &Certificate) -> Holder {
    holder(certificate).0
}

/// The holder, and the facts that say so.
pub(super) fn holder(signer: &Certificate) -> (Holder, Vec<RoleFact>) {
    let certificate = GovCertificate::from(signer);
    let hints = certificate.hints();
    let mut facts = Vec::new();
    if let Some(UserId::BudgetUnit(number)) = &certificate.user_id {
        facts.push(RoleFact::BudgetUnit {
            number: number.clone(),
        });
    }
    let name = certificate.common_name.clone().unwrap_or_default();
    let is_organisation = hints.contains(&ClassHint::NameIsTheOrganisation);
    if is_organisation {
        let capitals = name == name.to_uppercase();
        facts.push(RoleFact::NameIsOrganisation {
            name: name.clone(),
            capitals,
        });
    }
    if let Some(unit) = records_room(signer, &certificate) {
        facts.push(RoleFact::RecordsRoom { unit });
    }
    if hints.contains(&ClassHint::CitizenNumber) {
        facts.push(RoleFact::CitizenNumber);
    }
    if !is_organisation && is_personal(&name) {
        facts.push(RoleFact::PersonalName { name });
    }
    (class(&facts), facts)
}

/// The title, the common name or, where the name is no person's, a unit that names the records room.
fn records_room(signer: &Certificate, certificate: &GovCertificate) -> Option<String> {
    let name = certificate.common_name.as_deref().unwrap_or_default();
    let title = signer.subject().title();
    // A person may work in the office; only a name that is no person's is the office's own.
    let units: &[String] = if is_personal(name) {
        &[]
    } else {
        &certificate.units
    };
    let said = title
        .filter(|title| is_clerk(title))
        .or_else(|| Some(name).filter(|name| is_body(name) && is_records_room(name)))
        .or_else(|| {
            units
                .iter()
                .map(String::as_str)
                .find(|unit| is_records_room(unit))
        });
    said.map(str::to_owned)
}

/// “Văn thư”, and not “Chánh Văn phòng”, who is a leader.
fn is_clerk(title: &str) -> bool {
    super::name::fold(title).contains(&super::name::fold("văn thư"))
}

/// One kind of holder, or untold. The records room's certificate may carry the clerk's name, and its body's name as `O`.
fn class(facts: &[RoleFact]) -> Holder {
    let has = |wanted: fn(&RoleFact) -> bool| facts.iter().any(wanted);
    let records = has(|fact| matches!(fact, RoleFact::RecordsRoom { .. }));
    let body = has(|fact| {
        matches!(
            fact,
            RoleFact::BudgetUnit { .. } | RoleFact::NameIsOrganisation { capitals: true, .. }
        )
    });
    let person = has(|fact| {
        matches!(
            fact,
            RoleFact::PersonalName { .. } | RoleFact::CitizenNumber
        )
    });
    match (body, records, person) {
        (true, _, false) => Holder::Body,
        (false, true, _) => Holder::RecordsRoom,
        (false, false, true) => Holder::Person,
        _ => Holder::Untold,
    }
}

/// Whether anything in the certificate is Vietnamese: a country, or letters that no other language has.
pub(super) fn is_vietnamese(signer: &Certificate) -> bool {
    [signer.subject(), signer.issuer()].into_iter().any(|name| {
        name.country() == Some("VN")
            || name
                .attributes()
                .any(|part| part.text().is_some_and(has_vietnamese_letters))
    })
}

fn has_vietnamese_letters(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(
            letter,
            '\u{1EA0}'..='\u{1EF9}' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'đ' | 'Đ'
        )
    })
}
