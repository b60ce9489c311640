//! One signature: login, mechanism, PIN per operation where the key wants it, and the value in the form CMS wants.

use std::sync::{Arc, Mutex};

use cades::SignatureValue;
use cert_path::{Certificate, CryptoProvider, SignatureAlgorithm, VerifyError};
use cryptoki::error::{Error, RvError};
use cryptoki::object::{Attribute, AttributeType};
use cryptoki::session::Session as RawSession;

use crate::error::{ErrorCode, TokenError};
use crate::inspect::TokenCertificate;
use crate::interaction::Interaction;
use crate::key::KeyProof;
use crate::locate::{self, PrivateKey};
use crate::login::OperationPin;
use crate::mechanism::{self, Plan};
use crate::module::lock;
use crate::objects::Objects;
use crate::session::Session;
use crate::token::Token;

/// What a [`SigningKey`](crate::SigningKey) holds of the device: one login, and a session for every signature that is
/// being made.
pub(crate) struct Connection {
    interaction: Arc<dyn Interaction>,
    /// Missing mechanisms are reported before a PIN is asked for.
    plans: Result<Vec<Plan>, TokenError>,
    logged_in_to_find: bool,
    session: Option<Session>,
    key: Option<ReadyKey>,
    /// Sessions between two signatures; the login covers them too (PKCS#11 v3.0 §2.6.8).
    idle: Vec<RawSession>,
    /// Counts logins, so that a session of an earlier one is not kept.
    login: u64,
    /// Why the login before this one ended.
    ended_by: Option<TokenError>,
    /// Whether the first refusal is the last: see [`SigningKey::with_one_attempt`](crate::SigningKey::with_one_attempt).
    pub(crate) one_attempt: bool,
    refused: Option<TokenError>,
}

/// The private key, and the mechanisms it may be used with.
#[derive(Clone)]
struct ReadyKey {
    key: PrivateKey,
    plans: Vec<Plan>,
}

impl Connection {
    pub(crate) fn new(
        interaction: Arc<dyn Interaction>,
        session: Option<Session>,
        plans: Result<Vec<Plan>, TokenError>,
    ) -> Self {
        Self {
            interaction,
            plans,
            logged_in_to_find: session.is_some(),
            session,
            key: None,
            idle: Vec::new(),
            login: 0,
            ended_by: None,
            one_attempt: false,
            refused: None,
        }
    }

    pub(crate) fn replace_plans(&mut self, plans: Result<Vec<Plan>, TokenError>) {
        self.plans = plans;
        self.key = None;
    }

    pub(crate) fn logged_in_to_find(&self) -> bool {
        self.logged_in_to_find
    }

    pub(crate) fn proof(&self) -> Option<KeyProof> {
        self.key.as_ref().map(|ready| ready.key.proof)
    }

    /// Logs in and finds the private key, unless that is done.
    pub(crate) fn ready(
        &mut self,
        token: &Token,
        chosen: &TokenCertificate,
    ) -> Result<KeyProof, TokenError> {
        let ready = self.ready_key(token, chosen);
        Ok(self.remembering(ready)?.key.proof)
    }

    /// Signs `message`. Others may sign beside: the connection is locked for the login and for what a PIN is needed for,
    /// not while the token signs.
    pub(crate) fn sign(
        connection: &Mutex<Self>,
        token: &Token,
        chosen: &TokenCertificate,
        algorithm: &SignatureAlgorithm,
        message: &[u8],
    ) -> Result<SignatureValue, TokenError> {
        let value = Self::sign_unchecked(connection, token, chosen, message)?;
        // A value that does not verify never leaves: a wrong key, or a broken or swapped device.
        check(algorithm, &chosen.certificate, message, &value)?;
        Ok(value)
    }

    fn sign_unchecked(
        connection: &Mutex<Self>,
        token: &Token,
        chosen: &TokenCertificate,
        message: &[u8],
    ) -> Result<SignatureValue, TokenError> {
        let mut own = lock(connection);
        let begun = own.begin(token, chosen);
        let (ready, pin, session) = own.remembering(begun)?;
        let Some(session) = session else {
            let signed = own.sign_in_the_session_of_the_login(token, &ready, pin, message);
            return own.remembering(signed);
        };
        let login = own.login;
        drop(own);
        let signed = operate(token, &session, &ready, pin, message)
            .map_err(|error| removed_or(error, token));
        let mut own = lock(connection);
        let signed = match signed {
            Ok(value) => {
                if own.login == login {
                    own.idle.push(session);
                }
                Ok(value)
            }
            // Whatever went wrong, closing the session ends the operation, and the login stays; but for these.
            Err(error) if ends_the_login(&error) => Err(own.ended_in(login, error)),
            Err(error) => Err(error),
        };
        own.remembering(signed)
    }

