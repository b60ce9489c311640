//! For every question, every day from 2005 to 2028 and every province, at most one rule answers that nothing sets aside.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};

use gov_ca_model::{CertificateKind, VietnamDay};
use regulation_rules::instruments::{READ, provinces};
use regulation_rules::law::{Applies, Force, InForce};
use regulation_rules::{
    ChangeKind, LawBook, Question, RuleEntry, Situation, changes, governing, open, rules,
};

const KINDS: [CertificateKind; 3] = [
    CertificateKind::Government,
    CertificateKind::Public,
    CertificateKind::Specialised,
];

/// A province without a regulation of its own, which adopts the example.
const ADOPTING: &str = "ha-noi";

/// Days of force that an operator states wherever the texts leave them open.
const STATED: &str = r#"
    force = [
        { instrument = "binh-dinh-2021", from = "2021-09-20", read_by = "Mẫu", read_on = "2026-11-20", source = "Công báo" },
        { instrument = "vinh-phuc-25-2020", from = "2020-06-25", read_by = "Mẫu", read_on = "2026-11-20", source = "Công báo" },
        { instrument = "tt-185-2019", from = "2020-01-18", read_by = "Mẫu", read_on = "2026-11-20", source = "Công báo" },
        { instrument = "tt-01-2019", from = "2019-03-10", read_by = "Mẫu", read_on = "2026-11-20", source = "Công báo" },
        { instrument = "qcvn-102-2016", from = "2016-10-01", until = "2022-09-15", read_by = "Mẫu", read_on = "2026-11-20", source = "Công báo" },
        { instrument = "unnamed-fragment", from = "2022-01-01", province = "ha-noi", read_by = "Mẫu", read_on = "2026-11-20", source = "Công báo" },
    ]
"#;

fn stated() -> LawBook {
    LawBook::with_overlay(STATED).unwrap()
}

fn answering(situation: &Situation<'_>, law: &LawBook) -> BTreeMap<Question, Vec<&'static str>> {
    let code = |rule: &RuleEntry| rule.meta.code;
    let answers = governing(situation, law).into_iter();
    answers
        .map(|(question, rules)| (question, rules.iter().map(code).collect()))
        .collect()
}

/// What governs changes only where something begins, ends, gives way or is merged: each such day with its neighbours.
fn turning_days(law: &LawBook) -> BTreeSet<VietnamDay> {
    let mut turns: BTreeSet<VietnamDay> =
        [VietnamDay::new(2005, 1, 1), VietnamDay::new(2028, 12, 31)].into();
    for rule in rules() {
        let force = law.rule_force(rule.meta);
        turns.extend(force.first_day());
        turns.extend(force.first_day_without());
    }
    for instrument in READ {
        turns.extend(instrument.yields.iter().map(|relation| relation.from));
        turns.extend(
            instrument
                .territory
                .and_then(|territory| territory.merged)
                .map(|merger| merger.on),
        );
    }
    turns
        .into_iter()
        .flat_map(|day| [day.previous(), day, day.next()])
        .collect()
}

fn places() -> Vec<Option<&'static str>> {
    let mut places: Vec<Option<&'static str>> = provinces().into_iter().map(Some).collect();
    places.extend([None, Some(ADOPTING)]);
    places
}

fn unique_on(day: VietnamDay, law: &LawBook) {
    for kind in KINDS {
        for province in places() {
            for (question, codes) in answering(
                &Situation {
                    day,
                    province,
                    kind,
                },
                law,
            ) {
                assert_eq!(
                    codes.len(),
                    1,
                    "{day} {kind:?} {province:?}: {question:?} is answered by {codes:?}"
                );
            }
        }
    }
}

#[test]
fn at_most_one_rule_answers_each_question_on_a_turning_day() {
    let law = stated();
    for day in turning_days(&law) {
        unique_on(day, &law);
    }
}

