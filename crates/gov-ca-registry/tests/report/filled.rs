//! A small province with a life of three years, the same for the same seed.

use std::collections::BTreeMap;

use gov_ca_model::{
    CertificateState, CertificateStep, DeviceKind, DeviceState, DeviceStep, History, Life,
    OrganisationCode, RequestKind, RequestState, RequestStep, Timeline, VietnamDay,
};
use gov_ca_registry::entries::{
    Body, Certificate, Device, Holder, Person, Request, ShortKind, ShortRecord, Subscriber,
};
use gov_ca_registry::report::{Draft, Period, Report, ReportError, make};
use gov_ca_registry::store::{Record, Register, StoreError};
use gov_ca_registry::{Id, Office};
use regulation_rules::LawBook;
use regulation_rules::facts::{BodyTier, IssueKind, RevocationReason};

use crate::common::{body, by, person};

pub const BEGIN: VietnamDay = VietnamDay::new(2023, 1, 1);

/// Numbers that look like chance and are the same every time.
pub struct Chance(u64);

impl Chance {
    pub const fn of(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap() % end
    }

    fn day(&mut self) -> VietnamDay {
        BEGIN.plus_days(i32::try_from(self.below(1000)).unwrap())
    }

    /// A life of steps by chance, each some days after the other.
    fn life<L: Life>(&mut self, of: L::Of, steps: &[L::Step]) -> History<L> {
        let mut day = self.day();
        let mut history = History::<L>::begun(of, day);
        for _ in 0..self.below(9) {
            day = day.plus_days(i32::try_from(self.below(120)).unwrap());
            let state: L = history.state();
            let mut possible = steps
                .iter()
                .filter(|step| state.after(**step, of).is_some());
            let count = possible.clone().count();
            if count == 0 {
                break;
            }
            let chosen = self.below(u32::try_from(count).unwrap());
            let step = possible.nth(chosen as usize).unwrap();
            history = history.then(day, *step).unwrap();
        }
        history
    }
}

/// A register and what keeps it.
pub struct Province {
    pub register: Register,
    _folder: tempfile::TempDir,
    #[cfg(feature = "postgres")]
    _raw: Option<crate::raw::Raw>,
}

/// A register of each engine.
pub fn everywhere() -> Vec<Province> {
    let sqlite = || {
        let folder = tempfile::tempdir().unwrap();
        Province {
            register: Register::sqlite(folder.path().join("so.db")).unwrap(),
            _folder: folder,
            #[cfg(feature = "postgres")]
            _raw: None,
        }
    };
    #[cfg(not(feature = "postgres"))]
    return vec![sqlite()];
    #[cfg(feature = "postgres")]
    {
        let server = std::env::var("KYSO_POSTGRES").expect(
            "no PostgreSQL server (KYSO_POSTGRES is not set): run `scripts/postgres.sh run cargo test -p gov-ca-registry --all-features`",
        );
        let (raw, schema) = crate::raw::Raw::postgres(&server);
        let address = format!("{server}?options=-csearch_path%3D{schema}");
        let postgres = Province {
            register: Register::postgres(&address).unwrap(),
            _folder: tempfile::tempdir().unwrap(),
            _raw: Some(raw),
        };
        vec![sqlite(), postgres]
    }
}

pub fn coded(name: &str, code: &str, tier: BodyTier, above: Option<Id<Body>>) -> Body {
    let code: OrganisationCode = code.parse().unwrap();
    Body {
        codes: Some(Timeline::from_day(BEGIN, code)),
        names: Timeline::from_day(BEGIN, name.to_owned()),
        above: Timeline::from_day(BEGIN, above),
        ..body(name, tier, above)
    }
}

pub fn short(kind: ShortKind, on: VietnamDay, body: Option<Id<Body>>, text: &str) -> ShortRecord {
    ShortRecord {
        body,
        ..ShortRecord::of(kind, on, text.to_owned())
    }
}

impl Province {
    pub fn insert<T: Record>(&mut self, record: T) -> Id<T> {
        let stored = self
            .register
            .change::<_, StoreError>(&by(BEGIN), |change| change.insert(record));
        Id::of(&stored.unwrap())
    }

    /// A province, four districts, three communes below each; then as many of all else as asked for.
    pub fn fill(&mut self, seed: u64, subscribers: u32) {
        let mut chance = Chance::of(seed);
        let top = self.insert(coded("UBND tỉnh Lạc Hồng", "H99", BodyTier::Province, None));
        let mut all = vec![top];
        for district in 1..=4 {
            let name = format!("UBND huyện Mẫu {district}");
            let code = format!("H99.{district}");
            let here = self.insert(coded(&name, &code, BodyTier::District, Some(top)));
            all.push(here);
            for commune in 1..=3 {
                // names of communes are not unique, and the third ones have no code
                let name = format!("UBND xã Thử {commune}");
                let code = format!("H99.{district}.{commune}");
                let mut body = coded(&name, &code, BodyTier::Commune, Some(here));
                if commune == 3 {
                    body.codes = None;
                }
                all.push(self.insert(body));
            }
        }
        let who = self.insert(person("Nguyễn Văn Mẫu", "Chủ tịch", top));
        self.register
            .change::<_, StoreError>(&by(BEGIN), |change| {
                for number in 0..subscribers {
                    let (subscriber, lives) = subscribed(&mut chance, &all, who);
                    let subscriber = Id::of(&change.insert(subscriber)?);
                    for nth in 0..lives {
                        let device = device(&mut chance, number * 10 + nth, subscriber);
                        let device = Id::of(&change.insert(device)?);
                        let number = format!("{:06X}", number * 10 + nth + 1);
                        let certificate = certificate(&mut chance, number, subscriber, device);
                        let certificate = Id::of(&change.insert(certificate)?);
                        let made_by = all[chance.below(17) as usize];
                        for _ in 0..3 {
                            change.insert(request(
                                &mut chance,
                                subscriber,
                                made_by,
                                certificate,
                            ))?;
                        }
                    }
                }
                Ok(())
            })
            .unwrap();
    }

