//! Roles: a letter as ministries sign it, with six signatures, and its twins in which something does not fit.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cert_path::Evidence;
use common::drafts::{self, DAY, Field, INITIALS, LEADER, LETTER, Line, MONTH, NUMBER, SEAL};
use common::looks::{look, look_at};
use common::{issued, report_on, signed_in};
use demo_pki::{Authority, DemoHierarchy, Issued, KeyKind, Profile, SubjectAttribute};
use pades_verify::DocumentReport;
use page_view::PageGeometry;
use regulation_rules::facts::{CallerFacts, Role};
use signing_workflow::roles::{self, Look, NameMatch, Prefix, Printed, RoleFact, ToldRole};

/// Everybody who may sign.
struct People {
    official: Issued,
    leader: Issued,
    /// Another certificate of somebody of the leader's name.
    namesake: Issued,
    records_room: Issued,
    agency: Issued,
    other_agency: Issued,
    stranger: Issued,
}

static PEOPLE: LazyLock<People> = LazyLock::new(|| {
    let named =
        |name: &'static str| move |hierarchy: &DemoHierarchy| with_name(hierarchy.leader(), name);
    People {
        official: issued(named("Lê Thị Nháy")),
        leader: issued(DemoHierarchy::leader),
        namesake: issued(named("NGUYỄN VĂN MẪU")),
        records_room: issued(DemoHierarchy::records_room),
        agency: issued(DemoHierarchy::agency),
        other_agency: issued(|hierarchy| {
            let name = "SỞ TÀI CHÍNH TỈNH LẠC HỒNG";
            let mut profile = with_name(hierarchy.agency(), name);
            profile
                .subject
                .push((SubjectAttribute::Organisation, name.to_owned()));
            profile
        }),
        stranger: foreign(),
    }
});

fn with_name(mut profile: Profile, name: &str) -> Profile {
    profile
        .subject
        .push((SubjectAttribute::CommonName, name.to_owned()));
    profile
}

/// A person of a CA elsewhere.
fn foreign() -> Issued {
    let day = |text: &str| text.parse().unwrap();
    let mut authority = Profile::authority(
        "Example CA",
        day("2026-01-01T00:00:00Z"),
        day("2031-01-01T00:00:00Z"),
    );
    authority.subject = vec![(SubjectAttribute::CommonName, "Example CA".to_owned())];
    let authority = Authority::self_signed(&authority).unwrap();
    let hierarchy = DemoHierarchy::new(day("2026-01-01T00:00:00Z"), day("2027-01-01T00:00:00Z"));
    let mut profile = hierarchy.unwrap().leader().with_key(KeyKind::P256);
    profile.subject = vec![(SubjectAttribute::CommonName, "John Smith".to_owned())];
    authority.issue(&profile).unwrap()
}

/// Lines, and who signs where.
fn signed(lines: &[Line<'_>], by: &[(Field<'_>, &Issued)]) -> Vec<u8> {
    let fields: Vec<Field<'_>> = by.iter().map(|(field, _)| *field).collect();
    let draft = drafts::document(lines, &fields, "");
    by.iter().fold(draft, |bytes, ((name, _), issued)| {
        signed_in(&bytes, name, issued)
    })
}

fn report(bytes: &[u8]) -> DocumentReport {
    report_on(bytes, &Evidence::new(), &[])
}

fn tell(lines: &[Line<'_>], by: &[(Field<'_>, &Issued)]) -> BTreeMap<String, ToldRole> {
    let bytes = signed(lines, by);
    tell_with(&bytes, &look(&bytes, lines), &CallerFacts::default())
}

fn tell_with(bytes: &[u8], look: &Look, caller: &CallerFacts) -> BTreeMap<String, ToldRole> {
    let told = roles::tell(&report(bytes), look, caller);
    told.into_iter()
        .map(|one| (one.field.clone(), one))
        .collect()
}

