//! Whether a public key on a token is the one in a certificate.

use cryptoki::object::{AttributeType, KeyType, ObjectHandle};
use der::asn1::{BitStringRef, ObjectIdentifier, OctetStringRef, UintRef};
use der::{AnyRef, Decode, Encode};

use crate::error::TokenError;
use crate::objects::Objects;

/// What comparing a certificate with the token's keys found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum PublicKeyMatch {
    /// The token shows the certificate's public key.
    Matches,
    /// The token shows a public key for it, and it is another one.
    Differs,
    /// The token shows no public key to compare.
    NotShown,
}

/// RFC 5912 §8: id-ecPublicKey, id-Ed25519.
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// Compares what a key object (public, or private where it carries the public part) shows with a certificate's
/// `SubjectPublicKeyInfo`.
pub(crate) fn compare(
    objects: Objects<'_>,
    key: ObjectHandle,
    spki_der: &[u8],
) -> Result<PublicKeyMatch, TokenError> {
    // PKCS#11 v3.0 §4.8: CKA_PUBLIC_KEY_INFO is the DER SubjectPublicKeyInfo.
    if let Some(info) = objects.bytes(key, AttributeType::PublicKeyInfo)?
        && info == spki_der
    {
        return Ok(PublicKeyMatch::Matches);
    }
    let Ok(spki) = SubjectPublicKeyInfo::from_der(spki_der) else {
        return Ok(PublicKeyMatch::NotShown);
    };
    let same = match objects.key_type(key)? {
        Some(KeyType::RSA) => same_rsa(objects, key, &spki)?,
        Some(KeyType::EC | KeyType::EC_EDWARDS) => same_point(objects, key, &spki)?,
        _ => None,
    };
    Ok(match same {
        Some(true) => PublicKeyMatch::Matches,
        Some(false) => PublicKeyMatch::Differs,
        None => PublicKeyMatch::NotShown,
    })
}

fn same_rsa(
    objects: Objects<'_>,
    key: ObjectHandle,
    spki: &SubjectPublicKeyInfo<'_>,
) -> Result<Option<bool>, TokenError> {
    let modulus = objects.bytes(key, AttributeType::Modulus)?;
    let exponent = objects.bytes(key, AttributeType::PublicExponent)?;
    let Some(modulus) = modulus else {
        return Ok(None);
    };
    let Some(of_certificate) = spki
        .key
        .as_bytes()
        .and_then(|bytes| RsaPublicKey::from_der(bytes).ok())
    else {
        return Ok(Some(false));
    };
    // Private keys may come without the public exponent (PKCS#11 v2.x): the modulus names the key.
    let same_exponent = exponent.is_none_or(|exponent| {
        without_leading_zeros(&exponent)
            == without_leading_zeros(of_certificate.public_exponent.as_bytes())
    });
    let same_modulus =
        without_leading_zeros(&modulus) == without_leading_zeros(of_certificate.modulus.as_bytes());
    Ok(Some(same_modulus && same_exponent))
}

fn same_point(
    objects: Objects<'_>,
    key: ObjectHandle,
    spki: &SubjectPublicKeyInfo<'_>,
) -> Result<Option<bool>, TokenError> {
    let Some(point) = objects.bytes(key, AttributeType::EcPoint)? else {
        return Ok(None);
    };
    if ![EC_PUBLIC_KEY, ED25519].contains(&spki.algorithm.oid) {
        return Ok(Some(false));
    }
    let of_certificate = spki.key.as_bytes().unwrap_or_default();
    let same_curve = match (curve(objects, key)?, spki.curve()) {
        (Some(token), Some(certificate)) => token == certificate,
        // Explicit parameters, or a curve by name: the point decides.
        _ => true,
    };
    Ok(Some(same_curve && is_point_of(&point, of_certificate)))
}

