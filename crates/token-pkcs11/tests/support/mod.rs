//! What the token tests share: soft tokens of their own, keys put on them, a person who answers from a list.
//!
//! Every test binary is a process of its own with one token folder; PKCS#11 libraries read their configuration once.
//! What these tests put on a token goes there through `cryptoki`, beside the crate's own calls.

#![allow(dead_code, unsafe_code, unreachable_pub)] // each test binary uses its part; environment variables are unsafe to set
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

pub mod faulty;
pub mod keys;
pub mod person;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use cades::{ExternalSigner as _, ToBeSigned};
use cert_path::{CryptoProvider, DigestAlgorithm};
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::Slot;
use cryptoki::types::AuthPin;
use token_pkcs11::{Module, SigningKey, Token, TokenError, TokenQuery};

pub const PIN: &str = "ma-pin-7391";
pub const SO_PIN: &str = "so-pin-4826";

/// A soft token library with a folder of its own.
pub struct Bench {
    pub module: Module,
    pub folder: PathBuf,
    context: Pkcs11,
    /// Slots are handed out one at a time.
    next: Mutex<usize>,
    /// Kept to the end of the process.
    _folder: tempfile::TempDir,
}

/// SoftHSM2, from TEST_PKCS11_SOFTHSM or where Debian puts it.
pub fn softhsm() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| {
        let library = softhsm_library();
        let folder = softhsm_folder();
        Bench::open(&library, folder)
    })
}

/// The folder and configuration of SoftHSM2, without loading it.
pub fn softhsm_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let tokens = folder.path().join("tokens");
    std::fs::create_dir(&tokens).unwrap();
    let configuration = folder.path().join("softhsm2.conf");
    let text = format!(
        "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
        tokens.display()
    );
    std::fs::write(&configuration, text).unwrap();
    set_variable("SOFTHSM2_CONF", &configuration);
    folder
}

pub fn softhsm_library() -> PathBuf {
    let usual = [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    ];
    library(
        "TEST_PKCS11_SOFTHSM",
        &usual.map(PathBuf::from),
        "scripts/install-softhsm.sh",
    )
}

/// kryoptic, from TEST_PKCS11_KRYOPTIC or where scripts/install-kryoptic.sh puts it.
pub fn kryoptic() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| {
        let tools = std::env::var_os("KYSO_TOOLS").map(PathBuf::from);
        let home =
            std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache/kyso-tools"));
        let usual: Vec<_> = tools
            .into_iter()
            .chain(home)
            .map(|tools| tools.join("libkryoptic_pkcs11.so"))
            .collect();
        let library = library(
            "TEST_PKCS11_KRYOPTIC",
            &usual,
            "scripts/install-kryoptic.sh",
        );
        let folder = tempfile::tempdir().unwrap();
        let mut text = String::new();
        for slot in 1..=12 {
            let database = folder.path().join(format!("token{slot}.sql"));
            text += &format!(
                "[[slots]]\nslot = {slot}\ndbtype = \"sqlite\"\ndbargs = \"{}\"\n\n",
                database.display()
            );
        }
        let configuration = folder.path().join("token.conf");
        std::fs::write(&configuration, text).unwrap();
        set_variable("KRYOPTIC_CONF", &configuration);
        Bench::open(&library, folder)
    })
}

/// Never skipped: a missing library is a failure that says how to get it.
fn library(variable: &str, usual: &[PathBuf], script: &str) -> PathBuf {
    if let Some(path) = std::env::var_os(variable) {
        let path = PathBuf::from(path);
        assert!(
            path.is_file(),
            "{variable} names {}, where there is no file; run {script}",
            path.display()
        );
        return path;
    }
    let found = usual.iter().find(|path| path.is_file());
    found
        .unwrap_or_else(|| {
            panic!("no test token library; run {script} or set {variable} (looked at {usual:?})")
        })
        .clone()
}

pub fn set_variable(name: &str, value: &Path) {
    // SAFETY: called once per variable, inside the first use of a fixture that every test of the binary goes through
    // before it does anything else; Rust's own readers of the environment are locked against it.
    unsafe { std::env::set_var(name, value) };
}

