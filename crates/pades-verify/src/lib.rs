//! PAdES verification: from bytes to a report. Pure; knows PAdES, not Vietnam.
//!
//! [`verify`] answers five questions about every signature of every revision of a file: which bytes it covers, whether those are the signed
//! ones, since when it exists, whether its signer is trusted, and what later revisions changed. A negative answer is a value of the report,
//! never an error; the same inputs give the same report for ever. [`verify_detached`] asks the same of a CAdES signature in a file of its own.
#![forbid(unsafe_code)]

mod anomaly;
mod baseline;
mod claimed_ranges;
pub mod codes;
mod container;
mod coverage;
mod detached;
mod embedded;
mod error;
pub mod etsi;
mod gathering;
mod hashing;
mod indication;
mod integrity;
pub mod json;
mod level;
mod limits;
mod material;
mod modifications;
mod policy;
mod prepared;
mod report;
mod signed_file;
mod stamping;
mod standing;
mod text;
mod time;
mod trust;
mod vri;

use cades::StatedPolicy;
use cert_path::{
    Evidence, PathFailure, ProofsOfExistence, Purpose, TrustAnchor, TrustedPath, Weakness,
};
use jiff::Timestamp;
use pdf_revisions::PdfFile;

pub use anomaly::{Anomaly, Finding, Severity};
pub use coverage::{Coverage, CoverageFailure};
pub use detached::verify_detached;
pub use error::{Limit, VerifyError};
pub use indication::{Checked, Indication, SubIndication};
pub use integrity::{IntactSignature, IntegrityFailure};
pub use level::{MissingForLevel, MissingPart, NeededMaterial, Piece, validation_material};
pub use limits::Limits;
pub use modifications::{
    Beneath, Change, ChangeKind, ChangeVerdict, Changes, Cover, CoveredText, Disallowed,
    DisallowedChange, ModificationLevel, PagePlace, Reason, covered_text,
};
pub use policy::{ModificationPolicy, NewFields, OverContent, OverSignatures, Policy};
pub use prepared::{Extent, Prepared, Visitor, look_through};
pub use report::{
    Axis, Claims, DocumentReport, Level, Permissions, SignatureKind, SignatureReport, StepName,
    Verdict,
};
pub use time::{BestSignatureTime, TimeProof, TimestampReport};
pub use trust::{JudgedPath, needs};

use gathering::Gathered;
use level::{Holdings, Subject, Surroundings};
use material::Stores;
use modifications::{Context, History, Known};
use signed_file::Examined;
use stamping::Walked;
use time::Stamped;
use trust::Ground;

/// What the reader noticed of a file, and whether its pages can be read: what [`verify`] says of it, signed or not.
#[must_use]
pub fn noticed(file: &PdfFile) -> Vec<Anomaly> {
    let mut noticed = anomaly::of_file(file);
    noticed.extend(anomaly::of_pages(file));
    noticed
}

/// Judges every signature of a file.
///
/// # Errors
/// When no report can be made: the file is no readable PDF, or a limit was reached. A bad signature is never an error.
pub fn verify(
    file: &PdfFile,
    evidence: &Evidence,
    anchors: &[TrustAnchor],
    policy: &Policy,
    now: Timestamp,
) -> Result<DocumentReport, VerifyError> {
    let found = embedded::embedded_signatures(file, &policy.limits)?;
    let stores = Stores::read(file);
    let mut further = stores.evidence.certificates().to_vec();
    further.extend_from_slice(evidence.certificates());
    let examined = signed_file::examine(file, found.signatures, &further, policy)?;
    let known: Vec<Known> = examined.iter().map(Examined::known).collect();
    let context = Context {
        signatures: &known,
        policy: &policy.modifications,
        limits: &policy.limits,
    };
    let history = History::read(file, &context);
    let gathered = gathering::gather(evidence, &stores, &examined, policy.limits.timestamps);
    let ground = Ground {
        evidence: &gathered.evidence,
        anchors,
        policy,
        now,
    };
    let later = examined.iter().zip(&known).map(|(one, known)| Later {
        modifications: modifications(one, known, &history),
        changes: history.changes(known),
        notes: history.notes(known).collect(),
    });
    let walked = stamping::walk(&examined, &ground, &gathered.held, &further);
    let around = Around {
        stores: &stores,
        gathered: &gathered,
        ground: &ground,
    };
    let judged = judge_all(&examined, later, walked, &around);
    let signatures = judged.signatures;
    let mut anomalies = anomaly::of_file(file);
    anomalies.extend(found.anomalies);
    anomalies.extend(history.anomalies);
    anomalies.extend(prepared::anomalies(file, &examined));
    anomalies.extend(anomaly::of_store(&stores));
    anomalies.extend(vri::anomalies(&stores, &examined, policy.provider));
    anomalies.extend(anomaly::of_encryption(file));
    anomalies.extend(anomaly::of_mac(file));
    anomalies.extend(anomaly::of_tail(file, &examined));
    if signatures.is_empty() {
        anomalies.extend(anomaly::of_pages(file));
    }
    Ok(DocumentReport {
        policy: policy.modifications.name,
        revisions: file.revisions().len(),
        encryption: file.encryption().cloned(),
        anomalies,
        signatures,
        proofs: judged.proofs,
        paths: judged.paths,
        evidence: gathered.evidence,
    })
}

