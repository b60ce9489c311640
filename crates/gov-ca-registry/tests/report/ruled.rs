//! What the rules say of reports: to whom they go, who has to make one, and what was answered late.

use gov_ca_model::{RequestKind, VietnamDay};
use gov_ca_registry::report::{Addressee, Period, addressees, make, missing};
use gov_ca_registry::steps::RequestDeed;
use gov_ca_registry::{Id, Office};
use regulation_rules::LawBook;
use regulation_rules::facts::{BodyTier, Party};

use crate::common::{DAY, World, sending};
use crate::filled::draft;

fn told(
    province: &str,
    tier: BodyTier,
    period: &str,
    on: VietnamDay,
) -> Vec<(Addressee, &'static str)> {
    let law = LawBook::as_read();
    let office = Office {
        law: &law,
        province: Some(province),
    };
    let period: Period = period.parse().unwrap();
    let all = addressees(Some(tier), period, on, &office);
    all.into_iter()
        .map(|(who, rule)| (who, rule.meta.code))
        .collect()
}

#[test]
fn the_department_of_an_giang_reports_to_three() {
    let rule = "an-giang-39-2014/half-yearly-report-missing";
    let on = VietnamDay::new(2020, 1, 5);
    assert_eq!(
        told("an-giang", BodyTier::Department, "2019-H2", on),
        [
            (Addressee::PeopleCommittee, rule),
            (Addressee::Ministry, rule),
            (Addressee::CipherCommittee, rule)
        ]
    );
    assert_eq!(told("an-giang", BodyTier::Department, "2019", on), []);
}

#[test]
fn bodies_of_tay_ninh_report_through_the_department() {
    let on = VietnamDay::new(2026, 7, 1);
    assert_eq!(
        told("tay-ninh", BodyTier::Commune, "2026-H1", on),
        [(
            Addressee::Department,
            "tay-ninh-2025/periodic-report-missing"
        )]
    );
    assert_eq!(
        told("tay-ninh", BodyTier::Department, "2026-H1", on),
        [
            (
                Addressee::PeopleCommittee,
                "tay-ninh-2025/departments-report-missing"
            ),
            (
                Addressee::Ministry,
                "tay-ninh-2025/departments-report-missing"
            )
        ]
    );
}

#[test]
fn who_has_not_reported_is_told_with_the_rule() {
    let mut world = World::new(Some("tay-ninh"));
    let office = Office {
        law: &world.law,
        province: world.province,
    };
    let period: Period = "2026-H1".parse().unwrap();
    let but = Some(world.department);
    let open = world
        .register
        .read(|view| missing(view, None, but, period, &office))
        .unwrap();
    let [commune] = open.as_slice() else {
        panic!("{open:?}");
    };
    assert_eq!(commune.id, world.commune);
    let rule = commune.rule.as_ref().unwrap();
    assert_eq!(rule.meta.code, "tay-ninh-2025/periodic-report-missing");
    // the regulation is in force from 01/12/2025
    let before: Period = "2025-Q3".parse().unwrap();
    let root = Some(Id::new(1));
    let open = world
        .register
        .read(|view| missing(view, root, but, before, &office))
        .unwrap();
    assert!(open.iter().all(|one| one.rule.is_none()), "{open:?}");
}

#[test]
fn an_answer_after_the_rules_last_day_is_late_in_the_period_of_that_day() {
    let mut world = World::new(Some("tay-ninh"));
    let request = world.request(RequestKind::Issue, world.leader);
    let id = world.draft(request).unwrap();
    // a valid dossier on Monday 30/03/2026; three working days later is 02/04/2026
    let accepted = 28;
    for (days, deed) in [
        (0, RequestDeed::Confirm),
        (0, RequestDeed::Send(sending(Party::Ca, 1))),
        (accepted, RequestDeed::Accept),
    ] {
        world.take(id, days, &deed).unwrap();
    }
    assert_eq!(DAY.plus_days(accepted), VietnamDay::new(2026, 3, 30));
    let late = |world: &mut World, period: &str| {
        let office = Office {
            law: &world.law,
            province: world.province,
        };
        let draft = draft(period, Some(Id::new(1)));
        let report = world
            .register
            .read(|view| make(view, &draft, &office))
            .unwrap();
        report.content().totals.of("requests.late.issue").all()
    };
    assert_eq!(late(&mut world, "2026-Q1"), 0);
    assert_eq!(late(&mut world, "2026-03-30..2026-04-01"), 0);
    assert_eq!(late(&mut world, "2026-Q2"), 1, "not answered by then");
    world
        .take(id, accepted + 40, RequestDeed::Return("thiếu".to_owned()))
        .unwrap();
    assert_eq!(late(&mut world, "2026-Q2"), 1, "answered too late");
    assert_eq!(late(&mut world, "2026-05-01..2026-06-30"), 0, "told once");
}
