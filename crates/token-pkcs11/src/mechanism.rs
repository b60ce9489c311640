//! Which PKCS#11 mechanism makes which signature, and what is handed to it.

use cert_path::{CryptoProvider, DigestAlgorithm, SignatureAlgorithm};
use cryptoki::context::Pkcs11;
use cryptoki::mechanism::eddsa::{EddsaParams, EddsaSignatureScheme};
use cryptoki::mechanism::rsa::{PkcsMgfType, PkcsPssParams};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::slot::Slot;
use cryptoki::types::Ulong;

use crate::error::{ErrorCode, TokenError};

/// One way to make a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plan {
    mechanism: Kind,
    input: Input,
}

/// The mechanism; kept as our own `Copy` value because `cryptoki`'s is neither `Clone` nor `Send`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ecdsa,
    EcdsaHashing(DigestAlgorithm),
    Ed25519,
    RsaPkcs1,
    RsaPkcs1Hashing(DigestAlgorithm),
    RsaPss {
        digest: DigestAlgorithm,
        mgf: DigestAlgorithm,
        salt: u32,
    },
    RsaPssHashing {
        digest: DigestAlgorithm,
        mgf: DigestAlgorithm,
        salt: u32,
    },
}

/// What the token is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Input {
    /// The data itself; the token (or its driver) hashes.
    Message,
    /// Our hash of it.
    Digest(DigestAlgorithm),
    /// Our hash of it inside a `DigestInfo`.
    DigestInfo(DigestAlgorithm),
}

/// The ways to make `algorithm` with what the token offers, the preferred one first.
///
/// RSA: the token hashes where it can (these mechanisms fix the padding inside the device), else we do. ECDSA: our hash,
/// because `CKM_ECDSA` is what every token has.
pub(crate) fn plans(
    algorithm: &SignatureAlgorithm,
    offered: &[MechanismType],
) -> Result<Vec<Plan>, TokenError> {
    let possible = possible(algorithm);
    let plans: Vec<Plan> = possible
        .into_iter()
        .filter(|plan| {
            plan.mechanism
                .to_type()
                .is_some_and(|wanted| offered.contains(&wanted))
        })
        .filter(|plan| plan.to_mechanism().is_some())
        .collect();
    if plans.is_empty() {
        let available = offered.iter().copied().map(name).collect();
        return Err(ErrorCode::MechanismMissing {
            wanted: algorithm.to_string(),
            available,
        }
        .into());
    }
    Ok(plans)
}

fn possible(algorithm: &SignatureAlgorithm) -> Vec<Plan> {
    let plan = |mechanism, input| Plan { mechanism, input };
    match *algorithm {
        SignatureAlgorithm::RsaPkcs1(digest) => vec![
            plan(Kind::RsaPkcs1Hashing(digest), Input::Message),
            plan(Kind::RsaPkcs1, Input::DigestInfo(digest)),
        ],
        SignatureAlgorithm::RsaPss {
            digest,
            mgf_digest: mgf,
            salt_length: salt,
        } => vec![
            plan(Kind::RsaPssHashing { digest, mgf, salt }, Input::Message),
            plan(Kind::RsaPss { digest, mgf, salt }, Input::Digest(digest)),
        ],
        SignatureAlgorithm::Ecdsa(digest) => {
            vec![
                plan(Kind::Ecdsa, Input::Digest(digest)),
                plan(Kind::EcdsaHashing(digest), Input::Message),
            ]
        }
        SignatureAlgorithm::Ed25519 => vec![plan(Kind::Ed25519, Input::Message)],
        _ => Vec::new(),
    }
}

impl Plan {
    /// The mechanism's type.
    pub(crate) fn mechanism_type(&self) -> Option<MechanismType> {
        self.mechanism.to_type()
    }

