//! What is said of a PDF that was signed.

use std::path::Path;

use serde_json::Value;
use signing_workflow::long_term::Raised;
use signing_workflow::{Signed, SignerTrust};

use super::say_signed;
use crate::exit::{Exit, Failure, Outcome};
use crate::fetch::{self, Checked};
use crate::job::Job;
use crate::lint;
use crate::long_term;
use crate::outputs::{self, SideFile};
use crate::present;
use crate::timestamp;
use crate::trust;

/// A PDF that was signed, and what became of the level asked for.
pub(super) struct Ended {
    pub(super) signed: Signed,
    pub(super) raised: Option<Result<Raised, Failure>>,
    pub(super) checked: Checked,
    pub(super) trust: SignerTrust,
}

impl Ended {
    /// Message 25 of `office-practice` §3.3, of a PDF.
    pub(super) fn done(self, output: &Path, record: Option<SideFile>, job: &Job) -> Outcome {
        if let Some(file) = record {
            let record = &self.signed.record;
            let record = serde_json::to_vec_pretty(record).expect("a record is plain data");
            outputs::complete(output, vec![(file, &record)])?;
        }
        match job.json {
            true => job.value(&self.json(output, job)),
            false => self.say(output, job),
        }
        match self.raised {
            Some(Err(failure)) if job.json => Ok(failure.exit),
            Some(Err(failure)) => Err(failure),
            _ => Ok(Exit::Passed),
        }
    }

    fn json(&self, output: &Path, job: &Job) -> Value {
        let name = output.display().to_string();
        let line = present::json::signed(&name, &self.signed.record, &self.signed.report);
        let line = lint::beside(line, &self.signed.lint);
        let line = present::json::with_built_in(line, &trust::built_in(&self.trust.anchors));
        let line = timestamp::told::beside(line, &self.signed.stamped);
        let mut line = self.checked.beside(line, job.lang);
        match &self.raised {
            None => {}
            Some(Ok(raised)) => line["raised"] = long_term::json(output, raised),
            Some(Err(failure)) => line["raised"] = present::json::failure(failure, job.lang),
        }
        line
    }

    fn say(&self, output: &Path, job: &Job) {
        let record = &self.signed.record;
        say_signed(output, record.claimed_signing_time, job);
        timestamp::told::say(&self.signed.stamped, job);
        if let Some(Ok(raised)) = &self.raised {
            long_term::say(output, raised, job);
        }
        fetch::say(&self.checked.told, job);
        for gap in &record.not_checked {
            job.say(&present::law::not_checked(gap));
        }
    }
}
