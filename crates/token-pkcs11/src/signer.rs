//! One signature: login, mechanism, PIN per operation where the key wants it, and the value in the form CMS wants.

use std::sync::Arc;

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
use crate::objects::Objects;
use crate::session::Session;
use crate::token::Token;

/// What a [`SigningKey`](crate::SigningKey) holds of the device.
pub(crate) struct Connection {
    interaction: Arc<dyn Interaction>,
    /// Missing mechanisms are reported before a PIN is asked for.
    plans: Result<Vec<Plan>, TokenError>,
    logged_in_to_find: bool,
    session: Option<Session>,
    key: Option<PrivateKey>,
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
        }
    }

    pub(crate) fn replace_plans(&mut self, plans: Result<Vec<Plan>, TokenError>) {
        self.plans = plans;
    }

    pub(crate) fn logged_in_to_find(&self) -> bool {
        self.logged_in_to_find
    }

    pub(crate) fn proof(&self) -> Option<KeyProof> {
        self.key.map(|key| key.proof)
    }

    /// Logs in and finds the private key, unless that is done.
    pub(crate) fn ready(
        &mut self,
        token: &Token,
        chosen: &TokenCertificate,
    ) -> Result<KeyProof, TokenError> {
        if let Err(missing) = &self.plans {
            return Err(missing.clone());
        }
        let (_, key) = self.session_and_key(token, chosen)?;
        Ok(key.proof)
    }

    /// Signs `message`.
    pub(crate) fn sign(
        &mut self,
        token: &Token,
        chosen: &TokenCertificate,
        algorithm: &SignatureAlgorithm,
        message: &[u8],
    ) -> Result<SignatureValue, TokenError> {
        let mut in_the_login_session = false;
        let signed = self.try_to_sign(token, chosen, message, &mut in_the_login_session);
        if let Err(error) = &signed
            && (in_the_login_session || ends_the_login(error))
        {
            self.session = None;
            self.key = None;
        }
        let value = signed?;
        // A value that does not verify never leaves: a wrong key, or a broken or swapped device.
        check(algorithm, &chosen.certificate, message, &value)?;
        Ok(value)
    }

    fn try_to_sign(
        &mut self,
        token: &Token,
        chosen: &TokenCertificate,
        message: &[u8],
        in_the_login_session: &mut bool,
    ) -> Result<SignatureValue, TokenError> {
        let interaction = Arc::clone(&self.interaction);
        let plans = self.plans.clone()?;
        let (session, key) = self.session_and_key(token, chosen)?;
        let plans = allowed_plans(Objects::of(session.raw()), &key, plans)?;
        let pin = if key.always_authenticate {
            Some(OperationPin::ask(
                token,
                interaction.as_ref(),
                &chosen.certificate,
                session.kept_pin(),
            )?)
        } else {
            None
        };
        // A session of its own: whatever goes wrong, closing it ends the operation, and the login stays. A token that
        // allows one session only gets the operation in that one; if it fails, both end.
        let own;
        let operation = match token.module.loaded.context.open_ro_session(token.slot) {
            Ok(session) => {
                own = session;
                &own
            }
            Err(Error::Pkcs11(RvError::SessionCount, _)) => {
                *in_the_login_session = true;
                session.raw()
            }
            Err(error) => return Err(error.into()),
        };
        operate(token, operation, &key, &plans, pin, message)
    }

    fn session_and_key(
        &mut self,
        token: &Token,
        chosen: &TokenCertificate,
    ) -> Result<(&Session, PrivateKey), TokenError> {
        let session = match self.session.take() {
            Some(session) => session,
            None => Session::log_in(token, self.interaction.as_ref(), Some(&chosen.certificate))?,
        };
        let session = self.session.insert(session);
        let key = match self.key {
            Some(key) => key,
            None => {
                let mut key = locate::private_key(Objects::of(session.raw()), chosen)?;
                if self.logged_in_to_find && key.proof == KeyProof::BeforePin {
                    key.proof = KeyProof::AfterLogin;
                }
                *self.key.insert(key)
            }
        };
        Ok((session, key))
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
    key: &PrivateKey,
    plans: &[Plan],
    pin: Option<OperationPin>,
    message: &[u8],
) -> Result<SignatureValue, TokenError> {
    let plan = begin(operation, key, plans)?;
    if let Some(pin) = pin {
        pin.use_for(token, operation)?;
    }
    let input = plan
        .input(message, CryptoProvider::aws_lc())
        .map_err(|_| TokenError::from_return_value(RvError::MechanismInvalid, "C_SignInit"))?;
    let value = token.module.loaded.raw_sign.sign(operation, &input)?;
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
