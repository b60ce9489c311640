//! What a signature's structure amounts to (EN 319 142-1 §6.3), and what the next level needs: told without looking at trust.
//!
//! A level is what a file has, not what it was meant to be: B-LT is said when everything that validating the signer's and the time-stamp
//! authority's certificates needs is in the file (`docs/decisions/0025`).

mod collecting;
mod completeness;
mod holdings;
mod missing;

use std::collections::BTreeSet;

use cades::SigningCertificateBinding;
use cert_path::Certificate;

pub use collecting::{NeededMaterial, Piece, validation_material};
pub(crate) use holdings::Holdings;
pub use missing::{MissingForLevel, MissingPart};

use crate::integrity::IntactSignature;
use crate::material::Stores;
use crate::report::{Axis, Level, SignatureKind};
use crate::signed_file::Examined;
use completeness::Completeness;
use holdings::Fingerprint;

/// What of the file around a signature counts for its level.
pub(crate) struct Surroundings<'a> {
    pub(crate) all: &'a [Examined],
    pub(crate) stores: &'a Stores,
    pub(crate) holdings: Holdings<'a>,
}

/// A signature whose level is asked.
pub(crate) struct Subject<'a> {
    pub(crate) one: &'a Examined,
    /// The authorities of intact tokens over its value.
    pub(crate) authorities: &'a [Certificate],
    /// SHA-256 of what its container carries.
    pub(crate) carried: &'a [Fingerprint],
}

/// The level of one signature, `None` for anything but an intact signature; and what is missing for the next.
pub(crate) fn level(
    subject: &Subject<'_>,
    around: &Surroundings<'_>,
) -> (Option<Level>, Vec<MissingForLevel>) {
    let Some(structure) = Structure::of(subject, around) else {
        return (None, Vec::new());
    };
    let (level, missing) = structure.judge(subject, around);
    (Some(level), missing)
}

/// What the parts of a signature are.
struct Structure<'a> {
    signer: &'a Certificate,
    covered: usize,
    /// What baseline demands of the signature itself and it does not have.
    formal: Vec<MissingPart>,
    /// Intact document time-stamps after it: the revisions they cover, and their authorities.
    stamps: Vec<(usize, &'a Certificate)>,
}

impl<'a> Structure<'a> {
    fn of(subject: &Subject<'a>, around: &Surroundings<'a>) -> Option<Self> {
        let one = subject.one;
        let proof = one.integrity.proven()?;
        if one.embedded.kind != SignatureKind::Signature {
            return None;
        }
        let covered = one.coverage.proven()?.revision();
        Some(Self {
            signer: proof.signer_certificate(),
            covered,
            formal: formal(one, proof),
            stamps: stamps_after(around.all, covered),
        })
    }

    fn judge(
        &self,
        subject: &Subject<'_>,
        around: &Surroundings<'_>,
    ) -> (Level, Vec<MissingForLevel>) {
        let formal = self.formal.iter();
        let mut missing: Vec<MissingForLevel> = formal
            .map(|what| MissingForLevel::of(Level::BB, *what))
            .collect();
        let timestamped = !subject.authorities.is_empty() || !self.stamps.is_empty();
        // EN 319 142-1 §6.3: what can only be signed anew keeps a signature below the baseline for ever.
        let baseline = !self.formal.iter().any(|what| {
            matches!(
                what,
                MissingPart::EtsiSubFilter | MissingPart::SigningCertificate
            )
        });
        let stamp = |level| MissingForLevel::of(level, MissingPart::SignatureTimestamp);
        match (baseline, timestamped) {
            (false, false) => missing.push(stamp(Level::Pkcs7T)),
            (true, false) => missing.push(stamp(Level::BT)),
            _ => {}
        }
        match (baseline, timestamped) {
            (false, false) => (Level::Pkcs7, missing),
            (false, true) => (Level::Pkcs7T, missing),
            (true, false) => (Level::BB, missing),
            (true, true) => {
                let (level, more) = self.long_term(subject, around);
                missing.extend(more);
                (level, missing)
            }
        }
    }

