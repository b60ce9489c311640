//! The rules and how far the law was read.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Desk, Ran, kyso};

fn run(arguments: &[&str]) -> Ran {
    Ran::of(kyso().args(arguments).output().unwrap(), arguments)
}

#[test]
fn every_listed_rule_can_be_shown_with_its_citation_and_time_in_force() {
    let listed = run(&["rules", "list", "--json"]).exits(0).lines();
    assert!(listed.len() >= 200, "{}", listed.len());
    let plain = run(&["rules", "list"]).exits(0);
    for rule in listed {
        let code = rule["code"].as_str().unwrap();
        assert!(plain.out.contains(code), "{code}");
        run(&["rules", "show", code])
            .exits(0)
            .says(code)
            .says("căn cứ")
            .says("hiệu lực từ");
        let shown = run(&["rules", "show", code, "--json"]).exits(0).line();
        assert_eq!(shown["code"], code);
        assert!(
            ["Điều ", "Phụ lục ", "Mẫu số ", "phần "]
                .iter()
                .any(|unit| { shown["citations_vi"][0].as_str().unwrap().contains(unit) }),
            "{shown}"
        );
    }
}

#[test]
fn the_first_rules_stand_under_the_instruments_named_in_the_issue() {
    let listed = run(&["rules", "list"]).exits(0).out;
    for (instrument, number) in [
        ("nd-130-2018/", 3),
        ("nd-68-2024/", 9),
        ("luat-20-2023/", 2),
        ("tay-ninh-2025/", 4),
    ] {
        let found = listed
            .lines()
            .filter(|line| line.starts_with(instrument))
            .count();
        assert!(found >= number, "{instrument}: {found}");
    }
}

#[test]
fn english_is_there_too() {
    run(&[
        "rules",
        "show",
        "nd-68-2024/certificate-outlives-five-years",
        "--lang",
        "en",
    ])
    .exits(0)
    .says("Decree")
    .says("Article 9")
    .never_says("Điều");
}

#[test]
fn an_unknown_code_is_wrong_usage() {
    run(&["rules", "show", "nd-68-2024/no-such-rule"])
        .exits(64)
        .says("nd-68-2024/no-such-rule")
        .says("kyso rules list");
}

#[test]
fn coverage_says_which_articles_are_unread() {
    let told = run(&["rules", "coverage"]).exits(0);
    for instrument in ["nd-130-2018", "nd-68-2024", "luat-20-2023", "tay-ninh-2025"] {
        assert!(told.out.contains(instrument), "{told}");
    }
    assert!(
        told.out.contains("chưa đọc: Điều 1; Điều 2; Điều 4"),
        "{told}"
    );
    let mut instruments = run(&["rules", "coverage", "--json"]).exits(0).lines();
    let in_all = instruments.pop().unwrap();
    assert!(in_all["rules"].as_u64() >= Some(200), "{in_all}");
    assert!(
        in_all["candidates_with_rules"].as_u64() >= Some(200),
        "{in_all}"
    );
    assert_eq!(instruments.len(), 18);
    for instrument in instruments {
        let articles = instrument["article"].as_array().unwrap();
        assert!(
            !articles.is_empty() && articles.iter().all(|article| article["status"].is_string()),
            "{instrument}"
        );
    }
}

const RENEWAL: &str = r#"
[[request]]
province = "tay-ninh"
sent_on = "2026-03-10"
asked_for = "renew"
sender = "managing-body"
addressee = "ca"
digitally_signed = true
channel = "request-system"
"#;

