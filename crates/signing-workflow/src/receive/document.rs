//! One file, weighed as a whole: its signatures, whether they are complete, and what else is odd.

use gov_ca_model::{CertificateKind, Hierarchy};
use pades_verify::codes::UNREADABLE_PAGES;
use pades_verify::{DocumentReport, Severity, SignatureKind, SignatureReport};
use regulation_rules::facts::Role;
use regulation_rules::{ComplianceReport, Finding, Question, Severity as LawSeverity, Verdict};

use super::context::{Completeness, Part, ReceiveContext};
use super::fact::{Fact, Place};
use super::note::Note;
use super::outcome::HoldReason;
use super::reason::RefusalReason;
use super::reception::{Collected, Reception};
use super::signature::{Announced, foreign, weigh};

/// A file as it is received.
#[derive(Clone, Debug)]
pub struct ReceivedFile<'a> {
    /// What it is called.
    pub name: &'a str,
    /// What the verifier says, or why it says nothing.
    pub read: Result<&'a DocumentReport, Unread>,
    /// The part each signature plays, in the order of the report; what is not told is [`Role::Unknown`].
    pub roles: &'a [Role],
    /// What the law says of its signatures, if it was asked.
    pub law: Option<&'a ComplianceReport>,
    /// What the file is in what was sent.
    pub part: Part,
    /// Which signatures make it complete, when it is the main document.
    pub completeness: Completeness,
}

/// Why there is no report on a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Which kind.
    pub because: UnreadBecause,
    /// Where in the file, where bytes are involved.
    pub offset: Option<u64>,
    /// One line.
    pub text: String,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnreadBecause {
    /// It is damaged.
    Malformed,
    /// It is protected by a password that nobody gave.
    Locked,
    /// It is right, and asks for something this program does not do.
    Unsupported,
    /// A bound of this program was reached.
    Limit,
    /// The system did not let it be opened: nothing is known of the file.
    NotOpened,
}

/// What to do with one file.
///
/// A package is more than its files: [`crate::package::judge`].
#[must_use]
pub fn receive(file: &ReceivedFile<'_>, context: &ReceiveContext<'_>) -> Reception {
    let mut collected = collect(file, context);
    collected.state(context);
    collected.settle(context)
}

pub(crate) fn collect(file: &ReceivedFile<'_>, context: &ReceiveContext<'_>) -> Collected {
    let mut collected = Collected::default();
    match &file.read {
        Err(unread) => not_read(file, unread, &mut collected),
        Ok(report) => {
            signatures(file, report, context, &mut collected);
            anomalies(file, report, &mut collected);
            complete(file, report, &mut collected);
            if let Some(law) = file.law {
                by_law(file, report, law, &mut collected);
            }
        }
    }
    collected
}

fn not_read(file: &ReceivedFile<'_>, unread: &Unread, collected: &mut Collected) {
    let fact = Fact::Unread {
        offset: unread.offset,
        text: unread.text.clone(),
    };
    let place = Place::file(file.name);
    let why = match unread.because {
        UnreadBecause::Malformed => {
            return collected.against(RefusalReason::Unreadable, place, fact);
        }
        UnreadBecause::Locked => HoldReason::Locked,
        UnreadBecause::Unsupported => HoldReason::Unsupported,
        UnreadBecause::Limit => HoldReason::OverLimit,
        UnreadBecause::NotOpened => HoldReason::NotOpened,
    };
    collected.open(why, place, fact, None);
}

fn signatures(
    file: &ReceivedFile<'_>,
    report: &DocumentReport,
    context: &ReceiveContext<'_>,
    collected: &mut Collected,
) {
    let announced = Announced {
        evidence: &report.evidence,
    };
    for (index, signature) in report.signatures.iter().enumerate() {
        let place = Place::signature(file.name, index.saturating_add(1), &signature.field);
        if signature.kind == SignatureKind::UsageRights {
            // ISO 32000-1 §12.8.2.3: rights in one viewer, withdrawn in 2.0; it says nothing of the content.
            collected.note(place, Note::STRANGER, signature.kind.as_str());
            continue;
        }
        for weighed in weigh(signature, &announced, context) {
            collected.weighed(&place, weighed);
        }
        other_law(signature, &place, collected);
        let findings = signature.findings.iter();
        for finding in findings.filter(|finding| finding.severity == Severity::Warning) {
            collected.note(place.clone(), finding.code, finding.text.clone());
        }
    }
}

