//! `kyso verify --package`: everything that came in one go, verified and judged together.

mod gather;
mod said;
mod told;

use std::path::Path;

use cert_path::Evidence;
use pades_verify::DocumentReport;
use regulation_rules::ComplianceReport;
use regulation_rules::facts::{CallerFacts, Role};
use signing_workflow::package::{
    MainUnclear, Package, PackageFile, PackageReport, Printed, find_main, judge,
};
use signing_workflow::receive::{Completeness, Outcome as ToDo, ReceiveContext, Statement};
use signing_workflow::roles::Look;

use crate::args::{ReportFor, Verify};
use crate::check;
use crate::exit::{Exit, Failure, Outcome};
use crate::job::Job;
use crate::received;
use crate::roles::{self, Told};
use crate::text::Text;
use crate::verify::{Seen, Verifier};

use gather::Part;
pub(crate) use gather::{Body, Gathered, gather, gather_arrived, listed, sha256};
pub(crate) use said::{received as received_before, statements};
pub(crate) use told::{Told as Telling, page, tell, value};

/// `kyso verify --package PATH`.
pub(crate) fn verify(args: &Verify, path: &Path, job: &Job) -> Outcome {
    if args.report == Some(ReportFor::Xml) {
        return Err(no_xml());
    }
    let known = &args.package.known;
    let asked = Asked {
        our_codes: known.our_codes.clone(),
        completeness: known.completeness.into(),
        statements: statements(&known.stated, None)?,
        received: received_before(known.received.as_deref())?,
        roles: args.judging.roles.clone(),
        province: job.config.province.clone(),
    };
    let verifier = Verifier::new(&args.judging, job)?;
    let gathered = gather(path)?;
    let looked = look_at(&gathered, &asked, &verifier, job)?;
    let main = main_of(path, &looked, known.main.as_deref())?;
    let context = context(&asked, &verifier);
    let report = judged(&gathered, &looked, main, &asked, &context);
    let telling = Telling {
        name: &path.display().to_string(),
        at: verifier.at,
        offline: verifier.ground.network.is_none(),
        report_for: args.report.unwrap_or_default(),
        in_words: args.report == Some(ReportFor::Clerk),
    };
    tell(&telling, &report, &looked, job);
    let exit = exit_of(&report, &looked);
    if let Some(file) = &args.judging.evidence_out {
        verifier.save(used(looked), file)?;
    }
    Ok(exit)
}

/// What the receiving office asks of a package, and what it states.
pub(crate) struct Asked {
    pub(crate) our_codes: Vec<String>,
    pub(crate) completeness: Completeness,
    pub(crate) statements: Vec<Statement>,
    /// SHA-256 of documents received before.
    pub(crate) received: Vec<String>,
    /// `FIELD=ROLE`, `FILE:FIELD=ROLE`.
    pub(crate) roles: Vec<String>,
    pub(crate) province: Option<String>,
}

/// Looks at every part.
pub(crate) fn look_at(
    gathered: &Gathered,
    asked: &Asked,
    verifier: &Verifier,
    job: &Job,
) -> Result<Vec<Looked>, Failure> {
    let parts = gathered.parts.iter();
    parts
        .map(|part| look(part, gathered, verifier, asked, job))
        .collect()
}

/// Which of them is the main document.
pub(crate) fn main_of(
    path: &Path,
    looked: &[Looked],
    named: Option<&str>,
) -> Result<usize, Failure> {
    let files: Vec<PackageFile<'_>> = looked.iter().map(Looked::file).collect();
    find_main(&files, named).map_err(|error| unclear(path, &error))
}

/// What the receiving office knows beside the files.
pub(crate) fn context<'a>(asked: &'a Asked, verifier: &Verifier) -> ReceiveContext<'a> {
    ReceiveContext {
        statements: &asked.statements,
        ..received::context(verifier, verifier.at, asked.province.as_deref())
    }
}

/// All of it, judged together.
pub(crate) fn judged(
    gathered: &Gathered,
    looked: &[Looked],
    main: usize,
    asked: &Asked,
    context: &ReceiveContext<'_>,
) -> PackageReport {
    let files: Vec<PackageFile<'_>> = looked.iter().map(Looked::file).collect();
    let our_codes: Vec<&str> = asked.our_codes.iter().map(String::as_str).collect();
    let before: Vec<&str> = asked.received.iter().map(String::as_str).collect();
    let package = Package {
        files: &files,
        main,
        metadata: gathered.metadata.as_ref(),
        problems: &gathered.problems,
        notes: &gathered.notes,
        our_codes: &our_codes,
        received: &before,
        completeness: asked.completeness,
    };
    judge(&package, context)
}

/// The evidence of all parts.
pub(crate) fn used(looked: Vec<Looked>) -> Evidence {
    let mut used = Evidence::new();
    for seen in looked.into_iter().filter_map(|part| part.seen.ok()) {
        used.merge(seen.report.evidence);
    }
    used
}

/// The kind of a part that is the signature of another.
const SIGNATURE: &str = "p7s";

/// One part, as far as it could be looked at.
pub(crate) struct Looked {
    pub(crate) name: String,
    content_id: Option<String>,
    pub(crate) sha256: String,
    other_kind: Option<&'static str>,
    pub(crate) seen: Result<Seen, Failure>,
    /// The part each signature plays, and what says so.
    told: Told,
    roles: Vec<Role>,
    law: Option<ComplianceReport>,
    pub(crate) printed: Option<Printed>,
}

