//! Names as DER: attributes in the string type, and with the characters, that a test wants.

use crate::der::{self, object_identifier, sequence, set_of, tlv};
use crate::error::DemoPkiError;
use crate::profile::SubjectAttribute;

/// String types of a name (RFC 5280 §4.1.2.4, DirectoryString, and IA5String).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StringType {
    /// UTF8String.
    Utf8,
    /// PrintableString: letters, digits, space and a few signs (X.680 §41.4).
    Printable,
    /// IA5String: ASCII.
    Ia5,
    /// TeletexString, filled with Latin-1 as everybody does.
    Teletex,
    /// BMPString: UTF-16, big-endian.
    Bmp,
}

/// One attribute of a name. The text is written as it stands: composed, decomposed, with double spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameAttribute {
    /// Its type.
    pub attribute: SubjectAttribute,
    /// The string type of its value.
    pub string_type: StringType,
    /// Its value.
    pub text: String,
}

impl NameAttribute {
    /// An attribute with a value.
    #[must_use]
    pub fn new(attribute: SubjectAttribute, string_type: StringType, text: &str) -> Self {
        Self {
            attribute,
            string_type,
            text: text.to_owned(),
        }
    }

    fn der(&self) -> Result<Vec<u8>, DemoPkiError> {
        let value = encode(self.string_type, &self.text)?;
        Ok(sequence(&[object_identifier(oid(&self.attribute))?, value]))
    }
}

/// A Name of one attribute per RDN, in order.
///
/// # Errors
/// An identifier or a text cannot be written.
pub fn name(attributes: &[NameAttribute]) -> Result<Vec<u8>, DemoPkiError> {
    let rdns: Vec<&[NameAttribute]> = attributes.chunks(1).collect();
    name_of_rdns(&rdns)
}

/// A Name whose RDNs may have several attributes each.
///
/// # Errors
/// An identifier or a text cannot be written.
pub fn name_of_rdns(rdns: &[&[NameAttribute]]) -> Result<Vec<u8>, DemoPkiError> {
    let rdns = rdns
        .iter()
        .map(|attributes| Ok(tlv(der::SET, &rdn_content(attributes)?)))
        .collect::<Result<Vec<_>, DemoPkiError>>()?;
    Ok(sequence(&rdns))
}

/// The contents of a RelativeDistinguishedName.
pub(crate) fn rdn_content(attributes: &[NameAttribute]) -> Result<Vec<u8>, DemoPkiError> {
    let attributes = attributes
        .iter()
        .map(NameAttribute::der)
        .collect::<Result<Vec<_>, _>>()?;
    let set = set_of(attributes);
    Ok(der::first(&set).map_or_else(Vec::new, |(_, content, _)| content.to_vec()))
}

/// A profile's subject: one of a kind, a later one replaces an earlier.
pub(crate) fn of_subject(subject: &[(SubjectAttribute, String)]) -> Result<Vec<u8>, DemoPkiError> {
    let mut attributes: Vec<NameAttribute> = Vec::new();
    for (attribute, text) in subject {
        // RFC 5280 Appendix A.1: countryName is a PrintableString.
        let string_type = match attribute {
            SubjectAttribute::Country => StringType::Printable,
            _ => StringType::Utf8,
        };
        let new = NameAttribute::new(attribute.clone(), string_type, text);
        match attributes
            .iter_mut()
            .find(|old| old.attribute == *attribute)
        {
            Some(old) => *old = new,
            None => attributes.push(new),
        }
    }
    name(&attributes)
}

fn oid(attribute: &SubjectAttribute) -> &str {
    match attribute {
        SubjectAttribute::Country => "2.5.4.6",
        SubjectAttribute::Province => "2.5.4.8",
        SubjectAttribute::Locality => "2.5.4.7",
        SubjectAttribute::Organisation => "2.5.4.10",
        SubjectAttribute::OrganisationalUnit => "2.5.4.11",
        SubjectAttribute::Title => "2.5.4.12",
        SubjectAttribute::CommonName => "2.5.4.3",
        SubjectAttribute::UserId => "0.9.2342.19200300.100.1.1",
        SubjectAttribute::Other(oid) => oid,
    }
}

fn encode(string_type: StringType, text: &str) -> Result<Vec<u8>, DemoPkiError> {
    let fail = || DemoPkiError::Text(text.to_owned());
    let printable = |c: char| c.is_ascii_alphanumeric() || " '()+,-./:=?".contains(c);
    Ok(match string_type {
        StringType::Utf8 => tlv(0x0c, text.as_bytes()),
        StringType::Printable if text.chars().all(printable) => tlv(0x13, text.as_bytes()),
        StringType::Ia5 if text.is_ascii() => tlv(0x16, text.as_bytes()),
        StringType::Printable | StringType::Ia5 => return Err(fail()),
        StringType::Teletex => {
            let octets = text
                .chars()
                .map(u8::try_from)
                .collect::<Result<Vec<_>, _>>();
            tlv(0x14, &octets.map_err(|_| fail())?)
        }
        StringType::Bmp => {
            let octets: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            tlv(0x1e, &octets)
        }
    })
}
