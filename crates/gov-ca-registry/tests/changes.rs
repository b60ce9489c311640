//! People and agencies change; devices are lost: what is touched, who has to be told, what the law asks for.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DAY, World, by};
use gov_ca_model::{CertificateStep, DeviceKind, DeviceStep, History, RequestKind, VietnamDay};
use gov_ca_registry::changes::{Happening, Touched, make};
use gov_ca_registry::entries::{
    Body, Certificate, Device, Holder, Notice, Person, ShortKind, ShortRecord, Subscriber,
};
use gov_ca_registry::steps::{self, Befallen, DeviceDeed, DeviceDone, Lacking, Mishap, StepError};
use gov_ca_registry::store::StoreError;
use gov_ca_registry::{Id, Office, Task, due};
use jiff::{SignedDuration, Timestamp};
use regulation_rules::LawBook;
use regulation_rules::facts::{BodyStanding, DeviceEvent, HolderStanding, IssueKind, Party};

fn changed(world: &mut World, happening: &Happening, on: VietnamDay) -> Result<Touched, StepError> {
    let office = Office {
        law: &world.law,
        province: world.province,
    };
    world
        .register
        .change(&by(on), |change| make(change, happening, on, &office))
}

fn person_of(world: &mut World, subscriber: Id<Subscriber>) -> Id<Person> {
    let stored = world
        .register
        .read(|view| view.get::<Subscriber>(subscriber.number()));
    let stored = stored.map_err(|error: StoreError| error).unwrap().unwrap();
    match stored.record().holder {
        Holder::Person(person) => person,
        _ => panic!("a person"),
    }
}

/// Which requests the certificates ask for, and by which rule.
fn asked(touched: &Touched) -> Vec<Option<(RequestKind, &'static str)>> {
    let asked = touched.certificates.iter();
    asked
        .map(|(_, misfit)| misfit.as_ref().map(|one| (one.asks, one.rule.code())))
        .collect()
}

#[test]
fn a_transfer_asks_for_a_change_of_information_and_retirement_for_revocation() {
    let mut world = World::new(Some("tay-ninh"));
    let (certificate, device) = world.holds("01AB");
    let leader = world.leader;
    let person = person_of(&mut world, leader);
    let transfer = Happening::Transfer {
        person,
        to: world.department,
        title: "Giám đốc".to_owned(),
        managed_by: Some(world.department),
        by: None,
    };
    let touched = changed(&mut world, &transfer, DAY.plus_days(20)).unwrap();
    assert_eq!(touched.certificates[0].0, certificate);
    assert_eq!(touched.devices, [device]);
    let rule = "nd-68-2024/person-information-outdated";
    assert_eq!(
        asked(&touched),
        [Some((RequestKind::ChangeInformation, rule))]
    );
    let leave = Happening::Leave {
        person,
        how: HolderStanding::Retired,
        by: None,
    };
    let touched = changed(&mut world, &leave, DAY.plus_days(40)).unwrap();
    let rule = "nd-68-2024/holder-no-longer-in-post";
    assert_eq!(asked(&touched), [Some((RequestKind::Revoke, rule))]);
    assert!(world.register.audit().unwrap().is_clean());
}

#[test]
fn a_body_that_is_renamed_changes_and_one_that_is_merged_is_revoked() {
    let mut world = World::new(Some("tay-ninh"));
    let (certificate, _) = world.holds_for(world.agency, "0CAFE", 2);
    let (of_leader, _) = world.holds("01AB");
    let rename = Happening::Rename {
        body: world.commune,
        name: "UBND phường Mẫu".to_owned(),
    };
    let touched = changed(&mut world, &rename, DAY.plus_days(30)).unwrap();
    let rule = "nd-68-2024/body-information-outdated";
    assert_eq!(
        asked(&touched),
        [Some((RequestKind::ChangeInformation, rule))]
    );
    assert_eq!(touched.certificates[0].0, certificate);
    let refused = changed(&mut world, &rename, DAY.plus_days(30)).unwrap_err();
    assert!(matches!(refused, StepError::NotAfter(_)), "{refused}");
    let merge = Happening::End {
        body: world.commune,
        how: BodyStanding::Merged,
        into: vec![world.department],
        heir: None,
        by: None,
    };
    let touched = changed(&mut world, &merge, DAY.plus_days(60)).unwrap();
    let ids: Vec<Id<Certificate>> = touched.certificates.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, [certificate, of_leader]);
    let body = "nd-68-2024/body-no-longer-exists";
    let person = "nd-68-2024/person-information-outdated";
    let expected = [
        Some((RequestKind::Revoke, body)),
        Some((RequestKind::ChangeInformation, person)),
    ];
    assert_eq!(asked(&touched), expected);
    assert_eq!(touched.persons.len(), 2, "the chairman and the clerk");
    let nowhere = Happening::End {
        body: world.department,
        how: BodyStanding::Merged,
        into: vec![Id::<Body>::new(77)],
        heir: None,
        by: None,
    };
    assert!(matches!(
        changed(&mut world, &nowhere, DAY),
        Err(StepError::NotFound { .. })
    ));
}