fn look(
    part: &Part,
    gathered: &Gathered,
    verifier: &Verifier,
    asked: &Asked,
    job: &Job,
) -> Result<Looked, Failure> {
    let facts = stated_of(part, asked)?;
    let (seen, other_kind) = seen(part, gathered, verifier);
    let told = match &seen {
        Ok(seen) => roles::told(&seen.report, &seen.look, &facts),
        Err(_) => roles::stated(&DocumentReport::default(), &facts),
    };
    let report = seen.as_ref().ok();
    Ok(Looked {
        name: part.name.clone(),
        content_id: part.content_id.clone(),
        sha256: part.sha256.clone(),
        other_kind,
        roles: told.roles.iter().map(|one| one.role).collect(),
        law: report.map(|seen| check::judge(&seen.report, &told.facts, seen.at, &job.law)),
        printed: report.and_then(|seen| printed(&seen.look)),
        told,
        seen,
    })
}

/// The report on a part, and what it is when it is no PDF.
fn seen(
    part: &Part,
    gathered: &Gathered,
    verifier: &Verifier,
) -> (Result<Seen, Failure>, Option<&'static str>) {
    let (name, beside) = (part.name.as_str(), gathered.signature_of(part));
    let unsupported =
        |kind: &'static str| (Err(crate::failures::unsupported(name, kind)), Some(kind));
    match (&part.body, beside) {
        (Body::Pdf(source), beside) => (verifier.report_with(name, source, beside), None),
        (Body::Other(kind, source), Some(container)) => (
            verifier.report_over(name, source.as_ref(), container),
            Some(*kind),
        ),
        (Body::Other(kind, _), None) => unsupported(kind),
        (Body::Signature(_), _) if gathered.is_signature_of_another(part) => unsupported(SIGNATURE),
        (Body::Signature(_), _) => unsupported("cms"),
        (Body::Closed(failure), _) => (Err(failure.clone()), None),
    }
}

/// The head of the first page with what was stamped onto it. A line of which some characters have no meaning is left out: a number
/// that is read in part would contradict what it is compared with.
fn printed(look: &Look) -> Option<Printed> {
    let text = look.pages.get(&0)?.text.as_ref().ok()?;
    let lines = text.lines_with_annotations();
    let certain = lines.iter().filter(|line| line.unread == 0);
    Some(Printed::of_lines(certain.map(|line| line.text.as_str())))
}

/// `--role FIELD=ROLE` of every part, and `--role FILE:FIELD=ROLE` of this one: fields have the same names in many files.
fn stated_of(part: &Part, asked: &Asked) -> Result<CallerFacts, Failure> {
    let pairs = &asked.roles;
    let prefix = format!("{}:", part.name);
    let own = pairs.iter().filter_map(|pair| pair.strip_prefix(&prefix));
    let general = pairs
        .iter()
        .filter(|pair| !pair.contains(':'))
        .map(String::as_str);
    let pairs: Vec<String> = general.chain(own).map(str::to_owned).collect();
    let mut facts = CallerFacts {
        province: asked.province.clone(),
        ..CallerFacts::default()
    };
    roles::state(&pairs, &mut facts)?;
    Ok(facts)
}

impl Looked {
    pub(crate) fn file(&self) -> PackageFile<'_> {
        PackageFile {
            name: &self.name,
            content_id: self.content_id.as_deref(),
            sha256: &self.sha256,
            other_kind: self.other_kind,
            read: self
                .seen
                .as_ref()
                .map(|seen| &seen.report)
                .map_err(received::unread),
            roles: &self.roles,
            law: self.law.as_ref(),
            printed: self.printed.as_ref(),
        }
    }
}

/// design.md 4: accepted 0; refused, returned, reported 1; held 2; and the worst of what could not be read.
pub(crate) fn exit_of(report: &PackageReport, looked: &[Looked]) -> Exit {
    let outcome = match report.reception.outcome {
        ToDo::Accept => Exit::Passed,
        ToDo::Hold(_) => Exit::Undecided,
        ToDo::Refuse | ToDo::Return | ToDo::Report => Exit::Negative,
    };
    let unread = looked.iter().filter(|part| part.other_kind.is_none());
    let failures = unread.filter_map(|part| part.seen.as_ref().err());
    failures
        .map(|failure| failure.exit)
        .fold(outcome, Exit::max)
}

/// ETSI TS 119 102-2 knows signatures and documents, no packages.
fn no_xml() -> Failure {
    Failure::usage(
        "package-xml",
        Text::new(
            "--report xml dùng cho từng tệp, không dùng cho bộ văn bản; dùng --json.",
            "--report xml is for single files, not for a package; use --json.",
        ),
    )
}

/// Nobody can tell which file is the main document: cannot decide, and what to do about it.
fn unclear(path: &Path, error: &MainUnclear) -> Failure {
    let name = path.display();
    let text = match error {
        MainUnclear::Empty => Text::new(
            format!("Bộ văn bản “{name}” không có tệp nào."),
            format!("Package “{name}” has no files."),
        ),
        MainUnclear::NotThere { name: main } => Text::new(
            format!("Bộ văn bản “{name}” không có tệp “{main}”."),
            format!("Package “{name}” has no file “{main}”."),
        ),
        other => Text::new(
            format!(
                "Chưa xác định được tệp nào của “{name}” là văn bản chính: {}. Đề nghị nêu rõ bằng --main, hoặc xác nhận vai trò \
                 chữ ký số bằng --role.",
                candidates(other)
            ),
            format!(
                "It is not known which file of “{name}” is the main document: {}. Name it with --main, or tell the roles of the \
                 signatures with --role.",
                candidates(other)
            ),
        ),
    };
    let failure = match error {
        MainUnclear::NotThere { .. } => Failure::usage("main-not-there", text),
        _ => Failure::new(Exit::Undecided, "main-unclear", text),
    };
    failure.verdict("main-unclear")
}

fn candidates(error: &MainUnclear) -> String {
    match error {
        MainUnclear::Several { candidates } => candidates.join(", "),
        other => other.to_string(),
    }
}
