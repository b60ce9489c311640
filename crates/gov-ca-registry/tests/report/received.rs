//! Reports that came from others: read with suspicion, kept once, added up without counting anything twice.

use gov_ca_model::VietnamDay;
use gov_ca_registry::Id;
use gov_ca_registry::entries::Body;
use gov_ca_registry::report::{FileFault, Received, Report, ReportError, receive};
use gov_ca_registry::store::StoreError;
use serde_json::{Value, json};

use crate::common::by;
use crate::filled::{BEGIN, Province, everywhere};

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
