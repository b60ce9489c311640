//! `kyso extract`: what comes out is what was signed, byte by byte, or a sentence that says why nothing does.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files and say what did not run"
)]

mod common;

use common::{Desk, Ran, corpus, kyso, pdf};
use serde_json::Value;

fn extract(desk: &Desk, file: &str, which: &str, output: &str, more: &[&str]) -> Ran {
    let fixed = ["extract", file, "--signature", which, "-o", output];
    desk.run(&[&fixed[..], more].concat())
}

fn coverage(desk: &Desk, file: &str) -> Vec<String> {
    let line = desk.verified(file);
    let all = line["signatures"].as_array().unwrap().iter();
    all.map(|one| one["coverage"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn each_signature_gives_back_the_file_as_it_was_signed() {
    let desk = Desk::new();
    desk.signed_twice("letter.pdf");
    extract(&desk, "two.pdf", "1", "first.pdf", &[])
        .exits(0)
        .says("LanhDao");
    assert_eq!(desk.read("first.pdf"), desk.read("one.pdf"));
    assert_eq!(coverage(&desk, "first.pdf"), ["entire-file"]);
    extract(&desk, "two.pdf", "CoQuan", "second.pdf", &[]).exits(0);
    assert_eq!(desk.read("second.pdf"), desk.read("two.pdf"));
    assert_eq!(
        coverage(&desk, "second.pdf"),
        ["entire-revision", "entire-file"]
    );

    let line = extract(&desk, "two.pdf", "LanhDao", "json.pdf", &["--json"])
        .exits(0)
        .line();
    assert_eq!(line["signature"]["number"], 1);
    assert_eq!(line["size"], desk.read("one.pdf").len());
    assert_eq!(line["integrity"], "intact");
    assert_eq!(line["entire_file"], false);
    assert_eq!(line["revision"], 2, "the letter, then the signature");
}

#[test]
fn a_linearised_letter_comes_out_linearised() {
    let desk = Desk::new();
    let arguments = ["--linearize", "letter.pdf", "linear.pdf"];
    let qpdf = std::process::Command::new("qpdf")
        .current_dir(desk.path())
        .args(arguments)
        .status()
        .expect(
            "the program `qpdf` is needed by this test: scripts/install-test-tools.sh installs it",
        );
    assert!(qpdf.success());
    desk.signed_twice("linear.pdf");
    extract(&desk, "two.pdf", "1", "first.pdf", &[]).exits(0);
    assert_eq!(desk.read("first.pdf"), desk.read("one.pdf"));
    assert!(desk.read("first.pdf").starts_with(&desk.read("linear.pdf")));
    assert_eq!(coverage(&desk, "first.pdf"), ["entire-file"]);
}

/// Encrypted, and opened with its password: the bytes are those of the file, as encrypted as they were.
#[test]
fn an_encrypted_letter_comes_out_encrypted() {
    const SIGNED: &[u8] = include_bytes!("encrypted/signed-aes-256.pdf");
    let desk = Desk::new();
    desk.write("two.pdf", SIGNED);
    desk.write("password.txt", b"user\n");
    extract(&desk, "two.pdf", "1", "out.pdf", &[]).exits(3);
    let password = ["--password-file", "password.txt"];
    let json = [&password[..], &["--json"]].concat();
    let line = extract(&desk, "two.pdf", "Mot", "out.pdf", &json)
        .exits(0)
        .line();
    assert_eq!(line["integrity"], "intact");
    let first = desk.read("out.pdf");
    assert!(SIGNED.starts_with(&first) && first.len() < SIGNED.len());
    assert!(ends_of_byte_ranges(&first).contains(&(first.len() as u64)));
    let again = desk.run(&[&["verify", "out.pdf", "--json"], &password[..]].concat());
    assert_eq!(again.line()["signatures"][0]["coverage"], "entire-file");
    let diff = [
        "diff",
        "two.pdf",
        "--signature",
        "1",
        "--images",
        "images",
        "--json",
    ];
    let line = desk.run(&[&diff[..], &password].concat()).exits(0).line();
    assert!(line.get("images_error").is_none(), "{line}");
    assert_eq!(line["modifications"], "signatures", "{line}");
}

/// The bytes end where the signature's range ends, whatever follows: here a line end, and a whole revision of garbage.
#[test]
fn what_follows_the_signed_range_stays_out() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let signed = desk.read("signed.pdf");
    for tail in [&b"\n\n"[..], b"\n% anything at all\n"] {
        desk.write("longer.pdf", &[&signed[..], tail].concat());
        extract(&desk, "longer.pdf", "1", "out.pdf", &["--force"]).exits(0);
        assert_eq!(desk.read("out.pdf"), signed);
    }
}

#[test]
fn a_signature_that_covers_no_revision_gives_nothing_and_says_why() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    desk.write("wrong.pdf", &pdf::covering_from_1(&desk.read("signed.pdf")));
    let before = desk.names();
    let said = extract(&desk, "wrong.pdf", "1", "out.pdf", &[]);
    said.exits(1)
        .says("không bao trùm trọn vẹn")
        .says("không phải đầu tệp");
    extract(&desk, "wrong.pdf", "1", "out.pdf", &["--lang", "en"])
        .exits(1)
        .says("the first range begins at offset 1, not at 0");
    let line = extract(&desk, "wrong.pdf", "1", "out.pdf", &["--json"])
        .exits(1)
        .line();
    assert_eq!(line["error"]["code"], "coverage-broken");
    assert_eq!(desk.names(), before, "nothing was written");
}

#[test]
fn a_changed_revision_is_written_with_a_word_of_caution() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let mut bytes = desk.read("signed.pdf");
    bytes[common::LETTER.len() / 2] ^= 1;
    desk.write("tampered.pdf", &bytes);
    extract(&desk, "tampered.pdf", "1", "out.pdf", &[])
        .exits(0)
        .says("chưa chứng minh được");
    let line = extract(&desk, "tampered.pdf", "1", "out2.pdf", &["--json"]).line();
    assert_eq!(line["integrity"], "not-shown");
}

