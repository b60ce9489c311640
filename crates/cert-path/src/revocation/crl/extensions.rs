//! Extensions of a CRL (RFC 5280 §5.2).

use der::asn1::ObjectIdentifier;
use jiff::Timestamp;

use super::issuing_point::IssuingDistributionPoint;
use super::points::{self, DistributionPoint};
use crate::asn1::{self, Element};
use crate::certificate::{
    AuthorityKeyIdentifier, DistinguishedName, SerialNumber, extension_oids, read_time,
};
use crate::error::{CertificateError, CertificateErrorKind as Kind};
use crate::revocation::raw_extension::{RawExtension, read_list};

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const ISSUER_ALT_NAME: ObjectIdentifier = oid("2.5.29.18");
const CRL_NUMBER: ObjectIdentifier = oid("2.5.29.20");
const DELTA_CRL_INDICATOR: ObjectIdentifier = oid("2.5.29.27");
const ISSUING_DISTRIBUTION_POINT: ObjectIdentifier = oid("2.5.29.28");
const FRESHEST_CRL: ObjectIdentifier = oid("2.5.29.46");
/// X.509 (2019) §9.5.2.8.
const EXPIRED_CERTS_ON_CRL: ObjectIdentifier = oid("2.5.29.60");

/// What the extensions of a CRL say.
#[derive(Default)]
pub(super) struct CrlExtensions {
    /// `cRLNumber` (RFC 5280 §5.2.3).
    pub(super) number: Option<SerialNumber>,
    /// `deltaCRLIndicator`: the number of the complete CRL this one begins from (RFC 5280 §5.2.4).
    pub(super) base_number: Option<SerialNumber>,
    /// RFC 5280 §5.2.5.
    pub(super) issuing_point: Option<IssuingDistributionPoint>,
    /// RFC 5280 §5.2.1.
    pub(super) authority_key: Option<AuthorityKeyIdentifier>,
    /// `authorityKeyIdentifier` as encoded, to be compared between a CRL and its delta.
    pub(super) authority_key_der: Option<Box<[u8]>>,
    /// RFC 5280 §5.2.6.
    pub(super) freshest: Vec<DistributionPoint>,
    /// Where the certificate of the CRL's signer may be had (RFC 5280 §5.2.7).
    pub(super) ca_issuers: Vec<String>,
    /// `expiredCertsOnCRL`: certificates that expired from then on are kept on the list.
    pub(super) keeps_expired_since: Option<Timestamp>,
    /// A critical one that is not processed here.
    pub(super) unknown_critical: Option<ObjectIdentifier>,
}

impl CrlExtensions {
    /// `[0] EXPLICIT Extensions`; `issuer` is what relative names are relative to.
    pub(super) fn read(
        wrapper: &Element<'_>,
        issuer: &DistinguishedName,
    ) -> Result<Self, CertificateError> {
        let list = Element::only_as(wrapper.content, wrapper.content_offset(), asn1::SEQUENCE)?;
        let mut all = Self::default();
        for extension in read_list(&list)? {
            all.interpret(&extension, issuer)?;
        }
        Ok(all)
    }

    fn interpret(
        &mut self,
        extension: &RawExtension<'_>,
        issuer: &DistinguishedName,
    ) -> Result<(), CertificateError> {
        match extension.oid {
            // RFC 5280 §5.2.3: "a non-critical CRL extension". Made critical it is not the extension known here.
            CRL_NUMBER if extension.critical => {
                self.unknown_critical.get_or_insert(CRL_NUMBER);
            }
            CRL_NUMBER => self.number = Some(extension.read(number)?),
            DELTA_CRL_INDICATOR => self.base_number = Some(extension.read(number)?),
            ISSUING_DISTRIBUTION_POINT => {
                let point = extension.read(|body| IssuingDistributionPoint::read(body, issuer))?;
                self.issuing_point = Some(point);
            }
            extension_oids::AUTHORITY_KEY_IDENTIFIER => {
                self.authority_key = Some(extension.read(AuthorityKeyIdentifier::read)?);
                self.authority_key_der = Some(extension.value.content.into());
            }
            FRESHEST_CRL => {
                self.freshest = extension.read(|body| points::read_all(body, issuer))?;
            }
            EXPIRED_CERTS_ON_CRL => {
                self.keeps_expired_since = Some(extension.read(read_time)?);
            }
            // Addresses are hints: one that cannot be read is none.
            extension_oids::AUTHORITY_INFO_ACCESS => {
                self.ca_issuers = extension.read(points::ca_issuers).unwrap_or_default();
            }
            // Names of the issuer for people; nothing is decided by them (RFC 5280 §5.2.2).
            ISSUER_ALT_NAME => {}
            other if extension.critical => {
                self.unknown_critical.get_or_insert(other);
            }
            _ => {}
        }
        Ok(())
    }
}

/// `INTEGER (0..MAX)`.
fn number(element: &Element<'_>) -> Result<SerialNumber, CertificateError> {
    let number = SerialNumber::read(element)?;
    if number.is_negative() {
        return Err(element.error(Kind::Integer));
    }
    Ok(number)
}
