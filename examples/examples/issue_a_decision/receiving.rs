//! The receiving office: a message with all its files, judged as one.

use std::path::Path;

use cert_path::{
    Certificate, CryptoProvider, DigestAlgorithm, Evidence, Origin, RevocationMode, TrustAnchor,
};
use jiff::Timestamp;
use kyso_examples::people::AnyError;
use pades_verify::{DocumentReport, Policy, verify};
use regulation_rules::facts::{CallerFacts, Role, document_facts};
use regulation_rules::{ComplianceReport, LawBook, assess_sheets};
use signing_workflow::outgoing::Outgoing;
use signing_workflow::package::{
    Attachment, Edxml, Metadata, Organisation, Package, PackageFile, PackageLimits, Printed,
    find_main, judge, write,
};
use signing_workflow::receive::{Completeness, ReceiveContext};
use signing_workflow::roles;

use crate::seen::Seen;

/// An exchange message as it arrived.
#[derive(Clone)]
pub(crate) struct Arrival(Edxml);

impl Arrival {
    /// Sends the issued files, and reads the message again.
    pub(crate) fn of(outgoing: &Outgoing, issued: &Path) -> Result<Self, AnyError> {
        let state = outgoing.state();
        let metadata = Metadata {
            from: organisation("000.00.09.H99", &state.about.agency),
            to: vec![organisation(
                "000.00.01.H99",
                "Văn phòng Ủy ban nhân dân tỉnh Lạc Hồng",
            )],
            number: state
                .number
                .as_ref()
                .map(|number| number.number.to_string()),
            symbol: state.about.symbol.clone(),
            ..Metadata::default()
        };
        let read =
            |name: &String| Ok::<_, AnyError>((name.clone(), std::fs::read(issued.join(name))?));
        let names = state.about.parts.iter().map(|part| &part.name);
        let files: Vec<(String, Vec<u8>)> = names.map(read).collect::<Result<_, _>>()?;
        let mut bytes: Vec<&[u8]> = files.iter().map(|(_, bytes)| bytes.as_slice()).collect();
        let named = files.iter().zip(&mut bytes);
        let mut attachments: Vec<Attachment<'_>> = named
            .map(|((name, _), bytes)| Attachment {
                name,
                content_type: "application/pdf",
                bytes,
            })
            .collect();
        let mut message = Vec::new();
        write(&metadata, &mut attachments, &mut message)?;
        Ok(Self(Edxml::read(&message, &PackageLimits::DEFAULT)?))
    }

    /// A twin whose main document was changed after it was signed: one byte in its first tenth.
    pub(crate) fn tampered(&self) -> Self {
        let mut twin = self.clone();
        if let Some(main) = twin.0.contents.first_mut() {
            let at = main.bytes.len() / 10;
            main.bytes[at] ^= 1;
        }
        twin
    }

    /// A twin that lost its attachment on the way; the list still names it.
    pub(crate) fn without_attachment(&self) -> Self {
        let mut twin = self.clone();
        twin.0.contents.truncate(1);
        twin
    }
}

fn organisation(code: &str, name: &str) -> Organisation {
    Organisation {
        code: Some(code.to_owned()),
        name: Some(name.to_owned()),
    }
}

/// Whom it trusts, and the law.
pub(crate) struct ReceivingOffice {
    anchors: Vec<TrustAnchor>,
    evidence: Evidence,
    law: LawBook,
}

/// One file, verified and looked at.
struct Part {
    sha256: String,
    report: DocumentReport,
    roles: Vec<Role>,
    law: ComplianceReport,
    printed: Printed,
}

impl ReceivingOffice {
    pub(crate) fn new(root: &Path, sub: &Path, law: LawBook) -> Result<Self, AnyError> {
        let mut evidence = Evidence::new();
        let sub = Certificate::from_pem(&std::fs::read(sub)?)?;
        evidence.add_certificates([sub], &Origin::Container);
        let root = Certificate::from_pem(&std::fs::read(root)?)?;
        Ok(Self {
            anchors: vec![TrustAnchor::new(root)],
            evidence,
            law,
        })
    }

    /// What to do with it, and the codes of the reasons.
    pub(crate) fn judge(&self, arrival: &Arrival) -> Result<String, AnyError> {
        let now = Timestamp::now();
        let contents = arrival.0.contents.iter();
        let parts: Vec<Part> = contents
            .map(|content| self.part(content.bytes.clone(), now))
            .collect::<Result<_, _>>()?;
        let contents = arrival.0.contents.iter().zip(&parts);
        let files: Vec<PackageFile<'_>> = contents
            .map(|(content, part)| PackageFile {
                name: &content.name,
                content_id: content.content_id.as_deref(),
                sha256: &part.sha256,
                other_kind: None,
                read: Ok(&part.report),
                roles: &part.roles,
                law: Some(&part.law),
                printed: Some(&part.printed),
            })
            .collect();
        let package = Package {
            files: &files,
            main: find_main(&files, None)?,
            metadata: Some(&arrival.0.metadata),
            problems: &arrival.0.problems,
            notes: &arrival.0.notes,
            our_codes: &["000.00.01.H99"],
            received: &[],
            completeness: Completeness::PersonAndAgency,
        };
        let context = ReceiveContext {
            trust_configured: true,
            ..ReceiveContext::at(now)
        };
        let reception = judge(&package, &context).reception;
        let codes = reception.reasons.iter().map(|reason| reason.code.code());
        let told: Vec<&str> = [reception.outcome.word()]
            .into_iter()
            .chain(codes)
            .collect();
        Ok(told.join(" "))
    }

    /// The parts that signatures play are told from the file: nobody here has the journal of who sent it.
    fn part(&self, bytes: Vec<u8>, now: Timestamp) -> Result<Part, AnyError> {
        let provider = CryptoProvider::aws_lc();
        let sha256 = hexadecimal(provider.digest(DigestAlgorithm::Sha256, &bytes)?.as_bytes());
        let seen = Seen::of(bytes)?;
        let policy = Policy {
            revocation: RevocationMode::Skip,
            ..Policy::default()
        };
        let report = verify(&seen.file, &self.evidence, &self.anchors, &policy, now)?;
        let mut facts = CallerFacts::default();
        let told = roles::tell(&report, &seen.look, &facts);
        roles::state(&told, &mut facts);
        Ok(Part {
            sha256,
            law: assess_sheets(&document_facts(&report, &facts, now), &self.law),
            roles: told.iter().map(|one| one.role).collect(),
            printed: seen.printed(),
            report,
        })
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
