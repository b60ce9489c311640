//! Changing the PIN: what is checked before anything is sent, and that an old PIN is sent once. On the forwarding library,
//! which counts.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod support;

use support::faulty::faulty;
use support::keys::Kind;
use support::person::Person;
use support::{PIN, sign_and_verify, signing_error};
use token_pkcs11::{ErrorCode, KeyQuery, NoInteraction, PinPurpose, PinWarning, SigningKey};

const NEW: &str = "ma-moi-2840";

#[test]
fn the_new_pin_serves_and_the_old_one_no_more() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("đổi", Kind::P256);
    let person = Person::with_pins(&[PIN]).with_new_pins(&[NEW]);
    token.change_pin(person.as_ref()).unwrap();
    assert_eq!(person.asked(), [(PinPurpose::Change, PinWarning::None)]);
    let calls = faulty.calls();
    assert_eq!(calls.iter().filter(|call| *call == "C_SetPIN").count(), 1);
    assert!(!calls.contains(&"C_Login user".to_owned()), "{calls:?}");
    let find = |pin| {
        let person = Person::with_pins(&[pin]);
        SigningKey::find(&token, &KeyQuery::default(), person).unwrap()
    };
    let code = signing_error(&find(PIN)).code;
    assert!(matches!(code, ErrorCode::PinIncorrect { .. }), "{code}");
    sign_and_verify(&find(NEW));
}

#[test]
fn a_wrong_old_pin_is_sent_once_and_not_for_a_login_either() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("cũ sai", Kind::P256);
    let wrong = "sai-mat-khau";
    let change = || {
        let person = Person::with_pins(&[wrong]).with_new_pins(&[NEW]);
        token.change_pin(person.as_ref()).unwrap_err()
    };
    let error = change();
    assert_eq!(
        (error.code, error.call.as_deref()),
        (
            ErrorCode::PinIncorrect {
                warning: PinWarning::CountLow
            },
            Some("C_SetPIN")
        )
    );
    assert_eq!(change().code, ErrorCode::PinAlreadyRefused);
    let key = SigningKey::find(&token, &KeyQuery::default(), Person::with_pins(&[wrong])).unwrap();
    assert_eq!(signing_error(&key).code, ErrorCode::PinAlreadyRefused);
    let calls = faulty.calls();
    let sent = calls
        .iter()
        .filter(|call| *call == "C_SetPIN" || call.starts_with("C_Login"));
    assert_eq!(sent.count(), 1, "{calls:?}");
}

#[test]
fn nothing_is_sent_where_it_would_be_refused_or_nobody_agreed() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("chưa gửi", Kind::P256);
    let long = "9".repeat(300);
    let length = |code: ErrorCode| matches!(code, ErrorCode::PinLength { .. });
    let change =
        |person: std::sync::Arc<Person>| token.change_pin(person.as_ref()).unwrap_err().code;
    assert!(length(change(
        Person::with_pins(&["1"]).with_new_pins(&[NEW])
    )));
    assert!(length(change(
        Person::with_pins(&[PIN]).with_new_pins(&["1"])
    )));
    assert!(length(change(
        Person::with_pins(&[PIN]).with_new_pins(&[&long])
    )));
    assert_eq!(change(Person::with_pins(&[PIN])), ErrorCode::Cancelled);
    assert_eq!(change(Person::with_pins(&[])), ErrorCode::Cancelled);
    assert_eq!(
        token.change_pin(&NoInteraction).unwrap_err().code,
        ErrorCode::Cancelled
    );
    faulty.behave("final-try");
    let cautious = Person::with_pins(&[PIN]).with_new_pins(&[NEW]);
    assert_eq!(change(cautious.clone()), ErrorCode::Cancelled);
    assert_eq!(
        (cautious.final_tries_asked(), cautious.asked().len()),
        (1, 0)
    );
    faulty.behave("locked");
    assert_eq!(
        change(Person::who_confirms_the_final_try(&[PIN])),
        ErrorCode::PinLocked
    );
    assert_eq!(faulty.count("C_SetPIN"), 0);
}

#[test]
fn at_a_pin_pad_no_pin_passes_through_here() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("bàn phím đổi", Kind::P256);
    faulty.behave("protected");
    let person = Person::with_pins(&[]);
    token.change_pin(person.as_ref()).unwrap();
    assert_eq!((person.sent_to_device(), person.asked().len()), (1, 0));
    assert_eq!(faulty.count("C_SetPIN"), 1);
    faulty.behave("");
    let new = format!("{PIN}9");
    let person = Person::with_pins(&[&new]);
    sign_and_verify(&SigningKey::find(&token, &KeyQuery::default(), person).unwrap());
}
