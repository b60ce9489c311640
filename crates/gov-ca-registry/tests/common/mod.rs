//! A fictional province with one department, one commune, a leader, a clerk, and what they hold.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use std::borrow::Borrow;

use gov_ca_model::{
    DeviceKind, History, OrganisationKind, Paper, PersonKind, RequestKind, RequestState, Timeline,
    VietnamDay,
};
use gov_ca_registry::entries::{
    Body, Certificate, Contact, Device, Holder, Person, Post, Request, Sending, Subscriber,
};
use gov_ca_registry::steps::{self, Done, Issued, Processed, RequestDeed, StepError};
use gov_ca_registry::store::{By, Change, Operator, Record, Register, StoreError};
use gov_ca_registry::{Id, Office};
use regulation_rules::LawBook;
use regulation_rules::facts::{BodyTier, Channel, Form, Party};
use serde_json::json;

pub const DAY: VietnamDay = VietnamDay::new(2026, 3, 2);

pub struct World {
    pub register: Register,
    pub law: LawBook,
    pub province: Option<&'static str>,
    pub department: Id<Body>,
    pub commune: Id<Body>,
    pub leader: Id<Subscriber>,
    pub agency: Id<Subscriber>,
    pub clerk: Id<Person>,
    /// The request that [`World::holds`] made last.
    pub last: Option<Id<Request>>,
    folder: tempfile::TempDir,
}

pub fn by(day: VietnamDay) -> By {
    By {
        who: Operator::new("pkt01").unwrap(),
        at: format!("{day}T09:00:00+07:00").parse().unwrap(),
        step: String::new(),
        under: String::new(),
    }
}

pub fn body(name: &str, tier: BodyTier, above: Option<Id<Body>>) -> Body {
    let since = VietnamDay::new(2025, 7, 1);
    Body {
        names: Timeline::from_day(since, name.to_owned()),
        codes: None,
        above: Timeline::from_day(since, above),
        tier: Some(tier),
        kind: Some(OrganisationKind::StateAgency),
        has_legal_personality: Some(true),
        has_own_seal: Some(true),
        established_by: Some(Paper {
            kind: "Nghị quyết".to_owned(),
            number: Some("01/NQ-HĐND".to_owned()),
            day: since,
            issuer: None,
        }),
        contact: Contact {
            mail: Some("vanthu@lachong.gov.vn".to_owned()),
            ..Contact::default()
        },
        tax_code: Some("0123456789".to_owned()),
        budget_code: Some("1234567".to_owned()),
        end: None,
    }
}

pub fn person(name: &str, title: &str, body: Id<Body>) -> Person {
    Person {
        name: name.to_owned(),
        born: None,
        number: None,
        kind: Some(PersonKind::CivilServant),
        contact: Contact {
            mail: Some("mau@lachong.gov.vn".to_owned()),
            ..Contact::default()
        },
        posts: vec![Post {
            body,
            title: title.to_owned(),
            since: VietnamDay::new(2025, 7, 1),
            until: None,
            by: None,
        }],
        left: None,
    }
}

fn insert<T: Record>(change: &mut Change<'_>, record: T) -> Result<Id<T>, StoreError> {
    Ok(Id::of(&change.insert(record)?))
}

impl World {
    pub fn new(province: Option<&'static str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut register = Register::sqlite(folder.path().join("so.db")).unwrap();
        let (department, commune, leader, agency, clerk) = register
            .change(&by(DAY), |change| {
                let committee =
                    insert(change, body("UBND tỉnh Lạc Hồng", BodyTier::Province, None))?;
                let department = body(
                    "Sở Khoa học và Công nghệ",
                    BodyTier::Department,
                    Some(committee),
                );
                let department = insert(change, department)?;
                let commune = insert(
                    change,
                    body("UBND xã Mẫu", BodyTier::Commune, Some(committee)),
                )?;
                let leader = insert(change, person("Nguyễn Văn Mẫu", "Chủ tịch", commune))?;
                let clerk = insert(change, person("Trần Thị Thử", "Văn thư", commune))?;
                let managed_by = Timeline::from_day(DAY, commune);
                let subscriber = |holder| Subscriber {
                    holder,
                    is_title_holder: false,
                    managed_by: managed_by.clone(),
                };
                let leader = insert(change, subscriber(Holder::Person(leader)))?;
                let agency = insert(change, subscriber(Holder::Body(commune)))?;
                Ok::<_, StoreError>((department, commune, leader, agency, clerk))
            })
            .unwrap();
        Self {
            register,
            law: LawBook::as_read(),
            province,
            department,
            commune,
            leader,
            agency,
            clerk,
            last: None,
            folder,
        }
    }

    pub fn request(&self, kind: RequestKind, subscriber: Id<Subscriber>) -> Request {
        let stated: serde_json::Value = json!({
            "needs_transactions": {"value": true, "by": "Nguyễn Văn Mẫu", "on": DAY},
        });
        let history = History::<RequestState>::begun(kind, DAY);
        Request {
            stated: serde_json::from_value(stated).unwrap(),
            ..Request::new(subscriber, self.commune, history)
        }
    }

    pub fn draft(&mut self, request: Request) -> Result<Id<Request>, StepError> {
        self.register.change(&by(DAY), |change| {
            Ok(Id::of(&steps::draft(change, request)?))
        })
    }

    pub fn take(
        &mut self,
        id: Id<Request>,
        days: i32,
        deed: impl Borrow<RequestDeed>,
    ) -> Result<Done, StepError> {
        let on = DAY.plus_days(days);
        let office = Office {
            law: &self.law,
            province: self.province,
        };
        self.register.change(&by(on), |change| {
            steps::take_request_step(change, id, on, deed.borrow(), &office)
        })
    }

    /// The leader holds a certificate that is in effect, on a device.
    pub fn holds(&mut self, number: &str) -> (Id<Certificate>, Id<Device>) {
        self.holds_for(self.leader, number, 1)
    }

    /// A subscriber holds a certificate that is in effect, on a device, asked for on that form.
    pub fn holds_for(
        &mut self,
        subscriber: Id<Subscriber>,
        number: &str,
        form: u8,
    ) -> (Id<Certificate>, Id<Device>) {
        let request = self.request(RequestKind::Issue, subscriber);
        let id = self.draft(request).unwrap();
        let issued = Issued {
            number: number.to_owned(),
            valid_from: DAY,
            valid_to: DAY.plus_years(5).previous(),
            device: Some((format!("TK{number}"), DeviceKind::PkiToken)),
            x509: None,
        };
        let deeds = [
            RequestDeed::Confirm,
            RequestDeed::Send(sending(Party::Ca, form)),
            RequestDeed::Accept,
            RequestDeed::Process(Processed::Issued(issued)),
            RequestDeed::Deliver(None),
            RequestDeed::Activate,
            RequestDeed::Close,
        ];
        for (days, deed) in (0..).zip(deeds) {
            let done = self.take(id, days, &deed);
            done.unwrap_or_else(|error| panic!("{deed:?}: {error}"));
        }
        let request = self.register.read(|view| view.get::<Request>(id.number()));
        let request = request
            .map_err(|error: StoreError| error)
            .unwrap()
            .unwrap()
            .into_record();
        self.last = Some(id);
        (request.certificate.unwrap(), request.device.unwrap())
    }
}

pub fn sending(to: Party, form: u8) -> Sending {
    Sending {
        by: Party::ManagingBody,
        to,
        channel: Channel::RequestSystem,
        form: Some(Form::nd_68(form)),
        digitally_signed: true,
        paper: None,
    }
}