impl Bench {
    pub fn open(library: &Path, folder: tempfile::TempDir) -> Self {
        let context = Pkcs11::new(library).unwrap();
        // Initialised here first, so every test also shows that a second C_Initialize does no harm.
        context
            .initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK))
            .unwrap();
        let module = Module::load(library).unwrap();
        Self {
            module,
            folder: folder.path().to_owned(),
            context,
            next: Mutex::new(0),
            _folder: folder,
        }
    }

    /// Initialises a new token.
    pub fn new_token(&self, label: &str) -> Token {
        self.initialise(label);
        self.module
            .find_token(&TokenQuery {
                label: Some(label.to_owned()),
                serial: None,
            })
            .unwrap()
    }

    /// While this is held, nobody else takes the blank slot.
    pub fn turn(&self) -> std::sync::MutexGuard<'_, usize> {
        self.next.lock().unwrap()
    }

    /// Initialises a new token without setting a user PIN.
    pub fn new_token_without_pin(&self, label: &str) -> Token {
        let mut next = self.next.lock().unwrap();
        *next += 1;
        self.context
            .init_token(self.empty_slot(), &secret(SO_PIN), label)
            .unwrap();
        self.module
            .find_token(&TokenQuery {
                label: Some(label.to_owned()),
                serial: None,
            })
            .unwrap()
    }

    fn initialise(&self, label: &str) {
        let mut next = self.next.lock().unwrap();
        *next += 1;
        self.context
            .init_token(self.empty_slot(), &secret(SO_PIN), label)
            .unwrap();
        let session = self.context.open_rw_session(self.slot_of(label)).unwrap();
        session.login(UserType::So, Some(&secret(SO_PIN))).unwrap();
        session.init_pin(&secret(PIN)).unwrap();
        session.logout().unwrap();
    }

    fn empty_slot(&self) -> Slot {
        let slots = self.context.get_all_slots().unwrap();
        let empty = slots.into_iter().find(|slot| {
            self.context
                .get_token_info(*slot)
                .is_ok_and(|info| !info.token_initialized())
        });
        empty.expect("a slot without a token")
    }

    fn slot_of(&self, label: &str) -> Slot {
        let slots = self.context.get_all_slots().unwrap();
        let slot = slots.into_iter().find(|slot| {
            self.context
                .get_token_info(*slot)
                .is_ok_and(|info| info.token_initialized() && info.label() == label)
        });
        slot.expect("the token just made")
    }

    /// A read-write session with the user logged in, to put objects on a token.
    pub fn writer(&self, token: &Token) -> Session {
        let session = self
            .context
            .open_rw_session(self.slot_of(&token.info().label))
            .unwrap();
        session.login(UserType::User, Some(&secret(PIN))).unwrap();
        session
    }
}

pub fn secret(text: &str) -> AuthPin {
    AuthPin::from(text.to_owned())
}

/// Data to be signed, as the signing crates prepare it.
pub fn to_be_signed(key: &SigningKey) -> ToBeSigned {
    let algorithm = key.algorithm();
    let digest = algorithm.digest().unwrap_or(DigestAlgorithm::Sha512);
    let content = CryptoProvider::aws_lc()
        .digest(digest, "Nội dung công văn".as_bytes())
        .unwrap();
    ToBeSigned::new(&content, key.certificate(), algorithm).unwrap()
}

/// Signs and verifies under the certificate.
pub fn sign_and_verify(key: &SigningKey) {
    let data = to_be_signed(key);
    let value = key.sign(&data).unwrap();
    CryptoProvider::aws_lc()
        .verify(
            &key.algorithm(),
            key.certificate().spki_der(),
            data.as_der(),
            value.as_bytes(),
        )
        .unwrap();
}

/// The error of a signature that must fail.
pub fn signing_error(key: &SigningKey) -> TokenError {
    let error = key.sign(&to_be_signed(key)).unwrap_err();
    error
        .downcast_ref::<TokenError>()
        .expect("a TokenError")
        .clone()
}

pub fn nobody() -> Arc<token_pkcs11::NoInteraction> {
    Arc::new(token_pkcs11::NoInteraction)
}
