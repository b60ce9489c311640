//! RSA verification where AWS-LC offers none: RSAVP1 and the two encodings of RFC 8017.
//!
//! Public data only, so nothing here needs constant time.

use std::borrow::Cow;

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd, Resize};
use der::asn1::{Any, Null, OctetStringRef, UintRef};
use der::{Encode, Sequence};
use spki::AlgorithmIdentifierOwned;

use super::aws_lc;
use super::numbers::{bits, positive};
use crate::algorithms::{Digest, DigestAlgorithm};
use crate::asn1::{self, Element};
use crate::error::{UnsupportedAlgorithm, VerifyError};

/// Larger moduli cost more than any real signature is worth: 16384 bits is what OpenSSL accepts
/// (`OPENSSL_RSA_MAX_MODULUS_BITS`); below 512 there is no room for the encodings.
const MODULUS_BITS: core::ops::RangeInclusive<u32> = 512..=16_384;
/// As OpenSSL for large moduli (`OPENSSL_RSA_MAX_PUBEXP_BITS`) and AWS-LC: bounds the exponentiation.
const MAX_EXPONENT_BITS: u32 = 64;

/// `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }` (RFC 8017 appendix A.1.1).
pub(crate) struct RsaKey<'a> {
    der: Cow<'a, [u8]>,
    modulus: &'a [u8],
    exponent: &'a [u8],
}

/// The same, to be written.
#[derive(Sequence)]
struct Written<'a> {
    modulus: UintRef<'a>,
    exponent: UintRef<'a>,
}

impl<'a> RsaKey<'a> {
    pub(crate) fn read(der: &'a [u8]) -> Option<Self> {
        let mut fields = Element::only_as(der, 0, asn1::SEQUENCE).ok()?.children();
        let modulus = fields.any().ok()?;
        let exponent = positive(&fields.any().ok()?)?;
        fields.finish().ok()?;
        if let Some(modulus) = positive(&modulus) {
            return Some(Self {
                der: Cow::Borrowed(der),
                modulus,
                exponent,
            });
        }
        let modulus = without_sign_octet(&modulus)?;
        let written = Written {
            modulus: UintRef::new(modulus).ok()?,
            exponent: UintRef::new(exponent).ok()?,
        };
        Some(Self {
            der: Cow::Owned(written.to_der().ok()?),
            modulus,
            exponent,
        })
    }

    /// In DER, also where the certificate is not: AWS-LC reads nothing else.
    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    /// Bits of the modulus.
    pub(crate) fn bits(&self) -> u32 {
        bits(self.modulus)
    }
}

/// The tolerance that [`super::CryptoProvider::aws_lc`] names: a negative INTEGER, read as unsigned.
fn without_sign_octet<'a>(element: &Element<'a>) -> Option<&'a [u8]> {
    match element.expect_tag(asn1::INTEGER).ok()?.content {
        digits @ [0x80..=0xff, ..] => Some(digits),
        _ => None,
    }
}

/// RSAVP1 (RFC 8017 §5.2.2): `signature^e mod n`, as many octets as the modulus has.
fn rsavp1(key: &RsaKey<'_>, signature: &[u8]) -> Result<Vec<u8>, VerifyError> {
    if !MODULUS_BITS.contains(&key.bits()) || bits(key.exponent) > MAX_EXPONENT_BITS {
        return Err(UnsupportedAlgorithm::new(format!(
            "RSA with a modulus of {} bits",
            key.bits()
        ))
        .into());
    }
    // RFC 8017 §8.1.2 step 1, §8.2.2 step 1.
    if signature.len() != key.modulus.len() {
        return Err(VerifyError::BadSignature);
    }
    let modulus = BoxedUint::from_be_slice_vartime(key.modulus);
    let precision = modulus.bits_precision();
    let base =
        BoxedUint::from_be_slice(signature, precision).map_err(|_| VerifyError::BadSignature)?;
    let exponent = BoxedUint::from_be_slice_vartime(key.exponent);
    if base >= modulus {
        return Err(VerifyError::BadSignature);
    }
    let modulus = Odd::new(modulus).into_option().ok_or(VerifyError::BadKey)?;
    let parameters = BoxedMontyParams::new_vartime(modulus);
    let power = BoxedMontyForm::new(base.resize(precision), &parameters)
        .pow_bounded_exp(&exponent, bits(key.exponent));
    let octets = power.retrieve().to_be_bytes();
    let start = octets
        .len()
        .checked_sub(key.modulus.len())
        .ok_or(VerifyError::BadKey)?;
    Ok(octets.get(start..).unwrap_or_default().to_vec())
}

