//! How much an untrusted container may ask of us.

/// Bounds for reading; each number says where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one container. The largest met carry CRLs of government CAs (9.8 MB each, ecosystem.md A9); four of them and room.
    pub length: usize,
    /// Nesting of elements. SignedData with a token inside a token needs about 20; certificates within are not descended into.
    pub depth: usize,
    /// Elements read or re-encoded in one container outside certificates and CRLs. A signature has a few hundred.
    pub elements: usize,
    /// Certificates in one container. The deepest government hierarchy met has 4 levels; cross certificates and TSAs triple it.
    pub certificates: usize,
    /// Attributes in one set. Full CAdES-A uses about 20.
    pub attributes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            length: 64 << 20,
            depth: 40,
            elements: 1 << 20,
            certificates: 128,
            attributes: 128,
        }
    }
}
