//! A key on a token for whoever signs.

use std::path::Path;
use std::sync::Arc;

use cades::ExternalSigner;
use token_pkcs11::{KeyQuery, SigningKey, TokenError, TokenQuery};

use super::load;
use super::person::Person;
use crate::args::{Digest, Key};
use crate::exit::Failure;
use crate::failures;
use crate::key;
use crate::text::{Lang, Text};

/// The key on the token; its PIN is asked for when it signs.
pub(crate) fn signing_key(
    module: &Path,
    key: &Key,
    digest: Digest,
    lang: Lang,
) -> Result<key::Device, Failure> {
    let failed = |error: TokenError| failures::token(&error);
    let on = &key.on_token;
    let query = TokenQuery {
        label: on.token_label.clone(),
        serial: on.token_serial.clone(),
    };
    let token = load(module)
        .and_then(|module| module.find_token(&query))
        .map_err(failed)?;
    let wanted = KeyQuery {
        id: on.key_id.as_deref().map(bytes).transpose()?,
        label: on.key_label.clone(),
        certificate_serial: on.certificate_serial.clone(),
    };
    let found = SigningKey::find(&token, &wanted, Arc::new(Person::with_pin(&key.pin, lang)))
        .map_err(failed)?;
    let algorithm = key::algorithm(found.certificate().public_key_kind(), digest, key.pss)?;
    let found = found.with_algorithm(algorithm).map_err(failed)?;
    // Nobody is asked again, however many files follow.
    Ok(Box::new(found.with_one_attempt()))
}

fn bytes(hex: &str) -> Result<Vec<u8>, Failure> {
    let digits: String = hex
        .chars()
        .filter(|letter| !matches!(letter, ':' | ' '))
        .collect();
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| {
            std::str::from_utf8(pair)
                .ok()
                .filter(|pair| pair.len() == 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect::<Option<Vec<u8>>>()
        .ok_or_else(|| {
            Failure::usage(
                "key-id",
                Text::new(
                    format!("“{hex}” không phải số hệ 16."),
                    format!("“{hex}” is not hexadecimal."),
                ),
            )
        })
}
