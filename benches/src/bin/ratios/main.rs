//! The ratios that the project promises, measured in one run: `cargo run --release -p kyso-benches --bin ratios`.
//!
//! Signing is compared with copying the file, syncing it and hashing it twice; verifying with hashing it once. Exits 1 when
//! a bound does not hold. `--kyso PATH` names the program (default: beside this one), `--work FOLDER` where the files are
//! made, `--largest MB` the largest file (default 1000; a file the disk has no room for is named as not run).
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

mod in_process;

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use in_process::{batch, measure_appearances, measure_batch, measure_path, measure_rules};
use kyso_benches::baseline::{copy_sync_hash_twice, hash_once};
use kyso_benches::child::{MEASURE, Usage, measure, measuring_process};
use kyso_benches::crl::{LOOK_UP, look_up};
use kyso_benches::keys::KeyFiles;
use kyso_benches::path::Answerer;
use kyso_benches::token::{self, BATCH};
use kyso_examples::samples::{many_objects, many_pages};

/// What a line may be: how often the bare work, and how much memory.
#[derive(Clone, Copy)]
struct Bounds {
    ratio: f64,
    memory: u64,
}

/// Issue "The main job": at most 1.3 × the bare work, at most 48 MB resident.
const MAIN_JOB: Bounds = Bounds {
    ratio: 1.3,
    memory: 48_000_000,
};
/// Issue "The verdict": one signature, at most 1.2 × hashing, at most 48 MB resident.
const VERDICT: Bounds = Bounds {
    ratio: 1.2,
    memory: 48_000_000,
};
/// Issue "The verdict": five signatures at level B-LTA over 20 MB, at most 3 × hashing what they cover once. 48 MB as for one.
const LONG_TERM: Bounds = Bounds {
    ratio: 3.0,
    memory: 48_000_000,
};
const LONG_TERM_MEGABYTES: usize = 20;
/// Issue "Signatures that last": raising 100 MB to B-LT, at most 1.3 × (copy, sync, hash twice).
const RAISE: Bounds = MAIN_JOB;
const RAISE_MEGABYTES: usize = 100;
/// Issue "Trust, completely": a lookup in a CRL of 2,000,000 entries, at most 2.5 × hashing it. 16 MB beyond the streamed
/// file, of which nothing is kept: the whole process is counted.
const LOOKUP: Bounds = Bounds {
    ratio: 2.5,
    memory: 16_000_000,
};
const ENTRIES: u32 = 2_000_000;
/// The best of so many runs counts, for the bare work and for kyso alike: other load only ever adds time.
const RUNS: usize = 3;
/// When a bound does not hold, so many further rounds are run before it counts as broken.
const MORE_ROUNDS: usize = 15;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [first, rest @ ..] = arguments.as_slice()
        && first == MEASURE
    {
        return measuring_process(rest);
    }
    if let [first, list, anchor, certificate] = arguments.as_slice()
        && first == LOOK_UP
    {
        return exit(look_up(list.as_ref(), anchor.as_ref(), certificate.as_ref()).map(|()| true));
    }
    if arguments == [BATCH] {
        return exit(batch());
    }
    exit(Settings::read(&arguments).and_then(|settings| run(&settings)))
}

