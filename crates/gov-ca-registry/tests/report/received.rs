//! Reports that came from others: read with suspicion, kept once, added up without counting anything twice.

use gov_ca_model::VietnamDay;
use gov_ca_registry::Id;
use gov_ca_registry::entries::Body;
use gov_ca_registry::report::{FileFault, Received, Report, ReportError, receive};
use gov_ca_registry::store::StoreError;
use regulation_rules::facts::BodyTier;
use serde_json::{Value, json};

use crate::common::{body, by};
use crate::filled::{BEGIN, Province, coded, everywhere};

const YEAR: &str = "2024";

/// A report of another register, which holds other subscribers below the same bodies.
fn of_another(seed: u64, body: i64) -> Report {
    let mut other = everywhere().remove(0);
    other.fill(seed, 80);
    other.report_of(YEAR, Some(Id::new(body))).unwrap()
}

fn take(
    province: &mut Province,
    report: &Report,
    replace: bool,
) -> Result<(Id<Body>, Received), ReportError> {
    province.register.change(&by(BEGIN), |change| {
        receive(change, report.clone(), BEGIN, replace)
    })
}

/// The report with something changed, and its digest made anew where asked.
fn changed(report: &Report, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut json = serde_json::to_value(report).unwrap();
    change(&mut json);
    serde_json::to_vec(&json).unwrap()
}

#[test]
fn a_report_travels_and_is_the_same() {
    let report = of_another(3, 2);
    let read = Report::read(report.to_json().as_bytes()).unwrap();
    assert_eq!(read, report);
}

#[test]
fn what_cannot_be_is_refused_with_its_place() {
    let report = of_another(3, 2);
    let fault = |change: &dyn Fn(&mut Value)| Report::read(&changed(&report, change)).unwrap_err();
    let altered = fault(&|json| json["content"]["about"]["made_by"] = json!("khac"));
    assert_eq!(altered, FileFault::Altered);
    let figure = "certificates.end.in-effect";
    let sum = fault(&|json| json["content"]["totals"][figure]["body"] = json!(1_000));
    assert!(
        matches!(&sum, FileFault::Sum { what, told, .. } if what == figure && *told >= 1_000),
        "{sum:?}"
    );
    let row = fault(&|json| json["content"]["rows"][1]["figures"][figure] = json!({"body": 1_000}));
    assert!(matches!(row, FileFault::Sum { .. }), "{row:?}");
    let place = |fault: FileFault| match fault {
        FileFault::Impossible { place, .. } => place,
        other => panic!("{other:?}"),
    };
    let unknown = fault(&|json| json["content"]["rows"][1]["figures"]["x"] = json!({}));
    assert_eq!(place(unknown), "rows[1].figures");
    let great = fault(&|json| {
        json["content"]["rows"][0]["figures"]["use.signed"] = json!({"of-none": u64::MAX})
    });
    assert_eq!(place(great), "rows[0].figures.use.signed");
    let circle = fault(&|json| json["content"]["rows"][2]["above"] = json!(2));
    assert_eq!(place(circle), "rows[2].above");
    let twice = fault(&|json| {
        json["content"]["rows"][2]["body"] = json["content"]["rows"][1]["body"].clone()
    });
    assert_eq!(place(twice), "rows[2]");
    let other = fault(&|json| json["content"]["about"]["body"]["name"] = json!("UBND huyện Khác"));
    assert_eq!(place(other), "rows[0].body");
    let version = fault(&|json| json["version"] = json!(2));
    assert_eq!(version, FileFault::Version(2));
    for broken in [
        &b""[..],
        b"{}",
        b"[]",
        b"\xff",
        b"{\"format\":\"x\",\"version\":1}",
    ] {
        assert!(matches!(
            Report::read(broken),
            Err(FileFault::Unreadable(_))
        ));
    }
    let totals = fault(&|json| {
        json["content"]["totals"]["subscribers"] = json!({"individual": u64::MAX, "body": 1})
    });
    assert_eq!(place(totals), "totals.subscribers");
    let unseen = fault(&|json| json["content"]["rows"][1]["body"]["name"] = json!("Xã \u{1b}[2J"));
    assert_eq!(place(unseen), "rows[1].body");
    let turned = fault(&|json| json["content"]["about"]["made_by"] = json!("a\u{202e}b"));
    assert_eq!(place(turned), "about");
    let long = fault(&|json| json["content"]["x".repeat(100_000)] = json!(1));
    assert!(
        matches!(&long, FileFault::Unreadable(told) if told.len() <= 200),
        "{long:?}"
    );
    let chain = |length: usize, name: &str| {
        let row = |index: usize| json!({"body": {"name": format!("{name}{index}")}, "above": index.checked_sub(1), "figures": {}});
        fault(&|json| {
            let rows = json["content"]["rows"].as_array_mut().unwrap();
            rows.truncate(1);
            rows.extend((1..length).map(row));
        })
    };
    assert_eq!(place(chain(34, "x")), "rows[33].above");
    assert!(matches!(chain(33, "x"), FileFault::Sum { .. }));
    assert_eq!(place(chain(50_000, "x")), "rows[33].above");
    let remark = json!({"kind": "training", "on": "2024-01-01", "row": 0, "text": "x"});
    let many = fault(&|json| json["content"]["remarks"] = json!(vec![remark.clone(); 50_001]));
    assert_eq!(place(many), "remarks");
    let deep = "[".repeat(100_000);
    assert!(Report::read(deep.as_bytes()).is_err());
}

