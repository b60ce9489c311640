//! A key and its certificates put on a token that carries nothing protected.

use cert_path::Certificate;
use cryptoki::error::RvError;
use cryptoki::object::{Attribute, CertificateType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::Session as RawSession;
use der::asn1::{BitStringRef, ObjectIdentifier, OctetString, OctetStringRef, UintRef};
use der::{AnyRef, Decode as _, Encode as _};

use crate::error::{ErrorCode, TokenError};
use crate::inventory::ChangeableToken;
use crate::objects::Objects;

/// rsaEncryption, RFC 8017 appendix A.1.
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// id-ecPublicKey, RFC 5480 §2.1.1.
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

/// A key to be put on a token.
#[derive(Clone, Copy)]
pub struct ImportedKey<'a> {
    /// The private key: `PrivateKeyInfo` in DER (RFC 5958 §2), RSA or a named curve.
    pub pkcs8: &'a [u8],
    /// Its certificate.
    pub certificate: &'a Certificate,
    /// Certificates of issuers, to stand beside it.
    pub chain: &'a [Certificate],
    /// `CKA_LABEL` of the key and its certificate.
    pub label: &'a str,
}

impl ChangeableToken {
    /// Puts private key, public key and certificates on the token, under one `CKA_ID`: all of them or, where one is refused, none.
    /// The private key is sensitive and never comes out again. The `CKA_ID` is given back.
    ///
    /// # Errors
    /// [`ErrorCode::KeyAlreadyThere`], [`ErrorCode::KeyNotImportable`]; `CKR_USER_NOT_LOGGED_IN` where the inventory was not made
    /// [logged in](crate::Token::inventory_logged_in).
    pub fn import(self, key: &ImportedKey<'_>) -> Result<Vec<u8>, TokenError> {
        let objects = objects(key).ok_or(ErrorCode::KeyNotImportable)?;
        let token = self.inventory.token;
        // Only what was seen logged in was all cleared.
        let login = self.inventory.session.ok_or_else(|| {
            TokenError::from_return_value(RvError::UserNotLoggedIn, "C_CreateObject")
        })?;
        let id = id_of(key.certificate);
        let named = [Attribute::Id(id.clone())];
        let there = Objects::of(login.raw()).find(ObjectClass::PRIVATE_KEY, &named)?;
        if !there.is_empty() {
            return Err(ErrorCode::KeyAlreadyThere.into());
        }
        let session = token.module.loaded.context.open_rw_session(token.slot)?;
        create(&session, objects)?;
        Ok(id)
    }
}

fn create(session: &RawSession, objects: Vec<Vec<Attribute>>) -> Result<(), TokenError> {
    let mut created: Vec<ObjectHandle> = Vec::new();
    for object in objects {
        match session.create_object(&object) {
            Ok(handle) => created.push(handle),
            Err(error) => {
                for handle in created {
                    // The refusal is what is told; what cannot be taken back is seen by the next listing.
                    let _ = session.destroy_object(handle);
                }
                return Err(error.into());
            }
        }
    }
    Ok(())
}

/// `CKA_ID`: the subject key identifier, else the first 20 bytes of the certificate's fingerprint.
fn id_of(certificate: &Certificate) -> Vec<u8> {
    match certificate.subject_key_identifier() {
        Some(identifier) => identifier.to_vec(),
        None => certificate.fingerprint()[..20].to_vec(),
    }
}

/// Everything that is to be created; `None` for a key of another kind, or another key than the certificate's.
fn objects(key: &ImportedKey<'_>) -> Option<Vec<Vec<Attribute>>> {
    let id = id_of(key.certificate);
    let (private, public) = key_pair(key.pkcs8, key.certificate.spki_der())?;
    let named = |class, more: Vec<Attribute>| {
        let mut object = vec![
            Attribute::Class(class),
            Attribute::Token(true),
            Attribute::Id(id.clone()),
            Attribute::Label(key.label.as_bytes().to_vec()),
        ];
        object.extend(more);
        object
    };
    let secret = [
        Attribute::Private(true),
        Attribute::Sensitive(true),
        Attribute::Extractable(false),
        Attribute::Sign(true),
    ];
    let open = [Attribute::Private(false), Attribute::Verify(true)];
    let mut all = vec![
        named(ObjectClass::PRIVATE_KEY, [&secret[..], &private].concat()),
        named(ObjectClass::PUBLIC_KEY, [&open[..], &public].concat()),
        named(ObjectClass::CERTIFICATE, certificate(key.certificate)),
    ];
    for issuer in key.chain {
        let mut object = vec![
            Attribute::Class(ObjectClass::CERTIFICATE),
            Attribute::Token(true),
            Attribute::Id(id_of(issuer)),
            Attribute::Label(issuer.subject().to_string().into_bytes()),
        ];
        object.extend(certificate(issuer));
        all.push(object);
    }
    Some(all)
}

