//! Which `signAlgo` makes the signature that is wanted.

use cert_path::{DigestAlgorithm, SignatureAlgorithm};
use der::Encode as _;

use crate::error::CscError;
use crate::json::to_base64;

/// rsaEncryption (RFC 8017 appendix A.1): RSASSA-PKCS1-v1_5 with the digest of `hashAlgorithmOID`.
const RSA: &str = "1.2.840.113549.1.1.1";
/// id-ecPublicKey (RFC 5480 §2.1.1): ECDSA, likewise.
const EC: &str = "1.2.840.10045.2.1";

/// How `signatures/signHash` is asked for one algorithm (§11.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) digest: DigestAlgorithm,
    pub(crate) hash_oid: String,
    pub(crate) sign_algo: String,
    /// Base64 of DER, for PSS.
    pub(crate) params: Option<String>,
    /// `hashAlgorithmOID` is omitted where `signAlgo` implies it.
    pub(crate) names_hash: bool,
}

impl Plan {
    pub(crate) fn new(algorithm: SignatureAlgorithm, offered: &[String]) -> Result<Self, CscError> {
        let signs_messages = || CscError::AlgorithmSignsMessages {
            algorithm: algorithm.to_string(),
        };
        let not_offered = || CscError::AlgorithmNotOffered {
            wanted: algorithm.to_string(),
            offered: offered.to_vec(),
        };
        let digest = algorithm.digest().ok_or_else(signs_messages)?;
        let identifier = algorithm.to_identifier().map_err(|_| not_offered())?;
        let whole = identifier.oid.to_string();
        let (family, params) = match algorithm {
            SignatureAlgorithm::RsaPkcs1(_) => (Some(RSA), None),
            SignatureAlgorithm::Ecdsa(_) => (Some(EC), None),
            SignatureAlgorithm::RsaPss { .. } => {
                let parameters = identifier.parameters.as_ref();
                let der = parameters.and_then(|any| any.to_der().ok());
                (None, Some(to_base64(&der.ok_or_else(not_offered)?)))
            }
            _ => (None, None),
        };
        let is_offered = |oid: &str| offered.iter().any(|one| one == oid);
        let sign_algo = [Some(whole.as_str()), family]
            .into_iter()
            .flatten()
            .find(|oid| is_offered(oid))
            .ok_or_else(not_offered)?;
        Ok(Self {
            digest,
            hash_oid: digest.oid().to_string(),
            names_hash: sign_algo != whole || params.is_some(),
            sign_algo: sign_algo.to_owned(),
            params,
        })
    }
}