#[test]
fn a_report_is_kept_once_and_replaced_only_when_asked() {
    for mut province in everywhere() {
        province.fill(5, 0);
        let (first, second) = (of_another(31, 2), of_another(32, 2));
        assert_eq!(
            take(&mut province, &first, false).unwrap(),
            (Id::new(2), Received::New)
        );
        assert_eq!(
            take(&mut province, &first, false).unwrap().1,
            Received::Known
        );
        let refused = take(&mut province, &second, false).unwrap_err();
        assert!(matches!(refused, ReportError::Another { .. }), "{refused}");
        assert_eq!(
            take(&mut province, &second, true).unwrap().1,
            Received::Replaced
        );
        let whole = province.report(YEAR);
        assert_eq!(whole.content().sources[0].sha256, second.sha256());
        assert!(province.register.audit().unwrap().is_clean());
    }
}

#[test]
fn a_body_that_the_register_does_not_know_is_told() {
    let report = of_another(3, 2);
    let mut province = everywhere().remove(0);
    let refused = take(&mut province, &report, false).unwrap_err();
    assert!(
        matches!(refused, ReportError::UnknownBody { .. }),
        "{refused}"
    );
    province.fill(5, 0);
    let ambiguous = take(&mut province, &of_another(3, 5), false).unwrap_err();
    assert!(
        matches!(ambiguous, ReportError::UnknownBody { .. }),
        "four communes have that name, and no code tells them apart"
    );
}

#[test]
fn figures_of_others_are_added_to_what_the_register_counts() {
    for mut province in everywhere() {
        province.fill(5, 0);
        let reports: Vec<Report> = (0..4)
            .map(|nth| of_another(40 + nth, 2 + 4 * i64::try_from(nth).unwrap()))
            .collect();
        for report in &reports {
            take(&mut province, report, false).unwrap();
        }
        let whole = province.report(YEAR);
        assert_eq!(whole.content().rows.len(), 17);
        assert_eq!(whole.content().conflicts, []);
        for what in ["certificates.end", "devices.end", "requests.step", "bodies"] {
            let parts: u64 = reports
                .iter()
                .map(|one| one.content().totals.of(what).all())
                .sum();
            let own = u64::from(what == "bodies");
            assert_eq!(whole.content().totals.of(what).all(), parts + own, "{what}");
        }
    }
}

#[test]
fn what_two_tell_counts_once() {
    for mut province in everywhere() {
        // the register counts the same subscribers as the district reports
        province.fill(60, 80);
        let before = province.report(YEAR);
        let district = of_another(60, 2);
        let commune = of_another(60, 3);
        for report in [&district, &commune] {
            take(&mut province, report, false).unwrap();
            let whole = province.report(YEAR);
            assert_eq!(whole.content().totals, before.content().totals);
            assert_eq!(whole.content().conflicts, []);
        }
    }
}

