//! Which certificate is meant, which private key is its own, and how that is known.

use cert_path::Certificate;
use cryptoki::object::{Attribute, AttributeType, ObjectClass, ObjectHandle};

use crate::error::{ErrorCode, TokenError};
use crate::inspect::{CertificateList, TokenCertificate};
use crate::key::{KeyProof, KeyQuery};
use crate::objects::Objects;
use crate::public_key::{self, PublicKeyMatch};

/// Longest chain followed among the certificates of a token: government chains have three.
const MAX_CHAIN: usize = 8;

impl KeyQuery {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn fits(&self, candidate: &TokenCertificate) -> bool {
        let (key_id, key_label) = match &candidate.key_name {
            Some((id, label)) => (Some(id), Some(label)),
            None => (None, None),
        };
        self.id
            .as_ref()
            .is_none_or(|id| *id == candidate.id || Some(id) == key_id)
            && self
                .label
                .as_ref()
                .is_none_or(|label| *label == candidate.label || Some(label) == key_label)
            && self.certificate_serial.as_ref().is_none_or(|serial| {
                normalised(serial) == normalised(&candidate.certificate.serial().to_string())
            })
    }

    /// The one certificate meant.
    pub(crate) fn choose(&self, list: &CertificateList) -> Result<TokenCertificate, TokenError> {
        let mut fitting: Vec<&TokenCertificate> = list
            .certificates
            .iter()
            .filter(|candidate| self.fits(candidate))
            .collect();
        if self.is_empty() {
            // Nobody named one: only a certificate that can sign, and rather one whose key is seen.
            fitting.retain(|candidate| !candidate.is_ca());
            if fitting
                .iter()
                .any(|candidate| candidate.public_key == PublicKeyMatch::Matches)
            {
                fitting.retain(|candidate| candidate.public_key == PublicKeyMatch::Matches);
            }
        }
        match fitting.as_slice() {
            [one] => Ok((*one).clone()),
            [] => Err(self.nothing_found(list)),
            several => Err(ErrorCode::SeveralCertificates {
                certificates: several
                    .iter()
                    .map(|candidate| candidate.summary())
                    .collect(),
            }
            .into()),
        }
    }

    fn nothing_found(&self, list: &CertificateList) -> TokenError {
        let named = |id: &Vec<u8>, label: &String| {
            self.id.as_ref() == Some(id) || self.label.as_ref() == Some(label)
        };
        let unreadable = list
            .unreadable
            .iter()
            .find(|object| named(&object.id, &object.label) || self.is_empty());
        match unreadable {
            Some(object) => ErrorCode::CertificateUnreadable {
                label: object.label.clone(),
                reason: object.reason.clone(),
            }
            .into(),
            None => ErrorCode::CertificateNotFound {
                available: list
                    .certificates
                    .iter()
                    .map(TokenCertificate::summary)
                    .collect(),
            }
            .into(),
        }
    }
}

/// Serial numbers are written with colons, spaces, leading zeros and in both cases.
fn normalised(serial: &str) -> String {
    let digits: String = serial.chars().filter(char::is_ascii_hexdigit).collect();
    digits.trim_start_matches('0').to_ascii_uppercase()
}

/// The issuers of a certificate that the token holds too, nearest first.
pub(crate) fn chain_of(certificate: &Certificate, list: &CertificateList) -> Vec<Certificate> {
    let mut chain: Vec<Certificate> = Vec::new();
    let mut below = certificate;
    while chain.len() < MAX_CHAIN && !below.is_self_issued() {
        let issuer = list
            .certificates
            .iter()
            .map(|entry| &entry.certificate)
            .find(|candidate| {
                candidate.subject_der() == below.issuer_der()
                    && *candidate != certificate
                    && !chain.contains(candidate)
            });
        let Some(issuer) = issuer else { break };
        chain.push(issuer.clone());
        below = issuer;
    }
    chain
}

/// The private key of a certificate, and how it is known to be its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PrivateKey {
    pub(crate) handle: ObjectHandle,
    pub(crate) always_authenticate: bool,
    pub(crate) proof: KeyProof,
}

