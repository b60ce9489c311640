//! DSA verification (FIPS 186-4 §4.7): old archives, and NIST's own test suite. Nothing is signed with it any more.
//! Why by hand: docs/decisions/0013.
//!
//! Public data only, so nothing here needs constant time.

use crypto_bigint::BoxedUint;
use crypto_bigint::modular::BoxedMontyForm;
use der::Encode;
use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier};
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

use super::numbers::{Modulus, bits, positive, power, r_and_s};
use super::{Key, PublicKey};
use crate::algorithms::Digest;
use crate::asn1::{self, Element};
use crate::error::{UnsupportedAlgorithm, VerifyError};

/// id-dsa (RFC 3279 §2.3.2).
pub(super) const DSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10040.4.1");

/// From the smallest p of the first standard (FIPS 186, 1994) to the largest of the last (FIPS 186-4 §4.2).
const P_BITS: core::ops::RangeInclusive<u32> = 512..=3072;
/// FIPS 186-4 §4.2.
const Q_BITS: [u32; 3] = [160, 224, 256];

/// A key (RFC 3279 §2.3.2):
///
/// ```text
/// Dss-Parms    ::= SEQUENCE { p INTEGER, q INTEGER, g INTEGER }
/// DSAPublicKey ::= INTEGER -- y
/// ```
pub(crate) struct DsaKey<'a> {
    /// `None` when they are those of the issuer's key.
    parameters: Option<Parameters<'a>>,
    y: &'a [u8],
}

#[derive(Clone, Copy)]
struct Parameters<'a> {
    p: &'a [u8],
    q: &'a [u8],
    g: &'a [u8],
}

impl<'a> DsaKey<'a> {
    /// `parameters`: what follows the identifier, if anything; `key`: the contents of the BIT STRING.
    pub(crate) fn read(parameters: Option<Element<'a>>, key: &'a [u8]) -> Option<Self> {
        let parameters = match parameters {
            Some(element) if !is_null(&element) => Some(Parameters::read(&element)?),
            _ => None,
        };
        let y = positive(&Element::only(key, 0).ok()?)?;
        Some(Self { parameters, y })
    }

    /// Bits of p; `None` when the parameters are those of the issuer's key.
    pub(crate) fn bits(&self) -> Option<u32> {
        self.parameters.map(|parameters| bits(parameters.p))
    }
}

/// RFC 5280 §6.1.4 (d) treats NULL like absence.
fn is_null(element: &Element<'_>) -> bool {
    element.whole == [0x05, 0x00]
}

impl<'a> Parameters<'a> {
    fn read(element: &Element<'a>) -> Option<Self> {
        let mut numbers = element.expect_tag(asn1::SEQUENCE).ok()?.children();
        let p = positive(&numbers.any().ok()?)?;
        let q = positive(&numbers.any().ok()?)?;
        let g = positive(&numbers.any().ok()?)?;
        numbers.finish().ok()?;
        Some(Self { p, q, g })
    }
}

/// FIPS 186-4 §4.7.
pub(super) fn verify(spki_der: &[u8], hash: &Digest, value: &[u8]) -> Result<(), VerifyError> {
    let Key::Dsa(key) = PublicKey::read(spki_der)?.key else {
        return Err(VerifyError::BadKey);
    };
    // A key without parameters is no key until `inherit_parameters` has completed it.
    let parameters = key.parameters.ok_or(VerifyError::BadKey)?;
    let (p_bits, q_bits) = (bits(parameters.p), bits(parameters.q));
    if !P_BITS.contains(&p_bits) || !Q_BITS.contains(&q_bits) {
        return Err(UnsupportedAlgorithm::new(format!(
            "DSA with p of {p_bits} bits and q of {q_bits} bits"
        ))
        .into());
    }
    let key = CheckedKey::new(&parameters, key.y).ok_or(VerifyError::BadKey)?;
    let answer = key.accepts(hash, value);
    answer.ok_or(VerifyError::BadSignature)
}

/// A key whose numbers fit together.
struct CheckedKey {
    q: Modulus,
    /// Modulo p, and so is y.
    g: BoxedMontyForm,
    y: BoxedMontyForm,
}

