//! `kyso registry`: the register of bodies, subscribers, certificates, devices and requests.

mod bodies;
mod certificates;
mod changes;
mod decided;
mod desk;
mod devices;
mod failed;
mod forms;
mod forward;
mod handover;
mod import;
mod journals;
mod letters;
mod lists;
mod looked;
mod mishap;
mod notices;
mod personal;
mod records;
mod reports;
mod requests;
mod short;
mod show;
mod sides;
mod signed;
mod told;
mod touched;
mod written;

use std::cell::Cell;
use std::path::PathBuf;

use gov_ca_model::{Paper, VietnamDay};
use gov_ca_registry::Office;
use gov_ca_registry::store::{By, Change, Operator, Register, StoreError, View};
use jiff::Timestamp;
use regulation_rules::left_open_by_merger;
use serde_json::json;

use crate::args::{
    CertificateCommand, DeskCommand, OrganisationCommand, PersonCommand, Registry, RegistryCommand,
    RegistryFile, RequestCommand, SubscriberCommand,
};
use crate::check;
use crate::exit::{Exit, Failure, Outcome};
use crate::job::Job;
use crate::text::Text;
use crate::time;
use failed::{stepped, stored};

/// `kyso registry …`.
pub(crate) fn run(args: &Registry, job: &Job) -> Outcome {
    if let RegistryCommand::Form(command) = &args.what {
        return forms::blank::run(command, job);
    }
    let desk = Desk::new(args, job)?;
    match &args.what {
        RegistryCommand::Form(command) => forms::blank::run(command, job),
        RegistryCommand::Init => desk.init(),
        RegistryCommand::Organisation(OrganisationCommand::Add(args)) => {
            records::add_organisation(&desk, args)
        }
        RegistryCommand::Organisation(OrganisationCommand::List) => bodies::list(&desk),
        RegistryCommand::Organisation(OrganisationCommand::Tree) => bodies::tree(&desk),
        RegistryCommand::Organisation(OrganisationCommand::Code(args)) => {
            bodies::code_of(&desk, args)
        }
        RegistryCommand::Person(PersonCommand::Add(args)) => records::add_person(&desk, args),
        RegistryCommand::Person(PersonCommand::List) => records::list_persons(&desk),
        RegistryCommand::Person(PersonCommand::Export(args)) => personal::export(&desk, args),
        RegistryCommand::Person(PersonCommand::Erase(args)) => personal::erase(&desk, args),
        RegistryCommand::Subscriber(SubscriberCommand::Add(args)) => {
            records::add_subscriber(&desk, args)
        }
        RegistryCommand::Subscriber(SubscriberCommand::List) => records::list_subscribers(&desk),
        RegistryCommand::Request(RequestCommand::Draft(args)) => requests::draft(&desk, args),
        RegistryCommand::Request(RequestCommand::Step(args)) => requests::step(&desk, args),
        RegistryCommand::Request(RequestCommand::State(args)) => requests::state(&desk, args),
        RegistryCommand::Request(RequestCommand::Form(args)) => forms::form(&desk, args),
        RegistryCommand::Request(RequestCommand::Signed(args)) => signed::signed(&desk, args),
        RegistryCommand::Request(RequestCommand::List) => requests::list(&desk),
        RegistryCommand::Request(RequestCommand::Show(args)) => {
            requests::shown::show(&desk, args.request)
        }
        RegistryCommand::Device(command) => devices::run(&desk, command),
        RegistryCommand::Handover(command) => handover::run(&desk, command),
        RegistryCommand::Import(args) => import::import(&desk, args),
        RegistryCommand::Export(args) => lists::export(&desk, args),
        RegistryCommand::Reconcile(args) => lists::compare(&desk, args),
        RegistryCommand::Certificate(CertificateCommand::Add(args)) => {
            certificates::add(&desk, args)
        }
        RegistryCommand::Certificate(CertificateCommand::List) => records::list_certificates(&desk),
        RegistryCommand::Desk(DeskCommand::Inbox(args)) => desk::inbox(&desk, args),
        RegistryCommand::Desk(DeskCommand::Decide(args)) => desk::decide(&desk, args),
        RegistryCommand::Desk(DeskCommand::Forward(args)) => forward::forward(&desk, args),
        RegistryCommand::Desk(DeskCommand::Notify(args)) => letters::notify(&desk, args),
        RegistryCommand::Desk(DeskCommand::Remind(args)) => letters::remind(&desk, args),
        RegistryCommand::Due(args) => told::due(&desk, args.within),
        RegistryCommand::Change(command) => changes::make(&desk, command),
        RegistryCommand::Notice(command) => notices::run(&desk, command),
        RegistryCommand::Report(command) => reports::run(&desk, command),
        RegistryCommand::Record(command) => short::run(&desk, command),
        RegistryCommand::Show(args) => show::show(&desk, args),
        RegistryCommand::Audit => desk.audit(),
        RegistryCommand::Backup(args) => desk.backup(args),
        RegistryCommand::Restore(args) => desk.restore(args),
    }
}

