//! One file, raised or renewed.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use cert_path::{CryptoProvider, Freshness};
use jiff::Timestamp;
use pades_sign::{
    DocumentTimestampRequest, ExtendedDocument, Material, MaterialKind, Vri,
    add_validation_material, prepare_document_timestamp,
};
use pades_verify::{
    Axis, DocumentReport, Level, NeededMaterial, Piece, SignatureReport, Verdict,
    validation_material,
};
use pdf_revisions::{FileSource, PdfFile, SharedSource};
use secrecy::SecretString;

use super::error::LongTermError;
use super::ground::Ground;
use super::levels::{self, Target, rank};
use crate::checked::open;
use crate::durable::{DurableFile, Replace};
use crate::own_output;
use crate::timestamping::{Stamped, Timestamper};

/// A file to be raised: from where, to where, and with whose help.
pub struct RaiseJob<'a> {
    /// The file; never changed unless it is also the output.
    pub input: &'a Path,
    /// Where the result goes.
    pub output: &'a Path,
    /// Whether an existing output is replaced.
    pub replace: Replace,
    /// What opens the document, if it is encrypted and the empty password does not.
    pub password: Option<&'a SecretString>,
    /// What it is judged on.
    pub ground: &'a Ground,
    /// Who stamps; only asked where a time-stamp is due.
    pub timestamper: &'a Timestamper<'a>,
    /// Whether the store says which signature needs what.
    pub vri: Vri,
    /// Hashing and verification.
    pub provider: &'a CryptoProvider,
}

/// What was done.
#[derive(Debug)]
pub struct Raised {
    /// The level before.
    pub before: Option<Level>,
    /// The level now, as our own verifier sees the file on the disk.
    pub level: Option<Level>,
    /// The time-stamps that were added.
    pub stamps: Vec<Stamped>,
    /// Pieces of validation material that were added to the store.
    pub added: usize,
    /// Signatures whose revocation data were issued before the proven time of signing: the next update may still tell of a revocation
    /// (EN 319 102-1 §5.2.5, grace period).
    pub early_data: Vec<String>,
    /// What our own verifier says of the result.
    pub report: DocumentReport,
    /// The moment it was judged at.
    pub at: Timestamp,
}

/// Raises a file to a level. What it has already is not added again; a file that has the level is copied.
///
/// # Errors
/// [`LongTermError`]; then nothing is written.
pub fn raise_file(job: &RaiseJob<'_>, target: Target) -> Result<Raised, LongTermError> {
    let mut growing = Growing::open(job)?;
    let before = growing.report()?;
    let level = must_stand(&before)?;
    let needs_time = levels::signatures(&before).any(lacks_time);
    let known = match needs_time {
        true => {
            growing.stamp()?;
            None
        }
        false => Some(before),
    };
    if target >= Target::LongTerm {
        let grown = growing.add_material(known)?;
        let due = grown || level.is_none_or(|level| rank(level) < rank(Level::BLTA));
        if target == Target::Archive && due {
            growing.stamp()?;
        }
    }
    growing.finish(level, Some(target))
}

/// Renews a file before its newest document time-stamp can no longer be validated: the chain of time-stamps is validated first, what the
/// newest one needs is added, and another one covers it (EN 319 142-1 §5.5).
///
/// # Errors
/// [`LongTermError`]; then nothing is written.
pub fn renew_file(job: &RaiseJob<'_>) -> Result<Raised, LongTermError> {
    let mut growing = Growing::open(job)?;
    let before = growing.report()?;
    let level = must_stand(&before)?;
    if levels::stamps(&before).next().is_none() {
        return Err(LongTermError::NothingToRenew);
    }
    for stamp in levels::stamps(&before) {
        if !stamp.indication().is_passed() {
            return Err(LongTermError::BrokenChain {
                field: stamp.field.clone(),
                indication: stamp.indication(),
            });
        }
    }
    growing.add_material(Some(before))?;
    growing.stamp()?;
    growing.finish(level, None)
}

/// A higher level makes nothing good that does not hold. The level it has.
fn must_stand(report: &DocumentReport) -> Result<Option<Level>, LongTermError> {
    if levels::signatures(report).next().is_none() {
        return Err(LongTermError::Unsigned);
    }
    for one in levels::signatures(report).chain(levels::stamps(report)) {
        let indication = one.indication();
        if indication.is_failed() {
            return Err(LongTermError::NotIntact {
                field: one.field.clone(),
                indication,
            });
        }
    }
    if report.verdict() == Verdict::Failed {
        return Err(LongTermError::Defect(own_output::first_error(report)));
    }
    Ok(levels::level(report))
}

fn lacks_time(signature: &SignatureReport) -> bool {
    matches!(signature.level, Some(Level::BB | Level::Pkcs7))
}

/// The file while it grows: what is on the disk, and the revisions that will follow it.
struct Growing<'j, 'a> {
    job: &'j RaiseJob<'a>,
    /// The file with everything added so far.
    file: PdfFile,
    tails: Vec<Vec<u8>>,
    stamps: Vec<Stamped>,
    added: usize,
}

