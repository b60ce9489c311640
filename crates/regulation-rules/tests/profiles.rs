//! Appearance profiles: their days and provinces, their lines, and what each value rests on.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fmt::Write;

use gov_ca_model::{SubscriberClass, VietnamDay};
use regulation_rules::facts::{Millimetres, Role};
use regulation_rules::profiles::{
    self, Availability, Class, FormOfCopy, Governed, Profile, Profiles, Purpose, Size, ValueName,
    Values,
};
use regulation_rules::{Lang, LawBook};

const fn day(year: i16, month: i8, day: i8) -> VietnamDay {
    VietnamDay::new(year, month, day)
}

const DECREE: VietnamDay = day(2020, 3, 5);
const AN_GIANG: Option<&str> = Some("an-giang");

/// What stands behind a profile, or `None` where it may not be used.
fn standing(id: &str, on: VietnamDay, province: Option<&str>) -> Option<(Availability, bool)> {
    let offers = profiles::at(on, province, &LawBook::as_read());
    let offer = offers.iter().find(|offer| offer.profile.id == id)?;
    Some((offer.availability, offer.is_default))
}

fn is_open(id: &str, on: VietnamDay, province: Option<&str>) -> bool {
    let Some((availability, is_default)) = standing(id, on, province) else {
        return false;
    };
    assert!(!is_default || !matches!(availability, Availability::Open(_)));
    matches!(availability, Availability::Open(_))
}

fn default_for(purpose: Purpose, on: VietnamDay, province: Option<&str>) -> Option<&'static str> {
    let law = LawBook::as_read();
    let profile = Profiles::built_in().default_for(purpose, on, province, &law);
    profile.map(|profile| profile.id)
}

#[test]
fn the_profiles_of_the_decree_begin_with_it() {
    let decree = [
        "nd30.person",
        "nd30.agency",
        "nd30.attachment",
        "nd30.copy",
        "number",
        "date",
        "date.day",
        "date.month",
    ];
    for id in decree {
        for province in [None, AN_GIANG, Some("tay-ninh")] {
            assert_eq!(standing(id, DECREE.previous(), province), None, "{id}");
            let in_force = Some((Availability::InForce, true));
            assert_eq!(standing(id, DECREE, province), in_force, "{id}");
            assert_eq!(standing(id, day(2026, 11, 22), province), in_force, "{id}");
        }
    }
}

#[test]
fn an_giang_has_its_frame_and_then_the_decree() {
    let first = day(2014, 10, 30);
    let merged = day(2025, 7, 1);
    for id in ["angiang.person", "angiang.org", "angiang.multi"] {
        let at = |on| standing(id, on, AN_GIANG);
        assert_eq!(at(first.previous()), None, "{id}");
        assert_eq!(at(first), Some((Availability::InForce, true)), "{id}");
        let last = DECREE.previous();
        assert_eq!(at(last), Some((Availability::InForce, true)), "{id}");
        assert!(is_open(id, DECREE, AN_GIANG), "{id}");
        assert!(is_open(id, merged.previous(), AN_GIANG), "{id}");
        assert!(is_open(id, merged, AN_GIANG), "{id}");
        let (before, after) = (at(merged.previous()).unwrap(), at(merged).unwrap());
        assert_ne!(before, after, "{id}: the merger is another reason");
        for elsewhere in [None, Some("tay-ninh")] {
            assert_eq!(standing(id, first, elsewhere), None, "{id}");
            assert_eq!(standing(id, merged, elsewhere), None, "{id}");
        }
    }
    let person = |on| default_for(Purpose::AuthorisedPerson, on, AN_GIANG);
    assert_eq!(person(DECREE.previous()), Some("angiang.person"));
    assert_eq!(person(DECREE), Some("nd30.person"));
    let agency = |on| default_for(Purpose::Agency, on, AN_GIANG);
    assert_eq!(agency(DECREE.previous()), Some("angiang.org"));
    assert_eq!(agency(DECREE), Some("nd30.agency"));
    assert_eq!(
        default_for(Purpose::AuthorisedPerson, DECREE.previous(), None),
        None
    );
}

