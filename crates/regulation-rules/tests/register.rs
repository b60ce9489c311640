//! The register: every rule file is listed, its path is its code, both languages speak, and no code changes unseen.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regulation_rules::instruments::{READ, territories, unread::UNREAD};
use regulation_rules::{Basis, Lang, Question, Text, rule, rules};

const NOT_RULES: [&str; 2] = ["mod", "parameters"];

fn files_as_codes() -> BTreeSet<String> {
    let instruments = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/instruments");
    let mut codes = BTreeSet::new();
    for folder in fs::read_dir(instruments)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
    {
        for file in fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
            if file.extension().is_some_and(|extension| extension == "rs")
                && !NOT_RULES.contains(&stem.as_str())
            {
                codes.insert(
                    format!("{}/{stem}", folder.file_name().unwrap().to_str().unwrap())
                        .replace('_', "-"),
                );
            }
        }
    }
    codes
}

#[test]
fn every_rule_file_is_registered_and_its_path_is_its_code() {
    let registered: BTreeSet<String> = rules()
        .iter()
        .map(|entry| entry.meta.code.to_owned())
        .collect();
    assert_eq!(registered, files_as_codes());
    assert_eq!(registered.len(), rules().len(), "a rule is registered once");
}

/// Codes stand in other people's scripts: one that changes or vanishes must be seen here.
#[test]
fn codes_are_those_of_the_list() {
    let listed = include_str!("codes.txt");
    let codes: Vec<&str> = rules().iter().map(|entry| entry.meta.code).collect();
    assert_eq!(
        codes,
        listed.lines().collect::<Vec<_>>(),
        "tests/codes.txt lists every code, in the order of `kyso rules list`"
    );
}

#[test]
fn both_languages_speak() {
    let full = |text: Text| text.vi.chars().count() > 5 && text.en.len() > 5;
    for entry in rules() {
        let meta = entry.meta;
        assert!(full(meta.asks) && full(meta.fails), "{}", meta.code);
        assert!(
            meta.asks.vi.ends_with('?') && meta.asks.en.ends_with('?'),
            "{}: asks",
            meta.code
        );
        assert_ne!(meta.asks.vi, meta.asks.en, "{}", meta.code);
        for lang in [Lang::Vi, Lang::En] {
            assert!(
                !entry.asks(lang).contains('{') && !entry.fails(lang).contains('{'),
                "{}: braces",
                meta.code
            );
        }
    }
    for instrument in READ.iter().chain(UNREAD) {
        assert!(
            full(instrument.title) && !instrument.source.is_empty(),
            "{}",
            instrument.id
        );
    }
}

#[test]
fn a_rule_cites_the_instrument_of_its_folder() {
    for entry in rules() {
        let meta = entry.meta;
        assert!(
            meta.code
                .starts_with(&format!("{}/", entry.instrument().id)),
            "{}",
            meta.code
        );
        assert!(
            meta.cites
                .iter()
                .all(|citation| citation.instrument.id == entry.instrument().id),
            "{}",
            meta.code
        );
        assert_eq!(
            meta.force,
            entry.instrument().force,
            "{}: force is that of its instrument",
            meta.code
        );
        assert!(
            READ.iter()
                .any(|instrument| instrument.id == entry.instrument().id),
            "{}: rests on a read instrument",
            meta.code
        );
    }
}

#[test]
fn overrides_name_rules_and_do_not_chain() {
    for entry in rules() {
        for code in entry.meta.overrides {
            let general = rule(code).unwrap_or_else(|| {
                panic!("{}: overrides {code}, which is no rule", entry.meta.code)
            });
            assert!(
                general.meta.overrides.is_empty(),
                "{code} overrides in turn"
            );
        }
    }
}

/// Only the length of validity goes by the day of issue; all conditions of a signature go by the day of signing.
#[test]
fn each_rule_goes_by_the_right_day() {
    for entry in rules() {
        let by_issue = entry.meta.question == Question::CertificateValidityLength;
        let expected = if by_issue {
            Basis::CertificateIssuedOn
        } else {
            Basis::SignedOn
        };
        assert_eq!(entry.meta.basis, expected, "{}", entry.meta.code);
        assert_eq!(
            entry.sheet,
            if by_issue { "certificate" } else { "signature" },
            "{}",
            entry.meta.code
        );
    }
}

#[test]
fn a_rule_is_found_by_its_code() {
    let entry = rule("nd-68-2024/certificate-outlives-five-years").unwrap();
    let data = entry.data(Lang::Vi);
    assert_eq!(
        data.citations_vi,
        ["khoản 2 Điều 9 Nghị định số 68/2024/NĐ-CP"]
    );
    assert_eq!(
        data.citations_en,
        ["clause 2 of Article 9, Decree No. 68/2024/NĐ-CP"]
    );
    assert_eq!(
        (data.force_from.as_deref(), data.force_until),
        (Some("2024-08-15"), None)
    );
    assert_eq!(
        (data.reading, data.read_on.as_str(), data.territory),
        ("verified", "2026-11-21", None)
    );
    assert_eq!(
        data.asks,
        "Thời hạn có hiệu lực của chứng thư chữ ký số cấp mới không quá 05 năm?"
    );
    assert!(rule("nd-68-2024/no-such-rule").is_none());
    assert_eq!(
        rule("tay-ninh-2025/key-not-under-sole-control")
            .unwrap()
            .data(Lang::En)
            .territory,
        Some("tay-ninh")
    );
}

/// A sentence about 2022 says `chứng thư số`, one about 2025 `chứng thư chữ ký số`.
#[test]
fn a_rule_speaks_in_the_terms_of_its_time() {
    let old = rule("nd-130-2018/made-without-effective-certificate")
        .unwrap()
        .asks(Lang::Vi);
    assert!(
        old.contains("chứng thư số") && !old.contains("chứng thư chữ ký số"),
        "{old}"
    );
    let new = rule("nd-68-2024/signed-outside-validity")
        .unwrap()
        .fails(Lang::Vi);
    assert_eq!(
        new,
        "Thời điểm ký số nằm ngoài thời hạn của chứng thư chữ ký số"
    );
}

#[test]
fn territories_are_named_once() {
    let ids: Vec<&str> = territories().iter().map(|territory| territory.id).collect();
    assert_eq!(ids, ["tay-ninh"]);
}