/// Where a register is.
enum Place {
    File(PathBuf),
    /// An address, which may hold a password.
    Server(String),
}

impl Place {
    fn of(named: String) -> Self {
        match named.contains("://") || has_key_words(&named) {
            true => Self::Server(named),
            false => Self::File(named.into()),
        }
    }

    fn open(&self) -> Result<Register, Failure> {
        let opened = match self {
            Self::File(path) => Register::sqlite(path),
            #[cfg(feature = "postgres")]
            Self::Server(address) => Register::postgres(address),
            #[cfg(not(feature = "postgres"))]
            Self::Server(_) => return Err(failed::no_server()),
        };
        opened.map_err(|error| stored(self, &error))
    }
}

impl std::fmt::Display for Place {
    /// A file's name; of an address what comes after the account and before the parameters, where that is certain.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Server(address) => {
                let account = address.rfind('@');
                let parameters = address.find('?');
                // an `@` among the parameters may be a password's, and so may a `?` before the account's end
                let is_certain = address.contains("://")
                    && account.is_none_or(|at| parameters.is_none_or(|asked| at < asked));
                if !is_certain {
                    return f.write_str("PostgreSQL");
                }
                let end = parameters.unwrap_or(address.len());
                f.write_str(&address[account.map_or(0, |at| at + 1)..end])
            }
        }
    }
}

/// Whether this is an address in `key=value` words, which may hold a password (PostgreSQL documentation, libpq, connection strings).
fn has_key_words(named: &str) -> bool {
    let keys = ["dbname", "host", "hostaddr", "password", "port", "user"];
    let mut before = named.rsplit('=').skip(1);
    before.any(|piece| {
        let word = piece.split_whitespace().next_back();
        word.is_some_and(|word| keys.contains(&word))
    })
}

/// The register, who works on it, and the law of the day.
struct Desk<'a> {
    job: &'a Job,
    place: Place,
    operator: Option<String>,
    province: Option<String>,
    on: VietnamDay,
    /// Whether it was said which texts are left open.
    has_told_of_merger: Cell<bool>,
}

impl<'a> Desk<'a> {
    fn new(args: &Registry, job: &'a Job) -> Result<Self, Failure> {
        let at = &args.at;
        let place = at.register.clone();
        let place = place.or_else(|| std::env::var("KYSO_REGISTER").ok());
        let place = place.or_else(|| job.config.register.clone());
        let operator = at.operator.clone();
        let operator = operator.or_else(|| std::env::var("KYSO_OPERATOR").ok());
        let province = at.province.clone().or_else(|| job.config.province.clone());
        Ok(Self {
            job,
            place: Place::of(place.ok_or_else(failed::no_register)?),
            operator: operator.or_else(|| job.config.operator.clone()),
            province: check::known(province)?,
            on: at.on.unwrap_or_else(|| VietnamDay::of(job.now)),
            has_told_of_merger: Cell::new(false),
        })
    }