#[test]
fn what_two_tell_differently_is_said_and_the_nearest_counts() {
    for mut province in everywhere() {
        province.fill(5, 0);
        let district = of_another(71, 2);
        let commune = of_another(72, 3);
        take(&mut province, &district, false).unwrap();
        take(&mut province, &commune, false).unwrap();
        let whole = province.report(YEAR);
        let content = whole.content();
        let what = "certificates.end";
        let of = |report: &Report, row: usize| report.content().rows[row].figures.of(what);
        assert_eq!(
            content.rows[2].figures.of(what),
            of(&commune, 0),
            "its own report counts"
        );
        assert_eq!(
            content.rows[3].figures.of(what),
            of(&district, 2),
            "the district's counts"
        );
        let [conflict] = content.conflicts.as_slice() else {
            panic!("{:?}", content.conflicts);
        };
        assert_eq!(conflict.body, commune.content().about.body);
        assert_eq!(conflict.counted, commune.content().about.body);
        assert_eq!(
            conflict.left_out.as_ref(),
            Some(&district.content().about.body)
        );
        assert!(
            conflict
                .figures
                .iter()
                .any(|figure| figure.starts_with(what))
        );
        let sum = content.totals.of(what).all();
        let parts = district.content().totals.of(what).all() - of(&district, 1).all()
            + commune.content().totals.of(what).all();
        assert_eq!(sum, parts, "nothing is counted twice");
    }
}

#[test]
fn what_the_register_counts_below_a_body_that_reported_is_not_added() {
    let mut province = everywhere().remove(0);
    province.fill(80, 80);
    let district = of_another(81, 2);
    take(&mut province, &district, false).unwrap();
    let whole = province.report(YEAR);
    let branch = &whole.content().by_branch()[1].1;
    assert_eq!(branch, &district.content().totals);
    let left_out = whole.content().conflicts.iter();
    assert!(left_out.clone().count() >= 3);
    assert!(
        left_out
            .clone()
            .all(|one| one.left_out.is_none() && one.counted == district.content().about.body)
    );
}

#[test]
fn a_body_is_found_by_the_code_of_the_period() {
    let report = of_another(3, 2);
    let mut province = everywhere().remove(0);
    province.fill(5, 0);
    province
        .register
        .change::<_, StoreError>(&by(BEGIN), |change| {
            let stored = change.get::<Body>(2)?.unwrap();
            let mut body = stored.record().clone();
            let codes = body.codes.take().unwrap();
            let since = VietnamDay::new(2025, 7, 1);
            body.codes = Some(codes.then(since, "H98.7".parse().unwrap()).unwrap());
            change.update(&stored, body)
        })
        .unwrap();
    let (body, received) = take(&mut province, &report, false).unwrap();
    assert_eq!((body, received), (Id::new(2), Received::New));
}

#[test]
fn keys_are_no_longer_than_a_file() {
    let report = of_another(3, 2);
    let name = "x".repeat(3_900);
    let file = changed(&report, |json| {
        let rows = json["content"]["rows"].as_array_mut().unwrap();
        rows.truncate(1);
        let row = |index: usize| {
            let above = (index - 1).min(30);
            let name = if index < 32 {
                name.clone()
            } else {
                "y".to_owned()
            };
            json!({"body": {"name": format!("{name}{index}")}, "above": above, "figures": {}})
        };
        rows.extend((1..5_000).map(row));
    });
    let refused = Report::read(&file).unwrap_err();
    assert!(
        matches!(
            &refused,
            FileFault::Impossible {
                what: "too deep",
                ..
            }
        ),
        "{refused}"
    );
}

/// The district 2 ended, and another body took its code.
fn with_successor(province: &mut Province) -> Id<Body> {
    province
        .register
        .change::<_, StoreError>(&by(BEGIN), |change| {
            let stored = change.get::<Body>(2)?.unwrap();
            let mut body = stored.record().clone();
            body.end = Some(serde_json::from_value(json!({"on": "2024-07-01"})).unwrap());
            change.update(&stored, body)
        })
        .unwrap();
    let next = coded(
        "UBND xã Nối Tiếp",
        "H99.1",
        BodyTier::Commune,
        Some(Id::new(1)),
    );
    province.insert(next)
}

