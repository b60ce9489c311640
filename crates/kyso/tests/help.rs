//! Help, versions and usage errors, in both languages.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Ran, kyso};

fn run(arguments: &[&str]) -> Ran {
    Ran::of(kyso().args(arguments).output().unwrap(), arguments)
}

const COMMANDS: [&[&str]; 47] = [
    &[],
    &["sign"],
    &["prepare"],
    &["finish"],
    &["verify"],
    &["check"],
    &["copy"],
    &["path"],
    &["trust"],
    &["trust", "list"],
    &["trust", "show"],
    &["trust", "add"],
    &["trust", "remove"],
    &["token"],
    &["token", "list"],
    &["token", "info"],
    &["token", "doctor"],
    &["token", "init"],
    &["token", "import"],
    &["token", "unblock"],
    &["token", "pin"],
    &["token", "pin", "change"],
    &["rules"],
    &["rules", "list"],
    &["rules", "show"],
    &["convert"],
    &["outgoing"],
    &["outgoing", "orders"],
    &["outgoing", "open"],
    &["outgoing", "status"],
    &["outgoing", "take-number"],
    &["outgoing", "step"],
    &["outgoing", "undo"],
    &["outgoing", "void"],
    &["outgoing", "remedy"],
    &["issue"],
    &["numbers"],
    &["numbers", "list"],
    &["numbers", "void"],
    &["demo"],
    &["receive"],
    &["receive", "again"],
    &["receive", "due"],
    &["receive", "list"],
    &["receive", "replay"],
    &["receive", "stamp"],
    &["receive", "told"],
];

#[test]
fn every_command_has_help_in_both_languages_on_stdout() {
    for command in COMMANDS {
        let vi = run(&[command, &["--help"]].concat())
            .exits(0)
            .says("Cách dùng");
        let en = run(&[command, &["--help", "--lang", "en"]].concat())
            .exits(0)
            .says("Usage")
            .never_says("Cách dùng");
        assert!(vi.err.is_empty() && en.err.is_empty(), "{vi}{en}");
        let vietnamese = "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ";
        assert!(
            !en.out.chars().any(|letter| vietnamese.contains(letter)),
            "{en}"
        );
        assert!(
            vi.out.chars().any(|letter| vietnamese.contains(letter)),
            "{vi}"
        );
    }
}

#[test]
fn the_language_may_come_from_the_environment_and_the_option_wins() {
    let with = |language: &str, arguments: &[&str]| {
        Ran::of(
            kyso()
                .env("KYSO_LANG", language)
                .args(arguments)
                .output()
                .unwrap(),
            arguments,
        )
    };
    with("en", &["--help"]).exits(0).says("Usage");
    with("en", &["--help", "--lang=vi"])
        .exits(0)
        .says("Cách dùng");
    with("vi", &["--help", "--lang=en"]).exits(0).says("Usage");
}

#[test]
fn the_version_is_the_packages() {
    for arguments in [
        &["--version"][..],
        &["-V"],
        &["--version", "--lang", "en"],
        &["verify", "--version"],
    ] {
        run(arguments).exits(0).says(env!("CARGO_PKG_VERSION"));
    }
}

#[test]
fn wrong_usage_exits_64_and_names_what_is_wrong_in_both_languages() {
    let cases: [(&[&str], &str); 15] = [
        (&[], "lệnh"),
        (&["sing"], "sing"),
        (&["verify"], "FILE"),
        (&["sign", "in.pdf"], "--output"),
        (&["sign", "in.pdf", "-o", "out.pdf"], "--p12"),
        (
            &["sign", "in.pdf", "-o", "out.pdf", "--key", "k.pem"],
            "--certificate",
        ),
        (
            &[
                "sign", "in.pdf", "-o", "out.pdf", "--p12", "a", "--token", "b",
            ],
            "--p12",
        ),
        (
            &[
                "sign",
                "in.pdf",
                "-o",
                "out.pdf",
                "--p12",
                "a",
                "--certify",
                "4",
            ],
            "4",
        ),
        (&["verify", "in.pdf", "--nonsense"], "--nonsense"),
        (&["verify", "in.pdf", "--revocation", "maybe"], "maybe"),
        (&["rules", "show"], "CODE"),
        (&["path"], "CERT"),
        (&["path", "a", "--purpose", "reading"], "reading"),
        (&["path", "a", "--freshness", "fresh"], "fresh"),
        (&["trust", "add"], "--fingerprint"),
    ];
    for (arguments, named) in cases {
        let vi = run(arguments)
            .exits(64)
            .says("Dòng lệnh không đúng")
            .says(named);
        let en = run(&[arguments, &["--lang", "en"]].concat())
            .exits(64)
            .says("Wrong usage");
        assert!(vi.out.is_empty() && en.out.is_empty(), "{vi}{en}");
        let json = run(&[arguments, &["--json"]].concat()).exits(64).line();
        assert_eq!(json["error"]["code"], "usage");
    }
}

#[test]
fn an_unknown_language_is_wrong_usage() {
    run(&["verify", "in.pdf", "--lang", "fr"])
        .exits(64)
        .says("fr")
        .says("vi, en");
    run(&["verify", "in.pdf", "--lang"]).exits(64);
}