fn exit(outcome: io::Result<bool>) -> ExitCode {
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("ratios: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Settings {
    kyso: String,
    work: PathBuf,
    largest_megabytes: usize,
}

impl Settings {
    fn read(arguments: &[String]) -> io::Result<Self> {
        let beside = std::env::current_exe()?
            .parent()
            .map(Path::to_path_buf)
            .unwrap_or_default();
        let mut settings = Self {
            kyso: beside.join("kyso").display().to_string(),
            work: beside.join("kyso-ratios"),
            largest_megabytes: 1000,
        };
        for pair in arguments.chunks(2) {
            match pair {
                [name, value] if name == "--kyso" => settings.kyso.clone_from(value),
                [name, value] if name == "--work" => settings.work = PathBuf::from(value),
                [name, value] if name == "--largest" => {
                    settings.largest_megabytes = value
                        .parse()
                        .map_err(|_| io::Error::other("--largest wants a number"))?;
                }
                _ => {
                    return Err(io::Error::other(
                        "usage: ratios [--kyso PATH] [--work FOLDER] [--largest MB]",
                    ));
                }
            }
        }
        Ok(settings)
    }
}

/// One input file, and how to make it.
struct Input {
    name: &'static str,
    megabytes: usize,
    make: fn(BufWriter<File>) -> io::Result<()>,
    also_verify: bool,
}

const INPUTS: [Input; 3] = [
    Input {
        name: "100 MB",
        megabytes: 100,
        make: |out| many_pages(out, 100),
        also_verify: true,
    },
    Input {
        name: "1,000,000 objects",
        megabytes: 160,
        make: |out| many_objects(out, 1_000_000),
        also_verify: false,
    },
    Input {
        name: "1 GB",
        megabytes: 1000,
        make: |out| many_pages(out, 1000),
        also_verify: true,
    },
];

fn run(settings: &Settings) -> io::Result<bool> {
    std::fs::create_dir_all(&settings.work)?;
    let keys = KeyFiles::write(&settings.work)?;
    println!(
        "{:<8}{:<20}{:>10}{:>10}{:>8}{:>8}{:>12}{:>8}",
        "", "file", "bare s", "kyso s", "ratio", "bound", "peak MB", "bound"
    );
    let mut all_hold = true;
    for input in &INPUTS {
        if input.megabytes > settings.largest_megabytes {
            println!(
                "{:<8}{:<20} not run: larger than --largest {}",
                "", input.name, settings.largest_megabytes
            );
        } else if !has_room(&settings.work, input.megabytes)? {
            println!(
                "{:<8}{:<20} not run: the disk has no room for three such files",
                "", input.name
            );
        } else {
            all_hold &= measure_input(settings, &keys, input)?;
        }
    }
    all_hold &= measure_long_term(settings)?;
    all_hold &= measure_raise(settings)?;
    all_hold &= measure_crl(settings)?;
    all_hold &= measure_path(Answerer::Ca)? & measure_path(Answerer::Delegate)?;
    all_hold &= measure_rules()?;
    all_hold &= measure_appearances()?;
    all_hold &= measure_batch(&settings.work)?;
    all_hold &= token::in_a_process_of_its_own(&settings.work)?;
    std::fs::remove_dir_all(&settings.work)?;
    println!(
        "ratios: the bounds {}",
        if all_hold { "hold" } else { "do NOT hold" }
    );
    Ok(all_hold)
}

/// Room for the input, the signed file and the bare copy, and some to spare.
fn has_room(folder: &Path, megabytes: usize) -> io::Result<bool> {
    let disk = nix::sys::statvfs::statvfs(folder)?;
    let free = disk.blocks_available() * disk.fragment_size();
    Ok(free / 1_000_000 > 4 * megabytes as u64)
}

fn measure_input(settings: &Settings, keys: &KeyFiles, input: &Input) -> io::Result<bool> {
    let [source, signed, copy] =
        ["in.pdf", "signed.pdf", "copy.pdf"].map(|name| settings.work.join(name));
    (input.make)(BufWriter::new(File::create(&source)?))?;
    let sign = keys.sign_arguments(&source, &signed);
    let mut all_hold = best(
        "sign",
        input.name,
        MAIN_JOB,
        || {
            forget(&copy)?;
            copy_sync_hash_twice(&source, &copy)
        },
        || {
            forget(&signed)?;
            run_kyso(settings, &sign, &[0])
        },
    )?;
    if input.also_verify {
        let verify = keys.verify_arguments(&signed);
        all_hold &= best(
            "verify",
            input.name,
            VERDICT,
            || hash_once(&signed),
            || run_kyso(settings, &verify, &[0]),
        )?;
    }
    for path in [source, signed, copy] {
        std::fs::remove_file(path)?;
    }
    Ok(all_hold)
}

/// Takes away what the run before wrote, so that both write a new file: what is written anew while the old one stands takes memory
/// that a virtual machine may have to ask its host for, which is slower than any disk.
fn forget(file: &Path) -> io::Result<()> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Five signatures, each over all before it, their time-stamps, the store and the document time-stamp over it; revocation is required.
fn measure_long_term(settings: &Settings) -> io::Result<bool> {
    kyso_benches::lta::write(&settings.work, LONG_TERM_MEGABYTES)?;
    let [file, anchor] = ["lta.pdf", "lta-root.pem"].map(|name| settings.work.join(name));
    let (path, trust) = (file.display().to_string(), anchor.display().to_string());
    let arguments = ["verify", &path, "--trust", &trust].map(str::to_owned);
    best(
        "verify",
        "5 × B-LTA, 20 MB",
        LONG_TERM,
        || hash_once(&file),
        || run_kyso(settings, &arguments, &[0]),
    )
}

/// From B-T to B-LT, with the lists at hand.
fn measure_raise(settings: &Settings) -> io::Result<bool> {
    kyso_benches::lta::write_stamped(&settings.work, RAISE_MEGABYTES)?;
    let [file, copy] = ["t.pdf", "t-copy.pdf"].map(|name| settings.work.join(name));
    let path = |name: &str| settings.work.join(name).display().to_string();
    let (root, sub) = (path("root.crl"), path("sub.crl"));
    let arguments = [
        "extend",
        &path("t.pdf"),
        "-o",
        &path("lt.pdf"),
        "--force",
        "--to",
        "lt",
        "--trust",
        &path("t-root.pem"),
        "--crl",
        &root,
        "--crl",
        &sub,
    ]
    .map(str::to_owned);
    best(
        "extend",
        "B-T to B-LT, 100 MB",
        RAISE,
        || copy_sync_hash_twice(&file, &copy),
        || run_kyso(settings, &arguments, &[0]),
    )
}

/// Opening the list, verifying it and looking one certificate up, in a process of its own.
fn measure_crl(settings: &Settings) -> io::Result<bool> {
    kyso_benches::crl::write(&settings.work, ENTRIES)?;
    let [list, anchor, certificate] =
        ["list.der", "ca.der", "leaf.der"].map(|name| settings.work.join(name));
    let paths = [&list, &anchor, &certificate].map(|path| path.display().to_string());
    let mut arguments = vec![LOOK_UP];
    arguments.extend(paths.iter().map(String::as_str));
    let program = std::env::current_exe()?.display().to_string();
    best(
        "crl",
        "2,000,000 entries",
        LOOKUP,
        || hash_once(&list),
        || measure(&program, &arguments, &[0]),
    )
}

fn run_kyso(settings: &Settings, arguments: &[String], expected: &[i32]) -> io::Result<Usage> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    measure(&settings.kyso, &arguments, expected)
}

