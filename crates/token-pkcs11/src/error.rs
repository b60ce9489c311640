//! What can go wrong with a token: a code, and the PKCS#11 call that said so.

use std::fmt;
use std::path::PathBuf;

use cryptoki::error::{Error, RvError};

use crate::library_header::Architecture;
use crate::token::{PinWarning, TokenInfo, TokenQuery};

/// A failure of a token, its library or the person at it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TokenError {
    /// What happened.
    pub code: ErrorCode,
    /// The PKCS#11 function that reported it, for instance `C_Login`; none where we noticed it ourselves.
    pub call: Option<String>,
}

/// What happened. Words for people live in the program; `Display` is one English line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum ErrorCode {
    /// The algorithm asked for does not fit the key.
    #[error("{algorithm} cannot be made with a {key} key")]
    AlgorithmMismatch {
        /// The signature algorithm asked for.
        algorithm: String,
        /// The kind of the key on the token.
        key: String,
    },
    /// The person did not want to go on: no PIN given, final try not confirmed, or cancelled at the device.
    #[error("cancelled")]
    Cancelled,
    /// No certificate on the token fits the query.
    #[error("no certificate on the token fits; it shows {}", list(.available))]
    CertificateNotFound {
        /// The certificates the token shows.
        available: Vec<String>,
    },
    /// The certificate on the token cannot be read.
    #[error("the certificate \"{label}\" on the token cannot be read: {reason}")]
    CertificateUnreadable {
        /// Its label on the token.
        label: String,
        /// What the parser said.
        reason: String,
    },
    /// The data to be signed is not for this key: another certificate or another algorithm.
    #[error("the data to be signed was prepared for another certificate or algorithm")]
    DataForAnotherKey,
    /// The token refuses to be used for another reason; its return value says which.
    #[error("the token answered {0}")]
    Device(ReturnValue),
    /// The certificate's public key is not the key on the token.
    #[error("the certificate \"{certificate}\" does not belong to the key on the token")]
    KeyMismatch {
        /// Subject of the certificate.
        certificate: String,
    },
    /// The token holds the certificate, but no private key for it.
    #[error("the token holds no private key for the certificate \"{certificate}\"")]
    KeyNotFound {
        /// Subject of the certificate.
        certificate: String,
    },
    /// The token holds a private key under the same `CKA_ID`.
    #[error("the token holds this key already")]
    KeyAlreadyThere,
    /// The private key is there but not for signing (`CKA_SIGN` is false).
    #[error("the private key may not be used for signing")]
    KeyNotForSigning,
    /// The key is of a kind that is not put on tokens here, or not the certificate's.
    #[error("the key is neither RSA nor on a named curve, or not the certificate's")]
    KeyNotImportable,
    /// A token's label is empty or too long.
    #[error("a label has 1 to {max} bytes")]
    LabelLength {
        /// The longest, in bytes of UTF-8.
        max: usize,
    },
    /// The token has no mechanism for the algorithm.
    #[error("the token cannot make {wanted}; it offers {}", list(.available))]
    MechanismMissing {
        /// The signature algorithm wanted.
        wanted: String,
        /// The signing mechanisms the token offers (and the key allows).
        available: Vec<String>,
    },
    /// Another library that this one needs is missing.
    #[error("the library needs {library}, which is missing")]
    ModuleDependency {
        /// The file name of the missing one, as the operating system says it.
        library: String,
    },
    /// The library is for another architecture than this program.
    #[error("the library is for {found}, this program is {needed}")]
    ModuleArchitecture {
        /// What the library was built for.
        found: Architecture,
        /// What this program was built for.
        needed: Architecture,
    },
    /// There is no library at this path.
    #[error("there is no library at {}", .path.display())]
    ModuleNotFound {
        /// The path tried.
        path: PathBuf,
    },
    /// The operating system could not load the library for another reason: a missing symbol, no permission.
    #[error("the library could not be loaded: {reason}")]
    ModuleNotLoadable {
        /// What the operating system said.
        reason: String,
    },
    /// A shared library, but without `C_GetFunctionList`.
    #[error("the library is not a PKCS#11 library")]
    ModuleNotPkcs11,
    /// The file is not a shared library of this operating system.
    #[error("the file is not a shared library")]
    ModuleNotSharedLibrary,
    /// No library is known under this name, or none of its usual places holds it.
    #[error("no installed library is known as \"{name}\"; looked for {}", list(.looked_for))]
    ModuleUnknown {
        /// The name asked for.
        name: String,
        /// The places looked at; empty when the name is not known at all.
        looked_for: Vec<String>,
    },
    /// The token does not take the new PIN: its letters, or how easily it is guessed. The old one still holds.
    #[error("the token does not take the new PIN ({0})")]
    NewPinRefused(ReturnValue),
    /// No initialised token, or none that fits.
    #[error("no token fits {wanted}; {} present", .present.len())]
    NoToken {
        /// What was asked for.
        wanted: TokenQuery,
        /// The initialised tokens that are present but do not fit.
        present: Vec<TokenInfo>,
    },
    /// This very PIN was refused before; it is not tried again.
    #[error("this PIN was refused before and is not tried again")]
    PinAlreadyRefused,
    /// The PIN has expired and must be changed with the vendor's tool.
    #[error("the PIN has expired")]
    PinExpired,
    /// The PIN was wrong. It is not tried again by this program.
    #[error("the PIN is wrong ({warning})")]
    PinIncorrect {
        /// What the token says of the attempts that remain.
        warning: PinWarning,
    },
    /// The PIN is too short or too long for the token; it was not sent.
    #[error("the PIN must have {min} to {max} bytes")]
    PinLength {
        /// Shortest PIN the token takes.
        min: usize,
        /// Longest PIN the token takes.
        max: usize,
    },
    /// The PIN is locked. The token was not asked again.
    #[error("the PIN is locked")]
    PinLocked,
    /// The token has no user PIN yet.
    #[error("the token has no user PIN yet")]
    PinNotInitialised,
    /// This call is not made at a device's own PIN pad.
    #[error("a device with a PIN pad is not administered here")]
    PinPadNotServed,
    /// More than one certificate fits the query.
    #[error("several certificates fit: {}", list(.certificates))]
    SeveralCertificates {
        /// They are these.
        certificates: Vec<String>,
    },
    /// More than one token fits the query.
    #[error("{} tokens fit {wanted}", .tokens.len())]
    SeveralTokens {
        /// What was asked for.
        wanted: TokenQuery,
        /// They are these.
        tokens: Vec<TokenInfo>,
    },
    /// The token's signature has the wrong form for the algorithm.
    #[error("the token returned a malformed signature of {length} bytes")]
    SignatureMalformed {
        /// How many bytes it returned.
        length: usize,
    },
    /// The signature was made, but nothing here can verify its kind, so it is not handed out.
    #[error("a signature of this kind cannot be verified here: {algorithm}")]
    SignatureNotVerifiable {
        /// The algorithm.
        algorithm: String,
    },
    /// The token's signature does not verify under the certificate.
    #[error("the token's signature does not verify under the certificate")]
    SignatureWrong,
    /// The security officer's PIN is locked.
    #[error("the security officer's PIN is locked")]
    SoPinLocked,
    /// The token was taken out, or another one put in its place.
    #[error("the token was removed")]
    TokenRemoved,
}

