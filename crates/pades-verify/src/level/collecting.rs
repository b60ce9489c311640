//! What of the evidence at hand must be in a file for it to be validated later on its own (EN 319 142-1 §6.3, B-LT): the certificates up
//! to the anchors, the revocation data the verdict rests on, and the same of who signed those data.

use std::collections::{BTreeMap, BTreeSet};

use cert_path::{
    Basis, BasisKind, Certificate, Crl, CryptoProvider, OcspResponse, TrustAnchor, TrustedPath,
};
use jiff::Timestamp;

use super::completeness::{CERTIFICATES, is_never_revoked, needs_no_data};
use super::holdings::{Answered, Fingerprint, Holdings, Responder};
use crate::report::{DocumentReport, SignatureReport};

/// A certificate, a list, or an answer.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A certificate: of a signer, an authority, a responder, or above one.
    Certificate(Certificate),
    /// A list of revoked certificates.
    Crl(Crl),
    /// An answer about a certificate.
    OcspResponse(OcspResponse),
}

/// A piece, and which signatures need it.
#[derive(Clone, Debug)]
pub struct NeededMaterial {
    /// It.
    pub piece: Piece,
    /// Fully qualified names of the fields.
    pub fields: Vec<String>,
}

/// What validating every intact signature and time-stamp of the report needs, as far as it is at hand: nothing twice, in the order in which
/// it is needed. What lacks for a level is told by [`SignatureReport::missing`] once this is in the file.
///
/// `anchors` as they were given to [`verify`](crate::verify).
#[must_use]
pub fn validation_material(
    report: &DocumentReport,
    anchors: &[TrustAnchor],
    provider: &CryptoProvider,
) -> Vec<NeededMaterial> {
    let evidence = &report.evidence;
    let anchors = anchors.iter().filter_map(TrustAnchor::certificate);
    let mut collection = Collection {
        holdings: Holdings::new(evidence, evidence, anchors, provider),
        report,
        used: used(report),
        found: Vec::new(),
        places: BTreeMap::new(),
    };
    let intact = report.signatures.iter();
    for signature in intact.filter(|one| one.integrity.proven().is_some()) {
        collection.of_signature(signature);
    }
    collection.found
}

/// The revocation data on which the trusted paths rest, by certificate.
fn used(report: &DocumentReport) -> BTreeMap<Fingerprint, &Basis> {
    let trusted = report.paths.iter();
    let trusted = trusted.filter_map(|judged| judged.outcome.as_ref().ok());
    let mut used = BTreeMap::new();
    for (certificate, basis) in trusted.flat_map(bases) {
        used.entry(certificate.fingerprint()).or_insert(basis);
    }
    used
}

fn bases(path: &TrustedPath) -> impl Iterator<Item = (&Certificate, &Basis)> {
    let below = path.chain().iter().zip(path.statuses());
    below.filter_map(|(certificate, status)| Some((certificate, status.basis.as_ref()?)))
}

struct Collection<'r> {
    /// All evidence, as if it were in the file.
    holdings: Holdings<'r>,
    report: &'r DocumentReport,
    used: BTreeMap<Fingerprint, &'r Basis>,
    found: Vec<NeededMaterial>,
    /// Where a piece is in `found`.
    places: BTreeMap<Fingerprint, usize>,
}

impl<'r> Collection<'r> {
    fn of_signature(&mut self, signature: &SignatureReport) {
        let authorities = signature.timestamps.iter().map(|one| &one.authority);
        let subjects: Vec<&Certificate> = signature.signer.iter().chain(authorities).collect();
        let mut walk = Walk {
            field: &signature.field,
            seen: BTreeSet::new(),
        };
        for subject in subjects {
            self.chain(subject.clone(), &mut walk);
        }
    }

    /// A certificate and all above it.
    fn chain(&mut self, certificate: Certificate, walk: &mut Walk<'_>) {
        let mut next = Some(certificate);
        while let Some(certificate) = next {
            let is_new = walk.seen.insert(certificate.fingerprint());
            if !is_new || walk.seen.len() > CERTIFICATES {
                return;
            }
            let fingerprint = certificate.fingerprint();
            self.add(fingerprint, Piece::Certificate(certificate.clone()), walk);
            if self.holdings.is_anchor(&certificate) || certificate.is_self_issued() {
                return;
            }
            let issuer = self.holdings.known_issuer_of(&certificate).cloned();
            if !is_never_revoked(&certificate) {
                self.revocation(&certificate, issuer.as_ref(), walk);
            }
            next = issuer;
        }
    }