#[test]
fn a_body_ends_once_and_not_into_itself() {
    let mut world = World::new(None);
    let (commune, department) = (world.commune, world.department);
    let end = |how, into: &[Id<Body>], heir| Happening::End {
        body: commune,
        how,
        into: into.to_vec(),
        heir,
        by: None,
    };
    let day = DAY.plus_days(60);
    for how in [BodyStanding::Merged, BodyStanding::Split] {
        let nowhere = changed(&mut world, &end(how, &[], Some(department)), day).unwrap_err();
        assert!(
            matches!(nowhere, StepError::Lacking(Lacking::Successor)),
            "{nowhere}"
        );
    }
    for itself in [
        end(BodyStanding::Merged, &[commune], None),
        end(BodyStanding::Dissolved, &[], Some(commune)),
    ] {
        let refused = changed(&mut world, &itself, day).unwrap_err();
        assert!(matches!(refused, StepError::OwnSuccessor(_)), "{refused}");
    }
    let early = end(BodyStanding::Dissolved, &[], None);
    let early = changed(&mut world, &early, VietnamDay::new(2025, 6, 30)).unwrap_err();
    assert!(matches!(early, StepError::NotAfter(_)), "{early}");
    let merged = end(BodyStanding::Merged, &[department], None);
    changed(&mut world, &merged, day).unwrap();
    let again = end(BodyStanding::Dissolved, &[], None);
    for on in [day, day.plus_days(30), DAY] {
        let refused = changed(&mut world, &again, on).unwrap_err();
        assert!(over(&refused, "organisation", day), "{refused}");
    }
}

fn over(error: &StepError, of: &str, from: VietnamDay) -> bool {
    matches!(error, StepError::Over { table, since, .. } if *table == of && *since == from)
}

#[test]
fn nobody_leaves_twice_or_moves_into_a_body_that_is_no_more() {
    let mut world = World::new(None);
    let (clerk, commune) = (world.clerk, world.commune);
    let leader = world.leader;
    let leader = person_of(&mut world, leader);
    let ended = Happening::End {
        body: world.department,
        how: BodyStanding::Dissolved,
        into: Vec::new(),
        heir: None,
        by: None,
    };
    let day = DAY.plus_days(30);
    changed(&mut world, &ended, day).unwrap();
    let transfer = |person, to, managed_by| Happening::Transfer {
        person,
        to,
        title: "Chuyên viên".to_owned(),
        managed_by: Some(managed_by),
        by: None,
    };
    let department = world.department;
    let before = transfer(clerk, department, commune);
    let gone = [
        transfer(clerk, department, commune),
        transfer(leader, commune, department),
        Happening::Manage {
            subscriber: world.agency,
            by: department,
        },
        Happening::Under {
            body: commune,
            above: Some(department),
        },
    ];
    for happening in &gone {
        let refused = changed(&mut world, happening, day).unwrap_err();
        assert!(over(&refused, "organisation", day), "{refused}");
    }
    changed(&mut world, &before, day.plus_days(-1)).unwrap();
    let leave = Happening::Leave {
        person: clerk,
        how: HolderStanding::Left,
        by: None,
    };
    let early = changed(&mut world, &leave, DAY).unwrap_err();
    assert!(matches!(early, StepError::NotAfter(_)), "{early}");
    let last = day.plus_days(10);
    changed(&mut world, &leave, last).unwrap();
    let position = Happening::Position {
        person: clerk,
        title: "Văn thư".to_owned(),
        by: None,
    };
    for again in [leave, position, transfer(clerk, commune, commune)] {
        for on in [last.plus_days(-5), last, last.plus_days(5)] {
            let refused = changed(&mut world, &again, on).unwrap_err();
            assert!(over(&refused, "person", last), "{refused}");
        }
    }
}