/// The role of the only signature, and what was found.
fn only(lines: &[Line<'_>], field: Field<'_>, issued: &Issued) -> ToldRole {
    let told = tell(lines, &[(field, issued)]);
    told.into_values().next().unwrap()
}

fn six() -> [(Field<'static>, &'static Issued); 6] {
    [
        (INITIALS, &PEOPLE.official),
        (LEADER, &PEOPLE.leader),
        (NUMBER, &PEOPLE.records_room),
        (DAY, &PEOPLE.records_room),
        (MONTH, &PEOPLE.records_room),
        (SEAL, &PEOPLE.agency),
    ]
}

#[test]
fn the_draft_is_read_as_a_clerk_reads_it() {
    let bytes = drafts::document(LETTER, &[], "");
    let printed = Printed::read(&look(&bytes, LETTER));
    assert_eq!(
        printed.head,
        ["UBND TỈNH LẠC HỒNG", "SỞ KHOA HỌC VÀ CÔNG NGHỆ"]
    );
    assert_eq!(printed.blocks.len(), 1);
    let block = &printed.blocks[0];
    assert_eq!(block.title, "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC");
    assert_eq!(
        (block.prefix, block.name.as_deref()),
        (Some(Prefix::Kt), Some("Nguyễn Văn Mẫu"))
    );
}

#[test]
fn six_signatures_have_six_roles_and_say_why() {
    let told = tell(LETTER, &six());
    let role = |field: &str| told[field].role;
    assert_eq!(role("KyNhay"), Role::Initials, "{:?}", told["KyNhay"]);
    assert_eq!(
        role("LanhDao"),
        Role::AuthorisedPerson,
        "{:?}",
        told["LanhDao"]
    );
    for stamp in ["So", "Ngay", "Thang"] {
        assert_eq!(role(stamp), Role::NumberDateStamp, "{:?}", told[stamp]);
    }
    assert_eq!(role("DauCoQuan"), Role::Agency, "{:?}", told["DauCoQuan"]);

    let evidence = |field: &str| &told[field].evidence;
    let line = "Trân trọng./.".to_owned();
    assert!(evidence("KyNhay").contains(&RoleFact::EndOfText { line }));
    assert!(evidence("LanhDao").contains(&RoleFact::PrintedName {
        printed: "Nguyễn Văn Mẫu".to_owned(),
        how: NameMatch::Exact,
    }));
    assert!(
        evidence("So")
            .iter()
            .any(|fact| matches!(fact, RoleFact::NumberBlank { .. }))
    );
    assert!(
        evidence("So")
            .iter()
            .any(|fact| matches!(fact, RoleFact::RecordsRoom { .. }))
    );
    assert!(
        evidence("Thang")
            .iter()
            .any(|fact| matches!(fact, RoleFact::DateBlank { .. }))
    );
    let seal = evidence("DauCoQuan");
    let over = RoleFact::OverSignature {
        field: "LanhDao".to_owned(),
    };
    assert!(seal.contains(&over) && seal.contains(&RoleFact::OrganisationPrinted));
    assert!(
        seal.iter()
            .any(|fact| matches!(fact, RoleFact::BudgetUnit { .. }))
    );
    assert!(seal.contains(&RoleFact::Order { position: 6, of: 6 }));
}

#[test]
fn a_turned_page_tells_the_same() {
    for rotation in [90, 180, 270] {
        // Displayed, each is 595 by 842.
        let visible = match rotation {
            180 => [0.0, 0.0, 595.0, 842.0],
            _ => [0.0, 0.0, 842.0, 595.0],
        };
        let page = PageGeometry { visible, rotation };
        let by = six();
        let turned = by.map(|((name, area), issued)| ((name, page.from_displayed(area)), issued));
        let bytes = signed(LETTER, &turned);
        let look = look_at(&bytes, LETTER, page);
        let told = tell_with(&bytes, &look, &CallerFacts::default());
        let roles: Vec<Role> = by.iter().map(|((name, _), _)| told[*name].role).collect();
        let stamp = Role::NumberDateStamp;
        let expected = [
            Role::Initials,
            Role::AuthorisedPerson,
            stamp,
            stamp,
            stamp,
            Role::Agency,
        ];
        assert_eq!(roles, expected, "{rotation}: {told:?}");
    }
}

#[test]
fn another_name_is_printed_under_the_title() {
    let lines = drafts::letter_with("Nguyễn Văn Mẫu", "Trần Văn Khác");
    let told = only(&lines, LEADER, &PEOPLE.leader);
    assert_eq!(told.role, Role::Unknown);
    assert!(told.evidence.contains(&RoleFact::OtherNamePrinted {
        printed: "Trần Văn Khác".to_owned()
    }));
}

#[test]
fn names_are_compared_under_all_habits() {
    for (printed, name, how) in [
        (
            "Trần Thị Thuý Hoà",
            "Trần Thị Thúy Hòa",
            Some(NameMatch::Habit),
        ),
        ("TRẦN THỊ LÝ", "Trần Thị Lí", Some(NameMatch::Habit)),
        ("PGS.TS. Trần Thị Lý", "Trần Thị Lý", Some(NameMatch::Exact)),
        ("Trần Thị Lý", "Tran Thi Ly", None),
    ] {
        let signer = issued(|hierarchy| with_name(hierarchy.leader(), name));
        let lines = drafts::letter_with("Nguyễn Văn Mẫu", printed);
        let told = only(&lines, LEADER, &signer);
        let found = told.evidence.iter().find_map(|fact| match fact {
            RoleFact::PrintedName { how, .. } => Some(*how),
            _ => None,
        });
        assert_eq!(found, how, "{printed} {name}: {told:?}");
        let role = if how.is_some() {
            Role::AuthorisedPerson
        } else {
            Role::Unknown
        };
        assert_eq!(told.role, role, "{printed} {name}");
    }
}

#[test]
fn a_person_placed_like_the_seal_is_nobody() {
    let told = tell(
        LETTER,
        &[(LEADER, &PEOPLE.leader), (SEAL, &PEOPLE.official)],
    );
    assert_eq!(told["LanhDao"].role, Role::AuthorisedPerson);
    assert_eq!(
        told["DauCoQuan"].role,
        Role::Unknown,
        "{:?}",
        told["DauCoQuan"]
    );
}

#[test]
fn a_body_placed_like_the_leader_is_not_the_leader() {
    let told = only(LETTER, LEADER, &PEOPLE.agency);
    assert_ne!(told.role, Role::AuthorisedPerson);
}

#[test]
fn two_with_the_same_claim_are_nobody() {
    let second: Field<'_> = ("LanhDao2", LEADER.1);
    let told = tell(
        LETTER,
        &[(LEADER, &PEOPLE.leader), (second, &PEOPLE.namesake)],
    );
    for (field, other) in [("LanhDao", "LanhDao2"), ("LanhDao2", "LanhDao")] {
        assert_eq!(told[field].role, Role::Unknown, "{field}");
        let rivals = RoleFact::Rivals {
            role: Role::AuthorisedPerson,
            fields: vec![other.to_owned()],
        };
        assert!(told[field].evidence.contains(&rivals), "{:?}", told[field]);
    }
    // the same certificate twice is one claim
    let told = tell(
        LETTER,
        &[(LEADER, &PEOPLE.leader), (second, &PEOPLE.leader)],
    );
    assert_eq!(told["LanhDao2"].role, Role::AuthorisedPerson);
}

#[test]
fn another_bodys_seal_is_not_the_issuing_agencys() {
    let told = tell(
        LETTER,
        &[(LEADER, &PEOPLE.leader), (SEAL, &PEOPLE.other_agency)],
    );
    let seal = &told["DauCoQuan"];
    assert_eq!(seal.role, Role::Unknown);
    let other = |fact: &RoleFact| matches!(fact, RoleFact::OtherOrganisationPrinted { .. });
    assert!(seal.evidence.iter().any(other), "{seal:?}");
}

#[test]
fn initials_do_not_follow_the_leader_and_are_not_the_leaders() {
    let told = tell(
        LETTER,
        &[(LEADER, &PEOPLE.leader), (INITIALS, &PEOPLE.official)],
    );
    assert_eq!(told["KyNhay"].role, Role::Unknown);
    assert!(
        told["KyNhay"]
            .evidence
            .contains(&RoleFact::AfterAuthorisedPerson)
    );

    let own = only(LETTER, INITIALS, &PEOPLE.leader);
    assert_eq!(own.role, Role::Unknown, "{own:?}");
}

#[test]
fn a_person_who_fills_the_number_is_not_taken_for_the_records_room() {
    assert_eq!(only(LETTER, NUMBER, &PEOPLE.official).role, Role::Unknown);
    // nor is what is too large for a blank
    let large: Field<'_> = ("So", [95.0, 690.0, 275.0, 780.0]);
    assert_eq!(
        only(LETTER, large, &PEOPLE.records_room).role,
        Role::Unknown
    );
}

#[test]
fn a_place_that_says_nothing_is_unknown() {
    let nowhere: Field<'_> = ("Khac", [70.0, 100.0, 250.0, 190.0]);
    for issued in [&PEOPLE.official, &PEOPLE.leader, &PEOPLE.records_room] {
        let told = only(LETTER, nowhere, issued);
        assert_eq!(told.role, Role::Unknown, "{told:?}");
    }
}

#[test]
fn pages_are_read_where_they_can_tell_something() {
    let machine = issued(|hierarchy| {
        let mut profile = hierarchy.leader();
        profile.subject = vec![(SubjectAttribute::CommonName, "rsa-01".to_owned())];
        profile
    });
    let unseen: Field<'_> = ("Khong", [0.0; 4]);
    let asked = |field, issued: &Issued| {
        let bytes = signed(LETTER, &[(field, issued)]);
        let report = report(&bytes);
        let read = look(&bytes, LETTER);
        let unread = Look {
            pages: BTreeMap::new(),
            ..read.clone()
        };
        let told = |look| roles::tell(&report, look, &CallerFacts::default());
        let same = told(&read) == told(&unread);
        (read.needs_pages(&report), same)
    };
    assert_eq!(asked(unseen, &machine), (false, true));
    assert_eq!(asked(LEADER, &machine), (true, false));
    assert_eq!(asked(unseen, &PEOPLE.leader), (true, false));
}

#[test]
fn certificates_from_elsewhere_are_not_asked() {
    let lines = drafts::letter_with("Nguyễn Văn Mẫu", "John Smith");
    let told = only(&lines, LEADER, &PEOPLE.stranger);
    assert_eq!(told.role, Role::Unknown);
    assert!(told.evidence.contains(&RoleFact::NotVietnamese), "{told:?}");
    let bytes = signed(LETTER, &[(LEADER, &PEOPLE.stranger)]);
    assert!(!Look::is_worthwhile(&report(&bytes)));
    let bytes = signed(LETTER, &[(LEADER, &PEOPLE.leader)]);
    assert!(Look::is_worthwhile(&report(&bytes)));
}

#[test]
fn invisible_signatures_are_told_by_certificate_and_print() {
    let none: [f64; 4] = [0.0; 4];
    let told = tell(
        LETTER,
        &[
            (("A", none), &PEOPLE.leader),
            (("B", none), &PEOPLE.agency),
            (("C", none), &PEOPLE.official),
        ],
    );
    assert_eq!(told["A"].role, Role::AuthorisedPerson, "{:?}", told["A"]);
    assert_eq!(told["B"].role, Role::Agency, "{:?}", told["B"]);
    assert_eq!(told["C"].role, Role::Unknown);
    assert!(told["C"].evidence.contains(&RoleFact::Invisible));
}

/// An annex in a file of its own: number and date of its document stamped into the line that names it, the seal over the
/// title at the top left, all by the agency's certificate (observed).
const ANNEX: &[Line<'_>] = &[
    (230.0, 780.0, 14.0, "PHỤ LỤC"),
    (150.0, 760.0, 14.0, "DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ"),
    (110.0, 740.0, 13.0, "(Kèm theo Công văn số"),
    (310.0, 740.0, 13.0, "/SKHCN-VP ngày"),
    (440.0, 740.0, 13.0, "tháng"),
    (505.0, 740.0, 13.0, "năm 2026)"),
    (70.0, 690.0, 13.0, "1. Nhiệm vụ thứ nhất"),
];

#[test]
fn an_annex_carries_the_agencys_signature_alone() {
    let number: Field<'_> = ("So", [255.0, 737.0, 295.0, 751.0]);
    let day: Field<'_> = ("Ngay", [410.0, 737.0, 434.0, 751.0]);
    let seal: Field<'_> = ("Dau", [90.0, 700.0, 200.0, 810.0]);
    let agency = &PEOPLE.agency;
    let told = tell(ANNEX, &[(number, agency), (day, agency), (seal, agency)]);
    assert_eq!(told["So"].role, Role::NumberDateStamp, "{:?}", told["So"]);
    assert_eq!(
        told["Ngay"].role,
        Role::NumberDateStamp,
        "{:?}",
        told["Ngay"]
    );
    assert_eq!(told["Dau"].role, Role::Attachment, "{:?}", told["Dau"]);
    // a letter that speaks of an annex is no annex
    let top: Field<'_> = ("Dau", [90.0, 700.0, 200.0, 810.0]);
    assert_ne!(only(LETTER, top, agency).role, Role::Attachment);
}

#[test]
fn a_page_that_cannot_be_read_tells_no_role() {
    let bytes = signed(LETTER, &six());
    let mut look = look(&bytes, LETTER);
    for page in look.pages.values_mut() {
        page.text = Err("no text".to_owned());
    }
    let told = tell_with(&bytes, &look, &CallerFacts::default());
    for one in told.values() {
        assert_eq!(one.role, Role::Unknown, "{one:?}");
        let unread = RoleFact::TextUnread {
            page: Some(1),
            why: "no text".to_owned(),
        };
        assert!(one.evidence.contains(&unread), "{one:?}");
    }
}

#[test]
fn the_callers_word_wins_and_rules_judge_by_what_was_told() {
    let bytes = signed(LETTER, &six());
    let mut caller = CallerFacts::default();
    caller
        .signature
        .entry("KyNhay".to_owned())
        .or_default()
        .role = Some(Role::Copy);
    let report = report(&bytes);
    let told = roles::tell(&report, &look(&bytes, LETTER), &caller);
    assert_eq!((told[0].role, told[0].is_stated()), (Role::Copy, true));
    assert_eq!(
        (told[1].role, told[1].is_stated()),
        (Role::AuthorisedPerson, false)
    );
    roles::state(&told, &mut caller);
    assert_eq!(caller.role_of("KyNhay"), Role::Copy);
    assert_eq!(caller.role_of("LanhDao"), Role::AuthorisedPerson);
    assert_eq!(caller.role_of("DauCoQuan"), Role::Agency);
}
