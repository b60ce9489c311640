//! The PIN is nowhere: not in `Debug`, not in errors, not in what libraries log.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::Mutex;

use cades::ExternalSigner as _;
use support::keys::{self, Kind};
use support::person::Person;
use support::{secret, signing_error, softhsm};
use token_pkcs11::{Interaction, KeyQuery, PinRequest, SigningKey};

const RIGHT: &str = support::PIN;
const NEW: &str = "bi-mat-moi-6614";
const NEWER: &str = "bi-mat-moi-hon-9902";
const WRONG: &str = "bi-mat-khong-dung-5520";

static LOGGED: Mutex<String> = Mutex::new(String::new());

struct Listener;

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        *LOGGED.lock().unwrap() += &format!("{} {}\n", record.target(), record.args());
    }

    fn flush(&self) {}
}

/// Writes down all it is told, as a careless program would.
struct Careless {
    person: std::sync::Arc<Person>,
    told: Mutex<String>,
}

impl Interaction for Careless {
    fn ask_pin(&self, request: &PinRequest<'_>) -> Option<secrecy::SecretString> {
        *self.told.lock().unwrap() += &format!("{request:?}\n");
        let pin = self.person.ask_pin(request);
        *self.told.lock().unwrap() += &format!("{pin:?}\n");
        pin
    }

    fn ask_new_pin(&self, request: &PinRequest<'_>) -> Option<secrecy::SecretString> {
        *self.told.lock().unwrap() += &format!("{request:?}\n");
        self.person.ask_new_pin(request)
    }

    fn reuse_pin_for_each_signature(&self) -> bool {
        true
    }
}

#[test]
fn no_text_of_ours_holds_the_pin() {
    static LISTENER: Listener = Listener;
    log::set_logger(&LISTENER).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    log::info!("listening");

    let bench = softhsm();
    let token = bench.new_token("rò rỉ");
    let issued = keys::issue(Kind::Rsa2048, "Rò rỉ");
    let writer = bench.writer(&token);
    issued.put_private_key(&writer, &[1], "k", true);
    issued.put_public_key(&writer, &[1], "k");
    keys::put_certificate(&writer, &issued.certificate, &[1], "k");
    drop(writer);

    let person = Person::with_pins(&[WRONG, WRONG, RIGHT, WRONG, RIGHT, NEW, support::SO_PIN])
        .with_new_pins(&[NEW, NEW, NEWER]);
    let careless = std::sync::Arc::new(Careless {
        person,
        told: Mutex::default(),
    });
    let key = SigningKey::find(&token, &KeyQuery::default(), careless.clone()).unwrap();
    let mut text = String::new();
    for _ in 0..2 {
        let error = signing_error(&key);
        text += &format!(
            "{error}\n{error:?}\n{:?}\n",
            std::error::Error::source(&error)
        );
        // As a signing crate carries it.
        let boxed = key.sign(&support::to_be_signed(&key));
        if let Err(error) = &boxed {
            text += &format!("{error} {error:?}\n");
            break;
        }
    }
    // A key that holds the PIN for the next signature.
    assert!(key.log_in().is_ok());
    text += &format!(
        "{key:?}\n{:?}\n{:?}\n{:?}\n",
        key.token(),
        key.entry(),
        key.log_in()
    );
    text += &format!("{:?}\n{:?}\n", token.current_info(), bench.module);
    drop(key);
    // Changing it: a wrong old one, then the right one; then the security officer's way.
    for _ in 0..2 {
        text += &format!("{:?}\n", token.change_pin(careless.as_ref()));
    }
    let inventory = token.inventory_logged_in(careless.as_ref()).unwrap();
    text += &format!("{inventory:?}\n");
    drop(inventory);
    let free = token.inventory().unwrap().release(|_| true).unwrap();
    text += &format!("{free:?}\n");
    let unblocked = free.unblock(careless.as_ref());
    assert!(unblocked.is_ok(), "{unblocked:?}");
    text += &careless.told.lock().unwrap();
    text += &LOGGED.lock().unwrap();

    assert!(
        text.contains("the PIN is wrong") && text.contains("listening"),
        "the test looked at something: {text}"
    );
    for pin in [WRONG, RIGHT, NEW, NEWER, support::SO_PIN] {
        assert!(!text.contains(pin), "the PIN is in: {text}");
        let bytes = format!("{:?}", pin.as_bytes());
        assert!(
            !text.contains(bytes.trim_matches(['[', ']'])),
            "the PIN's bytes are in: {text}"
        );
    }
    assert!(!format!("{:?}", secret(WRONG)).contains(WRONG));
}
