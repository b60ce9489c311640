//! `kyso verify`: what is proven of each signature, and what is not.

use std::path::Path;
use std::sync::Arc;

use cert_path::{Evidence, RevocationMode};
use jiff::Timestamp;
use pades_verify::{Axis, DocumentReport, Policy, SignatureReport, StepName, Verdict, VerifyError};
use pdf_revisions::{FileSource, Malformed, PdfError, PdfErrorKind, PdfFile};
use regulation_rules::facts::CallerFacts;

use crate::args::{Judging, Verify};
use crate::evidence;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::fetch;
use crate::job::Job;
use crate::present;
use crate::roles;
use crate::trust::{self, Ground};

/// `kyso verify`.
pub(crate) fn verify(args: &Verify, job: &Job) -> Outcome {
    let mut verifier = Verifier::new(&args.judging, job)?;
    let mut facts = CallerFacts::default();
    roles::state(&args.judging.roles, &mut facts)?;
    let mut used = Evidence::new();
    let mut worst = Exit::Passed;
    for file in &args.files {
        let name = file.display().to_string();
        let exit = match verifier.report(file) {
            Ok(report) => {
                show(&name, &report, &verifier, &facts, job);
                used.merge(report.evidence.clone());
                exit_of(&report)
            }
            Err(failure) => job.fail_file(&name, &failure),
        };
        worst = worst.max(exit);
    }
    if let Some(file) = &args.judging.evidence_out {
        verifier.save(used, file)?;
    }
    Ok(worst)
}

/// Everything that is the same for all files of a run.
pub(crate) struct Verifier {
    pub(crate) ground: Ground,
    policy: Policy,
    pub(crate) at: Timestamp,
    /// The time the user named.
    named: Option<Timestamp>,
}

impl Verifier {
    pub(crate) fn new(judging: &Judging, job: &Job) -> Result<Self, Failure> {
        let ground = Ground::load(&judging.trust, job)?;
        ground.say(job);
        let policy = Policy {
            revocation: trust::revocation(&judging.trust, RevocationMode::Require),
            freshness: ground.freshness,
            algorithms: ground.algorithms.clone(),
            ..Policy::default()
        };
        Ok(Self {
            ground,
            policy,
            at: judging.at.unwrap_or(job.now),
            named: judging.at,
        })
    }

    /// Saves the evidence of all files of the run.
    pub(crate) fn save(&self, used: Evidence, file: &Path) -> Result<(), Failure> {
        let ground = &self.ground;
        let used = ground.evidence_file(used, self.at, self.policy.revocation);
        evidence::save(&used, file)
    }

    /// The report on one file. What is missing is fetched where the user opened the network, and the file judged again.
    pub(crate) fn report(&mut self, path: &Path) -> Result<DocumentReport, Failure> {
        let name = path.display().to_string();
        let source = FileSource::open(path).map_err(|error| failures::io(&name, &error))?;
        let file = PdfFile::open(Arc::new(source)).map_err(|error| failures::pdf(&name, &error))?;
        let mut evidence = fetch::begin(&self.ground);
        let report = loop {
            self.at = fetch::clock(self.ground.network.as_ref(), self.named, self.at);
            let report = self.judge(&file, &evidence, &name)?;
            let (anchors, network) = (&self.ground.anchors, self.ground.network.as_ref());
            let needs = pades_verify::needs(&report, anchors, &self.policy, self.at);
            if !fetch::more(network, &needs, &mut evidence) {
                break report;
            }
        };
        if report.verdict() == Verdict::Unsigned {
            pages_can_be_read(&file).map_err(|error| failures::pdf(&name, &error))?;
        }
        Ok(report)
    }

    fn judge(
        &self,
        file: &PdfFile,
        evidence: &Evidence,
        name: &str,
    ) -> Result<DocumentReport, Failure> {
        let (anchors, policy) = (&self.ground.anchors, &self.policy);
        pades_verify::verify(file, evidence, anchors, policy, self.at).map_err(
            |error| match error {
                VerifyError::Pdf(error) => failures::pdf(name, &error),
                VerifyError::Unsupported(feature) => {
                    failures::unsupported(name, &feature.to_string())
                }
                other => failures::limit(name, &other.to_string()),
            },
        )
    }
}

/// “No signature” is said of a document, not of a damaged file: its page tree is whole and has a page.
fn pages_can_be_read(file: &PdfFile) -> Result<(), PdfError> {
    let newest = file.newest();
    newest.page(0)?;
    match newest.page(usize::MAX) {
        Err(error) if matches!(error.kind, PdfErrorKind::Malformed(Malformed::PageTree)) => {
            Err(error)
        }
        _ => Ok(()), // the walk ended after the last page, or at the limit of what is walked
    }
}

fn show(name: &str, report: &DocumentReport, verifier: &Verifier, facts: &CallerFacts, job: &Job) {
    if job.json {
        let line = present::json::verified(name, report, facts);
        job.value(&present::json::with_profiles(
            line,
            &verifier.ground,
            job.lang,
        ));
    } else {
        job.line(&present::text::report(name, report, facts, job.lang));
        fetch::say(&verifier.ground, job);
    }
}

/// design.md 4. A signature of a format that is not offered could not be looked at: unsupported, not undecided.
pub(crate) fn exit_of(report: &DocumentReport) -> Exit {
    let unsupported = |signature: &SignatureReport| {
        matches!(signature.integrity, Axis::NotReached(StepName::Support))
    };
    match report.verdict() {
        Verdict::Passed => Exit::Passed,
        Verdict::Failed => Exit::Negative,
        _ if report.signatures.iter().any(unsupported) => Exit::Unreadable,
        Verdict::Indeterminate | Verdict::Unsigned => Exit::Undecided,
    }
}
