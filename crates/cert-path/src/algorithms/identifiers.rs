//! Object identifiers of algorithms (RFC 3279, 4055, 5480, 5758, 8410, 8692, 9688, 9881; NIST CSOR).

use der::asn1::ObjectIdentifier as Oid;

const fn oid(text: &str) -> Oid {
    Oid::new_unwrap(text)
}

pub(super) const SHA_1: Oid = oid("1.3.14.3.2.26");
pub(super) const SHA_224: Oid = oid("2.16.840.1.101.3.4.2.4");
pub(super) const SHA_256: Oid = oid("2.16.840.1.101.3.4.2.1");
pub(super) const SHA_384: Oid = oid("2.16.840.1.101.3.4.2.2");
pub(super) const SHA_512: Oid = oid("2.16.840.1.101.3.4.2.3");
pub(super) const SHA_512_256: Oid = oid("2.16.840.1.101.3.4.2.6");
pub(super) const SHA3_224: Oid = oid("2.16.840.1.101.3.4.2.7");
pub(super) const SHA3_256: Oid = oid("2.16.840.1.101.3.4.2.8");
pub(super) const SHA3_384: Oid = oid("2.16.840.1.101.3.4.2.9");
pub(super) const SHA3_512: Oid = oid("2.16.840.1.101.3.4.2.10");
pub(super) const SHAKE_128: Oid = oid("2.16.840.1.101.3.4.2.11");
pub(super) const SHAKE_256: Oid = oid("2.16.840.1.101.3.4.2.12");

/// RFC 8017 appendix A.1: also used as a signature algorithm, with the hash named elsewhere (RFC 5754 §3.2).
pub(super) const RSA_ENCRYPTION: Oid = oid("1.2.840.113549.1.1.1");
pub(super) const RSASSA_PSS: Oid = oid("1.2.840.113549.1.1.10");
pub(super) const MGF1: Oid = oid("1.2.840.113549.1.1.8");
pub(super) const RSASSA_PSS_SHAKE128: Oid = oid("1.3.6.1.5.5.7.6.30");
pub(super) const RSASSA_PSS_SHAKE256: Oid = oid("1.3.6.1.5.5.7.6.31");
/// RFC 5480 §2.1.1: a public key; some CMS writers put it where the signature algorithm is due.
pub(super) const EC_PUBLIC_KEY: Oid = oid("1.2.840.10045.2.1");
/// RFC 3279 §2.3.2: a public key; RFC 3370 §3.1 allows it where the signature algorithm is due.
pub(super) const DSA: Oid = oid("1.2.840.10040.4.1");
pub(super) const ED25519: Oid = oid("1.3.101.112");
pub(super) const ED448: Oid = oid("1.3.101.113");
pub(super) const ML_DSA_44: Oid = oid("2.16.840.1.101.3.4.3.17");
pub(super) const ML_DSA_65: Oid = oid("2.16.840.1.101.3.4.3.18");
pub(super) const ML_DSA_87: Oid = oid("2.16.840.1.101.3.4.3.19");

use super::{DigestAlgorithm as D, SignatureAlgorithm as S};

/// Signature algorithms whose identifier says everything.
pub(super) const SIGNATURES: &[(Oid, S)] = &[
    // RFC 3279 §2.2.1, RFC 4055 §5, RFC 8017 appendix A.2.4
    (oid("1.2.840.113549.1.1.5"), S::RsaPkcs1(D::Sha1)),
    (oid("1.3.14.3.2.29"), S::RsaPkcs1(D::Sha1)), // OIW, still met in old archives
    (oid("1.2.840.113549.1.1.14"), S::RsaPkcs1(D::Sha224)),
    (oid("1.2.840.113549.1.1.11"), S::RsaPkcs1(D::Sha256)),
    (oid("1.2.840.113549.1.1.12"), S::RsaPkcs1(D::Sha384)),
    (oid("1.2.840.113549.1.1.13"), S::RsaPkcs1(D::Sha512)),
    (oid("1.2.840.113549.1.1.16"), S::RsaPkcs1(D::Sha512_256)),
    // RFC 9688 §3.1
    (oid("2.16.840.1.101.3.4.3.13"), S::RsaPkcs1(D::Sha3_224)),
    (oid("2.16.840.1.101.3.4.3.14"), S::RsaPkcs1(D::Sha3_256)),
    (oid("2.16.840.1.101.3.4.3.15"), S::RsaPkcs1(D::Sha3_384)),
    (oid("2.16.840.1.101.3.4.3.16"), S::RsaPkcs1(D::Sha3_512)),
    // RFC 3279 §2.2.3, RFC 5758 §3.2
    (oid("1.2.840.10045.4.1"), S::Ecdsa(D::Sha1)),
    (oid("1.2.840.10045.4.3.1"), S::Ecdsa(D::Sha224)),
    (oid("1.2.840.10045.4.3.2"), S::Ecdsa(D::Sha256)),
    (oid("1.2.840.10045.4.3.3"), S::Ecdsa(D::Sha384)),
    (oid("1.2.840.10045.4.3.4"), S::Ecdsa(D::Sha512)),
    // RFC 9688 §3.2
    (oid("2.16.840.1.101.3.4.3.9"), S::Ecdsa(D::Sha3_224)),
    (oid("2.16.840.1.101.3.4.3.10"), S::Ecdsa(D::Sha3_256)),
    (oid("2.16.840.1.101.3.4.3.11"), S::Ecdsa(D::Sha3_384)),
    (oid("2.16.840.1.101.3.4.3.12"), S::Ecdsa(D::Sha3_512)),
    // RFC 8692 §3
    (oid("1.3.6.1.5.5.7.6.32"), S::Ecdsa(D::Shake128)),
    (oid("1.3.6.1.5.5.7.6.33"), S::Ecdsa(D::Shake256)),
    (
        RSASSA_PSS_SHAKE128,
        S::RsaPss {
            digest: D::Shake128,
            mgf_digest: D::Shake128,
            salt_length: 32,
        },
    ),
    (
        RSASSA_PSS_SHAKE256,
        S::RsaPss {
            digest: D::Shake256,
            mgf_digest: D::Shake256,
            salt_length: 64,
        },
    ),
    // RFC 3279 §2.2.2, RFC 5758 §3.1
    (oid("1.2.840.10040.4.3"), S::Dsa(D::Sha1)),
    (oid("2.16.840.1.101.3.4.3.1"), S::Dsa(D::Sha224)),
    (oid("2.16.840.1.101.3.4.3.2"), S::Dsa(D::Sha256)),
    (oid("2.16.840.1.101.3.4.3.3"), S::Dsa(D::Sha384)),
    (oid("2.16.840.1.101.3.4.3.4"), S::Dsa(D::Sha512)),
    // RFC 8410 §3
    (ED25519, S::Ed25519),
    (ED448, S::Ed448),
    // RFC 9881 §2
    (ML_DSA_44, S::MlDsa44),
    (ML_DSA_65, S::MlDsa65),
    (ML_DSA_87, S::MlDsa87),
];
