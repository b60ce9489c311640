//! Extensions of a response and of its answers (RFC 6960 §4.4).

use der::asn1::ObjectIdentifier as Oid;
use jiff::Timestamp;

use super::read;
use super::response::OcspCertStatus;
use crate::asn1::{self, Element};
use crate::error::CertificateError;
use crate::revocation::raw_extension::{RawExtension, read_list};
use crate::revocation::{RevocationReason, Revoked};

const fn oid(text: &str) -> Oid {
    Oid::new_unwrap(text)
}

/// §4.4.1
pub(super) const NONCE: Oid = oid("1.3.6.1.5.5.7.48.1.2");
/// §4.4.4
const ARCHIVE_CUTOFF: Oid = oid("1.3.6.1.5.5.7.48.1.6");
/// §4.4.8: "revoked" may be said of certificates never issued.
const EXTENDED_REVOKE: Oid = oid("1.3.6.1.5.5.7.48.1.9");
/// §4.4.5 with RFC 5280 §5.3.1
const REASON_CODE: Oid = oid("2.5.29.21");
/// §4.4.5 with RFC 5280 §5.3.2
const INVALIDITY_DATE: Oid = oid("2.5.29.24");
/// RFC 6962 §3.3: the certificate's transparency log entries, for TLS. Says nothing of the status, critical or not.
const LOG_ENTRIES: Oid = oid("1.3.6.1.4.1.11129.2.4.5");

#[derive(Default)]
pub(super) struct OfResponse {
    pub(super) nonce: Option<Vec<u8>>,
    pub(super) extended_revoke: bool,
    pub(super) unknown_critical: Option<Oid>,
}

pub(super) fn of_response(wrapper: &Element<'_>) -> Result<OfResponse, CertificateError> {
    let mut found = OfResponse::default();
    for extension in all(wrapper)? {
        match extension.oid {
            NONCE => found.nonce = Some(nonce(&extension.value)),
            EXTENDED_REVOKE => found.extended_revoke = true,
            other if extension.critical => {
                found.unknown_critical.get_or_insert(other);
            }
            _ => {}
        }
    }
    Ok(found)
}

/// `Nonce ::= OCTET STRING` inside the OCTET STRING of the extension (RFC 9654 §2.1). Responders of RFC 2560, which did
/// not say so, leave the inner one out.
fn nonce(value: &Element<'_>) -> Vec<u8> {
    let inner = read::explicit(value, asn1::OCTET_STRING);
    inner.map_or(value.content, |inner| inner.content).to_vec()
}

#[derive(Default)]
pub(super) struct OfSingle {
    pub(super) archive_cutoff: Option<Timestamp>,
    pub(super) unknown_critical: Option<Oid>,
    reason: Option<RevocationReason>,
    invalidity_date: Option<Timestamp>,
}

pub(super) fn of_single(wrapper: &Element<'_>) -> Result<OfSingle, CertificateError> {
    let mut found = OfSingle::default();
    for extension in all(wrapper)? {
        match extension.oid {
            ARCHIVE_CUTOFF => found.archive_cutoff = Some(time(&extension)?),
            INVALIDITY_DATE => found.invalidity_date = Some(time(&extension)?),
            REASON_CODE => {
                found.reason = Some(extension.read(read::reason)?);
            }
            LOG_ENTRIES => {}
            other if extension.critical => {
                found.unknown_critical.get_or_insert(other);
            }
            _ => {}
        }
    }
    Ok(found)
}

impl OfSingle {
    /// §4.4.5: the extensions of a CRL entry say more of a revocation. The reason in the status itself goes first.
    pub(super) fn add_to(&self, status: OcspCertStatus) -> OcspCertStatus {
        match status {
            OcspCertStatus::Revoked(revoked) => OcspCertStatus::Revoked(Revoked {
                reason: revoked.reason.or(self.reason),
                invalidity_date: self.invalidity_date,
                ..revoked
            }),
            other => other,
        }
    }
}

fn time(extension: &RawExtension<'_>) -> Result<Timestamp, CertificateError> {
    extension.read(read::generalized_time)
}

/// Those behind a `[n] EXPLICIT` tag. An empty list (RFC 5280 §4.1.2.9: SIZE (1..MAX)) is read as none: responders of SK write it.
fn all<'a>(wrapper: &Element<'a>) -> Result<Vec<RawExtension<'a>>, CertificateError> {
    let list = read::explicit(wrapper, asn1::SEQUENCE)?;
    if list.content.is_empty() {
        return Ok(Vec::new());
    }
    read_list(&list)
}
