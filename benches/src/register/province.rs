//! A fictional province, made from a seed: the same numbers give the same people.

use gov_ca_model::{
    CertificateState, CertificateStep, DeviceKind, DeviceState, DeviceStep, History,
    OrganisationCode, OrganisationKind, PersonKind, RequestKind, RequestState, RequestStep,
    Timeline, VietnamDay,
};
use gov_ca_registry::Id;
use gov_ca_registry::entries::{
    Body, Certificate, Contact, Device, Holder, Person, Post, Request, Subscriber,
};
use gov_ca_registry::store::{By, Operator, Register, StoreError};
use regulation_rules::facts::{BodyTier, IssueKind};

use kyso_examples::people::AnyError;

/// The day that the province is looked at.
pub(super) const TODAY: VietnamDay = VietnamDay::new(2026, 3, 2);

/// How many there are of each.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Bodies, in a tree of two levels below the committee.
    pub bodies: i64,
    /// Subscribers: one of each body, one system for every fifty, the others persons. Each has a device.
    pub subscribers: i64,
    /// Certificates: the first of each subscriber, and what took the place of some of them.
    pub certificates: i64,
    /// Requests: as many of each subscriber.
    pub requests: i64,
}

impl Size {
    /// Of issue "The register".
    pub const PROVINCE: Self = Self {
        bodies: 5_000,
        subscribers: 60_000,
        certificates: 100_000,
        requests: 300_000,
    };

    /// So many times smaller, to try it.
    #[must_use]
    pub const fn shrunk(self, times: i64) -> Self {
        Self {
            bodies: self.bodies / times,
            subscribers: self.subscribers / times,
            certificates: self.certificates / times,
            requests: self.requests / times,
        }
    }
}

/// The province of a seed.
#[derive(Clone, Copy, Debug)]
pub struct Province {
    /// How large.
    pub size: Size,
    /// What it is made from.
    pub seed: u64,
}

const FAMILY: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi"];
const MIDDLE: [&str; 6] = ["Văn", "Thị", "Minh", "Ngọc", "Quốc", "Thanh"];
const GIVEN: [&str; 10] = [
    "An", "Bình", "Chi", "Dũng", "Hà", "Hòa", "Lan", "Mỹ", "Quý", "Yến",
];

impl Province {
    /// Writes all of it in one change; how many records that were.
    ///
    /// # Errors
    /// What the register says.
    pub fn write(&self, register: &mut Register) -> Result<i64, AnyError> {
        let by = By {
            who: Operator::new("bench").ok_or("no operator")?,
            at: format!("{TODAY}T09:00:00+07:00").parse()?,
            step: "import".to_owned(),
            under: String::new(),
        };
        let (size, one) = (self.size, *self);
        register.change(&by, |change| {
            change.insert_many((0..size.bodies).map(|at| one.body(at)))?;
            change.insert_many((0..size.persons()).map(|at| one.person(at)))?;
            change.insert_many((0..size.subscribers).map(|at| one.subscriber(at)))?;
            change.insert_many((0..size.subscribers).map(|at| one.device(at)))?;
            change.insert_many((0..size.certificates).map(|at| one.certificate(at)))?;
            change.insert_many((0..size.requests).map(|at| one.request(at)))?;
            Ok::<_, StoreError>(())
        })?;
        let devices = size.subscribers;
        Ok(size.bodies
            + size.persons()
            + size.subscribers
            + devices
            + size.certificates
            + size.requests)
    }

    /// The number of a certificate; after the last comes the first.
    #[must_use]
    pub fn number_of(&self, certificate: i64) -> String {
        let at = (certificate % self.size.certificates).unsigned_abs();
        format!("{:032X}", u128::from(self.seed) << 64 | u128::from(at))
    }

