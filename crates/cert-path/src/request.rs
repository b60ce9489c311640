//! What is asked.

use der::asn1::ObjectIdentifier;
use jiff::Timestamp;

use crate::anchor::TrustAnchor;
use crate::budget::Budget;
use crate::certificate::Certificate;
use crate::checks::profile::CertificateProfile;
use crate::evidence::Evidence;
use crate::policy::AlgorithmPolicy;
use crate::proofs::ProofsOfExistence;
use crate::provider::CryptoProvider;
use crate::purpose::Purpose;
use crate::revocation::{Freshness, RevocationMode};

/// Everything the answer depends on (RFC 5280 §6.1.1): same request, same answer.
#[derive(Clone, Debug)]
pub struct PathRequest<'a> {
    /// The certificate to be judged.
    pub signer: &'a Certificate,
    /// Untrusted certificates and revocation data.
    pub evidence: &'a Evidence,
    /// Where trust begins.
    pub anchors: &'a [TrustAnchor],
    /// What the signer's certificate is to be used for.
    pub purpose: Purpose,
    /// The time it is judged for: now, or the proven time of a signature.
    pub at: Timestamp,
    /// The moment of judging, not before `at`. Evidence issued later is refused; evidence issued between the two counts
    /// for `at` (EN 319 102-1 §5.6.2.2).
    pub now: Timestamp,
    /// Since when certificates and revocation data are known to exist.
    pub proofs: &'a ProofsOfExistence,
    /// How much revocation data is demanded.
    pub revocation: RevocationMode,
    /// How fresh they must be.
    pub freshness: Freshness,
    /// Which algorithms are refused.
    pub policy: &'a AlgorithmPolicy,
    /// Which certificate policies are demanded.
    pub policies: PolicyInputs,
    /// How much of the certificate profile of RFC 5280 §4 is demanded.
    pub profile: CertificateProfile,
    /// Hashes and signatures.
    pub provider: &'a CryptoProvider,
    /// How much work it may cost.
    pub budget: Budget,
}

/// Certificate policy inputs of RFC 5280 §6.1.1 (c), (e), (f), (g). The default asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyInputs {
    /// `user-initial-policy-set`; `None` is any-policy.
    pub acceptable: Option<Vec<ObjectIdentifier>>,
    /// `initial-policy-mapping-inhibit`.
    pub inhibit_mapping: bool,
    /// `initial-explicit-policy`.
    pub require_explicit: bool,
    /// `initial-any-policy-inhibit`.
    pub inhibit_any: bool,
}