/// What was done to a file after one of its revisions.
#[derive(Clone, Debug)]
pub struct Since {
    /// The farthest-reaching of the changes, or those that the policy does not allow.
    pub modifications: Result<ModificationLevel, Disallowed>,
    /// What else was seen in those revisions.
    pub anomalies: Vec<Anomaly>,
}

/// What the revisions after the one with this index (0: the first) changed, held to what may change after a signature, although none stands in
/// it: whether a form that was handed out came back signed and otherwise as it was. Signatures of the file are not judged here: [`verify`] does.
///
/// # Errors
/// As [`verify`].
pub fn changed_since(
    file: &PdfFile,
    revision: usize,
    policy: &Policy,
) -> Result<Since, VerifyError> {
    let found = embedded::embedded_signatures(file, &policy.limits)?;
    let further = Stores::read(file).evidence.certificates().to_vec();
    let examined = signed_file::examine(file, found.signatures, &further, policy)?;
    let known: Vec<Known> = examined.iter().map(Examined::known).collect();
    let context = Context {
        signatures: &known,
        policy: &policy.modifications,
        limits: &policy.limits,
    };
    let history = History::since(file, revision, &context);
    Ok(Since {
        modifications: history.whole(),
        anomalies: history.anomalies,
    })
}

/// What all signatures are judged on.
struct Around<'a> {
    stores: &'a Stores,
    gathered: &'a Gathered,
    ground: &'a Ground<'a>,
}

/// What came after a signature, and what was said of it when it was added.
struct Later {
    modifications: Axis<ModificationLevel, Disallowed>,
    changes: Changes,
    notes: Vec<Finding>,
}

/// The reports, and everything looked for on the way.
struct Judged {
    signatures: Vec<SignatureReport>,
    paths: Vec<JudgedPath>,
    proofs: ProofsOfExistence,
}

/// Step 4 for all signatures; `later` has one entry for each.
fn judge_all(
    examined: &[Examined],
    later: impl Iterator<Item = Later>,
    walked: Walked,
    around: &Around<'_>,
) -> Judged {
    let (gathered, ground) = (around.gathered, around.ground);
    let surroundings = Surroundings {
        all: examined,
        stores: around.stores,
        holdings: Holdings::new(
            &gathered.inside,
            &gathered.evidence,
            ground.anchors.iter().filter_map(TrustAnchor::certificate),
            ground.policy.provider,
        ),
    };
    let mut paths = walked.judged;
    let mut signatures = Vec::with_capacity(examined.len());
    for (index, (one, later)) in examined.iter().zip(later).enumerate() {
        let stamped = walked.stamped.get(index).cloned().unwrap_or_default();
        let tokens = stamped.tokens.iter();
        let authorities: Vec<_> = tokens.map(|token| token.authority.clone()).collect();
        let (level, missing) = level::level(
            &Subject {
                one,
                authorities: &authorities,
                carried: gathered.carried.get(index).map_or(&[], Vec::as_slice),
            },
            &surroundings,
        );
        let seen = Seen {
            level,
            missing,
            later,
            unreadable: gathered.unreadable.get(index).copied().unwrap_or_default(),
            stamped,
        };
        let (signature, judged) = judge(one, seen, ground, &walked.proofs);
        signatures.push(signature);
        paths.extend(judged);
    }
    Judged {
        signatures,
        paths,
        proofs: walked.proofs,
    }
}

/// Step 5.
fn modifications(
    one: &Examined,
    known: &Known,
    history: &History,
) -> Axis<ModificationLevel, Disallowed> {
    if one.coverage.proven().is_none() {
        return Axis::NotReached(StepName::Coverage);
    }
    match history.after(known) {
        Ok(level) => Axis::Proven(level),
        Err(disallowed) => Axis::Refuted(disallowed),
    }
}

