//! A library without any token: its own process, because SoftHSM reads its folder once.
#![allow(clippy::unwrap_used)]

mod support;

use token_pkcs11::{ErrorCode, Module, TokenQuery};

#[test]
fn no_token_is_an_error_of_its_own() {
    let _folder = support::softhsm_folder();
    let module = Module::load(support::softhsm_library()).unwrap();
    // SoftHSM always offers one slot with an uninitialised token: it is listed, and it is not a token to sign with.
    let slots = module.slots().unwrap();
    assert!(
        slots
            .iter()
            .filter_map(|slot| slot.token.as_ref())
            .all(|token| !token.initialised)
    );
    let listing = module.listing().unwrap();
    assert!(!listing.slots.is_empty() && listing.slots.iter().all(|slot| slot.contents.is_none()));
    assert!(module.tokens().unwrap().is_empty());
    let error = module.find_token(&TokenQuery::default()).unwrap_err();
    assert_eq!(
        error.code,
        ErrorCode::NoToken {
            wanted: TokenQuery::default(),
            present: vec![]
        }
    );
}
