//! All that a verdict may rest on: what the caller brings, the file's stores, and what the containers carry.

use cades::{ParsedContainer, TimestampToken};
use cert_path::{Certificate, Crl, Evidence, OcspResponse, Origin};

use crate::container::Container;
use crate::material::Stores;
use crate::signed_file::Examined;

/// Everything at hand, and where in the file it stands.
#[derive(Debug)]
pub(crate) struct Gathered {
    pub(crate) evidence: Evidence,
    /// The part of it that the file brings.
    pub(crate) inside: Evidence,
    /// For each signature: SHA-256 of what its container and the tokens in it carry.
    pub(crate) carried: Vec<Vec<[u8; 32]>>,
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
    let mut gathered = Gathered {
        evidence: given.clone(),
        inside: stores.evidence.clone(),
        carried: Vec::with_capacity(examined.len()),
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
            let fingerprints = carried.fingerprints.iter();
            gathered.held.extend(fingerprints.map(|fingerprint| Held {
                fingerprint: *fingerprint,
                covered_from,
            }));
        }
        gathered.inside.merge(carried.evidence);
        gathered.carried.push(carried.fingerprints);
    }
    gathered.evidence.merge(gathered.inside.clone());
    gathered
}

/// SHA-256 of a response, and of the certificates it carries: who has the one has the others.
pub(crate) fn fingerprints(response: &OcspResponse) -> impl Iterator<Item = [u8; 32]> {
    let carried = response
        .basic()
        .map(cert_path::BasicOcspResponse::certificates);
    let carried = carried.unwrap_or_default().iter();
    core::iter::once(response.fingerprint()).chain(carried.map(Certificate::fingerprint))
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
        let Some(data) = container.signed_data() else {
            self.beside(container);
            return;
        };
        let origin = match container {
            Container::Timestamp(_) => Origin::Timestamp,
            _ => Origin::Container,
        };
        self.add(data, &origin);
        if let Container::Timestamp(token) = container {
            let token = token.encoded().to_vec();
            self.evidence.add_timestamp(token, Origin::Document);
        }
        let tokens = data.timestamp_tokens().into_iter();
        let tokens = tokens.chain(data.content_timestamp_tokens());
        for bytes in tokens.take(limit) {
            // What cannot be read is told where the time is looked for.
            let Ok(token) = TimestampToken::parse(bytes) else {
                continue;
            };
            let stamp = token.encoded().to_vec();
            self.evidence.add_timestamp(stamp, Origin::Container);
            self.add(token.container(), &Origin::Timestamp);
        }
    }

    /// Certificates that stand in the signature dictionary itself (ISO 32000-1 Table 252, `/Cert`): those are covered.
    fn beside(&mut self, container: &Container) {
        if let Container::Pkcs1(signature) = container {
            self.unreadable += signature.unreadable();
            for certificate in signature.certificates() {
                self.certificate(certificate.clone(), &Origin::Container);
            }
        }
    }

    fn add(&mut self, data: &ParsedContainer, origin: &Origin) {
        self.unreadable += data.unreadable_certificates().len();
        for certificate in data.certificates() {
            self.certificate(certificate.clone(), origin);
        }
        self.revocation(data.crls(), data.ocsp_responses(), origin);
        // Adobe's signed attribute (ISO 32000-2 §12.8.3.3.2).
        let (crls, responses) = (data.signed_crls(), data.signed_ocsp_responses());
        self.revocation(crls, responses, &Origin::SignedAttribute);
    }

    fn revocation(&mut self, crls: Vec<Vec<u8>>, responses: Vec<Vec<u8>>, origin: &Origin) {
        for der in crls {
            match Crl::from_der(&der) {
                Ok(crl) => {
                    self.fingerprints.push(crl.fingerprint());
                    self.evidence.add_crl(crl, origin.clone());
                }
                Err(_) => self.unreadable += 1,
            }
        }
        for der in responses {
            match OcspResponse::from_der(&der) {
                Ok(response) => {
                    self.fingerprints.extend(fingerprints(&response));
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
