//! One document, judged: findings in order, and what they come to.

use gov_ca_model::CertificateKind;
use serde::Serialize;

use crate::engine::{assess, assess_stated};
use crate::facts::{FactSheet, LegalDay, Role, Sheets, SignedFacts};
use crate::finding::{Finding, FindingData, Severity, Verdict};
use crate::instruments;
use crate::law::{Applies, InForce, Instrument};
use crate::law_book::LawBook;
use crate::register::SheetKind;
use crate::rule::Basis;
use crate::{Lang, Text};

/// What the law says of one document.
#[derive(Clone, Debug)]
pub struct ComplianceReport {
    /// One part per signature, in the order of the document.
    pub signatures: Vec<SignatureFindings>,
    /// One part per other sheet, kind by kind.
    pub others: Vec<SheetFindings>,
}

/// What the law says of one sheet that is no signature.
#[derive(Clone, Debug)]
pub struct SheetFindings {
    /// What the sheet is about.
    pub kind: SheetKind,
    /// Which one of its kind, from 1.
    pub number: usize,
    /// One finding per rule, in the order of the register.
    pub findings: Vec<Finding>,
    /// Instruments that were, or may have been, in force there that day and that nobody here has read, or not in full.
    pub unread: Vec<UnreadInForce>,
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

/// Judges every sheet by every rule about such a sheet, with the law as this program read it.
pub fn assess_document(sheets: &Sheets) -> ComplianceReport {
    assess_sheets(sheets, &LawBook::as_read())
}

/// Judges every sheet by every rule about such a sheet, with the law as `law` holds it.
pub fn assess_sheets(sheets: &Sheets, law: &LawBook) -> ComplianceReport {
    let mut others = Vec::new();
    others.extend(judged(
        &sheets.certificates,
        SheetKind::Certificate,
        law,
        |facts| {
            let mut findings = assess(facts, instruments::CERTIFICATE_ISSUE, law);
            findings.extend(assess(facts, instruments::CERTIFICATE_STANDING, law));
            findings
        },
    ));
    others.extend(judged(
        &sheets.documents,
        SheetKind::Document,
        law,
        |facts| assess(facts, instruments::DOCUMENT, law),
    ));
    others.extend(judged(&sheets.packages, SheetKind::Package, law, |facts| {
        assess(facts, instruments::PACKAGE, law)
    }));
    others.extend(judged(&sheets.requests, SheetKind::Request, law, |facts| {
        assess(facts, instruments::REQUEST, law)
    }));
    others.extend(judged(&sheets.devices, SheetKind::Device, law, |facts| {
        assess(facts, instruments::DEVICE, law)
    }));
    others.extend(judged(
        &sheets.subscribers,
        SheetKind::Subscriber,
        law,
        |facts| assess(facts, instruments::SUBSCRIBER, law),
    ));
    others.extend(judged(
        &sheets.organisations,
        SheetKind::Organisation,
        law,
        |facts| assess(facts, instruments::ORGANISATION, law),
    ));
    ComplianceReport {
        signatures: sheets
            .signatures
            .iter()
            .map(|signed| assess_signature(signed, law))
            .collect(),
        others,
    }
}

fn judged<'a, F: FactSheet>(
    sheets: &'a [F],
    kind: SheetKind,
    law: &'a LawBook,
    findings: impl Fn(&F) -> Vec<Finding> + 'a,
) -> impl Iterator<Item = SheetFindings> + 'a {
    sheets.iter().enumerate().map(move |(at, facts)| {
        let mut findings = findings(facts);
        findings.extend(assess_stated(facts, kind, law));
        let days = findings.iter().filter_map(|finding| finding.day);
        let unread = days.map(|legal| unread_in_force(kind, facts, legal, law));
        SheetFindings {
            kind,
            number: at + 1,
            unread: unread.max_by_key(Vec::len).unwrap_or_default(),
            findings,
        }
    })
}

fn assess_signature(signed: &SignedFacts, law: &LawBook) -> SignatureFindings {
    let mut findings = assess(&signed.signature, instruments::SIGNATURE, law);
    // how the certificate stands today is the register's question, not the document's
    findings.extend(assess(
        &signed.certificate,
        instruments::CERTIFICATE_ISSUE,
        law,
    ));
    findings.extend(assess_stated(&signed.signature, SheetKind::Signature, law));
    findings.extend(assess_stated(
        &signed.certificate,
        SheetKind::Certificate,
        law,
    ));
    let signed_on = signed.signature.legal_day(Basis::SignedOn).ok();
    let unread = signed_on.map_or_else(Vec::new, |legal| {
        unread_in_force(SheetKind::Signature, &signed.signature, legal, law)
    });
    SignatureFindings {
        field: signed.field.clone(),
        role: signed.role,
        signed_on,
        findings,
        unread,
    }
}