#[test]
fn facts_from_a_file_are_judged_by_the_law_of_their_day() {
    let desk = Desk::new();
    desk.write("request.toml", RENEWAL.as_bytes());
    let judged = desk
        .run(&["rules", "check", "--facts", "request.toml"])
        .exits(1);
    judged
        .says("✗ tay-ninh-2025/renewal-change-or-recovery-misrouted")
        .says("khoản 3 Điều 8 Quy chế")
        .says("xét theo ngày gửi yêu cầu 10/03/2026")
        .never_says("an-giang-39-2014");
    let line = desk
        .run(&["rules", "check", "--facts", "request.toml", "--json"])
        .exits(1)
        .line();
    assert_eq!(
        (&line["result"], &line["sheets"][0]["sheet"]),
        (&"violated".into(), &"request".into())
    );
    let to_the_department = RENEWAL.replace("\"ca\"", "\"department\"");
    desk.write("request.toml", to_the_department.as_bytes());
    desk.run(&["rules", "check", "--facts", "request.toml"])
        .exits(2)
        .never_says("✗");
    desk.run(&[
        "rules",
        "check",
        "--facts",
        "request.toml",
        "--explain",
        "--lang",
        "en",
    ])
    .exits(2)
    .says("an-giang-39-2014")
    .says("No longer in force");
}

#[test]
fn a_fact_nobody_knows_is_refused_with_its_place() {
    let desk = Desk::new();
    desk.write(
        "request.toml",
        RENEWAL.replace("sender", "sendr").as_bytes(),
    );
    desk.run(&["rules", "check", "--facts", "request.toml"])
        .exits(64)
        .says("line 6");
    desk.run(&["rules", "check", "--facts", "no-such-file.toml"]);
}

#[test]
fn an_overlay_states_what_a_text_leaves_blank_and_every_finding_says_who() {
    let desk = Desk::new();
    let device = "[[device]]\nprovince = \"binh-dinh\"\nevent_on = \"2022-03-15\"\ndevice_event = \"in-use\"\nsecrecy_level = \"none\"\n";
    desk.write("device.toml", device.as_bytes());
    let arguments = ["rules", "check", "--facts", "device.toml"];
    desk.run(&arguments)
        .exits(2)
        .says("? binh-dinh-2021/secrecy-level-too-low");
    let overlay = "[[force]]\ninstrument = \"binh-dinh-2021\"\nfrom = \"2021-09-20\"\nread_by = \"Trần Thị Mẫu\"\nread_on = \"2026-11-20\"\nsource = \"Công báo\"\n";
    desk.write("law.toml", overlay.as_bytes());
    let with = |more: &[&'static str]| desk.run(&[&arguments[..], more].concat());
    with(&["--overlay", "law.toml"])
        .exits(1)
        .says("✗ binh-dinh-2021/secrecy-level-too-low")
        .says("theo khai báo của Trần Thị Mẫu");
    desk.write(
        "law.toml",
        overlay.replace("binh-dinh-2021", "nd-68-2024").as_bytes(),
    );
    with(&["--overlay", "law.toml"]).exits(4).says("nd-68-2024");
}

#[test]
fn the_law_between_two_days_is_told() {
    let days = [
        "rules",
        "diff",
        "--from",
        "2024-08-14",
        "--to",
        "2024-08-15",
    ];
    run(&days)
        .exits(0)
        .says("~ nd-130-2018/device-returned-late → nd-68-2024/device-returned-late")
        .says("- nd-130-2018/key-not-under-sole-control")
        .says("~ tt-41-2017/certificate-information-invalid → nd-68-2024/signed-outside-validity");
    let lines = run(&[&days[..], &["--json"]].concat()).exits(0).lines();
    assert!(
        lines.iter().any(
            |line| line["change"] == "replaced" && line["question"] == "device-return-deadline"
        )
    );
    let same = [
        "rules",
        "diff",
        "--from",
        "2022-01-01",
        "--to",
        "2022-01-02",
        "--province",
        "an-giang",
    ];
    run(&same).exits(0).never_says("an-giang");
    let merged = [
        "rules",
        "diff",
        "--from",
        "2025-06-30",
        "--to",
        "2025-07-01",
        "--province",
        "an-giang",
    ];
    run(&merged)
        .exits(0)
        .says("- an-giang-39-2014/frame-size-wrong")
        .says("? chưa đủ căn cứ");
    run(&[
        "rules",
        "diff",
        "--from",
        "2024-08-14",
        "--to",
        "2024-08-15",
        "--province",
        "ha-noi",
    ])
    .exits(64);
}
