//! PAdES verification: from bytes to a report. Pure; knows PAdES, not Vietnam.
//!
//! [`verify`] answers five questions about every signature of every revision of a file: which bytes it covers, whether those are the signed
//! ones, since when it exists, whether its signer is trusted, and what later revisions changed. A negative answer is a value of the report,
//! never an error; the same inputs give the same report for ever.
#![forbid(unsafe_code)]

mod anomaly;
mod coverage;
mod embedded;
mod error;
mod hashing;
mod indication;
mod integrity;
pub mod json;
mod level;
mod limits;
mod material;
mod modifications;
mod policy;
mod report;
mod signed_file;
mod text;
mod time;
mod trust;

use cert_path::{Evidence, Origin, ProofsOfExistence, Purpose, TrustAnchor};
use jiff::Timestamp;
use pdf_revisions::PdfFile;

pub use anomaly::{Anomaly, Finding, Severity};
pub use coverage::{Coverage, CoverageFailure};
pub use error::{Feature, Limit, VerifyError};
pub use indication::{Indication, SubIndication};
pub use integrity::{IntactSignature, IntegrityFailure};
pub use limits::Limits;
pub use modifications::{Disallowed, DisallowedChange, ModificationLevel, Reason};
pub use policy::{ModificationPolicy, Policy};
pub use report::{
    Axis, Claims, DocumentReport, Level, Permissions, SignatureKind, SignatureReport, StepName,
    Verdict,
};
pub use time::{BestSignatureTime, TimeProof};

use level::Surroundings;
use material::Stores;
use modifications::{Context, History, Known};
use signed_file::Examined;
use time::Stamped;
use trust::Ground;

/// Judges every signature of a file.
///
/// # Errors
/// When no report can be made: the file is no readable PDF, it is encrypted, or a limit was reached. A bad signature is never an error.
pub fn verify(
    file: &PdfFile,
    evidence: &Evidence,
    anchors: &[TrustAnchor],
    policy: &Policy,
    now: Timestamp,
) -> Result<DocumentReport, VerifyError> {
    if file.is_encrypted() {
        return Err(VerifyError::Unsupported(Feature::Encryption));
    }
    let found = embedded::embedded_signatures(file, &policy.limits)?;
    let examined = signed_file::examine(file, found.signatures, policy)?;
    let known: Vec<Known> = examined.iter().map(Examined::known).collect();
    let context = Context {
        signatures: &known,
        policy: &policy.modifications,
        limits: &policy.limits,
    };
    let history = History::read(file, &context);
    let stores = Stores::read(file);
    let evidence = gather(evidence, &stores, &examined, policy.limits.timestamps);
    let ground = Ground {
        evidence: &evidence,
        anchors,
        policy,
        proofs: &ProofsOfExistence::new(),
        now,
    };
    let stamped = stamp(&examined, &ground, now);
    let around = Surroundings {
        all: &examined,
        with_revocation: &stores.with_revocation,
    };
    let signatures = examined.iter().zip(&known).zip(&stamped);
    let signatures = signatures.map(|((one, known), stamped)| {
        let level = level::level(one, stamped.has_intact_token, &around);
        let modifications = modifications(one, known, &context, &history);
        judge(one, stamped, level, modifications, &ground, now)
    });
    let signatures: Vec<SignatureReport> = signatures.collect();
    let mut anomalies = anomaly::of_file(file);
    anomalies.extend(found.anomalies);
    anomalies.extend(history.anomalies);
    anomalies.extend(anomaly::of_store(&stores));
    Ok(DocumentReport {
        revisions: file.revisions().len(),
        anomalies,
        signatures,
    })
}

/// All that may help to build paths: what the caller brings, the file's stores, and what the containers carry.
fn gather(given: &Evidence, stores: &Stores, examined: &[Examined], limit: usize) -> Evidence {
    let mut evidence = given.clone();
    evidence.merge(stores.evidence.clone());
    for container in examined.iter().filter_map(|one| one.container.as_ref()) {
        let data = container.signed_data();
        evidence.add_certificates(data.certificates().iter().cloned(), &Origin::Container);
        material::add_crls(&mut evidence, data.crls(), &Origin::Container);
        material::add_ocsp_responses(&mut evidence, data.ocsp_responses(), &Origin::Container);
        for token in data.timestamp_tokens().into_iter().take(limit) {
            if let Ok(token) = cades::TimestampToken::parse(token) {
                let certificates = token.container().certificates().iter().cloned();
                evidence.add_certificates(certificates, &Origin::Timestamp);
            }
        }
    }
    evidence
}

