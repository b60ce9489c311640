//! Signatures that another implementation made: they verify, and nothing that was changed does.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

#[path = "support/corpus.rs"]
#[allow(unreachable_pub)]
mod corpus;

use cert_path::{
    Certificate, CryptoProvider, DigestAlgorithm, SignatureAlgorithm, VerifyError,
    inherit_parameters,
};
use der::asn1::{Any, AnyRef, ObjectIdentifier};
use der::{Decode, Encode, Tag};
use proptest::prelude::*;
use serde::Deserialize;
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

#[derive(Deserialize)]
struct Vectors {
    vector: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    algorithm: String,
    /// Of the algorithm, in DER.
    parameters: Option<String>,
    spki: String,
    message: String,
    signature: String,
}

#[derive(Clone, Debug)]
struct Signature {
    name: String,
    algorithm: SignatureAlgorithm,
    spki: Vec<u8>,
    message: Vec<u8>,
    value: Vec<u8>,
}

impl Signature {
    fn check(&self) -> Result<(), VerifyError> {
        CryptoProvider::aws_lc().verify(&self.algorithm, &self.spki, &self.message, &self.value)
    }
}

fn octets(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

fn signatures() -> Vec<Signature> {
    let vectors: Vectors = toml::from_str(include_str!("vectors/openssl.toml")).unwrap();
    vectors
        .vector
        .into_iter()
        .map(|vector| Signature {
            algorithm: algorithm(&vector.algorithm, vector.parameters.as_deref()),
            spki: octets(&vector.spki),
            message: octets(&vector.message),
            value: octets(&vector.signature),
            name: vector.name,
        })
        .collect()
}

fn algorithm(oid: &str, parameters: Option<&str>) -> SignatureAlgorithm {
    let parameters = parameters.map(octets);
    let identifier = AlgorithmIdentifierRef {
        oid: ObjectIdentifier::new(oid).unwrap(),
        parameters: parameters
            .as_deref()
            .map(|der| AnyRef::from_der(der).unwrap()),
    };
    SignatureAlgorithm::from_identifier(identifier, None).unwrap()
}

#[test]
fn what_openssl_signed_verifies() {
    let signatures = signatures();
    assert_eq!(signatures.len(), 19);
    for signature in signatures {
        assert_eq!(signature.check(), Ok(()), "{}", signature.name);
    }
}

#[test]
fn under_another_key_of_the_same_kind_it_does_not() {
    let signatures = signatures();
    for signature in &signatures {
        for other in &signatures {
            let answer = Signature {
                spki: other.spki.clone(),
                ..signature.clone()
            }
            .check();
            assert_eq!(answer.is_ok(), other.spki == signature.spki, "{answer:?}");
        }
    }
}

fn named(name: &str) -> Signature {
    signatures()
        .into_iter()
        .find(|signature| signature.name == name)
        .unwrap()
}

/// `subjectPublicKeyInfo` with the algorithm of another.
fn with_algorithm_of(key: &[u8], algorithm: &[u8]) -> Vec<u8> {
    let key = SubjectPublicKeyInfoRef::from_der(key).unwrap();
    let algorithm = SubjectPublicKeyInfoRef::from_der(algorithm).unwrap();
    SubjectPublicKeyInfoRef {
        algorithm: algorithm.algorithm,
        subject_public_key: key.subject_public_key,
    }
    .to_der()
    .unwrap()
}

/// RFC 4055 §3.3: the same hash, the same mask, a salt no shorter.
#[test]
fn a_key_bound_to_pss_parameters_verifies_no_others() {
    let bound = named("RSA bound to PSS, salt 32");
    for (digest, mgf_digest) in [
        (DigestAlgorithm::Sha512, DigestAlgorithm::Sha256),
        (DigestAlgorithm::Sha256, DigestAlgorithm::Sha1),
    ] {
        let other = Signature {
            algorithm: SignatureAlgorithm::RsaPss {
                digest,
                mgf_digest,
                salt_length: 32,
            },
            ..bound.clone()
        };
        assert_eq!(other.check(), Err(VerifyError::BadKey));
    }
    let pkcs1 = Signature {
        algorithm: SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256),
        ..bound.clone()
    };
    assert_eq!(pkcs1.check(), Err(VerifyError::BadKey));

    // The same value under the same key, once free, once bound to 20 octets of salt at least, once to 21.
    let mut free = named("RSA, PSS, salt 20");
    assert_eq!(free.check(), Ok(()));
    free.spki = with_algorithm_of(&free.spki, &bound.spki);
    assert_eq!(free.check(), Ok(()));
    free.spki = with_algorithm_of(&free.spki, &bound_to_salt(&bound.spki, 21));
    assert_eq!(free.check(), Err(VerifyError::BadKey));
}

