//! How much is fetched at the word of strangers.

/// Whoever makes a certificate decides what a verifier is asked to fetch, and whoever answers decides how much comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchLimits {
    /// Times of asking what is missing. A chain of three below its anchor wants two issuers, then revocation data, then
    /// those of a delegated signer; the longest path of the default budget has ten certificates, each of which may show
    /// only the next address.
    pub rounds: usize,
    /// Questions asked in all. A file of ten signatures by different people under one hierarchy wants some thirty.
    pub addresses: usize,
    /// Octets of one certificate or bundle. A certificate has some 2 kB; the bundles of cross-certificates of large public
    /// hierarchies some 100 kB.
    pub certificate_bytes: u64,
    /// Octets of one OCSP response: some 2 kB, some 10 with a chain of large keys.
    pub ocsp_bytes: u64,
    /// Octets of one CRL. Mirror lists of 100 MB exist (2 million entries); they are not held in memory.
    pub crl_bytes: u64,
    /// Octets in all.
    pub bytes: u64,
}

impl FetchLimits {
    /// What the fields say.
    pub const DEFAULT: Self = Self {
        rounds: 12,
        addresses: 128,
        certificate_bytes: 256 << 10,
        ocsp_bytes: 1 << 20,
        crl_bytes: 256 << 20,
        bytes: 1 << 30,
    };
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
