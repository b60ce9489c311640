//! Issue 2, "Bad input": whatever the file is, an answer in time that names the place, and never a crash.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read files and say what did not run"
)]

mod common;

use std::time::Duration;

use common::corpus::{self, Row};
use common::{Desk, LETTER, kyso};

/// Two seconds are allowed to the program as users have it; this is an unoptimised one on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

#[test]
fn every_bad_row_of_the_corpus_gets_an_answer_in_time() {
    let Some(rows) = corpus::rows() else { return };
    let bad = |row: &Row| {
        ["MALFORMED", "TAMPERED", "COVERAGE_ANOMALY", "UNSIGNED"]
            .iter()
            .any(|word| row.expected.starts_with(word))
            || row.shown.contains("/pdf101/")
    };
    let rows: Vec<Row> = rows.into_iter().filter(bad).collect();
    assert!(
        rows.len() > 50,
        "the corpus is not the one described in its README"
    );
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            wrong_answer(row).map(|why| format!("{} ({}): {why}", row.shown, row.expected))
        })
        .collect();
    println!("{} files of the corpus", rows.len());
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

/// Why the answer to one file is not acceptable.
fn wrong_answer(row: &Row) -> Option<String> {
    let output = kyso()
        .timeout(PATIENCE)
        .args(["verify", "--json"])
        .arg(&row.path)
        .output()
        .unwrap();
    let (said, complained) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    let Some(code) = output.status.code() else {
        return Some(format!("killed: {}", output.status));
    };
    if complained.contains("panicked") {
        return Some(complained.into_owned());
    }
    let Ok(line) = serde_json::from_str::<serde_json::Value>(said.trim()) else {
        return Some(format!("no JSON line: {said}"));
    };
    let unsigned = row.expected.starts_with("UNSIGNED");
    let verdict = line["verdict"].as_str().unwrap_or_default();
    match code {
        3 if verdict == "malformed" && line["error"]["offset"].is_null() => {
            Some(format!("does not name the place: {line}"))
        }
        1 | 3 => None,
        2 if unsigned => None, // also where only usage rights are signed, which signs nothing of the document's
        _ => Some(format!(
            "exit {code}, {verdict}: {}",
            said.chars().take(300).collect::<String>()
        )),
    }
}

#[test]
fn a_letter_cut_off_anywhere_gets_an_answer() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let whole = desk.read("signed.pdf");
    for eighth in 0..=8 {
        let end = whole.len() * eighth / 8;
        desk.write("cut.pdf", &whole[..end.min(whole.len() - 1)]);
        let ran = desk.run(&["verify", "cut.pdf", "--json"]);
        assert!(matches!(ran.code, Some(1..=3)), "{end}: {ran}");
        assert!(!ran.err.contains("panicked"), "{ran}");
        ran.line();
    }
}

#[test]
fn a_signed_letter_with_any_damaged_byte_never_passes_under_another_content() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let whole = desk.read("signed.pdf");
    let contents = whole
        .windows(10)
        .rposition(|window| window == b"/Contents ")
        .unwrap_or(0);
    let hole = contents + 10..whole.len().min(contents + 10 + 20_000);
    // Every 997th byte outside the container is signed: damage is found, in the letter and in the update alike.
    let mut files = Vec::new();
    for position in (0..whole.len())
        .step_by(997)
        .chain(LETTER.len()..LETTER.len() + 40)
        .filter(|position| !hole.contains(position))
    {
        let mut damaged = whole.clone();
        damaged[position] ^= 0x20;
        let name = format!("damaged-{position}.pdf");
        desk.write(&name, &damaged);
        files.push(name);
    }
    let mut arguments = vec![
        "verify",
        "--json",
        "--trust",
        "root.pem",
        "--revocation",
        "skip",
    ];
    arguments.extend(files.iter().map(String::as_str));
    let lines = desk.run(&arguments).lines();
    assert_eq!(lines.len(), files.len());
    for line in lines {
        assert_ne!(line["verdict"], "passed", "{line}");
    }
}

/// What nobody signed is unsigned, and that is told without its password; what is signed waits for the password.
#[test]
fn a_locked_file_is_unsigned_when_it_shows_no_signature() {
    const SIGNED: &[u8] = include_bytes!("encrypted/signed-aes-256.pdf");
    const LOCKED: &[u8] =
        include_bytes!("../../pdf-revisions/tests/encrypted/aes-256-r6-vietnamese.pdf");
    let desk = Desk::new();
    desk.write("signed.pdf", SIGNED);
    // The field of this page without its value.
    let mut unsigned = LOCKED.to_vec();
    let is_reference = |at: usize| {
        let after = &unsigned[at + 3..];
        let digits = after
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        after[digits..].starts_with(b" 0 R")
    };
    let value = |at: &usize| unsigned[*at..].starts_with(b"/V ") && is_reference(*at);
    let values: Vec<usize> = (0..unsigned.len() - 16).filter(value).collect();
    assert!(!values.is_empty());
    for at in values {
        unsigned[at + 1] = b'Q';
    }
    desk.write("unsigned.pdf", &unsigned);
    for (file, verdict) in [("signed.pdf", "unsupported"), ("unsigned.pdf", "unsigned")] {
        let ran = desk.run(&["verify", "--json", file]);
        let line = ran.exits(3).line();
        assert_eq!(line["verdict"], verdict, "{line}");
        assert_eq!(line["error"]["code"], "password-needed", "{line}");
    }
}
