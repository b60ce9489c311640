//! The rules and how far the law was read.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Ran, kyso};

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
    let instruments = run(&["rules", "coverage", "--json"]).exits(0).lines();
    assert_eq!(instruments.len(), 18);
    for instrument in instruments {
        let articles = instrument["article"].as_array().unwrap();
        assert!(
            !articles.is_empty() && articles.iter().all(|article| article["status"].is_string()),
            "{instrument}"
        );
    }
}
