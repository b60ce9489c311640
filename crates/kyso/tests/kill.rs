//! Killed at any moment: under the name of a result stands what stood there before, or the whole new file, and the next run goes through.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files, watch the clock, and end processes"
)]

mod common;

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use cert_path::Evidence;
use common::{Desk, LETTER, issue, pictures, pki};
use demo_pki::KeyKind;
use pades_verify::{Axis, Policy};
use pdf_revisions::PdfFile;

/// Kills of all tests of this file together: 100 + 25 + 25 + 10 + 40 (issue 7: 200).
const SINGLE: u32 = 100;
const STEPS: u32 = 25;
const ISSUES: u32 = 25;
const OPENINGS: u32 = 10;
const BATCHES: u32 = 40;

/// Xorshift: the same moments in every run, as far as the machine is the same.
struct Moments(u64);

impl Moments {
    /// A part of `whole` and a little more, so that some runs end by themselves.
    fn next(&mut self, whole: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        whole
            .mul_f64(f64::from(u32::try_from(self.0 >> 40).unwrap()) / f64::from(1_u32 << 24) * 1.1)
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kyso"));
    command
        .current_dir(folder)
        .args(arguments)
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .env("XDG_CACHE_HOME", "/dev/null")
        .env_remove("KYSO_LANG")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Runs it and ends it by SIGKILL after `delay`; whether it had ended by itself, and well.
fn killed(folder: &Path, arguments: &[&str], delay: Duration) -> bool {
    let mut child = command(folder, arguments).spawn().unwrap();
    std::thread::sleep(delay);
    let ended = child.try_wait().unwrap();
    let _ = child.kill(); // SIGKILL: nothing of the program runs after it
    child.wait().unwrap();
    ended.is_some_and(|status| status.success())
}

/// How long a run takes: the longest of three.
fn taken(mut run: impl FnMut()) -> Duration {
    let one = || {
        let begun = Instant::now();
        run();
        begun.elapsed()
    };
    std::iter::repeat_with(one).take(3).max().unwrap()
}

/// Every signature covers what it should and is intact, and there are so many.
fn is_whole(bytes: Vec<u8>, signatures: usize) -> bool {
    let Ok(file) = PdfFile::open(Arc::new(bytes)) else {
        return false;
    };
    let now = jiff::Timestamp::now();
    let report = pades_verify::verify(&file, &Evidence::new(), &[], &Policy::default(), now);
    report.is_ok_and(|report| {
        report.signatures.len() == signatures
            && report.signatures.iter().all(|one| {
                matches!((&one.coverage, &one.integrity), (Axis::Proven(_), Axis::Proven(_)))
            })
            && report.signatures.last().is_some_and(|one| {
                matches!(&one.coverage, Axis::Proven(coverage) if coverage.covers_entire_file())
            })
    })
}

/// No name but those, and half files of killed runs, which have a name of their own.
fn only(folder: &Path, names: &[&str]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let half = name.starts_with(".kyso-");
        assert!(half || names.contains(&name.as_str()), "{name}");
    }
}

const SIGN: [&str; 15] = [
    "sign",
    "letter.pdf",
    "-o",
    "signed.pdf",
    "--key",
    "leader.key",
    "--certificate",
    "leader.pem",
    "--chain",
    "sub-ca.pem",
    "--trust",
    "root.pem",
    "--record",
    "record.json",
    "--force",
];

#[test]
fn one_file_is_the_old_one_or_the_new_one() {
    let desk = Desk::new();
    let names: Vec<String> = desk.names();
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.extend(["signed.pdf", "record.json"]);
    let time = taken(|| assert!(command(desk.path(), &SIGN).status().unwrap().success()));
    let (mut moments, mut old, mut new) = (Moments(7), 0, 0);
    for _ in 0..SINGLE {
        desk.write("signed.pdf", b"what stood here before");
        let done = killed(desk.path(), &SIGN, moments.next(time));
        let after = desk.read("signed.pdf");
        if after == b"what stood here before" {
            assert!(!done);
            old += 1;
        } else {
            assert!(
                after.starts_with(LETTER) && is_whole(after, 1),
                "half a file"
            );
            new += 1;
        }
        assert_eq!(desk.read("letter.pdf"), LETTER);
        only(desk.path(), &names);
    }
    assert!(
        old > SINGLE / 4 && new > 0,
        "the moments lie within the run: {old} old, {new} new"
    );
    assert!(command(desk.path(), &SIGN).status().unwrap().success());
    assert!(is_whole(desk.read("signed.pdf"), 1));
}

fn sample(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name);
    std::fs::read(path).unwrap()
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

/// The drafts of a decision, with its annex; leader and agency.
fn drafts() -> Desk {
    let desk = pictures::desk();
    desk.write("quyet-dinh.pdf", &sample("quyet-dinh-mau-trong.pdf"));
    desk.write("phu-luc.pdf", &sample("phu-luc-mau-trong.pdf"));
    desk
}

/// `kyso outgoing step`, on the day of issue.
fn step<'a>(act: &'a str, key: &'a str, certificate: &'a str) -> Vec<&'a str> {
    let mut arguments = vec!["outgoing", "step", "bo", "--as", act, "--key", key];
    arguments.extend([
        "--certificate",
        certificate,
        "--chain",
        "sub-ca.pem",
        "--trust",
        "root.pem",
    ]);
    arguments.extend([
        "--images",
        "images.toml",
        "--signature-image",
        "ky",
        "--seal-image",
        "dau",
    ]);
    arguments.extend(["--at", "2026-11-23T03:00:00Z"]);
    arguments
}

