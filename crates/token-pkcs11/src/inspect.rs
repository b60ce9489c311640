//! The certificates a token shows, each with its key compared.

use cert_path::Certificate;
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};

use crate::error::TokenError;
use crate::objects::Objects;
use crate::public_key::{self, PublicKeyMatch};
use crate::session::Session;
use crate::token::Token;

/// The certificates of a token.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CertificateList {
    /// Those that can be read.
    pub certificates: Vec<TokenCertificate>,
    /// Those that cannot: shown, so that nobody wonders where they went.
    pub unreadable: Vec<UnreadableCertificate>,
}

/// One certificate on a token.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TokenCertificate {
    /// The certificate.
    #[cfg_attr(feature = "serde", serde(with = "as_pem"))]
    pub certificate: Certificate,
    /// `CKA_ID`; empty when the token gives none.
    pub id: Vec<u8>,
    /// `CKA_LABEL`.
    pub label: String,
    /// Whether the token shows its public key.
    pub public_key: PublicKeyMatch,
    /// `CKA_ID` and label of the matching public key object, which its private key shares.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) key_name: Option<(Vec<u8>, String)>,
}

/// A certificate object that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct UnreadableCertificate {
    /// `CKA_ID`.
    pub id: Vec<u8>,
    /// `CKA_LABEL`.
    pub label: String,
    /// Why not.
    pub reason: String,
}

impl Token {
    /// The certificates it shows without a PIN.
    ///
    /// # Errors
    /// [`ErrorCode::TokenRemoved`](crate::ErrorCode::TokenRemoved), or what the token answered.
    pub fn certificates(&self) -> Result<CertificateList, TokenError> {
        let session = Session::open_public(self)?;
        CertificateList::read(Objects::of(&session))
    }
}

impl CertificateList {
    /// All certificates that a session can see.
    pub(crate) fn read(objects: Objects<'_>) -> Result<Self, TokenError> {
        let mut list = Self::default();
        for object in objects.find(ObjectClass::CERTIFICATE, &[])? {
            let (id, label) = (objects.id(object)?, objects.label(object)?);
            let Some(der) = objects.bytes(object, AttributeType::Value)? else {
                let reason = "the token gives no value for it".to_owned();
                list.unreadable
                    .push(UnreadableCertificate { id, label, reason });
                continue;
            };
            match Certificate::from_der(der_without_padding(&der)) {
                Ok(certificate) => {
                    let (public_key, key_name) = compare_keys(objects, &id, &certificate)?;
                    list.certificates.push(TokenCertificate {
                        certificate,
                        id,
                        label,
                        public_key,
                        key_name,
                    });
                }
                Err(error) => list.unreadable.push(UnreadableCertificate {
                    id,
                    label,
                    reason: error.to_string(),
                }),
            }
        }
        Ok(list)
    }

    /// Nothing at all is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.certificates.is_empty() && self.unreadable.is_empty()
    }
}

impl TokenCertificate {
    /// One line that tells it from the others: subject, serial number, CKA_ID.
    #[must_use]
    pub fn summary(&self) -> String {
        let id: String = self.id.iter().map(|byte| format!("{byte:02x}")).collect();
        let certificate = &self.certificate;
        format!(
            "{} (serial {}, id {id}, label \"{}\")",
            certificate.subject(),
            certificate.serial(),
            self.label
        )
    }

    /// Certificates of CAs stand on tokens for the chain, not for signing (RFC 5280 §4.2.1.9).
    #[must_use]
    pub fn is_ca(&self) -> bool {
        self.certificate
            .basic_constraints()
            .is_some_and(|constraints| constraints.is_ca)
    }
}

/// Cards reserve a whole file for a certificate and some drivers hand it out with its zeros behind.
fn der_without_padding(value: &[u8]) -> &[u8] {
    let length = match value {
        [0x30, length @ 0..=0x7f, ..] => Some(2 + usize::from(*length)),
        [0x30, 0x81, length, ..] => Some(3 + usize::from(*length)),
        [0x30, 0x82, high, low, ..] => Some(4 + usize::from(u16::from_be_bytes([*high, *low]))),
        _ => None,
    };
    match length.and_then(|length| value.split_at_checked(length)) {
        Some((der, padding)) if padding.iter().all(|byte| *byte == 0) => der,
        _ => value,
    }
}

type KeyComparison = (PublicKeyMatch, Option<(Vec<u8>, String)>);

/// Looks for the certificate's public key: first under its own CKA_ID, where another key is a contradiction; then
/// among all of them, because some tools give the key another id than the certificate.
fn compare_keys(
    objects: Objects<'_>,
    id: &[u8],
    certificate: &Certificate,
) -> Result<KeyComparison, TokenError> {
    let spki = certificate.spki_der();
    let under_its_id = match id {
        [] => Vec::new(),
        id => objects.find(ObjectClass::PUBLIC_KEY, &[Attribute::Id(id.to_vec())])?,
    };
    let (mut found, differs) = find_matching(objects, &under_its_id, spki)?;
    if found.is_none() && !differs {
        found = find_matching(objects, &objects.find(ObjectClass::PUBLIC_KEY, &[])?, spki)?.0;
    }
    Ok(match found {
        Some(key) => (
            PublicKeyMatch::Matches,
            Some((objects.id(key)?, objects.label(key)?)),
        ),
        None if differs => (PublicKeyMatch::Differs, None),
        None => (PublicKeyMatch::NotShown, None),
    })
}

/// The key that is the certificate's, and whether any other key showed itself.
fn find_matching(
    objects: Objects<'_>,
    keys: &[ObjectHandle],
    spki: &[u8],
) -> Result<(Option<ObjectHandle>, bool), TokenError> {
    let mut differs = false;
    for key in keys {
        match public_key::compare(objects, *key, spki)? {
            PublicKeyMatch::Matches => return Ok((Some(*key), differs)),
            PublicKeyMatch::Differs => differs = true,
            PublicKeyMatch::NotShown => {}
        }
    }
    Ok((None, differs))
}

#[cfg(feature = "serde")]
mod as_pem {
    use cert_path::Certificate;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        certificate: &Certificate,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(&certificate.to_pem())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Certificate, D::Error> {
        let pem = String::deserialize(from)?;
        Certificate::from_pem(pem.as_bytes()).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_zeros_behind_a_certificate_are_padding() {
        assert_eq!(der_without_padding(&[0x30, 1, 5, 0, 0]), [0x30, 1, 5]);
        assert_eq!(der_without_padding(&[0x30, 1, 5, 0, 1]), [0x30, 1, 5, 0, 1]);
        assert_eq!(
            der_without_padding(&[0x30, 0x82, 0, 1, 5, 0]),
            [0x30, 0x82, 0, 1, 5]
        );
        assert_eq!(der_without_padding(&[0x30, 9, 5]), [0x30, 9, 5]);
        assert!(der_without_padding(&[]).is_empty());
    }
}
