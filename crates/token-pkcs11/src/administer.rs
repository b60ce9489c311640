//! Initialising a token and setting a new PIN on one whose PIN is locked: by the security officer, on a token that carries
//! nothing protected.

use cryptoki::error::{Error, RvError};
use secrecy::SecretString;

use crate::error::{ErrorCode, TokenError};
use crate::interaction::{Interaction, PinPurpose, PinRequest};
use crate::inventory::ChangeableToken;
use crate::login::{self, LoginBook};
use crate::pin;
use crate::token::{Token, TokenInfo};

/// `CK_TOKEN_INFO.label`, PKCS#11 v3.0 §3.2.
const LONGEST_LABEL: usize = 32;

impl ChangeableToken {
    /// Initialises the token (`C_InitToken`, `C_InitPIN`): all that is on it is lost, and it gets a label and a user's PIN. A token
    /// that was initialised before wants the security officer's PIN it has; a blank one takes the one given.
    ///
    /// # Errors
    /// [`ErrorCode::LabelLength`], [`ErrorCode::PinIncorrect`], [`ErrorCode::SoPinLocked`], [`ErrorCode::NewPinRefused`], …
    pub fn initialise(
        self,
        label: &str,
        interaction: &dyn Interaction,
    ) -> Result<Token, TokenError> {
        if label.is_empty() || label.len() > LONGEST_LABEL {
            return Err(ErrorCode::LabelLength { max: LONGEST_LABEL }.into());
        }
        // Its session ends here: none may be open (PKCS#11 v3.0 §5.5.5).
        let token = self.inventory.token;
        drop(self.inventory.session);
        let mut book = token.module.loaded.logins();
        let info = token.current_info()?;
        let (officer, new) = pins(&book, &token, &info, interaction)?;
        let before = token.module.tokens()?;
        let context = &token.module.loaded.context;
        context
            .init_token(token.slot, &officer, label)
            .map_err(|error| wrong_officer(&mut book, &token, &info, &officer, error))?;
        let token = initialised(&token, label, &before)?;
        let info = token.current_info()?;
        set_pin(&mut book, &token, &info, &officer, &new)?;
        let info = token.current_info()?;
        Ok(Token {
            info,
            ..token.clone()
        })
    }

    /// Sets a new PIN of the user (`C_InitPIN`): a locked one is free again. What is on the token stays.
    ///
    /// # Errors
    /// [`ErrorCode::PinIncorrect`] of the security officer's PIN, [`ErrorCode::SoPinLocked`], [`ErrorCode::NewPinRefused`], …
    pub fn unblock(self, interaction: &dyn Interaction) -> Result<(), TokenError> {
        let token = self.inventory.token;
        drop(self.inventory.session);
        let mut book = token.module.loaded.logins();
        let info = token.current_info()?;
        let (officer, new) = pins(&book, &token, &info, interaction)?;
        set_pin(&mut book, &token, &info, &officer, &new)
    }
}

/// The security officer's PIN and the user's new one, both before anything is sent.
fn pins(
    book: &LoginBook,
    token: &Token,
    info: &TokenInfo,
    interaction: &dyn Interaction,
) -> Result<(SecretString, SecretString), TokenError> {
    let purpose = PinPurpose::SecurityOfficer;
    let request = PinRequest {
        token: info,
        certificate: None,
        purpose,
        warning: purpose.warning(info),
    };
    login::check_state(&request, interaction)?;
    if info.protected_authentication_path {
        return Err(ErrorCode::PinPadNotServed.into());
    }
    let officer = login::ask(book, token, &request, interaction)?;
    let officer = officer.ok_or(ErrorCode::PinPadNotServed)?;
    Ok((officer, pin::new_pin(&request, interaction)?))
}

fn set_pin(
    book: &mut LoginBook,
    token: &Token,
    info: &TokenInfo,
    officer: &SecretString,
    new: &SecretString,
) -> Result<(), TokenError> {
    let session = token.module.loaded.context.open_rw_session(token.slot)?;
    let purpose = PinPurpose::SecurityOfficer;
    login::send(book, token, &session, info, Some(officer), purpose)?;
    let set = session.init_pin(new).map_err(pin::of_new_pin);
    // Nothing can be done about a failure; closing the session ends the login too.
    let _ = session.logout();
    set?;
    book.accepted(info, PinPurpose::Login);
    // The PIN just set is used once: that shows that it serves, and tokens that bring their flags up to date only at a login
    // (kryoptic) say from now on that it is not locked.
    login::send(book, token, &session, info, Some(new), PinPurpose::Login)?;
    let _ = session.logout();
    Ok(())
}

fn wrong_officer(
    book: &mut LoginBook,
    token: &Token,
    info: &TokenInfo,
    officer: &SecretString,
    error: Error,
) -> TokenError {
    match error {
        Error::Pkcs11(RvError::PinIncorrect, _) => {
            let purpose = PinPurpose::SecurityOfficer;
            login::refused(book, token, info, Some(officer), purpose, "C_InitToken")
        }
        other => other.into(),
    }
}

/// A library may number its slots anew, and the token may have another serial number.
fn initialised(token: &Token, label: &str, before: &[Token]) -> Result<Token, TokenError> {
    let now = token.module.tokens()?;
    let is_new = |one: &&Token| !before.iter().any(|old| old.info == one.info);
    let mut labelled = now.iter().filter(|one| one.info.label == label);
    let here = labelled.clone().find(|one| one.slot == token.slot);
    let found = here.or_else(|| labelled.find(is_new));
    found
        .cloned()
        .ok_or_else(|| TokenError::in_call(ErrorCode::TokenRemoved, "C_InitToken"))
}
