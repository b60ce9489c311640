//! What a certificate must be to certify another (RFC 5280 §6.1.4 (k) to (o)).

use der::asn1::ObjectIdentifier;

use crate::anchor::TrustAnchor;
use crate::certificate::{Certificate, extension_oids as oids};
use crate::failure::{KeyUsageReason, PathReason};
use crate::revocation::RevocationMode;

/// §6.1.4 (k): version 3 with basicConstraints and cA. Version 1 and 2 certificates are never CAs here: nothing
/// "out of band" says so.
pub(super) fn is_ca(certificate: &Certificate) -> Result<(), PathReason> {
    let constraints = certificate
        .basic_constraints()
        .filter(|_| certificate.version() == 3);
    if constraints.is_some_and(|constraints| constraints.is_ca) {
        Ok(())
    } else {
        Err(PathReason::NotACa)
    }
}

/// `max_path_length` of §6.1.2 (k); `None` is no limit but that of the budget.
#[derive(Clone, Copy, Debug)]
pub(super) struct MaxPathLength(Option<u32>);

impl MaxPathLength {
    /// RFC 5937 §3.2: the pathLenConstraint of the anchor's certificate, or the caller's own if that is less.
    pub(super) fn initial(anchor: &TrustAnchor, certificate: &Certificate) -> Self {
        Self(anchor.path_length()).narrowed(certificate)
    }

    fn narrowed(self, certificate: &Certificate) -> Self {
        let own = certificate
            .basic_constraints()
            .and_then(|constraints| constraints.path_length);
        Self(match (self.0, own) {
            (Some(left), Some(own)) => Some(left.min(own)),
            (left, own) => left.or(own),
        })
    }

    /// §6.1.4 (l), (m): self-issued certificates do not count.
    pub(super) fn count(&mut self, certificate: &Certificate) -> Result<(), PathReason> {
        if !certificate.is_self_issued() {
            self.0 = match self.0 {
                Some(0) => return Err(PathReason::PathTooLong),
                Some(length) => Some(length - 1),
                None => None,
            };
        }
        *self = self.narrowed(certificate);
        Ok(())
    }
}

/// §6.1.4 (n).
pub(super) fn key_cert_sign(certificate: &Certificate) -> Result<(), PathReason> {
    match certificate.key_usage() {
        Some(usage) if !usage.key_cert_sign() => Err(PathReason::KeyUsage(
            KeyUsageReason::NoCertificateSigning(usage),
        )),
        _ => Ok(()),
    }
}

/// Extensions that are processed, so that their being critical is no obstacle.
const PROCESSED: &[ObjectIdentifier] = &[
    oids::KEY_USAGE,
    oids::BASIC_CONSTRAINTS,
    oids::EXTENDED_KEY_USAGE,
    oids::SUBJECT_KEY_IDENTIFIER,
    oids::AUTHORITY_KEY_IDENTIFIER,
    oids::SUBJECT_ALT_NAME,
    oids::CERTIFICATE_POLICIES,
    oids::POLICY_MAPPINGS,
    oids::POLICY_CONSTRAINTS,
    oids::INHIBIT_ANY_POLICY,
    oids::NAME_CONSTRAINTS,
];

/// Processed where CRLs are (§6.3.3 (a), (b)).
const PROCESSED_WITH_REVOCATION: &[ObjectIdentifier] =
    &[oids::CRL_DISTRIBUTION_POINTS, oids::FRESHEST_CRL];

/// §6.1.4 (o), §6.1.5 (f).
pub(super) fn critical_extensions(
    certificate: &Certificate,
    revocation: RevocationMode,
) -> Result<(), PathReason> {
    let is_processed = |oid: &ObjectIdentifier| {
        PROCESSED.contains(oid)
            || (revocation != RevocationMode::Skip && PROCESSED_WITH_REVOCATION.contains(oid))
    };
    let unknown = certificate
        .extensions()
        .find(|extension| extension.critical && !is_processed(&extension.oid));
    unknown.map_or(Ok(()), |extension| {
        Err(PathReason::UnknownCriticalExtension(extension.oid))
    })
}
