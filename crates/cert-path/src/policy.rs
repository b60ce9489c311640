//! Which algorithms are refused, from which day on.

#[cfg(feature = "serde")]
mod file;
mod nist;
mod refused;
mod word;

use jiff::{Timestamp, ToSpan};

pub use refused::Refused;
pub use word::UnknownWord;

use crate::algorithms::{DigestAlgorithm, SignatureAlgorithm};
use crate::certificate::{Certificate, PublicKeyKind};

/// One line of an [`AlgorithmPolicy`].
///
/// With the feature `serde` it reads and writes as
///
/// ```toml
/// refused = "rsa-below-2048"
/// from = 2014-01-01
/// source = "NIST SP 800-131A (2011) §3"
/// ```
///
/// `refused` is a [word](Refused::word); `from` a day, which begins in UTC, or a time with an offset, in quotes or as TOML
/// writes it; `source` must not be empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case", deny_unknown_fields)
)]
pub struct CutOff {
    /// What is refused.
    pub refused: Refused,
    /// From this instant on.
    #[cfg_attr(feature = "serde", serde(with = "file::moment"))]
    pub from: Timestamp,
    /// Who says so.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "file::source"))]
    pub source: String,
}

/// Dated refusals, as data: what is asked at a time is judged by the lines in force then.
///
/// Proofs of existence move the time asked, not the policy: a SHA-1 signature with proof from 2010 is asked for 2010.
///
/// A line has a beginning and no end: what is refused once is refused ever after.
///
/// With the feature `serde` an operator's file is a list of [`CutOff`], which replaces every line of the default. The key
/// must be there, so that an empty file is an error and not a policy that refuses nothing:
///
/// ```toml
/// [[cut-off]]
/// refused = "sha1"
/// from = 2014-01-01
/// source = "NIST SP 800-131A (2011) appendix B.2"
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct AlgorithmPolicy {
    #[cfg_attr(feature = "serde", serde(rename = "cut-off"))]
    cut_offs: Vec<CutOff>,
}

/// The policy refuses it, at the time asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} are refused since {} ({})", .0.refused, .0.from.strftime("%F"), .0.source)]
pub struct Weakness(pub Box<CutOff>);

impl AlgorithmPolicy {
    /// Refuses nothing.
    #[must_use]
    pub fn permissive() -> Self {
        Self::new(Vec::new())
    }

    /// A policy of one's own.
    #[must_use]
    pub fn new(cut_offs: Vec<CutOff>) -> Self {
        Self { cut_offs }
    }

    /// Its lines.
    #[must_use]
    pub fn cut_offs(&self) -> &[CutOff] {
        &self.cut_offs
    }

    /// Three lines: SHA-1 and RSA keys below 2048 bits from 2014, DSA from 4 February 2024.
    ///
    /// What they rest on, as checked on 2026-11-22: for DSA, NIST's own page on FIPS 186-4. For SHA-1 and RSA, what
    /// others quote or report of NIST SP 800-131A (January 2011); the publication itself was not at hand, and its
    /// later revisions were not compared. The addresses are beside the lines in the source of this library.
    ///
    /// No line for brainpool, for small curves, or for small DSA keys before 2024: no source with a date was found for
    /// any of them. They are allowed here, which is no recommendation.
    ///
    /// ETSI TS 119 312 has more, and other dates; an operator who follows it gives its lines to [`Self::new`].
    #[must_use]
    pub fn sp_800_131a() -> Self {
        Self::new(nist::sp_800_131a())
    }

    /// Judges a signature algorithm, and the key it is used with, at a time.
    ///
    /// # Errors
    /// The first line that refuses.
    pub fn check(
        &self,
        algorithm: &SignatureAlgorithm,
        key: PublicKeyKind,
        at: Timestamp,
    ) -> Result<(), Weakness> {
        self.judge(at, |refused| refused.concerns(algorithm, key))
    }

    /// Judges a hash that stands for something without being part of a signature algorithm: the imprint in a timestamp,
    /// the message digest of CMS.
    ///
    /// # Errors
    /// The first line that refuses signatures over this hash.
    pub fn check_digest(&self, digest: DigestAlgorithm, at: Timestamp) -> Result<(), Weakness> {
        self.judge(at, |refused| *refused == Refused::Digest(digest))
    }

    fn judge(&self, at: Timestamp, concerns: impl Fn(&Refused) -> bool) -> Result<(), Weakness> {
        match self
            .cut_offs
            .iter()
            .find(|line| line.from <= at && concerns(&line.refused))
        {
            Some(line) => Err(Weakness(Box::new(line.clone()))),
            None => Ok(()),
        }
    }

