//! Roles end to end: the program reads the page by its child, and rules judge by what was told.
#![cfg(feature = "pages")]
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use std::io::Write as _;
use std::process::{Command, Stdio};

use common::{Desk, LETTER};
use serde_json::{Value, json};

/// The letter signed by leader and agency, invisibly.
fn signed() -> Desk {
    let desk = Desk::new();
    desk.signed_twice("letter.pdf");
    desk
}

fn facts(signature: &Value) -> Vec<&str> {
    let facts = signature["role_facts"].as_array().unwrap();
    facts
        .iter()
        .map(|fact| fact["fact"].as_str().unwrap())
        .collect()
}

#[test]
fn roles_are_told_by_the_certificate_and_what_is_printed() {
    let line = signed().run(&["verify", "two.pdf", "--json"]).line();
    let [leader, agency] = line["signatures"].as_array().unwrap().as_slice() else {
        panic!("{line}");
    };
    assert_eq!(leader["role"], "authorised-person", "{leader}");
    assert_eq!(leader["role_evidence"], "document");
    assert!(facts(leader).contains(&"printed-name"), "{leader}");
    assert_eq!(agency["role"], "agency", "{agency}");
    assert!(facts(agency).contains(&"organisation-printed"), "{agency}");
    let printed = leader["role_facts"].as_array().unwrap();
    let printed = printed.iter().find(|fact| fact["fact"] == "printed-name");
    assert_eq!(printed.unwrap()["printed"], "Nguyễn Văn Mẫu");
}

/// The detailed report says in words what the JSON says by code.
#[test]
fn what_a_role_rests_on_is_told_in_words() {
    let desk = signed();
    let run = |lang| desk.run(&["verify", "two.pdf", "--report", "detailed", "--lang", lang]);
    run("vi")
        .says("căn cứ vai trò")
        .says("trùng họ tên in trên văn bản, “Nguyễn Văn Mẫu”")
        .says("đầu văn bản ghi tên cơ quan, tổ chức này")
        .never_says("printed-name");
    run("en")
        .says("role shown by")
        .says("the printed name is the same, “Nguyễn Văn Mẫu”");
}

#[test]
fn rules_judge_by_the_roles_that_were_told() {
    let line = signed().run(&["check", "two.pdf", "--json"]).line();
    let roles: Vec<&Value> = line["compliance"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["role"])
        .collect();
    assert_eq!(roles, ["authorised-person", "agency"]);
}

#[test]
fn the_callers_word_wins() {
    let desk = signed();
    let line = desk
        .run(&["verify", "two.pdf", "--json", "--role", "LanhDao=copy"])
        .line();
    let leader = &line["signatures"][0];
    assert_eq!(
        (&leader["role"], &leader["role_evidence"]),
        (&json!("copy"), &json!("caller"))
    );
    assert_eq!(facts(leader)[0], "caller");
}

/// Nothing follows the question.
const NONE: &[u8] = b"";

/// What the hidden child answers to questions; each a line, and the bytes that follow it.
fn child(questions: &[(Value, &[u8])]) -> (Vec<u8>, bool) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kyso"))
        .arg("__pages")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    for (question, bytes) in questions {
        // a child that has given up reads no more
        let _ = writeln!(input, "{question}").and_then(|()| input.write_all(bytes));
    }
    drop(input);
    let out = child.wait_with_output().unwrap();
    (out.stdout, out.status.success())
}

fn open(bytes: &[u8]) -> (Value, &[u8]) {
    (
        json!({ "ask": "open", "length": bytes.len(), "password": null }),
        bytes,
    )
}

#[test]
fn the_child_reads_draws_and_goes_on_after_a_bad_file() {
    let (out, ended_well) = child(&[
        open(b"no PDF"),
        (json!({ "ask": "text", "page": 0 }), NONE),
        open(LETTER),
        (json!({ "ask": "text", "page": 0 }), NONE),
        (json!({ "ask": "text", "page": 7 }), NONE),
        (
            json!({ "ask": "render", "page": 0, "area": [380.0, 160.0, 500.0, 290.0], "dpi": 72.0 }),
            NONE,
        ),
    ]);
    assert!(ended_well);
    let lines: Vec<Value> = out
        .split(|byte| *byte == b'\n')
        .take(6)
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    assert_eq!(lines[0]["failed"]["error"]["kind"], "malformed");
    assert!(lines[1]["failed"].is_object());
    assert_eq!(lines[2]["opened"]["pages"].as_array().unwrap().len(), 1);
    let words = lines[3]["text"]["text"]["words"].as_array().unwrap();
    assert!(words.iter().any(|word| word["text"] == "Nguyễn"));
    assert_eq!(lines[4]["failed"]["error"]["kind"], "no-such-page");
    let length = usize::try_from(lines[5]["picture"]["length"].as_u64().unwrap()).unwrap();
    let png = &out[out.len() - length..];
    assert!(png.starts_with(b"\x89PNG"));
}

#[test]
fn a_child_that_hears_nonsense_ends() {
    let (out, ended_well) = child(&[(json!("nonsense"), NONE)]);
    assert!(out.is_empty() && !ended_well);
    let (_, ended_well) = child(&[(
        json!({ "ask": "open", "length": 1_u64 << 40, "password": null }),
        b"short",
    )]);
    assert!(!ended_well, "less than announced is no file");
}
