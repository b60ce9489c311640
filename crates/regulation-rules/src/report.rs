//! One document, judged: findings in order, and what they come to.

use serde::Serialize;

use crate::engine::assess;
use crate::facts::FactSheet;
use crate::facts::{DocumentFacts, LegalDay, Role, SignedFacts};
use crate::finding::{Finding, FindingData, Severity, Verdict};
use crate::instruments::{self, unread};
use crate::law::{InForce, Instrument};
use crate::rule::Basis;
use crate::{Lang, Text};

/// What the law says of one document.
#[derive(Clone, Debug)]
pub struct ComplianceReport {
    /// One part per signature, in the order of the document.
    pub signatures: Vec<SignatureFindings>,
}

/// What the law says of one signature and the certificate behind it.
#[derive(Clone, Debug)]
pub struct SignatureFindings {
    /// The name of its field.
    pub field: String,
    /// The part it plays, as stated.
    pub role: Role,
    /// The day of signing and why that day, where known.
    pub signed_on: Option<LegalDay>,
    /// One finding per rule, in the order of the register.
    pub findings: Vec<Finding>,
    /// Instruments that were, or may have been, in force there that day and that nobody here has read, or not in full.
    pub unread: Vec<UnreadInForce>,
}

/// An instrument that was, or may have been, in force and has not been read in full: nothing can be concluded from it.
#[derive(Clone, Copy, Debug)]
pub struct UnreadInForce {
    /// The instrument.
    pub instrument: &'static Instrument,
    /// Whether it certainly was in force, or only may have been.
    pub certain: bool,
}

/// What all findings come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Worst {
    /// Nothing against it.
    Passed,
    /// Something could not be decided.
    CannotDecide,
    /// A duty is violated.
    Violated,
}

impl Worst {
    /// The exit code of design.md §4.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Passed => 0,
            Self::Violated => 1,
            Self::CannotDecide => 2,
        }
    }
}

/// Judges every signature of a document by every rule.
pub fn assess_document(facts: &DocumentFacts) -> ComplianceReport {
    ComplianceReport {
        signatures: facts.signatures.iter().map(assess_signature).collect(),
    }
}

fn assess_signature(signed: &SignedFacts) -> SignatureFindings {
    let mut findings = assess(&signed.signature, instruments::SIGNATURE);
    findings.extend(assess(&signed.certificate, instruments::CERTIFICATE));
    let signed_on = signed.signature.legal_day(Basis::SignedOn).ok();
    let unread = signed_on.map_or_else(Vec::new, |legal| {
        unread_in_force(signed.signature.province(), legal)
    });
    SignatureFindings {
        field: signed.field.clone(),
        role: signed.role,
        signed_on,
        findings,
        unread,
    }
}

fn unread_in_force(province: Option<&str>, legal: LegalDay) -> Vec<UnreadInForce> {
    let here = unread::UNREAD.iter().filter(|instrument| {
        instrument
            .territory
            .is_none_or(|territory| province == Some(territory.id))
    });
    here.filter_map(|instrument| match instrument.force.on(legal.day) {
        InForce::Yes => Some(UnreadInForce {
            instrument,
            certain: true,
        }),
        InForce::Unknown => Some(UnreadInForce {
            instrument,
            certain: false,
        }),
        InForce::NotYet | InForce::Ended => None,
    })
    .collect()
}

impl ComplianceReport {
    /// All findings, signature by signature.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.signatures
            .iter()
            .flat_map(|signature| &signature.findings)
    }

    /// What it all comes to. A violated duty whose text was read decides against the document. What could not be decided
    /// leaves it open; so does a violated duty whose text is known only in part. Reviews and attestations nobody gave are
    /// listed, and leave it open only when `strict`. A document without a signature, or with one that no rule had anything to
    /// say about, leaves it open too: silence is not a pass.
    pub fn worst(&self, strict: bool) -> Worst {
        let each = self.findings().map(|finding| weigh(finding, strict));
        let unread = self
            .signatures
            .iter()
            .any(|signature| !signature.unread.is_empty());
        let silent = self.signatures.iter().any(SignatureFindings::is_silent);
        let floor = if self.signatures.is_empty() || silent || (strict && unread) {
            Worst::CannotDecide
        } else {
            Worst::Passed
        };
        each.max().map_or(floor, |worst| worst.max(floor))
    }

    /// The report as data, its sentences in `lang`; with `explain`, also what was fulfilled or did not apply.
    pub fn data(&self, lang: Lang, explain: bool) -> Vec<SignatureFindingsData> {
        self.signatures
            .iter()
            .map(|signature| signature.data(lang, explain))
            .collect()
    }
}

fn weigh(finding: &Finding, strict: bool) -> Worst {
    match &finding.verdict {
        Verdict::Violated(_) if finding.severity() == Severity::Error => Worst::Violated,
        // a duty, but its text is known in part or through another one only: no ground for either answer
        Verdict::Violated(_) if finding.meta.duty.binds() => Worst::CannotDecide,
        Verdict::Undetermined(_) | Verdict::Review(..)
            if strict || !finding.lacks_only_attestation() =>
        {
            Worst::CannotDecide
        }
        _ => Worst::Passed,
    }
}

impl SignatureFindings {
    /// Whether no rule had anything to say: none in force, none applicable.
    fn is_silent(&self) -> bool {
        self.shown(false).next().is_none()
    }

    /// The findings a reader needs first: violated, undetermined, review, satisfied; with `explain` all of them.
    pub fn shown(&self, explain: bool) -> impl Iterator<Item = &Finding> {
        let said = |finding: &&Finding| {
            finding.verdict.speaks() || matches!(finding.verdict, Verdict::Undetermined(_))
        };
        self.findings
            .iter()
            .filter(move |finding| explain || said(finding))
    }

    fn data(&self, lang: Lang, explain: bool) -> SignatureFindingsData {
        SignatureFindingsData {
            field: self.field.clone(),
            role: self.role,
            signed_on: self.signed_on.map(|legal| legal.day.to_string()),
            day_because: self.signed_on.map(|legal| legal.because),
            findings: self
                .shown(explain)
                .map(|finding| finding.data(lang))
                .collect(),
            unread: self.unread.iter().map(|unread| unread.told(lang)).collect(),
        }
    }
}

impl UnreadInForce {
    /// As a sentence.
    pub fn told(&self, lang: Lang) -> String {
        let title = self.instrument.title.in_language(lang);
        let certainly = Text {
            vi: "có hiệu lực vào ngày xét và chưa được đọc đầy đủ; không kết luận đạt hay không đạt",
            en: "was in force that day and has not been read in full; nothing is concluded from it",
        };
        let perhaps = Text {
            vi: "có thể có hiệu lực vào ngày xét và chưa được đọc đầy đủ; không kết luận đạt hay không đạt",
            en: "may have been in force that day and has not been read in full; nothing is concluded from it",
        };
        let rest = if self.certain { certainly } else { perhaps };
        format!("{title} {}", rest.in_language(lang))
    }
}

/// [`SignatureFindings`] as data.
#[derive(Clone, Debug, Serialize)]
pub struct SignatureFindingsData {
    /// The name of its field.
    pub field: String,
    /// The part it plays, as stated.
    pub role: Role,
    /// The day of signing.
    pub signed_on: Option<String>,
    /// Why that day.
    pub day_because: Option<crate::facts::DayReason>,
    /// The findings.
    pub findings: Vec<FindingData>,
    /// Sentences on instruments that were in force and have not been read.
    pub unread: Vec<String>,
}
