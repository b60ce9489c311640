//! `kyso sign --detached`, `kyso verify FILE --detached FILE.p7s`, and `X.p7s` beside `X` in a package. OpenSSL reads ours, and we
//! read OpenSSL's.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::revocation::put_crls;
use common::{Desk, Ran, openssl};
use serde_json::Value;

const SHEET: &[u8] = b"PK\x03\x04 a sheet of numbers";

/// A desk with `a.xlsx`.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("a.xlsx", SHEET);
    desk
}

fn sign(desk: &Desk, who: &str, more: &[&str]) -> Ran {
    let more = [&["--detached"], more].concat();
    desk.sign("a.xlsx", "a.xlsx.p7s", who, &more)
}

fn verify(desk: &Desk, more: &[&str]) -> Ran {
    let base = [
        "verify",
        "a.xlsx",
        "--detached",
        "a.xlsx.p7s",
        "--trust",
        "root.pem",
    ];
    desk.run(&[&base[..], &["--revocation", "skip"], more].concat())
}

#[test]
fn a_sheet_is_signed_and_verified() {
    let desk = desk();
    let before = desk.names().len();
    sign(&desk, "agency", &["--record", "record.json", "--json"]).exits(0);
    assert_eq!(desk.names().len(), before + 2);
    assert_eq!(desk.read("a.xlsx"), SHEET);
    assert_eq!(desk.json("record.json")["content_length"], SHEET.len());
    let line = verify(&desk, &["--json"]).exits(0).line();
    let one = &line["signatures"][0];
    assert_eq!(
        (&line["file"], &line["verdict"]),
        (&"a.xlsx".into(), &"passed".into())
    );
    for (key, value) in [
        ("field", "detached"),
        ("sub_filter", "CAdES"),
        ("coverage", "entire-file"),
        ("integrity", "intact"),
        ("trust", "trusted"),
        ("modifications", "none"),
        ("level", "B-B"),
        ("role", "attachment"),
    ] {
        assert_eq!(one[key], value, "{key}");
    }
    assert_eq!(one["role_facts"][2]["fact"], "beside-other-file", "{one}");
    verify(&desk, &[]).exits(0);
    verify(&desk, &["--report", "detailed", "--lang", "en"])
        .exits(0)
        .says("detached, CAdES, B-B")
        .says("in a file of its own");
    verify(&desk, &["--report", "xml"])
        .exits(0)
        .never_says("SubFilter");
}

#[test]
fn the_program_says_what_it_wrote_and_what_was_not_checked() {
    let desk = desk();
    sign(&desk, "agency", &[])
        .exits(0)
        .says("Ký số thành công: a.xlsx.p7s");
    sign(&desk, "agency", &["--force", "--lang", "en"])
        .exits(0)
        .says("Signed: a.xlsx.p7s");
    sign(&desk, "agency", &[]).exits(4).says("--force");
    let line = sign(&desk, "agency", &["--force", "--json"])
        .exits(0)
        .line();
    assert_eq!(line["report"]["verdict"], "passed");
    assert_eq!(line["record"]["digest_algorithm"], "SHA-256");
}

#[test]
fn another_content_fails_and_what_is_no_signature_too() {
    let desk = desk();
    sign(&desk, "agency", &[]).exits(0);
    desk.write("a.xlsx", b"PK\x03\x04 a sheet of numbexs");
    let line = verify(&desk, &["--json"]).exits(1).line();
    assert_eq!(line["signatures"][0]["sub_indication"], "HASH_FAILURE");
    desk.write("a.xlsx.p7s", b"PK\x03\x04");
    verify(&desk, &[]).exits(1);
    std::fs::remove_file(desk.file("a.xlsx.p7s")).unwrap();
    verify(&desk, &[]).exits(4).says("a.xlsx.p7s");
}

#[test]
fn other_than_pdf_is_refused_and_the_way_out_is_named() {
    let desk = desk();
    let refused = desk.sign("a.xlsx", "out.pdf", "leader", &[]);
    refused.exits(3).says("--detached").says("a.xlsx.p7s");
    let line = desk
        .sign("a.xlsx", "out.pdf", "leader", &["--json"])
        .exits(3)
        .line();
    assert_eq!(line["error"]["code"], "not-pdf");
    assert!(!desk.has("out.pdf"));
    // a PDF may be signed that way, too, but only where it is asked for
    desk.sign("letter.pdf", "letter.pdf.p7s", "leader", &["--detached"])
        .exits(0);
    let base = [
        "verify",
        "letter.pdf",
        "--detached",
        "letter.pdf.p7s",
        "--json",
    ];
    let line = desk.run(&[&base[..], &["--trust", "root.pem", "--revocation", "skip"]].concat());
    assert_eq!(
        line.exits(0).line()["signatures"][0]["coverage"],
        "entire-file"
    );
}

#[test]
fn what_does_not_go_together_is_a_wrong_command_line() {
    let desk = desk();
    for more in [
        &["--field", "A"][..],
        &["--reason", "A"],
        &["--certify", "2"],
        &["--reserve", "9000"],
        &["--appearance", "nd30.person"],
    ] {
        sign(&desk, "leader", more).exits(64);
    }
    desk.sign("a.xlsx", "a.xlsx", "leader", &["--detached"])
        .exits(64);
    assert_eq!(desk.read("a.xlsx"), SHEET);
    let several = ["verify", "a.xlsx", "letter.pdf", "--detached", "a.xlsx.p7s"];
    desk.run(&several).exits(64).says("--detached");
    desk.run(&["verify", ".", "--detached", "a.xlsx.p7s"])
        .exits(64);
}

