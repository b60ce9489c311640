//! What a certificate shall contain.

use jiff::Timestamp;

/// Kinds of keys that are generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names say it
pub enum KeyKind {
    /// Too short since long: for verifiers to meet.
    Rsa1024,
    Rsa2048,
    Rsa3072,
    P256,
    P384,
    P521,
    Ed25519,
}

/// Attributes of a subject's name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum SubjectAttribute {
    Country,
    Province,
    Locality,
    Organisation,
    OrganisationalUnit,
    Title,
    CommonName,
    /// 0.9.2342.19200300.100.1.1: `MNS:…`, `CCCD:…`.
    UserId,
    /// Any other, by dotted identifier.
    Other(String),
}

/// Key usages (RFC 5280 §4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum KeyUsage {
    DigitalSignature,
    ContentCommitment,
    KeyEncipherment,
    DataEncipherment,
    KeyAgreement,
    KeyCertSign,
    CrlSign,
}

/// basicConstraints of a CA (RFC 5280 §4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ca {
    /// pathLenConstraint.
    pub path_length: Option<u8>,
}

/// An extension written as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraExtension {
    /// Dotted identifier.
    pub oid: String,
    /// Marked critical.
    pub critical: bool,
    /// The contents of `extnValue`.
    pub value: Vec<u8>,
}

/// Which authority of a [`DemoHierarchy`](crate::DemoHierarchy) issues it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum IssuedBy {
    Root,
    SubCa,
}

/// Everything a certificate shall contain. Nothing is checked: wrong certificates are wanted, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Attributes of the name, in order, each its own RDN. One of a kind; a later one replaces an earlier.
    pub subject: Vec<(SubjectAttribute, String)>,
    /// The key to generate.
    pub key: KeyKind,
    /// First second of validity.
    pub not_before: Timestamp,
    /// Last second of validity.
    pub not_after: Timestamp,
    /// Critical when not empty.
    pub key_usage: Vec<KeyUsage>,
    /// Dotted identifiers; see [`usages`].
    pub extended_key_usage: Vec<String>,
    /// Whether the extended key usage is critical.
    pub extended_key_usage_critical: bool,
    /// Dotted identifiers; see [`policies`].
    pub policies: Vec<String>,
    /// `Some` makes it a CA.
    pub ca: Option<Ca>,
    /// rfc822Name entries of the subjectAltName.
    pub emails: Vec<String>,
    /// authorityInfoAccess: the issuer's certificate.
    pub ca_issuers: Option<String>,
    /// authorityInfoAccess: the responder.
    pub ocsp: Option<String>,
    /// cRLDistributionPoints.
    pub crl: Option<String>,
    /// Written as given, after the others; see [`extensions`](crate::extensions).
    pub extra_extensions: Vec<ExtraExtension>,
    /// 3, or 1 for a certificate without extensions.
    pub version: u8,
    /// Serial number, most significant octet first; made from the contents when absent.
    pub serial: Option<Vec<u8>>,
    /// The subject's name (DER) in place of `subject`; see [`name`](crate::name).
    pub subject_der: Option<Vec<u8>>,
    /// The issuer's name (DER) when it shall not be the issuing authority's own.
    pub issuer_der: Option<Vec<u8>>,
    /// authorityKeyIdentifier, of the key that signs.
    pub authority_key_identifier: bool,
    /// subjectKeyIdentifier, of a CA; end entities have none but as an extra extension.
    pub subject_key_identifier: bool,
    /// Who issues it, in a hierarchy.
    pub issued_by: IssuedBy,
}

