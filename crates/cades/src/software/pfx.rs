//! The walk through a PKCS #12 file (RFC 7292 §4).

use aws_lc_rs::hmac;
use cert_path::{Certificate, DigestAlgorithm};
use der::asn1::ObjectIdentifier;
use secrecy::SecretString;
use zeroize::Zeroizing;

use super::error::SoftwareKeyError;
use super::kdf::{self, KeyUse};
use super::password::{self, PasswordBytes};
use super::pbe::{self, Scheme};
use crate::ber::{self, Elements, Tlv};
use crate::error::Malformed;
use crate::limits::Limits;
use crate::oids;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// id-encryptedData, RFC 5652 §8.
const ENCRYPTED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.6");
/// keyBag, RFC 7292 §4.2.1.
const KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.1");
/// pkcs8ShroudedKeyBag, RFC 7292 §4.2.2.
const SHROUDED_KEY_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.2");
/// certBag, RFC 7292 §4.2.3.
const CERTIFICATE_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.3");
/// safeContentsBag, RFC 7292 §4.2.6.
const SAFE_CONTENTS_BAG: ObjectIdentifier = oid("1.2.840.113549.1.12.10.1.6");
/// x509Certificate, RFC 7292 §4.2.3.
const X509_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.22.1");
/// id-PBMAC1, RFC 9579 §4.
const PBMAC1: ObjectIdentifier = oid("1.2.840.113549.1.5.14");
/// `[0]`, constructed.
const CONTEXT_0: u8 = 0xa0;
/// safeContentsBag inside safeContentsBag; nobody writes even one.
const MOST_NESTING: u8 = 4;

/// What of the file is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Keys and certificates.
    All,
    /// Certificates alone: no key is decrypted or kept.
    Certificates,
}

/// What was in the file.
pub(super) struct Safe {
    wanted: Wanted,
    /// PKCS #8 in DER.
    pub(super) keys: Vec<Zeroizing<Vec<u8>>>,
    pub(super) certificates: Vec<Certificate>,
}

type Result<T> = std::result::Result<T, SoftwareKeyError>;

/// ```text
/// PFX ::= SEQUENCE { version INTEGER {v3(3)}, authSafe ContentInfo, macData MacData OPTIONAL }
/// ```
pub(super) fn open(input: &[u8], password: &SecretString, wanted: Wanted) -> Result<Safe> {
    let limits = Limits::default();
    let pfx = Elements::new(input).expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let mut fields = pfx.children();
    let version = fields.expect(ber::INTEGER, Malformed::KeyFile, &limits)?;
    if version.content != [3] {
        return Err(SoftwareKeyError::Malformed("version of PKCS #12"));
    }
    let content_info = fields.expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let (content_type, content) = content(&content_info)?;
    // RFC 7292 §4: with id-signedData the integrity is a signature; nobody uses it.
    if content_type != oids::DATA {
        let name = format!("content type {content_type}");
        return Err(SoftwareKeyError::Unsupported(name));
    }
    let authenticated = ber::octets(&content, &limits)?;
    let mac = fields.optional(ber::SEQUENCE, &limits)?;
    let mut forms = password::forms(password);
    if let Some(mac) = mac {
        let form = mac_form(&mac, &authenticated, forms)?;
        forms = vec![form.ok_or(SoftwareKeyError::WrongPassword)?];
    }
    // Without a MAC only the padding tells a wrong password from a right one.
    for form in &forms {
        if let Some(safe) = authenticated_safe(&authenticated, form, wanted)? {
            return Ok(safe);
        }
    }
    Err(SoftwareKeyError::WrongPassword)
}

/// Type and content of a ContentInfo.
fn content<'a>(info: &Tlv<'a>) -> Result<(ObjectIdentifier, Tlv<'a>)> {
    let limits = Limits::default();
    let mut fields = info.children();
    let content_type = read_oid(&mut fields)?;
    let explicit = fields.expect(CONTEXT_0, Malformed::KeyFile, &limits)?;
    Ok((content_type, explicit.children().next(&limits)?))
}

fn read_oid(fields: &mut Elements<'_>) -> Result<ObjectIdentifier> {
    let limits = Limits::default();
    let name = fields.expect(ber::OBJECT_IDENTIFIER, Malformed::KeyFile, &limits)?;
    ObjectIdentifier::from_bytes(name.content)
        .map_err(|_| SoftwareKeyError::Malformed("object identifier"))
}

