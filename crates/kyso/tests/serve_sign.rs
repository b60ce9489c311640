//! `kyso serve --keys`: clients with access tokens sign with the keys of the service.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files, and open connections"
)]

mod common;
#[path = "common/served.rs"]
mod served;
#[path = "../../token-pkcs11/tests/support/mod.rs"]
mod support;
#[path = "common/tokens.rs"]
mod tokens;

use std::path::{Path, PathBuf};

use common::pictures;
use common::{Desk, LETTER, leader, rsa_leader};
use serde_json::Value;
use served::{Heard, LOG, PDF, Served};
use support::{PIN, softhsm, softhsm_library};
use tokens::{put, turn};

const PASSWORD: &str = "mat-khau-cua-tep";

/// The program makes the token; the line goes into the file of keys.
fn access_token(desk: &Desk) -> (String, String) {
    let line = desk.run(&["serve", "token", "--json"]).exits(0).line();
    let said = |name: &str| line[name].as_str().unwrap().to_owned();
    (said("token"), said("token-sha256"))
}

/// A service with the leader's key in a file, and the token of a client that may use it.
fn with_a_file(more: &str) -> (Desk, Served, String) {
    let desk = pictures::desk();
    desk.keep_p12("leader", leader(), PASSWORD);
    let (token, digest) = access_token(&desk);
    let keys = format!(
        "[keys.lanh-dao]\np12 = \"leader.p12\"\npin-env = \"MAT_KHAU\"\n{more}\n\
         [keys.khac]\np12 = \"leader.p12\"\npin-env = \"MAT_KHAU\"\n\
         [access.qlvb]\ntoken-sha256 = \"{digest}\"\nkeys = [\"lanh-dao\"]\n"
    );
    desk.write("keys.toml", keys.as_bytes());
    let served = Served::with(&desk, &["--keys", "keys.toml"], &[("MAT_KHAU", PASSWORD)]);
    (desk, served, token)
}

fn sign(served: &Served, key: &str, token: &str, octets: &[u8]) -> Heard {
    let more = format!("Authorization: Bearer {token}\r\n");
    served.send(&format!("sign?key={key}"), PDF, &more, octets)
}

#[test]
fn a_client_signs_with_a_key_that_is_its_own_to_use() {
    let (desk, served, token) = with_a_file("images = \"images.toml\"\nsignature-image = \"ky\"");
    let signed = sign(&served, "lanh-dao", &token, LETTER).made();
    assert!(
        signed.starts_with(LETTER),
        "what was signed is a revision more"
    );
    desk.write("signed.pdf", &signed);
    let report = desk.verified("signed.pdf");
    assert_eq!(
        report["signatures"][0]["indication"], "TOTAL-PASSED",
        "{report}"
    );
    let more = format!("Authorization: Bearer {token}\r\n");
    let parts: &[(&str, &[u8])] = &[
        ("document", LETTER),
        ("reason", b"--output=other.pdf"),
        ("field", b"LanhDao"),
        ("appearance", b"nd30.person"),
        ("place", b"1:100,40"),
    ];
    let signed = served.send_form("sign?key=lanh-dao", &more, parts).made();
    desk.write("shown.pdf", &signed);
    let report = desk.verified("shown.pdf");
    assert_eq!(report["signatures"][0]["field"], "LanhDao", "{report}");
    let reason = b"(--output=other.pdf)";
    assert!(signed.windows(reason.len()).any(|octets| octets == reason));
    assert_eq!(report["signatures"][0]["indication"], "TOTAL-PASSED");
}

#[test]
fn others_are_refused() {
    let (_desk, served, token) = with_a_file("");
    let none = served.send("sign?key=lanh-dao", PDF, "", LETTER);
    none.is_problem(401, "access-token");
    assert!(
        none.head.contains("www-authenticate: Bearer realm="),
        "{none}"
    );
    let wrong = sign(&served, "lanh-dao", "kyso_wrong", LETTER);
    wrong.is_problem(401, "access-token");
    assert!(wrong.head.contains("invalid_token"), "{wrong}");
    for key in ["khac", "nobodys"] {
        sign(&served, key, &token, LETTER).is_problem(403, "access");
    }
    sign(&served, "lanh-dao", &token, b"<html>").is_problem(415, "not-a-pdf");
    let broken = sign(&served, "lanh-dao", &token, b"%PDF-1.7\nnothing");
    let told = broken.is_problem(422, "malformed")["text"].to_string();
    assert!(!told.contains("rooms"), "{told}");
    // what may be asked by everybody still may
    assert_eq!(served.verify("", "", LETTER).0, 200);
}

