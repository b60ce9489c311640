//! `GeneralName` (RFC 5280 §4.2.1.6).

use crate::asn1::{Element, Elements, context, context_primitive};
use crate::certificate::DistinguishedName;
use crate::error::CertificateError;

/// ```text
/// GeneralName ::= CHOICE {
///     otherName                 [0] OtherName,
///     rfc822Name                [1] IA5String,
///     dNSName                   [2] IA5String,
///     x400Address               [3] ORAddress,
///     directoryName             [4] Name,
///     ediPartyName              [5] EDIPartyName,
///     uniformResourceIdentifier [6] IA5String,
///     iPAddress                 [7] OCTET STRING,
///     registeredID              [8] OBJECT IDENTIFIER }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum GeneralName {
    Email(String),
    Dns(String),
    Directory(DistinguishedName),
    Uri(String),
    Ip(Vec<u8>),
    /// A form that nothing here compares, by its context tag.
    Other(u8),
}

impl GeneralName {
    pub(crate) fn read(element: &Element<'_>) -> Result<Self, CertificateError> {
        // IA5String; octets beyond ASCII are kept visibly wrong and match nothing.
        let text = || String::from_utf8_lossy(element.content).into_owned();
        const fn number(tag: u8) -> u8 {
            tag & 0x1f
        }
        Ok(match element.tag {
            tag if tag == context_primitive(1) => Self::Email(text()),
            tag if tag == context_primitive(2) => Self::Dns(text()),
            tag if tag == context(4) => Self::Directory(DistinguishedName::read(&Element::only(
                element.content,
                element.content_offset(),
            )?)?),
            tag if tag == context_primitive(6) => Self::Uri(text()),
            tag if tag == context_primitive(7) => Self::Ip(element.content.to_vec()),
            tag => Self::Other(number(tag)),
        })
    }

    /// `GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName`, given its members.
    pub(crate) fn read_all(mut members: Elements<'_>) -> Result<Vec<Self>, CertificateError> {
        let mut names = Vec::new();
        while !members.is_empty() {
            names.push(Self::read(&members.any()?)?);
        }
        Ok(names)
    }
}
