//! What the law of a day and a place forbids, each with the rule that says so; and what cannot happen at all.
#![allow(clippy::unwrap_used)]

mod common;

use common::{World, by, sending};
use gov_ca_model::{
    CertificateStep, DeviceKind, DeviceStep, History, RequestKind, Timeline, VietnamDay,
};
use gov_ca_registry::entries::{Body, Certificate, Device, Holder, Request, Sending, Subscriber};
use gov_ca_registry::stated::Statement;
use gov_ca_registry::steps::{RequestDeed, StepError};
use gov_ca_registry::store::StoreError;
use gov_ca_registry::{Id, Office, steps};
use regulation_rules::facts::{Channel, Form, FormSource, IssueKind, Party, RequestFacts};
use serde_json::Value;

const Y2016: VietnamDay = VietnamDay::new(2016, 3, 1);
const Y2020: VietnamDay = VietnamDay::new(2020, 3, 2);
const Y2024: VietnamDay = VietnamDay::new(2024, 9, 2);
const Y2026: VietnamDay = VietnamDay::new(2026, 3, 2);

/// A request that would be sent.
struct Case {
    world: World,
    on: VietnamDay,
    request: Request,
    sending: Sending,
}

/// What is wrong with a request.
type Wrong = fn(&mut Case);

impl Case {
    /// As it should be, in that province on that day.
    fn new(province: Option<&'static str>, on: VietnamDay, kind: RequestKind, of: Of) -> Self {
        let mut world = World::new(province);
        let subscriber = match of {
            Of::Leader => world.leader,
            Of::Agency => world.agency,
            Of::System => system(&mut world),
        };
        let (certificate, device) = held(&mut world, subscriber, on.plus_years(-4));
        let mut request = world.request(kind, subscriber);
        request.history = History::begun(kind, on);
        if kind != RequestKind::Issue {
            (request.certificate, request.device) = (Some(certificate), Some(device));
        }
        let form = match (kind, of) {
            (RequestKind::Issue, Of::Leader) => 1,
            (RequestKind::Issue, Of::Agency) => 2,
            (RequestKind::Issue, Of::System) => 3,
            (RequestKind::Renew | RequestKind::ChangeInformation, _) => 4,
            (RequestKind::Revoke, _) => 5,
            (RequestKind::RecoverDevice, _) => 6,
        };
        Self {
            world,
            on,
            request,
            sending: sending(Party::Ca, form),
        }
    }

    fn state(&mut self, fact: &str, value: Value) {
        let statement = Statement {
            value,
            by: "Nguyễn Văn Mẫu".to_owned(),
            on: self.on,
        };
        self.request
            .stated
            .state::<RequestFacts>(fact, statement)
            .unwrap();
    }

    /// Changes the managing body.
    fn body(&mut self, edit: fn(&mut Body)) {
        let commune = self.world.commune;
        edit_record::<Body>(&mut self.world, commune, edit);
    }

    /// Sends it; the codes of what it breaks.
    fn send(mut self) -> Vec<&'static str> {
        let (on, sending) = (self.on, self.sending);
        let id = self.world.draft(self.request).unwrap();
        let office = Office {
            law: &self.world.law,
            province: self.world.province,
        };
        let mut step = |deed| {
            self.world.register.change(&by(on), |change| {
                steps::take_request_step(change, id, on, &deed, &office)
            })
        };
        let confirmed = step(RequestDeed::Confirm);
        match confirmed.and_then(|_| step(RequestDeed::Send(sending))) {
            Ok(_) => Vec::new(),
            Err(StepError::AgainstTheLaw(judged)) => {
                judged.breaches().map(|finding| finding.code()).collect()
            }
            Err(other) => panic!("{other}"),
        }
    }
}

#[derive(Clone, Copy)]
enum Of {
    Leader,
    Agency,
    System,
}

