//! What the tests share: a page, signatures on it by our own signer, and later revisions by our own writer.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

pub mod cms;
pub mod corpus;
pub mod forge;
pub mod formats;
pub mod rules;
pub mod signed;
pub mod token;
pub mod vietnamese;

use std::sync::{Arc, LazyLock};

use cades::{ExternalSigner, SoftwareSigner};
use cert_path::{Certificate, CryptoProvider, Evidence, RevocationMode, TrustAnchor};
use demo_pki::{DemoHierarchy, Issued, KeyKind};
use jiff::Timestamp;
use pades_sign::{ChainNotVerified, CheckedSigner, SignatureRequest, SignerIdentity};
use pades_verify::{
    DocumentReport, ModificationPolicy, Policy, Severity, SignatureReport, VerifyError, verify,
};
use pdf_revisions::{Dict, Object, PdfFile, Reference, Update};

static PKI: LazyLock<(DemoHierarchy, Issued)> = LazyLock::new(|| {
    let hierarchy = DemoHierarchy::new(
        "2026-01-01T00:00:00Z".parse().unwrap(),
        "2031-01-01T00:00:00Z".parse().unwrap(),
    )
    .unwrap();
    let leader = hierarchy
        .issue(&hierarchy.leader().with_key(KeyKind::P256))
        .unwrap();
    (hierarchy, leader)
});

pub fn hierarchy() -> &'static DemoHierarchy {
    &PKI.0
}

pub fn leader() -> Certificate {
    Certificate::from_der(&PKI.1.certificate_der).unwrap()
}

pub fn leader_serial() -> Vec<u8> {
    PKI.1.serial_number()
}

pub fn now() -> Timestamp {
    "2026-06-01T03:00:00Z".parse().unwrap()
}

pub fn root() -> Certificate {
    Certificate::from_der(&PKI.0.root.certificate_der).unwrap()
}

pub fn device() -> SoftwareSigner {
    let (hierarchy, leader) = &*PKI;
    let chain = vec![Certificate::from_der(&hierarchy.sub_ca.certificate_der).unwrap()];
    SoftwareSigner::from_pkcs8(
        &leader.private_key_pkcs8_der,
        Certificate::from_der(&leader.certificate_der).unwrap(),
        chain,
    )
    .unwrap()
}

/// One page with text, a text field and an annotation list of its own.
pub fn base() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DA(/F1 10 Tf 0 g)/DR<</Font<</F1 5 0 R>>>>>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[6 0 R]/Resources<</Font<</F1 5 0 R>>/XObject<</X 99 0 R>>>>>>",
        "<</Length 44>>stream\nBT /F1 12 Tf 20 250 Td (Cong van mau) Tj ET  \nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        "<</FT/Tx/T(HoTen)/Type/Annot/Subtype/Widget/Rect[20 100 120 120]/P 3 0 R/F 4>>",
    ];
    rules::document(&objects)
}

pub fn sign(base: &[u8], certification: Option<pades_sign::Permissions>) -> Vec<u8> {
    let device = device();
    let signer = CheckedSigner::with_unverified_chain(
        SignerIdentity::of(&device),
        now(),
        ChainNotVerified::acknowledged_by("a test"),
    )
    .unwrap();
    let mut request = SignatureRequest::new(now());
    request.certification = certification;
    let file = PdfFile::open(Arc::new(base.to_vec())).unwrap();
    let device: &dyn ExternalSigner = &device;
    let document =
        pades_sign::sign(&file, &request, &signer, device, CryptoProvider::aws_lc()).unwrap();
    [base, document.tail()].concat()
}

/// One more revision, as an attacker or an editor would append it.
pub fn update(base: &[u8], change: impl FnOnce(&PdfFile, &mut Update)) -> Vec<u8> {
    let file = PdfFile::open(Arc::new(base.to_vec())).unwrap();
    let mut update = Update::new(&file).unwrap();
    change(&file, &mut update);
    [base, &update.finish().unwrap().tail].concat()
}

