//! `kyso registry`: the register of bodies, subscribers, certificates, devices and requests.

mod devices;
mod failed;
mod records;
mod requests;
mod told;

use std::path::PathBuf;

use gov_ca_model::VietnamDay;
use gov_ca_registry::Office;
use gov_ca_registry::store::{By, Change, Operator, Register, View};

use crate::args::{
    DeviceCommand, OrganisationCommand, PersonCommand, Registry, RegistryCommand, RequestCommand,
    SubscriberCommand,
};
use crate::check;
use crate::exit::{Exit, Failure, Outcome};
use crate::job::Job;
use crate::text::Text;
use failed::{stepped, stored};

/// `kyso registry …`.
pub(crate) fn run(args: &Registry, job: &Job) -> Outcome {
    let desk = Desk::new(args, job)?;
    match &args.what {
        RegistryCommand::Init => desk.init(),
        RegistryCommand::Organisation(OrganisationCommand::Add(args)) => {
            records::add_organisation(&desk, args)
        }
        RegistryCommand::Organisation(OrganisationCommand::List) => {
            records::list_organisations(&desk)
        }
        RegistryCommand::Person(PersonCommand::Add(args)) => records::add_person(&desk, args),
        RegistryCommand::Person(PersonCommand::List) => records::list_persons(&desk),
        RegistryCommand::Subscriber(SubscriberCommand::Add(args)) => {
            records::add_subscriber(&desk, args)
        }
        RegistryCommand::Subscriber(SubscriberCommand::List) => records::list_subscribers(&desk),
        RegistryCommand::Request(RequestCommand::Draft(args)) => requests::draft(&desk, args),
        RegistryCommand::Request(RequestCommand::Step(args)) => requests::step(&desk, args),
        RegistryCommand::Request(RequestCommand::State(args)) => requests::state(&desk, args),
        RegistryCommand::Request(RequestCommand::List) => requests::list(&desk),
        RegistryCommand::Request(RequestCommand::Show(args)) => requests::show(&desk, args.request),
        RegistryCommand::Device(DeviceCommand::Step(args)) => devices::step(&desk, args),
        RegistryCommand::Device(DeviceCommand::List) => devices::list(&desk),
        RegistryCommand::Certificates => records::list_certificates(&desk),
        RegistryCommand::Due(args) => told::due(&desk, args.within),
        RegistryCommand::Audit => desk.audit(),
    }
}

/// The register, who works on it, and the law of the day.
struct Desk<'a> {
    job: &'a Job,
    path: PathBuf,
    operator: Option<String>,
    province: Option<String>,
    on: VietnamDay,
}

impl<'a> Desk<'a> {
    fn new(args: &Registry, job: &'a Job) -> Result<Self, Failure> {
        let at = &args.at;
        let path = at.register.clone();
        let path = path.or_else(|| std::env::var_os("KYSO_REGISTER").map(PathBuf::from));
        let path = path.or_else(|| job.config.register.clone());
        let operator = at.operator.clone();
        let operator = operator.or_else(|| std::env::var("KYSO_OPERATOR").ok());
        let province = at.province.clone().or_else(|| job.config.province.clone());
        Ok(Self {
            job,
            path: path.ok_or_else(failed::no_register)?,
            operator: operator.or_else(|| job.config.operator.clone()),
            province: check::known(province)?,
            on: at.on.unwrap_or_else(|| VietnamDay::of(job.now)),
        })
    }

    fn office(&self) -> Office<'_> {
        Office {
            law: &self.job.law,
            province: self.province.as_deref(),
        }
    }

    /// A register is made by `init` alone: a name mistyped makes no new one.
    fn open(&self) -> Result<Register, Failure> {
        if !self.path.exists() {
            return Err(failed::missing(&self.path));
        }
        Register::sqlite(&self.path).map_err(|error| stored(&self.path, &error))
    }

    fn init(&self) -> Outcome {
        if self.path.exists() {
            return Err(failed::exists(&self.path));
        }
        Register::sqlite(&self.path).map_err(|error| stored(&self.path, &error))?;
        let file = self.path.display();
        match self.job.json {
            true => self
                .job
                .value(&serde_json::json!({ "register": self.path })),
            false => self.job.say(&Text::new(
                format!("Đã lập sổ đăng ký “{file}”."),
                format!("Register “{file}” was made."),
            )),
        }
        Ok(Exit::Passed)
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
        seen.map_err(|error| stepped(&self.path, error, self.job))
    }

    fn change<R>(
        &self,
        work: impl FnOnce(&mut Change<'_>) -> Result<R, gov_ca_registry::steps::StepError>,
    ) -> Result<R, Failure> {
        let mut register = self.open()?;
        let done = register.change(&self.by()?, work);
        done.map_err(|error| stepped(&self.path, error, self.job))
    }

    fn audit(&self) -> Outcome {
        let report = self.open()?.audit();
        let report = report.map_err(|error| stored(&self.path, &error))?;
        told::audit(&report, &self.path, self.job)
    }
}