/// Luật 20/2023/QH15 Điều 22(1): public and foreign signatures have a law of their own. They are named; nothing follows from it here.
fn other_law(signature: &SignatureReport, place: &Place, collected: &mut Collected) {
    if signature.kind != SignatureKind::Signature {
        return;
    }
    let issuer = || {
        signature
            .signer
            .as_ref()
            .map_or_else(String::new, |signer| {
                let name = signer.issuer();
                name.common_name()
                    .map_or_else(|| name.to_string(), str::to_owned)
            })
    };
    let public = signature
        .trust
        .proven()
        .and_then(|path| Hierarchy::of_path(path).kind())
        == Some(CertificateKind::Public);
    if public {
        collected.note(place.clone(), Note::PUBLIC, issuer());
    }
    if let Some(country) = signature.trust.refuted().and_then(foreign) {
        collected.note(
            place.clone(),
            Note::FOREIGN,
            format!("{} ({country})", issuer()),
        );
    }
}

/// The default policy refuses a file for an anomaly that is an error; what hides bytes from a reader is no mistake of an office. In a
/// file without signatures nothing was changed after signing.
fn anomalies(file: &ReceivedFile<'_>, report: &DocumentReport, collected: &mut Collected) {
    for anomaly in &report.anomalies {
        let place = Place::file(file.name);
        let fact = Fact::Anomaly {
            anomaly: anomaly.code.to_owned(),
            text: anomaly.text.clone(),
        };
        match anomaly.severity {
            Severity::Error if anomaly.code == UNREADABLE_PAGES => {
                collected.against(RefusalReason::Unreadable, place, fact);
            }
            Severity::Error if !report.signatures.is_empty() => {
                collected.abnormal(RefusalReason::ChangedAfterSigning, place, fact);
            }
            _ => collected.note(place, anomaly.code, anomaly.text.clone()),
        }
    }
}

/// Whether the signatures that have to be there are there, told by their roles (Tây Ninh 2025 Điều 20(3): "không đầy đủ").
fn complete(file: &ReceivedFile<'_>, report: &DocumentReport, collected: &mut Collected) {
    let roles: Vec<Role> = report
        .signatures
        .iter()
        .enumerate()
        .filter(|(_, signature)| signature.kind == SignatureKind::Signature)
        .map(|(index, _)| file.roles.get(index).copied().unwrap_or_default())
        .collect();
    let place = || Place::file(file.name);
    if roles.is_empty() {
        return collected.against(when_unsigned(file.part), place(), Fact::NoSignature);
    }
    let unknown = roles.iter().filter(|role| **role == Role::Unknown).count();
    for (wanted, missing) in wanted(file) {
        if wanted.iter().any(|role| roles.contains(role)) {
            continue;
        }
        let fact = Fact::RoleUnknown {
            signatures: unknown,
        };
        match (unknown, file.part) {
            (0, _) => {
                let role = wanted.first().copied().unwrap_or_default();
                collected.against(missing, place(), Fact::RoleMissing { role });
            }
            // Nobody has said that it is an official document, so nobody asks for its signatures.
            (_, Part::Unstated) if !official(report) => {
                collected.note(place(), Note::ROLES_UNTOLD, unknown.to_string())
            }
            _ => collected.open(HoldReason::RolesUntold, place(), fact, None),
        }
    }
}

const fn when_unsigned(part: Part) -> RefusalReason {
    match part {
        Part::Attachment => RefusalReason::AttachmentUnsignedOrMissing,
        Part::Copy => RefusalReason::CopyIrregular,
        Part::Main | Part::Unstated => RefusalReason::Unsigned,
    }
}

