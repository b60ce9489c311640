//! Extensions that hold addresses and names: read when asked for.
//!
//! Here an unreadable one is the same as none: addresses are hints. Path validation reads names strictly, by
//! [`Certificate::alternative_names`].

use der::asn1::ObjectIdentifier;

use super::{GeneralName, oids};
use crate::asn1::{self, Element, context};
use crate::certificate::Certificate;
use crate::error::{CertificateError, CertificateErrorKind as Kind};

const CA_ISSUERS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.2");
/// RFC 5280 §4.2.1.15
const OCSP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1");

impl Certificate {
    /// Where the issuer's certificate may be had (RFC 5280 §4.2.2.1, `id-ad-caIssuers`).
    #[must_use]
    pub fn aia_ca_issuers(&self) -> Vec<String> {
        self.access_locations(&CA_ISSUERS)
    }

    /// Where the OCSP responder is (RFC 5280 §4.2.2.1, `id-ad-ocsp`).
    #[must_use]
    pub fn aia_ocsp(&self) -> Vec<String> {
        self.access_locations(&OCSP)
    }

    /// Where the CRLs are (RFC 5280 §4.2.1.13); only `fullName` URIs.
    #[must_use]
    pub fn crl_distribution_points(&self) -> Vec<String> {
        self.distribution_points(&oids::CRL_DISTRIBUTION_POINTS)
            .unwrap_or_default()
    }

    /// Where the delta CRLs are (RFC 5280 §4.2.1.15); only `fullName` URIs.
    #[must_use]
    pub fn freshest_crl(&self) -> Vec<String> {
        self.distribution_points(&oids::FRESHEST_CRL)
            .unwrap_or_default()
    }

    /// E-mail addresses of the subjectAltName (RFC 5280 §4.2.1.6, `rfc822Name`).
    #[must_use]
    pub fn subject_alt_emails(&self) -> Vec<String> {
        let names = self.alternative_names().unwrap_or_default();
        names
            .into_iter()
            .filter_map(|name| {
                if let GeneralName::Email(address) = name {
                    Some(address)
                } else {
                    None
                }
            })
            .collect()
    }

    /// Policy identifiers (RFC 5280 §4.2.1.4), without qualifiers.
    #[must_use]
    pub fn policies(&self) -> Vec<ObjectIdentifier> {
        self.policy_identifiers().unwrap_or_default()
    }

    /// `AuthorityInfoAccessSyntax ::= SEQUENCE OF SEQUENCE { accessMethod, accessLocation GeneralName }`.
    fn access_locations(&self, method: &ObjectIdentifier) -> Vec<String> {
        let read = |body: Element<'_>| {
            let mut members = body.expect_tag(asn1::SEQUENCE)?.children();
            let mut found = Vec::new();
            while !members.is_empty() {
                let mut fields = members.expect(asn1::SEQUENCE)?.children();
                let matches = fields.any()?.object_identifier()? == *method;
                if let (true, GeneralName::Uri(uri)) = (matches, GeneralName::read(&fields.any()?)?)
                {
                    found.push(uri);
                }
            }
            Ok(found)
        };
        self.read_extension(&oids::AUTHORITY_INFO_ACCESS, read)
            .ok()
            .flatten()
            .unwrap_or_default()
    }

    /// `DistributionPoint ::= SEQUENCE { distributionPoint [0] CHOICE { fullName [0] GeneralNames, … } OPTIONAL, … }`.
    fn distribution_points(&self, oid: &ObjectIdentifier) -> Result<Vec<String>, CertificateError> {
        let read = |body: Element<'_>| {
            let mut members = body.expect_tag(asn1::SEQUENCE)?.children();
            let mut found = Vec::new();
            while !members.is_empty() {
                let mut fields = members.expect(asn1::SEQUENCE)?.children();
                let Some(point) = fields.optional(context(0))? else {
                    continue;
                };
                let Some(full_name) = point.children().optional(context(0))? else {
                    continue;
                };
                for name in GeneralName::read_all(full_name.children())? {
                    if let GeneralName::Uri(uri) = name {
                        found.push(uri);
                    }
                }
            }
            Ok(found)
        };
        Ok(self.read_extension(oid, read)?.unwrap_or_default())
    }

    /// `certificatePolicies ::= SEQUENCE SIZE (1..MAX) OF PolicyInformation`; strict.
    pub(crate) fn policy_identifiers(&self) -> Result<Vec<ObjectIdentifier>, CertificateError> {
        let read = |body: Element<'_>| {
            let mut members = body.expect_tag(asn1::SEQUENCE)?.children();
            let mut found = Vec::new();
            while !members.is_empty() {
                found.push(
                    members
                        .expect(asn1::SEQUENCE)?
                        .children()
                        .any()?
                        .object_identifier()?,
                );
            }
            Ok(found)
        };
        Ok(self
            .read_extension(&oids::CERTIFICATE_POLICIES, read)?
            .unwrap_or_default())
    }

    /// The subjectAltName, strictly: unreadable is an error.
    pub(crate) fn alternative_names(&self) -> Result<Vec<GeneralName>, CertificateError> {
        let read =
            |body: Element<'_>| GeneralName::read_all(body.expect_tag(asn1::SEQUENCE)?.children());
        Ok(self
            .read_extension(&oids::SUBJECT_ALT_NAME, read)?
            .unwrap_or_default())
    }

    /// Reads the body of an extension, if it is there.
    pub(crate) fn read_extension<'a, T>(
        &'a self,
        oid: &ObjectIdentifier,
        read: impl FnOnce(Element<'a>) -> Result<T, CertificateError>,
    ) -> Result<Option<T>, CertificateError> {
        let Some(extension) = self.extension(oid) else {
            return Ok(None);
        };
        let body = Element::only(extension.value, extension.offset);
        let parsed = body.and_then(read);
        parsed.map(Some).map_err(|error| CertificateError {
            kind: Kind::Extension(*oid),
            offset: error.offset,
        })
    }
}