impl Profile {
    /// A certificate with a name and a P-256 key, and no extensions but its identifiers.
    #[must_use]
    pub fn new(common_name: &str, not_before: Timestamp, not_after: Timestamp) -> Self {
        Self {
            subject: vec![
                (SubjectAttribute::Country, "VN".to_owned()),
                (SubjectAttribute::OrganisationalUnit, crate::MARK.to_owned()),
                (SubjectAttribute::CommonName, common_name.to_owned()),
            ],
            key: KeyKind::P256,
            not_before,
            not_after,
            key_usage: Vec::new(),
            extended_key_usage: Vec::new(),
            extended_key_usage_critical: false,
            policies: Vec::new(),
            ca: None,
            emails: Vec::new(),
            ca_issuers: None,
            ocsp: None,
            crl: None,
            extra_extensions: Vec::new(),
            version: 3,
            serial: None,
            subject_der: None,
            issuer_der: None,
            authority_key_identifier: true,
            subject_key_identifier: true,
            issued_by: IssuedBy::SubCa,
        }
    }

    /// [`Self::new`] for a CA: keyCertSign, cRLSign, cA.
    #[must_use]
    pub fn authority(common_name: &str, not_before: Timestamp, not_after: Timestamp) -> Self {
        let key_usage = vec![KeyUsage::KeyCertSign, KeyUsage::CrlSign];
        Self {
            key_usage,
            ca: Some(Ca { path_length: None }),
            ..Self::new(common_name, not_before, not_after)
        }
    }

    /// [`Self::new`] for a delegated OCSP responder (RFC 6960 §4.2.2.2): digitalSignature, OCSPSigning. Whether it has
    /// `id-pkix-ocsp-nocheck` is said with [`extensions::ocsp_no_check`](crate::extensions::ocsp_no_check).
    #[must_use]
    pub fn ocsp_responder(common_name: &str, not_before: Timestamp, not_after: Timestamp) -> Self {
        Self {
            key_usage: vec![KeyUsage::DigitalSignature],
            extended_key_usage: vec![usages::OCSP_SIGNING.to_owned()],
            ..Self::new(common_name, not_before, not_after)
        }
    }

    /// [`Self::new`] for a timestamp authority (RFC 3161 §2.3): digitalSignature, timeStamping alone and critical.
    #[must_use]
    pub fn timestamp_authority(
        common_name: &str,
        not_before: Timestamp,
        not_after: Timestamp,
    ) -> Self {
        Self {
            key_usage: vec![KeyUsage::DigitalSignature],
            extended_key_usage: vec![usages::TIME_STAMPING.to_owned()],
            extended_key_usage_critical: true,
            ..Self::new(common_name, not_before, not_after)
        }
    }

    /// The same with another kind of key.
    #[must_use]
    pub fn with_key(self, key: KeyKind) -> Self {
        Self { key, ..self }
    }
}

/// Policy identifiers, below the arc that RFC 5612 keeps for examples; no real CA's.
pub mod policies {
    /// Signers.
    pub const SIGNER: &str = "1.3.6.1.4.1.32473.704.1";
    /// The timestamp authority.
    pub const TIMESTAMP: &str = "1.3.6.1.4.1.32473.704.2";
}

/// Extended key usages.
pub mod usages {
    /// `id-kp-serverAuth` (RFC 5280 §4.2.1.12).
    pub const SERVER_AUTH: &str = "1.3.6.1.5.5.7.3.1";
    /// `id-kp-clientAuth` (RFC 5280 §4.2.1.12).
    pub const CLIENT_AUTH: &str = "1.3.6.1.5.5.7.3.2";
    /// `id-kp-emailProtection` (RFC 5280 §4.2.1.12).
    pub const EMAIL_PROTECTION: &str = "1.3.6.1.5.5.7.3.4";
    /// `id-kp-timeStamping` (RFC 3161 §2.3).
    pub const TIME_STAMPING: &str = "1.3.6.1.5.5.7.3.8";
    /// `id-kp-OCSPSigning` (RFC 6960 §4.2.2.2).
    pub const OCSP_SIGNING: &str = "1.3.6.1.5.5.7.3.9";
    /// Microsoft's smart card logon.
    pub const SMART_CARD_LOGON: &str = "1.3.6.1.4.1.311.20.2.2";
}
