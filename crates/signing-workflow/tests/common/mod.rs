//! A fictional office for tests: its hierarchy, its signers, its letters signed and verified in memory.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use std::sync::{Arc, LazyLock};

use cades::{ExternalSigner, SoftwareSigner};
use cert_path::{Certificate, Crl, CryptoProvider, Evidence, Origin, TrustAnchor};
use demo_pki::{CrlProfile, DemoHierarchy, Issued, KeyKind};
use jiff::{SignedDuration, Timestamp};
use pades_sign::{ChainNotVerified, CheckedSigner, FieldChoice, SignatureRequest, SignerIdentity};
use pades_verify::{DocumentReport, Policy, verify};
use pdf_revisions::PdfFile;

pub mod drafts;
pub mod looks;

/// A letter of a fictional agency.
pub const LETTER: &[u8] = include_bytes!("../../../kyso/assets/cong-van-mau.pdf");

pub fn now() -> Timestamp {
    "2026-11-22T03:00:00Z".parse().unwrap()
}

/// Who signs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Leader,
    Agency,
}

struct Office {
    hierarchy: DemoHierarchy,
    leader: Issued,
    agency: Issued,
}

static OFFICE: LazyLock<Office> = LazyLock::new(|| {
    let hour = SignedDuration::from_hours(1);
    let hierarchy = DemoHierarchy::new(now() - 9_000 * hour, now() + 9_000 * hour).unwrap();
    let issue =
        |profile: demo_pki::Profile| hierarchy.issue(&profile.with_key(KeyKind::P256)).unwrap();
    let (leader, agency) = (issue(hierarchy.leader()), issue(hierarchy.agency()));
    Office {
        hierarchy,
        leader,
        agency,
    }
});

fn certificate(issued: &Issued) -> Certificate {
    Certificate::from_der(&issued.certificate_der).unwrap()
}

pub fn root() -> Certificate {
    certificate(&OFFICE.hierarchy.root)
}

pub fn of(who: Who) -> Certificate {
    match who {
        Who::Leader => certificate(&OFFICE.leader),
        Who::Agency => certificate(&OFFICE.agency),
    }
}

/// The key of one of them.
pub fn device(who: Who) -> SoftwareSigner {
    let issued = match who {
        Who::Leader => &OFFICE.leader,
        Who::Agency => &OFFICE.agency,
    };
    let chain = vec![certificate(&OFFICE.hierarchy.sub_ca)];
    SoftwareSigner::from_pkcs8(&issued.private_key_pkcs8_der, certificate(issued), chain).unwrap()
}

/// The letter, signed by each in turn, in fields `Chu ky 1`, `Chu ky 2`, ….
pub fn signed(document: &[u8], by: &[Who]) -> Vec<u8> {
    let mut bytes = document.to_vec();
    for (index, who) in by.iter().enumerate() {
        bytes = sign(&bytes, *who, &format!("Chu ky {}", index + 1));
    }
    bytes
}

fn sign(base: &[u8], who: Who, field: &str) -> Vec<u8> {
    let issued = match who {
        Who::Leader => &OFFICE.leader,
        Who::Agency => &OFFICE.agency,
    };
    let choice = FieldChoice::New {
        name: Some(field.to_owned()),
    };
    signed_with(base, choice, issued)
}

fn signed_with(base: &[u8], field: FieldChoice, issued: &Issued) -> Vec<u8> {
    let chain = vec![certificate(&OFFICE.hierarchy.sub_ca)];
    let device =
        SoftwareSigner::from_pkcs8(&issued.private_key_pkcs8_der, certificate(issued), chain)
            .unwrap();
    let identity = SignerIdentity::of(&device);
    let acknowledged = ChainNotVerified::acknowledged_by("a test");
    let signer = CheckedSigner::with_unverified_chain(identity, now(), acknowledged).unwrap();
    let mut request = SignatureRequest::new(now());
    request.field = field;
    let file = PdfFile::open(Arc::new(base.to_vec())).unwrap();
    let device: &dyn ExternalSigner = &device;
    let document =
        pades_sign::sign(&file, &request, &signer, device, CryptoProvider::aws_lc()).unwrap();
    [base, document.tail()].concat()
}

/// Fresh CRLs of both CAs, due again in 20 hours.
pub fn crls() -> Evidence {
    let hour = SignedDuration::from_hours(1);
    let list = CrlProfile::new(now() - hour, now() + 20 * hour);
    let mut evidence = Evidence::new();
    for authority in [
        OFFICE.hierarchy.root_authority(),
        OFFICE.hierarchy.sub_authority(),
    ] {
        let crl = Crl::from_der(&authority.crl(&list).unwrap()).unwrap();
        evidence.add_crl(crl, Origin::Unspecified);
    }
    evidence
}

pub fn report_on(bytes: &[u8], evidence: &Evidence, anchors: &[TrustAnchor]) -> DocumentReport {
    let file = PdfFile::open(Arc::new(bytes.to_vec())).unwrap();
    verify(&file, evidence, anchors, &Policy::default(), now()).unwrap()
}

/// With fresh CRLs and the root trusted.
pub fn report(bytes: &[u8]) -> DocumentReport {
    report_on(bytes, &crls(), &[TrustAnchor::new(root())])
}

/// Somebody else of the office.
pub fn issued(profile: impl FnOnce(&DemoHierarchy) -> demo_pki::Profile) -> Issued {
    let profile = profile(&OFFICE.hierarchy).with_key(KeyKind::P256);
    OFFICE.hierarchy.issue(&profile).unwrap()
}

/// The document, signed in an empty field that it has.
pub fn signed_in(base: &[u8], field: &str, issued: &Issued) -> Vec<u8> {
    let choice = FieldChoice::Existing {
        name: field.to_owned(),
    };
    signed_with(base, choice, issued)
}