    /// The law that is asked. Where that of a merged province says nothing any more, that is told once.
    fn office(&self) -> Office<'_> {
        if !self.has_told_of_merger.replace(true) {
            self.note_of_merger();
        }
        Office {
            law: &self.job.law,
            province: self.province.as_deref(),
        }
    }

    fn note_of_merger(&self) {
        for text in left_open_by_merger(self.province.as_deref(), self.on) {
            let Some(territory) = text.territory else {
                continue;
            };
            let Some(merger) = territory.merged else {
                continue;
            };
            let (name, on) = (territory.name, merger.on);
            self.job.note(&Text::new(
                format!(
                    "Lưu ý: {} của {} trước khi sắp xếp ngày {}; chưa đọc được văn bản nói còn áp dụng hay không, cũng chưa đọc được quy chế của tỉnh mới: từ ngày đó chương trình không áp dụng quy định riêng của tỉnh.",
                    text.title.vi,
                    name.vi,
                    on.vietnamese()
                ),
                format!(
                    "Note: {} was made for {} before the merger of {on}; nothing was read of whether it still applies, nor a regulation of the new province: from that day on no rule of the province's own is applied.",
                    text.title.en, name.en
                ),
            ));
        }
    }

    /// A day that a letter sets is not over when the letter is written.
    fn to_come(&self, until: Option<VietnamDay>) -> Result<(), Failure> {
        match until.filter(|until| *until < self.on) {
            Some(until) => Err(failed::past(until, self.on)),
            None => Ok(()),
        }
    }

    /// A register in a file is made by `init` and `restore` alone: a name mistyped makes no new one, nor does an empty file.
    fn open(&self) -> Result<Register, Failure> {
        if let Place::File(path) = &self.place {
            if !path.exists() {
                return Err(failed::missing(path));
            }
            if std::fs::metadata(path).is_ok_and(|file| file.len() == 0) {
                return Err(stored(&self.place, &StoreError::NotARegister));
            }
        }
        self.place.open()
    }

    /// A register that is not there yet; on a server, the tables of one.
    fn new_one(&self) -> Result<Register, Failure> {
        if let Place::File(path) = &self.place
            && path.exists()
        {
            return Err(failed::exists(path));
        }
        self.place.open()
    }

    fn init(&self) -> Outcome {
        self.new_one()?;
        let place = self.place.to_string();
        match self.job.json {
            true => self.job.value(&json!({ "register": place })),
            false => self.job.say(&Text::new(
                format!("Đã lập sổ đăng ký “{place}”."),
                format!("Register “{place}” was made."),
            )),
        }
        Ok(Exit::Passed)
    }

    fn backup(&self, args: &RegistryFile) -> Outcome {
        let written = self.open()?.backup(&args.file);
        let summary = written.map_err(|error| stored(&self.place, &error))?;
        told::kept(&args.file.display().to_string(), &summary, self.job);
        Ok(Exit::Passed)
    }

    fn restore(&self, args: &RegistryFile) -> Outcome {
        let read = self.place.open()?.restore(&args.file);
        let summary = read.map_err(|error| stored(&self.place, &error))?;
        told::kept(&self.place.to_string(), &summary, self.job);
        Ok(Exit::Passed)
    }

    /// Now; the first moment of the day where the work is of another day: what is noted afterwards is blocked from then on.
    fn moment(&self) -> Timestamp {
        match self.on == VietnamDay::of(self.job.now) {
            true => self.job.now,
            false => time::parse(&self.on.to_string()).unwrap_or(self.job.now),
        }
    }

    /// When something happened: not after now, nor after the day it is written down for.
    fn happened(&self, at: Option<Timestamp>) -> Result<Timestamp, Failure> {
        let Some(at) = at else {
            return Ok(self.moment());
        };
        let is_later_today = self.on == VietnamDay::of(self.job.now) && self.job.now < at;
        match is_later_today || self.on < VietnamDay::of(at) {
            true => Err(failed::yet_to_come(at)),
            false => Ok(at),
        }
    }

    /// A paper of the day, where its number and symbol are given.
    fn paper(&self, kind: &str, number: Option<&str>) -> Option<Paper> {
        Some(Paper {
            kind: kind.to_owned(),
            number: Some(number?.to_owned()),
            day: self.on,
            issuer: None,
        })
    }

    /// A record of the day, with its number and symbol where it has one.
    fn record(&self, number: Option<&str>) -> Paper {
        Paper {
            kind: "Biên bản".to_owned(),
            number: number.map(str::to_owned),
            day: self.on,
            issuer: None,
        }
    }

    fn by(&self) -> Result<By, Failure> {
        let name = self.operator.as_deref().ok_or_else(failed::no_operator)?;
        let who = Operator::new(name).ok_or_else(|| failed::bad_operator(name))?;
        Ok(By {
            who,
            at: self.job.now,
            step: String::new(),
            under: String::new(),
        })
    }

    fn read<R>(
        &self,
        look: impl FnOnce(&mut View<'_>) -> Result<R, gov_ca_registry::steps::StepError>,
    ) -> Result<R, Failure> {
        let mut register = self.open()?;
        let seen = register.read(look);
        seen.map_err(|error| stepped(&self.place, error))
    }

    fn change<R>(
        &self,
        work: impl FnOnce(&mut Change<'_>) -> Result<R, gov_ca_registry::steps::StepError>,
    ) -> Result<R, Failure> {
        let mut register = self.open()?;
        let done = register.change(&self.by()?, work);
        let done = done.map_err(|error| stepped(&self.place, error))?;
        self.note_a_day_to_come();
        Ok(done)
    }

    /// What was written down of a day to come is most often a year mistyped, and nothing earlier can follow it.
    fn note_a_day_to_come(&self) {
        if self.on <= VietnamDay::of(self.job.now) {
            return;
        }
        let day = self.on.vietnamese();
        self.job.note(&Text::new(
            format!("Lưu ý: đã ghi vào ngày {day}, là ngày chưa đến."),
            format!("Note: written down for {day}, a day to come."),
        ));
    }

    fn audit(&self) -> Outcome {
        let report = self.open()?.audit();
        let report = report.map_err(|error| stored(&self.place, &error))?;
        told::audit(&report, &self.place, self.job)
    }
}
