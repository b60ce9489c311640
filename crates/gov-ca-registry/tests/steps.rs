//! Steps under the law of their day.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DAY, World, sending};
use gov_ca_model::{CertificateState, DeviceState, RequestKind, RequestState};
use gov_ca_registry::entries::{Certificate, Device, Request};
use gov_ca_registry::steps::{RequestDeed, StepError};
use gov_ca_registry::store::StoreError;
use gov_ca_registry::{Id, OURS};
use regulation_rules::facts::Party;

#[test]
fn a_certificate_comes_into_effect_step_by_step() {
    let mut world = World::new(Some("tay-ninh"));
    world.holds("01AB");
    let id = world.last.unwrap();
    let (request, certificate, device, events) = world
        .register
        .read(|view| {
            let request = view.get::<Request>(id.number())?.unwrap().into_record();
            let certificate = view.get::<Certificate>(request.certificate.unwrap().number())?;
            let device = view.get::<Device>(request.device.unwrap().number())?;
            let events = view.history::<Request>(id.number())?;
            let (certificate, device) = (certificate.unwrap(), device.unwrap());
            Ok::<_, StoreError>((
                request,
                certificate.into_record(),
                device.into_record(),
                events,
            ))
        })
        .unwrap();
    assert_eq!(request.history.state(), RequestState::Closed);
    assert_eq!(certificate.history.state(), CertificateState::InEffect);
    assert!(
        !certificate.is_usable_on(DAY.plus_days(4)),
        "not yet in effect"
    );
    assert!(certificate.is_usable_on(DAY.plus_days(5)));
    assert_eq!(device.history.state(), DeviceState::WithSubscriber);
    let under: Vec<&str> = events.iter().map(|event| event.under.as_str()).collect();
    assert_eq!(under.len(), 8);
    assert_eq!(under[0], OURS);
    assert!(
        under[2].contains("khoản 1 Điều 11 Nghị định số 68/2024/NĐ-CP"),
        "{}",
        under[2]
    );
    assert!(under[2].contains("khoản 1 Điều 8 Quy chế"), "{}", under[2]);
    for place in ["khoản 2 Điều 9", "khoản 2 Điều 11"] {
        assert!(
            under[4].contains(place),
            "five years, three working days: {}",
            under[4]
        );
    }
    assert_eq!(under[7], OURS);
    assert!(world.register.audit().unwrap().is_clean());
}

/// What is refused changes nothing: no record, no event.
fn refused(world: &mut World, id: Id<Request>, days: i32, deed: RequestDeed) -> StepError {
    let count = |world: &mut World| {
        let count = world
            .register
            .read(|view| view.history::<Request>(id.number()));
        count.map_err(|error: StoreError| error).unwrap().len()
    };
    let before = count(world);
    let error = world.take(id, days, deed).unwrap_err();
    assert_eq!(count(world), before);
    error
}

#[test]
fn what_the_law_does_not_allow_is_refused_with_its_place() {
    let mut world = World::new(Some("tay-ninh"));
    let request = world.request(RequestKind::Issue, world.leader);
    let id = world.draft(request).unwrap();
    world.take(id, 0, RequestDeed::Confirm).unwrap();
    let wrong = [
        (
            sending(Party::Department, 1),
            "tay-ninh-2025/issue-or-revocation-misrouted",
        ),
        (
            sending(Party::Ca, 2),
            "nd-68-2024/issue-request-on-wrong-form",
        ),
    ];
    for (sending, code) in wrong {
        let error = refused(&mut world, id, 1, RequestDeed::Send(sending));
        let StepError::AgainstTheLaw(judged) = error else {
            panic!("{error}");
        };
        assert!(
            judged.breaches().any(|finding| finding.code() == code),
            "{code}"
        );
    }
    let unsigned = gov_ca_registry::entries::Sending {
        digitally_signed: false,
        ..sending(Party::Ca, 1)
    };
    let error = refused(&mut world, id, 1, RequestDeed::Send(unsigned));
    assert!(
        error
            .to_string()
            .contains("tay-ninh-2025/issue-or-revocation-misrouted"),
        "{error}"
    );
    world
        .take(id, 1, RequestDeed::Send(sending(Party::Ca, 1)))
        .unwrap();
}

#[test]
fn what_cannot_happen_is_refused() {
    let mut world = World::new(None);
    let request = world.request(RequestKind::Issue, world.leader);
    let id = world.draft(request).unwrap();
    let error = refused(&mut world, id, 0, RequestDeed::Accept);
    assert!(matches!(error, StepError::Request(_)), "{error}");
    let error = refused(&mut world, id, -1, RequestDeed::Confirm);
    assert!(matches!(error, StepError::Request(_)), "{error}");
    let renewal = world.request(RequestKind::Renew, world.leader);
    assert!(matches!(world.draft(renewal), Err(StepError::Lacking(_))));
    let nobody = Id::new(77);
    assert!(matches!(
        world.take(nobody, 0, RequestDeed::Confirm),
        Err(StepError::NotFound { .. })
    ));
}