fn lost(world: &mut World, device: Id<Device>, since: &str) -> DeviceDone {
    let since: Timestamp = since.parse().unwrap();
    let on = VietnamDay::of(since);
    let deed = DeviceDeed {
        step: DeviceStep::Lose,
        on,
        since: Some(since),
        paper: None,
        channel: None,
        to: None,
        assigned_by: None,
        note: Some("mất trên đường công tác".to_owned()),
    };
    let office = Office {
        law: &world.law,
        province: world.province,
    };
    let done = world.register.change(&by(on), |change| {
        steps::take_device_step(change, device, &deed, &office)
    });
    done.unwrap()
}

fn to_tell(world: &mut World, on: VietnamDay) -> Vec<(Option<VietnamDay>, &'static str)> {
    let office = Office {
        law: &world.law,
        province: world.province,
    };
    let all = world.register.read(|view| due(view, on, 1, &office));
    let all = all.map_err(|error: StepError| error).unwrap();
    let notices = all.iter().filter(|due| due.what == Task::TellOfDevice);
    notices
        .map(|due| (due.by, due.rule.as_ref().unwrap().code()))
        .collect()
}

/// A device of the leader since a day, with a certificate in effect.
fn held_since(world: &mut World, day: VietnamDay) -> (Id<Certificate>, Id<Device>) {
    let handed_over = History::begun((), day).then(day, DeviceStep::HandOver);
    let device = Device {
        number: "TK1".to_owned(),
        token_serial: None,
        kind: DeviceKind::PkiToken,
        subscriber: Some(world.leader),
        history: handed_over.unwrap(),
        recorded: Vec::new(),
        custody: Vec::new(),
    };
    let mut certificate = Certificate {
        number: "1".to_owned(),
        subscriber: world.leader,
        device: None,
        issued_as: IssueKind::New,
        valid_from: day,
        valid_to: day.plus_years(5).previous(),
        history: History::begun((), day)
            .then(day, CertificateStep::Publish)
            .unwrap(),
        replaces: None,
        blocked: None,
        revocation_notice_on: None,
        x509: None,
    };
    let made = world.register.change(&by(day), |change| {
        let device = Id::of(&change.insert(device)?);
        certificate.device = Some(device);
        Ok::<_, StoreError>((Id::of(&change.insert(certificate)?), device))
    });
    made.unwrap()
}

#[test]
fn who_is_to_be_told_of_a_loss_is_what_the_regulation_of_the_place_says() {
    let mut world = World::new(Some("an-giang"));
    let (certificate, device) = held_since(&mut world, VietnamDay::new(2015, 3, 2));
    let done = lost(&mut world, device, "2016-04-01T08:00:00+07:00");
    assert_eq!(done.blocked, [certificate]);
    let notice = done.notice.unwrap();
    let day = VietnamDay::new(2016, 4, 1);
    let rule = "an-giang-39-2014/loss-not-told-in-time";
    assert_eq!(
        to_tell(&mut world, day),
        [(None, rule)],
        "the department, in time"
    );
    let at = "2016-04-01T08:30:00+07:00";
    let early = tell(
        &mut world,
        notice,
        Party::Department,
        "2016-04-01T07:59:00+07:00",
    );
    assert!(
        matches!(early, Err(StepError::ToldTooEarly { .. })),
        "{early:?}"
    );
    let closed = tell(&mut world, notice, Party::ManagingBody, at).unwrap();
    assert_eq!(closed, None, "somebody else");
    assert_eq!(to_tell(&mut world, day), [(None, rule)]);
    let closed = tell(&mut world, notice, Party::Department, at).unwrap();
    assert_eq!(closed, Some(day), "all whom the law names");
    assert_eq!(to_tell(&mut world, day), []);
    let twice = tell(&mut world, notice, Party::Department, at);
    assert!(
        matches!(twice, Err(StepError::ToldAlready { on }) if on == day),
        "{twice:?}"
    );
    let kept = world
        .register
        .read(|view| view.get::<Notice>(notice.number()));
    let kept = kept.map_err(|error: StoreError| error).unwrap().unwrap();
    assert_eq!(kept.record().told.len(), 2);
}

/// The day the notice is closed, once somebody was told.
fn tell(
    world: &mut World,
    notice: Id<Notice>,
    who: Party,
    at: &str,
) -> Result<Option<VietnamDay>, StepError> {
    let at: Timestamp = at.parse().unwrap();
    let office = Office {
        law: &world.law,
        province: world.province,
    };
    world.register.change(&by(VietnamDay::of(at)), |change| {
        let told = steps::tell(change, notice, who, at, &office)?;
        Ok(told.record().closed_on)
    })
}

