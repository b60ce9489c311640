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

use token_pkcs11::{ModuleSource, installed_modules, known_modules};

use super::{list, material};
use crate::args::TokenDoctor;
use crate::exit::{Exit, Outcome};
use crate::job::Job;

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
