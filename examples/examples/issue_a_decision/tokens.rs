//! Two key devices, two keys on each.

use std::path::Path;
use std::sync::Arc;

use cades::ExternalSigner;
use kyso_examples::people::AnyError;
use regulation_rules::orders::Act;
use secrecy::SecretString;
use token_pkcs11::{Interaction, KeyQuery, Module, PinRequest, SigningKey, TokenQuery};

/// The module that drives both tokens.
pub(crate) struct Tokens {
    module: Module,
    chain: Vec<cert_path::Certificate>,
}

impl Tokens {
    /// Loads the module of the devices; `sub` issued all certificates on them.
    pub(crate) fn load(module: &Path, sub: &Path) -> Result<Self, AnyError> {
        let issuer = cert_path::Certificate::from_pem(&std::fs::read(sub)?)?;
        Ok(Self {
            module: Module::load(module)?,
            chain: vec![issuer],
        })
    }

    /// The key of whoever does this. Its PIN is asked for once, at the first signature.
    pub(crate) fn key_for(&self, act: Act) -> Result<impl ExternalSigner, AnyError> {
        let (label, id) = match act {
            Act::Initials => ("nguoi-ky", 1),
            Act::AuthorisedPerson => ("nguoi-ky", 2),
            Act::NumberAndDate => ("van-thu", 1),
            Act::Agency => ("van-thu", 2),
        };
        let token = self.module.find_token(&TokenQuery {
            label: Some(label.to_owned()),
            ..TokenQuery::default()
        })?;
        let query = KeyQuery {
            id: Some(vec![id]),
            ..KeyQuery::default()
        };
        let key = SigningKey::find(&token, &query, Arc::new(FromEnvironment))?;
        Ok(key.with_chain(self.chain.clone()))
    }
}

/// Takes the PIN from the environment; a program for people asks at the terminal.
struct FromEnvironment;

impl Interaction for FromEnvironment {
    fn ask_pin(&self, _: &PinRequest<'_>) -> Option<SecretString> {
        std::env::var("TOKEN_PIN").ok().map(SecretString::from)
    }
}
