//! `kyso verify`: what is proven of each signature, and what is not.

mod verifier;

use std::fmt::Write as _;
use std::path::Path;

use cert_path::{Evidence, Need};
use pades_verify::codes::UNREADABLE_PAGES;
use pades_verify::{Axis, DocumentReport, SignatureReport, StepName, Verdict};
use regulation_rules::facts::CallerFacts;

use crate::args::{ReportFor, Verify};
use crate::batch::{self, Done, Many};
use crate::detached;
use crate::exit::{Exit, Failure, Outcome};
use crate::job::Job;
use crate::package;
use crate::present;
use crate::received::Received;
use crate::roles;
use crate::text::{Lang, Text, words};

pub(crate) use verifier::{Seen, Verifier, modifications};

/// `kyso verify`.
pub(crate) fn verify(args: &Verify, job: &Job) -> Outcome {
    refuse_two_shapes(args, job)?;
    if let Some(path) = &args.package.package {
        return package::verify(args, path, job);
    }
    detached::refuse_several(args)?;
    let mut verifier = Verifier::new(&args.judging, job)?;
    if batch::is_asked_for(args) {
        verifier.for_many();
    }
    let mut facts = CallerFacts {
        province: job.config.province.clone(),
        ..CallerFacts::default()
    };
    roles::state(&args.judging.roles, &mut facts)?;
    let asked = Asked {
        verifier: &verifier,
        detached: args.detached.as_deref(),
        facts: &facts,
        short: batch::is_asked_for(args) && !job.json,
        report_for: args.report.unwrap_or_default(),
        in_words: job.json && args.report == Some(ReportFor::Clerk),
        keeps_evidence: args.judging.evidence_out.is_some(),
        job,
    };
    let mut used = Evidence::new();
    let exit = batch::run(
        &Many::of(args),
        job,
        &|file| asked.one(file),
        &mut |evidence| {
            used.merge(evidence);
        },
    );
    if let Some(file) = &args.judging.evidence_out {
        verifier.save(used, file)?;
    }
    Ok(exit)
}

/// What is asked of every file of a run.
struct Asked<'a> {
    verifier: &'a Verifier,
    /// The signature of the one file, in a file of its own.
    detached: Option<&'a Path>,
    facts: &'a CallerFacts,
    /// One line for a person, instead of the report.
    short: bool,
    report_for: ReportFor,
    /// The clerk's words, as data.
    in_words: bool,
    keeps_evidence: bool,
    job: &'a Job,
}

impl Asked<'_> {
    fn one(&self, file: &Path) -> Done {
        let name = file.display().to_string();
        let seen = match self.detached {
            Some(signature) => self.verifier.report_detached(file, signature),
            None => self.verifier.report(file),
        };
        match seen {
            Ok(seen) => Done {
                line: self.told(&name, &seen),
                exit: exit_of(&seen.report),
                verdict: seen.report.verdict().as_str(),
                evidence: self.keeps_evidence.then_some(seen.report.evidence),
                is_error: false,
                beside: None,
                is_silent: false,
            },
            Err(failure) => self.failed(&name, &failure),
        }
    }

    /// All that is said of one file, in one piece: lines of several threads do not mix.
    fn told(&self, name: &str, seen: &Seen) -> String {
        let (report, lang) = (&seen.report, self.job.lang);
        let roles = roles::told(report, &seen.look, self.facts);
        if self.job.json {
            return json_line(name, seen, &roles, self.verifier, (self.in_words, lang));
        }
        match self.report_for {
            ReportFor::Xml => present::xml::report(report, seen.at),
            _ if self.short => present::text::short(name, report, lang),
            ReportFor::Clerk => self.page(name, seen, &roles),
            ReportFor::Detailed => {
                let mut text = present::text::report(name, report, &roles, lang);
                text.push_str(&aftermath(seen, lang));
                text.push_str(seen.told.text().in_lang(lang));
                text.push_str(&missing(seen, lang));
                text
            }
        }
    }

    /// What the receiving clerk reads.
    fn page(&self, name: &str, seen: &Seen, roles: &roles::Told) -> String {
        let received = Received::of(name, seen, roles, self.verifier);
        let page = received.page(name, Some(seen), self.verifier);
        present::clerk::page(&page, self.job.lang)
    }

    /// A file that cannot be read has an answer for its sender all the same.
    fn failed(&self, name: &str, failure: &Failure) -> Done {
        let mut done = Done::failed(name, failure, self.job);
        let received = || Received::unread(name, failure, self.facts, self.verifier);
        match self.report_for {
            _ if self.in_words => {
                let line = json_unread(name, failure, received(), self.verifier, self.job.lang);
                done.line = line.unwrap_or(done.line);
            }
            _ if self.job.json => {}
            ReportFor::Xml => done.beside = Some(present::xml::failed(failure, self.verifier.at)),
            ReportFor::Clerk if !self.short => {
                done.beside = received().map(|received| {
                    let page = received.page(name, None, self.verifier);
                    present::clerk::page(&page, self.job.lang)
                });
            }
            _ => {}
        }
        done
    }
}

