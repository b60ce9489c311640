//! `kyso token doctor`: each defect of a library, a slot, a token and a certificate by its own code, and no login.
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

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use cert_path::Certificate;
use common::{Desk, Ran, agency, issue, pki, rsa_leader};
use serde_json::Value;
use support::{keys, softhsm, softhsm_library};
use tokens::{altered, built, put, turn};

/// The library without a token, built once.
fn stub() -> &'static Path {
    static STUB: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, library) = STUB.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let library = built("stub_module", folder.path());
        (folder, library)
    });
    library
}

fn doctor(desk: &Desk, module: &Path, more: &[&str], environment: &[(&str, &Path)]) -> Ran {
    let module = module.to_str().unwrap();
    let arguments = [&["token", "doctor", "--module", module][..], more].concat();
    let mut command = desk.kyso(&arguments);
    command.envs(environment.iter().copied());
    Ran::of(command.output().unwrap(), &arguments)
}

fn stubbed(desk: &Desk, word: &str, more: &[&str]) -> Ran {
    doctor(desk, stub(), more, &[("STUB_MODULE", Path::new(word))])
}

/// The codes found of the library itself.
fn of_module(ran: &Ran) -> Vec<String> {
    codes(&ran.lines()[0]["findings"])
}

fn codes(findings: &Value) -> Vec<String> {
    let all = findings.as_array().unwrap().iter();
    all.map(|one| one["code"].as_str().unwrap().to_owned())
        .collect()
}

/// What is said of the token with this label.
fn of_token(ran: &Ran, label: &str) -> Value {
    let line = &ran.lines()[0];
    let mut slots = line["slots"].as_array().unwrap().iter();
    slots
        .find(|slot| slot["token"]["label"] == label)
        .unwrap_or_else(|| panic!("no token {label}: {ran}"))
        .clone()
}

#[test]
fn what_is_no_library_for_this_machine_is_told_apart() {
    let desk = Desk::new();
    let crypto = b"libcrypto.so.";
    let needy = altered(desk.path(), "needy.so", |bytes| {
        let at = bytes
            .windows(crypto.len())
            .position(|window| window == crypto);
        bytes[at.unwrap()..][..3].copy_from_slice(b"xyz");
    });
    let for_32_bit = altered(desk.path(), "lib32.so", |bytes| {
        bytes[4] = 1; // ELFCLASS32
        bytes[18] = 3; // EM_386
    });
    let ordinary = Path::new("/lib/x86_64-linux-gnu/libm.so.6");
    let ordinary = if ordinary.is_file() {
        ordinary
    } else {
        Path::new("/lib64/libm.so.6")
    };
    for (module, code, word) in [
        (Path::new("missing.so"), "module-not-found", "missing.so"),
        (&desk.file("letter.pdf"), "module-not-shared-library", ""),
        (&for_32_bit, "module-architecture", "32-bit x86"),
        (&needy, "module-dependency", "xyzcrypto.so"),
        (ordinary, "module-not-pkcs11", "C_GetFunctionList"),
    ] {
        let ran = doctor(&desk, module, &["--json"], &[]).exits(4);
        assert_eq!(of_module(&ran), [code], "{ran}");
        assert_eq!(ran.lines()[1]["summary"]["loaded"], 0);
        // For a person: what it is, what exactly, and what to do.
        doctor(&desk, module, &[], &[])
            .exits(4)
            .says(&format!("[{code}]"))
            .says("→")
            .says(word);
        doctor(&desk, module, &["--lang", "en"], &[])
            .exits(4)
            .never_says("thư viện");
    }
}

#[test]
fn a_library_that_fails_crashes_or_hangs_is_a_finding_and_nothing_more() {
    let desk = Desk::new();
    for (word, code) in [
        ("initialise-fails", "module-initialise"),
        ("slots-fail", "module-refuses"),
        ("crash", "module-crashed"),
        ("no-slot", "module-no-slot"),
    ] {
        let ran = stubbed(&desk, word, &["--json"]).exits(4);
        assert_eq!(of_module(&ran), [code], "{ran}");
    }
    let ran = stubbed(&desk, "hang", &["--json", "--patience", "1"]).exits(4);
    assert_eq!(of_module(&ran), ["module-hangs"]);
    stubbed(&desk, "crash", &[]).exits(4).says("SIGABRT");
}

#[test]
fn an_empty_slot_and_an_uninitialised_token_are_told_apart() {
    let desk = Desk::new();
    for (word, code) in [
        ("empty-slot", "slot-empty"),
        ("uninitialised", "token-not-initialised"),
        // What a library says on standard output is not taken for its answer.
        ("noisy", "slot-empty"),
    ] {
        let ran = stubbed(&desk, word, &["--json"]).exits(4);
        let line = &ran.lines()[0];
        assert_eq!(line["slots"][0]["slot"], 7, "{ran}");
        assert_eq!(line["slots"][0]["description"], "Stub reader");
        assert_eq!(codes(&line["slots"][0]["findings"]), [code]);
        assert_eq!(line["loaded"], true);
    }
}