/// The parameters of the key have the default salt length; here they name one.
fn bound_to_salt(spki: &[u8], salt: u8) -> Vec<u8> {
    let key = SubjectPublicKeyInfoRef::from_der(spki).unwrap();
    let mut parameters = key.algorithm.parameters.unwrap().value().to_vec();
    parameters.extend([0xa2, 0x03, 0x02, 0x01, salt]);
    let parameters = Any::new(Tag::Sequence, parameters).unwrap();
    let mut changed = key;
    changed.algorithm.parameters = Some((&parameters).into());
    changed.to_der().unwrap()
}

/// RFC 4055 §1.2: parameters that cannot be read say nothing about the signature.
#[test]
fn a_key_bound_to_unreadable_parameters_is_not_supported() {
    let mut bound = named("RSA bound to PSS, salt 32");
    let key = SubjectPublicKeyInfoRef::from_der(&bound.spki).unwrap();
    let mut changed = key;
    changed.algorithm.parameters = Some(AnyRef::NULL);
    bound.spki = changed.to_der().unwrap();
    assert!(matches!(bound.check(), Err(VerifyError::Unsupported(_))));
}

/// Their subjects' keys, one of them without parameters of its own.
#[test]
fn the_dsa_certificates_of_pkits() {
    let Some(folder) = corpus::folder("the DSA certificates of PKITS") else {
        return;
    };
    let folder = folder.join("pkix/nist-pkits/certs");
    let octets = |name: &str| std::fs::read(folder.join(name).with_extension("crt")).unwrap();
    let read = |name: &str| Certificate::from_der(&octets(name)).unwrap();
    let check = |spki: &[u8], certificate: &Certificate| {
        CryptoProvider::aws_lc().verify(
            &certificate.signature_algorithm().unwrap(),
            spki,
            certificate.tbs_der(),
            certificate.signature(),
        )
    };
    let authority = read("DSACACert");
    let key = authority.spki_der();
    let heir = read("DSAParametersInheritedCACert");
    let inherited = inherit_parameters(heir.spki_der(), key).unwrap();
    assert_eq!(check(key, &read("ValidDSASignaturesTest4EE")), Ok(()));
    assert_eq!(check(key, &heir), Ok(()));
    let fifth = read("ValidDSAParameterInheritanceTest5EE");
    assert_eq!(check(&inherited, &fifth), Ok(()));
    assert_eq!(check(heir.spki_der(), &fifth), Err(VerifyError::BadKey));
    // Spoilt by one bit of the value that is declared unused: not even a certificate (RFC 5280 §4.1.1.3 in DER).
    assert!(Certificate::from_der(&octets("InvalidDSASignatureTest6EE")).is_err());
}

/// Any of the signatures, by turns.
fn any_signature() -> impl Strategy<Value = Signature> {
    proptest::sample::select(signatures())
}

/// What happens to a run of octets.
#[derive(Debug)]
struct Damage {
    at: proptest::sample::Index,
    removed: usize,
    put_in: Vec<u8>,
}

fn damage() -> impl Strategy<Value = Damage> {
    let put_in = proptest::collection::vec(any::<u8>(), 0..6);
    (any::<proptest::sample::Index>(), 0..6_usize, put_in).prop_map(|(at, removed, put_in)| {
        Damage {
            at,
            removed,
            put_in,
        }
    })
}

