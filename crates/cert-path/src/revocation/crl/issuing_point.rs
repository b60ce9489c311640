//! What a CRL is about: its issuing distribution point (RFC 5280 §5.2.5).

use super::points::{PointName, name};
use super::reasons::Reasons;
use crate::asn1::{self, Element, Elements, context, context_primitive};
use crate::certificate::DistinguishedName;
use crate::error::{CertificateError, CertificateErrorKind as Kind};

/// ```text
/// IssuingDistributionPoint ::= SEQUENCE {
///     distributionPoint          [0] DistributionPointName OPTIONAL,
///     onlyContainsUserCerts      [1] BOOLEAN DEFAULT FALSE,
///     onlyContainsCACerts        [2] BOOLEAN DEFAULT FALSE,
///     onlySomeReasons            [3] ReasonFlags OPTIONAL,
///     indirectCRL                [4] BOOLEAN DEFAULT FALSE,
///     onlyContainsAttributeCerts [5] BOOLEAN DEFAULT FALSE }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IssuingDistributionPoint {
    pub(super) names: Option<Vec<PointName>>,
    pub(super) only_user: bool,
    pub(super) only_ca: bool,
    pub(super) only_reasons: Option<Reasons>,
    pub(super) indirect: bool,
    pub(super) only_attribute: bool,
}

impl IssuingDistributionPoint {
    pub(super) fn read(
        element: &Element<'_>,
        issuer: &DistinguishedName,
    ) -> Result<Self, CertificateError> {
        let mut fields = element.expect_tag(asn1::SEQUENCE)?.children();
        // "Conforming CRLs issuers MUST NOT issue CRLs where the DER encoding … is an empty sequence."
        if fields.is_empty() {
            return Err(element.error(Kind::EmptyList));
        }
        let names = fields
            .optional(context(0))?
            .map(|point| name(&point, issuer))
            .transpose()?;
        let only_user = flag(&mut fields, 1)?;
        let only_ca = flag(&mut fields, 2)?;
        let only_reasons = fields
            .optional(context_primitive(3))?
            .map(|element| Reasons::read(&element))
            .transpose()?;
        let indirect = flag(&mut fields, 4)?;
        let only_attribute = flag(&mut fields, 5)?;
        fields.finish()?;
        let only = [only_user, only_ca, only_attribute];
        // "at most one of onlyContainsUserCerts, onlyContainsCACerts, and onlyContainsAttributeCerts"
        if only.iter().filter(|set| **set).count() > 1 {
            return Err(element.error(Kind::Boolean));
        }
        Ok(Self {
            names,
            only_user,
            only_ca,
            only_reasons,
            indirect,
            only_attribute,
        })
    }
}

/// `[number] IMPLICIT BOOLEAN DEFAULT FALSE`.
fn flag(fields: &mut Elements<'_>, number: u8) -> Result<bool, CertificateError> {
    let Some(element) = fields.optional(context_primitive(number))? else {
        return Ok(false);
    };
    Element {
        tag: asn1::BOOLEAN,
        ..element
    }
    .boolean()
}
