//! Ed448 (RFC 8032 §5.2), pure and with an empty context, as X.509 (RFC 8410 §3) and CMS (RFC 8419 §2) use it.
//!
//! Verification only: public data, so nothing here needs constant time. The curve is `ed448-goldilocks`
//! (docs/decisions/0011); the encodings it is lenient about are checked here first.

use ed448_goldilocks::{PUBLIC_KEY_LENGTH, Signature, VerifyingKey};

use super::{Key, PublicKey, Signed};
use crate::algorithms::SignatureAlgorithm;
use crate::error::{UnsupportedAlgorithm, VerifyError};

/// p = 2^448 − 2^224 − 1 (RFC 8032 §5.2), most significant octet first: 27 times FF, FE, 28 times FF.
const P: [u8; 56] = {
    let mut octets = [0xff; 56];
    octets[27] = 0xfe;
    octets
};

/// RFC 8032 §5.2.7. Of the two equations that it allows, the one without cofactor; points outside the subgroup of
/// prime order, which no honest key and no honest signature has, are refused.
pub(super) fn verify(
    spki_der: &[u8],
    signed: Signed<'_>,
    signature: &[u8],
) -> Result<(), VerifyError> {
    // RFC 8419 §2.3: pure, so a hash made before is of no use.
    let Signed::Message(message) = signed else {
        return Err(UnsupportedAlgorithm::new(SignatureAlgorithm::Ed448).into());
    };
    let Key::Ed448(octets) = PublicKey::read(spki_der)?.key else {
        return Err(VerifyError::BadKey);
    };
    let key = verifying_key(octets).ok_or(VerifyError::BadKey)?;
    // §5.2.7 step 1: 114 octets, R and S. S below the order is checked inside.
    let signature = Signature::from_slice(signature).map_err(|_| VerifyError::BadSignature)?;
    if !is_canonical(signature.r_bytes()) {
        return Err(VerifyError::BadSignature);
    }
    key.verify_raw(&signature, message)
        .map_err(|_| VerifyError::BadSignature)
}

fn verifying_key(octets: &[u8]) -> Option<VerifyingKey> {
    let octets: &[u8; PUBLIC_KEY_LENGTH] = octets.try_into().ok()?;
    if !is_canonical(octets) {
        return None;
    }
    VerifyingKey::from_bytes(octets).ok()
}

