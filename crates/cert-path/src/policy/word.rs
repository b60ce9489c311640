//! [`Refused`] in one word, as an operator writes it.

use core::str::FromStr;

use der::asn1::ObjectIdentifier;

use super::Refused;
use crate::algorithms::DigestAlgorithm;
use crate::certificate::Curve;

const DSA: &str = "dsa";
const RSA_PKCS1: &str = "rsa-pkcs1";
const BRAINPOOL: &str = "brainpool";
const DSA_BELOW: &str = "dsa-below-";
const RSA_BELOW: &str = "rsa-below-";
const EC_BELOW: &str = "ec-below-";
const CURVE: &str = "curve-";

/// A word that names nothing that can be refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown word `{word}`; known are {}", known())]
pub struct UnknownWord {
    /// The word.
    pub word: String,
}

impl Refused {
    /// Its word in an operator's file: `sha1`, `rsa-below-2048`, `curve-p-256`, `brainpool`.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Digest(digest) => digest_word(*digest),
            Self::Dsa => DSA.to_owned(),
            Self::DsaBelow { bits } => format!("{DSA_BELOW}{bits}"),
            Self::RsaBelow { bits } => format!("{RSA_BELOW}{bits}"),
            Self::RsaPkcs1 => RSA_PKCS1.to_owned(),
            Self::EcBelow { bits } => format!("{EC_BELOW}{bits}"),
            Self::Curve(curve) => format!("{CURVE}{}", curve_word(*curve)),
            Self::Brainpool => BRAINPOOL.to_owned(),
        }
    }
}

/// Reads a [word](Refused::word).
impl FromStr for Refused {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        read(word).ok_or_else(|| UnknownWord {
            word: word.to_owned(),
        })
    }
}

fn read(word: &str) -> Option<Refused> {
    if let Some(bits) = word.strip_prefix(DSA_BELOW) {
        return number(bits).map(|bits| Refused::DsaBelow { bits });
    }
    if let Some(bits) = word.strip_prefix(RSA_BELOW) {
        return number(bits).map(|bits| Refused::RsaBelow { bits });
    }
    if let Some(bits) = word.strip_prefix(EC_BELOW) {
        return number(bits).map(|bits| Refused::EcBelow { bits });
    }
    if let Some(name) = word.strip_prefix(CURVE) {
        return curve(name).map(Refused::Curve);
    }
    match word {
        DSA => Some(Refused::Dsa),
        RSA_PKCS1 => Some(Refused::RsaPkcs1),
        BRAINPOOL => Some(Refused::Brainpool),
        other => DigestAlgorithm::all()
            .find(|digest| digest_word(*digest) == other)
            .map(Refused::Digest),
    }
}

/// Digits only, without a leading zero: one word for each number.
fn number(digits: &str) -> Option<u32> {
    let number: u32 = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}

/// `SHA-256` is `sha256`, `SHA-512/256` is `sha512-256`, `SHA3-256` is `sha3-256`.
fn digest_word(digest: DigestAlgorithm) -> String {
    digest
        .name()
        .replace("SHA-", "sha")
        .replace('/', "-")
        .to_lowercase()
}

/// The name in small letters; the identifier of a curve without one.
fn curve_word(curve: Curve) -> String {
    match curve {
        Curve::Other(oid) => oid.to_string(),
        known => known.name().unwrap_or_default().to_lowercase(),
    }
}

/// By name, or by the identifier of a curve that has no name here.
fn curve(word: &str) -> Option<Curve> {
    let named = Curve::all().find(|curve| curve_word(*curve) == word);
    named.or_else(|| {
        let curve = Curve::from_oid(ObjectIdentifier::new(word).ok()?);
        matches!(curve, Curve::Other(_)).then_some(curve)
    })
}

fn known() -> String {
    let digests = DigestAlgorithm::all().map(digest_word);
    let curves = Curve::all().map(|curve| format!("{CURVE}{}", curve_word(curve)));
    let others = [DSA, RSA_PKCS1, BRAINPOOL].map(str::to_owned);
    let numbered = [DSA_BELOW, RSA_BELOW, EC_BELOW].map(|word| format!("{word}<bits>"));
    digests
        .chain(others)
        .chain(numbered)
        .chain(curves)
        .chain([format!("{CURVE}<object identifier>")])
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_back() {
        let other = ObjectIdentifier::new_unwrap("1.3.132.0.33");
        let all = DigestAlgorithm::all()
            .map(Refused::Digest)
            .chain(Curve::all().map(Refused::Curve))
            .chain([
                Refused::Dsa,
                Refused::DsaBelow { bits: 2048 },
                Refused::RsaBelow { bits: 3072 },
                Refused::RsaPkcs1,
                Refused::EcBelow { bits: 256 },
                Refused::Curve(Curve::Other(other)),
                Refused::Brainpool,
            ]);
        let mut words = std::collections::BTreeSet::new();
        for refused in all {
            let word = refused.word();
            assert!(
                word.chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c)),
                "{word}"
            );
            assert_eq!(word.parse(), Ok(refused));
            assert!(words.insert(word.clone()), "{word} has two meanings");
            let general = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
            assert!(known().contains(general), "{word} is not told");
        }
    }

    #[test]
    fn the_words_that_files_are_written_with() {
        for (word, refused) in [
            ("sha1", Refused::Digest(DigestAlgorithm::Sha1)),
            ("sha512-256", Refused::Digest(DigestAlgorithm::Sha512_256)),
            ("sha3-256", Refused::Digest(DigestAlgorithm::Sha3_256)),
            ("rsa-below-2048", Refused::RsaBelow { bits: 2048 }),
            ("curve-p-256", Refused::Curve(Curve::P256)),
            ("brainpool", Refused::Brainpool),
        ] {
            assert_eq!(word.parse(), Ok(refused));
        }
    }

    #[test]
    fn an_unknown_word_is_told_with_the_known_ones() {
        for word in [
            "",
            "SHA1",
            "md5",
            "rsa-below-",
            "rsa-below-02048",
            "rsa-below-+1",
            "rsa-below-99999999999",
            "curve-1.2.840.10045.3.1.7",
            "curve-",
        ] {
            let error = Refused::from_str(word).unwrap_err();
            assert_eq!(error.word, word);
            let text = error.to_string();
            assert!(text.contains(&format!("`{word}`")), "{text}");
            assert!(text.contains("sha1, sha224, sha256"), "{text}");
            assert!(text.contains("rsa-below-<bits>"), "{text}");
        }
    }
}
