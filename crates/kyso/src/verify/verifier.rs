//! One run over files: the same roots, evidence, policy and moment for all of them.

use std::path::Path;
use std::sync::Arc;

use cert_path::{CryptoProvider, Evidence, EvidenceFile, Judged, Need, RevocationMode};
use jiff::Timestamp;
use pades_verify::{DocumentReport, ModificationPolicy, Policy};
use pdf_revisions::{PdfFile, SharedSource, Source};
use regulation_rules::LawBook;
use secrecy::SecretString;
use signing_workflow::layout::Layout;
use signing_workflow::outgoing::Aftermath;
use signing_workflow::roles::Look;

use crate::aftermath::Ours;
use crate::args::{DocumentPassword, Judging};
use crate::documents;
use crate::evidence;
use crate::exit::Failure;
use crate::failures;
use crate::fetch::{self, Session, Told};
use crate::job::Job;
use crate::locked::Passwords;
use crate::roles;
use crate::trust::{self, Ground};

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
    /// What was measured, where that was asked for.
    pub(crate) layout: Option<Layout>,
    /// What became of the document after it was signed here.
    pub(crate) aftermath: Option<Aftermath>,
}

/// Everything that is the same for all files of a run.
#[derive(Clone)]
pub(crate) struct Verifier {
    pub(crate) ground: Arc<Ground>,
    /// The law by which what was received is judged.
    pub(crate) law: Arc<LawBook>,
    policy: Policy,
    passwords: Arc<Passwords>,
    /// The packages of this office.
    ours: Arc<Ours>,
    /// When the run began, or the time the user named.
    pub(crate) at: Timestamp,
    /// The time the user named.
    named: Option<Timestamp>,
    /// Whether layout and signatures of every file are measured.
    pub(crate) measures: bool,
    /// The children that read pages.
    #[cfg(feature = "pages")]
    pages: Arc<crate::pages::Pages>,
}

impl Verifier {
    pub(crate) fn new(judging: &Judging, job: &Job) -> Result<Self, Failure> {
        Self::with_revocation(judging, RevocationMode::Require, job)
    }

    /// The same with another treatment of revocation where the command line names none.
    pub(crate) fn with_revocation(
        judging: &Judging,
        mode: RevocationMode,
        job: &Job,
    ) -> Result<Self, Failure> {
        let ground = Ground::load(&judging.trust, job)?;
        ground.say(job);
        let policy = Policy {
            revocation: trust::revocation(&judging.trust, mode),
            freshness: ground.freshness,
            algorithms: ground.algorithms.clone(),
            modifications: modifications(judging.policy.as_deref()),
            ..Policy::default()
        };
        Ok(Self {
            ground: Arc::new(ground),
            law: Arc::new(job.law.clone()),
            policy,
            passwords: Arc::new(Passwords::new(&judging.password, job)?),
            ours: Arc::new(Ours::read(job)?),
            at: judging.at.unwrap_or(job.now),
            named: judging.at,
            measures: false,
            #[cfg(feature = "pages")]
            pages: Arc::default(),
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
            ground: Arc::new(Ground::saved(evidence, judged)),
            law: Arc::new(job.law.clone()),
            policy,
            passwords: Arc::new(Passwords::new(password, job)?),
            ours: Arc::new(Ours::default()),
            at,
            named: Some(judged.now),
            measures: false,
            #[cfg(feature = "pages")]
            pages: Arc::default(),
        })
    }

    /// A run over many files stops for nobody: passwords are not asked for. What stands above many signers is verified once.
    pub(crate) fn for_many(&mut self) {
        self.passwords = Arc::new(self.passwords.without_asking());
        self.policy.provider = CryptoProvider::remembering();
    }

    /// The same for one file that came later: at the time its sender names, or now.
    pub(crate) fn for_one(
        &self,
        now: Timestamp,
        named: Option<Timestamp>,
        policy: Option<&str>,
    ) -> Self {
        let mut verifier = self.clone();
        verifier.at = named.unwrap_or(now);
        verifier.named = named;
        if policy.is_some() {
            verifier.policy.modifications = modifications(policy);
        }
        verifier
    }

    /// The same for documents that this opens, which came with them.
    pub(crate) fn opening_with(mut self, password: Option<&SecretString>) -> Self {
        self.passwords = Arc::new(self.passwords.given(password));
        self
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

    /// The same, and nothing of what its pages show.
    pub(crate) fn bare_report(&self, path: &Path) -> Result<Seen, Failure> {
        self.bare_report_source(&path.display().to_string(), &documents::source(path)?)
    }

    /// The same on a file that is open, or in memory.
    pub(crate) fn bare_report_source(
        &self,
        name: &str,
        source: &SharedSource,
    ) -> Result<Seen, Failure> {
        let file = self.passwords.open(name, source)?;
        self.settle(&|evidence, at| {
            pades_verify::verify(&file, evidence, &self.ground.anchors, &self.policy, at)
                .map_err(|error| failures::verify(name, &error))
        })
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
        #[cfg(feature = "pages")]
        if source.len() >= LONG {
            self.pages.get_ready();
        }
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
        seen.layout = self
            .measures
            .then(|| Layout::read(&file, &seen.report, &seen.look));
        let aftermath = self.ours.aftermath(&file);
        seen.aftermath = aftermath.map_err(|error| failures::io(name, &error))?;
        Ok(seen)
    }

    /// The file, and what stands in it whoever signed: no roots, no revocation.
    pub(crate) fn structure(
        &self,
        name: &str,
        source: &SharedSource,
    ) -> Result<(PdfFile, DocumentReport), Failure> {
        let file = self.passwords.open(name, source)?;
        let policy = Policy {
            revocation: RevocationMode::Skip,
            ..self.policy.clone()
        };
        let report = pades_verify::verify(&file, &Evidence::new(), &[], &policy, self.at);
        let report = report.map_err(|error| failures::verify(name, &error))?;
        Ok((file, report))
    }

    /// The readers of pages.
    #[cfg(feature = "pages")]
    pub(crate) fn pages(&self) -> &crate::pages::Pages {
        &self.pages
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
                    layout: None,
                    aftermath: None,
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

/// From this length on a file takes longer to hash than the reader of its pages to start. 8 MiB: some milliseconds.
#[cfg(feature = "pages")]
const LONG: u64 = 8 << 20;

/// What is judged on this evidence at this moment.
type Judge<'a> = dyn Fn(&Evidence, Timestamp) -> Result<DocumentReport, Failure> + 'a;

/// What may change after signing; the default of the library where none is named.
pub(crate) fn modifications(named: Option<&str>) -> ModificationPolicy {
    named
        .and_then(ModificationPolicy::named)
        .unwrap_or(Policy::default().modifications)
}
