//! Many files at once: found in folders, told in order, counted at the end.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use common::{Desk, LETTER, Ran};
use serde_json::Value;

const TRUST: [&str; 4] = ["--trust", "root.pem", "--revocation", "skip"];

fn verify(desk: &Desk, arguments: &[&str]) -> Ran {
    desk.run(&[&["verify"], &TRUST[..], arguments].concat())
}

/// The file lines and the summary.
fn parts(ran: &Ran) -> (Vec<(String, String)>, Value) {
    let mut lines = ran.lines();
    let summary = lines.pop().unwrap()["summary"].take();
    assert!(summary.is_object(), "{ran}");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let all = lines.iter();
    let all = all.map(|line| (text(&line["file"]), text(&line["verdict"])));
    (all.collect(), summary)
}

/// `in/`: signed, tampered, damaged and unsigned files, one of them without the ending, one in a folder of its own.
fn folder(desk: &Desk) {
    desk.signed("signed.pdf");
    let signed = desk.read("signed.pdf");
    let mut tampered = signed.clone();
    tampered[LETTER.len() / 2] ^= 1;
    std::fs::create_dir_all(desk.file("in/b/deep")).unwrap();
    for (name, bytes) in [
        ("in/a.pdf", &signed[..]),
        ("in/b/deep/x.PDF", &tampered),
        ("in/b/y.pdf", LETTER),
        ("in/c.dat", &signed),
        ("in/d.pdf", b"no PDF at all"),
        ("in/e.txt", b"a text"),
        ("in/._a.pdf", b"what a Mac leaves"),
        ("in/z.pdf", &signed),
    ] {
        desk.write(name, bytes);
    }
}

const EXPECTED: [(&str, &str); 6] = [
    ("in/a.pdf", "passed"),
    ("in/b/deep/x.PDF", "failed"),
    ("in/b/y.pdf", "unsigned"),
    ("in/c.dat", "passed"),
    ("in/d.pdf", "malformed"),
    ("in/z.pdf", "passed"),
];

fn expected() -> Vec<(String, String)> {
    let own = |(file, verdict): (&str, &str)| (file.to_owned(), verdict.to_owned());
    EXPECTED.map(own).to_vec()
}

#[test]
fn every_pdf_of_a_folder_is_told_in_order_whatever_the_number_of_threads() {
    let desk = Desk::new();
    folder(&desk);
    let mut first: Option<Vec<String>> = None;
    for jobs in [
        &[][..],
        &["--jobs", "1"],
        &["--jobs", "2"],
        &["--jobs", "16"],
    ] {
        let ran = verify(&desk, &[&["in", "--json"], jobs].concat()).exits(3);
        let (told, summary) = parts(&ran);
        assert_eq!(told, expected());
        let count = |word: &str| summary[word].as_u64().unwrap();
        assert_eq!(count("files"), 6);
        assert_eq!(count("passed"), 3);
        assert_eq!(
            [count("failed"), count("unsigned"), count("malformed")],
            [1, 1, 1]
        );
        assert_eq!(count("exit"), 3);
        assert_eq!(summary["interrupted"], false);
        let words = [
            "indeterminate",
            "unsupported",
            "limit",
            "unreadable",
            "defect",
        ];
        assert!(words.iter().all(|word| summary[*word] == 0));
        // Apart from the summary's seconds, the same whatever the threads.
        let lines: Vec<String> = ran.out.lines().map(str::to_owned).collect();
        let lines = lines[..6].to_vec();
        assert_eq!(*first.get_or_insert_with(|| lines.clone()), lines);
    }
}

#[test]
fn the_worst_file_decides_the_exit() {
    let desk = Desk::new();
    folder(&desk);
    verify(&desk, &["in/b/deep"]).exits(1);
    verify(&desk, &["in/b"]).exits(1);
    verify(&desk, &["in", "missing.pdf"]).exits(4);
    std::fs::remove_file(desk.file("in/d.pdf")).unwrap();
    std::fs::remove_dir_all(desk.file("in/b")).unwrap();
    verify(&desk, &["in"]).exits(0);
}

#[test]
fn files_and_folders_stand_where_they_were_named() {
    let desk = Desk::new();
    folder(&desk);
    let named = ["in/z.pdf", "in/b", "missing.pdf", "in/a.pdf", "--json"];
    let (told, summary) = parts(&verify(&desk, &named).exits(4));
    let files: Vec<&str> = told.iter().map(|(file, _)| file.as_str()).collect();
    let expected = [
        "in/z.pdf",
        "in/b/deep/x.PDF",
        "in/b/y.pdf",
        "missing.pdf",
        "in/a.pdf",
    ];
    assert_eq!(files, expected);
    assert_eq!(summary["unreadable"], 1);
}

/// Without a folder and without `--jobs` it is as it always was: a line for each file, and nothing else.
#[test]
fn files_alone_have_no_summary_unless_a_batch_is_asked_for() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let two = ["signed.pdf", "letter.pdf", "--json"];
    assert_eq!(verify(&desk, &two).lines().len(), 2);
    let (told, summary) = parts(&verify(&desk, &[&two[..], &["--jobs", "2"]].concat()));
    assert_eq!((told.len(), &summary["files"]), (2, &2.into()));
}

