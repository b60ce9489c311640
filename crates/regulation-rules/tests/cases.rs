//! Runs every case file, and refuses a rule whose file leaves out an obligatory case.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gov_ca_model::VietnamDay;
use regulation_rules::facts::{CertificateFacts, Fact, FactSheet, SignatureFacts};
use regulation_rules::instruments::{CERTIFICATE, SIGNATURE};
use regulation_rules::{Finding, Rule, Verdict, assess};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Table;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    always_applies: Option<String>,
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
    run(SIGNATURE, "conforming-signature.toml");
}

#[test]
fn certificate_rules_answer_their_cases() {
    run(CERTIFICATE, "conforming-certificate.toml");
}

#[test]
fn every_case_file_belongs_to_a_rule() {
    let codes: BTreeSet<&str> = SIGNATURE
        .iter()
        .map(|rule| rule.meta.code)
        .chain(CERTIFICATE.iter().map(|rule| rule.meta.code))
        .collect();
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

fn run<F: FactSheet + DeserializeOwned + 'static>(rules: &[&'static Rule<F>], conforming: &str) {
    let base: Table = read(&cases().join(conforming));
    for rule in rules {
        let file: CaseFile = read(&cases().join(format!("{}.toml", rule.meta.code)));
        let mut conforming = base.clone();
        conforming.extend(file.conforming.clone());
        let examined = Examined {
            rule,
            conforming,
            file,
        };
        examined.answers();
        examined.obligatory_cases();
    }
}

struct Examined<F: 'static> {
    rule: &'static Rule<F>,
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
        assess(&self.sheet(given, missing), &[self.rule]).remove(0)
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

    fn obligatory_cases(&self) {
        self.needs("satisfied", |_, case| case.expect == "satisfied");
        self.needs("violated", |_, case| case.expect == "violated");
        if self.file.always_applies.is_none() {
            self.needs("not applicable", |_, case| case.expect == "not-applicable");
        } else {
            assert!(
                self.file
                    .case
                    .iter()
                    .all(|case| case.expect != "not-applicable"),
                "{}: it does not always apply",
                self.rule.meta.code
            );
        }
        self.days_of_force();
        self.days_of_yielding();
        self.missing_facts();
    }

    fn days_of_force(&self) {
        let force = self.rule.meta.force;
        let first = force
            .first_day()
            .expect("rules of today have a known first day");
        self.needs("last day before force", |day, case| {
            day == Some(first.previous()) && case.expect == "not-in-force"
        });
        self.needs("first day of force", |day, case| {
            day == Some(first) && case.expect == "satisfied"
        });
        if let Some(after) = force.first_day_without() {
            self.needs("last day of force", |day, case| {
                day == Some(after.previous()) && case.expect == "satisfied"
            });
            self.needs("day after force", |day, case| {
                day == Some(after) && case.expect == "not-in-force"
            });
        }
    }

    fn days_of_yielding(&self) {
        for relation in self.rule.meta.instrument().yields {
            let last = relation.from.previous();
            self.needs("last day before it gives way", |day, case| {
                day == Some(last) && case.expect == "satisfied"
            });
            self.needs("first day it gives way", |day, case| {
                day == Some(relation.from) && case.expect == "overridden"
            });
        }
    }

    /// What the rule reads is found by taking away each fact of the conforming sheet: an answer that changes reads it.
    fn missing_facts(&self) {
        let whole = self.finding(&Table::new(), &[]);
        assert!(
            matches!(whole.verdict, Verdict::Satisfied(_)),
            "{}: the conforming sheet conforms",
            self.rule.meta.code
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
            if !matches!(without.verdict, Verdict::Satisfied(_)) {
                self.needs(&format!("{key} missing"), |_, case| {
                    case.missing == [key.as_str()] && case.expect != "satisfied"
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
