//! What the caller asks for, as named data.

use cert_path::{AlgorithmPolicy, CryptoProvider, Freshness, RevocationMode};

use crate::limits::Limits;

/// Everything `verify` needs to know that is not in the file and not evidence.
#[derive(Clone, Debug)]
pub struct Policy {
    /// What is asked of revocation; `Require` unless the caller says otherwise.
    pub revocation: RevocationMode,
    /// How fresh revocation data must be: by default the issuer's own window; [`Freshness::AfterTime`] waits for the next update after the
    /// signature (the grace period of EN 319 102-1).
    pub freshness: Freshness,
    /// Which algorithms and key sizes count as strong, since when not.
    pub algorithms: AlgorithmPolicy,
    /// What may change after signing.
    pub modifications: ModificationPolicy,
    /// Where digests and signatures are computed.
    pub provider: &'static CryptoProvider,
    /// How much of a file is looked at.
    pub limits: Limits,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            revocation: RevocationMode::Require,
            freshness: Freshness::default(),
            algorithms: AlgorithmPolicy::default(),
            modifications: ModificationPolicy::VN_OFFICE,
            provider: CryptoProvider::aws_lc(),
            limits: Limits::default(),
        }
    }
}

/// What may change after signing, where the standards leave it to the validator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModificationPolicy {
    /// The name reports show.
    pub name: &'static str,
    /// Under certification `P = 2` or `3`, a new visible signature field must be by a signer whose certificate names the certifier's issuer
    /// and authority key. ISO 32000-2 does not say whether `P = 2` allows new fields at all (pdf-issues 735).
    pub new_visible_signatures_of_same_issuer: bool,
    /// A new visible signature field must not lie on text of the page that was there before. Where text lies is estimated without reading
    /// fonts; a field that existed when the document was signed may show its appearance wherever it was.
    pub new_signatures_leave_text_free: bool,
}

impl ModificationPolicy {
    /// As Vietnamese offices sign: the first official certifies with `P = 2`, the others of the same authority add visible signatures.
    pub const VN_OFFICE: Self = Self {
        name: "vn-office",
        new_visible_signatures_of_same_issuer: true,
        new_signatures_leave_text_free: true,
    };
}