    /// The mechanism with its parameters.
    pub(crate) fn to_mechanism(self) -> Option<Mechanism<'static>> {
        Some(match self.mechanism {
            Kind::Ecdsa => Mechanism::Ecdsa,
            Kind::EcdsaHashing(digest) => match digest {
                DigestAlgorithm::Sha224 => Mechanism::EcdsaSha224,
                DigestAlgorithm::Sha256 => Mechanism::EcdsaSha256,
                DigestAlgorithm::Sha384 => Mechanism::EcdsaSha384,
                DigestAlgorithm::Sha512 => Mechanism::EcdsaSha512,
                _ => return None,
            },
            Kind::Ed25519 => Mechanism::Eddsa(EddsaParams::new(EddsaSignatureScheme::Pure)),
            Kind::RsaPkcs1 => Mechanism::RsaPkcs,
            Kind::RsaPkcs1Hashing(digest) => match digest {
                DigestAlgorithm::Sha224 => Mechanism::Sha224RsaPkcs,
                DigestAlgorithm::Sha256 => Mechanism::Sha256RsaPkcs,
                DigestAlgorithm::Sha384 => Mechanism::Sha384RsaPkcs,
                DigestAlgorithm::Sha512 => Mechanism::Sha512RsaPkcs,
                _ => return None,
            },
            Kind::RsaPss { digest, mgf, salt } => Mechanism::RsaPkcsPss(pss(digest, mgf, salt)?),
            Kind::RsaPssHashing { digest, mgf, salt } => {
                let parameters = pss(digest, mgf, salt)?;
                match digest {
                    DigestAlgorithm::Sha256 => Mechanism::Sha256RsaPkcsPss(parameters),
                    DigestAlgorithm::Sha384 => Mechanism::Sha384RsaPkcsPss(parameters),
                    DigestAlgorithm::Sha512 => Mechanism::Sha512RsaPkcsPss(parameters),
                    _ => return None,
                }
            }
        })
    }

    /// The bytes for `C_Sign`.
    pub(crate) fn input(
        self,
        message: &[u8],
        provider: &CryptoProvider,
    ) -> Result<Vec<u8>, cert_path::UnsupportedAlgorithm> {
        Ok(match self.input {
            Input::Message => message.to_vec(),
            Input::Digest(digest) => provider.digest(digest, message)?.as_bytes().to_vec(),
            Input::DigestInfo(digest) => {
                digest_info(digest, provider.digest(digest, message)?.as_bytes())
            }
        })
    }

    /// Whether the token answers r ‖ s (PKCS#11 v3.0 §6.3.1), which CMS wants as a SEQUENCE.
    pub(crate) fn answers_r_and_s(self) -> bool {
        matches!(self.mechanism, Kind::Ecdsa | Kind::EcdsaHashing(_))
    }
}

impl Kind {
    fn to_type(self) -> Option<MechanismType> {
        Some(match self {
            Self::Ecdsa => MechanismType::ECDSA,
            Self::EcdsaHashing(DigestAlgorithm::Sha224) => MechanismType::ECDSA_SHA224,
            Self::EcdsaHashing(DigestAlgorithm::Sha256) => MechanismType::ECDSA_SHA256,
            Self::EcdsaHashing(DigestAlgorithm::Sha384) => MechanismType::ECDSA_SHA384,
            Self::EcdsaHashing(DigestAlgorithm::Sha512) => MechanismType::ECDSA_SHA512,
            Self::Ed25519 => MechanismType::EDDSA,
            Self::RsaPkcs1 => MechanismType::RSA_PKCS,
            Self::RsaPkcs1Hashing(DigestAlgorithm::Sha224) => MechanismType::SHA224_RSA_PKCS,
            Self::RsaPkcs1Hashing(DigestAlgorithm::Sha256) => MechanismType::SHA256_RSA_PKCS,
            Self::RsaPkcs1Hashing(DigestAlgorithm::Sha384) => MechanismType::SHA384_RSA_PKCS,
            Self::RsaPkcs1Hashing(DigestAlgorithm::Sha512) => MechanismType::SHA512_RSA_PKCS,
            Self::RsaPss { .. } => MechanismType::RSA_PKCS_PSS,
            Self::RsaPssHashing {
                digest: DigestAlgorithm::Sha256,
                ..
            } => MechanismType::SHA256_RSA_PKCS_PSS,
            Self::RsaPssHashing {
                digest: DigestAlgorithm::Sha384,
                ..
            } => MechanismType::SHA384_RSA_PKCS_PSS,
            Self::RsaPssHashing {
                digest: DigestAlgorithm::Sha512,
                ..
            } => MechanismType::SHA512_RSA_PKCS_PSS,
            Self::EcdsaHashing(_) | Self::RsaPkcs1Hashing(_) | Self::RsaPssHashing { .. } => {
                return None;
            }
        })
    }
}

