//! What is counted is what a count by hand gives, on both engines and for any period.

use std::collections::BTreeMap;

use gov_ca_model::{
    CertificateState, CertificateStep, DeviceStep, Life as _, RequestKind, VietnamDay,
};
use gov_ca_registry::entries::{Certificate, Device, Request, ShortKind, Subscriber};
use gov_ca_registry::report::{Content, Period, Report, Template, counted};

use regulation_rules::facts::RevocationReason;

use crate::filled::{BEGIN, Province, draft, everywhere, short};

const PERIODS: [&str; 6] = [
    "2023",
    "2024",
    "2024-H2",
    "2025-Q1",
    "2024-05-06..2024-05-20",
    "2026",
];

/// Counts by body, class and name.
type ByHand = BTreeMap<(i64, String, String), u64>;

/// Every record, every day: slow, and without a single line of what is tested.
fn by_hand(province: &mut Province, period: Period) -> ByHand {
    let subscribers = province.all::<Subscriber>();
    let mut all = ByHand::new();
    let (before, last) = (period.first().previous(), period.last());
    let mut tell = |subscriber: Option<i64>, day: VietnamDay, what: String| {
        let subscriber = subscriber.map(|id| &subscribers[&id]);
        let body = subscriber.map_or(1, |one| one.managed_by.on(day).unwrap().number());
        let class = subscriber.map_or("of-none".to_owned(), |one| {
            serde_json::to_value(one.class())
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned()
        });
        *all.entry((body, class, what)).or_default() += 1;
    };
    // the latest request for it that was granted and moved since the period began
    let mut granted = BTreeMap::new();
    for request in province.all::<Request>().into_values() {
        let history = &request.history;
        let is_granted = ["processed", "closed"].contains(&history.state().word());
        let latest = history.steps().last().map(|step| step.on);
        let moved = latest.is_some_and(|on| on >= period.first());
        if let (RequestKind::Revoke, true, true, Some(reason)) =
            (history.of(), is_granted, moved, request.reason)
        {
            granted.insert(request.certificate.unwrap().number(), reason);
        }
    }
    for (id, certificate) in province.all::<Certificate>() {
        let who = Some(certificate.subscriber.number());
        let state = |day: VietnamDay| match certificate.history.on(day) {
            Some(CertificateState::InEffect) if day > certificate.valid_to => Some("expired"),
            state => state.map(CertificateState::word),
        };
        for (when, day) in [("start", before), ("end", last)] {
            if let Some(state) = state(day) {
                tell(who, day, format!("certificates.{when}.{state}"));
            }
        }
        if period.has(certificate.history.since()) {
            let kind = serde_json::to_value(certificate.issued_as).unwrap();
            let what = format!("certificates.issued.{}", kind.as_str().unwrap());
            tell(who, certificate.history.since(), what);
        }
        let over = certificate.valid_to.next();
        if period.has(over) && state(over) == Some("expired") {
            tell(who, over, "certificates.expired".to_owned());
        }
        for step in certificate
            .history
            .steps()
            .iter()
            .filter(|one| period.has(one.on))
        {
            match step.step {
                CertificateStep::Replace => tell(who, step.on, "certificates.replaced".to_owned()),
                CertificateStep::Suspend => tell(who, step.on, "certificates.suspended".to_owned()),
                CertificateStep::Resume => tell(who, step.on, "certificates.resumed".to_owned()),
                CertificateStep::Revoke => {
                    let reason = granted.get(&id).copied();
                    let reason = reason.map_or("unstated", RevocationReason::word);
                    tell(who, step.on, format!("certificates.revoked.{reason}"));
                }
                CertificateStep::Publish => {}
            }
        }
    }
    for device in province_devices(province) {
        let who = device.subscriber.map(gov_ca_registry::Id::number);
        for (when, day) in [("start", before), ("end", last)] {
            if let Some(state) = device.history.on(day) {
                tell(who, day, format!("devices.{when}.{}", state.word()));
            }
        }
        for step in device
            .history
            .steps()
            .iter()
            .filter(|one| period.has(one.on))
        {
            let word = serde_json::to_value(step.step).unwrap();
            let _: DeviceStep = step.step;
            tell(
                who,
                step.on,
                format!("devices.step.{}", word.as_str().unwrap()),
            );
        }
    }
    requests_by_hand(province, period, &subscribers, &mut all);
    all
}

