//! What a verdict may be based on. Nothing in it is trusted.

#[cfg(feature = "serde")]
mod json;
mod local_report;
mod origin;

use std::collections::HashMap;

#[cfg(feature = "serde")]
pub use json::{EvidenceError, EvidenceFile, Judged};
pub use local_report::{LocalReport, ReportedBecause, ReportedCertificate};
pub use origin::Origin;

use crate::certificate::Certificate;
use crate::provider::sha256;
use crate::revocation::{Crl, OcspResponse};

/// Certificates, revocation data and timestamps, from the document, from files, from the network.
///
/// Adding the same thing twice keeps one, with the origin it had first.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    certificates: Vec<Certificate>,
    crls: Vec<Crl>,
    ocsp_responses: Vec<OcspResponse>,
    timestamps: Vec<Vec<u8>>,
    local_reports: Vec<LocalReport>,
    /// By kind and the SHA-256 of the bytes: what is there, and where it came from. A token is not read here: bytes of a
    /// CRL given as one must not make the CRL disappear.
    origins: HashMap<(Kind, [u8; 32]), Origin>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Certificate,
    Crl,
    Ocsp,
    Timestamp,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Certificate, Self::Crl, Self::Ocsp, Self::Timestamp];
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
        &self.certificates
    }

    /// CRLs, in the order they came.
    #[must_use]
    pub fn crls(&self) -> &[Crl] {
        &self.crls
    }

    /// OCSP responses, in the order they came.
    #[must_use]
    pub fn ocsp_responses(&self) -> &[OcspResponse] {
        &self.ocsp_responses
    }

    /// RFC 3161 tokens as DER. This crate keeps them, for replaying a verdict, and does not read them.
    #[must_use]
    pub fn timestamps(&self) -> &[Vec<u8>] {
        &self.timestamps
    }

    /// Certificates that someone of the house reported lost or exposed.
    #[must_use]
    pub fn local_reports(&self) -> &[LocalReport] {
        &self.local_reports
    }

    /// Where an object with this SHA-256 came from; `None` when it is not here.
    #[must_use]
    pub fn origin(&self, fingerprint: &[u8; 32]) -> Option<&Origin> {
        let mut kinds = Kind::ALL.into_iter();
        kinds.find_map(|kind| self.origins.get(&(kind, *fingerprint)))
    }

    /// Adds a certificate; whether it was new.
    pub fn add_certificate(&mut self, certificate: Certificate, origin: Origin) -> bool {
        let new = self.is_new(Kind::Certificate, certificate.fingerprint(), origin);
        if new {
            self.certificates.push(certificate);
        }
        new
    }

    /// Adds certificates of one origin.
    pub fn add_certificates(
        &mut self,
        certificates: impl IntoIterator<Item = Certificate>,
        origin: &Origin,
    ) {
        certificates.into_iter().for_each(|certificate| {
            self.add_certificate(certificate, origin.clone());
        });
    }

    /// Adds a CRL; whether it was new.
    pub fn add_crl(&mut self, crl: Crl, origin: Origin) -> bool {
        let new = self.is_new(Kind::Crl, crl.fingerprint(), origin);
        if new {
            self.crls.push(crl);
        }
        new
    }

    /// Adds an OCSP response; whether it was new.
    pub fn add_ocsp_response(&mut self, response: OcspResponse, origin: Origin) -> bool {
        let new = self.is_new(Kind::Ocsp, sha256(response.der()), origin);
        if new {
            self.ocsp_responses.push(response);
        }
        new
    }

    /// Adds an RFC 3161 token; whether it was new.
    pub fn add_timestamp(&mut self, der: Vec<u8>, origin: Origin) -> bool {
        let new = self.is_new(Kind::Timestamp, sha256(&der), origin);
        if new {
            self.timestamps.push(der);
        }
        new
    }

    /// Adds a report of the house; whether it was new.
    pub fn add_local_report(&mut self, report: LocalReport) -> bool {
        let new = !self.local_reports.contains(&report);
        if new {
            self.local_reports.push(report);
        }
        new
    }

    /// Adds all that another has, with its origins.
    pub fn merge(&mut self, other: Self) {
        let origin = |kind: Kind, fingerprint: [u8; 32]| {
            let known = other.origins.get(&(kind, fingerprint));
            known.cloned().unwrap_or_default()
        };
        for certificate in other.certificates {
            let origin = origin(Kind::Certificate, certificate.fingerprint());
            self.add_certificate(certificate, origin);
        }
        for crl in other.crls {
            let origin = origin(Kind::Crl, crl.fingerprint());
            self.add_crl(crl, origin);
        }
        for response in other.ocsp_responses {
            let origin = origin(Kind::Ocsp, sha256(response.der()));
            self.add_ocsp_response(response, origin);
        }
        for token in other.timestamps {
            let origin = origin(Kind::Timestamp, sha256(&token));
            self.add_timestamp(token, origin);
        }
        for report in other.local_reports {
            self.add_local_report(report);
        }
    }

    /// Whether there is any CRL or OCSP response.
    #[must_use]
    pub fn has_revocation_data(&self) -> bool {
        !self.crls.is_empty() || !self.ocsp_responses.is_empty()
    }

    fn is_new(&mut self, kind: Kind, fingerprint: [u8; 32], origin: Origin) -> bool {
        use std::collections::hash_map::Entry;
        match self.origins.entry((kind, fingerprint)) {
            Entry::Occupied(_) => false,
            Entry::Vacant(place) => {
                place.insert(origin);
                true
            }
        }
    }
}