/// PKCS#11 v3.0 §6.1.9: hash, mask generation function, salt length.
fn pss(digest: DigestAlgorithm, mgf: DigestAlgorithm, salt: u32) -> Option<PkcsPssParams> {
    let hash_alg = match digest {
        DigestAlgorithm::Sha224 => MechanismType::SHA224,
        DigestAlgorithm::Sha256 => MechanismType::SHA256,
        DigestAlgorithm::Sha384 => MechanismType::SHA384,
        DigestAlgorithm::Sha512 => MechanismType::SHA512,
        _ => return None,
    };
    let mgf = match mgf {
        DigestAlgorithm::Sha224 => PkcsMgfType::MGF1_SHA224,
        DigestAlgorithm::Sha256 => PkcsMgfType::MGF1_SHA256,
        DigestAlgorithm::Sha384 => PkcsMgfType::MGF1_SHA384,
        DigestAlgorithm::Sha512 => PkcsMgfType::MGF1_SHA512,
        _ => return None,
    };
    Some(PkcsPssParams {
        hash_alg,
        mgf,
        s_len: Ulong::new(salt.into()),
    })
}

/// ```text
/// DigestInfo ::= SEQUENCE { digestAlgorithm AlgorithmIdentifier, digest OCTET STRING }   -- RFC 8017 §9.2
/// ```
/// The parameters are NULL (RFC 8017 appendix A.2.4). Every length is below 128: the largest hash has 64 bytes.
fn digest_info(algorithm: DigestAlgorithm, digest: &[u8]) -> Vec<u8> {
    let oid = algorithm.oid();
    let identifier = [tlv(0x06, oid.as_bytes()), vec![0x05, 0x00]].concat();
    tlv(0x30, &[tlv(0x30, &identifier), tlv(0x04, digest)].concat())
}

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).expect("hashes and their identifiers are short");
    debug_assert!(length < 0x80);
    [&[tag, length], content].concat()
}

/// The signing mechanisms of interest here, with their names in the standard.
const NAMES: &[(MechanismType, &str)] = &[
    (MechanismType::RSA_PKCS, "CKM_RSA_PKCS"),
    (MechanismType::SHA1_RSA_PKCS, "CKM_SHA1_RSA_PKCS"),
    (MechanismType::SHA224_RSA_PKCS, "CKM_SHA224_RSA_PKCS"),
    (MechanismType::SHA256_RSA_PKCS, "CKM_SHA256_RSA_PKCS"),
    (MechanismType::SHA384_RSA_PKCS, "CKM_SHA384_RSA_PKCS"),
    (MechanismType::SHA512_RSA_PKCS, "CKM_SHA512_RSA_PKCS"),
    (MechanismType::RSA_PKCS_PSS, "CKM_RSA_PKCS_PSS"),
    (MechanismType::SHA1_RSA_PKCS_PSS, "CKM_SHA1_RSA_PKCS_PSS"),
    (
        MechanismType::SHA256_RSA_PKCS_PSS,
        "CKM_SHA256_RSA_PKCS_PSS",
    ),
    (
        MechanismType::SHA384_RSA_PKCS_PSS,
        "CKM_SHA384_RSA_PKCS_PSS",
    ),
    (
        MechanismType::SHA512_RSA_PKCS_PSS,
        "CKM_SHA512_RSA_PKCS_PSS",
    ),
    (MechanismType::ECDSA, "CKM_ECDSA"),
    (MechanismType::ECDSA_SHA1, "CKM_ECDSA_SHA1"),
    (MechanismType::ECDSA_SHA224, "CKM_ECDSA_SHA224"),
    (MechanismType::ECDSA_SHA256, "CKM_ECDSA_SHA256"),
    (MechanismType::ECDSA_SHA384, "CKM_ECDSA_SHA384"),
    (MechanismType::ECDSA_SHA512, "CKM_ECDSA_SHA512"),
    (MechanismType::EDDSA, "CKM_EDDSA"),
];