fn unread_in_force<F: FactSheet>(
    kind: SheetKind,
    facts: &F,
    legal: LegalDay,
    law: &LawBook,
) -> Vec<UnreadInForce> {
    let province = facts.province();
    let here = instruments::unread::concerning(kind).filter(|instrument| {
        instrument
            .territory
            .is_none_or(|territory| territory.applies(province, legal.day) != Applies::Elsewhere)
    });
    let here = here.filter(|instrument| {
        // what gave way to a later text says nothing any more
        let gave_way = instrument.yields_on(legal.day, CertificateKind::Government);
        gave_way.is_none()
    });
    here.filter_map(|instrument| {
        let governs = governs(instrument, facts)?;
        let certain = match law.force(instrument).on(legal.day) {
            InForce::Yes => governs,
            InForce::Unknown => false,
            InForce::NotYet | InForce::Ended => return None,
        };
        Some(UnreadInForce {
            instrument,
            certain,
        })
    })
    .collect()
}

/// Whether an instrument certainly governs such a signature; `None` when it says that it does not.
fn governs<F: FactSheet>(instrument: &Instrument, facts: &F) -> Option<bool> {
    match (instrument.not_for, facts.kind()) {
        (Some(excluded), Ok(kind)) if excluded == kind => None,
        (Some(_), Err(_)) => Some(false),
        _ => Some(true),
    }
}

impl ComplianceReport {
    /// All findings, signature by signature, then sheet by sheet.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        let of_signatures = self
            .signatures
            .iter()
            .flat_map(|signature| &signature.findings);
        of_signatures.chain(self.others.iter().flat_map(|sheet| &sheet.findings))
    }

    fn unread(&self) -> impl Iterator<Item = &UnreadInForce> {
        let of_signatures = self
            .signatures
            .iter()
            .flat_map(|signature| &signature.unread);
        of_signatures.chain(self.others.iter().flat_map(|sheet| &sheet.unread))
    }

    /// What it all comes to. A violated duty whose text was read decides against the document. What could not be decided
    /// leaves it open; so does a violated duty whose text is known only in part. Reviews and attestations nobody gave are
    /// listed, and leave it open only when `strict`. A document without a signature, or with one that no rule had anything to
    /// say about, leaves it open too, and so does an instrument that certainly was in force and has not been read: silence is not a pass.
    pub fn worst(&self, strict: bool) -> Worst {
        let each = self.findings().map(|finding| weigh(finding, strict));
        let unread = self.unread().any(|unread| strict || unread.certain);
        let empty = self.signatures.is_empty() && self.others.is_empty();
        let silent = self.signatures.iter().any(SignatureFindings::is_silent)
            || self
                .others
                .iter()
                .any(|sheet| shown(&sheet.findings, false).next().is_none());
        let floor = if empty || silent || unread {
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
    if finding.reference {
        return Worst::Passed;
    }
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
        shown(&self.findings, explain)
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

fn shown(findings: &[Finding], explain: bool) -> impl Iterator<Item = &Finding> {
    let said = |finding: &&Finding| {
        finding.verdict.speaks() || matches!(finding.verdict, Verdict::Undetermined(_))
    };
    findings
        .iter()
        .filter(move |finding| explain || said(finding))
}

impl SheetFindings {
    /// The findings a reader needs first; with `explain` all of them.
    pub fn shown(&self, explain: bool) -> impl Iterator<Item = &Finding> {
        shown(&self.findings, explain)
    }

    /// As data, its sentences in `lang`; with `explain`, also what did not apply.
    pub fn data(&self, lang: Lang, explain: bool) -> SheetFindingsData {
        SheetFindingsData {
            sheet: self.kind,
            number: self.number,
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

/// [`SheetFindings`] as data.
#[derive(Clone, Debug, Serialize)]
pub struct SheetFindingsData {
    /// What the sheet is about.
    pub sheet: SheetKind,
    /// Which one of its kind, from 1.
    pub number: usize,
    /// The findings.
    pub findings: Vec<FindingData>,
    /// Sentences on instruments that were in force and have not been read.
    pub unread: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Evidence;
    use crate::facts::Origin;

    /// What a text only recommends decides against nothing; a duty that was read in part leaves the document open.
    #[test]
    fn only_duties_leave_a_document_open() {
        let violated = |code: &str| {
            let meta = crate::rule(code).unwrap().meta;
            let verdict = Verdict::Violated(Evidence::default());
            weigh(
                &Finding::new(meta, verdict, None, |_| Origin::Observed),
                false,
            )
        };
        assert_eq!(
            violated("tay-ninh-2025/provincial-mail-not-used"),
            Worst::Passed
        );
        assert_eq!(
            violated("nd-68-2024/device-returned-late"),
            Worst::CannotDecide
        );
        assert_eq!(
            violated("nd-68-2024/signed-outside-validity"),
            Worst::Violated
        );
    }
}
