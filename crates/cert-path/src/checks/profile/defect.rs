//! What can be wrong with a certificate that path validation accepts.

use der::asn1::ObjectIdentifier;

use crate::certificate::extension_oids as oids;

/// A breach of the certificate profile of RFC 5280 §4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileDefect {
    /// A CA certificate with an empty subject.
    #[error("a CA without a name")]
    CaWithoutName,
    /// An extension that must not be critical.
    #[error("extension {0} is critical")]
    Critical(ObjectIdentifier),
    /// A dNSName that is no host name in the preferred syntax; a first label `*` is let pass.
    #[error("dNSName is no host name")]
    DnsName,
    /// An rfc822Name that is no mailbox.
    #[error("rfc822Name is no mailbox")]
    EmailAddress,
    /// An extension without the contents it must have.
    #[error("extension {0} is empty")]
    EmptyExtension(ObjectIdentifier),
    /// A key usage without any bit.
    #[error("key usage without any bit set")]
    EmptyKeyUsage,
    /// Extensions in a certificate of version 1 or 2.
    #[error("extensions in a certificate that is not version 3")]
    ExtensionsBeforeVersion3,
    /// An iPAddress that has neither 4 nor 16 octets.
    #[error("iPAddress has neither 4 nor 16 octets")]
    IpAddress,
    /// keyCertSign in a certificate that is not a CA's.
    #[error("key usage has keyCertSign, but the certificate is not a CA's")]
    KeyCertSignWithoutCa,
    /// Name constraints in a certificate that is not a CA's.
    #[error("name constraints in a certificate that is not a CA's")]
    NameConstraintsOutsideCa,
    /// No key identifier of the issuer, and not self-issued.
    #[error("no authority key identifier")]
    NoAuthorityKeyIdentifier,
    /// Neither a subject nor an alternative name.
    #[error("neither subject nor subjectAltName")]
    NoName,
    /// A CA certificate without a key identifier.
    #[error("no subject key identifier in a CA certificate")]
    NoSubjectKeyIdentifier,
    /// An extension that must be critical.
    #[error("extension {0} is not critical")]
    NotCritical(ObjectIdentifier),
    /// A path length where the certificate is not a CA's, or its key usage lacks keyCertSign.
    #[error("path length constraint without cA and keyCertSign")]
    PathLengthWithoutCa,
    /// One policy twice.
    #[error("a certificate policy occurs twice")]
    PolicyTwice,
    /// A serial number of zero or below.
    #[error("serial number is not positive")]
    SerialNumberNotPositive,
    /// A serial number of more than 20 octets, or with needless ones.
    #[error("serial number has too many octets")]
    SerialNumberTooLong,
    /// A year to 2049 as GeneralizedTime, or a later one as UTCTime.
    #[error("validity in the wrong form of time")]
    TimeForm,
    /// A uniformResourceIdentifier without a scheme, or with nothing after it.
    #[error("uniformResourceIdentifier is not absolute")]
    Uri,
    /// issuerUniqueID or subjectUniqueID.
    #[error("a unique identifier")]
    UniqueIdentifier,
}

impl ProfileDefect {
    /// Where it is forbidden.
    #[must_use]
    pub fn clause(&self) -> &'static str {
        match self {
            Self::CaWithoutName => "RFC 5280 §4.1.2.6",
            Self::Critical(oid) | Self::NotCritical(oid) | Self::EmptyExtension(oid) => {
                clause_of(oid)
            }
            Self::DnsName | Self::EmailAddress | Self::IpAddress | Self::NoName | Self::Uri => {
                "RFC 5280 §4.2.1.6"
            }
            Self::EmptyKeyUsage => "RFC 5280 §4.2.1.3",
            Self::ExtensionsBeforeVersion3 => "RFC 5280 §4.1.2.1",
            Self::KeyCertSignWithoutCa | Self::PathLengthWithoutCa => "RFC 5280 §4.2.1.9",
            Self::NameConstraintsOutsideCa => "RFC 5280 §4.2.1.10",
            Self::NoAuthorityKeyIdentifier => "RFC 5280 §4.2.1.1",
            Self::NoSubjectKeyIdentifier => "RFC 5280 §4.2.1.2",
            Self::PolicyTwice => "RFC 5280 §4.2.1.4",
            Self::SerialNumberNotPositive | Self::SerialNumberTooLong => "RFC 5280 §4.1.2.2",
            Self::TimeForm => "RFC 5280 §4.1.2.5",
            Self::UniqueIdentifier => "RFC 5280 §4.1.2.8",
        }
    }
}

const CLAUSES: [(ObjectIdentifier, &str); 11] = [
    (oids::AUTHORITY_KEY_IDENTIFIER, "RFC 5280 §4.2.1.1"),
    (oids::SUBJECT_KEY_IDENTIFIER, "RFC 5280 §4.2.1.2"),
    (oids::CERTIFICATE_POLICIES, "RFC 5280 §4.2.1.4"),
    (oids::POLICY_MAPPINGS, "RFC 5280 §4.2.1.5"),
    (oids::SUBJECT_ALT_NAME, "RFC 5280 §4.2.1.6"),
    (oids::BASIC_CONSTRAINTS, "RFC 5280 §4.2.1.9"),
    (oids::NAME_CONSTRAINTS, "RFC 5280 §4.2.1.10"),
    (oids::POLICY_CONSTRAINTS, "RFC 5280 §4.2.1.11"),
    (oids::INHIBIT_ANY_POLICY, "RFC 5280 §4.2.1.14"),
    (oids::FRESHEST_CRL, "RFC 5280 §4.2.1.15"),
    (oids::AUTHORITY_INFO_ACCESS, "RFC 5280 §4.2.2.1"),
];

fn clause_of(oid: &ObjectIdentifier) -> &'static str {
    CLAUSES
        .iter()
        .find(|row| row.0 == *oid)
        .map_or("RFC 5280 §4.2", |row| row.1)
}
