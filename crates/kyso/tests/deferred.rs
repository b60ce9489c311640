//! Signing in two steps, with the key elsewhere: here it is `openssl`'s.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::{Desk, LETTER, Ran, openssl, rsa_leader};

const PREPARE: [&str; 12] = [
    "prepare",
    "letter.pdf",
    "-o",
    "prepared.pdf",
    "--chain",
    "sub-ca.pem",
    "--state",
    "state.json",
    "--to-be-signed",
    "tbs.bin",
    "--trust",
    "root.pem",
];
const FINISH: [&str; 10] = [
    "finish",
    "state.json",
    "--prepared",
    "prepared.pdf",
    "--signature",
    "value.bin",
    "-o",
    "signed.pdf",
    "--trust",
    "root.pem",
];

fn prepare(desk: &Desk, who: &str, more: &[&str]) -> Ran {
    desk.run(
        &[
            &PREPARE[..],
            &["--certificate", &format!("{who}.pem")],
            more,
        ]
        .concat(),
    )
}

/// What the key elsewhere does.
fn sign_elsewhere(desk: &Desk, who: &str) {
    openssl(
        desk.path(),
        &[
            "dgst",
            "-sha256",
            "-sign",
            &format!("{who}.key"),
            "-out",
            "value.bin",
            "tbs.bin",
        ],
    );
}

fn finish(desk: &Desk, more: &[&str]) -> Ran {
    desk.run(&[&FINISH[..], more].concat())
}

#[test]
fn prepared_here_signed_elsewhere_finished_here() {
    for who in ["leader", "rsa"] {
        let desk = Desk::new();
        desk.keep("rsa", rsa_leader());
        prepare(&desk, who, &["--reason", "Ký duyệt", "--field", "LanhDao"])
            .exits(0)
            .says("tbs.bin");
        assert_eq!(desk.read("tbs.bin")[0], 0x31, "DER SET OF (RFC 5652 §5.4)");
        sign_elsewhere(&desk, who);
        finish(&desk, &["--record", "record.json"]).exits(0);
        assert_eq!(desk.read("letter.pdf"), LETTER);
        assert!(desk.read("signed.pdf").starts_with(LETTER));
        let report = desk.verified("signed.pdf");
        assert_eq!(report["verdict"], "passed", "{report}");
        assert_eq!(report["signatures"][0]["field"], "LanhDao");
        assert_eq!(report["signatures"][0]["coverage"], "entire-file");
        assert_eq!(desk.json("record.json")["check"]["kind"], "trusted-path");
    }
}

#[test]
fn an_encrypted_letter_in_two_steps() {
    let desk = Desk::new();
    let letter = include_bytes!("../../pades-sign/tests/encrypted/aes-256-r6.pdf");
    desk.write("letter.pdf", letter);
    desk.write("user", b"user\n");
    let password = ["--password-file", "user"];
    prepare(&desk, "leader", &[]).exits(3);
    prepare(&desk, "leader", &password).exits(0);
    sign_elsewhere(&desk, "leader");
    finish(&desk, &[]).exits(3).says("--password-file");
    finish(&desk, &password).exits(0);
    let trust = ["--trust", "root.pem", "--revocation", "skip", "--json"];
    let asked = [&["verify", "signed.pdf"][..], &password, &trust];
    let report = desk.run(&asked.concat()).exits(0).line();
    assert_eq!(report["signatures"][0]["coverage"], "entire-file");
}

#[test]
fn a_prepared_file_has_no_signature_yet() {
    let desk = Desk::new();
    prepare(&desk, "leader", &[]).exits(0);
    let ran = desk.run(&[
        "verify",
        "prepared.pdf",
        "--trust",
        "root.pem",
        "--revocation",
        "skip",
    ]);
    assert_ne!(ran.code, Some(0), "{ran}");
}

#[test]
fn a_prepared_file_that_was_altered_is_refused() {
    let desk = Desk::new();
    prepare(&desk, "leader", &[]).exits(0);
    sign_elsewhere(&desk, "leader");
    let whole = desk.read("prepared.pdf");
    for position in [LETTER.len() / 2, whole.len() - 40] {
        let mut altered = whole.clone();
        altered[position] ^= 0x01;
        desk.write("prepared.pdf", &altered);
        let before = desk.names();
        let ran = finish(&desk, &[]);
        assert!(matches!(ran.code, Some(1 | 3)), "{ran}");
        assert_eq!(desk.names(), before);
    }
    desk.write("prepared.pdf", &[&whole[..], b"\n"].concat());
    let ran = finish(&desk, &[]);
    assert!(matches!(ran.code, Some(1 | 3)), "{ran}");
    desk.write("prepared.pdf", &whole);
    finish(&desk, &[]).exits(0);
}

