//! Which algorithms are refused, from which day on.

use core::fmt;

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::Offset;

use crate::algorithms::{DigestAlgorithm, SignatureAlgorithm};
use crate::certificate::{Certificate, PublicKeyKind};

/// What a line of an [`AlgorithmPolicy`] refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refused {
    /// Signatures over this hash.
    Digest(DigestAlgorithm),
    /// DSA keys, of any size.
    Dsa,
    /// RSA keys with fewer bits.
    RsaBelow {
        /// The fewest bits that are not refused.
        bits: u32,
    },
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Digest(digest) => write!(f, "signatures with {digest}"),
            Self::Dsa => f.write_str("DSA"),
            Self::RsaBelow { bits } => write!(f, "RSA keys below {bits} bits"),
        }
    }
}

/// One line of an [`AlgorithmPolicy`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CutOff {
    /// What is refused.
    pub refused: Refused,
    /// From this instant on.
    pub from: Timestamp,
    /// Who says so.
    pub source: String,
}

/// Dated refusals, as data: what is asked at a time is judged by the lines in force then.
///
/// Proofs of existence move the time asked, not the policy: a SHA-1 signature with proof from 2010 is asked for 2010.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlgorithmPolicy {
    cut_offs: Vec<CutOff>,
}

/// The policy refuses it, at the time asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} are refused since {} ({})", .0.refused, .0.from.strftime("%F"), .0.source)]
pub struct Weakness(pub CutOff);

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
    /// later revisions were not compared. The addresses are beside the lines in the source of this file.
    ///
    /// ETSI TS 119 312 has more, and other dates; an operator who follows it gives its lines to [`Self::new`].
    #[must_use]
    pub fn sp_800_131a() -> Self {
        Self::new(
            SP_800_131A
                .iter()
                .map(|row| CutOff {
                    refused: row.0,
                    from: day(row.1),
                    source: row.2.to_owned(),
                })
                .collect(),
        )
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
        let refuses = |refused: &Refused| match *refused {
            Refused::Digest(digest) => {
                algorithm.digest() == Some(digest) || mask_digest(algorithm) == Some(digest)
            }
            Refused::Dsa => matches!(algorithm, SignatureAlgorithm::Dsa(_)),
            Refused::RsaBelow { bits } => {
                matches!(key, PublicKeyKind::Rsa { bits: found } if found < bits)
            }
        };
        match self
            .cut_offs
            .iter()
            .find(|line| line.from <= at && refuses(&line.refused))
        {
            Some(line) => Err(Weakness(line.clone())),
            None => Ok(()),
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

/// The mask of PSS is no place where collisions help; but policies name the hash, so both count, save for the
/// SHA-1 default of MGF1, which RFC 8017 §8.1 leaves as safe as the message hash.
fn mask_digest(algorithm: &SignatureAlgorithm) -> Option<DigestAlgorithm> {
    match *algorithm {
        SignatureAlgorithm::RsaPss { mgf_digest, .. } if mgf_digest != DigestAlgorithm::Sha1 => {
            Some(mgf_digest)
        }
        _ => None,
    }
}

/// Dates are the first day on which it is refused. That a day begins and ends in UTC is our reading.
///
/// Read on 2026-11-22:
/// - SHA-1: a citation of SP 800-131A (January 2011) Appendix B.2, "after 2013 … not allowed" for generating
///   signatures: <https://info.townsendsecurity.com/bid/61986/sha-1-use-expiring-for-digital-signature-generation>.
/// - RSA: 1024-bit keys deprecated from 2011 to 31 December 2013 by SP 800-131A, so reported by
///   <https://www.entrust.com/key-size-update/>, and by
///   <https://www.globalsign.com/en/ssl-information-center/1024-bit-public-and-private-keys/>, which names §3, Table 2.
///   That the limit is 2048 bits for every size between, too, is what these pages imply, and is ours.
/// - DSA: <https://csrc.nist.gov/pubs/fips/186-4/final>, planning note: FIPS 186-4, the last standard with DSA
///   generation, is withdrawn on 3 February 2024. That its successor FIPS 186-5 leaves DSA to the verification of older
///   signatures was read in an encyclopedia only. That the day of withdrawal itself still counts is ours.
const SP_800_131A: &[(Refused, (i16, i8, i8), &str)] = &[
    (
        Refused::Digest(DigestAlgorithm::Sha1),
        (2014, 1, 1),
        "NIST SP 800-131A (2011) appendix B.2: no new signatures with SHA-1 after 2013",
    ),
    (
        Refused::RsaBelow { bits: 2048 },
        (2014, 1, 1),
        "NIST SP 800-131A (2011) §3: no new signatures with 1024-bit RSA keys after 2013",
    ),
    (
        Refused::Dsa,
        (2024, 2, 4),
        "FIPS 186-5: DSA only for older signatures; FIPS 186-4 withdrawn 2024-02-03",
    ),
];

fn day((year, month, day): (i16, i8, i8)) -> Timestamp {
    Offset::UTC
        .to_timestamp(date(year, month, day).at(0, 0, 0, 0))
        .expect("the table holds days of the calendar")
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
