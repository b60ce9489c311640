//! Distribution points and their names (RFC 5280 §4.2.1.13).

use der::asn1::ObjectIdentifier;

use super::reasons::Reasons;
use crate::asn1::{self, Element, context, context_primitive};
use crate::certificate::{Certificate, DistinguishedName, extension_oids};
use crate::error::{CertificateError, CertificateErrorKind as Kind};

/// ```text
/// DistributionPoint ::= SEQUENCE {
///     distributionPoint [0] DistributionPointName OPTIONAL,
///     reasons           [1] ReasonFlags OPTIONAL,
///     cRLIssuer         [2] GeneralNames OPTIONAL }
/// ```
#[derive(Clone, Debug)]
pub(super) struct DistributionPoint {
    pub(super) names: Option<Vec<PointName>>,
    pub(super) reasons: Option<Reasons>,
    pub(super) crl_issuers: Option<Vec<PointName>>,
}

/// A general name, as far as points are compared by it.
#[derive(Clone, Debug)]
pub(super) enum PointName {
    Directory(DistinguishedName),
    Uri(String),
    /// Any other: identifier octet and contents.
    Other(u8, Box<[u8]>),
}

impl PointName {
    fn read(element: &Element<'_>) -> Result<Self, CertificateError> {
        if element.tag == context(4) {
            let inner = Element::only(element.content, element.content_offset())?;
            return DistinguishedName::read(&inner).map(Self::Directory);
        }
        if element.tag == context_primitive(6) {
            return Ok(Self::Uri(
                String::from_utf8_lossy(element.content).into_owned(),
            ));
        }
        Ok(Self::Other(element.tag, element.content.into()))
    }

    /// `GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName`, given an IMPLICIT one.
    pub(super) fn read_all(list: &Element<'_>) -> Result<Vec<Self>, CertificateError> {
        let mut members = list.children();
        let mut names = vec![Self::read(&members.any()?)?];
        while !members.is_empty() {
            names.push(Self::read(&members.any()?)?);
        }
        Ok(names)
    }

    pub(super) fn directory(&self) -> Option<&DistinguishedName> {
        match self {
            Self::Directory(name) => Some(name),
            _ => None,
        }
    }
}

/// Directory names by RFC 5280 §7.1, addresses by §7.4, others as encoded.
impl PartialEq for PointName {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Directory(one), Self::Directory(other)) => one == other,
            (Self::Uri(one), Self::Uri(other)) => comparable(one) == comparable(other),
            (Self::Other(tag, one), Self::Other(other_tag, other)) => {
                tag == other_tag && one == other
            }
            _ => false,
        }
    }
}

impl Eq for PointName {}

/// RFC 5280 §7.4: "the scheme and host are case-insensitive … the remaining … are case-sensitive".
fn comparable(uri: &str) -> (String, &str) {
    let end = uri.find("://").map_or(0, |scheme| {
        let host = scheme + 3;
        let rest = uri.get(host..).unwrap_or_default();
        host + rest.find('/').unwrap_or(rest.len())
    });
    let (head, rest) = uri.split_at_checked(end).unwrap_or(("", uri));
    (head.to_ascii_lowercase(), rest)
}

/// `DistributionPointName ::= CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] RelativeDistinguishedName }`,
/// given what wraps it.
pub(super) fn name(
    wrapper: &Element<'_>,
    issuer: &DistinguishedName,
) -> Result<Vec<PointName>, CertificateError> {
    let choice = Element::only(wrapper.content, wrapper.content_offset())?;
    match choice.tag {
        tag if tag == context(0) => PointName::read_all(&choice),
        tag if tag == context(1) => Ok(vec![relative(&choice, issuer)?]),
        found => Err(choice.error(Kind::UnexpectedTag {
            expected: context(0),
            found,
        })),
    }
}

/// The full name: that of the issuer with one part more.
fn relative(part: &Element<'_>, issuer: &DistinguishedName) -> Result<PointName, CertificateError> {
    let parts = Element::only_as(issuer.der(), 0, asn1::SEQUENCE)?.content;
    let part_der = wrapped(asn1::SET, part.content).ok_or(part.error(Kind::Encoding))?;
    let der = wrapped(asn1::SEQUENCE, &[parts, &part_der].concat());
    let der = der.ok_or(part.error(Kind::Encoding))?;
    let name = DistinguishedName::from_der(&der).map_err(|error| part.error(error.kind))?;
    Ok(PointName::Directory(name))
}