impl CheckedKey {
    /// g and y must be elements of the subgroup of order q, other than 1 (for g FIPS 186-4 appendix A.2.2), and q must
    /// divide p − 1. That p and q are prime is left to who made the key: it costs more than the verification, and a
    /// signer who chose bad numbers harms nobody's signatures but his own.
    fn new(parameters: &Parameters<'_>, y: &[u8]) -> Option<Self> {
        let (p, q) = (Modulus::new(parameters.p)?, Modulus::new(parameters.q)?);
        if q.reduce(p.value()) != BoxedUint::one() {
            return None;
        }
        let element = |octets: &[u8]| {
            let number = p.below(octets)?;
            let residue = p.residue(&number);
            let of_order_q = residue != p.one() && power(&residue, q.value()) == p.one();
            of_order_q.then_some(residue)
        };
        let (g, y) = (element(parameters.g)?, element(y)?);
        Some(Self { q, g, y })
    }

    fn accepts(&self, hash: &Digest, value: &[u8]) -> Option<()> {
        let (r, s) = r_and_s(value)?;
        // 0 < r, s < q; zero is no `positive` number.
        let (r, s) = (self.q.below(r)?, self.q.below(s)?);
        let w = self.q.residue(&s).invert_vartime().into_option()?;
        let u1 = (&self.q.residue_of(self.leftmost(hash)) * &w).retrieve();
        let u2 = (&self.q.residue(&r) * &w).retrieve();
        let v = (&power(&self.g, &u1) * &power(&self.y, &u2)).retrieve();
        (self.q.reduce(&v) == r).then_some(())
    }

    /// z: the leftmost min(N, outlen) bits of the hash; N is a multiple of eight in all sizes offered.
    fn leftmost<'h>(&self, hash: &'h Digest) -> &'h [u8] {
        let octets = usize::try_from(self.q.value().bits_vartime() / 8).unwrap_or(usize::MAX);
        let hash = hash.as_bytes();
        hash.get(..octets).unwrap_or(hash)
    }
}

/// The whole `SubjectPublicKeyInfo` of a DSA key whose parameters are those of its issuer's key.
///
/// RFC 5280 §6.1.4 (d)–(f) and §6.1.5 (c)–(e), RFC 3279 §2.3.2: when the algorithm's parameters are absent or NULL and
/// the issuer's key is of the same algorithm, the issuer's parameters hold. `issuer_spki_der` must be complete itself:
/// down a path, give what this function made of the issuer's key.
///
/// `None` when there is nothing to inherit (parameters are there, or the key is not DSA) or nothing to inherit from;
/// the key is then to be used as it is.
#[must_use]
pub fn inherit_parameters(spki_der: &[u8], issuer_spki_der: &[u8]) -> Option<Vec<u8>> {
    let own = Parts::read(spki_der).filter(|own| own.parameters.is_none())?;
    let inherited = Parts::read(issuer_spki_der)?.parameters?;
    let algorithm = AlgorithmIdentifierRef {
        oid: DSA,
        parameters: Some(AnyRef::try_from(inherited.whole).ok()?),
    };
    let spki = SubjectPublicKeyInfoRef {
        algorithm,
        subject_public_key: BitStringRef::from_bytes(own.key).ok()?,
    };
    spki.to_der().ok()
}

/// A DSA `SubjectPublicKeyInfo`, taken apart.
struct Parts<'a> {
    parameters: Option<Element<'a>>,
    key: &'a [u8],
}

impl<'a> Parts<'a> {
    fn read(spki_der: &'a [u8]) -> Option<Self> {
        let mut fields = Element::only_as(spki_der, 0, asn1::SEQUENCE)
            .ok()?
            .children();
        let mut identifier = fields.expect(asn1::SEQUENCE).ok()?.children();
        let (unused, key) = fields.any().ok()?.bit_string().ok()?;
        fields.finish().ok()?;
        if unused != 0 || identifier.any().ok()?.object_identifier().ok()? != DSA {
            return None;
        }
        let parameters = identifier.any().ok().filter(|element| !is_null(element));
        Some(Self { parameters, key })
    }
}

#[cfg(test)]
mod tests {
    use der::asn1::{Any, UintRef};
    use der::{Decode, Sequence};
    use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

    use super::*;
    use crate::algorithms::{DigestAlgorithm, SignatureAlgorithm};
    use crate::{CryptoProvider, PublicKeyKind};

