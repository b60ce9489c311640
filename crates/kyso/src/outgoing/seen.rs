//! What the main document shows before a step: its signatures, its head, title and name.

use std::path::Path;

use gov_ca_model::VietnamDay;
use pades_verify::{DocumentReport, Indication, SignatureKind};
use regulation_rules::facts::{CallerFacts, Role, SecrecyLevel};
use signing_workflow::outgoing::{self, Earlier, Outgoing};
use signing_workflow::package::Printed;
use signing_workflow::roles::{self, Look, SignerBlock};

use crate::args::{Judging, Revocation, Trust};
use crate::exit::Failure;
use crate::job::Job;
use crate::verify::Verifier;

/// The main document as it is.
pub(crate) struct Seen {
    pub(crate) report: DocumentReport,
    pub(crate) earlier: Vec<Earlier>,
    pub(crate) printed: Printed,
    pub(crate) blocks: Vec<SignerBlock>,
    pub(crate) secrecy: SecrecyLevel,
    /// Why the pages could not be read, where they could not.
    pub(crate) unread: Option<String>,
}

impl Seen {
    /// Verifies the file and reads its first and last pages. The fields that the journal names play the parts it says.
    pub(super) fn of(
        outgoing: &Outgoing,
        (trust, stated): (&Trust, &[String]),
        job: &Job,
    ) -> Result<Self, Failure> {
        let path = outgoing
            .current(0)
            .map_err(|error| super::words::failed(&error))?;
        Self::of_file(&path, &facts(outgoing, stated)?, trust, job)
    }

    /// The same of a document that is in no package.
    pub(crate) fn of_file(
        path: &Path,
        facts: &CallerFacts,
        trust: &Trust,
        job: &Job,
    ) -> Result<Self, Failure> {
        let look = look(path)?;
        let verifier = Verifier::new(&judging(trust), job)?;
        let seen = verifier.report(path)?;
        let earlier = earlier(&seen, facts);
        let first = look.pages.get(&0).and_then(|page| page.text.as_ref().ok());
        let lines = first
            .map(|text| text.lines_with_annotations())
            .unwrap_or_default();
        let certain = || {
            lines
                .iter()
                .filter(|line| line.unread == 0)
                .map(|line| line.text.as_str())
        };
        let unread = look.unread.clone().or_else(|| {
            let unread = look
                .pages
                .values()
                .find_map(|page| page.text.as_ref().err());
            unread.cloned()
        });
        Ok(Self {
            report: seen.report,
            earlier,
            printed: Printed::of_lines(certain()),
            secrecy: outgoing::secrecy(certain()),
            blocks: roles::Printed::read(&look).blocks,
            unread,
        })
    }

    /// The day on which the document is dated, as printed, else as said.
    pub(super) fn dated(&self, outgoing: &Outgoing) -> Option<VietnamDay> {
        self.printed.date.or(outgoing.state().about.dated_on)
    }
}

/// Which part the signatures of the package play, as its journal and the command line say.
fn facts(outgoing: &Outgoing, stated: &[String]) -> Result<CallerFacts, Failure> {
    let mut facts = CallerFacts::default();
    for step in &outgoing.state().steps {
        for version in step.signed.iter().filter(|version| version.mark.part == 0) {
            let Some(field) = &version.field else {
                continue;
            };
            facts.signature.entry(field.clone()).or_default().role = Some(step.act.role());
        }
    }
    crate::roles::state(stated, &mut facts)?;
    Ok(facts)
}

/// One for each signature of the report that is a person's or a body's, in its order.
fn earlier(seen: &crate::verify::Seen, facts: &CallerFacts) -> Vec<Earlier> {
    let told = crate::roles::told(&seen.report, &seen.look, facts);
    let of_people = seen
        .report
        .signatures
        .iter()
        .filter(|one| one.kind == SignatureKind::Signature);
    of_people
        .map(|signature| Earlier {
            role: told
                .of(&signature.field)
                .map_or(Role::Unknown, |told| told.role),
            passed: match signature.indication() {
                Indication::TotalPassed => Some(true),
                Indication::TotalFailed(_) => Some(false),
                _ => None,
            },
        })
        .collect()
}

/// As strict about revocation as signing is, unless something else was said.
fn judging(trust: &Trust) -> Judging {
    let mut trust = trust.clone();
    trust.revocation.get_or_insert(Revocation::IfAvailable);
    Judging {
        trust,
        ..Judging::default()
    }
}

#[cfg(feature = "pages")]
fn look(path: &Path) -> Result<Look, Failure> {
    let name = path.display().to_string();
    let failed = |error| crate::failures::pdf(&name, &error);
    let file = pdf_revisions::PdfFile::open(crate::documents::source(path)?).map_err(failed)?;
    let mut look = Look::default();
    let count = file.newest().pages().map_err(failed)?.len();
    let wanted = Look::wanted(&look.widgets, count);
    let readers = crate::pages::Pages::default();
    if let Err(why) = crate::roles::read_these(&file, &readers, wanted, &mut look) {
        look.unread = Some(why.to_string());
    }
    Ok(look)
}

#[cfg(not(feature = "pages"))]
fn look(_: &Path) -> Result<Look, Failure> {
    Ok(Look {
        unread: Some("built without a reader of pages".to_owned()),
        ..Look::default()
    })
}
