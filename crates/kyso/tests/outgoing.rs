//! The clerk's flow through the program: opened, signed in order, interrupted, sealed, issued.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::{Desk, Ran, issue, pictures, pki};
use demo_pki::KeyKind;
use serde_json::Value;

fn sample(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name);
    std::fs::read(path).unwrap()
}

/// The draft of a decision without number and day, and its annex; leader, agency and records room; two pictures.
fn desk() -> Desk {
    let desk = pictures::desk();
    desk.write("quyet-dinh.pdf", &sample("quyet-dinh-mau-trong.pdf"));
    desk.write("phu-luc.pdf", &sample("phu-luc-mau-trong.pdf"));
    desk.keep(
        "clerk",
        &issue(&pki().records_room().with_key(KeyKind::P256)),
    );
    desk
}

const OPEN: [&str; 13] = [
    "outgoing",
    "open",
    "bo",
    "--main",
    "quyet-dinh.pdf",
    "--attach",
    "phu-luc.pdf",
    "--agency",
    "SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH LẠC HỒNG",
    "--symbol",
    "QĐ-SKHCN",
    "--dated",
    "2026-11-23",
];
const PICTURES: [&str; 6] = [
    "--images",
    "images.toml",
    "--signature-image",
    "ky",
    "--seal-image",
    "dau",
];

fn step(desk: &Desk, act: &str, who: &str, more: &[&str]) -> Ran {
    let (key, certificate) = (format!("{who}.key"), format!("{who}.pem"));
    let mut arguments = vec![
        "outgoing",
        "step",
        "bo",
        "--as",
        act,
        "--key",
        &key,
        "--certificate",
        &certificate,
    ];
    arguments.extend(["--chain", "sub-ca.pem", "--trust", "root.pem"]);
    arguments.extend(more);
    desk.run(&arguments)
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out)
        .unwrap_or_else(|error| panic!("{error}: {} {}", ran.out, ran.err))
}

fn take_number(desk: &Desk) -> Ran {
    let from = ["--ledger", "so.jsonl", "--series", "QĐ"];
    desk.run(&[&["outgoing", "take-number", "bo"][..], &from].concat())
}

fn issued(desk: &Desk, more: &[&str]) -> Ran {
    let mut arguments = vec![
        "issue",
        "bo",
        "-o",
        "phat-hanh",
        "--trust",
        "root.pem",
        "--intermediates",
        "sub-ca.pem",
    ];
    arguments.extend(more);
    desk.run(&arguments)
}

