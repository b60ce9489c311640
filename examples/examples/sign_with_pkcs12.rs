//! Signs a document with a key in a PKCS#12 file, the chain checked against a root.
//!
//! `cargo run -p kyso-examples --example sign_with_pkcs12 -- IN.pdf OUT.pdf KEY.p12 ROOT.pem` (password in `P12_PASSWORD`)
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use cades::{ExternalSigner, SoftwareSigner};
use cert_path::{
    AlgorithmPolicy, Budget, Certificate, CryptoProvider, Evidence, Freshness, Origin, PathRequest,
    PolicyInputs, ProofsOfExistence, Purpose, RevocationMode, TrustAnchor, find_path,
};
use jiff::Timestamp;
use kyso_examples::people::AnyError;
use pades_sign::{CheckedSigner, SignatureRequest, SignerIdentity, sign};
use pdf_revisions::{FileSource, PdfFile};
use secrecy::SecretString;

fn main() -> Result<(), AnyError> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, output, key, root] = arguments.as_slice() else {
        return Err("sign_with_pkcs12 IN.pdf OUT.pdf KEY.p12 ROOT.pem".into());
    };
    let now = Timestamp::now();
    let provider = CryptoProvider::aws_lc();

    let password = SecretString::from(std::env::var("P12_PASSWORD")?);
    let device = SoftwareSigner::from_pkcs12(&std::fs::read(key)?, &password)?;

    // The certificate is checked before the key is used: no signing without a proven path (NĐ 68/2024 Điều 29).
    let mut evidence = Evidence::new();
    evidence.add_certificates(device.chain().iter().cloned(), &Origin::Container);
    let path = find_path(&PathRequest {
        signer: device.certificate(),
        evidence: &evidence,
        anchors: &[TrustAnchor::new(Certificate::from_pem(&std::fs::read(
            root,
        )?)?)],
        purpose: Purpose::DocumentSigning,
        at: now,
        now,
        proofs: &ProofsOfExistence::new(),
        revocation: RevocationMode::IfAvailable,
        freshness: Freshness::default(),
        policy: &AlgorithmPolicy::default(),
        policies: PolicyInputs::default(),
        profile: cert_path::CertificateProfile::default(),
        provider,
        budget: Budget::DEFAULT,
    })?;
    let signer = CheckedSigner::check(SignerIdentity::of(&device), &path, now)?;

    let file = PdfFile::open(Arc::new(FileSource::open(Path::new(input))?))?;
    let mut request = SignatureRequest::new(now);
    request.reason = Some("Phê duyệt".to_owned());
    let signed = sign(&file, &request, &signer, &device, provider)?;

    // The signed file is the old bytes and a tail. `signing-workflow` also verifies it and renames it into place.
    std::fs::copy(input, output)?;
    std::io::Write::write_all(
        &mut File::options().append(true).open(output)?,
        signed.tail(),
    )?;
    println!("{output}: field {}", signed.record().field);
    Ok(())
}