/// A program is told data, and the clerk's words where it asks for them.
fn refuse_two_shapes(args: &Verify, job: &Job) -> Result<(), Failure> {
    match args.report {
        Some(ReportFor::Detailed | ReportFor::Xml) if job.json => Err(Failure::usage(
            "report-json",
            Text::new(
                "Cùng với --json chỉ dùng --report clerk.",
                "With --json, --report can only be clerk.",
            ),
        )),
        _ => Ok(()),
    }
}

/// What programs are told of one file; with the clerk's words where they are wanted.
pub(crate) fn json_line(
    name: &str,
    seen: &Seen,
    roles: &roles::Told,
    verifier: &Verifier,
    (in_words, lang): (bool, Lang),
) -> String {
    let line = present::json::verified(name, &seen.report, roles);
    let line = present::json::with_needs(line, &seen.needs);
    let line = present::aftermath::beside(line, seen.aftermath.as_ref());
    let received = Received::of(name, seen, roles, verifier);
    let line = present::json::with_reception(line, &received.reception);
    let mut line = present::json::with_profiles(line, &verifier.ground, &seen.told, lang);
    if in_words {
        let page = received.page(name, Some(seen), verifier);
        line["words"] = present::clerk::data(&page, lang);
    }
    // Written as bytes: `Display` asks for every piece whether it is text.
    serde_json::to_string(&line).expect("a value is plain data")
}

/// The same of a file that cannot be read: the clerk has an answer for its sender.
pub(crate) fn json_unread(
    name: &str,
    failure: &Failure,
    received: Option<Received>,
    verifier: &Verifier,
    lang: Lang,
) -> Option<String> {
    let received = received?;
    let line = present::json::failed(name, failure, lang);
    let mut line = present::json::with_reception(line, &received.reception);
    line["words"] = present::clerk::data(&received.page(name, None, verifier), lang);
    Some(line.to_string())
}

/// What became of it after it was signed here.
fn aftermath(seen: &Seen, lang: Lang) -> String {
    let told = seen.aftermath.as_ref();
    told.map_or_else(String::new, |told| {
        format!("{}\n", present::aftermath::told(told, lang))
    })
}

/// Offline: what is missing, and where it may be had.
fn missing(seen: &Seen, lang: Lang) -> String {
    if !seen.told.is_offline() || seen.needs.is_empty() {
        return String::new();
    }
    let mut text = String::new();
    for need in &seen.needs {
        let _ = writeln!(text, "  → {}", present::path::needed(need, lang));
    }
    let can_be_had = |need: &Need| {
        let mut addresses = need.addresses.iter();
        addresses.any(|address| address.starts_with("http:"))
    };
    if seen.needs.iter().any(can_be_had) {
        let hint = words(
            "chương trình không truy cập mạng; --online để tải",
            "the network was not asked; --online fetches it",
        );
        let _ = writeln!(text, "    ({})", hint.in_lang(lang));
    }
    text
}

/// design.md 4. A signature of a format that is not offered, or pages that cannot be read, could not be looked at: not undecided.
pub(crate) fn exit_of(report: &DocumentReport) -> Exit {
    let unsupported = |signature: &SignatureReport| {
        matches!(signature.integrity, Axis::NotReached(StepName::Support))
    };
    let mut anomalies = report.anomalies.iter();
    match report.verdict() {
        Verdict::Passed => Exit::Passed,
        Verdict::Failed => Exit::Negative,
        Verdict::Unsigned if anomalies.any(|anomaly| anomaly.code == UNREADABLE_PAGES) => {
            Exit::Unreadable
        }
        _ if report.signatures.iter().any(unsupported) => Exit::Unreadable,
        Verdict::Indeterminate | Verdict::Unsigned => Exit::Undecided,
    }
}
