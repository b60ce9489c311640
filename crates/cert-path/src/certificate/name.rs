//! Distinguished names (RFC 5280 §4.1.2.4, Appendix A.1).

use std::sync::OnceLock;

use der::asn1::ObjectIdentifier;

use super::name_comparison::ComparisonKey;
use crate::asn1::{self, Element};
use crate::error::CertificateError;

/// Attribute types by name (RFC 4519 §2, RFC 2985 §5.2.1, X.520).
pub(super) mod types {
    use der::asn1::ObjectIdentifier as Oid;

    const fn oid(text: &str) -> Oid {
        Oid::new_unwrap(text)
    }

    pub(crate) const COMMON_NAME: Oid = oid("2.5.4.3");
    pub(crate) const SURNAME: Oid = oid("2.5.4.4");
    pub(crate) const SERIAL_NUMBER: Oid = oid("2.5.4.5");
    pub(crate) const COUNTRY: Oid = oid("2.5.4.6");
    pub(crate) const LOCALITY: Oid = oid("2.5.4.7");
    pub(crate) const STATE: Oid = oid("2.5.4.8");
    pub(crate) const STREET: Oid = oid("2.5.4.9");
    pub(crate) const ORGANISATION: Oid = oid("2.5.4.10");
    pub(crate) const ORGANISATIONAL_UNIT: Oid = oid("2.5.4.11");
    pub(crate) const TITLE: Oid = oid("2.5.4.12");
    pub(crate) const GIVEN_NAME: Oid = oid("2.5.4.42");
    pub(crate) const ORGANISATION_IDENTIFIER: Oid = oid("2.5.4.97");
    /// `userId`, where Vietnamese certificates put `MNS:…`, `MST:…`, `CCCD:…`.
    pub(crate) const USER_ID: Oid = oid("0.9.2342.19200300.100.1.1");
    pub(crate) const DOMAIN_COMPONENT: Oid = oid("0.9.2342.19200300.100.1.25");
    pub(crate) const EMAIL: Oid = oid("1.2.840.113549.1.9.1");
}

/// One attribute of a name: `AttributeTypeAndValue ::= SEQUENCE { type OBJECT IDENTIFIER, value ANY }`.
#[derive(Clone, Debug)]
pub struct Attribute {
    oid: ObjectIdentifier,
    tag: u8,
    value: Box<[u8]>,
    text: Option<Box<str>>,
}

impl Attribute {
    /// The attribute's type.
    #[must_use]
    pub fn oid(&self) -> &ObjectIdentifier {
        &self.oid
    }

    /// The value as text; `None` when it is no string type, or not in that type's encoding.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The contents octets of the value.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// The identifier octet of the value (12 UTF8String, 19 PrintableString, …).
    #[must_use]
    pub fn tag(&self) -> u8 {
        self.tag
    }

    fn read(element: &Element<'_>) -> Result<Self, CertificateError> {
        let mut fields = element.expect_tag(asn1::SEQUENCE)?.children();
        let oid = fields.any()?.object_identifier()?;
        let value = fields.any()?;
        fields.finish()?;
        let text = decode_text(value.tag, value.content).map(Into::into);
        Ok(Self {
            oid,
            tag: value.tag,
            value: value.content.into(),
            text,
        })
    }
}

/// The string types of X.680 §41 that names use.
pub(super) fn decode_text(tag: u8, octets: &[u8]) -> Option<String> {
    match tag {
        // UTF8String
        0x0c => core::str::from_utf8(octets).ok().map(str::to_owned),
        // NumericString, PrintableString, IA5String, VisibleString; UTF-8 inside is an error that many issuers made
        0x12 | 0x13 | 0x16 | 0x1a => core::str::from_utf8(octets).ok().map(str::to_owned),
        // TeletexString: treated as ISO 8859-1, as everybody does (RFC 5280 Appendix B)
        0x14 => Some(octets.iter().map(|octet| char::from(*octet)).collect()),
        // UniversalString: UCS-4
        0x1c => {
            let (units, []) = octets.as_chunks::<4>() else {
                return None;
            };
            units
                .iter()
                .map(|unit| char::from_u32(u32::from_be_bytes(*unit)))
                .collect()
        }
        // BMPString: UCS-2; surrogates are no characters there, but UTF-16 is what was meant
        0x1e => {
            let (units, []) = octets.as_chunks::<2>() else {
                return None;
            };
            char::decode_utf16(units.iter().map(|unit| u16::from_be_bytes(*unit)))
                .collect::<Result<_, _>>()
                .ok()
        }
        _ => None,
    }
}