/// The same without the reasoning about turning days: every single day. Where the same rules govern as the day before, so do the same
/// answers.
#[test]
fn at_most_one_rule_answers_each_question_on_any_day() {
    let (law, rules) = (stated(), rules());
    let forces: Vec<Force> = rules.iter().map(|rule| law.rule_force(rule.meta)).collect();
    let mut before: Vec<bool> = Vec::new();
    let mut day = VietnamDay::new(2005, 1, 1);
    while day <= VietnamDay::new(2028, 12, 31) {
        let here = |rule: &RuleEntry, province| {
            let territory = rule.instrument().territory;
            territory.is_none_or(|territory| territory.applies(province, day) == Applies::Yes)
        };
        let now: Vec<bool> = rules
            .iter()
            .zip(&forces)
            .flat_map(|(rule, force)| {
                let in_force = force.on(day) == InForce::Yes;
                let gone = in_force
                    && KINDS
                        .iter()
                        .any(|kind| rule.instrument().yields_on(day, *kind).is_some());
                let somewhere =
                    in_force && places().into_iter().any(|province| here(rule, province));
                [in_force, gone, somewhere]
            })
            .collect();
        if now != before {
            unique_on(day, &law);
        }
        before = now;
        day = day.next();
    }
}

/// Questions that some rule answers, day by day: a rule that vanishes or a day that moves shows here.
#[test]
fn the_questions_of_a_day_are_those_of_its_law() {
    use CertificateKind::{Government, Public};
    let law = LawBook::as_read();
    let count = |y, m, d, kind, province| {
        let day = VietnamDay::new(y, m, d);
        answering(
            &Situation {
                day,
                province,
                kind,
            },
            &law,
        )
        .len()
    };
    let counts = [
        count(2006, 2, 28, Government, None),
        count(2006, 3, 1, Government, None),
        count(2007, 3, 14, Government, None),
        count(2014, 10, 29, Government, Some("an-giang")),
        count(2014, 10, 30, Government, Some("an-giang")),
        count(2018, 11, 15, Government, None),
        count(2020, 3, 5, Government, None),
        count(2020, 3, 5, Government, Some("an-giang")),
        count(2024, 8, 14, Government, None),
        count(2024, 8, 15, Government, None),
        count(2024, 8, 15, Public, None),
        count(2025, 4, 10, Public, None),
        count(2025, 7, 1, Government, Some("an-giang")),
        count(2025, 11, 30, Government, Some("tay-ninh")),
        count(2025, 12, 1, Government, Some("tay-ninh")),
        count(2026, 11, 15, Government, None),
    ];
    assert_eq!(counts, COUNTS);
}

const COUNTS: [usize; 16] = [0, 2, 3, 3, 49, 21, 51, 94, 59, 84, 90, 84, 84, 89, 115, 86];

/// A question once answered may fall silent only for a reason that is written here.
#[test]
fn a_gap_has_its_reason() {
    let law = LawBook::as_read();
    let mut before: BTreeSet<Question> = BTreeSet::new();
    for day in turning_days(&law) {
        let situation = Situation {
            day,
            province: None,
            kind: CertificateKind::Government,
        };
        let now: BTreeSet<Question> = answering(&situation, &law).into_keys().collect();
        for gone in before.difference(&now) {
            let known = GAPS
                .iter()
                .any(|(question, from)| question == gone && *from == day);
            assert!(known, "{day}: nobody answers {gone:?}");
        }
        before = now;
    }
}