#[test]
fn the_circular_of_2019_is_open_until_its_days_are_stated() {
    let id = "tt01-2019.digitised";
    assert_eq!(standing(id, day(2018, 12, 31), None), None);
    assert!(is_open(id, day(2019, 1, 1), None));
    assert!(is_open(id, DECREE, None));
    let stated = "[[force]]\ninstrument = \"tt-01-2019\"\nfrom = \"2019-06-01\"\nread_by = \"Mẫu\"\nread_on = \"2026-11-22\"\nsource = \"Công báo\"\n";
    let law = LawBook::with_overlay(stated).unwrap();
    let default = |on| {
        let profile = Profiles::built_in().default_for(Purpose::Copy, on, None, &law);
        profile.map(|profile| profile.id)
    };
    assert_eq!(default(day(2019, 5, 31)), None);
    assert_eq!(default(day(2019, 6, 1)), Some(id));
    assert_eq!(default(DECREE.previous()), Some(id));
    assert_eq!(default(DECREE), Some("nd30.copy"));
    let since = profiles::at(DECREE, None, &law);
    let offer = since.iter().find(|offer| offer.profile.id == id).unwrap();
    assert!(matches!(offer.availability, Availability::Open(_)));
}

#[test]
fn practice_knows_no_days_but_an_giang_left_no_room_for_a_seal_on_annexes() {
    let practice = |is_default| Some((Availability::Practice, is_default));
    for id in ["initials", "incoming"] {
        assert_eq!(standing(id, day(2010, 1, 1), None), practice(true), "{id}");
        assert_eq!(standing(id, DECREE, AN_GIANG), practice(true), "{id}");
    }
    let seal = |on, province| standing("dau-treo", on, province);
    assert_eq!(seal(day(2014, 10, 29), AN_GIANG), practice(false));
    assert_eq!(seal(day(2014, 10, 30), AN_GIANG), None);
    assert_eq!(seal(DECREE.previous(), AN_GIANG), None);
    assert_eq!(seal(DECREE.previous(), None), practice(false));
    assert_eq!(seal(DECREE, AN_GIANG), practice(false));
}

