//! People of the throw-away hierarchy, ready to sign: what the benches, the fuzz seeds and the examples start from.

use cades::{ExternalSigner, SoftwareSigner};
use cert_path::{
    AlgorithmPolicy, Budget, Certificate, CryptoProvider, Evidence, Freshness, Origin, PathRequest,
    PolicyInputs, ProofsOfExistence, Purpose, RevocationMode, TrustAnchor, find_path,
};
use demo_pki::{DemoHierarchy, KeyKind};
use jiff::{SignedDuration, Timestamp};
use pades_sign::{CheckedSigner, SignatureRequest, SignerIdentity};
use pdf_revisions::{PdfFile, Source};

/// Whatever went wrong; these are programs for demonstration.
pub type AnyError = Box<dyn std::error::Error>;

/// Somebody with a key, and the anchor under which the certificate is trusted.
pub struct Person {
    /// The key, the certificate and the chain.
    pub signer: SoftwareSigner,
    /// The root of the throw-away hierarchy.
    pub anchor: TrustAnchor,
}

impl Person {
    /// The fictional leader of an agency, with a certificate valid for thirty days around `now`.
    ///
    /// # Errors
    /// When keys or certificates could not be made.
    pub fn leader(key: KeyKind, now: Timestamp) -> Result<Self, AnyError> {
        let month = SignedDuration::from_hours(24 * 30);
        let hierarchy = DemoHierarchy::new(now - month, now + month)?;
        let issued = hierarchy.issue(&hierarchy.leader().with_key(key))?;
        let certificate = Certificate::from_der(&issued.certificate_der)?;
        let chain = vec![Certificate::from_der(&hierarchy.sub_ca.certificate_der)?];
        Ok(Self {
            signer: SoftwareSigner::from_pkcs8(&issued.private_key_pkcs8_der, certificate, chain)?,
            anchor: TrustAnchor::new(Certificate::from_der(&hierarchy.root.certificate_der)?),
        })
    }

    /// The certificate checked for signing at this moment: its path is found and proven. Revocation is not asked for, since
    /// nobody publishes any for this hierarchy.
    ///
    /// # Errors
    /// When there is no path to the anchor, or the certificate is not for signing.
    pub fn checked(&self, now: Timestamp) -> Result<CheckedSigner, AnyError> {
        let mut evidence = Evidence::new();
        evidence.add_certificates(self.signer.chain().iter().cloned(), &Origin::Container);
        let path = find_path(&PathRequest {
            signer: self.signer.certificate(),
            evidence: &evidence,
            anchors: std::slice::from_ref(&self.anchor),
            purpose: Purpose::DocumentSigning,
            at: now,
            now,
            proofs: &ProofsOfExistence::new(),
            revocation: RevocationMode::Skip,
            freshness: Freshness::default(),
            policy: &AlgorithmPolicy::default(),
            policies: PolicyInputs::default(),
            profile: cert_path::CertificateProfile::default(),
            provider: CryptoProvider::aws_lc(),
            budget: Budget::DEFAULT,
        })?;
        Ok(CheckedSigner::check(
            SignerIdentity::of(&self.signer),
            &path,
            now,
        )?)
    }

    /// The file with one more signature, as bytes.
    ///
    /// # Errors
    /// When the file cannot be signed.
    pub fn sign(
        &self,
        file: Vec<u8>,
        request: &SignatureRequest,
        now: Timestamp,
    ) -> Result<Vec<u8>, AnyError> {
        let file = PdfFile::open(std::sync::Arc::new(file))?;
        let provider = CryptoProvider::aws_lc();
        let signed = pades_sign::sign(&file, request, &self.checked(now)?, &self.signer, provider)?;
        let (source, _record) = signed.into_parts();
        let mut bytes = vec![0; usize::try_from(source.len())?];
        source.read_at(0, &mut bytes)?;
        Ok(bytes)
    }
}