/// `DigestInfo ::= SEQUENCE { digestAlgorithm AlgorithmIdentifier, digest OCTET STRING }` (RFC 8017 §9.2).
#[derive(Sequence)]
struct DigestInfo<'a> {
    algorithm: AlgorithmIdentifierOwned,
    digest: &'a OctetStringRef,
}

/// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2): the expected encoding is built and compared whole.
pub(super) fn verify_pkcs1(
    key: &RsaKey<'_>,
    hash: &Digest,
    signature: &[u8],
) -> Result<(), VerifyError> {
    let recovered = rsavp1(key, signature)?;
    let expected = emsa_pkcs1(hash, recovered.len()).ok_or(VerifyError::BadSignature)?;
    if recovered == expected {
        Ok(())
    } else {
        Err(VerifyError::BadSignature)
    }
}

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2): `00 01 FF… 00 DigestInfo`, at least eight octets FF.
fn emsa_pkcs1(hash: &Digest, length: usize) -> Option<Vec<u8>> {
    let algorithm = AlgorithmIdentifierOwned {
        oid: hash.algorithm().oid(),
        parameters: Some(Any::from(Null)),
    };
    let info = DigestInfo {
        algorithm,
        digest: OctetStringRef::new(hash.as_bytes()).ok()?,
    }
    .to_der()
    .ok()?;
    let padding = length
        .checked_sub(info.len())?
        .checked_sub(3)
        .filter(|padding| *padding >= 8)?;
    let mut encoded = vec![0x00, 0x01];
    encoded.resize(2 + padding, 0xff);
    encoded.push(0x00);
    encoded.extend_from_slice(&info);
    Some(encoded)
}

/// RSASSA-PSS (RFC 8017 §8.1.2).
pub(super) fn verify_pss(
    key: &RsaKey<'_>,
    hash: &Digest,
    mgf: DigestAlgorithm,
    salt: u32,
    signature: &[u8],
) -> Result<(), VerifyError> {
    let recovered = rsavp1(key, signature)?;
    // emBits = modBits - 1; when that is a multiple of 8 the encoded message is one octet shorter.
    let em_bits = key.bits().saturating_sub(1);
    let em_length = usize::try_from(em_bits.div_ceil(8)).map_err(|_| VerifyError::BadKey)?;
    let (lead, encoded) = recovered
        .split_at_checked(recovered.len().saturating_sub(em_length))
        .ok_or(VerifyError::BadKey)?;
    if lead.iter().any(|octet| *octet != 0) {
        return Err(VerifyError::BadSignature);
    }
    emsa_pss_verify(encoded, em_bits, hash, mgf, salt)
}

