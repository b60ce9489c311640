//! Documents signed with any certificate, time-stamped, and with validation material; and the lists to judge them with.

use std::sync::Arc;

use cades::{ExternalSigner, SoftwareSigner, TimestampToken, ToBeSigned};
use cert_path::{
    Certificate, CertificateError, Crl, CryptoProvider, DigestAlgorithm, Evidence, Origin,
    TrustAnchor,
};
use demo_pki::{Authority, CrlProfile, Issued, KeyKind, Profile, RevokedEntry};
use jiff::{SignedDuration, Timestamp};
use pades_sign::{ChainNotVerified, CheckedSigner, SignatureRequest, SignerIdentity};
use pades_verify::{DocumentReport, Policy, json, verify};
use pdf_revisions::{Dict, Object, PdfFile};

use super::forge::next;
use super::token::Stamp;
use super::{base, device, edit, hierarchy, join, now, root, update};

/// Room for a container with a chain and a token.
const RESERVE: usize = 8_192;

pub fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

/// Midnight (UTC) of a day of 2026, `MM-DD`.
pub fn day(day: &str) -> Timestamp {
    format!("2026-{day}T00:00:00Z").parse().unwrap()
}

/// The leader's certificate with changes, on a new P-256 key.
pub fn person(change: impl FnOnce(&mut Profile)) -> Issued {
    hierarchy().issue(&person_profile(change)).unwrap()
}

pub fn person_profile(change: impl FnOnce(&mut Profile)) -> Profile {
    let mut profile = hierarchy().leader().with_key(KeyKind::P256);
    change(&mut profile);
    profile
}

/// The time-stamp authority below the root with changes, on a new P-256 key.
pub fn authority(change: impl FnOnce(&mut Profile)) -> Issued {
    let mut profile = hierarchy().timestamp_authority().with_key(KeyKind::P256);
    change(&mut profile);
    hierarchy().issue(&profile).unwrap()
}

/// Signed by `signer`, who claims the time and carries `chain`; with a time-stamp over the signature, if one is given.
///
/// Our own signing would refuse most of the signers of these tests: it prepares the file, and the container is put in its hole.
pub fn signed_on(
    base: &[u8],
    signer: &Issued,
    chain: &[&Issued],
    claimed: Timestamp,
    stamp: Option<&Stamp>,
) -> Vec<u8> {
    let mut bytes = prepared(base, claimed);
    let chain = chain.iter().map(|issued| certificate(issued)).collect();
    let key = &signer.private_key_pkcs8_der;
    let signer = SoftwareSigner::from_pkcs8(key, certificate(signer), chain).unwrap();
    fill(&mut bytes, base.len(), |covered| {
        container(&signer, covered, stamp)
    });
    bytes
}

/// The container of `signer` over these bytes, with a time-stamp over the signature, if one is given.
pub fn container(signer: &SoftwareSigner, covered: &[u8], stamp: Option<&Stamp>) -> Vec<u8> {
    let provider = CryptoProvider::aws_lc();
    let digest = provider.digest(DigestAlgorithm::Sha256, covered).unwrap();
    let signed = ToBeSigned::new(&digest, signer.certificate(), signer.algorithm()).unwrap();
    let value = signer.sign(&signed).unwrap();
    let container = signed.assemble(value, signer.chain(), provider).unwrap();
    let container = match stamp {
        None => container,
        Some(stamp) => {
            let token = stamp.over(container.signature_value());
            let token = TimestampToken::parse(&token).unwrap();
            container.with_timestamp(&token).unwrap()
        }
    };
    container.into_der()
}

/// [`signed_on`] of the page of these tests, by a signer of the hierarchy.
pub fn signed(signer: &Issued, claimed: Timestamp, stamp: Option<&Stamp>) -> Vec<u8> {
    signed_on(&base(), signer, &[&hierarchy().sub_ca], claimed, stamp)
}

fn prepared(base: &[u8], claimed: Timestamp) -> Vec<u8> {
    let device = device();
    let signer = CheckedSigner::with_unverified_chain(
        SignerIdentity::of(&device),
        claimed,
        ChainNotVerified::acknowledged_by("a test"),
    )
    .unwrap();
    let mut request = SignatureRequest::new(claimed);
    request.reserve = Some(RESERVE);
    let file = PdfFile::open(Arc::new(base.to_vec())).unwrap();
    let device: &dyn ExternalSigner = &device;
    let document =
        pades_sign::sign(&file, &request, &signer, device, CryptoProvider::aws_lc()).unwrap();
    [base, document.tail()].concat()
}

/// One more revision: a document time-stamp (ISO 32000-2 §12.8.5).
pub fn stamped(base: &[u8], stamp: &Stamp) -> Vec<u8> {
    let entries = "/Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161";
    with_dictionary(base, "Stamp", entries, |covered| stamp.over(covered))
}

