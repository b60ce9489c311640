//! Bytes → response (RFC 6960 §4.2.1).

use der::asn1::ObjectIdentifier;
use jiff::Timestamp;

use super::response::{BasicOcspResponse, OcspCertStatus, OcspStatus, ResponderId, SingleResponse};
use super::{CertId, extensions};
use crate::asn1::{self, Element, Elements, context, context_primitive};
use crate::certificate::{Certificate, DistinguishedName, read_time};
use crate::error::{CertificateError, CertificateErrorKind as Kind};
use crate::limits::Limits;
use crate::revocation::{RevocationReason, Revoked};

const ENUMERATED: u8 = 0x0a;
const GENERALIZED_TIME: u8 = 0x18;
/// `id-pkix-ocsp-basic` (RFC 6960 §4.2.1).
const BASIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1");

pub(super) fn response(
    der: &[u8],
) -> Result<(OcspStatus, Option<BasicOcspResponse>), CertificateError> {
    let limit = Limits::DEFAULT.ocsp_response_bytes;
    if der.len() > limit {
        return Err(CertificateError {
            kind: Kind::TooLarge {
                length: der.len(),
                limit,
            },
            offset: 0,
        });
    }
    let mut fields = Element::only_as(der, 0, asn1::SEQUENCE)?.children();
    let status = response_status(&fields.expect(ENUMERATED)?)?;
    // §4.2.1: "If the value of responseStatus is one of the error conditions, the responseBytes field is not set."
    let basic = match status {
        OcspStatus::Successful => Some(response_bytes(&fields.expect(context(0))?)?),
        _ => None,
    };
    fields.finish()?;
    Ok((status, basic))
}

fn response_status(element: &Element<'_>) -> Result<OcspStatus, CertificateError> {
    match element.content {
        [number] => OcspStatus::from_number(*number),
        _ => None,
    }
    .ok_or(element.error(Kind::OcspStatus))
}

/// `ResponseBytes ::= SEQUENCE { responseType OBJECT IDENTIFIER, response OCTET STRING }`.
fn response_bytes(wrapper: &Element<'_>) -> Result<BasicOcspResponse, CertificateError> {
    let mut fields = explicit(wrapper, asn1::SEQUENCE)?.children();
    let kind = fields.any()?;
    let octets = fields.expect(asn1::OCTET_STRING)?;
    fields.finish()?;
    match kind.object_identifier()? {
        BASIC => basic_response(&explicit(&octets, asn1::SEQUENCE)?),
        other => Err(kind.error(Kind::OcspResponseType(other))),
    }
}

/// The one element inside an EXPLICIT tag or an OCTET STRING.
pub(super) fn explicit<'a>(
    wrapper: &Element<'a>,
    tag: u8,
) -> Result<Element<'a>, CertificateError> {
    Element::only_as(wrapper.content, wrapper.content_offset(), tag)
}

fn basic_response(element: &Element<'_>) -> Result<BasicOcspResponse, CertificateError> {
    let mut fields = element.children();
    let data = fields.expect(asn1::SEQUENCE)?;
    let algorithm = fields.expect(asn1::SEQUENCE)?;
    algorithm.children().any()?.object_identifier()?;
    let signature = fields.expect(asn1::BIT_STRING)?;
    let certificates = match fields.optional(context(0))? {
        Some(wrapper) => certificates(&wrapper)?,
        None => Vec::new(),
    };
    fields.finish()?;
    let (unused, octets) = signature.bit_string()?;
    if unused != 0 {
        return Err(signature.error(Kind::BitString));
    }
    let end = signature.range().end;
    response_data(
        &data,
        algorithm.range(),
        end - octets.len()..end,
        certificates,
    )
}

fn certificates(wrapper: &Element<'_>) -> Result<Vec<Certificate>, CertificateError> {
    let mut members = explicit(wrapper, asn1::SEQUENCE)?.children();
    let mut found = Vec::new();
    while !members.is_empty() {
        let member = members.any()?;
        let certificate = Certificate::from_der(member.whole);
        found.push(certificate.map_err(|error| CertificateError {
            offset: member.offset.saturating_add(error.offset),
            ..error
        })?);
    }
    Ok(found)
}

