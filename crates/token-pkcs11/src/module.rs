//! A vendor's PKCS#11 library, loaded and initialised.

use std::collections::HashMap;
use std::hash::RandomState;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::slot::Slot;

use crate::error::{ErrorCode, TokenError};
use crate::known;
use crate::library_header::{Architecture, LibraryHeader};
use crate::login::LoginBook;
use crate::raw::RawCalls;
use crate::token::{Token, TokenInfo, TokenQuery};

/// A loaded PKCS#11 library. Cheap to clone.
///
/// A library stays loaded until the process ends, and is loaded once however often it is asked for: vendors' libraries
/// run threads of their own that do not survive being unloaded, and `C_Initialize` is for the whole process.
#[derive(Clone)]
pub struct Module {
    pub(crate) loaded: Arc<Loaded>,
}

pub(crate) struct Loaded {
    path: PathBuf,
    pub(crate) context: Pkcs11,
    pub(crate) raw: RawCalls,
    /// Who is logged in where, and which PINs were refused. Locked for the length of a login, prompt included.
    pub(crate) logins: Mutex<LoginBook>,
    /// Keys the hashes of refused PINs; different in every process.
    pub(crate) hash_key: RandomState,
}

/// What a library says of itself (`C_GetInfo`).
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ModuleInfo {
    /// Where it was loaded from.
    pub path: PathBuf,
    /// Who made it.
    pub manufacturer: String,
    /// What it calls itself.
    pub description: String,
    /// Its own version.
    pub version: String,
    /// The version of PKCS#11 it speaks.
    pub pkcs11_version: String,
}

/// One slot (reader, port) and the token in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SlotInfo {
    /// The library's number of the slot; it may change whenever tokens come and go.
    pub id: u64,
    /// What the library calls the slot.
    pub description: String,
    /// Who made it.
    pub manufacturer: String,
    /// The token in it, if there is one.
    pub token: Option<TokenInfo>,
}

static LOADED: Mutex<Option<HashMap<PathBuf, Arc<Loaded>>>> = Mutex::new(None);

impl Module {
    /// Loads and initialises the library at `path`.
    ///
    /// # Errors
    /// [`ErrorCode::ModuleNotFound`], [`ErrorCode::ModuleNotSharedLibrary`], [`ErrorCode::ModuleArchitecture`],
    /// [`ErrorCode::ModuleNotLoadable`], [`ErrorCode::ModuleNotPkcs11`], or what `C_Initialize` answered.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, TokenError> {
        let path = existing(path.as_ref())?;
        let mut all = lock(&LOADED);
        let all = all.get_or_insert_default();
        if let Some(loaded) = all.get(&path) {
            return Ok(Self {
                loaded: Arc::clone(loaded),
            });
        }
        check_header(&path)?;
        let loaded = Arc::new(Loaded::new(path.clone())?);
        all.insert(path, Arc::clone(&loaded));
        Ok(Self { loaded })
    }

    /// Loads one of [`known_modules`](crate::known_modules) from the first of its usual places that holds it.
    ///
    /// # Errors
    /// [`ErrorCode::ModuleUnknown`], and all of [`Self::load`].
    pub fn load_named(name: &str) -> Result<Self, TokenError> {
        let known = known::by_name(name);
        if let Some(path) = known.and_then(known::KnownModule::installed_at) {
            return Self::load(path);
        }
        let places = known.map(known::KnownModule::places).unwrap_or_default();
        let looked_for = places
            .iter()
            .map(|place| place.display().to_string())
            .collect();
        Err(ErrorCode::ModuleUnknown {
            name: name.to_owned(),
            looked_for,
        }
        .into())
    }

    /// What the library says of itself.
    ///
    /// # Errors
    /// What `C_GetInfo` answered.
    pub fn info(&self) -> Result<ModuleInfo, TokenError> {
        let info = self.loaded.context.get_library_info()?;
        Ok(ModuleInfo {
            path: self.loaded.path.clone(),
            manufacturer: info.manufacturer_id().to_owned(),
            description: info.library_description().to_owned(),
            version: info.library_version().to_string(),
            pkcs11_version: info.cryptoki_version().to_string(),
        })
    }

    /// Every slot with the token in it, without a PIN.
    ///
    /// # Errors
    /// What `C_GetSlotList`, `C_GetSlotInfo` or `C_GetTokenInfo` answered; a token taken out meanwhile is not an error.
    pub fn slots(&self) -> Result<Vec<SlotInfo>, TokenError> {
        let context = &self.loaded.context;
        let mut slots = Vec::new();
        for slot in context.get_all_slots()? {
            let info = context.get_slot_info(slot)?;
            let token = if info.token_present() {
                present(TokenInfo::read(context, slot))?
            } else {
                None
            };
            slots.push(SlotInfo {
                id: slot.id(),
                description: info.slot_description().to_owned(),
                manufacturer: info.manufacturer_id().to_owned(),
                token,
            });
        }
        Ok(slots)
    }

    /// Every initialised token that is present.
    ///
    /// # Errors
    /// As [`Self::slots`].
    pub fn tokens(&self) -> Result<Vec<Token>, TokenError> {
        let context = &self.loaded.context;
        let mut tokens = Vec::new();
        for slot in context.get_slots_with_token()? {
            if let Some(info) = present(TokenInfo::read(context, slot))?
                && info.initialised
            {
                tokens.push(Token {
                    module: self.clone(),
                    slot,
                    info,
                });
            }
        }
        Ok(tokens)
    }

    /// Every token that is present and not initialised.
    ///
    /// # Errors
    /// As [`Self::slots`].
    pub fn blank_tokens(&self) -> Result<Vec<Token>, TokenError> {
        let slots = self.slots()?.into_iter();
        let present = slots.filter_map(|slot| slot.token);
        Ok(present
            .filter(|info| !info.initialised)
            .filter_map(|info| self.token_in(info.slot_id, info))
            .collect())
    }

    /// A token by the slot it was just listed in.
    pub(crate) fn token_in(&self, slot: u64, info: TokenInfo) -> Option<Token> {
        let slot = Slot::try_from(slot).ok()?;
        Some(Token {
            module: self.clone(),
            slot,
            info,
        })
    }

    /// The one token that fits.
    ///
    /// # Errors
    /// [`ErrorCode::NoToken`], [`ErrorCode::SeveralTokens`] with the list, and all of [`Self::tokens`].
    pub fn find_token(&self, query: &TokenQuery) -> Result<Token, TokenError> {
        let (mut fitting, others): (Vec<_>, Vec<_>) = self
            .tokens()?
            .into_iter()
            .partition(|token| query.fits(&token.info));
        let infos = |tokens: Vec<Token>| tokens.into_iter().map(|token| token.info).collect();
        match (fitting.pop(), fitting.is_empty()) {
            (Some(token), true) => Ok(token),
            (Some(last), false) => {
                fitting.push(last);
                Err(ErrorCode::SeveralTokens {
                    wanted: query.clone(),
                    tokens: infos(fitting),
                }
                .into())
            }
            (None, _) => Err(ErrorCode::NoToken {
                wanted: query.clone(),
                present: infos(others),
            }
            .into()),
        }
    }
}