    /// A token that allows one session only gets the operation in that of the login; if it fails, both end.
    fn sign_in_the_session_of_the_login(
        &mut self,
        token: &Token,
        ready: &ReadyKey,
        pin: Option<OperationPin>,
        message: &[u8],
    ) -> Result<SignatureValue, TokenError> {
        let signed = match &self.session {
            Some(session) => operate(token, session.raw(), ready, pin, message),
            None => {
                let lost = RvError::SessionHandleInvalid;
                Err(TokenError::from_return_value(lost, "C_SignInit"))
            }
        };
        if let Err(error) = &signed {
            self.end_the_login(error);
        }
        signed
    }

    /// All that needs the connection: the login, the PIN of this signature, and a session; none where the token allows no
    /// second one.
    fn begin(
        &mut self,
        token: &Token,
        chosen: &TokenCertificate,
    ) -> Result<(ReadyKey, Option<OperationPin>, Option<RawSession>), TokenError> {
        let ready = self.ready_key(token, chosen)?;
        let kept = self.session.as_ref().and_then(Session::kept_pin);
        let pin = if ready.key.always_authenticate {
            let interaction = self.interaction.as_ref();
            let certificate = &chosen.certificate;
            Some(OperationPin::ask(token, interaction, certificate, kept)?)
        } else {
            None
        };
        if let Some(session) = self.idle.pop() {
            return Ok((ready, pin, Some(session)));
        }
        match token.module.loaded.context.open_ro_session(token.slot) {
            Ok(session) => Ok((ready, pin, Some(session))),
            Err(Error::Pkcs11(RvError::SessionCount, _)) => Ok((ready, pin, None)),
            Err(error) => {
                let error = TokenError::from(error);
                if ends_the_login(&error) {
                    self.end_the_login(&error);
                }
                Err(error)
            }
        }
    }

    fn ready_key(
        &mut self,
        token: &Token,
        chosen: &TokenCertificate,
    ) -> Result<ReadyKey, TokenError> {
        if let Some(refused) = &self.refused {
            return Err(refused.clone());
        }
        let plans = self.plans.clone()?;
        let session = match self.session.take() {
            Some(session) => session,
            None => Session::log_in(token, self.interaction.as_ref(), Some(&chosen.certificate))?,
        };
        let session = self.session.insert(session);
        if let Some(ready) = &self.key {
            return Ok(ready.clone());
        }
        let objects = Objects::of(session.raw());
        let mut key = locate::private_key(objects, chosen)?;
        if self.logged_in_to_find && key.proof == KeyProof::BeforePin {
            key.proof = KeyProof::AfterLogin;
        }
        let plans = allowed_plans(objects, &key, plans)?;
        Ok(self.key.insert(ReadyKey { key, plans }).clone())
    }

    /// A signature failed with its login. If another thread has ended that one meanwhile, its reason is ours.
    fn ended_in(&mut self, login: u64, error: TokenError) -> TokenError {
        if self.login == login {
            self.end_the_login(&error);
        }
        self.ended_by.clone().unwrap_or(error)
    }

    fn end_the_login(&mut self, why: &TokenError) {
        self.login += 1;
        self.ended_by = Some(why.clone());
        self.idle.clear();
        self.session = None;
        self.key = None;
    }

    /// Keeps the first refusal, where it is to be the last.
    fn remembering<T>(&mut self, answer: Result<T, TokenError>) -> Result<T, TokenError> {
        if let Err(error) = &answer
            && self.one_attempt
            && error.code.is_of_the_pin()
        {
            self.refused.get_or_insert_with(|| error.clone());
        }
        answer
    }
}

fn check(
    algorithm: &SignatureAlgorithm,
    certificate: &Certificate,
    message: &[u8],
    value: &SignatureValue,
) -> Result<(), TokenError> {
    let verified = CryptoProvider::aws_lc().verify(
        algorithm,
        certificate.spki_der(),
        message,
        value.as_bytes(),
    );
    let code = match verified {
        Ok(()) => return Ok(()),
        Err(VerifyError::Unsupported(_)) => ErrorCode::SignatureNotVerifiable {
            algorithm: algorithm.to_string(),
        },
        Err(_) => ErrorCode::SignatureWrong,
    };
    Err(TokenError::in_call(code, "C_Sign"))
}