impl Damage {
    fn apply(&self, octets: &mut Vec<u8>) {
        let from = self.at.index(octets.len() + 1);
        let until = octets.len().min(from + self.removed);
        octets.splice(from..until, self.put_in.iter().copied());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn a_value_with_one_bit_changed_does_not_verify(
        mut signature in any_signature(),
        at in any::<proptest::sample::Index>(),
        bit in 0..8_u8,
    ) {
        let at = at.index(signature.value.len());
        signature.value[at] ^= 1 << bit;
        prop_assert_eq!(signature.check(), Err(VerifyError::BadSignature));
    }

    #[test]
    fn a_value_cut_or_prolonged_does_not_verify(
        mut signature in any_signature(),
        length in any::<proptest::sample::Index>(),
        more in proptest::collection::vec(any::<u8>(), 1..8),
    ) {
        let whole = signature.value.clone();
        signature.value.truncate(length.index(whole.len()));
        prop_assert_eq!(signature.check(), Err(VerifyError::BadSignature));
        signature.value = [whole, more].concat();
        prop_assert_eq!(signature.check(), Err(VerifyError::BadSignature));
    }

    #[test]
    fn another_message_does_not_verify(
        mut signature in any_signature(),
        message in proptest::collection::vec(any::<u8>(), 0..64),
    ) {
        prop_assume!(message != signature.message);
        signature.message = message;
        prop_assert_eq!(signature.check(), Err(VerifyError::BadSignature));
    }

    /// Whatever one octet of the BIT STRING becomes, the signature is not that key's.
    #[test]
    fn a_changed_key_does_not_verify(
        mut signature in any_signature(),
        at in any::<proptest::sample::Index>(),
        octet in any::<u8>(),
    ) {
        let spki = SubjectPublicKeyInfoRef::from_der(&signature.spki).unwrap();
        let length = spki.subject_public_key.raw_bytes().len();
        let at = signature.spki.len() - 1 - at.index(length);
        prop_assume!(signature.spki[at] != octet);
        signature.spki[at] = octet;
        prop_assert!(signature.check().is_err());
    }

    /// Whatever one octet of the algorithm becomes, there is an answer.
    #[test]
    fn a_changed_algorithm_is_answered(
        mut signature in any_signature(),
        at in any::<proptest::sample::Index>(),
        octet in any::<u8>(),
    ) {
        let at = at.index(signature.spki.len());
        signature.spki[at] = octet;
        let _ = signature.check();
        let _ = inherit_parameters(&signature.spki, &signature.spki);
    }

    /// Runs of octets replaced, cut out and put in, in key and value: always an answer, and never yes to a message
    /// that nobody signed.
    #[test]
    fn damaged_keys_and_values_are_answered(
        mut signature in any_signature(),
        spki_damage in proptest::collection::vec(damage(), 0..4),
        value_damage in proptest::collection::vec(damage(), 0..4),
    ) {
        spki_damage.iter().for_each(|damage| damage.apply(&mut signature.spki));
        value_damage.iter().for_each(|damage| damage.apply(&mut signature.value));
        let whole = signature.message.clone();
        let _ = signature.check();
        signature.message = [&whole[..], b"!"].concat();
        prop_assert!(signature.check().is_err());
    }

    #[test]
    fn any_key_and_value_are_answered(
        signature in any_signature(),
        spki in proptest::collection::vec(any::<u8>(), 0..200),
        value in proptest::collection::vec(any::<u8>(), 0..100),
    ) {
        let provider = CryptoProvider::aws_lc();
        let algorithm = &signature.algorithm;
        prop_assert!(provider.verify(algorithm, &spki, b"", &value).is_err());
        prop_assert!(provider.verify(algorithm, &signature.spki, b"", &value).is_err());
        let _ = inherit_parameters(&spki, &signature.spki);
        let _ = inherit_parameters(&signature.spki, &spki);
    }
}

#[cfg(feature = "ml-dsa")]
mod ml_dsa {
    use aws_lc_rs::signature::{self as lc, KeyPair as _, PqdsaKeyPair, PqdsaSigningAlgorithm};
    use cert_path::{CryptoProvider, SignatureAlgorithm, VerifyError};
    use der::Encode;
    use der::asn1::BitString;
    use spki::SubjectPublicKeyInfoOwned;

    /// The three sets; Wycheproof's file has only the first.
    const SETS: [(SignatureAlgorithm, &PqdsaSigningAlgorithm); 3] = [
        (SignatureAlgorithm::MlDsa44, &lc::ML_DSA_44_SIGNING),
        (SignatureAlgorithm::MlDsa65, &lc::ML_DSA_65_SIGNING),
        (SignatureAlgorithm::MlDsa87, &lc::ML_DSA_87_SIGNING),
    ];

    #[test]
    fn each_set_verifies_its_own_signatures_only() {
        let message = b"kyso";
        let provider = CryptoProvider::aws_lc();
        for (algorithm, signing) in SETS {
            let key = PqdsaKeyPair::generate(signing).unwrap();
            let mut value = vec![0; signing.signature_len()];
            key.sign(message, &mut value).unwrap();
            let spki = SubjectPublicKeyInfoOwned {
                algorithm: algorithm.to_identifier().unwrap(),
                subject_public_key: BitString::from_bytes(key.public_key().as_ref()).unwrap(),
            }
            .to_der()
            .unwrap();
            for (other, _) in SETS {
                let answer = provider.verify(&other, &spki, message, &value);
                if other == algorithm {
                    assert_eq!(answer, Ok(()));
                } else {
                    assert_eq!(answer, Err(VerifyError::BadKey));
                }
            }
            value[17] ^= 1;
            assert_eq!(
                provider.verify(&algorithm, &spki, message, &value),
                Err(VerifyError::BadSignature)
            );
        }
    }
}
