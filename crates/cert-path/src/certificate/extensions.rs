//! Certificate extensions (RFC 5280 §4.2): those that path validation reads are parsed at once.

mod addresses;
mod general_name;

use core::fmt;
use core::ops::Range;

use der::asn1::ObjectIdentifier;

use super::SerialNumber;
use crate::asn1::{self, Element, Elements, context, context_primitive};
use crate::error::{CertificateError, CertificateErrorKind as Kind};

pub(crate) use general_name::GeneralName;

/// Object identifiers of the extensions read here (RFC 5280 §4.2.1, §4.2.2).
pub(crate) mod oids {
    use der::asn1::ObjectIdentifier as Oid;

    const fn oid(text: &str) -> Oid {
        Oid::new_unwrap(text)
    }

    pub(crate) const SUBJECT_KEY_IDENTIFIER: Oid = oid("2.5.29.14");
    pub(crate) const KEY_USAGE: Oid = oid("2.5.29.15");
    pub(crate) const SUBJECT_ALT_NAME: Oid = oid("2.5.29.17");
    pub(crate) const BASIC_CONSTRAINTS: Oid = oid("2.5.29.19");
    pub(crate) const NAME_CONSTRAINTS: Oid = oid("2.5.29.30");
    pub(crate) const CRL_DISTRIBUTION_POINTS: Oid = oid("2.5.29.31");
    pub(crate) const CERTIFICATE_POLICIES: Oid = oid("2.5.29.32");
    pub(crate) const POLICY_MAPPINGS: Oid = oid("2.5.29.33");
    pub(crate) const AUTHORITY_KEY_IDENTIFIER: Oid = oid("2.5.29.35");
    pub(crate) const POLICY_CONSTRAINTS: Oid = oid("2.5.29.36");
    pub(crate) const EXTENDED_KEY_USAGE: Oid = oid("2.5.29.37");
    pub(crate) const FRESHEST_CRL: Oid = oid("2.5.29.46");
    pub(crate) const INHIBIT_ANY_POLICY: Oid = oid("2.5.29.54");
    pub(crate) const AUTHORITY_INFO_ACCESS: Oid = oid("1.3.6.1.5.5.7.1.1");
}

/// One extension: `Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Extension<'a> {
    /// `extnID`.
    pub oid: ObjectIdentifier,
    /// `critical`.
    pub critical: bool,
    /// The contents of `extnValue`.
    pub value: &'a [u8],
    /// Where [`Self::value`] begins in the certificate.
    pub offset: usize,
}

pub(super) struct Entry {
    pub(super) oid: ObjectIdentifier,
    pub(super) critical: bool,
    pub(super) value: Range<usize>,
}

/// The extensions of one certificate.
#[derive(Default)]
pub(super) struct Extensions {
    pub(super) all: Vec<Entry>,
    pub(super) duplicate: Option<ObjectIdentifier>,
    pub(super) key_usage: Option<KeyUsage>,
    pub(super) extended_key_usage: Option<Vec<ObjectIdentifier>>,
    pub(super) basic_constraints: Option<BasicConstraints>,
    pub(super) subject_key_identifier: Option<Range<usize>>,
    pub(super) authority_key_identifier: Option<AuthorityKeyIdentifier>,
}

impl Extensions {
    /// `[3] EXPLICIT Extensions`, `Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension`.
    pub(super) fn read(wrapper: &Element<'_>) -> Result<Self, CertificateError> {
        let mut members =
            Element::only_as(wrapper.content, wrapper.content_offset(), asn1::SEQUENCE)?.children();
        let mut extensions = Self::default();
        let mut seen = std::collections::HashSet::new();
        while !members.is_empty() {
            let (oid, critical, value) = extension(&mut members)?;
            extensions.all.push(Entry {
                oid,
                critical,
                value: value.content_range(),
            });
            if seen.insert(oid) {
                extensions.interpret(&oid, &value)?;
            } else {
                extensions.duplicate.get_or_insert(oid);
            }
        }
        Ok(extensions)
    }

    fn interpret(
        &mut self,
        oid: &ObjectIdentifier,
        value: &Element<'_>,
    ) -> Result<(), CertificateError> {
        let body = || Element::only(value.content, value.content_offset());
        let outcome: Result<(), CertificateError> = match *oid {
            oids::KEY_USAGE => body()
                .and_then(|e| KeyUsage::read(&e))
                .map(|usage| self.key_usage = Some(usage)),
            oids::EXTENDED_KEY_USAGE => body()
                .and_then(|e| object_identifiers(&e))
                .map(|all| self.extended_key_usage = Some(all)),
            oids::BASIC_CONSTRAINTS => body()
                .and_then(|e| BasicConstraints::read(&e))
                .map(|constraints| self.basic_constraints = Some(constraints)),
            oids::SUBJECT_KEY_IDENTIFIER => body()
                .and_then(|e| e.expect_tag(asn1::OCTET_STRING))
                .map(|e| self.subject_key_identifier = Some(e.content_range())),
            oids::AUTHORITY_KEY_IDENTIFIER => body()
                .and_then(|e| AuthorityKeyIdentifier::read(&e))
                .map(|identifier| self.authority_key_identifier = Some(identifier)),
            _ => Ok(()),
        };
        outcome.map_err(|error| CertificateError {
            kind: Kind::Extension(*oid),
            offset: error.offset,
        })
    }
}

