//! Logging in, with every precaution a locked device is worth.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher as _;

use cert_path::Certificate;
use cryptoki::error::{Error, RvError};
use cryptoki::session::{Session as RawSession, SessionState, UserType};
use secrecy::{ExposeSecret as _, SecretString};

use crate::error::{ErrorCode, TokenError};
use crate::interaction::{Interaction, PinPurpose, PinRequest};
use crate::module::Loaded;
use crate::token::{PinWarning, Token, TokenInfo};

/// A token in this process' records: serial number and label.
type Identity = (String, String);

/// Who is logged in where, and which PINs were refused.
#[derive(Debug, Default)]
pub(crate) struct LoginBook {
    /// Sessions of ours that rely on a login of ours; the last one logs out. Absent where we did not log in.
    pub(crate) holders: HashMap<Identity, usize>,
    /// Keyed hashes of refused PINs: enough to recognise one, not to know it.
    refused: HashSet<(Identity, PinPurpose, u64)>,
}

/// What a login left behind.
#[derive(Debug)]
pub(crate) struct Login {
    /// Whether this login is counted in [`LoginBook::holders`].
    pub(crate) counted: bool,
    /// The PIN, kept only if [`Interaction::reuse_pin_for_each_signature`] says so.
    pub(crate) pin: Option<SecretString>,
}

/// Logs in unless the token does not need it or this process is logged in already.
pub(crate) fn log_in(
    token: &Token,
    session: &RawSession,
    interaction: &dyn Interaction,
    certificate: Option<&Certificate>,
) -> Result<Login, TokenError> {
    // Held through the prompt: two threads must not ask for the same PIN.
    let mut book = token.module.loaded.logins();
    let info = token.current_info()?;
    if !info.login_required {
        return Ok(Login {
            counted: false,
            pin: None,
        });
    }
    if is_logged_in(session)? {
        // The login belongs to the token, not to the session (PKCS#11 v3.0 §2.6.8): count along if it is ours.
        let holders = book.holders.get_mut(&info.identity());
        let counted = holders.map(|holders| *holders += 1).is_some();
        return Ok(Login { counted, pin: None });
    }
    let pin = authenticate(
        &mut book,
        token,
        session,
        &info,
        interaction,
        certificate,
        PinPurpose::Login,
    )?;
    *book.holders.entry(info.identity()).or_default() += 1;
    Ok(Login {
        counted: true,
        pin: pin.filter(|_| interaction.reuse_pin_for_each_signature()),
    })
}

/// Forgets one holder of the login; logs out with the last.
pub(crate) fn log_out(loaded: &Loaded, identity: &Identity, session: &RawSession) {
    let mut book = loaded.logins();
    let Some(holders) = book.holders.get_mut(identity) else {
        return;
    };
    *holders = holders.saturating_sub(1);
    if *holders == 0 {
        book.holders.remove(identity);
        // Nothing can be done about a failure; closing the session, or taking the token out, ends the login too.
        let _ = session.logout();
    }
}

/// The login between `C_SignInit` and `C_Sign` that `CKA_ALWAYS_AUTHENTICATE` asks for, in two steps: the PIN is
/// asked for before the operation begins, so that the card does not wait for a person.
#[derive(Debug)]
pub(crate) struct OperationPin {
    info: TokenInfo,
    /// None: entered at the device.
    pin: Option<SecretString>,
}

impl OperationPin {
    pub(crate) fn ask(
        token: &Token,
        interaction: &dyn Interaction,
        certificate: &Certificate,
        kept: Option<&SecretString>,
    ) -> Result<Self, TokenError> {
        let book = token.module.loaded.logins();
        let info = token.current_info()?;
        let purpose = PinPurpose::PerOperation;
        let request = PinRequest {
            token: &info,
            certificate: Some(certificate),
            purpose,
            warning: info.pin.warning,
        };
        check_state(&request, interaction)?;
        let pin = match kept {
            Some(pin) => Some(not_refused_before(&book, token, &request, pin.clone())?),
            None => ask(&book, token, &request, interaction)?,
        };
        Ok(Self { info, pin })
    }

    pub(crate) fn use_for(self, token: &Token, session: &RawSession) -> Result<(), TokenError> {
        let mut book = token.module.loaded.logins();
        send(
            &mut book,
            token,
            session,
            &self.info,
            self.pin.as_ref(),
            PinPurpose::PerOperation,
        )
    }
}

fn is_logged_in(session: &RawSession) -> Result<bool, TokenError> {
    let state = session.get_session_info()?.session_state();
    Ok(matches!(state, SessionState::RoUser | SessionState::RwUser))
}

fn authenticate(
    book: &mut LoginBook,
    token: &Token,
    session: &RawSession,
    info: &TokenInfo,
    interaction: &dyn Interaction,
    certificate: Option<&Certificate>,
    purpose: PinPurpose,
) -> Result<Option<SecretString>, TokenError> {
    let request = PinRequest {
        token: info,
        certificate,
        purpose,
        warning: info.pin.warning,
    };
    check_state(&request, interaction)?;
    let pin = ask(book, token, &request, interaction)?;
    send(book, token, session, info, pin.as_ref(), purpose)?;
    Ok(pin)
}

impl PinPurpose {
    /// Which PIN it is: the one to log in with is also the one to change.
    const fn pin(self) -> Self {
        match self {
            Self::Change => Self::Login,
            other => other,
        }
    }

