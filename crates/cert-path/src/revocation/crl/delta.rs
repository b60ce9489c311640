//! Which delta CRL goes with which complete CRL (RFC 5280 §5.2.4, §6.3.3 (c)).

use core::cmp::Ordering;

use super::state::Examined;
use crate::certificate::SerialNumber;

/// The newest of the delta CRLs that may be combined with a complete one.
pub(super) fn newest_for<'d, 'e>(
    base: &Examined<'e>,
    deltas: &'d [Examined<'e>],
) -> Option<&'d Examined<'e>> {
    deltas
        .iter()
        .filter(|delta| goes_with(delta, base))
        .max_by_key(|delta| delta.crl.this_update())
}

fn goes_with(delta: &Examined<'_>, base: &Examined<'_>) -> bool {
    same_scope(delta, base) && same_key(delta, base) && numbers_fit(delta, base)
}

/// §5.2.4 (a), (b) and §6.3.3 (c)(1), (c)(2): the same issuer, and the same issuing distribution point or none.
fn same_scope(delta: &Examined<'_>, base: &Examined<'_>) -> bool {
    let (delta, base) = (&delta.crl.inner.head, &base.crl.inner.head);
    delta.issuer == base.issuer && delta.extensions.issuing_point == base.extensions.issuing_point
}

/// §6.3.3 (c)(3): "the delta CRL authority key identifier extension matches"; (h): the signature on the delta CRL
/// verifies under the key of (f), with which the complete one was verified.
fn same_key(delta: &Examined<'_>, base: &Examined<'_>) -> bool {
    let identifier = |crl: &Examined<'_>| crl.crl.inner.head.extensions.authority_key_der.clone();
    delta.signer.spki_der() == base.signer.spki_der() && identifier(delta) == identifier(base)
}

/// §5.2.4 (c): "The CRL number of the complete CRL is equal to or greater than the BaseCRLNumber specified in the delta
/// CRL"; (d): "less than the CRL number of the delta CRL".
fn numbers_fit(delta: &Examined<'_>, base: &Examined<'_>) -> bool {
    let (delta, base) = (delta.crl, base.crl);
    let (Some(from), Some(own), Some(complete)) =
        (delta.base_number(), delta.number(), base.number())
    else {
        return false;
    };
    order(from, complete).is_le() && order(complete, own).is_lt()
}

/// Of two numbers in their shortest form, neither negative.
fn order(one: &SerialNumber, other: &SerialNumber) -> Ordering {
    let digits = |number: &SerialNumber| match number.as_bytes() {
        [0x00, rest @ ..] => rest.to_vec(),
        all => all.to_vec(),
    };
    let (one, other) = (digits(one), digits(other));
    (one.len(), one).cmp(&(other.len(), other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asn1::Element;

    fn number(octets: &[u8]) -> SerialNumber {
        let mut der = vec![0x02, u8::try_from(octets.len()).unwrap()];
        der.extend(octets);
        SerialNumber::read(&Element::only(&der, 0).unwrap()).unwrap()
    }

    #[test]
    fn numbers_are_compared_by_value() {
        let in_order = [
            &[0x00][..],
            &[0x01],
            &[0x7f],
            &[0x00, 0x80],
            &[0x00, 0xff],
            &[0x01, 0x00],
            &[0x00, 0xff, 0xff],
            &[0x01, 0x00, 0x00],
        ];
        for pair in in_order.windows(2) {
            assert!(
                order(&number(pair[0]), &number(pair[1])).is_lt(),
                "{pair:02x?}"
            );
            assert!(order(&number(pair[0]), &number(pair[0])).is_eq());
        }
    }
}