#[test]
fn the_value_of_another_key_is_refused() {
    let desk = Desk::new();
    prepare(&desk, "leader", &[]).exits(0);
    let before = [&desk.names()[..], &["value.bin".to_owned()]].concat();
    sign_elsewhere(&desk, "agency");
    finish(&desk, &[])
        .exits(1)
        .says("không có tệp mới được ghi");
    for value in [&b""[..], b"no signature at all", &[0x30; 70]] {
        desk.write("value.bin", value);
        finish(&desk, &[]).exits(1);
    }
    assert_eq!(desk.names().len(), before.len());
}

#[test]
fn a_state_of_another_document_or_of_no_document_is_refused() {
    let desk = Desk::new();
    prepare(&desk, "leader", &[]).exits(0);
    let (prepared, state) = (desk.read("prepared.pdf"), desk.text("state.json"));
    prepare(&desk, "leader", &["--force", "--reason", "another"]).exits(0);
    sign_elsewhere(&desk, "leader");
    desk.write("prepared.pdf", &prepared);
    finish(&desk, &[]).exits(1);
    for wrong in [
        "",
        "{}",
        "[1, 2",
        &state.replacen("\"version\":", "\"version\":9", 1),
    ] {
        desk.write("state.json", wrong.as_bytes());
        let ran = finish(&desk, &[]);
        assert!(matches!(ran.code, Some(1 | 3)), "{wrong}: {ran}");
        assert!(!desk.has("signed.pdf"));
    }
}

#[test]
fn the_certificate_is_checked_again_when_finishing() {
    let desk = Desk::new();
    prepare(&desk, "leader", &[]).exits(0);
    sign_elsewhere(&desk, "leader");
    let without_trust = &FINISH[..8];
    desk.run(without_trust)
        .exits(4)
        .says("chưa có chứng thư gốc nào");
    desk.run(&[without_trust, &["--trust", "agency.pem"]].concat())
        .exits(1);
    assert!(!desk.has("signed.pdf"));
    finish(&desk, &[]).exits(0);
}

#[test]
fn a_hole_that_is_too_small_names_both_numbers() {
    let desk = Desk::new();
    prepare(&desk, "leader", &["--reserve", "100"]).exits(0);
    sign_elsewhere(&desk, "leader");
    let ran = finish(&desk, &["--json"])
        .exits(1)
        .says("reservation-too-small");
    let text = ran.line()["error"]["text"].as_str().unwrap().to_owned();
    let numbers: Vec<u64> = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .collect();
    assert!(
        numbers.contains(&100) && numbers.iter().any(|number| *number > 1000),
        "{text}"
    );
    assert!(!desk.has("signed.pdf"));
}

#[test]
fn preparing_writes_all_three_files_or_none() {
    let desk = Desk::new();
    for taken in ["prepared.pdf", "state.json", "tbs.bin"] {
        desk.write(taken, b"here before");
        let before = desk.names();
        prepare(&desk, "leader", &[]).exits(4).says(taken);
        assert_eq!(desk.names(), before);
        assert_eq!(desk.read(taken), b"here before");
        std::fs::remove_file(desk.file(taken)).unwrap();
    }
    let before = desk.names();
    let elsewhere = [
        "prepare",
        "letter.pdf",
        "-o",
        "prepared.pdf",
        "--certificate",
        "leader.pem",
        "--trust",
        "root.pem",
        "--chain",
        "sub-ca.pem",
    ];
    desk.run(
        &[
            &elsewhere[..],
            &[
                "--state",
                "no/folder/state.json",
                "--to-be-signed",
                "tbs.bin",
            ],
        ]
        .concat(),
    )
    .exits(4)
    .says("no/folder/state.json");
    desk.run(
        &[
            &elsewhere[..],
            &[
                "--state",
                "letter.pdf",
                "--to-be-signed",
                "tbs.bin",
                "--force",
            ],
        ]
        .concat(),
    )
    .exits(64);
    desk.run(
        &[
            &elsewhere[..],
            &["--state", "state.json", "--to-be-signed", "state.json"],
        ]
        .concat(),
    )
    .exits(64);
    assert_eq!(desk.names(), before);
    assert_eq!(desk.read("letter.pdf"), LETTER);
}

#[test]
fn finishing_never_writes_over_the_prepared_file() {
    let desk = Desk::new();
    prepare(&desk, "leader", &[]).exits(0);
    sign_elsewhere(&desk, "leader");
    let prepared = desk.read("prepared.pdf");
    let onto = [
        "finish",
        "state.json",
        "--prepared",
        "prepared.pdf",
        "--signature",
        "value.bin",
        "-o",
        "prepared.pdf",
        "--trust",
        "root.pem",
        "--force",
    ];
    desk.run(&onto).exits(64);
    assert_eq!(desk.read("prepared.pdf"), prepared);
}

#[test]
fn preparing_refuses_an_unfit_certificate() {
    let desk = Desk::new();
    desk.keep("expired", &common::issue(&common::pki().expired_leader()));
    let before = desk.names();
    prepare(&desk, "expired", &[])
        .exits(1)
        .says("Không thực hiện ký số");
    assert_eq!(desk.names(), before);
}