/// Object `number` again, with its dictionary changed.
pub fn edit(file: &PdfFile, update: &mut Update, number: u32, change: impl FnOnce(&mut Dict)) {
    let reference = Reference::new(number, 0);
    let mut dict = file
        .newest()
        .resolve(reference)
        .unwrap()
        .as_dict()
        .unwrap()
        .clone();
    change(&mut dict);
    update.put(reference, Object::Dictionary(dict)).unwrap();
}

pub fn dict<const N: usize>(entries: [(&str, Object); N]) -> Dict {
    entries.into_iter().collect()
}

/// Generation 0 of an object.
pub fn reference(number: u32) -> Object {
    Reference::new(number, 0).into()
}

/// One more item of an array of the dictionary.
pub fn push(dict: &mut Dict, key: &str, item: impl Into<Object>) {
    let mut items = dict.array(key.as_bytes()).unwrap_or_default().to_vec();
    items.push(item.into());
    dict.insert(key, items);
}

/// Lists an annotation on the page, object 3.
pub fn join_page(file: &PdfFile, update: &mut Update, annotation: Reference) {
    edit(file, update, 3, |page| push(page, "Annots", annotation));
}

/// Lists a signature field in the form of the catalog, object 1.
pub fn join_form(file: &PdfFile, update: &mut Update, field: Reference) {
    edit_form(file, update, |form| list_field(form, field));
}

/// A signature field joins the form and the page; a certification joins `/Perms`.
pub fn join(
    file: &PdfFile,
    update: &mut Update,
    field: Reference,
    certification: Option<Reference>,
) {
    edit(file, update, 1, |catalog| {
        change_form(catalog, |form| list_field(form, field));
        if let Some(certification) = certification {
            let permissions: Dict = [("DocMDP", certification)].into_iter().collect();
            catalog.insert("Perms", permissions);
        }
    });
    join_page(file, update, field);
}

fn list_field(form: &mut Dict, field: Reference) {
    push(form, "Fields", field);
    form.insert("SigFlags", 3_i64);
}

/// The form of the catalog, object 1, changed.
pub fn edit_form(file: &PdfFile, update: &mut Update, change: impl FnOnce(&mut Dict)) {
    edit(file, update, 1, |catalog| change_form(catalog, change));
}

fn change_form(catalog: &mut Dict, change: impl FnOnce(&mut Dict)) {
    let mut form = catalog.dict(b"AcroForm").cloned().unwrap_or_default();
    change(&mut form);
    catalog.insert("AcroForm", form);
}

pub fn report(bytes: &[u8]) -> Result<DocumentReport, VerifyError> {
    report_under(ModificationPolicy::VN_OFFICE, bytes)
}

pub fn report_under(
    modifications: ModificationPolicy,
    bytes: &[u8],
) -> Result<DocumentReport, VerifyError> {
    let policy = Policy {
        revocation: RevocationMode::Skip,
        modifications,
        ..Policy::default()
    };
    let file = PdfFile::open_with_password(Arc::new(bytes.to_vec()), PASSWORD)?;
    verify(
        &file,
        &Evidence::new(),
        &[TrustAnchor::new(root())],
        &policy,
        now(),
    )
}

/// The user password of [`ENCRYPTED`].
const PASSWORD: &[u8] = b"user";

/// Signed twice by throw-away keys and encrypted by AES-256; how it was made stands beside it.
pub const ENCRYPTED: &[u8] = include_bytes!("../../../kyso/tests/encrypted/signed-aes-256.pdf");

fn stands(signature: &SignatureReport) -> bool {
    signature.coverage.proven().is_some()
        && signature.integrity.proven().is_some()
        && signature.modifications.proven().is_some()
}

/// Whether the file would be shown as good: at least one signature, all stand, no anomaly is an error.
pub fn accepted(bytes: &[u8]) -> bool {
    accepted_under(ModificationPolicy::VN_OFFICE, bytes)
}

pub fn accepted_under(policy: ModificationPolicy, bytes: &[u8]) -> bool {
    report_under(policy, bytes).is_ok_and(|report| {
        let odd = report
            .anomalies
            .iter()
            .any(|anomaly| anomaly.severity == Severity::Error);
        !odd && !report.signatures.is_empty() && report.signatures.iter().all(stands)
    })
}