#[test]
fn what_a_key_cannot_show_is_told() {
    let (_desk, served, token) = with_a_file("");
    let more = format!("Authorization: Bearer {token}\r\n");
    for (name, value) in [
        ("appearance", "nd30.nobody"),
        ("number", "12"),
        ("place", "anywhere"),
        ("field", ""),
    ] {
        let parts: &[(&str, &[u8])] = &[("document", LETTER), (name, value.as_bytes())];
        let heard = served.send_form("sign?key=lanh-dao", &more, parts);
        assert!((400..500).contains(&heard.status), "{name}: {heard}");
        // in the words of a request, not of a command line
        let text = heard.json()["text"].to_string();
        for told in ["--", "Dòng lệnh", "usage", "kyso "] {
            assert!(!text.contains(told), "{name}: {told}: {text}");
        }
    }
}

#[test]
fn where_the_files_of_a_key_are_is_not_told() {
    let (desk, served, token) = with_a_file("");
    let folder = desk.path().to_string_lossy().into_owned();
    let keys = desk
        .text("keys.toml")
        .replace("leader.p12", &format!("{folder}/geheim/leader.p12"));
    desk.write("keys.toml", keys.as_bytes());
    drop(served);
    let served = Served::with(&desk, &["--keys", "keys.toml"], &[("MAT_KHAU", "wrong")]);
    // no such file, no file of keys, a wrong password
    let missing = sign(&served, "lanh-dao", &token, LETTER);
    let mut heard = vec![missing];
    std::fs::create_dir(desk.file("geheim")).unwrap();
    for octets in [b"nothing".to_vec(), desk.read("leader.p12")] {
        desk.write("geheim/leader.p12", &octets);
        heard.push(sign(&served, "lanh-dao", &token, LETTER));
    }
    // and why the key is shut now
    heard.push(sign(&served, "lanh-dao", &token, LETTER));
    for one in &heard {
        assert_eq!(one.status, 503, "{one}");
        let text = one.json()["text"].to_string();
        assert!(
            text.contains("p12") && !text.contains("geheim") && !text.contains(&folder),
            "{text}"
        );
    }
    heard[2].is_problem(503, "wrong-password");
    heard[3].is_problem(503, "key-shut");
}

#[test]
fn a_key_has_its_number_of_signatures_a_minute() {
    let (_desk, served, token) = with_a_file("per-minute = 1");
    assert_eq!(sign(&served, "lanh-dao", &token, LETTER).status, 200);
    let heard = sign(&served, "lanh-dao", &token, LETTER);
    heard.is_problem(429, "too-many");
    assert!(heard.head.contains("retry-after: "), "{heard}");
}