fn requests_by_hand(
    province: &mut Province,
    period: Period,
    subscribers: &BTreeMap<i64, Subscriber>,
    all: &mut ByHand,
) {
    for request in province.all::<Request>().into_values() {
        let kind = request.history.of().word();
        let class = subscribers[&request.subscriber.number()].class();
        let class = serde_json::to_value(class)
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned();
        let mut tell = |what: String| {
            let place = (request.made_by.number(), class.clone(), what);
            *all.entry(place).or_default() += 1;
        };
        let state = request.history.on(period.last());
        if let Some(state) = state.filter(|state| !state.is_over()) {
            tell(format!("requests.open.{kind}.{}", state.word()));
        }
        for step in request
            .history
            .steps()
            .iter()
            .filter(|one| period.has(one.on))
        {
            let word = serde_json::to_value(step.step).unwrap();
            tell(format!("requests.step.{}.{kind}", word.as_str().unwrap()));
        }
    }
}

fn province_devices(province: &mut Province) -> Vec<Device> {
    province.all::<Device>().into_values().collect()
}

/// The same of a report, without what was not counted by hand. Its rows are in the order of numbers: the tree was filled so.
fn told(report: &Report, names: &BTreeMap<(i64, String, String), u64>) -> ByHand {
    let mut all = ByHand::new();
    for (number, row) in (1..).zip(&report.content().rows) {
        let json = serde_json::to_value(&row.figures).unwrap();
        for (what, counts) in json.as_object().unwrap() {
            let by_class = counts.as_object().unwrap();
            for (class, count) in by_class {
                let place = (number, class.clone(), what.clone());
                let is_compared = ["certificates.", "devices.", "requests."]
                    .iter()
                    .any(|group| what.starts_with(group));
                let elsewhere = ["requests.late", "step.receive"];
                let by_hand =
                    !elsewhere.iter().any(|one| what.contains(one)) || names.contains_key(&place);
                if is_compared && by_hand {
                    all.insert(place, count.as_u64().unwrap());
                }
            }
        }
    }
    all
}

/// Steps of a request that are counted.
fn is_counted(what: &str) -> bool {
    let known = counted();
    known.iter().any(|one| one == what)
}

#[test]
fn figures_are_those_of_a_count_by_hand_on_both_engines() {
    let mut seen: Vec<Vec<String>> = Vec::new();
    for mut province in everywhere() {
        province.fill(7, 120);
        let mut reports = Vec::new();
        for period in PERIODS {
            let report = province.report(period);
            let mut by_hand = by_hand(&mut province, period.parse().unwrap());
            by_hand.retain(|(_, _, what), _| is_counted(what) && !what.contains("step.receive"));
            let told = told(&report, &by_hand);
            let wrong: Vec<_> = by_hand
                .keys()
                .chain(told.keys())
                .filter(|place| by_hand.get(*place) != told.get(*place))
                .map(|place| (place, by_hand.get(place), told.get(place)))
                .collect();
            assert!(wrong.is_empty(), "{period}: {wrong:?}");
            assert!(
                by_hand.len() > 100 || period == "2026",
                "{period}: {}",
                by_hand.len()
            );
            reports.push(report.to_json());
        }
        seen.push(reports);
    }
    for other in &seen[1..] {
        assert_eq!(&seen[0], other, "engines differ");
    }
}

#[test]
fn what_is_in_effect_at_the_end_is_what_was_with_what_came_less_what_went() {
    for mut province in everywhere() {
        province.fill(11, 150);
        for (before, period) in [
            ("2023", "2024"),
            ("2024-Q1", "2024-Q2"),
            ("2024", "2025-H1"),
        ] {
            let (before, now) = (province.report(before), province.report(period));
            let of = |report: &Report, what: &str| report.content().totals.of(what).all();
            for state in [
                "received",
                "in-effect",
                "suspended",
                "replaced",
                "revoked",
                "expired",
            ] {
                assert_eq!(
                    of(&before, &format!("certificates.end.{state}")),
                    of(&now, &format!("certificates.start.{state}")),
                    "{period}: {state}"
                );
            }
            let (start, end) = (of(&now, "certificates.start"), of(&now, "certificates.end"));
            assert_eq!(start + of(&now, "certificates.issued"), end, "{period}");
        }
    }
}

