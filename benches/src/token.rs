//! Signing through `token-pkcs11` on SoftHSM2, and the module's own rate through one session.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cades::{ExternalSigner as _, ToBeSigned};
use cert_path::{CryptoProvider, DigestAlgorithm};
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::mechanism::Mechanism;
use cryptoki::object::{Attribute, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use secrecy::SecretString;
use token_pkcs11::{Interaction, KeyQuery, Module, PinRequest, SigningKey, TokenQuery};

use keys::Kind;

#[allow(
    missing_docs,
    unnameable_types,
    dead_code,
    unreachable_pub,
    clippy::unwrap_used
)] // the tests' keys
#[path = "../../crates/token-pkcs11/tests/support/keys.rs"]
mod keys;

/// The first argument that makes a program the one that is measured; SOFTHSM2_CONF is set for it.
pub const BATCH: &str = "--batch-on-a-token";
const PIN: &str = "12345678";
const LABEL: &str = "bench";

/// Where Debian puts SoftHSM2, or TEST_PKCS11_SOFTHSM.
///
/// # Errors
/// It is nowhere: `scripts/install-softhsm.sh` installs it.
pub fn library() -> io::Result<PathBuf> {
    let named = std::env::var_os("TEST_PKCS11_SOFTHSM").map(PathBuf::from);
    let usual = [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    ];
    let mut places = named.into_iter().chain(usual.map(PathBuf::from));
    places
        .find(|path| path.is_file())
        .ok_or_else(|| io::Error::other("no SoftHSM2: scripts/install-softhsm.sh installs it"))
}

/// Measures in a child of this program: SoftHSM2 finds its tokens by the environment of its process. Whether the bounds hold.
///
/// # Errors
/// The child cannot be started.
pub fn in_a_process_of_its_own(folder: &Path) -> io::Result<bool> {
    let mut child = std::process::Command::new(std::env::current_exe()?);
    child
        .arg(BATCH)
        .env("SOFTHSM2_CONF", configuration(folder)?);
    Ok(child.status()?.success())
}

/// A configuration with a folder of tokens of its own, for SOFTHSM2_CONF.
fn configuration(folder: &Path) -> io::Result<PathBuf> {
    let tokens = folder.join("softhsm-tokens");
    std::fs::create_dir_all(&tokens)?;
    let file = folder.join("softhsm2.conf");
    std::fs::write(
        &file,
        format!(
            "directories.tokendir = {}\nlog.level = ERROR\n",
            tokens.display()
        ),
    )?;
    Ok(file)
}

struct Desk;

impl Interaction for Desk {
    fn ask_pin(&self, _: &PinRequest<'_>) -> Option<SecretString> {
        Some(SecretString::from(PIN))
    }
}

/// A token with one RSA-2048 key, opened both ways.
pub struct TokenCase {
    key: SigningKey,
    data: ToBeSigned,
    bare: Session,
    handle: ObjectHandle,
}

impl TokenCase {
    /// Makes the token and logs in.
    ///
    /// # Errors
    /// Whatever SoftHSM2 answers.
    pub fn new() -> io::Result<Self> {
        let library = library()?;
        let context = Pkcs11::new(&library).map_err(io::Error::other)?;
        context
            .initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK))
            .map_err(io::Error::other)?;
        let bare = filled(&context).map_err(io::Error::other)?;
        let found = bare.find_objects(&[Attribute::Class(ObjectClass::PRIVATE_KEY)]);
        let handle = found.map_err(io::Error::other)?;
        let query = TokenQuery {
            label: Some(LABEL.to_owned()),
            serial: None,
        };
        let key = Module::load(library)
            .and_then(|module| module.find_token(&query))
            .and_then(|token| SigningKey::find(&token, &KeyQuery::default(), Arc::new(Desk)))
            .map_err(io::Error::other)?
            .with_one_attempt();
        let digest = CryptoProvider::aws_lc().digest(DigestAlgorithm::Sha256, b"content");
        let digest = digest.map_err(io::Error::other)?;
        let data = ToBeSigned::new(&digest, key.certificate(), key.algorithm());
        Ok(Self {
            data: data.map_err(io::Error::other)?,
            key,
            bare,
            handle: *handle.first().ok_or_else(|| io::Error::other("no key"))?,
        })
    }

    /// `C_SignInit` and `C_Sign` in one session, so many times.
    ///
    /// # Panics
    /// When SoftHSM2 fails.
    pub fn bare(&self, times: usize) {
        for _ in 0..times {
            let signed = self
                .bare
                .sign(&Mechanism::Sha256RsaPkcs, self.handle, self.data.as_der());
            std::hint::black_box(signed.expect("the key signs"));
        }
    }

    /// As many signatures through the library, each verified, shared among threads.
    ///
    /// # Panics
    /// When the token fails.
    pub fn ours(&self, times: usize, threads: usize) {
        let (key, data) = (&self.key, &self.data);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    for _ in 0..times / threads {
                        std::hint::black_box(key.sign(data).expect("the key signs"));
                    }
                });
            }
        });
    }
}

/// A new token with a key and its certificate; the session stays logged in.
fn filled(context: &Pkcs11) -> cryptoki::error::Result<Session> {
    let pin = SecretString::from(PIN);
    let free = context.get_all_slots()?;
    context.init_token(free[0], &pin, LABEL)?;
    let slot: Slot = context.get_slots_with_initialized_token()?[0];
    let session = context.open_rw_session(slot)?;
    session.login(UserType::So, Some(&pin))?;
    session.init_pin(&pin)?;
    session.logout()?;
    session.login(UserType::User, Some(&pin))?;
    keys::issue(Kind::Rsa2048, "Bench").put(&session, &[1], "k");
    Ok(session)
}
