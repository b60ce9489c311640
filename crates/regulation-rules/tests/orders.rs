//! Signing orders: their days and provinces, their steps, and what each value rests on.
#![allow(clippy::unwrap_used, missing_docs)]

use gov_ca_model::VietnamDay;
use regulation_rules::facts::Role;
use regulation_rules::orders::{self, Act, Attachments, Need, Numbering, Subject};
use regulation_rules::profiles::{Availability, Class, Governed, Purpose, Set};
use regulation_rules::{Lang, LawBook};

const fn day(year: i16, month: i8, day: i8) -> VietnamDay {
    VietnamDay::new(year, month, day)
}

const DECREE: VietnamDay = day(2020, 3, 5);
const AN_GIANG: Option<&str> = Some("an-giang");

fn standing(id: &str, on: VietnamDay, province: Option<&str>) -> Option<(Availability, bool)> {
    let offers = orders::at(on, province, &LawBook::as_read());
    let offer = offers.iter().find(|offer| offer.order.id == id)?;
    Some((offer.availability, offer.is_default))
}

fn default_for(subject: Subject, on: VietnamDay, province: Option<&str>) -> Option<&'static str> {
    orders::default_for(subject, on, province, &LawBook::as_read()).map(|order| order.id)
}

#[test]
fn the_orders_of_the_decree_begin_with_it() {
    for id in ["nd30.person-then-agency", "nd30.copy"] {
        for province in [None, AN_GIANG, Some("tay-ninh")] {
            assert_eq!(standing(id, DECREE.previous(), province), None, "{id}");
            let in_force = Some((Availability::InForce, true));
            assert_eq!(standing(id, DECREE, province), in_force, "{id}");
        }
    }
}

#[test]
fn an_giang_had_its_own_until_the_decree() {
    let first = day(2014, 10, 30);
    for (subject, id) in [
        (Subject::BornElectronic, "angiang.person"),
        (Subject::SignedOnPaper, "angiang.collective"),
    ] {
        assert_eq!(default_for(subject, first.previous(), AN_GIANG), None);
        assert_eq!(default_for(subject, first, AN_GIANG), Some(id));
        assert_eq!(default_for(subject, DECREE.previous(), AN_GIANG), Some(id));
        assert_eq!(default_for(subject, first, None), None);
        let after = standing(id, DECREE, AN_GIANG).unwrap();
        assert!(matches!(after, (Availability::Open(_), false)), "{id}");
    }
    let electronic = default_for(Subject::BornElectronic, DECREE, AN_GIANG);
    assert_eq!(electronic, Some("nd30.person-then-agency"));
    assert_eq!(default_for(Subject::SignedOnPaper, DECREE, AN_GIANG), None);
}

#[test]
fn what_offices_do_is_chosen_by_a_person_only() {
    for on in [day(2010, 1, 1), DECREE] {
        let standing = standing("person-then-agency", on, None);
        assert_eq!(standing, Some((Availability::Practice, false)));
    }
}

#[test]
fn the_agency_signs_after_the_person_and_a_copy_alone() {
    let order = orders::by_id("nd30.person-then-agency").unwrap();
    let before: Vec<Act> = order
        .required_before(Act::Agency)
        .map(|step| step.act)
        .collect();
    assert_eq!(before, [Act::AuthorisedPerson]);
    assert_eq!(order.required_before(Act::AuthorisedPerson).count(), 0);
    let person = order.step(Act::AuthorisedPerson).unwrap();
    assert_eq!(
        (person.class.value, person.need.value),
        (Class::Person, Need::Required)
    );
    assert_eq!(
        person.need.set.cites()[0].to_string(),
        "điểm d khoản 2 Điều 32 Nghị định số 30/2020/NĐ-CP"
    );
    assert_eq!(
        order.step(Act::NumberAndDate).unwrap().need.value,
        Need::UnlessPrinted
    );
    assert_eq!(order.attachments.value, Attachments::ByAgency);
    let copy = orders::by_id("nd30.copy").unwrap();
    assert_eq!(copy.steps.len(), 1);
    assert!(copy.step(Act::AuthorisedPerson).is_none());
    assert!(orders::by_id("nd30").is_none());
}

#[test]
fn an_giang_asks_for_the_day_of_issue_and_the_number_before() {
    for (id, act, place) in [
        (
            "angiang.person",
            Act::AuthorisedPerson,
            "điểm b khoản 1 Điều 8",
        ),
        ("angiang.collective", Act::Agency, "điểm a khoản 1 Điều 8"),
    ] {
        let order = orders::by_id(id).unwrap();
        let step = order.step(act).unwrap();
        assert_eq!(order.steps.len(), 1, "{id}");
        let cited = step.on_day_of_issue.unwrap().cites()[0].to_string();
        assert!(cited.contains(place), "{cited}");
        assert_eq!(order.numbering.value, Numbering::BeforeSigning, "{id}");
        assert_eq!(order.attachments.value, Attachments::WithMain, "{id}");
        let numbering = order.numbering.set.cites()[0].to_string();
        assert!(
            numbering.starts_with("gạch đầu dòng thứ nhất"),
            "{numbering}"
        );
    }
}

/// On every day on which anything changes, and the day before, in every province.
#[test]
fn a_subject_has_at_most_one_default() {
    let days = [
        day(2014, 10, 30),
        DECREE,
        day(2025, 7, 1),
        day(2026, 11, 23),
    ];
    for on in days.into_iter().flat_map(|on| [on.previous(), on]) {
        for province in [None, AN_GIANG, Some("tay-ninh"), Some("gia-lai")] {
            let offers = orders::at(on, province, &LawBook::as_read());
            for subject in Subject::ALL {
                let defaults = offers.iter().filter(|offer| offer.is_default);
                let count = defaults
                    .filter(|offer| offer.order.subject == *subject)
                    .count();
                assert!(count <= 1, "{subject:?} on {on} in {province:?}");
            }
        }
    }
}

#[test]
fn an_act_plays_its_part_and_wants_its_appearance() {
    let told: Vec<(Role, Purpose)> = Act::ALL
        .iter()
        .map(|act| (act.role(), act.purpose()))
        .collect();
    assert_eq!(
        told,
        [
            (Role::Initials, Purpose::Initials),
            (Role::AuthorisedPerson, Purpose::AuthorisedPerson),
            (Role::NumberDateStamp, Purpose::Number),
            (Role::Agency, Purpose::Agency),
        ]
    );
    for act in Act::ALL {
        assert_eq!(act.purpose().role(), act.role());
    }
}

/// A law's order rests on that law; what was seen or decided here never says otherwise.
#[test]
fn what_the_law_sets_cites_the_law_that_governs() {
    let mut cited = 0;
    for order in orders::all() {
        let steps = order
            .steps
            .iter()
            .flat_map(|step| [step.class.set, step.need.set]);
        let days = order.steps.iter().filter_map(|step| step.on_day_of_issue);
        let sets = steps
            .chain(days)
            .chain([order.numbering.set, order.attachments.set]);
        for set in sets {
            match (order.governed, set) {
                (Governed::Law(instrument), Set::Law { cites, .. }) => {
                    assert!(
                        cites
                            .iter()
                            .all(|place| place.instrument.id == instrument.id)
                    );
                    cited += 1;
                }
                (Governed::Practice, Set::Law { .. }) => panic!("{} cites a law", order.id),
                _ => {}
            }
        }
    }
    assert_eq!(cited, 18);
}

#[test]
fn one_page_for_a_lawyer() {
    insta::assert_snapshot!("orders_vi", orders::page(Lang::Vi));
    insta::assert_snapshot!("orders_en", orders::page(Lang::En));
}
