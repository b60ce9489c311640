//! Runs every case file, and refuses a rule whose file leaves out an obligatory case.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gov_ca_model::VietnamDay;
use regulation_rules::facts::{CertificateFacts, Fact, FactSheet, SignatureFacts};
use regulation_rules::instruments::{
    CERTIFICATE_ISSUE, CERTIFICATE_STANDING, DEVICE, DOCUMENT, ORGANISATION, PACKAGE, REQUEST,
    SIGNATURE, SUBSCRIBER,
};
use regulation_rules::law::InForce;
use regulation_rules::{Finding, LawBook, Rule, Verdict, assess, rules};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Table;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    /// Why no case is outside the rule.
    always_applies: Option<String>,
    /// Why the rule never finds a violation.
    never_violated: Option<String>,
    /// What the rule says of the conforming sheet, if that is not `satisfied`.
    conforms: Option<String>,
    /// The first day of force that an operator states, where the text read leaves it open.
    force_from: Option<VietnamDay>,
    #[serde(default)]
    conforming: Table,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    given: Table,
    #[serde(default)]
    missing: Vec<String>,
    names: Option<String>,
    expect: String,
}

#[test]
fn signature_rules_answer_their_cases() {
    run(SIGNATURE, Some("conforming-signature.toml"));
}

#[test]
fn certificate_rules_answer_their_cases() {
    run(CERTIFICATE_ISSUE, Some("conforming-certificate.toml"));
    run(CERTIFICATE_STANDING, Some("conforming-certificate.toml"));
}

#[test]
fn document_rules_answer_their_cases() {
    run(DOCUMENT, None);
}

#[test]
fn package_rules_answer_their_cases() {
    run(PACKAGE, None);
}

#[test]
fn request_rules_answer_their_cases() {
    run(REQUEST, None);
}

#[test]
fn device_rules_answer_their_cases() {
    run(DEVICE, None);
}

#[test]
fn subscriber_rules_answer_their_cases() {
    run(SUBSCRIBER, None);
}

#[test]
fn organisation_rules_answer_their_cases() {
    run(ORGANISATION, None);
}

#[test]
fn every_case_file_belongs_to_a_rule() {
    let codes: BTreeSet<&str> = rules().iter().map(|entry| entry.meta.code).collect();
    for folder in fs::read_dir(cases())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
    {
        for file in fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
            let code = format!("{}/{}", name(&folder), name(&file));
            assert!(
                codes.contains(code.as_str()),
                "{code}: cases without a rule"
            );
        }
    }
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn run<F: FactSheet + DeserializeOwned + 'static>(
    rules: &[&'static Rule<F>],
    conforming: Option<&str>,
) {
    let base: Table = conforming
        .map(|file| read(&cases().join(file)))
        .unwrap_or_default();
    for rule in rules {
        let file: CaseFile = read(&cases().join(format!("{}.toml", rule.meta.code)));
        let mut conforming = base.clone();
        conforming.extend(file.conforming.clone());
        let examined = Examined {
            law: law(rule.meta.instrument().id, &file),
            rule,
            conforming,
            file,
        };
        examined.answers();
        examined.obligatory_cases();
    }
}

/// The law as read; where the text leaves the first day open, with the one an operator states.
fn law(instrument: &str, file: &CaseFile) -> LawBook {
    let Some(from) = file.force_from else {
        return LawBook::as_read();
    };
    let adopts = file
        .conforming
        .get("province")
        .filter(|_| instrument == "unnamed-fragment");
    let adopts = adopts.map_or_else(String::new, |province| format!("province = {province}\n"));
    let overlay = format!(
        "[[force]]\ninstrument = \"{instrument}\"\nfrom = \"{from}\"\n{adopts}read_by = \"Nguyễn Văn Mẫu\"\nread_on = \"2026-11-20\"\nsource = \"Công báo\"\n"
    );
    LawBook::with_overlay(&overlay).unwrap_or_else(|error| panic!("{instrument}: {error}"))
}

struct Examined<F: 'static> {
    rule: &'static Rule<F>,
    law: LawBook,
    conforming: Table,
    file: CaseFile,
}

impl<F: FactSheet + DeserializeOwned> Examined<F> {
    fn sheet(&self, given: &Table, missing: &[String]) -> F {
        let mut table = self.conforming.clone();
        table.extend(given.clone());
        for key in missing {
            assert!(
                table.remove(key).is_some(),
                "{}: {key} is not on the sheet anyway",
                self.rule.meta.code
            );
        }
        table
            .try_into()
            .unwrap_or_else(|error| panic!("{}: {error}", self.rule.meta.code))
    }

    fn finding(&self, given: &Table, missing: &[String]) -> Finding {
        assess(&self.sheet(given, missing), &[self.rule], &self.law).remove(0)
    }

    fn answers(&self) {
        let mut names = BTreeSet::new();
        for case in &self.file.case {
            let here = format!("{}: {}", self.rule.meta.code, case.name);
            assert!(names.insert(&case.name), "{here}: twice");
            let finding = self.finding(&case.given, &case.missing);
            assert_eq!(
                finding.verdict.word(),
                case.expect,
                "{here}: {:?}",
                finding.verdict
            );
            let named = case.names.as_ref().or(case.missing.first());
            if let Verdict::Undetermined(missing) = &finding.verdict {
                assert_eq!(
                    Some(missing.fact.key()),
                    named.map(String::as_str),
                    "{here}: names the missing fact"
                );
            }
        }
    }

