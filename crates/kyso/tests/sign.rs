//! Signing a letter: what comes out, what is refused, and what is written down.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::revocation::{on_hold, put_crls, revoked};
use common::{Desk, LETTER, Ran, issue, leader, moment, openssl, pki};
use demo_pki::{KeyKind, Profile};

#[test]
fn a_signed_letter_begins_with_the_letter_and_passes_under_the_root() {
    let desk = Desk::new();
    desk.sign("letter.pdf", "signed.pdf", "leader", &[])
        .exits(0)
        .says("Ký số thành công: signed.pdf");
    assert_eq!(desk.read("letter.pdf"), LETTER);
    let signed = desk.read("signed.pdf");
    assert!(signed.starts_with(LETTER) && signed.len() > LETTER.len() + 1000);
    desk.run(&[
        "verify",
        "signed.pdf",
        "--trust",
        "root.pem",
        "--revocation",
        "skip",
    ])
    .exits(0)
    .says("hợp lệ");
    let signature = &desk.verified("signed.pdf")["signatures"][0];
    assert_eq!(signature["coverage"], "entire-file");
    assert_eq!(signature["integrity"], "intact");
    assert_eq!(signature["trust"], "trusted");
    assert_eq!(signature["level"], "B-B");
    assert_eq!(signature["sub_filter"], "ETSI.CAdES.detached");
    assert_eq!(signature["signing_time"]["proof"], "claimed");
}

#[test]
fn the_agency_signs_after_the_leader_and_both_stay_valid() {
    let desk = Desk::new();
    desk.signed_twice("letter.pdf");
    assert!(desk.read("two.pdf").starts_with(&desk.read("one.pdf")));
    let report = desk.verified("two.pdf");
    assert_eq!(report["verdict"], "passed");
    assert_eq!(report["revisions"], 3);
    let [leader, agency] = report["signatures"].as_array().unwrap().as_slice() else {
        panic!("{report}")
    };
    assert_eq!(
        (
            &leader["field"],
            &leader["coverage"],
            &leader["modifications"]
        ),
        (
            &"LanhDao".into(),
            &"entire-revision".into(),
            &"signatures".into()
        )
    );
    assert_eq!(
        (
            &agency["field"],
            &agency["coverage"],
            &agency["modifications"]
        ),
        (&"CoQuan".into(), &"entire-file".into(), &"none".into())
    );
}

#[test]
fn a_letter_certified_without_changes_is_not_signed_again() {
    let desk = Desk::new();
    desk.sign("letter.pdf", "certified.pdf", "leader", &["--certify", "1"])
        .exits(0);
    assert_eq!(desk.verified("certified.pdf")["verdict"], "passed");
    let before = desk.names();
    desk.sign("certified.pdf", "again.pdf", "agency", &[])
        .exits(1)
        .says("không cho phép ký thêm")
        .says("không có tệp mới được ghi");
    assert_eq!(desk.names(), before);
}

