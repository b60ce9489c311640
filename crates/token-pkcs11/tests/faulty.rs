//! A token that is pulled out, swapped, locked, has a PIN pad or few mechanisms: a forwarding library that misbehaves
//! on demand and writes down which calls reach it (support/faulty_module.rs).
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod support;

use support::faulty::faulty;
use support::keys::{self, Kind};
use support::person::Person;
use support::{PIN, sign_and_verify, signing_error};
use token_pkcs11::{ErrorCode, KeyQuery, PinWarning, SigningKey, Token, TokenQuery};

fn find(token: &Token, person: std::sync::Arc<Person>) -> SigningKey {
    SigningKey::find(token, &KeyQuery::default(), person).unwrap()
}

#[test]
fn a_token_pulled_out_before_the_login_is_removed_and_costs_no_pin() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("rút trước", Kind::P256);
    let person = Person::with_pins(&[PIN]);
    let key = find(&token, person.clone());
    faulty.calls();
    faulty.behave("removed");
    assert_eq!(signing_error(&key).code, ErrorCode::TokenRemoved);
    assert_eq!((person.asked().len(), faulty.count("C_Login")), (0, 0));
    assert_eq!(
        token.current_info().unwrap_err().code,
        ErrorCode::TokenRemoved
    );
    let query = TokenQuery {
        label: Some("rút trước".to_owned()),
        serial: None,
    };
    assert!(matches!(
        faulty.bench.module.find_token(&query).unwrap_err().code,
        ErrorCode::NoToken { .. }
    ));
    // Put back: the same key serves.
    faulty.behave("");
    sign_and_verify(&key);
}

#[test]
fn a_token_pulled_out_between_pin_and_signature_is_removed() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("rút giữa", Kind::Rsa2048);
    let key = find(&token, Person::with_pins(&[PIN, PIN]));
    sign_and_verify(&key);
    faulty.behave("removed-at-sign");
    let error = signing_error(&key);
    assert_eq!(
        (error.code, error.call.as_deref()),
        (ErrorCode::TokenRemoved, Some("C_Sign"))
    );
    faulty.behave("removed");
    assert_eq!(signing_error(&key).code, ErrorCode::TokenRemoved);
    assert!(token.current_info().is_err());
    // Put back: its sessions are gone, so it is logged in to again, with the second PIN.
    faulty.behave("");
    sign_and_verify(&key);
}

#[test]
fn another_token_in_the_same_slot_gets_no_pin() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("tráo", Kind::P256);
    let person = Person::with_pins(&[PIN]);
    let key = find(&token, person.clone());
    faulty.behave("other-token");
    assert_eq!(signing_error(&key).code, ErrorCode::TokenRemoved);
    assert_eq!((person.asked().len(), faulty.count("C_Login")), (0, 0));
}

#[test]
fn a_locked_token_is_not_touched() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("đã khóa", Kind::P256);
    let person = Person::who_confirms_the_final_try(&[PIN]);
    let key = find(&token, person.clone());
    faulty.behave("locked");
    assert_eq!(signing_error(&key).code, ErrorCode::PinLocked);
    assert!(token.current_info().unwrap().pin.locked);
    assert_eq!((person.asked().len(), faulty.count("C_Login")), (0, 0));
}

#[test]
fn a_wrong_pin_reaches_the_token_once_however_often_it_is_given() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("một lần", Kind::P256);
    let wrong = "sai-nhieu-lan";
    let person = Person::with_pins(&[wrong; 5]);
    let key = find(&token, person.clone());
    faulty.calls();
    assert!(matches!(
        signing_error(&key).code,
        ErrorCode::PinIncorrect { .. }
    ));
    for _ in 0..4 {
        assert_eq!(
            signing_error(&find(&token, person.clone())).code,
            ErrorCode::PinAlreadyRefused
        );
    }
    assert_eq!(faulty.count("C_Login"), 1);
}

#[test]
fn the_final_try_of_a_token_is_asked_about_first() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("lần cuối", Kind::P256);
    faulty.behave("final-try");
    let cautious = Person::with_pins(&[PIN]);
    assert_eq!(
        signing_error(&find(&token, cautious.clone())).code,
        ErrorCode::Cancelled
    );
    assert_eq!(
        (cautious.final_tries_asked(), faulty.count("C_Login")),
        (1, 0)
    );
    let bold = Person::who_confirms_the_final_try(&[PIN]);
    sign_and_verify(&find(&token, bold.clone()));
    assert_eq!(bold.asked()[0].1, PinWarning::FinalTry);
}

#[test]
fn a_pin_pad_is_used_instead_of_a_prompt() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("bàn phím", Kind::P256);
    faulty.behave("protected");
    assert!(token.current_info().unwrap().protected_authentication_path);
    let person = Person::with_pins(&[]);
    let key = find(&token, person.clone());
    sign_and_verify(&key);
    sign_and_verify(&key);
    assert_eq!(
        (
            person.sent_to_device(),
            person.asked().len(),
            faulty.count("C_Login")
        ),
        (1, 0, 1)
    );
}

