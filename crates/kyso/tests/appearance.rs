//! What a signature shows: the profiles, a look before signing, and the signed page.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::Desk;
use common::pictures::{RED, desk, picture};

const PERSON: [&str; 6] = [
    "--appearance",
    "nd30.person",
    "--images",
    "images.toml",
    "--signature-image",
    "ky",
];
const SEAL: [&str; 6] = [
    "--appearance",
    "nd30.agency",
    "--images",
    "images.toml",
    "--seal-image",
    "dau",
];

#[test]
fn the_profiles_of_a_day_and_a_province_are_listed() {
    let desk = Desk::new();
    let ids = |arguments: &[&str]| -> Vec<String> {
        let ran = desk
            .run(&[&["appearance", "list", "--json"], arguments].concat())
            .exits(0);
        ran.lines()
            .iter()
            .map(|line| line["profile"]["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let now = ids(&["--on", "2026-11-22"]);
    assert!(
        now.contains(&"nd30.person".to_owned()) && !now.contains(&"angiang.person".to_owned()),
        "{now:?}"
    );
    let then = ids(&["--on", "2015-03-02", "--province", "an-giang"]);
    assert!(
        then.contains(&"angiang.person".to_owned()) && !then.contains(&"nd30.person".to_owned()),
        "{then:?}"
    );
}

#[test]
fn a_page_is_looked_at_before_anybody_signs() {
    let desk = desk();
    let before = desk.read("letter.pdf");
    let mut arguments = vec!["appearance", "preview", "letter.pdf", "-o", "look.png"];
    arguments.extend(PERSON);
    let ran = desk
        .run(&arguments)
        .exits(0)
        .says("Đây chưa phải văn bản đã ký");
    assert!(
        ran.err
            .contains("trang 1, giữa “GIÁM ĐỐC” và “Nguyễn Văn Mẫu”"),
        "{}",
        ran.err
    );
    assert!(desk.read("look.png").starts_with(b"\x89PNG"));
    assert_eq!(desk.read("letter.pdf"), before);
    desk.run(&arguments).exits(4); // the picture is there already
    arguments.extend(["--force", "--json"]);
    let ran = desk.run(&arguments).exits(0);
    let line: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(line["profile"], "nd30.person", "{line}");
    assert_eq!(line["page"], 1);
    assert_eq!(line["preview"], "look.png");
    let width = line["place_mm"]["width"].as_f64().unwrap();
    assert!((width - 40.0).abs() < 0.1, "{line}");
}

#[test]
fn leader_and_seal_show_where_the_law_wants_them_and_both_stay_valid() {
    let desk = desk();
    desk.sign(
        "letter.pdf",
        "one.pdf",
        "leader",
        &[
            &["--field", "LanhDao", "--record", "one.json"],
            PERSON.as_slice(),
        ]
        .concat(),
    )
    .exits(0);
    assert_eq!(desk.json("one.json")["visible"]["page"], 1);
    let ran = desk
        .sign(
            "one.pdf",
            "two.pdf",
            "agency",
            &[&["--field", "CoQuan"], SEAL.as_slice()].concat(),
        )
        .exits(0);
    assert!(
        ran.err.contains("trên chữ ký của người có thẩm quyền"),
        "{}",
        ran.err
    );
    let report = desk.verified("two.pdf");
    assert_eq!(report["verdict"], "passed", "{report}");
    let roles: Vec<&str> = report["signatures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["role"].as_str().unwrap_or(""))
        .collect();
    assert_eq!(roles, ["authorised-person", "agency"], "{report}");
}

/// What was drawn is measured again on the finished file, and the rules are asked; notes change no result.
#[test]
fn a_finished_file_is_measured() {
    let desk = desk();
    let leader = [&["--field", "LanhDao"], PERSON.as_slice()].concat();
    desk.sign("letter.pdf", "one.pdf", "leader", &leader)
        .exits(0);
    let agency = [&["--field", "CoQuan"], SEAL.as_slice()].concat();
    desk.sign("one.pdf", "two.pdf", "agency", &agency).exits(0);
    let checked = |more: &[&str]| {
        let arguments = [
            "check",
            "two.pdf",
            "--trust",
            "root.pem",
            "--revocation",
            "skip",
        ];
        desk.run(&[&arguments[..], &["--json"], more].concat())
    };
    let line = checked(&[]).line();
    let layout = &line["layout"];
    let shown = &layout["measured"]["signatures"];
    let number = |value: &serde_json::Value| value.as_f64().unwrap_or_else(|| panic!("{layout}"));
    let image = |field: &str| {
        let mut all = shown.as_array().unwrap().iter();
        let one = all.find(|one| one["field"] == field).unwrap();
        one["images"][0].clone()
    };
    let (signature, seal) = (image("LanhDao"), image("CoQuan"));
    assert_eq!(
        (&signature["colour"], &seal["colour"]),
        (&"blue".into(), &"red".into())
    );
    assert!(
        (number(&seal["place"]["width"]) - 36.0).abs() < 0.3,
        "{layout}"
    );
    let right = number(&seal["place"]["left"]) + number(&seal["place"]["width"]);
    let over = right - number(&signature["place"]["left"]);
    let share = over / number(&signature["place"]["width"]);
    assert!((share - 1.0 / 3.0).abs() < 0.05, "{share}");
    let noted: Vec<(&str, &str)> = layout["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| {
            (
                note["code"].as_str().unwrap(),
                note["verdict"].as_str().unwrap(),
            )
        })
        .collect();
    for code in [
        "nd-30-2020/person-image-not-as-prescribed",
        "nd-30-2020/seal-not-over-signature",
        "nd-30-2020/page-not-a4",
        "nd-30-2020/typeface-not-times-new-roman",
    ] {
        assert!(noted.contains(&(code, "satisfied")), "{code}: {noted:?}");
    }
    assert!(line["sheets"].is_null(), "{line}");

    // a sheet that a person begins is filled with the same, and what the person says wins
    let facts = "by = \"Phạm Văn Thử\"\n[document]\npart = \"main\"\nrole = \"agency\"\nsigner_class = \"body\"\n\
                 dated_on = \"2026-11-22\"\nseal_registered_width = 40.0\npage_width = 100.0\n";
    desk.write("facts.toml", facts.as_bytes());
    let line = checked(&["--facts", "facts.toml"]).line();
    assert!(
        line["layout"]["notes"].as_array().unwrap().is_empty(),
        "{line}"
    );
    let findings = line["sheets"][0]["findings"].as_array().unwrap();
    let fact = |code: &str, fact: &str| {
        let mut all = findings.iter();
        let finding = all.find(|finding| finding["code"] == code);
        let finding = finding.unwrap_or_else(|| panic!("{code}: {findings:?}"));
        let mut used = finding["facts"].as_array().unwrap().iter();
        let used = used.find(|used| used["fact"] == fact);
        used.unwrap_or_else(|| panic!("{fact}: {finding}")).clone()
    };
    let width = fact("nd-30-2020/seal-image-not-as-prescribed", "seal_width");
    assert_eq!(width["source"], "observed", "{width}");
    let stated = fact("nd-30-2020/page-not-a4", "page_width");
    assert_eq!(
        (&stated["source"], &stated["found"]),
        (&"person".into(), &"100".into()),
        "{stated}"
    );
}

#[test]
fn nothing_is_signed_while_something_is_missing_or_wrong() {
    let desk = desk();
    let refused = |more: &[&str], exit: i32, words: &str| {
        let ran = desk
            .sign("letter.pdf", "out.pdf", "leader", more)
            .exits(exit);
        assert!(
            ran.err.contains(words) || ran.out.contains(words),
            "{words}: {} {}",
            ran.out,
            ran.err
        );
        assert!(!desk.has("out.pdf"));
    };
    refused(
        &["--appearance", "nd30.persona"],
        64,
        "Không có mẫu hiển thị “nd30.persona”",
    );
    refused(&PERSON[..2], 64, "cần hình ảnh chữ ký");
    refused(&["--appearance", "nd30.attachment"], 64, "thiếu số văn bản");
    refused(
        &["--appearance", "angiang.person", "--at", "2026-11-22"],
        1,
        "không được dùng vào ngày",
    );
    refused(&[&PERSON[..5], &["dau"]].concat(), 1, "là hình ảnh con dấu");
    refused(&SEAL, 1, "không tìm thấy chữ ký số của người có thẩm quyền");
    refused(
        &[PERSON.as_slice(), &["--place", "1;2"]].concat(),
        64,
        "không đúng dạng",
    );
    refused(
        &[PERSON.as_slice(), &["--place", "1:200,10"]].concat(),
        1,
        "nằm ngoài trang 1",
    );
    desk.write("ky.png", &picture((400, 200), RED));
    refused(&PERSON, 1, "không phải hình ảnh đã được phê duyệt");
}

#[test]
fn a_person_may_say_where() {
    let desk = desk();
    desk.sign(
        "letter.pdf",
        "out.pdf",
        "leader",
        &[PERSON.as_slice(), &["--place", "1:120,60"]].concat(),
    )
    .exits(0);
    let signature = &desk.verified("out.pdf")["signatures"][0];
    assert_eq!(signature["integrity"], "intact");
}

/// Whose regulation applies matters only to what is shown.
#[test]
fn a_province_without_a_regulation_stops_no_invisible_signature() {
    let desk = desk();
    desk.write("config.toml", b"province = \"ha-noi\"\n");
    let config = ["--config", "config.toml"];
    desk.sign("letter.pdf", "out.pdf", "leader", &config)
        .exits(0);
    desk.sign(
        "letter.pdf",
        "two.pdf",
        "leader",
        &[&config, PERSON.as_slice()].concat(),
    )
    .exits(64);
    assert!(!desk.has("two.pdf"));
}
