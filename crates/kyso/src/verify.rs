//! `kyso verify`: what is proven of each signature, and what is not.

use std::fmt::Write as _;
use std::path::Path;

use cert_path::{Evidence, EvidenceFile, Judged, Need, RevocationMode};
use jiff::Timestamp;
use pades_verify::codes::UNREADABLE_PAGES;
use pades_verify::{
    Axis, DocumentReport, ModificationPolicy, Policy, SignatureReport, StepName, Verdict,
};
use pdf_revisions::{PdfFile, SharedSource, Source};
use regulation_rules::LawBook;
use regulation_rules::facts::CallerFacts;
use signing_workflow::roles::Look;

use crate::args::{DocumentPassword, Judging, ReportFor, Verify};
use crate::batch::{self, Done};
use crate::detached;
use crate::documents;
use crate::evidence;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::fetch::{self, Session, Told};
use crate::job::Job;
use crate::locked::Passwords;
use crate::package;
use crate::present;
use crate::present::clerk::{Document, Page, Part};
use crate::received::Received;
use crate::roles;
use crate::text::{Lang, words};
use crate::trust::{self, Ground};

/// `kyso verify`.
pub(crate) fn verify(args: &Verify, job: &Job) -> Outcome {
    if let Some(path) = &args.package.package {
        return package::verify(args, path, job);
    }
    detached::refuse_several(args)?;
    let mut verifier = Verifier::new(&args.judging, job)?;
    if batch::is_asked_for(args) {
        verifier.passwords.never_ask();
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
        keeps_evidence: args.judging.evidence_out.is_some(),
        job,
    };
    let mut used = Evidence::new();
    let exit = batch::run(args, job, &|file| asked.one(file), &mut |evidence| {
        used.merge(evidence);
    });
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
            },
            Err(failure) => self.failed(&name, &failure),
        }
    }

    /// All that is said of one file, in one piece: lines of several threads do not mix.
    fn told(&self, name: &str, seen: &Seen) -> String {
        let (report, lang) = (&seen.report, self.job.lang);
        let roles = roles::told(report, &seen.look, self.facts);
        if self.job.json {
            let line = present::json::verified(name, report, &roles);
            let line = present::json::with_needs(line, &seen.needs);
            let received = Received::of(name, seen, &roles, self.verifier);
            let line = present::json::with_reception(line, &received.reception);
            let ground = &self.verifier.ground;
            let line = present::json::with_profiles(line, ground, &seen.told, lang);
            return line.to_string();
        }
        match self.report_for {
            ReportFor::Xml => present::xml::report(report, seen.at),
            _ if self.short => present::text::short(name, report, lang),
            ReportFor::Clerk => self.page(name, seen, &roles),
            ReportFor::Detailed => {
                let mut text = present::text::report(name, report, &roles, lang);
                text.push_str(seen.told.text().in_lang(lang));
                text.push_str(&missing(seen, lang));
                text
            }
        }
    }

    /// What the receiving clerk reads.
    fn page(&self, name: &str, seen: &Seen, roles: &roles::Told) -> String {
        let received = Received::of(name, seen, roles, self.verifier);
        let part = Part {
            name,
            report: Some(&seen.report),
            roles: &received.roles,
        };
        let page = Page {
            name,
            at: seen.at,
            offline: self.verifier.ground.network.is_none(),
            parts: vec![part],
            reception: &received.reception,
            document: Document::default(),
        };
        present::clerk::page(&page, self.job.lang)
    }

    /// A file that cannot be read has an answer for its sender all the same.
    fn failed(&self, name: &str, failure: &Failure) -> Done {
        let mut done = Done::failed(name, failure, self.job);
        let at = self.verifier.at;
        done.beside = match self.report_for {
            _ if self.job.json => None,
            ReportFor::Xml => Some(present::xml::failed(failure, at)),
            ReportFor::Clerk if !self.short => {
                let received = Received::unread(name, failure, self.facts, self.verifier);
                received.map(|received| {
                    let page = Page {
                        name,
                        at,
                        offline: self.verifier.ground.network.is_none(),
                        parts: Vec::new(),
                        reception: &received.reception,
                        document: Document::default(),
                    };
                    present::clerk::page(&page, self.job.lang)
                })
            }
            _ => None,
        };
        done
    }
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

/// One file as it was seen.
pub(crate) struct Seen {
    pub(crate) report: DocumentReport,
    /// The moment it was judged at.
    pub(crate) at: Timestamp,
    /// What was fetched for it.
    pub(crate) told: Told,
    /// What is missing for a better report.
    pub(crate) needs: Vec<Need>,
    /// What roles are told from.
    pub(crate) look: Look,
}

/// Everything that is the same for all files of a run.
pub(crate) struct Verifier {
    pub(crate) ground: Ground,
    /// The law by which what was received is judged.
    pub(crate) law: LawBook,
    policy: Policy,
    passwords: Passwords,
    /// When the run began, or the time the user named.
    pub(crate) at: Timestamp,
    /// The time the user named.
    named: Option<Timestamp>,
    /// The children that read pages.
    #[cfg(feature = "pages")]
    pages: crate::pages::Pages,
}