#[test]
fn what_is_not_there_is_told_and_what_is_there_is_kept() {
    let desk = Desk::new();
    desk.signed_twice("letter.pdf");
    for which in ["0", "3", "Nobody", "-1", ""] {
        let equals = format!("--signature={which}");
        desk.run(&["extract", "two.pdf", &equals, "-o", "out.pdf"])
            .exits(64)
            .says("1 = LanhDao, 2 = CoQuan");
    }
    extract(&desk, "letter.pdf", "1", "out.pdf", &[])
        .exits(2)
        .says("không có chữ ký số");
    extract(&desk, "missing.pdf", "1", "out.pdf", &[]).exits(4);
    extract(&desk, "root.pem", "1", "out.pdf", &[]).exits(3);
    assert!(!desk.has("out.pdf"));

    desk.write("there.pdf", b"mine");
    extract(&desk, "two.pdf", "1", "there.pdf", &[])
        .exits(4)
        .says("--force");
    assert_eq!(desk.read("there.pdf"), b"mine");
    extract(&desk, "two.pdf", "1", "there.pdf", &["--force"]).exits(0);
    assert_eq!(desk.read("there.pdf"), desk.read("one.pdf"));
    let two = desk.read("two.pdf");
    extract(&desk, "two.pdf", "1", "two.pdf", &["--force"]).exits(64);
    assert_eq!(desk.read("two.pdf"), two, "never over the file itself");
}

