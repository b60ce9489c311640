//! Validation material in the file (thông tin phục vụ kiểm tra): the DSS of every revision (ISO 32000-2 §12.8.4.3).
//!
//! The global arrays are read; what stands under `/VRI` is in them too (EN 319 142-1 §5.4.2.2), and an unknown key there says nothing.

use cert_path::{Certificate, Crl, Evidence, OcspResponse, Origin};
use pdf_revisions::{Dict, Object, PdfFile, View};

use crate::gathering::Held;

/// Entries read from one array. The largest store of our corpus has some hundred.
const ENTRIES: usize = 10_000;

/// Where material was found, beside the material itself.
#[derive(Debug, Default)]
pub(crate) struct Stores {
    pub(crate) evidence: Evidence,
    /// Revisions whose store brings revocation data.
    pub(crate) with_revocation: Vec<usize>,
    /// What stands in them, and since which revision.
    pub(crate) held: Vec<Held>,
    /// Entries that could not be read.
    pub(crate) unreadable: usize,
}

impl Stores {
    /// Everything the stores of all revisions hold; a store that a later revision overwrites is read all the same.
    pub(crate) fn read(file: &PdfFile) -> Self {
        let mut stores = Self::default();
        let mut seen = None;
        for revision in 0..file.revisions().len() {
            let view = file.at(revision);
            let Some(store) = store(view) else {
                continue;
            };
            let before = (
                stores.evidence.crls().len(),
                stores.evidence.ocsp_responses().len(),
            );
            if seen.as_ref() != Some(&store) {
                stores.add(view, &store, revision);
            }
            let after = (
                stores.evidence.crls().len(),
                stores.evidence.ocsp_responses().len(),
            );
            if before != after {
                stores.with_revocation.push(revision);
            }
            seen = Some(store);
        }
        stores
    }

    fn add(&mut self, view: View<'_>, store: &Dict, revision: usize) {
        for bytes in self.streams(view, store, b"Certs") {
            let read = Certificate::from_der(&bytes).map(|certificate| {
                let fingerprint = certificate.fingerprint();
                self.evidence.add_certificate(certificate, Origin::Document);
                fingerprint
            });
            self.hold(read.ok(), revision);
        }
        for bytes in self.streams(view, store, b"CRLs") {
            let read = Crl::from_der(&bytes).map(|crl| {
                let fingerprint = crl.fingerprint();
                self.evidence.add_crl(crl, Origin::Document);
                fingerprint
            });
            self.hold(read.ok(), revision);
        }
        for bytes in self.streams(view, store, b"OCSPs") {
            let read = OcspResponse::from_der(&bytes).map(|response| {
                let fingerprint = response.fingerprint();
                self.evidence.add_ocsp_response(response, Origin::Document);
                fingerprint
            });
            self.hold(read.ok(), revision);
        }
    }

    fn hold(&mut self, read: Option<[u8; 32]>, revision: usize) {
        match read {
            Some(fingerprint) => self.held.push(Held {
                fingerprint,
                covered_from: revision,
            }),
            None => self.unreadable += 1,
        }
    }

    fn streams(&mut self, view: View<'_>, store: &Dict, key: &[u8]) -> Vec<Vec<u8>> {
        let Ok(Object::Array(items)) = view.value(store, key) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items.iter().take(ENTRIES) {
            let bytes = view.deref(item).ok().and_then(|item| {
                item.as_stream()
                    .and_then(|stream| view.stream_data(stream).ok())
            });
            match bytes {
                Some(bytes) => found.push(bytes),
                None => self.unreadable += 1,
            }
        }
        found
    }
}

fn store(view: View<'_>) -> Option<Dict> {
    let catalog = view.catalog().ok()?;
    view.value(&catalog, b"DSS").ok()?.as_dict().cloned()
}