/// Finds the private key among the objects of a logged-in session.
pub(crate) fn private_key(
    objects: Objects<'_>,
    chosen: &TokenCertificate,
) -> Result<PrivateKey, TokenError> {
    let certificate = &chosen.certificate;
    let subject = || certificate.subject().to_string();
    let (candidates, linked) = candidates(objects, chosen)?;
    let (handle, proof) = match prove(objects, &candidates, linked, chosen)? {
        Proven::Key(handle, proof) => (handle, proof),
        Proven::Other => {
            return Err(ErrorCode::KeyMismatch {
                certificate: subject(),
            }
            .into());
        }
        Proven::Nothing => {
            return Err(ErrorCode::KeyNotFound {
                certificate: subject(),
            }
            .into());
        }
    };
    if objects.flag(handle, AttributeType::Sign)? == Some(false) {
        return Err(ErrorCode::KeyNotForSigning.into());
    }
    let always_authenticate = objects
        .flag(handle, AttributeType::AlwaysAuthenticate)?
        .unwrap_or(false);
    Ok(PrivateKey {
        handle,
        always_authenticate,
        proof,
    })
}

/// Private keys that carry the certificate's id, else its label (`true`: the token links them); else all of them.
fn candidates(
    objects: Objects<'_>,
    chosen: &TokenCertificate,
) -> Result<(Vec<ObjectHandle>, bool), TokenError> {
    let key_id = chosen.key_name.as_ref().map(|(id, _)| id);
    let ids = key_id
        .into_iter()
        .chain([&chosen.id])
        .filter(|id| !id.is_empty());
    let links = ids.map(|id| Attribute::Id(id.clone()));
    let label = Some(&chosen.label).filter(|label| !label.is_empty());
    let links = links.chain(label.map(|label| Attribute::Label(label.clone().into_bytes())));
    for link in links {
        let found = objects.find(ObjectClass::PRIVATE_KEY, &[link])?;
        if !found.is_empty() {
            return Ok((found, true));
        }
    }
    Ok((objects.find(ObjectClass::PRIVATE_KEY, &[])?, false))
}

enum Proven {
    Key(ObjectHandle, KeyProof),
    /// Keys are there, and they are others.
    Other,
    Nothing,
}

fn prove(
    objects: Objects<'_>,
    candidates: &[ObjectHandle],
    linked: bool,
    chosen: &TokenCertificate,
) -> Result<Proven, TokenError> {
    let before_pin = chosen.public_key == PublicKeyMatch::Matches;
    let mut silent = Vec::new();
    for key in candidates {
        match compare_with_public_part(objects, *key, &chosen.certificate)? {
            PublicKeyMatch::Matches if before_pin => {
                return Ok(Proven::Key(*key, KeyProof::BeforePin));
            }
            PublicKeyMatch::Matches => return Ok(Proven::Key(*key, KeyProof::AfterLogin)),
            PublicKeyMatch::NotShown => silent.push(*key),
            PublicKeyMatch::Differs => {}
        }
    }
    Ok(match silent.as_slice() {
        // The token itself links key, public key and certificate by id or label.
        [key, ..] if linked && before_pin => Proven::Key(*key, KeyProof::BeforePin),
        [key] if linked => Proven::Key(*key, KeyProof::FirstSignature),
        [key] if candidates.len() == 1 => Proven::Key(*key, KeyProof::FirstSignature),
        [] if linked => Proven::Other,
        _ => Proven::Nothing,
    })
}

/// The private key object where it carries the public part (RSA always does), else the public key object of its id,
/// which some tokens show only after login.
fn compare_with_public_part(
    objects: Objects<'_>,
    key: ObjectHandle,
    certificate: &Certificate,
) -> Result<PublicKeyMatch, TokenError> {
    let own = public_key::compare(objects, key, certificate.spki_der())?;
    let id = objects.id(key)?;
    if own != PublicKeyMatch::NotShown || id.is_empty() {
        return Ok(own);
    }
    let mut answer = PublicKeyMatch::NotShown;
    for public in objects.find(ObjectClass::PUBLIC_KEY, &[Attribute::Id(id)])? {
        match public_key::compare(objects, public, certificate.spki_der())? {
            PublicKeyMatch::Matches => return Ok(PublicKeyMatch::Matches),
            PublicKeyMatch::Differs => answer = PublicKeyMatch::Differs,
            PublicKeyMatch::NotShown => {}
        }
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_compare_however_they_are_written() {
        assert_eq!(normalised("00:0a:BC"), normalised("ABC"));
        assert_ne!(normalised("0A"), normalised("A0"));
    }
}
