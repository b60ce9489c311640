//! `kyso sign` of folders: one line for each file in order, resumed where it stopped, nothing signed twice.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files and say what did not run"
)]

mod common;

use common::{Desk, LETTER, Ran, leader};
use serde_json::Value;

const FILES: usize = 6;

/// `in/0.pdf` to `in/4.pdf`, `in/more/5.pdf`, and files that are no PDF.
fn desk() -> Desk {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.file("in/more")).unwrap();
    for index in 0..FILES - 1 {
        desk.write(&format!("in/{index}.pdf"), LETTER);
    }
    desk.write("in/more/5.pdf", LETTER);
    desk.write("in/.hidden", b"x");
    desk.write("in/notes.txt", b"x");
    desk
}

fn sign(desk: &Desk, more: &[&str]) -> Ran {
    desk.sign("in", "out", "leader", more)
}

fn verdicts(ran: &Ran) -> Vec<(String, String)> {
    let lines = ran.lines();
    let files = lines.iter().filter(|line| line["file"].is_string());
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    files
        .map(|line| (word(&line["file"]), word(&line["verdict"])))
        .collect()
}

fn summary(ran: &Ran) -> Value {
    ran.lines().last().unwrap()["summary"].clone()
}

const SIGNED: [&str; FILES] = ["0.pdf", "1.pdf", "2.pdf", "3.pdf", "4.pdf", "more/5.pdf"];

#[test]
fn a_folder_is_signed_and_told_in_order() {
    for sync in ["batch", "each"] {
        let desk = desk();
        let ran = sign(&desk, &["--json", "--jobs", "3", "--sync", sync]).exits(0);
        let expected = [
            ("in/.hidden", "ignored"),
            ("in/0.pdf", "signed"),
            ("in/1.pdf", "signed"),
            ("in/2.pdf", "signed"),
            ("in/3.pdf", "signed"),
            ("in/4.pdf", "signed"),
            ("in/more/5.pdf", "signed"),
            ("in/notes.txt", "ignored"),
        ];
        assert_eq!(
            verdicts(&ran),
            expected.map(|(file, word)| (file.to_owned(), word.to_owned()))
        );
        let summary = summary(&ran);
        assert_eq!(
            (&summary["files"], &summary["signed"], &summary["ignored"]),
            (&8.into(), &6.into(), &2.into())
        );
        assert_eq!(
            (&summary["exit"], &summary["stopped"]),
            (&0.into(), &Value::Null)
        );
        for name in SIGNED {
            let report = desk.verified(&format!("out/{name}"));
            assert_eq!(report["verdict"], "passed", "{name}");
            assert_eq!(report["signatures"].as_array().unwrap().len(), 1);
        }
        let mut there: Vec<String> = std::fs::read_dir(desk.file("out"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        there.sort();
        assert_eq!(there, ["0.pdf", "1.pdf", "2.pdf", "3.pdf", "4.pdf", "more"]);
    }
}

#[test]
fn a_run_goes_on_where_one_stopped() {
    let desk = desk();
    sign(&desk, &[])
        .exits(0)
        .says("Tổng hợp: 8 tệp: 6 đã ký, 2 không phải PDF, bỏ qua");
    let kept = desk.read("out/0.pdf");
    std::fs::remove_file(desk.file("out/3.pdf")).unwrap();
    std::fs::remove_file(desk.file("out/more/5.pdf")).unwrap();
    let again = sign(&desk, &["--json"]).exits(0);
    let summary = summary(&again);
    assert_eq!(
        (&summary["signed"], &summary["before"]),
        (&2.into(), &4.into())
    );
    assert_eq!(desk.read("out/0.pdf"), kept);
    // Something else under the name of a result is kept, and told.
    desk.write("out/1.pdf", b"another file");
    let refused = sign(&desk, &["--json"]).exits(4);
    let line = refused
        .lines()
        .into_iter()
        .find(|line| line["file"] == "in/1.pdf")
        .unwrap();
    assert_eq!(line["verdict"], "failed");
    assert_eq!(desk.read("out/1.pdf"), b"another file");
}

#[test]
fn several_files_and_one_with_jobs() {
    let desk = desk();
    let named = |more: &[&str]| {
        let mut arguments = vec!["in/1.pdf", "in/more/5.pdf"];
        arguments.extend(more);
        desk.sign("in/0.pdf", "out", "leader", &arguments)
    };
    named(&[]).exits(0).says("3 đã ký");
    assert!(desk.has("out/0.pdf") && desk.has("out/1.pdf") && desk.has("out/5.pdf"));
    desk.sign("in/2.pdf", "one", "leader", &["--jobs", "1"])
        .exits(0)
        .says("1 đã ký");
    assert!(desk.has("one/2.pdf"));
    desk.write("0.pdf", LETTER);
    let same = desk
        .sign(
            "in/0.pdf",
            "twice",
            "leader",
            &["0.pdf", "--jobs", "1", "--json"],
        )
        .exits(64);
    assert_eq!(
        summary(&same)["signed"],
        1,
        "two results of one name: the second is refused"
    );
}

#[test]
fn what_cannot_be_a_batch_is_refused() {
    let desk = desk();
    desk.sign("in", "in/out", "leader", &[])
        .exits(64)
        .says("nằm trong thư mục cần ký");
    sign(&desk, &["--record", "r.json"]).exits(64);
    let itself = desk
        .sign("in/0.pdf", "in", "leader", &["in/1.pdf", "--force"])
        .exits(64);
    assert!(itself.out.contains("phải khác tệp gốc"), "{itself}");
    assert_eq!(desk.read("in/0.pdf"), LETTER);
}

#[test]
fn a_file_that_is_strange_is_told_and_the_others_are_signed() {
    let desk = desk();
    desk.write("in/2.pdf", b"%PDF-1.7 and nothing more");
    let ran = sign(&desk, &["--json"]).exits(3);
    let lines = ran.lines();
    let strange = lines
        .iter()
        .find(|line| line["file"] == "in/2.pdf")
        .unwrap();
    assert_eq!(
        (&strange["verdict"], &strange["error"]["code"]),
        (&"failed".into(), &"malformed".into())
    );
    assert_eq!(summary(&ran)["signed"], 5);
}

#[test]
fn a_wrong_password_stops_before_the_first_file() {
    let desk = desk();
    desk.keep_p12("other", leader(), "right");
    desk.write("password", b"wrong");
    desk.run(&[
        "sign",
        "in",
        "-o",
        "out",
        "--p12",
        "other.p12",
        "--pin-file",
        "password",
        "--trust",
        "root.pem",
    ])
    .exits(4);
    let there = std::fs::read_dir(desk.file("out")).unwrap().count();
    assert_eq!(there, 0);
}