#[test]
fn a_decision_goes_from_the_draft_to_the_issued_package() {
    let desk = desk();
    desk.run(&OPEN).exits(0).says("đang ký");
    take_number(&desk).exits(0).says("1/QĐ-SKHCN");
    let refused = step(&desk, "agency", "agency", &PICTURES).exits(1);
    assert!(
        refused
            .err
            .contains("chưa có chữ ký số của người có thẩm quyền"),
        "{}",
        refused.err
    );
    assert!(
        refused
            .err
            .contains("điểm d khoản 2 Điều 32 Nghị định số 30/2020/NĐ-CP"),
        "{}",
        refused.err
    );
    issued(&desk, &[]).exits(1);
    step(&desk, "authorised-person", "leader", &PICTURES).exits(0);
    step(&desk, "number-and-date", "clerk", &PICTURES).exits(0);
    let sealed = step(
        &desk,
        "agency",
        "agency",
        &[PICTURES.as_slice(), &["--json"]].concat(),
    )
    .exits(0);
    let line = json(&sealed);
    assert_eq!(line["complete"], true, "{line}");
    let message = [
        "--edxml",
        "gui.edxml",
        "--from-code",
        "000.00.09.H99",
        "--to",
        "000.00.01.H99=VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH LẠC HỒNG",
    ];
    let done = issued(
        &desk,
        &[&["--ledger", "so.jsonl"], message.as_slice()].concat(),
    );
    let done = done.exits(0);
    assert!(done.out.contains("đã phát hành"), "{}", done.out);
    again_after_a_power_cut(&desk, &message);
    let report = desk.verified("phat-hanh/quyet-dinh.pdf");
    assert_eq!(report["verdict"], "passed", "{report}");
    let roles: Vec<&str> = report["signatures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["role"].as_str().unwrap())
        .collect();
    assert_eq!(
        roles,
        [
            "authorised-person",
            "number-date-stamp",
            "number-date-stamp",
            "number-date-stamp",
            "agency"
        ]
    );
    assert_eq!(desk.verified("phat-hanh/phu-luc.pdf")["verdict"], "passed");
    desk.run(&["numbers", "list", "so.jsonl"])
        .exits(0)
        .says("đã dùng cho");
    let accepted = arrives(&desk, "gui.edxml").exits(0);
    assert_eq!(json(&accepted)["outcome"], "accept", "{}", accepted.out);
    desk.write(
        "thieu.edxml",
        without_second_file(&desk.text("gui.edxml")).as_bytes(),
    );
    let refused = json(&arrives(&desk, "thieu.edxml").exits(1));
    assert_eq!(refused["outcome"], "refuse", "{refused}");
    assert_eq!(refused["reasons"][0]["code"], "R08", "{refused}");
    let remedy = [
        "outgoing",
        "remedy",
        "bo",
        "corrected",
        "--by",
        "Công văn số 15/VP",
        "--reason",
        "sai thể thức",
    ];
    desk.run(&remedy)
        .exits(0)
        .says("được đính chính bởi Công văn số 15/VP");
    let used = serde_json::json!({ "signed": 6, "issued": 1, "remedied": 1 });
    assert_eq!(
        desk.used("."),
        used,
        "five of the decision, one of the annex"
    );
    told_of_later(&desk);
}

/// Whoever checks an issued file later is told what became of it, whether or not it grew since: a stamp of arrival, a time-stamp.
fn told_of_later(desk: &Desk) {
    desk.write("config.toml", b"outgoing = \".\"\n");
    let sent = "phat-hanh/quyet-dinh.pdf";
    assert_eq!(desk.verified(sent)["aftermath"], Value::Null, "not asked");
    let mut grown = std::fs::read(desk.path().join(sent)).unwrap();
    grown.extend(b"\n% a line that somebody added\n");
    desk.write("dai-hon.pdf", &grown);
    let trust = ["--trust", "root.pem", "--config", "config.toml"];
    for (command, file) in [("verify", sent), ("verify", "dai-hon.pdf"), ("check", sent)] {
        let arguments = [&[command, file], trust.as_slice()].concat();
        let words = "đã được đính chính bằng Công văn số 15/VP";
        let said = desk
            .run(&arguments)
            .out
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(
            said.contains(&format!("LƯU Ý: văn bản này 01/QĐ-SKHCN {words}")),
            "{said}"
        );
        assert!(
            said.contains("Căn cứ: khoản 3 Điều 18 Nghị định số 30/2020/NĐ-CP"),
            "{said}"
        );
        let line = desk
            .run(&[&arguments, ["--json"].as_slice()].concat())
            .line();
        assert_eq!(line["aftermath"]["remedy"], "corrected", "{line}");
        assert_eq!(line["aftermath"]["file"], "quyet-dinh.pdf", "{line}");
    }
    let parts = [
        &["verify", "--package", "phat-hanh", "--json"],
        trust.as_slice(),
    ]
    .concat();
    let line = desk.run(&parts).line();
    assert_eq!(
        line["main"]["report"]["aftermath"]["remedy"], "corrected",
        "{line}"
    );
}

/// The power went before the journal was written: package and message are there, and the run is begun again.
fn again_after_a_power_cut(desk: &Desk, message: &[&str]) {
    let journal = desk.text("bo/journal.jsonl");
    let before = journal.trim_end().rfind('\n').unwrap() + 1;
    desk.write("bo/journal.jsonl", &journal.as_bytes()[..before]);
    let asked = [&["--ledger", "so.jsonl"], message].concat();
    let sent = desk.text("gui.edxml");
    desk.write("gui.edxml", b"another message");
    let refused = issued(desk, &asked).exits(64).err;
    assert!(refused.contains("gui.edxml"), "{refused}");
    desk.write("gui.edxml", sent.as_bytes());
    issued(desk, &asked).exits(0).says("đã phát hành");
    assert_eq!(desk.text("gui.edxml"), sent);
}

fn arrives(desk: &Desk, message: &str) -> Ran {
    desk.run(&[
        "verify",
        "--package",
        message,
        "--trust",
        "root.pem",
        "--intermediates",
        "sub-ca.pem",
        "--revocation",
        "skip",
        "--json",
    ])
}

/// The message with its list as it was, and one file less.
fn without_second_file(message: &str) -> String {
    let start = "<Attachment>";
    let from = message.rfind(start).unwrap();
    let end = "</Attachment>";
    let until = message.rfind(end).unwrap() + end.len();
    format!("{}{}", &message[..from], &message[until..])
}

/// A file that the seal cannot be put on stops the step in its middle; what was signed waits.
#[test]
fn an_interrupted_step_is_continued_or_taken_back() {
    let desk = desk();
    desk.run(&OPEN).exits(0);
    take_number(&desk).exits(0);
    step(&desk, "authorised-person", "leader", &["--invisible"]).exits(0);
    step(&desk, "number-and-date", "clerk", &PICTURES).exits(0);
    let annex = desk.read("bo/drafts/phu-luc.pdf");
    desk.write("bo/drafts/phu-luc.pdf", b"%PDF-1.7 cut");
    step(&desk, "agency", "agency", &["--invisible"]).exits(1);
    let status = desk.run(&["outgoing", "status", "bo"]).exits(2);
    assert!(status.out.contains("đã ký 1 trên 2"), "{}", status.out);
    issued(&desk, &[]).exits(1);
    let other = step(&desk, "initials", "leader", &["--invisible"]).exits(1);
    assert!(other.err.contains("đang dở"), "{}", other.err);
    desk.write("bo/drafts/phu-luc.pdf", &annex);
    step(&desk, "agency", "agency", &["--invisible"]).exits(0);
    desk.run(&["outgoing", "undo", "bo", "--reason", "nhầm"])
        .exits(1);
    assert_eq!(
        json(&desk.run(&["outgoing", "status", "bo", "--json"]).exits(0))["complete"],
        true
    );
}

#[test]
fn a_step_that_could_not_begin_leaves_nothing() {
    let desk = desk();
    desk.run(&OPEN).exits(0);
    desk.write("leader.key", b"no key");
    step(&desk, "authorised-person", "leader", &["--invisible"]).exits(4);
    desk.keep("leader", common::leader());
    step(&desk, "authorised-person", "leader", &PICTURES[..2]).exits(64); // the picture is not named
    let line = json(&desk.run(&["outgoing", "status", "bo", "--json"]).exits(0));
    assert_eq!(line["state"]["steps"], serde_json::json!([]), "{line}");
    assert_eq!(line["unfinished"], Value::Null);
}

#[test]
fn an_giang_signs_on_the_printed_day_and_the_leader_alone() {
    let desk = desk();
    desk.write("quyet-dinh.pdf", &sample("quyet-dinh-mau.pdf"));
    let mut open: Vec<&str> = OPEN.to_vec();
    open.extend(["--province", "an-giang", "--order", "angiang.person"]);
    let opened = desk.run(&open).exits(0);
    assert!(
        opened.err.contains("tỉnh đã sáp nhập"),
        "what is open is told: {}",
        opened.err
    );
    let refused = step(
        &desk,
        "authorised-person",
        "leader",
        &["--invisible", "--at", "2026-11-30"],
    )
    .exits(1);
    assert!(
        refused.err.contains("không trùng ngày ban hành"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("Điều 8"), "{}", refused.err);
    let seal = step(&desk, "agency", "agency", &["--invisible", "--json"]).exits(1);
    let codes: Vec<String> = json(&seal)["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap().to_owned())
        .collect();
    assert!(codes.contains(&"not-in-order".to_owned()), "{codes:?}");
}

/// An attachment that is no PDF has its signature beside it, and the receiving office finds it there.
#[test]
fn an_attachment_of_another_kind_is_signed_beside() {
    let desk = desk();
    desk.write("quyet-dinh.pdf", &sample("quyet-dinh-mau.pdf"));
    desk.write("bang.xlsx", b"PK\x03\x04 a table");
    let mut open: Vec<&str> = OPEN.to_vec();
    open[6] = "bang.xlsx";
    desk.run(&open).exits(0);
    step(&desk, "authorised-person", "leader", &["--invisible"]).exits(0);
    step(&desk, "agency", "agency", &["--invisible"]).exits(0);
    let take = [
        "outgoing",
        "take-number",
        "bo",
        "--ledger",
        "so.jsonl",
        "--series",
        "QĐ",
    ];
    desk.run(&take).exits(0);
    let elsewhere = issued(
        &desk,
        &["--ledger", "so-khac.jsonl", "--edxml", "gui.edxml"],
    )
    .exits(1);
    assert!(
        elsewhere.err.contains("không giữ cho văn bản này"),
        "{}",
        elsewhere.err
    );
    assert!(
        !desk.has("phat-hanh") && !desk.has("gui.edxml"),
        "what cannot be numbered is not issued"
    );
    issued(&desk, &["--ledger", "so.jsonl"]).exits(0);
    assert_eq!(desk.read("phat-hanh/bang.xlsx"), desk.read("bang.xlsx"));
    assert!(desk.has("phat-hanh/bang.xlsx.p7s"));
    let accepted = json(&arrives(&desk, "phat-hanh").exits(0));
    assert_eq!(accepted["outcome"], "accept", "{accepted}");
    desk.write("phat-hanh/bang.xlsx", b"PK\x03\x04 another");
    let refused = json(&arrives(&desk, "phat-hanh").exits(1));
    assert_eq!(refused["outcome"], "refuse", "{refused}");
}

#[test]
fn what_cannot_be_opened_is_told() {
    let desk = desk();
    let with = |change: &[(usize, &'static str)]| {
        let mut open: Vec<&str> = OPEN.to_vec();
        for (index, word) in change {
            open[*index] = word;
        }
        open
    };
    desk.write("bang.xlsx", b"PK\x03\x04");
    let refused = desk.run(&with(&[(4, "bang.xlsx")])).exits(3);
    assert!(refused.err.contains("kyso convert"), "{}", refused.err);
    desk.run(&with(&[(6, "quyet-dinh.pdf")])).exits(64);
    desk.run(&with(&[(12, "2019-01-01")])).exits(64); // no order was read for that day
    assert!(!desk.has("bo"));
    desk.run(&OPEN).exits(0);
    desk.run(&OPEN).exits(64);
    desk.run(&["outgoing", "status", "khac"]).exits(64);
    let orders = desk
        .run(&["outgoing", "orders", "--on", "2026-11-23", "--json"])
        .exits(0);
    let first: Value = serde_json::from_str(orders.out.lines().next().unwrap()).unwrap();
    assert_eq!(first["order"]["id"], "nd30.person-then-agency");
    assert_eq!(first["is_default"], true);
}

#[test]
fn a_signed_draft_can_be_void_and_its_number_with_it() {
    let desk = desk();
    desk.run(&OPEN).exits(0);
    take_number(&desk).exits(0);
    let void = [
        "outgoing",
        "void",
        "bo",
        "--reason",
        "sai số liệu",
        "--void-number-in",
        "so.jsonl",
    ];
    desk.run(&void)
        .exits(0)
        .says("bị hủy, chưa phát hành: sai số liệu");
    desk.run(&["numbers", "list", "so.jsonl"])
        .exits(0)
        .says("đã hủy: sai số liệu");
    step(&desk, "authorised-person", "leader", &["--invisible"]).exits(1);
    let again = [
        "numbers", "void", "so.jsonl", "--series", "QĐ", "--year", "2026", "--number", "1",
        "--reason", "x",
    ];
    desk.run(&again).exits(1);
}

#[test]
fn what_is_to_do_is_every_package_that_is_not_issued() {
    let desk = desk();
    let mut second = OPEN;
    second[2] = "bo-2";
    desk.run(&OPEN).exits(0);
    desk.run(&second).exits(0);
    let status = ["outgoing", "status"];
    let unsaid = desk
        .run(&[&status, ["--json"].as_slice()].concat())
        .exits(64);
    assert_eq!(
        unsaid.line()["error"]["code"],
        "outgoing-folder",
        "{}",
        unsaid.out
    );

    desk.write("config.toml", b"outgoing = \".\"\n");
    let asked = [&status, ["--config", "config.toml", "--json"].as_slice()].concat();
    let named = |ran: &Ran| -> Vec<String> {
        let lines = ran.lines();
        let names = lines.iter().map(|line| line["outgoing"].as_str().unwrap());
        names
            .map(|name| name.rsplit('/').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(named(&desk.run(&asked).exits(0)), ["bo", "bo-2"]);
    let void = ["outgoing", "void", "bo", "--reason", "sai số liệu"];
    desk.run(&void).exits(0);
    assert_eq!(named(&desk.run(&asked).exits(0)), ["bo-2"]);
}

#[test]
fn a_step_is_not_raised_above_b_t_while_others_follow() {
    let desk = desk();
    desk.run(&OPEN).exits(0);
    take_number(&desk).exits(0);
    let level = ["--json", "--level", "lta", "--tsa", "http://127.0.0.1:9/"];
    let more = [PICTURES.as_slice(), &level].concat();
    let refused = step(&desk, "authorised-person", "leader", &more).exits(64);
    assert_eq!(refused.line()["error"]["code"], "outgoing-level");
}
