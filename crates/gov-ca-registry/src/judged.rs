//! What the law of the day says of a step.

use regulation_rules::facts::{Fact, Sheets};
use regulation_rules::{
    ComplianceReport, Finding, Found, Lang, LawBook, Severity, Verdict, assess_sheets,
};

/// The office whose register it is: the law as it reads it, and its province.
#[derive(Clone, Copy, Debug)]
pub struct Office<'a> {
    /// The law.
    pub law: &'a LawBook,
    /// The province whose regulation is to be applied as well: `tay-ninh`.
    pub province: Option<&'a str>,
}

/// What the rules say of one step, on the facts known by then.
#[derive(Clone)]
pub struct Judged {
    report: ComplianceReport,
}

/// The words for what rests on no article that was read.
pub const OURS: &str = "quy ước của chương trình";

impl Judged {
    pub(crate) fn of(sheets: &Sheets, office: &Office<'_>) -> Self {
        Self {
            report: assess_sheets(sheets, office.law),
        }
    }

    /// What every rule says.
    pub const fn report(&self) -> &ComplianceReport {
        &self.report
    }

    /// Duties that are not fulfilled, in texts that were read.
    pub fn breaches(&self) -> impl Iterator<Item = &Finding> {
        self.violated()
            .filter(|finding| finding.severity() == Severity::Error)
    }

    /// What is not fulfilled and weighs less: a recommendation, or a text known through others only.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.violated()
            .filter(|finding| finding.severity() != Severity::Error)
    }

    /// What only a person can say or judge, and nobody has.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.report.findings();
        findings.filter(|finding| finding.lacks_only_attestation())
    }

    /// A rule that looked at a fact and is not fulfilled or for a person to judge, and what it held the fact against.
    pub(crate) fn about(&self, fact: Fact) -> Option<(&Finding, Option<&Found>)> {
        self.report.findings().find_map(|finding| {
            let (Verdict::Violated(evidence) | Verdict::Review(evidence, _)) = &finding.verdict
            else {
                return None;
            };
            let used = evidence.0.iter().find(|used| used.fact == fact)?;
            Some((finding, used.limit.as_ref().map(|limit| &limit.value)))
        })
    }

    fn violated(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.report.findings();
        findings.filter(|finding| matches!(finding.verdict, Verdict::Violated(_)))
    }

    /// The places that govern a step, as Vietnamese law cites them: those of rules that it answered and that were open `before`. Where there are
    /// none, the step rests on this program's own order, and that is said.
    pub fn under(&self, before: &Self) -> String {
        let known: Vec<&str> = before.answered().map(Finding::code).collect();
        let answered = self
            .answered()
            .filter(|finding| !known.contains(&finding.code()));
        let mut places: Vec<String> = Vec::new();
        for citation in answered.flat_map(|finding| finding.meta.cites) {
            let place = citation.text(Lang::Vi);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        match places.is_empty() {
            true => OURS.to_owned(),
            false => places.join("; "),
        }
    }

    fn answered(&self) -> impl Iterator<Item = &Finding> {
        self.report.findings().filter(|finding| {
            let is_answered = matches!(
                finding.verdict,
                Verdict::Satisfied(_) | Verdict::Violated(_)
            );
            is_answered && !finding.reference
        })
    }
}

impl core::fmt::Debug for Judged {
    /// The rules that speak against it, and those that are open.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let codes = |findings: &mut dyn Iterator<Item = &Finding>| -> Vec<&str> {
            findings.map(Finding::code).collect()
        };
        f.debug_struct("Judged")
            .field("breaches", &codes(&mut self.breaches()))
            .field("warnings", &codes(&mut self.warnings()))
            .field("open", &codes(&mut self.open()))
            .finish_non_exhaustive()
    }
}
