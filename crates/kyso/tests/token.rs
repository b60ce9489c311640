//! `kyso token info|pin|init|import|unblock` on soft tokens.
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

use common::{Desk, Ran, agency, issue, pki, rsa_leader};
use support::{PIN, softhsm, softhsm_library};
use tokens::put;

#[test]
fn the_numbers_that_the_forms_ask_for_are_told_by_their_names() {
    let desk = Desk::new();
    let bench = softhsm();
    let token = bench.new_token("mẫu đơn");
    put(bench, &token, rsa_leader(), 1);
    put(bench, &token, &issue(&pki().agency()), 2);
    let library = softhsm_library();
    let run = |more: &[&str]| {
        let module = library.to_str().unwrap();
        let fixed = [
            "token",
            "info",
            "--module",
            module,
            "--token-label",
            "mẫu đơn",
        ];
        desk.run(&[&fixed[..], more].concat()).exits(0)
    };
    let line = run(&["--json"]).line();
    assert_eq!(line["forms"]["device_number"], token.info().serial.as_str());
    let of = |position: &str| {
        let all = line["certificates"].as_array().unwrap();
        let found = all.iter().find(|one| one["id"] == position).unwrap();
        (found["forms"].clone(), found["serial"].clone())
    };
    let (leader, serial) = of("01");
    assert_eq!(leader["certificate_number"], serial);
    assert_eq!(leader["certificate_name"], "Nguyễn Văn Mẫu");
    assert_eq!(leader["position"], "Giám đốc");
    assert_eq!(leader["personal_id"], "000000000000");
    assert_eq!(leader["valid_until"], "01/01/2060");
    let (agency, _) = of("02");
    assert_eq!(agency["budget_code"], "000.00.09.H99");
    assert!(agency.get("personal_id").is_none() && agency.get("position").is_none());
    run(&[])
        .says(&format!(
            "Số hiệu thiết bị (Mẫu số 05, 06): {}",
            token.info().serial
        ))
        .says("Tên chứng thư (Mẫu số 04, 05, 06): Nguyễn Văn Mẫu")
        .says("Mã quan hệ ngân sách (Mẫu số 02, 05): 000.00.09.H99");
    run(&["--lang", "en"]).says("Device number (form 05, 06)");
}

/// Runs `kyso token WORDS --module SOFTHSM --token-label LABEL MORE`, with the variables P (the PIN) and N (a new one).
fn run(desk: &Desk, words: &[&str], label: &str, more: &[&str]) -> Ran {
    let library = softhsm_library();
    let device = [
        "--module",
        library.to_str().unwrap(),
        "--token-label",
        label,
    ];
    let arguments = [&["token"], words, &device, more].concat();
    let mut command = desk.kyso(&arguments);
    command
        .env("P", PIN)
        .env("N", "ma-moi-2840")
        .env("W", "sai-mat-khau");
    Ran::of(command.output().unwrap(), &arguments)
}

#[test]
fn a_pin_is_changed_by_a_script_and_a_wrong_one_is_told_with_its_code() {
    let desk = Desk::new();
    let bench = softhsm();
    let token = bench.new_token("đổi mật khẩu");
    put(bench, &token, agency(), 1);
    let change = |old: &str, new: &str, more: &[&str]| {
        let pins = ["--pin-env", old, "--new-pin-env", new];
        run(
            &desk,
            &["pin", "change"],
            "đổi mật khẩu",
            &[&pins, more].concat(),
        )
    };
    let code = |ran: &Ran| ran.line()["error"]["code"].clone();
    assert_eq!(
        code(&change("W", "N", &["--json"]).exits(4)),
        "pin-incorrect"
    );
    desk.write("short", b"1\n");
    let ran = run(
        &desk,
        &["pin", "change"],
        "đổi mật khẩu",
        &["--pin-env", "P", "--new-pin-file", "short", "--json"],
    );
    assert_eq!(code(&ran.exits(4)), "pin-length");
    // Without a terminal nobody is asked, and nothing is sent.
    let ran = run(
        &desk,
        &["pin", "change"],
        "đổi mật khẩu",
        &["--pin-env", "P"],
    );
    ran.exits(4).says("--pin-env");
    change("P", "N", &[])
        .exits(0)
        .says("Đã đổi mật khẩu")
        .never_says(PIN)
        .never_says("ma-moi-2840");
    assert_eq!(
        change("P", "N", &["--json"]).exits(4).line()["error"]["code"],
        "pin-incorrect"
    );
    assert_eq!(
        change("N", "P", &["--json"]).exits(0).line()["pin"],
        "changed"
    );
}