fn response_data(
    data: &Element<'_>,
    algorithm: core::ops::Range<usize>,
    signature: core::ops::Range<usize>,
    certificates: Vec<Certificate>,
) -> Result<BasicOcspResponse, CertificateError> {
    let mut fields = data.children();
    version(&mut fields)?;
    let responder = responder_id(&fields.any()?)?;
    let produced_at = generalized_time(&fields.any()?)?;
    let mut answers = fields.expect(asn1::SEQUENCE)?.children();
    let mut responses = Vec::new();
    while !answers.is_empty() {
        responses.push(single_response(&answers.expect(asn1::SEQUENCE)?)?);
    }
    let extensions = match fields.optional(context(1))? {
        Some(wrapper) => extensions::of_response(&wrapper)?,
        None => extensions::OfResponse::default(),
    };
    fields.finish()?;
    Ok(BasicOcspResponse {
        signed: data.range(),
        responder,
        produced_at,
        responses,
        nonce: extensions.nonce,
        extended_revoke: extensions.extended_revoke,
        unknown_critical: extensions.unknown_critical,
        algorithm,
        signature,
        certificates,
    })
}

/// `Version ::= INTEGER { v1(0) }`. Written out, the default is tolerated: nothing depends on it.
fn version(fields: &mut Elements<'_>) -> Result<(), CertificateError> {
    let Some(wrapper) = fields.optional(context(0))? else {
        return Ok(());
    };
    let number = explicit(&wrapper, asn1::INTEGER)?;
    match asn1::integer(&number)? {
        [0] => Ok(()),
        _ => Err(number.error(Kind::Version)),
    }
}

/// The tags are EXPLICIT: the module of RFC 6960 appendix B says so.
fn responder_id(element: &Element<'_>) -> Result<ResponderId, CertificateError> {
    if element.tag == context(2) {
        let hash = explicit(element, asn1::OCTET_STRING)?;
        return Ok(ResponderId::ByKey(hash.content.to_vec()));
    }
    let name = explicit(&element.expect_tag(context(1))?, asn1::SEQUENCE)?;
    DistinguishedName::read(&name).map(ResponderId::ByName)
}

/// RFC 6960 §4.2.2.1 with RFC 5280 §4.1.2.5.2: in Zulu, with seconds, without fractions.
pub(super) fn generalized_time(element: &Element<'_>) -> Result<Timestamp, CertificateError> {
    read_time(&element.expect_tag(GENERALIZED_TIME)?)
}

fn single_response(element: &Element<'_>) -> Result<SingleResponse, CertificateError> {
    let mut fields = element.children();
    let cert_id = CertId::read(&fields.expect(asn1::SEQUENCE)?)?;
    let status = cert_status(&fields.any()?)?;
    let this_update = generalized_time(&fields.any()?)?;
    let next_update = fields
        .optional(context(0))?
        .map(|wrapper| generalized_time(&explicit(&wrapper, GENERALIZED_TIME)?))
        .transpose()?;
    let extensions = match fields.optional(context(1))? {
        Some(wrapper) => extensions::of_single(&wrapper)?,
        None => extensions::OfSingle::default(),
    };
    fields.finish()?;
    Ok(SingleResponse {
        cert_id,
        status: extensions.add_to(status),
        this_update,
        next_update,
        archive_cutoff: extensions.archive_cutoff,
        unknown_critical: extensions.unknown_critical,
    })
}

/// ```text
/// CertStatus ::= CHOICE {
///     good     [0] IMPLICIT NULL,
///     revoked  [1] IMPLICIT RevokedInfo,
///     unknown  [2] IMPLICIT NULL }
///
/// RevokedInfo ::= SEQUENCE {
///     revocationTime         GeneralizedTime,
///     revocationReason   [0] EXPLICIT CRLReason OPTIONAL }
/// ```
fn cert_status(element: &Element<'_>) -> Result<OcspCertStatus, CertificateError> {
    const GOOD: u8 = context_primitive(0);
    const REVOKED: u8 = context(1);
    const UNKNOWN: u8 = context_primitive(2);
    match (element.tag, element.content) {
        (GOOD, []) => Ok(OcspCertStatus::Good),
        (UNKNOWN, []) => Ok(OcspCertStatus::Unknown),
        (GOOD | UNKNOWN, _) => Err(element.error(Kind::Encoding)),
        _ => {
            let mut fields = element.expect_tag(REVOKED)?.children();
            let since = generalized_time(&fields.any()?)?;
            let reason = fields
                .optional(context(0))?
                .map(|wrapper| reason(&explicit(&wrapper, ENUMERATED)?))
                .transpose()?;
            fields.finish()?;
            Ok(OcspCertStatus::Revoked(Revoked {
                since,
                reason,
                invalidity_date: None,
            }))
        }
    }
}

/// `CRLReason` (RFC 5280 §5.3.1).
pub(super) fn reason(element: &Element<'_>) -> Result<RevocationReason, CertificateError> {
    match element.expect_tag(ENUMERATED)?.content {
        [number] => RevocationReason::from_number(*number),
        _ => None,
    }
    .ok_or(element.error(Kind::Encoding))
}
