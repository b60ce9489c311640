//! Whether the file holds all that validating a certificate needs (EN 319 142-1 §6.3, B-LT): the certificates up to a root, and revocation
//! data for each below it, and the same for who signed those data. Told by structure: nothing here is trusted.

use std::collections::BTreeSet;

use cert_path::Certificate;
use const_oid::ObjectIdentifier;

use super::holdings::{Fingerprint, Holdings, Responder};
use super::missing::{MissingForLevel, MissingPart};
use crate::report::Level;

/// What one certificate and those above it lack.
pub(super) struct Completeness<'h, 'e> {
    holdings: &'h Holdings<'e>,
    /// The revocation data that count.
    in_force: &'h BTreeSet<Fingerprint>,
    seen: BTreeSet<Fingerprint>,
    missing: Vec<MissingForLevel>,
}

/// Certificates looked at for one signature: three chains of ten with a responder each.
pub(super) const CERTIFICATES: usize = 60;

impl<'h, 'e> Completeness<'h, 'e> {
    pub(super) fn new(holdings: &'h Holdings<'e>, in_force: &'h BTreeSet<Fingerprint>) -> Self {
        Self {
            holdings,
            in_force,
            seen: BTreeSet::new(),
            missing: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> Vec<MissingForLevel> {
        self.missing
    }

    /// Looks at a certificate and all above it.
    pub(super) fn of(&mut self, certificate: &Certificate) {
        let mut next = Some(certificate.clone());
        while let Some(certificate) = next {
            if self.seen.len() >= CERTIFICATES || !self.seen.insert(certificate.fingerprint()) {
                return;
            }
            next = self.one(&certificate);
        }
    }

    /// Looks at one; the next is the one above it.
    fn one(&mut self, certificate: &Certificate) -> Option<Certificate> {
        if self.is_top(certificate) {
            return None;
        }
        let inside = self.holdings.issuer_of(certificate);
        let issuer = inside.or_else(|| self.holdings.known_issuer_of(certificate));
        let has_data = is_never_revoked(certificate) || self.has_data(certificate, issuer);
        if !has_data {
            self.lacks(MissingPart::RevocationData, certificate);
        }
        match (inside, issuer) {
            (Some(issuer), _) => Some(issuer.clone()),
            // EN 319 142-1 §6.3: the certificates up to the trust anchor; the anchor itself may stay outside.
            (None, Some(issuer)) if issuer.is_self_issued() => None,
            (None, Some(issuer)) => {
                self.lacks(MissingPart::IssuerCertificate, certificate);
                Some(issuer.clone())
            }
            // It may be a root that stays outside; without data nobody of it has been here.
            (None, None) => {
                if !has_data {
                    self.lacks(MissingPart::IssuerCertificate, certificate);
                }
                None
            }
        }
    }

    /// Nothing above it is asked for: a root, which nobody could revoke (RFC 5280 §6.1); an anchor; without anchors a CA above which nobody
    /// is known, for it may be one (EN 319 142-1 §6.3 asks for the path up to the anchor).
    fn is_top(&self, certificate: &Certificate) -> bool {
        if self.holdings.is_anchor(certificate) {
            return true;
        }
        if certificate.is_self_issued() {
            return self.holdings.signed(certificate, certificate);
        }
        let is_ca = certificate.basic_constraints().is_some_and(|one| one.is_ca);
        is_ca
            && !self.holdings.has_anchors()
            && self.holdings.known_issuer_of(certificate).is_none()
    }

    fn lacks(&mut self, what: MissingPart, certificate: &Certificate) {
        let missing = MissingForLevel::about(Level::BLT, what, certificate.clone());
        self.missing.push(missing);
    }

    /// Whether data speak of it; then also looks at who signed them.
    fn has_data(&mut self, certificate: &Certificate, issuer: Option<&Certificate>) -> bool {
        if self.holdings.has_crl(certificate, self.in_force) {
            return true;
        }
        let answers = self.holdings.answers(certificate, issuer, self.in_force);
        let (mut delegate, mut unsigned) = (None, false);
        for answered in answers {
            match self.holdings.responder(answered, issuer) {
                Responder::Issuer => return true,
                Responder::Delegate(certificate) if needs_no_data(certificate) => return true,
                Responder::Delegate(certificate) => delegate = Some(certificate.clone()),
                Responder::Unknown => unsigned = true,
            }
        }
        match delegate {
            Some(delegate) => self.of(&delegate),
            None if unsigned => self.lacks(MissingPart::ResponderCertificate, certificate),
            None => return false,
        }
        true
    }
}

/// A responder whose revocation nobody can ask (docs/decisions/0017).
pub(super) fn needs_no_data(delegate: &Certificate) -> bool {
    let names_nobody =
        delegate.aia_ocsp().is_empty() && delegate.crl_distribution_points().is_empty();
    is_never_revoked(delegate) || names_nobody
}

/// Its issuer says that it will never be on a list: a responder's (RFC 6960 §4.2.2.2.1), a short-lived one (RFC 9608 §2; EN 319 412-1
/// §5.2, validity assured).
pub(super) fn is_never_revoked(certificate: &Certificate) -> bool {
    [NO_CHECK, NO_REVOCATION_AVAILABLE, SHORT_TERM]
        .iter()
        .any(|oid| certificate.extension(oid).is_some())
}

const NO_CHECK: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.5");
const NO_REVOCATION_AVAILABLE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.56");
const SHORT_TERM: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.4.0.194121.2.1");
