//! A token: what it says of itself, and how it is chosen.

use std::fmt;

use cryptoki::context::Pkcs11;
use cryptoki::slot::Slot;

use crate::error::{ErrorCode, TokenError};
use crate::mechanism;
use crate::module::Module;

/// One token in one slot. Cheap to clone; holds no session.
#[derive(Debug, Clone)]
pub struct Token {
    pub(crate) module: Module,
    pub(crate) slot: Slot,
    pub(crate) info: TokenInfo,
}

/// What a token says of itself (`C_GetTokenInfo`); readable without a PIN.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TokenInfo {
    /// The slot it is in.
    pub slot_id: u64,
    /// Its label, given when it was initialised.
    pub label: String,
    /// Its serial number: the number a recovery request names (số hiệu thiết bị).
    pub serial: String,
    /// Who made it.
    pub manufacturer: String,
    /// Which model it is.
    pub model: String,
    /// Version of its hardware.
    pub hardware_version: String,
    /// Version of its firmware.
    pub firmware_version: String,
    /// It was initialised and can hold keys.
    pub initialised: bool,
    /// Some objects or operations need a login.
    pub login_required: bool,
    /// The PIN is entered at the device (`CKF_PROTECTED_AUTHENTICATION_PATH`), not here.
    pub protected_authentication_path: bool,
    /// It cannot be written to.
    pub write_protected: bool,
    /// The state of the user's PIN.
    pub pin: PinState,
    /// The state of the security officer's PIN.
    pub so_pin: SoPinState,
}

/// The state of the security officer's PIN, as flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SoPinState {
    /// How near the lock is.
    pub warning: PinWarning,
    /// Too many wrong ones: only the manufacturer can help, if anybody.
    pub locked: bool,
}

/// The state of a user PIN, as flags: PKCS#11 has no counter of attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PinState {
    /// How near the lock is.
    pub warning: PinWarning,
    /// Too many wrong PINs: it must be unlocked by those who issued the device.
    pub locked: bool,
    /// A user PIN was set.
    pub initialised: bool,
    /// The token wants the PIN to be changed.
    pub to_be_changed: bool,
    /// Shortest PIN, in bytes.
    pub min_length: usize,
    /// Longest PIN, in bytes.
    pub max_length: usize,
}

/// What a token says of the PIN attempts that remain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum PinWarning {
    /// Nothing. Some tokens never say anything.
    #[default]
    None,
    /// A wrong PIN was entered since the last right one (`CKF_USER_PIN_COUNT_LOW`).
    CountLow,
    /// One attempt is left; if it is wrong, the PIN is locked (`CKF_USER_PIN_FINAL_TRY`).
    FinalTry,
}

/// Which token is meant. Empty means: the only one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TokenQuery {
    /// Its label, exactly.
    pub label: Option<String>,
    /// Its serial number; letter case does not matter.
    pub serial: Option<String>,
}

impl Token {
    /// What the token said of itself when it was found.
    #[must_use]
    pub fn info(&self) -> &TokenInfo {
        &self.info
    }

    /// The library it was found through.
    #[must_use]
    pub fn module(&self) -> &Module {
        &self.module
    }

    /// What the token says of itself now.
    ///
    /// # Errors
    /// [`ErrorCode::TokenRemoved`] when it is gone or another one is in its slot; else what `C_GetTokenInfo` answered.
    pub fn current_info(&self) -> Result<TokenInfo, TokenError> {
        let now = TokenInfo::read(&self.module.loaded.context, self.slot)?;
        if now.is_the_same_token_as(&self.info) {
            Ok(now)
        } else {
            Err(TokenError::in_call(
                ErrorCode::TokenRemoved,
                "C_GetTokenInfo",
            ))
        }
    }

    /// The names of the signing mechanisms it offers, for people.
    ///
    /// # Errors
    /// What `C_GetMechanismList` answered.
    pub fn signing_mechanisms(&self) -> Result<Vec<String>, TokenError> {
        let offered = mechanism::offered(&self.module.loaded.context, self.slot)?;
        Ok(offered.into_iter().map(mechanism::name).collect())
    }
}

impl TokenInfo {
    pub(crate) fn read(context: &Pkcs11, slot: Slot) -> Result<Self, TokenError> {
        let info = context.get_token_info(slot)?;
        Ok(Self {
            slot_id: slot.id(),
            label: text(info.label()),
            serial: text(info.serial_number()),
            manufacturer: text(info.manufacturer_id()),
            model: text(info.model()),
            hardware_version: info.hardware_version().to_string(),
            firmware_version: info.firmware_version().to_string(),
            initialised: info.token_initialized(),
            login_required: info.login_required(),
            protected_authentication_path: info.protected_authentication_path(),
            write_protected: info.write_protected(),
            pin: PinState {
                warning: warning(info.user_pin_final_try(), info.user_pin_count_low()),
                locked: info.user_pin_locked(),
                initialised: info.user_pin_initialized(),
                to_be_changed: info.user_pin_to_be_changed(),
                min_length: info.min_pin_length(),
                max_length: info.max_pin_length(),
            },
            so_pin: SoPinState {
                warning: warning(info.so_pin_final_try(), info.so_pin_count_low()),
                locked: info.so_pin_locked(),
            },
        })
    }

    /// Same device, by what does not change while it works.
    fn is_the_same_token_as(&self, other: &Self) -> bool {
        (&self.serial, &self.label, &self.manufacturer, &self.model)
            == (
                &other.serial,
                &other.label,
                &other.manufacturer,
                &other.model,
            )
    }

    /// Names the device in this process' records.
    pub(crate) fn identity(&self) -> (String, String) {
        (self.serial.clone(), self.label.clone())
    }
}

const fn warning(final_try: bool, count_low: bool) -> PinWarning {
    match (final_try, count_low) {
        (true, _) => PinWarning::FinalTry,
        (false, true) => PinWarning::CountLow,
        (false, false) => PinWarning::None,
    }
}

/// Some vendors pad with zero bytes instead of blanks.
fn text(field: &str) -> String {
    field.trim_end_matches([' ', '\0']).to_owned()
}

impl TokenQuery {
    pub(crate) fn fits(&self, token: &TokenInfo) -> bool {
        self.label
            .as_ref()
            .is_none_or(|label| *label == token.label)
            && self
                .serial
                .as_ref()
                .is_none_or(|serial| serial.eq_ignore_ascii_case(&token.serial))
    }
}

impl fmt::Display for TokenQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.label, &self.serial) {
            (None, None) => f.write_str("\"the only token\""),
            (Some(label), None) => write!(f, "label \"{label}\""),
            (None, Some(serial)) => write!(f, "serial \"{serial}\""),
            (Some(label), Some(serial)) => write!(f, "label \"{label}\" and serial \"{serial}\""),
        }
    }
}

impl fmt::Display for PinWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "no warning",
            Self::CountLow => "few attempts left",
            Self::FinalTry => "one attempt left",
        })
    }
}
