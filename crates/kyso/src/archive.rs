//! `kyso archive status`: which level each file of an archive has, and by which day something must be done.

use std::path::Path;

use cert_path::RevocationMode;
use jiff::{SignedDuration, Timestamp};
use pades_verify::Level;
use pdf_revisions::SharedSource;
use serde_json::{Value, json};
use signing_workflow::long_term::{Because, Standing};

use crate::args::{ArchiveStatus, Judging};
use crate::batch::{self, Done, Many};
use crate::exit::{Exit, Failure, Outcome};
use crate::job::Job;
use crate::present;
use crate::text::{Lang, words};
use crate::verify::Verifier;

/// `kyso archive status`.
pub(crate) fn status(args: &ArchiveStatus, job: &Job) -> Outcome {
    let judging = Judging {
        trust: args.trust.clone(),
        password: args.password.clone(),
        ..Judging::default()
    };
    let mut verifier = Verifier::with_revocation(&judging, RevocationMode::Require, job)?;
    verifier.for_many();
    let asked = Asked {
        verifier: &verifier,
        csv: args.csv,
        until: args.within.map(|days| until(job.now, days)),
        job,
    };
    if args.csv {
        job.line(&head(job));
    }
    let many = Many {
        files: &args.files,
        jobs: args.jobs,
        is_batch: !args.csv,
    };
    Ok(batch::run(&many, job, &|file| asked.one(file), &mut |_| ()))
}

/// What programs are told of one file.
pub(crate) fn json_line(
    name: &str,
    source: &SharedSource,
    verifier: &Verifier,
) -> Result<String, Failure> {
    let seen = verifier.bare_report_source(name, source)?;
    let row = Row {
        name,
        standing: &Standing::of(&seen.report, &verifier.ground.algorithms),
        verdict: seen.report.verdict().as_str(),
        now: verifier.at,
        lang: Lang::Vi,
    };
    Ok(row.json().to_string())
}

fn until(now: Timestamp, days: u32) -> Timestamp {
    let length = SignedDuration::from_hours(24 * i64::from(days));
    now.saturating_add(length).unwrap_or(Timestamp::MAX)
}

/// What is asked of every file.
struct Asked<'a> {
    verifier: &'a Verifier,
    csv: bool,
    /// Only what is due until then is told.
    until: Option<Timestamp>,
    job: &'a Job,
}

impl Asked<'_> {
    fn one(&self, file: &Path) -> Done {
        let name = file.display().to_string();
        let seen = match self.verifier.bare_report(file) {
            Ok(seen) => seen,
            Err(failure) if self.csv => {
                let reason = failure.text.in_lang(self.job.lang).to_owned();
                let line = record(&[&name, "", failure.code, "", "", "", &reason]);
                return Done::said(line, failure.exit, failure.verdict);
            }
            Err(failure) => return Done::failed(&name, &failure, self.job),
        };
        let standing = Standing::of(&seen.report, &self.verifier.ground.algorithms);
        let row = Row {
            name: &name,
            standing: &standing,
            verdict: seen.report.verdict().as_str(),
            now: self.job.now,
            lang: self.job.lang,
        };
        let exit = match (standing.is_accepted, seen.report.verdict()) {
            (true, _) => Exit::Passed,
            (false, pades_verify::Verdict::Failed) => Exit::Negative,
            (false, _) => Exit::Undecided,
        };
        let mut done = Done::said(self.line(&row), exit, row.verdict);
        done.is_silent = standing.is_accepted && !self.is_due(&standing);
        done
    }

    fn is_due(&self, standing: &Standing) -> bool {
        match (self.until, standing.renew_by) {
            (Some(until), Some(by)) => by <= until,
            (Some(_), None) => false,
            (None, _) => true,
        }
    }

    fn line(&self, row: &Row<'_>) -> String {
        match (self.job.json, self.csv) {
            (true, _) => row.json().to_string(),
            (_, true) => row.csv(),
            _ => row.text(),
        }
    }
}

/// One line of the table.
struct Row<'a> {
    name: &'a str,
    standing: &'a Standing,
    verdict: &'static str,
    now: Timestamp,
    lang: Lang,
}

impl Row<'_> {
    fn level(&self) -> &'static str {
        self.standing.level.map_or("-", Level::as_str)
    }

    /// Days left, none below zero: something is overdue.
    fn days(&self) -> Option<i64> {
        let by = self.standing.renew_by?;
        Some(by.duration_since(self.now).as_hours().div_euclid(24))
    }

    fn because(&self) -> String {
        match &self.standing.because {
            Some(Because::Certificate { subject }) => subject.clone(),
            Some(Because::Algorithm { name }) => name.clone(),
            _ => String::new(),
        }
    }

    /// What is to be done by then.
    fn todo(&self) -> &'static str {
        match self.standing.level {
            Some(Level::BLTA) => "renew",
            Some(_) => "extend",
            None => "",
        }
    }

    fn json(&self) -> Value {
        json!({
            "file": self.name,
            "verdict": self.verdict,
            "accepted": self.standing.is_accepted,
            "level": self.standing.level.map(Level::as_str),
            "renew_by": self.standing.renew_by.map(|by| by.to_string()),
            "days_left": self.days(),
            "because": self.because(),
            "todo": self.todo(),
        })
    }

    fn csv(&self) -> String {
        let by = self.standing.renew_by.map(present::day).unwrap_or_default();
        let days = self.days().map(|days| days.to_string()).unwrap_or_default();
        record(&[
            self.name,
            self.level(),
            self.verdict,
            &by,
            &days,
            self.todo(),
            &self.because(),
        ])
    }

    fn text(&self) -> String {
        let lang = self.lang;
        let mark = match self.standing.is_accepted {
            true => "✓",
            false => "!",
        };
        let by = match self.standing.renew_by {
            Some(by) => format!(
                "{} {} ({} {}; kyso {}) – {}",
                words("trước", "before").in_lang(lang),
                present::day(by),
                self.days().unwrap_or_default(),
                words("ngày", "days").in_lang(lang),
                self.todo(),
                self.because()
            ),
            None => self.verdict.to_owned(),
        };
        format!("{mark} {:<7} {}  {by}", self.level(), self.name)
    }
}

fn head(job: &Job) -> String {
    let names = [
        words("Tệp", "file"),
        words("Mức", "level"),
        words("Kết quả", "verdict"),
        words("Gia hạn trước ngày", "renew by"),
        words("Còn (ngày)", "days left"),
        words("Việc cần làm", "todo"),
        words("Vì", "because"),
    ];
    // Excel takes UTF-8 for what it is only with this mark.
    format!(
        "\u{feff}{}",
        record(&names.map(|name| name.in_lang(job.lang)))
    )
}

/// RFC 4180 §2; what begins like a formula is told not to be one.
fn record(fields: &[&str]) -> String {
    let quoted = fields.iter().map(|field| {
        let guard = match field.starts_with(['=', '+', '-', '@']) && field.len() > 1 {
            true => "'",
            false => "",
        };
        format!("\"{guard}{}\"", field.replace('"', "\"\""))
    });
    quoted.collect::<Vec<_>>().join(",")
}
