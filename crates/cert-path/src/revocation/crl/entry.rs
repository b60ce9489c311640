//! One entry of a CRL (RFC 5280 §5.1.2.6, §5.3).

use der::asn1::ObjectIdentifier;
use jiff::Timestamp;

use super::points::PointName;
use crate::asn1::{self, Element};
use crate::certificate::{DistinguishedName, SerialNumber, read_time};
use crate::error::{CertificateError, CertificateErrorKind as Kind};
use crate::revocation::RevocationReason;
use crate::revocation::raw_extension::{RawExtension, read_list};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const REASON_CODE: ObjectIdentifier = oid("2.5.29.21");
/// RFC 3280 §5.3.2: what to do on hold; RFC 5280 dropped it. The reason says that it is on hold.
const HOLD_INSTRUCTION: ObjectIdentifier = oid("2.5.29.23");
const INVALIDITY_DATE: ObjectIdentifier = oid("2.5.29.24");
const CERTIFICATE_ISSUER: ObjectIdentifier = oid("2.5.29.29");
const ENUMERATED: u8 = 0x0a;

/// A revoked certificate, as a CRL lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CrlEntry {
    /// `userCertificate`.
    pub serial: SerialNumber,
    /// `revocationDate`.
    pub since: Timestamp,
    /// `reasonCode` (RFC 5280 §5.3.1).
    pub reason: Option<RevocationReason>,
    /// `invalidityDate` (RFC 5280 §5.3.2).
    pub invalidity_date: Option<Timestamp>,
    /// Who issued the certificate: the CRL's issuer, unless this entry or one before it names another (`certificateIssuer`,
    /// RFC 5280 §5.3.3). `None` when one is named that has no directory name.
    pub certificate_issuer: Option<DistinguishedName>,
    /// A critical extension that is not processed here: nothing may be concluded from the whole CRL (RFC 5280 §5.3).
    pub unknown_critical_extension: Option<ObjectIdentifier>,
}

/// An entry in the bytes, found well formed.
pub(super) struct RawEntry<'a> {
    /// Contents of the INTEGER.
    pub(super) serial: &'a [u8],
    /// The whole element.
    pub(super) time: &'a [u8],
    pub(super) reason: Option<RevocationReason>,
    /// The other extensions, which most entries do not have.
    pub(super) rare: Option<Box<RareExtensions>>,
    /// Where the entry begins in the CRL.
    pub(super) offset: usize,
}

#[derive(Default)]
pub(super) struct RareExtensions {
    reason: Option<RevocationReason>,
    pub(super) invalidity_date: Option<Timestamp>,
    pub(super) certificate_issuer: Option<Vec<PointName>>,
    pub(super) unknown_critical: Option<ObjectIdentifier>,
}

impl RawEntry<'_> {
    pub(super) fn since(&self) -> Result<Timestamp, CertificateError> {
        read_time(&Element::only(self.time, self.offset)?)
    }

    pub(super) fn invalidity_date(&self) -> Option<Timestamp> {
        self.rare.as_ref().and_then(|rare| rare.invalidity_date)
    }

    pub(super) fn unknown_critical(&self) -> Option<ObjectIdentifier> {
        self.rare.as_ref().and_then(|rare| rare.unknown_critical)
    }
}

/// `SEQUENCE { userCertificate CertificateSerialNumber, revocationDate Time, crlEntryExtensions Extensions OPTIONAL }`.
pub(super) fn read<'a>(entry: &Element<'a>, version: u8) -> Result<RawEntry<'a>, CertificateError> {
    let mut fields = entry.expect_tag(asn1::SEQUENCE)?.children();
    let serial = asn1::integer(&fields.any()?)?;
    let time = fields.any()?;
    read_time(&time)?;
    let rare = match fields.optional(asn1::SEQUENCE)? {
        // RFC 5280 §5.1.2.1: "optional crlEntryExtensions … version MUST be v2"
        Some(list) if version == 1 => return Err(list.error(Kind::NotInVersion1)),
        Some(list) => Some(Box::new(extensions(&list)?)),
        None => None,
    };
    fields.finish()?;
    Ok(RawEntry {
        serial,
        time: time.whole,
        reason: rare.as_ref().and_then(|rare| rare.reason),
        rare,
        offset: entry.offset,
    })
}

fn extensions(list: &Element<'_>) -> Result<RareExtensions, CertificateError> {
    let mut all = RareExtensions::default();
    for extension in read_list(list)? {
        interpret(&mut all, &extension)?;
    }
    Ok(all)
}

fn interpret(
    all: &mut RareExtensions,
    extension: &RawExtension<'_>,
) -> Result<(), CertificateError> {
    match extension.oid {
        REASON_CODE => all.reason = extension.read(reason)?,
        INVALIDITY_DATE => all.invalidity_date = Some(extension.read(read_time)?),
        CERTIFICATE_ISSUER => {
            let names = extension.read(|body| {
                body.expect_tag(asn1::SEQUENCE)
                    .and_then(|list| PointName::read_all(&list))
            })?;
            all.certificate_issuer = Some(names);
        }
        HOLD_INSTRUCTION => {}
        other if extension.critical => {
            all.unknown_critical.get_or_insert(other);
        }
        _ => {}
    }
    Ok(())
}

/// `CRLReason ::= ENUMERATED`; a number without a meaning is no reason, and the certificate is revoked all the same.
fn reason(element: &Element<'_>) -> Result<Option<RevocationReason>, CertificateError> {
    match element.expect_tag(ENUMERATED)?.content {
        [number @ 0..=0x7f] => Ok(RevocationReason::from_number(*number)),
        _ => Err(element.error(Kind::Integer)),
    }
}