fn edit_record<T: gov_ca_registry::store::Record + Clone>(
    world: &mut World,
    id: Id<T>,
    edit: impl FnOnce(&mut T),
) {
    world
        .register
        .change(&by(Y2026), |change| {
            let stored = change.get::<T>(id.number())?.unwrap();
            let mut next = stored.record().clone();
            edit(&mut next);
            change.update(&stored, next)?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn system(world: &mut World) -> Id<Subscriber> {
    let owner = world.commune;
    let made = world.register.change(&by(Y2026), |change| {
        change.insert(Subscriber {
            holder: Holder::System {
                name: "Cổng dịch vụ công".to_owned(),
                owner,
            },
            is_title_holder: false,
            managed_by: Timeline::from_day(Y2026, owner),
        })
    });
    Id::of(&made.map_err(|error: StoreError| error).unwrap())
}

fn held(
    world: &mut World,
    subscriber: Id<Subscriber>,
    since: VietnamDay,
) -> (Id<Certificate>, Id<Device>) {
    let device = Device {
        number: "TK1".to_owned(),
        token_serial: None,
        kind: DeviceKind::PkiToken,
        subscriber: Some(subscriber),
        history: History::begun((), since)
            .then(since, DeviceStep::HandOver)
            .unwrap(),
        recorded: Vec::new(),
        custody: Vec::new(),
    };
    let mut certificate = Certificate {
        number: "1".to_owned(),
        subscriber,
        device: None,
        issued_as: IssueKind::New,
        valid_from: since,
        valid_to: since.plus_years(5).previous(),
        history: History::begun((), since)
            .then(since, CertificateStep::Publish)
            .unwrap(),
        replaces: None,
        blocked: None,
        revocation_notice_on: None,
        x509: None,
    };
    let made = world.register.change(&by(since), |change| {
        let device = Id::of(&change.insert(device)?);
        certificate.device = Some(device);
        Ok::<_, StoreError>((Id::of(&change.insert(certificate)?), device))
    });
    made.unwrap()
}

/// The certificate ends soon.
fn ends_soon(case: &mut Case) {
    let (certificate, to) = (case.request.certificate.unwrap(), case.on.plus_days(30));
    edit_record::<Certificate>(&mut case.world, certificate, |one| one.valid_to = to);
}

/// It was renewed once.
fn renewed_before(case: &mut Case) {
    let certificate = case.request.certificate.unwrap();
    edit_record::<Certificate>(&mut case.world, certificate, |one| {
        one.issued_as = IssueKind::Renewed;
    });
}

/// Province, day, what is asked for, by whom, what is wrong with it, and the rule.
type Row = (
    Option<&'static str>,
    VietnamDay,
    RequestKind,
    Of,
    Wrong,
    &'static str,
);

const TN: Option<&str> = Some("tay-ninh");
const AG: Option<&str> = Some("an-giang");

#[test]
fn as_it_should_be_it_is_sent() {
    use RequestKind::{ChangeInformation, Issue, RecoverDevice, Renew, Revoke};
    for of in [Of::Leader, Of::Agency, Of::System] {
        for kind in [Issue, Renew, ChangeInformation, Revoke, RecoverDevice] {
            for day in [Y2024, Y2026] {
                let case = Case::new(None, day, kind, of);
                assert_eq!(case.send(), [""; 0], "{kind:?} {day}");
            }
            let mut case = Case::new(TN, Y2026, kind, of);
            if !matches!(kind, Issue | Revoke) {
                case.sending.to = Party::Department; // Tây Ninh Điều 8(3)
            }
            assert_eq!(case.send(), [""; 0], "{kind:?} in Tây Ninh");
        }
    }
}

#[test]
fn each_wrong_request_is_refused_by_its_rule() {
    use RequestKind::{ChangeInformation, Issue, RecoverDevice, Renew, Revoke};
    const MISROUTED: &str = "tay-ninh-2025/issue-or-revocation-misrouted";
    const TO_THE_CA: &str = "tay-ninh-2025/renewal-change-or-recovery-misrouted";
    const FORM: &str = "nd-68-2024/issue-request-on-wrong-form";
    const SEAL: &str = "nd-68-2024/managing-body-without-own-seal";
    let to_department: Wrong = |case| case.sending.to = Party::Department;
    let unsigned: Wrong = |case| case.sending.digitally_signed = false;
    let on_paper: Wrong = |case| case.sending.channel = Channel::Paper;
    let by_post: Wrong = |case| case.sending.channel = Channel::PublicPost;
    let by_mail: Wrong = |case| case.sending.channel = Channel::ProvincialMail;
    let in_person: Wrong = |case| case.sending.channel = Channel::InPerson;
    let by_subscriber: Wrong = |case| case.sending.by = Party::Subscriber;
    let form_2: Wrong = |case| case.sending.form = Some(Form::nd_68(2));
    let form_3: Wrong = |case| case.sending.form = Some(Form::nd_68(3));
    let form_1: Wrong = |case| case.sending.form = Some(Form::nd_68(1));
    let older_form: Wrong = |case| case.sending.form = Some(Form::new(FormSource::Tt185, 1));
    let no_seal: Wrong = |case| case.body(|body| body.has_own_seal = Some(false));
    let no_person: Wrong = |case| case.body(|body| body.has_legal_personality = Some(false));
    let no_need: Wrong = |case| case.state("needs_transactions", Value::Bool(false));
    let not_listed: Wrong = |case| case.state("of_listed_body", Value::Bool(false));
    let nothing: Wrong = |_| ();
    let cases: &[Row] = &[
        (TN, Y2026, Issue, Of::Leader, to_department, MISROUTED),
        (TN, Y2026, Issue, Of::Leader, unsigned, MISROUTED),
        (TN, Y2026, Issue, Of::Leader, on_paper, MISROUTED),
        (TN, Y2026, Issue, Of::Leader, by_post, MISROUTED),
        (TN, Y2026, Issue, Of::Leader, by_mail, MISROUTED),
        (TN, Y2026, Issue, Of::Leader, in_person, MISROUTED),
        (TN, Y2026, Issue, Of::Leader, by_subscriber, MISROUTED),
        (TN, Y2026, Issue, Of::Agency, to_department, MISROUTED),
        (TN, Y2026, Issue, Of::Agency, unsigned, MISROUTED),
        (TN, Y2026, Issue, Of::System, to_department, MISROUTED),
        (TN, Y2026, Issue, Of::System, on_paper, MISROUTED),
        (TN, Y2026, Revoke, Of::Leader, to_department, MISROUTED),
        (TN, Y2026, Revoke, Of::Leader, unsigned, MISROUTED),
        (TN, Y2026, Revoke, Of::Leader, on_paper, MISROUTED),
        (TN, Y2026, Revoke, Of::Agency, to_department, MISROUTED),
        (TN, Y2026, Revoke, Of::Agency, by_post, MISROUTED),
        (TN, Y2026, Renew, Of::Leader, nothing, TO_THE_CA),
        (TN, Y2026, Renew, Of::Agency, nothing, TO_THE_CA),
        (TN, Y2026, Renew, Of::System, nothing, TO_THE_CA),
        (TN, Y2026, ChangeInformation, Of::Leader, nothing, TO_THE_CA),
        (TN, Y2026, ChangeInformation, Of::Agency, nothing, TO_THE_CA),
        (TN, Y2026, RecoverDevice, Of::Leader, nothing, TO_THE_CA),
        (TN, Y2026, RecoverDevice, Of::Agency, nothing, TO_THE_CA),
        (None, Y2026, Issue, Of::Leader, form_2, FORM),
        (None, Y2026, Issue, Of::Leader, form_3, FORM),
        (None, Y2026, Issue, Of::Leader, older_form, FORM),
        (None, Y2026, Issue, Of::Agency, form_1, FORM),
        (None, Y2026, Issue, Of::Agency, form_3, FORM),
        (None, Y2026, Issue, Of::System, form_1, FORM),
        (None, Y2024, Issue, Of::Leader, form_2, FORM),
        (None, Y2024, Issue, Of::Leader, to_department, FORM),
        (None, Y2024, Issue, Of::Leader, by_subscriber, FORM),
        (None, Y2024, Issue, Of::Agency, to_department, FORM),
        (None, Y2026, Issue, Of::Leader, no_seal, SEAL),
        (None, Y2026, Issue, Of::Leader, no_person, SEAL),
        (None, Y2026, Renew, Of::Leader, no_seal, SEAL),
        (None, Y2026, Revoke, Of::Agency, no_seal, SEAL),
        (None, Y2026, RecoverDevice, Of::Leader, no_person, SEAL),
        (None, Y2026, ChangeInformation, Of::Agency, no_seal, SEAL),
        (
            None,
            Y2026,
            Issue,
            Of::Agency,
            no_person,
            "nd-68-2024/body-not-entitled",
        ),
        (
            None,
            Y2024,
            Issue,
            Of::Agency,
            no_person,
            "nd-68-2024/body-not-entitled",
        ),
        (
            None,
            Y2026,
            Issue,
            Of::Leader,
            no_need,
            "nd-68-2024/person-not-entitled",
        ),
        (
            None,
            Y2024,
            Issue,
            Of::Leader,
            no_need,
            "nd-68-2024/person-not-entitled",
        ),
        (
            None,
            Y2026,
            Issue,
            Of::Leader,
            not_listed,
            "nd-68-2024/person-not-entitled",
        ),
        (
            None,
            Y2026,
            Issue,
            Of::Leader,
            by_subscriber,
            "nd-68-2024/person-not-entitled",
        ),
        (
            None,
            Y2026,
            Issue,
            Of::System,
            no_person,
            "nd-68-2024/system-not-entitled",
        ),
        (
            None,
            Y2024,
            Issue,
            Of::System,
            no_person,
            "nd-68-2024/system-not-entitled",
        ),
        (
            None,
            Y2020,
            Renew,
            Of::Leader,
            ends_soon,
            "nd-130-2018/renewal-not-allowed",
        ),
        (
            None,
            Y2020,
            Renew,
            Of::Agency,
            ends_soon,
            "nd-130-2018/renewal-not-allowed",
        ),
        (
            None,
            Y2020,
            Renew,
            Of::Leader,
            renewed_before,
            "nd-130-2018/renewal-not-allowed",
        ),
        (
            None,
            Y2020,
            Renew,
            Of::Agency,
            renewed_before,
            "nd-130-2018/renewal-not-allowed",
        ),
        (
            None,
            Y2020,
            ChangeInformation,
            Of::Leader,
            ends_soon,
            "nd-130-2018/change-not-allowed",
        ),
        (
            None,
            Y2020,
            ChangeInformation,
            Of::Agency,
            ends_soon,
            "nd-130-2018/change-not-allowed",
        ),
        (
            None,
            Y2020,
            Issue,
            Of::Leader,
            no_need,
            "nd-130-2018/person-not-entitled",
        ),
        (
            AG,
            Y2016,
            Issue,
            Of::Leader,
            nothing,
            "an-giang-39-2014/person-dossier-incomplete",
        ),
        (
            AG,
            Y2016,
            Issue,
            Of::Agency,
            nothing,
            "an-giang-39-2014/body-dossier-incomplete",
        ),
        (
            AG,
            Y2020,
            Issue,
            Of::Leader,
            to_department,
            "an-giang-39-2014/person-dossier-incomplete",
        ),
        (
            AG,
            Y2020,
            Issue,
            Of::Agency,
            to_department,
            "an-giang-39-2014/body-dossier-incomplete",
        ),
        (
            AG,
            Y2016,
            Revoke,
            Of::Leader,
            to_department,
            "an-giang-39-2014/revocation-by-unentitled-body",
        ),
        (
            AG,
            Y2016,
            Revoke,
            Of::Agency,
            to_department,
            "an-giang-39-2014/revocation-by-unentitled-body",
        ),
    ];
    assert_eq!(cases.len(), 60);
    let mut wrong = Vec::new();
    for (number, (province, day, kind, of, edit, code)) in cases.iter().enumerate() {
        let mut case = Case::new(*province, *day, *kind, *of);
        edit(&mut case);
        let broken = case.send();
        if !broken.contains(code) {
            wrong.push(format!("{number}: {code}: {broken:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
