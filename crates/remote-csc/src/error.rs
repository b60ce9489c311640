//! Why the service did not sign. Never a PIN, a one-time password, an access token or a SAD in it.

use std::fmt;

use crate::post::PostError;

/// A method of the API (CSC API v2 §11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Call {
    /// `credentials/info`
    Info,
    /// `credentials/authorize`
    Authorize,
    /// `credentials/authorizeCheck`
    AuthorizeCheck,
    /// `signatures/signHash`
    SignHash,
}

impl Call {
    /// Its path below the base address.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Info => "credentials/info",
            Self::Authorize => "credentials/authorize",
            Self::AuthorizeCheck => "credentials/authorizeCheck",
            Self::SignHash => "signatures/signHash",
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path())
    }
}

/// Why there is no signature. What the service wrote is cut, and cleaned of control characters and of every secret sent.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CscError {
    /// The credential does not sign this way.
    #[error("the service does not offer {wanted} for this key; it offers {}", .offered.join(", "))]
    AlgorithmNotOffered {
        /// The algorithm wanted.
        wanted: String,
        /// Object identifiers of the credential.
        offered: Vec<String>,
    },
    /// It signs digests, and the algorithm signs the message itself (RFC 8032 §5.1.6).
    #[error("{algorithm} cannot be made by signHash: it signs the message itself, not a digest")]
    AlgorithmSignsMessages {
        /// The algorithm wanted.
        algorithm: String,
    },
    /// PIN or one-time password is wrong; the service does not say which (`invalid_authentication_data`).
    #[error("the service refused the PIN or one-time password: {description}")]
    AuthenticationRefused {
        /// Its words.
        description: String,
    },
    /// Authentication that this crate cannot give: a challenge, alternatives, too many objects.
    #[error("the service wants authentication that is not offered here: {what}")]
    AuthenticationUnsupported {
        /// What it wants.
        what: String,
    },
    /// The authorisation was not given on the other device in time.
    #[error("the authorisation was not given on the other device")]
    AuthorisationPending,
    /// The person did not want to go on.
    #[error("cancelled")]
    Cancelled,
    /// The service names no certificate for the credential.
    #[error("the service names no certificate for this credential")]
    CertificateMissing,
    /// A certificate it names cannot be read.
    #[error("certificate {position} of the credential cannot be read: {reason}")]
    CertificateUnreadable {
        /// Counted from 0, which is the signer's.
        position: usize,
        /// What the parser said.
        reason: String,
    },
    /// The key of the credential is disabled.
    #[error("the key of this credential is disabled")]
    CredentialDisabled,
    /// Locked, after wrong PINs.
    #[error("the credential is locked")]
    CredentialLocked,
    /// The data to be signed name another certificate or algorithm.
    #[error("the data to be signed were prepared for another certificate or algorithm")]
    DataForAnotherKey,
    /// A digest the provider does not have.
    #[error("{algorithm} is not available")]
    DigestUnavailable {
        /// The digest.
        algorithm: String,
    },
    /// The answer is not what the API says.
    #[error("the answer to {call} cannot be read: {reason}")]
    Malformed {
        /// The method.
        call: Call,
        /// What is wrong with it.
        reason: String,
    },
    /// The one-time password is wrong (`invalid_otp`).
    #[error("the service refused the one-time password: {description}")]
    OtpRefused {
        /// Its words.
        description: String,
    },
    /// The PIN is wrong (`invalid_pin`).
    #[error("the service refused the PIN: {description}")]
    PinRefused {
        /// Its words.
        description: String,
    },
    /// Another refusal (CSC API v2 §10.1).
    #[error("{call} was refused with status {status}: {code}: {description}")]
    Refused {
        /// The method.
        call: Call,
        /// HTTP status.
        status: u16,
        /// `error`.
        code: String,
        /// `error_description`; may be empty.
        description: String,
    },
    /// The authorisation (SAD) has expired.
    #[error("the authorisation has expired")]
    SadExpired,
    /// The authorisation (SAD) does not hold for this signature.
    #[error("the service does not accept the authorisation: {description}")]
    SadRefused {
        /// Its words.
        description: String,
    },
    /// A secret was refused before; nothing is sent again.
    #[error("the service refused the PIN or one-time password before; it is not tried again")]
    SecretAlreadyRefused,
    /// Another number of signatures than of digests.
    #[error("{found} signatures came for {expected} digests")]
    SignatureCount {
        /// Digests sent.
        expected: usize,
        /// Signatures received.
        found: usize,
    },
    /// The value is not a signature of what was sent, under the certificate.
    #[error("the value that came is not a signature of the data under the certificate")]
    SignatureWrong,
    /// A status that is no answer of the API.
    #[error("{call} was answered with status {status}")]
    Status {
        /// The method.
        call: Call,
        /// HTTP status.
        status: u16,
    },
    /// The access token is not accepted (status 401, 403).
    #[error("the service does not accept the access token: {description}")]
    TokenRefused {
        /// Its words; may be empty.
        description: String,
    },
    /// The answer is longer than allowed.
    #[error("the answer to {call} is longer than {limit} bytes")]
    TooLarge {
        /// The method.
        call: Call,
        /// Octets.
        limit: u64,
    },
    /// More signatures than one authorisation of the credential allows.
    #[error("the service allows fewer signatures in one authorisation")]
    TooManySignatures,
    /// There is no answer.
    #[error("no answer to {call}: {source}")]
    Transport {
        /// The method.
        call: Call,
        /// Why.
        source: PostError,
    },
}

impl CscError {
    /// Whether a PIN or one-time password was wrong, or may not be tried any more.
    #[must_use]
    pub const fn is_of_the_secret(&self) -> bool {
        matches!(
            self,
            Self::AuthenticationRefused { .. }
                | Self::CredentialLocked
                | Self::OtpRefused { .. }
                | Self::PinRefused { .. }
        )
    }
}