impl Verifier {
    pub(crate) fn new(judging: &Judging, job: &Job) -> Result<Self, Failure> {
        let ground = Ground::load(&judging.trust, job)?;
        ground.say(job);
        let policy = Policy {
            revocation: trust::revocation(&judging.trust, RevocationMode::Require),
            freshness: ground.freshness,
            algorithms: ground.algorithms.clone(),
            modifications: modifications(judging.policy.as_deref()),
            ..Policy::default()
        };
        Ok(Self {
            ground,
            law: job.law.clone(),
            policy,
            passwords: Passwords::new(&judging.password, job)?,
            at: judging.at.unwrap_or(job.now),
            named: judging.at,
            #[cfg(feature = "pages")]
            pages: crate::pages::Pages::default(),
        })
    }

    /// As a verdict was reached that is replayed: on what was saved of it, and nothing else. `at` is the moment of that run.
    pub(crate) fn replaying(
        evidence: Evidence,
        judged: &Judged,
        (at, policy): (Timestamp, Option<&str>),
        password: &DocumentPassword,
        job: &Job,
    ) -> Result<Self, Failure> {
        let policy = Policy {
            revocation: judged.revocation,
            freshness: judged.freshness,
            algorithms: judged.algorithms.clone(),
            modifications: modifications(policy),
            ..Policy::default()
        };
        Ok(Self {
            ground: Ground::saved(evidence, judged),
            law: job.law.clone(),
            policy,
            passwords: Passwords::new(password, job)?,
            at,
            named: Some(judged.now),
            #[cfg(feature = "pages")]
            pages: crate::pages::Pages::default(),
        })
    }

    /// What was asked, with the evidence of all files of the run.
    pub(crate) fn evidence_file(&self, used: Evidence) -> EvidenceFile {
        let at = fetch::clock(self.ground.network.as_ref(), self.named, self.at);
        self.ground.evidence_file(used, at, self.policy.revocation)
    }

    /// Saves the evidence of all files of the run, which was had until now.
    pub(crate) fn save(&self, used: Evidence, file: &Path) -> Result<(), Failure> {
        evidence::save(&self.evidence_file(used), file)
    }

    /// The report on one file.
    pub(crate) fn report(&self, path: &Path) -> Result<Seen, Failure> {
        self.report_source(&path.display().to_string(), &documents::source(path)?)
    }

    /// The report on a file that is open, or in memory. What is missing is fetched where the user opened the network, and
    /// the file judged again.
    pub(crate) fn report_source(&self, name: &str, source: &SharedSource) -> Result<Seen, Failure> {
        self.report_with(name, source, None)
    }

    /// The same, with a signature in a file of its own.
    pub(crate) fn report_with(
        &self,
        name: &str,
        source: &SharedSource,
        beside: Option<&[u8]>,
    ) -> Result<Seen, Failure> {
        let file = self.passwords.open(name, source)?;
        let judge = |evidence: &Evidence, at| {
            let (anchors, policy) = (&self.ground.anchors, &self.policy);
            let report = pades_verify::verify(&file, evidence, anchors, policy, at)
                .map_err(|error| failures::verify(name, &error))?;
            Ok(match beside {
                Some(container) => report.with_detached(self.over(
                    name,
                    source.as_ref(),
                    container,
                    evidence,
                    at,
                )?),
                None => report,
            })
        };
        let mut seen = self.settle(&judge)?;
        seen.look = self.look(&seen.report, &file);
        Ok(seen)
    }

    /// The report on a file of any kind and a container that signs all of it.
    pub(crate) fn report_over(
        &self,
        name: &str,
        content: &dyn Source,
        container: &[u8],
    ) -> Result<Seen, Failure> {
        self.settle(&|evidence, at| self.over(name, content, container, evidence, at))
    }

    fn over(
        &self,
        name: &str,
        content: &dyn Source,
        container: &[u8],
        evidence: &Evidence,
        at: Timestamp,
    ) -> Result<DocumentReport, Failure> {
        let (anchors, policy) = (&self.ground.anchors, &self.policy);
        pades_verify::verify_detached(content, container, evidence, anchors, policy, at)
            .map_err(|error| failures::verify(name, &error))
    }

    /// Judges, fetches what is missing where the user opened the network, and judges again, until nothing new comes. Nothing was
    /// looked at.
    fn settle(&self, judge: &Judge<'_>) -> Result<Seen, Failure> {
        let mut evidence = self.ground.evidence.clone();
        let network = self.ground.network.as_ref();
        let mut session = Session::begin(network);
        loop {
            let at = fetch::clock(network, self.named, self.at);
            let report = judge(&evidence, at)?;
            let needs = pades_verify::needs(&report, &self.ground.anchors, &self.policy, at);
            if !session.more(&needs, &mut evidence) {
                return Ok(Seen {
                    report,
                    at,
                    told: session.told(),
                    needs,
                    look: Look::default(),
                });
            }
        }
    }

    #[cfg(feature = "pages")]
    fn look(&self, report: &DocumentReport, file: &PdfFile) -> Look {
        roles::look(report, file, &self.pages)
    }

    #[cfg(not(feature = "pages"))]
    fn look(&self, report: &DocumentReport, file: &PdfFile) -> Look {
        roles::look(report, file)
    }
}

/// What is judged on this evidence at this moment.
type Judge<'a> = dyn Fn(&Evidence, Timestamp) -> Result<DocumentReport, Failure> + 'a;

/// What may change after signing; the default of the library where none is named.
pub(crate) fn modifications(named: Option<&str>) -> ModificationPolicy {
    named
        .and_then(ModificationPolicy::named)
        .unwrap_or(Policy::default().modifications)
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