fn certificate(certificate: &Certificate) -> Vec<Attribute> {
    vec![
        Attribute::CertificateType(CertificateType::X_509),
        Attribute::Private(false),
        Attribute::Subject(certificate.subject_der().to_vec()),
        Attribute::Value(certificate.der().to_vec()),
    ]
}

type KeyParts = (Vec<Attribute>, Vec<Attribute>);

/// The parts of the private and of the public key.
fn key_pair(pkcs8: &[u8], spki: &[u8]) -> Option<KeyParts> {
    let info = PrivateKeyInfo::from_der(pkcs8).ok()?;
    let spki = SubjectPublicKeyInfo::from_der(spki).ok()?;
    let (key, public) = (info.key.as_bytes(), spki.key.as_bytes()?);
    if info.algorithm.oid != spki.algorithm.oid {
        return None;
    }
    match info.algorithm.oid {
        RSA => rsa(key, public),
        EC => {
            let curve = spki.algorithm.parameters?.to_der().ok()?;
            let scalar = EcPrivateKey::from_der(key).ok()?.key.as_bytes().to_vec();
            let point = OctetString::new(public).ok()?.to_der().ok()?;
            let kind = [Attribute::KeyType(KeyType::EC), Attribute::EcParams(curve)];
            Some((
                [&kind[..], &[Attribute::Value(scalar)]].concat(),
                [&kind[..], &[Attribute::EcPoint(point)]].concat(),
            ))
        }
        _ => None,
    }
}

fn rsa(key: &[u8], public: &[u8]) -> Option<KeyParts> {
    let rsa = RsaPrivateKey::from_der(key).ok()?;
    let public = RsaPublicKey::from_der(public).ok()?;
    if rsa.modulus != public.modulus {
        return None;
    }
    let bytes = |number: UintRef<'_>| number.as_bytes().to_vec();
    let open = vec![
        Attribute::KeyType(KeyType::RSA),
        Attribute::Modulus(bytes(rsa.modulus)),
        Attribute::PublicExponent(bytes(rsa.public_exponent)),
    ];
    let mut private = open.clone();
    private.extend([
        Attribute::PrivateExponent(bytes(rsa.private_exponent)),
        Attribute::Prime1(bytes(rsa.prime1)),
        Attribute::Prime2(bytes(rsa.prime2)),
        Attribute::Exponent1(bytes(rsa.exponent1)),
        Attribute::Exponent2(bytes(rsa.exponent2)),
        Attribute::Coefficient(bytes(rsa.coefficient)),
    ]);
    Some((private, open))
}

#[derive(der::Sequence)]
struct Algorithm<'a> {
    oid: ObjectIdentifier,
    parameters: Option<AnyRef<'a>>,
}

/// RFC 5280 §4.1.2.7
#[derive(der::Sequence)]
struct SubjectPublicKeyInfo<'a> {
    algorithm: Algorithm<'a>,
    key: BitStringRef<'a>,
}

/// RFC 8017 appendix A.1.1
#[derive(der::Sequence)]
struct RsaPublicKey<'a> {
    modulus: UintRef<'a>,
    public_exponent: UintRef<'a>,
}

/// RFC 5958 §2, with what may follow the key.
#[derive(der::Sequence)]
struct PrivateKeyInfo<'a> {
    version: u8,
    algorithm: Algorithm<'a>,
    key: &'a OctetStringRef,
    #[asn1(
        context_specific = "0",
        tag_mode = "IMPLICIT",
        constructed = "true",
        optional = "true"
    )]
    attributes: Option<AnySet<'a>>,
}

type AnySet<'a> = der::asn1::SetOfVec<AnyRef<'a>>;

/// RFC 8017 appendix A.1.2, of two primes.
#[derive(der::Sequence)]
struct RsaPrivateKey<'a> {
    version: u8,
    modulus: UintRef<'a>,
    public_exponent: UintRef<'a>,
    private_exponent: UintRef<'a>,
    prime1: UintRef<'a>,
    prime2: UintRef<'a>,
    exponent1: UintRef<'a>,
    exponent2: UintRef<'a>,
    coefficient: UintRef<'a>,
}

/// RFC 5915 §3
#[derive(der::Sequence)]
struct EcPrivateKey<'a> {
    version: u8,
    key: &'a OctetStringRef,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    parameters: Option<AnyRef<'a>>,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", optional = "true")]
    public_key: Option<BitStringRef<'a>>,
}
