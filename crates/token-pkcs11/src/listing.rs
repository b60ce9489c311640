//! Everything a library and its tokens show to somebody without a PIN, as plain values: for `kyso token list` and
//! `kyso token info`.

use crate::error::TokenError;
use crate::inspect::CertificateList;
use crate::module::{Module, ModuleInfo, SlotInfo};

/// A library with its slots.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ModuleListing {
    /// The library.
    pub module: ModuleInfo,
    /// Its slots, also the empty ones.
    pub slots: Vec<SlotListing>,
}

/// A slot with what its token holds.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SlotListing {
    /// The slot and its token.
    pub slot: SlotInfo,
    /// What is on the token: none for an empty slot or an uninitialised token. A token that fails, or is taken out
    /// meanwhile, does not hide the others.
    pub contents: Option<Result<TokenContents, TokenError>>,
}

/// What is on a token, as far as it shows it without a PIN.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TokenContents {
    /// Its certificates.
    pub certificates: CertificateList,
    /// Its signing mechanisms, by their names in the standard.
    pub signing_mechanisms: Vec<String>,
}

impl Module {
    /// The library, its slots and what is on their tokens. Asks for no PIN and spends no attempt.
    ///
    /// # Errors
    /// What the library itself answered; what a token answered stands at that token.
    pub fn listing(&self) -> Result<ModuleListing, TokenError> {
        let slots = self.slots()?;
        let slots = slots
            .into_iter()
            .map(|slot| SlotListing {
                contents: self.contents(&slot),
                slot,
            })
            .collect();
        Ok(ModuleListing {
            module: self.info()?,
            slots,
        })
    }

    fn contents(&self, slot: &SlotInfo) -> Option<Result<TokenContents, TokenError>> {
        let info = slot.token.clone().filter(|token| token.initialised)?;
        let token = self.token_in(slot.id, info)?;
        let contents = token.certificates().and_then(|certificates| {
            Ok(TokenContents {
                certificates,
                signing_mechanisms: token.signing_mechanisms()?,
            })
        });
        Some(contents)
    }
}
