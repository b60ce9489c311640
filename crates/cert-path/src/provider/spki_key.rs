//! `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7), as far as the algorithms offered need it.
//!
//! ```text
//! SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }
//! ```

use der::asn1::ObjectIdentifier;

use super::dsa::{DSA, DsaKey};
use super::rsa::RsaKey;
use crate::algorithms::SignatureAlgorithm;
use crate::asn1::{self, Element, Elements};
use crate::certificate::Curve;
use crate::error::VerifyError;

const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSASSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const EC_PUBLIC_KEY: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const ED448: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.113");
const ML_DSA_44: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.17");
const ML_DSA_65: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.18");
const ML_DSA_87: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.19");

/// A public key, read but not yet used.
pub(crate) struct PublicKey<'a> {
    pub(crate) key: Key<'a>,
}

pub(crate) enum Key<'a> {
    Rsa(RsaKey<'a>),
    /// RSA bound to RSASSA-PSS (RFC 4055 §1.2), and with these parameters only, if there are any (§3.3).
    RsaPss(RsaKey<'a>, Option<Element<'a>>),
    /// The curve and the octets of the point (RFC 5480 §2.2).
    Ec(Curve, &'a [u8]),
    Ed25519(&'a [u8]),
    Ed448(&'a [u8]),
    Dsa(DsaKey<'a>),
    /// The parameter set is in the identifier (RFC 9881 §4).
    MlDsa(SignatureAlgorithm, &'a [u8]),
    Other,
}

impl<'a> PublicKey<'a> {
    pub(crate) fn read(spki_der: &'a [u8]) -> Result<Self, VerifyError> {
        Self::parse(spki_der).ok_or(VerifyError::BadKey)
    }

    fn parse(spki_der: &'a [u8]) -> Option<Self> {
        let mut fields = Element::only_as(spki_der, 0, asn1::SEQUENCE)
            .ok()?
            .children();
        let mut identifier = fields.expect(asn1::SEQUENCE).ok()?.children();
        let (unused, octets) = fields.any().ok()?.bit_string().ok()?;
        fields.finish().ok()?;
        let algorithm = identifier.any().ok()?.object_identifier().ok()?;
        if unused != 0 {
            return None;
        }
        let key = match algorithm {
            RSA_ENCRYPTION => Key::Rsa(RsaKey::read(octets)?),
            RSASSA_PSS => Key::RsaPss(RsaKey::read(octets)?, optional(&mut identifier)?),
            // RFC 5480 §2.1.1: only namedCurve.
            EC_PUBLIC_KEY => Key::Ec(
                Curve::from_oid(identifier.any().ok()?.object_identifier().ok()?),
                octets,
            ),
            ED25519 => Key::Ed25519(octets),
            ED448 => Key::Ed448(octets),
            DSA => Key::Dsa(DsaKey::read(optional(&mut identifier)?, octets)?),
            // RFC 9881 §4: parameters must be absent.
            ML_DSA_44 | ML_DSA_65 | ML_DSA_87 if !identifier.is_empty() => return None,
            ML_DSA_44 => Key::MlDsa(SignatureAlgorithm::MlDsa44, octets),
            ML_DSA_65 => Key::MlDsa(SignatureAlgorithm::MlDsa65, octets),
            ML_DSA_87 => Key::MlDsa(SignatureAlgorithm::MlDsa87, octets),
            _ => Key::Other,
        };
        Some(Self { key })
    }
}

/// The next element, if there is one; `None` when there is something else.
fn optional<'a>(elements: &mut Elements<'a>) -> Option<Option<Element<'a>>> {
    if elements.is_empty() {
        return Some(None);
    }
    elements.any().ok().map(Some)
}
