//! Attribute sets as they were read: signed or unsigned.

use der::asn1::ObjectIdentifier;

use crate::ber::{self, Tlv};
use crate::error::{CadesError, CadesErrorKind, Limit, Malformed};
use crate::limits::Limits;

/// `SET SIZE (1..MAX) OF Attribute`, RFC 5652 §5.3.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) struct AttributeSet {
    attributes: Vec<Attribute>,
    /// DER SET OF, tag 0x31: what the signature covers (RFC 5652 §5.4).
    der: Vec<u8>,
    /// The contents as sent, re-tagged 0x31, when that is not the same.
    as_sent: Option<Vec<u8>>,
    /// Whether anything but the order differs from DER.
    ber: bool,
}

/// One attribute; values in DER.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attribute {
    /// Contents of the OBJECT IDENTIFIER; kept raw, because one that we cannot name is no reason to refuse a container.
    oid: Vec<u8>,
    values: Vec<Vec<u8>>,
}

/// Why an attribute that must occur once with one value (RFC 5652 §11) gave none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotSingle {
    Duplicate,
    Values,
}

impl AttributeSet {
    /// Reads the contents of `[0] IMPLICIT SignedAttributes` or `[1] IMPLICIT UnsignedAttributes`.
    pub(crate) fn read(set: &Tlv<'_>, limits: &Limits) -> Result<Self, CadesError> {
        let mut attributes = Vec::new();
        let mut encodings = Vec::new();
        let mut ber = !set.der_header;
        let mut elements = set.children();
        while !elements.is_empty() {
            if attributes.len() >= limits.attributes {
                let kind = CadesErrorKind::Limit(Limit::Attributes);
                return Err(CadesError::at(kind, elements.position()));
            }
            let element = elements.expect(ber::SEQUENCE, Malformed::Attribute, limits)?;
            let attribute = Attribute::read(&element, limits)?;
            let encoding = attribute.to_der();
            ber |= encoding != element.raw;
            attributes.push(attribute);
            encodings.push(encoding);
        }
        let der = ber::set_of(ber::SET, encodings);
        let mut as_sent = Vec::with_capacity(der.len());
        ber::write_tlv(&mut as_sent, ber::SET, set.content);
        Ok(Self {
            as_sent: (as_sent != der).then_some(as_sent),
            attributes,
            der,
            ber,
        })
    }

    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    pub(crate) fn as_sent(&self) -> Option<&[u8]> {
        self.as_sent.as_deref()
    }

    pub(crate) fn is_ber(&self) -> bool {
        self.ber
    }

    /// Contents octets of every attribute's object identifier, in the order sent.
    pub(crate) fn oids(&self) -> impl Iterator<Item = &[u8]> {
        self.attributes
            .iter()
            .map(|attribute| attribute.oid.as_slice())
    }

    pub(crate) fn contains(&self, oid: ObjectIdentifier) -> bool {
        self.instances(oid).next().is_some()
    }

    fn instances(&self, oid: ObjectIdentifier) -> impl Iterator<Item = &Attribute> {
        self.attributes
            .iter()
            .filter(move |attribute| attribute.oid == oid.as_bytes())
    }

    /// Every value of every attribute of this type, in DER.
    pub(crate) fn values(&self, oid: ObjectIdentifier) -> impl Iterator<Item = &[u8]> {
        self.instances(oid)
            .flat_map(|attribute| attribute.values.iter().map(Vec::as_slice))
    }

    /// The value of an attribute that may occur once, with one value.
    pub(crate) fn single(&self, oid: ObjectIdentifier) -> Result<Option<&[u8]>, NotSingle> {
        let mut instances = self.instances(oid);
        let Some(attribute) = instances.next() else {
            return Ok(None);
        };
        if instances.next().is_some() {
            return Err(NotSingle::Duplicate);
        }
        match attribute.values.as_slice() {
            [value] => Ok(Some(value)),
            _ => Err(NotSingle::Values),
        }
    }
}

impl Attribute {
    fn read(element: &Tlv<'_>, limits: &Limits) -> Result<Self, CadesError> {
        let mut fields = element.children();
        let oid = fields.expect(ber::OBJECT_IDENTIFIER, Malformed::Attribute, limits)?;
        let set = fields.expect(ber::SET, Malformed::Attribute, limits)?;
        fields.finish()?;
        let mut values = Vec::new();
        let mut elements = set.children();
        while !elements.is_empty() {
            let value = elements.next(limits)?;
            values.push(ber::to_der(&value, limits)?.der);
        }
        Ok(Self {
            oid: oid.content.to_vec(),
            values,
        })
    }

    fn to_der(&self) -> Vec<u8> {
        let mut content = Vec::new();
        ber::write_tlv(&mut content, ber::OBJECT_IDENTIFIER, &self.oid);
        content.extend(ber::set_of(ber::SET, self.values.clone()));
        let mut out = Vec::new();
        ber::write_tlv(&mut out, ber::SEQUENCE, &content);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ber::Elements;
    use crate::oids;

    fn read(attributes: &[&[u8]]) -> AttributeSet {
        let mut input = Vec::new();
        ber::write_tlv(&mut input, 0xa0, &attributes.concat());
        let limits = Limits::default();
        let set = Elements::new(&input).next(&limits).unwrap();
        AttributeSet::read(&set, &limits).unwrap()
    }

    fn attribute(oid: ObjectIdentifier, values: &[&[u8]]) -> Vec<u8> {
        Attribute {
            oid: oid.as_bytes().to_vec(),
            values: values.iter().map(|value| value.to_vec()).collect(),
        }
        .to_der()
    }

    const ONE: &[u8] = &[2, 1, 1];
    const TWO: &[u8] = &[2, 1, 2];

    #[test]
    fn order_is_der_and_as_sent() {
        let (low, high) = (
            attribute(oids::CONTENT_TYPE, &[ONE]),
            attribute(oids::MESSAGE_DIGEST, &[ONE]),
        );
        let sorted = read(&[&low, &high]);
        assert_eq!(sorted.as_sent(), None);
        let reversed = read(&[&high, &low]);
        assert_eq!(reversed.der(), sorted.der());
        assert!(reversed.as_sent().is_some());
        assert!(!reversed.is_ber());
    }

    #[test]
    fn once_with_one_value_or_not_at_all() {
        let set = read(&[
            &attribute(oids::CONTENT_TYPE, &[ONE]),
            &attribute(oids::MESSAGE_DIGEST, &[ONE, TWO]),
            &attribute(oids::SIGNING_TIME, &[ONE]),
            &attribute(oids::SIGNING_TIME, &[ONE]),
        ]);
        assert_eq!(set.single(oids::CONTENT_TYPE), Ok(Some(ONE)));
        assert_eq!(set.single(oids::MESSAGE_DIGEST), Err(NotSingle::Values));
        assert_eq!(set.single(oids::SIGNING_TIME), Err(NotSingle::Duplicate));
        assert_eq!(set.single(oids::TST_INFO), Ok(None));
        let empty = read(&[&attribute(oids::MESSAGE_DIGEST, &[])]);
        assert_eq!(empty.single(oids::MESSAGE_DIGEST), Err(NotSingle::Values));
    }
}
