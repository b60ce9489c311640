//! The work list names the day and the rule.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DAY, World, by, sending};
use gov_ca_model::{RequestKind, VietnamDay};
use gov_ca_registry::entries::{
    Certificate, Device, Holder, Leaving, Person, Post, Request, Subscriber,
};
use gov_ca_registry::steps::{self, Processed, RequestDeed, StepError};
use gov_ca_registry::store::StoreError;
use gov_ca_registry::{Due, Id, Office, Task, due};
use regulation_rules::facts::{HolderStanding, Party};

fn due_on(world: &mut World, day: VietnamDay) -> Vec<Due> {
    let office = Office {
        law: &world.law,
        province: world.province,
    };
    let all = world.register.read(|view| due(view, day, 60, &office));
    all.map_err(|error: StepError| error).unwrap()
}

fn codes(all: &[Due]) -> Vec<(Task, Option<VietnamDay>, Option<&'static str>)> {
    let told = all
        .iter()
        .map(|one| (one.what, one.by, one.rule.as_ref().map(|rule| rule.code())));
    told.collect()
}

#[test]
fn an_answer_is_waited_for_until_the_day_the_decree_says() {
    let mut world = World::new(Some("tay-ninh"));
    let request = world.request(RequestKind::Issue, world.leader);
    let id = world.draft(request).unwrap();
    let unsent = [(Task::SendRequest, None, None)];
    assert_eq!(codes(&due_on(&mut world, DAY)), unsent);
    world.take(id, 0, RequestDeed::Confirm).unwrap();
    assert_eq!(codes(&due_on(&mut world, DAY)), unsent);
    world
        .take(id, 0, RequestDeed::Send(sending(Party::Ca, 1)))
        .unwrap();
    // as if the dossier was valid on the day it was sent
    let thursday = VietnamDay::new(2026, 3, 5);
    let rule = Some("nd-68-2024/issue-answered-late");
    let sent = codes(&due_on(&mut world, DAY));
    assert_eq!(sent, [(Task::AnswerRequest, Some(thursday), rule)]);
    // Friday: the third working day is Wednesday
    world.take(id, 4, RequestDeed::Accept).unwrap();
    let all = due_on(&mut world, DAY.plus_days(4));
    let wednesday = VietnamDay::new(2026, 3, 11);
    assert_eq!(codes(&all), [(Task::AnswerRequest, Some(wednesday), rule)]);
    assert_eq!(all[0].of::<Request>(), Some(id));
    assert_eq!(all[0].of::<Device>(), None);
}

#[test]
fn a_certificate_that_ends_soon_is_told_with_its_last_day() {
    let mut world = World::new(Some("tay-ninh"));
    let (certificate, _) = world.holds("01AB");
    let end = DAY.plus_years(5).previous();
    assert_eq!(codes(&due_on(&mut world, end.plus_days(-61))), []);
    let all = due_on(&mut world, end.plus_days(-60));
    assert_eq!(codes(&all), [(Task::RenewCertificate, Some(end), None)]);
    assert_eq!(all[0].of::<Certificate>(), Some(certificate));
}

#[test]
fn who_retired_no_longer_holds_a_certificate() {
    let mut world = World::new(Some("tay-ninh"));
    world.holds("01AB");
    let retired = DAY.plus_days(30);
    change_leader(&mut world, |person| {
        person.left = Some(Leaving {
            on: retired,
            how: HolderStanding::Retired,
            by: None,
        });
    });
    assert_eq!(codes(&due_on(&mut world, retired.previous())), []);
    let rule = Some("nd-68-2024/holder-no-longer-in-post");
    let all = due_on(&mut world, retired);
    assert_eq!(codes(&all), [(Task::CorrectCertificate, None, rule)]);
}

#[test]
fn who_moved_to_another_body_needs_other_information() {
    let mut world = World::new(Some("tay-ninh"));
    world.holds("01AB");
    let department = world.department;
    change_leader(&mut world, |person| {
        person.posts[0].until = Some(DAY.plus_days(20));
        person.posts.push(Post {
            body: department,
            title: "Giám đốc".to_owned(),
            since: DAY.plus_days(20),
            until: None,
            by: None,
        });
    });
    assert_eq!(codes(&due_on(&mut world, DAY.plus_days(19))), []);
    let rule = Some("nd-68-2024/person-information-outdated");
    let all = due_on(&mut world, DAY.plus_days(20));
    assert_eq!(codes(&all), [(Task::CorrectCertificate, None, rule)]);
}

#[test]
fn the_device_of_a_revoked_certificate_goes_back() {
    let mut world = World::new(Some("tay-ninh"));
    let (certificate, device) = world.holds("01AB");
    let mut request = world.request(RequestKind::Revoke, world.leader);
    request.certificate = Some(certificate);
    request.device = Some(device);
    let id = world.draft(request).unwrap();
    world.take(id, 10, RequestDeed::Confirm).unwrap();
    world
        .take(id, 10, RequestDeed::Send(sending(Party::Ca, 5)))
        .unwrap();
    world.take(id, 11, RequestDeed::Accept).unwrap();
    world
        .take(id, 11, RequestDeed::Process(Processed::Revoked))
        .unwrap();
    let rule = Some("nd-68-2024/device-returned-late");
    let all = due_on(&mut world, DAY.plus_days(12));
    assert_eq!(
        codes(&all),
        [(Task::ReturnDevice, None, rule)],
        "no notice of it came: no clock runs"
    );
    let (revoked, told) = (DAY.plus_days(11), DAY.plus_days(14));
    let noted = world.register.change(&by(told), |change| {
        steps::revocation_told(change, certificate, Some(revoked), told)
    });
    noted.map_err(|error: StepError| error).unwrap();
    let all = due_on(&mut world, told);
    // Monday 16/03: five working days end on Monday 23/03
    let limit = VietnamDay::new(2026, 3, 23);
    assert_eq!(codes(&all), [(Task::ReturnDevice, Some(limit), rule)]);
    assert_eq!(all[0].of::<Device>(), Some(device));
}

fn change_leader(world: &mut World, edit: impl FnOnce(&mut Person)) {
    let leader: Id<Subscriber> = world.leader;
    world
        .register
        .change(&by(DAY), |change| {
            let subscriber = change.get::<Subscriber>(leader.number())?.unwrap();
            let Holder::Person(id) = subscriber.record().holder else {
                panic!("a person");
            };
            let stored = change.get::<Person>(id.number())?.unwrap();
            let mut person = stored.record().clone();
            edit(&mut person);
            change.update(&stored, person)?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
