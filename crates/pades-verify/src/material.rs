//! Validation material in the file (thông tin phục vụ kiểm tra): the DSS of every revision (ISO 32000-2 §12.8.4.3).
//!
//! The global arrays are read first. What stands under `/VRI` should be in them, too (EN 319 142-1 §5.4.2.2); where it is not it is
//! read all the same, whatever its key: material is judged by what it says, not by where it lies.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cert_path::{Certificate, Crl, Evidence, OcspResponse, Origin};
use pdf_revisions::{Dict, Object, PdfFile, View};

use crate::gathering::{Held, fingerprints};

/// Entries read from one array. The largest store of our corpus has some hundred.
const ENTRIES: usize = 10_000;
/// Look-ups in all stores of all revisions: 100 revisions of 10,000 entries.
const VISITS: usize = 1_000_000;
/// Keys of `/VRI` remembered: one for each signature that a file may have.
const KEYS: usize = 1_000;

/// Where material was found, beside the material itself.
#[derive(Debug, Default)]
pub(crate) struct Stores {
    pub(crate) evidence: Evidence,
    /// The store as it was after each revision that changed it, in order.
    pub(crate) updates: Vec<Update>,
    /// What stands in them, and since which revision.
    pub(crate) held: Vec<Held>,
    /// Keys of `/VRI` in any revision.
    pub(crate) vri: BTreeSet<Vec<u8>>,
    /// Entries that could not be read.
    pub(crate) unreadable: usize,
}

/// The store of one revision.
#[derive(Debug)]
pub(crate) struct Update {
    pub(crate) revision: usize,
    /// SHA-256 of all it holds.
    pub(crate) entries: BTreeSet<[u8; 32]>,
    /// How many entries of the store before are not in it any more.
    pub(crate) dropped: usize,
    /// There is no store any more.
    pub(crate) removed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Certificate,
    Crl,
    Ocsp,
}

/// The arrays of a store, and the same of an entry of `/VRI` (ISO 32000-2 Tables 261 and 262).
const ARRAYS: [(&[u8], &[u8], Kind); 3] = [
    (b"Certs", b"Cert", Kind::Certificate),
    (b"CRLs", b"CRL", Kind::Crl),
    (b"OCSPs", b"OCSP", Kind::Ocsp),
];

/// The streams of a store, by where their data begin: what stands at the same place is the same.
type Listing = BTreeMap<u64, (Kind, pdf_revisions::Stream)>;

impl Stores {
    /// Everything the stores of all revisions hold; a store that a later revision overwrites is read all the same.
    pub(crate) fn read(file: &PdfFile) -> Self {
        let mut reading = Reading {
            stores: Self::default(),
            visits: VISITS,
            known: HashMap::new(),
            no_streams: 0,
        };
        let mut before: Option<Listing> = None;
        for revision in 0..file.revisions().len() {
            let view = file.at(revision);
            let listing = store(view).map(|store| reading.list(view, &store));
            if listing
                .as_ref()
                .map(|listing| listing.keys().collect::<Vec<_>>())
                != before
                    .as_ref()
                    .map(|listing| listing.keys().collect::<Vec<_>>())
            {
                reading.update(view, revision, listing.as_ref());
            }
            before = listing;
        }
        reading.stores
    }

    /// What the stores hold that were written in one of these revisions.
    pub(crate) fn written(
        &self,
        revisions: core::ops::RangeInclusive<usize>,
    ) -> BTreeSet<[u8; 32]> {
        let updates = self.updates.iter();
        let updates = updates.filter(|update| revisions.contains(&update.revision));
        updates
            .flat_map(|update| update.entries.iter().copied())
            .collect()
    }
}

struct Reading {
    stores: Stores,
    /// Look-ups left.
    visits: usize,
    /// What was read, by where its data begin; `None`: it cannot be.
    known: HashMap<u64, Option<[u8; 32]>>,
    /// Entries of the store just listed that are no streams.
    no_streams: usize,
}