/// What the other steps have shown of one signature.
struct Seen {
    stamped: Stamped,
    level: Option<Level>,
    missing: Vec<MissingForLevel>,
    later: Later,
    /// How much of its container cannot be read.
    unreadable: usize,
}

/// Step 4, and the report of one signature.
fn judge(
    one: &Examined,
    seen: Seen,
    ground: &Ground<'_>,
    proofs: &ProofsOfExistence,
) -> (SignatureReport, Option<JudgedPath>) {
    let embedded = &one.embedded;
    let claims = claims(one);
    let time = seen.stamped.best(ground.now, claims.signing_time);
    let judged = path(one, &time, ground, proofs);
    let trust = trust(judged.as_ref());
    let weakness = weakness(one, &time, ground);
    let mut findings = one.findings.clone();
    findings.extend(seen.stamped.findings);
    findings.extend(seen.later.notes);
    findings.extend(anomaly::of_signature(one, &seen.later.modifications));
    findings.extend(anomaly::of_container(seen.unreadable));
    findings.extend(baseline::finding(one, &seen.missing));
    let reports = ground.evidence.local_reports();
    let told = standing::findings(&trust, one.signer(), &time, reports, weakness.as_ref());
    findings.extend(told);
    let report = SignatureReport {
        field: embedded.field().to_owned(),
        also_in: embedded.fields.iter().skip(1).cloned().collect(),
        reference: embedded.reference,
        kind: embedded.kind,
        sub_filter: embedded.sub_filter.clone(),
        in_newest: embedded.in_newest,
        revision: one.coverage.proven().map(Coverage::revision),
        certifies: one.restrictions.certifies,
        claims,
        signer: one.signer().cloned(),
        signature_value: signature_value(one),
        timestamps: seen.stamped.tokens,
        coverage: one.coverage.clone(),
        integrity: one.integrity.clone(),
        trust,
        weakness,
        time,
        modifications: seen.later.modifications,
        changes: seen.later.changes,
        level: seen.level,
        missing: seen.missing,
        findings,
    };
    (report, judged)
}

fn signature_value(one: &Examined) -> Option<Vec<u8>> {
    let container = one.container.as_ref()?;
    Some(container.signature_value().to_vec())
}

fn claims(one: &Examined) -> Claims {
    let mut claims = one.embedded.claims();
    let container = one.container.as_ref();
    let Some(container) = container.and_then(|container| container.signed_data()) else {
        return claims;
    };
    claims.signing_time = claims.signing_time.or_else(|| container.signing_time());
    let commitments = container.commitments();
    claims.commitments = commitments.iter().map(ToString::to_string).collect();
    claims.policy = container.signature_policy().map(|policy| match policy {
        StatedPolicy::Explicit { id, .. } => id.to_string(),
        _ => "implied".to_owned(),
    });
    claims
}

/// The path of the signer, or of the authority of a document time-stamp, for the time proven.
fn path(
    one: &Examined,
    time: &BestSignatureTime,
    ground: &Ground<'_>,
    proofs: &ProofsOfExistence,
) -> Option<JudgedPath> {
    let at = time.at_the_latest();
    Some(match one.integrity.proven()? {
        IntactSignature::DocumentTimestamp(token) => ground.authority(proofs, token, at),
        IntactSignature::Signature(intact) => {
            let signer = intact.signer_certificate();
            ground.path(proofs, signer, Purpose::DocumentSigning, at)
        }
    })
}

fn trust(judged: Option<&JudgedPath>) -> Axis<TrustedPath, PathFailure> {
    match judged.map(|judged| &judged.outcome) {
        None => Axis::NotReached(StepName::Integrity),
        Some(Ok(path)) => Axis::Proven(path.clone()),
        Some(Err(failure)) => Axis::Refuted(failure.clone()),
    }
}

/// The algorithms of the signature itself, which no path speaks of (EN 319 102-1 §5.2.8.4.1).
fn weakness(one: &Examined, time: &BestSignatureTime, ground: &Ground<'_>) -> Option<Weakness> {
    let proof = one.integrity.proven()?;
    // `adbe.pkcs7.sha1` signs a SHA-1 of the bytes: that one binds them, however strong the other.
    let over_the_bytes = one
        .container
        .as_ref()
        .filter(|container| container.other_digests().is_empty())
        .and_then(|container| container.digest_algorithm().ok());
    let digests = over_the_bytes.into_iter().chain([proof.digest_algorithm()]);
    let mut digests = digests.map(|digest| {
        ground.algorithms(
            &proof.signature_algorithm(),
            digest,
            proof.signer_certificate(),
            time.at_the_latest(),
        )
    });
    digests.find_map(Result::err)
}