#[test]
fn a_device_lost_again_has_a_notice_of_its_own() {
    let mut world = World::new(None);
    let (_, device) = world.holds("01AB");
    let first = befallen(&mut world, device, "2026-04-01T08:00:00+07:00");
    let again = befallen(&mut world, device, "2026-04-01T08:00:00+07:00");
    assert_eq!(again, first, "noted before");
    let office = Office {
        law: &world.law,
        province: world.province,
    };
    let on = VietnamDay::new(2026, 4, 2);
    let find = DeviceDeed {
        step: DeviceStep::Find,
        on,
        since: None,
        paper: None,
        channel: None,
        to: None,
        assigned_by: None,
        note: None,
    };
    let found = world.register.change(&by(on), |change| {
        steps::take_device_step(change, device, &find, &office)
    });
    found.unwrap();
    let anew = befallen(&mut world, device, "2026-04-10T08:00:00+07:00");
    assert_ne!(anew, first, "its own clock runs");
}

/// The notice of a loss.
fn befallen(world: &mut World, device: Id<Device>, since: &str) -> i64 {
    let since: Timestamp = since.parse().unwrap();
    let on = VietnamDay::of(since);
    let office = Office {
        law: &world.law,
        province: world.province,
    };
    let loss = Befallen {
        what: Mishap::Lost,
        on,
        since,
        paper: None,
        note: None,
    };
    let noted = world.register.change(&by(on), |change| {
        steps::befall(change, device, &loss, &office)
    });
    noted.unwrap().notice.id()
}

#[test]
fn a_figure_of_hours_gives_the_last_day() {
    let mut world = World::new(Some("lac-hong"));
    world.law = LawBook::with_overlay(
        "[[force]]\ninstrument = \"unnamed-fragment\"\nfrom = \"2021-09-20\"\nprovince = \"lac-hong\"\n\
         read_by = \"Nguyễn Văn Mẫu\"\nread_on = \"2026-01-20\"\nsource = \"Công báo\"\n",
    )
    .unwrap();
    let (_, device) = world.holds("01AB");
    let evening: Timestamp = "2026-04-01T20:00:00+07:00".parse().unwrap();
    let day = VietnamDay::of(evening);
    let opened = world.register.change(&by(day), |change| {
        steps::note(change, device, DeviceEvent::Exposed, evening)
    });
    let notice = opened.map_err(|error: StepError| error).unwrap();
    let rule = "unnamed-fragment/exposure-not-told-within-24-hours";
    let tomorrow = Some(day.next());
    let both = [(tomorrow, rule), (tomorrow, rule)];
    assert_eq!(
        to_tell(&mut world, day),
        both,
        "the own body and the CA, within 24 hours"
    );
    let later = (evening + SignedDuration::from_hours(2)).to_string();
    let closed = tell(&mut world, notice, Party::Ca, &later).unwrap();
    assert_eq!(closed, None, "the own body waits");
    assert_eq!(to_tell(&mut world, day), [(tomorrow, rule)], "the own body");
}

#[test]
fn a_device_that_was_to_be_back_is_followed_up() {
    let mut world = World::new(None);
    let (_, device) = world.holds("01AB");
    let slip = ShortRecord {
        until: Some(DAY.plus_days(12)),
        device: Some(device),
        ..ShortRecord::of(
            ShortKind::Permission,
            DAY.plus_days(10),
            "dự họp tại tỉnh".to_owned(),
        )
    };
    world
        .register
        .change(&by(DAY), |change| change.insert(slip).map(drop))
        .map_err(|error: StoreError| error)
        .unwrap();
    let due_on = |world: &mut World, on| {
        let office = Office {
            law: &world.law,
            province: None,
        };
        let all = world.register.read(|view| due(view, on, 1, &office));
        let all = all.map_err(|error: StepError| error).unwrap();
        all.iter().map(|due| (due.what, due.by)).collect::<Vec<_>>()
    };
    assert_eq!(due_on(&mut world, DAY.plus_days(12)), []);
    let last = Some(DAY.plus_days(12));
    assert_eq!(
        due_on(&mut world, DAY.plus_days(13)),
        [(Task::BringDeviceBack, last)]
    );
}
