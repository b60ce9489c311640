//! Revocation data carried inside containers: read for the path, never written (EN 319 142-1 §5.4 puts them into the DSS).

use crate::ber::{self, Elements};
use crate::limits::Limits;

/// id-ri-ocsp-response, RFC 5940 §2.1: contents of the OBJECT IDENTIFIER 1.3.6.1.5.5.7.16.2.
const OCSP_RESPONSE: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 0x10, 2];
/// `[1] IMPLICIT OtherRevocationInfoFormat`, RFC 5652 §10.2.1.
const OTHER: u8 = 0xa1;
/// `crl [0] EXPLICIT SEQUENCE OF CertificateList`, ISO 32000-2 §12.8.3.3.2.
const ADOBE_CRLS: u8 = 0xa0;
/// `ocsp [1] EXPLICIT SEQUENCE OF OCSPResponse`, ISO 32000-2 §12.8.3.3.2.
const ADOBE_OCSP: u8 = 0xa1;

pub(crate) fn crls(revocation: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let own = revocation.iter();
    own.filter(|der| der.first() == Some(&ber::SEQUENCE))
        .cloned()
        .collect()
}

pub(crate) fn ocsp_responses(revocation: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let own = revocation.iter();
    own.filter_map(|der| other_ocsp(der)).collect()
}

pub(crate) fn adobe_crls(adobe: Option<&[u8]>) -> Vec<Vec<u8>> {
    adobe_part(adobe, ADOBE_CRLS)
}

pub(crate) fn adobe_ocsp_responses(adobe: Option<&[u8]>) -> Vec<Vec<u8>> {
    adobe_part(adobe, ADOBE_OCSP)
}

/// `OtherRevocationInfoFormat ::= SEQUENCE { otherRevInfoFormat OID, otherRevInfo ANY }`, here tagged `[1]`.
fn other_ocsp(der: &[u8]) -> Option<Vec<u8>> {
    let limits = Limits::default();
    let other = Elements::new(der).next(&limits).ok()?;
    if other.tag != OTHER {
        return None;
    }
    let mut fields = other.children();
    let format = fields.next(&limits).ok()?;
    let response = fields.next(&limits).ok()?;
    let is_ocsp = format.tag == ber::OBJECT_IDENTIFIER && format.content == OCSP_RESPONSE;
    is_ocsp.then(|| response.raw.to_vec())
}

/// The elements of one list of `RevocationInfoArchival`; what cannot be read is left out: it is evidence, and evidence may be poor.
fn adobe_part(value: Option<&[u8]>, tag: u8) -> Vec<Vec<u8>> {
    value
        .and_then(|value| adobe_list(value, tag))
        .unwrap_or_default()
}

fn adobe_list(value: &[u8], tag: u8) -> Option<Vec<Vec<u8>>> {
    let limits = Limits::default();
    let archival = Elements::new(value).next(&limits).ok()?;
    let mut parts = archival.children();
    while !parts.is_empty() {
        let part = parts.next(&limits).ok()?;
        if part.tag != tag {
            continue;
        }
        let list = part.children().next(&limits).ok()?;
        let mut elements = list.children();
        let mut out = Vec::new();
        while let Ok(element) = elements.next(&limits) {
            out.push(element.raw.to_vec());
        }
        return Some(out);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        ber::write_tlv(&mut out, tag, content);
        out
    }

    #[test]
    fn both_homes_are_searched() {
        let crl = tlv(ber::SEQUENCE, &[5, 0]);
        let response = tlv(ber::SEQUENCE, &[10, 1, 0]);
        let oid = tlv(ber::OBJECT_IDENTIFIER, OCSP_RESPONSE);
        let other = tlv(OTHER, &[oid, response.clone()].concat());
        let lists = [
            tlv(ADOBE_CRLS, &tlv(ber::SEQUENCE, &crl.repeat(2))),
            tlv(ADOBE_OCSP, &tlv(ber::SEQUENCE, &response)),
        ];
        let adobe = tlv(ber::SEQUENCE, &lists.concat());
        let own = [crl.clone(), other];
        assert_eq!(crls(&own), vec![crl.clone()]);
        assert_eq!(ocsp_responses(&own), vec![response.clone()]);
        assert_eq!(adobe_crls(Some(&adobe)), vec![crl; 2]);
        assert_eq!(adobe_ocsp_responses(Some(&adobe)), vec![response]);
        assert!(adobe_crls(Some(&[0x30, 9])).is_empty());
        assert!(adobe_crls(None).is_empty());
    }
}
