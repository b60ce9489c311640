//! `kyso verify`: what is proven of each signature, and what is not.

use std::path::Path;
use std::sync::Arc;

use cert_path::RevocationMode;
use jiff::Timestamp;
use pades_verify::{DocumentReport, Policy, Verdict, VerifyError};
use pdf_revisions::{FileSource, PdfFile};
use regulation_rules::facts::CallerFacts;

use crate::args::{Judging, Verify};
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::present;
use crate::roles;
use crate::trust::{self, Roots};

/// `kyso verify`.
pub(crate) fn verify(args: &Verify, job: &Job) -> Outcome {
    let verifier = Verifier::new(&args.judging, job)?;
    let mut facts = CallerFacts::default();
    roles::state(&args.judging.roles, &mut facts)?;
    let mut worst = Exit::Passed;
    for file in &args.files {
        let name = file.display().to_string();
        let exit = match verifier.report(file) {
            Ok(report) => {
                show(&name, &report, &facts, job);
                exit_of(report.verdict())
            }
            Err(failure) => job.fail_file(&name, &failure),
        };
        worst = worst.max(exit);
    }
    Ok(worst)
}

/// Everything that is the same for all files of a run.
pub(crate) struct Verifier {
    roots: Roots,
    policy: Policy,
    pub(crate) at: Timestamp,
}

impl Verifier {
    pub(crate) fn new(judging: &Judging, job: &Job) -> Result<Self, Failure> {
        let mut policy = Policy::default();
        policy.revocation = trust::revocation(&judging.trust, RevocationMode::Require);
        Ok(Self {
            roots: Roots::load(&judging.trust, &job.config)?,
            policy,
            at: judging.at.unwrap_or(job.now),
        })
    }

    /// The report on one file.
    pub(crate) fn report(&self, path: &Path) -> Result<DocumentReport, Failure> {
        let name = path.display().to_string();
        let source = FileSource::open(path).map_err(|error| failures::io(&name, &error))?;
        let file = PdfFile::open(Arc::new(source)).map_err(|error| failures::pdf(&name, &error))?;
        pades_verify::verify(&file, &self.roots.evidence, &self.roots.anchors, &self.policy, self.at).map_err(|error| {
            match error {
                VerifyError::Pdf(error) => failures::pdf(&name, &error),
                VerifyError::Unsupported(feature) => failures::unsupported(&name, &feature.to_string()),
                other => failures::limit(&name, &other.to_string()),
            }
        })
    }
}

fn show(name: &str, report: &DocumentReport, facts: &CallerFacts, job: &Job) {
    if job.json {
        job.value(&present::json::verified(name, report, facts));
    } else {
        job.line(&present::text::report(name, report, facts, job.lang));
    }
}

/// design.md 4.
pub(crate) fn exit_of(verdict: Verdict) -> Exit {
    match verdict {
        Verdict::Passed => Exit::Passed,
        Verdict::Failed => Exit::Negative,
        Verdict::Indeterminate | Verdict::Unsigned => Exit::Undecided,
    }
}