impl Reading {
    fn list(&mut self, view: View<'_>, store: &Dict) -> Listing {
        let mut listing = Listing::new();
        self.no_streams = 0;
        for (key, _, kind) in ARRAYS {
            self.streams(view, store, key, kind, &mut listing);
        }
        let Ok(Object::Dictionary(entries)) = view.value(store, b"VRI") else {
            return listing;
        };
        for (key, _) in entries.iter().take(KEYS) {
            // ISO 32000-2 Table 261: the dictionary may have its /Type.
            let Ok(Object::Dictionary(entry)) = view.value(&entries, key.as_bytes()) else {
                continue;
            };
            if self.stores.vri.len() < KEYS {
                self.stores.vri.insert(key.as_bytes().to_vec());
            }
            for (_, key, kind) in ARRAYS {
                self.streams(view, &entry, key, kind, &mut listing);
            }
        }
        listing
    }

    fn streams(
        &mut self,
        view: View<'_>,
        dict: &Dict,
        key: &[u8],
        kind: Kind,
        listing: &mut Listing,
    ) {
        let Ok(Object::Array(items)) = view.value(dict, key) else {
            return;
        };
        for item in items.iter().take(ENTRIES) {
            let Some(left) = self.visits.checked_sub(1) else {
                self.no_streams += 1;
                return;
            };
            self.visits = left;
            match view.deref(item).ok().as_deref() {
                Some(Object::Stream(stream)) => {
                    listing.insert(stream.data.start, (kind, stream.clone()));
                }
                _ => self.no_streams += 1,
            }
        }
    }

    fn update(&mut self, view: View<'_>, revision: usize, listing: Option<&Listing>) {
        self.stores.unreadable += self.no_streams;
        let mut entries = BTreeSet::new();
        for (at, (kind, stream)) in listing.into_iter().flatten() {
            let known = self.known.get(at).copied();
            let read = known.unwrap_or_else(|| self.read(view, *at, *kind, stream, revision));
            entries.extend(read);
        }
        let before = self.stores.updates.last();
        let dropped = before.map_or(0, |before| before.entries.difference(&entries).count());
        self.stores.updates.push(Update {
            revision,
            entries,
            dropped,
            removed: listing.is_none(),
        });
    }

    fn read(
        &mut self,
        view: View<'_>,
        at: u64,
        kind: Kind,
        stream: &pdf_revisions::Stream,
        revision: usize,
    ) -> Option<[u8; 32]> {
        let bytes = view.stream_data(stream).ok();
        let read = bytes.and_then(|bytes| self.add(kind, &bytes, revision));
        self.known.insert(at, read);
        match read {
            Some(fingerprint) => self.hold(fingerprint, revision),
            None => self.stores.unreadable += 1,
        }
        read
    }

    fn hold(&mut self, fingerprint: [u8; 32], covered_from: usize) {
        self.stores.held.push(Held {
            fingerprint,
            covered_from,
        });
    }

    fn add(&mut self, kind: Kind, bytes: &[u8], revision: usize) -> Option<[u8; 32]> {
        match kind {
            Kind::Certificate => {
                let certificate = Certificate::from_der(bytes).ok()?;
                let fingerprint = certificate.fingerprint();
                let evidence = &mut self.stores.evidence;
                evidence.add_certificate(certificate, Origin::Document);
                Some(fingerprint)
            }
            Kind::Crl => {
                let crl = Crl::from_der(bytes).ok()?;
                let fingerprint = crl.fingerprint();
                let evidence = &mut self.stores.evidence;
                evidence.add_crl(crl, Origin::Document);
                Some(fingerprint)
            }
            Kind::Ocsp => {
                let response = OcspResponse::from_der(bytes).ok()?;
                let fingerprint = response.fingerprint();
                for carried in fingerprints(&response).filter(|one| *one != fingerprint) {
                    self.hold(carried, revision);
                }
                let evidence = &mut self.stores.evidence;
                evidence.add_ocsp_response(response, Origin::Document);
                Some(fingerprint)
            }
        }
    }
}

fn store(view: View<'_>) -> Option<Dict> {
    let catalog = view.catalog().ok()?;
    view.value(&catalog, b"DSS").ok()?.as_dict().cloned()
}
