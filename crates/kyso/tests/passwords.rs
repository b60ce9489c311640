//! Documents protected by a password: `--password-file`, `--password-env`; right, wrong, absent. The password is nowhere on the command
//! line, and nowhere in what is said.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::{Desk, Ran};

/// User password `user`, owner password `owner`; signed twice, in the fields `Mot` and `Hai`.
const SIGNED: &[u8] = include_bytes!("encrypted/signed-aes-256.pdf");

/// Every command that opens documents, asked about the first signature.
const COMMANDS: [&[&str]; 4] = [
    &["verify", "locked.pdf"],
    &["check", "locked.pdf"],
    &[
        "extract",
        "locked.pdf",
        "--signature",
        "1",
        "--force",
        "-o",
        "out.pdf",
    ],
    &["diff", "locked.pdf", "--signature", "1"],
];

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("locked.pdf", SIGNED);
    for password in ["user", "owner", "wrong"] {
        desk.write(password, format!("{password}\n").as_bytes());
    }
    desk.write("empty", b"");
    desk
}

/// The same question with the password in a file, and in a variable.
fn both_ways(desk: &Desk, command: &[&str], password: &str) -> [Ran; 2] {
    let in_file = [command, &["--password-file", password]].concat();
    let in_variable = [command, &["--password-env", "SECRET"]].concat();
    let word = if password == "empty" { "" } else { password };
    let output = desk.kyso(&in_variable).env("SECRET", word).output();
    [desk.run(&in_file), Ran::of(output.unwrap(), &in_variable)]
}

#[test]
fn the_right_password_opens_it_for_every_command() {
    let desk = desk();
    for command in COMMANDS {
        for password in ["user", "owner"] {
            for ran in both_ways(&desk, &[command, &["--json"]].concat(), password) {
                let line = ran.line();
                assert!(line.get("error").is_none(), "{ran}");
                assert!(!ran.out.contains("password-"), "{ran}");
            }
        }
    }
    let [ran, _] = both_ways(&desk, &["verify", "locked.pdf", "--json"], "owner");
    assert_eq!(ran.line()["encryption"]["opened_by"], "owner");
    assert_eq!(ran.line()["signatures"][1]["integrity"], "intact");
}

#[test]
fn a_wrong_or_empty_password_is_said_and_nothing_is_written() {
    let desk = desk();
    let before = desk.names();
    for command in COMMANDS {
        for password in ["wrong", "empty"] {
            for ran in both_ways(&desk, command, password) {
                ran.exits(3).says("mật khẩu không đúng");
            }
            for ran in both_ways(&desk, &[command, &["--json"]].concat(), password) {
                let line = ran.exits(3).line();
                assert_eq!(line["error"]["code"], "password-wrong", "{line}");
            }
        }
    }
    assert_eq!(desk.names(), before);
}

#[test]
fn without_a_password_it_is_said_how_to_give_one() {
    let desk = desk();
    let before = desk.names();
    for command in COMMANDS {
        desk.run(command)
            .exits(3)
            .says("cần mật khẩu để mở")
            .says("--password-file");
        let line = desk.run(&[command, &["--json"]].concat()).exits(3).line();
        assert_eq!(line["error"]["code"], "password-needed", "{line}");
    }
    assert_eq!(desk.names(), before);
}

/// A locked document is held, whether or not it shows a signature: nothing speaks against it.
#[test]
fn a_locked_document_is_held() {
    let desk = desk();
    desk.write("unsigned.pdf", &common::pdf::encrypted());
    for file in ["locked.pdf", "unsigned.pdf"] {
        desk.run(&["verify", file])
            .exits(3)
            .says("KẾT LUẬN: CHỜ KIỂM TRA LẠI")
            .says("văn bản có mật khẩu bảo vệ, chưa có mật khẩu để mở");
    }
}

#[test]
fn a_password_that_is_not_there_is_an_error_of_the_call() {
    let desk = desk();
    for command in COMMANDS {
        let file = [command, &["--password-file", "nowhere"]].concat();
        desk.run(&file).exits(4).says("nowhere");
        let variable = [command, &["--password-env", "KYSO_NO_SUCH_VARIABLE"]].concat();
        desk.run(&variable).exits(4).says("KYSO_NO_SUCH_VARIABLE");
        let two = ["--password-file", "user", "--password-env", "SECRET"];
        desk.run(&[command, &two].concat()).exits(64);
    }
}

