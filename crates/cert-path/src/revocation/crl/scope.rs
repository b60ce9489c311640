//! Does a CRL speak of a certificate, and of which reasons (RFC 5280 §6.3.3 (b), (d))?

use super::Crl;
use super::issuing_point::IssuingDistributionPoint;
use super::points::{self, DistributionPoint, PointName};
use super::reasons::Reasons;
use crate::certificate::{Certificate, DistinguishedName, extension_oids};

/// What one certificate says of its CRLs.
pub(super) struct Points<'c> {
    certificate: &'c Certificate,
    named: Vec<DistributionPoint>,
    assumed: DistributionPoint,
}

/// How far a CRL speaks of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Coverage {
    /// Reasons for which its silence shows that the certificate is not revoked.
    pub(super) silence: Reasons,
}

impl<'c> Points<'c> {
    pub(super) fn of(certificate: &'c Certificate) -> Self {
        Self {
            certificate,
            named: points::of(certificate),
            assumed: points::assumed(certificate),
        }
    }

    /// Names under which CRLs for the certificate are issued: its own issuer's, and those its points name.
    pub(super) fn issuers(&self) -> Vec<&DistinguishedName> {
        let named = self.named.iter().flat_map(|point| &point.crl_issuers);
        let mut issuers = vec![self.certificate.issuer()];
        for name in named.flatten().filter_map(PointName::directory) {
            if !issuers.contains(&name) {
                issuers.push(name);
            }
        }
        issuers
    }

    /// The certificate's own points say that `name` issues CRLs for it.
    pub(super) fn delegates_to(&self, name: &DistinguishedName) -> bool {
        let named = self.named.iter().flat_map(|point| &point.crl_issuers);
        named
            .flatten()
            .any(|issuer| issuer.directory() == Some(name))
    }

    /// RFC 5280 §6.3.3 (b) and (d) over all points of the certificate, and the one assumed for CRLs that are in none.
    /// `None`: the CRL says nothing of the certificate.
    pub(super) fn coverage(&self, crl: &Crl) -> Option<Coverage> {
        let points = self.named.iter().chain([&self.assumed]);
        let reasons = points.filter_map(|point| self.reasons_by(point, crl));
        let all = reasons.reduce(Reasons::or)?;
        let silence = if self.silence_counts(crl) {
            all
        } else {
            Reasons::NONE
        };
        Some(Coverage { silence })
    }

    fn reasons_by(&self, point: &DistributionPoint, crl: &Crl) -> Option<Reasons> {
        let issuing = crl.inner.head.extensions.issuing_point.as_ref();
        let in_scope = self.issuer_fits(point, crl)
            && issuing.is_none_or(|issuing| {
                let named = name_fits(point, issuing) || self.is_only_addressed(issuing);
                named && self.kind_fits(issuing)
            });
        in_scope.then(|| interim_reasons(point, issuing))
    }

    /// (b)(1): "If the DP includes cRLIssuer, then verify that the issuer field in the complete CRL matches cRLIssuer in
    /// the DP and that the complete CRL contains an issuing distribution point extension with the indirectCRL boolean
    /// asserted. Otherwise, verify that the CRL issuer matches the certificate issuer."
    fn issuer_fits(&self, point: &DistributionPoint, crl: &Crl) -> bool {
        match &point.crl_issuers {
            Some(names) => {
                let named = names.iter().filter_map(PointName::directory);
                crl.is_indirect() && named.into_iter().any(|name| name == crl.issuer())
            }
            None => crl.issuer() == self.certificate.issuer(),
        }
    }

    /// A tolerance (docs/decisions/0012): a certificate that names no point at all, and a CRL of its issuer for all
    /// reasons whose names are nothing but addresses. RFC 5280 §6.3.3 compares them with the issuer's name and finds
    /// the certificate out of scope. But an address says where a list lies, and an issuer who splits his lists by
    /// address must name the right one in the certificate (§5.2.5).
    fn is_only_addressed(&self, issuing: &IssuingDistributionPoint) -> bool {
        let points = self
            .certificate
            .extension(&extension_oids::CRL_DISTRIBUTION_POINTS);
        let names = issuing.names.iter().flatten();
        points.is_none()
            && !issuing.indirect
            && issuing.only_reasons.is_none()
            && names
                .into_iter()
                .all(|name| matches!(name, PointName::Uri(_)))
    }

    /// (b)(2)(ii), (iii), (iv). A certificate of version 1 has no basicConstraints to say which it is: it is in neither
    /// list.
    fn kind_fits(&self, issuing: &IssuingDistributionPoint) -> bool {
        let constraints = self.certificate.basic_constraints();
        let is_ca = constraints.is_some_and(|constraints| constraints.is_ca);
        let tells = self.certificate.version() == 3;
        !issuing.only_attribute
            && (!issuing.only_user || (tells && !is_ca))
            && (!issuing.only_ca || (tells && is_ca))
    }

    /// Stricter than RFC 5280 in two cases, where a list that has the certificate counts and one that does not proves
    /// nothing. The certificate leaves its revocation to other issuers at every point: a list of its own issuer need not
    /// have it. And an indirect CRL at a point of the certificate that does not say who issues it (BoringSSL refuses
    /// both, too); with no point named, RFC 5280 §6.3.3's assumed one reads it.
    fn silence_counts(&self, crl: &Crl) -> bool {
        if self.named.is_empty() || self.delegates_to(crl.issuer()) {
            return true;
        }
        let all_delegated = self.named.iter().all(|point| point.crl_issuers.is_some());
        !all_delegated && !crl.is_indirect()
    }
}

/// (b)(2)(i): one name of the issuing distribution point is one of the certificate's; when the certificate's point has no
/// name, one of its cRLIssuer.
fn name_fits(point: &DistributionPoint, issuing: &IssuingDistributionPoint) -> bool {
    let Some(issued_for) = &issuing.names else {
        return true;
    };
    let wanted = point.names.as_ref().or(point.crl_issuers.as_ref());
    wanted.is_some_and(|wanted| wanted.iter().any(|name| issued_for.contains(name)))
}

/// (d): the reasons of both, of the one that has any, or all.
fn interim_reasons(
    point: &DistributionPoint,
    issuing: Option<&IssuingDistributionPoint>,
) -> Reasons {
    let of_crl = issuing.and_then(|issuing| issuing.only_reasons);
    let of_point = point.reasons.unwrap_or(Reasons::ALL);
    of_crl.unwrap_or(Reasons::ALL).and(of_point)
}
