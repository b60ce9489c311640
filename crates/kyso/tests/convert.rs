//! `kyso convert`, with scripts in the place of LibreOffice: what it is given, what is taken from it, and every way it can fail.
//! The real one is tried by `scripts/interop.py` where it is installed.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use common::{Desk, LETTER, Ran};

const DOCUMENT: &[u8] = b"PK\x03\x04 words";

/// A desk with `a.docx` and `soffice`, which does this with `$in` and `$out`.
fn desk(does: &str) -> Desk {
    let desk = Desk::new();
    desk.write("a.docx", DOCUMENT);
    program(&desk, "soffice", does);
    desk
}

fn program(desk: &Desk, name: &str, does: &str) {
    let folder = desk.path().display();
    let script = format!(
        "#!/bin/sh\ndesk='{folder}'\nall=\"$*\"\nwhile [ $# -gt 1 ]; do\n  [ \"$1\" = --outdir ] && out=\"$2\"\n  \
         case \"$1\" in -env:UserInstallation=file://*) profile=\"${{1#*file://}}\" ;; esac\n  shift\ndone\nin=\"$1\"\n{does}\n"
    );
    desk.write(name, script.as_bytes());
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(desk.file(name), mode).unwrap();
}

fn convert(desk: &Desk, input: &str, more: &[&str]) -> Ran {
    let soffice = desk.file("soffice").display().to_string();
    let base = ["convert", input, "-o", "a.pdf", "--libreoffice", &soffice];
    desk.run(&[&base[..], more].concat())
}

/// The exit and the code, and nothing written.
#[track_caller]
fn refused(desk: &Desk, input: &str, more: &[&str]) -> (Option<i32>, String) {
    let ran = convert(desk, input, &[more, &["--json"]].concat());
    assert!(!desk.has("a.pdf"), "{ran}");
    let code = ran.line()["error"]["code"].as_str().unwrap().to_owned();
    (ran.code, code)
}

#[test]
fn one_pdf_that_came_out_is_taken_and_the_document_stays_as_it_was() {
    let desk = desk("cp \"$desk/letter.pdf\" \"$out/document.pdf\"; echo spoilt >> \"$in\"");
    let line = convert(&desk, "a.docx", &["--json"]).exits(0).line();
    assert_eq!(line["file"], "a.pdf");
    assert_eq!(
        (&line["converted"], &line["pages"]),
        (&true.into(), &1.into())
    );
    assert_eq!(desk.read("a.pdf"), LETTER);
    assert_eq!(desk.read("a.docx"), DOCUMENT);
    convert(&desk, "a.docx", &[]).exits(4).says("--force");
    convert(&desk, "a.docx", &["--force"])
        .exits(0)
        .says("xem lại trước khi ký số");
    convert(&desk, "a.docx", &["--force", "--lang", "en"])
        .exits(0)
        .says("before it is signed");
    desk.write("b.ODT", DOCUMENT);
    convert(&desk, "b.ODT", &["--force"]).exits(0);
}

#[test]
fn the_program_is_given_a_profile_and_an_environment_of_its_own() {
    let desk = desk(
        "echo \"$all\" > \"$desk/all\"; env > \"$desk/env\"; cp \"$profile/user/registrymodifications.xcu\" \"$desk/settings\"\n\
         pwd > \"$desk/pwd\"; cp \"$desk/letter.pdf\" \"$out/document.pdf\"",
    );
    let soffice = desk.file("soffice").display().to_string();
    let mut command = desk.kyso(&[
        "convert",
        "a.docx",
        "-o",
        "a.pdf",
        "--libreoffice",
        &soffice,
    ]);
    command
        .env("KYSO_PIN", "24681357")
        .env("http_proxy", "http://proxy.noi-bo.vn");
    assert!(command.output().unwrap().status.success());
    let (all, environment, settings) = (desk.text("all"), desk.text("env"), desk.text("settings"));
    for word in [
        "--headless",
        "--norestore",
        "--convert-to pdf:writer_pdf_Export",
    ] {
        assert!(all.contains(word), "{all}");
    }
    assert!(
        !all.contains("a.docx"),
        "the name of a document is no argument: {all}"
    );
    assert!(
        !environment.contains("24681357") && !environment.contains("noi-bo"),
        "{environment}"
    );
    let folder = desk.text("pwd").trim().to_owned();
    for line in [
        format!("HOME={folder}/home"),
        format!("TMPDIR={folder}/temporary"),
    ] {
        assert!(environment.lines().any(|one| one == line), "{environment}");
    }
    assert!(environment.contains("http_proxy=http://127.0.0.1:9"));
    assert!(settings.contains("DisableMacrosExecution"));
    assert!(
        !std::path::Path::new(&folder).exists(),
        "nothing is left behind"
    );
}

#[test]
fn a_program_that_hangs_is_stopped_with_its_children() {
    let desk = desk("sleep 600 & echo $! > \"$desk/child\"; sleep 600");
    let begun = Instant::now();
    assert_eq!(
        refused(&desk, "a.docx", &["--timeout", "1"]),
        (Some(4), "conversion-timeout".to_owned())
    );
    assert!(begun.elapsed() < Duration::from_secs(30));
    let stat = format!("/proc/{}/stat", desk.text("child").trim());
    let runs = || match std::fs::read_to_string(&stat) {
        // after the name in brackets: the state; a zombie waits for whoever adopted it
        Ok(text) => !text.rsplit(") ").next().unwrap().starts_with(['Z', 'X']),
        Err(_) => false,
    };
    let patience = Instant::now();
    while runs() && patience.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(!runs());
}

