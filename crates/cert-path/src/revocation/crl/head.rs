//! The parts of a CRL around its entries (RFC 5280 §5.1).

use core::ops::Range;

use jiff::Timestamp;

use super::extensions::CrlExtensions;
use super::reader::{Held, Reader, error};
use crate::asn1::{self, context};
use crate::certificate::{DistinguishedName, read_time};
use crate::error::{CertificateError, CertificateErrorKind as Kind};
use crate::limits::Limits;
use crate::source::ByteSource;

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// All of a `CertificateList` but its entries.
pub(super) struct Head {
    /// 1 or 2.
    pub(super) version: u8,
    /// `signatureAlgorithm`, which is also `signature` of the signed part.
    pub(super) algorithm: Vec<u8>,
    pub(super) issuer: DistinguishedName,
    pub(super) this_update: Timestamp,
    pub(super) next_update: Option<Timestamp>,
    pub(super) extensions: CrlExtensions,
    /// Where the signed part is, header included.
    pub(super) signed: Range<u64>,
    /// Where the entries are, one after another; empty when there are none.
    pub(super) entries: Range<u64>,
    /// There is a list of revoked certificates with nothing in it.
    pub(super) has_empty_list: bool,
    pub(super) signature: Vec<u8>,
}

/// ```text
/// CertificateList ::= SEQUENCE {
///     tbsCertList          TBSCertList,
///     signatureAlgorithm   AlgorithmIdentifier,
///     signatureValue       BIT STRING }
/// ```
pub(super) fn read(source: &dyn ByteSource) -> Result<Head, CertificateError> {
    let limit = Limits::DEFAULT.crl_head_bytes;
    let mut file = Reader::new(source);
    let mut list = file.enter(asn1::SEQUENCE)?;
    file.finish()?;
    let start = list.position();
    let tbs = list.enter(asn1::SEQUENCE)?;
    let signed = start..list.position();
    let algorithm = algorithm_identifier(&mut list)?;
    let signature = list.take(limit)?;
    list.finish()?;
    tbs_cert_list(tbs, algorithm.bytes(), signed, signature_value(&signature)?)
}

/// ```text
/// TBSCertList ::= SEQUENCE {
///     version                 Version OPTIONAL,
///     signature               AlgorithmIdentifier,
///     issuer                  Name,
///     thisUpdate              Time,
///     nextUpdate              Time OPTIONAL,
///     revokedCertificates     SEQUENCE OF SEQUENCE { … } OPTIONAL,
///     crlExtensions      [0]  EXPLICIT Extensions OPTIONAL }
/// ```
fn tbs_cert_list(
    mut fields: Reader<'_>,
    algorithm: &[u8],
    signed: Range<u64>,
    signature: Vec<u8>,
) -> Result<Head, CertificateError> {
    let version = version(&mut fields)?;
    let inner_at = fields.position();
    // RFC 5280 §5.1.1.2: "MUST contain the same algorithm identifier"
    if algorithm_identifier(&mut fields)?.bytes() != algorithm {
        return Err(error(Kind::AlgorithmsDiffer, inner_at));
    }
    let issuer = issuer(&mut fields)?;
    let this_update = time(&mut fields)?;
    let next_update = next_update(&mut fields)?;
    let (entries, has_empty_list) = entries(&mut fields)?;
    let extensions = extensions(&mut fields, version, &issuer)?;
    fields.finish()?;
    Ok(Head {
        version,
        algorithm: algorithm.to_vec(),
        issuer,
        this_update,
        next_update,
        extensions,
        signed,
        entries,
        has_empty_list,
        signature,
    })
}

/// RFC 5280 §5.1.2.1: absent (version 1), or the number 1 (version 2). There is no default to be written out.
fn version(fields: &mut Reader<'_>) -> Result<u8, CertificateError> {
    if fields.peek()? != Some(asn1::INTEGER) {
        return Ok(1);
    }
    let number = fields.take(Limits::DEFAULT.crl_head_bytes)?;
    match asn1::integer(&number.element()?)? {
        [1] => Ok(2),
        _ => Err(number.element()?.error(Kind::Version)),
    }
}

/// `SEQUENCE { OBJECT IDENTIFIER, ANY OPTIONAL }`.
fn algorithm_identifier(fields: &mut Reader<'_>) -> Result<Held, CertificateError> {
    let held = fields.take(Limits::DEFAULT.crl_head_bytes)?;
    let mut parts = held.children(asn1::SEQUENCE)?;
    parts.any()?.object_identifier()?;
    if !parts.is_empty() {
        parts.any()?;
    }
    parts.finish()?;
    Ok(held)
}

/// RFC 5280 §5.1.2.3: "MUST contain a non-empty X.500 distinguished name".
fn issuer(fields: &mut Reader<'_>) -> Result<DistinguishedName, CertificateError> {
    let held = fields.take(Limits::DEFAULT.crl_head_bytes)?;
    let element = held.expect(asn1::SEQUENCE)?;
    if element.content.is_empty() {
        return Err(element.error(Kind::EmptyList));
    }
    DistinguishedName::read(&element)
}

fn time(fields: &mut Reader<'_>) -> Result<Timestamp, CertificateError> {
    let held = fields.take(Limits::DEFAULT.crl_head_bytes)?;
    read_time(&held.element()?)
}

fn next_update(fields: &mut Reader<'_>) -> Result<Option<Timestamp>, CertificateError> {
    match fields.peek()? {
        Some(UTC_TIME | GENERALIZED_TIME) => time(fields).map(Some),
        _ => Ok(None),
    }
}

/// Where the entries are. RFC 5280 §5.1.2.6: "When there are no revoked certificates, the revoked certificates list MUST
/// be absent." Some CAs write an empty one all the same: it is read, and told apart.
fn entries(fields: &mut Reader<'_>) -> Result<(Range<u64>, bool), CertificateError> {
    if fields.peek()? != Some(asn1::SEQUENCE) {
        let at = fields.position();
        return Ok((at..at, false));
    }
    let entries = fields.step_over(asn1::SEQUENCE)?;
    let is_empty = entries.is_empty();
    Ok((entries, is_empty))
}

/// Where the entries are, of a CRL of which nothing else is looked at.
pub(super) fn entries_in(source: &dyn ByteSource) -> Result<Range<u64>, CertificateError> {
    let mut file = Reader::new(source);
    let mut list = file.enter(asn1::SEQUENCE)?;
    file.finish()?;
    let mut fields = list.enter(asn1::SEQUENCE)?;
    version(&mut fields)?;
    algorithm_identifier(&mut fields)?;
    fields.step_over(asn1::SEQUENCE)?;
    time(&mut fields)?;
    next_update(&mut fields)?;
    entries(&mut fields).map(|(entries, _)| entries)
}

/// RFC 5280 §5.1.2.7: "This field may only appear if the version is 2".
fn extensions(
    fields: &mut Reader<'_>,
    version: u8,
    issuer: &DistinguishedName,
) -> Result<CrlExtensions, CertificateError> {
    let at = fields.position();
    if fields.peek()? != Some(context(0)) {
        return Ok(CrlExtensions::default());
    }
    if version == 1 {
        return Err(error(Kind::NotInVersion1, at));
    }
    let held = fields.take(Limits::DEFAULT.crl_head_bytes)?;
    CrlExtensions::read(&held.expect(context(0))?, issuer)
}

fn signature_value(held: &Held) -> Result<Vec<u8>, CertificateError> {
    let element = held.element()?;
    match element.bit_string()? {
        (0, octets) => Ok(octets.to_vec()),
        _ => Err(element.error(Kind::BitString)),
    }
}