/// ```text
/// MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }
/// DigestInfo ::= SEQUENCE { digestAlgorithm AlgorithmIdentifier, digest OCTET STRING }
/// ```
///
/// The form of the password under which the MAC is right.
fn mac_form(
    mac: &Tlv<'_>,
    message: &[u8],
    forms: Vec<PasswordBytes>,
) -> Result<Option<PasswordBytes>> {
    let limits = Limits::default();
    let mut fields = mac.children();
    let info = fields.expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let mut info = info.children();
    let algorithm = info.expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let expected = info.expect(ber::OCTET_STRING, Malformed::KeyFile, &limits)?;
    let salt = fields.expect(ber::OCTET_STRING, Malformed::KeyFile, &limits)?;
    let rounds = fields.optional(ber::INTEGER, &limits)?;
    let rounds = rounds.map_or(&[1][..], |rounds| rounds.content);
    for form in forms {
        let scheme = Scheme::read(&algorithm)?;
        let (digest, key) = if scheme.oid == PBMAC1 {
            pbmac1(scheme, &form)?
        } else {
            let digest = DigestAlgorithm::from_oid(&scheme.oid)
                .ok_or_else(|| SoftwareKeyError::Unsupported(format!("MAC {}", scheme.oid)))?;
            let rounds = kdf::iterations(rounds)?;
            let length = digest.output_length();
            let key = kdf::pkcs12(digest, &form.bmp, salt.content, rounds, KeyUse::Mac, length)?;
            (digest, key)
        };
        let key = hmac::Key::new(hmac_algorithm(digest)?, &key);
        if hmac::verify(&key, message, expected.content).is_ok() {
            return Ok(Some(form));
        }
    }
    Ok(None)
}

/// `PBMAC1-params ::= SEQUENCE { keyDerivationFunc, messageAuthScheme }`, RFC 9579 §4, RFC 8018 appendix A.5.
fn pbmac1(
    mut scheme: Scheme<'_>,
    form: &PasswordBytes,
) -> Result<(DigestAlgorithm, Zeroizing<Vec<u8>>)> {
    let limits = Limits::default();
    let parameters = &mut scheme.parameters;
    let derivation = parameters.expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let mac = parameters.expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let digest = pbe::prf_digest(Scheme::read(&mac)?.oid)?;
    // RFC 9579 §5: keyLength MUST be present; it is the digest's in every file met.
    let key = pbe::pbkdf2(&derivation, &form.utf8, digest.output_length())?;
    Ok((digest, key))
}

fn hmac_algorithm(digest: DigestAlgorithm) -> Result<hmac::Algorithm> {
    match digest {
        DigestAlgorithm::Sha1 => Ok(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY),
        DigestAlgorithm::Sha224 => Ok(hmac::HMAC_SHA224),
        DigestAlgorithm::Sha256 => Ok(hmac::HMAC_SHA256),
        DigestAlgorithm::Sha384 => Ok(hmac::HMAC_SHA384),
        DigestAlgorithm::Sha512 => Ok(hmac::HMAC_SHA512),
        other => Err(SoftwareKeyError::Unsupported(format!("MAC with {other}"))),
    }
}

/// `AuthenticatedSafe ::= SEQUENCE OF ContentInfo`, RFC 7292 §4.1. `None`: the password does not open it.
fn authenticated_safe(der: &[u8], form: &PasswordBytes, wanted: Wanted) -> Result<Option<Safe>> {
    let limits = Limits::default();
    let sequence = Elements::new(der).expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let mut infos = sequence.children();
    let mut safe = Safe {
        wanted,
        keys: Vec::new(),
        certificates: Vec::new(),
    };
    while !infos.is_empty() {
        let info = infos.next(&limits)?;
        let (content_type, content) = content(&info)?;
        let contents = match content_type {
            oids::DATA => Zeroizing::new(ber::octets(&content, &limits)?),
            ENCRYPTED_DATA => match encrypted_data(&content, form)? {
                Some(plain) => plain,
                None => return Ok(None),
            },
            other => {
                let name = format!("content type {other}");
                return Err(SoftwareKeyError::Unsupported(name));
            }
        };
        if !safe.take(&contents, form, MOST_NESTING)? {
            return Ok(None);
        }
    }
    Ok(Some(safe))
}

