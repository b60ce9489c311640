//! Judging a signature by the law in force on its day (issue 2, "Done when" 4).
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use std::collections::BTreeSet;

use common::{Desk, Ran};
use serde_json::Value;

/// The last second of 14 August 2024 in Vietnam, and the first of the 15th, on which NĐ 68/2024 came into force.
const DAY_BEFORE: &str = "2024-08-14T16:59:59Z";
const DAY_OF_FORCE: &str = "2024-08-14T17:00:00Z";

const FACTS: &str = r#"
by = "Trần Thị Thử"
[every_signature]
certificate_kind = "government"
issuer = "government-ca"
issue_kind = "new"
within_scope = true
sole_control = true
timestamp_required = false
"#;

fn signed_at(time: &str) -> Desk {
    let desk = Desk::new();
    desk.write("facts.toml", FACTS.as_bytes());
    desk.sign("letter.pdf", "signed.pdf", "leader", &["--at", time])
        .exits(0);
    desk
}

fn check(desk: &Desk, more: &[&str]) -> Ran {
    desk.run(
        &[
            &[
                "check",
                "signed.pdf",
                "--trust",
                "root.pem",
                "--revocation",
                "skip",
            ],
            more,
        ]
        .concat(),
    )
}

fn findings(line: &Value) -> Vec<Value> {
    line["compliance"][0]["findings"]
        .as_array()
        .unwrap_or_else(|| panic!("{line}"))
        .clone()
}

