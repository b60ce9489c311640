//! `kyso serve`: encrypted documents, and their passwords in `Kyso-Document-Password`.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files, and open connections"
)]

mod common;
#[path = "common/served.rs"]
mod served;

use base64ct::{Base64, Encoding as _};
use common::{Desk, leader, openssl};
use serde_json::Value;
use served::{PDF, Served};

/// User password `user`, owner password `owner`; signed twice.
const SIGNED: &[u8] = include_bytes!("encrypted/signed-aes-256.pdf");
/// The same passwords; not yet signed.
const LETTER: &[u8] = include_bytes!("../../pades-sign/tests/encrypted/aes-256-r6.pdf");

fn with(password: &str) -> String {
    // every octet written so: what any client may do
    let octets = password.bytes().map(|octet| format!("%{octet:02x}"));
    format!("Kyso-Document-Password: {}\r\n", octets.collect::<String>())
}

const QUESTIONS: &[&str] = &[
    "verify",
    "check",
    "archive-status",
    #[cfg(feature = "pages")]
    "pages",
    #[cfg(feature = "pages")]
    "page?number=1&signature=1",
];

#[test]
fn the_right_password_opens_it_for_every_question() {
    let desk = Desk::new();
    let served = Served::new(&desk, &[]);
    for asked in QUESTIONS {
        for password in ["user", "owner"] {
            let heard = served.send(asked, PDF, &with(password), SIGNED);
            assert_eq!(heard.status, 200, "{asked}: {heard}");
        }
    }
    let heard = served.send("verify", PDF, &with("owner"), SIGNED);
    assert_eq!(heard.json()["encryption"]["opened_by"], "owner");
    assert_eq!(heard.json()["signatures"][1]["integrity"], "intact");
    // raising it fails for want of an authority, and no more of a password
    let heard = served.send("extend?to=t", PDF, &with("user"), SIGNED);
    assert_ne!(heard.status, 200);
    assert!(!heard.to_string().contains("password"), "{heard}");
    // the next one does not profit from it
    let heard = served.send("verify", PDF, "", SIGNED);
    heard.is_problem(422, "password-needed");
}

#[test]
fn without_a_password_and_with_a_wrong_one_it_is_told_apart() {
    let desk = Desk::new();
    let served = Served::new(&desk, &[]);
    for asked in QUESTIONS.iter().chain(&["extend?to=t"]) {
        let needed = served.send(asked, PDF, "", SIGNED);
        let text = needed.is_problem(422, "password-needed")["text"].to_string();
        assert_eq!(text.matches("Kyso-Document-Password").count(), 2, "{text}");
        assert!(!text.contains("--"), "{text}");
        for password in ["geheim", ""] {
            let heard = served.send(asked, PDF, &with(password), SIGNED);
            heard.is_problem(422, "password-wrong");
            assert!(!heard.to_string().contains("geheim"), "{heard}");
        }
    }
}

#[test]
fn an_encrypted_letter_is_signed_by_the_clients_own_key() {
    let desk = Desk::new();
    let served = Served::new(&desk, &[]);
    let (certificate, chain) = (desk.read("leader.pem"), desk.read("sub-ca.pem"));
    let prepare: &[(&str, &[u8])] = &[
        ("document", LETTER),
        ("certificate", &certificate),
        ("chain", &chain),
    ];
    let heard = served.send_form("prepare", "", prepare);
    heard.is_problem(422, "password-needed");
    let answer = served.send_form("prepare", &with("user"), prepare).json();
    let data = answer["to_be_signed"].as_str().unwrap();
    desk.write("tbs.bin", &Base64::decode_vec(data).unwrap());
    openssl(
        desk.path(),
        &[
            "dgst",
            "-sha256",
            "-sign",
            "leader.key",
            "-out",
            "value.bin",
            "tbs.bin",
        ],
    );
    let value = desk.read("value.bin");
    let finish: &[(&str, &[u8])] = &[
        ("document", LETTER),
        ("state", answer["state"].as_str().unwrap().as_bytes()),
        ("signature", &value),
    ];
    let heard = served.send_form("finish", &with("geheim"), finish);
    heard.is_problem(422, "password-wrong");
    let signed = served.send_form("finish", &with("user"), finish).made();
    is_signed(&served, &signed);
}

fn is_signed(served: &Served, signed: &[u8]) {
    assert!(
        signed.starts_with(LETTER),
        "what was signed is a revision more"
    );
    let report: Value = served.send("verify", PDF, &with("owner"), signed).json();
    assert_eq!(report["signatures"][0]["integrity"], "intact", "{report}");
}

#[test]
fn an_encrypted_letter_is_signed_by_a_key_of_the_service() {
    let desk = Desk::new();
    desk.keep_p12("leader", leader(), "mat-khau-cua-tep");
    let token = desk.run(&["serve", "token", "--json"]).exits(0).line();
    let keys = format!(
        "[keys.a]\np12 = \"leader.p12\"\npin-env = \"P\"\n[access.x]\ntoken-sha256 = {}\nkeys = [\"a\"]\n",
        token["token-sha256"]
    );
    desk.write("keys.toml", keys.as_bytes());
    let served = Served::with(
        &desk,
        &["--keys", "keys.toml"],
        &[("P", "mat-khau-cua-tep")],
    );
    let sign = |password: &str| {
        let token = token["token"].as_str().unwrap();
        let more = format!("Authorization: Bearer {token}\r\n{password}");
        served.send("sign?key=a", PDF, &more, LETTER)
    };
    sign("").is_problem(422, "password-needed");
    // the document's password was wrong, not the key's: the key is not shut
    sign(&with("geheim")).is_problem(422, "password-wrong");
    is_signed(&served, &sign(&with("owner")).made());
}