#[test]
fn a_letter_certified_for_filling_or_annotating_is_signed_again() {
    for permissions in ["2", "3"] {
        let desk = Desk::new();
        desk.sign(
            "letter.pdf",
            "certified.pdf",
            "leader",
            &["--certify", permissions],
        )
        .exits(0);
        desk.sign("certified.pdf", "again.pdf", "agency", &[])
            .exits(0);
        let report = desk.verified("again.pdf");
        assert_eq!(report["verdict"], "passed", "P={permissions}: {report}");
        assert_eq!(report["signatures"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn a_certification_comes_first() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    desk.sign("signed.pdf", "certified.pdf", "agency", &["--certify", "2"])
        .exits(1)
        .says("chữ ký chứng nhận phải là chữ ký đầu tiên");
    assert!(!desk.has("certified.pdf"));
}

#[test]
fn an_empty_field_made_beforehand_is_used_once() {
    let desk = Desk::new();
    desk.write("form.pdf", &common::pdf::with_fields("LanhDao", "CoQuan"));
    desk.sign(
        "form.pdf",
        "one.pdf",
        "leader",
        &["--field", "LanhDao", "--record", "record.json"],
    )
    .exits(0);
    assert_eq!(desk.json("record.json")["field_created"], false);
    desk.sign("one.pdf", "two.pdf", "agency", &["--field", "CoQuan"])
        .exits(0);
    assert_eq!(desk.verified("two.pdf")["verdict"], "passed");
    desk.sign("two.pdf", "three.pdf", "agency", &["--field", "LanhDao"])
        .exits(1)
        .says("trường “LanhDao” đã có chữ ký số");
    assert!(!desk.has("three.pdf"));
}

#[test]
fn reason_location_contact_and_name_keep_their_vietnamese_letters() {
    let desk = Desk::new();
    let said = [
        ("--reason", "Ký duyệt công văn (số 12/SKHCN)", "Reason"),
        ("--location", "Thành phố Lạc Hồng", "Location"),
        ("--contact", "vănthư@lachong.example", "ContactInfo"),
        ("--name", "Nguyễn Văn Mẫu \\ Giám đốc", "Name"),
    ];
    let arguments: Vec<&str> = said
        .iter()
        .flat_map(|(option, text, _)| [*option, *text])
        .collect();
    desk.sign("letter.pdf", "signed.pdf", "leader", &arguments)
        .exits(0);
    let file = pdf_revisions::PdfFile::open(std::sync::Arc::new(desk.read("signed.pdf"))).unwrap();
    let fields = file.newest().signature_fields().unwrap();
    let (_, value) = fields[0].value.as_ref().unwrap();
    for (_, text, key) in said {
        assert_eq!(
            value.string(key.as_bytes()).unwrap().to_text(),
            text,
            "{key}"
        );
    }
}

#[test]
fn every_kind_of_key_signs() {
    let kinds = [
        ("rsa", KeyKind::Rsa2048, None),
        ("rsa-pss", KeyKind::Rsa2048, Some("--pss")),
        ("p256", KeyKind::P256, None),
        ("p384", KeyKind::P384, None),
        ("p521", KeyKind::P521, None),
        ("ed25519", KeyKind::Ed25519, None),
    ];
    let desk = Desk::new();
    for (name, kind, option) in kinds {
        desk.keep(name, &issue(&pki().leader().with_key(kind)));
        let output = format!("{name}.pdf");
        let more: Vec<&str> = option
            .into_iter()
            .chain(["--record", "record.json", "--force"])
            .collect();
        desk.sign("letter.pdf", &output, name, &more).exits(0);
        assert_eq!(desk.verified(&output)["verdict"], "passed", "{name}");
        let algorithm = desk.json("record.json")["algorithm"]
            .as_str()
            .unwrap()
            .to_owned();
        assert_eq!(
            algorithm.contains("PSS"),
            option.is_some(),
            "{name}: {algorithm}"
        );
    }
}

#[test]
fn a_chosen_digest_is_the_one_used() {
    let desk = Desk::new();
    desk.keep("rsa", common::rsa_leader());
    for digest in ["sha256", "sha384", "sha512"] {
        desk.sign(
            "letter.pdf",
            "signed.pdf",
            "rsa",
            &["--digest", digest, "--record", "record.json", "--force"],
        )
        .exits(0);
        let used = desk.json("record.json")["digest_algorithm"]
            .as_str()
            .unwrap()
            .to_lowercase()
            .replace('-', "");
        assert_eq!(used, digest);
        assert_eq!(desk.verified("signed.pdf")["verdict"], "passed");
    }
}

#[test]
fn an_existing_result_is_kept_unless_force_is_given() {
    let desk = Desk::new();
    desk.write("out.pdf", b"something else");
    let before = desk.names();
    desk.sign("letter.pdf", "out.pdf", "leader", &[])
        .exits(4)
        .says("out.pdf")
        .says("--force")
        .never_says("letter.pdf");
    assert_eq!(desk.read("out.pdf"), b"something else");
    assert_eq!(desk.names(), before);
    desk.sign("letter.pdf", "out.pdf", "leader", &["--force"])
        .exits(0);
    assert!(desk.read("out.pdf").starts_with(LETTER));
}

#[test]
fn the_input_is_never_written_not_even_with_force() {
    let desk = Desk::new();
    std::fs::create_dir(desk.file("folder")).unwrap();
    for output in ["letter.pdf", "./letter.pdf", "folder/../letter.pdf"] {
        desk.sign("letter.pdf", output, "leader", &["--force"])
            .exits(64)
            .says("tệp gốc");
    }
    desk.sign(
        "letter.pdf",
        "signed.pdf",
        "leader",
        &["--force", "--record", "letter.pdf"],
    )
    .exits(64)
    .says("tệp gốc");
    desk.sign(
        "letter.pdf",
        "signed.pdf",
        "leader",
        &["--force", "--record", "signed.pdf"],
    )
    .exits(64);
    desk.sign("letter.pdf", "leader.key", "leader", &["--force"])
        .exits(64);
    assert_eq!(desk.read("letter.pdf"), LETTER);
    assert!(!desk.has("signed.pdf"));
    assert!(desk.text("leader.key").contains("PRIVATE KEY"));
}

#[cfg(unix)]
#[test]
fn a_link_to_the_input_is_the_input() {
    let desk = Desk::new();
    std::os::unix::fs::symlink(desk.file("letter.pdf"), desk.file("link.pdf")).unwrap();
    desk.sign("letter.pdf", "link.pdf", "leader", &["--force"])
        .exits(64);
    desk.sign("link.pdf", "letter.pdf", "leader", &["--force"])
        .exits(64);
    assert_eq!(desk.read("letter.pdf"), LETTER);
}

#[test]
fn the_record_holds_what_was_checked_and_what_was_not() {
    let desk = Desk::new();
    desk.sign(
        "letter.pdf",
        "signed.pdf",
        "leader",
        &["--record", "record.json"],
    )
    .exits(0)
    .says("Chưa kiểm tra");
    let record = desk.json("record.json");
    assert_eq!(record["check"]["kind"], "trusted-path");
    assert_eq!(record["check"]["path"].as_array().unwrap().len(), 3);
    assert_eq!(record["base_length"], LETTER.len());
    assert!(
        kinds_not_checked(&record).contains(&"revocation".to_owned()),
        "{record}"
    );
    assert!(
        kinds_not_checked(&record).contains(&"signing-time".to_owned()),
        "{record}"
    );
}

#[test]
fn a_record_that_cannot_be_written_stops_before_signing() {
    let desk = Desk::new();
    desk.write("record.json", b"an older one");
    let before = desk.names();
    desk.sign(
        "letter.pdf",
        "signed.pdf",
        "leader",
        &["--record", "record.json"],
    )
    .exits(4)
    .says("record.json");
    desk.sign(
        "letter.pdf",
        "signed.pdf",
        "leader",
        &["--record", "no/such/folder.json"],
    )
    .exits(4)
    .says("no/such/folder.json");
    assert_eq!(desk.names(), before);
    assert_eq!(desk.read("record.json"), b"an older one");
}

#[test]
fn without_any_root_nothing_is_signed_unless_that_is_allowed_and_recorded() {
    let desk = Desk::new();
    let sign = [
        "sign",
        "letter.pdf",
        "-o",
        "signed.pdf",
        "--key",
        "leader.key",
        "--certificate",
        "leader.pem",
        "--record",
        "record.json",
    ];
    let before = desk.names();
    desk.run(&sign)
        .exits(4)
        .says("chưa có chứng thư gốc nào")
        .says("--trust")
        .says("khoản 2 Điều 29 Nghị định số 68/2024/NĐ-CP");
    assert_eq!(desk.names(), before);
    desk.run(&[&sign[..], &["--allow-unverified-chain"]].concat())
        .exits(0)
        .says("Chưa kiểm tra: đường dẫn chứng thực");
    let record = desk.json("record.json");
    assert_eq!(record["check"]["kind"], "chain-not-verified");
    assert_eq!(
        record["check"]["acknowledged_by"],
        "--allow-unverified-chain"
    );
    assert!(
        kinds_not_checked(&record).contains(&"chain".to_owned()),
        "{record}"
    );
    desk.run(&["verify", "signed.pdf", "--json"]).exits(2);
}

fn kinds_not_checked(record: &serde_json::Value) -> Vec<String> {
    record["not_checked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|gap| gap["kind"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_unfit_certificate_is_refused_and_no_exception_helps() {
    let hour = jiff::SignedDuration::from_hours(1);
    let now = jiff::Timestamp::now();
    let leader = || pki().leader().with_key(KeyKind::P256);
    let unfit: [(&str, Profile); 5] = [
        (
            "expired",
            Profile {
                not_before: moment("2021-01-01T00:00:00Z"),
                not_after: now - hour,
                ..leader()
            },
        ),
        (
            "not-yet-valid",
            Profile {
                not_before: now + 2 * hour,
                ..leader()
            },
        ),
        (
            "key-usage",
            pki().leader_with_wrong_key_usage().with_key(KeyKind::P256),
        ),
        (
            "extended-key-usage",
            pki()
                .leader_with_wrong_extended_key_usage()
                .with_key(KeyKind::P256),
        ),
        (
            "critical-extension",
            pki()
                .leader_with_unknown_critical_extension()
                .with_key(KeyKind::P256),
        ),
    ];
    let desk = Desk::new();
    for (name, profile) in unfit {
        desk.keep(name, &issue(&profile));
        let before = desk.names();
        desk.sign("letter.pdf", "signed.pdf", name, &[])
            .exits(1)
            .says("Không thực hiện ký số");
        desk.sign(
            "letter.pdf",
            "signed.pdf",
            name,
            &["--allow-unverified-chain"],
        )
        .exits(1);
        assert_eq!(desk.names(), before, "{name}");
    }
}

#[test]
fn an_expired_certificate_does_not_sign_with_a_time_of_long_ago() {
    let desk = Desk::new();
    let profile = Profile {
        not_before: moment("2021-01-01T00:00:00Z"),
        not_after: moment("2023-01-01T00:00:00Z"),
        ..pki().leader().with_key(KeyKind::P256)
    };
    desk.keep("expired", &issue(&profile));
    for allow in [&[][..], &["--allow-unverified-chain"]] {
        let arguments = [&["--at", "2022-06-01T00:00:00Z"], allow].concat();
        desk.sign("letter.pdf", "signed.pdf", "expired", &arguments)
            .exits(1)
            .says("Không thực hiện ký số");
    }
    assert!(!desk.has("signed.pdf"));
}

#[test]
fn the_certificate_is_refused_before_the_password_is_asked_or_the_key_is_used() {
    // The key of another certificate would be refused at use; the refusal must come from the certificate.
    let desk = Desk::new();
    desk.keep(
        "expired",
        &issue(&pki().expired_leader().with_key(KeyKind::P256)),
    );
    desk.sign("letter.pdf", "signed.pdf", "expired", &["--json"])
        .exits(1)
        .says("signer")
        .never_says("key-mismatch");
}

#[test]
fn a_certificate_of_another_hierarchy_is_refused() {
    let desk = Desk::new();
    let twin = pki().untrusted_twin().unwrap();
    desk.keep(
        "stranger",
        &twin.issue(&twin.leader().with_key(KeyKind::P256)).unwrap(),
    );
    let before = desk.names();
    desk.sign("letter.pdf", "signed.pdf", "stranger", &[])
        .exits(1)
        .says("không đạt kiểm tra");
    // It names our root and our root did not sign it: that is an answer, not a check left open.
    desk.sign(
        "letter.pdf",
        "signed.pdf",
        "stranger",
        &["--allow-unverified-chain"],
    )
    .exits(1);
    assert_eq!(desk.names(), before);
}

#[test]
fn a_chain_that_leads_nowhere_may_be_allowed_and_is_recorded() {
    let desk = Desk::new();
    let elsewhere = [
        "sign",
        "letter.pdf",
        "-o",
        "signed.pdf",
        "--key",
        "leader.key",
        "--certificate",
        "leader.pem",
        "--trust",
        "agency.pem",
        "--record",
        "record.json",
    ];
    desk.run(&elsewhere).exits(1);
    desk.run(&[&elsewhere[..], &["--allow-unverified-chain"]].concat())
        .exits(0);
    assert_eq!(
        desk.json("record.json")["check"]["kind"],
        "chain-not-verified"
    );
    let required = ["--revocation", "require", "--force"];
    desk.sign("letter.pdf", "signed.pdf", "leader", &required)
        .exits(1)
        .says("không đạt kiểm tra");
    desk.sign(
        "letter.pdf",
        "signed.pdf",
        "leader",
        &[&required[..], &["--allow-unverified-chain"]].concat(),
    )
    .exits(0);
}

#[test]
fn a_key_that_is_not_the_certificates_is_refused() {
    let desk = Desk::new();
    let arguments = [
        "sign",
        "letter.pdf",
        "-o",
        "signed.pdf",
        "--key",
        "agency.key",
        "--certificate",
        "leader.pem",
        "--trust",
        "root.pem",
    ];
    desk.run(&arguments).exits(4);
    assert!(!desk.has("signed.pdf"));
}

#[test]
fn the_configuration_names_the_roots() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.file("settings/kyso/roots")).unwrap();
    desk.write("settings/kyso/roots/root.pem", &desk.read("root.pem"));
    desk.write("settings/kyso/sub-ca.pem", &desk.read("sub-ca.pem"));
    desk.write("settings/kyso/other.pem", &desk.read("agency.pem"));
    // Relative paths are relative to the configuration, wherever the program is run.
    let config = "trust = [\"roots\"]\nintermediates = [\"sub-ca.pem\"]\n[trust-profiles]\ntinh = [\"roots/root.pem\"]\nkhac = [\"other.pem\"]\n";
    desk.write("settings/kyso/config.toml", config.as_bytes());
    let sign = |more: &[&str]| {
        let base = [
            "sign",
            "letter.pdf",
            "--key",
            "leader.key",
            "--certificate",
            "leader.pem",
            "--force",
            "-o",
            "signed.pdf",
        ];
        let arguments = [&base[..], more].concat();
        let output = desk
            .kyso(&arguments)
            .env("XDG_CONFIG_HOME", desk.file("settings"))
            .output()
            .unwrap();
        Ran::of(output, &arguments)
    };
    sign(&[]).exits(0);
    sign(&["--trust-profile", "tinh"]).exits(0);
    sign(&["--trust-profile", "khac"]).exits(1);
    sign(&["--trust-profile", "unknown"])
        .exits(4)
        .says("“unknown”")
        .says("khac, tinh");
    sign(&["--trust", "agency.pem"]).exits(1); // the command line replaces the configured roots
}

#[test]
fn a_configuration_that_is_wrong_is_named() {
    let desk = Desk::new();
    desk.write("wrong.toml", b"trusted = []\n");
    desk.sign(
        "letter.pdf",
        "signed.pdf",
        "leader",
        &["--config", "wrong.toml"],
    )
    .exits(4)
    .says("wrong.toml")
    .says("trusted");
    desk.sign(
        "letter.pdf",
        "signed.pdf",
        "leader",
        &["--config", "missing.toml"],
    )
    .exits(4)
    .says("missing.toml");
    assert!(!desk.has("signed.pdf"));
}

#[test]
fn roots_that_hold_no_certificate_are_named_not_ignored() {
    let desk = Desk::new();
    std::fs::create_dir(desk.file("empty")).unwrap();
    for trust in ["leader.key", "empty", "letter.pdf", "missing.pem"] {
        desk.run(&["verify", "letter.pdf", "--trust", trust])
            .exits(4)
            .says(trust);
    }
}

#[test]
fn a_folder_of_roots_and_a_der_file_are_roots() {
    let desk = Desk::new();
    std::fs::create_dir(desk.file("roots")).unwrap();
    desk.write("roots/goc.cer", &pki().root.certificate_der);
    desk.write("roots/readme.txt", b"not a certificate");
    desk.signed("signed.pdf");
    desk.run(&[
        "verify",
        "signed.pdf",
        "--trust",
        "roots",
        "--revocation",
        "skip",
    ])
    .exits(0);
    desk.run(&[
        "verify",
        "signed.pdf",
        "--trust",
        "roots/goc.cer",
        "--revocation",
        "skip",
    ])
    .exits(0);
}

#[test]
fn pkcs12_signs_with_the_password_from_a_variable_or_a_file() {
    let desk = Desk::new();
    desk.keep_p12("leader", leader(), "mật-khẩu 01");
    desk.keep_p12("rsa", common::rsa_leader(), "rsa-secret");
    desk.write("pin.txt", "mật-khẩu 01\r\nsecond line\n".as_bytes());
    let sign = |p12: &str, output: &str, more: &[&str]| {
        let base = [
            "sign",
            "letter.pdf",
            "-o",
            output,
            "--p12",
            p12,
            "--trust",
            "root.pem",
        ];
        let arguments = [&base[..], more].concat();
        let output = desk
            .kyso(&arguments)
            .env("PIN_OF_LEADER", "mật-khẩu 01")
            .env("PIN_OF_RSA", "rsa-secret")
            .output()
            .unwrap();
        Ran::of(output, &arguments)
    };
    sign("leader.p12", "by-env.pdf", &["--pin-env", "PIN_OF_LEADER"]).exits(0);
    sign("leader.p12", "by-file.pdf", &["--pin-file", "pin.txt"]).exits(0);
    sign("rsa.p12", "rsa.pdf", &["--pin-env", "PIN_OF_RSA"]).exits(0);
    for signed in ["by-env.pdf", "by-file.pdf", "rsa.pdf"] {
        assert_eq!(desk.verified(signed)["verdict"], "passed", "{signed}");
    }
    sign("leader.p12", "none.pdf", &[])
        .exits(4)
        .says("--pin-env");
    sign("leader.p12", "none.pdf", &["--pin-env", "NOT_SET_ANYWHERE"])
        .exits(4)
        .says("NOT_SET_ANYWHERE");
    sign("leader.p12", "none.pdf", &["--pin-file", "missing.txt"])
        .exits(4)
        .says("missing.txt");
    sign(
        "leader.p12",
        "none.pdf",
        &["--pin-file", "pin.txt", "--pin-env", "PIN_OF_LEADER"],
    )
    .exits(64);
    assert!(!desk.has("none.pdf"));
}

#[test]
fn an_old_pkcs12_file_opens_too() {
    let desk = Desk::new();
    let legacy = [
        "pkcs12",
        "-export",
        "-legacy",
        "-inkey",
        "leader.key",
        "-in",
        "leader.pem",
        "-certfile",
        "sub-ca.pem",
        "-out",
        "old.p12",
        "-passout",
        "pass:cu",
    ];
    openssl(desk.path(), &legacy);
    desk.write("pin.txt", b"cu");
    desk.run(&[
        "sign",
        "letter.pdf",
        "-o",
        "signed.pdf",
        "--p12",
        "old.p12",
        "--pin-file",
        "pin.txt",
        "--trust",
        "root.pem",
    ])
    .exits(0);
}

#[test]
fn the_password_is_never_shown_nor_written() {
    const SECRET: &str = "b1-m4t-khong-lo";
    const WRONG: &str = "m4t-khau-sai-0";
    let desk = Desk::new();
    desk.keep_p12("leader", leader(), SECRET);
    for (secret, code, output) in [(SECRET, 0, "right.pdf"), (WRONG, 4, "wrong.pdf")] {
        for more in [
            &["--record", "record.json", "--force"][..],
            &["--json", "--record", "record.json", "--force"],
            &["--lang", "en", "--force"],
        ] {
            let base = [
                "sign",
                "letter.pdf",
                "-o",
                output,
                "--p12",
                "leader.p12",
                "--trust",
                "root.pem",
                "--pin-env",
                "SECRET",
            ];
            let arguments = [&base[..], more].concat();
            let ran = Ran::of(
                desk.kyso(&arguments)
                    .env("SECRET", secret)
                    .env("RUST_BACKTRACE", "1")
                    .output()
                    .unwrap(),
                &arguments,
            );
            ran.exits(code).never_says(secret);
        }
    }
    for name in desk.names() {
        let bytes = desk.read(&name);
        for secret in [SECRET, WRONG] {
            assert!(
                !bytes
                    .windows(secret.len())
                    .any(|window| window == secret.as_bytes()),
                "{name} holds the password"
            );
        }
    }
    assert!(desk.has("record.json") && desk.has("right.pdf") && !desk.has("wrong.pdf"));
}

#[test]
fn there_is_no_option_for_a_password_on_the_command_line() {
    let desk = Desk::new();
    for option in ["--pin", "--password", "--pass", "--passin"] {
        desk.run(&[
            "sign",
            "letter.pdf",
            "-o",
            "signed.pdf",
            "--p12",
            "x.p12",
            option,
            "geheim",
        ])
        .exits(64)
        .never_says("geheim");
    }
}

#[test]
fn a_hole_that_is_too_small_is_reported_with_both_numbers() {
    let desk = Desk::new();
    let before = desk.names();
    let ran = desk
        .sign(
            "letter.pdf",
            "signed.pdf",
            "leader",
            &["--reserve", "100", "--json"],
        )
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
    assert_eq!(desk.names(), before);
}

#[test]
fn the_claimed_time_is_what_the_caller_says() {
    let desk = Desk::new();
    desk.sign(
        "letter.pdf",
        "signed.pdf",
        "leader",
        &["--at", "2024-08-14T16:59:59Z"],
    )
    .exits(0)
    .says("23:59:59 ngày 14/08/2024");
    assert_eq!(
        desk.verified("signed.pdf")["signatures"][0]["signing_time"]["value"],
        "2024-08-14T16:59:59Z"
    );
    desk.sign("letter.pdf", "day.pdf", "leader", &["--at", "2024-08-15"])
        .exits(0)
        .says("00:00:00 ngày 15/08/2024");
    desk.sign("letter.pdf", "no.pdf", "leader", &["--at", "15/08/2024"])
        .exits(64);
    desk.sign("letter.pdf", "no.pdf", "leader", &["--at", "2019-12-31"])
        .exits(1); // before the certificate begins
    assert!(!desk.has("no.pdf"));
}

#[test]
fn json_says_what_was_signed_and_what_our_verifier_says_of_it() {
    let desk = Desk::new();
    let line = desk
        .sign("letter.pdf", "signed.pdf", "leader", &["--json"])
        .exits(0)
        .line();
    assert_eq!(line["file"], "signed.pdf");
    assert_eq!(line["record"]["check"]["kind"], "trusted-path");
    assert_eq!(line["report"]["signatures"][0]["integrity"], "intact");
}

#[test]
fn a_damaged_letter_is_not_signed() {
    let desk = Desk::new();
    desk.write(
        "damaged.pdf",
        &[LETTER, b"\nappended without a revision\n"].concat(),
    );
    desk.write("encrypted.pdf", &common::pdf::encrypted());
    desk.write("garbage.pdf", b"This is no PDF.");
    let before = desk.names();
    desk.sign("damaged.pdf", "signed.pdf", "leader", &[])
        .exits(3);
    desk.sign("encrypted.pdf", "signed.pdf", "leader", &[])
        .exits(3)
        .says("encrypted");
    desk.sign("garbage.pdf", "signed.pdf", "leader", &[])
        .exits(3);
    assert_eq!(desk.names(), before);
}

/// `kyso sign` as the leader, with the CRLs of the desk.
fn with_crls(desk: &Desk, output: &str, more: &[&str]) -> Ran {
    let crl = ["--crl", "crl"];
    desk.sign("letter.pdf", output, "leader", &[&crl[..], more].concat())
}

#[test]
fn a_revoked_or_suspended_signer_does_not_sign_and_the_reason_is_told() {
    let desk = Desk::new();
    let since = "2026-10-01T00:00:00Z";
    put_crls(&desk, vec![revoked(leader(), since)]);
    let ran = with_crls(&desk, "out.pdf", &[]).exits(1);
    ran.says("đã bị thu hồi từ 07:00:00 ngày 01/10/2026, lý do: khóa bí mật bị lộ")
        .says("Điều 29");
    put_crls(&desk, vec![on_hold(leader(), since)]);
    let line = with_crls(&desk, "out.pdf", &["--json"]).exits(1).line();
    assert_eq!(line["error"]["code"], "signer-on-hold");
    assert!(!desk.has("out.pdf"));
    put_crls(&desk, Vec::new());
    with_crls(&desk, "out.pdf", &["--revocation", "require"])
        .exits(0)
        .never_says("thu hồi");
}

#[test]
fn a_signer_reported_lost_does_not_sign_from_that_minute_on() {
    let desk = Desk::new();
    let sha256 = desk.run(&["trust", "show", "leader.pem", "--json"]).line();
    let sha256 = sha256["sha256"].as_str().unwrap().to_owned();
    let list = |since: &str| {
        format!(
            "[[blocked]]\nfingerprint = \"{sha256}\"\nreported-at = \"{since}\"\nbecause = \"lost\"\n"
        )
    };
    desk.write("blocked.toml", list("2026-10-01").as_bytes());
    let refused = |line: &serde_json::Value| assert_eq!(line["error"]["code"], "signer-blocked");
    let blocked = ["--blocked", "blocked.toml"];
    refused(
        &desk
            .sign(
                "letter.pdf",
                "out.pdf",
                "leader",
                &[&blocked[..], &["--json"]].concat(),
            )
            .exits(1)
            .line(),
    );
    assert!(!desk.has("out.pdf"));
    desk.sign("letter.pdf", "out.pdf", "leader", &blocked)
        .exits(1)
        .says("cơ quan báo thất lạc")
        .says("theo cấu hình của cơ quan");
    desk.write("blocked.toml", list("2059-01-01").as_bytes());
    desk.sign("letter.pdf", "out.pdf", "leader", &blocked)
        .exits(0);
}

#[test]
fn a_lock_binds_later_signers() {
    let desk = Desk::new();
    desk.write("form.pdf", &common::pdf::with_fields("LanhDao", "CoQuan"));
    let lock = |of| ["--lock", of];
    desk.sign("form.pdf", "no.pdf", "leader", &lock("CoQuan,KhongCo"))
        .exits(1)
        .says("không có trường tên “KhongCo”");
    desk.sign("form.pdf", "one.pdf", "leader", &lock("CoQuan"))
        .exits(0);
    let field = |name| ["--field", name];
    desk.sign("one.pdf", "no.pdf", "agency", &field("CoQuan"))
        .exits(1)
        .says("bị khóa bởi chữ ký số tại trường “Signature1”");
    desk.sign("one.pdf", "two.pdf", "agency", &field("LanhDao"))
        .exits(0);
    let except = [field("CoQuan"), lock("except: LanhDao")].concat();
    desk.sign(
        "form.pdf",
        "one.pdf",
        "leader",
        &[&except[..], &["--force"]].concat(),
    )
    .exits(0);
    desk.sign("one.pdf", "no.pdf", "agency", &[])
        .exits(1)
        .says("bị khóa");
    desk.sign(
        "one.pdf",
        "all.pdf",
        "agency",
        &[field("LanhDao"), lock("all")].concat(),
    )
    .exits(0);
    let report = desk.verified("all.pdf");
    assert_eq!(report["verdict"], "passed");
    assert!(!desk.has("no.pdf"));
}

#[test]
fn what_is_stated_is_signed_and_told() {
    let desk = Desk::new();
    desk.write("policy.txt", "Quy chế".as_bytes());
    let policy = [
        "--signature-policy",
        "1.3.6.1.4.1.32473.1",
        "--signature-policy-file",
        "policy.txt",
    ];
    let commitment = ["--commitment", "approval"];
    let stated = [&policy[..], &commitment].concat();
    desk.sign("letter.pdf", "signed.pdf", "leader", &stated)
        .exits(0);
    let report = desk.verified("signed.pdf");
    let signature = &report["signatures"][0];
    assert_eq!(report["verdict"], "passed");
    assert_eq!(signature["level"], "B-B");
    assert_eq!(signature["commitments"][0], "proof-of-approval");
    assert_eq!(signature["signature_policy"], "1.3.6.1.4.1.32473.1");
    let reason = ["--reason", "Phê duyệt"];
    for (more, says) in [
        (&commitment[..], "loại cam kết"),
        (&policy, "chính sách chữ ký"),
    ] {
        desk.sign("letter.pdf", "no.pdf", "leader", &[more, &reason].concat())
            .exits(64)
            .says("không dùng đồng thời lý do ký")
            .says(says);
    }
    let legacy = ["--format", "pkcs7"];
    desk.sign(
        "letter.pdf",
        "no.pdf",
        "leader",
        &[&legacy[..], &commitment].concat(),
    )
    .exits(64);
    desk.sign("letter.pdf", "no.pdf", "leader", &policy[..2])
        .exits(64);
    assert!(!desk.has("no.pdf"));
}

#[test]
fn the_legacy_format_on_request() {
    let desk = Desk::new();
    let legacy = ["--format", "pkcs7", "--reason", "Phê duyệt"];
    desk.sign("letter.pdf", "signed.pdf", "leader", &legacy)
        .exits(0);
    let report = desk.verified("signed.pdf");
    assert_eq!(report["verdict"], "passed");
    let signature = &report["signatures"][0];
    assert_eq!(signature["sub_filter"], "adbe.pkcs7.detached");
    assert_eq!(signature["level"], "pkcs7");
    assert!(signature.get("commitments").is_none());
}