#[test]
fn the_report_of_a_year_is_the_sum_of_its_quarters() {
    let mut province = everywhere().remove(0);
    province.fill(13, 100);
    let quarters: Vec<Report> = (1..=4)
        .map(|quarter| province.report(&format!("2024-Q{quarter}")))
        .collect();
    let year = province.report("2024");
    for what in [
        "certificates.issued",
        "certificates.revoked",
        "certificates.expired",
        "devices.step",
        "requests.step",
        "requests.late",
    ] {
        let of = |content: &Content| content.totals.of(what);
        let sum: u64 = quarters.iter().map(|one| of(one.content()).all()).sum();
        assert_eq!((of(year.content()).all(), sum > 0), (sum, true), "{what}");
    }
}

#[test]
fn below_a_district_only_its_own_is_counted() {
    let mut province = everywhere().remove(0);
    province.fill(17, 100);
    let whole = province.report("2024");
    let district = gov_ca_registry::Id::new(2);
    let part = province.report_of("2024", Some(district)).unwrap();
    assert_eq!(part.content().rows.len(), 4);
    let branches = whole.content().by_branch();
    let (row, figures) = &branches[1];
    assert_eq!(*row, 1);
    assert_eq!(figures, &part.content().totals);
}

#[test]
fn short_records_are_told_in_the_period_and_applications_while_they_run() {
    for mut province in everywhere() {
        province.fill(19, 0);
        let on = |days| BEGIN.plus_days(days);
        let commune = Some(gov_ca_registry::Id::new(3));
        province.insert(short(
            ShortKind::Training,
            on(10),
            commune,
            "Tập huấn ký số",
        ));
        province.insert(short(
            ShortKind::Training,
            on(400),
            None,
            "Tập huấn năm sau",
        ));
        let mut application = short(ShortKind::Application, on(20), commune, "Một cửa điện tử");
        application.closed_on = Some(on(500));
        province.insert(application);
        let told = |province: &mut Province, period: &str| {
            let report = province.report(period);
            let content = report.content();
            let texts = content.remarks.iter();
            let texts = texts.map(|one| (one.row, one.text.clone()));
            texts.collect::<Vec<_>>()
        };
        let application = (2, "Một cửa điện tử".to_owned());
        assert_eq!(
            told(&mut province, "2023"),
            [application.clone(), (2, "Tập huấn ký số".to_owned())]
        );
        assert_eq!(told(&mut province, "2023-Q2"), [application]);
        assert_eq!(
            told(&mut province, "2024"),
            [(0, "Tập huấn năm sau".to_owned())]
        );
    }
}

#[test]
fn only_what_no_register_tells_is_stated() {
    let mut province = everywhere().remove(0);
    province.fill(23, 5);
    let law = regulation_rules::LawBook::as_read();
    let office = gov_ca_registry::Office {
        law: &law,
        province: None,
    };
    let mut wanted = draft("2024", None);
    wanted.stated = vec![("need.new-posts".to_owned(), None, 12)];
    let made = province
        .register
        .read(|view| gov_ca_registry::report::make(view, &wanted, &office));
    assert_eq!(
        made.unwrap().content().totals.of("need.new-posts").all(),
        12
    );
    wanted.stated = vec![("certificates.end.in-effect".to_owned(), None, 12)];
    let made = province
        .register
        .read(|view| gov_ca_registry::report::make(view, &wanted, &office));
    assert!(made.is_err());
}

#[test]
fn tables_show_what_the_report_says() {
    let mut province = everywhere().remove(0);
    province.fill(29, 60);
    let report = province.report("2024");
    let laid = Template::ours().lay(&report);
    assert_eq!(
        laid.title[1],
        "Tình hình quản lý, sử dụng chữ ký số, chứng thư chữ ký số năm 2024"
    );
    let by_body = &laid.sections[2];
    assert_eq!(
        by_body.rows.len(),
        1 + 4 + 1,
        "the province, four districts, the sum"
    );
    let column = |at: usize| -> Vec<u64> {
        let rows = by_body.rows.iter();
        rows.map(|row| row[at].shown().parse().unwrap()).collect()
    };
    for at in 1..by_body.headings.len() {
        let counts = column(at);
        let (sum, parts) = counts.split_last().unwrap();
        assert_eq!(parts.iter().sum::<u64>(), *sum);
    }
    let sheets = laid.sheets();
    assert_eq!(sheets.len(), laid.sections.len());
}
