//! Parameters of RSASSA-PSS (RFC 4055 §3.1).
//!
//! ```text
//! RSASSA-PSS-params ::= SEQUENCE {
//!     hashAlgorithm     [0] HashAlgorithm    DEFAULT sha1Identifier,
//!     maskGenAlgorithm  [1] MaskGenAlgorithm DEFAULT mgf1SHA1Identifier,
//!     saltLength        [2] INTEGER          DEFAULT 20,
//!     trailerField      [3] INTEGER          DEFAULT 1 }
//! ```

use der::asn1::{Any, AnyRef, Null, ObjectIdentifier};
use der::{Decode, Encode, Sequence};
use spki::{AlgorithmIdentifierOwned, AlgorithmIdentifierRef};

use super::identifiers as id;
use super::{DigestAlgorithm, SignatureAlgorithm};
use crate::error::UnsupportedAlgorithm;

#[derive(Clone, Sequence)]
struct Parameters {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    hash: Option<AlgorithmIdentifierOwned>,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", optional = "true")]
    mask: Option<AlgorithmIdentifierOwned>,
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT", optional = "true")]
    salt_length: Option<u32>,
    #[asn1(context_specific = "3", tag_mode = "EXPLICIT", optional = "true")]
    trailer: Option<u32>,
}

pub(super) fn read(
    parameters: Option<AnyRef<'_>>,
) -> Result<SignatureAlgorithm, UnsupportedAlgorithm> {
    let unreadable = || UnsupportedAlgorithm::new("RSA-PSS with unreadable parameters");
    // RFC 4055 §3.1: in a signature the parameters must be present; without them nothing is known.
    let parameters: Parameters = parameters
        .ok_or_else(unreadable)?
        .decode_as()
        .map_err(|_| unreadable())?;
    // RFC 4055 §3.1: trailerField must be 1 (the octet 0xBC).
    if parameters.trailer.is_some_and(|trailer| trailer != 1) {
        return Err(UnsupportedAlgorithm::new(
            "RSA-PSS with another trailer field",
        ));
    }
    Ok(SignatureAlgorithm::RsaPss {
        digest: parameters.hash.map_or(Ok(DigestAlgorithm::Sha1), |hash| {
            digest(&hash.oid, hash.parameters.as_ref().map(AnyRef::from))
        })?,
        mgf_digest: parameters
            .mask
            .map_or(Ok(DigestAlgorithm::Sha1), |mask| mask_digest(&mask))?,
        salt_length: parameters.salt_length.unwrap_or(20),
    })
}

fn mask_digest(mask: &AlgorithmIdentifierOwned) -> Result<DigestAlgorithm, UnsupportedAlgorithm> {
    if mask.oid != id::MGF1 {
        return Err(UnsupportedAlgorithm::new(format!(
            "RSA-PSS with mask generation {}",
            mask.oid
        )));
    }
    let unreadable = || UnsupportedAlgorithm::new("RSA-PSS with unreadable MGF1 parameters");
    let inner = mask
        .parameters
        .as_ref()
        .ok_or_else(unreadable)?
        .to_der()
        .map_err(|_| unreadable())?;
    let inner = AlgorithmIdentifierRef::from_der(&inner).map_err(|_| unreadable())?;
    digest(&inner.oid, inner.parameters)
}

/// RFC 4055 §2.1: the parameters of a hash are NULL or absent, and both mean the same.
fn digest(
    oid: &ObjectIdentifier,
    parameters: Option<AnyRef<'_>>,
) -> Result<DigestAlgorithm, UnsupportedAlgorithm> {
    if parameters.is_some_and(|parameters| !parameters.is_null()) {
        return Err(UnsupportedAlgorithm::new(format!(
            "RSA-PSS with parameters of the hash {oid}"
        )));
    }
    DigestAlgorithm::from_oid(oid)
        .ok_or_else(|| UnsupportedAlgorithm::new(format!("RSA-PSS with hash {oid}")))
}

/// Defaults are left out, as DER demands (X.690 §11.5).
pub(super) fn write(
    digest: DigestAlgorithm,
    mgf: DigestAlgorithm,
    salt: u32,
) -> Option<AlgorithmIdentifierOwned> {
    // RFC 8692 §3: SHAKE has identifiers of its own, with fixed salt lengths.
    if [digest, mgf]
        .iter()
        .any(|d| matches!(d, DigestAlgorithm::Shake128 | DigestAlgorithm::Shake256))
    {
        return None;
    }
    let hash = |d: DigestAlgorithm| AlgorithmIdentifierOwned {
        oid: d.oid(),
        parameters: Some(Any::from(Null)),
    };
    let inner = Any::encode_from(&hash(mgf)).ok()?;
    let parameters = Parameters {
        hash: (digest != DigestAlgorithm::Sha1).then(|| hash(digest)),
        mask: (mgf != DigestAlgorithm::Sha1).then_some(AlgorithmIdentifierOwned {
            oid: id::MGF1,
            parameters: Some(inner),
        }),
        salt_length: (salt != 20).then_some(salt),
        trailer: None,
    };
    Some(AlgorithmIdentifierOwned {
        oid: id::RSASSA_PSS,
        parameters: Any::encode_from(&parameters).ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_come_back_as_they_were_written() {
        use DigestAlgorithm::{Sha1, Sha3_256, Sha256};
        for (digest, mgf_digest, salt_length) in [
            (Sha256, Sha256, 32),
            (Sha1, Sha1, 20),
            (Sha256, Sha1, 0),
            (Sha3_256, Sha256, 17),
        ] {
            let algorithm = SignatureAlgorithm::RsaPss {
                digest,
                mgf_digest,
                salt_length,
            };
            let der = algorithm.to_identifier().unwrap().to_der().unwrap();
            let read = AlgorithmIdentifierRef::from_der(&der).unwrap();
            assert_eq!(
                SignatureAlgorithm::from_identifier(read, None),
                Ok(algorithm)
            );
        }
    }

    #[test]
    fn defaults_are_not_written() {
        let algorithm = write(DigestAlgorithm::Sha1, DigestAlgorithm::Sha1, 20).unwrap();
        assert_eq!(
            algorithm.parameters.unwrap().to_der().unwrap(),
            [0x30, 0x00]
        );
    }

    #[test]
    fn a_hash_has_null_parameters_or_none() {
        let sha_256 = |parameters: &[u8]| {
            let oid = DigestAlgorithm::Sha256.oid().to_der().unwrap();
            let identifier = wrapped(0x30, &[&oid, parameters].concat());
            wrapped(0x30, &wrapped(0xa0, &identifier))
        };
        let hash = |parameters| {
            let der = sha_256(parameters);
            read(Some(AnyRef::from_der(&der).unwrap())).map(|algorithm| algorithm.digest())
        };
        assert_eq!(hash(&[]), Ok(Some(DigestAlgorithm::Sha256)));
        assert_eq!(hash(&[0x05, 0x00]), Ok(Some(DigestAlgorithm::Sha256)));
        assert!(hash(&[0x02, 0x01, 0x00]).is_err());
    }

    fn wrapped(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u8::try_from(content.len()).unwrap();
        [&[tag, length], content].concat()
    }

    #[test]
    fn absent_parameters_and_other_trailers_are_not_supported() {
        assert!(read(None).is_err());
        let trailer_2 = [0x30, 0x05, 0xa3, 0x03, 0x02, 0x01, 0x02];
        assert!(read(Some(AnyRef::from_der(&trailer_2).unwrap())).is_err());
    }
}