#[test]
fn openssl_accepts_ours_and_we_accept_openssls() {
    let desk = desk();
    sign(&desk, "leader", &[]).exits(0);
    let base = [
        "cms",
        "-verify",
        "-binary",
        "-cades",
        "-inform",
        "DER",
        "-in",
        "a.xlsx.p7s",
    ];
    let more = [
        "-content", "a.xlsx", "-CAfile", "root.pem", "-purpose", "any",
    ];
    assert_eq!(openssl(desk.path(), &[&base[..], &more].concat()), SHEET);
    let base = [
        "cms", "-sign", "-binary", "-cades", "-outform", "DER", "-in", "a.xlsx",
    ];
    let more = [
        "-signer",
        "leader.pem",
        "-inkey",
        "leader.key",
        "-certfile",
        "sub-ca.pem",
    ];
    let out = ["-out", "a.xlsx.p7s"];
    openssl(desk.path(), &[&base[..], &more, &out].concat());
    let line = verify(&desk, &["--json"]).exits(0).line();
    assert_eq!(line["signatures"][0]["level"], "B-B");
    // content inside is another kind of file
    openssl(
        desk.path(),
        &[&base[..], &more, &out, &["-nodetach"]].concat(),
    );
    let line = verify(&desk, &["--json"]).exits(1).line();
    assert_eq!(line["signatures"][0]["sub_indication"], "FORMAT_FAILURE");
}

/// The folder `bo`: `cong-van.pdf` signed by the leader, then the agency; `so-lieu.xlsx` beside it.
fn package() -> Desk {
    let desk = desk();
    put_crls(&desk, Vec::new());
    let field = |name| ["--field", name];
    desk.sign("letter.pdf", "by-leader.pdf", "leader", &field("LanhDao"))
        .exits(0);
    std::fs::create_dir(desk.file("bo")).unwrap();
    desk.sign(
        "by-leader.pdf",
        "bo/cong-van.pdf",
        "agency",
        &field("CoQuan"),
    )
    .exits(0);
    desk.write("bo/so-lieu.xlsx", SHEET);
    desk
}

fn judged(desk: &Desk, more: &[&str]) -> (Option<i32>, Value) {
    let base = [
        "verify",
        "--package",
        "bo",
        "--trust",
        "root.pem",
        "--json",
        "--crl",
        "crl",
    ];
    let roles = [
        "--role",
        "LanhDao=authorised-person",
        "--role",
        "CoQuan=agency",
    ];
    let at = ["--at", "2026-12-01T03:00:00Z"];
    let ran = desk.run(&[&base[..], &roles, &at, more].concat());
    (ran.code, ran.line())
}

fn codes(line: &Value) -> Vec<&str> {
    let reasons = line["reasons"].as_array().unwrap().iter();
    reasons
        .map(|reason| reason["code"].as_str().unwrap())
        .collect()
}

#[test]
fn in_a_package_it_signs_the_file_it_is_named_after() {
    let desk = package();
    let (code, line) = judged(&desk, &[]);
    assert_eq!(
        (code, &line["held_because"][0]["why"]),
        (Some(2), &"unsupported".into())
    );
    desk.sign(
        "bo/so-lieu.xlsx",
        "bo/so-lieu.xlsx.p7s",
        "agency",
        &["--detached"],
    )
    .exits(0);
    let (code, line) = judged(&desk, &[]);
    assert_eq!(
        (code, &line["outcome"]),
        (Some(0), &"accept".into()),
        "{line}"
    );
    let parts = line["attachments"].as_array().unwrap();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0]["report"]["signatures"][0]["role"], "attachment");
    assert!(parts[1]["report"].is_null(), "told at what it signs");
    // of a person: nobody has said whose it is
    desk.sign(
        "bo/so-lieu.xlsx",
        "bo/so-lieu.xlsx.p7s",
        "leader",
        &["--detached", "--force"],
    )
    .exits(0);
    let (code, line) = judged(&desk, &[]);
    assert_eq!(
        (code, &line["held_because"][0]["why"]),
        (Some(2), &"roles-untold".into())
    );
    let told = ["--role", "so-lieu.xlsx:detached=initials"];
    assert_eq!(codes(&judged(&desk, &told).1), ["R08"]);
    desk.write("bo/so-lieu.xlsx", b"other numbers");
    let (code, line) = judged(&desk, &[]);
    assert_eq!((code, codes(&line)), (Some(1), vec!["R04"]));
}

#[test]
fn a_pdf_may_have_its_signature_beside_it() {
    let desk = package();
    std::fs::remove_file(desk.file("bo/so-lieu.xlsx")).unwrap();
    desk.write("bo/phu-luc.pdf", common::LETTER);
    assert_eq!(codes(&judged(&desk, &[]).1), ["R08"]);
    desk.sign(
        "bo/phu-luc.pdf",
        "bo/phu-luc.pdf.p7s",
        "agency",
        &["--detached"],
    )
    .exits(0);
    let told = ["--role", "phu-luc.pdf:detached=attachment"];
    let (code, line) = judged(&desk, &told);
    assert_eq!(
        (code, &line["outcome"]),
        (Some(0), &"accept".into()),
        "{line}"
    );
    desk.write("bo/phu-luc.pdf.p7s", b"no signature");
    assert_eq!(codes(&judged(&desk, &told).1), ["R99"]);
}

#[test]
fn a_signature_without_its_file_is_held() {
    let desk = package();
    desk.sign(
        "bo/so-lieu.xlsx",
        "bo/b.xlsx.p7s",
        "agency",
        &["--detached"],
    )
    .exits(0);
    let (code, line) = judged(&desk, &[]);
    assert_eq!(code, Some(2));
    let held = line["held_because"].as_array().unwrap();
    assert_eq!(held.len(), 2, "{line}");
}
