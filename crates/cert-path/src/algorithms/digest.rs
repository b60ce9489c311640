//! Hash algorithms and their results.

use core::fmt;

use der::asn1::ObjectIdentifier;

use super::identifiers as id;

/// A hash algorithm (FIPS 180-4, FIPS 202).
///
/// The two SHAKE functions are meant with the output lengths CMS gives them (RFC 8702 §3.1): 256 and 512 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[allow(missing_docs)] // the names say it
pub enum DigestAlgorithm {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512_256,
    Sha3_224,
    Sha3_256,
    Sha3_384,
    Sha3_512,
    Shake128,
    Shake256,
}

const TABLE: &[(DigestAlgorithm, ObjectIdentifier, usize, &str)] = &[
    (DigestAlgorithm::Sha1, id::SHA_1, 20, "SHA-1"),
    (DigestAlgorithm::Sha224, id::SHA_224, 28, "SHA-224"),
    (DigestAlgorithm::Sha256, id::SHA_256, 32, "SHA-256"),
    (DigestAlgorithm::Sha384, id::SHA_384, 48, "SHA-384"),
    (DigestAlgorithm::Sha512, id::SHA_512, 64, "SHA-512"),
    (
        DigestAlgorithm::Sha512_256,
        id::SHA_512_256,
        32,
        "SHA-512/256",
    ),
    (DigestAlgorithm::Sha3_224, id::SHA3_224, 28, "SHA3-224"),
    (DigestAlgorithm::Sha3_256, id::SHA3_256, 32, "SHA3-256"),
    (DigestAlgorithm::Sha3_384, id::SHA3_384, 48, "SHA3-384"),
    (DigestAlgorithm::Sha3_512, id::SHA3_512, 64, "SHA3-512"),
    (DigestAlgorithm::Shake128, id::SHAKE_128, 32, "SHAKE128"),
    (DigestAlgorithm::Shake256, id::SHAKE_256, 64, "SHAKE256"),
];

impl DigestAlgorithm {
    /// Every algorithm that has a name here.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    fn row(self) -> &'static (Self, ObjectIdentifier, usize, &'static str) {
        TABLE
            .iter()
            .find(|row| row.0 == self)
            .expect("every variant has a row")
    }

    /// Its object identifier (RFC 5754 §2, RFC 8702 §2, RFC 9688 §2).
    #[must_use]
    pub fn oid(self) -> ObjectIdentifier {
        self.row().1
    }

    /// The algorithm that this identifier names, if it is one of ours.
    #[must_use]
    pub fn from_oid(oid: &ObjectIdentifier) -> Option<Self> {
        TABLE.iter().find(|row| row.1 == *oid).map(|row| row.0)
    }

    /// Octets of output.
    #[must_use]
    pub fn output_length(self) -> usize {
        self.row().2
    }

    /// The name as the standards write it: `SHA-256`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().3
    }
}

impl fmt::Display for DigestAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A finished hash value, and the algorithm that made it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest {
    algorithm: DigestAlgorithm,
    octets: [u8; Self::MAX],
}

impl Digest {
    /// The longest output of any [`DigestAlgorithm`].
    pub const MAX: usize = 64;

    /// A hash value computed elsewhere. `None` when its length is not the algorithm's.
    #[must_use]
    pub fn from_bytes(algorithm: DigestAlgorithm, value: &[u8]) -> Option<Self> {
        if value.len() != algorithm.output_length() {
            return None;
        }
        let mut octets = [0; Self::MAX];
        octets.get_mut(..value.len())?.copy_from_slice(value);
        Some(Self { algorithm, octets })
    }

    /// The algorithm that made it.
    #[must_use]
    pub fn algorithm(&self) -> DigestAlgorithm {
        self.algorithm
    }

    /// Its octets.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.octets
            .get(..self.algorithm.output_length())
            .unwrap_or_default()
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({}: {self})", self.algorithm)
    }
}

/// Lower-case hexadecimal.
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_bytes()
            .iter()
            .try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_lead_back_to_their_algorithm() {
        for algorithm in DigestAlgorithm::all() {
            assert_eq!(DigestAlgorithm::from_oid(&algorithm.oid()), Some(algorithm));
        }
        assert_eq!(DigestAlgorithm::all().count(), 12);
    }

    #[test]
    fn a_digest_has_exactly_the_length_of_its_algorithm() {
        assert!(Digest::from_bytes(DigestAlgorithm::Sha256, &[0; 31]).is_none());
        assert!(Digest::from_bytes(DigestAlgorithm::Sha256, &[0; 33]).is_none());
        let digest = Digest::from_bytes(DigestAlgorithm::Sha1, &[0xab; 20]).unwrap();
        assert_eq!(digest.as_bytes(), [0xab; 20]);
        assert_eq!(digest.to_string(), "ab".repeat(20));
    }
}
