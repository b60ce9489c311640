//! The record of a lost device (form 09), and the block list for those who sign.

use gov_ca_registry::entries::{Certificate, Person};
use jiff::Timestamp;
use jiff::tz::Offset;
use signing_workflow::forms::{LostDevice, Side};

use super::Told;
use super::uses::{Journals, Signed};
use crate::args::DeviceMishap;
use crate::registry::Desk;
use crate::registry::sides::of_person;

/// What the record says.
pub(super) fn lost(
    told: &Told,
    signed: &[Signed],
    args: &DeviceMishap,
    desk: &Desk<'_>,
) -> LostDevice {
    let held = &told.held;
    let newest = held.certificates.first();
    let numbers: Vec<&str> = told
        .certificates
        .iter()
        .map(|one| one.number.as_str())
        .collect();
    LostDevice {
        from: told.from.clone(),
        holder: holder(told, desk),
        kind: held.kind(),
        device: held.device.number.clone(),
        certificate_of: held.name.clone(),
        certificate: numbers.join(", "),
        valid_from: newest.map(|one| one.valid_from),
        valid_until: newest.map(|one| one.valid_to),
        missed_at: written(told.since),
        missed_where: args.place.clone().unwrap_or_default(),
        last_used: args.last_use.map(written).unwrap_or_default(),
        account: args.note.clone().unwrap_or_default(),
        measures: measures(told, signed),
        ..LostDevice::default()
    }
}

fn holder(told: &Told, desk: &Desk<'_>) -> Side {
    let keeper = told.keeper.as_ref();
    let person = keeper.map(|person: &Person| of_person(person, desk.on));
    let body = told.held.body.as_ref();
    Side {
        agency: body
            .map(|body| body.name_on(desk.on).to_owned())
            .unwrap_or_default(),
        address: body
            .and_then(|body| body.contact.address.clone())
            .unwrap_or_default(),
        ..person.unwrap_or_default()
    }
}

/// What was done by then.
fn measures(told: &Told, signed: &[Signed]) -> String {
    let after = signed.iter().filter(|one| one.is_after).count();
    let requests: Vec<String> = told.requests.iter().map(|(name, _)| name.clone()).collect();
    let mut said = vec![format!(
        "Ngừng sử dụng chứng thư tại cơ quan từ {}.",
        written(told.since)
    )];
    if !requests.is_empty() {
        said.push(format!(
            "Lập đề nghị thu hồi chứng thư ({}).",
            requests.join(", ")
        ));
    }
    if !signed.is_empty() {
        said.push(format!(
            "Nhật ký ký số có {} chữ ký cần xác minh, trong đó {after} chữ ký sau thời điểm phát hiện.",
            signed.len()
        ));
    }
    said.join(" ")
}

/// `08 giờ 15, ngày 03/11/2026`.
fn written(at: Timestamp) -> String {
    let at = Offset::constant(7).to_datetime(at);
    at.strftime("%H giờ %M, ngày %d/%m/%Y").to_string()
}

/// The block list that `kyso sign --blocked` reads, and the numbers of the certificates that it cannot name.
pub(super) fn block_list<'c>(
    certificates: &'c [Certificate],
    because: &str,
    journals: &Journals,
) -> (String, Vec<&'c str>) {
    let mut list = String::new();
    let mut unnamed = Vec::new();
    for certificate in certificates {
        let since = certificate.blocked.as_ref().map(|block| block.since);
        match (journals.fingerprint(certificate), since) {
            (Some(fingerprint), Some(since)) => {
                list += &format!(
                    "[[blocked]]\nfingerprint = \"{fingerprint}\"\nreported-at = \"{since}\"\nbecause = \"{because}\"\nnote = {}\n\n",
                    toml::Value::from(certificate.number.as_str())
                );
            }
            _ => unnamed.push(certificate.number.as_str()),
        }
    }
    (list, unnamed)
}