    /// RFC 6979 appendix A.2.1: p, q, g, y.
    const KEY: [&str; 4] = [
        "86f5ca03dcfeb225063ff830a0c769b9dd9d6153ad91d7ce27f787c43278b447e6533b86b18bed6e8a48b784a14c252c\
         5be0dbf60b86d6385bd2f12fb763ed8873abfd3f5ba2e0a8c0a59082eac056935e529daf7c610467899c77adedfc846c\
         881870b7b19b2b58f9be0521a17002e3bdd6b86685ee90b3d9a1b02b782b1779",
        "996f967f6c8e388d9e28d01e205fba957a5698b1",
        "07b0f92546150b62514bb771e2a0c0ce387f03bda6c56b505209ff25fd3c133d89bbcd97e904e09114d9a7defdeadfc9\
         078ea544d2e401aeecc40bb9fbbf78fd87995a10a1c27cb7789b594ba7efb5c4326a9fe59a070e136db77175464adca4\
         17be5dce2f40d10a46a3a3943f26ab7fd9c0398ff8c76ee0a56826a8a88f1dbd",
        "5df5e01ded31d0297e274e1691c192fe5868fef9e19a84776454b100cf16f65392195a38b90523e2542ee61871c0440c\
         b87c322fc4b4d2ec5e1e7ec766e1be8d4ce935437dc11c3c8fd426338933ebfe739cb3465f4d3668c5e473508253b1e6\
         82f65cbdc4fae93c2ea212390e54905a86e2223170b44eaa7da5dd9ffcfb7f3b",
    ];
    /// The same place: r and s over "sample".
    const SIGNED: [(DigestAlgorithm, &str, &str); 2] = [
        (
            DigestAlgorithm::Sha1,
            "2e1a0c2562b2912caaf89186fb0f42001585da55",
            "29efb6b0aff2d7a68eb70ca313022253b9a88df5",
        ),
        (
            DigestAlgorithm::Sha256,
            "81f2f5850be5bc123c43f71a3033e9384611c545",
            "4cdd914b65eb6c66a8aaad27299bee6b035f5e89",
        ),
    ];