impl<'j, 'a> Growing<'j, 'a> {
    fn open(job: &'j RaiseJob<'a>) -> Result<Self, LongTermError> {
        let source: SharedSource = Arc::new(FileSource::open(job.input)?);
        Ok(Self {
            job,
            file: open(source, job.password)?,
            tails: Vec::new(),
            stamps: Vec::new(),
            added: 0,
        })
    }

    fn report(&self) -> Result<DocumentReport, LongTermError> {
        Ok(self.job.ground.settle(&self.file)?.0)
    }

    /// A document time-stamp over everything so far.
    fn stamp(&mut self) -> Result<(), LongTermError> {
        let job = self.job;
        let request = DocumentTimestampRequest::new(job.timestamper.digest());
        let prepared =
            prepare_document_timestamp(&self.file, &request, job.provider, &mut |_| Ok(()))?;
        let stamped = job.timestamper.stamp(prepared.digest(), job.ground)?;
        let extended = prepared.embed(&stamped.granted)?;
        self.stamps.push(stamped);
        self.grow(extended)
    }

    /// What validating everything so far needs; whether anything was missing in the store. `known`: the report on everything so far.
    fn add_material(&mut self, known: Option<DocumentReport>) -> Result<bool, LongTermError> {
        let mut report = known.map_or_else(|| self.report(), Ok)?;
        let lasts = levels::level(&report).is_some_and(|level| rank(level) >= rank(Level::BLT));
        if !lasts && self.job.ground.freshen(&report) {
            report = self.report()?;
        }
        for one in levels::signatures(&report) {
            if let Axis::Refuted(why) = &one.trust {
                return Err(LongTermError::NotTrusted {
                    field: one.field.clone(),
                    why: Box::new(why.clone()),
                });
            }
        }
        let (anchors, provider) = (self.job.ground.anchors(), self.job.provider);
        let needed = validation_material(&report, anchors, provider);
        let material: Result<Vec<Material>, io::Error> = needed.iter().map(material).collect();
        let material = material?;
        let extended = add_validation_material(&self.file, &material, self.job.vri, provider)?;
        let Some(extended) = extended else {
            return Ok(false);
        };
        self.added = material.len();
        self.grow(extended)?;
        Ok(true)
    }

    fn grow(&mut self, extended: ExtendedDocument) -> Result<(), LongTermError> {
        self.tails.push(extended.tail().to_vec());
        self.file = open(Arc::new(extended.into_source()), self.job.password)?;
        Ok(())
    }

    /// Written beside its place, synced, read again from the disk, verified, and only then named.
    fn finish(
        self,
        before: Option<Level>,
        target: Option<Target>,
    ) -> Result<Raised, LongTermError> {
        let job = self.job;
        let writing = LongTermError::writing(job.output);
        let mut copy = DurableFile::beside(job.output, job.replace).map_err(&writing)?;
        copy.copy_from(job.input).map_err(&writing)?;
        for tail in &self.tails {
            copy.write_all(tail).map_err(&writing)?;
        }
        copy.sync().map_err(&writing)?;
        let written: SharedSource = Arc::new(FileSource::open(copy.path()).map_err(&writing)?);
        let (report, at) = job.ground.settle(&open(written, job.password)?)?;
        let stamps = self.stamps.len();
        own_output::accept_raised(&report, stamps)?;
        if let Some(target) = target {
            reached(&report, target)?;
        }
        copy.commit().map_err(&writing)?;
        Ok(Raised {
            before,
            level: levels::level(&report),
            stamps: self.stamps,
            added: self.added,
            early_data: early_data(&report),
            report,
            at,
        })
    }
}

/// What was asked for is there; legacy containers have no such level, and what they need is not told.
fn reached(report: &DocumentReport, target: Target) -> Result<(), LongTermError> {
    let wanted = rank(target.level());
    let below = levels::signatures(report)
        .filter(|one| one.level.is_some_and(|level| rank(level) < wanted));
    let missing: Vec<_> = below
        .filter(|one| !matches!(one.level, Some(Level::Pkcs7 | Level::Pkcs7T)))
        .flat_map(|one| one.missing.iter().cloned())
        .collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(LongTermError::Missing(missing)),
    }
}

fn material(needed: &NeededMaterial) -> Result<Material, io::Error> {
    let (kind, der) = match &needed.piece {
        Piece::Certificate(one) => (MaterialKind::Certificate, one.der().to_vec()),
        Piece::OcspResponse(one) => (MaterialKind::OcspResponse, one.der().to_vec()),
        Piece::Crl(one) => {
            let source = one.source();
            let length = usize::try_from(source.length()).map_err(io::Error::other)?;
            let mut der = vec![0; length];
            source.read_at(0, &mut der)?;
            (MaterialKind::Crl, der)
        }
    };
    Ok(Material {
        kind,
        der,
        fields: needed.fields.clone(),
    })
}

/// Fields whose signer's revocation data are older than the proven time of signing.
fn early_data(report: &DocumentReport) -> Vec<String> {
    let early = levels::signatures(report).filter(|one| {
        let basis = one.signer_status().and_then(|status| status.basis.as_ref());
        basis.is_some_and(|basis| {
            !Freshness::AfterTime.accepts(basis.this_update, basis.next_update, one.time.at)
        })
    });
    early.map(|one| one.field.clone()).collect()
}