/// `RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue`.
#[derive(Clone, Debug)]
pub struct RelativeDistinguishedName {
    attributes: Vec<Attribute>,
}

impl RelativeDistinguishedName {
    /// Its attributes, as encoded.
    #[must_use]
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    fn read(element: &Element<'_>) -> Result<Self, CertificateError> {
        let mut members = element.expect_tag(asn1::SET)?.children();
        let mut attributes = vec![Attribute::read(&members.any()?)?];
        while !members.is_empty() {
            attributes.push(Attribute::read(&members.any()?)?);
        }
        Ok(Self { attributes })
    }
}

/// A name: `RDNSequence ::= SEQUENCE OF RelativeDistinguishedName`.
///
/// `==` compares as RFC 5280 §7.1 says: attribute by attribute, text after preparation (composed and decomposed
/// Vietnamese, case, spaces and the string type make no difference). [`Self::der`] is the name as encoded.
#[derive(Clone)]
pub struct DistinguishedName {
    der: Box<[u8]>,
    parts: Vec<RelativeDistinguishedName>,
    key: OnceLock<ComparisonKey>,
}

impl DistinguishedName {
    /// Reads a DER `Name`.
    ///
    /// # Errors
    /// The first defect and its offset.
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        Self::read(&Element::only(der, 0)?)
    }

    pub(crate) fn read(element: &Element<'_>) -> Result<Self, CertificateError> {
        let mut members = element.expect_tag(asn1::SEQUENCE)?.children();
        let mut parts = Vec::new();
        while !members.is_empty() {
            parts.push(RelativeDistinguishedName::read(&members.any()?)?);
        }
        Ok(Self {
            der: element.whole.into(),
            parts,
            key: OnceLock::new(),
        })
    }

    /// The name as encoded.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Its parts, most general first, as encoded.
    #[must_use]
    pub fn parts(&self) -> &[RelativeDistinguishedName] {
        &self.parts
    }

    /// No part at all (allowed for subjects named by subjectAltName only).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Every attribute, most general first.
    pub fn attributes(&self) -> impl DoubleEndedIterator<Item = &Attribute> {
        self.parts.iter().flat_map(|part| part.attributes.iter())
    }

    /// Texts of the attributes of one type, most general first.
    pub fn texts<'a>(
        &'a self,
        oid: &'a ObjectIdentifier,
    ) -> impl DoubleEndedIterator<Item = &'a str> {
        self.attributes()
            .filter(move |attribute| attribute.oid == *oid)
            .filter_map(Attribute::text)
    }

    fn most_specific(&self, oid: &ObjectIdentifier) -> Option<&str> {
        self.attributes()
            .rev()
            .filter(|attribute| attribute.oid == *oid)
            .find_map(Attribute::text)
    }

    /// CN.
    #[must_use]
    pub fn common_name(&self) -> Option<&str> {
        self.most_specific(&types::COMMON_NAME)
    }

    /// O.
    #[must_use]
    pub fn organisation(&self) -> Option<&str> {
        self.most_specific(&types::ORGANISATION)
    }

    /// OU, most general first.
    #[must_use]
    pub fn organisational_units(&self) -> Vec<&str> {
        self.texts(&types::ORGANISATIONAL_UNIT).collect()
    }

    /// UID (0.9.2342.19200300.100.1.1): `MNS:…`, `MST:…`, `CCCD:…` in Vietnamese certificates.
    #[must_use]
    pub fn user_id(&self) -> Option<&str> {
        self.most_specific(&types::USER_ID)
    }

    /// T (title, chức vụ).
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.most_specific(&types::TITLE)
    }

    /// L.
    #[must_use]
    pub fn locality(&self) -> Option<&str> {
        self.most_specific(&types::LOCALITY)
    }

    /// ST (province, tỉnh).
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        self.most_specific(&types::STATE)
    }

    /// C.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        self.most_specific(&types::COUNTRY)
    }

    /// emailAddress (RFC 2985 §5.2.1). Addresses proper stand in the subjectAltName.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        self.most_specific(&types::EMAIL)
    }

    pub(crate) fn comparison_key(&self) -> &ComparisonKey {
        self.key.get_or_init(|| ComparisonKey::of(&self.parts))
    }

    /// Whether `self` begins with all parts of `base` (RFC 5280 §7.1: a name within a subtree).
    #[must_use]
    pub fn is_within(&self, base: &Self) -> bool {
        self.comparison_key().starts_with(base.comparison_key())
    }
}