/// The signing mechanisms a token offers, of those that sign documents.
pub(crate) fn offered(context: &Pkcs11, slot: Slot) -> Result<Vec<MechanismType>, TokenError> {
    let listed = context.get_mechanism_list(slot)?;
    let can_sign = |mechanism: &MechanismType| {
        // A token that cannot describe a mechanism is taken at its word.
        context
            .get_mechanism_info(slot, *mechanism)
            .map_or(true, |info| info.sign())
    };
    let known = NAMES.iter().map(|row| row.0);
    Ok(known
        .filter(|mechanism| listed.contains(mechanism))
        .filter(can_sign)
        .collect())
}

/// The standard's name of a mechanism.
pub(crate) fn name(mechanism: MechanismType) -> String {
    let known = NAMES.iter().find(|row| row.0 == mechanism);
    known.map_or_else(|| mechanism.to_string(), |row| row.1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RSA_SHA256: SignatureAlgorithm = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha256);

    #[test]
    fn the_hashing_mechanism_is_preferred_for_rsa_and_the_bare_one_serves_too() {
        let both = plans(
            &RSA_SHA256,
            &[MechanismType::RSA_PKCS, MechanismType::SHA256_RSA_PKCS],
        )
        .unwrap();
        assert_eq!(
            both[0].mechanism_type(),
            Some(MechanismType::SHA256_RSA_PKCS)
        );
        assert_eq!(both[0].input, Input::Message);
        let bare = plans(&RSA_SHA256, &[MechanismType::RSA_PKCS]).unwrap();
        assert_eq!(bare.len(), 1);
        assert_eq!(bare[0].input, Input::DigestInfo(DigestAlgorithm::Sha256));
    }

    #[test]
    fn a_missing_mechanism_lists_what_there_is() {
        let error = plans(
            &SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256),
            &[MechanismType::RSA_PKCS],
        )
        .unwrap_err();
        let ErrorCode::MechanismMissing { available, .. } = error.code else {
            panic!("{error}")
        };
        assert_eq!(available, ["CKM_RSA_PKCS"]);
    }

    #[test]
    fn sha3_goes_into_a_digest_info_even_if_the_token_does_not_know_it() {
        let sha3 = SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha3_256);
        let plan = plans(
            &sha3,
            &[MechanismType::RSA_PKCS, MechanismType::SHA256_RSA_PKCS],
        )
        .unwrap()[0];
        assert_eq!(plan.input, Input::DigestInfo(DigestAlgorithm::Sha3_256));
        let pss = SignatureAlgorithm::RsaPss {
            digest: DigestAlgorithm::Sha3_256,
            mgf_digest: DigestAlgorithm::Sha3_256,
            salt_length: 32,
        };
        assert!(plans(&pss, &[MechanismType::RSA_PKCS_PSS]).is_err());
    }

    #[test]
    fn digest_info_is_the_one_of_rfc_8017() {
        // RFC 8017 §9.2, note 1: SHA-256.
        let expected = [
            0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
            0x01, 0x05, 0x00, 0x04, 0x20,
        ];
        let info = digest_info(DigestAlgorithm::Sha256, &[7; 32]);
        assert_eq!(info[..19], expected);
        assert_eq!(info[19..], [7; 32]);
        assert_eq!(digest_info(DigestAlgorithm::Sha512, &[7; 64])[1], 0x51);
    }
}