/// EMSA-PSS-VERIFY (RFC 8017 §9.1.2).
fn emsa_pss_verify(
    encoded: &[u8],
    em_bits: u32,
    hash: &Digest,
    mgf: DigestAlgorithm,
    salt: u32,
) -> Result<(), VerifyError> {
    const BAD: VerifyError = VerifyError::BadSignature;
    let salt_length = usize::try_from(salt).map_err(|_| BAD)?;
    // Step 3: room for the hash, the salt, 0x01 and 0xBC.
    let db_length = encoded
        .len()
        .checked_sub(hash.as_bytes().len())
        .and_then(|rest| rest.checked_sub(1))
        .ok_or(BAD)?;
    let padding = db_length
        .checked_sub(salt_length)
        .and_then(|rest| rest.checked_sub(1))
        .ok_or(BAD)?;
    // Steps 4 and 5.
    let (masked, rest) = encoded.split_at_checked(db_length).ok_or(BAD)?;
    let Some((0xbc, h)) = rest.split_last() else {
        return Err(BAD);
    };
    let db = unmask(masked, encoded.len(), em_bits, h, mgf)?;
    // Steps 10 and 11.
    let (zeros, marked) = db.split_at_checked(padding).ok_or(BAD)?;
    let Some((0x01, salt)) = marked.split_first() else {
        return Err(BAD);
    };
    if zeros.iter().any(|octet| *octet != 0) {
        return Err(BAD);
    }
    // Steps 12 to 14: H' = Hash(eight zeros || mHash || salt).
    let mut hasher = aws_lc::new_hasher(hash.algorithm())?;
    hasher.update(&[0; 8]);
    hasher.update(hash.as_bytes());
    hasher.update(salt);
    if hasher.finish().as_bytes() == h {
        Ok(())
    } else {
        Err(BAD)
    }
}

/// Steps 6 to 9: DB from maskedDB; the unused leftmost bits must be zero before and are zero after.
fn unmask(
    masked: &[u8],
    em_length: usize,
    em_bits: u32,
    h: &[u8],
    mgf: DigestAlgorithm,
) -> Result<Vec<u8>, VerifyError> {
    let bits = u32::try_from(em_length)
        .map_err(|_| VerifyError::BadSignature)?
        .saturating_mul(8);
    let top_mask = 0xff_u8
        .checked_shr(bits.saturating_sub(em_bits))
        .unwrap_or(0);
    if masked.first().is_none_or(|first| first & !top_mask != 0) {
        return Err(VerifyError::BadSignature);
    }
    let mut db = vec![0; masked.len()];
    mask(mgf, h, &mut db)?;
    db.iter_mut()
        .zip(masked)
        .for_each(|(octet, masked)| *octet ^= masked);
    if let Some(first) = db.first_mut() {
        *first &= top_mask;
    }
    Ok(db)
}

