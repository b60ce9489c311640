//! `kyso issue`: the signed package is looked at once more, as whoever receives it will, and handed over.

mod message;

use std::path::Path;

use regulation_rules::facts::SecrecyLevel;
use regulation_rules::orders::{Act, Need, Order, Subject};
use serde_json::json;
use signing_workflow::outgoing::{Outgoing, OutgoingError, Refusal};
use signing_workflow::package::PackageReport;
use signing_workflow::receive::{Completeness, Outcome as ToDo};

use crate::args::{Issue, Judging, Revocation};
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::job::Job;
use crate::outgoing::{self, words};
use crate::outputs;
use crate::package;
use crate::text::Text;
use crate::verify::Verifier;

/// `kyso issue`.
pub(crate) fn issue(args: &Issue, job: &Job) -> Outcome {
    let folder = &args.folder.folder;
    let mut outgoing = outgoing::at(folder)?;
    if let Some(refusal) = missing(&outgoing) {
        return Ok(outgoing::refused(folder, Act::Agency, &[refusal], job));
    }
    if outgoing.state().about.secrecy != SecrecyLevel::None {
        let secret = Refusal::Secret {
            level: outgoing.state().about.secrecy,
            findings: Vec::new(),
        };
        return Ok(outgoing::refused(folder, Act::Agency, &[secret], job));
    }
    let report = as_received(&outgoing, args, job)?;
    if report.reception.outcome != ToDo::Accept {
        return Ok(not_fit(folder, &report, job));
    }
    hand_over(&mut outgoing, args, job)?;
    outgoing::tell(folder, &outgoing, job);
    Ok(Exit::Passed)
}

/// The number first: what cannot be numbered is not issued. A run that stops anywhere in between may be begun again: what it left is
/// what this run would write.
fn hand_over(outgoing: &mut Outgoing, args: &Issue, job: &Job) -> Result<(), Failure> {
    let failed = |error: OutgoingError| words::failed(&error);
    outputs::clear_leftovers(&args.output);
    if args.output.exists() && !outgoing.was_handed_over(&args.output).map_err(failed)? {
        return Err(failed(OutgoingError::Exists(args.output.clone())));
    }
    if let (Some(ledger), Some(number)) = (&args.ledger, &outgoing.state().number) {
        let document = outgoing.state().about.document();
        let used = outgoing::ledger(ledger)?.use_for(number, document, job.now);
        used.map_err(|error| words::numbers(&error))?;
    }
    if let Some(path) = &args.message.edxml {
        message::write(path, outgoing, &args.message)?;
    }
    outgoing.issue(&args.output, job.now).map_err(failed)
}

/// The first required step that nobody did, or that the package is not being signed.
fn missing(outgoing: &Outgoing) -> Option<Refusal> {
    let (state, order) = (outgoing.state(), outgoing.order());
    if state.unfinished().is_some() {
        return Some(Refusal::NotOpen);
    }
    let required = |step: &&regulation_rules::orders::Step| step.need.value == Need::Required;
    let first = order
        .steps
        .iter()
        .filter(required)
        .find(|step| !state.is_done(step.act))?;
    Some(Refusal::NotYet {
        first: first.act,
        set: first.need.set,
    })
}

/// The package as the receiving office will find it.
fn as_received(outgoing: &Outgoing, args: &Issue, job: &Job) -> Result<PackageReport, Failure> {
    let folder = tempfile::tempdir().map_err(|error| failures::io("", &error))?;
    outgoing
        .gather(folder.path())
        .map_err(|error| words::failed(&error))?;
    let mut judging = Judging {
        trust: args.trust.clone(),
        ..Judging::default()
    };
    judging
        .trust
        .revocation
        .get_or_insert(Revocation::IfAvailable);
    let about = &outgoing.state().about;
    let asked = package::Asked {
        our_codes: Vec::new(),
        completeness: completeness(outgoing.order()),
        statements: Vec::new(),
        received: Vec::new(),
        roles: roles(outgoing),
        province: about.province.clone(),
    };
    let verifier = Verifier::new(&judging, job)?;
    let gathered = package::gather(folder.path())?;
    let looked = package::look_at(&gathered, &asked, &verifier, job)?;
    let main = about.parts.first().map(|main| main.name.as_str());
    let main = package::main_of(folder.path(), &looked, main)?;
    let context = package::context(&asked, &verifier);
    let report = package::judged(&gathered, &looked, main, &asked, &context);
    Ok(report)
}

/// What the journal says of each field: `FILE:FIELD=ROLE`.
fn roles(outgoing: &Outgoing) -> Vec<String> {
    let state = outgoing.state();
    let versions = state
        .steps
        .iter()
        .flat_map(|step| step.signed.iter().map(move |version| (step.act, version)));
    let told = versions.filter_map(|(act, version)| {
        let (field, part) = (
            version.field.as_ref()?,
            state.about.parts.get(version.mark.part)?,
        );
        let role = match version.mark.part {
            0 if state.about.subject == Subject::Copy => version.mark.purpose.role(),
            0 => act.role(),
            _ => version.mark.purpose.role(),
        };
        Some(format!("{}:{field}={}", part.name, role.word()))
    });
    told.collect()
}

fn completeness(order: &Order) -> Completeness {
    match (order.step(Act::AuthorisedPerson), order.step(Act::Agency)) {
        (Some(_), Some(_)) => Completeness::PersonAndAgency,
        (Some(_), None) => Completeness::PersonAlone,
        _ => Completeness::AgencyAlone,
    }
}

/// Whoever receives it would not accept it: nothing is issued.
fn not_fit(folder: &Path, report: &PackageReport, job: &Job) -> Exit {
    let reception = &report.reception;
    let codes: Vec<&str> = reception
        .reasons
        .iter()
        .map(|reason| reason.code.code())
        .collect();
    if job.json {
        job.value(&json!({ "outgoing": folder.display().to_string(), "refused": [{ "code": "not-fit" }], "reception": reception }));
    } else {
        let codes = codes.join(", ");
        job.complain(
            Text::new(
                format!("Không phát hành: nơi nhận sẽ không tiếp nhận bộ văn bản này ({codes}). Xem: kyso verify --package."),
                format!("Not issued: whoever receives this package would not accept it ({codes}). See: kyso verify --package."),
            )
            .in_lang(job.lang),
        );
    }
    match reception.outcome {
        ToDo::Hold(_) => Exit::Undecided,
        _ => Exit::Negative,
    }
}