/// One more revision: an invisible field whose signature dictionary has these entries, and this container for the covered bytes.
pub fn with_dictionary(
    base: &[u8],
    name: &str,
    entries: &str,
    container: impl FnOnce(&[u8]) -> Vec<u8>,
) -> Vec<u8> {
    let mut bytes = update(base, |file, update| {
        let (field, value) = (update.allocate().unwrap(), update.allocate().unwrap());
        let number = value.number;
        update.put_raw(
            field,
            format!("<</FT/Sig/T({name}{number})/V {number} 0 R/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/F 132/P 3 0 R>>")
                .into_bytes(),
        );
        update.put_raw(value, dictionary(entries));
        join(file, update, field, None);
    });
    fill_with_range(&mut bytes, base.len(), container);
    bytes
}

/// A signature dictionary of these entries, with a hole.
pub fn dictionary(entries: &str) -> Vec<u8> {
    let hole = "0".repeat(RESERVE * 2);
    format!("<<{entries}/ByteRange[0 {:30}]/Contents <{hole}>>>", "").into_bytes()
}

/// The newest hole is filled, and the range beside it says what the container is made of.
pub fn fill_with_range(bytes: &mut [u8], from: usize, container: impl FnOnce(&[u8]) -> Vec<u8>) {
    let (start, end) = hole(bytes, from);
    let numbers = format!("{start} {end} {}", bytes.len() - end);
    let at = next(bytes, from, b"/ByteRange[0 ") + 13;
    bytes[at..at + numbers.len()].copy_from_slice(numbers.as_bytes());
    fill(bytes, from, container);
}

/// One more revision: a document security store with these CRLs (EN 319 142-1 §5.4.2).
pub fn with_store(base: &[u8], crls: &[Vec<u8>]) -> Vec<u8> {
    update(base, |file, update| {
        let mut streams = Vec::new();
        for crl in crls {
            let reference = update.allocate().unwrap();
            update.put_stream(reference, Dict::new(), crl);
            streams.push(Object::from(reference));
        }
        let store: Dict = [("CRLs", Object::from(streams))].into_iter().collect();
        edit(file, update, 1, |catalog| {
            drop(catalog.insert("DSS", store));
        });
    })
}

/// Where the hole of the newest signature begins and ends, angle brackets included.
fn hole(bytes: &[u8], from: usize) -> (usize, usize) {
    let start = next(bytes, from, b"/Contents <") + 10;
    (start, next(bytes, start, b">") + 1)
}

fn fill(bytes: &mut [u8], from: usize, container: impl FnOnce(&[u8]) -> Vec<u8>) {
    let (start, end) = hole(bytes, from);
    let covered = [&bytes[..start], &bytes[end..]].concat();
    let digits: String = container(&covered)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let hole = &mut bytes[start + 1..end - 1];
    hole.fill(b'0');
    hole[..digits.len()].copy_from_slice(digits.as_bytes());
}

fn certificate(issued: &Issued) -> Certificate {
    let read: Result<Certificate, CertificateError> =
        Certificate::from_der(&issued.certificate_der);
    read.unwrap()
}

/// A list from one moment to another.
pub fn crl(
    issuer: &Authority,
    from: Timestamp,
    until: Timestamp,
    entries: Vec<RevokedEntry>,
) -> Vec<u8> {
    let profile = CrlProfile {
        entries,
        ..CrlProfile::new(from, until)
    };
    issuer.crl(&profile).unwrap()
}

/// The list of the moment of judging.
pub fn crl_of_now(issuer: &Authority, entries: Vec<RevokedEntry>) -> Vec<u8> {
    crl(issuer, now() - hours(1), now() + hours(24), entries)
}

/// The root's list and the sub-CA's, of the moment of judging.
pub fn lists(of_root: Vec<RevokedEntry>, of_sub_ca: Vec<RevokedEntry>) -> Vec<Vec<u8>> {
    vec![
        crl_of_now(hierarchy().root_authority(), of_root),
        crl_of_now(hierarchy().sub_authority(), of_sub_ca),
    ]
}

/// Judged now, with these lists at hand, under [`Policy::default`]: revocation must be known.
pub fn judged(bytes: &[u8], crls: &[Vec<u8>]) -> DocumentReport {
    let mut evidence = Evidence::new();
    for (number, crl) in crls.iter().enumerate() {
        let crl = Crl::from_der(crl).unwrap();
        evidence.add_crl(crl, Origin::File(format!("{number}.crl")));
    }
    let file = PdfFile::open(Arc::new(bytes.to_vec())).unwrap();
    let anchors = [TrustAnchor::new(root())];
    verify(&file, &evidence, &anchors, &Policy::default(), now()).unwrap()
}

/// What the JSON report says.
pub fn told(report: &DocumentReport) -> json::File {
    json::file("", report, &|_| json::Role::default())
}

/// What the JSON report says of one signature or document time-stamp, by its place in the file.
pub fn told_of(report: &DocumentReport, index: usize) -> json::Signature {
    told(report).signatures.swap_remove(index)
}

/// Trust, indication and sub-indication.
pub fn verdict(one: &json::Signature) -> (&'static str, &'static str, &'static str) {
    (one.trust, one.indication, one.sub_indication.unwrap_or("-"))
}

pub fn codes(one: &json::Signature) -> Vec<&'static str> {
    one.findings.iter().map(|finding| finding.code).collect()
}
