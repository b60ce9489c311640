//! The register: every rule file is listed, its path is its code, both languages speak, and no code changes unseen.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regulation_rules::instruments::{READ, all, provinces};
use regulation_rules::{Basis, Lang, LawBook, SheetKind, Text, rule, rules};

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
    for instrument in all() {
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

/// A rule that is not in force as long as its instrument says when, and inside the days of its instrument.
#[test]
fn narrower_days_are_inside_those_of_the_instrument() {
    let narrower: Vec<&str> = rules()
        .iter()
        .filter(|entry| entry.meta.force.is_some())
        .map(|entry| entry.meta.code)
        .collect();
    assert_eq!(
        narrower,
        [
            "an-giang-39-2014/layout-not-of-circular-01-2011",
            "an-giang-39-2014/signature-outside-boxes"
        ]
    );
    let law = LawBook::as_read();
    for entry in rules() {
        let (rule, instrument) = (law.rule_force(entry.meta), law.force(entry.instrument()));
        assert_eq!(
            rule.first_day(),
            instrument.first_day(),
            "{}",
            entry.meta.code
        );
    }
}

#[test]
fn each_sheet_goes_by_its_days() {
    use Basis::{
        CertificateIssuedOn, ConsideredOn, DatedOn, EventOn, ReceivedOn, SentOn, SignedOn,
    };
    for entry in rules() {
        let days: &[Basis] = match entry.sheet {
            SheetKind::Signature => &[SignedOn],
            SheetKind::Certificate => &[CertificateIssuedOn, ConsideredOn],
            SheetKind::Document => &[DatedOn],
            SheetKind::Package => &[DatedOn, ReceivedOn],
            SheetKind::Request => &[SentOn],
            SheetKind::Device => &[EventOn],
            SheetKind::Subscriber | SheetKind::Organisation => &[ConsideredOn],
        };
        assert!(days.contains(&entry.meta.basis), "{}", entry.meta.code);
    }
}

#[test]
fn there_are_rules_for_every_sheet() {
    let count = |sheet| rules().iter().filter(|entry| entry.sheet == sheet).count();
    let kinds = [
        SheetKind::Signature,
        SheetKind::Certificate,
        SheetKind::Document,
        SheetKind::Package,
        SheetKind::Request,
        SheetKind::Device,
        SheetKind::Subscriber,
        SheetKind::Organisation,
    ];
    for kind in kinds {
        assert!(count(kind) >= 5, "{kind:?}");
    }
    assert!(rules().len() >= 110, "{}", rules().len());
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
fn provinces_are_named_once_with_what_they_became() {
    let mut named = provinces();
    named.sort_unstable();
    assert_eq!(
        named,
        [
            "an-giang",
            "binh-dinh",
            "gia-lai",
            "phu-tho",
            "tay-ninh",
            "vinh-phuc"
        ]
    );
}
