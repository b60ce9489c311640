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