/// Copies a folder with everything in it.
fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copied(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// The package as it was before.
fn put_back(desk: &Desk) {
    let _ = std::fs::remove_dir_all(desk.file("bo"));
    copied(&desk.file("before"), &desk.file("bo"));
}

#[test]
fn opening_a_package_is_begun_again() {
    let desk = drafts();
    let time = taken(|| {
        let _ = std::fs::remove_dir_all(desk.file("bo"));
        assert!(command(desk.path(), &OPEN).status().unwrap().success());
    });
    let mut moments = Moments(11);
    for _ in 0..OPENINGS {
        let _ = std::fs::remove_dir_all(desk.file("bo"));
        killed(desk.path(), &OPEN, moments.next(time));
        let again = desk.run(&OPEN);
        // 64: it was open before the end came; an open package is not opened again.
        assert!(matches!(again.code, Some(0 | 64)), "{again}");
        desk.run(&["outgoing", "status", "bo"]).exits(0);
        for name in ["quyet-dinh.pdf", "phu-luc.pdf"] {
            assert_eq!(desk.read(&format!("bo/drafts/{name}")), desk.read(name));
        }
    }
}

#[test]
fn a_step_of_a_package_goes_on_where_it_was() {
    let desk = drafts();
    desk.run(&OPEN).exits(0);
    std::fs::rename(desk.file("bo"), desk.file("before")).unwrap();
    let step = step("authorised-person", "leader.key", "leader.pem");
    let time = taken(|| {
        put_back(&desk);
        assert!(command(desk.path(), &step).status().unwrap().success());
    });
    let (mut moments, mut unfinished) = (Moments(13), 0);
    for _ in 0..STEPS {
        put_back(&desk);
        killed(desk.path(), &step, moments.next(time));
        for entry in std::fs::read_dir(desk.file("bo/signed")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let whole = || is_whole(std::fs::read(&path).unwrap(), 1);
            assert!(name.starts_with(".kyso-") || whole(), "{name}");
        }
        if !is_done(&desk) {
            unfinished += 1;
            desk.run(&step).exits(0);
        }
        assert!(is_done(&desk));
    }
    assert!(
        unfinished > STEPS / 4,
        "the moments lie within the run: {unfinished}"
    );
}

fn is_done(desk: &Desk) -> bool {
    let line = desk.run(&["--json", "outgoing", "status", "bo"]).line();
    let steps = line["state"]["steps"]
        .as_array()
        .unwrap_or_else(|| panic!("{line}"));
    steps.len() == 1 && line["unfinished"].is_null()
}

#[test]
fn a_package_is_issued_whole_or_not() {
    let desk = drafts();
    desk.keep(
        "clerk",
        &issue(&pki().records_room().with_key(KeyKind::P256)),
    );
    desk.run(&OPEN).exits(0);
    let ledger = ["--ledger", "so.jsonl", "--series", "QĐ"];
    desk.run(&[&["outgoing", "take-number", "bo"], ledger.as_slice()].concat())
        .exits(0);
    for (act, who) in [
        ("authorised-person", "leader"),
        ("number-and-date", "clerk"),
        ("agency", "agency"),
    ] {
        desk.run(&step(act, &format!("{who}.key"), &format!("{who}.pem")))
            .exits(0);
    }
    std::fs::rename(desk.file("bo"), desk.file("before")).unwrap();
    std::fs::copy(desk.file("so.jsonl"), desk.file("so-before")).unwrap();
    let issue = [
        "issue",
        "bo",
        "-o",
        "phat-hanh",
        "--trust",
        "root.pem",
        "--intermediates",
        "sub-ca.pem",
        "--ledger",
        "so.jsonl",
        "--edxml",
        "gui.edxml",
        "--from-code",
        "000.00.09.H99",
        "--to",
        "000.00.01.H99=VĂN PHÒNG",
    ];
    let before = || {
        put_back(&desk);
        let _ = std::fs::remove_dir_all(desk.file("phat-hanh"));
        let _ = std::fs::remove_file(desk.file("gui.edxml"));
        std::fs::copy(desk.file("so-before"), desk.file("so.jsonl")).unwrap();
    };
    let time = taken(|| {
        before();
        assert!(command(desk.path(), &issue).status().unwrap().success());
    });
    let message = desk.read("gui.edxml").len();
    let (mut moments, mut unfinished) = (Moments(17), 0);
    for _ in 0..ISSUES {
        before();
        let done = killed(desk.path(), &issue, moments.next(time));
        if desk.has("phat-hanh") {
            assert_issued(&desk);
        }
        if desk.has("gui.edxml") {
            assert_eq!(desk.read("gui.edxml").len(), message);
        }
        if !done {
            unfinished += 1;
            let again = desk.run(&issue);
            // Done after all: the process had only not ended yet.
            let was_done = again.code == Some(1) && desk.has("phat-hanh");
            assert!(again.code == Some(0) || was_done, "{again}");
        }
        assert_issued(&desk);
    }
    assert!(
        unfinished > ISSUES / 4,
        "the moments lie within the run: {unfinished}"
    );
}

#[track_caller]
fn assert_issued(desk: &Desk) {
    only(&desk.file("phat-hanh"), &["quyet-dinh.pdf", "phu-luc.pdf"]);
    assert!(is_whole(desk.read("phat-hanh/quyet-dinh.pdf"), 5));
    assert!(desk.has("phat-hanh/phu-luc.pdf"));
}

/// Of a batch every result is whole or not there; the next run signs what is missing, and nothing twice.
#[test]
fn a_batch_goes_on_where_it_was() {
    const FILES: usize = 12;
    let desk = Desk::new();
    std::fs::create_dir(desk.file("in")).unwrap();
    for index in 0..FILES {
        desk.write(&format!("in/{index}.pdf"), LETTER);
    }
    let key = ["--key", "leader.key", "--certificate", "leader.pem"];
    let trust = [
        "--chain",
        "sub-ca.pem",
        "--trust",
        "root.pem",
        "--json",
        "--jobs",
        "2",
    ];
    let (mut moments, mut unfinished) = (Moments(19), 0);
    for sync in ["batch", "each"] {
        let run = [
            ["sign", "in", "-o", "out"].as_slice(),
            &key,
            &trust,
            &["--sync", sync],
        ]
        .concat();
        let time = taken(|| {
            let _ = std::fs::remove_dir_all(desk.file("out"));
            assert!(command(desk.path(), &run).status().unwrap().success());
        });
        for _ in 0..BATCHES / 2 {
            let _ = std::fs::remove_dir_all(desk.file("out"));
            killed(desk.path(), &run, moments.next(time));
            let there = results(&desk);
            unfinished += usize::from(there.len() < FILES);
            let again = desk.run(&run).exits(0);
            let summary = again.lines().pop().unwrap()["summary"].clone();
            assert_eq!(summary["before"], there.len(), "{summary}");
            assert_eq!(summary["signed"], FILES - there.len(), "{summary}");
            let after = results(&desk);
            assert_eq!(after.len(), FILES);
            assert!(
                there.iter().all(|one| after.contains(one)),
                "nothing is signed twice"
            );
        }
    }
    assert!(
        unfinished > 10,
        "the moments lie within the run: {unfinished}"
    );
}

/// What stands under a name, each whole; hidden folders are of killed runs.
fn results(desk: &Desk) -> Vec<(String, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(desk.file("out")) else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut found: Vec<(String, Vec<u8>)> = names
        .filter(|name| !name.starts_with(".kyso-"))
        .map(|name| {
            let bytes = desk.read(&format!("out/{name}"));
            assert!(
                bytes.starts_with(LETTER) && is_whole(bytes.clone(), 1),
                "{name}"
            );
            (name, bytes)
        })
        .collect();
    found.sort();
    found
}
