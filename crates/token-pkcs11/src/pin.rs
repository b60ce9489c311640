//! Changing the user's PIN: the one thing on a device that its subscriber may change.

use cryptoki::error::{Error, RvError};
use cryptoki::session::Session as RawSession;
use secrecy::SecretString;

use crate::error::{ErrorCode, TokenError};
use crate::interaction::{Interaction, PinPurpose, PinRequest};
use crate::login::{self, LoginBook};
use crate::token::{Token, TokenInfo};

const CALL: &str = "C_SetPIN";

impl Token {
    /// Changes the user's PIN (`C_SetPIN`, PKCS#11 v3.0 §5.5.6). Old and new PIN are asked for, and their lengths looked at,
    /// before anything is sent; the old one is sent once. At a device with a PIN pad both are entered there.
    ///
    /// # Errors
    /// [`ErrorCode::PinIncorrect`] for the old PIN, [`ErrorCode::NewPinRefused`] for the new one,
    /// [`ErrorCode::PinLength`], [`ErrorCode::PinLocked`], [`ErrorCode::PinAlreadyRefused`], [`ErrorCode::Cancelled`], …
    pub fn change_pin(&self, interaction: &dyn Interaction) -> Result<(), TokenError> {
        // Held through the prompt, as for a login.
        let mut book = self.module.loaded.logins();
        let info = self.current_info()?;
        let purpose = PinPurpose::Change;
        let request = PinRequest {
            token: &info,
            certificate: None,
            purpose,
            warning: purpose.warning(&info),
        };
        login::check_state(&request, interaction)?;
        let session = self.module.loaded.context.open_rw_session(self.slot)?;
        match login::ask(&book, self, &request, interaction)? {
            None => self.module.loaded.raw.set_pin_at_device(&session),
            Some(old) => {
                let new = new_pin(&request, interaction)?;
                set(&mut book, self, &session, &info, &old, &new)
            }
        }
    }
}

/// A new PIN that may be sent.
pub(crate) fn new_pin(
    request: &PinRequest<'_>,
    interaction: &dyn Interaction,
) -> Result<SecretString, TokenError> {
    let new = interaction.ask_new_pin(request);
    login::of_possible_length(request.token, new.ok_or(ErrorCode::Cancelled)?)
}

fn set(
    book: &mut LoginBook,
    token: &Token,
    session: &RawSession,
    info: &TokenInfo,
    old: &SecretString,
    new: &SecretString,
) -> Result<(), TokenError> {
    match session.set_pin(old, new) {
        Ok(()) => {
            book.accepted(info, PinPurpose::Change);
            Ok(())
        }
        Err(Error::Pkcs11(RvError::PinIncorrect, _)) => {
            let purpose = PinPurpose::Change;
            Err(login::refused(book, token, info, Some(old), purpose, CALL))
        }
        Err(error) => Err(of_new_pin(error)),
    }
}

/// Of a call that sets a PIN, these are about the new one (PKCS#11 v3.0 §5.1.6).
pub(crate) fn of_new_pin(error: Error) -> TokenError {
    match error {
        Error::Pkcs11(
            value @ (RvError::PinInvalid | RvError::PinLenRange | RvError::PinTooWeak),
            function,
        ) => TokenError::in_call(
            ErrorCode::NewPinRefused(value.into()),
            &format!("C_{function:?}"),
        ),
        other => other.into(),
    }
}
