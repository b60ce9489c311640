//! What the public suites have in common: cases, exceptions, and how a run is told.
#![allow(dead_code, unreachable_pub, clippy::disallowed_macros)]

use std::collections::BTreeMap;
use std::error::Error;

use serde::Deserialize;

pub type Fallible<T> = Result<T, Box<dyn Error>>;

const EXCEPTIONS: &str = include_str!("../exceptions.toml");

/// A case that does not end as its suite says.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    pub id: String,
    pub expected: String,
    /// How the reason of the refusal begins; empty when the case is accepted.
    pub actual: String,
    pub reason: String,
}

/// The exceptions of one suite, by case.
pub fn exceptions(suite: &str) -> Fallible<BTreeMap<String, Exception>> {
    let mut suites: BTreeMap<String, Vec<Exception>> = toml::from_str(EXCEPTIONS)?;
    let mut by_id = BTreeMap::new();
    for exception in suites.remove(suite).unwrap_or_default() {
        if exception.reason.len() < 10 {
            return Err(format!("{}: an exception without a reason", exception.id).into());
        }
        if let Some(twice) = by_id.insert(exception.id.clone(), exception) {
            return Err(format!("{} is listed twice", twice.id).into());
        }
    }
    Ok(by_id)
}

/// How a case ended, beside what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    Skipped,
}

/// One case of a run.
pub struct Judged {
    pub id: String,
    /// In the suite's own word, as is `actual`.
    pub expected: String,
    pub actual: String,
    pub outcome: Outcome,
    pub reason: String,
}

impl Judged {
    pub fn skipped(id: &str, expected: &str, reason: &str) -> Self {
        Self {
            id: id.to_owned(),
            expected: expected.to_owned(),
            actual: "-".to_owned(),
            outcome: Outcome::Skipped,
            reason: format!("skipped: {reason}"),
        }
    }
}

/// Judges an answer, where `why` is the reason of a refusal and empty for an acceptance. An exception that is none any
/// more is a failure.
pub fn judge(
    id: &str,
    expected: &str,
    actual: &str,
    why: &str,
    exception: Option<Exception>,
) -> Judged {
    let right = expected == actual;
    let (outcome, reason) = match exception {
        None if right => (Outcome::Passed, why.to_owned()),
        None => (Outcome::Failed, format!("WRONG: {why}")),
        Some(_) if right => (
            Outcome::Failed,
            format!("WRONG: right, and listed as an exception: {why}"),
        ),
        Some(listed) if !is_listed(&listed, expected, why) => (
            Outcome::Failed,
            format!("WRONG: {why}, not {} as listed", listed.actual),
        ),
        Some(listed) => (Outcome::Skipped, format!("skipped: {}", listed.reason)),
    };
    Judged {
        id: id.to_owned(),
        expected: expected.to_owned(),
        actual: actual.to_owned(),
        outcome,
        reason,
    }
}

fn is_listed(listed: &Exception, expected: &str, why: &str) -> bool {
    listed.expected == expected
        && listed.actual.is_empty() == why.is_empty()
        && why.starts_with(&listed.actual)
}

pub fn count(all: &[Judged], outcome: Outcome) -> usize {
    all.iter().filter(|one| one.outcome == outcome).count()
}

/// `id<TAB>expected<TAB>actual<TAB>reason`.
pub fn line(one: &Judged) -> String {
    format!(
        "{}\t{}\t{}\t{}",
        one.id, one.expected, one.actual, one.reason
    )
}

/// `N passed, M failed, K skipped`.
pub fn summary(all: &[Judged]) -> String {
    let [passed, failed, skipped] =
        [Outcome::Passed, Outcome::Failed, Outcome::Skipped].map(|outcome| count(all, outcome));
    format!("{passed} passed, {failed} failed, {skipped} skipped")
}

/// For a test: the lines of what failed.
pub fn failures(all: &[Judged]) -> Vec<String> {
    let failed = all.iter().filter(|one| one.outcome == Outcome::Failed);
    failed.map(line).collect()
}