    #[derive(Sequence)]
    struct WrittenParameters<'a> {
        p: UintRef<'a>,
        q: UintRef<'a>,
        g: UintRef<'a>,
    }

    #[derive(Sequence)]
    struct WrittenValue<'a> {
        r: UintRef<'a>,
        s: UintRef<'a>,
    }

    fn octets(hex: &str) -> Vec<u8> {
        (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
            .collect()
    }

    fn numbers() -> [Vec<u8>; 4] {
        KEY.map(octets)
    }

    fn spki(parameters: Option<Any>, y: &[u8]) -> Vec<u8> {
        let key = UintRef::new(y).unwrap().to_der().unwrap();
        SubjectPublicKeyInfoOwned {
            algorithm: AlgorithmIdentifierOwned {
                oid: DSA,
                parameters,
            },
            subject_public_key: der::asn1::BitString::from_bytes(&key).unwrap(),
        }
        .to_der()
        .unwrap()
    }

    fn complete([p, q, g, y]: &[Vec<u8>; 4]) -> Vec<u8> {
        let parameters = WrittenParameters {
            p: UintRef::new(p).unwrap(),
            q: UintRef::new(q).unwrap(),
            g: UintRef::new(g).unwrap(),
        };
        spki(Some(Any::encode_from(&parameters).unwrap()), y)
    }

    fn value(r: &[u8], s: &[u8]) -> Vec<u8> {
        let (r, s) = (UintRef::new(r).unwrap(), UintRef::new(s).unwrap());
        WrittenValue { r, s }.to_der().unwrap()
    }

    fn check(spki: &[u8], value: &[u8]) -> Result<(), VerifyError> {
        let algorithm = SignatureAlgorithm::Dsa(DigestAlgorithm::Sha256);
        CryptoProvider::aws_lc().verify(&algorithm, spki, b"sample", value)
    }

    fn sha_256() -> [Vec<u8>; 2] {
        [octets(SIGNED[1].1), octets(SIGNED[1].2)]
    }

    #[test]
    fn the_vectors_of_rfc_6979_verify_and_no_other_message_does() {
        let spki = complete(&numbers());
        for (digest, r, s) in SIGNED {
            let value = value(&octets(r), &octets(s));
            let algorithm = SignatureAlgorithm::Dsa(digest);
            let verify =
                |message| CryptoProvider::aws_lc().verify(&algorithm, &spki, message, &value);
            assert_eq!(verify(b"sample"), Ok(()), "{digest}");
            assert_eq!(verify(b"Sample"), Err(VerifyError::BadSignature));
        }
    }

    #[test]
    fn r_and_s_are_between_zero_and_q() {
        let spki = complete(&numbers());
        let [r, s] = sha_256();
        let q = octets(KEY[1]);
        // s + q and r + q are the same residues.
        let plus_q = |number: &[u8]| {
            let sum = BoxedUint::from_be_slice(number, 192)
                .unwrap()
                .concatenating_add(BoxedUint::from_be_slice(&q, 192).unwrap());
            sum.to_be_bytes_trimmed_vartime().to_vec()
        };
        assert_eq!(check(&spki, &value(&r, &s)), Ok(()));
        for (r, s) in [
            (plus_q(&r), s.clone()),
            (r.clone(), plus_q(&s)),
            (vec![0], s.clone()),
            (r.clone(), vec![0]),
            (q.clone(), s.clone()),
            (r.clone(), q.clone()),
            (s.clone(), r.clone()),
        ] {
            let bad = value(&r, &s);
            assert_eq!(check(&spki, &bad), Err(VerifyError::BadSignature));
        }
        let mut longer = value(&r, &s);
        longer.push(0);
        assert_eq!(check(&spki, &longer), Err(VerifyError::BadSignature));
        assert_eq!(check(&spki, &[]), Err(VerifyError::BadSignature));
    }

    #[test]
    fn numbers_that_do_not_fit_together_are_no_key() {
        let [r, s] = sha_256();
        let value = value(&r, &s);
        let [p, q, g, y] = numbers();
        let one = vec![1];
        let minus_one = {
            let mut p = p.clone();
            *p.last_mut().unwrap() -= 1;
            p
        };
        for key in [
            [p.clone(), q.clone(), one.clone(), y.clone()],
            [p.clone(), q.clone(), g.clone(), one.clone()],
            [p.clone(), q.clone(), g.clone(), minus_one.clone()], // order 2
            [p.clone(), q.clone(), g.clone(), p.clone()],
            [p.clone(), q.clone(), g.clone(), vec![2]], // not of order q
            [minus_one, q.clone(), g.clone(), y.clone()], // even p
        ] {
            assert_eq!(check(&complete(&key), &value), Err(VerifyError::BadKey));
        }
        let mut other_q = q.clone();
        *other_q.last_mut().unwrap() ^= 0x02;
        let key = [p, other_q, g, y];
        assert_eq!(check(&complete(&key), &value), Err(VerifyError::BadKey));
    }

    #[test]
    fn other_sizes_are_not_offered() {
        let [p, q, g, y] = numbers();
        let mut wide = p.clone();
        wide.resize(385, 1); // 3080 bits
        for key in [
            [wide, q.clone(), g.clone(), y.clone()],
            [p.clone(), q[..19].to_vec(), g.clone(), y.clone()],
            [octets("d3"), q.clone(), g.clone(), y.clone()],
        ] {
            let answer = check(&complete(&key), &value(&[1], &[1]));
            assert!(
                matches!(answer, Err(VerifyError::Unsupported(_))),
                "{answer:?}"
            );
        }
    }

    #[test]
    fn parameters_come_from_the_issuer_when_absent_or_null() {
        let numbers = numbers();
        let whole = complete(&numbers);
        let [r, s] = sha_256();
        let value = value(&r, &s);
        for nothing in [None, Some(Any::null())] {
            let short = spki(nothing, &numbers[3]);
            assert_eq!(check(&short, &value), Err(VerifyError::BadKey));
            assert_eq!(inherit_parameters(&short, &whole).unwrap(), whole);
            assert_eq!(inherit_parameters(&short, &short), None);
        }
        assert_eq!(inherit_parameters(&whole, &whole), None);
    }

    #[test]
    fn only_dsa_keys_inherit_and_only_from_dsa_keys() {
        let numbers = numbers();
        let (whole, short) = (complete(&numbers), spki(None, &numbers[3]));
        let mut ec = SubjectPublicKeyInfoOwned::from_der(&short).unwrap();
        ec.algorithm.oid = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
        let ec = ec.to_der().unwrap();
        assert_eq!(inherit_parameters(&ec, &whole), None);
        assert_eq!(inherit_parameters(&short, &ec), None);
        assert_eq!(inherit_parameters(&short, b""), None);
        assert_eq!(inherit_parameters(b"", &whole), None);
    }

    #[test]
    fn the_kind_of_the_key_tells_the_size_of_p() {
        let numbers = numbers();
        for (spki, bits) in [
            (complete(&numbers), Some(1024)),
            (spki(None, &numbers[3]), None),
        ] {
            let element = Element::only(&spki, 0).unwrap();
            assert_eq!(
                PublicKeyKind::read(&element).unwrap(),
                PublicKeyKind::Dsa { bits }
            );
        }
    }
}
