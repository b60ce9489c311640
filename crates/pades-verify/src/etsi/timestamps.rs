//! Time-stamps as validation objects (TS 119 102-2 §4.4): the token, the time it proves, and the verdict on it.

use base64ct::{Base64, Encoding as _};

use super::uri::object;
use super::xml::Xml;
use super::{signature, status};
use crate::indication::SubIndication;
use crate::report::{DocumentReport, SignatureKind};
use crate::time::TimestampReport;

/// The identifier of a time-stamp: the signature it belongs to, and its place there.
pub(super) fn id(signature: usize, place: usize) -> String {
    format!(
        "T-{}-{}",
        signature.saturating_add(1),
        place.saturating_add(1)
    )
}

/// All of the report, with their identifiers.
fn all(report: &DocumentReport) -> impl Iterator<Item = (String, &TimestampReport)> {
    let signatures = report.signatures.iter().enumerate();
    signatures.flat_map(|(index, one)| {
        let places = one.timestamps.iter().enumerate();
        places.map(move |(place, stamp)| (id(index, place), stamp))
    })
}

/// The document time-stamps that prove this time.
pub(super) fn of_document(report: &DocumentReport, at: jiff::Timestamp) -> Vec<String> {
    let signatures = report.signatures.iter().enumerate();
    let stamps = signatures.filter(|(_, one)| one.kind == SignatureKind::DocumentTimestamp);
    let proves = |stamp: &TimestampReport| stamp.is_trusted && stamp.time == at;
    stamps
        .filter(|(_, one)| one.timestamps.iter().any(proves))
        .map(|(index, _)| id(index, 0))
        .collect()
}

/// The objects, in the order of the signatures.
pub(super) fn write(xml: &mut Xml, report: &DocumentReport) {
    for (id, stamp) in all(report) {
        xml.element("ValidationObject", &[("id", &id)], |xml| {
            xml.text("ObjectType", object::TIMESTAMP);
            xml.element("ValidationObjectRepresentation", &[], |xml| {
                xml.text("base64", &Base64::encode_string(&stamp.token));
            });
            if stamp.is_trusted {
                xml.element("POEProvisioning", &[], |xml| {
                    xml.text("POETime", &stamp.time.to_string());
                });
            }
            xml.element("ValidationReport", &[], |xml| {
                signature::signer(xml, &stamp.authority);
                status::of_step(xml, failed(stamp, report));
            });
        });
    }
}

/// Why it proves nothing: the path of its authority, as far as that says it.
fn failed(stamp: &TimestampReport, report: &DocumentReport) -> Option<SubIndication> {
    if stamp.is_trusted {
        return None;
    }
    let mut judged = report.paths.iter();
    let judged = judged.find(|one| {
        one.purpose == cert_path::Purpose::Timestamping && one.certificate == stamp.authority
    });
    let failure = judged.and_then(|one| one.outcome.as_ref().err());
    Some(failure.map_or(SubIndication::Generic, |failure| {
        crate::standing::of_authority(failure, stamp.time)
    }))
}
