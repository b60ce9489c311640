//! `kyso token doctor`: what keeps a key device from signing, without spending an attempt of its PIN.
//!
//! Every library is loaded in a child process (docs/decisions/0038): one that crashes or never answers is a finding.

mod chain;
mod child;
mod examine;
mod finding;
mod told;

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use token_pkcs11::{ModuleSource, TokenCertificate, TokenInfo, installed_modules, known_modules};

use super::{list, material};
use crate::args::TokenDoctor;
use crate::exit::{Exit, Outcome};
use crate::job::Job;
use crate::trust::Ground;

pub(crate) use child::{WORD, serve};
use examine::Examined;
#[cfg(test)]
pub(crate) use finding::CODES;

/// A library to look at, and why.
#[derive(Debug)]
struct Candidate {
    path: PathBuf,
    /// Its name in `kyso token list`.
    known_as: Option<&'static str>,
    /// The configuration of p11-kit that names it.
    registered_by: Option<PathBuf>,
    /// The person asked for this one.
    is_named: bool,
}

/// `kyso token doctor`.
pub(crate) fn doctor(args: &TokenDoctor, job: &Job) -> Outcome {
    let ground = material::ground(&args.trust, job)?;
    let candidates = candidates(&args.modules);
    if candidates.is_empty() {
        return Err(list::no_module());
    }
    let patience = Duration::from_secs(args.patience);
    let mut all = Vec::new();
    for candidate in candidates {
        let probe = child::probe(&candidate.path, patience);
        let examined = Examined::of(candidate, probe, &ground, job.now);
        told::show(&examined, job);
        all.push(examined);
    }
    let exit = verdict(&all);
    told::summary(&all, job);
    Ok(exit)
}

fn candidates(named: &[PathBuf]) -> Vec<Candidate> {
    if !named.is_empty() {
        return named.iter().map(|module| by_hand(module)).collect();
    }
    let installed = installed_modules().into_iter();
    installed
        .map(|module| {
            let (known_as, registered_by) = match module.told_by {
                ModuleSource::Known(name) => (Some(name), None),
                ModuleSource::P11Kit(file) => (None, Some(file)),
                _ => (None, None),
            };
            Candidate {
                path: module.path,
                known_as,
                registered_by,
                is_named: false,
            }
        })
        .collect()
}

/// A path, or one of the names of `kyso token list`.
fn by_hand(module: &Path) -> Candidate {
    let known = known_modules()
        .iter()
        .find(|known| Some(known.name) == module.to_str());
    let place = known.and_then(|known| {
        let places = || known.places().into_iter().next();
        known.installed_at().or_else(places)
    });
    Candidate {
        path: place.unwrap_or_else(|| module.to_owned()),
        known_as: known.map(|known| known.name),
        registered_by: None,
        is_named: true,
    }
}

/// A certificate that may sign, and what a look at it and at its device found.
pub(crate) struct Usable {
    pub(crate) module: PathBuf,
    pub(crate) token: TokenInfo,
    pub(crate) entry: TokenCertificate,
    /// Codes of `kyso token doctor` that speak against signing with it.
    pub(crate) warnings: Vec<&'static str>,
}

/// The certificates that may sign of every device that is there now; no PIN is asked for. A library that fails brings none.
pub(crate) fn usable(modules: &[PathBuf], ground: &Ground, now: Timestamp) -> Vec<Usable> {
    let looked = std::thread::scope(|scope| {
        let looks = candidates(modules).into_iter().map(|candidate| {
            scope.spawn(move || {
                let probe = child::probe(&candidate.path, SERVED_WITHIN);
                Examined::of(candidate, probe, ground, now)
            })
        });
        let looks: Vec<_> = looks.collect();
        let looked = looks.into_iter().filter_map(|look| look.join().ok());
        looked.collect::<Vec<_>>()
    });
    looked.iter().flat_map(Examined::usable).collect()
}

/// Who waits is in front of a page. Ours.
const SERVED_WITHIN: Duration = Duration::from_secs(10);

/// What a device is found to be decides; that a library shows none counts where no other does, or where it was asked for.
fn verdict(all: &[Examined]) -> Exit {
    let devices = all.iter().flat_map(Examined::devices);
    let of_devices = devices.map(|device| device.exit());
    let no_device = all.iter().all(|one| one.devices().next().is_none());
    let asked_for = all
        .iter()
        .any(|one| one.candidate.is_named && one.listing.is_none());
    let worst = of_devices.max().unwrap_or(Exit::Passed);
    match no_device || asked_for {
        true => worst.max(Exit::Environment),
        false => worst,
    }
}
