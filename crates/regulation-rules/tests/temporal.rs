//! For every question and every day on which anything changes, at most one rule speaks that is not set aside.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use gov_ca_model::{CertificateKind, VietnamDay};
use regulation_rules::instruments::READ;
use regulation_rules::law::InForce;
use regulation_rules::{Question, RuleEntry, rules};

const KINDS: [CertificateKind; 3] = [
    CertificateKind::Government,
    CertificateKind::Public,
    CertificateKind::Specialised,
];
const PROVINCES: [Option<&str>; 2] = [None, Some("tay-ninh")];

/// Every day on which a rule or an instrument begins, ends or gives way, with its neighbours, and both ends of the years.
fn days() -> BTreeSet<VietnamDay> {
    let mut turns: BTreeSet<VietnamDay> =
        [VietnamDay::new(2005, 1, 1), VietnamDay::new(2028, 12, 31)].into();
    for instrument in READ {
        turns.extend(instrument.force.first_day());
        turns.extend(instrument.force.first_day_without());
        turns.extend(instrument.yields.iter().map(|relation| relation.from));
    }
    turns
        .into_iter()
        .flat_map(|day| [day.previous(), day, day.next()])
        .collect()
}

fn governs(
    rule: &RuleEntry,
    day: VietnamDay,
    kind: CertificateKind,
    province: Option<&str>,
) -> bool {
    let instrument = rule.instrument();
    let here = instrument
        .territory
        .is_none_or(|territory| province == Some(territory.id));
    here && rule.meta.force.on(day) == InForce::Yes && instrument.yields_on(day, kind).is_none()
}

fn answering(
    day: VietnamDay,
    kind: CertificateKind,
    province: Option<&str>,
) -> BTreeMap<Question, Vec<&'static str>> {
    let mut answers: BTreeMap<Question, Vec<&'static str>> = BTreeMap::new();
    for rule in rules()
        .iter()
        .filter(|rule| governs(rule, day, kind, province))
    {
        answers
            .entry(rule.meta.question)
            .or_default()
            .push(rule.meta.code);
    }
    answers
}

#[test]
fn at_most_one_rule_answers_each_question() {
    for day in days() {
        for (kind, province) in KINDS
            .iter()
            .flat_map(|kind| PROVINCES.map(|province| (*kind, province)))
        {
            for (question, codes) in answering(day, kind, province) {
                assert_eq!(
                    codes.len(),
                    1,
                    "{day} {kind:?} {province:?}: {question:?} is answered by {codes:?}"
                );
            }
        }
    }
}

/// Questions that some rule answers, day by day: a rule that vanishes or a day that moves shows here.
#[test]
fn the_questions_of_a_day_are_those_of_its_law() {
    use CertificateKind::{Government, Public};
    let count = |y, m, d, kind, province| answering(VietnamDay::new(y, m, d), kind, province).len();
    assert_eq!(count(2018, 11, 14, Government, None), 0);
    assert_eq!(count(2018, 11, 15, Government, None), 3);
    assert_eq!(count(2024, 6, 30, Government, None), 3);
    assert_eq!(count(2024, 7, 1, Government, None), 5);
    assert_eq!(count(2024, 8, 14, Government, None), 5);
    assert_eq!(count(2024, 8, 15, Government, None), 11);
    assert_eq!(count(2024, 8, 15, Public, None), 14);
    assert_eq!(count(2025, 4, 9, Public, None), 14);
    assert_eq!(count(2025, 4, 10, Public, None), 11);
    assert_eq!(count(2025, 11, 30, Government, Some("tay-ninh")), 11);
    assert_eq!(count(2025, 12, 1, Government, Some("tay-ninh")), 15);
    assert_eq!(count(2025, 12, 1, Government, None), 11);
}

/// A question once answered may fall silent only for a reason that is written here.
#[test]
fn a_gap_has_its_reason() {
    let secure_in_decree_130 = [
        Question::SecureMadeWhileEffective,
        Question::SecureKeyOfAcceptedIssuer,
        Question::SecureSoleControl,
    ];
    let mut before: BTreeSet<Question> = BTreeSet::new();
    for day in days() {
        let now: BTreeSet<Question> = answering(day, CertificateKind::Government, None)
            .into_keys()
            .collect();
        for gone in before.difference(&now) {
            // NĐ 68/2024 asks about effect, key and path one by one (Điều 29, 31, 32) and knows no "secure signature".
            assert!(
                secure_in_decree_130.contains(gone) && day == VietnamDay::new(2024, 8, 15),
                "{day}: nobody answers {gone:?}"
            );
        }
        before = now;
    }
}
