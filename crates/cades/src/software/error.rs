//! What can be wrong with a key file.

use cert_path::{CertificateError, SignatureAlgorithm};

use crate::error::CadesError;

/// Why a key file gave no signer. No variant carries a byte of the key or the password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SoftwareKeyError {
    /// The key cannot sign this way, or this program cannot with it.
    #[error("this key cannot sign with {0}")]
    AlgorithmNotOffered(SignatureAlgorithm),
    /// A certificate in the file cannot be read.
    #[error("a certificate in the key file cannot be read")]
    Certificate(#[from] CertificateError),
    /// The file is not DER or BER.
    #[error("the key file cannot be read")]
    Encoding(#[from] CadesError),
    /// The private key does not belong to the certificate.
    #[error("the private key does not belong to the certificate")]
    InconsistentKeys,
    /// The key derivation asks for more rounds than any honest file.
    #[error("the key file asks for {0} rounds of key derivation")]
    Iterations(u64),
    /// The private key cannot be read, or its size is not offered.
    #[error("the private key cannot be used: {0}")]
    KeyRejected(&'static str),
    /// The file is not what its format asks for.
    #[error("malformed key file: {0}")]
    Malformed(&'static str),
    /// The file has a key and no certificate.
    #[error("there is no certificate in the key file")]
    NoCertificate,
    /// There is no private key in the file.
    #[error("there is no private key in the file")]
    NoKey,
    /// The key is encrypted and no password was given.
    #[error("the key is encrypted and no password was given")]
    PasswordNeeded,
    /// Several keys with certificates: which one is meant cannot be told.
    #[error("there are several keys with certificates in the file")]
    SeveralKeys,
    /// The device refused to sign.
    #[error("the signature could not be made")]
    SigningFailed,
    /// The file is protected in a way that is not offered.
    #[error("the key file is protected with {0}, which is not offered")]
    Unsupported(String),
    /// The password is not the one the file was protected with.
    #[error("the password is wrong")]
    WrongPassword,
}
