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

/// What may change after signing, where the standards leave it to the validator: named data, no code (docs/decisions/0018).
///
/// DocMDP, FieldMDP and field locks bind under every policy, and nothing below ever allows what they forbid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModificationPolicy {
    /// The name that reports show and options take.
    pub name: &'static str,
    /// Who may add a signature field to a document certified with `P = 2` or `3`.
    pub new_fields_when_certified: NewFields,
    /// Under `P = 2`, only what ISO 32000-2 Table 257 lists: no metadata, no tab order.
    pub only_listed_changes: bool,
    /// What the appearance of a new signature may do to what the page showed before.
    pub over_content: OverContent,
    /// What a new signature may do to the widget of an earlier one, when the document is certified.
    pub over_signatures: OverSignatures,
}

/// Who may add a signature field to a certified document. ISO 32000-2 does not say whether "signing" at `P = 2` includes it (pdf-issues 735).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NewFields {
    /// Nobody: only fields that the certified revision has are signed. Document time-stamps stay allowed.
    Nobody,
    /// Whoever signs, but a visible field only with a certificate that names the certifier's issuer and authority key.
    SameIssuer,
    /// Whoever signs.
    Anybody,
}

/// What a new signature's appearance may do to earlier content of the page: text, images, drawings, earlier annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OverContent {
    /// It paints nothing on it at all.
    Untouched,
    /// It may lie on it, and hides nothing of it.
    NotHidden,
}

/// What a new signature may do to the widget of an earlier signature in a certified document.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum OverSignatures {
    /// The same as to any other content.
    AsContent,
    /// It lies on it as a seal does: an image with alpha. Anything else that is painted there is refused.
    AsSeal {
        /// Share of the page's area that a new signature's rectangle may have: what paints more is no stamp, it is a page on a page. The number is
        /// ours: a leader's box takes 0.03 of A4.
        largest: f64,
        /// Share of the earlier widget's width that a seal normally covers; more is a warning. The number is ours: NĐ 30/2020 says about a
        /// third, ministries' files show 0.38.
        usual: f64,
        /// Points. An earlier signature that shows only text and is at most so high is a number or date stamp: a seal on it is a warning. The
        /// number is ours: ministries' stamps are 14 points high.
        stamp_height: f64,
    },
}

impl ModificationPolicy {
    /// ISO 32000-2 read narrowly: a certified document takes no new signature field, and nothing is painted on what was signed.
    pub const STRICT: Self = Self {
        name: "strict",
        new_fields_when_certified: NewFields::Nobody,
        only_listed_changes: true,
        over_content: OverContent::Untouched,
        over_signatures: OverSignatures::AsContent,
    };

    /// As most PAdES software reads it: anybody may add a signature at `P = 2`; nothing signed is hidden.
    pub const PADES: Self = Self {
        name: "pades",
        new_fields_when_certified: NewFields::Anybody,
        only_listed_changes: false,
        over_content: OverContent::NotHidden,
        over_signatures: OverSignatures::AsContent,
    };

    /// As Vietnamese offices sign: the first official certifies with `P = 2`, the others of the same authority add visible signatures.
    pub const VN_OFFICE: Self = Self {
        name: "vn-office",
        new_fields_when_certified: NewFields::SameIssuer,
        only_listed_changes: false,
        over_content: OverContent::NotHidden,
        over_signatures: OverSignatures::AsSeal {
            largest: 0.15,
            usual: 0.45,
            stamp_height: 20.0,
        },
    };

    /// All of them, the strictest first.
    pub const ALL: [Self; 3] = [Self::STRICT, Self::PADES, Self::VN_OFFICE];

    /// The policy of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.name == name)
    }
}
