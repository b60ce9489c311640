//! Reading, with bounds and places.

use base64ct::{Base64, Encoding as _};

use super::shapes::{Document, Head, Object};
use super::{DOCUMENT_BYTES, EvidenceError, EvidenceFile, FORMAT, OBJECTS, VERSION};
use crate::certificate::Certificate;
use crate::evidence::{Evidence, Origin};
use crate::provider::sha256;
use crate::revocation::{Crl, OcspResponse};

pub(super) fn document(bytes: &[u8]) -> Result<EvidenceFile, EvidenceError> {
    at_most("document", bytes.len(), DOCUMENT_BYTES)?;
    let head: Head = serde_json::from_slice(bytes).map_err(|error| json(&error))?;
    if head.format != FORMAT {
        return Err(EvidenceError::Format { found: head.format });
    }
    if head.version != u64::from(VERSION) {
        return Err(EvidenceError::Version {
            found: head.version,
        });
    }
    let document: Document = serde_json::from_slice(bytes).map_err(|error| json(&error))?;
    let judged = document.judged.map(|judged| {
        at_most("judged.anchors", judged.anchors.len(), OBJECTS)?;
        judged
            .read()
            .map_err(|(index, what)| EvidenceError::Object {
                list: "judged.anchors",
                index,
                what,
            })
    });
    let mut evidence = Evidence::new();
    each("certificates", document.certificates, |der, origin| {
        let certificate = Certificate::from_der(&der).map_err(|error| error.to_string())?;
        evidence.add_certificate(certificate, origin);
        Ok(())
    })?;
    each("crls", document.crls, |der, origin| {
        let crl = Crl::from_der(&der).map_err(|error| error.to_string())?;
        evidence.add_crl(crl, origin);
        Ok(())
    })?;
    each("ocsp_responses", document.ocsp_responses, |der, origin| {
        let response = OcspResponse::from_der(&der).map_err(|error| error.to_string())?;
        evidence.add_ocsp_response(response, origin);
        Ok(())
    })?;
    each("timestamps", document.timestamps, |der, origin| {
        evidence.add_timestamp(der, origin);
        Ok(())
    })?;
    let list = "local_reports";
    at_most(list, document.local_reports.len(), OBJECTS)?;
    for (index, report) in document.local_reports.into_iter().enumerate() {
        let report = report.read();
        let report = report.map_err(|what| EvidenceError::Object { list, index, what })?;
        evidence.add_local_report(report);
    }
    Ok(EvidenceFile {
        evidence,
        judged: judged.transpose()?,
    })
}

fn each(
    list: &'static str,
    objects: Vec<Object>,
    mut add: impl FnMut(Vec<u8>, Origin) -> Result<(), String>,
) -> Result<(), EvidenceError> {
    at_most(list, objects.len(), OBJECTS)?;
    for (index, object) in objects.into_iter().enumerate() {
        let added = base64(&object.der).and_then(|der| {
            same(&sha256(&der), &object.sha256)?;
            add(der, object.origin.into())
        });
        added.map_err(|what| EvidenceError::Object { list, index, what })?;
    }
    Ok(())
}

fn at_most(place: &'static str, count: usize, limit: usize) -> Result<(), EvidenceError> {
    if count > limit {
        return Err(EvidenceError::TooMany {
            place,
            count,
            limit,
        });
    }
    Ok(())
}

fn json(error: &serde_json::Error) -> EvidenceError {
    let (line, column) = (error.line(), error.column());
    let what = error.to_string();
    // serde_json says the place too.
    let what = what.split(" at line ").next().unwrap_or(&what).to_owned();
    EvidenceError::Json { what, line, column }
}

pub(super) fn base64(text: &str) -> Result<Vec<u8>, String> {
    Base64::decode_vec(text).map_err(|_| "not base64".to_owned())
}

pub(super) fn fingerprint(text: &str) -> Result<[u8; 32], String> {
    let octets = text.as_bytes().chunks(2).map(|pair| {
        let pair = core::str::from_utf8(pair).ok()?;
        let is_hexadecimal = pair.len() == 2 && pair.bytes().all(|c| c.is_ascii_hexdigit());
        is_hexadecimal.then(|| u8::from_str_radix(pair, 16).ok())?
    });
    let octets: Option<Vec<u8>> = octets.collect();
    let found = octets.and_then(|octets| octets.try_into().ok());
    found.ok_or_else(|| "sha256 is not 64 hexadecimal digits".to_owned())
}

/// The hash written beside an object is the object's.
pub(super) fn same(found: &[u8; 32], written: &str) -> Result<(), String> {
    if fingerprint(written)? == *found {
        Ok(())
    } else {
        Err("its SHA-256 is another than the one written: the document is damaged".to_owned())
    }
}