    /// What the rule says when all is well.
    fn conforms(&self) -> &str {
        self.file.conforms.as_deref().unwrap_or("satisfied")
    }

    fn obligatory_cases(&self) {
        let code = self.rule.meta.code;
        self.needs("all is well", |_, case| case.expect == self.conforms());
        let expects = |word: &str| self.file.case.iter().any(|case| case.expect == word);
        assert_eq!(
            self.file.never_violated.is_some(),
            !expects("violated"),
            "{code}: violated"
        );
        let applies_always = self.file.always_applies.is_some();
        assert_eq!(
            applies_always,
            !expects("not-applicable"),
            "{code}: not applicable"
        );
        self.days_of_force();
        self.unknown_force();
        self.days_of_yielding();
        self.day_of_merger();
        self.missing_facts();
    }

    fn days_of_force(&self) {
        let force = self.law.rule_force(&self.rule.meta);
        let first = force.first_day().expect("a first day, read or stated");
        self.needs("last day before force", |day, case| {
            day == Some(first.previous()) && case.expect == "not-in-force"
        });
        self.needs("first day of force", |day, case| {
            day == Some(first) && case.expect == self.conforms()
        });
        if let Some(after) = force.first_day_without() {
            // for a government signature the instrument may have given way by then
            self.needs("last day of force", |day, case| {
                day == Some(after.previous())
                    && (case.expect == self.conforms() || case.expect == "overridden")
            });
            self.needs("day after force", |day, case| {
                day == Some(after) && case.expect == "not-in-force"
            });
        }
    }

    /// Where only an operator states the first day, nothing is said without that.
    fn unknown_force(&self) {
        if self.file.force_from.is_none() {
            return;
        }
        let sheet = self.sheet(&Table::new(), &[]);
        let verdict = assess(&sheet, &[self.rule], &LawBook::as_read())
            .remove(0)
            .verdict;
        let example = self.rule.meta.instrument().example;
        match verdict {
            Verdict::Undetermined(missing) => assert!(missing.fact == Fact::Force && !example),
            Verdict::NotApplicable(_) => assert!(example, "{}", self.rule.meta.code),
            other => panic!("{}: {other:?} without a stated day", self.rule.meta.code),
        }
    }

    fn days_of_yielding(&self) {
        for relation in self.rule.meta.instrument().yields {
            let last = relation.from.previous();
            self.needs("last day before it gives way", |day, case| {
                day == Some(last) && case.expect == self.conforms()
            });
            self.needs("first day it gives way", |day, case| {
                day == Some(relation.from) && case.expect == "overridden"
            });
        }
    }

    fn day_of_merger(&self) {
        let merger = self
            .rule
            .meta
            .instrument()
            .territory
            .and_then(|territory| territory.merged);
        let Some(merger) = merger else { return };
        if self.law.rule_force(&self.rule.meta).on(merger.on) != InForce::Yes {
            return;
        }
        self.needs("last day before the province was merged", |day, case| {
            // a rule that says itself that something else took its place no longer applies by then
            let said = [self.conforms(), "not-applicable"];
            day == Some(merger.on.previous()) && said.contains(&case.expect.as_str())
        });
        self.needs("the day the province was merged", |day, case| {
            let open = case.expect == "undetermined" && case.names.as_deref() == Some("territory");
            day == Some(merger.on) && (open || case.expect == "not-applicable")
        });
    }

    /// What the rule reads is found by taking away each fact of the conforming sheet: an answer that changes reads it.
    fn missing_facts(&self) {
        let whole = self.finding(&Table::new(), &[]);
        assert_eq!(
            whole.verdict.word(),
            self.conforms(),
            "{}: the conforming sheet conforms: {:?}",
            self.rule.meta.code,
            whole.verdict
        );
        for key in self
            .conforming
            .keys()
            .filter(|key| Fact::with_key(key).is_some())
        {
            let without = self.finding(&Table::new(), std::slice::from_ref(key));
            assert!(
                !matches!(
                    without.verdict,
                    Verdict::Violated(_) | Verdict::NotInForce(_) | Verdict::Overridden(_)
                ),
                "{}: {key} missing decides",
                self.rule.meta.code
            );
            if without.verdict.word() != self.conforms() {
                self.needs(&format!("{key} missing"), |_, case| {
                    case.missing == [key.as_str()] && case.expect != self.conforms()
                });
            }
        }
    }

    fn needs(&self, what: &str, found: impl Fn(Option<VietnamDay>, &Case) -> bool) {
        let basis = self.rule.meta.basis;
        let day = |case: &Case| {
            self.sheet(&case.given, &case.missing)
                .legal_day(basis)
                .ok()
                .map(|legal| legal.day)
        };
        let there = self.file.case.iter().any(|case| found(day(case), case));
        assert!(there, "{}: no case for: {what}", self.rule.meta.code);
    }
}

#[test]
fn sheets_hold_the_facts_they_name() {
    let keys = |facts: &[Fact]| facts.iter().map(|fact| fact.key()).collect::<BTreeSet<_>>();
    let signature: Table = read(&cases().join("conforming-signature.toml"));
    assert!(
        signature
            .keys()
            .all(|key| keys(SignatureFacts::FACTS).contains(key.as_str()))
    );
    let certificate: Table = read(&cases().join("conforming-certificate.toml"));
    assert!(
        certificate
            .keys()
            .all(|key| keys(CertificateFacts::FACTS).contains(key.as_str()))
    );
}