    /// The last moment, at `at` or before, at which this algorithm with this key was not yet refused: where the
    /// control time slides to when it is refused now (EN 319 102-1 §5.6.2.2 (c)).
    ///
    /// `at` itself when nothing refuses at `at`; else one nanosecond, the resolution of [`Timestamp`], before the earliest
    /// line that refuses. `None`: there is no such moment, the line begins with time itself.
    #[must_use]
    pub fn last_reliable(
        &self,
        algorithm: &SignatureAlgorithm,
        key: PublicKeyKind,
        at: Timestamp,
    ) -> Option<Timestamp> {
        self.last(at, |refused| refused.concerns(algorithm, key))
    }

    /// [`Self::last_reliable`] for what [`Self::check_digest`] judges.
    #[must_use]
    pub fn last_reliable_digest(
        &self,
        digest: DigestAlgorithm,
        at: Timestamp,
    ) -> Option<Timestamp> {
        self.last(at, |refused| *refused == Refused::Digest(digest))
    }

    fn last(&self, at: Timestamp, concerns: impl Fn(&Refused) -> bool) -> Option<Timestamp> {
        let concerned = self.cut_offs.iter().filter(|line| concerns(&line.refused));
        match concerned.map(|line| line.from).min() {
            Some(from) if from <= at => from.checked_sub(1.nanosecond()).ok(),
            _ => Some(at),
        }
    }

    /// Judges the signature on a certificate and the key it was made with.
    pub(crate) fn check_issued(
        &self,
        algorithm: &SignatureAlgorithm,
        issuer: &Certificate,
        at: Timestamp,
    ) -> Result<(), Weakness> {
        self.check(algorithm, issuer.public_key_kind(), at)
    }
}

/// [`AlgorithmPolicy::sp_800_131a`].
impl Default for AlgorithmPolicy {
    fn default() -> Self {
        Self::sp_800_131a()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::Curve;

    const RSA_2048: PublicKeyKind = PublicKeyKind::Rsa { bits: 2048 };

    fn refusal(algorithm: SignatureAlgorithm, key: PublicKeyKind, at: &str) -> Option<Refused> {
        AlgorithmPolicy::default()
            .check(&algorithm, key, at.parse().unwrap())
            .err()
            .map(|weakness| weakness.0.refused)
    }

    #[test]
    fn sha_1_is_refused_from_its_day_on() {
        let sha_1 = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha1);
        assert_eq!(refusal(sha_1, RSA_2048, "2013-12-31T23:59:59Z"), None);
        assert_eq!(
            refusal(sha_1, RSA_2048, "2014-01-01T00:00:00Z"),
            Some(Refused::Digest(DigestAlgorithm::Sha1))
        );
    }

