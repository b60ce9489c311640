//! Keys and certificates made by the tests, and how they come onto a token.

use cert_path::Certificate;
use cryptoki::object::{Attribute, CertificateType, KeyType, ObjectClass};
use cryptoki::session::Session;
use der::asn1::{BitStringRef, ObjectIdentifier, OctetString, OctetStringRef, UintRef};
use der::{AnyRef, Decode, Encode};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, RsaKeySize};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Rsa2048,
    P256,
    P384,
}

/// A key with its certificate.
pub struct Issued {
    pub kind: Kind,
    pub certificate: Certificate,
    pub private_key_pkcs8: Vec<u8>,
}

pub fn key_pair(kind: Kind) -> KeyPair {
    match kind {
        Kind::Rsa2048 => KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_2048),
        Kind::P256 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256),
        Kind::P384 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384),
    }
    .unwrap()
}

/// A certificate signed by its own key.
pub fn issue(kind: Kind, name: &str) -> Issued {
    let pair = key_pair(kind);
    let der = parameters(name).self_signed(&pair).unwrap().der().to_vec();
    Issued::new(kind, &der, &pair)
}

/// A certificate under a CA of its own, and the CA's certificate.
pub fn issue_under_a_ca(kind: Kind, name: &str) -> (Issued, Certificate) {
    let ca_pair = key_pair(Kind::P256);
    let mut ca = parameters("BẢN THỬ NGHIỆM CA");
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let ca_certificate = Certificate::from_der(ca.self_signed(&ca_pair).unwrap().der()).unwrap();
    let pair = key_pair(kind);
    let issuer = Issuer::new(ca, ca_pair);
    let der = parameters(name)
        .signed_by(&pair, &issuer)
        .unwrap()
        .der()
        .to_vec();
    (Issued::new(kind, &der, &pair), ca_certificate)
}

fn parameters(name: &str) -> CertificateParams {
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = rcgen::DistinguishedName::new();
    parameters.distinguished_name.push(DnType::CommonName, name);
    parameters.key_usages = vec![
        rcgen::KeyUsagePurpose::DigitalSignature,
        rcgen::KeyUsagePurpose::ContentCommitment,
    ];
    parameters
}

impl Issued {
    fn new(kind: Kind, der: &[u8], pair: &KeyPair) -> Self {
        Self {
            kind,
            certificate: Certificate::from_der(der).unwrap(),
            private_key_pkcs8: pair.serialize_der(),
        }
    }

    /// Puts key, public key and certificate on a token, all with the same id and label.
    pub fn put(&self, session: &Session, id: &[u8], label: &str) {
        self.put_private_key(session, id, label, false);
        self.put_public_key(session, id, label);
        put_certificate(session, &self.certificate, id, label);
    }

    pub fn put_private_key(
        &self,
        session: &Session,
        id: &[u8],
        label: &str,
        always_authenticate: bool,
    ) {
        let further = always_authenticate.then_some(Attribute::AlwaysAuthenticate(true));
        self.put_private_key_with(session, id, label, true, further);
    }

    pub fn put_private_key_with(
        &self,
        session: &Session,
        id: &[u8],
        label: &str,
        may_sign: bool,
        further: Option<Attribute>,
    ) {
        let mut template = vec![
            Attribute::Class(ObjectClass::PRIVATE_KEY),
            Attribute::Token(true),
            Attribute::Private(true),
            Attribute::Sensitive(true),
            Attribute::Extractable(false),
            Attribute::Sign(may_sign),
            Attribute::Id(id.to_vec()),
            Attribute::Label(label.as_bytes().to_vec()),
        ];
        template.extend(further);
        template.extend(self.private_parts());
        session.create_object(&template).unwrap();
    }

