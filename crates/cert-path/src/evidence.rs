//! What a verdict may be based on. Nothing in it is trusted.

use std::collections::HashSet;

use crate::certificate::Certificate;

/// Certificates and revocation data, from the document, from files, from the network.
///
/// Adding the same thing twice keeps one. CRLs and OCSP responses are kept as DER and not read yet.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    certificates: Distinct<Certificate>,
    crls: Distinct<Vec<u8>>,
    ocsp_responses: Distinct<Vec<u8>>,
}

impl Evidence {
    /// Nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Untrusted certificates, in the order they came.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates.items
    }

    /// `CertificateList` DER (RFC 5280 §5.1).
    #[must_use]
    pub fn crls(&self) -> &[Vec<u8>] {
        &self.crls.items
    }

    /// `OCSPResponse` DER (RFC 6960 §4.2.1).
    #[must_use]
    pub fn ocsp_responses(&self) -> &[Vec<u8>] {
        &self.ocsp_responses.items
    }

    /// Adds a certificate; whether it was new.
    pub fn add_certificate(&mut self, certificate: Certificate) -> bool {
        self.certificates.add(certificate)
    }

    /// Adds certificates.
    pub fn add_certificates(&mut self, certificates: impl IntoIterator<Item = Certificate>) {
        certificates.into_iter().for_each(|certificate| {
            self.add_certificate(certificate);
        });
    }

    /// Adds a CRL; whether it was new.
    pub fn add_crl(&mut self, der: Vec<u8>) -> bool {
        self.crls.add(der)
    }

    /// Adds an OCSP response; whether it was new.
    pub fn add_ocsp_response(&mut self, der: Vec<u8>) -> bool {
        self.ocsp_responses.add(der)
    }

    /// Adds all that another has.
    pub fn merge(&mut self, other: Self) {
        self.add_certificates(other.certificates.items);
        other.crls.items.into_iter().for_each(|der| {
            self.add_crl(der);
        });
        other.ocsp_responses.items.into_iter().for_each(|der| {
            self.add_ocsp_response(der);
        });
    }

    /// Whether there is any CRL or OCSP response.
    #[must_use]
    pub fn has_revocation_data(&self) -> bool {
        !self.crls.items.is_empty() || !self.ocsp_responses.items.is_empty()
    }
}

impl Extend<Certificate> for Evidence {
    fn extend<I: IntoIterator<Item = Certificate>>(&mut self, certificates: I) {
        self.add_certificates(certificates);
    }
}

/// A list without repetitions, in order of arrival; equality is found by hash, so that a bag of ten thousand
/// costs ten thousand steps.
#[derive(Clone, Debug)]
struct Distinct<T> {
    items: Vec<T>,
    seen: HashSet<T>,
}

impl<T> Default for Distinct<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            seen: HashSet::new(),
        }
    }
}

impl<T: Clone + Eq + core::hash::Hash> Distinct<T> {
    fn add(&mut self, item: T) -> bool {
        let new = self.seen.insert(item.clone());
        if new {
            self.items.push(item);
        }
        new
    }
}
