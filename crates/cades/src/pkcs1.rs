//! A bare RSA signature with its certificates beside it: `adbe.x509.rsa_sha1` (ISO 32000-1 §12.8.3.2). No CMS.

use cert_path::{
    Certificate, CryptoProvider, Digest, DigestAlgorithm, SignatureAlgorithm, VerifyError,
};

use crate::ber::{self, Elements};
use crate::binding::SigningCertificateBinding;
use crate::error::{CadesError, CadesErrorKind, Limit, Malformed};
use crate::integrity_failure::IntegrityFailure;
use crate::limits::Limits;
use crate::verify::Intact;

/// An RSASSA-PKCS1-v1_5 signature over the content itself, and the certificates that stand in `/Cert`, the signer's first. Read, not
/// yet believed.
///
/// It carries no attributes: nothing names the certificate, and no time-stamp can be in it.
#[derive(Clone, Debug)]
pub struct Pkcs1Signature {
    value: Vec<u8>,
    certificates: Vec<Certificate>,
    unreadable: usize,
}

impl Pkcs1Signature {
    /// The hashes it may be made with, the usual one first (ISO 32000-1 Table 257): nothing outside the signature value says which.
    pub const DIGESTS: [DigestAlgorithm; 4] = [
        DigestAlgorithm::Sha1,
        DigestAlgorithm::Sha256,
        DigestAlgorithm::Sha384,
        DigestAlgorithm::Sha512,
    ];

    /// Reads `/Contents`, an OCTET STRING that zero padding may follow, and the strings of `/Cert`.
    ///
    /// # Errors
    /// No OCTET STRING; anything but zeros after it; too many certificates. One that cannot be read is counted, unless it is the
    /// signer's, which is then missing.
    pub fn parse(contents: &[u8], certificates: &[&[u8]]) -> Result<Self, CadesError> {
        let limits = Limits::default();
        if certificates.len() > limits.certificates {
            return Err(CadesErrorKind::Limit(Limit::Certificates).into());
        }
        let element = Elements::new(contents).next(&limits)?;
        let wrong = |kind, position| CadesError::at(CadesErrorKind::Malformed(kind), position);
        if element.tag != ber::OCTET_STRING {
            return Err(wrong(Malformed::Pkcs1Signature, 0));
        }
        let length = element.raw.len();
        let padding = contents.get(length..).unwrap_or_default();
        if let Some(at) = padding.iter().position(|byte| *byte != 0) {
            return Err(wrong(Malformed::TrailingBytes, length + at));
        }
        let mut signature = Self {
            value: element.content.to_vec(),
            certificates: Vec::with_capacity(certificates.len()),
            unreadable: 0,
        };
        for (place, der) in certificates.iter().enumerate() {
            match Certificate::from_der(der) {
                Ok(certificate) => signature.certificates.push(certificate),
                Err(_) if place == 0 => return Err(wrong(Malformed::SignerCertificate, 0)),
                Err(_) => signature.unreadable += 1,
            }
        }
        Ok(signature)
    }

    /// The signature value.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// The certificates of `/Cert` that could be read, the signer's first.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// How many could not be read.
    #[must_use]
    pub fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// The signer's certificate (ISO 32000-1 Table 252, `/Cert`: the first).
    #[must_use]
    pub fn signer_certificate(&self) -> Option<&Certificate> {
        self.certificates.first()
    }

    /// Whether the content with this digest is what was signed, if it was signed with this hash.
    ///
    /// # Errors
    /// No certificate, a key that is not RSA, or a signature that does not verify: with another of [`Self::DIGESTS`] it may.
    pub fn verify(
        &self,
        content_digest: &Digest,
        provider: &CryptoProvider,
    ) -> Result<Intact, IntegrityFailure> {
        let signer = self
            .signer_certificate()
            .ok_or(IntegrityFailure::NoSignerCertificate)?;
        let algorithm = SignatureAlgorithm::RsaPkcs1(content_digest.algorithm());
        let verified =
            provider.verify_digest(&algorithm, signer.spki_der(), content_digest, &self.value);
        verified.map_err(|error| match error {
            VerifyError::Unsupported(which) => IntegrityFailure::UnsupportedAlgorithm(which),
            VerifyError::BadKey => IntegrityFailure::BadKey,
            _ => IntegrityFailure::SignatureMismatch,
        })?;
        Ok(Intact::without_attributes(
            signer.clone(),
            *content_digest,
            algorithm,
            SigningCertificateBinding::Absent,
        ))
    }
}