    /// What the token says of the attempts that remain for it.
    pub(crate) const fn warning(self, info: &TokenInfo) -> PinWarning {
        match self {
            // A blank token has no such PIN yet, whatever its flags say.
            Self::SecurityOfficer if !info.initialised => PinWarning::None,
            Self::SecurityOfficer => info.so_pin.warning,
            _ => info.pin.warning,
        }
    }
}

/// What the flags alone decide. The token is not asked: a locked one answers nothing new, a final try is the person's.
pub(crate) fn check_state(
    request: &PinRequest<'_>,
    interaction: &dyn Interaction,
) -> Result<(), TokenError> {
    const CALL: &str = "C_GetTokenInfo";
    let token = request.token;
    let of_the_officer = request.purpose == PinPurpose::SecurityOfficer;
    let refused = match of_the_officer {
        true if token.initialised && token.so_pin.locked => Some(ErrorCode::SoPinLocked),
        false if token.pin.locked => Some(ErrorCode::PinLocked),
        false if !token.pin.initialised => Some(ErrorCode::PinNotInitialised),
        _ => None,
    };
    if let Some(code) = refused {
        return Err(TokenError::in_call(code, CALL));
    }
    if request.warning == PinWarning::FinalTry && !interaction.confirm_final_try(request) {
        return Err(ErrorCode::Cancelled.into());
    }
    Ok(())
}

/// A PIN that is worth sending: of a length the token takes, and not refused before.
pub(crate) fn ask(
    book: &LoginBook,
    token: &Token,
    request: &PinRequest<'_>,
    interaction: &dyn Interaction,
) -> Result<Option<SecretString>, TokenError> {
    if request.token.protected_authentication_path {
        return if interaction.enter_pin_at_device(request) {
            Ok(None)
        } else {
            Err(ErrorCode::Cancelled.into())
        };
    }
    let pin = interaction.ask_pin(request).ok_or(ErrorCode::Cancelled)?;
    let pin = of_possible_length(request.token, pin)?;
    not_refused_before(book, token, request, pin).map(Some)
}

/// What is certainly refused is not sent. Some tokens say 0 for "no limit".
pub(crate) fn of_possible_length(
    token: &TokenInfo,
    pin: SecretString,
) -> Result<SecretString, TokenError> {
    let length = pin.expose_secret().len();
    let (min, max) = (token.pin.min_length, token.pin.max_length);
    if length == 0 || length < min || (max > 0 && length > max) {
        let min = min.max(1);
        return Err(ErrorCode::PinLength { min, max }.into());
    }
    Ok(pin)
}

/// A program that takes the PIN from a file would otherwise lock the device in a batch of a few documents.
fn not_refused_before(
    book: &LoginBook,
    token: &Token,
    request: &PinRequest<'_>,
    pin: SecretString,
) -> Result<SecretString, TokenError> {
    if book
        .refused
        .contains(&mark(token, request.token, request.purpose, &pin))
    {
        return Err(ErrorCode::PinAlreadyRefused.into());
    }
    Ok(pin)
}

/// `C_Login`, exactly once.
pub(crate) fn send(
    book: &mut LoginBook,
    token: &Token,
    session: &RawSession,
    info: &TokenInfo,
    pin: Option<&SecretString>,
    purpose: PinPurpose,
) -> Result<(), TokenError> {
    let user = match purpose {
        PinPurpose::PerOperation => UserType::ContextSpecific,
        PinPurpose::SecurityOfficer => UserType::So,
        PinPurpose::Login | PinPurpose::Change => UserType::User,
    };
    match session.login(user, pin) {
        Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {
            book.accepted(info, purpose);
            Ok(())
        }
        Err(Error::Pkcs11(
            RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange,
            _,
        )) => Err(refused(book, token, info, pin, purpose, "C_Login")),
        Err(error) => Err(error.into()),
    }
}

impl LoginBook {
    /// A right PIN makes the earlier refusals void: it may have been changed.
    pub(crate) fn accepted(&mut self, info: &TokenInfo, purpose: PinPurpose) {
        let (identity, pin) = (info.identity(), purpose.pin());
        self.refused
            .retain(|(of, refused, _)| (of, *refused) != (&identity, pin));
    }
}

/// A wrong PIN: noted, so that it is not sent again, and told with the flags as they are now.
pub(crate) fn refused(
    book: &mut LoginBook,
    token: &Token,
    info: &TokenInfo,
    pin: Option<&SecretString>,
    purpose: PinPurpose,
    call: &str,
) -> TokenError {
    if let Some(pin) = pin {
        book.refused.insert(mark(token, info, purpose, pin));
    }
    TokenError::in_call(after_a_wrong_pin(token, purpose), call)
}

/// PKCS#11 says how near the lock is only in the flags, so they are read again.
fn after_a_wrong_pin(token: &Token, purpose: PinPurpose) -> ErrorCode {
    let of_the_officer = purpose == PinPurpose::SecurityOfficer;
    match token.current_info() {
        Ok(now) if of_the_officer && now.so_pin.locked => ErrorCode::SoPinLocked,
        Ok(now) if !of_the_officer && now.pin.locked => ErrorCode::PinLocked,
        Ok(now) => ErrorCode::PinIncorrect {
            warning: purpose.warning(&now),
        },
        Err(_) => ErrorCode::PinIncorrect {
            warning: PinWarning::None,
        },
    }
}

fn mark(
    token: &Token,
    info: &TokenInfo,
    purpose: PinPurpose,
    pin: &SecretString,
) -> (Identity, PinPurpose, u64) {
    (
        info.identity(),
        purpose.pin(),
        token.module.loaded.hash_key.hash_one(pin.expose_secret()),
    )
}