/// Step 3. Document time-stamps are walked from the newest to the oldest: what a trusted one covers is proven to have existed then, and older
/// stamps are judged at that time (EN 319 102-1 §5.6.3, without revocation sliding).
fn stamp(examined: &[Examined], ground: &Ground<'_>, now: Timestamp) -> Vec<Stamped> {
    let mut stamped: Vec<Stamped> = vec![Stamped::default(); examined.len()];
    let mut control = now;
    for (index, one) in examined.iter().enumerate().rev() {
        let earlier = stamped.get(index).cloned().unwrap_or_default();
        let mut here = match (&one.integrity, &one.container) {
            (Axis::Proven(IntactSignature::Signature(_)), Some(container)) => {
                time::signature_timestamps(
                    container.signed_data(),
                    ground,
                    ground.policy.limits.timestamps,
                    control,
                )
            }
            _ => Stamped::default(),
        };
        if let Some((at, proof)) = earlier.proven {
            here.prove(at, proof);
        }
        if let Some(slot) = stamped.get_mut(index) {
            *slot = here;
        }
        if let Some(at) = document_timestamp(one, ground, control) {
            control = at;
            for older in stamped.iter_mut().take(index) {
                older.prove(at, TimeProof::DocumentTimestamp);
            }
        }
    }
    stamped
}

/// The time a trusted document time-stamp proves.
fn document_timestamp(
    one: &Examined,
    ground: &Ground<'_>,
    control: Timestamp,
) -> Option<Timestamp> {
    let Axis::Proven(IntactSignature::DocumentTimestamp(token)) = &one.integrity else {
        return None;
    };
    let path = ground.path(token.signer_certificate(), Purpose::Timestamping, control);
    (path.is_ok() && token.time() <= control).then(|| token.time())
}

/// Step 5.
fn modifications(
    one: &Examined,
    known: &Known,
    context: &Context<'_>,
    history: &History,
) -> Axis<ModificationLevel, Disallowed> {
    if one.coverage.proven().is_none() {
        return Axis::NotReached(StepName::Coverage);
    }
    match history.after(known, context.signatures) {
        Ok(level) => Axis::Proven(level),
        Err(disallowed) => Axis::Refuted(disallowed),
    }
}

/// Step 4, and the report of one signature.
fn judge(
    one: &Examined,
    stamped: &Stamped,
    level: Option<Level>,
    modifications: Axis<ModificationLevel, Disallowed>,
    ground: &Ground<'_>,
    now: Timestamp,
) -> SignatureReport {
    let embedded = &one.embedded;
    let claims = claims(one);
    let time = stamped.best(now, claims.signing_time);
    let mut findings = one.findings.clone();
    findings.extend(stamped.findings.iter().cloned());
    findings.extend(anomaly::of_signature(one, &modifications));
    let trust = trust(one, &time, ground);
    findings.extend(anomaly::of_trust(&trust));
    SignatureReport {
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
        coverage: one.coverage.clone(),
        integrity: one.integrity.clone(),
        trust,
        time,
        modifications,
        level,
        findings,
    }
}

fn claims(one: &Examined) -> Claims {
    let mut claims = one.embedded.claims();
    let attribute = || {
        one.container
            .as_ref()
            .and_then(|container| container.signed_data().signing_time())
    };
    claims.signing_time = claims.signing_time.or_else(attribute);
    claims
}

fn trust(
    one: &Examined,
    time: &BestSignatureTime,
    ground: &Ground<'_>,
) -> Axis<cert_path::TrustedPath, cert_path::PathFailure> {
    let Axis::Proven(proof) = &one.integrity else {
        return Axis::NotReached(StepName::Integrity);
    };
    let purpose = match proof {
        IntactSignature::DocumentTimestamp(_) => Purpose::Timestamping,
        IntactSignature::Signature(_) => Purpose::DocumentSigning,
    };
    match ground.path(proof.signer_certificate(), purpose, time.at) {
        Ok(path) => Axis::Proven(path),
        Err(failure) => Axis::Refuted(failure),
    }
}