    #[test]
    fn the_size_of_rsa_keys_counts_and_that_of_others_does_not() {
        let sha_256 = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);
        let at = "2026-01-01T00:00:00Z";
        assert_eq!(
            refusal(sha_256, PublicKeyKind::Rsa { bits: 2047 }, at),
            Some(Refused::RsaBelow { bits: 2048 })
        );
        assert_eq!(refusal(sha_256, RSA_2048, at), None);
        assert_eq!(
            refusal(
                SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256),
                PublicKeyKind::Ec { curve: Curve::P256 },
                at
            ),
            None
        );
        assert_eq!(
            refusal(
                SignatureAlgorithm::Dsa(DigestAlgorithm::Sha256),
                PublicKeyKind::Other(der::asn1::ObjectIdentifier::new_unwrap("1.2.840.10040.4.1")),
                at
            ),
            Some(Refused::Dsa)
        );
    }

    #[test]
    fn each_line_refuses_what_it_names_and_nothing_else() {
        use SignatureAlgorithm::{Dsa, Ecdsa, Ed25519, RsaPkcs1};
        let ec = |curve| PublicKeyKind::Ec { curve };
        let dsa = |bits| PublicKeyKind::Dsa { bits };
        let sha_256 = DigestAlgorithm::Sha256;
        let other = der::asn1::ObjectIdentifier::new_unwrap("1.3.132.0.33");
        let pss = SignatureAlgorithm::RsaPss {
            digest: sha_256,
            mgf_digest: sha_256,
            salt_length: 32,
        };
        for (refused, algorithm, key, is_refused) in [
            ("dsa-below-2048", Dsa(sha_256), dsa(Some(1024)), true),
            ("dsa-below-2048", Dsa(sha_256), dsa(Some(2048)), false),
            ("dsa-below-2048", Dsa(sha_256), dsa(None), false),
            ("dsa-below-2048", RsaPkcs1(sha_256), RSA_2048, false),
            ("dsa", Dsa(sha_256), dsa(None), true),
            ("rsa-pkcs1", RsaPkcs1(sha_256), RSA_2048, true),
            ("rsa-pkcs1", pss, RSA_2048, false),
            ("ec-below-384", Ecdsa(sha_256), ec(Curve::P256), true),
            ("ec-below-384", Ecdsa(sha_256), ec(Curve::P384), false),
            (
                "ec-below-384",
                Ecdsa(sha_256),
                ec(Curve::Other(other)),
                false,
            ),
            ("ec-below-384", Ed25519, PublicKeyKind::Ed25519, false),
            (
                "curve-secp256k1",
                Ecdsa(sha_256),
                ec(Curve::Secp256k1),
                true,
            ),
            ("curve-secp256k1", Ecdsa(sha_256), ec(Curve::P256), false),
            (
                "curve-1.3.132.0.33",
                Ecdsa(sha_256),
                ec(Curve::Other(other)),
                true,
            ),
            (
                "brainpool",
                Ecdsa(sha_256),
                ec(Curve::BrainpoolP384r1),
                true,
            ),
            ("brainpool", Ecdsa(sha_256), ec(Curve::P384), false),
            ("sha256", Ecdsa(sha_256), ec(Curve::P384), true),
            ("sha256", pss, RSA_2048, true),
            ("sha256", Ed25519, PublicKeyKind::Ed25519, false),
        ] {
            let policy = policy(&[(refused, "2020-01-01T00:00:00Z")]);
            let answer = policy.check(&algorithm, key, time("2020-01-01T00:00:00Z"));
            assert_eq!(answer.is_err(), is_refused, "{refused}: {algorithm}, {key}");
            let before = time("2019-12-31T23:59:59Z");
            assert_eq!(policy.check(&algorithm, key, before), Ok(()));
        }
    }

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn policy(lines: &[(&str, &str)]) -> AlgorithmPolicy {
        let cut_offs = lines.iter().map(|(refused, from)| CutOff {
            refused: refused.parse().unwrap(),
            from: time(from),
            source: "a test".to_owned(),
        });
        AlgorithmPolicy::new(cut_offs.collect())
    }

    #[test]
    fn the_last_reliable_moment_is_just_before_the_earliest_line() {
        let policy = policy(&[
            ("rsa-below-2048", "2014-01-01T00:00:00Z"),
            ("sha1", "2011-01-01T00:00:00Z"),
            ("sha1", "2016-01-01T00:00:00Z"),
            ("dsa", "2000-01-01T00:00:00Z"),
        ]);
        let sha_1 = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha1);
        let sha_256 = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);
        let small = PublicKeyKind::Rsa { bits: 1024 };
        let now = time("2026-11-22T00:00:00Z");
        for (algorithm, key, last) in [
            (sha_1, RSA_2048, "2010-12-31T23:59:59.999999999Z"),
            (sha_1, small, "2010-12-31T23:59:59.999999999Z"),
            (sha_256, small, "2013-12-31T23:59:59.999999999Z"),
        ] {
            let last = time(last);
            assert_eq!(policy.last_reliable(&algorithm, key, now), Some(last));
            assert_eq!(policy.check(&algorithm, key, last), Ok(()));
            let next = last.checked_add(1.nanosecond()).unwrap();
            assert!(policy.check(&algorithm, key, next).is_err());
            // Asked earlier, the moment asked is itself reliable.
            let earlier = time("2005-01-01T00:00:00Z");
            assert_eq!(
                policy.last_reliable(&algorithm, key, earlier),
                Some(earlier)
            );
            assert_eq!(policy.last_reliable(&algorithm, key, last), Some(last));
            assert_eq!(policy.last_reliable(&algorithm, key, next), Some(last));
        }
        assert_eq!(policy.last_reliable(&sha_256, RSA_2048, now), Some(now));
        assert_eq!(
            policy.last_reliable_digest(DigestAlgorithm::Sha1, now),
            Some(time("2010-12-31T23:59:59.999999999Z"))
        );
        assert!(policy.check_digest(DigestAlgorithm::Sha1, now).is_err());
        assert_eq!(policy.check_digest(DigestAlgorithm::Sha256, now), Ok(()));
    }

    #[test]
    fn what_was_never_reliable_has_no_last_moment() {
        let mut policy = policy(&[("sha1", "2011-01-01T00:00:00Z")]);
        policy.cut_offs[0].from = Timestamp::MIN;
        let sha_1 = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha1);
        assert_eq!(policy.last_reliable(&sha_1, RSA_2048, Timestamp::MAX), None);
    }

    #[test]
    fn the_default_mask_of_pss_is_not_held_against_it() {
        let pss = |mgf_digest| SignatureAlgorithm::RsaPss {
            digest: DigestAlgorithm::Sha256,
            mgf_digest,
            salt_length: 32,
        };
        assert_eq!(
            refusal(pss(DigestAlgorithm::Sha1), RSA_2048, "2026-01-01T00:00:00Z"),
            None
        );
    }
}