/// ```text
/// EncryptedData ::= SEQUENCE { version, encryptedContentInfo }           -- RFC 5652 §8
/// EncryptedContentInfo ::= SEQUENCE { contentType, contentEncryptionAlgorithm, encryptedContent [0] IMPLICIT OCTET STRING }
/// ```
fn encrypted_data(data: &Tlv<'_>, form: &PasswordBytes) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let limits = Limits::default();
    let mut fields = data.children();
    fields.expect(ber::INTEGER, Malformed::KeyFile, &limits)?;
    let info = fields.expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let mut fields = info.children();
    read_oid(&mut fields)?;
    let algorithm = fields.expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let ciphertext = fields.next(&limits)?;
    pbe::decrypt(&algorithm, form, &ber::octets(&ciphertext, &limits)?)
}

/// `EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm, encryptedData OCTET STRING }`, RFC 5958 §3.
pub(super) fn shrouded_key(der: &[u8], form: &PasswordBytes) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let limits = Limits::default();
    let info = Elements::new(der).expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let mut fields = info.children();
    let algorithm = fields.expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
    let ciphertext = fields.next(&limits)?;
    let plain = pbe::decrypt(&algorithm, form, &ber::octets(&ciphertext, &limits)?)?;
    // A wrong password leaves a right padding once in 256 times; a PrivateKeyInfo it does not leave.
    Ok(plain.filter(|plain| is_sequence(plain)))
}

fn is_sequence(der: &[u8]) -> bool {
    let mut elements = Elements::new(der);
    let first = elements.expect(ber::SEQUENCE, Malformed::KeyFile, &Limits::default());
    first.is_ok() && elements.is_empty()
}

impl Safe {
    /// `SafeContents ::= SEQUENCE OF SafeBag`, RFC 7292 §4.2. `false`: the password does not open it.
    fn take(&mut self, contents: &[u8], form: &PasswordBytes, depth: u8) -> Result<bool> {
        let limits = Limits::default();
        if !is_sequence(contents) {
            return Ok(false);
        }
        let sequence =
            Elements::new(contents).expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
        let mut bags = sequence.children();
        while !bags.is_empty() {
            let bag = bags.expect(ber::SEQUENCE, Malformed::KeyFile, &limits)?;
            if !self.take_bag(&bag, form, depth)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `SafeBag ::= SEQUENCE { bagId, bagValue [0] EXPLICIT, bagAttributes SET OF OPTIONAL }`, RFC 7292 §4.2.
    fn take_bag(&mut self, bag: &Tlv<'_>, form: &PasswordBytes, depth: u8) -> Result<bool> {
        let limits = Limits::default();
        let (bag_type, value) = content(bag)?;
        match bag_type {
            KEY_BAG | SHROUDED_KEY_BAG if self.wanted == Wanted::Certificates => {}
            KEY_BAG => {
                let key = Zeroizing::new(ber::to_der(&value, &limits)?.der);
                self.keys.push(key);
            }
            SHROUDED_KEY_BAG => match shrouded_key(value.raw, form)? {
                Some(key) => self.keys.push(key),
                None => return Ok(false),
            },
            CERTIFICATE_BAG => self.take_certificate(&value)?,
            SAFE_CONTENTS_BAG => {
                let depth = depth
                    .checked_sub(1)
                    .ok_or(SoftwareKeyError::Malformed("nested safe contents"))?;
                return self.take(value.raw, form, depth);
            }
            // crlBag, secretBag: nothing to sign with.
            _ => {}
        }
        Ok(true)
    }

    /// `CertBag ::= SEQUENCE { certId, certValue [0] EXPLICIT OCTET STRING }`, RFC 7292 §4.2.3.
    fn take_certificate(&mut self, bag: &Tlv<'_>) -> Result<()> {
        let (certificate_type, value) = content(bag)?;
        if certificate_type == X509_CERTIFICATE {
            let der = ber::octets(&value, &Limits::default())?;
            let certificate = Certificate::from_der(&der)?;
            if !self.certificates.contains(&certificate) {
                self.certificates.push(certificate);
            }
        }
        Ok(())
    }
}