#[test]
fn a_person_reads_a_line_for_each_file_and_a_summary() {
    let desk = Desk::new();
    folder(&desk);
    let ran = verify(&desk, &["in"]).exits(3);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 7, "{ran}");
    assert_eq!(lines[0], "✓ in/a.pdf: chữ ký số hợp lệ");
    assert_eq!(
        lines[1],
        "✗ in/b/deep/x.PDF: chữ ký số không hợp lệ (HASH_FAILURE)"
    );
    assert_eq!(lines[2], "- in/b/y.pdf: không có chữ ký số");
    assert!(lines[4].starts_with("! ") && lines[4].contains("in/d.pdf"));
    assert!(lines[6].starts_with(
        "Tổng hợp: 6 tệp: 3 hợp lệ, 1 không hợp lệ, 1 không có chữ ký số, 1 sai cấu trúc ("
    ));
    assert_eq!(ran.err, "", "no bar where nobody watches");
    verify(&desk, &["in", "--lang", "en"]).says("Summary: 6 files: 3 valid");
}

#[test]
fn an_empty_folder_is_told_and_the_rest_goes_on() {
    let desk = Desk::new();
    folder(&desk);
    std::fs::create_dir(desk.file("empty")).unwrap();
    let (told, _) = parts(&verify(&desk, &["empty", "in/b", "--json"]).exits(4));
    let files: Vec<&str> = told.iter().map(|(file, _)| file.as_str()).collect();
    assert_eq!(files, ["empty", "in/b/deep/x.PDF", "in/b/y.pdf"]);
    verify(&desk, &["empty"])
        .exits(4)
        .says("“empty” không có tệp PDF nào");
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end_and_links_to_files_are_followed() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    folder(&desk);
    for (to, at) in [
        ("..", "in/b/up"),
        (".", "in/self"),
        ("b", "in/again"),
        ("a.pdf", "in/link.pdf"),
        ("nowhere", "in/gone.pdf"),
        ("nowhere", "in/gone"),
    ] {
        symlink(to, desk.file(at)).unwrap();
    }
    let (told, summary) = parts(&verify(&desk, &["in", "--json"]).exits(4));
    let files: Vec<&str> = told.iter().map(|(file, _)| file.as_str()).collect();
    let expected = [
        "in/a.pdf",
        "in/again/deep/x.PDF",
        "in/again/y.pdf",
        "in/c.dat",
        "in/d.pdf",
        "in/gone.pdf",
        "in/link.pdf",
        "in/z.pdf",
    ];
    assert_eq!(files, expected, "each folder once, under the first name");
    assert_eq!(summary["unreadable"], 1);
}

#[cfg(unix)]
#[test]
fn pipes_are_not_waited_for() {
    let desk = Desk::new();
    folder(&desk);
    for name in ["in/pipe.pdf", "in/pipe"] {
        let made = Command::new("mkfifo").arg(desk.file(name)).status();
        assert!(made.unwrap().success());
    }
    let (told, _) = parts(&verify(&desk, &["in", "--json"]).exits(3));
    assert_eq!(told, expected());
}

#[test]
fn the_evidence_of_all_files_is_saved_and_replays_the_batch() {
    let desk = Desk::new();
    common::revocation::put_crls(&desk, Vec::new());
    desk.sign("letter.pdf", "signed.pdf", "leader", &["--crl", "crl"])
        .exits(0);
    std::fs::create_dir(desk.file("in")).unwrap();
    for name in ["in/1.pdf", "in/2.pdf"] {
        desk.write(name, &desk.read("signed.pdf"));
    }
    let verify = [
        "verify",
        "in",
        "--json",
        "--trust",
        "root.pem",
        "--at",
        "2026-11-22T00:00:00Z",
    ];
    let save = ["--crl", "crl", "--save-evidence", "evidence.json"];
    let first = desk.run(&[&verify[..], &save].concat()).exits(0);
    desk.run(&verify).exits(2);
    let again = desk
        .run(&[&verify[..], &["--evidence", "evidence.json"]].concat())
        .exits(0);
    let reports = |ran: &Ran| ran.lines()[..2].to_vec();
    for (one, other) in reports(&first).iter().zip(reports(&again)) {
        assert_eq!(one["signatures"], other["signatures"]);
    }
}

/// Lines come while later files are still looked at, and stopping leaves whole lines and a summary that says so.
#[cfg(unix)]
#[test]
fn lines_are_streamed_and_an_interrupted_run_leaves_whole_lines() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let signed = desk.read("signed.pdf");
    std::fs::create_dir(desk.file("in")).unwrap();
    for number in 0..600 {
        desk.write(&format!("in/{number:04}.pdf"), &signed);
    }
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("kyso"))
        .current_dir(desk.path())
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .args(["verify", "in", "--json", "--jobs", "2"])
        .args(TRUST)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    out.read_line(&mut first).unwrap();
    let first: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(first["file"], "in/0000.pdf");
    assert!(
        child.try_wait().unwrap().is_none(),
        "the rest is still to come"
    );
    let stop = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(stop.unwrap().success());
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(rest.ends_with('\n'));
    let lines: Vec<Value> = rest
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let summary = &lines.last().unwrap()["summary"];
    assert_eq!(summary["interrupted"], true);
    assert_eq!(summary["exit"], 130);
    assert_eq!(summary["files"].as_u64().unwrap(), lines.len() as u64);
    assert!(lines.len() < 600, "it was stopped on the way");
}

/// `kyso verify DIR | head -1`.
#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_ends_the_run_in_silence() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let signed = desk.read("signed.pdf");
    std::fs::create_dir(desk.file("in")).unwrap();
    for number in 0..300 {
        desk.write(&format!("in/{number:04}.pdf"), &signed);
    }
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("kyso"))
        .current_dir(desk.path())
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .args(["verify", "in", "--json"])
        .args(TRUST)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    out.read_line(&mut first).unwrap();
    drop(out);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert!(
        ended.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
}
