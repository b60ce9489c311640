//! The parts, weighed together.

use pades_verify::{DocumentReport, SignatureReport};
use regulation_rules::ComplianceReport;
use regulation_rules::facts::Role;
use serde::Serialize;

use super::compare;
use super::metadata::Metadata;
use super::printed::Printed;
use crate::receive::{
    Collected, Completeness, Fact, HoldReason, Note, Part, Place, ReceiveContext, ReceivedFile,
    Reception, RefusalReason, Unread, collect,
};

/// A file of a package, and what is known of it.
#[derive(Clone, Debug)]
pub struct PackageFile<'a> {
    /// What it is called; for showing.
    pub name: &'a str,
    /// What binds it to the list of an exchange message.
    pub content_id: Option<&'a str>,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: &'a str,
    /// What it is, when it is no PDF: its only signature is one in a file of its own ([`crate::signed_by`]).
    pub other_kind: Option<&'a str>,
    /// What the verifier says of it, and of the signature in a file of its own.
    pub read: Result<&'a DocumentReport, Unread>,
    /// The part each signature plays.
    pub roles: &'a [Role],
    /// What the law says, if asked.
    pub law: Option<&'a ComplianceReport>,
    /// What its first page says, if it was looked at.
    pub printed: Option<&'a Printed>,
}

/// Everything that came in one go.
#[derive(Clone, Debug)]
pub struct Package<'a> {
    /// The files.
    pub files: &'a [PackageFile<'a>],
    /// Which of them is the main document ([`super::find_main`]).
    pub main: usize,
    /// What was sent along.
    pub metadata: Option<&'a Metadata>,
    /// What was wrong with parts of the message.
    pub problems: &'a [Fact],
    /// What was odd about it.
    pub notes: &'a [Note],
    /// The codes of the receiving body; empty when nobody told them, and then nothing is returned for its addressee.
    pub our_codes: &'a [&'a str],
    /// SHA-256 of documents received before.
    pub received: &'a [&'a str],
    /// Which signatures make the main document complete.
    pub completeness: Completeness,
}

/// What to do with a package, and with each of its parts were it alone.
#[derive(Clone, Debug, Serialize)]
pub struct PackageReport {
    /// The outcome for all of it.
    #[serde(flatten)]
    pub reception: Reception,
    /// The main document.
    pub main: Option<PartReport>,
    /// The others, in the order they came.
    pub attachments: Vec<PartReport>,
    /// What was sent along.
    pub metadata: Option<Metadata>,
}

/// One file of it.
#[derive(Clone, Debug, Serialize)]
pub struct PartReport {
    /// What it is called.
    pub file: String,
    /// What it is in the package.
    pub part: Part,
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// The outcome, were it alone.
    #[serde(flatten)]
    pub reception: Reception,
}

/// Judges a package: every part by what it has to carry, the list of files, and the metadata against the main document.
#[must_use]
pub fn judge(package: &Package<'_>, context: &ReceiveContext<'_>) -> PackageReport {
    let mut all = Collected::default();
    let mut parts: Vec<(usize, PartReport)> = Vec::new();
    for (index, file) in package.files.iter().enumerate() {
        let part = if index == package.main {
            Part::Main
        } else {
            Part::Attachment
        };
        let collected = of_part(file, part, package, context);
        let reception = collected.clone().settle(context);
        let report = PartReport {
            file: file.name.to_owned(),
            part,
            sha256: file.sha256.to_owned(),
            reception,
        };
        parts.push((index, report));
        all.merge(collected);
    }
    of_message(package, &mut all);
    all.state(context);
    let (main, attachments): (Vec<_>, Vec<_>) = parts
        .into_iter()
        .partition(|(index, _)| *index == package.main);
    PackageReport {
        reception: all.settle(context),
        main: main.into_iter().next().map(|(_, report)| report),
        attachments: attachments.into_iter().map(|(_, report)| report).collect(),
        metadata: package.metadata.cloned(),
    }
}

fn of_part(
    file: &PackageFile<'_>,
    part: Part,
    package: &Package<'_>,
    context: &ReceiveContext<'_>,
) -> Collected {
    if is_signature_of_another(file, package.files) {
        return Collected::default(); // told at the file it signs
    }
    if let Some(kind) = file.other_kind.filter(|_| !has_signature_beside(file)) {
        // Whether it is signed by other means cannot be told here, so it is not called unsigned.
        let mut collected = Collected::default();
        let kind = kind.to_owned();
        collected.open(
            HoldReason::Unsupported,
            Place::file(file.name),
            Fact::PartNotPdf { kind },
            None,
        );
        return collected;
    }
    let received = ReceivedFile {
        name: file.name,
        read: file.read.clone(),
        roles: file.roles,
        law: file.law,
        part,
        completeness: package.completeness,
    };
    collect(&received, context)
}

/// What is no PDF can have no other signature.
fn has_signature_beside(file: &PackageFile<'_>) -> bool {
    let report = file.read.as_ref();
    report.is_ok_and(|report| report.signatures.iter().any(SignatureReport::is_separate))
}

/// Whether it is `X.p7s` beside an `X` that was verified: then the caller has held the one against the other, and the report on `X`
/// is of that.
pub(super) fn is_signature_of_another(file: &PackageFile<'_>, files: &[PackageFile<'_>]) -> bool {
    let signed = crate::detached::signed_by(file.name).filter(|_| file.read.is_err());
    signed.is_some_and(|name| files.iter().any(|one| one.name == name && one.read.is_ok()))
}

/// The message around the files.
fn of_message(package: &Package<'_>, all: &mut Collected) {
    for problem in package.problems {
        let (code, name) = match problem {
            Fact::PartUndecodable { name, .. } => (RefusalReason::Unreadable, name),
            Fact::PartUnlisted { name } => (RefusalReason::MetadataMismatch, name),
            _ => continue,
        };
        all.against(code, Place::file(name), problem.clone());
    }
    all.notes.extend_from_slice(package.notes);
    same_bytes(package, all);
    let Some(main) = package.files.get(package.main) else {
        return;
    };
    if package
        .received
        .iter()
        .any(|sha256| sha256.eq_ignore_ascii_case(main.sha256))
    {
        let sha256 = main.sha256.to_owned();
        all.against(
            RefusalReason::Duplicate,
            Place::file(main.name),
            Fact::SameBytes { sha256 },
        );
    }
    match package.metadata {
        Some(stated) => compare::metadata(package, main, stated, all),
        None => all.note(Place::default(), Note::NO_METADATA, ""),
    }
}

fn same_bytes(package: &Package<'_>, all: &mut Collected) {
    for (index, file) in package.files.iter().enumerate() {
        let before = package
            .files
            .iter()
            .take(index)
            .find(|other| other.sha256 == file.sha256);
        if let Some(other) = before {
            all.note(Place::file(file.name), Note::SAME_BYTES, other.name);
        }
    }
}
