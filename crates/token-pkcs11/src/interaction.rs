//! The person at the token: asked for a PIN, asked before the last attempt. The words are the program's.

use cert_path::Certificate;
use secrecy::SecretString;

use crate::token::{PinWarning, TokenInfo};

/// Why a PIN is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PinPurpose {
    /// To log in to the token.
    Login,
    /// For one signature: the key has `CKA_ALWAYS_AUTHENTICATE`.
    PerOperation,
    /// To change it: the user's PIN as it is now.
    Change,
    /// To administer a token that carries nothing protected: the security officer's PIN.
    SecurityOfficer,
}

/// All a prompt may show before the PIN is given.
#[derive(Debug, Clone, Copy)]
pub struct PinRequest<'a> {
    /// The token, as it described itself a moment ago.
    pub token: &'a TokenInfo,
    /// The certificate of the key the PIN is for; none while certificates that only show after login are looked for.
    pub certificate: Option<&'a Certificate>,
    /// Why the PIN is needed.
    pub purpose: PinPurpose,
    /// What the token says of the attempts that remain.
    pub warning: PinWarning,
}

/// What the program answers for the person. One implementation per surface: terminal, file, window.
///
/// It is called while the login of the token is locked, so it must not use the same module itself.
pub trait Interaction: Send + Sync {
    /// The PIN, or `None` to stop. Asked once per login; a PIN the token refused is never sent again.
    fn ask_pin(&self, request: &PinRequest<'_>) -> Option<SecretString>;

    /// Whether the last attempt may be used: if the PIN is wrong now, the token is locked.
    fn confirm_final_try(&self, request: &PinRequest<'_>) -> bool {
        let _ = request;
        false
    }

    /// A new PIN of the user, or `None` to stop. Whoever asks a person asks twice. Asked before anything is sent to the token.
    fn ask_new_pin(&self, request: &PinRequest<'_>) -> Option<SecretString> {
        let _ = request;
        None
    }

    /// The PIN is entered at the device itself (`CKF_PROTECTED_AUTHENTICATION_PATH`): tell the person. `false` to stop.
    fn enter_pin_at_device(&self, request: &PinRequest<'_>) -> bool {
        let _ = request;
        true
    }

    /// Whether the PIN of the login may be used again for each signature of a key that wants one per operation.
    fn reuse_pin_for_each_signature(&self) -> bool {
        false
    }
}

/// Nobody is there: no PIN is given, so whatever needs one ends as [`Cancelled`](crate::ErrorCode::Cancelled).
#[derive(Debug, Clone, Copy, Default)]
pub struct NoInteraction;

impl Interaction for NoInteraction {
    fn ask_pin(&self, _request: &PinRequest<'_>) -> Option<SecretString> {
        None
    }

    fn enter_pin_at_device(&self, _request: &PinRequest<'_>) -> bool {
        false
    }
}