    pub fn report(&mut self, period: &str) -> Report {
        self.report_of(period, None).unwrap()
    }

    pub fn report_of(
        &mut self,
        period: &str,
        body: Option<Id<Body>>,
    ) -> Result<Report, ReportError> {
        let law = LawBook::as_read();
        let office = Office {
            law: &law,
            province: None,
        };
        let draft = draft(period, body);
        self.register.read(|view| make(view, &draft, &office))
    }

    /// Every record of a kind.
    pub fn all<T: Record>(&mut self) -> BTreeMap<i64, T> {
        let all = self
            .register
            .read::<_, StoreError>(|view| view.find::<T>("ORDER BY id", &[]));
        let all = all.unwrap().into_iter();
        all.map(|stored| (stored.id(), stored.into_record()))
            .collect()
    }
}

pub fn draft(period: &str, body: Option<Id<Body>>) -> Draft {
    let period: Period = period.parse().unwrap();
    Draft {
        body,
        from: None,
        period,
        stated: Vec::new(),
        by_persons: Vec::new(),
        template: "kyso".to_owned(),
        made_by: "pkt01".to_owned(),
        made_on: period.last().plus_days(5),
        program: "kyso".to_owned(),
    }
}

/// One in five is managed by another body later on.
fn subscribed(chance: &mut Chance, all: &[Id<Body>], who: Id<Person>) -> (Subscriber, u32) {
    let place = |chance: &mut Chance| all[chance.below(17) as usize];
    let first = place(chance);
    let holder = match chance.below(3) {
        0 => Holder::Body(first),
        1 => Holder::Person(who),
        _ => Holder::System {
            name: "Cổng dịch vụ công".to_owned(),
            owner: first,
        },
    };
    let mut managed_by = Timeline::from_day(BEGIN, first);
    if chance.below(5) == 0 {
        managed_by = managed_by.then(chance.day().next(), place(chance)).unwrap();
    }
    let subscriber = Subscriber {
        holder,
        is_title_holder: chance.below(9) == 0,
        managed_by,
    };
    (subscriber, chance.below(4))
}

fn device(chance: &mut Chance, number: u32, subscriber: Id<Subscriber>) -> Device {
    Device {
        number: format!("TK{number}"),
        token_serial: None,
        kind: DeviceKind::PkiToken,
        subscriber: (chance.below(9) > 0).then_some(subscriber),
        history: chance.life::<DeviceState>((), &DeviceStep::ALL),
        recorded: Vec::new(),
        custody: Vec::new(),
    }
}

fn certificate(
    chance: &mut Chance,
    number: String,
    subscriber: Id<Subscriber>,
    device: Id<Device>,
) -> Certificate {
    let steps = [
        CertificateStep::Publish,
        CertificateStep::Publish,
        CertificateStep::Suspend,
        CertificateStep::Resume,
        CertificateStep::Replace,
        CertificateStep::Revoke,
    ];
    let history = chance.life::<CertificateState>((), &steps);
    let issued_as = [IssueKind::New, IssueKind::Renewed, IssueKind::Changed];
    Certificate {
        number,
        subscriber,
        device: Some(device),
        issued_as: issued_as[chance.below(3) as usize],
        valid_from: history.since(),
        valid_to: history
            .since()
            .plus_days(i32::try_from(chance.below(900)).unwrap()),
        history,
        replaces: None,
        blocked: None,
        revocation_notice_on: None,
        x509: None,
    }
}

fn request(
    chance: &mut Chance,
    subscriber: Id<Subscriber>,
    made_by: Id<Body>,
    certificate: Id<Certificate>,
) -> Request {
    let kind = RequestKind::ALL[chance.below(5) as usize];
    let reasons = RevocationReason::ALL;
    let usual = [
        RequestStep::Confirm,
        RequestStep::Send,
        RequestStep::Accept,
        RequestStep::Process,
    ];
    let steps = [&RequestStep::ALL[..], &usual.repeat(6)].concat();
    let history = chance.life::<RequestState>(kind, &steps);
    Request {
        certificate: Some(certificate),
        reason: reasons.get(chance.below(12) as usize).copied(),
        ..Request::new(subscriber, made_by, history)
    }
}
