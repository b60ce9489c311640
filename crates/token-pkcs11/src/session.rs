//! A session that is logged in for as long as it lives.

use cert_path::Certificate;
use cryptoki::session::Session as RawSession;
use secrecy::SecretString;

use crate::error::TokenError;
use crate::interaction::Interaction;
use crate::login::{self, Login};
use crate::token::Token;

/// A read-only session, logged in. It is also the anchor of the login, which a token forgets with its last session.
/// Logs out (if the login was ours and nobody else relies on it) and closes on drop.
#[derive(Debug)]
pub(crate) struct Session {
    raw: RawSession,
    token: Token,
    login: Login,
}

impl Session {
    /// A session without a login: what the token shows to everybody.
    pub(crate) fn open_public(token: &Token) -> Result<RawSession, TokenError> {
        token.current_info()?;
        Ok(token.module.loaded.context.open_ro_session(token.slot)?)
    }

    /// Opens and logs in; asks for the PIN if the token wants one and this process is not logged in yet.
    pub(crate) fn log_in(
        token: &Token,
        interaction: &dyn Interaction,
        certificate: Option<&Certificate>,
    ) -> Result<Self, TokenError> {
        let raw = Self::open_public(token)?;
        let login = login::log_in(token, &raw, interaction, certificate)?;
        Ok(Self {
            raw,
            token: token.clone(),
            login,
        })
    }

    pub(crate) fn raw(&self) -> &RawSession {
        &self.raw
    }

    /// The PIN of the login, if it may be used again.
    pub(crate) fn kept_pin(&self) -> Option<&SecretString> {
        self.login.pin.as_ref()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.login.counted {
            login::log_out(
                &self.token.module.loaded,
                &self.token.info.identity(),
                &self.raw,
            );
        }
    }
}
