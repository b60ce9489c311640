//! Signs a document with a key on a PKCS#11 token; the PIN is asked for by the library, through one callback.
//!
//! `cargo run -p kyso-examples --example sign_with_token -- IN.pdf OUT.pdf MODULE.so TOKEN-LABEL` (PIN in `TOKEN_PIN`)
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use cert_path::CryptoProvider;
use jiff::Timestamp;
use kyso_examples::people::AnyError;
use pades_sign::{ChainNotVerified, CheckedSigner, SignatureRequest, SignerIdentity, sign};
use pdf_revisions::{FileSource, PdfFile};
use secrecy::SecretString;
use token_pkcs11::{Interaction, KeyQuery, Module, PinRequest, SigningKey, TokenQuery};

/// Takes the PIN from the environment; a program for people asks at the terminal.
struct FromEnvironment;

impl Interaction for FromEnvironment {
    fn ask_pin(&self, request: &PinRequest<'_>) -> Option<SecretString> {
        eprintln!("the token {} asks for its PIN", request.token.label);
        std::env::var("TOKEN_PIN").ok().map(SecretString::from)
    }
}

fn main() -> Result<(), AnyError> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, output, module, label] = arguments.as_slice() else {
        return Err("sign_with_token IN.pdf OUT.pdf MODULE.so TOKEN-LABEL".into());
    };
    let now = Timestamp::now();
    let provider = CryptoProvider::aws_lc();

    let query = TokenQuery {
        label: Some(label.clone()),
        ..TokenQuery::default()
    };
    let token = Module::load(module)?.find_token(&query)?;
    let device = SigningKey::find(&token, &KeyQuery::default(), Arc::new(FromEnvironment))?;

    // No anchor is at hand here, so the exception is stated and kept in the record; see `sign_with_pkcs12` for the proven way.
    let statement = ChainNotVerified::acknowledged_by("the example sign_with_token");
    let signer = CheckedSigner::with_unverified_chain(SignerIdentity::of(&device), now, statement)?;

    let file = PdfFile::open(Arc::new(FileSource::open(Path::new(input))?))?;
    let signed = sign(
        &file,
        &SignatureRequest::new(now),
        &signer,
        &device,
        provider,
    )?;
    std::fs::copy(input, output)?;
    std::io::Write::write_all(
        &mut File::options().append(true).open(output)?,
        signed.tail(),
    )?;
    println!("{output}: not checked: {:?}", signed.record().not_checked);
    Ok(())
}