impl std::fmt::Debug for Module {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Module")
            .field("path", &self.loaded.path)
            .finish_non_exhaustive()
    }
}

impl Loaded {
    fn new(path: PathBuf) -> Result<Self, TokenError> {
        let context = Pkcs11::new(&path)?;
        let raw = RawCalls::find(&path)?;
        match context.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            // Somebody else in this process was first; the library is ours to use all the same (PKCS#11 v3.0 §5.4).
            Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(Self {
            path,
            context,
            raw,
            logins: Mutex::default(),
            hash_key: RandomState::new(),
        })
    }

    pub(crate) fn logins(&self) -> MutexGuard<'_, LoginBook> {
        lock(&self.logins)
    }
}

/// A panic elsewhere leaves these maps whole: every change to them is one insertion or removal.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The full path: a relative one would be searched for by the loader.
fn existing(path: &Path) -> Result<PathBuf, TokenError> {
    match path.canonicalize() {
        Ok(full) if full.is_file() => Ok(full),
        _ => Err(ErrorCode::ModuleNotFound {
            path: path.to_owned(),
        }
        .into()),
    }
}

#[allow(clippy::disallowed_methods)] // the device, and so its library, is this crate's I/O (design.md 1.5)
fn check_header(path: &Path) -> Result<(), TokenError> {
    // PE headers begin within the first kilobytes; ELF within 64 bytes.
    const HEAD: u64 = 64 * 1024;
    let mut head = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(HEAD).read_to_end(&mut head))
        .map_err(|error| ErrorCode::ModuleNotLoadable {
            reason: error.to_string(),
        })?;
    let header = LibraryHeader::parse(&head).filter(|header| header.is_of_this_system());
    let header = header.ok_or(ErrorCode::ModuleNotSharedLibrary)?;
    match (header.architecture(), Architecture::of_this_program()) {
        (found, Some(needed)) if found != needed => {
            Err(ErrorCode::ModuleArchitecture { found, needed }.into())
        }
        _ => Ok(()),
    }
}

/// A token that was taken out between two calls is absent, not an error.
fn present(answer: Result<TokenInfo, TokenError>) -> Result<Option<TokenInfo>, TokenError> {
    match answer {
        Ok(info) => Ok(Some(info)),
        Err(TokenError {
            code: ErrorCode::TokenRemoved,
            ..
        }) => Ok(None),
        Err(error) => Err(error),
    }
}
