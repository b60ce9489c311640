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
use serde_json::Value;
use support::{PIN, SO_PIN, softhsm, softhsm_library};
use tokens::{put, turn};

#[test]
fn the_numbers_that_the_forms_ask_for_are_told_by_their_names() {
    let _turn = turn();
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
    let _turn = turn();
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

/// All the secrets these tests know, by the names of variables.
fn administer(desk: &Desk, words: &[&str], more: &[&str]) -> Ran {
    let library = softhsm_library();
    let module = ["--module", library.to_str().unwrap()];
    let arguments = [&["token"], words, &module, more].concat();
    let mut command = desk.kyso(&arguments);
    let secrets = [
        ("P", PIN),
        ("N", "ma-moi-2840"),
        ("S", SO_PIN),
        ("X", "mk-tep-12"),
        ("W", "sai-mat-khau"),
    ];
    let ran = Ran::of(command.envs(secrets).output().unwrap(), &arguments);
    secrets
        .iter()
        .fold(ran, |ran, (_, secret)| ran.never_says(secret))
}

const TRUST: [&str; 4] = ["--trust", "root.pem", "--intermediates", "sub-ca.pem"];

#[test]
fn a_token_of_ones_own_is_made_filled_used_and_unblocked() {
    let _turn = turn();
    let desk = Desk::new();
    softhsm();
    desk.keep_p12("own", rsa_leader(), "mk-tep-12");
    let line = administer(
        &desk,
        &["init"],
        &[
            "--label",
            "tự cấp",
            "--so-pin-env",
            "S",
            "--new-pin-env",
            "P",
            "--json",
        ],
    )
    .exits(0)
    .line();
    assert_eq!(
        (&line["token"], &line["label"]),
        (&"initialised".into(), &"tự cấp".into())
    );
    let on = ["--token-label", "tự cấp"];
    let import = [
        "--p12",
        "own.p12",
        "--p12-password-env",
        "X",
        "--pin-env",
        "P",
    ];
    let import = |more: &[&str]| administer(&desk, &["import"], &[&on, &import[..], more].concat());
    import(&[]).exits(0).says("Nguyễn Văn Mẫu");
    let sign = |pin: &str, out: &str| {
        let library = softhsm_library();
        let token = [
            "sign",
            "letter.pdf",
            "-o",
            out,
            "--token",
            library.to_str().unwrap(),
        ];
        let more = ["--pin-env", pin, "--trust", "root.pem"];
        let arguments = [&token[..], &on, &more].concat();
        let mut command = desk.kyso(&arguments);
        command.env("P", PIN).env("N", "ma-moi-2840");
        Ran::of(command.output().unwrap(), &arguments)
    };
    // The chain came with the key: nothing but the root is named.
    sign("P", "one.pdf").exits(0);
    // The same once more is refused, once its own certificate is cleared by the root.
    let code = |ran: Ran| ran.line()["error"]["code"].clone();
    assert_eq!(code(import(&["--json"]).exits(1)), "device-not-cleared");
    assert_eq!(
        code(import(&["--json", "--trust", "root.pem"]).exits(4)),
        "key-there"
    );
    let unblock = |officer: &str, more: &[&str]| {
        let pins = ["--so-pin-env", officer, "--new-pin-env", "N"];
        administer(&desk, &["unblock"], &[&on, &pins[..], more].concat())
    };
    let trust = ["--trust", "root.pem", "--json"];
    assert_eq!(code(unblock("W", &trust).exits(4)), "pin-incorrect");
    assert_eq!(unblock("S", &trust).exits(0).line()["pin"], "unblocked");
    sign("P", "two.pdf").exits(4);
    sign("N", "two.pdf").exits(0);
    // Initialising again loses all of it, so it wants a word more.
    let again = [
        "--label",
        "tự cấp",
        "--so-pin-env",
        "S",
        "--new-pin-env",
        "P",
        "--pin-env",
        "N",
    ];
    let again = |more: &[&str]| administer(&desk, &["init"], &[&on, &again[..], more].concat());
    again(&[]).exits(64).says("--erase");
    again(&["--erase", "--trust", "root.pem"]).exits(0);
    let info = administer(&desk, &["info"], &[&on[..], &["--json"]].concat());
    assert_eq!(
        info.exits(0).line()["certificates"],
        Value::Array(Vec::new())
    );
}

/// Every command that changes a device, on this token.
fn attempts(desk: &Desk, label: &str, more: &[&str]) -> Vec<Ran> {
    let on = ["--token-label", label];
    let of = |words: &[&str], own: &[&str]| administer(desk, words, &[&on, own, more].concat());
    vec![
        of(
            &["init"],
            &[
                "--label",
                "mới",
                "--erase",
                "--so-pin-env",
                "W",
                "--new-pin-env",
                "N",
                "--pin-env",
                "P",
            ],
        ),
        of(
            &["import"],
            &[
                "--p12",
                "own.p12",
                "--p12-password-env",
                "X",
                "--pin-env",
                "P",
            ],
        ),
        of(&["unblock"], &["--so-pin-env", "W", "--new-pin-env", "N"]),
    ]
}

#[test]
fn a_device_with_a_government_certificate_is_not_changed_and_the_request_is_offered() {
    let _turn = turn();
    let desk = Desk::new();
    let bench = softhsm();
    desk.keep_p12("own", agency(), "mk-tep-12");
    let token = bench.new_token("công vụ");
    let issued = support::keys::issue(support::keys::Kind::P256, "CA chuyên dùng Chính phủ - thử");
    issued.put(&bench.writer(&token), &[1], "k");
    // Another certificate that is cleared beside it changes nothing.
    put(bench, &token, rsa_leader(), 2);
    let before = token.certificates().unwrap().certificates.len();
    // Its own root accepted by hand is no way around.
    desk.write("gov.pem", issued.certificate.to_pem().as_bytes());
    let trust = [&TRUST[..], &["--trust", "gov.pem"]].concat();
    for ran in attempts(&desk, "công vụ", &trust) {
        ran.exits(1)
            .says("khoản 2 Điều 7")
            .says("khoản 5 Điều 12")
            .says("Quy chế ban hành kèm theo Quyết định số …/2021/QĐ-UBND của Ủy ban nhân dân tỉnh Bình Định")
            .says("khi chưa có sự đồng ý của Ban Cơ yếu Chính phủ hoặc làm hư hỏng thiết bị lưu khóa bí mật.”")
            .says("Mẫu số 06")
            .says(&format!("Số hiệu thiết bị (Mẫu số 05, 06): {}", token.info().serial));
    }
    for ran in attempts(&desk, "công vụ", &["--json", "--lang", "en"]) {
        let line = ran.exits(1).line();
        assert_eq!(line["error"]["code"], "government-device");
        let text = line["error"]["text"].as_str().unwrap();
        assert!(
            text.contains("form 06") && text.contains(&token.info().serial),
            "{text}"
        );
    }
    // Neither the device nor the security officer's attempts were touched.
    assert_eq!(token.certificates().unwrap().certificates.len(), before);
    assert_eq!(token.current_info().unwrap(), *token.info());
}

#[test]
fn a_device_that_may_carry_one_is_not_changed_either() {
    let _turn = turn();
    let desk = Desk::new();
    let bench = softhsm();
    desk.keep_p12("own", agency(), "mk-tep-12");
    let unproven = bench.new_token("chưa rõ");
    put(bench, &unproven, rsa_leader(), 1);
    let unreadable = bench.new_token("có tệp hỏng");
    put(bench, &unreadable, rsa_leader(), 1);
    let writer = bench.writer(&unreadable);
    support::keys::put_certificate_value(&writer, b"x", b"\x30\x00", &[2], "hỏng");
    drop(writer);
    let hidden = bench.new_token("giấu chứng thư");
    let leader = cert_path::Certificate::from_der(&rsa_leader().certificate_der).unwrap();
    support::keys::put_private_certificate(&bench.writer(&hidden), &leader, &[1], "k");
    let refused = |ran: Ran| {
        let code = ran.line()["error"]["code"].clone();
        assert_eq!(code, "device-not-cleared", "{ran}");
        ran.exits(1);
    };
    for ran in attempts(&desk, "chưa rõ", &["--json"]) {
        refused(ran);
    }
    let trust = [&TRUST[..], &["--json"]].concat();
    for ran in attempts(&desk, "có tệp hỏng", &trust) {
        refused(ran);
    }
    // A locked device cannot be looked into: what it hides may be one.
    let unblock = [
        "--token-label",
        "giấu chứng thư",
        "--so-pin-env",
        "W",
        "--new-pin-env",
        "N",
    ];
    let ran = administer(&desk, &["unblock"], &[&unblock[..], &trust].concat());
    refused(ran);
    for token in [unproven, unreadable, hidden] {
        assert_eq!(token.current_info().unwrap(), *token.info());
    }
}