/// A PKCS#11 return value by its name, for instance `CKR_FUNCTION_FAILED`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ReturnValue(String);

impl ReturnValue {
    /// The name as in the standard.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReturnValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<RvError> for ReturnValue {
    fn from(value: RvError) -> Self {
        match value {
            RvError::VendorDefined(code) => Self(format!("CKR_VENDOR_DEFINED ({code:#010x})")),
            RvError::UnknownErrorCode(code) => Self(format!("return value {code:#010x}")),
            named => Self(screaming_snake("CKR", &format!("{named:?}"))),
        }
    }
}

impl ErrorCode {
    /// A login was not made, or was refused: the next one would need a person, or would spend an attempt.
    pub(crate) const fn is_of_the_pin(&self) -> bool {
        matches!(
            self,
            Self::Cancelled
                | Self::PinAlreadyRefused
                | Self::PinExpired
                | Self::PinIncorrect { .. }
                | Self::PinLength { .. }
                | Self::PinLocked
                | Self::PinNotInitialised
                | Self::SoPinLocked
        )
    }

    /// The loader's own words, which name a missing library in a way of each system.
    pub(crate) fn of_the_loader(reason: &str) -> Self {
        let missing = [
            // glibc: "libx.so.1: cannot open shared object file: No such file or directory"
            reason
                .split_once(": cannot open shared object file")
                .map(|(library, _)| library),
            // musl: "Error loading shared library libx.so.1: No such file or directory (needed by …)"
            between(reason, "Error loading shared library ", ":"),
            // dyld: "Library not loaded: @rpath/libx.dylib"
            between(reason, "Library not loaded: ", "\n"),
        ];
        match missing.into_iter().flatten().next() {
            Some(library) => Self::ModuleDependency {
                library: library.trim().to_owned(),
            },
            None => Self::ModuleNotLoadable {
                reason: reason.to_owned(),
            },
        }
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after).map_or(rest, |(found, _)| found))
}

