//! How much of an untrusted certificate is read.

/// Limits of the certificate reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes one certificate may have.
    ///
    /// 256 KiB: fifty times the largest certificate of the corpora, and room for a hash-based (SLH-DSA, FIPS 205)
    /// signature of 50 kB; work that grows with a name or a list of extensions stays within milliseconds.
    pub certificate_bytes: usize,
}

impl Limits {
    /// The limits in use.
    pub const DEFAULT: Self = Self {
        certificate_bytes: 256 * 1024,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
