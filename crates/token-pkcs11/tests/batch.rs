//! One login for many signatures: threads that share a key, and what the first refusal does to all of them. On the
//! forwarding library, which counts.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod support;

use std::sync::Arc;

use support::faulty::{Faulty, faulty};
use support::keys::Kind;
use support::person::Person;
use support::{PIN, sign_and_verify, signing_error};
use token_pkcs11::{ErrorCode, KeyQuery, SigningKey, Token};

const THREADS: usize = 4;
const EACH: usize = 10;

fn find(token: &Token, person: Arc<Person>) -> SigningKey {
    SigningKey::find(token, &KeyQuery::default(), person)
        .unwrap()
        .with_one_attempt()
}

/// How often each of these calls reached the token.
fn counted<const N: usize>(faulty: &Faulty, calls: [&str; N]) -> [usize; N] {
    let made = faulty.calls();
    calls.map(|call| made.iter().filter(|line| line.starts_with(call)).count())
}

fn sign_in_threads(key: &SigningKey) {
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| (0..EACH).for_each(|_| sign_and_verify(key)));
        }
    });
}

#[test]
fn threads_share_one_login_and_keep_their_sessions() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("lô", Kind::P256);
    let person = Person::with_pins(&[PIN]);
    let key = find(&token, person.clone());
    faulty.calls();
    sign_in_threads(&key);
    let [logins, signatures, sessions] = counted(faulty, ["C_Login", "C_Sign", "C_OpenSession"]);
    assert_eq!((logins, person.asked().len()), (1, 1));
    assert_eq!(signatures, 2 * THREADS * EACH, "C_SignInit and C_Sign");
    assert!(sessions <= THREADS + 1, "{sessions} sessions");
    drop(key);
    assert_eq!(counted(faulty, ["C_Logout"]), [1]);
}

#[test]
fn the_first_wrong_pin_of_a_batch_is_the_last() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("sai một lần", Kind::P256);
    let wrong: Vec<String> = (0..THREADS).map(|number| format!("sai-{number}")).collect();
    let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
    let person = Person::with_pins(&wrong);
    let key = find(&token, person.clone());
    faulty.calls();
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for _ in 0..EACH {
                    let code = signing_error(&key).code;
                    assert!(matches!(code, ErrorCode::PinIncorrect { .. }), "{code}");
                }
            });
        }
    });
    assert_eq!(counted(faulty, ["C_Login", "C_Sign"]), [1, 0]);
    assert_eq!(person.asked().len(), 1);
    // Saying no is kept too, and asking for the login alone is no way around it.
    let nobody = Person::with_pins(&[]);
    let key = find(&token, nobody.clone());
    assert_eq!(signing_error(&key).code, ErrorCode::Cancelled);
    assert_eq!(key.log_in().unwrap_err().code, ErrorCode::Cancelled);
    assert_eq!(nobody.asked().len(), 1);
}

#[test]
fn a_token_that_allows_one_session_serves_threads_in_turn() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("một phiên, nhiều luồng", Kind::P256);
    let person = Person::with_pins(&[PIN]);
    let key = find(&token, person.clone());
    faulty.behave("one-session");
    sign_in_threads(&key);
    assert_eq!(person.asked().len(), 1);
}

#[test]
fn a_token_pulled_out_of_a_batch_fails_every_thread_and_costs_no_attempt() {
    let (_turn, faulty) = faulty();
    let token = faulty.token_with_key("rút giữa lô", Kind::P256);
    let person = Person::with_pins(&[PIN, PIN]);
    let key = find(&token, person.clone());
    sign_and_verify(&key);
    faulty.behave("removed");
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| assert_eq!(signing_error(&key).code, ErrorCode::TokenRemoved));
        }
    });
    assert_eq!(person.asked().len(), 1);
    // Put back: removal is no refusal, so one more login serves again.
    faulty.behave("");
    sign_in_threads(&key);
    assert_eq!(person.asked().len(), 2);
}

#[test]
fn keys_that_want_a_pin_for_each_signature_stop_at_the_first_wrong_one() {
    let (_turn, faulty) = faulty();
    let token = faulty.bench.new_token("từng lần trong lô");
    let issued = support::keys::issue(Kind::Rsa2048, "RSA");
    let writer = faulty.bench.writer(&token);
    issued.put_private_key(&writer, &[1], "k", true);
    issued.put_public_key(&writer, &[1], "k");
    support::keys::put_certificate(&writer, &issued.certificate, &[1], "k");
    drop(writer);
    let person = Person::with_pins(&[PIN, PIN, "sai-lan-hai", PIN]);
    let key = find(&token, person.clone());
    faulty.calls();
    sign_and_verify(&key);
    for _ in 0..3 {
        let code = signing_error(&key).code;
        assert!(matches!(code, ErrorCode::PinIncorrect { .. }), "{code}");
    }
    // The login, one signature's PIN, and the wrong one.
    assert_eq!(counted(faulty, ["C_Login"]), [3]);
    assert_eq!(person.asked().len(), 3);
}