/// On every day on which anything changes, and the day before, in every province.
#[test]
fn a_purpose_has_at_most_one_default() {
    let days = [day(2014, 10, 30), day(2019, 1, 1), DECREE, day(2025, 7, 1)];
    let mut seen = 0;
    for on in days.into_iter().flat_map(|on| [on.previous(), on]) {
        for province in [None, AN_GIANG, Some("tay-ninh"), Some("gia-lai")] {
            let offers = profiles::at(on, province, &LawBook::as_read());
            for purpose in Purpose::ALL {
                let defaults = offers
                    .iter()
                    .filter(|offer| offer.is_default && offer.profile.purpose == *purpose);
                let count = defaults.count();
                assert!(count <= 1, "{purpose:?} on {on} in {province:?}");
                seen += count;
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn what_was_not_read_stands_beside() {
    let unread = |on, province| -> Vec<&str> {
        let beside = profiles::unread_beside(on, province, &LawBook::as_read());
        beside.iter().map(|instrument| instrument.id).collect()
    };
    let on = day(2022, 6, 1);
    assert!(unread(on, Some("binh-dinh")).contains(&"binh-dinh-71-2020"));
    assert!(!unread(on, None).contains(&"binh-dinh-71-2020"));
    assert!(!unread(day(2020, 11, 8), Some("binh-dinh")).contains(&"binh-dinh-71-2020"));
    assert!(unread(day(2020, 6, 14), None).contains(&"tt-01-2011"));
    assert!(!unread(day(2020, 6, 15), None).contains(&"tt-01-2011"));
}

fn values() -> Values {
    Values {
        number: Some("05".to_owned()),
        symbol: Some("QĐ-UBND".to_owned()),
        signed_at: Some("2026-02-04T17:00:00.9Z".parse().unwrap()),
        dated_on: Some(day(2026, 2, 5)),
        name: Some("Nguyễn Thị Thúy Ượng".to_owned()),
        mail: Some("mau@angiang.gov.vn".to_owned()),
        agency: Some("Ủy ban nhân dân xã Mẫu".to_owned()),
        form_of_copy: Some(FormOfCopy::SaoLuc),
    }
}

#[test]
fn the_lines_of_each_profile() {
    let mut page = String::new();
    for profile in profiles::all() {
        let lines = profile.lines(&values()).unwrap();
        writeln!(page, "{}: {}", profile.id, lines.join(" | ")).unwrap();
    }
    insta::assert_snapshot!("lines", page);
}

#[test]
fn a_value_that_is_missing_is_named() {
    let refused = |id: &str, values: &Values| {
        let profile = profiles::by_id(id).unwrap();
        profile.lines(values).unwrap_err().value
    };
    let nothing = Values::default();
    assert_eq!(refused("nd30.attachment", &nothing), ValueName::Number);
    assert_eq!(refused("nd30.copy", &nothing), ValueName::FormOfCopy);
    assert_eq!(refused("date", &nothing), ValueName::DatedOn);
    assert_eq!(refused("angiang.person", &nothing), ValueName::SignedAt);
    let blank = |change: fn(&mut Values)| {
        let mut values = values();
        change(&mut values);
        values
    };
    let no_symbol = blank(|it| it.symbol = Some("  ".to_owned()));
    assert_eq!(refused("nd30.attachment", &no_symbol), ValueName::Symbol);
    let no_mail = blank(|it| it.mail = None);
    assert_eq!(refused("angiang.org", &no_mail), ValueName::Mail);
    let no_name = blank(|it| it.name = None);
    assert_eq!(refused("angiang.person", &no_name), ValueName::Name);
    let no_agency = blank(|it| it.agency = None);
    assert_eq!(refused("nd30.copy", &no_agency), ValueName::Agency);
    let error = profiles::by_id("date")
        .unwrap()
        .lines(&nothing)
        .unwrap_err();
    assert_eq!(error.text(Lang::Vi), "Mẫu date: thiếu ngày ban hành");
    assert_eq!(error.to_string(), "profile date: day of issue is missing");
    assert!(
        profiles::by_id("nd30.person")
            .unwrap()
            .lines(&nothing)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn dates_have_the_zeros_of_the_decree() {
    let date = |on| {
        let values = Values {
            dated_on: Some(on),
            ..Values::default()
        };
        profiles::by_id("date").unwrap().lines(&values).unwrap()
    };
    assert_eq!(date(day(2026, 1, 9)), ["ngày 09 tháng 01 năm 2026"]);
    assert_eq!(date(day(2026, 2, 10)), ["ngày 10 tháng 02 năm 2026"]);
    assert_eq!(date(day(2026, 3, 31)), ["ngày 31 tháng 3 năm 2026"]);
    assert_eq!(date(day(2026, 12, 1)), ["ngày 01 tháng 12 năm 2026"]);
}

#[test]
fn a_certificate_of_the_other_class_is_not_meant() {
    let person = profiles::by_id("nd30.person").unwrap();
    assert_eq!(person.purpose.role(), Role::AuthorisedPerson);
    let accepts = |class: Class| {
        use SubscriberClass::{AuthorisedPerson, Body, DeviceServiceSoftware, Individual};
        [Individual, AuthorisedPerson, Body, DeviceServiceSoftware].map(|it| class.accepts(it))
    };
    assert_eq!(accepts(person.class.value), [true, true, false, false]);
    assert_eq!(accepts(Class::Body), [false, false, true, false]);
    for profile in profiles::all() {
        let role = profile.purpose.role();
        let of_person = matches!(role, Role::AuthorisedPerson | Role::Initials);
        assert_eq!(
            profile.class.value == Class::Person,
            of_person,
            "{}",
            profile.id
        );
    }
}

/// A profile is whole: type beside lines, colours beside pictures, a size within its range, a registered size only for a seal.
#[test]
fn a_profile_does_not_contradict_itself() {
    for profile in profiles::all() {
        let (id, pictures) = (profile.id, &profile.pictures);
        let shown = pictures.shown.value;
        assert_eq!(
            shown.has_signature(),
            pictures.signature_ink.is_some(),
            "{id}"
        );
        assert_eq!(shown.has_seal(), pictures.seal_ink.is_some(), "{id}");
        let any = shown.has_signature() || shown.has_seal();
        assert_eq!(any, pictures.file.is_some(), "{id}");
        let lines = profile.text.value;
        assert_eq!(lines.is_empty(), profile.lettering.is_none(), "{id}");
        assert!(
            profile.size.value != Size::Registered || shown.has_seal(),
            "{id}"
        );
        let outside = profile
            .bounds
            .and_then(|it| it.value.hold(profile.size.value));
        assert_ne!(outside, Some(false), "{id}");
        assert!(
            !profile.title.vi.is_empty() && !profile.title.en.is_empty(),
            "{id}"
        );
    }
    let ids: Vec<&str> = profiles::all().iter().map(|it| it.id).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len());
}

/// Places that no profile of ours uses are told too.
#[test]
fn a_place_is_told_with_its_numbers() {
    let place = profiles::Placement::Corner {
        corner: profiles::Corner::BottomLeft,
        from_side: Millimetres::new(7.5),
        from_edge: Millimetres::new(12.0),
    };
    assert_eq!(
        place.text(Lang::Vi),
        "góc dưới, bên trái, trang đầu: cách mép bên 7,5 mm, cách mép dưới 12 mm"
    );
    assert_eq!(
        place.text(Lang::En),
        "bottom left corner of page 1: 7.5 mm from the side, 12 mm from the bottom"
    );
    for profile in profiles::all() {
        for lang in [Lang::Vi, Lang::En] {
            let told = profile.placement.value.text(lang);
            assert!(!told.contains(['<', '>']), "{told}");
        }
    }
}

/// Lines set solid at 1.15 of their size fit from top to bottom; a drawing that may not shrink type needs that.
#[test]
fn a_size_of_ours_holds_the_lines() {
    let mut held = 0;
    for profile in profiles::all() {
        let (Some(lettering), Size::Millimetres { height, .. }) =
            (profile.lettering, profile.size.value)
        else {
            continue;
        };
        let lines = u16::try_from(profile.text.value.len()).unwrap();
        let needed = f64::from(lines) * f64::from(lettering.size.value) * 1.15 * 25.4 / 72.0;
        assert!(needed <= height.get(), "{}: {needed} mm", profile.id);
        held += 1;
    }
    assert_eq!(held, 10);
}

#[test]
fn one_page_for_a_lawyer() {
    insta::assert_snapshot!("page_vi", profiles::page(Lang::Vi));
    insta::assert_snapshot!("page_en", profiles::page(Lang::En));
}

/// As data, every value carries who set it.
#[test]
fn every_value_says_who_set_it() {
    for profile in profiles::all() {
        let data = serde_json::to_value(profile).unwrap();
        assert_eq!(sets_in(&data), profile.sets().len(), "{}", profile.id);
        assert!(profile.sets().len() >= 6);
        let governed = matches!(profile.governed, Governed::Practice);
        let lawful = profile
            .sets()
            .iter()
            .any(|(_, set)| !set.cites().is_empty());
        assert_ne!(governed, lawful, "{}: practice is no law", profile.id);
    }
}

fn sets_in(data: &serde_json::Value) -> usize {
    match data {
        serde_json::Value::Object(fields) => {
            let here = usize::from(fields.contains_key("set"));
            here + fields.values().map(sets_in).sum::<usize>()
        }
        serde_json::Value::Array(items) => items.iter().map(sets_in).sum(),
        _ => 0,
    }
}

#[test]
fn as_data_for_whoever_draws() {
    let data = |profile: &Profile| serde_json::to_string_pretty(profile).unwrap();
    insta::assert_snapshot!(
        "person_data",
        data(profiles::by_id("angiang.person").unwrap())
    );
}