#[test]
fn a_device_in_order_is_in_order_and_its_chain_is_followed() {
    let _turn = turn();
    let desk = Desk::new();
    let bench = softhsm();
    let token = bench.new_token("trọn vẹn");
    put(bench, &token, rsa_leader(), 1);
    let sub_ca = Certificate::from_der(&pki().sub_ca.certificate_der).unwrap();
    keys::put_certificate(&bench.writer(&token), &sub_ca, &[9], "ca");
    let module = softhsm_library();
    let all = |more: &[&str]| doctor(&desk, &module, &[&["--json"], more].concat(), &[]);

    let ran = all(&["--trust", "root.pem"]);
    let slot = of_token(&ran, "trọn vẹn");
    assert_eq!(codes(&slot["findings"]), [""; 0], "{ran}");
    assert_eq!(slot["issuer_certificates"], 1);
    let certificate = &slot["certificates"][0];
    assert_eq!(codes(&certificate["findings"]), [""; 0], "{ran}");
    assert_eq!(certificate["key"], "Matches");
    assert_eq!(certificate["chain"]["complete"], true);
    let subjects = certificate["chain"]["subjects"].as_array().unwrap();
    assert_eq!(subjects.len(), 3);
    assert!(certificate["days_left"].as_i64().unwrap() > 365);

    // Without a root nothing is missing but the root itself, and it is named.
    let slot = of_token(&all(&[]), "trọn vẹn");
    let finding = &slot["certificates"][0]["findings"][0];
    assert_eq!(finding["code"], "chain-incomplete");
    let issuer = sub_ca.issuer().to_string();
    assert!(finding["detail"].as_str().unwrap().contains(&issuer));
    // A root at hand that nobody accepted is told as such.
    let slot = of_token(&all(&["--intermediates", "root.pem"]), "trọn vẹn");
    assert_eq!(
        codes(&slot["certificates"][0]["findings"]),
        ["chain-not-accepted"]
    );
}

#[test]
fn certificates_that_cannot_sign_are_told() {
    let _turn = turn();
    let desk = Desk::new();
    let bench = softhsm();
    let token = bench.new_token("hết hạn");
    put(bench, &token, &issue(&pki().expired_leader()), 1);
    let other = bench.new_token("lệch khóa");
    put(bench, &other, agency(), 1);
    let leader = Certificate::from_der(&rsa_leader().certificate_der).unwrap();
    keys::put_certificate(&bench.writer(&other), &leader, &[1], "sai");
    let empty = bench.new_token("trống");
    let unset = bench.new_token_without_pin("chưa đặt");
    let unreadable = bench.new_token("không đọc được");
    keys::put_certificate_value(&bench.writer(&unreadable), b"x", b"\x30\x00", &[1], "hỏng");
    let ran = doctor(
        &desk,
        &softhsm_library(),
        &[
            "--json",
            "--trust",
            "root.pem",
            "--intermediates",
            "sub-ca.pem",
        ],
        &[],
    )
    .exits(1);
    let of = |label: &str| of_token(&ran, label);
    let expired = of(&token.info().label);
    // Its days lie before those of its CA.
    assert_eq!(
        codes(&expired["certificates"][0]["findings"]),
        ["certificate-expired", "chain-refused"]
    );
    let of_keys: Vec<_> = of("lệch khóa")["certificates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| codes(&one["findings"]))
        .collect();
    assert!(of_keys.contains(&vec!["key-mismatch".to_owned()]), "{ran}");
    assert!(of_keys.contains(&vec![]), "{ran}");
    assert_eq!(
        codes(&of(&empty.info().label)["findings"]),
        ["no-certificate"]
    );
    assert_eq!(
        codes(&of(&unset.info().label)["findings"])[0],
        "pin-not-set"
    );
    assert_eq!(
        codes(&of("không đọc được")["findings"]),
        ["certificate-unreadable"]
    );
}

#[test]
fn flags_of_the_pin_are_told_and_no_login_is_ever_made() {
    let _turn = turn();
    let desk = Desk::new();
    let bench = softhsm();
    let token = bench.new_token("cờ");
    put(bench, &token, agency(), 1);
    let library = built("faulty_module", desk.path());
    let (control, log) = (desk.file("control"), desk.file("log"));
    for (words, code) in [
        ("", None),
        ("final-try", Some("pin-final-try")),
        ("count-low", Some("pin-count-low")),
        ("locked", Some("pin-locked")),
    ] {
        desk.write("control", words.as_bytes());
        desk.write("log", b"");
        let ran = doctor(
            &desk,
            &library,
            &["--json", "--trust", "root.pem"],
            &[
                ("FAULTY_REAL", &softhsm_library()),
                ("FAULTY_CONTROL", &control),
                ("FAULTY_LOG", &log),
            ],
        );
        let found = codes(&of_token(&ran, "cờ")["findings"]);
        assert_eq!(found.first().map(String::as_str), code, "{ran}");
        let calls = desk.text("log");
        assert!(
            calls.contains("C_OpenSession ro"),
            "the token was looked at"
        );
        assert!(!calls.contains("C_Login"), "{calls}");
        assert!(!calls.contains("C_OpenSession rw"), "{calls}");
    }
}

#[test]
fn without_a_name_the_libraries_of_the_machine_are_looked_at() {
    let _turn = turn();
    let desk = Desk::new();
    softhsm();
    let ran = desk.run(&["token", "doctor", "--json", "--trust", "root.pem"]);
    let known = ran
        .lines()
        .into_iter()
        .find(|line| line["known_as"] == "softhsm");
    assert_eq!(known.unwrap()["loaded"], true, "{ran}");
    let last = ran.lines().pop().unwrap();
    assert!(last["summary"]["modules"].as_u64().unwrap() >= 1);
}
