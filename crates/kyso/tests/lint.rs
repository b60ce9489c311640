//! `kyso lint`, and what every signature says before the key is asked for anything.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::{Desk, LETTER, leader};

/// The letter, with a reference to an object that is not there, made by an update.
fn prepared() -> Vec<u8> {
    let text: String = LETTER.iter().copied().map(char::from).collect();
    let prev = text[text.rfind("startxref").unwrap() + 9..]
        .split_whitespace()
        .next()
        .unwrap();
    let trailer = &text[text.rfind("/Root").unwrap()..];
    let root = trailer[6..].split(' ').next().unwrap();
    let size: usize = text[text.rfind("/Size").unwrap() + 6..]
        .split(|c: char| !c.is_ascii_digit())
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let object = format!("{root} 0 obj\n");
    let catalog = &text[text.find(&object).unwrap() + object.len()..];
    let catalog = &catalog[..catalog.find("endobj").unwrap()];
    let catalog = catalog.trim_end().strip_suffix(">>").unwrap();
    let mut bytes = LETTER.to_vec();
    let offset = bytes.len();
    bytes.extend(format!("{object}{catalog} /Later 999 0 R >>\nendobj\n").bytes());
    let start = bytes.len();
    bytes.extend(
        format!(
            "xref\n{root} 1\n{offset:010} 00000 n \ntrailer\n<< /Root {root} 0 R /Size {size} /Prev {prev} >>\nstartxref\n{start}\n%%EOF\n"
        )
        .bytes(),
    );
    bytes
}

#[test]
fn findings_are_told_and_are_no_failure_unless_asked() {
    let desk = Desk::new();
    desk.write("prepared.pdf", &prepared());
    desk.run(&["lint", "letter.pdf"])
        .exits(0)
        .says("không có điểm cần xem");
    desk.run(&["lint", "letter.pdf", "--strict"]).exits(0);
    desk.run(&["lint", "prepared.pdf"])
        .exits(0)
        .says("dangling-reference")
        .says("(999)");
    desk.run(&["lint", "letter.pdf", "prepared.pdf", "--strict"])
        .exits(1);
    desk.run(&["--lang", "en", "lint", "prepared.pdf"])
        .exits(0)
        .says("look at this before signing");
    let ran = desk
        .run(&["--json", "lint", "letter.pdf", "prepared.pdf", "root.pem"])
        .exits(3);
    let lines = ran.lines();
    assert_eq!(lines[0]["verdict"], "clean");
    assert_eq!(lines[0]["findings"].as_array().unwrap().len(), 0);
    assert_eq!(lines[1]["verdict"], "findings");
    assert_eq!(lines[1]["findings"][0]["code"], "dangling-reference");
    assert_eq!(lines[1]["findings"][0]["severity"], "warning");
    assert_eq!(lines[2]["verdict"], "malformed");
}

#[test]
fn folders_are_walked() {
    let desk = Desk::new();
    std::fs::create_dir(desk.file("in")).unwrap();
    desk.write("in/a.pdf", LETTER);
    desk.write("in/b.pdf", &prepared());
    let ran = desk.run(&["--json", "lint", "in"]).exits(0);
    let files: Vec<_> = ran
        .lines()
        .iter()
        .map(|line| line["file"].clone())
        .collect();
    assert_eq!(files, ["in/a.pdf", "in/b.pdf"]);
}

#[test]
fn a_signature_tells_what_it_found_and_strict_does_not_sign() {
    let desk = Desk::new();
    desk.write("prepared.pdf", &prepared());
    desk.sign("letter.pdf", "clean.pdf", "leader", &["--strict"])
        .exits(0)
        .never_says("Cần xem");
    desk.sign("prepared.pdf", "told.pdf", "leader", &[])
        .exits(0)
        .says("Cần xem trước khi ký “prepared.pdf”")
        .says("dangling-reference");
    let before = desk.names();
    desk.sign("prepared.pdf", "refused.pdf", "leader", &["--strict"])
        .exits(1)
        .says("--strict không cho ký")
        .says("dangling-reference");
    let refused = desk
        .sign(
            "prepared.pdf",
            "refused.pdf",
            "leader",
            &["--strict", "--json"],
        )
        .exits(1);
    assert_eq!(refused.line()["error"]["code"], "lint-refused");
    assert_eq!(desk.names(), before, "nothing is left behind");
    let told = desk
        .sign("prepared.pdf", "json.pdf", "leader", &["--json"])
        .exits(0);
    assert_eq!(told.line()["lint"][0]["code"], "dangling-reference");
}

/// `prepare` needs no key, and a person who signs elsewhere is told just the same.
#[test]
fn the_first_of_two_steps_looks_as_well() {
    let desk = Desk::new();
    desk.write("prepared.pdf", &prepared());
    desk.keep("leader", leader());
    let prepare = |more: &[&str]| {
        let mut arguments = vec![
            "prepare",
            "prepared.pdf",
            "-o",
            "half.pdf",
            "--certificate",
            "leader.pem",
            "--state",
            "state.json",
            "--to-be-signed",
            "tbs.bin",
            "--chain",
            "sub-ca.pem",
            "--trust",
            "root.pem",
        ];
        arguments.extend(more);
        desk.run(&arguments)
    };
    prepare(&["--strict"]).exits(1).says("dangling-reference");
    assert!(!desk.has("half.pdf") && !desk.has("state.json"));
    prepare(&[]).exits(0).says("dangling-reference");
}