/// PKCS#11 v3.0 §6.3.3 has the point inside an OCTET STRING; several libraries give it bare. A bare point can look like
/// an OCTET STRING, so both readings are tried.
fn is_point_of(attribute: &[u8], of_certificate: &[u8]) -> bool {
    let unwrapped = <&OctetStringRef>::from_der(attribute).map(OctetStringRef::as_bytes);
    is_same_point(attribute, of_certificate)
        || unwrapped.is_ok_and(|point| is_same_point(point, of_certificate))
}

/// The named curve of a key object.
fn curve(objects: Objects<'_>, key: ObjectHandle) -> Result<Option<ObjectIdentifier>, TokenError> {
    let parameters = objects.bytes(key, AttributeType::EcParams)?;
    Ok(parameters.and_then(|der| ObjectIdentifier::from_der(&der).ok()))
}

/// SEC 1 §2.3.3: 04 ‖ x ‖ y is the same point as 02|03 ‖ x when the parity of y agrees.
fn is_same_point(left: &[u8], right: &[u8]) -> bool {
    if left == right {
        return !left.is_empty();
    }
    let is_compressed = |point: &[u8]| matches!(point.first(), Some(2 | 3));
    if is_compressed(left) == is_compressed(right) {
        return false;
    }
    matches!((x_and_parity(left), x_and_parity(right)), (Some(left), Some(right)) if left == right)
}

fn x_and_parity(point: &[u8]) -> Option<(&[u8], bool)> {
    let (form, coordinates) = point.split_first()?;
    match form {
        2 | 3 => Some((coordinates, form & 1 == 1)),
        4 if coordinates.len() % 2 == 0 => {
            let (x, y) = coordinates.split_at_checked(coordinates.len() / 2)?;
            Some((x, y.last()? & 1 == 1))
        }
        _ => None,
    }
}

fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// ```text
/// SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }  -- RFC 5280 §4.1.2.7
/// ```
#[derive(der::Sequence)]
struct SubjectPublicKeyInfo<'a> {
    algorithm: Algorithm<'a>,
    key: BitStringRef<'a>,
}

#[derive(der::Sequence)]
struct Algorithm<'a> {
    oid: ObjectIdentifier,
    parameters: Option<AnyRef<'a>>,
}

/// ```text
/// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }   -- RFC 8017 §A.1.1
/// ```
#[derive(der::Sequence)]
struct RsaPublicKey<'a> {
    modulus: UintRef<'a>,
    public_exponent: UintRef<'a>,
}

impl SubjectPublicKeyInfo<'_> {
    fn curve(&self) -> Option<ObjectIdentifier> {
        let parameters = self.algorithm.parameters?.to_der().ok()?;
        ObjectIdentifier::from_der(&parameters).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressed_and_uncompressed_points_compare() {
        let whole = [4, 0xaa, 0xbb, 0xcc, 0xdd];
        assert!(is_same_point(&whole, &whole));
        assert!(is_same_point(&whole, &[3, 0xaa, 0xbb]));
        assert!(!is_same_point(&whole, &[2, 0xaa, 0xbb]));
        assert!(!is_same_point(&whole, &[3, 0xaa, 0xbc]));
        assert!(!is_same_point(&whole, &[4, 0xaa, 0xbb, 0xcc, 0xdf]));
        assert!(!is_same_point(&[], &[]));
        assert!(!is_same_point(&[4], &[4, 1]));
    }

    #[test]
    fn a_point_is_read_bare_and_inside_an_octet_string() {
        // The second byte makes the bare point look like an OCTET STRING of three bytes.
        for point in [[4, 0xaa, 0xbb, 0xcc, 0xdd], [4, 3, 0xbb, 0xcc, 0xdd]] {
            assert!(is_point_of(&point, &point));
            assert!(is_point_of(&[&[4, 5], point.as_slice()].concat(), &point));
            assert!(!is_point_of(&[&[4, 4], point.as_slice()].concat(), &point));
        }
    }

    #[test]
    fn leading_zeros_do_not_count() {
        assert_eq!(without_leading_zeros(&[0, 0, 1, 0]), [1, 0]);
        assert!(without_leading_zeros(&[0]).is_empty());
    }
}