/// Which roles have to be there, any of each group, and the reason when none is.
fn wanted(file: &ReceivedFile<'_>) -> Vec<(&'static [Role], RefusalReason)> {
    const PERSON: &[Role] = &[Role::AuthorisedPerson];
    const AGENCY: &[Role] = &[Role::Agency];
    const OF_ATTACHMENT: &[Role] = &[Role::Agency, Role::Attachment];
    const OF_COPY: &[Role] = &[Role::Copy, Role::Agency];
    // Whatever the file is, initials and stamps alone make nobody answer for it.
    const ANYBODY: &[Role] = &[
        Role::AuthorisedPerson,
        Role::Agency,
        Role::Attachment,
        Role::Copy,
    ];
    match file.part {
        Part::Main => file
            .completeness
            .roles()
            .iter()
            .map(|role| match role {
                Role::Agency => (AGENCY, RefusalReason::AgencyMissing),
                _ => (PERSON, RefusalReason::AuthorisedPersonMissing),
            })
            .collect(),
        // NĐ 30/2020, office practice finding 2: the agency's signature alone is right.
        Part::Attachment => vec![(OF_ATTACHMENT, RefusalReason::AttachmentUnsignedOrMissing)],
        Part::Copy => vec![(OF_COPY, RefusalReason::CopyIrregular)],
        Part::Unstated => vec![(ANYBODY, RefusalReason::AuthorisedPersonMissing)],
    }
}

/// Signed under the government's roots: an official document for all that can be seen.
fn official(report: &DocumentReport) -> bool {
    let paths = report
        .signatures
        .iter()
        .filter_map(|signature| signature.trust.proven());
    paths
        .map(Hierarchy::of_path)
        .any(|hierarchy| hierarchy == Hierarchy::Government)
}

/// Findings of the law: a violated duty whose text was read refuses where the closed list has a reason for its question, and where
/// the verdict has not given one already; what a person has to judge is a note.
fn by_law(
    file: &ReceivedFile<'_>,
    report: &DocumentReport,
    law: &ComplianceReport,
    collected: &mut Collected,
) {
    for part in &law.signatures {
        let mut signatures = report.signatures.iter();
        let number = signatures.position(|signature| signature.field == part.field);
        let number = number.map_or(0, |index| index.saturating_add(1));
        let place = Place::signature(file.name, number, &part.field);
        let is_told = collected.speaks_against(&place);
        for finding in &part.findings {
            let binding = finding.severity() == LawSeverity::Error && !is_told;
            match (&finding.verdict, of_question(finding)) {
                (Verdict::Violated(_), Some(code)) if binding => {
                    let fact = Fact::RuleViolated {
                        rule: finding.code().to_owned(),
                    };
                    collected.against(code, place.clone(), fact);
                }
                (Verdict::Violated(_), _) => {
                    collected.note(place.clone(), finding.code(), "violated");
                }
                // an attestation that nobody gave rests on nothing in the file, and is no news to whoever receives it
                (Verdict::Review(evidence, _), _) if !evidence.0.is_empty() => {
                    collected.note(place.clone(), Note::REVIEW, finding.code());
                }
                _ => {}
            }
        }
    }
}

/// The reason of the closed list for a question of the law. `None`: it is the affair of the CA or of the signer's office, or the
/// verdict says it with more precision, and it is no reason to send a document back.
fn of_question(finding: &Finding) -> Option<RefusalReason> {
    use Question as Q;
    Some(match finding.meta.question {
        Q::CertificateInValidityAtSigning | Q::CertificateStatusAtSigning => {
            RefusalReason::CertificateNotInEffect
        }
        Q::PathEffective => RefusalReason::NoCertificationPath,
        Q::CertificateUsedWithinScope | Q::RequiredTimestamp => RefusalReason::Other,
        _ => return None,
    })
}