/// Measures both in turn, prints the line, and says whether the bounds hold.
fn best(
    what: &str,
    file: &str,
    bounds: Bounds,
    mut bare: impl FnMut() -> io::Result<Duration>,
    mut kyso: impl FnMut() -> io::Result<Usage>,
) -> io::Result<bool> {
    let (mut bare_best, mut kyso_best, mut peak) = (Duration::MAX, Duration::MAX, 0);
    let mut ratio = f64::INFINITY;
    for _ in 0..=MORE_ROUNDS {
        for _ in 0..RUNS {
            bare_best = bare_best.min(bare()?);
            let usage = kyso()?;
            kyso_best = kyso_best.min(usage.time);
            peak = usage.peak_memory.max(peak);
        }
        ratio = kyso_best.as_secs_f64() / bare_best.as_secs_f64();
        if ratio <= bounds.ratio {
            break;
        }
    }
    let holds = ratio <= bounds.ratio && peak <= bounds.memory;
    #[allow(clippy::cast_precision_loss)] // shown to one decimal
    let (peak, bound) = (peak as f64 / 1e6, bounds.memory as f64 / 1e6);
    let (bare_best, kyso_best) = (bare_best.as_secs_f64(), kyso_best.as_secs_f64());
    let largest = bounds.ratio;
    let mark = if holds { "" } else { "  BROKEN" };
    println!(
        "{what:<8}{file:<20}{bare_best:>10.3}{kyso_best:>10.3}{ratio:>8.2}{largest:>8.2}{peak:>12.1}{bound:>8.0}{mark}"
    );
    Ok(holds)
}