/// What fell silent, from which day, and why.
const GAPS: &[(Question, VietnamDay)] = &[
    // NĐ 68/2024 asks about effect, key and path one by one (Điều 29, 31, 32) and knows no "secure signature"
    (
        Question::SecureMadeWhileEffective,
        VietnamDay::new(2024, 8, 15),
    ),
    (
        Question::SecureKeyOfAcceptedIssuer,
        VietnamDay::new(2024, 8, 15),
    ),
    (Question::SecureSoleControl, VietnamDay::new(2024, 8, 15)),
    // Luật 20/2023 has no clause on seals: a body's confirmation (Điều 23(3)) takes its place
    (Question::SealReplaced, VietnamDay::new(2024, 7, 1)),
    // NĐ 68/2024 judges effect as at signing (Điều 31); of a definition nothing was read
    (Question::CertificateEffective, VietnamDay::new(2024, 8, 15)),
    // NĐ 68/2024 has no such class of subscriber
    (
        Question::AuthorisedPersonEntitled,
        VietnamDay::new(2024, 8, 15),
    ),
    // NĐ 68/2024 asks for its forms instead (Điều 11)
    (Question::IssueDossier, VietnamDay::new(2024, 8, 15)),
    // NĐ 68/2024 Điều 12 has not been read
    (Question::RenewalAllowed, VietnamDay::new(2024, 8, 15)),
    // NĐ 68/2024 Điều 13 has not been read
    (Question::RenewalDeadline, VietnamDay::new(2024, 8, 15)),
    // NĐ 68/2024 Điều 14 has not been read
    (Question::ChangeAllowed, VietnamDay::new(2024, 8, 15)),
    // certificates no longer name a title
    (Question::TitleInformation, VietnamDay::new(2024, 8, 15)),
    // NĐ 68/2024 Điều 22 has not been read
    (Question::DeviceRecovery, VietnamDay::new(2024, 8, 15)),
    // NĐ 68/2024 Điều 30 has not been read
    (Question::RecipientCheck, VietnamDay::new(2024, 8, 15)),
    // TT 59/2026 repeals TT 41/2017; no circular in its place was found
    (
        Question::SignatureAndIntegrity,
        VietnamDay::new(2026, 11, 15),
    ),
    // the same repeal
    (Question::KeyFitsRole, VietnamDay::new(2026, 11, 15)),
    // the same repeal
    (Question::OutgoingRecord, VietnamDay::new(2026, 11, 15)),
];

fn in_tay_ninh(day: VietnamDay) -> Situation<'static> {
    Situation {
        day,
        province: Some("tay-ninh"),
        kind: CertificateKind::Government,
    }
}

/// The clock for giving a device back did not change its number but its start (NĐ 130/2018 Điều 71, NĐ 68/2024 Điều 20).
#[test]
fn the_law_between_two_days_is_told_question_by_question() {
    let law = LawBook::as_read();
    let last = VietnamDay::new(2024, 8, 14);
    let told = changes(&in_tay_ninh(last), &in_tay_ninh(last.next()), &law);
    let device = told
        .iter()
        .find(|change| change.question == Question::DeviceReturnDeadline)
        .unwrap();
    assert_eq!(device.kind(), ChangeKind::Replaced);
    let code = |rule: &Option<RuleEntry>| rule.map(|rule| rule.meta.code);
    assert_eq!(
        code(&device.before),
        Some("nd-130-2018/device-returned-late")
    );
    assert_eq!(code(&device.after), Some("nd-68-2024/device-returned-late"));
    let kinds = |wanted| told.iter().filter(|change| change.kind() == wanted).count();
    assert!(kinds(ChangeKind::Begins) > 20 && kinds(ChangeKind::Ends) > 5);
    assert!(changes(&in_tay_ninh(last), &in_tay_ninh(last), &law).is_empty());
}

#[test]
fn what_stays_open_says_why() {
    let law = LawBook::as_read();
    let in_an_giang = |day| Situation {
        day,
        province: Some("an-giang"),
        kind: CertificateKind::Government,
    };
    let merged = VietnamDay::new(2025, 7, 1);
    let of_the_province = |day| {
        let open = open(&in_an_giang(day), &law).into_iter();
        open.filter(|(rule, fact)| {
            rule.instrument().id == "an-giang-39-2014" && fact.key() == "territory"
        })
        .count()
    };
    assert_eq!(of_the_province(merged.previous()), 0);
    assert!(of_the_province(merged) > 30);
    let stated = stated();
    let binh_dinh = Situation {
        province: Some("binh-dinh"),
        ..in_an_giang(VietnamDay::new(2022, 3, 1))
    };
    let blank = |law: &LawBook| {
        open(&binh_dinh, law)
            .iter()
            .any(|(rule, _)| rule.instrument().id == "binh-dinh-2021")
    };
    assert!(blank(&law) && !blank(&stated));
}