#[test]
fn a_child_that_outlives_its_program_is_ended() {
    let desk = desk(
        "sleep 600 > /dev/null 2>&1 & echo $! > \"$desk/child\"; cp \"$desk/letter.pdf\" \"$out/document.pdf\"",
    );
    convert(&desk, "a.docx", &[]).exits(0);
    let stat = format!("/proc/{}/stat", desk.text("child").trim());
    let patience = Instant::now();
    let runs = || std::fs::read_to_string(&stat).is_ok_and(|text| !text.contains(") Z "));
    while runs() && patience.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(!runs());
}

#[test]
fn anything_but_one_readable_pdf_is_refused() {
    for does in [
        ":",
        "cp \"$desk/letter.pdf\" \"$out/a.pdf\"; cp \"$desk/letter.pdf\" \"$out/b.pdf\"",
        "cp \"$desk/letter.pdf\" \"$out/a.pdf\"; : > \"$out/a.log\"",
        ": > \"$out/document.pdf\"",
        "echo '%PDF-1.7 and no more' > \"$out/document.pdf\"",
        "cp \"$desk/letter.pdf\" \"$out/document.txt\"",
        "mkdir \"$out/document.pdf\"",
        "ln -s \"$desk/letter.pdf\" \"$out/document.pdf\"",
    ] {
        let expected = (Some(3), "conversion-output".to_owned());
        assert_eq!(refused(&desk(does), "a.docx", &[]), expected, "{does}");
    }
}

#[test]
fn what_the_program_said_last_is_told() {
    let desk = desk(
        "echo started; echo 'warn: x' >&2; printf 'Error: no filter\\033[31m\\n\\n' >&2; exit 1",
    );
    assert_eq!(
        refused(&desk, "a.docx", &[]),
        (Some(3), "conversion-failed".to_owned())
    );
    convert(&desk, "a.docx", &[])
        .exits(3)
        .says("Error: no filter")
        .never_says("\u{1b}")
        .never_says("warn: x");
    program(&desk, "soffice", "exit 1");
    convert(&desk, "a.docx", &["--lang", "en"])
        .exits(3)
        .says("does not say why");
    program(
        &desk,
        "soffice",
        "i=0; while [ $i -lt 20000 ]; do printf 0123456789; i=$((i+1)); done >&2; exit 1",
    );
    let told = convert(&desk, "a.docx", &[]).exits(3);
    assert!(told.err.chars().count() < 600, "{told}");
}

#[test]
fn without_libreoffice_there_is_a_clear_refusal() {
    let desk = desk(":");
    let arguments = ["convert", "a.docx", "-o", "a.pdf", "--json"];
    let in_path = |path: &str| {
        let mut command = desk.kyso(&arguments);
        Ran::of(command.env("PATH", path).output().unwrap(), &arguments)
    };
    let line = in_path("/nonexistent").exits(4).line();
    assert_eq!(line["error"]["code"], "converter-not-found");
    assert!(
        line["error"]["text"]
            .as_str()
            .unwrap()
            .contains("cài LibreOffice")
    );
    // the folder the user stands in is not searched, even where PATH says so
    in_path(".").exits(4);
    // found there, it runs, and makes nothing
    in_path(&desk.path().display().to_string())
        .exits(3)
        .says("conversion-output");
    let named = [
        "convert",
        "a.docx",
        "-o",
        "a.pdf",
        "--libreoffice",
        "khong-co",
    ];
    desk.run(&named).exits(4).says("khong-co");
}

#[test]
fn the_configuration_may_name_it() {
    let desk = desk("cp \"$desk/letter.pdf\" \"$out/document.pdf\"");
    desk.write("config.toml", b"libreoffice = \"soffice\"\n");
    let named = [
        "convert",
        "a.docx",
        "-o",
        "a.pdf",
        "--config",
        "config.toml",
    ];
    desk.run(&named).exits(0);
    assert_eq!(desk.read("a.pdf"), LETTER);
}

#[test]
fn other_files_are_not_given_to_it() {
    let desk = desk("echo run > \"$desk/run\"");
    desk.write("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    desk.write("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    desk.write("empty.odt", b"");
    desk.write("macros.docm", DOCUMENT);
    for input in [
        "old.doc",
        "locked.docx",
        "empty.odt",
        "macros.docm",
        "letter.pdf",
    ] {
        let expected = (Some(3), "not-convertible".to_owned());
        assert_eq!(refused(&desk, input, &[]), expected, "{input}");
    }
    assert!(!desk.has("run"));
    assert_eq!(
        refused(&desk, "not-there.docx", &[]),
        (Some(4), "unreadable".to_owned())
    );
    desk.write("not-a-program", b"");
    let named = [
        "convert",
        "a.docx",
        "-o",
        "a.pdf",
        "--libreoffice",
        "./not-a-program",
        "--json",
    ];
    let line = desk.run(&named).exits(4).line();
    assert_eq!(line["error"]["code"], "converter-not-started");
    desk.run(&["convert", "a.docx", "-o", "a.docx"]).exits(64);
    assert_eq!(desk.read("a.docx"), DOCUMENT);
}
