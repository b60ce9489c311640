//! Validation material in the file (thông tin phục vụ kiểm tra): the DSS of every revision (ISO 32000-2 §12.8.4.3).
//!
//! The global arrays are read; what stands under `/VRI` is in them too (EN 319 142-1 §5.4.2.2), and an unknown key there says nothing.

use cert_path::{Certificate, Crl, Evidence, OcspResponse, Origin};
use pdf_revisions::{Dict, Object, PdfFile, View};

/// Entries read from one array. The largest store of our corpus has some hundred.
const ENTRIES: usize = 10_000;

/// Where material was found, beside the material itself.
#[derive(Debug, Default)]
pub(crate) struct Stores {
    pub(crate) evidence: Evidence,
    /// Revisions whose store brings revocation data.
    pub(crate) with_revocation: Vec<usize>,
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
                stores.add(view, &store);
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

    fn add(&mut self, view: View<'_>, store: &Dict) {
        for bytes in self.streams(view, store, b"Certs") {
            match Certificate::from_der(&bytes) {
                Ok(certificate) => {
                    self.evidence.add_certificate(certificate, Origin::Document);
                }
                Err(_) => self.unreadable += 1,
            }
        }
        let crls = self.streams(view, store, b"CRLs");
        self.unreadable += add_crls(&mut self.evidence, crls, &Origin::Document);
        let responses = self.streams(view, store, b"OCSPs");
        self.unreadable += add_ocsp_responses(&mut self.evidence, responses, &Origin::Document);
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

/// Adds what can be read; how many could not.
pub(crate) fn add_crls(evidence: &mut Evidence, all: Vec<Vec<u8>>, origin: &Origin) -> usize {
    let mut unreadable = 0;
    for der in all {
        match Crl::from_der(&der) {
            Ok(crl) => {
                evidence.add_crl(crl, origin.clone());
            }
            Err(_) => unreadable += 1,
        }
    }
    unreadable
}

/// Adds what can be read; how many could not.
pub(crate) fn add_ocsp_responses(
    evidence: &mut Evidence,
    all: Vec<Vec<u8>>,
    origin: &Origin,
) -> usize {
    let mut unreadable = 0;
    for der in all {
        match OcspResponse::from_der(&der) {
            Ok(response) => {
                evidence.add_ocsp_response(response, origin.clone());
            }
            Err(_) => unreadable += 1,
        }
    }
    unreadable
}

fn store(view: View<'_>) -> Option<Dict> {
    let catalog = view.catalog().ok()?;
    view.value(&catalog, b"DSS").ok()?.as_dict().cloned()
}
