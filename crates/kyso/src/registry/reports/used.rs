//! How often signatures were used, counted from what this program wrote while documents were signed and received.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gov_ca_model::VietnamDay;
use gov_ca_registry::report::Period;
use jiff::Timestamp;
use signing_workflow::outgoing::{Event, Journal, Outgoing};
use signing_workflow::records::{Decision, RecordsFolder};

use super::super::journals::{self, whole};
use crate::exit::Failure;
use crate::job::Job;
use crate::text::Text;

type Counts = BTreeMap<&'static str, u64>;

/// The figures `use.…` of the period, of every journal once. A folder with a register of arrivals is one of arrivals; any other one of packages.
pub(super) fn used(
    folders: &[PathBuf],
    period: Period,
    job: &Job,
) -> Result<Vec<(String, u64)>, Failure> {
    let mut counts = Counts::new();
    let of_arrivals = |folder: &PathBuf| folder.join("register.jsonl").exists();
    let (came, went): (Vec<PathBuf>, Vec<PathBuf>) = folders.iter().cloned().partition(of_arrivals);
    let came: Result<BTreeSet<PathBuf>, Failure> = came.iter().map(|one| whole(one)).collect();
    for folder in came? {
        arrivals(&folder, period, &mut counts)?;
    }
    for folder in journals::packages(&went)? {
        package(&folder, period, &mut counts, job);
    }
    let named = |(what, count)| (format!("use.{what}"), count);
    Ok(counts.into_iter().map(named).collect())
}

fn has(period: Period, at: Timestamp) -> bool {
    period.has(VietnamDay::of(at))
}

/// Signatures that stand, documents issued, documents that had to be put right. A package that cannot be read is told, not counted.
fn package(folder: &Path, period: Period, counts: &mut Counts, job: &Job) {
    let journal = folder.join("journal.jsonl");
    let (Ok(state), Ok(events)) = (Outgoing::glance(folder), Journal::read(&journal)) else {
        let name = folder.display();
        job.note(&Text::new(
            format!("Không đọc được nhật ký của bộ văn bản “{name}”; không đếm."),
            format!("The journal of the package “{name}” cannot be read; it is not counted."),
        ));
        return;
    };
    let signed = state.steps.iter().flat_map(|step| &step.signed);
    let signed = signed.filter(|version| has(period, version.at)).count();
    *counts.entry("signed").or_default() += u64::try_from(signed).unwrap_or_default();
    for entry in events.iter().filter(|entry| has(period, entry.at)) {
        let what = match entry.event {
            Event::Issued { .. } => "issued",
            Event::Remedied { .. } => "remedied",
            _ => continue,
        };
        *counts.entry(what).or_default() += 1;
    }
}

/// Documents that came, and what was decided on each at the last look.
fn arrivals(folder: &Path, period: Period, counts: &mut Counts) -> Result<(), Failure> {
    let unreadable = |error: &dyn std::fmt::Display| {
        let name = folder.display();
        Failure::environment(
            "unreadable",
            Text::new(
                format!("Không đọc được sổ tiếp nhận “{name}”."),
                format!("The register of arrivals “{name}” cannot be read: {error}."),
            ),
        )
    };
    let records = RecordsFolder::open(folder).map_err(|error| unreadable(&error))?;
    let register = records.register().map_err(|error| unreadable(&error))?;
    for arrival in register.arrivals() {
        if !has(period, arrival.arrived.received_at) {
            continue;
        }
        *counts.entry("received").or_default() += 1;
        let what = match arrival.arrived.decision {
            Decision::Accept => "accepted",
            Decision::Hold | Decision::Report => "held",
            Decision::Refuse => "refused",
            Decision::Return => "returned",
        };
        *counts.entry(what).or_default() += 1;
    }
    Ok(())
}
