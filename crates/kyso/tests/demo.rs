//! The first command of the README.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::{Desk, Ran};

const MARK: &str = "BẢN THỬ NGHIỆM - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ";
const RESULT: &str = "out/3-co-quan-ky.pdf";

/// An empty folder in which the demonstration has run.
fn shown() -> (Desk, Ran) {
    let desk = Desk::new();
    let ran = desk.run(&["demo", "--out", "out"]).exits(0);
    (desk, ran)
}

#[test]
fn the_demonstration_signs_twice_and_everything_carries_the_mark() {
    let (desk, ran) = shown();
    let ran = ran
        .says(MARK)
        .says("Nguyễn Văn Mẫu")
        .says("Điều 29 Nghị định số 68/2024/NĐ-CP")
        .says(RESULT);
    assert!(ran.err.is_empty(), "{ran}");
    let trust = ["--trust", "out/goc-thu-nghiem.pem", "--crl", "out/crl"];
    let line = desk
        .run(&[&["verify", RESULT, "--json"], &trust[..]].concat())
        .exits(0)
        .line();
    let signatures = line["signatures"].as_array().unwrap();
    assert_eq!(
        signatures
            .iter()
            .map(|one| one["field"].as_str().unwrap())
            .collect::<Vec<_>>(),
        ["LanhDao", "CoQuan"]
    );
    assert!(
        signatures
            .iter()
            .all(|one| one["signer"]["subject"].as_str().unwrap().contains(MARK)),
        "{line}"
    );
    assert!(
        signatures
            .iter()
            .all(|one| one["signer"]["issuer"].as_str().unwrap().contains(MARK)),
        "{line}"
    );
    for signature in signatures {
        let chain = signature["path"]["chain"].as_array().unwrap();
        assert_eq!(chain.len(), 3);
        for certificate in &chain[..2] {
            assert_eq!(certificate["revocation"]["state"], "good", "{signature}");
        }
    }
}

#[test]
fn the_command_it_tells_for_doing_it_again_works() {
    let (desk, ran) = shown();
    let again = ran
        .out
        .lines()
        .find_map(|line| line.split_once("kyso check "))
        .expect("a command to do it again")
        .1;
    let arguments: Vec<&str> = std::iter::once("check").chain(again.split(' ')).collect();
    desk.run(&arguments)
        .exits(0)
        .says("LanhDao")
        .says("CoQuan")
        .says("không bị thu hồi (CRL số 1");
}

#[test]
fn it_can_be_run_twice_into_the_same_folder() {
    let (desk, _) = shown();
    desk.run(&["demo", "--out", "out"]).exits(0);
    desk.run(&["demo", "--out", "out", "--lang", "en"])
        .exits(0)
        .says("signatures valid");
}

#[test]
fn json_is_one_line_of_verdict_and_law() {
    let desk = Desk::new();
    let line = desk
        .run(&["demo", "--out", "out", "--json"])
        .exits(0)
        .line();
    assert_eq!(line["verdict"], "passed");
    assert_eq!(line["compliance"].as_array().unwrap().len(), 2);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let desk = Desk::new();
    desk.run(&["demo", "--out", "letter.pdf"])
        .exits(4)
        .says("letter.pdf");
}
