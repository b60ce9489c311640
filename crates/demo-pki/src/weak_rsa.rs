//! RSA that AWS-LC refuses to do, because nobody should: keys of 1024 bits, and signatures over SHA-1. Verifiers must
//! meet them. Not constant-time; the keys made here are public anyway.

use aws_lc_rs::rand::fill;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, ConcatenatingMul as _, Odd, Resize as _};

use crate::der::{self, integer, object_identifier, octet_string, sequence, tlv};
use crate::error::DemoPkiError;

/// A private key, read from its `PrivateKeyInfo`.
pub(crate) struct WeakRsa {
    modulus: Vec<u8>,
    public_exponent: Vec<u8>,
    private_exponent: Vec<u8>,
}

const PUBLIC_EXPONENT: u64 = 65_537;

/// Half of 1024 bits.
const PRIME_OCTETS: usize = 64;

impl WeakRsa {
    /// None if it is no RSA key.
    pub(crate) fn read(pkcs8: &[u8]) -> Option<Self> {
        let (_, info, _) = der::first(pkcs8)?;
        let (_, _, rest) = der::first(info)?; // version
        let (_, algorithm, rest) = der::first(rest)?;
        if !algorithm.starts_with(&object_identifier(RSA_ENCRYPTION).ok()?) {
            return None;
        }
        let (_, key, _) = der::first(rest)?;
        let (_, numbers, _) = der::first(key)?;
        let (_, _, rest) = der::first(numbers)?; // version
        let (_, modulus, rest) = der::first(rest)?;
        let (_, public_exponent, rest) = der::first(rest)?;
        let (_, private_exponent, _) = der::first(rest)?;
        let number = |octets: &[u8]| octets.iter().copied().skip_while(|o| *o == 0).collect();
        Some(Self {
            modulus: number(modulus),
            public_exponent: number(public_exponent),
            private_exponent: number(private_exponent),
        })
    }

    /// `RSAPublicKey` (RFC 8017 A.1.1).
    pub(crate) fn public_key(&self) -> Vec<u8> {
        sequence(&[integer(&self.modulus), integer(&self.public_exponent)])
    }

    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.1) over a hash of the algorithm named.
    pub(crate) fn sign(&self, hash_oid: &str, hash: &[u8]) -> Result<Vec<u8>, DemoPkiError> {
        let algorithm = sequence(&[object_identifier(hash_oid)?, tlv(der::NULL, &[])]);
        let info = sequence(&[algorithm, octet_string(hash)]);
        // RFC 8017 §9.2: 00 01 FF … FF 00 DigestInfo
        let padding = self.modulus.len().checked_sub(info.len() + 3);
        let padding = vec![0xff; padding.ok_or(DemoPkiError::Sign)?];
        let message = [&[0, 1], padding.as_slice(), &[0], &info].concat();
        let modulus = BoxedUint::from_be_slice_vartime(&self.modulus);
        let message = BoxedUint::from_be_slice_vartime(&message);
        let exponent = BoxedUint::from_be_slice_vartime(&self.private_exponent);
        let power = power(&message, &exponent, &modulus).ok_or(DemoPkiError::Sign)?;
        last_octets(&power, self.modulus.len()).ok_or(DemoPkiError::Sign)
    }
}

pub(crate) const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";

/// A new key of 1024 bits as `PrivateKeyInfo`.
pub(crate) fn generate_1024() -> Result<Vec<u8>, DemoPkiError> {
    loop {
        if let Some(key) = private_key(&prime()?, &prime()?) {
            let algorithm = sequence(&[object_identifier(RSA_ENCRYPTION)?, tlv(der::NULL, &[])]);
            return Ok(sequence(&[der::number(0), algorithm, octet_string(&key)]));
        }
    }
}

/// `RSAPrivateKey` (RFC 8017 A.1.2); none if the exponent has no inverse, or the primes are the same.
fn private_key(p: &BoxedUint, q: &BoxedUint) -> Option<Vec<u8>> {
    let one = BoxedUint::one();
    let (p1, q1) = (p.wrapping_sub(&one), q.wrapping_sub(&one));
    let phi = p1.concatenating_mul(&q1);
    let e = BoxedUint::from(PUBLIC_EXPONENT);
    let d = e
        .clone()
        .resize(phi.bits_precision())
        .invert_mod(phi.as_nz_vartime()?)
        .into_option()?;
    if p == q {
        return None;
    }
    // Fermat: q^(p-2) is the inverse of q modulo p.
    let coefficient = power(q, &p.wrapping_sub(BoxedUint::from(2_u64)), p)?;
    let numbers = [
        p.concatenating_mul(q),
        e,
        d.clone(),
        p.clone(),
        q.clone(),
        d.rem_vartime(p1.as_nz_vartime()?),
        d.rem_vartime(q1.as_nz_vartime()?),
        coefficient,
    ];
    let mut parts = vec![der::number(0)];
    parts.extend(numbers.iter().map(|number| integer(&number.to_be_bytes())));
    Some(sequence(&parts))
}

/// A random prime of 512 bits whose two highest bits are set, so that a product of two has 1024.
fn prime() -> Result<BoxedUint, DemoPkiError> {
    loop {
        let mut octets = [0; PRIME_OCTETS];
        fill(&mut octets).map_err(|_| DemoPkiError::Sign)?;
        octets[0] |= 0xc0;
        octets[PRIME_OCTETS - 1] |= 1;
        let candidate = BoxedUint::from_be_slice_vartime(&octets);
        if is_probably_prime(&candidate) {
            return Ok(candidate);
        }
    }
}

/// Fermat's test: what passes it without being prime is not met among random numbers of this size.
fn is_probably_prime(candidate: &BoxedUint) -> bool {
    let minus_1 = candidate.wrapping_sub(BoxedUint::one());
    [2_u64, 3, 5].into_iter().all(|base| {
        power(&BoxedUint::from(base), &minus_1, candidate)
            .is_some_and(|power| bool::from(power.is_one()))
    })
}

/// `base ^ exponent mod modulus`, of an odd modulus.
fn power(base: &BoxedUint, exponent: &BoxedUint, modulus: &BoxedUint) -> Option<BoxedUint> {
    let odd = Odd::new(modulus.clone()).into_option()?;
    let base = base.rem_vartime(modulus.as_nz_vartime()?);
    let parameters = BoxedMontyParams::new_vartime(odd);
    let base = BoxedMontyForm::new(base.resize(modulus.bits_precision()), &parameters);
    Some(base.pow(exponent).retrieve())
}

fn last_octets(number: &BoxedUint, length: usize) -> Option<Vec<u8>> {
    let octets = number.to_be_bytes();
    octets
        .get(octets.len().checked_sub(length)?..)
        .map(<[u8]>::to_vec)
}
