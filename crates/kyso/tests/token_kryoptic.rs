//! The way of a PIN from the first wrong attempt to the lock and back, by the program alone, on kryoptic, which counts: each run
//! of the program is a process of its own and knows nothing of the ones before but what the device says.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;
#[path = "../../token-pkcs11/tests/support/mod.rs"]
mod support;
#[path = "common/tokens.rs"]
mod tokens;

use common::{Desk, Ran, agency};
use serde_json::Value;
use support::{PIN, SO_PIN, kryoptic};
use tokens::put;

const NEW: &str = "ma-moi-3391";
const LABEL: &str = "đường đến khóa";

struct Office {
    desk: Desk,
    module: String,
}

impl Office {
    fn run(&self, words: &[&str], module: &str, more: &[&str]) -> Ran {
        let arguments = [words, &[module, &self.module], more].concat();
        let mut command = self.desk.kyso(&arguments);
        command.envs([("P", PIN), ("N", NEW), ("S", SO_PIN)]);
        Ran::of(command.output().unwrap(), &arguments)
    }

    fn sign(&self, pin: &str) -> Ran {
        let more = [
            "--token-label",
            LABEL,
            "--pin-file",
            pin,
            "--chain",
            "sub-ca.pem",
        ];
        let trust = ["--trust", "root.pem", "--force", "--json"];
        let more = [&more[..], &trust].concat();
        self.run(
            &["sign", "letter.pdf", "-o", "signed.pdf"],
            "--token",
            &more,
        )
    }

    /// The flags of the PIN, as the device tells them without a login.
    fn flags(&self) -> Value {
        let ran = self.run(
            &["token", "info"],
            "--module",
            &["--token-label", LABEL, "--json"],
        );
        ran.exits(0).line()["token"]["pin"].clone()
    }

    fn doctor(&self) -> Vec<String> {
        let ran = self.run(
            &["token", "doctor", "--json"],
            "--module",
            &["--trust", "root.pem"],
        );
        let line = ran.lines().remove(0);
        let slots = line["slots"].as_array().unwrap();
        let slot = slots
            .iter()
            .find(|slot| slot["token"]["label"] == LABEL)
            .unwrap();
        let findings = slot["findings"].as_array().unwrap().iter();
        findings
            .map(|one| one["code"].as_str().unwrap().to_owned())
            .collect()
    }
}

fn code(ran: &Ran) -> Value {
    ran.lines().last().unwrap()["error"]["code"].clone()
}

#[test]
fn from_the_first_wrong_pin_to_the_lock_and_back() {
    let bench = kryoptic();
    let token = bench.new_token(LABEL);
    put(bench, &token, agency(), 1);
    let office = Office {
        desk: Desk::new(),
        module: bench.module.info().unwrap().path.display().to_string(),
    };
    office.desk.write("right", PIN.as_bytes());
    for attempt in 1..=9 {
        office
            .desk
            .write("wrong", format!("wrong-pin-{attempt}").as_bytes());
        let ran = office.sign("wrong").exits(4);
        assert_eq!(code(&ran), "pin-incorrect", "attempt {attempt}: {ran}");
        let flags = office.flags();
        let expected = match attempt {
            1..=6 => (false, false),
            7 | 8 => (true, false),
            _ => (false, true),
        };
        let found = (flags["count_low"] == true, flags["final_try"] == true);
        assert_eq!(found, expected, "attempt {attempt}: {flags}");
    }
    // A script does not spend the last one, though its PIN be right; nor does looking.
    assert_eq!(office.doctor(), ["pin-final-try"]);
    assert_eq!(code(&office.sign("right").exits(4)), "cancelled");
    let change = [
        "--token-label",
        LABEL,
        "--pin-file",
        "wrong",
        "--new-pin-env",
        "N",
        "--json",
    ];
    let ran = office.run(&["token", "pin", "change"], "--module", &change);
    assert_eq!(code(&ran.exits(4)), "cancelled");
    assert_eq!(office.flags()["final_try"], true);
    assert!(!office.desk.has("signed.pdf"));

    // Somebody spends it.
    let session = token_pkcs11::SigningKey::find(
        &token,
        &token_pkcs11::KeyQuery::default(),
        support::person::Person::who_confirms_the_final_try(&["wrong-pin-10"]),
    );
    assert!(session.unwrap().log_in().is_err());
    assert_eq!(office.flags()["locked"], true);
    let ran = office.sign("right").exits(4);
    assert_eq!(code(&ran), "pin-locked");
    assert!(ran.out.contains("Mẫu số 06"), "{ran}");
    assert_eq!(office.doctor(), ["pin-locked"]);

    // Its own certificate is proven to be of another hierarchy, so its security officer may set a new PIN.
    let unblock = [
        "--token-label",
        LABEL,
        "--so-pin-env",
        "S",
        "--new-pin-env",
        "N",
        "--json",
    ];
    let unblock = |more: &[&str]| {
        let more = [&unblock[..], more].concat();
        office.run(&["token", "unblock"], "--module", &more)
    };
    assert_eq!(code(&unblock(&[]).exits(1)), "device-not-cleared");
    assert_eq!(office.flags()["locked"], true);
    let trust = ["--trust", "root.pem", "--intermediates", "sub-ca.pem"];
    assert_eq!(unblock(&trust).exits(0).line()["pin"], "unblocked");
    assert_eq!(office.flags()["locked"], false);
    office.desk.write("new", NEW.as_bytes());
    assert_eq!(code(&office.sign("right").exits(4)), "pin-incorrect");
    office.sign("new").exits(0);
    assert!(office.desk.has("signed.pdf"));
}