    fn private_parts(&self) -> Vec<Attribute> {
        let info = PrivateKeyInfo::from_der(&self.private_key_pkcs8).unwrap();
        let key = info.key.as_bytes();
        if self.kind == Kind::Rsa2048 {
            let rsa = RsaPrivateKey::from_der(key).unwrap();
            let bytes = |number: UintRef<'_>| number.as_bytes().to_vec();
            return vec![
                Attribute::KeyType(KeyType::RSA),
                Attribute::Modulus(bytes(rsa.modulus)),
                Attribute::PublicExponent(bytes(rsa.public_exponent)),
                Attribute::PrivateExponent(bytes(rsa.private_exponent)),
                Attribute::Prime1(bytes(rsa.prime1)),
                Attribute::Prime2(bytes(rsa.prime2)),
                Attribute::Exponent1(bytes(rsa.exponent1)),
                Attribute::Exponent2(bytes(rsa.exponent2)),
                Attribute::Coefficient(bytes(rsa.coefficient)),
            ];
        }
        let ec = EcPrivateKey::from_der(key).unwrap();
        vec![
            Attribute::KeyType(KeyType::EC),
            Attribute::EcParams(info.algorithm.parameters.unwrap().to_der().unwrap()),
            Attribute::Value(ec.key.as_bytes().to_vec()),
        ]
    }

    pub fn put_public_key(&self, session: &Session, id: &[u8], label: &str) {
        let mut template = vec![
            Attribute::Class(ObjectClass::PUBLIC_KEY),
            Attribute::Token(true),
            Attribute::Private(false),
            Attribute::Verify(true),
            Attribute::Id(id.to_vec()),
            Attribute::Label(label.as_bytes().to_vec()),
        ];
        let spki = SubjectPublicKeyInfo::from_der(self.certificate.spki_der()).unwrap();
        let key = spki.key.as_bytes().unwrap();
        if self.kind == Kind::Rsa2048 {
            let rsa = RsaPublicKey::from_der(key).unwrap();
            template.extend([
                Attribute::KeyType(KeyType::RSA),
                Attribute::Modulus(rsa.modulus.as_bytes().to_vec()),
                Attribute::PublicExponent(rsa.public_exponent.as_bytes().to_vec()),
            ]);
        } else {
            template.extend([
                Attribute::KeyType(KeyType::EC),
                Attribute::EcParams(spki.algorithm.parameters.unwrap().to_der().unwrap()),
                Attribute::EcPoint(OctetString::new(key).unwrap().to_der().unwrap()),
            ]);
        }
        session.create_object(&template).unwrap();
    }
}

pub fn put_certificate(session: &Session, certificate: &Certificate, id: &[u8], label: &str) {
    put_certificate_value(
        session,
        certificate.der(),
        certificate.subject_der(),
        id,
        label,
    );
}

pub fn put_certificate_value(
    session: &Session,
    value: &[u8],
    subject: &[u8],
    id: &[u8],
    label: &str,
) {
    put_certificate_object(session, value, subject, id, label, false);
}

/// A certificate that only shows after login.
pub fn put_private_certificate(
    session: &Session,
    certificate: &Certificate,
    id: &[u8],
    label: &str,
) {
    put_certificate_object(
        session,
        certificate.der(),
        certificate.subject_der(),
        id,
        label,
        true,
    );
}

fn put_certificate_object(
    session: &Session,
    value: &[u8],
    subject: &[u8],
    id: &[u8],
    label: &str,
    private: bool,
) {
    session
        .create_object(&[
            Attribute::Class(ObjectClass::CERTIFICATE),
            Attribute::CertificateType(CertificateType::X_509),
            Attribute::Token(true),
            Attribute::Private(private),
            Attribute::Id(id.to_vec()),
            Attribute::Label(label.as_bytes().to_vec()),
            Attribute::Subject(subject.to_vec()),
            Attribute::Value(value.to_vec()),
        ])
        .unwrap();
}

#[derive(der::Sequence)]
struct Algorithm<'a> {
    oid: ObjectIdentifier,
    parameters: Option<AnyRef<'a>>,
}

#[derive(der::Sequence)]
struct SubjectPublicKeyInfo<'a> {
    algorithm: Algorithm<'a>,
    key: BitStringRef<'a>,
}

#[derive(der::Sequence)]
struct RsaPublicKey<'a> {
    modulus: UintRef<'a>,
    public_exponent: UintRef<'a>,
}

/// PKCS#8 without attributes.
#[derive(der::Sequence)]
struct PrivateKeyInfo<'a> {
    version: u8,
    algorithm: Algorithm<'a>,
    key: &'a OctetStringRef,
}

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

#[derive(der::Sequence)]
struct EcPrivateKey<'a> {
    version: u8,
    key: &'a OctetStringRef,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    parameters: Option<AnyRef<'a>>,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", optional = "true")]
    public_key: Option<BitStringRef<'a>>,
}