fn extension<'a>(
    members: &mut Elements<'a>,
) -> Result<(ObjectIdentifier, bool, Element<'a>), CertificateError> {
    let mut fields = members.expect(asn1::SEQUENCE)?.children();
    let oid = fields.any()?.object_identifier()?;
    let critical = fields
        .optional(asn1::BOOLEAN)?
        .map_or(Ok(false), |flag| flag.boolean())?;
    let value = fields.expect(asn1::OCTET_STRING)?;
    fields.finish()?;
    Ok((oid, critical, value))
}

/// `ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId` (RFC 5280 §4.2.1.12).
fn object_identifiers(element: &Element<'_>) -> Result<Vec<ObjectIdentifier>, CertificateError> {
    let mut members = element.expect_tag(asn1::SEQUENCE)?.children();
    let mut all = vec![members.any()?.object_identifier()?];
    while !members.is_empty() {
        all.push(members.any()?.object_identifier()?);
    }
    Ok(all)
}

/// `KeyUsage ::= BIT STRING { digitalSignature(0), … decipherOnly(8) }` (RFC 5280 §4.2.1.3).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyUsage {
    bits: u16,
}

const USAGES: [&str; 9] = [
    "digitalSignature",
    "contentCommitment",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

impl KeyUsage {
    fn read(element: &Element<'_>) -> Result<Self, CertificateError> {
        let (_, octets) = element.bit_string()?;
        let octet = |index: usize| octets.get(index).copied().unwrap_or(0);
        Ok(Self {
            bits: u16::from_be_bytes([octet(0), octet(1)]),
        })
    }

    /// Bit `index` of the BIT STRING.
    #[must_use]
    pub fn bit(&self, index: u8) -> bool {
        self.bits.checked_shl(u32::from(index)).unwrap_or(0) & 0x8000 != 0
    }

    /// Bit 0.
    #[must_use]
    pub fn digital_signature(&self) -> bool {
        self.bit(0)
    }

    /// Bit 1, formerly nonRepudiation.
    #[must_use]
    pub fn content_commitment(&self) -> bool {
        self.bit(1)
    }

    /// Bit 5.
    #[must_use]
    pub fn key_cert_sign(&self) -> bool {
        self.bit(5)
    }

    /// Bit 6.
    #[must_use]
    pub fn crl_sign(&self) -> bool {
        self.bit(6)
    }

    /// Names of the bits set, as the RFC spells them.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let usage = *self;
        (0_u8..)
            .zip(USAGES)
            .filter(move |(index, _)| usage.bit(*index))
            .map(|(_, name)| name)
    }
}

impl fmt::Display for KeyUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().collect::<Vec<_>>().join(", "))
    }
}

impl fmt::Debug for KeyUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyUsage({self})")
    }
}

/// `BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }`
/// (RFC 5280 §4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct BasicConstraints {
    /// `cA`.
    pub is_ca: bool,
    /// `pathLenConstraint`.
    pub path_length: Option<u32>,
}

impl BasicConstraints {
    fn read(element: &Element<'_>) -> Result<Self, CertificateError> {
        let mut fields = element.expect_tag(asn1::SEQUENCE)?.children();
        let is_ca = fields
            .optional(asn1::BOOLEAN)?
            .map_or(Ok(false), |flag| flag.boolean())?;
        let path_length = fields
            .optional(asn1::INTEGER)?
            .map(|number| number.small_integer())
            .transpose()?;
        fields.finish()?;
        Ok(Self { is_ca, path_length })
    }
}

/// ```text
/// AuthorityKeyIdentifier ::= SEQUENCE {
///     keyIdentifier             [0] KeyIdentifier           OPTIONAL,
///     authorityCertIssuer       [1] GeneralNames            OPTIONAL,
///     authorityCertSerialNumber [2] CertificateSerialNumber OPTIONAL }
/// ```
/// (RFC 5280 §4.2.1.1). A hint for finding the issuer; it proves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuthorityKeyIdentifier {
    /// `keyIdentifier`.
    pub key_identifier: Option<Vec<u8>>,
    /// `authorityCertSerialNumber`.
    pub serial: Option<SerialNumber>,
}

impl AuthorityKeyIdentifier {
    pub(crate) fn read(element: &Element<'_>) -> Result<Self, CertificateError> {
        let mut fields = element.expect_tag(asn1::SEQUENCE)?.children();
        let key_identifier = fields
            .optional(context_primitive(0))?
            .map(|e| e.content.to_vec());
        fields.optional(context(1))?;
        let serial = fields
            .optional(context_primitive(2))?
            .map(|e| {
                SerialNumber::read(&Element {
                    tag: asn1::INTEGER,
                    ..e
                })
            })
            .transpose()?;
        fields.finish()?;
        Ok(Self {
            key_identifier,
            serial,
        })
    }
}