#[test]
fn who_lost_the_answer_has_the_same_file_again() {
    let (desk, mut served, token) = with_a_file("per-minute = 600");
    let ask = |served: &Served, octets: &[u8]| {
        let more = format!("Authorization: Bearer {token}\r\nIdempotency-Key: \"van-ban-12\"\r\n");
        served.send("sign?key=lanh-dao", PDF, &more, octets)
    };
    let first = ask(&served, LETTER).made();
    assert_eq!(ask(&served, LETTER).made(), first);
    desk.write("signed.pdf", &first);
    assert_eq!(
        desk.verified("signed.pdf")["signatures"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    ask(&served, &first).is_problem(422, "idempotency");
    assert_ne!(sign(&served, "lanh-dao", &token, LETTER).made(), first);
    // nothing of it survives the service
    served.child.kill().unwrap();
    served.child.wait().unwrap();
    let next = Served::with(&desk, &["--keys", "keys.toml"], &[("MAT_KHAU", PASSWORD)]);
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(path).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths.filter(|path| path.is_dir()).collect()
    };
    let runs = folders(&desk.file("rooms"));
    assert_eq!((runs.len(), folders(&runs[0]).len()), (1, 0));
    assert_ne!(ask(&next, LETTER).made(), first);
}

/// Lines of the log, when there are so many.
fn logged(desk: &Desk, lines: usize) -> String {
    for _ in 0..500 {
        let text = desk.text(LOG);
        if text.lines().count() >= lines {
            return text;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("{}", desk.text(LOG));
}

#[test]
fn the_log_names_the_client_and_no_person_document_or_secret() {
    let desk = Desk::new();
    desk.keep_p12("leader", leader(), PASSWORD);
    let (token, digest) = access_token(&desk);
    let keys = format!(
        "[keys.lanh-dao]\np12 = \"leader.p12\"\npin-env = \"MAT_KHAU\"\n\
         [access.qlvb]\ntoken-sha256 = \"{digest}\"\nkeys = [\"lanh-dao\"]\n"
    );
    desk.write("keys.toml", keys.as_bytes());
    let more = ["--keys", "keys.toml", "--log", "json"];
    let served = Served::with(&desk, &more, &[("MAT_KHAU", PASSWORD)]);
    let more = format!(
        "Authorization: Bearer {token}\r\nX-Request-Id: viec-1\r\nOrigin: https://qlvb.xa-mau.gov.vn\r\n\
         Kyso-Document-Password: mat-khau-van-ban\r\n"
    );
    // what is signed then names a person in its dictionary
    let reason = "Nguyễn Văn A duyệt".as_bytes();
    let parts: &[(&str, &[u8])] = &[("document", LETTER), ("reason", reason)];
    let signed = served.send_form("sign?key=lanh-dao", &more, parts).made();
    let asked = "verify?name=Nguyen%20Van%20A%20(mat).pdf";
    assert_eq!(served.send(asked, PDF, &more, &signed).status, 200);
    let broken = b"%PDF-1.7\n% Nguyen Van A";
    let problem = served.send(asked, PDF, &more, broken);
    assert_eq!(problem.json()["request"], "viec-1");
    let wrong = more.replace(&token, "kyso_wrong");
    served
        .send(asked, PDF, &wrong, broken)
        .is_problem(401, "access-token");
    let log = logged(&desk, 4);
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told = |name: &str| {
        lines
            .iter()
            .map(|line| line[name].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(told("request"), ["viec-1"; 4]);
    assert_eq!(told("client")[..3], ["qlvb"; 3]);
    assert!(told("client")[3].is_null());
    assert_eq!(
        told("route"),
        ["/v1/sign", "/v1/verify", "/v1/verify", "/v1/verify"]
    );
    assert_eq!(told("problem")[2..], ["malformed", "access-token"]);
    let secrets = [&token, "kyso_wrong", PASSWORD, "mat-khau-van-ban", &digest];
    for told in ["guyen", "guyễn", "xa-mau", ".pdf", "lanh-dao", "?", "rooms"]
        .iter()
        .chain(&secrets)
    {
        assert!(!log.contains(told), "{told}: {log}");
    }
}

/// A service with the leader's key on a soft token, and a client that may use it.
fn with_a_token(desk: &Desk, label: &str, pin: &str) -> (Served, String) {
    let bench = softhsm();
    let token = bench.new_token(label);
    put(bench, &token, rsa_leader(), 1);
    let (access, digest) = access_token(desk);
    let library = softhsm_library();
    let keys = format!(
        "[keys.hsm]\ntoken = \"{}\"\ntoken-label = \"{label}\"\npin-file = \"pin.txt\"\nchain = [\"sub-ca.pem\"]\nat-once = 16\n\
         [access.qlvb]\ntoken-sha256 = \"{digest}\"\nkeys = [\"hsm\"]\n",
        library.display()
    );
    desk.write("keys.toml", keys.as_bytes());
    desk.write("pin.txt", pin.as_bytes());
    let served = Served::new(desk, &["--keys", "keys.toml"]);
    (served, access)
}

/// The library of a device frees what it kept for a thread when that ends; where this fell together with the end of the program, it crashed:
/// 4 times of 80.
#[test]
fn a_service_whose_device_was_used_ends_well() {
    let _turn = turn();
    let desk = Desk::new();
    let (mut served, token) = with_a_token(&desk, "khoá kết thúc", PIN);
    for round in 0..12 {
        std::thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| assert_eq!(sign(&served, "hsm", &token, LETTER).status, 200));
            }
        });
        served.told_to_end();
        let ended = served.child.wait().unwrap();
        assert!(ended.success(), "round {round}: {ended}");
        served = Served::new(&desk, &["--keys", "keys.toml"]);
    }
}

#[test]
fn a_device_stays_open_and_several_sign_at_once() {
    let _turn = turn();
    let desk = Desk::new();
    let (served, token) = with_a_token(&desk, "khoá dịch vụ", PIN);
    assert_eq!(sign(&served, "hsm", &token, LETTER).status, 200);
    // one login: the PIN is read no more
    desk.write("pin.txt", b"");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(sign(&served, "hsm", &token, LETTER).status, 200));
        }
    });
}

