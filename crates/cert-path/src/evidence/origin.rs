//! Where evidence comes from.

/// Where a piece of evidence was found. For reports; no origin is better than another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// Not said.
    #[default]
    Unspecified,
    /// A file given by the user: its name.
    File(String),
    /// The document's own store of validation material (ISO 32000-2 §12.8.4.3).
    Document,
    /// A signature's container (RFC 5652 §5.1 certificates, crls).
    Container,
    /// Revocation data among a signature's signed attributes (Adobe's revocationInfoArchival, ISO 32000-2 §12.8.3.3.2): as old as the
    /// signature at least.
    SignedAttribute,
    /// A timestamp token (RFC 3161).
    Timestamp,
    /// Fetched: the address.
    Network(String),
}
