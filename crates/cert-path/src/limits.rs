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
    /// The most bytes of one entry of a CRL.
    ///
    /// 64 KiB: an entry of the corpora has less than 200 bytes; the certificateIssuer of an indirect CRL may be a long
    /// name.
    pub crl_entry_bytes: usize,
    /// The most bytes a CRL may have without its entries: names, extensions, signature.
    ///
    /// 256 KiB, as for a certificate, and for the same reasons.
    pub crl_head_bytes: usize,
    /// The most bytes one OCSP response may have.
    ///
    /// 1 MiB: four certificates of the largest size that is read, a hundred times the largest response of the corpora.
    pub ocsp_response_bytes: usize,
}

impl Limits {
    /// The limits in use.
    pub const DEFAULT: Self = Self {
        certificate_bytes: 256 * 1024,
        crl_entry_bytes: 64 * 1024,
        crl_head_bytes: 256 * 1024,
        ocsp_response_bytes: 1024 * 1024,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
