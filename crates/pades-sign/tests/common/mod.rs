//! What the tests share: PDFs of every kind, signers of every kind, and one check for every output.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::write_with_newline,
    clippy::missing_panics_doc
)]

pub mod pdf;
pub mod pki;

use std::sync::Arc;

use cades::ParsedContainer;
use cert_path::CryptoProvider;
use pades_sign::{
    CheckedSigner, FieldChoice, Permissions, SignError, SignatureRequest, SignedDocument,
    SigningRecord,
};
use pdf_revisions::{Dict, PdfFile, Severity, SignatureField};

#[allow(unused_imports)] // each test binary uses its part
pub use pdf::{KINDS, Pdf, Xref};
pub use pki::{Key, Signer};

pub fn provider() -> &'static CryptoProvider {
    CryptoProvider::aws_lc()
}

pub fn open(bytes: &[u8]) -> PdfFile {
    PdfFile::open(Arc::new(bytes.to_vec())).unwrap()
}

pub fn request() -> SignatureRequest {
    SignatureRequest::new(pki::now())
}

pub fn in_field(name: &str) -> SignatureRequest {
    let mut request = request();
    request.field = FieldChoice::Existing {
        name: name.to_owned(),
    };
    request
}

pub fn certifying(permissions: Permissions) -> SignatureRequest {
    let mut request = request();
    request.certification = Some(permissions);
    request
}

/// Signs and checks the output.
pub fn sign(base: &[u8], request: &SignatureRequest, signer: &Signer) -> Vec<u8> {
    let (bytes, _) = sign_recorded(base, request, signer);
    bytes
}

pub fn sign_recorded(
    base: &[u8],
    request: &SignatureRequest,
    signer: &Signer,
) -> (Vec<u8>, SigningRecord) {
    let document = try_sign(base, request, signer).unwrap();
    let mut bytes = base.to_vec();
    bytes.extend_from_slice(document.tail());
    let (source, record) = document.into_parts();
    let mut read = vec![0; bytes.len()];
    pdf_revisions::Source::read_at(&source, 0, &mut read).unwrap();
    assert_eq!(read, bytes, "into_parts gives the same file");
    check_output(&bytes, base);
    (bytes, record)
}

pub fn try_sign(
    base: &[u8],
    request: &SignatureRequest,
    signer: &Signer,
) -> Result<SignedDocument, SignError> {
    pades_sign::sign(
        &open(base),
        request,
        &signer.checked(),
        signer.device(),
        provider(),
    )
}

pub fn refusal(base: &[u8], request: &SignatureRequest, signer: &Signer) -> SignError {
    match try_sign(base, request, signer) {
        Ok(document) => panic!("signed: {:?}", document.record()),
        Err(error) => error,
    }
}

/// The earlier bytes are untouched, every signature is intact, the newest covers the file, a second reader agrees.
pub fn check_output(bytes: &[u8], base: &[u8]) {
    assert_eq!(&bytes[..base.len()], base, "earlier bytes");
    let file = open(bytes);
    let bad = file
        .anomalies()
        .iter()
        .filter(|anomaly| anomaly.kind.severity() > Severity::Info)
        .collect::<Vec<_>>();
    assert!(bad.is_empty(), "{bad:?}");
    let signed = signed_fields(&file);
    assert!(!signed.is_empty());
    for field in &signed {
        check_signature(bytes, field);
    }
    let covered = signed
        .iter()
        .map(|field| covered_end(&field.value.as_ref().unwrap().1))
        .max();
    assert_eq!(
        covered,
        Some(bytes.len()),
        "the newest signature covers the whole file"
    );
    load_with_lopdf(bytes);
}

pub fn signed_fields(file: &PdfFile) -> Vec<SignatureField> {
    let fields = file.newest().signature_fields().unwrap();
    fields
        .into_iter()
        .filter(|field| field.value.is_some())
        .collect()
}

pub fn field(bytes: &[u8], name: &str) -> SignatureField {
    let fields = open(bytes).newest().signature_fields().unwrap();
    fields
        .into_iter()
        .find(|field| field.name == name)
        .unwrap_or_else(|| panic!("no field {name}"))
}

pub fn signature(bytes: &[u8], name: &str) -> Dict {
    field(bytes, name).value.unwrap().1
}

fn numbers(signature: &Dict) -> Vec<usize> {
    let numbers = signature.array(b"ByteRange").unwrap().iter();
    numbers
        .map(|number| usize::try_from(number.as_integer().unwrap()).unwrap())
        .collect()
}

fn covered_end(signature: &Dict) -> usize {
    let numbers = numbers(signature);
    numbers[2] + numbers[3]
}

/// ByteRange, gap and container of one signature.
pub fn check_signature(bytes: &[u8], field: &SignatureField) {
    let (_, signature) = field.value.as_ref().unwrap();
    let [first, before, after, rest] = numbers(signature)[..] else {
        panic!("four numbers")
    };
    assert_eq!(first, 0);
    let gap = &bytes[before..after];
    assert!(
        gap.starts_with(b"<") && gap.ends_with(b">"),
        "the gap is the string with its brackets"
    );
    let contents = signature.string(b"Contents").unwrap();
    let span = contents.span.clone().unwrap();
    assert_eq!((span.start, span.end), (before as u64, after as u64));
    assert!(signature.get(b"Cert").is_none());
    assert!(bytes[..after + rest].trim_ascii_end().ends_with(b"%%EOF"));
    let container = ParsedContainer::parse(&contents.bytes).unwrap();
    let algorithm = container.digest_algorithm().unwrap();
    let covered = [&bytes[..before], &bytes[after..after + rest]].concat();
    let digest = provider().digest(algorithm, &covered).unwrap();
    container
        .verify(&digest, provider())
        .unwrap_or_else(|failure| panic!("{}: {failure:?}", field.name));
    assert!(
        container.tolerances().is_empty(),
        "{:?}",
        container.tolerances()
    );
}

fn load_with_lopdf(bytes: &[u8]) {
    let options = lopdf::LoadOptions {
        strict: true,
        ..Default::default()
    };
    let document = lopdf::Document::load_mem_with_options(bytes, options).unwrap();
    assert!(document.xref_recovery.is_none());
    assert!(!document.get_pages().is_empty());
}

pub fn checked(signer: &Signer) -> CheckedSigner {
    signer.checked()
}
