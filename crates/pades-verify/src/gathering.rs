//! All that a verdict may rest on: what the caller brings, the file's stores, and what the containers carry.

use cades::{ParsedContainer, TimestampToken};
use cert_path::{Certificate, Crl, Evidence, OcspResponse, Origin};

use crate::integrity::Container;
use crate::material::Stores;
use crate::signed_file::Examined;

/// Everything at hand, and where in the file it stands.
#[derive(Debug)]
pub(crate) struct Gathered {
    pub(crate) evidence: Evidence,
    /// What a document time-stamp may prove to exist.
    pub(crate) held: Vec<Held>,
    /// For each signature: how much of its container cannot be read.
    pub(crate) unreadable: Vec<usize>,
}

/// A certificate or a piece of revocation data in the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    /// SHA-256 of it.
    pub(crate) fingerprint: [u8; 32],
    /// The first revision whose document time-stamp covers it.
    pub(crate) covered_from: usize,
}

/// Gathers; at most `limit` time-stamp tokens of each container are opened.
pub(crate) fn gather(
    given: &Evidence,
    stores: &Stores,
    examined: &[Examined],
    limit: usize,
) -> Gathered {
    let mut evidence = given.clone();
    evidence.merge(stores.evidence.clone());
    let mut gathered = Gathered {
        evidence,
        held: stores.held.clone(),
        unreadable: Vec::with_capacity(examined.len()),
    };
    for one in examined {
        let mut carried = Carried::default();
        if let Some(container) = &one.container {
            carried.read(container, limit);
        }
        gathered.unreadable.push(carried.unreadable);
        // Its own contents are the gap of a signature: only a later revision's time-stamp covers them.
        if let Some(coverage) = one.coverage.proven() {
            let covered_from = coverage.revision() + 1;
            let fingerprints = carried.fingerprints.into_iter();
            gathered.held.extend(fingerprints.map(|fingerprint| Held {
                fingerprint,
                covered_from,
            }));
        }
        gathered.evidence.merge(carried.evidence);
    }
    gathered
}

/// What one container carries.
#[derive(Default)]
struct Carried {
    evidence: Evidence,
    fingerprints: Vec<[u8; 32]>,
    unreadable: usize,
}

impl Carried {
    fn read(&mut self, container: &Container, limit: usize) {
        let data = container.signed_data();
        let origin = match container {
            Container::Timestamp(_) => Origin::Timestamp,
            _ => Origin::Container,
        };
        self.add(data, &origin);
        if let Container::Timestamp(token) = container {
            let token = token.encoded().to_vec();
            self.evidence.add_timestamp(token, Origin::Document);
        }
        for bytes in data.timestamp_tokens().into_iter().take(limit) {
            // What cannot be read is told where the time is looked for.
            let Ok(token) = TimestampToken::parse(bytes) else {
                continue;
            };
            let stamp = token.encoded().to_vec();
            self.evidence.add_timestamp(stamp, Origin::Container);
            self.add(token.container(), &Origin::Timestamp);
        }
    }

    fn add(&mut self, data: &ParsedContainer, origin: &Origin) {
        self.unreadable += data.unreadable_certificates().len();
        for certificate in data.certificates() {
            self.certificate(certificate.clone(), origin);
        }
        for der in data.crls() {
            match Crl::from_der(&der) {
                Ok(crl) => {
                    self.fingerprints.push(crl.fingerprint());
                    self.evidence.add_crl(crl, origin.clone());
                }
                Err(_) => self.unreadable += 1,
            }
        }
        for der in data.ocsp_responses() {
            match OcspResponse::from_der(&der) {
                Ok(response) => {
                    self.fingerprints.push(response.fingerprint());
                    self.evidence.add_ocsp_response(response, origin.clone());
                }
                Err(_) => self.unreadable += 1,
            }
        }
    }

    fn certificate(&mut self, certificate: Certificate, origin: &Origin) {
        self.fingerprints.push(certificate.fingerprint());
        self.evidence.add_certificate(certificate, origin.clone());
    }
}