#[test]
fn two_bodies_of_one_code_lose_no_figures() {
    for mut province in everywhere() {
        province.fill(60, 80);
        let before = province.report(YEAR);
        let next = with_successor(&mut province);
        let twice = |name: &str| {
            let unit = body(name, BodyTier::Commune, Some(Id::new(1)));
            Body {
                names: gov_ca_model::Timeline::from_day(BEGIN, name.to_owned()),
                above: gov_ca_model::Timeline::from_day(BEGIN, Some(Id::new(1))),
                ..unit
            }
        };
        province.insert(twice("Phòng Mẫu"));
        province.insert(twice("Phòng Mẫu"));
        let after = province.report(YEAR);
        for what in ["certificates", "devices", "requests", "subscribers"] {
            let of = |report: &Report| report.content().totals.of(what).all();
            assert_eq!(of(&after), of(&before), "{what}");
        }
        let rows = &after.content().rows;
        assert_eq!(rows.len(), 17 + 3);
        assert_eq!(rows[1].body.code, None, "its successor has the code now");
        Report::read(after.to_json().as_bytes()).unwrap();
        let (found, _) = take(&mut province, &of_another(3, 2), false).unwrap();
        assert_eq!(found, next, "of two, the one that stands");
    }
}

#[test]
fn the_report_of_a_body_that_ended_is_added() {
    for mut province in everywhere() {
        province.fill(5, 0);
        let commune = of_another(72, 3);
        take(&mut province, &commune, false).unwrap();
        province
            .register
            .change::<_, StoreError>(&by(BEGIN), |change| {
                let stored = change.get::<Body>(3)?.unwrap();
                let mut body = stored.record().clone();
                body.end = Some(serde_json::from_value(json!({"on": "2024-07-01"})).unwrap());
                change.update(&stored, body)
            })
            .unwrap();
        let whole = province.report(YEAR);
        let of = |report: &Report| report.content().totals.of("certificates.end").all();
        assert!(of(&commune) > 0);
        assert_eq!(of(&whole), of(&commune));
        assert_eq!(whole.content().sources.len(), 1);
    }
}

#[test]
fn what_a_report_tells_of_a_body_that_stands_elsewhere_is_said() {
    for mut province in everywhere() {
        province.fill(5, 0);
        // a commune of the reporting district is directly below the province here
        take(&mut province, &of_another(71, 2), false).unwrap();
        province
            .register
            .change::<_, StoreError>(&by(BEGIN), |change| {
                let stored = change.get::<Body>(3)?.unwrap();
                let mut body = stored.record().clone();
                body.above = gov_ca_model::Timeline::from_day(BEGIN, Some(Id::new(1)));
                change.update(&stored, body)
            })
            .unwrap();
        let whole = province.report(YEAR);
        let [conflict] = whole.content().conflicts.as_slice() else {
            panic!("{:?}", whole.content().conflicts);
        };
        assert_eq!(conflict.body.code.as_deref(), Some("H99.1.1"));
        assert_eq!(conflict.counted, whole.content().about.body);
        let district = conflict.left_out.as_ref().unwrap();
        assert_eq!(district.code.as_deref(), Some("H99.1"));
    }
}

#[test]
fn a_report_about_the_root_is_nobodys_report() {
    let mut province = everywhere().remove(0);
    province.fill(5, 0);
    let law = regulation_rules::LawBook::as_read();
    let office = gov_ca_registry::Office {
        law: &law,
        province: None,
    };
    let open = |province: &mut Province| {
        let period = YEAR.parse().unwrap();
        let found = province
            .register
            .read(|view| gov_ca_registry::report::missing(view, None, None, period, &office));
        found.unwrap().len()
    };
    assert_eq!(open(&mut province), 4);
    take(&mut province, &of_another(3, 1), false).unwrap();
    assert_eq!(open(&mut province), 4);
    take(&mut province, &of_another(3, 2), false).unwrap();
    assert_eq!(open(&mut province), 3);
}