/// Numbers count in the order of the report; two signatures under one name must be told apart by number.
#[test]
fn a_field_that_is_called_like_a_number_is_reached_by_its_number() {
    let desk = Desk::new();
    for (from, to, who, field) in [
        ("letter.pdf", "one.pdf", "leader", "2"),
        ("one.pdf", "two.pdf", "agency", "1"),
    ] {
        desk.sign(from, to, who, &["--field", field]).exits(0);
    }
    extract(&desk, "two.pdf", "1", "out.pdf", &[]).exits(0);
    assert_eq!(desk.read("out.pdf"), desk.read("one.pdf"));
}

/// Every signature of the corpus that covers a revision: its bytes are a beginning of the file, as long as a /ByteRange
/// that stands in it, and cover themselves entirely.
#[test]
fn extracts_of_the_corpus_are_what_their_byte_ranges_say() {
    let Some(rows) = corpus::rows() else { return };
    let desk = Desk::new();
    let mut extracted = Vec::new();
    let rows: Vec<_> = rows.into_iter().filter(|row| row.path.exists()).collect();
    let paths: Vec<&str> = rows.iter().map(|row| row.path.to_str().unwrap()).collect();
    let reports = verified(&paths);
    for (row, report) in rows.iter().zip(&reports) {
        let whole = std::fs::read(&row.path).unwrap();
        let ends = ends_of_byte_ranges(&whole);
        let signatures = report["signatures"].as_array().into_iter().flatten();
        for (number, signature) in (1..=2).zip(signatures) {
            let (out, number) = (format!("{}.pdf", extracted.len()), number.to_string());
            let path = row.path.to_str().unwrap();
            let ran = extract(&desk, path, &number, &out, &["--json"]);
            let shown = &row.shown;
            if signature["coverage"] == "broken" {
                assert_eq!(ran.line()["error"]["code"], "coverage-broken", "{shown}");
                continue;
            }
            let line = ran.exits(0).line();
            let bytes = desk.read(&out);
            assert!(whole.starts_with(&bytes), "{shown}");
            let length = bytes.len() as u64;
            // In an object stream no /ByteRange can be read as text.
            assert!(
                ends.is_empty() || ends.contains(&length),
                "{shown}: {length} of {ends:?}"
            );
            let field = line["signature"]["field"].as_str().unwrap().to_owned();
            extracted.push((desk.file(&out).to_str().unwrap().to_owned(), field, shown));
        }
    }
    let outputs: Vec<&str> = extracted.iter().map(|(out, ..)| out.as_str()).collect();
    for ((_, field, shown), report) in extracted.iter().zip(verified(&outputs)) {
        let covers = |one: &Value| one["field"] == **field && one["coverage"] == "entire-file";
        let mut signatures = report["signatures"].as_array().into_iter().flatten();
        assert!(signatures.any(covers), "{shown}: {report}");
    }
    assert!(extracted.len() > 200, "{}", extracted.len());
}

/// The report of each, in one run.
fn verified(files: &[&str]) -> Vec<Value> {
    let ran = kyso()
        .args(["verify", "--json"])
        .args(files)
        .output()
        .unwrap();
    let lines = Ran::of(ran, &["verify", "…"]).lines();
    assert_eq!(lines.len(), files.len());
    lines
}

/// The third and fourth number of every `/ByteRange [a b c d]`, added.
fn ends_of_byte_ranges(whole: &[u8]) -> Vec<u64> {
    let key = b"/ByteRange";
    let places = whole.windows(key.len()).enumerate();
    let places = places.filter(|(_, part)| part == key);
    let sum = |(at, _): (usize, &[u8])| {
        let text = whole[at + key.len()..].iter().take(120);
        let text: String = text.map(|byte| char::from(*byte)).collect();
        let (_, text) = text.split_once('[')?;
        let (numbers, _) = text.split_once(']')?;
        let numbers: Vec<u64> = numbers
            .split_whitespace()
            .filter_map(|number| number.parse().ok())
            .collect();
        (numbers.len() == 4).then(|| numbers[2] + numbers[3])
    };
    places.filter_map(sum).collect()
}
