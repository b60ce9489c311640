//! A signing key on a PKCS#11 token, and nothing else of PKCS#11.
//!
//! What a caller does, in this order:
//!
//! 1. [`Module::load`] a vendor's library (or [`Module::load_named`] one of [`known_modules`]);
//! 2. [`Module::find_token`] one token by label or serial number ([`Module::slots`] lists everything);
//! 3. [`SigningKey::find`] one certificate on it; where the token shows its public keys without a PIN, a certificate
//!    whose key is another one is refused here, before an attempt is spent;
//! 4. give the key to whoever signs: it is a [`cades::ExternalSigner`]. The PIN is asked for at the first signature,
//!    through [`Interaction`], once.
//!
//! ```no_run
//! use std::sync::Arc;
//! use secrecy::SecretString;
//! use token_pkcs11::{Interaction, KeyQuery, Module, PinRequest, SigningKey, TokenQuery};
//!
//! struct Desk;
//!
//! impl Interaction for Desk {
//!     fn ask_pin(&self, request: &PinRequest<'_>) -> Option<SecretString> {
//!         let _shown_before_the_pin = (&request.token.label, &request.token.serial, request.warning);
//!         None // a real program prompts here
//!     }
//! }
//!
//! let module = Module::load("/usr/lib/bit4id/libbit4xpki.so")?;
//! let token = module.find_token(&TokenQuery { label: Some("VGCA Token".to_owned()), serial: None })?;
//! let key = SigningKey::find(&token, &KeyQuery::default(), Arc::new(Desk))?;
//! # Ok::<(), token_pkcs11::TokenError>(())
//! ```
//!
//! A subscriber may change the PIN ([`Token::change_pin`]).
//!
//! It is *not* for managing the tokens of the government CA: data on such a device may be changed only with the consent of Ban Cơ
//! yếu Chính phủ (Bình Định Điều 7(2), 12(5)). The calls that initialise, import or unblock need a [`ChangeableToken`], which
//! exists only after every certificate was seen and cleared by the caller ([`Inventory::release`]).
//!
//! PKCS#11 reports *flags* about the remaining PIN attempts, never a number, so no number is invented:
//! [`PinWarning::CountLow`], [`PinWarning::FinalTry`], [`PinState::locked`].
//!
//! `unsafe` is confined to one module, `raw`, with its argument.

mod administer;
mod error;
mod import;
mod inspect;
mod installed;
mod interaction;
mod inventory;
mod key;
mod known;
mod library_header;
mod listing;
mod locate;
mod login;
mod mechanism;
mod module;
mod objects;
mod pin;
mod public_key;
mod raw;
mod session;
mod signer;
mod token;

pub use error::{ErrorCode, ReturnValue, TokenError};
pub use import::ImportedKey;
pub use inspect::{CertificateList, TokenCertificate, UnreadableCertificate};
pub use installed::{InstalledModule, ModuleSource, installed_modules};
pub use interaction::{Interaction, NoInteraction, PinPurpose, PinRequest};
pub use inventory::{ChangeableToken, Inventory, Seen};
pub use key::{KeyProof, KeyQuery, SigningKey};
pub use known::{KnownModule, known_modules};
pub use library_header::Architecture;
pub use listing::{ModuleListing, SlotListing, TokenContents};
pub use module::{Module, ModuleInfo, SlotInfo};
pub use public_key::PublicKeyMatch;
pub use token::{PinState, PinWarning, SoPinState, Token, TokenInfo, TokenQuery};