/// RFC 8032 §5.2.3 step 1: y is below p, and the last octet holds nothing but the sign of x.
fn is_canonical(point: &[u8; PUBLIC_KEY_LENGTH]) -> bool {
    let [y @ .., sign] = point;
    sign & 0x7f == 0 && y.iter().rev().lt(P.iter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CryptoProvider;

    /// RFC 8032 §7.4: public key, message, signature.
    const VECTORS: [(&str, &str, &str); 7] = [
        (
            "5fd7449b59b461fd2ce787ec616ad46a1da1342485a70e1f8a0ea75d80e96778edf124769b46c7061bd6783df1e50f6cd1fa\
             1abeafe8256180",
            "",
            "533a37f6bbe457251f023c0d88f976ae2dfb504a843e34d2074fd823d41a591f2b233f034f628281f2fd7a22ddd47d7828c5\
             9bd0a21bfd3980ff0d2028d4b18a9df63e006c5d1c2d345b925d8dc00b4104852db99ac5c7cdda8530a113a0f4dbb61149f0\
             5a7363268c71d95808ff2e652600",
        ),
        (
            "43ba28f430cdff456ae531545f7ecd0ac834a55d9358c0372bfa0c6c6798c0866aea01eb00742802b8438ea4cb82169c2351\
             60627b4c3a9480",
            "03",
            "26b8f91727bd62897af15e41eb43c377efb9c610d48f2335cb0bd0087810f4352541b143c4b981b7e18f62de8ccdf633fc1b\
             f037ab7cd779805e0dbcc0aae1cbcee1afb2e027df36bc04dcecbf154336c19f0af7e0a6472905e799f1953d2a0ff3348ab2\
             1aa4adafd1d234441cf807c03a00",
        ),
        (
            "dcea9e78f35a1bf3499a831b10b86c90aac01cd84b67a0109b55a36e9328b1e365fce161d71ce7131a543ea4cb5f7e9f1d8b\
             00696447001400",
            "0c3e544074ec63b0265e0c",
            "1f0a8888ce25e8d458a21130879b840a9089d999aaba039eaf3e3afa090a09d389dba82c4ff2ae8ac5cdfb7c55e94d5d961a\
             29fe0109941e00b8dbdeea6d3b051068df7254c0cdc129cbe62db2dc957dbb47b51fd3f213fb8698f064774250a5028961c9\
             bf8ffd973fe5d5c206492b140e00",
        ),
        (
            "3ba16da0c6f2cc1f30187740756f5e798d6bc5fc015d7c63cc9510ee3fd44adc24d8e968b6e46e6f94d19b945361726bd75e\
             149ef09817f580",
            "64a65f3cdedcdd66811e2915",
            "7eeeab7c4e50fb799b418ee5e3197ff6bf15d43a14c34389b59dd1a7b1b85b4ae90438aca634bea45e3a2695f1270f07fdcd\
             f7c62b8efeaf00b45c2c96ba457eb1a8bf075a3db28e5c24f6b923ed4ad747c3c9e03c7079efb87cb110d3a99861e72003cb\
             ae6d6b8b827e4e6c143064ff3c00",
        ),
        (
            "b3da079b0aa493a5772029f0467baebee5a8112d9d3a22532361da294f7bb3815c5dc59e176b4d9f381ca0938e13c6c07b17\
             4be65dfa578e80",
            "64a65f3cdedcdd66811e2915e7",
            "6a12066f55331b6c22acd5d5bfc5d71228fbda80ae8dec26bdd306743c5027cb4890810c162c027468675ecf645a83176c0d\
             7323a2ccde2d80efe5a1268e8aca1d6fbc194d3f77c44986eb4ab4177919ad8bec33eb47bbb5fc6e28196fd1caf56b4e7e0b\
             a5519234d047155ac727a1053100",
        ),
        (
            "df9705f58edbab802c7f8363cfe5560ab1c6132c20a9f1dd163483a26f8ac53a39d6808bf4a1dfbd261b099bb03b3fb50906\
             cb28bd8a081f00",
            "bd0f6a3747cd561bdddf4640a332461a4a30a12a434cd0bf40d766d9c6d458e5512204a30c17d1f50b5079631f64eb311218\
             2da3005835461113718d1a5ef944",
            "554bc2480860b49eab8532d2a533b7d578ef473eeb58c98bb2d0e1ce488a98b18dfde9b9b90775e67f47d4a1c3482058efc9\
             f40d2ca033a0801b63d45b3b722ef552bad3b4ccb667da350192b61c508cf7b6b5adadc2c8d9a446ef003fb05cba5f30e88e\
             36ec2703b349ca229c2670833900",
        ),
        (
            "79756f014dcfe2079f5dd9e718be4171e2ef2486a08f25186f6bff43a9936b9bfe12402b08ae65798a3d81e22e9ec80e7690\
             862ef3d4ed3a00",
            "15777532b0bdd0d1389f636c5f6b9ba734c90af572877e2d272dd078aa1e567cfa80e12928bb542330e8409f3174504107ec\
             d5efac61ae7504dabe2a602ede89e5cca6257a7c77e27a702b3ae39fc769fc54f2395ae6a1178cab4738e543072fc1c177fe\
             71e92e25bf03e4ecb72f47b64d0465aaea4c7fad372536c8ba516a6039c3c2a39f0e4d832be432dfa9a706a6e5c7e19f3979\
             64ca4258002f7c0541b590316dbc5622b6b2a6fe7a4abffd96105eca76ea7b98816af0748c10df048ce012d901015a51f189\
             f3888145c03650aa23ce894c3bd889e030d565071c59f409a9981b51878fd6fc110624dcbcde0bf7a69ccce38fabdf86f3be\
             f6044819de11",
            "c650ddbb0601c19ca11439e1640dd931f43c518ea5bea70d3dcde5f4191fe53f00cf966546b72bcc7d58be2b9badef287439\
             54e3a44a23f880e8d4f1cfce2d7a61452d26da05896f0a50da66a239a8a188b6d825b3305ad77b73fbac0836ecc60987fd08\
             527c1a8e80d5823e65cafe2a3d00",
        ),
    ];

    /// RFC 8032 §7.4 "1 octet (with context)": key and message of the second vector, signed under the context "foo".
    const WITH_CONTEXT: &str = "d4f8f6131770dd46f40867d6fd5d5055de43541f8c5e35abbcd001b32a89f7d2151f7647f11d8ca2ae279fb842d607217fce\
        6e042f6815ea000c85741de5c8da1144a6a1aba7f96de42505d7a7298524fda538fccbbb754f578c1cad10d54d0d5428407e\
        85dcbc98a49155c13764e66c3c00";

    fn octets(hex: &str) -> Vec<u8> {
        (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
            .collect()
    }

    /// RFC 8410 §4: `SEQUENCE { SEQUENCE { 1.3.101.113 }, BIT STRING }`.
    fn spki(key: &[u8]) -> Vec<u8> {
        let head = [
            0x30, 0x43, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x71, 0x03, 0x3a, 0x00,
        ];
        [&head, key].concat()
    }

    fn check(key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
        CryptoProvider::aws_lc().verify(&SignatureAlgorithm::Ed448, &spki(key), message, signature)
    }

    fn vector(index: usize) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        let (key, message, signature) = VECTORS[index];
        (octets(key), octets(message), octets(signature))
    }

    #[test]
    fn the_vectors_of_the_standard_verify() {
        for index in 0..VECTORS.len() {
            let (key, message, signature) = vector(index);
            assert_eq!(check(&key, &message, &signature), Ok(()), "{index}");
        }
    }

    #[test]
    fn every_flipped_bit_of_a_signature_is_noticed() {
        let (key, message, signature) = vector(1);
        for bit in 0..signature.len() * 8 {
            let mut changed = signature.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(
                check(&key, &message, &changed),
                Err(VerifyError::BadSignature),
                "bit {bit}"
            );
        }
    }

    #[test]
    fn another_message_another_key_and_another_context_do_not_verify() {
        let (key, message, signature) = vector(1);
        let bad = Err(VerifyError::BadSignature);
        assert_eq!(check(&key, b"\x04", &signature), bad);
        assert_eq!(check(&vector(0).0, &message, &signature), bad);
        assert_eq!(check(&key, &message, &octets(WITH_CONTEXT)), bad);
    }

    /// RFC 8032 §5.2.7 step 1: S + L satisfies the same equation and must not be accepted.
    #[test]
    fn s_is_below_the_order() {
        const ORDER: &str = "f34458ab92c27823558fc58d72c26c219036d6ae49db4ec4e923ca7cffffffff\
                             ffffffffffffffffffffffffffffffffffffffffffffff3f00";
        let (key, message, mut signature) = vector(1);
        let mut carry = 0_u16;
        for (digit, order) in signature[57..].iter_mut().zip(octets(ORDER)) {
            let sum = u16::from(*digit) + u16::from(order) + carry;
            *digit = u8::try_from(sum & 0xff).unwrap();
            carry = sum >> 8;
        }
        assert_eq!(carry, 0);
        assert_eq!(
            check(&key, &message, &signature),
            Err(VerifyError::BadSignature)
        );
    }

    #[test]
    fn keys_that_are_no_points_are_bad_keys() {
        let (key, message, signature) = vector(1);
        let bad = Err(VerifyError::BadKey);
        let with = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut changed = key.clone();
            change(&mut changed);
            check(&changed, &message, &signature)
        };
        // A bit where only the sign may be; y = p + 1, which means 1; y = 1, the neutral element.
        assert_eq!(with(&|key| key[56] |= 0x01), bad);
        let p_and_1 = |key: &mut Vec<u8>| {
            key.fill(0);
            key[28..56].fill(0xff);
        };
        assert_eq!(with(&p_and_1), bad);
        assert_eq!(
            with(&|key| {
                key.fill(0);
                key[0] = 1;
            }),
            bad
        );
    }

    #[test]
    fn lengths_are_exact() {
        let (key, message, signature) = vector(1);
        assert_eq!(
            check(&key, &message, &signature[..113]),
            Err(VerifyError::BadSignature)
        );
        let mut short = spki(&key[..56]);
        (short[1], short[10]) = (0x42, 0x39);
        assert_eq!(
            CryptoProvider::aws_lc().verify(
                &SignatureAlgorithm::Ed448,
                &short,
                &message,
                &signature
            ),
            Err(VerifyError::BadKey)
        );
    }

    #[test]
    fn a_hash_instead_of_the_message_is_not_supported() {
        let provider = CryptoProvider::aws_lc();
        let (key, message, signature) = vector(1);
        let digest = provider
            .digest(crate::DigestAlgorithm::Shake256, &message)
            .unwrap();
        assert!(matches!(
            provider.verify_digest(&SignatureAlgorithm::Ed448, &spki(&key), &digest, &signature),
            Err(VerifyError::Unsupported(_))
        ));
    }
}
