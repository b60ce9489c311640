//! Bytes → [`Parsed`] (RFC 5280 §4.1).

use std::sync::OnceLock;

use jiff::Timestamp;

use super::extensions::Extensions;
use super::{DistinguishedName, Forms, Parsed, PublicKeyKind, SerialNumber, time};
use crate::asn1::{self, Element, Elements, context, context_primitive};
use crate::error::{CertificateError, CertificateErrorKind as Kind};
use crate::limits::Limits;

pub(super) fn certificate(der: &[u8]) -> Result<Parsed, CertificateError> {
    let limit = Limits::DEFAULT.certificate_bytes;
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
    let tbs = fields.expect(asn1::SEQUENCE)?;
    let outer_algorithm = algorithm_identifier(&mut fields)?;
    let signature = fields.expect(asn1::BIT_STRING)?;
    fields.finish()?;
    let (unused, octets) = signature.bit_string()?;
    if unused != 0 {
        return Err(signature.error(Kind::BitString));
    }
    let signature_range = signature.range().end - octets.len()..signature.range().end;
    tbs_certificate(der, &tbs, outer_algorithm.range(), signature_range)
}

/// ```text
/// TBSCertificate ::= SEQUENCE {
///     version         [0] EXPLICIT Version DEFAULT v1,
///     serialNumber         CertificateSerialNumber,
///     signature            AlgorithmIdentifier,
///     issuer               Name,
///     validity             Validity,
///     subject              Name,
///     subjectPublicKeyInfo SubjectPublicKeyInfo,
///     issuerUniqueID  [1] IMPLICIT UniqueIdentifier OPTIONAL,
///     subjectUniqueID [2] IMPLICIT UniqueIdentifier OPTIONAL,
///     extensions      [3] EXPLICIT Extensions OPTIONAL }
/// ```
fn tbs_certificate(
    der: &[u8],
    tbs: &Element<'_>,
    outer_algorithm: core::ops::Range<usize>,
    signature: core::ops::Range<usize>,
) -> Result<Parsed, CertificateError> {
    let mut fields = tbs.children();
    let version = version(&mut fields)?;
    let serial_element = fields.expect(asn1::INTEGER)?;
    let serial = SerialNumber::read_lenient(&serial_element)?;
    let inner_algorithm = algorithm_identifier(&mut fields)?;
    let issuer = DistinguishedName::read(&fields.expect(asn1::SEQUENCE)?)?;
    let validity = validity(&mut fields)?;
    let subject = DistinguishedName::read(&fields.expect(asn1::SEQUENCE)?)?;
    let spki = fields.expect(asn1::SEQUENCE)?;
    let public_key_kind = PublicKeyKind::read(&spki)?;
    let (has_unique_identifiers, extensions) = optional_fields(&mut fields)?;
    fields.finish()?;
    let forms = Forms {
        serial_is_shortest: serial_element.content == serial.as_bytes(),
        times_are_due: validity.are_due,
        has_unique_identifiers,
    };
    Ok(Parsed {
        der: der.to_vec(),
        tbs: tbs.range(),
        version,
        serial,
        inner_algorithm: inner_algorithm.range(),
        issuer,
        not_before: validity.not_before,
        not_after: validity.not_after,
        subject,
        spki: spki.range(),
        public_key_kind,
        extensions,
        outer_algorithm,
        signature,
        forms,
        fingerprint: OnceLock::new(),
    })
}

struct Validity {
    not_before: Timestamp,
    not_after: Timestamp,
    /// Both are in the form due for their year.
    are_due: bool,
}

/// `Validity ::= SEQUENCE { notBefore Time, notAfter Time }`.
fn validity(fields: &mut Elements<'_>) -> Result<Validity, CertificateError> {
    let mut validity = fields.expect(asn1::SEQUENCE)?.children();
    let (first, last) = (validity.any()?, validity.any()?);
    validity.finish()?;
    let (not_before, not_after) = (time::read(&first)?, time::read(&last)?);
    Ok(Validity {
        not_before,
        not_after,
        are_due: time::is_due_form(&first, not_before) && time::is_due_form(&last, not_after),
    })
}

/// Whether there are unique identifiers, which mean nothing (RFC 5280 §4.1.2.8), and the extensions.
fn optional_fields(fields: &mut Elements<'_>) -> Result<(bool, Extensions), CertificateError> {
    let issuer = fields.optional(context_primitive(1))?;
    let subject = fields.optional(context_primitive(2))?;
    let extensions = match fields.optional(context(3))? {
        Some(wrapper) => Extensions::read(&wrapper)?,
        None => Extensions::default(),
    };
    Ok((issuer.is_some() || subject.is_some(), extensions))
}

/// The explicit DEFAULT v1 (X.690 §11.5 forbids it) is tolerated: nothing depends on it.
fn version(fields: &mut Elements<'_>) -> Result<u8, CertificateError> {
    let Some(wrapper) = fields.optional(context(0))? else {
        return Ok(1);
    };
    let number = Element::only_as(wrapper.content, wrapper.content_offset(), asn1::INTEGER)?;
    match asn1::integer(&number)? {
        [value @ 0..=2] => Ok(value + 1),
        _ => Err(number.error(Kind::Version)),
    }
}

/// `SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL }`.
fn algorithm_identifier<'a>(fields: &mut Elements<'a>) -> Result<Element<'a>, CertificateError> {
    let identifier = fields.expect(asn1::SEQUENCE)?;
    let mut parts = identifier.children();
    parts.any()?.object_identifier()?;
    if !parts.is_empty() {
        parts.any()?;
    }
    parts.finish()?;
    Ok(identifier)
}