#[test]
fn rsa_is_signed_through_the_bare_mechanism_where_the_token_has_no_other() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("chỉ RSA_PKCS", Kind::Rsa2048);
    let hashing = find(&token, Person::with_pins(&[PIN]));
    sign_and_verify(&hashing);
    drop(hashing);
    assert!(
        faulty.calls().contains(&"C_SignInit 0x40".to_owned()),
        "CKM_SHA256_RSA_PKCS first"
    );
    faulty.behave("mechanism 1");
    assert_eq!(token.signing_mechanisms().unwrap(), ["CKM_RSA_PKCS"]);
    sign_and_verify(&find(&token, Person::with_pins(&[PIN])));
    assert!(
        faulty.calls().contains(&"C_SignInit 0x1".to_owned()),
        "CKM_RSA_PKCS with our DigestInfo"
    );
    // CKM_RSA_PKCS_PSS alone: PSS over our hash.
    faulty.behave("mechanism 13");
    let digest = cert_path::DigestAlgorithm::Sha256;
    let pss = cert_path::SignatureAlgorithm::RsaPss {
        digest,
        mgf_digest: digest,
        salt_length: 32,
    };
    sign_and_verify(
        &find(&token, Person::with_pins(&[PIN]))
            .with_algorithm(pss)
            .unwrap(),
    );
    assert!(
        faulty.calls().contains(&"C_SignInit 0xd".to_owned()),
        "CKM_RSA_PKCS_PSS with our hash"
    );
}

#[test]
fn a_token_without_a_fitting_mechanism_says_what_it_has_and_costs_no_pin() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("thiếu cơ chế", Kind::P256);
    faulty.behave("mechanism 1");
    let person = Person::with_pins(&[PIN]);
    let key = find(&token, person.clone());
    let ErrorCode::MechanismMissing { wanted, available } = signing_error(&key).code else {
        panic!("mechanism")
    };
    assert_eq!(
        (wanted.as_str(), available),
        ("ECDSA with SHA-256", vec!["CKM_RSA_PKCS".to_owned()])
    );
    assert_eq!((person.asked().len(), faulty.count("C_Login")), (0, 0));
}

#[test]
fn a_damaged_signature_does_not_leave() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("hỏng", Kind::P256);
    let key = find(&token, Person::with_pins(&[PIN]));
    faulty.behave("damaged-signature");
    let error = signing_error(&key);
    assert_eq!(
        (error.code, error.call.as_deref()),
        (ErrorCode::SignatureWrong, Some("C_Sign"))
    );
}

#[test]
fn sessions_are_read_only_and_the_login_ends_with_the_key() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("chỉ đọc", Kind::P256);
    let key = find(&token, Person::with_pins(&[PIN]));
    sign_and_verify(&key);
    sign_and_verify(&key);
    drop(key);
    let calls = faulty.calls();
    let count = |call: &str| calls.iter().filter(|line| line.starts_with(call)).count();
    assert_eq!(
        (
            count("C_OpenSession rw"),
            count("C_Login"),
            count("C_Logout")
        ),
        (0, 1, 1),
        "{calls:?}"
    );
    // One C_Sign per signature: the length is not asked for first.
    assert_eq!(
        (count("C_SignInit"), count("C_Sign") - count("C_SignInit")),
        (2, 2)
    );
}

#[test]
fn a_token_that_allows_one_session_signs_too() {
    let (_turn, faulty) = faulty();
    let token = faulty.bench.new_token("một phiên");
    let issued = keys::issue(Kind::Rsa2048, "Một phiên");
    let writer = faulty.bench.writer(&token);
    issued.put_private_key(&writer, &[1], "k", true);
    issued.put_public_key(&writer, &[1], "k");
    keys::put_certificate(&writer, &issued.certificate, &[1], "k");
    drop(writer);
    faulty.behave("one-session");
    let key = find(&token, Person::with_pins(&[PIN, PIN, "sai-sai", PIN, PIN]));
    sign_and_verify(&key);
    assert!(matches!(
        signing_error(&key).code,
        ErrorCode::PinIncorrect { .. }
    ));
    // The operation that was begun cannot be taken back in the only session: it ended with the login.
    sign_and_verify(&key);
}

#[test]
fn a_wrong_pin_that_locks_is_reported_as_the_lock() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("khóa ngay", Kind::P256);
    let key = find(&token, Person::with_pins(&["sai-va-khoa"]));
    faulty.behave("locked-by-login");
    let error = signing_error(&key);
    assert_eq!(
        (error.code, error.call.as_deref()),
        (ErrorCode::PinLocked, Some("C_Login"))
    );
}