/// Not yet signed; made by qpdf. User password `user`, owner password `owner`.
const LETTERS: [(&str, &[u8]); 3] = [
    (
        "rc4.pdf",
        include_bytes!("../../pades-sign/tests/encrypted/rc4-128.pdf"),
    ),
    (
        "aes.pdf",
        include_bytes!("../../pades-sign/tests/encrypted/aes-256-r6.pdf"),
    ),
    (
        "forms-only.pdf",
        include_bytes!("../../pades-sign/tests/encrypted/forms-only.pdf"),
    ),
];

fn desk_of_letters() -> Desk {
    let desk = desk();
    for (name, bytes) in LETTERS {
        desk.write(name, bytes);
    }
    desk
}

/// `kyso verify --json` of what was signed here, opened by the owner.
fn verified(desk: &Desk, file: &str) -> serde_json::Value {
    let trust = ["--trust", "root.pem", "--revocation", "skip", "--json"];
    let asked = [
        &[
            "verify",
            file,
            "--password-file",
            "owner",
            "--policy",
            "strict",
        ],
        &trust[..],
    ]
    .concat();
    desk.run(&asked).exits(0).line()
}

#[test]
fn an_encrypted_letter_is_signed_by_its_password() {
    let desk = desk_of_letters();
    let with = |password| ["--password-file", password, "--reason", "Phê duyệt"];
    for letter in ["rc4.pdf", "aes.pdf"] {
        let (one, two) = (format!("1-{letter}"), format!("2-{letter}"));
        desk.sign(
            letter,
            &one,
            "leader",
            &[&with("user")[..], &["--field", "Lanh dao"]].concat(),
        )
        .exits(0);
        let shown = [
            "--appearance",
            "nd30.attachment",
            "--number",
            "12",
            "--symbol",
            "UBND",
        ];
        desk.sign(&one, &two, "agency", &[&with("owner")[..], &shown].concat())
            .exits(0);
        let line = verified(&desk, &two);
        assert_eq!(line["encryption"]["opened_by"], "owner");
        for at in [0, 1] {
            let signature = &line["signatures"][at];
            assert_eq!(signature["integrity"], "intact", "{letter}");
        }
    }
}

#[test]
fn an_encrypted_letter_is_not_signed_without_the_right_to() {
    let desk = desk_of_letters();
    let before = desk.names();
    let sign = |letter, more: &[&str]| desk.sign(letter, "out.pdf", "leader", more);
    sign("aes.pdf", &[]).exits(3).says("--password-file");
    sign("aes.pdf", &["--password-file", "wrong"])
        .exits(3)
        .says("mật khẩu không đúng");
    sign("forms-only.pdf", &["--password-file", "user"])
        .exits(1)
        .says("không cho phép thêm trường chữ ký");
    assert_eq!(desk.names(), before);
    sign("forms-only.pdf", &["--password-file", "owner"]).exits(0);
    assert_eq!(
        verified(&desk, "out.pdf")["signatures"][0]["integrity"],
        "intact"
    );
    sign("letter.pdf", &["--detached", "--password-file", "owner"]).exits(64);
}

/// A document that is not encrypted does not mind one.
#[test]
fn a_password_that_nobody_needs_changes_nothing() {
    let desk = desk();
    desk.signed("open.pdf");
    let asked = ["verify", "open.pdf", "--json", "--at", "2026-11-30"];
    let without = desk.run(&asked).line();
    let [with, _] = both_ways(&desk, &asked, "user");
    assert_eq!(with.line(), without);
}

/// A folder of documents is opened with the one password; what it does not open is told, and stops nothing.
#[test]
fn one_password_serves_a_folder() {
    let desk = desk();
    std::fs::create_dir(desk.file("folder")).unwrap();
    desk.write("folder/a.pdf", SIGNED);
    desk.write("folder/b.pdf", &common::pdf::encrypted());
    desk.write("folder/c.pdf", SIGNED);
    let [ran, _] = both_ways(&desk, &["verify", "folder", "--json"], "user");
    let lines = ran.lines();
    assert_eq!(lines.len(), 4, "{ran}");
    assert_eq!(lines[0]["encryption"]["opened_by"], "user");
    assert!(lines[1]["error"]["code"].is_string(), "{}", lines[1]);
    assert_eq!(lines[2]["encryption"]["opened_by"], "user");
}

/// Where it comes from is read once, though the pages are opened again to be shown: a pipe gives it only once.
#[cfg(all(unix, feature = "pages"))]
#[test]
fn the_password_is_read_once() {
    let desk = desk();
    let asked = [
        "diff",
        "locked.pdf",
        "--signature",
        "1",
        "--images",
        "images",
        "--json",
        "--password-file",
        "/dev/stdin",
    ];
    let output = desk.kyso(&asked).write_stdin("user\n").output().unwrap();
    let line = Ran::of(output, &asked).exits(0).line();
    assert!(line.get("images_error").is_none(), "{line}");
}