    /// A number below `below`, of a thing.
    fn draw(&self, what: u64, at: i64, below: i64) -> i64 {
        // splitmix64
        let mut bits = self.seed ^ what.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        bits = bits.wrapping_add(at.unsigned_abs().wrapping_mul(0xD1B5_4A32_D192_ED03));
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        i64::try_from((bits ^ (bits >> 31)) % below.unsigned_abs().max(1)).unwrap_or(0)
    }

    fn pick(&self, what: u64, at: i64, from: &[&'static str]) -> &'static str {
        let place = self.draw(what, at, i64::try_from(from.len()).unwrap_or(1));
        from[usize::try_from(place).unwrap_or(0)]
    }

    fn body(&self, at: i64) -> Body {
        let since = VietnamDay::new(2015, 1, 1);
        // The committee, its departments and communes, and what is below them.
        let above = match at {
            0 => None,
            1..=150 => Some(Id::new(1)),
            _ => Some(Id::new(2 + self.draw(1, at, 150.min(self.size.bodies - 1)))),
        };
        let tier = match at {
            0 => BodyTier::Province,
            1..=30 => BodyTier::Department,
            _ => BodyTier::Commune,
        };
        let names = Timeline::from_day(since, format!("Đơn vị mẫu số {at}"));
        // One in a hundred has another name since last year.
        let names = match self.draw(2, at, 100) {
            0 => names
                .then(VietnamDay::new(2025, 7, 1), format!("Đơn vị mới số {at}"))
                .expect("later than the first name"),
            _ => names,
        };
        let code: Option<OrganisationCode> = format!(
            "A{:02}.{:02}.{:02}",
            1 + at / 10_000,
            at / 100 % 100,
            at % 100
        )
        .parse()
        .ok();
        Body {
            names,
            codes: code.map(|code| Timeline::from_day(since, code)),
            above: Timeline::from_day(since, above),
            tier: Some(tier),
            kind: Some(OrganisationKind::StateAgency),
            has_legal_personality: Some(true),
            has_own_seal: Some(true),
            established_by: None,
            contact: Contact::default(),
            tax_code: None,
            budget_code: None,
            end: None,
        }
    }

    fn person(&self, at: i64) -> Person {
        let body = Id::new(1 + at % self.size.bodies);
        let post = |body, since, until| Post {
            body,
            title: "Chuyên viên".to_owned(),
            since,
            until,
            by: None,
        };
        let moved = VietnamDay::new(2025, 10, 1);
        // One in a hundred moved.
        let posts = match self.draw(3, at, 100) {
            0 => vec![
                post(
                    Id::new(1 + (at + 1) % self.size.bodies),
                    VietnamDay::new(2020, 1, 1),
                    Some(moved),
                ),
                post(body, moved, None),
            ],
            _ => vec![post(body, VietnamDay::new(2020, 1, 1), None)],
        };
        Person {
            name: format!(
                "{} {} {}",
                self.pick(4, at, &FAMILY),
                self.pick(5, at, &MIDDLE),
                self.pick(6, at, &GIVEN)
            ),
            born: None,
            number: None,
            kind: Some(PersonKind::CivilServant),
            contact: Contact {
                mail: Some(format!("nguoi{at}@mau.gov.vn")),
                ..Contact::default()
            },
            posts,
            left: None,
        }
    }

    fn subscriber(&self, at: i64) -> Subscriber {
        let (persons, bodies) = (self.size.persons(), self.size.bodies);
        let body = Id::new(1 + at % bodies);
        let holder = match at - persons {
            ..0 => Holder::Person(Id::new(1 + at)),
            rest if rest < bodies => Holder::Body(Id::new(1 + rest)),
            rest => Holder::System {
                name: format!("Hệ thống {rest}"),
                owner: body,
            },
        };
        Subscriber {
            holder,
            is_title_holder: false,
            managed_by: Timeline::from_day(VietnamDay::new(2020, 1, 1), body),
        }
    }

    fn device(&self, at: i64) -> Device {
        let begun = History::<DeviceState>::begun((), VietnamDay::new(2021, 1, 1));
        let handed = begun
            .then(self.issued(at), DeviceStep::HandOver)
            .expect("what is in stock is handed over");
        Device {
            number: format!("TK{at:08}"),
            token_serial: None,
            kind: DeviceKind::PkiToken,
            subscriber: Some(Id::new(1 + at)),
            history: handed,
            recorded: Vec::new(),
            custody: Vec::new(),
        }
    }

    /// The day the first certificate of a subscriber was issued.
    fn issued(&self, subscriber: i64) -> VietnamDay {
        let days = i32::try_from(self.draw(7, subscriber, 1_700)).unwrap_or(0);
        VietnamDay::new(2021, 6, 1).plus_days(days)
    }

    /// Whether the first certificate of a subscriber had its place taken, and when.
    fn replaced(&self, subscriber: i64) -> Option<VietnamDay> {
        (subscriber < self.size.certificates - self.size.subscribers).then(|| {
            let days = i32::try_from(self.draw(8, subscriber, 60)).unwrap_or(0);
            self.issued(subscriber).plus_days(days)
        })
    }

    fn certificate(&self, at: i64) -> Certificate {
        let renewed = at
            .checked_sub(self.size.subscribers)
            .filter(|old| *old >= 0);
        let subscriber = renewed.unwrap_or(at);
        let from = match renewed {
            Some(old) => self.replaced(old).unwrap_or(TODAY),
            None => self.issued(at),
        };
        let received = History::<CertificateState>::begun((), from);
        let in_effect = received.then(from, CertificateStep::Publish);
        let mut history = in_effect.expect("what was received is published");
        if renewed.is_none()
            && let Some(on) = self.replaced(at)
        {
            let replaced = history.then(on, CertificateStep::Replace);
            history = replaced.expect("what is in effect is replaced");
        }
        Certificate {
            number: self.number_of(at),
            subscriber: Id::new(1 + subscriber),
            device: Some(Id::new(1 + subscriber)),
            issued_as: match renewed {
                Some(_) => IssueKind::Renewed,
                None => IssueKind::New,
            },
            valid_from: from,
            valid_to: from.plus_years(5).previous(),
            history,
            replaces: renewed.map(|old| Id::new(1 + old)),
            blocked: None,
            revocation_notice_on: None,
            x509: None,
        }
    }

    /// The first is how the first certificate came; the others were made in the years after it, one in a thousand still waits for its answer.
    fn request(&self, at: i64) -> Request {
        let subscriber = at % self.size.subscribers;
        let kind = match at / self.size.subscribers {
            0 => RequestKind::Issue,
            _ => RequestKind::ChangeInformation,
        };
        let begun = match kind {
            RequestKind::Issue => self.issued(subscriber),
            _ => VietnamDay::new(2024, 1, 1)
                .plus_days(i32::try_from(self.draw(9, at, 780)).unwrap_or(0)),
        };
        let waits = self.draw(10, at, 1_000) == 0;
        let begun = if waits { TODAY.plus_days(-4) } else { begun };
        let mut history = History::<RequestState>::begun(kind, begun);
        let all = [
            RequestStep::Confirm,
            RequestStep::Send,
            RequestStep::Accept,
            RequestStep::Process,
            RequestStep::Deliver,
            RequestStep::Activate,
            RequestStep::Close,
        ];
        let taken = if waits { &all[..3] } else { &all[..] };
        for (days, step) in (0..).zip(taken) {
            // Not every kind has every step.
            if let Ok(next) = history.clone().then(begun.plus_days(days), *step) {
                history = next;
            }
        }
        let (of, made_by) = (1 + subscriber, 1 + subscriber % self.size.bodies);
        Request {
            certificate: Some(Id::new(1 + subscriber)),
            device: Some(Id::new(1 + subscriber)),
            ..Request::new(Id::new(of), Id::new(made_by), history)
        }
    }
}

impl Size {
    /// Those who are neither bodies nor systems.
    const fn persons(self) -> i64 {
        self.subscribers - self.bodies - self.subscribers / 50
    }
}