/// `C_SignInit`, the key's own login where it wants one, `C_Sign`.
fn operate(
    token: &Token,
    operation: &RawSession,
    ready: &ReadyKey,
    pin: Option<OperationPin>,
    message: &[u8],
) -> Result<SignatureValue, TokenError> {
    let plan = begin(operation, &ready.key, &ready.plans)?;
    if let Some(pin) = pin {
        pin.use_for(token, operation)?;
    }
    let input = plan
        .input(message, CryptoProvider::aws_lc())
        .map_err(|_| TokenError::from_return_value(RvError::MechanismInvalid, "C_SignInit"))?;
    let value = token.module.loaded.raw.sign(operation, &input)?;
    in_the_form_of_cms(plan, value)
}

/// PKCS#11 v3.0 §4.9: `CKA_ALLOWED_MECHANISMS`, where a key has it.
fn allowed_plans(
    objects: Objects<'_>,
    key: &PrivateKey,
    plans: Vec<Plan>,
) -> Result<Vec<Plan>, TokenError> {
    let allowed = match objects.attribute(key.handle, AttributeType::AllowedMechanisms)? {
        Some(Attribute::AllowedMechanisms(allowed)) if !allowed.is_empty() => allowed,
        _ => return Ok(plans),
    };
    let kept: Vec<Plan> = plans
        .iter()
        .copied()
        .filter(|plan| {
            plan.mechanism_type()
                .is_some_and(|mechanism| allowed.contains(&mechanism))
        })
        .collect();
    if kept.is_empty() {
        let wanted = plans
            .iter()
            .filter_map(Plan::mechanism_type)
            .map(mechanism::name)
            .collect::<Vec<_>>()
            .join(" or ");
        let available = allowed.into_iter().map(mechanism::name).collect();
        return Err(ErrorCode::MechanismMissing { wanted, available }.into());
    }
    Ok(kept)
}

/// `C_SignInit` with the first mechanism the key accepts: tokens list mechanisms that some of their keys refuse.
fn begin(session: &RawSession, key: &PrivateKey, plans: &[Plan]) -> Result<Plan, TokenError> {
    let mut refused = None;
    for plan in plans {
        let Some(mechanism) = plan.to_mechanism() else {
            continue;
        };
        match session.sign_init(&mechanism, key.handle) {
            Ok(()) => return Ok(*plan),
            Err(
                error
                @ Error::Pkcs11(RvError::MechanismInvalid | RvError::MechanismParamInvalid, _),
            ) => {
                refused = Some(error);
            }
            Err(error) => return Err(error.into()),
        }
    }
    let nothing_left = || TokenError::from_return_value(RvError::MechanismInvalid, "C_SignInit");
    Err(refused.map_or_else(nothing_left, TokenError::from))
}

fn in_the_form_of_cms(plan: Plan, value: Vec<u8>) -> Result<SignatureValue, TokenError> {
    if !plan.answers_r_and_s() {
        return Ok(SignatureValue::new(value));
    }
    let length = value.len();
    SignatureValue::from_ecdsa_concatenated(&value)
        .ok_or_else(|| TokenError::in_call(ErrorCode::SignatureMalformed { length }, "C_Sign"))
}

/// Pulled out in the middle, a device's library may say anything; that the device is gone says more.
fn removed_or(error: TokenError, token: &Token) -> TokenError {
    match (&error.code, token.current_info()) {
        (ErrorCode::Device(_), Err(gone)) if gone.code == ErrorCode::TokenRemoved => gone,
        _ => error,
    }
}

/// After these, the session is worth nothing: the next signature begins with a login.
fn ends_the_login(error: &TokenError) -> bool {
    let lost = |value: RvError| ErrorCode::Device(value.into());
    error.code == ErrorCode::TokenRemoved
        || error.code == lost(RvError::UserNotLoggedIn)
        || error.code == lost(RvError::DeviceError)
        || error.code == lost(RvError::KeyHandleInvalid)
        || error.code == lost(RvError::ObjectHandleInvalid)
        || error.code == lost(RvError::OperationActive)
}
