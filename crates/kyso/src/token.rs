//! `kyso token …`: key devices.

pub(crate) mod doctor;
mod forms;
pub(crate) mod government;
mod import;
mod info;
mod init;
mod key;
mod list;
pub(crate) mod material;
mod person;
mod pin;
mod unblock;
mod words;

use std::path::Path;

use cert_path::Certificate;
use token_pkcs11::{Module, Token as Device, TokenError, TokenQuery, known_modules};

use crate::args::{OnDevice, Token, TokenPin};
use crate::exit::{Failure, Outcome};
use crate::failures;
use crate::job::Job;

pub(crate) use key::signing_key;

/// `kyso token …`.
pub(crate) fn run(command: &Token, job: &Job) -> Outcome {
    match command {
        Token::List(args) => list::list(args, job),
        Token::Info(args) => info::info(args, job),
        Token::Doctor(args) => doctor::doctor(args, job),
        Token::Init(args) => init::init(args, job),
        Token::Import(args) => import::import(args, job),
        Token::Unblock(args) => unblock::unblock(args, job),
        Token::Pin(TokenPin::Change(args)) => pin::change(args, job),
    }
}

/// The one device meant.
fn find(args: &OnDevice) -> Result<Device, Failure> {
    let query = TokenQuery {
        label: args.token_label.clone(),
        serial: args.token_serial.clone(),
    };
    load(&args.module)
        .and_then(|module| module.find_token(&query))
        .map_err(|error| failures::token(&error))
}

/// The serial number of the one device meant and the certificates it shows without a password.
pub(crate) fn shown(
    module: &Path,
    label: Option<String>,
    serial: Option<String>,
) -> Result<(String, Vec<Certificate>), Failure> {
    let failed = |error: TokenError| failures::token(&error);
    let query = TokenQuery { label, serial };
    let found = load(module).and_then(|module| module.find_token(&query));
    let token = found.map_err(failed)?;
    let list = token.certificates().map_err(failed)?;
    let certificates = list.certificates.into_iter().map(|one| one.certificate);
    Ok((token.info().serial.clone(), certificates.collect()))
}

/// A path, or one of the names of `kyso token list`.
fn load(module: &Path) -> Result<Module, TokenError> {
    match module.to_str() {
        Some(name) if known_modules().iter().any(|known| known.name == name) => {
            Module::load_named(name)
        }
        _ => Module::load(module),
    }
}