/// `SessionHandleInvalid` → `CKR_SESSION_HANDLE_INVALID`.
fn screaming_snake(prefix: &str, camel: &str) -> String {
    camel.chars().fold(prefix.to_owned(), |mut name, letter| {
        if letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_uppercase());
        name
    })
}

fn list(items: &[String]) -> String {
    if items.is_empty() {
        "none".to_owned()
    } else {
        items.join(", ")
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.call {
            Some(call) => write!(f, "{} (in {call})", self.code),
            None => write!(f, "{}", self.code),
        }
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // The code is already in our own line.
        None
    }
}

impl From<ErrorCode> for TokenError {
    fn from(code: ErrorCode) -> Self {
        Self { code, call: None }
    }
}

impl TokenError {
    pub(crate) fn in_call(code: ErrorCode, call: &str) -> Self {
        Self {
            code,
            call: Some(call.to_owned()),
        }
    }

    /// The error of a raw return value.
    pub(crate) fn from_return_value(value: RvError, call: &str) -> Self {
        Self::in_call(code_of(value), call)
    }
}

impl From<Error> for TokenError {
    fn from(error: Error) -> Self {
        match error {
            Error::Pkcs11(value, function) => {
                Self::from_return_value(value, &format!("C_{function:?}"))
            }
            Error::LibraryLoading(reason) => ErrorCode::of_the_loader(&reason.to_string()).into(),
            Error::MissingSymbol(symbol) => Self::in_call(ErrorCode::ModuleNotPkcs11, symbol),
            Error::NullFunctionPointer => {
                ErrorCode::Device(RvError::FunctionNotSupported.into()).into()
            }
            // What remains are values the token gave that the standard does not know.
            _ => ErrorCode::Device(RvError::GeneralError.into()).into(),
        }
    }
}

/// PKCS#11 v3.0 §5.1: the return values that mean something to a person; the others keep their name.
fn code_of(value: RvError) -> ErrorCode {
    match value {
        RvError::Cancel | RvError::FunctionCanceled | RvError::FunctionRejected => {
            ErrorCode::Cancelled
        }
        RvError::DeviceRemoved
        | RvError::SessionClosed
        | RvError::SessionHandleInvalid
        | RvError::SlotIdInvalid
        | RvError::TokenNotPresent
        | RvError::TokenNotRecognized => ErrorCode::TokenRemoved,
        RvError::PinExpired => ErrorCode::PinExpired,
        RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange => {
            ErrorCode::PinIncorrect {
                warning: PinWarning::None,
            }
        }
        RvError::PinLocked => ErrorCode::PinLocked,
        RvError::UserPinNotInitialized => ErrorCode::PinNotInitialised,
        other => ErrorCode::Device(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn return_values_have_their_standard_names() {
        assert_eq!(
            ReturnValue::from(RvError::SessionHandleInvalid).name(),
            "CKR_SESSION_HANDLE_INVALID"
        );
        assert_eq!(
            ReturnValue::from(RvError::VendorDefined(0x8000_0001)).name(),
            "CKR_VENDOR_DEFINED (0x80000001)"
        );
    }

    #[test]
    fn the_library_a_loader_misses_is_named() {
        let missing = |library: &str| ErrorCode::ModuleDependency {
            library: library.to_owned(),
        };
        for (reason, library) in [
            (
                "libfoo.so.1: cannot open shared object file: No such file or directory",
                "libfoo.so.1",
            ),
            (
                "Error loading shared library libfoo.so.1: No such file or directory (needed by /usr/lib/p11.so)",
                "libfoo.so.1",
            ),
            (
                "dlopen(/p11.dylib, 0x0005): Library not loaded: @rpath/libfoo.dylib\n  Referenced from: /p11.dylib",
                "@rpath/libfoo.dylib",
            ),
        ] {
            assert_eq!(ErrorCode::of_the_loader(reason), missing(library));
        }
        let other = "/usr/lib/p11.so: undefined symbol: SSL_new";
        assert_eq!(
            ErrorCode::of_the_loader(other),
            ErrorCode::ModuleNotLoadable {
                reason: other.to_owned()
            }
        );
    }

    #[test]
    fn an_error_names_its_call() {
        let error = TokenError::from_return_value(RvError::PinLocked, "C_Login");
        assert_eq!(error.to_string(), "the PIN is locked (in C_Login)");
        assert_eq!(
            TokenError::from(ErrorCode::Cancelled).to_string(),
            "cancelled"
        );
    }
}