#[test]
fn a_pin_that_was_refused_is_not_tried_twice() {
    let _turn = turn();
    let desk = Desk::new();
    let (served, token) = with_a_token(&desk, "khoá sai", "9999999");
    sign(&served, "hsm", &token, LETTER).is_problem(503, "pin-incorrect");
    // not even with the right one: somebody has to look
    desk.write("pin.txt", PIN.as_bytes());
    for _ in 0..2 {
        sign(&served, "hsm", &token, LETTER).is_problem(503, "key-shut");
    }
}

#[test]
fn a_file_of_keys_that_cannot_be_is_told_before_anybody_asks() {
    let desk = Desk::new();
    let p12 = "[keys.a]\np12 = \"leader.p12\"\npin-env = \"P\"\n";
    let digest = "0".repeat(64);
    for (text, says) in [
        ("keys = 5".to_owned(), "keys.toml"),
        ("[keys.a]\ncolour = \"red\"".to_owned(), "colour"),
        ("[keys.a]\np12 = \"leader.p12\"".to_owned(), "pin-env"),
        ("[keys.a]\npin-env = \"P\"".to_owned(), "[keys.a]"),
        (format!("{p12}token = \"softhsm2\""), "[keys.a]"),
        (format!("{p12}level = \"z\""), "[keys.a]"),
        (format!("{p12}at-once = 0"), "keys.toml"),
        (
            format!("{p12}[access.x]\ntoken-sha256 = \"12\""),
            "token-sha256",
        ),
        (
            format!("{p12}[access.x]\ntoken-sha256 = \"{digest}\"\nkeys = [\"b\"]"),
            "keys.b",
        ),
        (
            format!(
                "[access.x]\ntoken-sha256 = \"{digest}\"\n[access.y]\ntoken-sha256 = \"{digest}\""
            ),
            "access.y",
        ),
    ] {
        desk.write("keys.toml", text.as_bytes());
        let ran = desk.run(&[
            "serve",
            "--folder",
            "rooms",
            "--http",
            "127.0.0.1:0",
            "--keys",
            "keys.toml",
        ]);
        ran.exits(4).says(says);
    }
    let ran = desk.run(&["serve", "--folder", "rooms", "--keys", "none.toml"]);
    ran.exits(4).says("none.toml");
}

#[test]
fn where_access_is_required_only_health_is_for_everybody() {
    let desk = Desk::new();
    let (token, digest) = access_token(&desk);
    let keys = format!("require-access = true\n[access.x]\ntoken-sha256 = \"{digest}\"\n");
    desk.write("keys.toml", keys.as_bytes());
    let served = Served::new(&desk, &["--keys", "keys.toml"]);
    served
        .send("verify", PDF, "", LETTER)
        .is_problem(401, "access-token");
    let more = format!("Authorization: bearer {token}\r\n");
    assert_eq!(served.verify("", &more, LETTER).0, 200);
}
