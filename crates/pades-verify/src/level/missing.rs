//! What the next level needs and the file does not have.

use core::fmt;

use cert_path::Certificate;

use crate::report::Level;

/// One thing that a level above the signature's needs, and that the file does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingForLevel {
    /// The level that needs it.
    pub level: Level,
    /// It.
    pub what: MissingPart,
    /// Whose, where it belongs to a certificate.
    pub certificate: Option<Certificate>,
}

/// What may be missing. The codes are a public interface: kebab case, never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MissingPart {
    /// `/SubFilter` is not `ETSI.CAdES.detached` (EN 319 142-1 §6.3): only signing anew helps.
    EtsiSubFilter,
    /// Neither signing-certificate nor signing-certificate-v2 (EN 319 142-1 §6.3): only signing anew helps.
    SigningCertificate,
    /// The signer's certificate is not in the container (EN 319 142-1 §6.3, SignedData.certificates).
    SignerCertificate,
    /// `/M` (EN 319 142-1 §6.3): only signing anew helps.
    ClaimedSigningTime,
    /// A time-stamp over the signature, or a document time-stamp after it (EN 319 142-1 §6.3, B-T).
    SignatureTimestamp,
    /// The certificate that issued [`MissingForLevel::certificate`], which is no root (EN 319 142-1 §6.3, B-LT).
    IssuerCertificate,
    /// A CRL or an OCSP response about [`MissingForLevel::certificate`] (EN 319 142-1 §6.3, B-LT).
    RevocationData,
    /// The certificate of the responder that signed the only answer about [`MissingForLevel::certificate`] (EN 319 142-1 §6.3, B-LT).
    ResponderCertificate,
    /// A document time-stamp over the document security store (EN 319 142-1 §6.3, B-LTA).
    DocumentTimestamp,
}

impl MissingPart {
    /// All of them, in the order in which levels need them.
    pub const ALL: [Self; 9] = [
        Self::EtsiSubFilter,
        Self::SigningCertificate,
        Self::SignerCertificate,
        Self::ClaimedSigningTime,
        Self::SignatureTimestamp,
        Self::IssuerCertificate,
        Self::RevocationData,
        Self::ResponderCertificate,
        Self::DocumentTimestamp,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::EtsiSubFilter => "etsi-sub-filter",
            Self::SigningCertificate => "signing-certificate-v2",
            Self::SignerCertificate => "signer-certificate",
            Self::ClaimedSigningTime => "claimed-signing-time",
            Self::SignatureTimestamp => "signature-timestamp",
            Self::IssuerCertificate => "issuer-certificate",
            Self::RevocationData => "revocation-data",
            Self::ResponderCertificate => "responder-certificate",
            Self::DocumentTimestamp => "document-timestamp",
        }
    }
}

impl MissingForLevel {
    pub(crate) const fn of(level: Level, what: MissingPart) -> Self {
        Self {
            level,
            what,
            certificate: None,
        }
    }

    pub(crate) const fn about(level: Level, what: MissingPart, certificate: Certificate) -> Self {
        Self {
            level,
            what,
            certificate: Some(certificate),
        }
    }

    /// The stable code of [`Self::what`].
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.what.code()
    }
}

impl fmt::Display for MissingForLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            MissingPart::EtsiSubFilter => "the format ETSI.CAdES.detached",
            MissingPart::SigningCertificate => "the signed attribute signing-certificate-v2",
            MissingPart::SignerCertificate => "the signer's certificate in the container",
            MissingPart::ClaimedSigningTime => "the time of signing in /M",
            MissingPart::SignatureTimestamp => "a time-stamp",
            MissingPart::IssuerCertificate => "the certificate of the issuer",
            MissingPart::RevocationData => "a CRL or an OCSP response",
            MissingPart::ResponderCertificate => "the certificate of the OCSP responder",
            MissingPart::DocumentTimestamp => "a document time-stamp over the security store",
        };
        write!(f, "{} needs {what}", self.level.as_str())?;
        match &self.certificate {
            Some(certificate) => write!(f, " for {}", certificate.subject()),
            None => Ok(()),
        }
    }
}