/// Identifier, length, contents.
fn wrapped(tag: u8, content: &[u8]) -> Option<Vec<u8>> {
    use der::{Encode, Length};
    let length = Length::try_from(content.len()).ok()?.to_der().ok()?;
    Some([&[tag], length.as_slice(), content].concat())
}

/// `CRLDistributionPoints ::= SEQUENCE SIZE (1..MAX) OF DistributionPoint`; `issuer` is the certificate's or CRL's.
pub(super) fn read_all(
    body: &Element<'_>,
    issuer: &DistinguishedName,
) -> Result<Vec<DistributionPoint>, CertificateError> {
    let mut members = body.expect_tag(asn1::SEQUENCE)?.children();
    let mut points = Vec::new();
    while !members.is_empty() {
        points.push(read(&members.any()?, issuer)?);
    }
    Ok(points)
}

fn read(
    element: &Element<'_>,
    issuer: &DistinguishedName,
) -> Result<DistributionPoint, CertificateError> {
    let mut fields = element.expect_tag(asn1::SEQUENCE)?.children();
    let wrapper = fields.optional(context(0))?;
    let reasons = fields
        .optional(context_primitive(1))?
        .map(|element| Reasons::read(&element))
        .transpose()?;
    let crl_issuers = fields
        .optional(context(2))?
        .map(|list| PointName::read_all(&list))
        .transpose()?;
    fields.finish()?;
    // "relative to the CRL issuer": the one named here, else the issuer of the certificate
    let named = crl_issuers.iter().flatten().find_map(PointName::directory);
    let names = wrapper
        .map(|wrapper| name(&wrapper, named.unwrap_or(issuer)))
        .transpose()?;
    Ok(DistributionPoint {
        names,
        reasons,
        crl_issuers,
    })
}

/// Where the CRLs for a certificate are. One that cannot be read says nothing: it is not critical (RFC 5280
/// §4.2.1.13), and the certificate's issuer may still have a CRL for all its certificates.
pub(super) fn of(certificate: &Certificate) -> Vec<DistributionPoint> {
    let read = |body: Element<'_>| read_all(&body, certificate.issuer());
    certificate
        .read_extension(&extension_oids::CRL_DISTRIBUTION_POINTS, read)
        .ok()
        .flatten()
        .unwrap_or_default()
}

/// RFC 5280 §6.3.3: for CRLs "not specified in a distribution point but issued by the certificate issuer … assume a DP
/// with both the reasons and the cRLIssuer fields omitted and a distribution point name of the certificate issuer".
pub(super) fn assumed(certificate: &Certificate) -> DistributionPoint {
    DistributionPoint {
        names: Some(vec![PointName::Directory(certificate.issuer().clone())]),
        reasons: None,
        crl_issuers: None,
    }
}

/// `id-ad-caIssuers`.
const CA_ISSUERS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.2");

/// `AuthorityInfoAccessSyntax ::= SEQUENCE OF SEQUENCE { accessMethod, accessLocation GeneralName }`: where certificates
/// of the issuer are.
pub(super) fn ca_issuers(body: &Element<'_>) -> Result<Vec<String>, CertificateError> {
    let mut members = body.expect_tag(asn1::SEQUENCE)?.children();
    let mut found = Vec::new();
    while !members.is_empty() {
        let mut fields = members.expect(asn1::SEQUENCE)?.children();
        let is_issuer = fields.any()?.object_identifier()? == CA_ISSUERS;
        if let (true, PointName::Uri(uri)) = (is_issuer, PointName::read(&fields.any()?)?) {
            found.push(uri);
        }
    }
    Ok(found)
}

/// The addresses among the names.
pub(super) fn addresses(points: &[DistributionPoint]) -> Vec<String> {
    let names = points.iter().filter_map(|point| point.names.as_ref());
    let uri = |name: &PointName| match name {
        PointName::Uri(uri) => Some(uri.clone()),
        _ => None,
    };
    names.flatten().filter_map(uri).collect()
}
