//! A key behind a remote signing service, for whoever signs: `remote-csc` with a network and a person (docs/decisions/0047).

mod http;
mod person;

use std::sync::Arc;

use remote_csc::{CscError, RemoteSigner, Service};

use crate::args::{Digest, Key};
use crate::exit::Failure;
use crate::failures;
use crate::key::{self, Device};
use crate::secret;
use crate::text::{Lang, Text};
use http::Https;
use person::Person;

/// Asks the service for the credential; PIN and one-time password are asked for when it signs.
pub(crate) fn signing_key(
    address: &str,
    key: &Key,
    digest: Digest,
    lang: Lang,
) -> Result<Device, Failure> {
    let on = &key.on_service;
    let (Some(credential), Some(variable)) = (&on.csc_credential, &on.csc_token_env) else {
        return Err(Failure::usage(
            "csc-credential",
            Text::new(
                "--csc cần --csc-credential và --csc-token-env.",
                "--csc needs --csc-credential and --csc-token-env.",
            ),
        ));
    };
    http::check(address)?;
    let failed = |error: CscError| failures::csc(&error);
    let token = secret::of_service(variable)?;
    let service = Service::new(Arc::new(Https::new()), address, token);
    let credential = service.credential(credential).map_err(failed)?;
    let algorithm = key::algorithm(credential.certificate.public_key_kind(), digest, key.pss)?;
    let person = Arc::new(Person::new(&key.pin, on.otp_env.as_deref(), lang));
    let signer = RemoteSigner::new(service, credential, algorithm, person).map_err(failed)?;
    Ok(Box::new(signer))
}
