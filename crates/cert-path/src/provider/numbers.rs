//! Whole numbers, and residues of an odd modulus, for what AWS-LC does not offer.
//!
//! Public data only, so nothing here needs constant time.

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, NonZero, Odd};

use crate::asn1::{self, Element};

/// The magnitude of an INTEGER without its sign octet; `None` for zero and negative numbers.
pub(super) fn positive<'a>(element: &Element<'a>) -> Option<&'a [u8]> {
    match asn1::integer(element).ok()? {
        [0x00, rest @ ..] if !rest.is_empty() => Some(rest),
        digits @ [0x01..=0x7f, ..] => Some(digits),
        _ => None,
    }
}

/// Bits of a number without leading zero octets.
pub(super) fn bits(magnitude: &[u8]) -> u32 {
    let octets = u32::try_from(magnitude.len()).unwrap_or(u32::MAX / 8);
    octets
        .saturating_mul(8)
        .saturating_sub(magnitude.first().map_or(0, |first| first.leading_zeros()))
}

/// `SEQUENCE { r INTEGER, s INTEGER }`, the value of DSA and ECDSA (RFC 3279 §2.2.2, §2.2.3), in DER and no other form.
pub(super) fn r_and_s(value: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut fields = Element::only_as(value, 0, asn1::SEQUENCE).ok()?.children();
    let r = positive(&fields.any().ok()?)?;
    let s = positive(&fields.any().ok()?)?;
    fields.finish().ok()?;
    Some((r, s))
}

/// An odd number above 1, to reckon modulo it.
pub(super) struct Modulus(BoxedMontyParams);

impl Modulus {
    /// From its octets, most significant first.
    pub(super) fn new(octets: &[u8]) -> Option<Self> {
        let number = BoxedUint::from_be_slice_vartime(octets);
        if number.bits_vartime() < 2 {
            return None;
        }
        let odd = Odd::new(number).into_option()?;
        Some(Self(BoxedMontyParams::new_vartime(odd)))
    }

    fn number(&self) -> &NonZero<BoxedUint> {
        self.0.modulus().as_nz_ref()
    }

    /// The modulus as a number.
    pub(super) fn value(&self) -> &BoxedUint {
        self.0.modulus().as_ref()
    }

    /// The number of these octets, if it is below the modulus.
    pub(super) fn below(&self, octets: &[u8]) -> Option<BoxedUint> {
        let number = BoxedUint::from_be_slice(octets, self.0.bits_precision()).ok()?;
        (number.cmp_vartime(self.value()).is_lt()).then_some(number)
    }

    /// What is left of a number after division by the modulus.
    pub(super) fn reduce(&self, number: &BoxedUint) -> BoxedUint {
        number.rem_vartime(self.number())
    }

    /// The residue class of a number, whatever its size.
    pub(super) fn residue(&self, number: &BoxedUint) -> BoxedMontyForm {
        BoxedMontyForm::new(self.reduce(number), &self.0)
    }

    /// The residue class of the number of these octets.
    pub(super) fn residue_of(&self, octets: &[u8]) -> BoxedMontyForm {
        self.residue(&BoxedUint::from_be_slice_vartime(octets))
    }

    pub(super) fn zero(&self) -> BoxedMontyForm {
        BoxedMontyForm::zero(&self.0)
    }

    pub(super) fn one(&self) -> BoxedMontyForm {
        BoxedMontyForm::one(&self.0)
    }
}

/// A power with an exponent that anyone may see.
pub(super) fn power(base: &BoxedMontyForm, exponent: &BoxedUint) -> BoxedMontyForm {
    base.pow_bounded_exp(exponent, exponent.bits_vartime())
}
