//! Reading objects of a token: bounded, one attribute at a time, so that one odd value does not hide the others.

use cryptoki::object::{
    Attribute, AttributeInfo, AttributeType, KeyType, ObjectClass, ObjectHandle,
};
use cryptoki::session::Session as RawSession;

use crate::error::TokenError;

/// Objects of one search. A full smart card holds some tens; the rest is a defect or an attack.
const MAX_OBJECTS: usize = 512;
/// Bytes of one attribute. The largest we read is a certificate: a few kilobytes.
const MAX_ATTRIBUTE: usize = 64 * 1024;

/// The objects one session can see.
#[derive(Clone, Copy)]
pub(crate) struct Objects<'s> {
    session: &'s RawSession,
}

impl<'s> Objects<'s> {
    pub(crate) fn of(session: &'s RawSession) -> Self {
        Self { session }
    }

    /// Every object of a class, narrowed by further attributes.
    pub(crate) fn find(
        self,
        class: ObjectClass,
        narrowed_by: &[Attribute],
    ) -> Result<Vec<ObjectHandle>, TokenError> {
        let mut template = vec![Attribute::Class(class)];
        template.extend_from_slice(narrowed_by);
        let found: Result<Vec<_>, _> = self
            .session
            .iter_objects(&template)?
            .take(MAX_OBJECTS)
            .collect();
        Ok(found?)
    }

    /// The bytes of an attribute; `None` when the object does not have it, hides it, or claims an absurd length.
    pub(crate) fn bytes(
        self,
        object: ObjectHandle,
        kind: AttributeType,
    ) -> Result<Option<Vec<u8>>, TokenError> {
        Ok(match self.attribute(object, kind)? {
            Some(
                Attribute::EcParams(bytes)
                | Attribute::EcPoint(bytes)
                | Attribute::Id(bytes)
                | Attribute::Label(bytes)
                | Attribute::Modulus(bytes)
                | Attribute::PublicExponent(bytes)
                | Attribute::PublicKeyInfo(bytes)
                | Attribute::Value(bytes),
            ) if !bytes.is_empty() => Some(bytes),
            _ => None,
        })
    }

    /// A truth value; `None` when the object does not have it.
    pub(crate) fn flag(
        self,
        object: ObjectHandle,
        kind: AttributeType,
    ) -> Result<Option<bool>, TokenError> {
        Ok(match self.attribute(object, kind)? {
            Some(Attribute::AlwaysAuthenticate(value) | Attribute::Sign(value)) => Some(value),
            _ => None,
        })
    }

    /// The kind of a key.
    pub(crate) fn key_type(self, object: ObjectHandle) -> Result<Option<KeyType>, TokenError> {
        Ok(match self.attribute(object, AttributeType::KeyType)? {
            Some(Attribute::KeyType(kind)) => Some(kind),
            _ => None,
        })
    }

    /// `CKA_ID`, empty when there is none.
    pub(crate) fn id(self, object: ObjectHandle) -> Result<Vec<u8>, TokenError> {
        Ok(self.bytes(object, AttributeType::Id)?.unwrap_or_default())
    }

    /// `CKA_LABEL` as text, empty when there is none.
    pub(crate) fn label(self, object: ObjectHandle) -> Result<String, TokenError> {
        let bytes = self
            .bytes(object, AttributeType::Label)?
            .unwrap_or_default();
        Ok(String::from_utf8_lossy(&bytes)
            .trim_end_matches([' ', '\0'])
            .to_owned())
    }

    pub(crate) fn attribute(
        self,
        object: ObjectHandle,
        kind: AttributeType,
    ) -> Result<Option<Attribute>, TokenError> {
        match self.session.get_attribute_info(object, &[kind])?.first() {
            Some(AttributeInfo::Available(length)) if *length <= MAX_ATTRIBUTE => {}
            _ => return Ok(None),
        }
        match self.session.get_attributes(object, &[kind]) {
            Ok(mut attributes) => Ok(attributes.pop()),
            Err(error @ cryptoki::error::Error::Pkcs11(..)) => Err(error.into()),
            // A value `cryptoki` has no name for, such as a vendor's key type.
            Err(_) => Ok(None),
        }
    }
}
