//! Steps under the law of their day.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DAY, World, sending};
use gov_ca_model::{
    CertificateState, DeviceKind, DeviceState, History, ModelError, RequestKind, RequestState,
};
use gov_ca_registry::entries::{Certificate, Device, Request};
use gov_ca_registry::steps::{Issued, Processed, RequestDeed, StepError};
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

#[test]
fn what_is_of_another_subscriber_is_not_asked_for() {
    let mut world = World::new(None);
    let (certificate, device) = world.holds("01AB");
    for kind in [
        RequestKind::Renew,
        RequestKind::ChangeInformation,
        RequestKind::Revoke,
    ] {
        let mut request = world.request(kind, world.agency);
        request.certificate = Some(certificate);
        let error = world.draft(request).unwrap_err();
        assert!(matches!(error, StepError::NotTheirs { .. }), "{error}");
    }
    let mut request = world.request(RequestKind::RecoverDevice, world.agency);
    request.device = Some(device);
    let error = world.draft(request.clone()).unwrap_err();
    assert!(
        matches!(&error, StepError::NotTheirs { number, .. } if number == "TK01AB"),
        "{error}"
    );
    request.subscriber = world.leader;
    world.draft(request).unwrap();
}

fn on_device(number: &str, device: &str) -> Issued {
    Issued {
        number: number.to_owned(),
        valid_from: DAY,
        valid_to: DAY.plus_years(5).previous(),
        device: Some((device.to_owned(), DeviceKind::PkiToken)),
        x509: None,
    }
}

/// A request for issue that waits for what comes of it.
fn accepted(world: &mut World) -> Id<Request> {
    let request = world.request(RequestKind::Issue, world.leader);
    let id = world.draft(request).unwrap();
    let deeds = [
        RequestDeed::Confirm,
        RequestDeed::Send(sending(Party::Ca, 1)),
        RequestDeed::Accept,
    ];
    for deed in deeds {
        world.take(id, 0, deed).unwrap();
    }
    id
}

#[test]
fn a_request_that_was_written_for_anothers_certificate_comes_to_nothing() {
    let mut world = World::new(None);
    let (certificate, _) = world.holds("01AB");
    let mut request = world.request(RequestKind::Renew, world.agency);
    request.certificate = Some(certificate);
    let written = world.register.change(&common::by(DAY), |change| {
        change.take_step("request.draft", OURS);
        Ok::<_, StoreError>(Id::of(&change.insert(request)?))
    });
    let id = written.unwrap();
    let deeds = [
        RequestDeed::Confirm,
        RequestDeed::Send(sending(Party::Ca, 1)),
        RequestDeed::Accept,
    ];
    for deed in deeds {
        world.take(id, 7, deed).unwrap();
    }
    let deed = RequestDeed::Process(Processed::Issued(on_device("02CD", "TK02CD")));
    let error = refused(&mut world, id, 7, deed);
    assert!(matches!(error, StepError::NotTheirs { .. }), "{error}");
}

#[test]
fn a_certificate_does_not_end_before_it_begins() {
    let mut world = World::new(None);
    let id = accepted(&mut world);
    let mut issued = on_device("01AB", "TK01AB");
    issued.valid_to = issued.valid_from.previous();
    let deed = RequestDeed::Process(Processed::Issued(issued));
    let error = refused(&mut world, id, 1, deed);
    assert!(
        matches!(error, StepError::NotAfter(ModelError::DayNotAfter { .. })),
        "{error}"
    );
}

#[test]
fn a_device_in_stock_becomes_that_of_an_issue() {
    let mut world = World::new(None);
    let stock = Device {
        number: "TK50".to_owned(),
        token_serial: Some("50".to_owned()),
        kind: DeviceKind::PkiToken,
        subscriber: None,
        history: History::begun((), DAY),
        recorded: Vec::new(),
        custody: Vec::new(),
    };
    let written = world.register.change(&common::by(DAY), |change| {
        change.take_step("devices.import", OURS);
        Ok::<_, StoreError>(Id::of(&change.insert(stock)?))
    });
    let stock = written.unwrap();
    let id = accepted(&mut world);
    let deed = RequestDeed::Process(Processed::Issued(on_device("01AB", "TK50")));
    world.take(id, 1, deed).unwrap();
    world.take(id, 2, RequestDeed::Deliver(None)).unwrap();
    let device = world
        .register
        .read(|view| view.get::<Device>(stock.number()));
    let device = device.map_err(|error: StoreError| error).unwrap();
    let device = device.unwrap().into_record();
    assert_eq!(device.subscriber, Some(world.leader));
    assert_eq!(device.token_serial.as_deref(), Some("50"));
    assert_eq!(device.history.state(), DeviceState::WithSubscriber);
    let other = accepted(&mut world);
    for (number, device, table) in [("02CD", "TK50", "device"), ("01AB", "TK51", "certificate")] {
        let deed = RequestDeed::Process(Processed::Issued(on_device(number, device)));
        let error = refused(&mut world, other, 3, deed);
        assert!(
            matches!(error, StepError::Taken { table: of, .. } if of == table),
            "{error}"
        );
    }
}