    /// The data the verdict rests on, and the newest, where those are newer: what was issued after a signature tells more of it. Of
    /// certificates no path was asked for, as those of responders, the newest alone.
    fn revocation(
        &mut self,
        certificate: &Certificate,
        issuer: Option<&Certificate>,
        walk: &mut Walk<'_>,
    ) {
        let basis = self.used.get(&certificate.fingerprint()).copied();
        if let Some(basis) = basis {
            self.basis(basis, issuer, walk);
        }
        let known = basis.map_or(Timestamp::MIN, |basis| basis.this_update);
        self.newest(certificate, issuer, known, walk);
    }

    fn basis(&mut self, basis: &Basis, issuer: Option<&Certificate>, walk: &mut Walk<'_>) {
        let report = self.report;
        match &basis.kind {
            BasisKind::Crl { delta, .. } => {
                let lists = report.evidence.crls().iter();
                let wanted = lists.filter(|crl| {
                    crl.fingerprint() == basis.fingerprint
                        || delta.is_some() && crl.number() == delta.as_ref() && crl.is_delta()
                });
                for crl in wanted {
                    self.crl(crl, walk);
                }
            }
            _ => {
                let mut answers = report.evidence.ocsp_responses().iter();
                if let Some(answer) = answers.find(|one| one.fingerprint() == basis.fingerprint) {
                    self.answer(answer, walk);
                }
            }
        }
        if issuer != Some(&basis.signer) {
            self.delegate(&basis.signer, walk);
        }
    }

    /// What is no older than `known`; of several of one second, what was given comes before what the file has.
    fn newest(
        &mut self,
        certificate: &Certificate,
        issuer: Option<&Certificate>,
        known: Timestamp,
        walk: &mut Walk<'_>,
    ) {
        let produced = |answered: &Answered<'_>| {
            let basic = answered.response.basic();
            basic.map_or(Timestamp::MIN, |basic| basic.produced_at())
        };
        let answers = self.holdings.answers_about(certificate, issuer);
        let answers = answers.into_iter().rev();
        let answers = answers.filter(|one| produced(one) >= known);
        if let Some(answered) = answers.max_by_key(produced) {
            self.answer(answered.response, walk);
            if let Responder::Delegate(delegate) = self.holdings.responder(answered, issuer) {
                self.delegate(delegate, walk);
            }
            return;
        }
        let lists: Vec<&Crl> = self.holdings.lists(certificate).collect();
        let lists = lists.into_iter().rev();
        let lists = lists.filter(|crl| crl.this_update() >= known);
        if let Some(crl) = lists.max_by_key(|crl| crl.this_update()) {
            self.crl(crl, walk);
        }
    }

    /// Who signs for the issuer. One whose revocation nobody can ask is there all the same.
    fn delegate(&mut self, delegate: &Certificate, walk: &mut Walk<'_>) {
        if needs_no_data(delegate) {
            let fingerprint = delegate.fingerprint();
            self.add(fingerprint, Piece::Certificate(delegate.clone()), walk);
        } else {
            self.chain(delegate.clone(), walk);
        }
    }

    fn crl(&mut self, crl: &Crl, walk: &Walk<'_>) {
        self.add(crl.fingerprint(), Piece::Crl(crl.clone()), walk);
    }

    fn answer(&mut self, answer: &OcspResponse, walk: &Walk<'_>) {
        let piece = Piece::OcspResponse(answer.clone());
        self.add(answer.fingerprint(), piece, walk);
    }

    fn add(&mut self, fingerprint: Fingerprint, piece: Piece, walk: &Walk<'_>) {
        let found = &mut self.found;
        let place = *self.places.entry(fingerprint).or_insert_with(|| {
            found.push(NeededMaterial {
                piece,
                fields: Vec::new(),
            });
            found.len() - 1
        });
        let fields = &mut found[place].fields;
        if !fields.iter().any(|field| field == walk.field) {
            fields.push(walk.field.to_owned());
        }
    }
}

/// One signature's certificates.
struct Walk<'a> {
    field: &'a str,
    seen: BTreeSet<Fingerprint>,
}