/// MGF1 (RFC 8017 appendix B.2.1), or SHAKE itself (RFC 8692 §3).
fn mask(algorithm: DigestAlgorithm, seed: &[u8], mask: &mut [u8]) -> Result<(), VerifyError> {
    if matches!(
        algorithm,
        DigestAlgorithm::Shake128 | DigestAlgorithm::Shake256
    ) {
        aws_lc::shake_mask(algorithm, seed, mask);
        return Ok(());
    }
    for (counter, block) in (0_u32..).zip(mask.chunks_mut(algorithm.output_length())) {
        let mut hasher = aws_lc::new_hasher(algorithm)?;
        hasher.update(seed);
        hasher.update(&counter.to_be_bytes());
        let octets = hasher.finish();
        block
            .iter_mut()
            .zip(octets.as_bytes())
            .for_each(|(place, octet)| *place = *octet);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use demo_pki::{DemoHierarchy, KeyKind};

    use super::super::{CryptoProvider, Key, PublicKey};
    use super::*;
    use crate::algorithms::SignatureAlgorithm;
    use crate::certificate::{Certificate, PublicKeyKind};

    fn authority() -> Certificate {
        let (from, until) = ("2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z");
        let hierarchy = DemoHierarchy::with_ca_keys(
            KeyKind::Rsa2048,
            from.parse().unwrap(),
            until.parse().unwrap(),
        )
        .unwrap();
        Certificate::from_der(&hierarchy.root.certificate_der).unwrap()
    }

    fn key_octets(spki: &[u8]) -> Vec<u8> {
        match PublicKey::read(spki).unwrap().key {
            Key::Rsa(key) => key.der().to_vec(),
            _ => panic!("an RSA key"),
        }
    }

    /// A 2048-bit `SubjectPublicKeyInfo` whose modulus has lost its leading zero: four lengths are one less.
    fn without_leading_zero(spki: &[u8]) -> Vec<u8> {
        let modulus = spki
            .windows(5)
            .position(|octets| octets == [0x02, 0x82, 0x01, 0x01, 0x00])
            .unwrap();
        let mut changed = spki.to_vec();
        changed.remove(modulus + 4);
        // SEQUENCE, BIT STRING, the SEQUENCE in it, INTEGER; each length is 82 xx xx.
        let bit_string = modulus - 9;
        assert_eq!(spki[bit_string], 0x03);
        changed[modulus + 2..modulus + 4].copy_from_slice(&[0x01, 0x00]);
        for low in [3, bit_string + 3, modulus - 1] {
            changed[low] -= 1;
        }
        changed
    }

    #[test]
    fn a_modulus_without_its_leading_zero_is_the_same_key() {
        let root = authority();
        let proper = root.spki_der();
        let changed = without_leading_zero(proper);
        assert_eq!(changed.len() + 1, proper.len());
        assert_eq!(key_octets(&changed), key_octets(proper));

        // In a certificate too: the kind of the key is known.
        let mut certificate = root.der().to_vec();
        let at = certificate
            .windows(proper.len())
            .position(|octets| octets == proper)
            .unwrap();
        certificate.splice(at..at + proper.len(), changed.iter().copied());
        for length in [2..4, 6..8] {
            // Certificate and TBSCertificate.
            let octets = [certificate[length.start], certificate[length.start + 1]];
            let less = u16::from_be_bytes(octets) - 1;
            certificate[length].copy_from_slice(&less.to_be_bytes());
        }
        let certificate = Certificate::from_der(&certificate).unwrap();
        assert_eq!(
            certificate.public_key_kind(),
            PublicKeyKind::Rsa { bits: 2048 }
        );
        assert_eq!(certificate.spki_der(), changed);
    }

    /// By AWS-LC and by RSAVP1.
    #[test]
    fn a_modulus_without_its_leading_zero_verifies() {
        let root = authority();
        let provider = CryptoProvider::aws_lc();
        let changed = without_leading_zero(root.spki_der());
        let algorithm = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);
        assert_eq!(root.signature_algorithm().unwrap(), algorithm);
        let verify =
            |message: &[u8]| provider.verify(&algorithm, &changed, message, root.signature());
        assert_eq!(verify(root.tbs_der()), Ok(()));
        assert_eq!(verify(b"something else"), Err(VerifyError::BadSignature));

        let Key::Rsa(key) = PublicKey::read(&changed).unwrap().key else {
            panic!("an RSA key");
        };
        let hash = |message: &[u8]| provider.digest(DigestAlgorithm::Sha256, message).unwrap();
        assert_eq!(
            verify_pkcs1(&key, &hash(root.tbs_der()), root.signature()),
            Ok(())
        );
        assert_eq!(
            verify_pkcs1(&key, &hash(b"something else"), root.signature()),
            Err(VerifyError::BadSignature)
        );
    }

    #[test]
    fn other_odd_integers_are_still_no_key() {
        for key in [
            &[0x30, 0x05, 0x02, 0x00, 0x02, 0x01, 0x03][..], // empty modulus
            &[0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x03], // zero
            &[0x30, 0x07, 0x02, 0x02, 0x00, 0x7f, 0x02, 0x01, 0x03], // a zero too many
            &[0x30, 0x06, 0x02, 0x01, 0x81, 0x02, 0x01, 0x83], // negative exponent
            &[0x30, 0x06, 0x04, 0x01, 0x81, 0x02, 0x01, 0x03], // an OCTET STRING
        ] {
            assert!(RsaKey::read(key).is_none(), "{key:02x?}");
        }
    }
}