/// The instruments of the rules that were applied.
fn applied(line: &Value) -> BTreeSet<String> {
    findings(line)
        .iter()
        .map(|finding| {
            finding["code"]
                .as_str()
                .unwrap()
                .split('/')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect()
}

#[test]
fn the_decree_changes_at_midnight_in_vietnam() {
    let before = check(&signed_at(DAY_BEFORE), &["--facts", "facts.toml", "--json"])
        .exits(2)
        .line();
    let after = check(
        &signed_at(DAY_OF_FORCE),
        &["--facts", "facts.toml", "--json"],
    )
    .exits(2)
    .line();
    assert_eq!(
        (
            &before["compliance"][0]["signed_on"],
            &after["compliance"][0]["signed_on"]
        ),
        (&"2024-08-14".into(), &"2024-08-15".into())
    );
    assert_eq!(
        applied(&before),
        BTreeSet::from(["luat-20-2023", "nd-130-2018", "tt-41-2017"].map(str::to_owned))
    );
    assert_eq!(
        applied(&after),
        BTreeSet::from(["luat-20-2023", "nd-68-2024", "tt-41-2017"].map(str::to_owned))
    );
}

#[test]
fn every_finding_shows_where_it_stands_in_the_law() {
    for (time, decree) in [
        (DAY_BEFORE, "Nghị định số 130/2018/NĐ-CP"),
        (DAY_OF_FORCE, "Nghị định số 68/2024/NĐ-CP"),
    ] {
        let desk = signed_at(time);
        let told = check(&desk, &["--facts", "facts.toml"])
            .exits(2)
            .says(decree)
            .out;
        let english = check(&desk, &["--facts", "facts.toml", "--lang", "en"])
            .exits(2)
            .out;
        for finding in findings(&check(&desk, &["--facts", "facts.toml", "--json"]).line()) {
            let citations = finding["citations"].as_array().unwrap();
            assert!(!citations.is_empty(), "{finding}");
            for citation in citations {
                let (vi, en) = (
                    citation["vi"].as_str().unwrap(),
                    citation["en"].as_str().unwrap(),
                );
                assert!(vi.contains("Điều") && told.contains(vi), "{vi}: {told}");
                assert!(
                    en.contains("Article") && english.contains(en),
                    "{en}: {english}"
                );
            }
        }
    }
}

#[test]
fn a_claimed_day_is_called_claimed() {
    let desk = signed_at(DAY_BEFORE);
    let ran = check(&desk, &["--facts", "facts.toml", "--json"]).exits(2);
    assert_eq!(
        ran.line()["compliance"][0]["day_because"],
        "claimed-signing-day"
    );
    check(&desk, &["--facts", "facts.toml"])
        .says("14/08/2024")
        .says("không có dấu thời gian xác nhận");
}

#[test]
fn what_is_missing_is_named_and_not_called_a_violation() {
    let desk = signed_at(DAY_OF_FORCE);
    let line = check(&desk, &["--json"]).exits(2).line();
    let open: Vec<Value> = findings(&line)
        .into_iter()
        .filter(|finding| finding["verdict"] == "undetermined")
        .collect();
    assert!(
        open.iter().all(|finding| finding["missing"].is_string()) && !open.is_empty(),
        "{line}"
    );
    assert!(
        findings(&line)
            .iter()
            .all(|finding| finding["verdict"] != "violated"),
        "{line}"
    );
    check(&desk, &[])
        .exits(2)
        .says("Chưa đủ căn cứ để kết luận")
        .says("còn thiếu thông tin");
}

fn verdict_of(line: &Value, code: &str) -> Value {
    findings(line)
        .into_iter()
        .find(|finding| finding["code"] == code)
        .unwrap_or_else(|| panic!("{code}: {line}"))
}

#[test]
fn what_people_attest_counts_with_their_name_and_wins_over_the_file() {
    const CODE: &str = "nd-130-2018/key-not-under-sole-control";
    let desk = signed_at(DAY_BEFORE);
    let unsaid = FACTS.replace("sole_control = true", "");
    desk.write("facts.toml", unsaid.as_bytes());
    let asked = |more: &[&str]| {
        check(
            &desk,
            &[&["--facts", "facts.toml", "--json"], more].concat(),
        )
    };
    assert_ne!(
        verdict_of(&asked(&[]).exits(2).line(), CODE)["verdict"],
        "satisfied"
    );
    let yes = verdict_of(
        &asked(&["--attest", "sole-control=yes:Phạm Văn Thử"])
            .exits(2)
            .line(),
        CODE,
    );
    assert_eq!(yes["verdict"], "satisfied");
    assert!(yes["facts"].to_string().contains("Phạm Văn Thử"), "{yes}");
    assert_eq!(
        verdict_of(
            &asked(&["--attest", "sole-control=no"]).exits(1).line(),
            CODE
        )["verdict"],
        "violated"
    );
    assert_eq!(
        verdict_of(
            &asked(&["--attest", "sole-control@Signature1=no"])
                .exits(1)
                .line(),
            CODE
        )["verdict"],
        "violated"
    );
    desk.write("facts.toml", FACTS.as_bytes());
    assert_eq!(
        verdict_of(
            &asked(&["--attest", "sole-control=no"]).exits(1).line(),
            CODE
        )["verdict"],
        "violated"
    );
}

#[test]
fn what_the_rules_say_together_is_a_word_of_the_line() {
    let desk = signed_at(DAY_OF_FORCE);
    let open = check(&desk, &["--json"]).exits(2).line();
    assert_eq!(open["result"], "cannot-decide");
    let no = ["--json", "--attest", "sole-control=no"];
    let no = check(&desk, &no).exits(1).line();
    assert_eq!(
        (&no["result"], &no["verdict"]),
        (&"violated".into(), &open["verdict"])
    );
}

#[test]
fn a_statement_nobody_can_make_is_wrong_usage() {
    let desk = signed_at(DAY_BEFORE);
    check(&desk, &["--attest", "certificate-is-fine=yes"])
        .exits(64)
        .says("certificate-is-fine")
        .says("sole_control");
    check(&desk, &["--attest", "sole-control=perhaps"])
        .exits(64)
        .says("sole-control=perhaps");
    check(&desk, &["--attest", "sole-control"]).exits(64);
    check(&desk, &["--province", "atlantis"])
        .exits(64)
        .says("atlantis")
        .says("tay-ninh");
    check(&desk, &["--role", "Signature1=king"])
        .exits(64)
        .says("king");
}

#[test]
fn facts_that_cannot_be_read_are_named() {
    let desk = signed_at(DAY_BEFORE);
    desk.write(
        "wrong.toml",
        b"[every_signature]\ncertificate_colour = \"red\"\n",
    );
    check(&desk, &["--facts", "wrong.toml"])
        .exits(64)
        .says("wrong.toml")
        .says("certificate_colour");
    check(&desk, &["--facts", "missing.toml"])
        .exits(4)
        .says("missing.toml");
    check(&desk, &["--record", "facts.toml"])
        .exits(64)
        .says("facts.toml");
}

#[test]
fn a_province_adds_its_regulation_while_it_is_in_force() {
    let desk = signed_at("2026-01-15T03:00:00Z");
    let instruments = |more: &[&str]| {
        applied(
            &check(
                &desk,
                &[&["--facts", "facts.toml", "--json"], more].concat(),
            )
            .line(),
        )
    };
    assert!(!instruments(&[]).contains("tay-ninh-2025"));
    assert!(instruments(&["--province", "tay-ninh"]).contains("tay-ninh-2025"));
    check(&desk, &["--facts", "facts.toml", "--province", "tay-ninh"])
        .says("Ủy ban nhân dân tỉnh Tây Ninh")
        .says("số quyết định để trống trong bản đã đọc");
    let earlier = signed_at("2025-11-30T16:59:59Z"); // 30/11/2025 in Vietnam; in force from 01/12/2025
    let line = check(
        &earlier,
        &["--facts", "facts.toml", "--json", "--province", "tay-ninh"],
    )
    .line();
    assert!(!applied(&line).contains("tay-ninh-2025"), "{line}");
}

#[test]
fn a_province_may_come_from_facts_or_configuration() {
    let desk = signed_at("2026-01-15T03:00:00Z");
    desk.write(
        "tay-ninh.toml",
        format!("province = \"tay-ninh\"{FACTS}").as_bytes(),
    );
    assert!(
        applied(&check(&desk, &["--facts", "tay-ninh.toml", "--json"]).line())
            .contains("tay-ninh-2025")
    );
    desk.write("config.toml", b"province = \"tay-ninh\"\n");
    assert!(
        applied(
            &check(
                &desk,
                &["--facts", "facts.toml", "--config", "config.toml", "--json"]
            )
            .line()
        )
        .contains("tay-ninh-2025")
    );
}

#[test]
fn explaining_also_shows_what_did_not_apply_and_why() {
    let desk = signed_at(DAY_BEFORE);
    let brief = findings(&check(&desk, &["--facts", "facts.toml", "--json"]).line());
    let all = findings(&check(&desk, &["--facts", "facts.toml", "--json", "--explain"]).line());
    assert!(all.len() > brief.len());
    assert!(
        all.iter()
            .any(|finding| finding["verdict"] == "not-in-force"
                && finding["code"].as_str().unwrap().starts_with("nd-68-2024/"))
    );
    check(&desk, &["--facts", "facts.toml", "--explain"]).says("hiệu lực từ 15/08/2024");
}

#[test]
fn the_role_is_what_the_caller_says_and_else_what_the_page_shows() {
    let desk = signed_at(DAY_OF_FORCE);
    let line = check(&desk, &["--json", "--role", "Signature1=copy"]).line();
    assert_eq!(line["signatures"][0]["role"], "copy");
    assert_eq!(line["compliance"][0]["role"], "copy");
    assert_eq!(
        check(&desk, &["--json"]).line()["compliance"][0]["role"],
        "authorised-person"
    );
}

#[test]
fn a_broken_signature_is_negative_whatever_the_law_says() {
    let desk = signed_at(DAY_OF_FORCE);
    let mut bytes = desk.read("signed.pdf");
    bytes[common::LETTER.len() / 2] ^= 0x01;
    desk.write("signed.pdf", &bytes);
    check(&desk, &["--facts", "facts.toml"])
        .exits(1)
        .says("không hợp lệ");
}

#[test]
fn several_files_are_judged_in_order_and_the_worst_decides() {
    let desk = signed_at(DAY_OF_FORCE);
    let arguments = [
        "check",
        "missing.pdf",
        "signed.pdf",
        "letter.pdf",
        "--trust",
        "root.pem",
        "--revocation",
        "skip",
        "--json",
    ];
    let lines = desk.run(&arguments).exits(4).lines();
    let verdicts: Vec<_> = lines
        .iter()
        .map(|line| line["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts, ["unreadable", "passed", "unsigned"]);
    desk.run(&["check", "letter.pdf", "--strict"]).exits(2);
}

/// A package that the facts begin is judged too, with what the file shows: who signed in which role, and in which order.
#[test]
fn a_package_begun_in_the_facts_is_judged_with_what_the_file_shows() {
    let desk = signed_at(DAY_OF_FORCE);
    let facts = desk.text("facts.toml");
    let package = "[package]\ndated_on = \"2024-08-15\"\na_copy = false\nborn_on_paper = false\n";
    desk.write("package.toml", format!("{facts}\n{package}").as_bytes());
    let line = check(&desk, &["--facts", "package.toml", "--json"]).line();
    let sheet = &line["sheets"][0];
    assert_eq!(sheet["sheet"], "package");
    let said = |code: &str| {
        let findings = sheet["findings"].as_array().unwrap().iter();
        let of_code: Vec<_> = findings.filter(|finding| finding["code"] == code).collect();
        of_code
            .first()
            .map(|finding| finding["verdict"].as_str().unwrap().to_owned())
    };
    assert!(
        said("nd-30-2020/authorised-person-signature-missing").is_some(),
        "{sheet}"
    );
    assert!(
        check(&desk, &["--facts", "package.toml"])
            .out
            .contains("bộ văn bản 1")
    );
    assert!(check(&desk, &["--facts", "facts.toml", "--json"]).line()["sheets"].is_null());
}