    /// B-T, B-LT or B-LTA.
    fn long_term(
        &self,
        subject: &Subject<'_>,
        around: &Surroundings<'_>,
    ) -> (Level, Vec<MissingForLevel>) {
        // B-LTA: a document time-stamp over a store that was complete then.
        let last_stamp = self.stamps.iter().map(|(revision, _)| *revision).max();
        if let Some(stamp) = last_stamp
            && !around.stores.written(self.covered..=stamp).is_empty()
            && self.lacking(subject, around, stamp).is_empty()
        {
            return (Level::BLTA, Vec::new());
        }
        let lacking = self.lacking(subject, around, usize::MAX);
        if lacking.is_empty() {
            let next = MissingForLevel::of(Level::BLTA, MissingPart::DocumentTimestamp);
            (Level::BLT, vec![next])
        } else {
            (Level::BT, lacking)
        }
    }

    /// What of the signer's and the authorities' material is not in the container and not in the stores written between the signature
    /// and a revision.
    fn lacking(
        &self,
        subject: &Subject<'_>,
        around: &Surroundings<'_>,
        until: usize,
    ) -> Vec<MissingForLevel> {
        let mut in_force: BTreeSet<Fingerprint> = around.stores.written(self.covered..=until);
        in_force.extend(subject.carried);
        let lacks = |certificate: &Certificate| {
            let mut completeness = Completeness::new(&around.holdings, &in_force);
            completeness.of(certificate);
            completeness.finish()
        };
        let mut all = lacks(self.signer);
        // One time-stamp suffices: of several the one that lacks least.
        let authorities = self.authorities(subject, until);
        let stamped = authorities.into_iter().map(lacks).min_by_key(Vec::len);
        for missing in stamped.into_iter().flatten() {
            if !all.contains(&missing) {
                all.push(missing);
            }
        }
        all
    }

    /// Who vouches for the time: of the tokens over the signature value, else of the document time-stamps. The last of those closes the
    /// file: its own material comes with the next one.
    fn authorities<'s>(&'s self, subject: &Subject<'s>, until: usize) -> Vec<&'s Certificate> {
        if !subject.authorities.is_empty() {
            return subject.authorities.iter().collect();
        }
        let stamps = self.stamps.iter();
        stamps
            .filter(|(revision, _)| *revision < until)
            .map(|(_, authority)| *authority)
            .collect()
    }
}

/// EN 319 142-1 §6.3, requirements for B-B; of a signature in a file of its own, those of EN 319 122-1 §6.3.
fn formal(one: &Examined, proof: &IntactSignature) -> Vec<MissingPart> {
    let embedded = &one.embedded;
    let container = one.container.as_ref();
    let named = matches!(
        proof.binding(),
        SigningCertificateBinding::V1 | SigningCertificateBinding::V2
    );
    let carried = container.is_some_and(|container| container.signer_certificate().is_some());
    let claimed = match one.is_separate() {
        true => container.and_then(|container| container.signed_data()?.signing_time()),
        false => embedded.claims().signing_time,
    };
    [
        (
            embedded.sub_filter != "ETSI.CAdES.detached" && !one.is_separate(),
            MissingPart::EtsiSubFilter,
        ),
        (!named, MissingPart::SigningCertificate),
        (!carried, MissingPart::SignerCertificate),
        (claimed.is_none(), MissingPart::ClaimedSigningTime),
    ]
    .into_iter()
    .filter_map(|(missing, what)| missing.then_some(what))
    .collect()
}

/// Intact document time-stamps that cover the signature, too: one placed before it raises nothing.
fn stamps_after(all: &[Examined], covered: usize) -> Vec<(usize, &Certificate)> {
    let stamps = all
        .iter()
        .filter(|other| other.embedded.kind == SignatureKind::DocumentTimestamp);
    stamps
        .filter_map(|stamp| match (&stamp.coverage, &stamp.integrity) {
            (Axis::Proven(coverage), Axis::Proven(proof)) => {
                Some((coverage.revision(), proof.signer_certificate()))
            }
            _ => None,
        })
        .filter(|(revision, _)| *revision > covered)
        .collect()
}
